//! `cargo xtask simulate`: random histories of a community, by seed, with every invariant and the naive model beside them;
//! and of its missions, with the oracle of the gate.

use crate::command::{Stop, cargo, run};
use clap::Args;

/// Which histories.
#[derive(Args)]
pub struct Choice {
    /// The seed of the first; the same seed gives the same history
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many, from that seed on
    #[arg(long, default_value_t = 20)]
    count: u64,
}

/// Plays them. One that fails is printed without the acts that were refused, in the form of the scripts in
/// `community/tests/replays`: paste it there, and it is the next test.
pub fn simulate(choice: &Choice) -> Result<(), Stop> {
    let mut command = cargo();
    command
        .args(["test", "--quiet", "-p", "community", "--test", "community", "simulated", "--", "--nocapture"])
        .env("SIMULATE_SEED", choice.seed.to_string())
        .env("SIMULATE_COUNT", choice.count.to_string());
    run(&mut command)
}
