//! Power: independently computed cases, laws, and an obvious second implementation beside the fast ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a test stops at the first surprise, and its numbers are small"
)]

mod aids;
mod cases;
mod drawn;
mod estimates;
mod laws;
mod limits;
mod slow;
