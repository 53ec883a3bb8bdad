//! The directory of the organisations that joined: where they are, on a map, and who they are, as a list.

use super::{fields::country_name, join::named};
use crate::{
    answer::Refusal,
    campaign,
    facts::Facts,
    map::{Place, map},
    mark::Mark,
    page::Page,
    pages::petition::date,
    words::count,
};
use ::campaign::joining::{
    apply::Wants,
    directory::{self, Organisation},
};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The page.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    let all = campaign::of(facts)?.read(directory::accepted)?;
    let mut by_country: BTreeMap<&str, Vec<&Organisation>> = BTreeMap::new();
    for one in &all {
        by_country.entry(country_name(facts, &one.country)).or_default().push(one);
    }
    let title = match all.len() {
        0 => "Who supports the Coalition".to_owned(),
        many => format!(
            "{} in {} {} the Coalition",
            count(many, "organisation", "organisations"),
            count(by_country.len(), "country", "countries"),
            if many == 1 { "supports" } else { "support" }
        ),
    };
    let body = html! {
        p.crumbs { a href="/join" { "Join" } }
        h1 { (title) }
        @if all.is_empty() {
            p.lead { "No organisation has joined yet. Yours can be the first." }
        } @else {
            p.lead { (of_each(&all)) }
            (drawn(facts, &all))
            @for wants in Wants::ALL.into_iter().rev() {
                @let those: Vec<_> = all.iter().filter(|one| one.wants == wants).collect();
                @if !those.is_empty() {
                    h2 #(wants.word()) { (charter::show::capital(wants.word())) "s" }
                    @for one in those { (listed(facts, one, is_first(&all, one))) }
                }
            }
            h2 { "By country" }
            ul.names { @for (name, those) in &by_country { li { a href={ "#of-" (world::state::slug(name)) } { (name) } " (" (those.len()) ")" } } }
        }
        p.buttons { a.button.first href="/join/organisation" { "Apply for an organisation" } }
    };
    Ok(named(&title, body))
}

fn of_each(all: &[Organisation]) -> String {
    let partners = all.iter().filter(|one| one.wants == Wants::Partner).count();
    let supporters = all.len() - partners;
    match (partners, supporters) {
        (0, _) => "They give their name to the proposal.".to_owned(),
        (_, 0) => "They work with the Coalition as partners.".to_owned(),
        _ => format!(
            "{} and {}.",
            charter::show::capital(&count(partners, "partner works with it", "partners work with it")),
            count(supporters, "supporter gives its name", "supporters give their name")
        ),
    }
}

/// The map: each country leads to the first of its organisations in the list.
fn drawn(facts: &Facts, all: &[Organisation]) -> Markup {
    let mut of_state = BTreeMap::new();
    for one in all {
        if let Some(state) = facts.world.state_coded(&one.country) {
            of_state.entry(state).or_insert_with(Vec::new).push(one);
        }
    }
    let places: Vec<_> = of_state
        .iter()
        .map(|(state, those)| {
            let name = &facts.world.state(*state).name;
            let names: Vec<_> = those.iter().take(5).map(|one| one.name.clone()).collect();
            let more = if those.len() > names.len() { ", …" } else { "" };
            Place {
                state: *state,
                mark: Mark::Met,
                says: format!("{name}: {}{more}", names.join(", ")),
                address: format!("#of-{}", world::state::slug(name)),
            }
        })
        .collect();
    html! {
        figure { (map(facts.world, "Where the organisations are", &places)) }
    }
}

/// Is it the first of its country in the list?
fn is_first(all: &[Organisation], one: &Organisation) -> bool {
    all.iter().find(|other| other.country == one.country).is_some_and(|first| first.id == one.id)
}

/// An organisation in the list. The first of a country bears the country's anchor.
fn listed(facts: &Facts, one: &Organisation, is_first: bool) -> Markup {
    let country = country_name(facts, &one.country);
    html! {
        article.organisation #{ "organisation-" (one.id) } {
            @if is_first { span.anchor #{ "of-" (world::state::slug(country)) } {} }
            h3 { (one.name) @if one.sample { span.quiet { " (a sample)" } } }
            p.note {
                (country)
                @if let Some(since) = one.since { " · since " (date(since)) }
                @if let Some(website) = &one.website { " · " a href=(website) rel="nofollow noopener external" { (bare(website)) } }
            }
            p { (one.does) }
            @if !one.statement.is_empty() { blockquote { (one.statement) } }
        }
    }
}

/// A website without its scheme.
fn bare(website: &str) -> &str {
    website.split_once("://").map_or(website, |(_, rest)| rest)
}
