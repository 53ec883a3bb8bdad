//! `cargo xtask mutants`: the engine and the voting mathematics with small mistakes put in, which some test must notice.

use crate::command::{Stop, cargo, run, which};
use clap::Args;

/// Which mutants.
#[derive(Args)]
pub struct Choice {
    /// Only a part of them, such as `2/16`: the third of sixteen, counted from nought
    #[arg(long)]
    shard: Option<String>,
    /// Only those of one crate
    #[arg(long, value_parser = ["community", "voting"])]
    package: Option<String>,
}

/// The crates, and which of their tests are fast enough to run once a mutant: units and scripts, and not the random histories.
const CRATES: [(&str, &[&str]); 2] = [
    (
        "community",
        &[
            "--lib",
            "--test",
            "community",
            "--",
            "--skip",
            "histories",
            "--skip",
            "forged",
            "--skip",
            "record",
        ],
    ),
    ("voting", &["--lib", "--test", "power", "--test", "rules", "--test", "scale", "--test", "seats"]),
];

/// Runs them, crate by crate, in a copy of the workspace. What survives is listed in `target/mutants-CRATE/mutants.out/missed.txt`.
pub fn mutants(choice: &Choice) -> Result<(), Stop> {
    if which("cargo-mutants").is_none() {
        return Err(Stop::cannot("cargo-mutants is not installed").help("cargo install cargo-mutants"));
    }
    let mut survived = Vec::new();
    for (package, tests) in CRATES {
        if choice.package.as_deref().is_some_and(|only| only != package) {
            continue;
        }
        let mut command = cargo();
        let output = format!("target/mutants-{package}");
        command.args([
            "mutants",
            "--package",
            package,
            "--output",
            &output,
            "--no-shuffle",
            "--sharding",
            "round-robin",
        ]);
        if let Some(shard) = &choice.shard {
            command.args(["--shard", shard]);
        }
        command.arg("--").args(tests);
        if run(&mut command).is_err() {
            survived.push(format!("{output}/mutants.out"));
        }
    }
    if survived.is_empty() {
        return Ok(());
    }
    Err(Stop::finding("not every mutant was noticed").help(format!("see {}", survived.join(" and "))))
}
