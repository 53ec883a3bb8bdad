//! How commands about a record answer: for people, or as JSON.

use crate::output::{print, print_json};
use clap::Args;
use std::process::ExitCode;

/// The two forms of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For people
    #[default]
    Human,
    /// For programs
    Json,
}

#[derive(Args, Clone, Copy, Debug)]
pub struct Answer {
    /// How to answer
    #[arg(long, value_enum, default_value_t)]
    format: Form,
    /// Short for `--format json`
    #[arg(long)]
    json: bool,
}

impl Answer {
    /// Is JSON asked for?
    pub fn json(self) -> bool {
        self.json || self.format == Form::Json
    }

    /// Prints the one or the other.
    pub fn give(self, text: &str, json: &serde_json::Value, code: u8) -> ExitCode {
        if self.json() { print_json(json, code) } else { print(text, code) }
    }
}

/// `1 event`, `2 events`.
pub fn events(count: u64) -> String {
    if count == 1 { "1 event".to_owned() } else { format!("{count} events") }
}
