//! Players from a file of the command line; what is wrong with it is said on standard error.

use crate::{
    load,
    output::{fail, fail_at, warn},
};
use charter::nearest;
use std::{
    ops::{Deref, Range},
    process::ExitCode,
};
pub use voting::players::{Fault, short};
use voting::{Rule, players::ONE_EACH};

/// A table of players that was read from a file.
pub struct Players(voting::players::Players);

/// The most faults that are shown one by one.
const SHOWN: usize = 10;

impl Players {
    /// Reads a file, or standard input for `-`. What is wrong has been said on standard error where this fails.
    pub fn load(argument: &str) -> Result<Self, ExitCode> {
        let help = || "name a CSV file whose first column is `player`, or `-` for standard input".to_owned();
        let (file, text) = load::file(argument, help)?;
        voting::players::Players::parse(&file, &text).map(Self).map_err(|faults| report(&file, &faults))
    }

    /// Has the table every column that a rule counts? The place of one that it has not is drawn in the rule's text,
    /// which stands in the argument `name`.
    pub fn has_columns(&self, rule: &Rule, name: &str, text: &str) -> Result<(), ExitCode> {
        let columns = rule.columns();
        let known = |column: &str| ONE_EACH.contains(&column) || self.find(column).is_some();
        match columns.iter().find(|column| !known(column)) {
            Some(column) => Err(self.no_column("rule", name, text, place_of(text, column), column)),
            None => Ok(()),
        }
    }

    /// Draws in a text of the command line the place of a column that the table has not; the exit code is 2.
    pub fn no_column(
        &self,
        code: &'static str,
        name: &str,
        text: &str,
        span: Range<usize>,
        column: &str,
    ) -> ExitCode {
        let names: Vec<&str> = self.columns().chain(["states"]).collect();
        let help = nearest::suggest(column, names.iter().copied())
            .unwrap_or_else(|| format!("the file has {}", nearest::list(&names)));
        let says = format!("`{}` has no column `{column}`", self.file());
        fail_at(code, name, text, span, says, Some(help))
    }

    /// Says what is wrong with this table; the exit code is 2.
    pub fn fail(&self, faults: &[Fault]) -> ExitCode {
        report(self.file(), faults)
    }
}

impl Deref for Players {
    type Target = voting::players::Players;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// Where a name stands in a rule, as a word of its own.
pub fn place_of(text: &str, name: &str) -> Range<usize> {
    let lower = text.to_ascii_lowercase();
    let inside = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let found = lower
        .match_indices(name)
        .find(|(at, _)| !lower[..*at].ends_with(inside) && !lower[at + name.len()..].starts_with(inside));
    found.map_or(0..text.len(), |(at, _)| at..at + name.len())
}

/// Says what is wrong with a table; the exit code is 2.
fn report(file: &str, faults: &[Fault]) -> ExitCode {
    for fault in faults.iter().take(SHOWN) {
        fail(format!("`{file}`, {fault}"), fault.help());
    }
    if faults.len() > SHOWN {
        warn(format!("and {} more", faults.len() - SHOWN));
    }
    ExitCode::from(2)
}
