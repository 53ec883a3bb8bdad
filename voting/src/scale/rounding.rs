//! Rounding shares so that they still add up: cut off, then the largest remainders.

use super::{
    error::ScaleError,
    fraction::{Fraction, point},
};
use num_bigint::BigUint;
use std::cmp::Reverse;

/// Shares in per cent, rounded to so many decimals; they add up to 100 exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounded {
    /// In units of the last decimal.
    pub units: Vec<u64>,
    /// How many decimals.
    pub places: u32,
}

impl Rounded {
    /// As decimals, such as `1.234`.
    pub fn to_strings(&self) -> Vec<String> {
        self.units.iter().map(|units| point(units.to_string(), self.places)).collect()
    }
}

/// Rounds shares that add up to 100 to at most nine decimals: each is cut off, and the units that are then missing go to
/// the largest remainders, equal ones in order.
///
/// # Errors
///
/// Where the shares do not add up to 100.
pub fn round(shares: &[Fraction], places: u32) -> Result<Rounded, ScaleError> {
    let places = places.min(9);
    let cut: Vec<(BigUint, Fraction)> = shares.iter().map(|share| share.floor(places)).collect();
    let mut units = Vec::with_capacity(shares.len());
    for (whole, _) in &cut {
        units.push(u64::try_from(whole).map_err(|_| ScaleError::Sum)?);
    }
    let given: u128 = units.iter().map(|units| u128::from(*units)).sum();
    let missing = (100 * 10u128.pow(places)).checked_sub(given).ok_or(ScaleError::Sum)?;
    let missing = usize::try_from(missing).map_err(|_| ScaleError::Sum)?;
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|at| Reverse(&cut[*at].1));
    for at in order.get(..missing).ok_or(ScaleError::Sum)? {
        units[*at] += 1;
    }
    Ok(Rounded { units, places })
}
