//! What the pages of the institution show of the demonstration year, how they follow a record that grows, and what they
//! refuse.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod acts;
mod follows;
mod proofs;

use std::sync::Arc;
use web::{
    Facts,
    answer::{Answer, Refusal},
    institution::Institution,
    query::Query,
    routes,
};

/// The demonstration year.
fn institution() -> Arc<Institution> {
    Facts::embedded().live.now().institution.clone().unwrap()
}

/// The body that an address answers with.
fn answer(address: &str) -> Result<String, Refusal> {
    answer_of(Facts::embedded(), address)
}

fn answer_of(facts: &Facts, address: &str) -> Result<String, Refusal> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (route, part) = routes::find(path, false).unwrap_or_else(|| panic!("no route for {path}"));
    let query = Query::read(query)?.only(route.reads);
    let bytes = match route.ask(facts, part, &query)? {
        Answer::Page(page) => page.body.into_string().into_bytes(),
        Answer::File(file) => file.bytes,
        Answer::InPlace(_, bytes) => bytes,
        other => panic!("{address} is {other:?}"),
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The address is refused, with these words.
fn refused(address: &str, status: u16, says: &str) {
    let refusal = answer(address).map(|_| "it answers").unwrap_err();
    assert_eq!(refusal.status, status, "{address}");
    assert!(refusal.says.contains(says) && !refusal.instead.is_empty(), "{address}: {refusal:?}");
}
