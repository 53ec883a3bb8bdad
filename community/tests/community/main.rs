//! The engine run by scripts of acts: what is allowed, what is refused and why, and that a replay gives the same; by
//! random histories, against a naive second model; and by forged ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod agenda;
mod balance;
mod dice;
mod forged;
mod gate;
mod histories;
mod naive;
mod peace;
mod pledging;
mod record;
mod scales;
mod script;
mod scripts;
mod wire;
mod worth;
mod year;
