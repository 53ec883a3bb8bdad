//! Who could change the outcome: against every other vote that six members could have cast.

use crate::grammar::{rule, vote};
use proptest::prelude::*;
use voting::{Ballot, Electorate, Rule, parse};

/// The fewest members whose ballots differ in a vote with the other outcome, among all 4^6 votes.
fn fewest(rule: &Rule, electorate: &Electorate, ballots: &[Ballot]) -> Option<usize> {
    let passed = rule.passes(electorate, ballots).unwrap();
    let votes = 0..4usize.pow(6);
    let other = votes.map(|code| (0..6).map(|at| Ballot::ALL[code / 4usize.pow(at) % 4]).collect::<Vec<_>>());
    other
        .map(|other| (other.iter().zip(ballots).filter(|(one, two)| one != two).count(), other))
        .filter(|(_, other)| rule.passes(electorate, other).unwrap() != passed)
        .map(|(changed, _)| changed)
        .min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn the_smallest_set_is_the_smallest_of_all(text in rule(), (electorate, ballots) in vote()) {
        let rule = parse(&text).unwrap();
        let found = rule.explain(&electorate, &ballots).unwrap();
        prop_assert_eq!(found.tally.passed, rule.passes(&electorate, &ballots).unwrap());
        prop_assert!(found.exact);
        prop_assert_eq!(found.smallest.as_ref().map(Vec::len), fewest(&rule, &electorate, &ballots), "{}", text);
        if let Some(changes) = &found.smallest {
            let mut later = ballots.clone();
            for change in changes {
                later[change.member] = change.ballot;
            }
            prop_assert_eq!(rule.passes(&electorate, &later).unwrap(), !found.tally.passed);
        }
        for member in 0..6 {
            let could = |ballot: &Ballot| {
                let mut later = ballots.clone();
                later[member] = *ballot;
                rule.passes(&electorate, &later).unwrap() != found.tally.passed
            };
            let said = found.alone.iter().find(|change| change.member == member);
            prop_assert_eq!(said.is_some(), Ballot::ALL.iter().any(could), "member {} of {}", member, text);
            prop_assert!(said.is_none_or(|change| could(&change.ballot)));
        }
    }
}

/// A world of 195 by states and people: the fewest that carry a motion which only the smallest support.
#[test]
fn a_world_is_explained_at_once() {
    let population = (0..195u64).map(|at| (at * at * 7919) % 1_000_003 + at * 900).collect();
    let world = Electorate::new(195).column("population", population).unwrap();
    let ballots: Vec<Ballot> = (0..195).map(|at| if at < 60 { Ballot::Yes } else { Ballot::No }).collect();
    let rule = parse("55% of states and 65% of population, or fewer than 4 of states not in favour").unwrap();
    let found = rule.explain(&world, &ballots).unwrap();
    assert!(!found.tally.passed && found.alone.is_empty() && found.exact);
    // 108 states are 55% of 195, and the 48 largest of those against bring people enough.
    assert_eq!(found.smallest.unwrap().len(), 48);
}
