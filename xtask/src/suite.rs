//! The test suite: gets what tests need beyond Rust, runs them, and closes with one line that counts them.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use crate::axe;
use crate::chromium;
use crate::command::{Stop, cargo, spoken};
use crate::place;
use crate::postgres;
use crate::strace;
use crate::tally::Tally;

/// Every test of the workspace, those in the browser included. Other arguments for `cargo test` may be given instead.
pub fn test(arguments: &[String]) -> Result<(), Stop> {
    let mut all = cargo();
    all.args(["test", "--no-fail-fast"]);
    let server = postgres::Server::start()?;
    let tests = |tests| browser(databases(tests, &server)?);
    if !arguments.is_empty() {
        all.args(arguments);
        return count(&mut [tests(all)?]);
    }
    // Tests that need a browser or a server are marked `ignore` for a plain `cargo test`; here nothing is left out.
    // Examples in documentation are run apart, since one marked `ignore` there is not meant to compile.
    all.args(["--workspace", "--lib", "--bins", "--tests", "--", "--include-ignored"]);
    let mut examples = cargo();
    examples.args(["test", "--no-fail-fast", "--workspace", "--doc"]);
    count(&mut [tests(all)?, examples])
}

/// The property tests, for `cases` cases each.
pub fn properties(cases: u32) -> Result<(), Stop> {
    let mut tests = cargo();
    tests.args(["test", "--no-fail-fast", "--release", "--workspace", "--lib", "--bins", "--tests"]);
    tests.env("PROPTEST_CASES", cases.to_string()).env("PROPTEST_MAX_GLOBAL_REJECTS", "100000000");
    count(&mut [tests])
}

/// The gate of missions: `sequences` random sequences of acts, and every sequence of up to fourteen from a small alphabet.
pub fn gate(sequences: u64) -> Result<(), Stop> {
    let mut tests = cargo();
    tests.args(["test", "--no-fail-fast", "--release", "-p", "community", "--test", "community", "gate::"]);
    tests.args(["--", "--nocapture"]).env("SEQUENCES", sequences.to_string()).env("DEPTH", "14");
    count(&mut [tests])
}

/// The tests of crashes of the record and of petitions, with `kills` programs and servers killed on each database.
pub fn crashes(kills: u32) -> Result<(), Stop> {
    let mut tests = cargo();
    tests.args(["test", "--no-fail-fast", "--release", "-p", "record", "-p", "campaign", "--lib", "crash"]);
    tests.args(["--", "--include-ignored", "--nocapture"]).env("KILLS", kills.to_string());
    let server = postgres::Server::start()?;
    count(&mut [databases(tests, &server)?])
}

/// Every byte of the exported demonstration year changed, each in turn.
pub fn tampering() -> Result<(), Stop> {
    let mut tests = cargo();
    tests.args(["test", "--release", "-p", "koinon", "--test", "tampering", "--", "--nocapture"]);
    tests.env("FLIPS", "all");
    count(&mut [tests])
}

/// A picture of every kind of page, narrow and wide, light and dark.
pub fn screens() -> Result<(), Stop> {
    let folder = place::target().join("screens");
    let mut tests = cargo();
    tests.args([
        "test",
        "-p",
        "web",
        "--test",
        "browser",
        "--",
        "--include-ignored",
        "--nocapture",
        "axe_finds",
    ]);
    tests.env("SCREENS", &folder);
    count(&mut [browser(tests)?])?;
    eprintln!("pictures are in `{}`", folder.display());
    Ok(())
}

/// Tells the tests where the browser and its checker are.
fn browser(mut tests: Command) -> Result<Command, Stop> {
    tests.env("CHROME", chromium::chromium()?).env("AXE", axe::axe()?);
    Ok(tests)
}

/// Tells the tests of the record where a server is, and the program that records what is asked of the disk.
fn databases(mut tests: Command, server: &postgres::Server) -> Result<Command, Stop> {
    tests.env("POSTGRES", server.url());
    if let Some(strace) = strace::strace()? {
        tests.env("STRACE", strace);
    }
    Ok(tests)
}

/// Runs the test commands, shows their output as it comes, and closes with the sum.
fn count(commands: &mut [Command]) -> Result<(), Stop> {
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    for command in commands {
        let name = spoken(command);
        eprintln!("\n==> {name}");
        let cannot = |error| Stop::cannot(format!("`{name}` does not start: {error}"));
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(cannot)?;
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).split(b'\n') {
                let line = line.map_err(cannot)?;
                let line = String::from_utf8_lossy(&line);
                tally.read(&line);
                // A reader that stops reading, such as `head`, stops the show, not the tests.
                let _ = writeln!(std::io::stdout(), "{line}");
            }
        }
        if !child.wait().map_err(cannot)?.success() {
            failures.push(name);
        }
    }
    if failures.is_empty() && tally.programs == 0 {
        return Err(Stop::cannot("no test was run"));
    }
    // A crash or an error of the compiler fails the run without a failed test.
    let failed = tally.failed;
    if !failures.is_empty() && failed == 0 {
        tally.failed = 1;
        eprintln!("a test program crashed or did not compile: counted as one failure");
    }
    let _ = writeln!(std::io::stdout(), "\n{}", tally.line());
    match failures.first() {
        None => Ok(()),
        Some(name) => Err(Stop::finding(format!("`{name}` failed"))),
    }
}
