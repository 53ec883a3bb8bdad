//! `/acts/N`: one event: who, on whose authority, under which article, on which facts, by which votes.

use super::{institution, scenario};
use crate::{
    answer::Refusal,
    facts::Facts,
    institution::Institution,
    page::{Page, Section},
    query::shown,
};
use community::{
    Event, Happening, State,
    act::{Cast, Voice},
    facts::{Fact, Value},
    state::{ClosedVote, SeatHolder, Vote},
    words,
};
use maud::{Markup, html};

/// One event, by its number.
pub fn page(facts: &Facts, number: &str) -> Result<Page, Refusal> {
    let of = institution(facts)?;
    let found = number.parse::<usize>().ok().filter(|place| place.to_string() == number);
    let Some((number, event)) = found.and_then(|place| of.events.get(place).map(|event| (place, event)))
    else {
        let last = of.events.len().saturating_sub(1);
        let says = format!("There is no event “{}”: they run from 0 to {last}.", shown(number));
        return Err(Refusal::not_found(says).instead("/acts", "Every event"));
    };
    let says = words::says(&of.state, event);
    let cause = of.cause(number);
    let body = html! {
        h1 { (says) }
        (scenario())
        (came_about(of, number, event))
        @if let Happening::VoteClosed { motion, organ, clauses, quorum, .. } = &event.happened {
            h2 { "The count" }
            ul { @for clause in clauses.iter().chain(quorum) { li { (words::clauses_say(std::slice::from_ref(clause))) } } }
            @let closed = closed(of, number, *motion).filter(|closed| closed.vote.organ == *organ);
            @if let Some(closed) = closed { (roll_call(&of.state, &closed.vote)) }
        }
        @if let Some((_, cause)) = cause.filter(|(_, cause)| !cause.facts.is_empty()) {
            h2 { "The facts on which it was decided" }
            div.scroll tabindex="0" role="region" aria-label="Facts" {
                table {
                    thead { tr { th scope="col" { "Of" } th scope="col" { "Fact" } th scope="col" { "Year" } th scope="col" { "Value" } th scope="col" { "Edition" } } }
                    tbody { @for fact in &cause.facts { (row(&of.state, fact)) } }
                }
            }
        }
        p { a href="/acts" { "Every event" } }
    };
    let title = format!("Event {number}");
    Ok(Page { title, description: says, section: Section::Community, body })
}

/// The vote that an event closes: a motion keeps its votes in the order in which they closed.
fn closed(of: &Institution, number: usize, motion: u64) -> Option<&ClosedVote> {
    let closes = |event: &&Event| matches!(&event.happened, Happening::VoteClosed { motion: its, .. } if *its == motion);
    let before = of.events.iter().take(number).filter(closes).count();
    of.state.motion(motion)?.votes.get(before)
}

fn came_about(of: &Institution, number: usize, event: &Event) -> Markup {
    let actor = event.actor.state().map(|code| of.state.name(code).to_owned());
    html! {
        ul {
            li { "Event " (number) ", " (event.at.says()) }
            li { "By " (actor.unwrap_or_else(|| format!("the {}", event.actor))) ", " (event.authority) }
            @if let Some(article) = &event.article { li { "Under " a href="/charter" { (article) } } }
            @if let Some((from, cause)) = of.cause(number).filter(|(from, _)| *from != number) {
                li { "Follows from " a href={ "/acts/" (from) } { "event " (from) } ": " (words::says(&of.state, cause)) }
            }
        }
    }
}

/// Who voted how, in the order yes, abstention, no, absent, left out.
fn roll_call(state: &State, vote: &Vote) -> Markup {
    let mut rows: Vec<(u8, String, &str, Vec<String>)> = vote
        .roll
        .members
        .iter()
        .map(|member| {
            let (place, says) = match (&member.out, vote.ballots.get(&member.state)) {
                (Some(_), _) => (5, "✕ not in the count"),
                (None, Some(Cast::One(Voice::Yes))) => (0, "● yes"),
                (None, Some(Cast::Split(_))) => (1, "◐ divided"),
                (None, Some(Cast::One(Voice::Abstain))) => (2, "◌ abstains"),
                (None, Some(Cast::One(Voice::No))) => (3, "○ no"),
                (None, None) => (4, "– absent"),
            };
            (place, state.name(&member.state).to_owned(), says, by_name(vote, &member.state))
        })
        .collect();
    rows.sort();
    html! {
        h2 { "The roll call" }
        p.note { "Rule: " (vote.rule) "." }
        div.scroll tabindex="0" role="region" aria-label="Roll call" {
            table {
                thead { tr { th scope="col" { "State" } th scope="col" { "Vote" } } }
                tbody { @for (_, name, says, by_name) in rows {
                    tr {
                        th scope="row" { (name) }
                        td { (says) @if !by_name.is_empty() { ul { @for line in by_name { li { (line) } } } } }
                    }
                } }
            }
        }
    }
}

/// How the seat-holders of a member voted, where it has named them.
fn by_name(vote: &Vote, code: &str) -> Vec<String> {
    let line = |holder: &SeatHolder| {
        let party = holder.party.as_ref().map(|party| format!(" ({party})")).unwrap_or_default();
        let says = match vote.by_name.get(code).and_then(|of| of.get(&holder.name)) {
            Some(Voice::Yes) => "● yes",
            Some(Voice::No) => "○ no",
            Some(Voice::Abstain) => "◌ abstains",
            None => "– absent",
        };
        format!("{}{party}: {says}", holder.name)
    };
    vote.seated.get(code).into_iter().flatten().map(line).collect()
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
            th scope="row" { (state.name(&fact.of)) }
            td { (fact.name.replace(['_', ':'], " ")) }
            td { (year) @if let Some(from) = fact.from { ", carried from " (from) } }
            td { (value) }
            td { (fact.vintage.as_deref().unwrap_or_default()) }
        }
    }
}
