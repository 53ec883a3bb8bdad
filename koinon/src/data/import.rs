//! `koinon data import`: bring in a newer vintage or an indicator of one's own.

use crate::output::fail;
use clap::Args;
use std::process::ExitCode;

/// Import an indicator
#[derive(Args)]
pub struct ImportArgs {}

/// Runs `koinon data import`.
pub fn run(_: ImportArgs) -> ExitCode {
    fail("the importer is being built", None)
}
