//! Which pledge a payment is of: by its reference, exactly; or, for a person to decide, by what is nearly so.

use super::{
    entity::Entity,
    money::{Currency, Money},
    pledge::{Pledge, Rhythm, Stands},
    reference::Reference,
};

/// The most references that are looked up for one payment.
const MOST_TRIED: usize = 400;

/// The most places in what a payer wrote at which a reference is looked for that has a slip in it.
const MOST_BEGINNINGS: usize = 12;

/// What is found of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is of this pledge: one reference, its entity, its currency, its amount, and it was still awaited.
    Exact(u64),
    /// It may be of this pledge; a person decides. Why it is not certain, in words.
    Suggested(u64, String),
    /// Nothing is known of it.
    Unknown,
}

/// A payment as the bank tells it.
#[derive(Clone, Copy, Debug)]
pub struct Payment<'a> {
    /// Which entity's account it came to.
    pub entity: &'a Entity,
    /// In minor units, above nought.
    pub amount: i64,
    /// The currency, where the statement says it.
    pub currency: Option<&'a str>,
    /// Who paid, as the bank says it.
    pub payer: &'a str,
    /// What they wrote.
    pub text: &'a str,
}

/// The pledges whose references stand whole in what a payer wrote, for the caller to look up.
pub fn whole(text: &str) -> Vec<u64> {
    Reference::found_in(text).iter().filter_map(Reference::pledge).collect()
}

/// The pledges whose references stand there but for one slip of the pen, for the caller to look up.
pub fn near(text: &str) -> Vec<u64> {
    slips(text).iter().filter_map(Reference::pledge).collect()
}

/// The references that one slip of the pen makes of what stands there: a digit wrong, two changed about, one left out or one too
/// many.
fn slips(text: &str) -> Vec<Reference> {
    let packed: Vec<char> =
        text.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect();
    let mut found: Vec<Reference> = Vec::new();
    let begins = packed.iter().enumerate().filter(|(_, sign)| **sign == 'G');
    for (at, _) in begins.take(MOST_BEGINNINGS) {
        // Letters that are taken for digits: O for 0, I and L for 1, S for 5, B for 8.
        let digits: Vec<char> = packed[at + 1..].iter().map_while(|sign| digit(*sign)).take(13).collect();
        for length in 7..=digits.len().min(13) {
            for tried in variants(&digits[..length]) {
                let one = Reference::found_in(&format!("G{tried}"));
                let whole = one.into_iter().find(|one| one.short().len() == tried.len() + 1);
                if let Some(one) = whole.filter(|one| !found.contains(one)) {
                    found.push(one);
                }
                if found.len() >= MOST_TRIED {
                    return found;
                }
            }
        }
    }
    found
}

fn digit(sign: char) -> Option<char> {
    match sign {
        '0'..='9' => Some(sign),
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        'S' => Some('5'),
        'B' => Some('8'),
        _ => None,
    }
}

/// What is written, and all that one slip makes of it.
fn variants(digits: &[char]) -> Vec<String> {
    let text = |digits: &[char]| digits.iter().collect::<String>();
    let mut all = vec![text(digits)];
    for at in 0..digits.len() {
        for other in '0'..='9' {
            let mut changed = digits.to_vec();
            changed[at] = other;
            all.push(text(&changed));
            let mut added = digits.to_vec();
            added.insert(at, other);
            all.push(text(&added));
        }
        let mut without = digits.to_vec();
        without.remove(at);
        all.push(text(&without));
        if at + 1 < digits.len() {
            let mut turned = digits.to_vec();
            turned.swap(at, at + 1);
            all.push(text(&turned));
        }
    }
    all.extend(('0'..='9').map(|last| format!("{}{last}", text(digits))));
    all
}

/// Judges a payment. `whole` are the pledges whose reference stands in it, `near` those of a slip, `named` those that wait for the
/// same amount from somebody of the payer's name.
pub fn judge(payment: &Payment<'_>, whole: &[Pledge], near: &[Pledge], named: &[Pledge]) -> Verdict {
    match whole {
        [pledge] => match hindrance(payment, pledge) {
            None => Verdict::Exact(pledge.id),
            Some(why) => Verdict::Suggested(pledge.id, why),
        },
        [pledge, ..] => Verdict::Suggested(pledge.id, "more than one reference stands in it".to_owned()),
        [] => {
            let awaited = |pledges: &'_ [Pledge]| -> Option<u64> {
                let mut fits = pledges.iter().filter(|pledge| hindrance(payment, pledge).is_none());
                fits.next().map(|pledge| pledge.id)
            };
            if let Some(id) = awaited(near) {
                let reference = Reference::of(id);
                return Verdict::Suggested(id, format!("one slip away from {}", reference.short()));
            }
            match awaited(named) {
                Some(id) => Verdict::Suggested(
                    id,
                    "no reference, but the payer's name and the amount agree".to_owned(),
                ),
                None => Verdict::Unknown,
            }
        }
    }
}

/// Why a payment with a pledge's reference is not certainly its gift.
fn hindrance(payment: &Payment<'_>, pledge: &Pledge) -> Option<String> {
    let entity = payment.entity;
    if pledge.entity != entity.id {
        return Some("the pledge is to another entity".to_owned());
    }
    if let Some(code) = payment.currency
        && Currency::read(code) != Some(entity.currency)
    {
        return Some(format!("it came in {code}, and the books are in {}", entity.currency));
    }
    if payment.amount != pledge.amount {
        return Some(format!("{} was pledged", Money::new(pledge.amount, entity.currency)));
    }
    match (pledge.stands, pledge.rhythm) {
        (Stands::Ended, _) => Some("the pledge has ended".to_owned()),
        (Stands::Given, Rhythm::Once) => Some("the pledge was given already".to_owned()),
        _ => None,
    }
}

/// Is this the same name, whatever the order of its words, its case and its punctuation?
pub fn same_name(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        let mut words: Vec<String> = text
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| word.chars().count() > 1)
            .map(str::to_lowercase)
            .collect();
        words.sort();
        words
    };
    let (one, other) = (words(one), words(other));
    !one.is_empty() && one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gift::{entity::Details, pledge::Way};
    use proptest::prelude::*;

    fn entity() -> Entity {
        Entity {
            id: 1,
            name: "dc".into(),
            details: Details::default(),
            offered: true,
            currency: Currency::USD,
        }
    }

    fn pledge(id: u64) -> Pledge {
        Pledge {
            id,
            entity: 1,
            person: vec![],
            name: Some("Ann Lee".into()),
            address: None,
            message: None,
            named: false,
            amount: 5_000,
            rhythm: Rhythm::Once,
            way: Way::Transfer,
            stands: Stands::Promised,
            asked: 0,
            given: None,
            subscription: None,
        }
    }

    fn says(amount: i64, currency: Option<&str>, pledge: &Pledge) -> String {
        let entity = entity();
        let payment = Payment { entity: &entity, amount, currency, payer: "", text: "" };
        match judge(&payment, std::slice::from_ref(pledge), &[], &[]) {
            Verdict::Exact(_) => "exact".to_owned(),
            Verdict::Suggested(_, why) => why,
            Verdict::Unknown => "unknown".to_owned(),
        }
    }

    #[test]
    fn only_what_agrees_in_everything_is_certain() {
        let awaited = pledge(7);
        assert_eq!(says(5_000, Some("USD"), &awaited), "exact");
        assert_eq!(says(5_000, None, &awaited), "exact");
        assert_eq!(says(4_000, None, &awaited), "USD 50.00 was pledged");
        assert_eq!(says(5_000, Some("AUD"), &awaited), "it came in AUD, and the books are in USD");
        assert_eq!(
            says(5_000, None, &Pledge { entity: 2, ..awaited.clone() }),
            "the pledge is to another entity"
        );
        assert_eq!(
            says(5_000, None, &Pledge { stands: Stands::Given, ..awaited.clone() }),
            "the pledge was given already"
        );
        let monthly = Pledge { rhythm: Rhythm::Monthly, stands: Stands::Running, ..awaited };
        assert_eq!(says(5_000, None, &monthly), "exact");
    }

    #[test]
    fn names_agree_in_any_order() {
        assert!(same_name("LEE, ANN M.", "Ann Lee"));
        assert!(!same_name("Ann Lee", "Ann Leigh") && !same_name("", ""));
    }

    proptest! {
        #[test]
        fn one_slip_is_suggested_and_never_certain(id in 1u64..100_000_000, at in 0usize..12, by in 1u32..10, kind in 0u8..3) {
            let reference = Reference::of(id).short().to_owned();
            let mut signs: Vec<char> = reference.chars().collect();
            let at = 1 + at % (signs.len() - 2);
            match kind {
                0 => {
                    let digit = signs[at].to_digit(10).unwrap();
                    signs[at] = char::from_digit((digit + by) % 10, 10).unwrap();
                }
                1 => signs.swap(at, at + 1),
                _ => { signs.remove(at); }
            }
            let written: String = signs.into_iter().collect();
            let (whole, near) = (whole(&format!("gift {written}")), near(&format!("gift {written}")));
            if !whole.contains(&id) {
                prop_assert!(near.contains(&id), "{written}");
                let entity = entity();
                let payment = Payment { entity: &entity, amount: 5_000, currency: None, payer: "", text: &written };
                let suggested = matches!(judge(&payment, &[], &[pledge(id)], &[]), Verdict::Suggested(found, _) if found == id);
                prop_assert!(suggested);
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,80}|[G0-9OIL ]{0,80}") {
            prop_assert!(near(&text).len() <= MOST_TRIED && whole(&text).len() <= text.len());
        }
    }
}
