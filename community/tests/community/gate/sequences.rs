//! Long random sequences of acts by seed. A few in every run, `SEQUENCES` of them in `cargo xtask soak` (a million), from
//! `SIMULATE_SEED` on in `cargo xtask simulate`.

use super::{
    acts::{MEMBERS, act, founded},
    drawn::any_act,
    oracle::Oracle,
};
use crate::dice::{Dice, later};
use community::{Event, Moment, Replay, State, fold, line};

/// How many acts a sequence has.
const ACTS: u32 = 60;

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
        let (actor, deed) = any_act(&mut dice, &state, &MEMBERS, at);
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
