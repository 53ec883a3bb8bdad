//! Scales: the worked cases with every step, laws, and a second way of computing beside the first.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod cases;
mod doubles;
mod keys;
mod laws;
mod peacekeeping;
