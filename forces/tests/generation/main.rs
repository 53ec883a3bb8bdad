//! Force generation: small cases against every plan there is, laws on any case, bad input, and all the world.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod cases;
mod laws;
mod naive;
mod optimum;
#[path = "../../benches/world/mod.rs"]
mod world;
