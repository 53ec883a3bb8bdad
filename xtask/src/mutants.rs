//! `cargo xtask mutants`: the engine and the voting mathematics with small mistakes put in, which some test must notice.
//!
//! There are some six thousand, and each is compiled and tested, so a sample is drawn by a seed: every mutant is as likely as
//! every other, and the score is given with the interval in which the score of all of them lies.

mod draw;
mod score;

use crate::{
    command::{Stop, cargo, which},
    place,
};
use clap::Args;
use score::Score;
use std::fs;

/// Which mutants.
#[derive(Args)]
pub struct Choice {
    /// So many of each crate, drawn by the seed; without it all of them, which takes a day
    #[arg(long)]
    sample: Option<usize>,
    /// The seed of the sample; the same seed draws the same mutants of the same code
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only those of one crate
    #[arg(long, value_parser = ["community", "voting"])]
    package: Option<String>,
    /// Only those whose name, as `cargo mutants --list` prints it, has this text: to see that a survivor is noticed now
    #[arg(long)]
    named: Option<String>,
}

/// A crate, and the tests that a mutant of it meets: first those that are quick, then, where they let it through, the others.
struct Tested {
    package: &'static str,
    first: &'static [&'static str],
    then: &'static [&'static str],
}

const CRATES: [Tested; 2] = [
    Tested {
        package: "community",
        first: &[
            "--test",
            "community",
            "--",
            "--skip",
            "histories",
            "--skip",
            "forged",
            "--skip",
            "gate::",
            "--skip",
            "peace",
            "--skip",
            "pledging",
        ],
        then: &["--lib", "--test", "community"],
    },
    Tested {
        package: "voting",
        first: &["--lib", "--tests", "--", "--skip", "estimates"],
        then: &["--test", "power", "--", "estimates"],
    },
];

/// Runs them, crate by crate, in a copy of the workspace, and says how many were noticed.
pub fn mutants(choice: &Choice) -> Result<(), Stop> {
    if which("cargo-mutants").is_none() {
        return Err(Stop::cannot("cargo-mutants is not installed")
            .help("cargo install --locked cargo-mutants --version 27.1.0"));
    }
    let mut scores = Vec::new();
    for of in &CRATES {
        if choice.package.as_deref().is_none_or(|only| only == of.package) {
            scores.push((of.package, tried(choice, of)?));
        }
    }
    for (package, score) in &scores {
        println!("\n{package}: {score}");
    }
    match scores.iter().all(|(_, score)| score.missed.is_empty()) {
        true => Ok(()),
        false => Err(Stop::finding("not every mutant was noticed")
            .help("kill each with a test that says what should hold, or show that it changes nothing")),
    }
}

fn tried(choice: &Choice, of: &Tested) -> Result<Score, Stop> {
    let all: Vec<String> = listed(of.package)?;
    let mut drawn = all.clone();
    if let Some(text) = &choice.named {
        drawn.retain(|name| name.contains(text.as_str()));
    }
    if let Some(most) = choice.sample {
        drawn = draw::sample(&drawn, most, choice.seed);
    }
    if drawn.is_empty() {
        return Err(Stop::cannot(format!("no mutant of `{}` was drawn", of.package))
            .help(format!("see their names: cargo mutants --list --package {}", of.package)));
    }
    eprintln!("\n{}: {} of {} mutants", of.package, drawn.len(), all.len());
    let mut score = Score::of(&meet(of.package, &all, &drawn, of.first)?, &drawn, all.len());
    let missed = std::mem::take(&mut score.missed);
    if !missed.is_empty() {
        score.add(Score::of(&meet(of.package, &all, &missed, of.then)?, &missed, all.len()));
    }
    Ok(score)
}

/// Lets these mutants of all meet these tests, and returns what cargo-mutants wrote down.
fn meet(package: &str, all: &[String], names: &[String], tests: &[&str]) -> Result<serde_json::Value, Stop> {
    let folder = place::target().join(format!("mutants-{package}"));
    let cannot = |error| Stop::cannot(format!("`{}` cannot be written: {error}", folder.display()));
    let written = folder.join("mutants.out");
    if written.exists() {
        fs::remove_dir_all(&written).map_err(cannot)?;
    }
    fs::create_dir_all(&written).map_err(cannot)?;
    // Names by expression reach all but fields left out of a struct (27.1); a list of what is done with reaches every mutant.
    let others: Vec<&str> = all.iter().filter(|name| !names.contains(name)).map(String::as_str).collect();
    fs::write(written.join("previously_caught.txt"), others.join("\n")).map_err(cannot)?;
    let mut command = cargo();
    command.args(["mutants", "--package", package, "--no-config", "--colors", "never", "--iterate"]);
    command.args(["--minimum-test-timeout", "60", "--timeout-multiplier", "3", "--output"]).arg(&folder);
    // Lines in backtraces are not needed, and take a third of the time.
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").arg("--").args(tests);
    eprintln!("\n==> cargo mutants on {} of them, with {}", names.len(), tests.join(" "));
    // Its exit code says no more than what it writes down.
    let ended = command.status();
    ended.map_err(|error| Stop::cannot(format!("cargo does not start: {error}")))?;
    let outcomes = fs::read_to_string(written.join("outcomes.json")).ok();
    let outcomes: Option<serde_json::Value> = outcomes.and_then(|text| serde_json::from_str(&text).ok());
    let tried = outcomes.filter(score::any_tried);
    tried.ok_or_else(|| {
        let log = written.join("log");
        Stop::cannot("no mutant was tried: the tests fail as the code stands, or do not compile")
            .help(format!("see what is in `{}`", log.display()))
    })
}

/// Every mutant of a crate by name, in the order of the source.
fn listed(package: &str) -> Result<Vec<String>, Stop> {
    let cannot = || Stop::cannot(format!("`cargo mutants --list --package {package}` does not answer"));
    let mut command = cargo();
    command.args(["mutants", "--list", "--json", "--no-config", "--package", package]);
    let output = command.output().ok().filter(|output| output.status.success()).ok_or_else(cannot)?;
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).map_err(|_| cannot())?;
    let names = list.as_array().into_iter().flatten();
    Ok(names.filter_map(|mutant| mutant["name"].as_str()).map(str::to_owned).collect())
}
