//! Personal data at the desk: who asked, what was erased and by what, what is kept now; and erasing for somebody who asks by letter.

use super::{NOTHING, Place, acted, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        fields::{Fields, Line, Problem},
        my_data::what_became,
        petition::date,
    },
    query::Query,
    routes::Asked,
    words::grouped,
};
use ::campaign::{
    address::Address,
    joining::JoinRefusal,
    people::Power,
    privacy::{
        KEPT,
        erase::{self, Erased},
        ledger,
    },
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/privacy",
    word: "Personal data",
    says: "See what is kept and what was erased, and erase for somebody who asks by letter.",
    power: Power::Administer,
    waits: NOTHING,
};

/// How many days of erasing by time are shown.
const DAYS: i64 = 30;

/// The page.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    whole(facts, asked, &Query::default(), None, None)
}

fn whole(
    facts: &Facts,
    asked: &Asked<'_>,
    typed: &Query,
    problem: Option<&Problem>,
    done: Option<&[Erased]>,
) -> Result<Page, Refusal> {
    let now = campaign::now();
    let found = campaign::of(facts)?.read(|sql| {
        Ok((
            ledger::asked(sql)?,
            ledger::erased_by_hand(sql, 20)?,
            ledger::by_time(sql, now - DAYS * 86_400)?,
            ledger::rows(sql)?,
        ))
    })?;
    let (asking, by_hand, by_time, rows) = found;
    let fields = Fields::new(typed, problem);
    let body = html! {
        @if let Some(done) = done { h2 { "It is erased" } (what_became(done)) }
        p.lead { (asking) " asked in the last two days to see what is kept about them. They see, download and erase it by themselves." }
        form.enter method="post" action=(PLACE.path) {
            h2 { "Erase for somebody who asks by letter" }
            (fields.problem())
            p { "Make sure that it is they who ask. Everything that no law makes you keep is erased, in every area, and it cannot be undone." }
            (fields.line("email", "Their e-mail address", Line::email().filled("off")))
            (fields.tick("sure", "I am sure that the person with this address asks for it."))
            button { "Erase" }
        }
        h2 { "Who was erased" }
        @if by_hand.is_empty() { p { "Nobody has asked yet." } }
        ul { @for (at, by) in &by_hand { li { (date(*at)) ": " (by.as_deref().unwrap_or("the person, by the link")) } } }
        h2 { "What was erased because its time had come, in the last " (DAYS) " days" }
        @if by_time.is_empty() { p { "Nothing has come to its time." } } @else { (table("Of what", by_time.iter().map(|(table, many)| (title(table), *many)))) }
        h2 { "What is kept now" }
        (table("What", rows.iter().map(|(table, many)| (title(table), *many))))
        p { a href="/privacy" { "What everybody reads about it" } }
    };
    framed(PLACE.word, asked, PLACE.path, body)
}

fn table<'t>(head: &str, rows: impl Iterator<Item = (&'t str, u64)>) -> Markup {
    html! {
        div.scroll { table.values {
            thead { tr { th { (head) } th.n { "Rows" } } }
            tbody { @for (what, many) in rows { tr { th scope="row" { (what) } td.n { (grouped(many)) } } } }
        } }
    }
}

/// What a table's rows are.
fn title(table: &str) -> &str {
    KEPT.iter().find(|kept| kept.table == table).map_or(table, |kept| kept.title)
}

/// Erases for somebody.
///
/// # Errors
///
/// 503 where the tables cannot be written: then nothing is erased.
pub fn erased(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let again = |problem: &Problem| whole(facts, asked, asked.query, Some(problem), None).map(Answer::Wrong);
    let address = match Address::read(asked.query.get("email").unwrap_or_default()) {
        Ok(address) => address,
        Err(error) => return again(&Problem::of(&JoinRefusal::Address(error))),
    };
    if asked.query.get("sure").is_none() {
        let says = "Tick that you are sure: nothing is erased before.".to_owned();
        return again(&Problem { field: Some("sure"), says });
    }
    let done = acted(facts, asked, move |sql, office, order| {
        erase::erase(sql, office, &address, Some(order.by), order.now, order.chance[0])
    })?;
    let done = done.map_err(|error| away(&error))?;
    whole(facts, asked, &Query::default(), None, Some(&done)).map(Answer::Page)
}
