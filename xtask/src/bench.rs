//! The benchmarks: what a function takes, what the site bears, and what the same question costs elsewhere.

use std::ffi::OsStr;
use std::path::Path;

use clap::{Args, ValueEnum};

use crate::command::{Stop, cargo, run};
use crate::peers;

/// Which benchmarks to run, and how hard to press the site.
#[derive(Args)]
pub struct Choice {
    /// Only one part
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Seconds for each kind of page in the load test
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Pages a second in the load test
    #[arg(long, default_value_t = 500)]
    rate: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Criterion's benchmarks in every crate
    Functions,
    /// The load test of the site
    Load,
    /// Signatures under a petition, in the tables and over HTTP
    Petition,
    /// The same questions in pandas and in packages for voting power
    Peers,
}

/// Runs what was chosen, one after the other: on two cores, two at once would measure each other.
pub fn bench(choice: &Choice) -> Result<(), Stop> {
    let wanted = |part| choice.only.is_none_or(|only| only == part);
    if wanted(Part::Functions) {
        let crates = ["world", "voting", "record", "forces", "charter", "community", "koinon"]
            .into_iter()
            .filter(|name| has_benches(name));
        let packages: Vec<_> = crates.flat_map(|name| ["-p", name]).collect();
        run(cargo().arg("bench").args(packages).args(["--bench", "*"]))?;
    }
    if wanted(Part::Load) {
        let (seconds, rate) = (choice.seconds.to_string(), choice.rate.to_string());
        let arguments = ["--seconds", &seconds, "--rate", &rate];
        run(cargo().args(["bench", "-p", "web", "--bench", "load", "--"]).args(arguments))?;
    }
    if wanted(Part::Petition) {
        let (seconds, folder) = (choice.seconds.to_string(), crate::place::target());
        let arguments =
            [OsStr::new("--seconds"), seconds.as_ref(), OsStr::new("--folder"), folder.as_os_str()];
        run(cargo().args(["bench", "-p", "campaign", "--bench", "sign", "--"]).args(arguments))?;
        run(cargo().args(["bench", "-p", "web", "--bench", "petition", "--"]).args(arguments))?;
    }
    if wanted(Part::Peers) {
        peers::membership()?;
        peers::power()?;
    }
    Ok(())
}

fn has_benches(name: &str) -> bool {
    crate::place::root().join(Path::new(name).join("benches")).is_dir()
}
