//! `koinon warning`: every warning, or one with its evidence, its deadline and its answer.

use super::{answer::Answer, folder};
use crate::output::fail;
use clap::Args;
use community::{
    State,
    warning::{Shown, ShownFigure, Warning},
    words,
};
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// List warnings, or show one with its evidence, its deadline and its answer
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon warning\n  koinon warning 1\n  koinon warning --json\n\n`koinon act raise-warning --help` says how a warning is raised; it is answered with\n  koinon act NOR propose answer-warning 1 observers 200 because \"To see and report.\""
)]
pub struct WarningArgs {
    /// The number of a warning
    warning: Option<u64>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon warning`.
pub fn run(args: &WarningArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let opened = folder::open_to_read(folder)?;
    let state = &opened.state;
    let json = |number: &u64, warning: &Warning| json!({ "number": number, "standing": warning.standing(), "days_to_answer": warning.days_to_answer(), "warning": warning });
    let Some(number) = args.warning else {
        let text: String = state.warnings.iter().map(|(number, warning)| line(*number, warning)).collect();
        let text = if text.is_empty() { "no warning was raised yet\n".to_owned() } else { text };
        let all: Vec<_> = state.warnings.iter().map(|(number, warning)| json(number, warning)).collect();
        return Ok(args.answer.give(&text, &json!({ "warnings": all }), 0));
    };
    let warning = state
        .warnings
        .get(&number)
        .ok_or_else(|| fail(format!("there is no warning {number}"), Some("`koinon warning` lists them")))?;
    Ok(args.answer.give(&shown(state, number, warning), &json(&number, warning), 0))
}

/// `1 day`, `14 days`
fn days_say(days: i64) -> String {
    words::counted(days.unsigned_abs(), "day", "days")
}

fn line(number: u64, warning: &Warning) -> String {
    let when = match (warning.days_to_answer(), warning.due) {
        (Some(days), _) => format!(" after {}", days_say(days)),
        (None, Some(due)) => format!(", due {}", due.says()),
        (None, None) => String::new(),
    };
    let (what, place, standing) = (warning.danger.says(), &warning.name, warning.standing());
    format!("{number:>4}  {standing}{when}: {what} in {place} ({})\n", warning.article)
}

fn shown(state: &State, number: u64, warning: &Warning) -> String {
    let mut text = format!("Warning {number}: {} in {}\n\n", warning.danger.says(), warning.name);
    let mut row = |name: &str, says: &str| text.push_str(&format!("{name:<11}{says}\n"));
    row("standing", warning.standing());
    row("under", &warning.article);
    row("raised by", &format!("{}, {}", state.called(&warning.by), warning.at.says()));
    row("says", &warning.says);
    if !warning.signatures.is_empty() {
        row("signed by", &words::signatures(state, &warning.signatures));
    }
    if let Some(organ) = &warning.organ {
        let due = warning.due.map(|due| format!(", by {}", due.says())).unwrap_or_default();
        row("answers", &format!("the {organ}{due}"));
    }
    for piece in &warning.evidence {
        row(
            "evidence",
            &match piece {
                Shown::Figure(ShownFigure { state: code, indicator, year, value }) => {
                    format!("{}, {} in {year}: {value}", state.called(code), indicator.replace('_', " "))
                }
                Shown::Report(report) => format!("{}, SHA-256 {}", report.title, report.sha256),
            },
        );
    }
    if let Some(answer) = &warning.answer {
        let days = warning.days_to_answer().unwrap_or_default();
        let late = if warning.overdue { ", too late" } else { "" };
        row("answer", &words::response(answer.response));
        row(
            "answered",
            &format!("{}, after {}{late}, by motion {}", answer.at.says(), days_say(days), answer.motion),
        );
        row("because", &answer.reasons);
    }
    text
}
