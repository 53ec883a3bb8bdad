//! What in a letter is the sender's own: the words that the template does not have in this order. Parliaments' offices sort
//! letters by their words, and set equal ones aside.

use crate::typed;

/// The longest letter, in characters.
pub const LONGEST: usize = 6_000;
/// How many of a hundred words must be the sender's own.
pub const OWN_PERCENT: usize = 20;
/// How many words must be the sender's own at least.
pub const OWN_LEAST: usize = 25;

/// A word of a letter, or one that the sender left out of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As the template has it.
    Same(String),
    /// The sender's own.
    Own(String),
    /// In the template, and not in the letter.
    Left(String),
}

/// A letter beside its template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Every word, in the order of the letter, what was left out where it stood.
    pub pieces: Vec<Piece>,
    /// How many words the letter has.
    pub words: usize,
    /// How many of them are the sender's own.
    pub own: usize,
}

impl Difference {
    /// How many words must be the sender's own in a letter of this length.
    pub fn needed(&self) -> usize {
        (self.words * OWN_PERCENT).div_ceil(100).max(OWN_LEAST)
    }

    /// Is it the sender's own letter?
    pub fn is_own(&self) -> bool {
        self.own >= self.needed()
    }

    /// What is missing, for people; nothing where it is their own letter.
    pub fn missing(&self) -> Option<String> {
        (!self.is_own()).then(|| {
            format!(
                "{} of the {} words are yours. At least {} must be: say who you are, where you live, and why it matters to you",
                self.own,
                self.words,
                self.needed()
            )
        })
    }
}

/// Compares a letter with its template, word by word; case and punctuation do not make a word one's own. Takes time in
/// proportion to the product of both lengths, which [`LONGEST`] bounds.
pub fn difference(template: &str, letter: &str) -> Difference {
    let (theirs, ours) = (words(template), words(letter));
    // Each word is made plain once, for every pair of them is compared.
    let bare = |words: &[&str]| words.iter().map(|word| plain(word)).collect::<Vec<_>>();
    let (theirs_bare, ours_bare) = (bare(&theirs), bare(&ours));
    let same = |one: usize, other: usize| theirs_bare[one] == ours_bare[other];
    // The length of the longest common sequence of what follows each pair of places.
    let width = ours.len() + 1;
    let mut common = vec![0u16; (theirs.len() + 1) * width];
    for one in (0..theirs.len()).rev() {
        for other in (0..ours.len()).rev() {
            let (below, right) = (common[(one + 1) * width + other], common[one * width + other + 1]);
            common[one * width + other] =
                if same(one, other) { common[(one + 1) * width + other + 1] + 1 } else { below.max(right) };
        }
    }
    let (mut one, mut other, mut own) = (0, 0, 0);
    let mut pieces = Vec::with_capacity(theirs.len() + ours.len());
    while one < theirs.len() || other < ours.len() {
        if one < theirs.len() && other < ours.len() && same(one, other) {
            pieces.push(Piece::Same(ours[other].to_owned()));
            (one, other) = (one + 1, other + 1);
            continue;
        }
        let below = if one < theirs.len() { common[(one + 1) * width + other] } else { 0 };
        let right = if other < ours.len() { common[one * width + other + 1] } else { 0 };
        if other == ours.len() || (one < theirs.len() && below >= right) {
            pieces.push(Piece::Left(theirs[one].to_owned()));
            one += 1;
        } else {
            pieces.push(Piece::Own(ours[other].to_owned()));
            // Signs alone are no word of anybody.
            own += usize::from(!ours_bare[other].is_empty());
            other += 1;
        }
    }
    Difference { pieces, words: ours_bare.iter().filter(|word| !word.is_empty()).count(), own }
}

/// A word without its case and punctuation.
fn plain(word: &str) -> String {
    word.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a text, within the bound.
fn words(text: &str) -> Vec<&str> {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    text[..end].split_whitespace().collect()
}

/// A letter as it is copied: in lines, within the bound.
pub fn clean(text: &str) -> String {
    typed::lines(text).chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEMPLATE: &str =
        "Dear representative, please support the charter of a community of democracies. Yours";

    #[test]
    fn the_template_unchanged_is_nobodys_own() {
        for letter in [
            TEMPLATE,
            &TEMPLATE.to_uppercase(),
            &TEMPLATE.replace(' ', "\n"),
            &TEMPLATE.replace('.', " ... !"),
        ] {
            let found = difference(TEMPLATE, letter);
            assert_eq!(found.own, 0, "{letter}");
            assert!(!found.is_own() && found.missing().unwrap().starts_with("0 of the 12 words are yours"));
        }
        assert!(!difference(TEMPLATE, "").is_own());
    }

    #[test]
    fn ones_own_words_are_counted_where_they_stand() {
        let found = difference("a b c", "a x c d");
        let written: Vec<String> = found
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Same(word) => word.clone(),
                Piece::Own(word) => format!("+{word}"),
                Piece::Left(word) => format!("-{word}"),
            })
            .collect();
        assert_eq!((written.join(" ").as_str(), found.own, found.words), ("a -b +x c +d", 2, 4));
        let own = "I am a nurse in Ghent and my brother serves in the army, so I ask you what happens when the next country \
                   loses its court and nobody answers; please";
        assert!(difference(TEMPLATE, &format!("{TEMPLATE} {own}")).is_own());
        // Padding by signs is no letter.
        assert!(!difference(TEMPLATE, &format!("{TEMPLATE} {}", "- ".repeat(40))).is_own());
    }

    /// The longest common sequence, by trying every choice.
    fn longest(one: &[&str], other: &[&str]) -> usize {
        match (one.split_first(), other.split_first()) {
            (Some((a, one_rest)), Some((b, other_rest))) => {
                let both = if a == b { 1 + longest(one_rest, other_rest) } else { 0 };
                both.max(longest(one_rest, other)).max(longest(one, other_rest))
            }
            _ => 0,
        }
    }

    proptest! {
        #[test]
        fn no_fewer_words_could_be_called_own(one in "([abc] ){0,6}", other in "([abc] ){0,6}") {
            let (theirs, ours): (Vec<_>, Vec<_>) = (one.split_whitespace().collect(), other.split_whitespace().collect());
            let found = difference(&one, &other);
            prop_assert_eq!(found.own, ours.len() - longest(&theirs, &ours));
            let letter: Vec<_> = found.pieces.iter().filter_map(|piece| match piece {
                Piece::Same(word) | Piece::Own(word) => Some(word.as_str()),
                Piece::Left(_) => None,
            }).collect();
            prop_assert_eq!(letter, ours);
        }

        #[test]
        fn no_text_panics(one in "\\PC{0,300}", other in "\\PC{0,300}") {
            let found = difference(&one, &other);
            prop_assert!(found.own <= found.words);
        }
    }
}
