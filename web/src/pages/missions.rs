//! `/missions`: where the community's missions are, under which mandate, with how many days left, how strong against how
//! strong they may be; and what it contributes to operations that the United Nations command.

pub mod one;

use super::institution::{self, left, opening, places, twins};
use crate::{
    answer::{File, Refusal},
    csv,
    facts::Facts,
    institution::Seen,
    map::{Place, map},
    mark::Mark,
    page::{Page, Section},
    words::{count, grouped},
};
use ::community::{
    Moment, State,
    act::Amount,
    mission::{Basis, Mission, Purse, Standing},
    words::money,
};
use maud::{Markup, html};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The missions.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn page(facts: &Facts, seen: &Seen) -> Result<Page, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    let says = answer(state);
    let own: Vec<&Mission> = ordered(state).into_iter().filter(|one| !one.is_contribution()).collect();
    let given: Vec<&Mission> = ordered(state).into_iter().filter(|one| one.is_contribution()).collect();
    let body = html! {
        (opening(seen, "/missions"))
        h1.said { (says) }
        p.lead { "A mission is uniformed personnel outside members’ territory. It stands only under a " a href="/mandates" { "mandate" } " in force that covers it, in help against an armed attack, or, unarmed, by the consent of its host." }
        @if state.missions.is_empty() {
            p { "One is planned, then authorised under a mandate, then its forces are generated and deployed:" }
            pre tabindex="0" { "koinon act NOR propose plan-mission …\nkoinon act NOR propose authorise-mission … under S/RES/… …\n" }
            p { "Where those of the United Nations are stands on " a href="/aegis" { "its own page" } "." }
        } @else {
            (hosts(facts, state))
        }
        @if !own.is_empty() { h2 { "Missions" } (table(facts, state, &own)) }
        @if !given.is_empty() {
            h2 #contributions { "Contributions to operations of the United Nations" }
            (table(facts, state, &given))
            (purses(&given))
        }
        (twins("koinon mission", "/missions"))
    };
    Ok(Page { title: "Missions".into(), description: says, section: Section::Community, body })
}

/// Those with authority first, then those that withdraw, then the planned, then those that are over.
fn ordered(state: &State) -> Vec<&Mission> {
    let rank = |one: &Mission| match one.standing {
        Standing::Authorised => 0,
        Standing::Withdrawing { .. } => 1,
        Standing::Planned => 2,
        Standing::Over { .. } => 3,
    };
    let mut all: Vec<&Mission> = state.missions.values().collect();
    all.sort_by_key(|one| (rank(one), one.number));
    all
}

fn answer(state: &State) -> String {
    let live: Vec<&Mission> = state.missions.values().filter(|one| one.has_authority()).collect();
    let there: u64 = state.missions.values().map(Mission::present).sum();
    match (state.missions.len(), live.len()) {
        (0, _) => "The community has no mission".into(),
        (all, 0) if there > 0 => {
            format!("No mission of {all} has authority; {} persons are still to come home", grouped(there))
        }
        (all, 0) => format!("No mission has authority now; {}", count(all, "was planned", "were planned")),
        (_, some) => {
            let have = if some == 1 { "mission has authority" } else { "missions have authority" };
            format!("{some} {have}; {} persons in uniform are in the field", grouped(there))
        }
    }
}

/// The mark of a mission, as maps and lists show it.
const fn mark(standing: &Standing) -> Mark {
    match standing {
        Standing::Authorised => Mark::Met,
        Standing::Withdrawing { .. } => Mark::Risk,
        Standing::Planned => Mark::Unknown,
        Standing::Over { .. } => Mark::Unmet,
    }
}

/// How it stands, as a mark and words.
fn standing(mission: &Mission) -> Markup {
    let since = match &mission.standing {
        Standing::Withdrawing { since, .. } | Standing::Over { since, .. } => {
            format!(" since {}", since.says())
        }
        _ => String::new(),
    };
    html! { span.v.(mark(&mission.standing).class()) { (mission.standing.says()) (since) } }
}

/// Where they are: each host by the first in the order of the page.
fn hosts(facts: &Facts, state: &State) -> Markup {
    let mut at: BTreeMap<world::StateIx, Vec<&Mission>> = BTreeMap::new();
    for mission in ordered(state) {
        for ix in mission.plan.area.iter().filter_map(|code| facts.world.state_coded(code)) {
            at.entry(ix).or_default().push(mission);
        }
    }
    let says = |mission: &&Mission| format!("{}, {}", mission.plan.mission, mission.standing.says());
    let places: Vec<Place> = at
        .iter()
        .filter_map(|(ix, missions)| {
            let first = missions.first()?;
            let missions = missions.iter().map(says).collect::<Vec<_>>().join("; ");
            Some(Place {
                state: *ix,
                mark: mark(&first.standing),
                says: format!("{}: {missions}", facts.world.state(*ix).name),
                address: format!("/missions/{}", first.number),
            })
        })
        .collect();
    html! {
        (map(facts.world, "Map of the world: hosts of the community’s missions", &places))
        ul.counts {
            @for (mark, words) in [(Mark::Met, "with authority"), (Mark::Risk, "withdrawing"), (Mark::Unknown, "planned"), (Mark::Unmet, "over")] {
                @if places.iter().any(|place| place.mark == mark) { li { span.v.(mark.class()) { (words) } } }
            }
        }
        p.note { "Hosts by today’s borders. The table below names them." }
    }
}

/// The earlier of its own last day and its mandate's.
fn last_day(state: &State, mission: &Mission) -> Option<Moment> {
    let mandate = mission.plan.mandate().and_then(|number| state.mandates.given.get(number));
    [mission.plan.last_day, mandate.and_then(|mandate| mandate.terms.last_day)].into_iter().flatten().min()
}

/// The days that a mission with authority has left.
fn days(state: &State, mission: &Mission) -> String {
    if mission.has_authority() { left(state.at, last_day(state, mission)) } else { "–".into() }
}

/// On what it rests.
fn basis(mission: &Mission) -> Markup {
    match &mission.plan.under {
        Basis::Charter => html! { "no mandate yet" },
        Basis::Mandate(number) => {
            html! { a href={ "/mandates#" (super::mandates::anchor(number)) } { (number) } }
        }
        Basis::Guarantee(number) => {
            html! { a href={ "/guarantee#guarantee-" (number) } { "guarantee " (number) } }
        }
        Basis::GoodOffices => html! { "consent of the host" },
    }
}

fn table(facts: &Facts, state: &State, missions: &[&Mission]) -> Markup {
    let label = if missions.iter().any(|one| one.is_contribution()) { "Contributions" } else { "Missions" };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(label) {
            table.cards {
                thead { tr {
                    th scope="col" { "Mission" } th scope="col" { "Standing" } th scope="col" { "Host" } th scope="col" { "Under" }
                    th scope="col" { "Time" } th.n scope="col" { "There" } th.n scope="col" { "May be" } th scope="col" { "Reports" }
                } }
                tbody {
                    @for mission in missions {
                        tr {
                            th scope="row" { a href={ "/missions/" (mission.number) } { (mission.plan.mission) } }
                            td { (standing(mission)) }
                            td data-name="Host" { (places(facts, state, &mission.plan.area)) }
                            td data-name="Under" { (basis(mission)) }
                            td data-name="Time" { (days(state, mission)) }
                            td.n data-name="There" { (grouped(mission.present())) }
                            td.n data-name="May be" { (grouped(u64::from(mission.plan.strength))) }
                            td data-name="Reports" { (mission.reports.given) " given" @if mission.reports.overdue > 0 { ", " span.v.lost { (mission.reports.overdue) " overdue" } } }
                        }
                    }
                }
            }
        }
    }
}

/// What was not yet paid back of what was spent.
fn open(purse: &Purse) -> u64 {
    purse.spent.minus(purse.reimbursed).map_or(0, Amount::minor_units)
}

/// The money of contributions.
fn purses(missions: &[&Mission]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Money of contributions" {
            table.cards {
                thead { tr { th scope="col" { "Contribution" } th.n scope="col" { "Voted" } th.n scope="col" { "Spent" } th.n scope="col" { "Paid back by the UN" } th.n scope="col" { "Not yet paid back" } } }
                tbody {
                    @for mission in missions {
                        @if let Some(purse) = &mission.money {
                            @let says = |amount: u64| money(amount, &purse.currency);
                            tr {
                                th scope="row" { (mission.plan.mission) }
                                td.n data-name="Voted" { (says(purse.voted.minor_units())) } td.n data-name="Spent" { (says(purse.spent.minor_units())) }
                                td.n data-name="Paid back" { (says(purse.reimbursed.minor_units())) } td.n data-name="Not yet" { (says(open(purse))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The missions as a table.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn csv(seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    const HEAD: [&str; 15] = [
        "number",
        "mission",
        "standing",
        "hosts",
        "mandate",
        "last_day",
        "strength",
        "present",
        "contribution",
        "currency",
        "voted_minor_units",
        "spent_minor_units",
        "reimbursed_minor_units",
        "reports",
        "reports_overdue",
    ];
    let rows = ordered(state).into_iter().map(|mission| {
        let purse = mission.money.as_ref();
        let units = |of: fn(&Purse) -> Amount| {
            purse.map(|purse| of(purse).minor_units().to_string()).unwrap_or_default()
        };
        vec![
            mission.number.to_string(),
            mission.plan.mission.clone(),
            mission.standing.says().to_owned(),
            mission.plan.area.iter().cloned().collect::<Vec<_>>().join(" "),
            mission.plan.mandate().unwrap_or_default().to_owned(),
            last_day(state, mission).map(|day| day.to_string()).unwrap_or_default(),
            mission.plan.strength.to_string(),
            mission.present().to_string(),
            if mission.is_contribution() { "yes" } else { "no" }.to_owned(),
            purse.map(|purse| purse.currency.clone()).unwrap_or_default(),
            units(|purse| purse.voted),
            units(|purse| purse.spent),
            units(|purse| purse.reimbursed),
            mission.reports.given.to_string(),
            mission.reports.overdue.to_string(),
        ]
    });
    Ok(csv::file(super::acts::file_name(of, "missions.csv"), &HEAD, rows))
}

/// The missions with the consents of their hosts, for programs.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn json(seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    let told = |mission: &Mission| -> Value {
        let consents = of.state.host_consents.get(&mission.plan.mission);
        json!({ "mission": mission, "present": mission.present(), "hosts_that_consent": consents })
    };
    let all: Vec<Value> = of.state.missions.values().map(told).collect();
    Ok(institution::json(of, "missions", &all))
}
