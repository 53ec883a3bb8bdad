//! Finds strace, which records what a program asks of the disk, or installs Debian's.

use std::path::PathBuf;

use crate::command::{Stop, which};
use crate::debian;

/// The program, on Linux; elsewhere there is none and the tests that need it are not there either.
pub fn strace() -> Result<Option<PathBuf>, Stop> {
    if !cfg!(target_os = "linux") {
        return Ok(None);
    }
    if which("strace").is_none() {
        debian::install("strace", "the tests that cut the power need it")?;
    }
    Ok(which("strace"))
}
