//! What someone might do of mandates and missions, drawn by a seed: for the sequences at the gate, and for the histories of a
//! whole community.

use super::acts::{
    MISSIONS, PLACES, TASKS, amends, close, contribute, deploy, ends, named, plan, propose, recall, renews,
    resolution, terms,
};
use crate::dice::{Dice, later};
use ::charter::acts::ActKind;
use community::{
    Actor, Deed, Matter, Moment,
    act::OfGuarantee,
    line,
    mandate::{Addressee, Chapter, Does, Stand, Terms},
    mission::{self, Basis, Plan},
    state::{Standing, State},
};

/// The first and the last resolution of 2001 and of the years behind it.
const YEARS: [(u32, u32); 4] = [(1335, 1386), (1387, 1454), (1455, 1521), (1522, 1580)];

/// The first and the last number of a year; from 2025 on, where the list has ended, invented ones.
fn numbers(year: i32) -> (u32, u32) {
    match usize::try_from(year - 2001) {
        Ok(place) if place < 24 => YEARS[place.min(3)],
        _ => (2768, 9999),
    }
}

/// Now and then no last day, else one within some weeks.
fn last_day(dice: &mut Dice, at: Moment) -> Option<Moment> {
    (dice.roll(3) > 0).then(|| later(Moment::start_of(at.date()), dice.roll(40)))
}

fn any_terms(dice: &mut Dice, members: &[&str], at: Moment) -> Terms {
    let to = match dice.roll(8) {
        0 => Addressee::Organisation("african-union".into()),
        1 | 2 => Addressee::Organisation("united-nations".into()),
        3 => Addressee::Community,
        4 | 5 => Addressee::States(dice.some(members).into_iter().map(str::to_owned).collect()),
        _ => Addressee::MemberStates,
    };
    let chapter = if dice.roll(2) == 0 { Chapter::VI } else { Chapter::VII };
    let (area, tasks) = (dice.some(&PLACES), dice.some(&TASKS));
    Terms {
        ceiling: (dice.roll(2) == 0).then(|| 100 * (1 + u32::try_from(dice.roll(4)).unwrap())),
        last_day: last_day(dice, at),
        ..terms(to, &area, &tasks, chapter)
    }
}

/// A plan, more often than not after a mandate that is there.
fn any_plan(dice: &mut Dice, state: &State, members: &[&str], at: Moment) -> Plan {
    let alive = dice.roll(8) > 0;
    let given = state.mandates.given.iter().filter(|(_, mandate)| !alive || mandate.over.is_none());
    let given: Vec<&String> = given.map(|(number, _)| number).collect();
    let strength = 50 * (1 + u32::try_from(dice.roll(10)).unwrap());
    let mission = format!("{}-{}", dice.pick(&MISSIONS), dice.roll(3));
    let mission = mission.as_str();
    let mut found = match dice.roll(10) {
        0 => plan(mission, Basis::Charter, &dice.some(&PLACES), &dice.some(&TASKS), strength),
        1 if !state.guarantees.is_empty() => {
            let of = dice.pick(members);
            let area = if dice.roll(4) == 0 { dice.some(&PLACES) } else { vec![of] };
            plan(mission, Basis::Guarantee(1 + dice.roll(3)), &area, &dice.some(&TASKS), strength)
        }
        1 | 2 => plan(mission, Basis::GoodOffices, &dice.some(&PLACES), &dice.some(&TASKS[..2]), strength),
        _ if given.is_empty() => {
            plan(mission, Basis::Mandate("S/RES/1386".into()), &dice.some(&PLACES), &TASKS, strength)
        }
        roll => {
            let number = dice.pick(&given);
            let terms = &state.mandates.given[number].terms;
            let mut found = plan(
                mission,
                Basis::Mandate(number.clone()),
                &dice.some(&PLACES),
                &dice.some(&TASKS),
                strength,
            );
            if roll > 3 {
                (found.area, found.tasks) = (terms.area.clone(), terms.tasks.clone());
                found.last_day = terms.last_day;
                found.strength = terms.ceiling.unwrap_or(strength).min(strength);
                return found;
            }
            found
        }
    };
    found.last_day = last_day(dice, at);
    found
}

fn any_matter(dice: &mut Dice, state: &State, members: &[&str], at: Moment) -> Matter {
    let plan = any_plan(dice, state, members, at);
    let standing: Vec<&String> =
        state.missions.iter().filter(|(_, mission)| mission.has_authority()).map(|(name, _)| name).collect();
    if standing.is_empty() || dice.roll(2) == 0 {
        if let Some(matter) = by_plan(dice, state, &plan) {
            return matter;
        }
        return if dice.roll(4) == 0 { contribute(plan) } else { Matter::AuthoriseMission(plan) };
    }
    let mission = dice.pick(&standing).clone();
    if dice.roll(5) == 0 { close(&mission) } else { Matter::RenewMission(Plan { mission, ..plan }) }
}

/// Where the charter has missions planned, a plan, or what was planned, under what has come since.
fn by_plan(dice: &mut Dice, state: &State, plan: &Plan) -> Option<Matter> {
    state.law.as_ref()?.article_of(ActKind::PlanMission)?;
    let planned = state.missions.values().filter(|mission| mission.standing == mission::Standing::Planned);
    let planned: Vec<&Plan> = planned.map(|mission| &mission.plan).collect();
    if planned.is_empty() || dice.roll(3) == 0 {
        return Some(Matter::PlanMission(Plan { under: Basis::Charter, ..plan.clone() }));
    }
    Some(Matter::AuthoriseMission(Plan { under: plan.under.clone(), ..dice.pick(&planned).clone() }))
}

fn any_registration(dice: &mut Dice, state: &State, members: &[&str], at: Moment) -> Deed {
    let alive = dice.roll(8) > 0;
    let given = state.mandates.given.iter().filter(|(_, mandate)| !alive || mandate.over.is_none());
    let given: Vec<&str> = given.map(|(number, _)| number.as_str()).collect();
    let does = match dice.roll(8) {
        _ if given.is_empty() => Does::Establish(any_terms(dice, members, at)),
        0 | 1 => renews(dice.pick(&given), last_day(dice, at)),
        2 | 3 => amends(dice.pick(&given), any_terms(dice, members, at)),
        4 => ends(dice.pick(&given), last_day(dice, at)),
        _ => Does::Establish(any_terms(dice, members, at)),
    };
    let (first, last) = numbers(at.year());
    // Each is later than those before; now and then any of the year.
    let next =
        state.mandates.resolutions.keys().last().map_or(first, |last| last[6..].parse::<u32>().unwrap() + 1);
    let serial = if dice.roll(12) == 0 {
        first + u32::try_from(dice.roll(u64::from(last - first))).unwrap()
    } else {
        next.max(first)
    };
    let mut found = resolution(serial, Moment::start_of(at.date()), does);
    match dice.roll(24) {
        0 => {
            found.roll.insert("USA".into(), Stand::No);
        }
        1 => {
            found.roll.remove("CHN");
        }
        2 => {
            found.roll.insert("CHE".into(), Stand::Yes);
        }
        3 => found.roll.values_mut().take(7).for_each(|stand| *stand = Stand::Abstain),
        _ => {}
    }
    Deed::RegisterMandate(found)
}

/// An act that someone might try at this point, sensible or not.
pub fn any_act(dice: &mut Dice, state: &State, members: &[&str], at: Moment) -> (Actor, Deed) {
    let waiting: Vec<u64> = state
        .open
        .iter()
        .copied()
        .filter(|number| state.motion(*number).unwrap().standing == Standing::Debate)
        .collect();
    let member = Actor::State(dice.pick(members).to_owned());
    let persons = 25 * (1 + u32::try_from(dice.roll(4)).unwrap());
    let standing: Vec<&str> = state
        .missions
        .iter()
        .filter(|(_, mission)| mission.has_authority())
        .map(|(name, _)| name.as_str())
        .collect();
    let other = format!("{}-{}", dice.pick(&MISSIONS), dice.roll(3));
    let mission =
        if standing.is_empty() || dice.roll(6) == 0 { other.as_str() } else { dice.pick(&standing) };
    let host = Actor::State(dice.pick(&PLACES).to_owned());
    let proposed: Vec<String> = state
        .open
        .iter()
        .filter_map(|number| state.motion(*number)?.matter.plan())
        .map(|plan| plan.mission.clone())
        .collect();
    let asked =
        if proposed.is_empty() || dice.roll(4) == 0 { mission.to_owned() } else { dice.pick(&proposed) };
    // Where there is no mission yet, most try to have one.
    match if standing.is_empty() { dice.roll(24) } else { dice.roll(36) } {
        0..=4 => (Actor::Secretariat, any_registration(dice, state, members, at)),
        5..=9 => (member, propose(any_matter(dice, state, members, at))),
        10..=15 if !waiting.is_empty() => {
            (Actor::Secretariat, Deed::OpenVote { motion: dice.pick(&waiting), until: None })
        }
        16 if dice.roll(8) == 0 => (member, Deed::Object { motion: dice.roll(9) }),
        16..=20 => (host, Deed::Consent(named(&asked))),
        21 => (host, Deed::WithdrawConsent(named(mission))),
        22 => (member, recall(mission, persons)),
        23 if dice.roll(60) == 0 => (member, Deed::Withdraw {}),
        23 => (member, attack()),
        24 if dice.roll(2) == 0 => {
            (member, Deed::WithdrawRequest(OfGuarantee { guarantee: 1 + dice.roll(3) }))
        }
        24 => (Actor::Secretariat, Deed::Tick {}),
        _ => (member, deploy(mission, persons)),
    }
}

fn attack() -> Deed {
    let line = line::words("declare-attack territory \"Columns crossed the border.\" asks-help").unwrap();
    line::deed(&line, &|name| Err(name.to_owned())).unwrap()
}
