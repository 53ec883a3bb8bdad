//! How far a petition is: its count, what makes it enough, the countries, those who signed last, and the days that were closed.

use super::date;
use crate::{
    facts::Facts,
    map::{Place, map},
    mark::Mark,
    words::{count, grouped},
};
use ::campaign::petition::{Petition, collected::Batch, count::Seen, day::Day, policy::Policy};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Countries that are listed at once; the others are opened.
const LISTED: usize = 12;

/// The number, how far it is, and until when.
pub fn counter(petition: &Petition, by_country: &BTreeMap<String, u64>, policy: &Policy, now: i64) -> Markup {
    let reached = petition.validity.reached(by_country);
    let next = petition.validity.marks.iter().map(|mark| mark.at).find(|at| *at > reached.have);
    let most = next.or(Some(petition.validity.total)).filter(|total| *total > 0).or(policy.goal);
    html! {
        div.first-figure {
            strong { (grouped(reached.have)) }
            span { @if reached.have == 1 { "signature" } @else { "signatures" } ", each confirmed by its signer" }
            @if let Some(most) = most { (bar("How far it is", reached.have, most)) span { "of " (grouped(most)) } }
            @if let Some(closes) = petition.closes.filter(|_| petition.is_open(now)) { span { "open until " (date(closes)) } }
        }
    }
}

/// How far something is, for eyes and ears.
fn bar(label: &str, have: u64, most: u64) -> Markup {
    html! { progress aria-label=(label) value=(have.min(most)) max=(most) { (grouped(have)) " of " (grouped(most)) } }
}

/// What makes it enough with what is missing, rule by rule; the countries as a map with a table beside it.
pub fn progress(facts: &Facts, petition: &Petition, by_country: &BTreeMap<String, u64>) -> Markup {
    let rule = &petition.validity;
    let reached = rule.reached(by_country);
    let asks = rule.total > 0 || rule.countries > 0;
    let there = u64::try_from(reached.countries.len()).unwrap_or(u64::MAX);
    html! {
        @if asks || !rule.marks.is_empty() {
            h2 { @if !asks { "What follows" } @else if reached.valid() { "It is enough" } @else { "What is missing" } }
            ul.rules {
                @if rule.total > 0 {
                    li { span.v.(if reached.missing == 0 { "met" } else { "unmet" }) { (grouped(reached.have)) " of " (grouped(rule.total)) " signatures" }
                        @if reached.missing > 0 { ": " (grouped(reached.missing)) " missing" }
                        (bar("Signatures", reached.have, rule.total)) }
                }
                @if rule.countries > 0 {
                    li { span.v.(if reached.missing_countries == 0 { "met" } else { "unmet" }) { (there) " of " (rule.countries) " countries with their minimum" }
                        @if reached.missing_countries > 0 { ": " (reached.missing_countries) " missing" }
                        (bar("Countries with their minimum", there, rule.countries.into())) }
                }
                @for (place, mark) in rule.marks.iter().enumerate() {
                    li { span.v.(if place < reached.marks { "met" } else { "unmet" }) { "At " (grouped(mark.at)) } ": " (mark.says)
                        (bar(&format!("To {}", grouped(mark.at)), reached.have, mark.at)) }
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
    let least = &petition.validity.minimum;
    let reaches = |code: &str, signed: u64| least.get(code).map(|least| signed >= *least);
    let place = |(code, signed): &(&str, u64)| {
        let state = facts.world.state_coded(code)?;
        let of = least.get(*code).map(|least| format!(" of {}", grouped(*least))).unwrap_or_default();
        let says = format!("{}: {}{of}", facts.world.state(state).name, signatures(*signed));
        let address = format!("/states/{}", facts.world.state(state).slug());
        // Where minimums are asked for, only a country that has reached its own is filled.
        let mark =
            if least.is_empty() || reaches(code, *signed) == Some(true) { Mark::Met } else { Mark::Unmet };
        Some(Place { state, mark, says, address })
    };
    let places: Vec<Place> = rows.iter().filter_map(place).collect();
    let (first, rest) = rows.split_at(rows.len().min(LISTED));
    let table = |rows: &[(&str, u64)]| {
        html! {
            table {
                thead { tr { th { "Country" } th.n { "Signatures" } @if !least.is_empty() { th.n { "Minimum" } } } }
                tbody {
                    @for (code, signed) in rows {
                        tr {
                            td { (name(facts, code)) }
                            td.n { (grouped(*signed)) }
                            @if !least.is_empty() { td.n { @match (least.get(*code), reaches(code, *signed)) {
                                (Some(least), Some(true)) => { "● " (grouped(*least)) },
                                (Some(least), _) => { "○ " (grouped(*least)) },
                                (None, _) => "none",
                            } } }
                        }
                    }
                }
            }
        }
    };
    html! {
        h2 { "Signed in " (count(rows.len(), "country", "countries")) }
        div.where {
            (map(facts.world, "Countries in which it was signed", &places))
            div {
                div.scroll tabindex="0" role="region" aria-label="Signatures by country" { (table(first)) }
                @if !rest.is_empty() {
                    details { summary { "The other " (count(rest.len(), "country", "countries")) } div.scroll { (table(rest)) } }
                }
                @if !least.is_empty() { p.note { "● has its minimum, ○ not yet. Countries without a minimum count for the total alone." } }
            }
        }
    }
}

/// What was brought from elsewhere, apart from the count.
pub fn elsewhere(batches: &[Batch]) -> Markup {
    let all: u64 = batches.iter().map(|batch| batch.counted).sum();
    html! {
        @if all > 0 {
            h2 { "Collected elsewhere" }
            p { (signatures(all)) " more " @if all == 1 { "was" } @else { "were" } " collected before or on paper. Nobody has confirmed them here: they are not in the count, in the map, or in what makes it enough." }
            ul { @for batch in batches.iter().filter(|batch| batch.counted > 0) {
                li { (grouped(batch.counted)) ", brought on " (date(batch.at)) ": " (batch.provenance.says) }
            } }
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
                        thead { tr { th { "Day" } th.n { "Confirmed so far" } th.n { "Counted" } th { "Root" } th { "On the record" } } }
                        tbody { @for day in days.iter().take(366) {
                            tr { td { (day.day) } td.n { (grouped(day.leaves)) } td.n { (grouped(day.counted)) } td { code { (day.root.to_string()) } } td { @match day.event { Some(event) => a href={ "/acts/" (event) } { "event " (event) }, None => "not" } } }
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
