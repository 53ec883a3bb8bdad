//! Puts the same questions to others, for comparison: membership to pandas, power to packages for voting power.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::command::{Stop, ask, cargo, run, which};
use crate::place;

/// The pandas of the comparison, named in `BENCHMARKS.md`.
const PANDAS: &str = "pandas==2.3.3";

/// Exports the panel and lets `benches/peers/membership.py` judge it.
pub fn membership() -> Result<(), Stop> {
    let python = python("pandas", &[PANDAS])?;
    let panel = place::target().join("peers").join("panel.csv");
    export(&panel)?;
    let script = place::root().join("benches").join("peers").join("membership.py");
    run(Command::new(python).arg(script).arg(panel))
}

/// The packages for voting power that the comparison asks, named in `BENCHMARKS.md`; numpy is for the last.
const POWER: [&str; 4] = ["power_bdd==1.0.0", "powerindex==0.3.5", "powerindices==1.0.2", "numpy==2.4.6"];

/// Lets `benches/peers/power.py` put the same councils to these packages and to koinon.
pub fn power() -> Result<(), Stop> {
    let python = python("power_bdd, powerindex, powerindices", &POWER)?;
    run(cargo().args(["build", "--quiet", "--release", "-p", "koinon"]))?;
    let script = place::root().join("benches").join("peers").join("power.py");
    run(Command::new(python).arg(script).arg(place::target().join("release").join("koinon")))
}

/// A Python that has some modules: the system's, or one of our own with the packages installed now.
fn python(modules: &str, packages: &[&str]) -> Result<PathBuf, Stop> {
    let system = which("python3").ok_or_else(|| missing("python3 is not there"))?;
    let import = format!("import {modules}");
    let has_them = |python: &PathBuf| ask(python, &["-c", &import]).is_some();
    if has_them(&system) {
        return Ok(system);
    }
    let folder = place::tools().join("python");
    let own = folder.join("bin").join("python");
    if !has_them(&own) {
        run(Command::new(system).args(["-m", "venv"]).arg(&folder))
            .map_err(|_| missing("python3 could not make an environment for the packages"))?;
        run(Command::new(&own).args(["-m", "pip", "install", "--quiet"]).args(packages))
            .map_err(|_| missing("pip could not install the packages"))?;
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
        .help("the comparison needs Python with packages of its own; `cargo xtask bench --only functions` does without")
}
