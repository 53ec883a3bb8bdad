//! `koinon log`: what happened, event by event.

use super::{answer::Answer, folder};
use clap::Args;
use community::words;
use serde_json::{Value, json};
use std::{path::Path, process::ExitCode};

/// Tell what happened, event by event
#[derive(Args)]
#[command(after_help = "Examples:\n  koinon log\n  koinon log --last 20\n  koinon log --of NOR")]
pub struct LogArgs {
    /// Only so many of the last events
    #[arg(long, value_name = "N")]
    last: Option<usize>,
    /// Only what this actor did or what concerns this state
    #[arg(long, value_name = "ACTOR")]
    of: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon log`.
pub fn run(args: &LogArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let opened = folder::open_to_read(folder)?;
    let concerns = |event: &community::Event| {
        let Some(of) = &args.of else { return true };
        let value = serde_json::to_value(&event.happened).unwrap_or_default();
        event.actor.to_string() == *of || value.get("state").and_then(Value::as_str) == Some(of)
    };
    let mut events: Vec<_> = opened.events.iter().filter(|(_, event)| concerns(event)).collect();
    if let Some(last) = args.last {
        events.drain(..events.len().saturating_sub(last));
    }
    let mut text = String::new();
    let mut day = None;
    for (number, event) in &events {
        if day != Some(event.at.date()) {
            day = Some(event.at.date());
            text.push_str(&format!("\n{}\n", community::Moment::start_of(event.at.date()).says()));
        }
        text.push_str(&format!("{number:>6}  {}\n", words::says(&opened.state, event)));
    }
    let json: Vec<Value> =
        events.iter().map(|(number, event)| json!({ "number": number, "event": event })).collect();
    Ok(args.answer.give(text.trim_start_matches('\n'), &Value::from(json), 0))
}
