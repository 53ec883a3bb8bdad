//! Numbers that registers and banks give, held to their own check digits, so that a slip of the pen is noticed before a giver
//! pays to nobody.

/// The digits of a text, if it holds nothing but digits, spaces and hyphens.
fn digits(text: &str) -> Option<Vec<u32>> {
    let kept = text.chars().filter(|sign| !matches!(sign, ' ' | '-'));
    kept.map(|sign| sign.to_digit(10)).collect()
}

/// An Employer Identification Number of the United States: nine digits, as `12-3456789`. It has no check digit.
pub fn is_ein(text: &str) -> bool {
    digits(text).is_some_and(|digits| digits.len() == 9 && digits.iter().any(|digit| *digit != 0))
}

/// An Australian Business Number: eleven digits whose weighted sum, one taken from the first, is a multiple of 89 (Australian
/// Business Register, "Format of the ABN").
pub fn is_abn(text: &str) -> bool {
    const WEIGHTS: [u32; 11] = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
    digits(text).is_some_and(|digits| {
        let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
        digits.len() == 11 && digits[0] != 0 && (sum - 10).is_multiple_of(89)
    })
}

/// An Australian Company Number: nine digits, the last of which completes a sum weighted from eight to one (Australian
/// Securities and Investments Commission, "Australian Company Number Digit Check").
pub fn is_acn(text: &str) -> bool {
    digits(text).is_some_and(|digits| {
        let sum: u32 = digits.iter().zip((1..=8).rev()).map(|(digit, weight)| digit * weight).sum();
        digits.len() == 9 && digits[8] == (10 - sum % 10) % 10
    })
}

/// A routing number of a bank of the United States: nine digits, weighted 3, 7, 1, whose sum is a multiple of ten (American
/// Bankers Association).
pub fn is_routing(text: &str) -> bool {
    digits(text).is_some_and(|digits| {
        let sum: u32 = digits.iter().zip([3, 7, 1].into_iter().cycle()).map(|(digit, by)| digit * by).sum();
        digits.len() == 9 && sum > 0 && sum.is_multiple_of(10)
    })
}

/// A number of a bank, state and branch of Australia: six digits, as `062-000`.
pub fn is_bsb(text: &str) -> bool {
    digits(text).is_some_and(|digits| digits.len() == 6)
}

/// An account's number at a bank that gives it no check digits: between four and seventeen digits.
pub fn is_account(text: &str) -> bool {
    digits(text).is_some_and(|digits| (4..=17).contains(&digits.len()))
}

/// A business identifier code of a bank (ISO 9362): eight or eleven letters and digits, the fifth and sixth letters.
pub fn is_bic(text: &str) -> bool {
    let text = text.trim();
    let takes = |(at, byte): (usize, u8)| match at {
        4 | 5 => byte.is_ascii_uppercase(),
        _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
    };
    matches!(text.len(), 8 | 11) && text.bytes().enumerate().all(takes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn examples_of_those_who_give_the_numbers_are_taken() {
        assert!(is_abn("51 824 753 556"), "the example of the Australian Business Register");
        assert!(is_acn("004 085 616"), "the example of the Securities and Investments Commission");
        assert!(is_routing("021000021") && is_routing("0110-0001-5"), "the Federal Reserve's own");
        assert!(is_ein("12-3456789") && is_bsb("062-000") && is_bic("DEUTDEFF") && is_bic("DEUTDEFF500"));
        for wrong in ["", "12345678", "1234567890", "00-0000000", "12-34567x9"] {
            assert!(!is_ein(wrong), "{wrong}");
        }
        assert!(
            !is_abn("00 000 000 000") && !is_routing("000000000") && !is_bsb("06200") && !is_bic("deutdeff")
        );
        assert!(!is_bic("DEUT1EFF") && !is_account("123") && !is_account("12x45"));
    }

    proptest! {
        #[test]
        fn a_wrong_digit_is_noticed(at in 0usize..11, by in 1u32..10) {
            let change = |right: &str| {
                let at = at % right.len();
                let digit = right[at..=at].parse::<u32>().unwrap();
                format!("{}{}{}", &right[..at], (digit + by) % 10, &right[at + 1..])
            };
            prop_assert!(!is_abn(&change("51824753556")));
            // Of the weights of an ACN some share a factor with ten: a wrong check digit is noticed in any case.
            let other_check = format!("00408561{}", (6 + by) % 10);
            prop_assert!(!is_acn(&other_check));
            prop_assert!(!is_routing(&change("021000021")));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,20}|[0-9 -]{0,20}") {
            let _ = (is_ein(&text), is_abn(&text), is_acn(&text), is_routing(&text), is_bsb(&text), is_bic(&text));
        }
    }
}
