//! The power-weighted variant of the Cambridge Compromise: in place of a cap, the weights are flattened.

use super::{Apportionment, SeatsError, divisor, method::Signposts};

/// The exponent 1, in ten thousandths.
const ONE: u32 = 10_000;

/// Base seats, one less than the minimum, and the others by Adams on p^θ, with the largest θ in ten thousandths, from 1
/// down, under which nobody has more than `max`. The powers are rounded to fifteen digits of the largest; from there on
/// all is exact.
pub fn apportion(weights: &[u64], seats: u64, min: u64, max: u64) -> Result<Apportionment, SeatsError> {
    let at = |exponent: u32| {
        let base = min.saturating_sub(1);
        divisor::apportion(&powers(weights, exponent), seats, Signposts::Adams, base, min, seats)
            .map(|found| Apportionment { exponent: Some(exponent), ..found })
    };
    let fits = |found: &Apportionment| found.seats.iter().all(|held| *held <= max);
    let whole = at(ONE)?;
    if fits(&whole) {
        return Ok(whole);
    }
    let (mut low, mut high) = (0, ONE);
    let mut best = at(low)?;
    if !fits(&best) {
        return Err(SeatsError::Maximum { max, players: weights.len(), seats });
    }
    while high - low > 1 {
        let middle = low.midpoint(high);
        let found = at(middle)?;
        if fits(&found) {
            (low, best) = (middle, found);
        } else {
            high = middle;
        }
    }
    Ok(best)
}

/// Weights to the power of so many ten thousandths, as parts of 10^15; whoever has a weight keeps at least one part.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a positive double of at most 10^15 is a whole number after rounding"
)]
fn powers(weights: &[u64], exponent: u32) -> Vec<u64> {
    if exponent == ONE {
        return weights.to_vec();
    }
    let largest = weights.iter().copied().max().unwrap_or(1).max(1) as f64;
    let power = |weight: &u64| match weight {
        0 => 0,
        weight => {
            let part = (*weight as f64 / largest).powf(f64::from(exponent) / f64::from(ONE));
            ((part * 1e15).round() as u64).max(1)
        }
    };
    weights.iter().map(power).collect()
}
