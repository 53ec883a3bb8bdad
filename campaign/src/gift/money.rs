//! Money: whole minor units of a currency, never a fraction of one.

use std::fmt;

/// The most that one gift may be, in minor units: what the card processor takes at most, eight digits.
pub const MOST: i64 = 99_999_999;

/// The currencies in which a legal entity may keep its books: those of ISO 4217 with two decimal places, as statements, Stripe
/// and people write them alike.
const KNOWN: &[&str] = &[
    "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "INR", "MXN", "NOK", "NZD", "PLN", "RON",
    "SEK", "SGD", "THB", "TWD", "UAH", "USD", "ZAR",
];

/// A currency with two decimal places, by its code of ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(&'static str);

impl Currency {
    /// US dollars.
    pub const USD: Self = Self("USD");
    /// Australian dollars.
    pub const AUD: Self = Self("AUD");
    /// Euros.
    pub const EUR: Self = Self("EUR");

    /// The currency of a code, in any case; nothing where it is none of those that are kept.
    pub fn read(code: &str) -> Option<Self> {
        KNOWN.iter().find(|known| known.eq_ignore_ascii_case(code.trim())).map(|known| Self(known))
    }

    /// Every currency.
    pub fn all() -> impl Iterator<Item = Self> {
        KNOWN.iter().map(|code| Self(code))
    }

    /// Its code, such as `USD`.
    pub const fn code(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// An amount of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// In minor units; below nought where it went out.
    pub units: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// So many minor units of a currency.
    pub const fn new(units: i64, currency: Currency) -> Self {
        Self { units, currency }
    }
}

impl fmt::Display for Money {
    /// `USD 1,234.50`, and `USD −12.00` where it is below nought.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "\u{2212}" } else { "" };
        write!(f, "{} {sign}{}", self.currency, grouped(self.units.unsigned_abs()))
    }
}

/// Minor units as `1,234.50`.
fn grouped(units: u64) -> String {
    let whole = (units / 100).to_string();
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out}.{:02}", units % 100)
}

/// Minor units without groups, as programs read them: `-1234.50`.
pub fn plain(units: i64) -> String {
    let sign = if units < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", units.unsigned_abs() / 100, units.unsigned_abs() % 100)
}

/// What a person typed as an amount to give, in minor units: `50`, `12.50`, `1,000`. Nothing where it is no amount, or none above
/// nought and within [`MOST`].
pub fn typed(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches(['$', '\u{20ac}', '\u{a3}']);
    crate::statement::amount(text).filter(|units| (1..=MOST).contains(units))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_written_for_people_and_for_programs() {
        assert_eq!(Money::new(123_450, Currency::USD).to_string(), "USD 1,234.50");
        assert_eq!(Money::new(-5, Currency::AUD).to_string(), "AUD \u{2212}0.05");
        assert_eq!(Money::new(i64::MIN, Currency::EUR).to_string(), "EUR \u{2212}92,233,720,368,547,758.08");
        assert_eq!(plain(-1_200), "-12.00");
        assert_eq!(Currency::read(" usd "), Some(Currency::USD));
        assert_eq!(Currency::read("JPY"), None, "yen have no decimal places");
    }

    #[test]
    fn what_is_typed_is_read_or_refused() {
        for (text, units) in [
            ("50", Some(5_000)),
            ("$12.5", Some(1_250)),
            ("1,000", Some(100_000)),
            ("0", None),
            ("-5", None),
            ("1000000.00", None),
            ("5 dollars", None),
            ("", None),
        ] {
            assert_eq!(typed(text), units, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(units in 1..=MOST) {
            prop_assert_eq!(typed(&plain(units)), Some(units));
            prop_assert_eq!(typed(&grouped(u64::try_from(units).unwrap())), Some(units));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = (typed(&text), Currency::read(&text));
        }
    }
}
