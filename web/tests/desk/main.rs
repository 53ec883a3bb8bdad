//! The desk over raw sockets: who comes in, how far, and what a form from elsewhere does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod attacks;
mod authenticator;
mod door;
mod events;
mod exchange;
mod files;
mod foreign;
mod give;
mod joining;
mod logos;
mod newsletter;
mod passkey;
mod people;
mod petitions;
mod pictures;
mod powers;
mod privacy;
mod served;
mod settings;
mod treasurer;
