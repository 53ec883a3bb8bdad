//! How a person agreed to receive a newsletter, where it was not on this site: where, when and by what words or act. Without it
//! nobody can show that the person did (GDPR, Article 7(1)).

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::fmt;

/// The most characters of each part.
const MOST: usize = 200;

/// How a person agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Where, such as “a stall at the fair in Bonn”.
    pub place: String,
    /// When, in seconds since 1970.
    pub when: i64,
    /// How, such as “ticked on a paper form, kept in folder 3”.
    pub how: String,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsentError {
    /// A part is missing: which.
    Missing(&'static str),
    /// It has too many characters, or more than one line.
    Long(&'static str),
    /// It is no day.
    Day(String),
    /// It lies in the future.
    Future(String),
}

impl fmt::Display for ConsentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(part) => write!(f, "it is not said {part} they agreed"),
            Self::Long(part) => {
                write!(f, "what says {part} they agreed has at most {MOST} characters, in one line")
            }
            Self::Day(text) => write!(f, "`{text}` is no day, such as 2025-05-01"),
            Self::Future(text) => write!(f, "`{text}` has not come yet"),
        }
    }
}

impl std::error::Error for ConsentError {}

impl Consent {
    /// Reads it from its parts.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub fn read(place: &str, when: &str, how: &str, now: i64) -> Result<Self, ConsentError> {
        let (place, how) = (place_of(place)?, part(how, "how")?);
        if when.trim().is_empty() {
            return Err(ConsentError::Missing("when"));
        }
        let seconds = moment(when.trim()).ok_or_else(|| ConsentError::Day(when.trim().to_owned()))?;
        if seconds > now {
            return Err(ConsentError::Future(when.trim().to_owned()));
        }
        Ok(Self { place, when: seconds, how })
    }
}

/// Where addresses come from: the part that even those must have who are only asked.
///
/// # Errors
///
/// What is wrong with it.
pub fn place_of(text: &str) -> Result<String, ConsentError> {
    part(text, "where")
}

fn part(text: &str, name: &'static str) -> Result<String, ConsentError> {
    let text = text.trim();
    match (text.is_empty(), text.chars().count() > MOST || text.chars().any(char::is_control)) {
        (true, _) => Err(ConsentError::Missing(name)),
        (_, true) => Err(ConsentError::Long(name)),
        _ => Ok(text.to_owned()),
    }
}

/// A moment: a day, which begins at midnight UTC, or a day and a time as databases write them.
fn moment(text: &str) -> Option<i64> {
    let whole: Result<Timestamp, _> = text.parse();
    if let Ok(whole) = whole {
        return Some(whole.as_second());
    }
    let day: Date = text.get(..10)?.parse().ok()?;
    let rest_is_time = text.get(10..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', 'T']));
    let midnight = day.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second();
    rest_is_time.then_some(midnight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gift::day_of;

    #[test]
    fn consent_says_where_when_and_how() {
        let read = |place: &str, when: &str, how: &str| {
            Consent::read(place, when, how, 1_764_000_000)
                .map(|consent| day_of(consent.when))
                .map_err(|error| error.to_string())
        };
        assert_eq!(read("a fair", "2025-05-01", "on paper"), Ok("2025-05-01".into()));
        assert_eq!(read("a fair", "2024-01-02 15:04:05.12+00", "on paper"), Ok("2024-01-02".into()));
        assert_eq!(read("a fair", "2024-01-02T23:59:59Z", "on paper"), Ok("2024-01-02".into()));
        assert_eq!(read("", "2025-05-01", "x"), Err("it is not said where they agreed".into()));
        assert_eq!(read("x", "", "x"), Err("it is not said when they agreed".into()));
        assert_eq!(read("x", "2025-05-01", " "), Err("it is not said how they agreed".into()));
        assert_eq!(read("x", "May", "x"), Err("`May` is no day, such as 2025-05-01".into()));
        assert_eq!(read("x", "2035-05-01", "x"), Err("`2035-05-01` has not come yet".into()));
        assert!(read("x\nBcc: y", "2025-05-01", "x").is_err());
    }
}
