//! Words as they are indexed and asked for, and where they stand in a text.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The most words of a question; more are not looked for.
const MOST_WORDS: usize = 8;
/// The longest word, in characters: what follows is cut off, in texts and in questions alike.
const LONGEST: usize = 40;
/// About how many characters of a text are shown around what was found.
const AROUND: usize = 180;

/// The words of a text: small letters and digits, without accents.
pub fn folded(text: &str) -> Vec<String> {
    spans(text).map(|(start, end)| fold(&text[start..end])).filter(|word| !word.is_empty()).collect()
}

fn fold(word: &str) -> String {
    let letters = word.nfkd().filter(|sign| !is_combining_mark(*sign)).flat_map(char::to_lowercase);
    // What a letter is taken apart into may hold signs that are none.
    letters.filter(|sign| sign.is_alphanumeric()).take(LONGEST).collect()
}

/// Where words stand, in bytes.
fn spans(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut start = None;
    let ends = text.char_indices().map(Some).chain([None]);
    ends.filter_map(move |at| {
        let (at, within) = match at {
            Some((at, sign)) => (at, sign.is_alphanumeric() || is_combining_mark(sign)),
            None => (text.len(), false),
        };
        match (start, within) {
            (None, true) => {
                start = Some(at);
                None
            }
            (Some(begun), false) => {
                start = None;
                Some((begun, at))
            }
            _ => None,
        }
    })
}

/// What is asked for: words, of which each must begin one of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted(Vec<String>);

impl Wanted {
    /// Reads a question. Quotes, operators and whatever else is no word part words and mean nothing.
    pub fn read(text: &str) -> Self {
        let mut words = Vec::new();
        for word in folded(text) {
            if words.len() < MOST_WORDS && !words.contains(&word) {
                words.push(word);
            }
        }
        Self(words)
    }

    /// Is nothing asked for?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Does a text have each of them?
    pub fn is_in(&self, text: &str) -> bool {
        let words = folded(text);
        !self.is_empty() && self.0.iter().all(|wanted| words.iter().any(|word| word.starts_with(wanted)))
    }

    /// How often they stand in a text, at most nine times each, each time counted so often.
    pub(super) fn weight(&self, text: &str, each: usize) -> usize {
        let words = folded(text);
        let of = |wanted: &String| words.iter().filter(|word| word.starts_with(wanted)).count().min(9);
        self.0.iter().map(of).sum::<usize>() * each
    }

    fn begins(&self, word: &str) -> bool {
        let word = fold(word);
        self.0.iter().any(|wanted| word.starts_with(wanted))
    }

    /// As FTS5 asks. There are no quotes in words.
    pub(super) fn for_sqlite(&self) -> String {
        self.0.iter().map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" AND ")
    }

    /// As `tsquery` is written.
    pub(super) fn for_postgres(&self) -> String {
        self.0.iter().map(|word| format!("'{word}':*")).collect::<Vec<_>>().join(" & ")
    }
}

/// A part of a text that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: String,
    /// Is it what was asked for?
    pub found: bool,
}

/// The text around the first place where most of what is asked for stands, with the words marked; an ellipsis where it goes on.
pub fn highlighted(text: &str, wanted: &Wanted) -> Vec<Part> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let spans: Vec<(usize, usize)> = spans(&text).collect();
    let first = spans.iter().position(|(start, end)| wanted.begins(&text[*start..*end])).unwrap_or(0);
    // Some words before it, and as many characters behind as are shown.
    let begin = spans.get(first.saturating_sub(6)).map_or(0, |(start, _)| *start);
    let begin = if first <= 6 { 0 } else { begin };
    let rest = &text[begin..];
    let cut = rest.char_indices().nth(AROUND).map_or(rest.len(), |(at, _)| at);
    let end = match rest.len() == cut {
        true => cut,
        false => rest[..cut].rfind(' ').filter(|at| *at > 0).unwrap_or(cut),
    };
    let shown = &rest[..end];
    let mut parts: Vec<Part> = Vec::new();
    let mut put = |text: &str, found: bool| {
        if !text.is_empty() {
            parts.push(Part { text: text.to_owned(), found });
        }
    };
    put(if begin > 0 { "… " } else { "" }, false);
    let mut done = 0;
    for (from, to) in self::spans(shown) {
        if wanted.begins(&shown[from..to]) {
            put(&shown[done..from], false);
            put(&shown[from..to], true);
            done = to;
        }
    }
    put(&shown[done..], false);
    put(if end < rest.len() { " …" } else { "" }, false);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_folded() {
        assert_eq!(
            folded("Łódź, ÉTÉ 2026: the members’ “law”"),
            ["łodz", "ete", "2026", "the", "members", "law"]
        );
        assert_eq!(folded("cafe\u{301} ＡＢＣ ½"), ["cafe", "abc", "12"]);
        assert!(Wanted::read("MEMB law").is_in("The law of members"));
        assert!(!Wanted::read("memb lawyer").is_in("The law of members") && !Wanted::read("\"'").is_in("a"));
    }

    #[test]
    fn what_was_asked_for_is_marked() {
        let drawn = |text: &str, asked: &str| -> String {
            let parts = highlighted(text, &Wanted::read(asked));
            parts
                .iter()
                .map(|part| if part.found { format!("[{}]", part.text) } else { part.text.clone() })
                .collect()
        };
        assert_eq!(drawn("A law binds; laws <b>bind</b>.", "law"), "A [law] binds; [laws] <b>bind</b>.");
        assert_eq!(drawn("Été à Paris", "ete"), "[Été] à Paris");
        let long = format!("{} needle {}", "hay ".repeat(50).trim(), "straw ".repeat(60).trim());
        let shown = drawn(&long, "needle");
        assert!(
            shown.starts_with("… hay") && shown.contains("[needle] straw") && shown.ends_with(" …"),
            "{shown}"
        );
        assert_eq!(drawn("", "a"), "");
    }

    proptest! {
        #[test]
        fn no_question_panics_and_what_is_shown_is_of_the_text(text in "(\\PC|[a-c ]{1,5}){0,80}", asked in "(\\PC|[a-c'\"*:&|!() -]){0,20}") {
            let wanted = Wanted::read(&asked);
            let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let shown: String = highlighted(&text, &wanted).iter().map(|part| part.text.clone()).collect();
            let inner = shown.trim_start_matches("… ").trim_end_matches(" …");
            prop_assert!(plain.contains(inner) || plain.starts_with('…') || plain.ends_with('…'), "{shown}");
            for sign in ['"', '\'', '\\', '*', ':', '&', '|', '!', '(', ')'] {
                prop_assert!(!wanted.for_sqlite().trim_matches(['"', '*']).replace("\"* AND \"", "").contains(sign));
                prop_assert!(!wanted.for_postgres().trim_matches(['\'', ':', '*']).replace("':* & '", "").contains(sign));
            }
        }
    }
}
