//! The seats of every player under every method, beside the method that the page is about.

use super::asked::Asked;
use crate::{facts::Facts, link, paste::Wrong, words::grouped};
use maud::{Markup, html};
use voting::seats::{Apportionment, Method, SeatsError, apportion};

/// The methods shown beside the one asked for.
const SHOWN: [Method; 8] = [
    Method::Adams,
    Method::HuntingtonHill,
    Method::Webster,
    Method::Jefferson,
    Method::Hamilton,
    Method::Cambridge,
    Method::CambridgePower,
    Method::Penrose,
];

/// The answers of the methods.
pub struct Columns(Vec<(Method, Result<Apportionment, SeatsError>)>);

/// Apportions by every method that is shown.
pub fn columns(asked: &Asked<'_>) -> Columns {
    let mut methods = vec![asked.method];
    methods.extend(SHOWN.into_iter().filter(|method| *method != asked.method));
    let answer = |method| (method, apportion(&asked.weights, asked.seats, method, asked.bounds));
    Columns(methods.into_iter().map(answer).collect())
}

impl Columns {
    /// The methods that have an answer, the one asked for first.
    pub fn good(&self) -> impl Iterator<Item = (Method, &Apportionment)> {
        self.0.iter().filter_map(|(method, found)| Some((*method, found.as_ref().ok()?)))
    }

    /// The answer of the method asked for.
    pub fn chosen(&self, asked: &Asked<'_>) -> Option<&Apportionment> {
        self.good().find(|(method, _)| *method == asked.method).map(|(_, found)| found)
    }

    /// Why the method asked for has none.
    pub fn chosen_error(&self, asked: &Asked<'_>) -> Option<Vec<Wrong>> {
        let (_, found) = self.0.iter().find(|(method, _)| *method == asked.method)?;
        let error = found.as_ref().err()?;
        let field = match error {
            SeatsError::Minimum { .. }
            | SeatsError::MinimumAboveMaximum { .. }
            | SeatsError::LiftedTooMany { .. } => "min",
            SeatsError::Maximum { .. } | SeatsError::NeedsMaximum => "max",
            _ => "seats",
        };
        Some(vec![Wrong::new(field, error.to_string(), error.help().replace("`--max 96`", "96"))])
    }
}

/// What a page calls a method.
pub fn title(method: Method) -> &'static str {
    match method {
        Method::Adams => "Adams",
        Method::Dean => "Dean",
        Method::HuntingtonHill => "Huntington–Hill",
        Method::Webster => "Webster",
        Method::ModifiedFirstDivisor => "Modified Webster",
        Method::Jefferson => "Jefferson",
        Method::Hamilton => "Hamilton",
        Method::Droop => "Droop",
        Method::Imperiali => "Imperiali",
        Method::Cambridge => "Cambridge",
        Method::CambridgePower => "Cambridge, power",
        Method::Penrose => "Penrose",
    }
}

/// What a method does, in a phrase.
pub fn says(method: Method) -> &'static str {
    match method {
        Method::Adams => "divide and round every fraction up",
        Method::Dean => "divide and round at the harmonic mean",
        Method::HuntingtonHill => "divide and round at the geometric mean, as the United States do",
        Method::Webster => "divide and round to the nearest whole number (Sainte-Laguë)",
        Method::ModifiedFirstDivisor => "as Webster, with a first seat that costs 0.7 of a quota",
        Method::Jefferson => "divide and round every fraction down (D’Hondt)",
        Method::Hamilton => "whole quotas first, then the largest remainders (Hare)",
        Method::Droop => "largest remainders by the smallest quota that cannot be reached once too often",
        Method::Imperiali => "largest remainders by a quota so small that it can give too many",
        Method::Cambridge => "a base for each, the others divided and rounded up, nobody above the maximum",
        Method::CambridgePower => {
            "a base for each, the others by a power of the people that brings the largest to the maximum"
        }
        Method::Penrose => {
            "in proportion to the square root of the people, so that every citizen has the same chance to decide through a delegate"
        }
    }
}

/// Who gets how many seats under each method; differences from the one asked for stand beside the number.
pub fn side_by_side(facts: &Facts, asked: &Asked<'_>, columns: &Columns) -> Markup {
    let good: Vec<(Method, &Apportionment)> = columns.good().collect();
    let base = columns.chosen(asked);
    let tied =
        |found: &Apportionment, place: usize| found.ties.iter().any(|tie| tie.players.contains(&place));
    let order = asked.order();
    let name = |place: usize| match (asked.community, asked.states.get(place)) {
        (Some((judged, _)), Some(state)) => link::state(facts, judged, *state),
        _ => html! { (asked.names[place]) },
    };
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="methods" {
            table.own {
                caption { (grouped(asked.seats)) " seats by " (asked.by.replace('_', " ")) @if let Some(min) = asked.bounds.min { ", at least " (min) " each" } @if let Some(max) = asked.bounds.max { ", at most " (max) } ". Beside a number: how many more or fewer than by " (title(asked.method)) ". The quota is the share in proportion, before rounding." }
                thead {
                    tr {
                        th scope="col" { "Player" }
                        th.n scope="col" { (charter::show::capital(&asked.by.replace('_', " "))) }
                        th.n scope="col" { "Quota" }
                        @for (method, _) in &good { th.n.chosen[*method == asked.method] scope="col" { (title(*method)) } }
                    }
                }
                tbody {
                    @for place in &order {
                        tr {
                            th scope="row" { (name(*place)) }
                            td.n { (grouped(asked.weights[*place])) }
                            td.n { (asked.quota(*place)) }
                            @for (method, found) in &good {
                                td.n.chosen[*method == asked.method] {
                                    (grouped(found.seats[*place]))
                                    @if tied(found, *place) { "*" }
                                    @if *method != asked.method && let Some(base) = base { (difference(base.seats[*place], found.seats[*place])) }
                                }
                            }
                        }
                    }
                }
            }
        }
        (ties(asked, &good))
        (without(columns))
    }
}

fn difference(base: u64, here: u64) -> Markup {
    html! {
        @match here.cmp(&base) {
            std::cmp::Ordering::Greater => { " " span.more { "+" (here - base) } },
            std::cmp::Ordering::Less => { " " span.fewer { "−" (base - here) } },
            std::cmp::Ordering::Equal => { " " span.more {} },
        }
    }
}

fn ties(asked: &Asked<'_>, good: &[(Method, &Apportionment)]) -> Markup {
    let all: Vec<_> =
        good.iter().flat_map(|(method, found)| found.ties.iter().map(move |tie| (*method, tie))).collect();
    html! {
        @if !all.is_empty() {
            h3 { "Ties" }
            p.note { "Where claims are exactly equal a method does not say whom to serve. The table serves the first of each set, marked *." }
            ul {
                @for (method, tie) in all.iter().take(20) {
                    li {
                        (title(*method)) ": " (tie.seats) @if tie.seats == 1 { " seat" } @else { " seats" } " among "
                        (charter::show::and_list(&tie.players.iter().map(|place| asked.names[*place].clone()).collect::<Vec<_>>()))
                    }
                }
            }
        }
    }
}

/// Methods that have no answer, and why: each reason once.
fn without(columns: &Columns) -> Markup {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for (method, found) in &columns.0 {
        let Err(error) = found else { continue };
        let (says, name) = (error.to_string(), title(*method).to_owned());
        match reasons.iter_mut().find(|(known, _)| *known == says) {
            Some((_, names)) => names.push(name),
            None => reasons.push((says, vec![name])),
        }
    }
    html! {
        @if !reasons.is_empty() {
            p.note {
                "Without an answer here: "
                @for (number, (says, names)) in reasons.iter().enumerate() {
                    @if number > 0 { "; " }
                    (charter::show::and_list(names)) " (" (says) ")"
                }
                "."
            }
        }
    }
}
