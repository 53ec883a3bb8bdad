//! The pages of law as words: the treaty, the timeline, comparisons, sources, and charters tried, each compared with the
//! words expected of it; and what a hostile charter may not do.
//!
//! `UPDATE_EXPECT=1 cargo test -p web --test law` accepts new words.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod asked;
mod hostile;
mod tried;
mod words;

use asked::{get, refused, table};

/// Pages whose markup is looked at.
const PAGES: [&str; 12] = [
    "/charter",
    "/timeline",
    "/compare",
    "/sources",
    "/try",
    "/agenda",
    "/acts",
    "/acts/213",
    "/budget",
    "/record",
    "/charter/in-force",
    "/states/hungary",
];

/// Compares the words of a page with those expected, or accepts them when asked to.
fn expect(name: &str, got: &str) {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/law/expected/{name}.txt"));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, got).unwrap();
    }
    let want = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(got == want, "{name} differs; UPDATE_EXPECT=1 accepts the new words:\n{got}");
}

#[test]
fn the_treaty_says_what_it_does() {
    expect("charter", &get("/charter"));
    expect("charter-of-a-body", &get("/charter?charter=un-security-council"));
}

/// Treaty on European Union, Article 16(4): a blocking minority must include at least four members of the Council.
#[test]
fn four_of_the_largest_can_block_the_council_of_the_union() {
    let words = get("/charter?charter=european-union");
    assert!(words.contains("it takes 4 of 27, such as Germany, France, Italy and Spain."), "{words}");
}

#[test]
fn the_timeline_says_who_came_and_who_left_and_why() {
    expect("timeline", &get("/timeline?since=1990&to=1996"));
    expect("timeline-of-a-body", &get("/timeline?charter=north-atlantic-treaty&since=2016"));
    expect("timeline-of-one-year", &get("/timeline?since=2024&to=2024"));
}

/// 1956: France and the United Kingdom vetoed on Suez, the Soviet Union on Hungary, and the General Assembly sent UNEF.
#[test]
fn the_record_of_the_united_nations_stands_beside_the_community() {
    expect("aegis-1956", &get("/aegis?charter=north-atlantic-treaty&year=1956"));
    let words = get("/aegis?year=1999");
    for wanted in [
        "In 1999 its members sent 64% of UN personnel",
        "S/1999/201 | 1999-02-25 | Macedonia",
        "would have kept UNPREDEP in Macedonia for six months; nothing was decided in its place",
        "koinon aegis --year 1999",
        "A vetoed draft is not always a mandate",
    ] {
        assert!(words.contains(wanted), "`{wanted}` is missing in\n{words}");
    }
    refused("/aegis?year=1930", 404, "It runs from 1946 to 2025.");
    refused("/aegis.csv?table=mission", 404, "The tables are years, missions, contributors, vetoes.");
    let missions = table("/aegis.csv?year=1999&table=missions");
    assert!(missions.iter().any(|row| row[1] == "UNPREDEP" && row[8] == "753.7"), "{missions:?}");
}

#[test]
fn a_state_says_what_it_was_under_the_united_nations() {
    let words = get("/states/united-kingdom");
    assert!(words.contains("In the Security Council: permanent since 1946."), "{words}");
    assert!(words.contains("29 drafts vetoed"), "{words}");
    assert!(get("/states/ghana").contains("Ghana sent"));
    assert!(!get("/states/tuvalu").contains("drafts vetoed"));
}

#[test]
fn a_comparison_says_who_differs_and_why() {
    expect("compare", &get("/compare?a=world-security-community&b=world-federation&year=2024"));
    expect("compare-the-same", &get("/compare?a=european-union&b=european-union"));
}

#[test]
fn the_sources_say_where_every_figure_comes_from() {
    let words = get("/sources");
    for wanted in [
        "55 indicators of 207 states",
        "Licence: CC BY-SA 4.0",
        "174 in 2024",
        "Holy See not listed",
        "Palestine not listed",
        "Kosovo listed",
        "Taiwan listed",
        "The project takes no side",
    ] {
        assert!(words.contains(wanted), "`{wanted}` is missing in\n{words}");
    }
}

#[test]
fn every_source_of_the_world_and_every_indicator_has_its_place() {
    let world = world::World::embedded();
    let html = asked::html("/sources");
    for source in &world.sources {
        assert!(html.contains(&format!("id=\"{}\"", source.id)), "{}", source.id);
    }
    for indicator in &world.indicators {
        assert!(html.contains(&format!("id=\"indicator-{}\"", indicator.name)), "{}", indicator.name);
    }
}

/// NATO's own record: 12 at its foundation, 32 after Sweden's accession.
#[test]
fn tables_download_as_csv() {
    let timeline = table("/timeline.csv?charter=north-atlantic-treaty");
    assert_eq!((timeline[0][0].as_str(), timeline[0][1].as_str()), ("year", "members"));
    assert_eq!((timeline[1][0].as_str(), timeline[1][1].as_str()), ("1949", "12"));
    let last = timeline.last().unwrap();
    assert_eq!((last[0].as_str(), last[1].as_str(), last[2].as_str()), ("2024", "32", "SWE"));
    let compared = table("/compare.csv?year=2024");
    let hungary = compared.iter().find(|row| row[0] == "HUN").unwrap();
    assert_eq!(hungary[3..], ["not met", "Electoral democracy: 0.436 in 2024", "met", ""]);
    assert_eq!(table("/sources.csv").len(), 1 + world::World::embedded().indicators.len());
    let groups = table("/sources/groups.csv");
    assert!(groups.iter().any(|row| row[0] == "nato" && row[1] == "SWE" && row[3] == "2024-03-07"));
}

#[test]
fn a_charter_downloads_as_it_is() {
    for model in charter::models() {
        let (name, bytes) = asked::file(&format!("/charters/{}.toml", model.name));
        assert_eq!((name, bytes), (format!("{}.toml", model.name), model.text.as_bytes().to_vec()));
        let (_, text) = asked::file(&format!("/charters/{}.txt", model.name));
        assert!(String::from_utf8(text).unwrap().contains("Article 1"));
    }
}

#[test]
fn what_is_not_there_is_said_with_what_is() {
    refused("/charter?charter=nato", 404, "No charter is called “nato”.");
    refused("/charters/world-federatoin", 404, "No charter is called “world-federatoin”.");
    refused("/timeline?since=1899", 404, "For this charter the record runs from 1900 to 2024.");
    refused("/timeline?since=2000&to=1990", 400, "The timeline would begin in 2000 and end in 1990.");
    refused("/timeline?to=never", 404, "There is no timeline of the year “never”.");
    refused("/compare?a=x", 404, "No charter is called “x”.");
    refused("/compare?year=99999", 404, "There is no record of the year “99999”.");
    refused("/try?charter=mine", 404, "No charter is called “mine”.");
}

#[test]
fn no_page_carries_a_style_or_a_script_of_its_own() {
    for path in PAGES {
        let html = asked::html(path);
        for forbidden in [" style=", "<script", " onclick", "javascript:"] {
            assert!(!html.contains(forbidden), "{path}: {forbidden}");
        }
    }
}

#[test]
fn no_page_has_an_anchor_twice_or_a_link_to_none() {
    for path in PAGES {
        let html = asked::html(path);
        let parts = |name: &str| -> Vec<String> {
            let sign = format!(" {name}=\"");
            let pieces = html.split(&sign).skip(1);
            pieces.map(|piece| piece.split('"').next().unwrap().to_owned()).collect()
        };
        let mut anchors = parts("id");
        anchors.sort_unstable();
        assert!(anchors.windows(2).all(|two| two[0] != two[1]), "{path}: {anchors:?}");
        for link in parts("href").iter().filter_map(|link| link.strip_prefix('#')) {
            assert!(anchors.iter().any(|anchor| anchor == link), "{path}: nothing is called #{link}");
        }
    }
}
