//! The long runs: every property with many cases, every byte of a record changed, many crashes, then every fuzz target for a while.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use clap::{Args, ValueEnum};

use crate::command::{Stop, ask, cargo, run, spoken};
use crate::place;
use crate::suite;

/// How long to soak.
#[derive(Args)]
pub struct Choice {
    /// Only one part
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Cases for each property
    #[arg(long, default_value_t = 100_000)]
    cases: u32,
    /// Random sequences of acts at the gate of missions
    #[arg(long, default_value_t = 1_000_000)]
    sequences: u64,
    /// How many programs and servers are killed on each database
    #[arg(long, default_value_t = 500)]
    kills: u32,
    /// Seconds for each fuzz target; 0 leaves them out
    #[arg(long, default_value_t = 600)]
    seconds: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The properties of every crate
    Properties,
    /// Every byte of the exported demonstration year changed
    Tampering,
    /// Random and exhaustive sequences of acts at the gate of missions
    Gate,
    /// Programs and servers killed while they append
    Crashes,
    /// The fuzz targets
    Fuzz,
}

/// Runs the properties, the tampering, the gate and the crashes, then the fuzz targets where the tools for them are there.
pub fn soak(choice: &Choice) -> Result<(), Stop> {
    let wanted = |part| choice.only.is_none_or(|only| only == part);
    if wanted(Part::Properties) {
        suite::properties(choice.cases)?;
    }
    if wanted(Part::Tampering) {
        suite::tampering()?;
    }
    if wanted(Part::Gate) {
        suite::gate(choice.sequences)?;
    }
    if wanted(Part::Crashes) {
        suite::crashes(choice.kills)?;
    }
    if wanted(Part::Fuzz) && choice.seconds > 0 {
        fuzz(choice.seconds)?;
    }
    Ok(())
}

/// Runs each target from the seeds that the repository holds and what earlier runs have found.
fn fuzz(seconds: u32) -> Result<(), Stop> {
    let fuzz = || {
        let mut command = std::process::Command::new("cargo");
        // rustup hands an inner cargo the toolchain of the outer one, unless it is told otherwise.
        command.current_dir(place::root()).env_remove("RUSTUP_TOOLCHAIN").args(["+nightly", "fuzz"]);
        command
    };
    if ask("cargo", &["+nightly", "fuzz", "--version"]).is_none() {
        eprintln!("\nthe fuzz targets were not run: cargo-fuzz or a nightly toolchain is not there");
        eprintln!("help: rustup toolchain install nightly && cargo install --locked cargo-fuzz");
        return Ok(());
    }
    let corpus = place::root().join("fuzz").join("corpus");
    let mut seeds = cargo();
    seeds.args(["test", "--quiet", "-p", "xtask", "--test", "hostile", "every_parser_is_tried"]);
    run(seeds.env("SEEDS", &corpus))?;
    run(fuzz().arg("build"))?;

    let mut lines = Vec::new();
    let mut failed = None;
    for target in targets()? {
        let mut command = fuzz();
        command.args(["run", &target, "--", "-timeout=20", "-rss_limit_mb=3000", "-max_len=32768"]);
        command.arg(format!("-max_total_time={seconds}"));
        let name = spoken(&command);
        eprintln!("\n==> {name}");
        let cannot = |error| Stop::cannot(format!("`{name}` does not start: {error}"));
        let mut child = command.stderr(Stdio::piped()).spawn().map_err(cannot)?;
        let mut done = "stopped early".to_owned();
        for line in child.stderr.take().into_iter().flat_map(|output| BufReader::new(output).lines()) {
            let line = line.map_err(cannot)?;
            if let Some(runs) = line.strip_prefix("Done ") {
                done = runs.to_owned();
            }
            eprintln!("{line}");
        }
        if !child.wait().map_err(cannot)?.success() {
            failed.get_or_insert(format!("`{name}` found an input that fails; it lies in `fuzz/artifacts`"));
        }
        lines.push(format!("{target:<20} {done}"));
    }
    println!("\n{}", lines.join("\n"));
    failed.map_or(Ok(()), |says| Err(Stop::finding(says)))
}

/// The names of the targets, sorted.
fn targets() -> Result<Vec<String>, Stop> {
    let folder = place::root().join("fuzz").join("targets");
    let cannot = |error| Stop::cannot(format!("`{}` cannot be read: {error}", folder.display()));
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        names.extend(path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}
