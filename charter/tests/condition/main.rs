//! Conditions: the laws they keep, whoever writes them, and the public `cel` crate as referee of what they mean.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod columns;
mod hostile;
mod laws;
mod random;
mod referee;
mod words;

/// How many cases a property is tried on: `usual` every day; in a soak, where `PROPTEST_CASES` says how many for a
/// property that has 256 every day, as many times more.
fn cases(usual: u32) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse::<u32>().ok());
    asked.map_or(usual, |asked| usual.saturating_mul(asked.div_ceil(256)))
}
