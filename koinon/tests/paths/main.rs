//! Whole paths through the campaign's site in a real browser, with letters that went through a mail server: by pointer with
//! scripts, by pointer on a phone without them, and by keyboard alone.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "../../../web/tests/browser/axe.rs"]
mod axe;
#[path = "../../../web/tests/browser/devtools.rs"]
#[allow(dead_code, reason = "the site's own browser tests use more of it")]
mod devtools;
mod editor;
#[path = "../../../web/tests/browser/page.rs"]
#[allow(
    dead_code,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the site's own browser tests use more of it; only sizes as a browser reports them"
)]
mod page;
mod person;
#[path = "../campaign/site.rs"]
#[allow(dead_code, reason = "the tests without a browser use more of it")]
mod site;
#[path = "../campaign/smtp.rs"]
#[allow(dead_code, reason = "the tests without a browser use more of it")]
mod smtp;
mod visitor;
