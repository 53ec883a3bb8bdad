//! `koinon power`: who has power under a rule, exactly.

mod answer;
mod charter;
mod curve;
mod human;
mod options;
mod question;
mod ternary;

use crate::output::{Format, FormatArgs, fail, print, print_json, warn};
use answer::Answer;
use clap::Args;
use question::Question;
use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};
use voting::power::{AnalysisError, TooLarge, analyse};

/// Who has power under a rule: Penrose–Banzhaf, Shapley–Shubik and Coleman indices, exactly
///
/// Analyses the yes/no game in which everybody is present: members who abstain or stay away are another game, for
/// which there is `--abstain`.
#[derive(Args)]
#[command(
    after_help = "Example: koinon power council.csv --rule \"55% of states and 65% of population\"\n\n\
                        Exit codes: 0 done, 1 refused as too large (--exact), 2 could not do it."
)]
pub struct PowerArgs {
    /// A CSV file, or `-`: a first column `player`, then whole numbers; a column of 0 and 1 names a group
    #[arg(value_name = "FILE", required_unless_present = "charter", conflicts_with = "charter")]
    file: Option<String>,
    /// The rule, such as "9 of states and all of permanent"; with --charter also the name of one of its rules
    #[arg(long, value_name = "TEXT|ID", required = true)]
    rule: Option<String>,
    #[command(flatten)]
    charter: charter::CharterArgs,
    /// Let these players vote as one; may be repeated
    #[arg(long = "bloc", value_name = "PLAYER,…", conflicts_with = "charter")]
    blocs: Vec<String>,
    /// Let players with the same entry in this column vote as one, as delegations do
    #[arg(long, value_name = "COLUMN", conflicts_with = "charter")]
    bloc_by: Option<String>,
    #[command(flatten)]
    options: options::OptionArgs,
    /// Another game: each player abstains with this probability, and else votes yes or no with equal chance
    #[arg(long, value_name = "P", allow_negative_numbers = true)]
    abstain: Option<f64>,
    /// Count the minimal winning coalitions, and list so many of them
    #[arg(long, value_name = "N")]
    minimal: Option<usize>,
    /// Show the act and every player's power for all thresholds of the rule's quota over this column
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["abstain", "minimal", "resolution"])]
    curve: Option<String>,
    /// The citizens behind each player: adds power per citizen and its inequality, the square-root rule and the
    /// optimal quota
    #[arg(long, value_name = "COLUMN")]
    citizens: Option<String>,
    /// Show how likely it is that anything passes as the players join one by one, in the order given
    #[arg(long)]
    joining: bool,
    #[command(flatten)]
    format: FormatArgs,
}

/// Runs `koinon power`.
pub fn run(args: PowerArgs) -> ExitCode {
    answer(&args).unwrap_or_else(|code| code)
}

fn answer(args: &PowerArgs) -> Result<ExitCode, ExitCode> {
    let text = args.rule.as_deref().unwrap_or_default();
    let (question, before) = match (&args.file, args.charter.named()) {
        (Some(file), _) => (
            Question::of_file(file, text, &args.blocs, args.bloc_by.as_deref(), args.citizens.as_deref())?,
            None,
        ),
        (None, true) => charter::questions(&args.charter, text, args.citizens.is_some())?,
        (None, false) => return Err(fail("nothing is named", Some("name a CSV file or a charter"))),
    };
    for note in &question.notes {
        warn(format!("note: {note}"));
    }
    if let Some(column) = &args.curve {
        return curve::answer(&question, column, args.format.format());
    }
    let options = args.options.options()?;
    if let Some(probability) = args.abstain {
        return ternary::answer(&question, probability, &options, args.format.format());
    }
    let found = work(|progress| analyse(&question.rule, &question.electorate, &options, progress))
        .map_err(|error| refuse(&question, &error))?;
    let mut answer = Answer::new(&question, found);
    if let Some(before) = &before {
        let found = work(|progress| analyse(&before.rule, &before.electorate, &options, progress))
            .map_err(|error| refuse(before, &error))?;
        answer.compare(before, found);
    }
    if let Some(most) = args.minimal {
        answer.list_minimal(most, &options.limits);
    }
    if args.joining {
        answer.joining(&options).map_err(|error| refuse(&question, &error))?;
    }
    Ok(match args.format.format() {
        Format::Human => print(&human::text(&answer), 0),
        Format::Json => print_json(&answer.json(), 0),
        Format::Csv => {
            // A table of figures has no room for what a reader should know of them.
            for note in answer.notes().iter().filter(|note| !question.notes.contains(note)) {
                warn(format!("note: {note}"));
            }
            if args.minimal.is_some() || args.joining || args.citizens.is_some() {
                warn("note: CSV holds the players' indices; `--json` has the rest of what was asked");
            }
            print(&answer.csv(), 0)
        }
    })
}

/// Says why there is no answer: what cannot be counted in the memory given is a refusal.
fn refuse(question: &Question, error: &AnalysisError) -> ExitCode {
    match error {
        AnalysisError::Tally(error) => question.fail(error),
        AnalysisError::TooLarge(large) => {
            fail(large, Some(&would_do(large)));
            ExitCode::from(1)
        }
        AnalysisError::Memory => fail(error, Some("give 16 MiB at least, as in `--memory 64M`")),
    }
}

fn would_do(large: &TooLarge) -> String {
    let least =
        large.costs.iter().filter(|cost| cost.time <= large.limits.time).map(|cost| cost.memory).min();
    let memory = least
        .filter(|memory| (u128::from(large.limits.memory)..1 << 40).contains(memory))
        .map(|memory| format!("give it {} with `--memory`, ", options::mebibytes(memory)))
        .unwrap_or_default();
    format!(
        "{memory}round the weights, as in `--resolution 10000`, or let another engine or an estimate answer"
    )
}

/// Runs what may take long; past one second a terminal is shown how far it is.
fn work<T: Send>(task: impl FnOnce(&(dyn Fn(usize, usize) + Sync)) -> T) -> T {
    let (start, shown) = (Instant::now(), AtomicBool::new(false));
    let terminal = std::io::stderr().is_terminal();
    let progress = |done: usize, all: usize| {
        if terminal && start.elapsed() > Duration::from_secs(1) {
            let (full, width) = (done * 30 / all.max(1), 30);
            let _ = write!(
                std::io::stderr(),
                "\r{}{} {done} of {all}",
                "█".repeat(full.min(width)),
                "░".repeat(width.saturating_sub(full))
            );
            shown.store(true, Ordering::Relaxed);
        }
    };
    let answer = task(&progress);
    if shown.load(Ordering::Relaxed) {
        let _ = write!(std::io::stderr(), "\r{}\r", " ".repeat(60));
    }
    answer
}
