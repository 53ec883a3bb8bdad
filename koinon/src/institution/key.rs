//! `koinon key`: a key of a delegation's own, to sign its acts with.

use super::answer::Answer;
use crate::output::fail;
use ::record::{
    keyfile,
    note::{Kind, Signer},
};
use clap::Args;
use serde_json::json;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Make a key of a delegation's own, to sign its acts with
///
/// Prints the public half, with which the delegation is then accredited. The file holds the private half: keep it.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon key norway.example/council norway.key\n  koinon act NOR accredit council \"Kari Nordmann\" key KEY\n  koinon vote NOR 3 yes --key norway.key"
)]
pub struct KeyArgs {
    /// The name of the key: a domain and a path
    name: String,
    /// The file to write
    file: PathBuf,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon key`.
pub fn run(args: &KeyArgs, _folder: &Path) -> Result<ExitCode, ExitCode> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| fail(format!("the system gives no randomness: {error}"), None))?;
    let key = Signer::from_seed(&args.name, Kind::Note, seed)
        .map_err(|error| fail(error, Some("a name such as norway.example/council")))?;
    keyfile::write(&args.file, &key).map_err(|error| {
        let help = match &error {
            keyfile::KeyFileError::Exists(_) => {
                "name another file: whoever is accredited with that key signs with it".to_owned()
            }
            other => other.help(),
        };
        fail(&error, Some(&help))
    })?;
    let line = key.verifier().to_string();
    Ok(args.answer.give(&format!("{line}\n"), &json!({ "key": line }), 0))
}
