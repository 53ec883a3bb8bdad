//! A claim to a seat: an exact fraction, compared in 256 bits.

use std::cmp::Ordering;

/// A fraction of two integers; the larger, the stronger the claim.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// The numerator.
    pub part: u128,
    /// The denominator, not 0.
    pub whole: u128,
}

impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.part.checked_mul(other.whole), other.part.checked_mul(self.whole)) {
            (Some(mine), Some(theirs)) => mine.cmp(&theirs),
            _ => product(self.part, other.whole).cmp(&product(other.part, self.whole)),
        }
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Claim {}

/// A product of 256 bits: its upper and its lower half.
fn product(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = (1 << 64) - 1;
    let (a_high, a_low) = (a >> 64, a & LOW);
    let (b_high, b_low) = (b >> 64, b & LOW);
    let low = a_low * b_low;
    let middle = a_high * b_low + (low >> 64);
    let carried = a_low * b_high + (middle & LOW);
    (a_high * b_high + (middle >> 64) + (carried >> 64), (carried << 64) | (low & LOW))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_largest_product_has_all_its_bits() {
        assert_eq!(product(u128::MAX, u128::MAX), (u128::MAX - 1, 1));
        assert_eq!(product(1 << 127, 2), (1, 0));
    }

    #[test]
    fn claims_that_differ_in_the_last_bits_differ() {
        let one = Claim { part: 1 << 100, whole: 1 << 100 };
        let more = Claim { part: (1 << 100) + 1, whole: 1 << 100 };
        assert_eq!(one.cmp(&more), Ordering::Less);
        assert_eq!(one, Claim { part: 1 << 120, whole: 1 << 120 });
    }

    proptest! {
        /// (a + 1) b = a b + b, with the carry.
        #[test]
        fn products_grow_by_their_factor(a in 0..u128::MAX, b: u128) {
            let (high, low) = product(a, b);
            let (sum, carry) = low.overflowing_add(b);
            prop_assert_eq!(product(a + 1, b), (high + u128::from(carry), sum));
            prop_assert_eq!(product(a, b), product(b, a));
        }
    }
}
