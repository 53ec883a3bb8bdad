//! A rule never turns from passed to failed when a vote moves towards yes, at fixed attendance (invariant 8).

use crate::grammar::{rule, vote};
use proptest::prelude::*;
use voting::{Ballot, Counts, Rule, parse};

/// Does the rule ask for a turnout, so that to abstain is to stay away?
fn has_turnout(rule: &Rule) -> bool {
    rule.quotas().iter().any(|quota| quota.counts == Counts::VotesCast)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]
    #[test]
    fn a_step_towards_yes_never_defeats(
        text in rule(), (electorate, ballots) in vote(), member in 0usize..6, to in 2usize..4,
    ) {
        let rule = parse(&text).unwrap();
        let to = Ballot::ALL[to];
        let step = ballots[member] != Ballot::Absent && ballots[member] < to;
        if step && !(has_turnout(&rule) && (to == Ballot::Abstain || ballots[member] == Ballot::Abstain)) {
            let mut later = ballots.clone();
            later[member] = to;
            let passed = rule.passes(&electorate, &ballots).unwrap();
            prop_assert!(!passed || rule.passes(&electorate, &later).unwrap(), "{text}: {ballots:?}, then {later:?}");
        }
    }
}

/// Forms that a random search found to break the law: from no to abstention they lost their whole base.
#[test]
fn what_breaks_the_law_is_refused() {
    for text in
        ["all of votes cast by population present", "all but 3 of votes cast", "40% of votes cast votes cast"]
    {
        assert!(parse(text).is_err(), "{text}");
    }
}
