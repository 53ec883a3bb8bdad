//! Values written as text: spans of time, names, labels, and offices that propose.

use crate::{
    law::{Duration, DurationUnit, Proposer},
    nearest::suggest,
};

/// Why a text is not what the key wants: what is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong.
    pub says: String,
    /// What would be right.
    pub help: Option<String>,
}

impl Wrong {
    pub(crate) fn new(says: impl Into<String>, help: impl Into<String>) -> Self {
        Self { says: says.into(), help: Some(help.into()) }
    }
}

/// At most this much of a user's text stands in a message.
pub fn shown(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    let head: String = text.chars().take(57).collect();
    format!("{head}…")
}

const UNITS: &[(&str, DurationUnit)] = &[
    ("hour", DurationUnit::Hour),
    ("day", DurationUnit::Day),
    ("week", DurationUnit::Week),
    ("month", DurationUnit::Month),
    ("year", DurationUnit::Year),
];

/// Reads `14 days`.
pub fn duration(text: &str) -> Result<Duration, Wrong> {
    let example = "write a whole number and hours, days, weeks, months or years, as in \"14 days\"";
    let Some((count, unit)) = text.trim().split_once(' ') else {
        return Err(Wrong::new(format!("`{}` is not a span of time", shown(text)), example));
    };
    let count: u32 =
        count.parse().ok().filter(|count| (1..=100_000).contains(count)).ok_or_else(|| {
            Wrong::new(format!("`{}` is not a number from 1 to 100000", shown(count)), example)
        })?;
    let singular = unit.trim().trim_end_matches('s');
    match UNITS.iter().find(|(name, _)| *name == singular) {
        Some((_, unit)) => Ok(Duration { count, unit: *unit }),
        None => Err(Wrong {
            says: format!("`{}` is not a unit of time", shown(unit)),
            help: suggest(unit, ["hours", "days", "weeks", "months", "years"]),
        }),
    }
}

/// Is this a name in kebab-case: lower-case letters, digits and hyphens, a letter first?
pub fn is_id(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Checks a name made in the charter.
pub fn id(text: &str) -> Result<(), Wrong> {
    if is_id(text) {
        return Ok(());
    }
    let mut kebab = world::state::slug(text);
    kebab.truncate(64);
    let help = if is_id(&kebab) { format!("write `{kebab}`") } else { "as in `electoral-democracy`".into() };
    Err(Wrong::new(format!("`{}` is not a name: use small letters, digits and hyphens", shown(text)), help))
}

/// Checks an article's label: digits and small letters in parts joined by points, `7a`, `8.1`.
pub fn label(text: &str) -> Result<(), Wrong> {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if text.len() <= 16 && text.split('.').all(part) {
        return Ok(());
    }
    Err(Wrong::new(
        format!("`{}` is not a label of an article", shown(text)),
        "as in \"2\", \"7a\" or \"8.1\"",
    ))
}

/// Reads an office (`assembly`) or a rule on members (`one third of states`).
pub fn proposer(text: &str) -> Result<Proposer, (Wrong, std::ops::Range<usize>)> {
    if is_id(text) {
        return Ok(Proposer::Office(text.to_owned()));
    }
    voting::parse(text).map(Proposer::Members).map_err(|error| {
        let wrong = Wrong { says: error.to_string(), help: error.help() };
        (wrong, error.span())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let got = match duration(text) {
            Ok(duration) => duration.to_string(),
            Err(wrong) => format!("{} | {}", wrong.says, wrong.help.unwrap_or_default()),
        };
        assert_eq!(got, expected);
    }

    #[test]
    fn spans_of_time() {
        check("14 days", "14 days");
        check("1 year", "1 year");
        check("5 yeers", "`yeers` is not a unit of time | did you mean `years`?");
        check(
            "soon",
            "`soon` is not a span of time | write a whole number and hours, days, weeks, months or years, as in \"14 days\"",
        );
        check(
            "0 days",
            "`0` is not a number from 1 to 100000 | write a whole number and hours, days, weeks, months or years, as in \"14 days\"",
        );
    }

    #[test]
    fn names_and_labels() {
        assert!(is_id("electoral-democracy"));
        assert!(!is_id("Electoral"));
        assert_eq!(id("Free Press").unwrap_err().help.unwrap(), "write `free-press`");
        assert!(label("8.1").is_ok() && label("7a").is_ok() && label("Article 7").is_err());
    }
}
