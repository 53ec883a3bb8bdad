//! A decision in memory at 195 members: decided and applied, act by act; and a record folded and decided again.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a benchmark stops at the first surprise"
)]

use community::{
    Act, Actor, Authority, Deed, Event, Facts, Known, Matter, Moment, Replay, State,
    act::{Cast, Voice},
    decide, fold,
};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use world::World;

/// A community of every state, under the model charter.
struct Everyone {
    known: Known<'static>,
    state: State,
    events: Vec<Event>,
    at: Moment,
}

impl Everyone {
    fn found() -> Self {
        let world = World::embedded();
        let population = world.column(world.indicator_named("population").unwrap());
        let codes: Vec<String> = world
            .states_in(world.last_year)
            .filter(|ix| (2000..=world.last_year).any(|year| population.get(*ix, year).is_some()))
            .map(|ix| format!("\"{}\"", world.state(ix).code))
            .take(195)
            .collect();
        let founders = "founders = { group = \"nato\", on = 2024, observe_years = 5, then = \"suspend\" }";
        let text = charter::models()[0].text;
        assert!(text.contains(founders));
        let text = text.replace(founders, &format!("founders = [{}]", codes.join(", ")));
        let mut everyone = Self {
            known: Known::new(world),
            state: State::default(),
            events: Vec::new(),
            at: "2025-01-01".parse().unwrap(),
        };
        everyone.act(Actor::Secretariat, Deed::OpenText { charter: text });
        everyone.act(Actor::Secretariat, Deed::Propose { matter: Matter::AdoptText {}, debate_until: None });
        let until = Some("2025-01-02".parse().unwrap());
        everyone.act(Actor::Secretariat, Deed::OpenVote { motion: 1, until });
        let codes: Vec<String> = everyone.state.founders.iter().cloned().collect();
        for code in &codes {
            everyone.act(Actor::State(code.clone()), vote(1));
        }
        everyone.act(Actor::Secretariat, Deed::Close { motion: 1 });
        for code in &codes {
            everyone.act(Actor::State(code.clone()), Deed::Sign {});
            everyone.act(Actor::State(code.clone()), Deed::Ratify { motion: None });
        }
        assert!(everyone.state.members.len() >= 193);
        everyone
    }

    fn act(&mut self, actor: Actor, deed: Deed) {
        let act = Act { actor, authority: Authority::Secretariat {}, deed };
        let events = decide(&self.state, &Facts::World(&self.known), &act, self.at);
        for event in events.unwrap_or_else(|refusal| panic!("{refusal}")) {
            self.state.apply(&event).unwrap();
            self.events.push(event);
        }
    }

    fn vote_through(&mut self, matter: Matter) {
        let motion = self.state.next_motion();
        self.act(Actor::Secretariat, Deed::Propose { matter, debate_until: None });
        let until = Some("2025-06-01".parse().unwrap());
        self.act(Actor::Secretariat, Deed::OpenVote { motion, until });
        self.everyone_votes(motion);
        self.act(Actor::Secretariat, Deed::Close { motion });
    }

    fn everyone_votes(&mut self, motion: u64) {
        let codes: Vec<String> = self.state.members.keys().cloned().collect();
        for code in codes {
            self.act(Actor::State(code), vote(motion));
        }
    }

    /// Decides; then decides and applies, on a copy that is made outside the time measured. Such copies leave the allocator
    /// in pieces, which the second figure pays for.
    fn measure(&self, c: &mut Criterion, name: &str, actor: Actor, deed: Deed) {
        let act = Act { actor, authority: Authority::Secretariat {}, deed };
        let once = |mut state: State| {
            let events = decide(&state, &Facts::World(&self.known), &act, self.at).unwrap();
            events.iter().for_each(|event| state.apply(event).unwrap());
            (state, events)
        };
        // A copy of its own motions, as a running community has them.
        let copy = || {
            let mut state = self.state.clone();
            state.motions =
                state.motions.iter().map(|(number, motion)| (*number, (**motion).clone().into())).collect();
            state
        };
        c.bench_function(&format!("195 members/{name}"), |b| {
            b.iter_with_large_drop(|| decide(&self.state, &Facts::World(&self.known), &act, self.at).unwrap())
        });
        c.bench_function(&format!("195 members/{name}, and apply"), |b| {
            b.iter_batched(copy, once, BatchSize::SmallInput)
        });
    }
}

fn vote(motion: u64) -> Deed {
    Deed::Vote { motion, ballot: Cast::One(Voice::Yes) }
}

fn resolution(number: u32) -> Matter {
    Matter::Resolution { title: format!("Resolution {number}"), says: "So be it.".into() }
}

fn decisions(c: &mut Criterion) {
    let mut everyone = Everyone::found();
    let norway = || Actor::State("NOR".into());
    everyone.measure(c, "propose", norway(), Deed::Propose { matter: resolution(0), debate_until: None });
    everyone.measure(c, "assess", Actor::Secretariat, Deed::Assess { state: "NOR".into() });
    let motion = everyone.state.next_motion();
    everyone.act(Actor::Secretariat, Deed::Propose { matter: resolution(1), debate_until: None });
    let until = Some("2025-06-01".parse().unwrap());
    everyone.measure(c, "open a vote by heads", Actor::Secretariat, Deed::OpenVote { motion, until });
    everyone.act(Actor::Secretariat, Deed::OpenVote { motion, until });
    everyone.measure(c, "vote", norway(), vote(motion));
    everyone.everyone_votes(motion);
    everyone.measure(c, "close and carry", Actor::Secretariat, Deed::Close { motion });
    // The qualified rule counts people too: 195 figures and their sources go into the opening event.
    let weighted = everyone.state.next_motion();
    let matter = Matter::AdoptBudget {
        year: 2025,
        currency: "EUR".into(),
        lines: vec![community::matter::BudgetLine {
            name: "All".into(),
            amount: community::act::Amount::new(1_000_000_000).unwrap(),
        }],
        due: "2025-06-01".parse().unwrap(),
    };
    everyone.act(Actor::Secretariat, Deed::Propose { matter, debate_until: None });
    let opening = Deed::OpenVote { motion: weighted, until };
    everyone.measure(c, "open a vote by people", Actor::Secretariat, opening);
}

fn records(c: &mut Criterion) {
    let mut everyone = Everyone::found();
    (0..20).for_each(|number| everyone.vote_through(resolution(number)));
    let mut group = c.benchmark_group("record");
    group.sample_size(10).throughput(Throughput::Elements(u64::try_from(everyone.events.len()).unwrap()));
    group.bench_function("fold", |b| b.iter(|| fold(black_box(&everyone.events)).unwrap()));
    group.bench_function("decide again", |b| {
        b.iter(|| {
            let mut replay = Replay::new();
            everyone.events.iter().for_each(|event| replay.next(event).unwrap());
            replay.finish().unwrap()
        });
    });
    let lines: Vec<String> = everyone.events.iter().map(Event::to_json).collect();
    group.bench_function("read and fold", |b| {
        b.iter(|| {
            let mut state = State::default();
            for line in &lines {
                let event: Event = serde_json::from_str(line).unwrap();
                state.apply(&event).unwrap();
            }
            state
        });
    });
    group.finish();
}

/// A record mixed as in the demonstration: folded, and decided again from itself. A million events in five seconds are
/// 200,000 a second.
fn demonstration(c: &mut Criterion) {
    let known = Known::new(World::embedded());
    let year = include_str!("../../koinon/demo/year.txt");
    let charters =
        |name: &str| charter::model(name).map(|model| model.text.to_owned()).ok_or_else(String::new);
    let played = community::scenario::play(year, &known, &charters).unwrap();
    let mut group = c.benchmark_group("demonstration");
    group.sample_size(20).throughput(Throughput::Elements(u64::try_from(played.events.len()).unwrap()));
    group.bench_function("fold", |b| b.iter(|| fold(black_box(&played.events)).unwrap()));
    group.bench_function("decide again", |b| {
        b.iter(|| {
            let mut replay = Replay::new();
            played.events.iter().for_each(|event| replay.next(event).unwrap());
            replay.finish().unwrap()
        });
    });
    group.finish();
}

criterion_group!(benches, decisions, records, demonstration);
criterion_main!(benches);
