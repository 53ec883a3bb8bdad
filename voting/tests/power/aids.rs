//! Curves against a quota, and the game with abstention, against brute force.

use crate::drawn::{council, many};
use proptest::prelude::*;
use voting::{
    Ballot, Electorate, Rule, parse,
    power::{Figures, Options, analyse, curve, with_abstention},
};

fn near(have: f64, want: f64) -> bool {
    (have - want).abs() <= 1e-11
}

proptest! {
    #![proptest_config(many())]

    /// Every point of a curve is the game with that threshold.
    #[test]
    fn a_curve_is_its_games(weights in proptest::collection::vec(0u64..20, 1..9), states in 1usize..9, or in any::<bool>()) {
        prop_assume!(weights.iter().sum::<u64>() > 1);
        let players = weights.len();
        let electorate = Electorate::new(players).column("votes", weights).unwrap();
        let joint = if or { "or" } else { "and" };
        let text = |quota: u64| format!("{quota} of votes {joint} {} of states", states.min(players));
        let found = curve(&parse(&text(1)).unwrap(), &electorate, "votes", u64::MAX).unwrap();
        // Thresholds go by the column in lowest terms.
        let unit = (1..=20u64).rev().find(|unit| found.total * unit == electorate_total(&electorate)).unwrap();
        for point in &found.points {
            let rule = parse(&text(point.threshold * unit)).unwrap();
            let Figures::Exact { counts, power, .. } =
                analyse(&rule, &electorate, &Options::default(), &|_, _| ()).unwrap().figures else { panic!("it is small") };
            prop_assert!(near(point.act, counts.act()));
            for (player, want) in power.iter().enumerate() {
                prop_assert!(near(point.banzhaf[player], want.banzhaf), "{} at {}", point.banzhaf[player], point.threshold);
                prop_assert!(near(point.shapley_shubik[player], want.shapley_shubik));
                prop_assert!(near(point.banzhaf_shares()[player], want.banzhaf_share));
            }
        }
    }

    /// Sums over all ballots, one by one, through `Rule::passes`.
    #[test]
    fn abstention_agrees_with_brute_force(council in council(if cfg!(debug_assertions) { 5 } else { 7 }), abstain in 0u32..=10) {
        let abstain = f64::from(abstain) / 10.0;
        let found = with_abstention(&council.rule, &council.electorate, abstain, 1 << 10, 1).unwrap();
        prop_assert_eq!(found.draws, None);
        let (act, power) = slow(&council.rule, &council.electorate, abstain);
        prop_assert!(near(found.act.value, act), "{} {}", found.act.value, act);
        for (have, want) in found.power.iter().zip(power) {
            prop_assert!(near(have.decisive.value, want[0]));
            prop_assert!(near(have.yes_or_abstain.value, want[1]));
            prop_assert!(near(have.abstain_or_no.value, want[2]));
        }
    }
}

fn electorate_total(electorate: &Electorate) -> u64 {
    let all = vec![Ballot::Yes; electorate.len()];
    let tally = parse("1 of votes").unwrap().tally(electorate, &all).unwrap();
    u64::try_from(tally.clauses[0].have).unwrap()
}

/// The chance to pass, and each player's three chances to matter.
fn slow(rule: &Rule, electorate: &Electorate, abstain: f64) -> (f64, Vec<[f64; 3]>) {
    const VOTES: [Ballot; 3] = [Ballot::Yes, Ballot::Abstain, Ballot::No];
    let chances = [(1.0 - abstain) / 2.0, abstain, (1.0 - abstain) / 2.0];
    let players = electorate.len();
    let vote = |set: usize, player: usize| set / 3usize.pow(player as u32) % 3;
    let sets = 3usize.pow(players as u32);
    let passes: Vec<bool> = (0..sets)
        .map(|set| {
            let ballots: Vec<Ballot> = (0..players).map(|player| VOTES[vote(set, player)]).collect();
            rule.passes(electorate, &ballots).unwrap()
        })
        .collect();
    let chance = |set: usize, but: Option<usize>| {
        (0..players)
            .filter(|player| Some(*player) != but)
            .map(|player| chances[vote(set, player)])
            .product::<f64>()
    };
    let act = (0..sets).filter(|set| passes[*set]).map(|set| chance(set, None)).sum();
    let power = (0..players)
        .map(|player| {
            let place = 3usize.pow(player as u32);
            let mut ways = [0.0; 3];
            for set in (0..sets).filter(|set| vote(*set, player) == 0) {
                let [yes, abstain, no] = [set, set + place, set + 2 * place].map(|set| passes[set]);
                for (way, matters) in ways.iter_mut().zip([yes && !no, yes && !abstain, abstain && !no]) {
                    *way += if matters { chance(set, Some(player)) } else { 0.0 };
                }
            }
            ways
        })
        .collect();
    (act, power)
}

#[test]
fn abstention_that_is_too_large_is_drawn_and_its_interval_holds_the_truth() {
    let weights: Vec<u64> = (0..11).map(|place| 3u64.pow(place) + 1).collect();
    let electorate = Electorate::new(11).column("votes", weights).unwrap();
    let rule = parse("a majority of votes cast by votes and 4 of states").unwrap();
    let (act, power) = slow(&rule, &electorate, 0.3);
    let (mut held, mut all) = (0, 0);
    for seed in 1..=10 {
        let found = with_abstention(&rule, &electorate, 0.3, 1 << 11, seed).unwrap();
        assert_eq!(found.draws, Some(1 << 11));
        let mut see = |have: voting::power::Estimated, want: f64| {
            all += 1;
            held += usize::from((have.value - want).abs() <= have.half_width);
        };
        see(found.act, act);
        for (have, want) in found.power.iter().zip(&power) {
            see(have.decisive, want[0]);
        }
    }
    assert!(held * 100 >= all * 90, "{held} of {all}");
}

/// Felsenthal & Machover 1997: where nobody abstains, decisive is what Penrose and Banzhaf mean.
#[test]
fn without_abstention_it_is_the_banzhaf_index() {
    let electorate = Electorate::new(6).column("votes", vec![4, 4, 4, 2, 2, 1]).unwrap();
    let found = with_abstention(&parse("12 of votes").unwrap(), &electorate, 0.0, 1, 1).unwrap();
    let decisive: Vec<f64> = found.power.iter().map(|power| power.decisive.value).collect();
    assert_eq!(decisive, [0.3125, 0.3125, 0.3125, 0.1875, 0.1875, 0.0]);
    assert_eq!(found.act.value, 14.0 / 64.0);
}
