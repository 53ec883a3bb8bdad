//! A million events in one community, mixed as in the demonstration: folded, and decided again from themselves. Over so many
//! events everything that is kept has grown large, as it would in a community that is generations old.
//!
//! `cargo bench -p community --bench million -- EVENTS`; once each, since the whole takes a minute.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a benchmark stops at the first surprise"
)]

use community::{
    Act, Actor, Authority, Event, Facts, Happening, Known, Moment, Replay, State, decide, fold, line, words,
};
use std::{collections::BTreeMap, time::Instant};
use world::World;

const HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// States that are assessed in each round, members and others.
const ASSESSED: usize = 71;

/// A community that acts without end.
struct Long {
    known: Known<'static>,
    state: State,
    events: Vec<Event>,
}

fn charters(name: &str) -> Result<String, String> {
    let (name, change) = name.split_once('+').map_or((name, None), |(name, change)| (name, Some(change)));
    let text = charter::model(name).ok_or_else(|| name.to_owned())?.text;
    Ok(match change.and_then(|change| change.split_once("=>")) {
        Some((old, new)) => text.replace(old, new),
        None => text.to_owned(),
    })
}

impl Long {
    /// Every line `WHO WORDS…` on one day; `all` are the members, before there are any the founders.
    fn lines(&mut self, day: Moment, lines: &str) {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (who, words) = line.split_once(' ').unwrap();
            let deed = line::deed(&line::words(words).unwrap(), &charters).unwrap();
            let actors: Vec<Actor> = match who {
                "all" if self.state.members.is_empty() => {
                    self.state.founders.iter().cloned().map(Actor::State).collect()
                }
                "all" => self.state.members.keys().cloned().map(Actor::State).collect(),
                who => who.split(',').map(|one| one.parse().unwrap()).collect(),
            };
            for actor in actors {
                let act = Act { actor, authority: Authority::Secretariat {}, deed: deed.clone() };
                let events = decide(&self.state, &Facts::World(&self.known), &act, day);
                for event in events.unwrap_or_else(|refusal| panic!("{day} {line}: {refusal}")) {
                    self.state.apply(&event).unwrap();
                    self.events.push(event);
                }
            }
        }
    }

    /// A vote of everybody entitled, on a motion that was just put forward.
    fn carry(&mut self, day: Moment, organs: u32) {
        let motion = self.state.next_motion() - 1;
        for _ in 0..organs {
            let until = day.next_day().unwrap();
            self.lines(day, &format!("secretariat open-vote {motion} until {until}\nall vote {motion} yes\nsecretariat close {motion}"));
        }
    }

    fn found(day: Moment) -> Self {
        let mut long =
            Self { known: Known::new(World::embedded()), state: State::default(), events: Vec::new() };
        long.lines(day, "secretariat open-text world-security-community\nsecretariat propose adopt-text");
        long.carry(day, 1);
        long.lines(day, "all sign");
        let founders: Vec<String> = long.state.founders.iter().cloned().collect();
        founders.iter().for_each(|code| long.lines(day, &format!("{code} ratify")));
        let terms = "area MDA tasks monitor-ceasefire,observe strength 3000";
        long.lines(day, &format!("NOR propose plan-mission mosi {terms}"));
        long.carry(day, 1);
        let council = "CHN,FRA,GBR,RUS,USA,DNK,DZA,GRC,GUY,KOR,PAK,PAN,SLE,SOM,SVN";
        long.lines(day, &format!("secretariat register-mandate S/RES/2768 on {day} hash {HASH} yes {council} establish to community area MDA tasks monitor-ceasefire,observe chapter VII ceiling 4000\nNOR propose authorise-mission mosi under S/RES/2768 {terms}"));
        long.carry(day, 2);
        long.lines(day, "NOR,FRA pledge mission 1 forces infantry=900");
        long.lines(day, "NOR deploy mosi 300\nLBR request-compact \"We ask.\"\nNOR propose found-compact LBR \"Courts and work\" USD ends 2030-01-01 pillar security benchmark quiet 2023 \"state.conflict_deaths < 25\" tranche first 900000000 after quiet");
        let motion = long.state.next_motion() - 1;
        long.lines(
            day,
            &format!("secretariat submit-compact {motion}\nsecretariat advise {motion} \"Yes.\""),
        );
        long.carry(day, 1);
        long
    }

    /// A round of some thirteen hundred events, in the proportions of the demonstration.
    fn round(&mut self, number: i32, day: Moment) {
        for one in 0..21 {
            let title = format!("Resolution {number}/{one}");
            self.lines(day, &format!("NOR propose resolution \"{title}\" \"So be it.\""));
            if one % 2 == 0 {
                let motion = self.state.next_motion() - 1;
                self.lines(day, &format!("SWE cosponsor {motion}"));
            }
            self.carry(day, 1);
        }
        // An amendment, which the members ratify, and back again.
        let bar = 30 + number % 2;
        self.lines(day, &format!("FRA propose amend \"world-security-community+community.members >= 60=>community.members >= {bar}\""));
        let motion = self.state.next_motion() - 1;
        self.carry(day, 2);
        let members: Vec<String> = self.state.members.keys().cloned().collect();
        for code in &members {
            if self.state.open.contains(&motion) {
                self.lines(day, &format!("{code} ratify {motion}"));
            }
        }
        let assessed: Vec<String> =
            self.known.world().states_in(2024).map(|ix| self.known.world().state(ix).code.clone()).collect();
        for place in 0..ASSESSED {
            let place = (usize::try_from(number).unwrap() * ASSESSED + place) % assessed.len();
            self.lines(day, &format!("secretariat assess {}", assessed[place]));
        }
        self.lines(day, "all accredit council \"A delegate\"");
        // A guarantee: invoked, determined, answered, kept, and ended.
        self.lines(day, "EST declare-attack territory \"Columns crossed the border.\" asks-help");
        let guarantee = *self.state.guarantees.last_key_value().unwrap().0;
        self.lines(day, &format!("NOR propose determine attack {guarantee} because \"It is one.\"\nsecretariat report-guarantee {guarantee} \"A letter.\""));
        self.carry(day, 1);
        self.lines(day, &format!("LVA,LTU,FIN,SWE,DNK,DEU,POL,FRA,GBR,USA,CAN,ITA,ESP,PRT,NLD pledge guarantee {guarantee} forces infantry=10"));
        let last = *self.state.pledges.last_key_value().unwrap().0;
        self.lines(day, &format!("EST confirm-arrival {last} 10\nEST confirm-arrival {} 10\nNLD stand-down {last}\nPRT stand-down {}\nEST withdraw-request {guarantee}", last - 1, last - 1));
        // The field.
        self.lines(day, "NOR deploy mosi 100\nNOR recall mosi 100\nNOR deploy mosi 50\nNOR recall mosi 50\nsecretariat report mosi \"All was calm.\"");
        self.lines(day, "NOR,SWE fund-compact 1 5\nHUN file-case \"Is it lawful?\"");
    }
}

fn main() {
    let wanted = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(1_000_000);
    let mut day: Moment = "2025-02-10".parse().unwrap();
    let began = Instant::now();
    let mut long = Long::found(day);
    let mut number = 0;
    while long.events.len() < wanted {
        // So close that nothing that waits for years falls due.
        if number % 8 == 0 {
            day = day.next_day().unwrap();
        }
        long.round(number, day);
        number += 1;
    }
    long.events.truncate(wanted);
    let made = began.elapsed();
    let mut kinds = BTreeMap::<String, u32>::new();
    for event in long.events.iter().filter(|event| !matches!(event.happened, Happening::Voted { .. })) {
        *kinds.entry(words::kind(&event.happened)).or_default() += 1;
    }
    let mut kinds: Vec<(String, u32)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let per_mille = |count: u32| f64::from(count) * 1000.0 / wanted as f64;
    let first: Vec<String> =
        kinds.iter().take(12).map(|(kind, count)| format!("{kind} {:.0}", per_mille(*count))).collect();
    println!(
        "{} events of {number} rounds, made in {made:.1?}; beside ballots, in a thousand: {}",
        long.events.len(),
        first.join(", ")
    );
    let began = Instant::now();
    let state = fold(&long.events).unwrap();
    println!(
        "folded in {:.2?}: {} motions, {} pledges, {} guarantees",
        began.elapsed(),
        state.motions.len(),
        state.pledges.len(),
        state.guarantees.len()
    );
    let began = Instant::now();
    let mut replay = Replay::new();
    long.events.iter().for_each(|event| replay.next(event).unwrap());
    println!("decided again in {:.2?}", began.elapsed());
    assert!(*replay.state() == state);
}
