//! `/acts/N`: one event: what, who, on whose authority, under which article, on which facts, by which votes; and the proof
//! that it is on the record.

use super::{proof, roll};
use crate::{
    answer::Refusal,
    institution::Institution,
    link::with_code,
    page::{Page, Section},
    pages::institution::{self, opening},
    query::shown,
    routes::Asked,
};
use community::{
    Event, Happening, State,
    facts::{Fact, Value},
    words,
};
use maud::{Markup, html};

/// The number at the end of an address, if the record has such an entry.
///
/// # Errors
///
/// 404 with what there is.
pub fn number(of: &Institution, part: &str) -> Result<u64, Refusal> {
    let found = part.parse::<u64>().ok().filter(|number| number.to_string() == part);
    found.filter(|number| *number < of.ledger.size()).ok_or_else(|| {
        let says = match of.ledger.size() {
            0 => "Nothing is on the record yet.".to_owned(),
            size => format!("There is no event “{}”: they run from 0 to {}.", shown(part), size - 1),
        };
        Refusal::not_found(says).instead("/acts", "Every event")
    })
}

/// One event, by its number.
///
/// # Errors
///
/// 404 where the record has no such event, 503 where it could not be read yet.
pub fn page(asked: &Asked<'_>) -> Result<Page, Refusal> {
    let of = institution::of(asked.seen)?;
    let number = number(of, asked.part)?;
    let event = of.ledger.entry(number).and_then(|entry| entry.event.as_ref());
    let says = event.map_or_else(
        || "The key of the record changes: another signs from here on.".to_owned(),
        |event| words::says(&of.state, event),
    );
    let body = html! {
        (opening(asked.seen, "/acts"))
        p.crumbs { a href="/acts" { "Acts" } " · event " (number) }
        h1.said { (with_code(&heading(&of.state, &says, event))) }
        @if let Some(event) = event { (what_and_who(of, number, event)) (counted(of, number, event)) (facts(of, number)) }
        (proof::section(of, number, asked.port))
        nav.tabs aria-label="Events beside it" {
            @if number > 0 { a rel="prev" href={ "/acts/" (number - 1) } { "← Event " (number - 1) } " " }
            @if number + 1 < of.ledger.size() { a rel="next" href={ "/acts/" (number + 1) } { "Event " (number + 1) " →" } }
        }
        @if event.is_some() { p.source { "Command: " code { "koinon explain " (number) } } }
    };
    let title = format!("Event {number}");
    Ok(Page { title, description: says, section: Section::Community, body })
}

/// What happened without its full stop; of a count, what came of it and for what, since the quotas stand below.
fn heading(state: &State, says: &str, event: Option<&Event>) -> String {
    let Some(Happening::VoteClosed { motion, .. }) = event.map(|event| &event.happened) else {
        return says.trim_end_matches('.').to_owned();
    };
    let passes = says.split(": ").next().unwrap_or(says);
    match state.motion(*motion) {
        Some(motion) => format!("{passes}, to {}", words::matter(state, &motion.matter)),
        None => passes.to_owned(),
    }
}

/// When, who, on whose authority, under which article, from what it follows.
fn what_and_who(of: &Institution, number: u64, event: &Event) -> Markup {
    let state = &of.state;
    let charter = state.law.as_ref().map(|law| &*law.charter);
    let motion = of.ledger.entry(number).and_then(|entry| entry.motion);
    let cause = of.cause(number).filter(|(from, _)| *from != number);
    html! {
        dl.about {
            dt { "When" } dd { time datetime=(event.at) { (event.at.says()) } }
            dt { "Who" } dd { @match event.actor.state() { Some(code) => { (institution::state(state, code)) " (" a href={ "/acts?member=" (code) } { "its acts" } ")" }, None => { "The " (event.actor) } } }
            dt { "Authority" } dd { (charter::show::capital(&event.authority.to_string())) }
            @if let Some(article) = &event.article { dt { "Under" } dd { (institution::article(charter, article)) } }
            @if let Some(motion) = motion {
                dt { "Motion" }
                dd {
                    a href=(institution::motion_address(motion)) { "Motion " (motion) }
                    @if let Some(its) = state.motion(motion) { ", to " (with_code(&words::matter(state, &its.matter))) ": " (its.standing.says()) }
                }
            }
            @if let Some((from, cause)) = cause { dt { "Follows from" } dd { (institution::event(from)) ": " (with_code(&words::says(state, cause))) } }
            @for (place, text) in spoken(&event.happened).into_iter().enumerate() { dt { @if place == 0 { "In its words" } } dd { q { (text) } } }
        }
    }
}

/// What someone said, which the sentence of the event leaves out.
fn spoken(happened: &Happening) -> Vec<&str> {
    match happened {
        Happening::Advised { says, .. }
        | Happening::Answered { says, .. }
        | Happening::Dissented { says, .. }
        | Happening::CaseFiled { says, .. }
        | Happening::Judged { says, .. } => vec![says],
        Happening::Proposed { matter, .. } | Happening::MotionAmended { matter, .. } => grounds(matter),
        _ => Vec::new(),
    }
}

fn grounds(matter: &community::Matter) -> Vec<&str> {
    use community::Matter;
    match matter {
        Matter::Observe { grounds, .. }
        | Matter::Warn { grounds, .. }
        | Matter::Suspend { grounds, .. }
        | Matter::Expel { grounds, .. }
        | Matter::Settle { grounds, .. } => vec![grounds],
        _ => Vec::new(),
    }
}

/// The count of a vote that closed, with its explanation and the roll call; of an open one, the roll as it was frozen.
fn counted(of: &Institution, number: u64, event: &Event) -> Markup {
    let Happening::VoteClosed { motion, organ, clauses, quorum, .. } = &event.happened else {
        return html! {};
    };
    let closed = of.closed_vote(number, *motion).filter(|closed| closed.vote.organ == *organ);
    html! {
        section {
            h2 { "The count" }
            @if let Some(closed) = closed { p { "The rule: " strong { (closed.vote.rule) } "." @if let Some(quorum) = &closed.vote.quorum { " The quorum: " strong { (quorum) } "." } } }
            (roll::bars(clauses))
            @if !quorum.is_empty() { h3 { "The quorum" } (roll::bars(quorum)) }
            @if let Some(closed) = closed {
                h2 { "The roll call" }
                (roll::strip(&of.state, &closed.vote, false))
                (roll::table(&of.state, &closed.vote))
            }
        }
    }
}

/// The facts on which the act was decided from which the event follows.
fn facts(of: &Institution, number: u64) -> Markup {
    let Some((from, cause)) = of.cause(number).filter(|(_, cause)| !cause.facts.is_empty()) else {
        return html! {};
    };
    let rows = html! {
        div.scroll tabindex="0" role="region" aria-label="Facts" {
            table {
                thead { tr { th scope="col" { "Of" } th scope="col" { "Fact" } th scope="col" { "Year" } th scope="col" { "Value" } th scope="col" { "Edition" } } }
                tbody { @for fact in &cause.facts { (row(&of.state, fact)) } }
            }
        }
    };
    let many = cause.facts.len() > 12;
    html! {
        section {
            h2 { "The facts on which it was decided" }
            @if from != number { p { "They stand in the act from which it follows, " (institution::event(from)) "." } }
            @if many { details { summary { (cause.facts.len()) " facts" } (rows) } } @else { (rows) }
        }
    }
}

fn row(state: &State, fact: &Fact) -> Markup {
    let value = match &fact.value {
        Value::Missing(()) => "no value".to_owned(),
        Value::Text(text) => text.to_string(),
        Value::Names(names) => names.join(", "),
    };
    let year = if fact.year == 0 { String::new() } else { fact.year.to_string() };
    html! {
        tr {
            th scope="row" { (state.called(&fact.of)) }
            td { (fact.name.replace(['_', ':'], " ")) }
            td { (year) @if let Some(from) = fact.from { ", carried from " (from) } }
            td { (value) }
            td { (fact.vintage.as_deref().unwrap_or_default()) }
        }
    }
}
