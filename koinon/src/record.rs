//! `koinon record`: show, export, verify, prove, compare and witness the record of a community.

mod answer;
mod diff;
mod export;
mod prove;
mod show;
mod verify;
mod witness;

pub use answer::Answer;

use crate::output::{fail, print};
use ::record::{
    home::{Home, HomeError},
    log::{Log, OpenError},
    verify::{Author, Verified, VerifyError},
};
use clap::{Args, Subcommand};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Show, export, verify, prove, compare and witness the record of a community
#[derive(Args)]
#[command(after_help = "Exit codes: 0 done, 1 something does not fit, 2 could not look.")]
pub struct RecordArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Verify(verify::VerifyArgs),
    Show(show::ShowArgs),
    Export(export::ExportArgs),
    Prove(prove::ProveArgs),
    Diff(diff::DiffArgs),
    Witness(witness::WitnessArgs),
}

/// Runs `koinon record`.
pub fn run(args: RecordArgs, folder: Option<PathBuf>) -> ExitCode {
    let folder = folder.or_else(world::user_data::directory);
    let home = || match &folder {
        Some(folder) => Ok(Home::new(folder)),
        None => {
            Err(fail("no folder is named, and there is no user's data directory", Some("name one: -C DIR")))
        }
    };
    let done = match args.command {
        Command::Verify(args) => verify::run(&args, home),
        Command::Show(args) => home().and_then(|home| show::run(&args, &home)),
        Command::Export(args) => home().and_then(|home| export::run(&args, &home)),
        Command::Prove(args) => prove::run(&args, home),
        Command::Diff(args) => diff::run(&args),
        Command::Witness(args) => witness::run(&args),
    };
    done.unwrap_or_else(|code| code)
}

/// Opens the record in a folder, for reading.
fn open(home: &Home) -> Result<Log, ExitCode> {
    home.open_to_read().map_err(|error| {
        // A database that was tampered with is a finding; one that cannot be reached is not.
        let found = matches!(&error, HomeError::Open(error) if !matches!(error, OpenError::Store(_) | OpenError::Thread(_)));
        match found {
            true => print(&format!("`{}`: {error}\nhelp: {}\n", home.folder().display(), error.help()), 1),
            false => fail(format!("`{}`: {error}", home.folder().display()), Some(&error.help())),
        }
    })
}

/// Verifies an exported record, or says what does not fit.
fn verified(folder: &Path, author: &Author) -> Result<Verified, ExitCode> {
    ::record::verify::verify(folder, author).map_err(|error| not_verified(folder, &error))
}

fn not_verified(folder: &Path, error: &VerifyError) -> ExitCode {
    match error {
        VerifyError::Mismatch(mismatch) => {
            print(&format!("does not verify: {}: {mismatch}\n", folder.display()), 1)
        }
        error => fail(error, Some("name the folder that `koinon record export` wrote")),
    }
}

/// The author of whom `--key` speaks.
fn author(key: Option<&str>) -> Result<Author, ExitCode> {
    match key {
        None => Ok(Author::Anyone),
        Some(key) => Author::parse(key).ok_or_else(|| {
            fail(
                format!("`{key}` is neither a fingerprint nor a key"),
                Some("write the 64 hexadecimal digits of the fingerprint, or the line in `key.pub`"),
            )
        }),
    }
}
