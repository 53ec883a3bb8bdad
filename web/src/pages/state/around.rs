//! What stands around a verdict: when and where a state is, its groups, its people and forces, its neighbours.

use super::View;
use crate::{
    chart::sparkline,
    mark::Mark,
    pages::state_address,
    words::{human, percent},
};
use maud::{Markup, html};
use world::{Decimal, IndicatorIx, Spell};

/// `A state since 1905 · Oslo · Northern Europe · ISO NOR`
pub fn facts_line(view: &View<'_>) -> Markup {
    let of = view.facts.world.state(view.state);
    let spells: Vec<String> = of.spells.iter().map(years).collect();
    let continues = of.continues.map(|before| &view.facts.world.state(before).name);
    html! {
        p.note {
            "A state " (spells.join(", ")) @if let Some(before) = continues { ", continuing " (before) }
            @if let Some(capital) = &of.capital { " · " (capital.name) }
            @if let Some(region) = of.subregion.as_ref().or(of.region.as_ref()) { " · " (region) }
            " · " (of.code)
            @if let Some(official) = &of.official_name { " · " (official) }
        }
    }
}

fn years(spell: &Spell) -> String {
    match spell.until {
        Some(until) => format!("{} to {}", spell.from.year(), until.year()),
        None => format!("since {}", spell.from.year()),
    }
}

/// The groups it belongs or belonged to, with dates. Regions are no groups that one joins.
pub fn groups(view: &View<'_>) -> Markup {
    let world = view.facts.world;
    let geographic = |source: &str| source.contains("m49");
    let mut rows: Vec<_> = world
        .groups
        .iter()
        .filter(|group| !geographic(&group.source))
        .map(|group| {
            (group, group.members.iter().filter(|member| member.state == view.state).collect::<Vec<_>>())
        })
        .filter(|(_, times)| !times.is_empty())
        .collect();
    rows.sort_by_key(|(_, times)| times.iter().map(|time| time.spell.from).min());
    html! {
        section {
            h2 { "Groups" }
            @if rows.is_empty() {
                p { "The data list it in no group." }
            } @else {
                div.scroll tabindex="0" role="region" aria-label="Groups" {
                    table {
                        thead { tr { th scope="col" { "Group" } th scope="col" { "Member" } } }
                        tbody {
                            @for (group, times) in rows {
                                tr {
                                    th scope="row" { a href={ "/states?group=" (group.name) "&year=" (view.year) "&charter=" (view.judged.name) } { (group.title) } }
                                    td {
                                        @for (place, time) in times.iter().enumerate() {
                                            @if place > 0 { "; " }
                                            (time.spell.from) @match time.spell.until { Some(until) => { " to " (until) } None => { " to this day" } }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Indicators of size and strength.
const FORCES: [&str; 8] = [
    "population",
    "gdp",
    "gdp_per_capita",
    "military_expenditure",
    "military_burden",
    "military_personnel",
    "peacekeepers",
    "un_assessment",
];

/// Its people, product and forces: the last figure up to the year, its share of the world, and its course.
pub fn forces(view: &View<'_>) -> Markup {
    let world = view.facts.world;
    let known: Vec<_> = FORCES
        .iter()
        .filter_map(|name| world.indicator_named(name))
        .filter_map(|ix| Some((ix, last(view, ix)?)))
        .collect();
    html! {
        section {
            h2 { "People and forces" }
            @if known.is_empty() {
                p { "No figures are known for " (view.year) " or the ten years before." }
            } @else {
                div.scroll tabindex="0" role="region" aria-label="People and forces" {
                    table.cards {
                        thead { tr {
                            th scope="col" { "Figure" } th.n scope="col" { "Value" } th.n scope="col" { "Year" }
                            th.n scope="col" { "Share of the world" } th scope="col" { "Course" } th scope="col" { "Source" }
                        } }
                        tbody {
                            @for (ix, (year, value)) in known {
                                @let indicator = world.indicator(ix);
                                tr {
                                    th scope="row" { (indicator.title) }
                                    td.n data-name="Value" { (human(value.to_f64())) " " span.quiet { (indicator.unit) } }
                                    td.n data-name="Year" { (year) }
                                    td.n data-name="Share of the world" { (part(view, ix, year, value)) }
                                    td.drawing { (course(view, ix)) }
                                    td data-name="Source" { a href={ "/sources#" (indicator.name) } { (world.source(&indicator.source).map_or("", |source| &source.title)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The last value up to the year, not older than ten years.
fn last(view: &View<'_>, ix: IndicatorIx) -> Option<(i32, Decimal)> {
    let value = |year| Some((year, view.facts.world.value(ix, view.state, year)?));
    (view.year - 10..=view.year).rev().find_map(value)
}

/// What the value is of the sum over all states; a dash where a sum means nothing.
fn part(view: &View<'_>, ix: IndicatorIx, year: i32, value: Decimal) -> String {
    let world = view.facts.world;
    let indicator = world.indicator(ix);
    if indicator.unit.contains("percent") || indicator.name.contains("per_capita") {
        return "–".into();
    }
    let all: f64 =
        world.states_in(year).filter_map(|state| Some(world.value(ix, state, year)?.to_f64())).sum();
    if all > 0.0 { percent(value.to_f64() / all) } else { "–".into() }
}

fn course(view: &View<'_>, ix: IndicatorIx) -> Markup {
    let (first, last) = view.facts.world.indicator(ix).coverage;
    let value = |year| Some((year, view.facts.world.value(ix, view.state, year)?.to_f64()));
    let points: Vec<(i32, f64)> = (first..=last.min(view.year)).filter_map(value).collect();
    let most = points.iter().map(|point| point.1).fold(0.0, f64::max);
    sparkline(&points, (first, last), (0.0, if most > 0.0 { most } else { 1.0 }))
}

/// Its neighbours of today that existed in the year, with their marks.
pub fn neighbours(view: &View<'_>) -> Markup {
    let View { facts, judged, state, year } = *view;
    let exists = |state: &&world::StateIx| facts.world.state(**state).exists_in(year);
    let neighbours: Vec<_> = facts.world.state(state).borders.iter().filter(exists).collect();
    html! {
        section {
            h2 { "Neighbours" }
            @if neighbours.is_empty() {
                p { "It shares a land border with no state of " (year) "." }
            } @else {
                p.note { "States with which it shares a land border today." }
                ul.names {
                    @for neighbour in neighbours {
                        @let mark = Mark::of(facts, judged, *neighbour, year);
                        li {
                            a href=(state_address(facts, *neighbour, judged, year)) { (facts.world.state(*neighbour).name) }
                            " " span.v.(mark.class()) { (mark.says(judged.is_body())) }
                        }
                    }
                }
            }
        }
    }
}
