//! A small world for the gate: one founded community of three members, and the acts that someone might try in it.

use super::super::script::{Run, known};
use community::{
    Act, Actor, Authority, Deed, Event, Facts, Matter, Moment, Refusal, State, decide, invariants,
    mandate::{Addressee, Amendment, Chapter, Does, Ending, Renewal, Resolution, Stand, Task, Terms},
    mission::{Basis, Closing, Contribution, Movement, Named, Plan},
};
use std::{collections::BTreeMap, sync::OnceLock};

pub const MEMBERS: [&str; 3] = ["NOR", "GBR", "USA"];
pub const PLACES: [&str; 3] = ["AFG", "IRQ", "XKX"];
pub const TASKS: [Task; 3] = [Task::GoodOffices, Task::Observe, Task::SecureEnvironment];
pub const MISSIONS: [&str; 3] = ["alpha", "bravo", "charlie"];

/// The community on 1 January 2001, and the events that founded it.
pub fn founded() -> &'static (State, Vec<Event>) {
    static FOUNDED: OnceLock<(State, Vec<Event>)> = OnceLock::new();
    FOUNDED.get_or_init(|| {
        let mut run = Run::default();
        run.found("aegis on 2001-01-01");
        (run.state, run.events)
    })
}

/// Who sat in the Council on a day.
pub fn council(day: Moment) -> Vec<String> {
    let world = known().world();
    let sitting = ["security-council-permanent", "security-council-elected"]
        .into_iter()
        .flat_map(|group| &world.group(group).unwrap().members)
        .filter(|member| member.spell.covers(day.date()));
    sitting.map(|member| world.state(member.state).code.clone()).collect()
}

/// A resolution that the Council adopted unanimously.
pub fn resolution(serial: u32, day: Moment, does: Does) -> Resolution {
    let roll: BTreeMap<String, Stand> = council(day).into_iter().map(|code| (code, Stand::Yes)).collect();
    Resolution { number: format!("S/RES/{serial}"), day, hash: format!("{serial:064x}"), roll, does }
}

/// Decides and applies one act, with every check that is cheap.
pub fn act(state: &mut State, actor: Actor, deed: Deed, at: Moment) -> Result<Vec<Event>, Refusal> {
    let act = Act { actor, authority: Authority::Secretariat {}, deed };
    let events = decide(state, &Facts::World(known()), &act, at)?;
    for event in &events {
        state.apply(event).unwrap();
    }
    invariants::settled(state).unwrap();
    Ok(events)
}

pub fn terms(to: Addressee, area: &[&str], tasks: &[Task], chapter: Chapter) -> Terms {
    Terms {
        to,
        area: area.iter().map(|code| (*code).to_owned()).collect(),
        tasks: tasks.iter().copied().collect(),
        chapter,
        ceiling: None,
        last_day: None,
    }
}

pub fn plan(mission: &str, under: Basis, area: &[&str], tasks: &[Task], strength: u32) -> Plan {
    Plan {
        mission: mission.to_owned(),
        under,
        area: area.iter().map(|code| (*code).to_owned()).collect(),
        tasks: tasks.iter().copied().collect(),
        strength,
        last_day: None,
    }
}

pub fn propose(matter: Matter) -> Deed {
    Deed::Propose { matter, debate_until: None }
}

pub fn deploy(mission: &str, personnel: u32) -> Deed {
    Deed::Deploy(Movement { mission: mission.to_owned(), personnel })
}

pub fn recall(mission: &str, personnel: u32) -> Deed {
    Deed::Recall(Movement { mission: mission.to_owned(), personnel })
}

pub fn named(mission: &str) -> Named {
    Named { mission: mission.to_owned() }
}

pub fn close(mission: &str) -> Matter {
    Matter::EndMission(Closing { mission: mission.to_owned(), to: None })
}

pub fn contribute(plan: Plan) -> Matter {
    let money = community::act::Amount::new(1000).unwrap();
    Matter::ContributeForces(Contribution { plan, money, currency: "EUR".into() })
}

pub fn renews(mandate: &str, last_day: Option<Moment>) -> Does {
    Does::Renew(Renewal { mandate: mandate.to_owned(), last_day })
}

pub fn amends(mandate: &str, terms: Terms) -> Does {
    Does::Amend(Amendment { mandate: mandate.to_owned(), terms })
}

pub fn ends(mandate: &str, last_day: Option<Moment>) -> Does {
    Does::End(Ending { mandate: mandate.to_owned(), last_day })
}
