//! Conditions as people say them. A refusal carries what an article requires as the charter writes it, since that may stand in
//! an event; who reads it is told in words.

use charter::condition::{self, Context};
use world::World;

/// A text in which each condition of a charter between backticks is said in plain English: ``requires `subject.member` ``
/// becomes `requires that the state concerned is a member`.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, quoted, after)) = quoted(rest) {
        out.push_str(before);
        match english(quoted) {
            Some(says) => {
                if before.ends_with("requires ") {
                    out.push_str("that ");
                }
                out.push_str(&says);
            }
            None => out.push_str(&format!("`{quoted}`")),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn quoted(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (quoted, after) = rest.split_once('`')?;
    Some((before, quoted, after))
}

/// Nothing for what is no condition, such as the name of an act.
fn english(text: &str) -> Option<String> {
    if !text.contains('.') {
        return None;
    }
    let contexts = [Context::Act, Context::Guarantee, Context::Stage, Context::Criterion];
    let condition = contexts.into_iter().find_map(|context| condition::parse(text, context).ok())?;
    Some(charter::show::condition(&condition, World::embedded()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_article_requires_is_said_in_words() {
        let says = |text: &str| plain(text);
        assert_eq!(
            says("the article requires `subject.member`, which is not so"),
            "the article requires that the state concerned is a member, which is not so"
        );
        assert_eq!(
            says("it is unknown whether `subject.polyarchy >= 0.5`, which the article requires"),
            "it is unknown whether the figure for electoral democracy of the state concerned is at least 0.5, which the \
             article requires"
        );
    }

    #[test]
    fn what_is_no_condition_stays_as_it_is() {
        for text in [
            "let it ask with `request-help`",
            "`S/RES/1386` is no symbol",
            "an odd ` sign",
            "`draft.toml` is a file",
        ] {
            assert_eq!(plain(text), text);
        }
    }
}
