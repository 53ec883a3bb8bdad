//! The log and its events: every event has its page, every vote its roll call, and no question breaks them.

use crate::{answer, institution, refused};
use community::{Happening, words};
use proptest::prelude::*;

#[test]
fn every_event_has_a_page_and_every_closed_vote_its_roll_call() {
    let of = institution();
    assert!(of.ledger.size() > 300, "{}", of.ledger.size());
    let mut votes = 0;
    for (number, event) in of.events() {
        let page = answer(&format!("/acts/{number}")).unwrap();
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
    let table = answer("/acts.csv").unwrap();
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(rows.records().map(Result::unwrap).count(), of.events().count());
}

#[test]
fn every_article_that_an_event_names_stands_in_the_charter_in_force() {
    let charter = answer("/charter/in-force").unwrap();
    for (number, event) in institution().events().filter(|(_, event)| event.article.is_some()) {
        let page = answer(&format!("/acts/{number}")).unwrap();
        let anchor = page.split("/charter/in-force#").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(charter.contains(&format!("id=\"{anchor}\"")), "{number}: {:?} at {anchor}", event.article);
    }
}

#[test]
fn programs_get_the_log_as_it_was_recorded() {
    let of = institution();
    let all: serde_json::Value = serde_json::from_str(&answer("/acts.json").unwrap()).unwrap();
    let events = all["events"].as_array().unwrap();
    assert_eq!((all["scenario"].as_bool(), events.len()), (Some(true), of.events().count()));
    assert_eq!(
        events[40]["event"].to_string(),
        String::from_utf8(of.ledger.entry(40).unwrap().bytes()).unwrap()
    );
    let norway: serde_json::Value = serde_json::from_str(&answer("/acts.json?member=NOR").unwrap()).unwrap();
    assert!(
        norway["events"].as_array().unwrap().iter().all(|event| event["event"].to_string().contains("NOR"))
    );
    let page = answer("/acts?motion=10").unwrap();
    assert!(page.contains("events of motion 10 on the record") && page.contains("suspend Iceland"), "{page}");
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    for part in ["-1", "00", "x", "99999999999999999999999", "100000"] {
        refused(&format!("/acts/{part}"), 404, "There is no event");
        refused(&format!("/acts/{part}.json"), 404, "There is no event");
        refused(&format!("/acts/{part}.tlog-proof"), 404, "There is no event");
    }
    for query in [
        "page=0",
        "page=x",
        "page=99999999999999999999",
        "kind=nothing",
        "member=XXX",
        "motion=0",
        "motion=x",
    ] {
        refused(&format!("/acts?{query}"), 404, "");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_question_panics(text in "[ -~\\PC]{0,60}", part in "[a-z0-9]{1,30}") {
        let _ = answer(&format!("/acts?kind={text}&member={text}&motion={text}&page={text}"));
        let _ = answer(&format!("/acts/{part}"));
        let _ = answer(&format!("/tile/{part}"));
    }
}
