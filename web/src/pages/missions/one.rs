//! `/missions/N`: one mission: its authority, its hosts, its strength against what it may have, who gives what, what is
//! missing and what would close it, its reports and money, and what happened to it.

use super::{basis, days, open, standing};
use crate::{
    answer::Refusal,
    chart::{Measure, measures},
    facts::Facts,
    institution::{Institution, Seen},
    page::{Page, Section},
    pages::institution::{self, article, opening, place, places, twins},
    query::shown,
    words::{grouped, plain},
};
use ::community::{
    Event, Happening, State,
    act::{Contribution, Purpose},
    mission::{Generation, Mission, Standing},
    words::{condition, money, plain as plain_words, plan_says, says},
};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// The page of a mission by its number or name.
///
/// # Errors
///
/// 404 where there is none; 503 where the record could not be read yet.
pub fn page(facts: &Facts, seen: &Seen, part: &str) -> Result<Page, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    let numbered = part.parse().ok().and_then(|number| state.mission_numbered(number));
    let Some(mission) = numbered.or_else(|| state.missions.get(part)) else {
        let says = format!("There is no mission “{}”.", shown(part));
        let help = "Missions are numbered from 1, in the order of the record.";
        return Err(Refusal::not_found(says).help(help).instead("/missions", "Every mission"));
    };
    let plan = &mission.plan;
    let title = headline(mission);
    let body = html! {
        (opening(seen, "/missions"))
        p.crumbs { a href="/missions" { "Missions" } }
        h1.said { (title) }
        p.verdict { (standing(mission)) }
        @if let Standing::Withdrawing { why, .. } | Standing::Over { why, .. } = &mission.standing { p { "It has no authority any more: " (plain_words(why)) "." } }
        dl.about {
            dt { "Under" } dd { (basis(mission)) ", " (article(state.law.as_ref().map(|law| &*law.charter), &mission.article)) }
            dt { "For" } dd { (plan.tasks.iter().map(|task| plain(task.word())).collect::<Vec<_>>().join(", ")) }
            dt { "Time" } dd { (days(state, mission)) @if let Some(last) = plan.last_day { "; its own last day is " (last.says()) } }
            (consents(facts, state, mission))
            dt { "Reports" }
            dd {
                (mission.reports.given) " given, " @if mission.reports.overdue > 0 { span.v.lost { (mission.reports.overdue) " overdue" } } @else { "none overdue" }
                @if let Some(next) = mission.reports.next.filter(|_| !matches!(mission.standing, Standing::Over { .. })) { "; the next is due by " (next.says()) }
            }
            @if let Some(purse) = &mission.money {
                @let says = |amount: u64| money(amount, &purse.currency);
                dt { "Money" }
                dd { (says(purse.spent.minor_units())) " spent of " (says(purse.voted.minor_units())) " voted; the United Nations have paid back " (says(purse.reimbursed.minor_units())) ", and " (says(open(purse))) " is to come" }
            }
        }
        (strength(state, mission))
        (gives(facts, state, mission))
        (missing(facts, state, mission))
        h2 { "What happened" }
        ol.log { @for (number, event) in history(of, mission) { li { a href={ "/acts/" (number) } { (number) } span { (event.at.says()) ": " (says(state, event)) } } } }
        (twins(&format!("koinon mission {}", plan.mission), "/missions"))
    };
    let description = format!("{}: {}", plan.mission, plan_says(state, plan));
    Ok(Page { title: format!("Mission {}", plan.mission), description, section: Section::Community, body })
}

fn headline(mission: &Mission) -> String {
    let (there, may) = (grouped(mission.present()), grouped(u64::from(mission.plan.strength)));
    let name = &mission.plan.mission;
    match &mission.standing {
        Standing::Planned => format!("{name} is planned, with {may} persons in uniform"),
        Standing::Authorised => format!("{name} has {there} of {may} persons there"),
        Standing::Withdrawing { .. } => format!("{name} withdraws: {there} persons are still there"),
        Standing::Over { .. } => format!("{name} is over, and everybody is home"),
    }
}

/// Whether each host consents.
fn consents(facts: &Facts, state: &State, mission: &Mission) -> Markup {
    let consents = state.host_consents.get(&mission.plan.mission);
    // Of what is over nobody is asked for consent.
    if matches!(mission.standing, Standing::Over { .. }) {
        return html! { dt { "Where" } dd { (places(facts, state, &mission.plan.area)) } };
    }
    html! {
        @for (at, host) in mission.plan.area.iter().enumerate() {
            @if at == 0 { dt { "Hosts" } }
            dd {
                (place(facts, state, host)) " "
                @if consents.is_some_and(|hosts| hosts.contains(host)) { span.v.met { "consents" } }
                @else { span.v.unmet { "has not consented, or no longer does" } }
            }
        }
    }
}

/// Who is there against what the mission and its mandate may have.
fn strength(state: &State, mission: &Mission) -> Markup {
    let ceiling = mission.plan.mandate().and_then(|number| state.mandates.given.get(number)?.terms.ceiling);
    let (there, may) = (mission.present(), u64::from(mission.plan.strength));
    let planned = mission.generation.as_ref().map(Generation::total);
    let mut bars = vec![("column", there, format!("{} there", grouped(there)))];
    bars.extend(
        planned.map(|planned| ("ghost", planned, format!("{} in the plan of its forces", grouped(planned)))),
    );
    bars.push(("ghost", may, format!("{} may be there", grouped(may))));
    let mark = ceiling.map(|ceiling| {
        (u64::from(ceiling), format!("ceiling of the mandate: {}", grouped(u64::from(ceiling))))
    });
    let title = format!("{} of {} persons are there", grouped(there), grouped(may));
    let measure = Measure { name: "Persons in uniform".into(), mark, bars };
    html! {
        h2 { "Strength" }
        figure {
            figcaption { h3 { (title) } p.note { "Strength against ceiling, persons in uniform" } }
            (measures("Strength against ceiling", &title, &[measure]))
            p.source { "Source: " a href="/record" { "the record" } }
        }
    }
}

/// What members pledged and what binds them, by member and type.
fn gives(facts: &Facts, state: &State, mission: &Mission) -> Markup {
    let purpose = Purpose::Mission(mission.number);
    let pledged = state.pledges_to(purpose).map(|(_, pledge)| &pledge.state);
    let planned = mission.generation.iter().flat_map(|plan| &plan.shares).map(|share| &share.state);
    let members: BTreeSet<&String> = mission.there.keys().chain(pledged).chain(planned).collect();
    html! {
        h2 { "Who gives what" }
        @if members.is_empty() {
            p { "Nobody has pledged anything yet: " code { "koinon pledge NOR mission " (mission.number) " forces infantry=800 days 20" } }
        } @else {
            div.scroll tabindex="0" role="region" aria-label="Who gives what" {
                table.cards {
                    thead { tr { th scope="col" { "Member" } th.n scope="col" { "Pledged" } th scope="col" { "By the plan" } th.n scope="col" { "There" } } }
                    tbody {
                        @for code in members {
                            tr {
                                th scope="row" { (place(facts, state, code)) }
                                td.n data-name="Pledged" { (grouped(mission.pledged(state, code, None))) }
                                td data-name="By the plan" { (planned_of(mission, code)) }
                                td.n data-name="There" { (grouped(mission.there.get(code).copied().map_or(0, u64::from))) }
                            }
                        }
                    }
                }
            }
            @if let Some(plan) = &mission.generation {
                @if plan.cost > 0 { p.note { "By the plan’s author it costs " (grouped(plan.cost)) ", and no plan can cost less than " (grouped(plan.bound)) "." } }
            }
            p.source { "Commands: " code { "koinon pledge" } ", " code { "koinon gap" } " · Source: " a href="/record" { "the record" } }
        }
    }
}

/// `700 infantry, 300 engineers`
fn planned_of(mission: &Mission, code: &str) -> String {
    let shares = mission.generation.iter().flat_map(|plan| &plan.shares).filter(|share| share.state == code);
    let says: Vec<String> = shares
        .map(|share| format!("{} {}", grouped(u64::from(share.personnel)), plain(&share.capability)))
        .collect();
    if says.is_empty() { "–".into() } else { says.join(", ") }
}

/// What is missing by the plan, and what would close it: pledges beyond the plan, pledges on a condition, or new ones.
fn missing(facts: &Facts, state: &State, mission: &Mission) -> Markup {
    let Some(plan) = &mission.generation else { return html! {} };
    html! {
        @if plan.shortfalls.is_empty() {
            p { span.v.met { "Nothing is missing" } " of what it needs: " (plan.needs.iter().map(|need| format!("{} {}", grouped(u64::from(need.personnel)), plain(&need.capability))).collect::<Vec<_>>().join(", ")) "." }
        } @else {
            h3 { "What is missing, and what would close it" }
            ul {
                @for need in &plan.shortfalls {
                    @let name = &need.capability;
                    li {
                        span.v.lost { (grouped(u64::from(need.personnel))) " of " (plain(name)) } ": "
                        @let spare = spare(state, mission, plan, name);
                        @for (code, persons) in &spare { (place(facts, state, code)) " has pledged " (grouped(*persons)) " beyond the plan; " }
                        @for (code, on) in waiting(state, mission, name) { (place(facts, state, code)) " would give some " (on) "; " }
                        @if mission.has_authority() { "a member could pledge it: " code { "koinon pledge CODE mission " (mission.number) " forces " (name) "=" (need.personnel) } }
                        @else { "the mission has no authority, and takes no more forces" }
                    }
                }
            }
        }
    }
}

/// Who has pledged more of a type than the plan takes.
fn spare<'s>(
    state: &'s State,
    mission: &'s Mission,
    plan: &Generation,
    capability: &str,
) -> BTreeMap<&'s String, u64> {
    let members = state.pledges_to(Purpose::Mission(mission.number)).map(|(_, pledge)| &pledge.state);
    let taken = |code: &str| -> u64 {
        let of = plan.shares.iter().filter(|share| share.state == code && share.capability == capability);
        of.map(|share| u64::from(share.personnel)).sum()
    };
    let spare = members
        .map(|code| (code, mission.pledged(state, code, Some(capability)).saturating_sub(taken(code))));
    spare.filter(|(_, persons)| *persons > 0).collect()
}

/// Who would give some of a type on a condition that is not met.
fn waiting<'s>(state: &'s State, mission: &Mission, capability: &str) -> Vec<(&'s String, String)> {
    let purpose = Purpose::Mission(mission.number);
    let bound = ::community::pledge::binding(state, purpose);
    state
        .pledges_to(purpose)
        .filter(|(number, pledge)| !bound.contains(number) && pledge.outstanding() > 0)
        .filter(|(_, pledge)| matches!(&pledge.contribution, Contribution::Forces { kind, .. } if kind == capability))
        .filter_map(|(_, pledge)| Some((&pledge.state, condition(state, pledge.condition.as_ref()?))))
        .collect()
}

/// What happened to a mission, oldest first.
fn history<'i>(of: &'i Institution, mission: &'i Mission) -> impl Iterator<Item = (u64, &'i Event)> {
    let name = mission.plan.mission.as_str();
    of.events().filter(move |(_, event)| match &event.happened {
        Happening::MissionPlanned(terms)
        | Happening::MissionAuthorised(terms)
        | Happening::MissionRenewed(terms) => terms.plan.mission == name,
        Happening::ForcesContributed(contributed) => contributed.contribution.plan.mission == name,
        Happening::MissionLostAuthority(lost) => lost.mission == name,
        Happening::HostConsented(spoke) | Happening::HostWithdrew(spoke) => spoke.mission == name,
        Happening::ForcesGenerated(plan) => plan.mission == name,
        Happening::Deployed(moved) | Happening::CameHome(moved) => moved.mission == name,
        Happening::MissionReported(reported) | Happening::MissionReportOverdue(reported) => {
            reported.mission == name
        }
        Happening::MissionSpent(moved) | Happening::MissionReimbursed(moved) => moved.mission == name,
        Happening::Pledged(pledged) => pledged.purpose == Purpose::Mission(mission.number),
        _ => false,
    })
}
