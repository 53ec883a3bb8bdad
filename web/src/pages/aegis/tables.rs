//! The tables of a year: what the members would have had to bring, the vetoed drafts, the operations, who contributed.

use super::asked::Asked;
use crate::{facts::Facts, link};
use charter::aegis::{
    PERSONNEL, Table,
    words::{percent, persons},
};
use maud::{Markup, html};
use world::{Decimal, StateIx};

/// How many contributors stand open; the others are folded.
const SHOWN: usize = 20;

fn written(value: Option<Decimal>) -> String {
    value.map_or("–".into(), |value| persons(value.to_f64()))
}

fn source(facts: &Facts, asked: &Asked<'_>, table: Table, ids: &[&str]) -> Markup {
    html! {
        p.source {
            "Source: "
            @for (place, source) in ids.iter().filter_map(|id| facts.world.source(id)).enumerate() {
                @if place > 0 { "; " }
                a href={ "/sources#" (source.id) } { (source.title) }
            }
            ", " (asked.year()) " · " a href=(asked.table(facts, table)) download { "CSV" }
        }
    }
}

/// What the members would have had to bring, by key.
pub fn keys(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let Some(personnel) = &asked.aegis.personnel else { return html! {} };
    let signed = |more: f64| if more >= 0.5 { format!("+{}", persons(more)) } else { persons(more) };
    html! {
        h2 #keys { "What they would have had to bring" }
        div.scroll tabindex="0" role="region" aria-labelledby="keys" {
            table {
                caption { "Uniformed personnel in " (asked.year()) ", persons. The members sent " (written(personnel.members[0])) "; more: than they sent." }
                thead { tr { th scope="col" { "To bear" } th.n scope="col" { "Share" } th.n scope="col" { "Persons" } th.n scope="col" { "More" } } }
                tbody {
                    @for share in &asked.aegis.shares {
                        tr {
                            th scope="row" { (share.key.says()) @if !share.without.is_empty() { " *" } }
                            td.n { (share.share.map_or("–".into(), percent)) }
                            td.n { (share.persons.map_or("–".into(), persons)) }
                            td.n { (share.more.map_or("–".into(), signed)) }
                        }
                    }
                }
            }
        }
        p.note {
            "The peacekeeping scale is computed by the levels of General Assembly resolution 55/235, which apply since 2001, on the published regular scale."
            @for share in asked.aegis.shares.iter().filter(|share| !share.without.is_empty()).take(1) {
                " * Without " (names(facts, &share.without)) ", for want of a figure."
            }
        }
        (source(facts, asked, Table::Years, &["un-peacekeepers", "un-assessments"]))
    }
}

fn names(facts: &Facts, states: &[StateIx]) -> String {
    let names: Vec<String> = states.iter().map(|state| facts.world.state(*state).name.clone()).collect();
    charter::show::and_list(&names)
}

/// The vetoed drafts of the year.
pub fn drafts(facts: &Facts, asked: &Asked<'_>) -> Markup {
    if asked.aegis.drafts.is_empty() {
        return html! { p { "No draft was vetoed in that year, as far as the record goes (to " (facts.world.united_nations.vetoes_to()) ")." } };
    }
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="refused" {
            table.cards {
                thead { tr { th scope="col" { "Draft" } th scope="col" { "Day" } th scope="col" { "On" } th scope="col" { "Vetoed by" } th scope="col" { "What the record says" } } }
                tbody {
                    @for draft in &asked.aegis.drafts {
                        tr {
                            th scope="row" { (draft.veto.draft) }
                            td data-name="Day" { (draft.veto.day) }
                            td data-name="On" { (draft.veto.topic) ": " (draft.veto.item) }
                            td data-name="Vetoed by" {
                                @for (place, state) in draft.veto.by.iter().enumerate() {
                                    @if place > 0 { ", " }
                                    (link::state(facts, asked.judged, *state))
                                    @if draft.by_members.contains(state) { " (member)" }
                                }
                            }
                            td data-name="What the record says" { (draft.says()) }
                        }
                    }
                }
            }
        }
        (source(facts, asked, Table::Vetoes, &["un-vetoes"]))
    }
}

/// The operations of the year.
pub fn missions(facts: &Facts, asked: &Asked<'_>) -> Markup {
    if asked.aegis.missions.is_empty() {
        return html! {};
    }
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="operations" {
            table.cards {
                caption { "Strength in persons, mean over the months reported (November 1990 to March 2017); states: the most that contributed in a month." }
                thead { tr { th scope="col" { "Operation" } th scope="col" { "In" } th scope="col" { "From" } th scope="col" { "Established by" } th.n scope="col" { "Strength" } th.n scope="col" { "States" } } }
                tbody {
                    @for mission in &asked.aegis.missions {
                        @let strength = mission.strength_in(asked.year());
                        tr {
                            th scope="row" { abbr title=(mission.name) { (mission.acronym) } }
                            td data-name="In" { (link::states(facts, asked.judged, &mission.hosts)) }
                            td data-name="From" { (mission.spell.from.year()) @if let Some(until) = mission.spell.until { " to " (until.year()) } }
                            td data-name="Established by" { (mission.established_by.as_deref().unwrap_or("–")) }
                            td.n data-name="Strength" { (strength.map_or("–".into(), |of| written(Some(of.mean())))) }
                            td.n data-name="States" { (strength.map_or("–".into(), |of| of.contributors.to_string())) }
                        }
                    }
                }
            }
        }
        (source(facts, asked, Table::Missions, &["un-missions", "un-peacekeepers"]))
    }
}

/// Who contributed, the most first.
pub fn contributors(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let Some(personnel) = &asked.aegis.personnel else { return html! {} };
    let all = personnel.all[0].map_or(0.0, |all| all.to_f64());
    let heads = ["Personnel", "Troops", "Police", "Experts", "Women"];
    // The parts that are known of anybody.
    let parts: Vec<usize> = (0..PERSONNEL.len()).filter(|at| personnel.all[*at].is_some()).collect();
    let table = |from: usize, to: usize| {
        html! {
            table {
                thead { tr {
                    th scope="col" { "State" } th scope="col" { "Member" }
                    @for at in &parts { th.n scope="col" { (heads[*at]) } }
                    th.n scope="col" { "Share" }
                } }
                tbody {
                    @for of in personnel.contributors.iter().skip(from).take(to - from) {
                        tr {
                            th scope="row" { (link::state(facts, asked.judged, of.state)) }
                            td { @if of.member { span class="v met" { "member" } } @else { "–" } }
                            @for at in &parts { td.n { (written(of.sent[*at])) } }
                            td.n { (of.sent[0].map_or("–".into(), |sent| percent(sent.to_f64() / all))) }
                        }
                    }
                }
            }
        }
    };
    let count = personnel.contributors.len();
    html! {
        h2 #contributors { (count) " states contributed in " (asked.year()) }
        div.scroll tabindex="0" role="region" aria-labelledby="contributors" { (table(0, SHOWN.min(count))) }
        @if count > SHOWN {
            details {
                summary { "The other " (count - SHOWN) }
                div.scroll tabindex="0" role="region" aria-label="The other contributors" { (table(SHOWN, count)) }
            }
        }
        (source(facts, asked, Table::Contributors, &["un-peacekeepers"]))
    }
}
