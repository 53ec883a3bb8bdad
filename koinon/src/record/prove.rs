//! `koinon record prove`: the proof that an event is in the record, and whether such a proof holds.

use super::{
    answer::{Answer, events},
    open, verified,
};
use crate::output::fail;
use ::record::{home::Home, note::Verifier, proof::Proof, verify::Author};
use clap::Args;
use serde_json::{Value, json};
use std::{fs, path::PathBuf, process::ExitCode};

/// Print the proof that an event is in the record, or check one
///
/// The proof is a text after c2sp.org/tlog-proof: with the event's bytes and the community's key anyone can check it offline.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon record prove 17 > 17.tlog-proof\n  koinon record prove 17 --from OUT\n  koinon record prove --check 17.tlog-proof --event 17.json --key \"$(cat key.pub)\""
)]
pub struct ProveArgs {
    /// The number of the event, from 0
    #[arg(required_unless_present = "check", conflicts_with = "check")]
    event_number: Option<u64>,
    /// The folder of an exported record [default: the community's own record]
    #[arg(long, value_name = "OUT", conflicts_with = "check")]
    from: Option<PathBuf>,
    /// The file of a proof to check
    #[arg(long, value_name = "PROOF", requires = "event", requires = "key")]
    check: Option<PathBuf>,
    /// The file with the event's bytes as they were recorded
    #[arg(long, value_name = "FILE", requires = "check")]
    event: Option<PathBuf>,
    /// The line in the community's `key.pub`
    #[arg(long, value_name = "KEY", requires = "check")]
    key: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon record prove`.
pub fn run(args: &ProveArgs, home: impl FnOnce() -> Result<Home, ExitCode>) -> Result<ExitCode, ExitCode> {
    if let (Some(proof), Some(event), Some(key)) = (&args.check, &args.event, &args.key) {
        return check(args.answer, proof, event, key);
    }
    let number = args.event_number.unwrap_or_default();
    let outside = |error| fail(error, Some("events are counted from 0"));
    let (proof, event) = match &args.from {
        Some(out) => {
            let copy = verified(out, &Author::Anyone)?;
            let proof = copy.prove(number).map_err(outside)?;
            (proof, copy.entry(number).map_err(|error| fail(error, None))?)
        }
        None => {
            let log = open(&home()?)?;
            let proof = log.prove(number).map_err(outside)?;
            (proof, log.entry(number).map_err(|error| fail(error, None))?)
        }
    };
    let path: Vec<_> = proof.path.iter().map(|hash| hash.to_base64()).collect();
    let event: Value = serde_json::from_slice(&event).unwrap_or_default();
    let json =
        json!({ "number": number, "event": event, "path": path, "checkpoint": proof.note.to_string() });
    Ok(args.answer.give(&proof.to_string(), &json, 0))
}

fn check(answer: Answer, proof: &PathBuf, event: &PathBuf, key: &str) -> Result<ExitCode, ExitCode> {
    let read = |path: &PathBuf| {
        fs::read(path).map_err(|error| fail(format!("`{}` cannot be read: {error}", path.display()), None))
    };
    let key =
        Verifier::parse(key.trim()).map_err(|error| fail(error, Some("copy the line from `key.pub`")))?;
    let text = String::from_utf8_lossy(&read(proof)?).into_owned();
    let bytes = read(event)?;
    // An editor ends a file with a line; a recorded event does not.
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    let held = Proof::parse(&text).and_then(|proof| Ok((proof.index, proof.check(bytes, &key)?)));
    Ok(match held {
        Ok((index, checkpoint)) => answer.give(
            &format!("event {index} is in the record of {} with {}\n", checkpoint.origin, events(checkpoint.size)),
            &json!({ "holds": true, "number": index, "origin": checkpoint.origin, "events": checkpoint.size }),
            0,
        ),
        Err(error) => answer.give(
            &format!("the proof does not hold: {error}\n"),
            &json!({ "holds": false, "says": error.to_string() }),
            1,
        ),
    })
}
