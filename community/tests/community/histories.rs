//! Random histories by seed: whatever is tried, every invariant holds after each act, the record decided again from itself
//! is the same, and the naive model agrees. A history that fails is printed in the form of a script, shortened.

use super::{
    dice::Dice,
    gate::drawn,
    naive::Naive,
    peace,
    pledging::{self, Ledger},
    script::{Run, charter},
};
use community::{
    Act, Actor, Authority, Deed, Happening, Matter, Moment,
    act::{Amount, Cast, NamedBallot, Ruling, Seat, Split, Voice},
    line,
    matter::{BudgetLine, Candidate},
};
use proptest::prelude::*;

/// Members that plan, pledge to and join missions.
const GIVING: [&str; 3] = ["NOR", "GBR", "USA"];

const STATES: [&str; 8] = ["NOR", "SWE", "HUN", "TUR", "JPN", "IND", "CHE", "XYZ"];

/// An act that someone might try at this point, sensible or not.
fn any_act(dice: &mut Dice, run: &Run, at: Moment) -> (Actor, Deed) {
    let state = |dice: &mut Dice| {
        let members: Vec<String> = run.state.members.keys().cloned().collect();
        if members.is_empty() || dice.roll(4) == 0 {
            dice.pick(&STATES).to_owned()
        } else {
            dice.pick(&members)
        }
    };
    let open: Vec<u64> = run.state.open.iter().copied().collect();
    let motion =
        |dice: &mut Dice| if open.is_empty() || dice.roll(9) == 0 { dice.roll(40) } else { dice.pick(&open) };
    let until = at.plus(charter::values::duration("3 days").unwrap()).unwrap();
    let actor = match dice.roll(6) {
        0 => Actor::Secretariat,
        1 => Actor::Organ(dice.pick(&["council", "assembly", "court", "sherpas"]).to_owned()),
        _ => Actor::State(state(dice)),
    };
    match dice.roll(16) {
        0 | 1 => return pledging::any_act(dice, &run.state),
        2..=4 => return drawn::any_act(dice, &run.state, &GIVING, at),
        5 | 6 => {
            let (who, line) = peace::any_line(dice, run, at.year());
            let deed = line::deed(&line::words(&line).unwrap(), &charter).unwrap();
            return (who.parse().unwrap(), deed);
        }
        _ => {}
    }
    let deed = match dice.roll(37) {
        0 => Deed::Apply {},
        1 | 2 => Deed::Assess { state: state(dice) },
        3 => Deed::Withdraw {},
        4 => Deed::Pay { amount: Amount::new(dice.roll(1 << 40)).unwrap() },
        5 => Deed::Accredit { organ: "council".into(), delegate: "D".into(), key: None },
        6 => Deed::ContestCredentials { state: state(dice), claimant: "C".into(), key: None },
        7 => Deed::FileCase { motion: Some(motion(dice)), says: "Is it lawful?".into() },
        8 => Deed::Stay { case: dice.roll(4) },
        9 => Deed::Judge {
            case: dice.roll(4),
            ruling: dice.pick(&[Ruling::Lawful, Ruling::Unlawful, Ruling::Answered]),
            judges_for: 1,
            judges_against: 0,
            says: "So it is.".into(),
        },
        10 | 11 => Deed::Answer { motion: motion(dice), says: "We disagree.".into() },
        12 | 13 => Deed::Cosponsor { motion: motion(dice) },
        14 => Deed::Drop { motion: motion(dice) },
        15..=18 => Deed::OpenVote { motion: motion(dice), until: Some(until) },
        19..=21 => Deed::Close { motion: motion(dice) },
        22 => Deed::Ratify { motion: Some(motion(dice)) },
        23..=26 => Deed::Vote { motion: motion(dice), ballot: any_ballot(dice) },
        27 | 28 => Deed::Seat(any_seat(dice, until)),
        29 => Deed::VoteByName(NamedBallot {
            motion: motion(dice),
            name: any_name(dice),
            ballot: dice.pick(&[Voice::Yes, Voice::No, Voice::Abstain]),
        }),
        _ => {
            let subject = state(dice);
            Deed::Propose { matter: any_matter(dice, subject, until), debate_until: None }
        }
    };
    (actor, deed)
}

/// Few names, so that some are seated twice, and some of the seated vote.
fn any_name(dice: &mut Dice) -> String {
    format!("Holder {}", dice.roll(9))
}

fn any_seat(dice: &mut Dice, until: Moment) -> Seat {
    let replaces = (dice.roll(3) == 0).then(|| any_name(dice));
    let until = (dice.roll(3) == 0).then_some(until);
    Seat { organ: "assembly".into(), name: any_name(dice), party: None, until, replaces, key: None }
}

fn any_ballot(dice: &mut Dice) -> Cast {
    match dice.roll(8) {
        0 => Cast::Split(Split { yes: u32::try_from(dice.roll(70)).unwrap(), no: 2, abstain: 1 }),
        1 => Cast::One(Voice::Abstain),
        2 | 3 => Cast::One(Voice::No),
        _ => Cast::One(Voice::Yes),
    }
}

fn any_matter(dice: &mut Dice, state: String, until: Moment) -> Matter {
    let grounds = "Because.".to_owned();
    match dice.roll(12) {
        0 => Matter::Admit { state },
        1 | 2 => Matter::Suspend { state, grounds, serious_breach: dice.roll(2) == 0 },
        3 => Matter::Readmit { state },
        4 => Matter::Expel { state, grounds, serious_breach: true },
        5 => Matter::Warn { state, grounds },
        6 => Matter::Observe { state, until, grounds },
        7 => Matter::Elect {
            candidate: Candidate {
                office: "court".into(),
                name: format!("J{}", dice.roll(5)),
                state,
                gender: None,
            },
        },
        8 => Matter::AdoptBudget {
            year: 2025 + i32::try_from(dice.roll(3)).unwrap(),
            currency: "EUR".into(),
            lines: vec![BudgetLine { name: "All".into(), amount: Amount::new(dice.roll(1 << 50)).unwrap() }],
            due: until,
        },
        9 => Matter::Advance { stage: "community".into() },
        _ => Matter::Resolution { title: format!("R{}", dice.roll(50)), says: "So be it.".into() },
    }
}

/// How far a history came.
#[derive(Debug, Default)]
struct Reached {
    votes: u64,
    mandates: usize,
    missions: usize,
    warnings: usize,
    compacts: usize,
}

impl Reached {
    fn of(votes: u64, run: &Run) -> Self {
        let missions = run.events.iter().filter(|event| {
            matches!(
                event.happened,
                Happening::MissionPlanned(_)
                    | Happening::MissionAuthorised(_)
                    | Happening::ForcesContributed(_)
            )
        });
        Self {
            votes,
            mandates: run.state.mandates.resolutions.len(),
            missions: missions.count(),
            warnings: run.state.warnings.len(),
            compacts: run.state.peacebuilding.compacts.len() + run.state.peacebuilding.requests.len(),
        }
    }
}

/// Plays a history; every check of [`Run`] and of the naive model is made after each act.
fn play(seed: u64, acts: u32) -> Reached {
    let mut run = Run::default();
    run.found("world-security-community");
    if seed.is_multiple_of(2) {
        run.lines(
            "2025-01-01 secretariat propose suspend HUN because \"The courts.\" serious-breach
             2025-01-01 HUN answer 2 \"No.\"
             2025-01-01 secretariat open-vote 2 until 2025-01-02
             2025-01-01 all-but:HUN vote 2 yes
             2025-01-01 secretariat close 2",
        );
    }
    let (mut naive, mut ledger, mut dice) = (Naive::default(), Ledger::default(), Dice(seed));
    run.events.iter().for_each(|event| naive.watch(event));
    let mut done = String::from("founded world-security-community\n");
    let mut at: Moment = "2025-01-02".parse().unwrap();
    let hour = charter::values::duration("7 hours").unwrap();
    for _ in 0..acts {
        at = at.plus(hour).unwrap();
        // Once in a while everyone votes, so that something is decided.
        let voting = run.state.open.iter().find(|number| naive.is_open(**number)).copied();
        let bunch: Vec<(Actor, Deed)> = match voting.filter(|_| dice.roll(6) == 0) {
            Some(motion) => {
                let members: Vec<String> = run.state.members.keys().cloned().collect();
                let ballot = |dice: &mut Dice| any_ballot(dice);
                members
                    .into_iter()
                    .map(|code| (Actor::State(code), Deed::Vote { motion, ballot: ballot(&mut dice) }))
                    .collect()
            }
            None if dice.roll(5) == 0 => {
                let waiting: Vec<u64> =
                    run.state.open.iter().filter(|number| !naive.is_open(**number)).copied().collect();
                let until = at.plus(charter::values::duration("2 days").unwrap());
                let motion = if waiting.is_empty() { 0 } else { dice.pick(&waiting) };
                vec![(Actor::Secretariat, Deed::OpenVote { motion, until })]
            }
            None => vec![any_act(&mut dice, &run, at)],
        };
        for (actor, deed) in bunch {
            let act = Act { actor: actor.clone(), authority: Authority::Secretariat {}, deed: deed.clone() };
            let script = format!("{at} {actor} {}", line::print(&deed));
            let decided = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run.act(at, &act)));
            let decided = decided.unwrap_or_else(|_| panic!("seed {seed} fails:\n{done}{script}"));
            if let Ok(events) = &decided {
                // What was refused changed nothing: a failing history is told without it.
                done.push_str(&format!("{script}\n"));
                // What fell due before it closes first.
                for event in events {
                    if event.deed.as_ref() == Some(&deed) {
                        naive.judge(&actor, &deed, true);
                    }
                    naive.watch(event);
                    ledger.watch(event);
                }
            }
            naive.agrees(&run.state);
            ledger.agrees(&run.state);
        }
    }
    let reached = Reached::of(naive.opened(), &run);
    run.finish();
    reached
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_tried_the_invariants_hold(seed in any::<u64>(), acts in 40u32..160) {
        play(seed, acts);
    }
}

/// The dice reach what they are for: votes are opened, and there is something of each part of the charter.
#[test]
fn histories_get_somewhere() {
    let mut all = Reached::default();
    for seed in 1..=4 {
        let one = play(seed, 200);
        all.votes += one.votes;
        all.mandates += one.mandates;
        all.missions += one.missions;
        all.warnings += one.warnings;
        all.compacts += one.compacts;
    }
    assert!(
        all.votes > 20 && all.mandates > 4 && all.missions > 0 && all.warnings > 0 && all.compacts > 0,
        "{all:?}"
    );
    println!("{all:?}");
}

/// `cargo xtask simulate`: histories from a seed on, as many as `SIMULATE_COUNT` says.
#[test]
fn simulated() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let Some(seed) = number("SIMULATE_SEED") else { return };
    for seed in seed..seed.saturating_add(number("SIMULATE_COUNT").unwrap_or(1)) {
        let reached = play(seed, 400);
        println!("seed {seed}: 400 acts tried, every invariant held; {reached:?}");
    }
}
