//! The project's own chores, as `cargo xtask CHORE`. Knows how to run things; what is right stands in the tests it runs.

mod axe;
mod bench;
mod chromium;
mod command;
mod debian;
mod gate;
mod keep;
mod mutants;
mod peers;
mod place;
mod postgres;
mod simulate;
mod soak;
mod strace;
mod suite;
mod tally;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use command::Stop;

/// The project's own chores.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Chores {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Install or find what the tests need, then run every test
    Test {
        /// Arguments for `cargo test` in place of `--workspace`, such as `-p web`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        cargo: Vec<String>,
    },
    /// Formatting, lints, documentation, licences and sources of dependencies, then every test
    Ci,
    /// Rebuild `data/` from the tables in a folder
    Data {
        /// The folder with the tables, as its README describes them
        folder: PathBuf,
    },
    /// Run the benchmarks of every crate, the load test of the site and the comparison with pandas
    Bench(bench::Choice),
    /// Run the property tests and the fuzzed parsers for long
    Soak(soak::Choice),
    /// Play random histories of a community; a failing one is printed as a script
    Simulate(simulate::Choice),
    /// Put small mistakes into the engine and the voting mathematics, and see whether the tests notice
    Mutants(mutants::Choice),
    /// Keep the demonstration record of this version, which every later one must verify
    Keep,
    /// Photograph every kind of page into `target/screens`
    Screens,
    /// Look for known weaknesses in the dependencies
    Advisories,
}

fn main() -> ExitCode {
    let done = match Chores::parse().chore {
        Chore::Test { cargo } => suite::test(&cargo),
        Chore::Ci => gate::ci(),
        Chore::Data { folder } => data(&folder),
        Chore::Bench(choice) => bench::bench(&choice),
        Chore::Soak(choice) => soak::soak(&choice),
        Chore::Simulate(choice) => simulate::simulate(&choice),
        Chore::Mutants(choice) => mutants::mutants(&choice),
        Chore::Keep => keep::keep(),
        Chore::Screens => suite::screens(),
        Chore::Advisories => gate::advisories(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("{stop}");
            stop.code()
        }
    }
}

/// Rebuild the compiled data from the tables in `folder`.
fn data(folder: &std::path::Path) -> Result<(), Stop> {
    if !folder.is_dir() {
        return Err(Stop::cannot(format!("`{}` is not a folder", folder.display()))
            .help("name the folder that holds the tables: cargo xtask data FOLDER"));
    }
    let report = world::build::rebuild(folder, &place::root().join("data"))
        .map_err(|error| Stop::finding(error.to_string()))?;
    // A reader that stops reading, such as `head`, is no failure.
    let _ = write!(std::io::stdout(), "{report}");
    Ok(())
}
