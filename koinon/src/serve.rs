//! `koinon serve`: the site on this machine.

use crate::output::fail;
use clap::Args;
use std::process::ExitCode;

/// Serve the site at http://localhost:8080
#[derive(Args, Default)]
pub struct ServeArgs {}

/// Runs `koinon serve`.
pub fn run(_: ServeArgs) -> ExitCode {
    fail("the site is being built", None)
}
