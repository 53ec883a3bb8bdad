//! `koinon record show`: the checkpoint, or events as they lie in the record.

use super::{
    answer::{Answer, events as count},
    open,
};
use crate::output::fail;
use ::record::home::Home;
use clap::Args;
use serde_json::{Value, json};
use std::process::ExitCode;

/// Show what the record is now, or events of it as they were recorded
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon record show\n  koinon record show 17\n  koinon record show 10..20"
)]
pub struct ShowArgs {
    /// The number of an event, from 0, or a range of them: FIRST..END
    events: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon record show`.
pub fn run(args: &ShowArgs, home: &Home) -> Result<ExitCode, ExitCode> {
    let log = open(home)?;
    let Some(events) = &args.events else {
        let head = log.head();
        let fingerprint = head.key.fingerprint().to_string();
        let text = format!(
            "{}, {}\nsigned by the key {fingerprint}\n\n{}",
            log.origin(),
            count(head.size),
            head.note
        );
        let json = json!({
            "origin": log.origin(),
            "events": head.size,
            "root": head.root.to_base64(),
            "key": head.key.to_string(),
            "fingerprint": fingerprint,
            "checkpoint": head.note.to_string(),
        });
        return Ok(args.answer.give(&text, &json, 0));
    };
    let (from, to) = range(events).ok_or_else(|| {
        fail(format!("`{events}` is no event"), Some("write a number from 0, or a range such as 10..20"))
    })?;
    let mut text = String::new();
    let mut values = Vec::new();
    log.read(from, to, |index, entry| {
        let entry = String::from_utf8_lossy(entry);
        text += &format!("{index} {entry}\n");
        values.push(
            json!({ "number": index, "event": serde_json::from_str::<Value>(&entry).unwrap_or_default() }),
        );
    })
    .map_err(|error| fail(error, Some("`koinon record show` says how many events there are")))?;
    Ok(args.answer.give(&text, &Value::from(values), 0))
}

/// `17` is 17..18; `10..20` is itself.
fn range(text: &str) -> Option<(u64, u64)> {
    match text.split_once("..") {
        Some((from, to)) => {
            let (from, to) = (from.parse().ok()?, to.parse().ok()?);
            (from <= to).then_some((from, to))
        }
        None => {
            let number: u64 = text.parse().ok()?;
            Some((number, number.checked_add(1)?))
        }
    }
}
