//! Addresses that receive nothing any more. Only their index is kept, so that they cannot be listed: who asks for one is told why.

use super::{PLACE, problem};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        desk::{ordered, page as framed},
        petition::{date, link::sentence},
    },
    routes::Asked,
    words::grouped,
};
use ::campaign::{
    address::Address,
    db::DbError,
    newsletter::suppress::{self, Since, Why},
};
use maud::{Markup, html};

/// How many there are by reason, and a form to look after one.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    whole(facts, asked, None, None)
}

/// Looks for an address, adds it, or lifts it.
///
/// # Errors
///
/// As [`page`].
pub fn done(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let wrong = |says: &str| whole(facts, asked, None, Some(says)).map(Answer::Wrong);
    let address = match Address::read(asked.query.get("email").unwrap_or_default()) {
        Ok(address) => address,
        Err(error) => return wrong(&sentence(&error.to_string())),
    };
    let shown = address.to_string();
    // The log names no address: it is there for longer than the person may want to be.
    match asked.query.get("what") {
        Some("look") => {
            let office = campaign::of(facts)?.office();
            let found = campaign::of(facts)?.read(|sql| suppress::since(sql, &office, &address))?;
            whole(facts, asked, Some(found_of(&shown, found)), None).map(Answer::Page)
        }
        Some("add") => {
            let added = ordered(facts, asked, "suppress-address", "an address", move |sql, office, order| {
                suppress::suppress(sql, office, &address, Why::Asked, order.now)
            });
            added?.map_err(|error: DbError| away(&error))?;
            Ok(Answer::done(
                "/desk/newsletter/suppressed",
                format!("{shown} receives no newsletter any more."),
            ))
        }
        Some("lift") => {
            let lifted = ordered(facts, asked, "lift-address", "an address", move |sql, office, _| {
                suppress::lift(sql, office, &address)
            });
            match lifted?.map_err(|error: DbError| away(&error))? {
                true => Ok(Answer::done(
                    "/desk/newsletter/suppressed",
                    format!("{shown} may subscribe again. It is on no list until its owner confirms."),
                )),
                false => wrong(&format!("{shown} was not among them.")),
            }
        }
        _ => wrong("Choose what to do with the address."),
    }
}

fn found_of(address: &str, found: Option<Since>) -> Markup {
    html! {
        p.verdict role="status" {
            @match found {
                None => { (address) " is not among them: it receives what it subscribed to." },
                Some(since) => { (address) " receives nothing since " (date(since.at)) ", because " (because(&since.why)) "." },
            }
        }
    }
}

fn because(why: &str) -> &str {
    match why {
        "bounced" => {
            "its mail server said that there is no such mailbox, or letters came back again and again"
        }
        "complained" => "its reader called a letter spam",
        "asked" => "its owner asked for it",
        other => other,
    }
}

fn whole(
    facts: &Facts,
    asked: &Asked<'_>,
    found: Option<Markup>,
    wrong: Option<&str>,
) -> Result<Page, Refusal> {
    let figures = campaign::of(facts)?.read(suppress::figures)?;
    let typed = asked.query.get("email").unwrap_or_default();
    let body = html! {
        p.crumbs { a href=(PLACE.path) { "Newsletter" } }
        p { "No newsletter is sent to these addresses, whoever enters them. They are kept as numbers that say nothing of anybody, so that they cannot be listed; but you can ask for one." }
        @if figures.is_empty() { p { "There are none." } }
        dl.entered { @for (why, number) in &figures { div { dt { (grouped(*number)) } dd { "because " (because(why)) } } } }
        @if let Some(found) = found { (found) }
        form.enter method="post" action="/desk/newsletter/suppressed" {
            h2 { "One address" }
            @if let Some(says) = wrong { (problem(says)) }
            div.field {
                label for="email" { "E-mail address" }
                input #email name="email" type="email" required maxlength="254" autocomplete="off" value=(typed) aria-describedby=[wrong.map(|_| "problem")];
            }
            div.row {
                button.first name="what" value="look" { "Does it receive anything?" }
                button name="what" value="add" { "Send it nothing any more" }
                button name="what" value="lift" { "Let it subscribe again" }
            }
            p.note { "Let an address subscribe again only where its owner asked you to." }
        }
    };
    framed("Who receives nothing", asked, PLACE.path, body)
}
