//! What the pages of the institution show of the demonstration year, and what they refuse.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use community::{Happening, words};
use proptest::prelude::*;
use std::sync::Arc;
use web::{
    Facts,
    answer::{Answer, Refusal},
    institution::Institution,
    query::Query,
    routes,
};

fn institution() -> Arc<Institution> {
    Facts::embedded().live.now().institution.clone().unwrap()
}

fn answer(path: &str, query: &str) -> Result<String, Refusal> {
    let (route, part) = routes::find(path, false).unwrap();
    let query = Query::read(query)?.only(route.reads);
    match route.ask(Facts::embedded(), part, &query)? {
        Answer::Page(page) => Ok(page.body.into_string()),
        Answer::File(file) => Ok(String::from_utf8(file.bytes).unwrap()),
        other => panic!("{path} is {other:?}"),
    }
}

#[test]
fn every_event_has_a_page_and_every_closed_vote_its_roll_call() {
    let of = institution();
    assert!(of.ledger.size() > 300, "{}", of.ledger.size());
    let mut votes = 0;
    for (number, event) in of.events() {
        let page = answer(&format!("/acts/{number}"), "").unwrap();
        assert!(page.contains("A scenario."));
        if matches!(event.happened, Happening::VoteClosed { .. }) {
            votes += 1;
            assert!(page.contains("The roll call"), "event {number}: {}", words::says(&of.state, event));
        }
    }
    assert!(votes > 5, "{votes}");
}

#[test]
fn the_table_has_every_event() {
    let of = institution();
    let table = answer("/acts.csv", "").unwrap();
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(rows.records().map(Result::unwrap).count(), of.events().count());
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    for part in ["-1", "00", "x", "99999999999999999999999", "100000"] {
        let refusal = answer(&format!("/acts/{part}"), "").unwrap_err();
        assert_eq!((refusal.status, refusal.instead.len()), (404, 1), "{part}");
    }
    for query in ["page=0", "page=x", "page=99999999999999999999", "kind=nothing", "member=XXX"] {
        assert_eq!(answer("/acts", query).unwrap_err().status, 404, "{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_question_panics(text in "[ -~\\PC]{0,60}", part in "[a-z0-9]{1,30}") {
        let _ = answer("/acts", &format!("kind={text}&member={text}&page={text}"));
        let _ = answer(&format!("/acts/{part}"), "");
    }
}
