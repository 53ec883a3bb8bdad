//! Long random sequences of acts by seed. A few in every run, `SEQUENCES` of them in `cargo xtask soak` (a million), from
//! `SIMULATE_SEED` on in `cargo xtask simulate`.

use super::{
    acts::{
        MEMBERS, MISSIONS, PLACES, TASKS, act, amends, close, contribute, deploy, ends, founded, named, plan,
        propose, recall, renews, resolution, terms,
    },
    oracle::Oracle,
};
use crate::histories::Dice;
use community::{
    Actor, Deed, Event, Matter, Moment, Replay,
    act::OfGuarantee,
    fold, line,
    mandate::{Addressee, Chapter, Does, Stand, Terms},
    mission::{Basis, Plan},
    state::{Standing, State},
};

/// How many acts a sequence has.
const ACTS: u32 = 60;

/// The first and the last resolution of 2001 and of the years behind it.
const YEARS: [(u32, u32); 4] = [(1335, 1386), (1387, 1454), (1455, 1521), (1522, 1580)];

fn some<T: Clone>(dice: &mut Dice, of: &[T]) -> Vec<T> {
    let first = dice.pick(of);
    if dice.roll(3) == 0 { vec![first, dice.pick(of)] } else { vec![first] }
}

/// Now and then no last day, else one within some weeks.
fn last_day(dice: &mut Dice, at: Moment) -> Option<Moment> {
    (dice.roll(3) > 0).then(|| later(Moment::start_of(at.date()), dice.roll(40)))
}

fn later(mut day: Moment, days: u64) -> Moment {
    for _ in 0..days {
        day = day.next_day().unwrap();
    }
    day
}

fn any_terms(dice: &mut Dice, at: Moment) -> Terms {
    let to = match dice.roll(8) {
        0 => Addressee::Organisation("african-union".into()),
        1 | 2 => Addressee::Organisation("united-nations".into()),
        3 => Addressee::Community,
        4 | 5 => Addressee::States(some(dice, &MEMBERS).into_iter().map(str::to_owned).collect()),
        _ => Addressee::MemberStates,
    };
    let chapter = if dice.roll(2) == 0 { Chapter::VI } else { Chapter::VII };
    let (area, tasks) = (some(dice, &PLACES), some(dice, &TASKS));
    Terms {
        ceiling: (dice.roll(2) == 0).then(|| 100 * (1 + u32::try_from(dice.roll(4)).unwrap())),
        last_day: last_day(dice, at),
        ..terms(to, &area, &tasks, chapter)
    }
}

/// A plan, more often than not after a mandate that is there.
fn any_plan(dice: &mut Dice, state: &State, at: Moment) -> Plan {
    let alive = dice.roll(8) > 0;
    let given = state.mandates.given.iter().filter(|(_, mandate)| !alive || mandate.over.is_none());
    let given: Vec<&String> = given.map(|(number, _)| number).collect();
    let strength = 50 * (1 + u32::try_from(dice.roll(10)).unwrap());
    let mission = format!("{}-{}", dice.pick(&MISSIONS), dice.roll(3));
    let mission = mission.as_str();
    let mut found = match dice.roll(10) {
        0 => plan(mission, Basis::Charter, &some(dice, &PLACES), &some(dice, &TASKS), strength),
        1 if !state.guarantees.is_empty() => {
            let of = dice.pick(&MEMBERS);
            let area = if dice.roll(4) == 0 { some(dice, &PLACES) } else { vec![of] };
            plan(mission, Basis::Guarantee(1 + dice.roll(3)), &area, &some(dice, &TASKS), strength)
        }
        1 | 2 => plan(mission, Basis::GoodOffices, &some(dice, &PLACES), &some(dice, &TASKS[..2]), strength),
        _ if given.is_empty() => {
            plan(mission, Basis::Mandate("S/RES/1386".into()), &some(dice, &PLACES), &TASKS, strength)
        }
        roll => {
            let number = dice.pick(&given);
            let terms = &state.mandates.given[number].terms;
            let mut found = plan(
                mission,
                Basis::Mandate(number.clone()),
                &some(dice, &PLACES),
                &some(dice, &TASKS),
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

fn any_matter(dice: &mut Dice, state: &State, at: Moment) -> Matter {
    let plan = any_plan(dice, state, at);
    let standing: Vec<&String> =
        state.missions.iter().filter(|(_, mission)| mission.has_authority()).map(|(name, _)| name).collect();
    if standing.is_empty() || dice.roll(2) == 0 {
        return if dice.roll(4) == 0 { contribute(plan) } else { Matter::AuthoriseMission(plan) };
    }
    let mission = dice.pick(&standing).clone();
    if dice.roll(5) == 0 { close(&mission) } else { Matter::RenewMission(Plan { mission, ..plan }) }
}

fn any_registration(dice: &mut Dice, state: &State, at: Moment) -> Deed {
    let alive = dice.roll(8) > 0;
    let given = state.mandates.given.iter().filter(|(_, mandate)| !alive || mandate.over.is_none());
    let given: Vec<&str> = given.map(|(number, _)| number.as_str()).collect();
    let does = match dice.roll(8) {
        _ if given.is_empty() => Does::Establish(any_terms(dice, at)),
        0 | 1 => renews(dice.pick(&given), last_day(dice, at)),
        2 | 3 => amends(dice.pick(&given), any_terms(dice, at)),
        4 => ends(dice.pick(&given), last_day(dice, at)),
        _ => Does::Establish(any_terms(dice, at)),
    };
    let year = usize::try_from(at.year() - 2001).unwrap();
    let (first, last) = YEARS[year.min(3)];
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
fn any_act(dice: &mut Dice, state: &State, at: Moment) -> (Actor, Deed) {
    let waiting: Vec<u64> = state
        .open
        .iter()
        .copied()
        .filter(|number| state.motion(*number).unwrap().standing == Standing::Debate)
        .collect();
    let member = Actor::State(dice.pick(&MEMBERS).to_owned());
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
        0..=4 => (Actor::Secretariat, any_registration(dice, state, at)),
        5..=9 => (member, propose(any_matter(dice, state, at))),
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

/// When the next act is: at once, within the hour, some days later, or at the very end of a term.
fn any_time(dice: &mut Dice, state: &State, at: Moment) -> Moment {
    let ahead: Vec<Moment> = state.agenda.iter().map(|(when, _)| *when).filter(|when| *when > at).collect();
    let second_before = |when: Moment| {
        let when: jiff::civil::DateTime = when.to_string().trim_end_matches('Z').parse().unwrap();
        format!("{}Z", when.checked_sub(jiff::Span::new().seconds(1)).unwrap()).parse::<Moment>().unwrap()
    };
    match dice.roll(8) {
        0..=2 => at,
        3 if !ahead.is_empty() => dice.pick(&ahead[..ahead.len().min(3)]),
        4 if !ahead.is_empty() => second_before(ahead[0]).max(at),
        5 => later(at, 1 + dice.roll(12)),
        _ => at.plus(charter::values::duration("1 hour").unwrap()).unwrap(),
    }
}

/// Plays a sequence.
///
/// # Errors
///
/// What the oracle found, and the acts that led there.
fn play(seed: u64, whole: bool) -> Result<Oracle, String> {
    let (mut state, mut events) = founded().clone();
    let mut oracle = Oracle::default();
    oracle.watch(&events).unwrap();
    let (mut dice, mut at) = (Dice(seed), state.at.unwrap());
    let mut done = String::from("founded aegis on 2001-01-01\n");
    for _ in 0..ACTS {
        at = any_time(&mut dice, &state, at);
        let (actor, deed) = any_act(&mut dice, &state, at);
        let script = format!("{at} {actor} {}", line::print(&deed));
        let decided =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| act(&mut state, actor, deed, at)));
        let fails = |why: &str| format!("seed {seed}: {why}\n{done}{script}");
        let decided = decided.map_err(|_| fails("it panics"))?;
        if let Ok(new) = decided {
            oracle.watch(&new).map_err(|why| fails(&why))?;
            done.push_str(&format!("{script}\n"));
            if whole {
                events.extend(new);
            }
        }
    }
    if whole {
        decided_again(&state, &events);
    }
    Ok(oracle)
}

/// The record decided again from itself, and folded afresh, gives the same bytes.
fn decided_again(state: &State, events: &[Event]) {
    let mut replay = Replay::default();
    events.iter().for_each(|event| replay.next(event).unwrap());
    assert_eq!(replay.finish().unwrap().to_json(), state.to_json());
    assert_eq!(fold(events).unwrap().to_json(), state.to_json());
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// No sequence of acts gets round the gate.
#[test]
fn no_sequence_of_acts_gets_round_the_gate() {
    let (first, count) = (number("SEQUENCES_FROM").unwrap_or(1), number("SEQUENCES").unwrap_or(400));
    let threads =
        std::thread::available_parallelism().map_or(1, |threads| u64::try_from(threads.get()).unwrap());
    let some = |thread: u64| {
        let (mut arrivals, mut lost) = ([0; 4], 0);
        for seed in (first..first + count).filter(|seed| seed % threads == thread) {
            let oracle = play(seed, seed.is_multiple_of(64)).unwrap_or_else(|why| panic!("{why}"));
            arrivals.iter_mut().zip(oracle.arrivals).for_each(|(all, one)| *all += one);
            lost += oracle.lost;
            if seed.is_multiple_of(100_000) {
                println!("seed {seed}: no way round");
            }
        }
        (arrivals, lost)
    };
    let (mut arrivals, mut lost) = ([0; 4], 0);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..threads).map(|thread| scope.spawn(move || some(thread))).collect();
        for run in runs {
            let (here, gone) = run.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            arrivals.iter_mut().zip(here).for_each(|(all, one)| *all += one);
            lost += gone;
        }
    });
    println!("seeds {first} to {}: {arrivals:?} arrivals, {lost} losses of authority", first + count - 1);
    let expected = u32::try_from(count / 20).unwrap();
    assert!(
        arrivals[0] > expected && arrivals.iter().all(|some| *some > 0) && lost > expected,
        "{arrivals:?} {lost}"
    );
}

/// `cargo xtask simulate`: sequences from a seed on, each with what came of it.
#[test]
fn simulated() {
    let Some(seed) = number("SIMULATE_SEED") else { return };
    for seed in seed..seed.saturating_add(number("SIMULATE_COUNT").unwrap_or(1)) {
        let oracle = play(seed, true).unwrap_or_else(|why| panic!("{why}"));
        println!(
            "seed {seed}: {ACTS} acts tried at the gate, {:?} arrivals, {} lost",
            oracle.arrivals, oracle.lost
        );
    }
}
