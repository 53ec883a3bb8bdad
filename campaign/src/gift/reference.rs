//! References by which a payment finds its pledge: a structured creditor reference (ISO 11649) that any bank checks, and the
//! same without its head for banks that take letters and digits only.

use std::fmt;

/// A pledge's reference, such as `RF18 G000 0012 3`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(String);

impl Reference {
    /// The reference of a pledge: `RF`, two check digits, `G`, and the number in at least seven digits and one check digit of its
    /// own (Luhn's, ISO/IEC 7812-1 annex B), so that it is recognised even where the head was cut off.
    pub fn of(pledge: u64) -> Self {
        let number = format!("{pledge:07}");
        let body = format!("G{number}{}", luhn(&number));
        Self(format!("RF{:02}{body}", 98 - remainder(&format!("{body}RF00"))))
    }

    /// The pledge that it is of.
    pub fn pledge(&self) -> Option<u64> {
        let digits = self.0.get(5..)?;
        digits.get(..digits.len().checked_sub(1)?)?.parse().ok()
    }

    /// Every reference in what a payer wrote, in whatever spacing and case: with its head, or without.
    pub fn found_in(text: &str) -> Vec<Self> {
        let packed: String =
            text.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect();
        let mut found = Vec::new();
        for (at, _) in packed.match_indices('G') {
            let digits: String = packed[at + 1..].chars().take_while(char::is_ascii_digit).take(20).collect();
            // The number may run into digits that follow it: the longest that checks counts.
            let one = (8..=digits.len()).rev().find_map(|length| {
                let (number, check) = digits[..length].split_at(length - 1);
                let checks = check == luhn(number).to_string();
                number.parse().ok().filter(|pledge| checks && format!("{pledge:07}") == number).map(Self::of)
            });
            if let Some(one) = one.filter(|one| !found.contains(one)) {
                found.push(one);
            }
        }
        found
    }

    /// Without its head, for banks that ask for letters and digits: `G00000123`.
    pub fn short(&self) -> &str {
        self.0.get(4..).unwrap_or_default()
    }

    /// In one word, as a payment form wants it.
    pub fn packed(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    /// In groups of four, as people read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, sign) in self.0.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{sign}")?;
        }
        Ok(())
    }
}

/// Is this an account number that its bank could have given (IBAN, ISO 13616), by its check digits?
pub fn is_iban(text: &str) -> bool {
    let packed: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let form = packed.is_ascii()
        && (15..=34).contains(&packed.len())
        && packed.bytes().enumerate().all(|(at, byte)| match at {
            0 | 1 => byte.is_ascii_uppercase(),
            2 | 3 => byte.is_ascii_digit(),
            _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        });
    form && remainder(&format!("{}{}", &packed[4..], &packed[..4])) == 1
}

/// The remainder modulo 97 of a text in which letters stand for 10 to 35 (ISO/IEC 7064, MOD 97-10).
fn remainder(text: &str) -> u32 {
    text.chars().filter_map(|sign| sign.to_digit(36)).fold(0, |sum, digit| match digit {
        0..=9 => (sum * 10 + digit) % 97,
        letter => (sum * 100 + letter) % 97,
    })
}

/// The digit that makes the sum of the digits, every second doubled, a multiple of ten.
fn luhn(digits: &str) -> u32 {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|sign| sign.to_digit(10))
        .enumerate()
        .map(|(at, digit)| match (at % 2, digit * 2) {
            (0, doubled @ 10..) => doubled - 9,
            (0, doubled) => doubled,
            _ => digit,
        })
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_check_digits_are_those_of_the_standards() {
        // The example of ISO 11649: RF18 5390 0754 7034.
        assert_eq!(98 - remainder("539007547034RF00"), 18);
        assert_eq!(luhn("7992739871"), 3);
        for iban in ["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432", "NO9386011117947"] {
            assert!(is_iban(iban), "{iban}");
        }
        for wrong in ["DE88370400440532013000", "de89370400440532013000", "", "DE", "ÄÖ89370400440532013000"]
        {
            assert!(!is_iban(wrong), "{wrong}");
        }
    }

    #[test]
    fn it_is_found_in_what_payers_write() {
        let reference = Reference::of(123);
        for text in [
            reference.to_string(),
            reference.to_string().to_lowercase(),
            format!("gift {} thank you", reference.short()),
            format!("/ROC/{}//2026", reference.packed()),
            format!("G 0000123{}", &reference.short()[8..]),
        ] {
            assert_eq!(Reference::found_in(&text), std::slice::from_ref(&reference), "{text}");
        }
        assert_eq!(Reference::found_in("G00001234 donation 2026"), []);
    }

    proptest! {
        #[test]
        fn every_pledge_has_one(pledge in 0u64..1_000_000_000_000) {
            let reference = Reference::of(pledge);
            prop_assert_eq!(reference.pledge(), Some(pledge));
            prop_assert!(reference.packed().len() <= 25);
            let packed = reference.packed();
            let turned = format!("{}{}", &packed[4..], &packed[..4]);
            prop_assert_eq!(remainder(&turned), 1);
            prop_assert_eq!(Reference::found_in(&format!("x {reference} y")), [reference]);
        }

        #[test]
        fn a_wrong_digit_is_noticed(pledge in 0u64..10_000_000, at in 1usize..9, by in 1u32..10) {
            let short = Reference::of(pledge).short().to_owned();
            let digit = short[at..=at].parse::<u32>().unwrap();
            let changed = format!("{}{}{}", &short[..at], (digit + by) % 10, &short[at + 1..]);
            prop_assert_eq!(Reference::found_in(&changed), []);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,60}|[G0-9 ]{0,60}") {
            let _ = (Reference::found_in(&text), is_iban(&text));
        }
    }
}
