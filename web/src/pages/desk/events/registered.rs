//! Who is registered for an event: for whoever may see registrations, on a page and as a table.

use super::of;
use crate::{
    answer::{Answer, Refusal},
    campaign, csv,
    facts::Facts,
    page::Page,
    pages::{
        desk::{NOTHING, Place, page as framed},
        petition::date,
    },
    routes::Asked,
};
use ::campaign::{
    event::{
        self, Event, list,
        register::{Attendee, Place as Seat},
    },
    people::Power,
};
use maud::html;

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/registrations",
    word: "Registrations",
    says: "See who comes to which event, and take the list with you.",
    power: Power::Moderate,
    waits: NOTHING,
};

/// The events that somebody has registered for.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn all(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let found = campaign::of(facts)?.read(|sql| {
        let each = event::all(sql)?.into_iter().map(|event| Ok((list::figures(sql, event.id)?, event)));
        each.collect::<Result<Vec<_>, _>>()
    })?;
    let found: Vec<_> = found.into_iter().filter(|(figures, _)| !figures.is_empty()).collect();
    let body = html! {
        @if found.is_empty() { p.lead { "Nobody is registered for an event." } }
        ul.found { @for (figures, event) in &found { li {
            a href={ (PLACE.path) "/" (event.id) } { (event.title) }
            span.quiet { " · " (event.when.day()) @for (word, many) in figures { ", " (many) " " (stands(word)) } }
        } } }
    };
    framed(PLACE.word, asked, PLACE.path, body)
}

/// How so many stand, after their number.
pub(super) fn stands(word: &str) -> &'static str {
    match word {
        "comes" => "come",
        "waits" => "wait for a place",
        _ => "have not confirmed",
    }
}

fn read(facts: &Facts, asked: &Asked<'_>) -> Result<(Event, Vec<Attendee>), Refusal> {
    let event = of(facts, asked)?;
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    let all = campaign.read(|sql| list::attendees(sql, &office, event.id))?;
    Ok((event, all))
}

const fn words(place: Seat) -> &'static str {
    match place {
        Seat::Comes => "comes",
        Seat::Waits => "waits for a place",
        Seat::Asked => "has not confirmed",
    }
}

/// The list, those with a place first.
///
/// # Errors
///
/// 404 where there is no such event, 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (event, all) = read(facts, asked)?;
    let here = format!("{}/{}", PLACE.path, event.id);
    let body = html! {
        p.lead { (event.title) ", " (event.when.shown()) }
        @if all.is_empty() { p { "Nobody has confirmed yet." } } @else {
            p { a href={ (here) ".csv" } { "As a table (CSV)" } }
            div.scroll { table {
                thead { tr { th { "Name" } th { "Address" } th { "It stands so" } th { "Confirmed" } } }
                tbody { @for one in &all { tr {
                    th scope="row" { (one.name) }
                    td { a href={ "mailto:" (one.address) } { (one.address) } }
                    td { (words(one.place)) }
                    td { @if let Some(at) = one.confirmed { (date(at)) } }
                } } }
            } }
            p.note { "The list is erased ninety days after the event. Use it for the event alone: that is what they agreed to." }
        }
    };
    framed("Who is registered", asked, PLACE.path, body)
}

/// The same as a table to download.
///
/// # Errors
///
/// As [`page`].
pub fn table(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (event, all) = read(facts, asked)?;
    let rows = all.into_iter().map(|one| {
        vec![one.name, one.address, words(one.place).to_owned(), one.confirmed.map(date).unwrap_or_default()]
    });
    let head = ["name", "address", "it stands so", "confirmed"];
    Ok(Answer::File(csv::guarded(format!("{}-registered.csv", event.name), &head, rows)))
}
