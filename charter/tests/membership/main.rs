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
