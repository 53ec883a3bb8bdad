//! Who did what when at the desk: the newest first, page by page, and as a table to download.

use super::{NOTHING, Place, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign, csv,
    facts::Facts,
    page::Page,
    query::href,
    routes::Asked,
    words::moment,
};
use ::campaign::people::{
    Power, accounts,
    log::{self, Done},
};
use maud::html;

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/log",
    word: "Log",
    says: "Who did what when. Nobody can change it.",
    power: Power::Administer,
    waits: NOTHING,
};

/// What the page reads of a query.
pub const READS: &[&str] = &["before", "who"];

/// How many acts stand on a page, and in the table to download.
const A_PAGE: u32 = 100;
const A_FILE: u32 = 100_000;

fn asked_for(asked: &Asked<'_>) -> log::Asked {
    let number = |name| asked.query.get(name).and_then(|text| text.parse().ok());
    log::Asked { before: number("before"), who: number("who") }
}

/// The page.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let wanted = asked_for(asked);
    let (acts, people) =
        campaign::of(facts)?.read(|sql| Ok((log::acts(sql, wanted, A_PAGE)?, accounts(sql)?)))?;
    let who = wanted.who.map(|who| who.to_string()).unwrap_or_default();
    let next = acts.last().filter(|_| acts.len() == A_PAGE as usize).map(|last| last.id.to_string());
    let body = html! {
        form.row action=(PLACE.path) {
            label for="who" { "Of" }
            select #who name="who" {
                option value="" { "everybody" }
                @for one in &people { option value=(one.id) selected[Some(one.id) == wanted.who] { (one.name) } }
            }
            button { "Show" }
        }
        @if acts.is_empty() { p { "Nothing was done yet." } } @else {
            div.scroll {
                table.cards {
                    thead { tr { th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "What" } th scope="col" { "On what" } } }
                    tbody { @for act in &acts { tr { th scope="row" { (moment(act.at)) } td { (name(act)) } td { (act.what.replace('-', " ")) } td { (act.about) } } } }
                }
            }
        }
        p.row {
            @if let Some(next) = &next { a href=(href(PLACE.path, &[("before", next), ("who", &who)])) { "Earlier" } }
            @if wanted.before.is_some() { a href=(href(PLACE.path, &[("who", &who)])) { "The newest" } }
            a href=(href("/desk/log.csv", &[("who", &who)])) { "CSV" }
        }
    };
    framed("Log", asked, PLACE.path, body)
}

fn name(act: &Done) -> &str {
    act.who.as_deref().unwrap_or("the program, or the command line")
}

/// The table.
///
/// # Errors
///
/// As [`page`].
pub fn table(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let wanted = asked_for(asked);
    let acts = campaign::of(facts)?.read(|sql| log::acts(sql, wanted, A_FILE))?;
    let rows = acts.into_iter().map(|act| {
        let at =
            jiff::Timestamp::from_second(act.at).map_or_else(|_| act.at.to_string(), |at| at.to_string());
        vec![act.id.to_string(), at, csv::harmless(name(&act)), act.what.clone(), csv::harmless(&act.about)]
    });
    Ok(Answer::File(csv::file("log.csv", &["number", "time", "who", "what", "about"], rows)))
}
