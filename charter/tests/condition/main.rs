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
