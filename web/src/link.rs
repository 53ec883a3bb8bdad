//! Links that many pages write: to states, charters, sources; and the words of a command.

use crate::{
    facts::{Facts, Judged},
    query::href,
};
use maud::{Markup, html};
use world::{StateIx, World};

/// A state's name, leading to its page under a charter.
pub fn state(facts: &Facts, judged: &Judged, state: StateIx) -> Markup {
    html! { a href=(state_address(facts, judged, state)) { (facts.world.state(state).name) } }
}

/// The address of a state's page under a charter.
pub fn state_address(facts: &Facts, judged: &Judged, state: StateIx) -> String {
    href(&format!("/states/{}", facts.world.state(state).slug()), &[("charter", named(facts, judged))])
}

/// States as a list in one line, in the order of their names; a dash for none.
pub fn states(facts: &Facts, judged: &Judged, states: &[StateIx]) -> Markup {
    html! {
        @for (place, ix) in by_name(facts.world, states).into_iter().enumerate() {
            @if place > 0 { ", " }
            (state(facts, judged, ix))
        }
        @if states.is_empty() { "–" }
    }
}

/// The states in the order of their names.
pub fn by_name(world: &World, states: &[StateIx]) -> Vec<StateIx> {
    let mut sorted = states.to_vec();
    sorted.sort_by_key(|ix| world::state::slug(&world.state(*ix).name));
    sorted
}

/// The charter's name as an address says it; empty for the default, which needs no saying.
pub fn named<'f>(facts: &Facts, judged: &'f Judged) -> &'f str {
    if facts.is_default(judged) { "" } else { judged.name }
}

/// ` --charter NAME`, where it is not the default.
pub fn charter_option(facts: &Facts, judged: &Judged) -> String {
    if facts.is_default(judged) { String::new() } else { format!(" --charter {}", judged.name) }
}

/// The sources of some indicators, each leading to its place on `/sources`, with edition.
pub fn sources(world: &World, indicators: &[&str]) -> Markup {
    let mut known: Vec<(&str, &str, &str)> = Vec::new();
    for ix in indicators.iter().filter_map(|name| world.indicator_named(name)) {
        let indicator = world.indicator(ix);
        let title = world.source(&indicator.source).map_or(indicator.source.as_str(), |source| &source.title);
        if !known.iter().any(|(id, _, _)| *id == indicator.source) {
            known.push((&indicator.source, title, &indicator.vintage));
        }
    }
    html! {
        @for (place, (id, title, vintage)) in known.iter().enumerate() {
            @if place > 0 { "; " }
            a href={ "/sources#" (id) } { (title) } ", " (vintage)
        }
        @if known.is_empty() { a href="/sources" { "the sources of this site" } }
    }
}

/// A field to choose a model charter.
pub fn charter_field(facts: &Facts, label: &str, name: &str, chosen: &str) -> Markup {
    html! {
        label {
            (label)
            select name=(name) {
                @for judged in &facts.charters {
                    option value=(judged.name) selected[judged.name == chosen] { (judged.title) }
                }
            }
        }
    }
}

/// Words in which a part between backticks is code.
pub fn with_code(words: &str) -> Markup {
    html! {
        @for (place, part) in words.split('`').enumerate() {
            @if place % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
