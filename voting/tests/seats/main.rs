//! Apportionment: published cases, laws, and an obvious second implementation beside the fast one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod cases;
mod laws;
mod paradoxes;
mod slow;
