//! What is typed wrongly: a clear word on the page, with what would be right, and nothing of the form lost.

use crate::{asked, body, of};

/// What the page says is wrong; the form must hold what was typed.
fn check(path: &str, pairs: &[(&str, &str)]) -> String {
    let (status, page) = body(&asked(path, pairs));
    assert_eq!(status, 400, "{page}");
    for (name, typed) in pairs.iter().filter(|(name, _)| !matches!(*name, "method" | "charter")) {
        let escaped =
            typed.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let held = page.contains(&format!("value=\"{escaped}\""))
            || page.contains(&format!(">\n{escaped}</textarea>"));
        assert!(held, "the form lost {name}");
    }
    // A download of the same question refuses it, and leads back.
    let (status, _) = body(&asked(&format!("{path}.csv"), pairs));
    assert_eq!(status, 400);
    of(&page, "<div class=\"wrong\"", "</div>")
}

const COUNCIL: &str = "player,votes\nA,4\nB,2";

#[test]
fn a_rule_is_underlined_at_its_place() {
    let (_, page) = body(&asked("/power", &[("charter", "european-union"), ("rule", "55% off states")]));
    assert!(page.contains("55% <mark>off</mark> states"), "{page}");
    insta::assert_snapshot!(check("/power", &[("charter", "european-union"), ("rule", "55% off states")]));
    insta::assert_snapshot!(check("/power", &[("table", COUNCIL), ("rule", "6 of vote")]));
    insta::assert_snapshot!(check(
        "/power",
        &[("charter", "european-union"), ("rule", "a majority of seats")]
    ));
}

#[test]
fn every_fault_of_a_table_is_told() {
    insta::assert_snapshot!(check(
        "/power",
        &[("table", "player,votes\nA,-4\nB,many\nB,1"), ("rule", "6 of votes")]
    ));
    insta::assert_snapshot!(check("/seats", &[("table", "player,votes\nA,-4\nB,many"), ("seats", "10")]));
    insta::assert_snapshot!(check("/scale", &[("table", "player,gdp\nA,-4"), ("key", "gdp")]));
}

#[test]
fn a_table_without_a_rule_asks_for_one() {
    insta::assert_snapshot!(check("/power", &[("table", COUNCIL)]));
}

#[test]
fn states_that_are_not_there_are_told() {
    let pairs = [
        ("charter", "european-union"),
        ("year", "2023"),
        ("accede", "Ukrain, Norway"),
        ("without", "Brazil"),
    ];
    insta::assert_snapshot!(check("/power", &pairs));
    insta::assert_snapshot!(check(
        "/power",
        &[("charter", "european-union"), ("year", "2023"), ("accede", "France")]
    ));
}

#[test]
fn seats_that_do_not_reach_are_told() {
    insta::assert_snapshot!(check("/seats", &[("charter", "european-union"), ("seats", "100")]));
    insta::assert_snapshot!(check("/seats", &[("table", COUNCIL), ("seats", "many")]));
    insta::assert_snapshot!(check(
        "/seats",
        &[("table", COUNCIL), ("seats", "10"), ("method", "cambridge-power")]
    ));
}

/// What no method can answer is told once, with no empty table below it.
#[test]
fn no_seats_are_told_once() {
    let (status, page) = body(&asked("/seats", &[("table", COUNCIL), ("seats", "0")]));
    assert_eq!((status, page.to_lowercase().matches("there are no seats").count()), (400, 1), "{page}");
    assert!(!page.contains("Methods side by side"), "{page}");
}

#[test]
fn a_formula_is_underlined_at_its_place() {
    insta::assert_snapshot!(check(
        "/scale",
        &[("year", "2023"), ("method", "key"), ("key", "40% gdp + 50% population")]
    ));
    insta::assert_snapshot!(check("/scale", &[("year", "2023"), ("method", "key"), ("key", "gdpp")]));
}

#[test]
fn what_is_not_there_is_not_found() {
    for address in [
        "/power?charter=xyz",
        "/power?year=1066",
        "/power?charter=european-union&year=1950",
        "/power?charter=european-union&named=xyz",
        "/seats?charter=north-atlantic-treaty",
        "/seats?method=xyz",
        "/scale?method=xyz",
    ] {
        let (status, says) = body(address);
        assert_eq!(status, 404, "{address}: {says}");
    }
}

#[test]
fn a_table_longer_than_an_address_is_refused() {
    let long = format!("player,votes\n{}", (0..600).map(|n| format!("A{n},1\n")).collect::<String>());
    let (status, page) = body(&asked("/power", &[("table", &long), ("rule", "6 of votes")]));
    assert!(status == 400 && page.contains("an address holds 4000"), "{page}");
}
