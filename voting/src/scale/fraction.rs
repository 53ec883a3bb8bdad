//! Exact fractions that are not negative.

use num_bigint::BigUint;
use num_integer::Integer;
use std::{cmp::Ordering, fmt, iter::Sum, str::FromStr};

/// An exact fraction, at least 0. It is not kept in lowest terms: sums of fractions with one denominator keep it.
#[derive(Clone, Debug)]
pub struct Fraction {
    pub(super) part: BigUint,
    /// Never 0.
    pub(super) whole: BigUint,
}

/// A text that is not a decimal number of at most [`Fraction::LONGEST`] characters, at least 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADecimal;

impl Fraction {
    /// The most characters of a decimal that is read.
    pub const LONGEST: usize = 60;

    /// A whole number.
    pub fn whole(number: u64) -> Self {
        Self::from(BigUint::from(number))
    }

    /// `part / whole`; 0 where `whole` is 0.
    pub fn new(part: u64, whole: u64) -> Self {
        Self::of(part.into(), whole.into())
    }

    pub(super) fn of(part: BigUint, whole: BigUint) -> Self {
        if whole == BigUint::ZERO { Self::whole(0) } else { Self { part, whole } }
    }

    /// Is it 0?
    pub fn is_zero(&self) -> bool {
        self.part == BigUint::ZERO
    }

    /// In lowest terms.
    pub fn reduced(&self) -> Self {
        let divisor = self.part.gcd(&self.whole);
        Self { part: &self.part / &divisor, whole: &self.whole / divisor }
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Self {
        Self { part: &self.part * &other.part, whole: &self.whole * &other.whole }
    }

    /// The quotient; 0 where `other` is 0.
    pub fn over(&self, other: &Self) -> Self {
        Self::of(&self.part * &other.whole, &self.whole * &other.part)
    }

    /// The sum.
    pub fn plus(&self, other: &Self) -> Self {
        if self.whole == other.whole {
            return Self { part: &self.part + &other.part, whole: self.whole.clone() };
        }
        let part = &self.part * &other.whole + &other.part * &self.whole;
        Self { part, whole: &self.whole * &other.whole }
    }

    /// The difference, or nothing where it would be negative.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        let (mine, theirs) = (&self.part * &other.whole, &other.part * &self.whole);
        (mine >= theirs).then(|| Self { part: mine - theirs, whole: &self.whole * &other.whole })
    }

    /// The whole number of units of 10^-`places`, rounded down, and what is left of the next unit.
    pub(super) fn floor(&self, places: u32) -> (BigUint, Self) {
        let (units, left) = (&self.part * BigUint::from(10u8).pow(places)).div_rem(&self.whole);
        (units, Self { part: left, whole: self.whole.clone() })
    }

    /// As a decimal with so many places, rounded half up.
    pub fn to_decimal(&self, places: u32) -> String {
        let (units, left) = self.floor(places);
        let up = &left.part * 2u8 >= left.whole;
        point((units + u8::from(up)).to_string(), places)
    }

    /// The nearest double, or one next to it.
    pub fn to_f64(&self) -> f64 {
        // Seventeen significant digits are more than a double holds.
        let size = self.part.bits().saturating_sub(self.whole.bits());
        let places = if size > 64 { 0 } else { 40 };
        self.to_decimal(places).parse().unwrap_or(f64::NAN)
    }
}

/// Digits with a point before the last `places`.
pub(super) fn point(digits: String, places: u32) -> String {
    // INVARIANT: a number of decimals fits in a usize.
    let places = usize::try_from(places).unwrap_or_default();
    if places == 0 {
        return digits;
    }
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    format!("{whole}.{fraction}")
}

impl From<BigUint> for Fraction {
    fn from(part: BigUint) -> Self {
        Self { part, whole: 1u8.into() }
    }
}

impl FromStr for Fraction {
    type Err = NotADecimal;

    /// Reads `12`, `0.5` or `12535.00`; no sign, no exponent, no separators.
    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if text.len() > Self::LONGEST || !digits(whole) || !digits(fraction) {
            return Err(NotADecimal);
        }
        let fraction = fraction.trim_end_matches('0');
        let part = format!("{whole}{fraction}").parse().map_err(|_| NotADecimal)?;
        let places = u32::try_from(fraction.len()).map_err(|_| NotADecimal)?;
        Ok(Self { part, whole: BigUint::from(10u8).pow(places) })
    }
}

impl fmt::Display for NotADecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a decimal number")
    }
}

impl std::error::Error for NotADecimal {}

impl<'f> Sum<&'f Self> for Fraction {
    fn sum<I: Iterator<Item = &'f Self>>(fractions: I) -> Self {
        fractions.fold(
            Self::whole(0),
            |sum, fraction| if sum.is_zero() { fraction.clone() } else { sum.plus(fraction) },
        )
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.whole == other.whole {
            return self.part.cmp(&other.part);
        }
        (&self.part * &other.whole).cmp(&(&other.part * &self.whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f(text: &str) -> Fraction {
        text.parse().unwrap()
    }

    #[test]
    fn decimals_are_read_and_written_exactly() {
        for (text, places, expected) in [
            ("0.001", 3, "0.001"),
            ("12535", 2, "12535.00"),
            ("0.0005", 3, "0.001"),
            ("0.00049", 3, "0.000"),
            ("7.50", 1, "7.5"),
        ] {
            assert_eq!(f(text).to_decimal(places), expected);
        }
        for wrong in ["", ".", "1.", ".5", "-1", "1e3", "1,5", "1.2.3", "١", &"9".repeat(61)] {
            assert_eq!(
                wrong.parse::<Fraction>().map_err(|error| error.to_string()),
                Err("not a decimal number".into())
            );
        }
        assert_eq!(Fraction::new(1, 3).to_decimal(5), "0.33333");
        assert!((Fraction::new(1, 3).to_f64() - 1.0 / 3.0).abs() < 1e-16);
    }

    #[test]
    fn arithmetic_is_exact() {
        let (third, half) = (Fraction::new(1, 3), Fraction::new(1, 2));
        assert_eq!(third.plus(&half), Fraction::new(5, 6));
        assert_eq!(half.minus(&third), Some(Fraction::new(1, 6)));
        assert_eq!(third.minus(&half), None);
        assert_eq!(third.over(&half), Fraction::new(2, 3));
        assert_eq!(third.over(&Fraction::whole(0)), Fraction::whole(0));
        assert_eq!(Fraction::new(50, 100).reduced().part, 1u8.into());
        assert!(third < half && Fraction::new(2, 4) == half);
    }
}
