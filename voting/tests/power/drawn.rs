//! Random councils: players with weights, and rules of every form that the language has.

use proptest::prelude::*;
use voting::{Electorate, Rule, parse};

#[derive(Clone, Debug)]
pub struct Council {
    pub rule: Rule,
    pub electorate: Electorate,
}

/// As many cases as a run in debug can afford.
pub fn many() -> ProptestConfig {
    ProptestConfig { cases: if cfg!(debug_assertions) { 96 } else { 512 }, ..ProptestConfig::default() }
}

/// A council of one to `most` players with two columns of weights, a group, and any rule over them.
pub fn council(most: usize) -> impl Strategy<Value = Council> {
    (1..=most).prop_flat_map(|players| {
        let weights = || proptest::collection::vec(prop_oneof![Just(0u64), 1u64..12, 1u64..2000], players);
        (weights(), weights(), proptest::collection::vec(0u64..2, players), rule(players)).prop_map(
            |(population, votes, permanent, text)| {
                let electorate = Electorate::new(population.len())
                    .column("population", population)
                    .and_then(|electorate| electorate.column("votes", votes))
                    .and_then(|electorate| electorate.column("permanent", permanent))
                    .unwrap();
                Council { rule: parse(&text).unwrap(), electorate }
            },
        )
    })
}

/// The text of a rule.
fn rule(players: usize) -> impl Strategy<Value = String> {
    quota(players).prop_recursive(3, 8, 3, |part| {
        (proptest::collection::vec(part, 2..=3), any::<bool>())
            .prop_map(|(parts, and)| format!("({})", parts.join(if and { " and " } else { ", or " })))
    })
}

fn quota(players: usize) -> impl Strategy<Value = String> {
    let column = || prop_oneof![Just("states"), Just("population"), Just("votes"), Just("permanent")];
    let few = 1..=players as u64;
    let amount = prop_oneof![
        few.clone().prop_map(|n| format!("{n} of")),
        (1u64..3000).prop_map(|n| format!("{n} of")),
        (1u64..=1000)
            .prop_map(|share| format!("{}.{}% of", share / 10, share % 10))
            .prop_filter("above nothing", |t| t != "0.0% of"),
        Just("two thirds of".to_owned()),
        Just("more than half of".to_owned()),
        Just("a majority of".to_owned()),
        Just("all of".to_owned()),
        few.clone().prop_map(|n| format!("more than {n} of")),
        few.clone().prop_map(|n| format!("all but {n} of")),
    ];
    prop_oneof![
        8 => (amount.clone(), column()).prop_map(|(amount, column)| format!("{amount} {column}")),
        // Nothing is all but some of the votes cast: the grammar refuses it.
        1 => amount.prop_map(|amount| format!("{} votes cast by population", amount.replace("all but", "more than"))),
        2 => (few, column(), prop_oneof![Just("against"), Just("not in favour")])
            .prop_map(|(n, column, counts)| format!("fewer than {n} of {column} {counts}")),
        1 => column().prop_map(|column| format!("no {column} against")),
        1 => column().prop_map(|column| format!("a majority of {column} present")),
        1 => Just("consensus".to_owned()),
        1 => Just("unanimity".to_owned()),
    ]
}
