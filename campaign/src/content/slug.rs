//! Slugs: the last part of an item's address.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The most characters of a slug.
pub const MOST: usize = 80;

/// Is it one: small letters, digits and single hyphens between them?
pub fn is_slug(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty() && word.chars().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit())
    };
    text.len() <= MOST && text.split('-').all(word)
}

/// A slug for a title: `Première réunion, 2026` is `premiere-reunion-2026`. A title of other letters has none: it is empty.
pub fn of(title: &str) -> String {
    let mut out = String::new();
    for letter in title.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        let plain = match letter {
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ø' => "o",
            'đ' | 'ð' => "d",
            'ł' => "l",
            'ı' => "i",
            'þ' => "th",
            // An apostrophe parts no word: `member’s` is `members`.
            '\'' | '’' => continue,
            _ => "",
        };
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
        } else if !plain.is_empty() {
            out.push_str(plain);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    shortened(&out)
}

/// The first words of it that are not too long.
fn shortened(text: &str) -> String {
    let text = text.trim_end_matches('-');
    match text.get(..=MOST) {
        None => text.to_owned(),
        Some(start) => match start.rfind('-') {
            Some(end) => start[..end].to_owned(),
            None => start[..MOST].to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_become_slugs() {
        for (title, slug) in [
            ("What we propose", "what-we-propose"),
            ("Première réunion, 2026", "premiere-reunion-2026"),
            ("The members’ meeting — in Łódź & Århus", "the-members-meeting-in-lodz-arhus"),
            ("  Ærø, Straße  ", "aero-strasse"),
            ("Über\u{301}uns", "uberuns"),
            ("…", ""),
            ("共同体", ""),
        ] {
            assert_eq!(of(title), slug, "{title}");
        }
        assert_eq!(of(&"word ".repeat(40)), "word-".repeat(16).trim_end_matches('-'));
        assert_eq!(of(&"a".repeat(200)).len(), MOST);
    }

    #[test]
    fn what_is_no_slug_is_known() {
        assert!(is_slug("a") && is_slug("a-1-b"));
        for text in ["", "-", "a-", "-a", "a--b", "A", "é", "a b", "a/b", "..", "a.b", &"a".repeat(81)] {
            assert!(!is_slug(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_title_makes_a_slug_or_none(title in "(\\PC|[a-z -]){0,120}") {
            let slug = of(&title);
            prop_assert!(slug.is_empty() || is_slug(&slug), "{slug}");
            prop_assert_eq!(of(&slug), slug);
        }
    }
}
