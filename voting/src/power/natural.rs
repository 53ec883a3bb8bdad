//! Natural numbers of any size: counts of coalitions outgrow 64 bits from some seventy members on.

use std::{cmp::Ordering, fmt};

/// A natural number, exact at any size.
///
/// Limbs of 64 bits, the least first; the last is never nought, so that equal numbers have equal limbs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Natural(Vec<u64>);

impl Natural {
    /// Nought.
    pub const ZERO: Self = Self(Vec::new());

    /// Two to the power of `exponent`.
    pub fn power_of_two(exponent: usize) -> Self {
        let mut limbs = vec![0; exponent / 64 + 1];
        limbs[exponent / 64] = 1 << (exponent % 64);
        Self(limbs)
    }

    /// `1 · 2 · … · n`
    pub fn factorial(n: u64) -> Self {
        (2..=n).fold(Self::from(1u64), |product, factor| product.times(factor))
    }

    /// Is it nought?
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The place of the highest bit that is set, from one; nought for nought.
    pub fn bits(&self) -> usize {
        self.0.last().map_or(0, |high| self.0.len() * 64 - high.leading_zeros() as usize)
    }

    /// Adds another.
    pub fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut carry = false;
        for (place, limb) in self.0.iter_mut().enumerate() {
            let more = other.0.get(place).copied().unwrap_or(0);
            if more == 0 && !carry && place >= other.0.len() {
                break;
            }
            (*limb, carry) = limb.carrying_add(more, carry);
        }
        if carry {
            self.0.push(1);
        }
    }

    /// Takes a smaller one away; nothing where it is larger.
    pub fn less(&self, other: &Self) -> Option<Self> {
        let mut out = self.clone();
        out.take(other).then_some(out)
    }

    /// Takes `other` away in place. Says whether it was no larger; where it was, what is left means nothing.
    fn take(&mut self, other: &Self) -> bool {
        if self.0.len() < other.0.len() {
            return false;
        }
        let mut borrow = false;
        for (place, limb) in self.0.iter_mut().enumerate() {
            (*limb, borrow) = limb.borrowing_sub(other.0.get(place).copied().unwrap_or(0), borrow);
        }
        self.trim();
        !borrow
    }

    /// This many times a small number.
    pub fn times(mut self, factor: u64) -> Self {
        self.multiply_add(factor, 0);
        self
    }

    /// `self · factor + more`, in place.
    pub fn multiply_add(&mut self, factor: u64, more: u64) {
        let mut carry = more;
        for limb in &mut self.0 {
            (*limb, carry) = limb.carrying_mul(factor, carry);
        }
        if carry > 0 {
            self.0.push(carry);
        }
        self.trim();
    }

    /// The product of two.
    pub fn product(&self, other: &Self) -> Self {
        let mut limbs = vec![0u64; self.0.len() + other.0.len()];
        for (place, factor) in self.0.iter().enumerate() {
            let mut carry = 0u64;
            for (more, limb) in other.0.iter().zip(&mut limbs[place..]) {
                // INVARIANT: (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1.
                let sum = u128::from(*factor) * u128::from(*more) + u128::from(*limb) + u128::from(carry);
                (*limb, carry) = (low(sum), low(sum >> 64));
            }
            limbs[place + other.0.len()] = carry;
        }
        let mut out = Self(limbs);
        out.trim();
        out
    }

    /// Divides by a small number, which is not nought, in place, and returns what remains.
    pub fn divide(&mut self, by: u64) -> u64 {
        let mut rest = 0u64;
        for limb in self.0.iter_mut().rev() {
            let here = (u128::from(rest) << 64) | u128::from(*limb);
            *limb = low(here / u128::from(by));
            rest = low(here % u128::from(by));
        }
        self.trim();
        rest
    }

    /// Shifted towards the high end.
    fn shifted(&self, by: usize) -> Self {
        let (limbs, bits) = (by / 64, by % 64);
        let mut out = vec![0; limbs];
        let mut carry = 0;
        for limb in &self.0 {
            out.push((limb << bits) | carry);
            carry = if bits == 0 { 0 } else { limb >> (64 - bits) };
        }
        out.push(carry);
        let mut out = Self(out);
        out.trim();
        out
    }

    /// `self / whole`, rounded once to the nearest double, ties to even; not a number where the whole is nought.
    ///
    /// Ratios below 2^-960 are given as nought.
    pub fn ratio(&self, whole: &Self) -> f64 {
        if whole.is_zero() {
            return f64::NAN;
        }
        if self.is_zero() {
            return 0.0;
        }
        // A quotient of 65 or 66 bits, one bit at a time: 53 are kept and the rest decides the rounding.
        let (mut exponent, one, two) = (0i32, self.bits(), whole.bits());
        let (mut rest, mut by) = (self.clone(), whole.clone());
        if one > two {
            by = by.shifted(one - two);
        } else {
            rest = rest.shifted(two - one);
        }
        for _ in 0..one.abs_diff(two) {
            exponent += if one > two { 1 } else { -1 };
        }
        if exponent < -960 {
            return 0.0;
        }
        let mut quotient = 0u128;
        for _ in 0..66 {
            quotient <<= 1;
            if rest.cmp(&by) != Ordering::Less {
                rest.take(&by);
                quotient |= 1;
            }
            rest.multiply_add(2, 0);
        }
        // A remainder is kept as a last bit, so that what is just above a tie does not look like one.
        quotient = (quotient << 1) | u128::from(!rest.is_zero());
        #[expect(clippy::cast_precision_loss, reason = "this is the one rounding")]
        let rounded = quotient as f64;
        rounded * 2f64.powi(exponent - 66)
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        self.ratio(&Self::from(1u64))
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is what is asked for")]
fn low(number: u128) -> u64 {
    number as u64
}

impl From<u64> for Natural {
    fn from(number: u64) -> Self {
        Self(if number == 0 { Vec::new() } else { vec![number] })
    }
}

impl From<u128> for Natural {
    fn from(number: u128) -> Self {
        let mut out = Self(vec![low(number), low(number >> 64)]);
        out.trim();
        out
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

/// In decimal.
impl fmt::Display for Natural {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: usize = 19;
        let mut rest = self.clone();
        let mut parts = Vec::new();
        while !rest.is_zero() {
            parts.push(rest.divide(10u64.pow(19)));
        }
        let mut text = parts.pop().unwrap_or(0).to_string();
        for part in parts.iter().rev() {
            text += &format!("{part:0DIGITS$}");
        }
        f.pad_integral(true, "", &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn small_numbers_behave_as_in_the_machine(a: u64, b in 1u64.., c: u64) {
            let natural = |number: u128| Natural::from(number);
            let (a, b, c) = (u128::from(a), u128::from(b), u128::from(c));
            let mut sum = natural(a);
            sum.add(&natural(b));
            prop_assert_eq!(&sum, &natural(a + b));
            prop_assert_eq!(natural(a).product(&natural(b)), natural(a * b));
            prop_assert_eq!(sum.less(&natural(b)), Some(natural(a)));
            prop_assert_eq!(natural(a).less(&sum), None);
            prop_assert_eq!(natural(a * b).to_string(), (a * b).to_string());
            let mut quotient = natural(a * b + c);
            let rest = quotient.divide(u64::try_from(b).unwrap());
            prop_assert_eq!((quotient, u128::from(rest)), (natural((a * b + c) / b), (a * b + c) % b));
            prop_assert_eq!(natural(a).cmp(&natural(c)), a.cmp(&c));
        }

        #[test]
        fn ratios_of_whole_doubles_are_the_machine_s(a in 0u64..1 << 53, b in 1u64..1 << 53) {
            #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
            let want = a as f64 / b as f64;
            prop_assert_eq!(Natural::from(a).ratio(&Natural::from(b)), want);
            let wide = |n: u64| Natural::from(n).product(&Natural::factorial(60));
            prop_assert_eq!(wide(a).ratio(&wide(b)), want);
        }
    }

    #[test]
    fn large_numbers_are_written_out() {
        assert_eq!(Natural::factorial(25).to_string(), "15511210043330985984000000");
        assert_eq!(Natural::power_of_two(128).to_string(), "340282366920938463463374607431768211456");
        assert_eq!(Natural::power_of_two(64).less(&Natural::from(1u64)), Some(Natural::from(u64::MAX)));
        assert_eq!(Natural::ZERO.to_string(), "0");
        assert_eq!(Natural::power_of_two(200).ratio(&Natural::power_of_two(203)), 0.125);
        assert_eq!(Natural::power_of_two(70).to_f64(), 2f64.powi(70));
    }
}
