//! Membership on the record: against tables that were given to the project, against a second reading written straight
//! from the definition, and by the laws that every history keeps.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod histories;
mod second_reading;
mod small_worlds;
mod tables;

/// How many cases a property is tried on: `usual` every day; in a soak, where `PROPTEST_CASES` says how many for a
/// property that has 256 every day, as many times more.
fn cases(usual: u32) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse::<u32>().ok());
    asked.map_or(usual, |asked| usual.saturating_mul(asked.div_ceil(256)))
}
