//! Laws that every index obeys.

use crate::{
    drawn::{Council, council, many},
    slow::Slow,
};
use proptest::prelude::*;
use voting::{
    Electorate, parse,
    power::{Counts, Game, Limits, Natural, Options, Power, count, merge},
};

fn counts(council: &Council) -> Counts {
    let game = Game::new(&council.rule, &council.electorate).unwrap();
    count(&game, &Limits::default(), None, &|_, _| ()).unwrap().0
}

fn single(weights: &[u64], quota: u64) -> Council {
    let electorate = Electorate::new(weights.len()).column("votes", weights.to_vec()).unwrap();
    Council { rule: parse(&format!("{quota} of votes")).unwrap(), electorate }
}

fn weights() -> impl Strategy<Value = (Vec<u64>, u64)> {
    proptest::collection::vec(0u64..40, 2..12)
        .prop_filter("somebody weighs something", |weights| weights.iter().sum::<u64>() > 0)
        .prop_flat_map(|weights| {
            let total = weights.iter().sum::<u64>();
            (Just(weights), 1..=total)
        })
}

fn swings(power: &[Power]) -> Vec<Natural> {
    power.iter().map(|power| power.swings.clone()).collect()
}

proptest! {
    #![proptest_config(many())]

    /// Shapley–Shubik indices add to one, and so do Banzhaf shares, unless nobody has any power.
    #[test]
    fn sums(council in council(10)) {
        let power = counts(&council).power();
        let game = Game::new(&council.rule, &council.electorate).unwrap();
        let want = if game.never_passes() || game.always_passes() { 0.0 } else { 1.0 };
        prop_assert!((power.iter().map(|power| power.shapley_shubik).sum::<f64>() - want).abs() < 1e-12);
        prop_assert!((power.iter().map(|power| power.banzhaf_share).sum::<f64>() - want).abs() < 1e-12);
    }

    /// The Banzhaf index is the harmonic mean of Coleman's two (Dubey & Shapley 1979).
    #[test]
    fn banzhaf_lies_between_coleman_and_coleman(council in council(10)) {
        for power in counts(&council).power().iter().filter(|power| !power.swings.is_zero()) {
            let mean = 2.0 / (1.0 / power.prevent + 1.0 / power.initiate);
            prop_assert!((power.banzhaf - mean).abs() < 1e-12);
        }
    }

    /// Names do not matter.
    #[test]
    fn permutation((weights, quota) in weights(), turn in 0usize..12) {
        let before = swings(&counts(&single(&weights, quota)).power());
        let mut turned = weights.clone();
        turned.rotate_left(turn % weights.len());
        let mut after = swings(&counts(&single(&turned, quota)).power());
        after.rotate_right(turn % weights.len());
        prop_assert_eq!(before, after);
    }

    /// Who weighs more has no less power under a single quota.
    #[test]
    fn monotonicity((weights, quota) in weights()) {
        let power = counts(&single(&weights, quota)).power();
        for (i, one) in power.iter().enumerate() {
            for (j, other) in power.iter().enumerate() {
                if weights[i] >= weights[j] {
                    prop_assert!(one.swings >= other.swings && one.shapley_shubik >= other.shapley_shubik);
                }
            }
        }
    }

    /// Who weighs nothing has no power, and without it the others have the same.
    #[test]
    fn dummies((weights, quota) in weights()) {
        let mut more = weights.clone();
        more.push(0);
        let (with, without) = (counts(&single(&more, quota)).power(), counts(&single(&weights, quota)).power());
        prop_assert!(with[weights.len()].swings.is_zero());
        for (with, without) in with.iter().zip(&without) {
            prop_assert!((with.banzhaf - without.banzhaf).abs() < 1e-15);
            prop_assert!((with.shapley_shubik - without.shapley_shubik).abs() < 1e-12);
        }
    }

    /// What passes at a quota fails with the complement at the blocking quota: the same swings.
    #[test]
    fn duality((weights, quota) in weights()) {
        let total: u64 = weights.iter().sum();
        let (one, other) = (counts(&single(&weights, quota)), counts(&single(&weights, total - quota + 1)));
        prop_assert_eq!(swings(&one.power()), swings(&other.power()));
        let mut all = one.winning();
        all.add(&other.winning());
        prop_assert_eq!(all, Natural::power_of_two(weights.len()));
    }

    /// A bloc wins with exactly the coalitions with which all of its members win.
    #[test]
    fn merging(council in council(9), bloc in proptest::collection::btree_set(0usize..9, 1..5)) {
        let bloc: Vec<usize> = bloc.into_iter().filter(|member| *member < council.electorate.len()).collect();
        prop_assume!(!bloc.is_empty());
        let slow = Slow::new(&council.rule, &council.electorate);
        let mask = bloc.iter().fold(0usize, |mask, member| mask | 1 << member);
        let whole = |set: usize| set & mask == 0 || set & mask == mask;
        let (electorate, players) = merge(&council.electorate, std::slice::from_ref(&bloc)).unwrap();
        let merged = counts(&Council { rule: council.rule.clone(), electorate });
        let winning = (0..slow.wins.len()).filter(|set| whole(*set) && slow.wins[*set]).count();
        prop_assert_eq!(merged.winning().to_string(), winning.to_string());
        let player = players.iter().position(|members| *members == bloc).unwrap();
        let swings = (0..slow.wins.len()).filter(|set| set & mask == 0 && !slow.wins[*set] && slow.wins[set | mask]).count();
        prop_assert_eq!(merged.power()[player].swings.to_string(), swings.to_string());
    }

    /// Rounding to as many parts as there are changes nothing.
    #[test]
    fn rounding_to_the_total_is_no_rounding((weights, quota) in weights()) {
        let council = single(&weights, quota);
        let rounded = Game::rounded(&council.rule, &council.electorate, weights.iter().sum()).unwrap();
        prop_assert_eq!(rounded.resolution(), None);
        let counts_rounded = count(&rounded, &Limits::default(), None, &|_, _| ()).unwrap().0;
        prop_assert_eq!(counts_rounded, counts(&council));
    }
}

/// Engines meet beyond what brute force reaches: twenty-eight players, whose weights are large.
#[test]
fn engines_agree_on_larger_councils() {
    let population: Vec<u64> = (1..=28u64).map(|place| place * place * 977 % 4001 + 3).collect();
    let electorate = Electorate::new(28).column("population", population).unwrap();
    let rule = parse("55% of states and 65% of population, or all but 3 of states").unwrap();
    let game = Game::new(&rule, &electorate).unwrap();
    let by = |engine| {
        let limits = Limits { threads: 2, ..Options::default().limits };
        count(&game, &limits, Some(engine), &|_, _| ()).unwrap().0
    };
    assert_eq!(by(voting::power::Engine::MeetInTheMiddle), by(voting::power::Engine::Table));
}
