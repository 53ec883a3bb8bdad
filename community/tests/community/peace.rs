//! Random histories of warnings and compacts by seed, against a ledger of the test's own: pockets of money, counted from what
//! was done, knowing nothing of the engine's accounts. No sequence of acts creates or loses a unit.

use super::{
    dice::Dice,
    script::{Run, charter},
};
use community::{
    Act, Actor, Authority, Deed, Event, Happening, Matter, Moment,
    compact::{CompactFunded, CompactOutcome},
    line,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The model charter with the twelve founders of 1949, so that a vote takes few ballots.
const CHARTER: &str = "world-security-community+on = 2024=>on = 1949";

/// Those of them that vote: a quorum, and enough for every rule.
const MEMBERS: [&str; 8] = ["USA", "FRA", "ITA", "GBR", "CAN", "NOR", "DNK", "NLD"];

const HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The tranches of every plan that [`any_line`] proposes, by name: the test's own list of what each is worth.
fn worth(tranche: &str) -> i128 {
    match tranche {
        "first" => 1_000_003,
        "second" => 7,
        "third" => 9_007_199_253_000_000,
        other => panic!("no plan has a tranche {other}"),
    }
}

fn plan(dice: &mut Dice, year: i32) -> String {
    let state = dice.pick(&["LBR", "NER", "NOR", "XYZ"]);
    let ends = format!("{}-0{}-01", year + 2, 1 + dice.roll(9));
    let review = format!("{}-0{}-15", year + 1, 1 + dice.roll(9));
    let bar =
        dice.pick(&["state.conflict_deaths < 25", "state.conflict_deaths >= 25", "state.polyarchy >= 0.4"]);
    let judged = year - 2 + i32::try_from(dice.roll(4)).unwrap();
    let third = worth("third");
    format!(
        "found-compact {state} \"Courts and work\" USD ends {ends} review {review} \
         pillar security benchmark quiet {judged} \"{bar}\" tranche first 1000003 after quiet \
         pillar justice report courts UNDP \"Courts sit.\" report prisons NOR \"Prisons are humane.\" \
         tranche second 7 after courts,prisons tranche third {third} after prisons"
    )
}

/// An act that someone might try at this point, sensible or not.
pub fn any_line(dice: &mut Dice, run: &Run, year: i32) -> (String, String) {
    let open: Vec<u64> = run.state.open.iter().copied().collect();
    let any_motion = |dice: &mut Dice| match open.len() {
        0 => dice.roll(9),
        many => open[usize::try_from(dice.roll(many as u64)).unwrap()],
    };
    let compacts = run.state.peacebuilding.compacts.len() as u64;
    let compact = |dice: &mut Dice| {
        if dice.roll(9) == 0 { compacts + 1 } else { compacts - dice.roll(2).min(compacts) }
    };
    let member = dice.pick(&MEMBERS).to_owned();
    let secretariat = || "secretariat".to_owned();
    let benchmark = dice.pick(&["courts", "prisons", "prisons", "quiet"]);
    match dice.roll(30) {
        0..=2 => {
            let who = dice.pick(&["LBR", "NER", "NOR", "council"]);
            (who.to_owned(), "request-compact \"We ask.\"".to_owned())
        }
        3 => (dice.pick(&["LBR", "NER"]).to_owned(), "withdraw-compact-request".to_owned()),
        4 | 5 => (member, format!("propose {}", plan(dice, year))),
        6 => (secretariat(), format!("submit-compact {}", any_motion(dice))),
        7 => (secretariat(), format!("advise {} \"We advise.\"", any_motion(dice))),
        8..=12 => {
            let amount = match dice.roll(4) {
                0 => dice.roll(1 << 53),
                1 => 1_000_003,
                2 => 9_007_199_253_000_000 - dice.roll(1 << 20),
                _ => dice.roll(1_000_000),
            };
            (member, format!("fund-compact {} {amount}", compact(dice)))
        }
        13..=17 => {
            let met = dice.pick(&["met", "met", "met", "not-met"]);
            (secretariat(), format!("verify-benchmark {} {benchmark} {met} \"Report\" {HASH}", compact(dice)))
        }
        18..=23 => {
            let tranche = dice.pick(&["first", "second", "third", "fourth"]);
            (member, format!("propose release-tranche {} {tranche}", compact(dice)))
        }
        24 => (secretariat(), format!("review-compact {} \"So it stands.\"", compact(dice))),
        25 => (member, format!("propose conclude-compact {} because \"It is done.\"", compact(dice))),
        26 if dice.roll(3) == 0 => {
            (member, format!("propose fail-compact {} because \"It has failed.\"", compact(dice)))
        }
        27 => {
            let place = dice.pick(&["SDN", "COD", "\"Eastern Africa\"", "XYZ"]);
            let danger = dice.pick(&["war", "collapse"]);
            (member, format!("raise-warning {place} {danger} \"It comes.\" figure SDN/conflict_deaths/2023"))
        }
        28 => {
            let warning = 1 + dice.roll(run.state.warnings.len() as u64 + 1);
            let how = dice.pick(&["good-offices", "observers 50", "declined", "preventive-deployment 1"]);
            (member, format!("propose answer-warning {warning} {how} because \"Because.\""))
        }
        _ => (secretariat(), "tick".to_owned()),
    }
}

/// The ledger of the test: what each member gave, by compact, and where it is now.
#[derive(Default)]
struct Ledger {
    given: BTreeMap<u64, BTreeMap<String, i128>>,
    released: BTreeMap<u64, i128>,
    returned: BTreeMap<u64, BTreeMap<String, i128>>,
    releases: u64,
    ended: u64,
    concluded: u64,
}

impl Ledger {
    fn watch(&mut self, event: &Event) {
        match &event.happened {
            Happening::CompactFunded(CompactFunded { compact, state, amount }) => {
                // By what was done, not by what the engine says of it.
                let Some(Deed::FundCompact { amount: done, .. }) = &event.deed else {
                    panic!("funded by nobody")
                };
                assert_eq!(done, amount);
                let given = self.given.entry(*compact).or_default().entry(state.clone()).or_default();
                *given += i128::from(done.minor_units());
            }
            Happening::TrancheReleased(released) => {
                assert_eq!(i128::from(released.amount.minor_units()), worth(&released.tranche));
                *self.released.entry(released.compact).or_default() += worth(&released.tranche);
                self.releases += 1;
            }
            Happening::CompactEnded(ended) => {
                self.ended += 1;
                self.concluded += u64::from(ended.outcome == CompactOutcome::Concluded);
                let held = self.held(ended.compact);
                let given = self.given.get(&ended.compact).cloned().unwrap_or_default();
                let all: i128 = given.values().sum();
                let back = self.returned.entry(ended.compact).or_default();
                for due in &ended.returned {
                    let amount = i128::from(due.amount.minor_units());
                    assert!(back.insert(due.state.clone(), amount).is_none(), "returned once");
                }
                assert_eq!(back.values().sum::<i128>(), held, "all that was held goes back");
                for (state, given) in given {
                    let fair = held * given;
                    let got = back.get(&state).copied().unwrap_or(0);
                    assert!(got >= fair / all && got <= fair / all + 1, "{state} gets its share");
                }
            }
            _ => {}
        }
    }

    fn held(&self, compact: u64) -> i128 {
        let of = |pockets: Option<&BTreeMap<String, i128>>| pockets.map_or(0, |of| of.values().sum::<i128>());
        of(self.given.get(&compact))
            - self.released.get(&compact).copied().unwrap_or(0)
            - of(self.returned.get(&compact))
    }

    /// The engine's accounts say what the ledger says.
    fn agrees(&self, run: &Run) {
        for (number, compact) in &run.state.peacebuilding.compacts {
            let held = self.held(*number);
            assert!(held >= 0, "compact {number} owes");
            assert_eq!(i128::from(compact.account.held.minor_units()), held, "compact {number}");
        }
    }
}

fn play(seed: u64, acts: u32) -> Ledger {
    let (mut run, mut ledger, mut dice) = (Run::default(), Ledger::default(), Dice(seed));
    run.found(CHARTER);
    let mut at: Moment = "2025-01-02".parse().unwrap();
    let mut done = format!("founded {CHARTER}\n");
    for _ in 0..acts {
        let days =
            ["1 hours", "5 hours", "9 hours", "1 days", "12 days"][usize::try_from(dice.roll(5)).unwrap()];
        at = at.plus(charter::duration(days)).unwrap();
        let open: Vec<u64> = run.state.open.iter().copied().collect();
        let some = (!open.is_empty()).then(|| open[usize::try_from(dice.roll(open.len() as u64)).unwrap()]);
        let waiting = some.filter(|_| dice.roll(3) == 0);
        let lines: Vec<(String, String)> = match waiting {
            Some(motion) => {
                let until = at.plus(charter::duration("3 days")).unwrap();
                let ballot = if dice.roll(6) == 0 { "no" } else { "yes" };
                let votes = MEMBERS.map(|code| (code.to_owned(), format!("vote {motion} {ballot}")));
                let open = ("secretariat".to_owned(), format!("open-vote {motion} until {until}"));
                let close = ("secretariat".to_owned(), format!("close {motion}"));
                let mut lines = Vec::new();
                if let Some(Matter::FoundCompact(plan)) = run.state.motion(motion).map(|found| &found.matter)
                    && dice.roll(4) > 0
                {
                    lines.push((plan.state.clone(), "request-compact \"We ask.\"".to_owned()));
                    lines.push(("secretariat".to_owned(), format!("submit-compact {motion}")));
                    lines.push(("secretariat".to_owned(), format!("advise {motion} \"We advise.\"")));
                }
                let drop =
                    run.state.motion(motion).map(|found| (found.mover.clone(), format!("drop {motion}")));
                let drop = drop.filter(|_| dice.roll(4) == 0);
                lines.into_iter().chain([open]).chain(votes).chain([close]).chain(drop).collect()
            }
            None => vec![any_line(&mut dice, &run, at.year())],
        };
        for (who, line) in lines {
            let actor: Actor = who.parse().unwrap();
            let deed = line::deed(&line::words(&line).unwrap(), &charter).unwrap();
            let act = Act { actor, authority: Authority::Secretariat {}, deed };
            let decided = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run.act(at, &act)));
            let decided = decided.unwrap_or_else(|_| panic!("seed {seed} fails:\n{done}{at} {who} {line}"));
            if let Ok(events) = decided {
                done.push_str(&format!("{at} {who} {line}\n"));
                events.iter().for_each(|event| ledger.watch(event));
            }
            ledger.agrees(&run);
        }
    }
    run.finish();
    ledger
}

/// Durations of the test, read as the charter reads them.
mod charter {
    pub fn duration(text: &str) -> ::charter::law::Duration {
        ::charter::values::duration(text).unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_acts_creates_or_loses_a_unit(seed in any::<u64>(), acts in 60u32..200) {
        play(seed, acts);
    }
}

/// The dice reach what they are for: money is released, and compacts end both ways.
#[test]
fn histories_of_compacts_get_somewhere() {
    let (mut releases, mut ended, mut concluded) = (0, 0, 0);
    for seed in 1..=6 {
        let ledger = play(seed, 300);
        releases += ledger.releases;
        ended += ledger.ended;
        concluded += ledger.concluded;
    }
    assert!(
        releases > 5 && ended > 5 && concluded > 0,
        "{releases} releases, {ended} ends, {concluded} concluded"
    );
}

/// A pillar has at least one benchmark, and at most a hundred of these and of tranches, each by itself.
#[test]
fn a_pillar_is_neither_empty_nor_endless() {
    let mut run = Run::default();
    run.found(CHARTER);
    let mut refused = |benchmarks: usize, tranches: usize| {
        let benchmarks: String =
            (0..benchmarks).map(|one| format!(" report b{one} UNDP \"It is so.\"")).collect();
        let tranches: String = (0..tranches).map(|one| format!(" tranche t{one} 5 after b0")).collect();
        let line = format!(
            "propose found-compact LBR \"Work\" USD ends 2027-06-30 pillar work{benchmarks}{tranches}"
        );
        let deed = line::deed(&line::words(&line).unwrap(), &charter).unwrap();
        let act = Act { actor: Actor::State("NOR".into()), authority: Authority::Secretariat {}, deed };
        run.act("2025-02-01".parse().unwrap(), &act).err().map(|refusal| refusal.code)
    };
    assert_eq!(refused(1, 0), None);
    assert_eq!(refused(100, 0), None);
    assert_eq!(refused(1, 99), None);
    for (benchmarks, tranches) in [(0, 0), (0, 1), (101, 0), (1, 101), (101, 101)] {
        assert_eq!(refused(benchmarks, tranches), Some("no-benchmarks"), "{benchmarks} and {tranches}");
    }
}
