//! The words, numbers and signs of a rule, each with its place in the text.

use crate::error::{Problem, RuleError};
use std::ops::Range;

/// A piece of a rule's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A word or name: letters, digits, hyphens and underscores, a letter first; in small letters.
    Word(String),
    /// Digits, with a point or not.
    Number(String),
    /// `%`
    Percent,
    /// `/`
    Slash,
    /// `(`
    Open,
    /// `)`
    Close,
}

/// A token and its bytes.
pub type Placed = (Token, Range<usize>);

/// The longest rule that is read, in bytes.
pub const LONGEST: usize = 4096;

/// Splits a rule into tokens. A comma is punctuation before `and` and `or`, and falls away; elsewhere it is an error.
pub fn tokens(text: &str) -> Result<Vec<Placed>, RuleError> {
    if text.len() > LONGEST {
        return Err(RuleError::new(Problem::TooLong(text.len()), 0..text.len()));
    }
    let mut out: Vec<Placed> = Vec::new();
    let mut comma: Option<Range<usize>> = None;
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let mut take = |more: fn(char) -> bool| {
            let mut end = start + letter.len_utf8();
            while let Some((at, next)) = letters.peek().copied().filter(|(_, next)| more(*next)) {
                end = at + next.len_utf8();
                letters.next();
            }
            start..end
        };
        let token = match letter {
            ' ' | '\t' | '\n' | '\r' => continue,
            ',' if comma.is_none() => {
                comma = Some(start..start + 1);
                continue;
            }
            ',' => return Err(RuleError::new(Problem::Comma, start..start + 1)),
            '%' => (Token::Percent, start..start + 1),
            '/' => (Token::Slash, start..start + 1),
            '(' => (Token::Open, start..start + 1),
            ')' => (Token::Close, start..start + 1),
            '0'..='9' => {
                let span = take(|c| c.is_ascii_digit() || c == '.');
                (Token::Number(text[span.clone()].to_owned()), span)
            }
            c if c.is_ascii_alphabetic() => {
                let span = take(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
                (Token::Word(text[span.clone()].to_ascii_lowercase()), span)
            }
            other => {
                let span = start..start + other.len_utf8();
                return Err(RuleError::new(Problem::Letter(other), span));
            }
        };
        let joins = matches!(&token.0, Token::Word(word) if word == "and" || word == "or");
        match comma.take() {
            Some(span) if !joins || out.is_empty() => return Err(RuleError::new(Problem::Comma, span)),
            _ => out.push(token),
        }
    }
    match comma {
        Some(span) => Err(RuleError::new(Problem::Comma, span)),
        None => Ok(out),
    }
}
