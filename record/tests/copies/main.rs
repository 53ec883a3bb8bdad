//! Exported copies of a record: they verify, nobody changes them unseen, and copies that diverge are found.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test stops at the first surprise"
)]

mod differences;
mod made;
mod tampering;
mod whole;
