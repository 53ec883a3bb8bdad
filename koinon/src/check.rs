//! `koinon check`: a compiler's front end for charters.

use crate::{
    load,
    output::{colours, print, print_json},
};
use charter::draw;
use clap::Args;
use serde_json::json;
use std::{io::IsTerminal, process::ExitCode};

/// Check charters: every problem at once, each with its place, why it is one, and what would be right
#[derive(Args)]
#[command(after_help = "Exit codes: 0 no findings, 1 findings, 2 could not look.")]
pub struct CheckArgs {
    /// Charter files, names of model charters, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// How to answer
    #[arg(long, value_enum, default_value_t)]
    format: CheckFormat,
    /// Short for `--format json`
    #[arg(long)]
    json: bool,
}

/// The formats of `check`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum CheckFormat {
    /// Underlined in the source
    #[default]
    Human,
    /// One line a finding, for screen readers and editors: `FILE:LINE:COLUMN: severity[code]: message`
    Plain,
    /// For programs
    Json,
}

/// Runs `koinon check`.
pub fn run(args: CheckArgs) -> ExitCode {
    let world = match load::world() {
        Ok(world) => world,
        Err(code) => return code,
    };
    let format = if args.json { CheckFormat::Json } else { args.format };
    let (mut found, mut unread) = (0, false);
    let mut answers = Vec::new();
    let mut out = String::new();
    for file in &args.files {
        let Ok((name, text)) = load::text(file) else {
            unread = true;
            continue;
        };
        let findings = charter::look(&text, world);
        found += findings.len();
        match format {
            CheckFormat::Json => answers.push(draw::to_json(&name, &text, &findings)),
            CheckFormat::Plain => out.push_str(&draw::plain(&name, &text, &findings)),
            CheckFormat::Human => {
                let colour = std::io::stdout().is_terminal() && colours();
                let style = if colour { draw::Style::Coloured } else { draw::Style::Plain };
                out.push_str(&draw::draw(&name, &text, &findings, style));
                out.push_str(&match findings.len() {
                    0 => format!("{name}: no findings\n"),
                    1 => format!("{name}: 1 finding\n"),
                    many => format!("{name}: {many} findings\n"),
                });
            }
        }
    }
    let code = if unread { 2 } else { u8::from(found > 0) };
    match format {
        CheckFormat::Json => print_json(&json!({ "files": answers, "findings": found }), code),
        _ => print(&out, code),
    }
}
