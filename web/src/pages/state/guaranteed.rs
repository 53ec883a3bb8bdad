//! What the guarantee would be worth for a state: the forces and expenditure of those that would owe it help, who of them
//! is near, and which wars its accession would bring in.

use super::View;
use crate::{
    facts::edition,
    link,
    pages::state_address,
    words::{count, grouped, human},
};
use maud::{Markup, html};
use world::{IndicatorIx, StateIx};

/// How many of the nearest are named.
const NEAREST: usize = 8;

/// How many years back a conflict still counts as one that the accession would bring in.
const YEARS: i32 = 5;

/// How old a figure of forces may be.
const OLDEST: i32 = 10;

/// The section of a state's page; nothing under a charter that guarantees nothing.
pub fn section(view: &View<'_>) -> Markup {
    let View { facts, judged, state, year } = *view;
    if judged.charter.guarantees.is_empty() || !facts.world.state(state).exists_in(year) {
        return html! {};
    }
    let all = judged.members_in(facts.world, year);
    let belongs = all.contains(&state);
    let others: Vec<StateIx> = all.into_iter().filter(|other| *other != state).collect();
    html! {
        section #guarantee {
            h2 { "What the guarantee would be worth" }
            p {
                "By the record of " (year) ", " (count(others.len(), "other state", "other states"))
                @if belongs { " would owe it help against an armed attack." } @else { " would owe it help if it belonged." }
            }
            (forces(view, &others))
            (near(view, &others))
            (wars(view))
            p.source { "Source: " (link::sources(facts.world, &["military_personnel", "military_expenditure", "armed_conflict", "conflict_deaths"])) " · Distances and borders: " a href="/sources" { "the sources of this site" } }
        }
    }
}

/// The sum over the others of each one's last figure.
fn forces(view: &View<'_>, others: &[StateIx]) -> Markup {
    let world = view.facts.world;
    let rows = ["military_personnel", "military_expenditure"]
        .into_iter()
        .filter_map(|name| world.indicator_named(name));
    html! {
        div.scroll tabindex="0" role="region" aria-label="Forces of those that would help" {
            table.cards {
                thead { tr { th scope="col" { "Of those that would help" } th.n scope="col" { "Together" } th.n scope="col" { "Years" } th.n scope="col" { "Figures" } th.n scope="col" { "Its own" } th scope="col" { "Source" } } }
                tbody {
                    @for ix in rows {
                        @let indicator = world.indicator(ix);
                        @let known: Vec<(i32, f64)> = others.iter().filter_map(|other| last(view, ix, *other)).collect();
                        tr {
                            th scope="row" { (indicator.title) }
                            td.n data-name="Together" { (human(known.iter().map(|(_, value)| value).sum())) " " span.quiet { (indicator.unit) } }
                            td.n data-name="Years" { (span(&known)) }
                            td.n data-name="Figures" { (known.len()) " of " (others.len()) }
                            td.n data-name="Its own" { @match last(view, ix, view.state) { Some((year, value)) => { (human(value)) " in " (year) }, None => "–" } }
                            td data-name="Source" { a href={ "/sources#" (indicator.name) } { (edition(world, indicator)) } }
                        }
                    }
                }
            }
        }
    }
}

fn last(view: &View<'_>, ix: IndicatorIx, state: StateIx) -> Option<(i32, f64)> {
    let value = |year| Some((year, view.facts.world.value(ix, state, year)?.to_f64()));
    (view.year - OLDEST..=view.year).rev().find_map(value)
}

/// `2018–2022`
fn span(known: &[(i32, f64)]) -> String {
    let years = || known.iter().map(|(year, _)| *year);
    match (years().min(), years().max()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first}–{last}"),
        _ => "–".into(),
    }
}

/// Who of those that would help shares a border with it, or has its capital nearest.
fn near(view: &View<'_>, others: &[StateIx]) -> Markup {
    let View { facts, judged, state, year } = *view;
    let of = facts.world.state(state);
    let place = |ix: StateIx| facts.world.state(ix).capital.as_ref().map(|at| (at.latitude, at.longitude));
    let mut by_distance: Vec<(bool, f64, StateIx)> = others
        .iter()
        .filter_map(|other| {
            Some((of.borders.contains(other), kilometres(place(state)?, place(*other)?), *other))
        })
        .collect();
    by_distance.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.total_cmp(&other.1)));
    html! {
        @if !by_distance.is_empty() {
            h3 { "Who is near" }
            ul.names {
                @for (border, distance, other) in by_distance.iter().take(NEAREST) {
                    li {
                        a href=(state_address(facts, *other, judged, year)) { (facts.world.state(*other).name) }
                        " " span.quiet { @if *border { "borders it, " } (grouped_km(*distance)) " km" }
                    }
                }
            }
            p.note { "Those with a common land border first, then by the distance between capitals, along the great circle." }
        }
    }
}

/// To ten kilometres: a capital is no point.
fn grouped_km(kilometres: f64) -> String {
    let tens = format!("{:.0}", kilometres / 10.0);
    tens.parse::<u64>().map_or(tens, |tens| grouped(tens * 10))
}

/// The length of the great circle between two places in degrees, on a sphere of 6,371 km (the haversine formula).
fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (from, to) = (one.0.to_radians(), other.0.to_radians());
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let chord = half(to - from) + from.cos() * to.cos() * half((other.1 - one.1).to_radians());
    2.0 * 6371.0 * chord.sqrt().min(1.0).asin()
}

/// The armed conflicts of the last years, as the data have them.
fn wars(view: &View<'_>) -> Markup {
    let world = view.facts.world;
    let columns: Vec<IndicatorIx> =
        ["armed_conflict", "internal_conflict", "interstate_conflict_deaths", "conflict_deaths"]
            .into_iter()
            .filter_map(|name| world.indicator_named(name))
            .collect();
    let years: Vec<i32> = (view.year - YEARS + 1..=view.year).rev().collect();
    let known = |ix: IndicatorIx, year| world.value(ix, view.state, year);
    let any = columns.iter().any(|ix| years.iter().any(|year| known(*ix, *year).is_some()));
    let at_war = |year: &i32| {
        columns.first().is_some_and(|ix| known(*ix, *year).is_some_and(|value| value.to_f64() > 0.0))
    };
    let of_war: Vec<String> = years.iter().filter(|year| at_war(year)).map(ToString::to_string).collect();
    html! {
        h3 { "Wars and disputes that its accession would bring in" }
        @if !any { p { "The data on armed conflicts do not cover it in these years." } }
        @else if of_war.is_empty() { p { "The data list it in no armed conflict from " (view.year - YEARS + 1) " to " (view.year) "." } }
        @else { p { "The data list it in an armed conflict in " (of_war.join(", ")) "." } }
        @if let Some(note) = &world.state(view.state).note { p.aside { (note) } }
        @if any {
            details.data open[!of_war.is_empty()] {
                summary { "Armed conflict, " (view.year - YEARS + 1) " to " (view.year) }
                div.scroll tabindex="0" role="region" aria-label="Armed conflict, year by year" {
                    table {
                        thead { tr { th scope="col" { "Figure" } @for year in &years { th.n scope="col" { (year) } } th scope="col" { "Source" } } }
                        tbody {
                            @for ix in &columns {
                                @let indicator = world.indicator(*ix);
                                tr {
                                    th scope="row" { (indicator.title) ", " (indicator.unit) }
                                    @for year in &years { td.n { (known(*ix, *year).map_or("–".into(), |value| value.to_string())) } }
                                    td { a href={ "/sources#" (indicator.name) } { (edition(world, indicator)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_atlas() {
        // Oslo and Stockholm: 416 km; Canberra and Washington: 15,940 km.
        assert_eq!(grouped_km(kilometres((59.91, 10.75), (59.33, 18.06))), "420");
        assert_eq!(grouped_km(kilometres((-35.28, 149.13), (38.9, -77.04))), "15,940");
        assert_eq!(grouped_km(kilometres((0.0, 0.0), (0.0, 180.0))), "20,020");
        assert_eq!(kilometres((51.5, 0.0), (51.5, 0.0)), 0.0);
    }

    #[test]
    fn years_are_a_span() {
        assert_eq!(
            (span(&[]), span(&[(2020, 1.0)]), span(&[(2022, 1.0), (2018, 2.0)])),
            ("–".into(), "2020".into(), "2018–2022".into())
        );
    }
}
