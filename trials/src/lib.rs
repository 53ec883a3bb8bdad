//! What tests of several crates stand on: a database of their own, a disk whose power is cut, programs and servers that are
//! killed. Knows nothing of what is kept there; no program is built with it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

pub mod disk;
pub mod kill;
pub mod place;
pub mod power;
pub mod trace;
