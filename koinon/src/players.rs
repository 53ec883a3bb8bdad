//! Players from a file of the command line; what is wrong with it is said on standard error.

use crate::{
    load,
    output::{fail, warn},
};
use std::{ops::Deref, process::ExitCode};
pub use voting::players::{Fault, short};

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
