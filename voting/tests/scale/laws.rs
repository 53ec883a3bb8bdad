//! Laws of scales and of rounding.

use proptest::prelude::*;
use voting::scale::{Fraction, Member, Method, nato_cost_share, round, united_nations};

fn members() -> impl Strategy<Value = Vec<Member>> {
    let figures = |most: u64| prop::collection::vec((1u64..most).prop_map(Fraction::whole), 6);
    let member =
        (prop::bool::weighted(0.2), figures(1_000_000), figures(100_000), figures(100_000)).prop_map(
            |(least_developed, gni, population, debt)| Member { least_developed, gni, population, debt },
        );
    prop::collection::vec(member, 8..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn rates_add_up_and_keep_their_bounds(members in members()) {
        let method = Method::default();
        if let Ok(scale) = united_nations(&members, &method) {
            prop_assert_eq!(scale.rates.units.iter().sum::<u64>(), 100_000);
            prop_assert_eq!(scale.unrounded.iter().sum::<Fraction>(), Fraction::whole(100));
            for (member, rate) in members.iter().zip(&scale.unrounded) {
                prop_assert!(method.floor <= *rate && *rate <= method.ceiling);
                prop_assert!(!member.least_developed || *rate <= method.ldc_ceiling);
            }
            for period in &scale.periods {
                let sum = |figure: fn(&voting::scale::Steps) -> &Fraction| {
                    period.steps.iter().map(figure).sum::<Fraction>()
                };
                for step in [
                    sum(|steps| &steps.share),
                    sum(|steps| &steps.adjusted_share),
                    sum(|steps| &steps.after_low_income),
                    sum(|steps| &steps.after_floor),
                    sum(|steps| &steps.after_ldc),
                    sum(|steps| &steps.after_ceiling),
                ] {
                    prop_assert_eq!(step, Fraction::whole(100));
                }
            }
        }
    }

    /// Nobody pays less than the floor, and the least developed no more than their ceiling, wherever the two lie.
    #[test]
    fn floors_and_ceilings_hold_together(members in members(), floor in 1u64..40, room in 0u64..40) {
        let ldc_ceiling = Fraction::new(floor + room, 1000);
        let method = Method { floor: Fraction::new(floor, 1000), ldc_ceiling, ..Method::default() };
        if let Ok(scale) = united_nations(&members, &method) {
            for (member, rate) in members.iter().zip(&scale.unrounded) {
                prop_assert!(*rate >= method.floor && *rate <= method.ceiling);
                prop_assert!(!member.least_developed || *rate <= method.ldc_ceiling);
            }
        }
    }

    /// Another currency, in which all incomes and debts are seven times as many, changes nothing without a threshold.
    #[test]
    fn the_currency_does_not_count(members in members()) {
        let method = Method { debt_threshold: None, ..Method::default() };
        let seven = |figures: &[Fraction]| figures.iter().map(|figure| figure.times(&Fraction::whole(7))).collect();
        let other: Vec<Member> =
            members.iter().map(|member| Member { gni: seven(&member.gni), ..member.clone() }).collect();
        let rates = |members: &[Member]| united_nations(members, &method).map(|scale| scale.unrounded);
        prop_assert_eq!(rates(&members), rates(&other));
    }

    /// Each share is cut off or raised by one unit; nobody is raised whose remainder is below one that is not.
    #[test]
    fn rounding_adds_up_and_moves_nobody_by_a_unit(
        parts in prop::collection::vec(0u64..1_000_000, 1..40), places in 0u32..6,
    ) {
        let total: u64 = parts.iter().sum();
        prop_assume!(total > 0);
        let shares: Vec<Fraction> = parts.iter().map(|part| Fraction::new(part * 100, total)).collect();
        let rounded = round(&shares, places).unwrap();
        prop_assert_eq!(rounded.units.iter().sum::<u64>(), 100 * 10u64.pow(places));
        let unit = 10u64.pow(places);
        let (mut raised, mut cut) = (Fraction::whole(1), Fraction::whole(0));
        for (units, share) in rounded.units.iter().zip(&shares) {
            let exact = share.times(&Fraction::whole(unit));
            match exact.minus(&Fraction::whole(*units)) {
                Some(left) => {
                    prop_assert!(left < Fraction::whole(1));
                    cut = cut.max(left);
                }
                None => {
                    let left = exact.minus(&Fraction::whole(units - 1));
                    raised = raised.min(left.unwrap());
                }
            }
        }
        prop_assert!(raised >= cut || rounded.units.iter().zip(&shares).all(|(_, share)| share.is_zero()));
    }

    #[test]
    fn the_largest_ally_pays_what_the_second_pays(gni in prop::collection::vec(1u64..1_000_000, 2..32)) {
        let incomes: Vec<Fraction> = gni.iter().copied().map(Fraction::whole).collect();
        let shares = nato_cost_share(&incomes).unwrap();
        prop_assert_eq!(shares.iter().sum::<Fraction>(), Fraction::whole(100));
        let mut sorted = shares.clone();
        sorted.sort();
        prop_assert_eq!(&sorted[gni.len() - 1], &sorted[gni.len() - 2]);
    }
}

#[test]
fn shares_that_do_not_make_100_are_not_rounded() {
    assert!(round(&[Fraction::whole(60), Fraction::whole(30)], 3).is_err());
    assert!(round(&[Fraction::whole(60), Fraction::whole(50)], 3).is_err());
    assert!(round(&[], 3).is_err());
}

/// Germany and the United States were to pay 16.34% each from 2021 on; with the allies' incomes of 2019 in billions of
/// dollars (World Bank, rounded) the key gives 15.7%.
#[test]
fn the_key_comes_near_to_what_nato_publishes() {
    let (america, germany, others) = (21_700, 3_960, 17_250);
    let shares = nato_cost_share(&[america, germany, others / 2, others / 2].map(Fraction::whole));
    // The others are many: none of them is larger than Germany.
    assert!(shares.is_ok());
    let allies: Vec<Fraction> = [america, germany]
        .into_iter()
        .chain(std::iter::repeat_n(others / 26, 26))
        .map(Fraction::whole)
        .collect();
    assert_eq!(nato_cost_share(&allies).unwrap()[0].to_decimal(1), "15.7");
}
