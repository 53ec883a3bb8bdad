//! Keys by formula: `40% gdp + 60% population`.

use super::{
    error::{KeyError, ScaleError},
    fraction::Fraction,
};
use std::{fmt, ops::Range};

/// A key: shares of several columns, mixed.
///
/// ```ebnf
/// key  = column | term, { "+", term } ;        (* the parts of the terms make 100% *)
/// term = number, "%", [ "of" ], column ;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its terms, from left to right.
    pub terms: Vec<Term>,
}

/// A part of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// How much of the whole, in per cent.
    pub percent: Fraction,
    /// As written, such as `40`.
    written: String,
    /// The column whose shares are taken.
    pub column: String,
    /// Where the column stands, in bytes.
    pub span: Range<usize>,
}

/// The longest key that is read, in bytes, and the most terms.
const LONGEST: usize = 1000;

/// How a key reads.
const LOOKS: &str = "a key reads like `40% gdp + 60% population`, or names one column";

impl Key {
    /// Reads a key.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong, with its bytes and what would be right.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        if text.len() > LONGEST {
            return Err(KeyError { says: "the key is too long".into(), help: LOOKS, span: 0..text.len() });
        }
        let mut terms: Vec<Term> = Vec::new();
        let mut start = 0;
        for piece in text.split('+') {
            terms.push(term(text, start..start + piece.len())?);
            start += piece.len() + 1;
        }
        if let [only] = terms.as_mut_slice()
            && only.written.is_empty()
        {
            only.percent = Fraction::whole(100);
            return Ok(Self { terms });
        }
        if let Some(term) = terms.iter().find(|term| term.written.is_empty()) {
            let says = format!("`{}` has no share", term.column);
            return Err(KeyError { says, help: LOOKS, span: term.span.clone() });
        }
        let sum = terms.iter().map(|term| &term.percent).sum::<Fraction>();
        if sum != Fraction::whole(100) {
            let says = format!("the shares add up to {}%", trimmed(&sum.to_decimal(6)));
            return Err(KeyError { says, help: "let them add up to 100%", span: 0..text.len() });
        }
        Ok(Self { terms })
    }

    /// The members' shares in per cent, for the values of each term's column.
    ///
    /// # Errors
    ///
    /// Where a column is missing or uneven, or nobody has any of it.
    pub fn shares(&self, columns: &[Vec<Fraction>]) -> Result<Vec<Fraction>, ScaleError> {
        let members = columns.first().ok_or(ScaleError::NoMembers)?.len();
        if members == 0 {
            return Err(ScaleError::NoMembers);
        }
        if columns.len() != self.terms.len() || columns.iter().any(|column| column.len() != members) {
            return Err(ScaleError::Uneven);
        }
        let mut shares = vec![Fraction::whole(0); members];
        for (term, column) in self.terms.iter().zip(columns) {
            let total = column.iter().sum::<Fraction>();
            if total.is_zero() {
                return Err(ScaleError::Nothing(term.column.clone()));
            }
            for (share, value) in shares.iter_mut().zip(column) {
                *share = share.plus(&value.times(&term.percent).over(&total)).reduced();
            }
        }
        Ok(shares)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, term) in self.terms.iter().enumerate() {
            if place > 0 {
                f.write_str(" + ")?;
            }
            match term.written.as_str() {
                "" => f.write_str(&term.column)?,
                percent => write!(f, "{percent}% {}", term.column)?,
            }
        }
        Ok(())
    }
}

fn trimmed(decimal: &str) -> &str {
    decimal.trim_end_matches('0').trim_end_matches('.')
}

fn term(text: &str, span: Range<usize>) -> Result<Term, KeyError> {
    let piece = &text[span.clone()];
    let trimmed = piece.trim();
    let start = span.start + (piece.len() - piece.trim_start().len());
    let all = start..start + trimmed.len();
    let fail = |says: String, span: Range<usize>| {
        // Where nothing is written, the sign beside it is marked.
        let span = if span.is_empty() { span.start.saturating_sub(1)..span.end } else { span };
        Err(KeyError { says, help: LOOKS, span })
    };
    if trimmed.is_empty() {
        return fail("a term is empty".into(), all.start..all.start);
    }
    let (written, percent, rest) = match trimmed.split_once('%') {
        None => ("", Fraction::whole(0), trimmed),
        Some((number, rest)) => {
            let number = number.trim_end();
            let span = start..start + number.len();
            match number.parse::<Fraction>() {
                Ok(percent) if !percent.is_zero() => (number, percent, rest),
                _ => return fail(format!("`{number}` is not a share"), span),
            }
        }
    };
    let column = rest.trim_start();
    let column = column.strip_prefix("of ").unwrap_or(column).trim_start();
    let at = all.end - column.len()..all.end;
    if column.is_empty() {
        return fail("a share has no column".into(), all);
    }
    let good = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    match column.char_indices().find(|(_, letter)| !good(*letter)) {
        Some((place, letter)) => {
            let place = at.start + place;
            let says = format!("`{}` has no meaning in a key", letter.escape_default());
            fail(says, place..place + letter.len_utf8())
        }
        None => Ok(Term { percent, written: written.to_owned(), column: column.to_owned(), span: at }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key of as many bytes as are read is refused for what it says, a longer one for its length.
    #[test]
    fn a_key_has_its_length() {
        let says = |length: usize| Key::parse(&"9".repeat(length)).map_err(|error| error.says);
        assert_ne!(says(LONGEST), Err("the key is too long".into()));
        for length in [LONGEST + 1, LONGEST + 2, 10 * LONGEST] {
            assert_eq!(says(length), Err("the key is too long".into()));
        }
    }
}
