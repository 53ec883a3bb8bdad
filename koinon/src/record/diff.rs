//! `koinon record diff`: where two copies of a record part ways.

use super::{
    answer::{Answer, events},
    verified,
};
use ::record::{
    diff::{Difference, diff},
    verify::{Author, Verified},
};
use clap::Args;
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Compare two exported copies of a record: is one the beginning of the other, or do they part ways?
#[derive(Args)]
#[command(
    after_help = "Exit codes: 0 one history, 1 two histories or not the same record, 2 could not look."
)]
pub struct DiffArgs {
    /// The folder of one copy
    first: PathBuf,
    /// The folder of the other
    second: PathBuf,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon record diff`.
pub fn run(args: &DiffArgs) -> Result<ExitCode, ExitCode> {
    let first = verified(&args.first, &Author::Anyone)?;
    let second = verified(&args.second, &Author::Anyone)?;
    let name = |path: &Path| path.display().to_string();
    let (a, b) = (name(&args.first), name(&args.second));
    let more = |longer: &str, shorter: &str, count: u64| {
        format!("`{longer}` continues `{shorter}` by {}\n", events(count))
    };
    let (word, at, text, code) = match diff(&first, &second) {
        Difference::Same => {
            ("same", None, format!("the copies are the same: {}\n", events(first.head().size)), 0)
        }
        Difference::FirstContinues(count) => ("first-continues", None, more(&a, &b, count), 0),
        Difference::SecondContinues(count) => ("second-continues", None, more(&b, &a, count), 0),
        Difference::OtherLog => (
            "different-records",
            None,
            format!("`{a}` is of {}, `{b}` of {}\n", first.head().key.name(), second.head().key.name()),
            1,
        ),
        Difference::Diverge(at) => ("diverge", Some(at), parted(&first, &second, at, (&a, &b))?, 1),
    };
    let json = json!({ "difference": word, "event": at, "first": head(&first), "second": head(&second) });
    Ok(args.answer.give(&text, &json, code))
}

fn head(copy: &Verified) -> Value {
    json!({ "events": copy.head().size, "root": copy.head().root.to_base64(), "checkpoint": copy.head().note.to_string() })
}

/// Two signed histories: what to show the world.
fn parted(first: &Verified, second: &Verified, at: u64, names: (&str, &str)) -> Result<String, ExitCode> {
    let mut text = format!("the copies part ways at event {at}: two histories were signed\n");
    for (copy, name) in [(first, names.0), (second, names.1)] {
        let event = copy.entry(at).map_err(|error| crate::output::fail(error, None))?;
        text += &format!("\n`{name}`: {}\n{}", String::from_utf8_lossy(&event), copy.head().note);
    }
    Ok(text)
}
