//! Every sequence of acts from a small alphabet, up to a depth: states that are alike are searched once.

use super::{
    acts::{
        act, amends, close, deploy, ends, founded, named, plan, propose, recall, renews, resolution, terms,
    },
    oracle::Oracle,
};
use community::{
    Actor, Deed, Matter, Moment, State,
    mandate::{Addressee, Chapter, Does, Task, Terms},
    mission::{Basis, Plan},
    state::Motion,
};
use std::collections::HashSet;

/// A letter: who does what, or a day that passes.
enum Letter {
    Does(Actor, fn(Moment) -> Deed),
    OpensVotes,
    DayPasses,
}

fn day(text: &str) -> Moment {
    text.parse().unwrap()
}

fn given(last_day: Option<&str>) -> Terms {
    Terms {
        ceiling: Some(100),
        last_day: last_day.map(day),
        ..terms(Addressee::MemberStates, &["AFG"], &[Task::Observe], Chapter::VI)
    }
}

fn small() -> Plan {
    let under = Basis::Mandate("S/RES/1335".into());
    Plan { last_day: Some(day("2001-01-02")), ..plan("alpha", under, &["AFG"], &[Task::Observe], 60) }
}

fn registered(serial: u32, does: Does) -> Deed {
    Deed::RegisterMandate(resolution(serial, day("2001-01-01"), does))
}

/// One mandate by consent with a ceiling and a last day; two missions that together exceed it; what changes it.
fn alphabet() -> Vec<Letter> {
    let state = |code: &str| Actor::State(code.to_owned());
    let nor = || state("NOR");
    vec![
        Letter::DayPasses,
        Letter::OpensVotes,
        Letter::Does(Actor::Secretariat, |_| registered(1335, Does::Establish(given(Some("2001-01-02"))))),
        Letter::Does(Actor::Secretariat, |_| registered(1336, renews("S/RES/1335", Some(day("2001-01-03"))))),
        Letter::Does(Actor::Secretariat, |_| {
            registered(1337, amends("S/RES/1335", Terms { ceiling: Some(50), ..given(None) }))
        }),
        Letter::Does(Actor::Secretariat, |_| registered(1338, ends("S/RES/1335", None))),
        Letter::Does(nor(), |_| propose(Matter::AuthoriseMission(small()))),
        Letter::Does(nor(), |_| {
            propose(Matter::AuthoriseMission(Plan { mission: "bravo".into(), ..small() }))
        }),
        Letter::Does(nor(), |_| {
            let longer = Plan { last_day: Some(day("2001-01-03")), strength: 100, ..small() };
            propose(Matter::RenewMission(longer))
        }),
        Letter::Does(nor(), |_| propose(close("alpha"))),
        Letter::Does(state("AFG"), |_| Deed::Consent(named("alpha"))),
        Letter::Does(state("AFG"), |_| Deed::Consent(named("bravo"))),
        Letter::Does(state("AFG"), |_| Deed::WithdrawConsent(named("alpha"))),
        Letter::Does(nor(), |_| deploy("alpha", 60)),
        Letter::Does(nor(), |_| deploy("bravo", 60)),
        Letter::Does(nor(), |_| recall("alpha", 60)),
    ]
}

/// What tells states apart: all of them but the numbers of motions and the count of events.
fn alike(state: &State) -> String {
    let open: Vec<&Motion> = state.open.iter().filter_map(|number| state.motion(*number)).collect();
    let open: Vec<_> = open.iter().map(|motion| (&motion.matter, &motion.standing)).collect();
    let parts = (state.at, &state.mandates, &state.missions, &state.host_consents, &open);
    serde_json::to_string(&parts).unwrap()
}

/// What a letter does to a state; nothing where everything is refused.
fn does(letter: &Letter, state: &mut State, oracle: &mut Oracle) -> Result<bool, String> {
    let at = state.at.unwrap();
    let mut changed = false;
    let mut tries = |actor: Actor, deed: Deed, at: Moment| -> Result<(), String> {
        if let Ok(events) = act(state, actor, deed, at) {
            changed |= !events.is_empty();
            oracle.watch(&events)?;
        }
        Ok(())
    };
    match letter {
        Letter::Does(actor, deed) => tries(actor.clone(), deed(at), at)?,
        Letter::OpensVotes => {
            for motion in 2..8 {
                tries(Actor::Secretariat, Deed::OpenVote { motion, until: None }, at)?;
            }
        }
        // The secretariat says something, so that the day is on the record even where nothing falls due.
        Letter::DayPasses => {
            let next = at.next_day().unwrap();
            tries(Actor::Secretariat, Deed::Tick {}, next)?;
            if state.at < Some(next) {
                state.at = Some(next);
            }
            oracle.all_covered(&next.to_string())?;
            changed = true;
        }
    }
    Ok(changed)
}

/// How many states were reached within so many letters.
fn search(depth: usize) -> usize {
    let (state, events) = founded();
    let mut oracle = Oracle::default();
    oracle.watch(events).unwrap();
    let mut seen = HashSet::from([alike(state)]);
    let mut edge = vec![(state.clone(), oracle, String::new())];
    for _ in 0..depth {
        let mut next = Vec::new();
        for (state, oracle, path) in &edge {
            for (place, letter) in alphabet().iter().enumerate() {
                let (mut state, mut oracle, path) =
                    (state.clone(), oracle.clone(), format!("{path} {place}"));
                if does(letter, &mut state, &mut oracle).unwrap_or_else(|why| panic!("letters{path}: {why}"))
                    && state.at < Some(day("2001-01-05"))
                    && seen.insert(alike(&state))
                {
                    next.push((state, oracle, path));
                }
            }
        }
        edge = next;
    }
    seen.len()
}

/// Every sequence up to a depth (`DEPTH`, by default nine letters; fourteen in the soak).
#[test]
fn no_short_sequence_gets_round_the_gate() {
    let depth = std::env::var("DEPTH").ok().and_then(|text| text.parse().ok()).unwrap_or(9);
    let states = search(depth);
    println!("{states} states within {depth} letters, and no way round");
    assert!(states > 100, "{states}");
}
