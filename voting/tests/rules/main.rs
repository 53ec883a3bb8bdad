//! Rules: their text and back, their errors, their laws, and votes that were really taken.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod changes;
mod errors;
mod examples;
mod grammar;
mod monotone;
mod real_votes;
mod round_trip;
