//! The figures that matter: what those who would belong have of the world's people, product and forces.

use crate::{
    facts::{Facts, Judged},
    share::share,
    words::{human, percent},
};
use maud::{Markup, html};
use world::StateIx;

/// Indicators, and how a share of each is told.
const SHARES: [(&str, &str, &str); 4] = [
    ("population", "people", "of humanity"),
    ("gdp", "current US dollars", "of the world’s product"),
    ("military_personnel", "soldiers", "of the world’s armed forces"),
    ("military_expenditure", "current US dollars", "of the world’s military spending"),
];

/// Groups, and how many of their members are among them.
const GROUPS: [(&str, &str); 4] = [
    ("security-council-permanent", "permanent members of the Security Council"),
    ("nato", "members of NATO"),
    ("european-union", "members of the European Union"),
    ("united-nations", "members of the United Nations"),
];

/// The figures of those who would qualify, or are members.
pub fn figures(facts: &Facts, judged: &Judged, states: &[StateIx], year: i32) -> Markup {
    let shares = SHARES
        .iter()
        .map(|(indicator, unit, of)| (indicator, unit, of, share(facts.world, indicator, states, year)));
    let who = if judged.is_body() { "Members" } else { "States that would qualify" };
    html! {
        section {
            h2 { (who) " have, together" }
            ul.figures {
                @for (indicator, unit, of, share) in shares {
                    li {
                        @match share {
                            Some(share) => {
                                strong { (percent(share.part())) }
                                span { (of) ": " (human(share.states)) " " (unit) ", " (share.year)
                                    @if share.known < share.of { "; known for " (share.known) " of " (share.of) }
                                }
                                span { a href={ "/sources#" (indicator) } { (share.source.map_or("Source", |source| &source.publisher)) } }
                            }
                            None => {
                                strong { "–" }
                                span { (of) ": no figures for " (year) }
                            }
                        }
                    }
                }
                @for (group, words) in GROUPS {
                    @if let Some((some, all)) = of_group(facts, group, states, year) {
                        li {
                            strong { (some) " of " (all) }
                            span { (words) ", " (year) }
                            span { a href={ "/states?group=" (group) "&year=" (year) "&charter=" (judged.name) } { "Which?" } }
                        }
                    }
                }
            }
        }
    }
}

/// How many of a group's members are among the states; nothing in a year without the group.
fn of_group(facts: &Facts, group: &str, states: &[StateIx], year: i32) -> Option<(usize, usize)> {
    let members = facts.world.group(group)?.members_in(year);
    let some = members.iter().filter(|member| states.contains(member)).count();
    (!members.is_empty()).then_some((some, members.len()))
}
