//! Laws that every apportionment keeps, or every one of its family.

use proptest::prelude::*;
use voting::seats::{Bounds, Method, apportion};

fn method() -> impl Strategy<Value = Method> {
    prop::sample::select(Method::all().collect::<Vec<_>>())
}

fn divisor_method() -> impl Strategy<Value = Method> {
    prop::sample::select(Method::all().filter(|method| method.is_divisor()).collect::<Vec<_>>())
}

fn weights() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(prop_oneof![0u64..30, 1u64..1_000_000_000], 1..16)
}

fn bounds() -> impl Strategy<Value = Bounds> {
    (0u64..4, 1u64..60).prop_map(|(min, room)| Bounds { min: Some(min), max: Some(min + room) })
}

proptest! {
    #[test]
    fn seats_add_up_and_keep_their_bounds(
        weights in weights(), seats in 1u64..300, method in method(), bounds in bounds(),
    ) {
        if let Ok(found) = apportion(&weights, seats, method, bounds) {
            prop_assert_eq!(found.seats.iter().sum::<u64>(), seats);
            for held in &found.seats {
                prop_assert!(bounds.min.unwrap() <= *held && *held <= bounds.max.unwrap(), "{:?}", found.seats);
            }
            for tie in &found.ties {
                prop_assert!(0 < tie.seats && tie.seats < tie.players.len());
            }
        }
    }

    /// A larger player never has fewer seats, however ties fall.
    #[test]
    fn more_weight_never_means_fewer_seats(
        weights in weights(), seats in 1u64..300, method in method(), bounds in bounds(),
    ) {
        if let Ok(found) = apportion(&weights, seats, method, bounds) {
            for one in 0..weights.len() {
                for other in 0..weights.len() {
                    if weights[one] > weights[other] {
                        prop_assert!(found.range(one).1 >= found.range(other).1, "{:?}", found);
                        prop_assert!(found.range(one).0 >= found.range(other).0, "{:?}", found);
                    }
                }
            }
        }
    }

    /// Hamilton without bounds keeps the quota: ⌊q⌋ or ⌈q⌉.
    #[test]
    fn hamilton_keeps_the_quota(weights in weights(), seats in 1u64..300) {
        let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
        if let Ok(found) = apportion(&weights, seats, Method::Hamilton, Bounds::default()) {
            for (weight, held) in weights.iter().zip(&found.seats) {
                let scaled = u128::from(*weight) * u128::from(seats);
                let held = u128::from(*held);
                prop_assert!(scaled / total <= held && held <= scaled.div_ceil(total));
            }
        }
    }

    /// House monotonicity, componentwise: nobody has fewer seats in a house of one more.
    #[test]
    fn divisor_methods_are_house_monotone(
        weights in weights(), seats in 1u64..300, method in divisor_method(), bounds in bounds(),
    ) {
        let houses = (apportion(&weights, seats, method, bounds), apportion(&weights, seats + 1, method, bounds));
        if let (Ok(small), Ok(large)) = houses {
            prop_assert!(small.seats.iter().zip(&large.seats).all(|(less, more)| less <= more));
        }
    }

    /// Anonymity: who is called what, and in which order, changes nothing but whom the file serves first in a tie.
    #[test]
    fn players_are_anonymous(
        (weights, order) in weights().prop_flat_map(|weights| {
            let order: Vec<usize> = (0..weights.len()).collect();
            (Just(weights), Just(order).prop_shuffle())
        }),
        seats in 1u64..300, method in method(), bounds in bounds(),
    ) {
        let shuffled: Vec<u64> = order.iter().map(|at| weights[*at]).collect();
        let pair = (apportion(&weights, seats, method, bounds), apportion(&shuffled, seats, method, bounds));
        match pair {
            (Ok(found), Ok(shuffled)) => {
                for (place, at) in order.iter().enumerate() {
                    prop_assert_eq!(found.range(*at), shuffled.range(place));
                }
            }
            (found, shuffled) => prop_assert_eq!(found, shuffled),
        }
    }

    /// Exactness: weights that are whole quotas themselves are returned.
    #[test]
    fn what_is_already_proportional_stays(
        seats in prop::collection::vec(1u64..50, 1..12), unit in 1u64..1_000_000, method in method(),
    ) {
        let flattened = matches!(
            method,
            Method::Penrose | Method::Cambridge | Method::CambridgePower | Method::Droop | Method::Imperiali
        );
        let weights: Vec<u64> = seats.iter().map(|held| held * unit).collect();
        let dearer = method == Method::ModifiedFirstDivisor && seats.contains(&1);
        if !flattened && !dearer {
            let found = apportion(&weights, seats.iter().sum(), method, Bounds::default()).unwrap();
            prop_assert_eq!((found.seats, found.ties), (seats, vec![]));
        }
    }

    /// Homogeneity: all weights times a number give the same seats.
    #[test]
    fn only_the_proportions_count(
        weights in weights(), times in 2u64..1000, seats in 1u64..300, bounds in bounds(),
        method in method().prop_filter("whole quotas round", |method| *method != Method::Droop),
    ) {
        let larger: Vec<u64> = weights.iter().map(|weight| weight * times).collect();
        prop_assert_eq!(
            apportion(&weights, seats, method, bounds),
            apportion(&larger, seats, method, bounds)
        );
    }
}
