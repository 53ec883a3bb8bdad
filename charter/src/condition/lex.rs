//! The pieces of a condition: names, numbers, texts, signs, each with its place.

use super::Problem;
use std::ops::Range;

/// A piece of a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// `state`, `true`, `in`
    Word(String),
    /// `0.5`
    Number(String),
    /// `'nato'`
    Text(String),
    /// `&&`, `<=`, `(`, …
    Sign(&'static str),
}

/// A token and its bytes.
pub type Placed = (Token, Range<usize>);

const SIGNS: &[&str] = &[
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "?", ":", "+", "-", "*", "/", "(", ")", "[", "]", ",",
    ".",
];

/// What people write for a sign, and the sign.
const MISTAKEN: &[(&str, &str)] = &[
    ("=>", ">="),
    ("=<", "<="),
    ("<>", "!="),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "!="),
    ("&", "&&"),
    ("|", "||"),
    ("=", "=="),
    ("“", "'"),
    ("”", "'"),
    ("‘", "'"),
    ("’", "'"),
    ("–", "-"),
    ("×", "*"),
    ("÷", "/"),
    ("%", "/ 100"),
];

/// Splits a condition into tokens.
pub fn tokens(text: &str) -> Result<Vec<Placed>, Problem> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        if letter.is_whitespace() {
            at += letter.len_utf8();
            continue;
        }
        let (token, length) = if letter.is_ascii_alphabetic() || letter == '_' {
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            (Token::Word(rest[..length].to_owned()), length)
        } else if letter.is_ascii_digit()
            || (letter == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()))
        {
            let length =
                rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '_').unwrap_or(rest.len());
            (Token::Number(rest[..length].to_owned()), length)
        } else if letter == '\'' || letter == '"' {
            quoted(rest, letter, at)?
        } else if let Some((wrong, right)) = MISTAKEN.iter().find(|(wrong, _)| mistaken(rest, wrong)) {
            let says = format!("`{wrong}` has no meaning in a condition");
            return Err(
                Problem::new("syntax", at..at + wrong.len(), says).help(format!("did you mean `{right}`?"))
            );
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (Token::Sign(sign), sign.len())
        } else {
            let says = format!("`{}` has no meaning in a condition", letter.escape_default());
            return Err(Problem::new("syntax", at..at + letter.len_utf8(), says));
        };
        out.push((token, at..at + length));
        at += length;
    }
    Ok(out)
}

/// Is this the mistaken sign, and not the beginning of a right one?
fn mistaken(rest: &str, wrong: &str) -> bool {
    let right = match wrong {
        "&" => rest.starts_with("&&"),
        "|" => rest.starts_with("||"),
        "=" => rest.starts_with("=="),
        _ => false,
    };
    rest.starts_with(wrong) && !right
}

/// A text in quotes, with the escapes `\\`, `\'`, `\"`, `\n`, `\t`.
fn quoted(rest: &str, quote: char, at: usize) -> Result<(Token, usize), Problem> {
    let mut text = String::new();
    let mut letters = rest.char_indices().skip(1);
    while let Some((place, letter)) = letters.next() {
        match letter {
            c if c == quote => return Ok((Token::Text(text), place + 1)),
            '\\' => match letters.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, 't')) => text.push('\t'),
                Some((_, c @ ('\\' | '\'' | '"'))) => text.push(c),
                Some((next, c)) => {
                    let says = format!("`\\{}` is not an escape", c.escape_default());
                    return Err(Problem::new("syntax", at + place..at + next + c.len_utf8(), says)
                        .help(r#"the escapes are `\\`, `\'`, `\"`, `\n` and `\t`"#));
                }
                None => break,
            },
            c => text.push(c),
        }
    }
    Err(Problem::new("syntax", at..at + rest.len(), "a text has no end")
        .help(format!("close it with {quote}")))
}
