//! The record of the United Nations beside a community: what its members bore of the missions in a year, what they would
//! have had to bring, and which drafts were vetoed.

mod asked;
mod charts;
mod tables;

use crate::{
    answer::{File, FileKind, Refusal},
    facts::Facts,
    link,
    map::{Place, map},
    mark::Mark,
    page::{Page, Section},
    pages::{charter_choice, state_address},
    query::Query,
};
use asked::Asked;
use charter::aegis::{
    Table, csv, json,
    words::{LIMITS, percent},
};
use maud::{Markup, html};
use std::collections::BTreeMap;
use world::StateIx;

/// The names that the page reads of a query.
pub const READS: &[&str] = &["charter", "year"];

/// The names that the tables to download read of a query.
pub const FILE_READS: &[&str] = &["charter", "year", "table"];

/// The page of a year.
///
/// # Errors
///
/// 404 for a charter, or a year that the record does not have.
pub fn page(facts: &Facts, query: &Query) -> Result<Page, Refusal> {
    let asked = Asked::read(facts, query)?;
    let aegis = &asked.aegis;
    let course = charts::Course::read(facts, &asked);
    let finding = aegis.finding(&asked.judged.charter);
    let finding = finding.trim_end_matches('.').to_owned();
    let body = html! {
        h1 { (headline(&asked)) }
        p.lead { (finding) ". " (aegis.in_council(facts.world)) " " (aegis.decided(facts.world)) }
        (quality(&asked, facts))
        (years(facts, &asked))
        (tables::keys(facts, &asked))
        h2 { "Year by year" }
        div.small { (charts::share(facts, &asked, &course)) (charts::personnel(facts, &asked, &course)) (charts::vetoes(facts, &asked, &course)) }
        h2 #refused { "Drafts vetoed in " (asked.year()) }
        p { (aegis.mandates()) " " (LIMITS) }
        (tables::drafts(facts, &asked))
        h2 #operations { "Operations of " (asked.year()) }
        (hosts(facts, &asked))
        (tables::missions(facts, &asked))
        (tables::contributors(facts, &asked))
        h2 #since-1948 { "Since 1948" }
        (charts::missions(facts, &asked))
        (reproduce(facts, &asked))
    };
    Ok(Page {
        title: format!(
            "Under the aegis of the United Nations, {}: {}",
            asked.year(),
            asked.judged.community()
        ),
        description: finding,
        section: Section::Timeline,
        body,
    })
}

/// A table of a year, as the command prints it.
///
/// # Errors
///
/// As [`page`]; 404 for a table that is not there.
pub fn file(facts: &Facts, query: &Query) -> Result<File, Refusal> {
    let asked = Asked::read(facts, query)?;
    let word = query.get("table").unwrap_or(Table::Contributors.word());
    let table: Table = word.parse().map_err(|()| {
        let names = Table::ALL.map(Table::word).join(", ");
        Refusal::not_found("There is no such table.").help(format!("The tables are {names}."))
    })?;
    let text = csv(facts.world, std::slice::from_ref(&asked.aegis), table);
    let name = format!("aegis-{}-{}-{}.csv", asked.judged.name, asked.year(), table.word());
    Ok(File { name, kind: FileKind::Csv, bytes: text.into_bytes() })
}

/// Everything of a year, as the command prints it.
///
/// # Errors
///
/// As [`page`].
pub fn data(facts: &Facts, query: &Query) -> Result<File, Refusal> {
    let asked = Asked::read(facts, query)?;
    let value = json(asked.judged.name, facts.world, std::slice::from_ref(&asked.aegis), true);
    let name = format!("aegis-{}-{}.json", asked.judged.name, asked.year());
    Ok(File { name, kind: FileKind::Json, bytes: format!("{value:#}\n").into_bytes() })
}

/// The answer in a line.
fn headline(asked: &Asked<'_>) -> String {
    let (aegis, year) = (&asked.aegis, asked.year());
    let (by_members, by_others) = aegis.vetoes_cast();
    match aegis.share() {
        Some(share) => format!("In {year} its members sent {} of UN personnel", percent(share)),
        None if by_members + by_others > 0 => {
            format!("In {year} its members cast {by_members} of {} vetoes", by_members + by_others)
        }
        None => format!("The United Nations in {year}, and who would have borne it"),
    }
}

/// How contributions are known, and what is carried.
fn quality(asked: &Asked<'_>, facts: &Facts) -> Markup {
    let year = asked.year();
    html! {
        p.note {
            @if let Some(personnel) = &asked.aegis.personnel {
                "Contributions of " (year) ": " (personnel.quality.says()) ". "
            } @else {
                "Who contributed how many is recorded by state from November 1990 to January 2021, without 2017. "
            }
            @if let Some(carried) = asked.judged.charter.carried_into(facts.world, year) { (carried) " " }
            @if !asked.judged.is_body() && year < asked.judged.charter.since(facts.world) {
                "The members are those who would have belonged had the charter begun in that year."
            }
        }
    }
}

/// The choice of year and charter.
fn years(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let (first, last) = asked::span(facts);
    let year = asked.year();
    html! {
        form.yearbar action="/aegis" data-slide {
            @if year > first { a.button rel="prev" href=(asked.at(facts, "/aegis", year - 1)) { "← " (year - 1) } }
            label { span { "Year" } input type="number" name="year" min=(first) max=(last) value=(year); }
            @if year < last { a.button rel="next" href=(asked.at(facts, "/aegis", year + 1)) { (year + 1) " →" } }
            (charter_choice(facts, asked.judged))
            button { "Show" }
        }
    }
}

/// Where the operations were.
fn hosts(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let mut at: BTreeMap<StateIx, Vec<&str>> = BTreeMap::new();
    for mission in &asked.aegis.missions {
        for host in &mission.hosts {
            at.entry(*host).or_default().push(&mission.acronym);
        }
    }
    let places: Vec<Place> = at
        .iter()
        .map(|(state, missions)| Place {
            state: *state,
            mark: Mark::Met,
            says: format!("{}: {}", facts.world.state(*state).name, missions.join(", ")),
            address: state_address(facts, *state, asked.judged, asked.judged.latest_year),
        })
        .collect();
    let missions =
        crate::words::count(asked.aegis.missions.len(), "peacekeeping operation", "peacekeeping operations");
    html! {
        @if places.is_empty() {
            p { "No operation ran in that year." }
        } @else {
            p { (missions) " of the United Nations in " (crate::words::count(places.len(), "state", "states")) ", by today’s borders. The table below names them." }
            (map(facts.world, &format!("Map of the world in {}: states with an operation of the United Nations", asked.year()), &places))
        }
    }
}

fn reproduce(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let table = |table: Table| asked.table(facts, table);
    html! {
        p.source {
            "Source: " (sources(facts))
            @for of in Table::ALL { " · " a href=(table(of)) download { "CSV, " (of.word()) } }
            " · " a href=(asked.at(facts, "/aegis.json", asked.year())) download { "JSON" }
        }
        p.source { "Command: " code { (asked.command(facts)) } }
        p.note { "Which state sent how many to which operation is in none of the tables, nor are operations that others lead under a mandate of the Council." }
    }
}

/// The sources of this record, each leading to its place on `/sources`.
fn sources(facts: &Facts) -> Markup {
    let known = ["un-peacekeepers", "un-missions", "un-vetoes"];
    let known: Vec<_> = known.iter().filter_map(|id| facts.world.source(id)).collect();
    html! {
        @for (place, source) in known.iter().enumerate() {
            @if place > 0 { "; " }
            a href={ "/sources#" (source.id) } { (source.title) }
        }
        "; members: " (link::sources(facts.world, &facts.default().charter.indicators()))
    }
}
