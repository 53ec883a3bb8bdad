//! Why a row, or one of its values, could not be placed; and how the reasons are told together.

use super::shown;
use crate::{FIRST_YEAR, decimal::DecimalError};
use std::fmt;

/// A row, or a value of it, that could not be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotPlaced {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The beginning of the row.
    pub text: String,
    /// Why.
    pub reason: Reason,
}

/// Why a row could not be placed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Fewer or more fields than the header has.
    Fields {
        /// How many it has.
        has: usize,
        /// How many the header has.
        header: usize,
    },
    /// The year is no whole number.
    NoYear(String),
    /// The year lies before the panel.
    TooEarly,
    /// The year lies after the last that is accepted.
    TooLate {
        /// The last that is accepted.
        last: i32,
    },
    /// There is no state.
    NoState,
    /// No state is called so.
    UnknownState {
        /// What stands there.
        text: String,
        /// The state that may have been meant.
        nearest: Option<String>,
    },
    /// Several states are called so.
    AmbiguousState {
        /// What stands there.
        text: String,
        /// Their codes.
        could_be: Vec<String>,
    },
    /// A number, and nobody said in which scheme.
    BareNumber,
    /// An aggregate of states.
    Aggregate,
    /// A territory, or a state that the list does not know.
    Territory {
        /// What it is called.
        name: String,
    },
    /// The value is no number.
    NotANumber(String),
    /// The value has more digits than can be held exactly.
    TooLong(String),
    /// Another row gives another value for the same state and year; neither is taken.
    Conflict {
        /// The state's code.
        state: String,
        /// The year.
        year: i32,
        /// The other row's line.
        other: u64,
    },
    /// The intensity of a conflict is not 1 or 2.
    Intensity(String),
    /// The type of a conflict is not known.
    ConflictType(String),
}

impl Reason {
    pub(super) fn of_decimal(error: DecimalError) -> Self {
        match error {
            DecimalError::NotANumber(text) => Self::NotANumber(text),
            DecimalError::TooLong(text) => Self::TooLong(text),
        }
    }

    /// What would be right, where that can be said.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::BareNumber => Some("say which numbers they are: `--codes iso`, `gleditsch-ward` or `cow`"),
            Self::Fields { .. } => Some("a decimal comma is read only where `;` separates the fields"),
            _ => None,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fields { has, header } => write!(f, "{has} fields where the header has {header}"),
            Self::NoYear(text) => write!(f, "`{}` is not a year", shown(text)),
            Self::TooEarly => write!(f, "before {FIRST_YEAR}, where the record begins"),
            Self::TooLate { last } => write!(f, "after {last}, the last year accepted"),
            Self::NoState => write!(f, "no state"),
            Self::UnknownState { text, nearest: None } => write!(f, "no state is called `{}`", shown(text)),
            Self::UnknownState { text, nearest: Some(near) } => {
                write!(f, "no state is called `{}`; perhaps {near}", shown(text))
            }
            Self::AmbiguousState { text, could_be } => {
                write!(f, "`{}` may be {}", shown(text), could_be.join(" or "))
            }
            Self::BareNumber => write!(f, "a number may be a code of several schemes"),
            Self::Aggregate => write!(f, "an aggregate, not a state"),
            Self::Territory { name } => write!(f, "{} is not in the list of states", shown(name)),
            Self::NotANumber(text) => write!(f, "`{}` is not a number", shown(text)),
            Self::TooLong(text) => write!(f, "`{}` has more digits than can be held exactly", shown(text)),
            Self::Conflict { state, year, other } => {
                write!(f, "line {other} gives another value for {state} in {year}: neither is taken")
            }
            Self::Intensity(text) => write!(f, "`{}` is not an intensity: 1 or 2", shown(text)),
            Self::ConflictType(text) => write!(f, "`{}` is not a type of conflict: 1 to 4", shown(text)),
        }
    }
}

/// Rows that could not be placed for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused<'a> {
    /// Why.
    pub reason: &'a Reason,
    /// The beginning of the first of them.
    pub example: &'a str,
    /// Their lines, in order.
    pub lines: Vec<u64>,
}

/// The rows not placed, grouped by reason, in the order in which the reasons first appear.
pub fn by_reason(not_placed: &[NotPlaced]) -> Vec<Refused<'_>> {
    let mut groups: Vec<Refused<'_>> = Vec::new();
    let mut places: std::collections::BTreeMap<&Reason, usize> = std::collections::BTreeMap::new();
    for row in not_placed {
        let at = *places.entry(&row.reason).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.lines.push(row.line),
            None => {
                groups.push(Refused { reason: &row.reason, example: &row.text, lines: vec![row.line] });
            }
        }
    }
    groups
}

/// Lines as ranges: `2–112, 226, 230–238`.
pub fn ranges(lines: &[u64]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < lines.len() {
        let start = lines[at];
        let mut end = start;
        while at + 1 < lines.len() && lines[at + 1] <= end + 1 {
            at += 1;
            end = lines[at];
        }
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&if start == end { format!("{start}") } else { format!("{start}–{end}") });
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_as_ranges() {
        assert_eq!(ranges(&[2, 3, 4, 7, 9, 10]), "2–4, 7, 9–10");
        assert_eq!(ranges(&[5]), "5");
        assert_eq!(ranges(&[5, 5, 6]), "5–6");
        assert_eq!(ranges(&[]), "");
    }
}
