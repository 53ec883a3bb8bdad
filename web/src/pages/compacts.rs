//! `/compacts`: peacebuilding with states: who asks, what runs, how many benchmarks are met, and what became of the money.

pub mod one;

use super::institution::{self, article, opening, place, twins};
use crate::{
    answer::{File, Refusal},
    csv,
    facts::Facts,
    institution::{Institution, Seen},
    page::{Page, Section},
    words::count,
};
use ::community::{
    Known, State,
    compact::{Compact, Reading, Verdict},
    words::money,
};
use maud::{Markup, html};
use serde_json::{Value, json};

/// The compacts.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn page(facts: &Facts, seen: &Seen) -> Result<Page, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    let says = answer(state);
    let body = html! {
        (opening(seen, "/compacts"))
        h1.said { (says) }
        (law(of))
        (requests(facts, state))
        @if state.peacebuilding.compacts.is_empty() {
            p { "A state asks, a member proposes the compact, the secretariat submits it to the Peacebuilding Commission, the council decides:" }
            pre tabindex="0" { "koinon act LBR request-compact \"We ask for help to rebuild our courts.\"\nkoinon act NOR propose found-compact LBR \"Courts and work\" USD ends … review … pillar … benchmark … tranche …\nkoinon act secretariat submit-compact MOTION\n" }
        } @else {
            (table(facts, of))
        }
        (twins("koinon compact", "/compacts"))
    };
    Ok(Page { title: "Compacts".into(), description: says, section: Section::Community, body })
}

fn answer(state: &State) -> String {
    let all = &state.peacebuilding.compacts;
    let running = all.values().filter(|compact| compact.end.is_none()).count();
    match (all.len(), running) {
        (0, _) if state.peacebuilding.requests.is_empty() => "No state has asked for a compact".into(),
        (0, _) => format!(
            "{} for a compact, and none is founded yet",
            count(state.peacebuilding.requests.len(), "state asks", "states ask")
        ),
        (all, 0) => format!("No compact runs now, of {all} founded"),
        (all, running) => format!("{}, of {all} founded", count(running, "compact runs", "compacts run")),
    }
}

/// Who decides, by the charter in force.
fn law(of: &Institution) -> Markup {
    let Some(law) = &of.state.law else { return html! {} };
    let found = law.charter.acts.iter().find(|act| act.kind.value == charter::acts::ActKind::FoundCompact);
    html! {
        @match found {
            None => p { "The charter has no article on compacts: to add one takes an amendment with " code { "[acts.found-compact]" } "." },
            Some(act) => p.lead {
                "A compact gives money in tranches, each released once its benchmarks are met; what happened to every unit stands on its page"
                @if let Some(at) = &act.heading.article { " (" (article(Some(&law.charter), &format!("Article {}", at.value))) ")" }
                "."
            },
        }
    }
}

/// States that ask, and have none yet.
fn requests(facts: &Facts, state: &State) -> Markup {
    html! {
        @if !state.peacebuilding.requests.is_empty() {
            h2 { "Who asks" }
            ul {
                @for (code, request) in &state.peacebuilding.requests {
                    li { (place(facts, state, code)) ", since " (request.at.says()) @if let Some(authority) = &request.authority { ", through " (authority) } ": " (request.says) }
                }
            }
        }
    }
}

/// Every benchmark of a compact as it reads now.
fn readings(facts: &Facts, state: &State, compact: &Compact) -> Vec<Reading> {
    let known = Known::new(facts.world);
    match (&state.law, state.at) {
        (Some(law), Some(at)) => compact.readings(law, &::community::Facts::World(&known), at),
        _ => Vec::new(),
    }
}

fn met(readings: &[Reading]) -> usize {
    readings.iter().filter(|reading| reading.verdict == Verdict::Met).count()
}

/// The mark of how a compact stands.
fn standing(compact: &Compact) -> Markup {
    let class = match compact.standing() {
        "running" => "risk",
        "concluded" => "met",
        _ => "lost",
    };
    html! { span.v.(class) { (compact.standing()) } }
}

fn table(facts: &Facts, of: &Institution) -> Markup {
    let state = &of.state;
    html! {
        div.scroll tabindex="0" role="region" aria-label="Compacts" {
            table.cards {
                thead { tr {
                    th scope="col" { "Compact" } th scope="col" { "State" } th scope="col" { "Standing" } th.n scope="col" { "Benchmarks met" }
                    th.n scope="col" { "Asked" } th.n scope="col" { "Came in" } th.n scope="col" { "Released" } th.n scope="col" { "Held" } th.n scope="col" { "Returned" }
                } }
                tbody {
                    @for (number, compact) in &state.peacebuilding.compacts {
                        @let readings = readings(facts, state, compact);
                        @let account = &compact.account;
                        @let says = |amount: u64| money(amount, &compact.plan.currency);
                        tr {
                            th scope="row" { a href={ "/compacts/" (number) } { (compact.plan.title) } }
                            td data-name="State" { (place(facts, state, &compact.plan.state)) }
                            td { (standing(compact)) }
                            td.n data-name="Benchmarks met" { (met(&readings)) " of " (readings.len()) }
                            td.n data-name="Asked" { (says(compact.asked())) }
                            td.n data-name="Came in" { (says(account.contributed.minor_units())) }
                            td.n data-name="Released" { (says(account.released.minor_units())) }
                            td.n data-name="Held" { (says(account.held.minor_units())) }
                            td.n data-name="Returned" { (says(account.returned.minor_units())) }
                        }
                    }
                }
            }
        }
    }
}

/// The compacts as a table, in minor units of their currency.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn csv(facts: &Facts, seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    const HEAD: [&str; 14] = [
        "compact",
        "state",
        "title",
        "standing",
        "founded",
        "ends",
        "benchmarks_met",
        "benchmarks",
        "currency",
        "asked_minor_units",
        "contributed_minor_units",
        "released_minor_units",
        "held_minor_units",
        "returned_minor_units",
    ];
    let rows = of.state.peacebuilding.compacts.iter().map(|(number, compact)| {
        let readings = readings(facts, &of.state, compact);
        let account = &compact.account;
        vec![
            number.to_string(),
            compact.plan.state.clone(),
            compact.plan.title.clone(),
            compact.standing().to_owned(),
            compact.at.to_string(),
            compact.plan.ends.to_string(),
            met(&readings).to_string(),
            readings.len().to_string(),
            compact.plan.currency.clone(),
            compact.asked().to_string(),
            account.contributed.minor_units().to_string(),
            account.released.minor_units().to_string(),
            account.held.minor_units().to_string(),
            account.returned.minor_units().to_string(),
        ]
    });
    Ok(csv::file(super::acts::file_name(of, "compacts.csv"), &HEAD, rows))
}

/// The compacts with their benchmarks and every movement of money, for programs.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn json(facts: &Facts, seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    let compacts = of.state.peacebuilding.compacts.iter();
    let all: Vec<Value> = compacts
        .map(|(number, compact)| {
            json!({ "number": number, "compact": **compact, "benchmarks": readings(facts, &of.state, compact) })
        })
        .collect();
    Ok(institution::json(of, "compacts", &all))
}
