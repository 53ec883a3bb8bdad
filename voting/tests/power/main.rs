//! Power: independently computed cases, laws, and an obvious second implementation beside the fast ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod cases;
