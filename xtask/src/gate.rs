//! What a change must pass before it lands, and the question about known weaknesses, which stands apart.

use std::path::PathBuf;

use crate::command::{Stop, ask, cargo, run, which};
use crate::place;
use crate::suite;

/// The version of cargo-deny that is installed where none is there.
const CARGO_DENY: &str = "0.20.2";

/// Formatting, lints, documentation, the dependencies' licences and sources, then every test.
pub fn ci() -> Result<(), Stop> {
    run(cargo().args(["fmt", "--all", "--check"]))?;
    run(cargo().args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))?;
    run(cargo().args(["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    deny(&["licenses", "sources", "bans"])?;
    suite::test(&[])
}

/// Known weaknesses of the dependencies. The answer changes without us, so it is not part of `ci`.
pub fn advisories() -> Result<(), Stop> {
    deny(&["advisories"])
}

fn deny(checks: &[&str]) -> Result<(), Stop> {
    let program = cargo_deny()?;
    let mut command = std::process::Command::new(program);
    run(command.current_dir(place::root()).arg("check").args(checks))
}

/// The cargo-deny that is there, or ours, built now (two minutes on two cores).
fn cargo_deny() -> Result<PathBuf, Stop> {
    if let Some(found) = which("cargo-deny") {
        return Ok(found);
    }
    let own = place::tools().join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if ask(&own, &["--version"]).is_none() {
        let mut install = cargo();
        install.args(["install", "--quiet", "--locked", "cargo-deny", "--version", CARGO_DENY]);
        install.arg("--root").arg(place::tools()).arg("--target-dir").arg(place::tools().join("build"));
        run(&mut install).map_err(|_| {
            Stop::cannot("cargo-deny, which checks the licences of dependencies, could not be installed")
                .help(format!("install it: cargo install --locked cargo-deny --version {CARGO_DENY}"))
        })?;
    }
    Ok(own)
}
