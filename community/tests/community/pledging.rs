//! Guarantees and pledges at random: whatever is tried, the invariants hold, and a naive ledger that keeps its own account
//! of every pledge from the events alone comes to the same, to the unit.

use super::{
    dice::Dice,
    script::{Run, known},
};
use community::{
    Act, Actor, Authority, Deed, Event, Happening, Matter, Moment, State,
    act::{
        Amount, Assist, Cast, Condition, ConfirmArrival, Contribution, DeclareAttack, OfGuarantee, OfPledge,
        Pledging, Purpose, ReportGuarantee, RequestHelp, RequestProtection, Voice,
    },
    line,
    matter::OfCase,
    pledge::binding,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Few states, so that they meet; Iceland has no armed forces, Brazil does not belong.
const STATES: [&str; 7] = ["EST", "LVA", "NOR", "SWE", "DNK", "ISL", "BRA"];

/// The number of something that there is, most of the time.
fn number(dice: &mut Dice, there: &[u64]) -> u64 {
    if there.is_empty() || dice.roll(8) == 0 { 1 + dice.roll(12) } else { dice.pick(there) }
}

fn any_contribution(dice: &mut Dice) -> Contribution {
    match dice.roll(9) {
        0 => Contribution::Base { name: format!("B{}", dice.roll(3)) },
        1 => Contribution::Overflight {},
        2 | 3 => Contribution::Money {
            currency: dice.pick(&["EUR", "NOK"]).into(),
            amount: Amount::new(dice.pick(&[0, 1, 999, 1 << 40, Amount::MOST])).unwrap(),
        },
        _ => Contribution::Forces {
            kind: dice.pick(&["infantry", "medical"]).into(),
            persons: dice.pick(&[0, 1, 700, 3000, 5000, 6000, 6500, 9000, 12_000, u32::MAX]),
        },
    }
}

/// A deed of the guarantee that someone might try, sensible or not, and who does it.
pub fn any_act(dice: &mut Dice, now: &State) -> (Actor, Deed) {
    let open = now.guarantees.iter().filter(|(_, guarantee)| guarantee.is_open());
    let open: Vec<u64> = open.map(|(number, _)| *number).collect();
    let live = now.pledges.iter().filter(|(_, pledge)| pledge.is_live());
    let live: Vec<u64> = live.map(|(number, _)| *number).collect();
    let state = |dice: &mut Dice| dice.pick(&STATES).to_owned();
    let mut actor = Actor::State(state(dice));
    let deed = match dice.roll(24) {
        0 | 1 => Deed::DeclareAttack(DeclareAttack {
            object: dice.pick(&["territory", "forces", "cyber", "constitutional order", "honour"]).into(),
            says: "It was shelled.".into(),
            asks_help: dice.roll(3) > 0,
            equivalent_effect: dice.roll(2) == 0,
        }),
        2 if dice.roll(2) == 0 => {
            Deed::RequestProtection(RequestProtection { by: "The chamber".into(), says: "A coup.".into() })
        }
        3 => Deed::RequestHelp(RequestHelp {
            guarantee: number(dice, &open),
            needs: (0..dice.roll(3)).map(|_| any_contribution(dice)).collect(),
        }),
        4 | 5 => Deed::Assist(Assist {
            guarantee: number(dice, &open),
            says: format!("As it can, {}.", dice.roll(9)),
            by_force: dice.roll(2) == 0,
        }),
        6 => {
            actor = Actor::Secretariat;
            Deed::ReportGuarantee(ReportGuarantee {
                guarantee: number(dice, &open),
                says: "A letter.".into(),
            })
        }
        7 if dice.roll(3) == 0 => Deed::WithdrawRequest(OfGuarantee { guarantee: number(dice, &open) }),
        8 => Deed::WithdrawPledge(OfPledge { pledge: number(dice, &live) }),
        9 | 10 => {
            if dice.roll(4) > 0 {
                actor = Actor::Secretariat;
            }
            let quantity = dice.pick(&[0, 1, 1, 300, 999, 1 << 40, u64::MAX]);
            Deed::ConfirmArrival(ConfirmArrival { pledge: number(dice, &live), quantity })
        }
        11 => Deed::StandDown(OfPledge { pledge: number(dice, &live) }),
        12 => {
            let head = dice.pick(&["attack", "freedom", "honour"]).into();
            let of = OfCase { head, guarantee: number(dice, &open), grounds: "So it is.".into() };
            let matter =
                if dice.roll(3) == 0 { Matter::FindMeasuresSuffice(of) } else { Matter::Determine(of) };
            Deed::Propose { matter, debate_until: None }
        }
        _ => Deed::Pledge(Pledging {
            purpose: if dice.roll(12) == 0 {
                Purpose::Mission(1)
            } else {
                Purpose::Guarantee(number(dice, &open))
            },
            contribution: any_contribution(dice),
            condition: match dice.roll(5) {
                0 => Some(Condition::Also(state(dice))),
                1 if dice.roll(2) == 0 => Some(Condition::Determined),
                _ => None,
            },
            days: (dice.roll(2) == 0).then_some(7),
        }),
    };
    // Most of the time whoever may acts.
    let by = match &deed {
        Deed::WithdrawPledge(of) | Deed::StandDown(of) => now.pledges.get(&of.pledge).map(|one| &one.state),
        Deed::RequestHelp(RequestHelp { guarantee, .. })
        | Deed::WithdrawRequest(OfGuarantee { guarantee }) => {
            now.guarantees.get(guarantee).map(|one| &one.state)
        }
        _ => None,
    };
    let by = by.filter(|_| dice.roll(4) > 0).cloned();
    (by.map_or(actor, Actor::State), deed)
}

/// What the prose of Articles 8.1 to 8.3 makes of the events: plain sums, a plain list of who is in what, nothing of the
/// engine's code.
#[derive(Default)]
pub struct Ledger {
    cases: BTreeMap<u64, Case>,
    pledges: BTreeMap<u64, Entry>,
    /// The name of each mission, and whether it may still be pledged to.
    missions: BTreeMap<u64, (String, bool)>,
}

struct Case {
    victim: String,
    forcible: bool,
    asks: bool,
    owed: bool,
    over: bool,
}

struct Entry {
    state: String,
    purpose: Purpose,
    contribution: Contribution,
    condition: Option<Condition>,
    came: u64,
    back: u64,
    dead: u64,
    home: bool,
}

impl Entry {
    fn whole(&self) -> u64 {
        self.contribution.quantity()
    }

    fn rest(&self) -> u64 {
        self.whole() - self.came - self.back - self.dead
    }

    fn lives(&self) -> bool {
        !self.home && self.came + self.rest() > 0
    }
}

impl Ledger {
    /// Takes in an event, and says where the prose would have it otherwise.
    pub fn watch(&mut self, event: &Event) {
        match &event.happened {
            Happening::GuaranteeInvoked(invoked) => {
                let case = Case {
                    victim: invoked.state.clone(),
                    forcible: invoked.head == "attack",
                    asks: invoked.asks_help,
                    owed: false,
                    over: false,
                };
                assert!(self.cases.insert(invoked.guarantee, case).is_none());
            }
            Happening::HelpRequested(of) => self.case(of.guarantee).asks = true,
            Happening::RequestWithdrawn(of) => self.case(of.guarantee).asks = false,
            Happening::Assisted(assisted) => {
                let case = self.case(assisted.guarantee);
                assert!(case.asks && !case.over && case.victim != assisted.state, "who assists whom");
                assert!(case.forcible || !assisted.by_force, "force for the constitutional order");
            }
            Happening::AssistanceOwed(owed) => {
                let case = self.case(owed.guarantee);
                assert!(case.asks && !case.over, "help is owed to who does not ask");
                assert!(!owed.members.contains(&case.victim), "who is helped owes help");
                case.owed = true;
            }
            Happening::GuaranteeEnded(ended) => self.end(ended.guarantee),
            Happening::Left { state } | Happening::Expelled { state, .. } => {
                let own = self.cases.iter().filter(|(_, case)| case.victim == *state && !case.over);
                let own: Vec<u64> = own.map(|(number, _)| *number).collect();
                own.into_iter().for_each(|number| self.end(number));
                self.kill(|entry| entry.state == *state);
            }
            Happening::Pledged(pledged) => {
                match pledged.purpose {
                    Purpose::Guarantee(number) => {
                        let case = self.case(number);
                        assert!(!case.over && case.victim != pledged.state, "a pledge to nobody");
                        assert!(case.forcible || pledged.contribution.persons() == 0, "forces for the order");
                    }
                    Purpose::Mission(number) => assert!(self.missions[&number].1, "a pledge to what is over"),
                }
                let entry = Entry {
                    state: pledged.state.clone(),
                    purpose: pledged.purpose,
                    contribution: pledged.contribution.clone(),
                    condition: pledged.condition.clone(),
                    came: 0,
                    back: 0,
                    dead: 0,
                    home: false,
                };
                assert!(entry.whole() > 0 && self.pledges.insert(pledged.pledge, entry).is_none());
            }
            Happening::MissionPlanned(terms) | Happening::MissionAuthorised(terms) => {
                self.mission(&terms.plan.mission);
            }
            Happening::ForcesContributed(contributed) => self.mission(&contributed.contribution.plan.mission),
            Happening::MissionLostAuthority(lost) => {
                let mut named = self.missions.iter_mut().filter(|(_, (name, _))| *name == lost.mission);
                let (number, (_, open)) = named.next().unwrap();
                *open = false;
                let purpose = Purpose::Mission(*number);
                self.kill(|entry| entry.purpose == purpose);
            }
            Happening::PledgeWithdrawn(part) => self.entry(part.pledge).back += part.quantity,
            Happening::Arrived(part) => self.entry(part.pledge).came += part.quantity,
            Happening::StoodDown(part) => {
                let entry = self.entry(part.pledge);
                entry.back += part.quantity;
                entry.home = true;
            }
            _ => {}
        }
    }

    /// Missions are numbered in the order in which they are first heard of.
    fn mission(&mut self, name: &str) {
        if !self.missions.values().any(|(known, _)| known == name) {
            self.missions.insert(self.missions.len() as u64 + 1, (name.to_owned(), true));
        }
    }

    fn case(&mut self, number: u64) -> &mut Case {
        self.cases.get_mut(&number).unwrap()
    }

    fn entry(&mut self, number: u64) -> &mut Entry {
        self.pledges.get_mut(&number).unwrap()
    }

    fn end(&mut self, number: u64) {
        assert!(!self.case(number).over, "guarantee {number} ends twice");
        self.case(number).over = true;
        self.kill(|entry| entry.purpose == Purpose::Guarantee(number));
    }

    fn kill(&mut self, which: impl Fn(&Entry) -> bool) {
        for entry in self.pledges.values_mut().filter(|entry| which(entry)) {
            entry.dead += entry.rest();
        }
    }

    /// The engine's account is the ledger's, and no member has promised more persons than it has.
    pub fn agrees(&self, state: &State) {
        assert!(state.pledges.keys().eq(self.pledges.keys()));
        let mut persons: BTreeMap<&str, u64> = BTreeMap::new();
        for (number, entry) in &self.pledges {
            let pledge = &state.pledges[number];
            let engine = (pledge.arrived, pledge.withdrawn, pledge.lapsed, pledge.outstanding());
            assert_eq!(engine, (entry.came, entry.back, entry.dead, entry.rest()), "pledge {number}");
            if !entry.home && entry.contribution.persons() > 0 {
                *persons.entry(&entry.state).or_default() += entry.came + entry.rest();
            }
        }
        for (code, promised) in persons {
            assert!(promised <= personnel(code), "{code} has promised {promised} persons");
        }
        for (number, case) in &self.cases {
            let guarantee = &state.guarantees[number];
            assert_eq!(guarantee.is_open(), !case.over, "guarantee {number}");
            // Force helps who was attacked, asks, and is not left alone; never the constitutional order.
            let force = case.forcible && case.asks && !case.over;
            assert_eq!(guarantee.allows_force(), force, "force under guarantee {number}");
            self.binds(state, *number, case);
        }
    }

    /// Of all sets of pledges in which each condition is met by the set, the engine's has every pledge that is in one: all
    /// subsets, one by one.
    fn binds(&self, state: &State, number: u64, case: &Case) {
        let purpose = Purpose::Guarantee(number);
        let those = self.pledges.iter().filter(|(_, entry)| entry.purpose == purpose && entry.lives());
        let those: Vec<(&u64, &Entry)> = those.collect();
        if those.len() > 8 {
            return;
        }
        let mut largest = BTreeSet::new();
        for chosen in 0u32..1 << those.len() {
            let set = || those.iter().enumerate().filter(|(place, _)| chosen & (1 << place) != 0);
            let consistent = set().all(|(_, (_, entry))| match &entry.condition {
                None => true,
                Some(Condition::Determined) => case.owed && !case.over,
                Some(Condition::Also(code)) => set().any(|(_, (_, other))| other.state == *code),
            });
            if consistent {
                largest.extend(set().map(|(_, (number, _))| **number));
            }
        }
        assert_eq!(binding(state, purpose), largest, "which pledges to guarantee {number} bind");
    }
}

/// The last figure of the world, read without the engine.
fn personnel(code: &str) -> u64 {
    let world = known().world();
    let state = world.state_ixs().find(|ix| world.state(*ix).code == code).unwrap();
    let column = world.column(world.indicator_named("military_personnel").unwrap());
    let last = (1990..=2030).rev().find_map(|year| column.get(state, year)).unwrap();
    last.to_string().split('.').next().unwrap().parse().unwrap()
}

/// Plays acts of the guarantee; every check is made after each. Returns how many pledges were made.
fn play(seed: u64, acts: u32) -> usize {
    let (mut run, mut ledger, mut dice) = (Run::default(), Ledger::default(), Dice::new(seed));
    run.found("world-security-community");
    let mut at: Moment = "2025-01-02".parse().unwrap();
    let mut done = String::from("founded world-security-community\n");
    for _ in 0..acts {
        let hours =
            if dice.roll(30) == 0 { "100 days" } else { dice.pick(&["1 hours", "2 hours", "9 hours"]) };
        at = at.plus(charter::values::duration(hours).unwrap()).unwrap();
        let open: Vec<u64> = run.state.open.iter().copied().collect();
        let bunch: Vec<(Actor, Deed)> = match dice.roll(12) {
            0 if !open.is_empty() => {
                let motion = dice.pick(&open);
                let until = at.plus(charter::values::duration("5 hours").unwrap());
                let yes = if dice.roll(4) == 0 { Voice::No } else { Voice::Yes };
                let vote = |code: String| (Actor::State(code), Deed::Vote { motion, ballot: Cast::One(yes) });
                let opened = [(Actor::Secretariat, Deed::OpenVote { motion, until })];
                opened.into_iter().chain(run.state.members.keys().cloned().map(vote)).collect()
            }
            1 if dice.roll(9) == 0 => vec![(Actor::State(dice.pick(&STATES).into()), Deed::Withdraw {})],
            _ => vec![any_act(&mut dice, &run.state)],
        };
        for (actor, deed) in bunch {
            let script = format!("{at} {actor} {}\n", line::print(&deed));
            let act = Act { actor, authority: Authority::Secretariat {}, deed };
            let decided = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run.act(at, &act)));
            let decided = decided.unwrap_or_else(|_| panic!("seed {seed} fails:\n{done}{script}"));
            let Ok(events) = decided else { continue };
            done.push_str(&script);
            let kept = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                events.iter().for_each(|event| ledger.watch(event));
                ledger.agrees(&run.state);
            }));
            assert!(kept.is_ok(), "seed {seed}: the ledger differs:\n{done}");
        }
    }
    let made = run.state.pledges.len();
    run.finish();
    made
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 20, ..ProptestConfig::default() })]

    /// No sequence of acts creates or loses a unit of a pledge, and none lets a member promise what it does not have.
    #[test]
    fn whatever_is_tried_pledges_add_up(seed in any::<u64>(), acts in 60u32..220) {
        play(seed, acts);
    }
}

/// The dice reach what they are for: pledges are made.
#[test]
fn pledges_are_made() {
    let made: usize = (1..=4).map(|seed| play(seed, 200)).sum();
    assert!(made > 40, "{made} pledges were made");
}

/// `cargo xtask simulate`: histories from a seed on, as many as `SIMULATE_COUNT` says.
#[test]
fn simulated() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let Some(seed) = number("SIMULATE_SEED") else { return };
    for seed in seed..seed.saturating_add(number("SIMULATE_COUNT").unwrap_or(1)) {
        println!("seed {seed}: {} pledges, every unit accounted for", play(seed, 400));
    }
}
