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
    logo::{self, Logo},
};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// The most logos in a row.
const MOST: usize = 12;

/// The page.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    let (all, logos) = campaign::of(facts)?.read(|sql| Ok((directory::accepted(sql)?, logo::shown(sql)?)))?;
    let real: Vec<_> = all.iter().filter(|one| !one.sample).collect();
    let mut by_country: BTreeMap<&str, Vec<&Organisation>> = BTreeMap::new();
    for one in &all {
        by_country.entry(country_name(facts, &one.country)).or_default().push(one);
    }
    let title = title(&real);
    let body = html! {
        p.crumbs { a href="/join" { "Join" } }
        h1 { (title) }
        @if real.is_empty() {
            p.lead { "No organisation has joined yet. Yours can be the first." }
        } @else {
            p.lead { (of_each(&real)) }
        }
        @if real.len() < all.len() { p.note { "What is called a sample shows how an entry looks: no such organisation joined, and none is counted." } }
        @if !all.is_empty() {
            (drawn(facts, &all))
            @for wants in Wants::ALL.into_iter().rev() {
                @let those: Vec<_> = all.iter().filter(|one| one.wants == wants).collect();
                @if !those.is_empty() {
                    h2 #(wants.word()) { (charter::show::capital(wants.word())) "s" }
                    @for one in those { (listed(facts, one, logos.get(&one.id), is_first(&all, one))) }
                }
            }
            h2 { "By country" }
            ul.names { @for (name, those) in &by_country { li {
                a href={ "#of-" (world::state::slug(name)) } { (name) } " ("
                @match those.iter().filter(|one| !one.sample).count() { 0 => "a sample", many => (many) }
                ")"
            } } }
        }
        p.buttons { a.button.first href="/join/organisation" { "Apply for an organisation" } }
    };
    Ok(named(&title, body))
}

/// How many there are, in how many countries; samples are not among them.
fn title(real: &[&Organisation]) -> String {
    let countries: BTreeSet<_> = real.iter().map(|one| &one.country).collect();
    match real.len() {
        0 => "Who supports the Coalition".to_owned(),
        many => format!(
            "{} in {} {} the Coalition",
            count(many, "organisation", "organisations"),
            count(countries.len(), "country", "countries"),
            if many == 1 { "supports" } else { "support" }
        ),
    }
}

fn of_each(all: &[&Organisation]) -> String {
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

/// A logo at its narrowest, on a plate of white in light and dark alike: logos are made for paper.
pub(super) fn plate(logo: &Logo) -> Markup {
    html! {
        @if let Some((address, width, height)) = logo.file.small() {
            span.plate { img src=(address) width=(width) height=(height) alt=(logo.alt) loading="lazy"; }
        }
    }
}

/// The organisations that have a logo, each leading to its entry; nothing where none has.
pub(super) fn row(all: &[Organisation], logos: &BTreeMap<u64, Logo>) -> Markup {
    let those: Vec<_> = all.iter().filter_map(|one| Some((one, logos.get(&one.id)?))).take(MOST).collect();
    html! {
        @if !those.is_empty() {
            h2 { "Who stands with the Coalition" }
            ul.logos { @for (one, logo) in &those { li {
                a href={ "/supporters#organisation-" (one.id) } { (plate(logo)) (one.name) }
                @if one.sample { " " span.quiet { "(a sample)" } }
            } } }
            p { a href="/supporters" { "All supporters and partners" } }
        }
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
            let said = |one: &&Organisation| match one.sample {
                true => format!("{} (a sample)", one.name),
                false => one.name.clone(),
            };
            let names: Vec<_> = those.iter().take(5).map(said).collect();
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
fn listed(facts: &Facts, one: &Organisation, logo: Option<&Logo>, is_first: bool) -> Markup {
    let country = country_name(facts, &one.country);
    html! {
        article.organisation #{ "organisation-" (one.id) } {
            @if is_first { span.anchor #{ "of-" (world::state::slug(country)) } {} }
            @if let Some(logo) = logo { (plate(logo)) }
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
