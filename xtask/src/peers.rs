//! Puts the question of membership to pandas, for comparison: the same criteria on the same exported data.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::command::{Stop, ask, cargo, run, which};
use crate::place;

/// The pandas of the comparison, named in `BENCHMARKS.md`.
const PANDAS: &str = "pandas==2.3.3";

/// Exports the panel and lets `benches/peers/membership.py` judge it.
pub fn membership() -> Result<(), Stop> {
    let python = python()?;
    let panel = place::target().join("peers").join("panel.csv");
    export(&panel)?;
    let script = place::root().join("benches").join("peers").join("membership.py");
    run(Command::new(python).arg(script).arg(panel))
}

/// A Python that has pandas: the system's, or one of our own with the package installed now.
fn python() -> Result<PathBuf, Stop> {
    let system = which("python3").ok_or_else(|| missing("python3 is not there"))?;
    let has_pandas = |python: &PathBuf| ask(python, &["-c", "import pandas"]).is_some();
    if has_pandas(&system) {
        return Ok(system);
    }
    let folder = place::tools().join("python");
    let own = folder.join("bin").join("python");
    if !has_pandas(&own) {
        run(Command::new(system).args(["-m", "venv"]).arg(&folder))
            .map_err(|_| missing("python3 could not make an environment for pandas"))?;
        run(Command::new(&own).args(["-m", "pip", "install", "--quiet", PANDAS]))
            .map_err(|_| missing("pip could not install pandas"))?;
    }
    Ok(own)
}

/// The indicators of the charter's criteria.
const INDICATORS: [&str; 6] = [
    "polyarchy",
    "freedom_house",
    "civil_liberties",
    "liberal_democracy",
    "internal_conflict_deaths",
    "internal_conflict",
];

/// Writes these indicators as a table, a row a state and year.
fn export(panel: &PathBuf) -> Result<(), Stop> {
    let cannot = |error| Stop::cannot(format!("`{}` cannot be written: {error}", panel.display()));
    if let Some(folder) = panel.parent() {
        fs::create_dir_all(folder).map_err(cannot)?;
    }
    let file = fs::File::create(panel).map_err(cannot)?;
    let mut export = cargo();
    export.args(["run", "--quiet", "--release", "-p", "koinon", "--", "data", "export", "--csv"]);
    export.args(INDICATORS);
    run(export.stdout(Stdio::from(file)))
}

fn missing(says: &str) -> Stop {
    Stop::cannot(says)
        .help("the comparison needs Python with pandas; `cargo xtask bench --only functions` does without")
}
