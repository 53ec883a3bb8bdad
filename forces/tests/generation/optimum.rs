//! Small programmes against every plan there is, tried one by one from the definition; and the laws that any answer keeps.

use crate::cases::case;
use crate::naive::{best, judge};
use forces::{Effort, generate, generate_with};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// The plan counts for no less than the best of all plans, the bound for no more, and the gap is what it says.
    #[test]
    fn the_gap_that_is_claimed_is_true(case in case(3, 5)) {
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
    fn without_a_gap_the_plan_is_the_best(case in case(3, 5)) {
        let effort = Effort { gap_basis_points: 0, ..Effort::default() };
        let generation = generate_with(&case.requirement, &case.pledges, &case.keys, &effort).unwrap();
        let Some(best) = best(&case) else { return Ok(()) };
        prop_assert_eq!(i128::from(generation.proof.plan), best, "{:?}", generation.proof);
    }
}
