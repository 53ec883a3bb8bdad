//! `koinon record export`: the record as files that anyone can check and serve.

use super::{
    answer::{Answer, events},
    open,
};
use crate::output::fail;
use ::record::{home::Home, log::Log};
use clap::Args;
use serde_json::json;
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The file of the charter in a community's folder, which goes with its record.
const CHARTER: &str = "charter.toml";

/// Write the record into a folder that anyone can verify, and that a web server can serve to monitors and witnesses
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon record export OUT\n  koinon record export OUT --with minutes.pdf\n  koinon record verify OUT --key FINGERPRINT"
)]
pub struct ExportArgs {
    /// A folder that is new or empty
    out: PathBuf,
    /// Further files to go with it, signed for in a list; the community's charter always does
    #[arg(long, value_name = "FILE")]
    with: Vec<PathBuf>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon record export`.
pub fn run(args: &ExportArgs, home: &Home) -> Result<ExitCode, ExitCode> {
    let mut files = Vec::new();
    match fs::read(home.folder().join(CHARTER)) {
        Ok(charter) => files.push((CHARTER.to_owned(), charter)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(unreadable(&home.folder().join(CHARTER), &error)),
    }
    for path in &args.with {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if files.iter().any(|(known, _)| *known == name) {
            return Err(fail(
                format!("two files are called `{name}`"),
                Some("give one of them another name"),
            ));
        }
        files.push((name, fs::read(path).map_err(|error| unreadable(path, &error))?));
    }
    // The list of files is signed: where there is one the key is needed.
    let log: Log = match files.is_empty() {
        true => open(home)?,
        false => home.open().map_err(|error| fail(&error, Some(&error.help())))?,
    };
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let head = log.export(&args.out, &files).map_err(|error| fail(&error, Some(error.help())))?;
    let fingerprint = head.key.fingerprint().to_string();
    let out = args.out.display().to_string();
    let text = format!(
        "{} of {} in `{out}`\nverify it with: koinon record verify {out} --key {fingerprint}\n",
        events(head.size),
        log.origin()
    );
    let names: Vec<_> = files.iter().map(|(name, _)| name).collect();
    let json = json!({ "folder": out, "origin": log.origin(), "events": head.size, "fingerprint": fingerprint, "files": names });
    Ok(args.answer.give(&text, &json, 0))
}

fn unreadable(path: &Path, error: &io::Error) -> ExitCode {
    fail(format!("`{}` cannot be read: {error}", path.display()), None)
}
