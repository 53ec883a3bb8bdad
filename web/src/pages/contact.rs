//! Writing to the campaign: a form whose message waits at the desk. It writes to nobody by itself.

use super::{
    fields::{Fields, Line, Problem, is_of_a_machine, trap},
    join::{named, taken},
};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, Campaign},
    facts::Facts,
    page::Page,
    query::Query,
    routes::Asked,
};
use ::campaign::joining::message::{Desk, Note, write};
use maud::html;

const TITLE: &str = "Write to us";

/// The form.
///
/// # Errors
///
/// 404 where no campaign is run.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    Ok(form(campaign::of(facts)?, &Query::default(), None))
}

/// Takes a message.
///
/// # Errors
///
/// As [`page`]; 503 where the tables cannot be written.
pub fn asked(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    if is_of_a_machine(asked.query) {
        return Ok(Answer::Page(received()));
    }
    let (sent, network) = (asked.query.clone(), asked.network.to_owned());
    let (now, chance) = (campaign::now(), campaign::chance()?);
    let done = campaign.write(move |sql, office| {
        let text = |name| sent.get(name).unwrap_or_default();
        let note = Note {
            desk: text("desk"),
            name: text("name"),
            address: text("email"),
            text: text("text"),
            network: &network,
        };
        write(sql, office, &note, now, chance)
    });
    taken(done, received, |problem| form(campaign, asked.query, Some(problem)))
}

fn received() -> Page {
    let body = html! {
        h1 { "We have your message" }
        p.lead { "Somebody reads it and answers by letter to the address that you gave." }
        p { a href="/coalition" { "Back to the Coalition" } }
    };
    named("We have your message", body)
}

fn form(campaign: &Campaign, typed: &Query, problem: Option<&Problem>) -> Page {
    let office = campaign.office();
    let fields = Fields::new(typed, problem);
    let desks = Desk::ALL.map(|desk| (desk.word(), desk.title()));
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { (TITLE) }
        p.lead { "Somebody reads it and answers by letter." }
        form.enter method="post" action="/contact" {
            (fields.problem())
            (fields.choice("desk", "To", &desks))
            (fields.line("name", "Your name", Line::text(100).filled("name")))
            (fields.line("email", "Your e-mail address", Line::email()))
            (fields.lines("text", "Your message (at most 5,000 characters)", (8, 5_000), true))
            (trap())
            button.first { "Send" }
            p.note { "Your message is sealed where it is kept, and erased a year after the last word. " a href="/privacy" { "What is kept, why and for how long" } }
        }
        h2 { "By letter" }
        p { (office.sender.name) br; (office.sender.postal) }
        p { a href={ "mailto:" (office.sender.address) } { (office.sender.address) } }
    };
    named(TITLE, body)
}
