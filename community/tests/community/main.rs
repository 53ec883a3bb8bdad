//! The engine run by scripts of acts: what is allowed, what is refused and why, and that a replay gives the same.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod script;
mod scripts;
