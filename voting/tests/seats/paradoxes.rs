//! The paradoxes as they were found, and their absence where theorems say so.

use proptest::prelude::*;
use voting::seats::{Bounds, Method, Transfer, house_paradoxes, paradoxes, population_paradoxes};

const NONE: Bounds = Bounds { min: None, max: None };

/// The textbook case of Hamilton's method, three states and 10 or 11 seats: the third has 2 of 10 and 1 of 11.
#[test]
fn alabama() {
    assert_eq!(house_paradoxes(&[6, 6, 2], 10..=10, Method::Hamilton, NONE), [(10, vec![2])]);
    assert!(house_paradoxes(&[6, 6, 2], 1..=50, Method::Webster, NONE).is_empty());
}

/// Ten seats under Hamilton: the second grows by a quarter, the third by a ninth; the second loses a seat to the third.
#[test]
fn population() {
    let (earlier, later) = ([938, 67, 513], [938, 84, 571]);
    let found = population_paradoxes(&earlier, &later, 10, Method::Hamilton, NONE).unwrap();
    assert_eq!(found, [Transfer { cause: 2, from: 1, to: 2 }]);
    assert!(population_paradoxes(&earlier, &later, 10, Method::Webster, NONE).unwrap().is_empty());
}

/// Jefferson gives New York 40 seats of a quota of 38.59 in 1830 (see `us-house-1830-jefferson`); here in small.
#[test]
fn quota() {
    let weights = [91_490, 1_660, 1_460, 1_450, 1_440, 1_400, 1_100];
    let upper = paradoxes(&weights, 100, Method::Jefferson, NONE).unwrap();
    assert_eq!(
        upper.quota.iter().map(|found| (found.player, found.lower, found.upper)).next(),
        Some((0, 91, 92))
    );
    let lower = paradoxes(&weights, 100, Method::Adams, NONE).unwrap();
    assert!(lower.quota.iter().any(|found| found.player == 0 && found.seats < 91));
    assert!(paradoxes(&weights, 100, Method::Hamilton, NONE).unwrap().quota.is_empty());
}

/// Hamilton shows each of them somewhere, so that a search that finds nothing would be noticed.
#[test]
fn hamilton_shows_every_one_but_the_quota() {
    let mut seen = [false; 3];
    for seats in 3..40 {
        for weights in
            [[6, 6, 2, 0], [145, 337, 518, 0], [5, 13, 81, 1], [17, 29, 53, 101], [1499, 1450, 7051, 3]]
        {
            if let Ok(found) = paradoxes(&weights, seats, Method::Hamilton, NONE) {
                seen[0] |= !found.house.is_empty();
                seen[1] |= !found.population.is_empty();
                seen[2] |= !found.new_state.is_empty();
                assert!(found.quota.is_empty());
            }
        }
    }
    assert_eq!(seen, [true; 3]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Divisor methods are free of the three (Balinski and Young 1982, theorems 4.3 and 9.1), with bounds too.
    #[test]
    fn divisor_methods_show_none_but_the_quota(
        weights in prop::collection::vec(1u64..500, 2..8),
        seats in 1u64..40,
        method in prop::sample::select(Method::all().filter(|method| method.is_divisor()).collect::<Vec<_>>()),
        min in 0u64..2,
    ) {
        if let Ok(found) = paradoxes(&weights, seats, method, Bounds { min: Some(min), max: None }) {
            prop_assert!(found.house.is_empty(), "{found:?}");
            prop_assert!(found.population.is_empty(), "{found:?}");
            prop_assert!(found.new_state.is_empty(), "{found:?}");
        }
    }
}
