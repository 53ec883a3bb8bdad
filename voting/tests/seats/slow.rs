//! The obvious way: one seat after the other to the strongest claim, claims compared as fractions of big squares.

use proptest::prelude::*;
use std::cmp::Ordering;
use voting::seats::{Bounds, Method, Tie, apportion};

/// p/d(s) as a fraction; for irrational signposts its square. Small weights, so that 128 bits hold the products.
fn claim(method: Method, weight: u64, held: u64) -> (u128, u128) {
    let (p, s) = (u128::from(weight), u128::from(held));
    match method {
        Method::Adams | Method::Cambridge => (p, s),
        Method::Dean => (p * (2 * s + 1), 2 * s * (s + 1)),
        Method::HuntingtonHill => (p * p, s * (s + 1)),
        Method::Webster => (p * 2, 2 * s + 1),
        Method::ModifiedFirstDivisor if s == 0 => (p * 10, 7),
        Method::ModifiedFirstDivisor => (p * 2, 2 * s + 1),
        Method::Jefferson => (p, s + 1),
        // (√p / (s + 1/2))², times a constant.
        Method::Penrose => (4 * p, (2 * s + 1) * (2 * s + 1)),
        _ => unreachable!(),
    }
}

/// A claim with denominator 0 is stronger than any other.
fn compare(a: (u128, u128), b: (u128, u128)) -> Ordering {
    match (a.1 == 0, b.1 == 0) {
        (false, false) => (a.0 * b.1).cmp(&(b.0 * a.1)),
        (a, b) => a.cmp(&b),
    }
}

/// Seats in the order of the claims, and the tie for the last of them.
pub fn slow(weights: &[u64], seats: u64, method: Method, min: u64, max: u64) -> (Vec<u64>, Vec<Tie>) {
    let base = if method == Method::Cambridge { min.saturating_sub(1) } else { 0 };
    let mut held = vec![min; weights.len()];
    let open = |held: &[u64]| -> Vec<usize> {
        (0..weights.len()).filter(|at| weights[*at] > 0 && held[*at] < max).collect()
    };
    loop {
        let left = usize::try_from(seats - held.iter().sum::<u64>()).unwrap();
        if left == 0 {
            return (held, Vec::new());
        }
        let claims: Vec<(usize, (u128, u128))> =
            open(&held).into_iter().map(|at| (at, claim(method, weights[at], held[at] - base))).collect();
        let strongest = claims.iter().map(|(_, claim)| *claim).max_by(|a, b| compare(*a, *b)).unwrap();
        let equal: Vec<usize> = claims
            .into_iter()
            .filter(|(_, claim)| compare(*claim, strongest) == Ordering::Equal)
            .map(|(at, _)| at)
            .collect();
        for at in equal.iter().take(left) {
            held[*at] += 1;
        }
        if equal.len() > left {
            return (held, vec![Tie { players: equal, seats: left }]);
        }
    }
}

fn divisor_method() -> impl Strategy<Value = Method> {
    prop::sample::select(vec![
        Method::Adams,
        Method::Dean,
        Method::HuntingtonHill,
        Method::Webster,
        Method::ModifiedFirstDivisor,
        Method::Jefferson,
        Method::Cambridge,
        Method::Penrose,
    ])
}

/// Few different weights, so that ties are frequent, and some that are large.
fn weights() -> impl Strategy<Value = Vec<u64>> {
    let weight = prop_oneof![4 => 0u64..20, 2 => (1u64..30).prop_map(|n| n * n * 25), 1 => 1u64..100_000_000];
    prop::collection::vec(weight, 1..12)
}

proptest! {
    #[test]
    fn the_search_for_the_divisor_agrees_with_handing_out_seats_one_by_one(
        weights in weights(),
        seats in 1u64..200,
        method in divisor_method(),
        min in 0u64..4,
        room in prop::option::of(1u64..40),
    ) {
        let max = room.map(|room| min + room);
        let bounds = Bounds { min: Some(min), max };
        if let Ok(found) = apportion(&weights, seats, method, bounds) {
            let expected = slow(&weights, seats, method, min, max.unwrap_or(u64::MAX));
            prop_assert_eq!((found.seats, found.ties), expected);
        }
    }

    /// Two claims that doubles cannot tell apart: p/d(s) for weights beyond 2^53, one of them rounded up or down.
    #[test]
    fn claims_too_close_for_doubles_are_told_apart(
        p in 1u64 << 61..1 << 62,
        (one, other) in (0u64..40, 0u64..40),
        up in 0u64..3,
        method in prop::sample::select(vec![Method::Webster, Method::Jefferson]),
        seats in 1u64..120,
    ) {
        let signpost = |held: u64| u128::from(if method == Method::Webster { 2 * held + 1 } else { held + 1 });
        let twin = u64::try_from(u128::from(p) * signpost(other) / signpost(one)).map(|twin| twin - 1 + up);
        if let Ok(twin) = twin {
            for seats in [seats, one + other + 1] {
                let found = apportion(&[p, twin], seats, method, Bounds::default()).unwrap();
                prop_assert_eq!((found.seats, found.ties), slow(&[p, twin], seats, method, 0, u64::MAX));
            }
        }
    }
}
