//! Small programmes against every plan there is, tried one by one from the definition; and the laws that any answer keeps.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod naive;

use forces::{Effort, Keys, Need, Pledge, Requirement, Share, generate, generate_with};
use naive::{Case, best, judge};
use proptest::prelude::*;

const KINDS: [&str; 2] = ["infantry", "airlift"];
const MEMBERS: [&str; 4] = ["A", "B", "C", "D"];

fn need() -> impl Strategy<Value = Need> {
    (0usize..2, 0u64..12, 0u64..3, prop::option::of(0u32..3), any::<bool>(), any::<bool>()).prop_map(
        |(kind, units, persons, within_days, language, task)| Need {
            name: String::new(),
            kind: KINDS[kind].into(),
            units,
            persons,
            within_days,
            languages: if language { vec!["French".into()] } else { vec![] },
            tasks: if task { vec!["riots".into()] } else { vec![] },
            ..Need::default()
        },
    )
}

fn pledge() -> impl Strategy<Value = Pledge> {
    let amounts = (0u64..9, 1u64..5, 0u64..6, 0u32..3, 0u64..20, 0u64..1000);
    let words = (any::<bool>(), any::<bool>(), prop::option::weighted(0.3, 0usize..4));
    (0usize..4, 0usize..2, amounts, words).prop_map(|(member, kind, amounts, (french, caveat, only_if))| {
        let (units, lot, least, ready_days, unit_cost, women_permille) = amounts;
        Pledge {
            member: MEMBERS[member].into(),
            kind: KINDS[kind].into(),
            units,
            lot,
            least,
            ready_days,
            unit_cost,
            women_permille,
            languages: if french { vec!["French".into()] } else { vec![] },
            not_for: if caveat { vec!["riots".into()] } else { vec![] },
            only_if: only_if.map(|other| MEMBERS[other].to_owned()).into_iter().collect(),
            sustained: None,
        }
    })
}

prop_compose! {
    fn case()(
        mut needs in prop::collection::vec(need(), 0..3),
        pledges in prop::collection::vec(pledge(), 0..5),
        ceiling in prop::option::weighted(0.4, 0u64..25),
        women in prop::option::weighted(0.4, 0u64..600),
        weights in prop::collection::vec(0u64..5, 4),
        excess_price in prop::option::weighted(0.6, 0u64..30),
    ) -> Case {
        for (at, need) in needs.iter_mut().enumerate() {
            need.name = format!("need {at}");
        }
        let shares = MEMBERS.iter().zip(weights).map(|(member, weight)| Share { member: (*member).into(), weight });
        Case {
            requirement: Requirement { needs, areas: vec![], ceiling, women_permille: women.unwrap_or(0) },
            pledges,
            keys: Keys { shares: shares.collect(), excess_price: excess_price.unwrap_or(0) },
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// The plan counts for no less than the best of all plans, the bound for no more, and the gap is what it says.
    #[test]
    fn the_gap_that_is_claimed_is_true(case in case()) {
        let generation = generate(&case.requirement, &case.pledges, &case.keys).unwrap();
        let Some(best) = best(&case) else { return Ok(()) };
        let judged = judge(&case, &generation.gifts).unwrap();
        prop_assert_eq!(i128::from(generation.proof.plan), judged.value);
        prop_assert!(generation.proof.bound as i128 <= best, "{} > {best}", generation.proof.bound);
        prop_assert!(judged.value >= best);
        prop_assert!(generation.proof.relaxation <= generation.proof.bound);
        let gap = i128::from(generation.proof.gap_basis_points);
        prop_assert!((judged.value - best) * 10_000 <= gap * judged.paid.max(1));
        prop_assert!(generation.proof.reached, "{:?}", generation.proof);
    }

    /// With no gap allowed the plan is the best of all.
    #[test]
    fn without_a_gap_the_plan_is_the_best(case in case()) {
        let effort = Effort { gap_basis_points: 0, ..Effort::default() };
        let generation = generate_with(&case.requirement, &case.pledges, &case.keys, &effort).unwrap();
        let Some(best) = best(&case) else { return Ok(()) };
        prop_assert_eq!(i128::from(generation.proof.plan), best, "{:?}", generation.proof);
    }
}
