//! Values as their publishers print them: an integer and a power of ten, never a binary fraction.

use std::{cmp::Ordering, fmt, str::FromStr};

/// A published value: `digits / 10^places`. 0.45 is `(45, 2)`, and meets a bar of 0.45.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    /// The value without its point.
    pub digits: i64,
    /// How many of the digits stand behind the point, 0 to 18.
    pub places: u8,
}

/// The most digits behind the point that a [`Decimal`] holds.
pub const MAX_PLACES: u8 = 18;

impl Decimal {
    /// A decimal of `digits / 10^places`.
    pub const fn new(digits: i64, places: u8) -> Self {
        Self { digits, places }
    }

    /// The same value without trailing zeros behind the point.
    pub fn trimmed(mut self) -> Self {
        while self.places > 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.places -= 1;
        }
        self
    }

    /// The nearest double, for charts; never for a comparison with a bar.
    #[allow(clippy::cast_precision_loss)]
    pub fn to_f64(self) -> f64 {
        self.digits as f64 / 10f64.powi(i32::from(self.places))
    }

    /// The digits of this value at `places`, or nothing where that would lose a digit or overflow.
    pub fn digits_at(self, places: u8) -> Option<i64> {
        let value = self.trimmed();
        let shift = places.checked_sub(value.places)?;
        10i64.checked_pow(u32::from(shift))?.checked_mul(value.digits)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let places = self.places.max(other.places);
        // INVARIANT: |digits| < 2^63 and a shift of at most 10^18 stay within 128 bits.
        let widen = |d: &Self| i128::from(d.digits) * 10i128.pow(u32::from(places - d.places));
        widen(self).cmp(&widen(other))
    }
}

impl std::hash::Hash for Decimal {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let value = self.trimmed();
        (value.digits, value.places).hash(state);
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.trimmed();
        if value.places == 0 {
            return f.pad(&value.digits.to_string());
        }
        let places = usize::from(value.places);
        let magnitude = format!("{:0>width$}", value.digits.unsigned_abs(), width = places + 1);
        let (whole, fraction) = magnitude.split_at(magnitude.len() - places);
        f.pad(&format!("{}{whole}.{fraction}", if value.digits < 0 { "-" } else { "" }))
    }
}

/// Why a text is not a decimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// The text is no number at all.
    NotANumber(String),
    /// More digits than 64 bits or 18 places hold.
    TooLong(String),
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber(text) => write!(f, "`{text}` is not a number"),
            Self::TooLong(text) => write!(f, "`{text}` has more digits than can be held exactly"),
        }
    }
}

impl std::error::Error for DecimalError {}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// Reads `12`, `-0.45`, `.5`, `4.056e10`; a point, no thousands separators.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let not = || DecimalError::NotANumber(text.chars().take(40).collect());
        let long = || DecimalError::TooLong(text.chars().take(40).collect());
        let trimmed = text.trim();
        let (mantissa, exponent) = match trimmed.split_once(['e', 'E']) {
            Some((m, e)) => (m, e.parse::<i32>().map_err(|_| not())?),
            None => (trimmed, 0),
        };
        let (negative, unsigned) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
            return Err(not());
        }
        let fraction = fraction.trim_end_matches('0');
        let mut digits: i64 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            digits = digits
                .checked_mul(10)
                .and_then(|d| d.checked_add(i64::from(byte - b'0')))
                .ok_or_else(long)?;
        }
        if negative {
            digits = -digits;
        }
        let places =
            i32::try_from(fraction.len()).map_err(|_| long())?.checked_sub(exponent).ok_or_else(long)?;
        if digits == 0 {
            return Ok(Self::new(0, 0));
        }
        if places >= 0 {
            let value = Self::new(digits, u8::try_from(places).map_err(|_| long())?);
            let value = value.trimmed();
            if value.places > MAX_PLACES { Err(long()) } else { Ok(value) }
        } else {
            let shift = 10i64.checked_pow(places.unsigned_abs()).ok_or_else(long)?;
            Ok(Self::new(digits.checked_mul(shift).ok_or_else(long)?, 0))
        }
    }
}

impl serde::Serialize for Decimal {
    /// A JSON number: an integer where it is one, else the shortest double, which prints the same digits.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.trimmed();
        if value.places == 0 {
            serializer.serialize_i64(value.digits)
        } else {
            serializer.serialize_f64(value.to_f64())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let got = match text.parse::<Decimal>() {
            Ok(value) => value.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(got, expected);
    }

    #[test]
    fn reads_what_publishers_print() {
        check("0.450", "0.45");
        check("-0.05", "-0.05");
        check("4.056e10", "40560000000");
        check(".5", "0.5");
        check("1e-3", "0.001");
        check("", "`` is not a number");
        check("1,000", "`1,000` is not a number");
        check("99999999999999999999", "`99999999999999999999` has more digits than can be held exactly");
        check("1e999999999999", "`1e999999999999` is not a number");
        check("1e-2147483648", "`1e-2147483648` has more digits than can be held exactly");
    }

    proptest! {
        #[test]
        fn printing_and_reading_agree(digits in any::<i32>(), places in 0u8..12) {
            let value = Decimal::new(i64::from(digits), places);
            prop_assert_eq!(value.to_string().parse::<Decimal>().unwrap(), value);
        }

        #[test]
        fn order_is_that_of_the_numbers(a in -1000i64..1000, b in -1000i64..1000) {
            let (x, y) = (Decimal::new(a, 2), Decimal::new(b * 10, 3));
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = text.parse::<Decimal>();
        }
    }
}
