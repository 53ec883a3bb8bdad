//! The obvious way: every coalition, one by one, through [`Rule::passes`]. The fast ways are held to it.

use crate::drawn::{Council, council, many};
use proptest::prelude::*;
use voting::{
    Ballot, Electorate, Rule,
    power::{Engine, Game, Limits, Power, count, minimal},
};

/// What brute force says of a game.
pub struct Slow {
    /// Does this coalition pass a motion? By its bits.
    pub wins: Vec<bool>,
    pub players: usize,
}

impl Slow {
    pub fn new(rule: &Rule, electorate: &Electorate) -> Self {
        let players = electorate.len();
        let ballots = |set: usize| -> Vec<Ballot> {
            (0..players).map(|player| if set >> player & 1 == 1 { Ballot::Yes } else { Ballot::No }).collect()
        };
        let wins =
            (0..1usize << players).map(|set| rule.passes(electorate, &ballots(set)).unwrap()).collect();
        Self { wins, players }
    }

    pub fn winning(&self) -> u64 {
        self.wins.iter().filter(|wins| **wins).count() as u64
    }

    fn swing(&self, player: usize, set: usize) -> bool {
        set >> player & 1 == 0 && !self.wins[set] && self.wins[set | 1 << player]
    }

    pub fn swings(&self, player: usize) -> u64 {
        (0..self.wins.len()).filter(|set| self.swing(player, *set)).count() as u64
    }

    /// Orders of joining in which the player turns losing into winning, of all orders.
    pub fn shapley(&self, player: usize) -> f64 {
        let factorial = |n: u32| (1..=n).map(f64::from).product::<f64>();
        let players = self.players as u32;
        let orders = |before: u32| factorial(before) * factorial(players - 1 - before) / factorial(players);
        (0..self.wins.len()).filter(|set| self.swing(player, *set)).map(|set| orders(set.count_ones())).sum()
    }

    pub fn minimal(&self) -> u64 {
        let minimal = |set: usize| {
            self.wins[set]
                && (0..self.players).all(|player| set >> player & 1 == 0 || !self.wins[set & !(1 << player)])
        };
        (0..self.wins.len()).filter(|set| minimal(*set)).count() as u64
    }
}

fn limits() -> Limits {
    Limits { threads: 2, ..Limits::default() }
}

fn near(have: f64, want: f64) -> bool {
    (have - want).abs() <= 1e-12 * want.abs().max(1.0)
}

fn agree(slow: &Slow, power: &[Power]) {
    let (winning, all) = (slow.winning() as f64, slow.wins.len() as f64);
    let swings: Vec<u64> = (0..slow.players).map(|player| slow.swings(player)).collect();
    let sum: u64 = swings.iter().sum();
    let share = |part: u64, whole: f64| if whole > 0.0 { part as f64 / whole } else { 0.0 };
    for (player, have) in power.iter().enumerate() {
        assert_eq!(have.swings.to_string(), swings[player].to_string(), "swings of {player}");
        assert!(near(have.banzhaf, swings[player] as f64 * 2.0 / all));
        assert!(near(have.banzhaf_share, share(swings[player], sum as f64)));
        assert!(near(have.shapley_shubik, slow.shapley(player)), "Shapley–Shubik of {player}");
        assert!(near(have.prevent, share(swings[player], winning)));
        assert!(near(have.initiate, share(swings[player], all - winning)));
    }
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn every_engine_agrees_with_brute_force(council in council(if cfg!(debug_assertions) { 9 } else { 13 })) {
        let Council { rule, electorate } = &council;
        let slow = Slow::new(rule, electorate);
        let game = Game::new(rule, electorate).unwrap();
        let mut engines = 0;
        for engine in [None, Some(Engine::Enumeration), Some(Engine::MeetInTheMiddle), Some(Engine::Table)] {
            let Ok((counts, _)) = count(&game, &limits(), engine, &|_, _| ()) else { continue };
            engines += 1;
            prop_assert_eq!(counts.winning().to_string(), slow.winning().to_string());
            prop_assert!(near(counts.act(), slow.winning() as f64 / slow.wins.len() as f64));
            agree(&slow, &counts.power());
            for (size, count) in counts.winning_by_size().iter().enumerate() {
                let of_size = (0..slow.wins.len()).filter(|set| slow.wins[*set] && set.count_ones() as usize == size);
                prop_assert_eq!(count.to_string(), of_size.count().to_string());
            }
        }
        prop_assert!(engines >= 1);
    }

    #[test]
    fn who_blocks_and_who_decides_alone(council in council(9)) {
        let Council { rule, electorate } = &council;
        let slow = Slow::new(rule, electorate);
        let everybody = slow.wins.len() - 1;
        let settled = slow.wins[0] || !slow.wins[everybody];
        for (player, alone) in Game::new(rule, electorate).unwrap().alone().iter().enumerate() {
            prop_assert_eq!(alone.blocks, !settled && !slow.wins[everybody & !(1 << player)]);
            prop_assert_eq!(alone.decides, !settled && slow.wins[1 << player]);
        }
    }

    #[test]
    fn minimal_winning_coalitions_are_all_found(council in council(9)) {
        let Council { rule, electorate } = &council;
        let slow = Slow::new(rule, electorate);
        let game = Game::new(rule, electorate).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        let search = minimal::search(&game, u64::MAX, |coalition| {
            seen.insert(coalition.to_vec());
            std::ops::ControlFlow::Continue(())
        });
        prop_assert!(search.complete);
        prop_assert_eq!((search.found, seen.len() as u64), (slow.minimal(), slow.minimal()));
        for coalition in seen {
            let set = coalition.iter().fold(0usize, |set, player| set | 1 << player);
            prop_assert!(slow.wins[set]);
        }
        if let Some(count) = minimal::count_by_table(&game, &limits()) {
            prop_assert_eq!(count.to_string(), slow.minimal().to_string());
        }
    }
}

/// Members who may not vote are neither players nor in what shares are taken of.
#[test]
fn members_who_may_not_vote_do_not_play() {
    let rule = voting::parse("72% of states and 65% of population").unwrap();
    let population: Vec<u64> = (1..=12).map(|place| place * place * 1000).collect();
    let council = Electorate::new(12).column("population", population.clone()).unwrap().excluding(&[11]);
    let eleven = Electorate::new(11).column("population", population[..11].to_vec()).unwrap();
    let power = |electorate: &Electorate| {
        let game = Game::new(&rule, electorate).unwrap();
        count(&game, &limits(), None, &|_, _| ()).unwrap().0.power()
    };
    assert_eq!(power(&council), power(&eleven));
    agree(&Slow::new(&rule, &eleven), &power(&council));
}
