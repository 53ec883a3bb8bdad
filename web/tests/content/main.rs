//! What the Coalition publishes, over raw sockets: pages, news, people, feeds; what injections come to; and whether the first
//! site says what is so.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod desk;
mod feeds;
mod hostile;
mod pages;
mod published;
#[path = "../desk/served.rs"]
#[allow(dead_code, reason = "the tests of the desk use the rest of it")]
mod served;
mod site;
