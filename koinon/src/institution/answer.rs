//! How commands about a community answer: for people, or as JSON; and how a refusal is told.

use crate::output::{print, print_json, warn};
use clap::Args;
use community::Refusal;
use serde_json::{Value, json};
use std::process::ExitCode;

/// For people or for programs.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Answer {
    /// How to answer
    #[arg(long, value_enum, default_value_t, global = true)]
    format: Form,
    /// Short for `--format json`
    #[arg(long, global = true)]
    json: bool,
}

/// The two forms of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For people
    #[default]
    Human,
    /// For programs
    Json,
}

impl Answer {
    /// Is JSON asked for?
    pub fn json(self) -> bool {
        self.json || self.format == Form::Json
    }

    /// Prints the one or the other.
    pub fn give(self, text: &str, json: &Value, code: u8) -> ExitCode {
        if self.json() { print_json(json, code) } else { print(text, code) }
    }

    /// Tells a refusal; the exit code is 1.
    pub fn refuse(self, refusal: &Refusal) -> ExitCode {
        if self.json() {
            return print_json(&json!({ "refused": refusal }), 1);
        }
        warn(format!("refused: {refusal}"));
        if let Some(cure) = &refusal.cure {
            warn(format!("cure: {}", community::words::plain(cure)));
        }
        ExitCode::from(1)
    }
}
