//! What the words of lists and issues must be, wherever they are entered.

use std::fmt;

/// The most characters of a subject.
pub const MOST_SUBJECT: usize = 200;
/// The most characters of an issue's text.
pub const MOST_TEXT: usize = 100_000;
/// The most characters of a list's name, its title and what it says.
pub const MOST_LIST: [usize; 3] = [60, 100, 500];
/// The most days after joining that a letter welcomes.
pub const MOST_DAYS: i64 = 365;

/// What is wrong with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordingError {
    /// A list's name in addresses.
    Name,
    /// A list's title.
    Title,
    /// What a list says.
    Says,
    /// An issue's subject.
    Subject,
    /// An issue's text.
    Text,
    /// The days after which a letter welcomes.
    Days,
}

impl fmt::Display for WordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [name, title, says] = MOST_LIST;
        match self {
            Self::Name => {
                write!(f, "a list's name has 1 to {name} small letters, digits and hyphens, such as news")
            }
            Self::Title => write!(f, "a list's title has between 1 and {title} characters, in one line"),
            Self::Says => {
                write!(f, "what a list brings is said in 1 to {says} characters, such as: Once a month")
            }
            Self::Subject => write!(f, "a subject has between 1 and {MOST_SUBJECT} characters, in one line"),
            Self::Text => write!(f, "a text has between 1 and {MOST_TEXT} characters"),
            Self::Days => write!(f, "a letter welcomes between 0 and {MOST_DAYS} days after joining"),
        }
    }
}

impl std::error::Error for WordingError {}

/// Finds what is wrong with the words of a list: its name, its title, and what it says.
///
/// # Errors
///
/// The first thing that is.
pub fn list(name: &str, title: &str, says: &str) -> Result<(), WordingError> {
    let takes = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    let [most_name, most_title, most_says] = MOST_LIST;
    if !name.chars().all(takes) || !(1..=most_name).contains(&name.len()) {
        return Err(WordingError::Name);
    }
    if !is_line(title, most_title) {
        return Err(WordingError::Title);
    }
    if !is_line(says, most_says) { Err(WordingError::Says) } else { Ok(()) }
}

/// Finds what is wrong with an issue: its subject, and its text.
///
/// # Errors
///
/// The first thing that is.
pub fn issue(subject: &str, text: &str) -> Result<(), WordingError> {
    if !is_line(subject, MOST_SUBJECT) {
        return Err(WordingError::Subject);
    }
    match text.trim().is_empty() || text.chars().count() > MOST_TEXT {
        true => Err(WordingError::Text),
        false => Ok(()),
    }
}

/// Seconds of the days after which a letter welcomes.
///
/// # Errors
///
/// Where they are none, or too many.
pub fn days(text: &str) -> Result<i64, WordingError> {
    let days = text.trim().parse().ok().filter(|days| (0..=MOST_DAYS).contains(days));
    days.map(|days: i64| days * 86_400).ok_or(WordingError::Days)
}

fn is_line(text: &str, most: usize) -> bool {
    let text = text.trim();
    (1..=most).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_checked_before_they_are_kept() {
        assert_eq!(list("news-2", "News", "Once a month"), Ok(()));
        for name in ["", "News", "a b", "a/b", "a.b", &"a".repeat(61)] {
            assert_eq!(list(name, "News", "x"), Err(WordingError::Name), "{name}");
        }
        assert_eq!(list("a", " ", "x"), Err(WordingError::Title));
        assert_eq!(list("a", "b\r\nBcc: c", "x"), Err(WordingError::Title));
        assert_eq!(list("a", "b", ""), Err(WordingError::Says));
        assert_eq!(issue("What happened", "A lot.\n"), Ok(()));
        assert_eq!(issue("a\nBcc: b", "x"), Err(WordingError::Subject));
        assert_eq!(issue("a", "\n "), Err(WordingError::Text));
        assert_eq!(issue("a", &"ä".repeat(MOST_TEXT + 1)), Err(WordingError::Text));
        assert_eq!((days("7"), days(" 0 ")), (Ok(7 * 86_400), Ok(0)));
        assert_eq!(
            (days("366"), days("-1"), days("x")),
            (Err(WordingError::Days), Err(WordingError::Days), Err(WordingError::Days))
        );
    }
}
