//! The site in a real browser: headless Chromium, with axe-core. `cargo xtask test` finds or installs both and runs
//! this; a plain `cargo test` leaves it out and says so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "only sizes as a browser reports them"
)]

mod axe;
mod content;
mod crawl;
mod desk;
mod devtools;
mod harness;
mod page;
mod pages;
mod passkey;
mod server;
mod site;
mod visitor;
