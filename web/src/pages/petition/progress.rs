//! How far a petition is: its count, what makes it enough, the countries, those who signed last, and the days that were closed.

use super::date;
use crate::{
    facts::Facts,
    map::{Place, map},
    mark::Mark,
    words::count,
};
use ::campaign::petition::{Petition, count::Seen, day::Day};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Countries that are listed at once; the others are opened.
const LISTED: usize = 12;

/// The number, and until when.
pub fn counter(petition: &Petition, by_country: &BTreeMap<String, u64>, now: i64) -> Markup {
    let reached = petition.validity.reached(by_country);
    html! {
        p.first-figure {
            strong { (grouped(reached.have)) }
            span { @if reached.have == 1 { "signature" } @else { "signatures" } ", each confirmed by its signer" }
            @if let Some(closes) = petition.closes.filter(|_| petition.is_open(now)) { span { "open until " (date(closes)) } }
        }
    }
}

/// What makes it enough with what is missing, the countries as a map and a table.
pub fn progress(facts: &Facts, petition: &Petition, by_country: &BTreeMap<String, u64>) -> Markup {
    let rule = &petition.validity;
    let reached = rule.reached(by_country);
    let asks = rule.total > 0 || rule.countries > 0;
    html! {
        @if asks || !rule.marks.is_empty() {
            h2 { @if !asks { "What follows" } @else if reached.valid() { "It is enough" } @else { "What is missing" } }
            ul {
                @if rule.total > 0 {
                    li { span.v.(if reached.missing == 0 { "met" } else { "unmet" }) { (grouped(reached.have)) " of " (grouped(rule.total)) " signatures" }
                        @if reached.missing > 0 { ": " (grouped(reached.missing)) " missing" } }
                }
                @if rule.countries > 0 {
                    li { span.v.(if reached.missing_countries == 0 { "met" } else { "unmet" }) { (reached.countries.len()) " of " (rule.countries) " countries with their minimum" }
                        @if reached.missing_countries > 0 { ": " (reached.missing_countries) " missing" } }
                }
                @for (place, mark) in rule.marks.iter().enumerate() {
                    li { span.v.(if place < reached.marks { "met" } else { "unmet" }) { "At " (grouped(mark.at)) } ": " (mark.says) }
                }
            }
            @if !rule.source.is_empty() { p.source { "These figures: " (rule.source) "." } }
        }
        (countries(facts, petition, by_country))
    }
}

fn countries(facts: &Facts, petition: &Petition, by_country: &BTreeMap<String, u64>) -> Markup {
    let mut rows: Vec<(&str, u64)> = by_country.iter().map(|(code, count)| (code.as_str(), *count)).collect();
    if rows.is_empty() {
        return html! { h2 { "Where it was signed" } p { "Nobody has signed it yet." } };
    }
    rows.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    let place = |(code, signed): &(&str, u64)| {
        let state = facts.world.state_coded(code)?;
        let says = format!("{}: {}", facts.world.state(state).name, signatures(*signed));
        let address = format!("/states/{}", facts.world.state(state).slug());
        Some(Place { state, mark: Mark::Met, says, address })
    };
    let places: Vec<Place> = rows.iter().filter_map(place).collect();
    let minimum = |code: &str| petition.validity.minimum.get(code);
    let with_minimum = !petition.validity.minimum.is_empty();
    let (first, rest) = rows.split_at(rows.len().min(LISTED));
    let table = |rows: &[(&str, u64)]| {
        html! {
            table {
                thead { tr { th { "Country" } th.n { "Signatures" } @if with_minimum { th.n { "Minimum" } } } }
                tbody {
                    @for (code, signed) in rows {
                        tr {
                            td { (name(facts, code)) }
                            td.n { (grouped(*signed)) }
                            @if with_minimum { td.n { @match minimum(code) { Some(minimum) => (grouped(*minimum)), None => "none" } } }
                        }
                    }
                }
            }
        }
    };
    html! {
        h2 { "Signed in " (count(rows.len(), "country", "countries")) }
        (map(facts.world, "Countries in which it was signed", &places))
        div.scroll.narrow tabindex="0" role="region" aria-label="Signatures by country" { (table(first)) }
        @if !rest.is_empty() {
            details { summary { "The other " (count(rest.len(), "country", "countries")) } div.scroll.narrow { (table(rest)) } }
        }
    }
}

/// Those who signed last, each as they chose.
pub fn signatories(facts: &Facts, recent: &[Seen]) -> Markup {
    html! {
        @if !recent.is_empty() {
            h2 { "Who signed last" }
            ul.signatories {
                @for seen in recent {
                    li {
                        p {
                            @match &seen.name {
                                Some(signer) => { strong { (signer) } ", " (name(facts, &seen.country)) },
                                None => { "Somebody from " (name(facts, &seen.country)) },
                            }
                            span.quiet { " · " (date(seen.at)) }
                        }
                        @if let Some(comment) = &seen.comment { blockquote { (comment) } }
                    }
                }
            }
            p.note { "Shown as each signer chose; those who chose to be only in the count are not listed." }
        }
    }
}

/// The days that were closed: what binds the count.
pub fn days(days: &[Day]) -> Markup {
    html! {
        @if let Some(last) = days.first() {
            h2 { "Nobody can add or drop a signature afterwards" }
            p { "Each midnight (UTC) the signatures are bound together by a Merkle root over blinded entries, which say nothing about anybody. On "
                (last.day) " " (signatures(last.leaves)) " had been confirmed, and " (grouped(last.counted)) " of them counted. "
                "Whoever signed can " a href="/petition/receipt" { "check their receipt" } " against it." }
            details {
                summary { "The closed days" }
                div.scroll tabindex="0" role="region" aria-label="Closed days" {
                    table {
                        thead { tr { th { "Day" } th.n { "Confirmed so far" } th.n { "Counted" } th { "Root" } } }
                        tbody { @for day in days.iter().take(366) {
                            tr { td { (day.day) } td.n { (grouped(day.leaves)) } td.n { (grouped(day.counted)) } td { code { (day.root.to_string()) } } }
                        } }
                    }
                }
            }
        }
    }
}

/// The country's name.
pub fn name<'f>(facts: &'f Facts, code: &'f str) -> &'f str {
    facts.world.state_coded(code).map_or(code, |state| facts.world.state(state).name.as_str())
}

/// `1 signature`, `1,234 signatures`.
pub fn signatures(number: u64) -> String {
    format!("{} {}", grouped(number), if number == 1 { "signature" } else { "signatures" })
}

/// A number in groups of three digits.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
