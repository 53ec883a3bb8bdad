//! Letters as the mail programs and servers of others read them: by a parser and by a verifier of signatures that are not ours.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod form;
mod signatures;

use campaign::{
    address::Address,
    mail::{Letter, Sender},
};

/// Who writes.
fn sender(name: &str, postal: &str) -> Sender {
    Sender {
        name: name.to_owned(),
        address: Address::read("office@example.org").unwrap(),
        bounces: None,
        postal: postal.to_owned(),
    }
}

/// A letter of a newsletter.
fn letter(subject: &str, text: &str, html: Option<&str>, why: &str) -> Letter {
    Letter {
        to: Address::read("ann@example.com").unwrap(),
        subject: subject.to_owned(),
        text: text.to_owned(),
        html: html.map(str::to_owned),
        unsubscribe: Some(
            "https://example.org/newsletter/leave/dQAAAAAAAAABf_________92ZuiHwInZy5zR5p".to_owned(),
        ),
        why: why.to_owned(),
    }
}
