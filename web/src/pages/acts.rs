//! `/acts`: what happened in the institution, newest first, by day.

pub mod one;

use crate::{
    answer::{File, Refusal},
    csv,
    facts::Facts,
    institution::Institution,
    page::{Page, Section},
    query::{Query, href, shown},
    words::count,
};
use community::{Event, Moment, words};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// How many events a page shows.
const A_PAGE: usize = 100;

/// The institution, or why there is none to show.
fn institution(facts: &Facts) -> Result<&Institution, Refusal> {
    facts.institution().map_err(|why| Refusal::new(500, "The scenario cannot be played", format!("{why}.")))
}

/// What marks every page of the demonstration.
fn scenario() -> Markup {
    html! { p.note { strong { "A scenario." } " The states and the indicators are real; every event is invented." } }
}

/// The events that are asked for, with their numbers, newest first.
fn chosen<'i>(of: &'i Institution, query: &Query) -> Result<Vec<(usize, &'i Event)>, Refusal> {
    let (kind, member) = (query.get("kind"), query.get("member"));
    if let Some(kind) = kind.filter(|kind| !kinds(of).contains(*kind)) {
        return Err(Refusal::not_found(format!("No event of the record is of the kind “{}”.", shown(kind)))
            .instead("/acts", "Every event"));
    }
    if let Some(member) = member.filter(|code| !of.state.names.contains_key(*code)) {
        let says = format!("The record names no state with the code “{}”.", shown(member));
        return Err(Refusal::not_found(says).instead("/acts", "Every event"));
    }
    let fits = |event: &Event| {
        kind.is_none_or(|kind| words::kind(&event.happened) == kind)
            && member.is_none_or(|code| concerns(event, code))
    };
    Ok(of.events.iter().enumerate().rev().filter(|(_, event)| fits(event)).collect())
}

/// Did this state do it, or does it concern it?
fn concerns(event: &Event, code: &str) -> bool {
    let value = serde_json::to_value(&event.happened).unwrap_or_default();
    event.actor.state() == Some(code) || value.get("state").and_then(|state| state.as_str()) == Some(code)
}

fn kinds(of: &Institution) -> BTreeSet<String> {
    of.events.iter().map(|event| words::kind(&event.happened)).collect()
}

/// The log.
pub fn page(facts: &Facts, query: &Query) -> Result<Page, Refusal> {
    let of = institution(facts)?;
    let chosen = chosen(of, query)?;
    let pages = chosen.len().div_ceil(A_PAGE).max(1);
    let wrong = |text: &str| {
        Refusal::not_found(format!("There is no page “{}”: they run from 1 to {pages}.", shown(text)))
            .instead("/acts", "The first page")
    };
    let number = match query.get("page") {
        None => 1,
        Some(text) => {
            let number: Option<usize> = text.parse().ok();
            number.filter(|number| (1..=pages).contains(number)).ok_or_else(|| wrong(text))?
        }
    };
    let (kind, member) = (query.get("kind").unwrap_or_default(), query.get("member").unwrap_or_default());
    let to = |page: usize| href("/acts", &[("kind", kind), ("member", member), ("page", &page.to_string())]);
    let shown = chosen.iter().skip((number - 1) * A_PAGE).take(A_PAGE).collect::<Vec<_>>();
    let body = html! {
        h1 { (count(chosen.len(), "event", "events")) " on the record" }
        (scenario())
        form.filters action="/acts" {
            label { span { "Kind" } select name="kind" {
                option value="" { "every kind" }
                @for one in kinds(of) { option value=(one) selected[one == kind] { (one.replace('-', " ")) } }
            } }
            label { span { "State" } select name="member" {
                option value="" { "every state" }
                @for (code, name) in &of.state.names { option value=(code) selected[code == member] { (name) } }
            } }
            button.first { "Show" }
        }
        @if shown.is_empty() { p { "Nothing of the kind concerns this state. " a href="/acts" { "Show every event" } "." } }
        @for day in shown.chunk_by(|(_, one), (_, other)| one.at.date() == other.at.date()) {
            @if let Some((_, first)) = day.first() { h2 { (Moment::start_of(first.at.date()).says()) } }
            ul.found {
                @for (number, event) in day {
                    li { a href={ "/acts/" (number) } { "Event " (number) } " " (words::says(&of.state, event)) }
                }
            }
        }
        nav.tabs aria-label="Pages" {
            @if number > 1 { a href=(to(number - 1)) { "Newer" } " " }
            "Page " (number) " of " (pages)
            @if number < pages { " " a href=(to(number + 1)) { "Older" } }
        }
        p.note { a href=(href("/acts.csv", &[("kind", kind), ("member", member)])) { "CSV" } }
    };
    let description = "What happened in the institution, event by event.".to_owned();
    Ok(Page { title: "Acts".into(), description, section: Section::Community, body })
}

/// The log as a table, oldest first.
pub fn csv(facts: &Facts, query: &Query) -> Result<File, Refusal> {
    let of = institution(facts)?;
    let rows = chosen(of, query)?.into_iter().rev().map(|(number, event)| {
        let article = event.article.clone().unwrap_or_default();
        let (actor, kind) = (event.actor.to_string(), words::kind(&event.happened));
        vec![number.to_string(), event.at.to_string(), actor, article, kind, words::says(&of.state, event)]
    });
    Ok(csv::file("scenario-acts.csv", &["event", "at", "actor", "article", "kind", "says"], rows))
}
