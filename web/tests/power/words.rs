//! The answers, in the words of the pages.

use crate::{asked, body, of, rows};

/// Heading, opening and the first rows of the table.
fn check(address: &str, most: usize) -> String {
    let (status, page) = body(address);
    assert_eq!(status, 200, "{address}: {page}");
    format!(
        "{}\n{}\n\n{}",
        of(&page, "<h1>", "</h1>"),
        of(&page, "<p class=\"lead\">", "</p>"),
        rows(&page, most)
    )
}

#[test]
fn the_council_of_the_union() {
    insta::assert_snapshot!(check("/power?charter=european-union&year=2023&named=qualified", 3));
}

#[test]
fn the_security_council() {
    insta::assert_snapshot!(check("/power?charter=un-security-council&year=2023", 6));
}

#[test]
fn an_alliance_by_consensus() {
    insta::assert_snapshot!(check("/power?charter=north-atlantic-treaty&year=2023", 2));
}

#[test]
fn who_joins_and_leaves() {
    let address = "/power?charter=european-union&year=2023&named=simple&accede=UKR,Moldova&without=Malta";
    insta::assert_snapshot!(check(address, 2));
}

/// The rule's field takes a name of the charter's, as the command does.
#[test]
fn a_rule_may_be_typed_by_its_name() {
    let of_name = |field: &str| {
        let (status, page) = body(&format!("/power?charter=european-union&year=2023&{field}=qualified"));
        assert_eq!(status, 200, "{page}");
        assert!(
            page.contains("koinon power --charter european-union --year 2023 --rule qualified"),
            "{page}"
        );
        (of(&page, "<h1>", "</h1>"), rows(&page, 30))
    };
    assert_eq!(of_name("rule"), of_name("named"));
}

/// Luxembourg of 1958 (Penrose, Brams): a vote that never counted.
#[test]
fn a_table_of_ones_own() {
    let table = "player,votes\nFrance,4\nGermany,4\nItaly,4\nBelgium,2\nNetherlands,2\nLuxembourg,1";
    insta::assert_snapshot!(check(&asked("/power", &[("table", table), ("rule", "12 of votes")]), 6));
}

#[test]
fn the_parliament_of_the_union() {
    insta::assert_snapshot!(check("/seats?charter=european-union&year=2023", 3));
}

#[test]
fn a_tie_is_a_set() {
    let (_, page) = body(&asked(
        "/seats",
        &[("table", "player,votes\nA,10\nB,10\nC,7"), ("seats", "4"), ("method", "webster")],
    ));
    assert!(page.contains("<h3>Ties</h3>"), "{page}");
    insta::assert_snapshot!(rows(&page, 3));
}

/// Nothing on the page says who of those that are tied is served.
#[test]
fn no_sentence_breaks_a_tie() {
    let check = |table: &str, seats: &str| {
        let pairs = [("table", table), ("by", "votes"), ("method", "jefferson"), ("seats", seats)];
        let (status, page) = body(&asked("/seats", &pairs));
        assert_eq!(status, 200, "{page}");
        let parts = [("<h1>", "</h1>"), ("<p class=\"lead\">", "</p>"), ("<figcaption", "</figcaption>")];
        parts.map(|(from, to)| of(&page, from, to)).join("\n")
    };
    insta::assert_snapshot!(check("player,votes\nX,100\nY,100\nZ,50", "3"));
    insta::assert_snapshot!(check("player,votes\nX,100\nY,100", "1"));
    insta::assert_snapshot!(check("player,votes\nX,100\nY,50\nZ,50", "3"));
    let parties = "player,votes,party\nA,30,left\nB,30,left\nC,30,right\nD,30,right\nE,30,right";
    insta::assert_snapshot!(check(parties, "7"));
}

#[test]
fn the_alabama_paradox_is_found_on_request() {
    let table = "player,people\nA,6\nB,6\nC,2";
    let pairs = [("table", table), ("seats", "10"), ("method", "hamilton"), ("paradoxes", "yes")];
    let (_, page) = body(&asked("/seats", &pairs));
    insta::assert_snapshot!(of(&page, "<h2 id=\"paradoxes\">", "<p class=\"source\">"));
}

#[test]
fn the_scale_of_the_community() {
    insta::assert_snapshot!(check("/scale?year=2023", 3));
}

#[test]
fn the_scale_for_its_missions() {
    insta::assert_snapshot!(check("/scale?year=2023&method=united-nations-peacekeeping", 3));
}

#[test]
fn the_steps_are_told() {
    let (_, page) = body("/scale?year=2023");
    insta::assert_snapshot!(of(&page, "<h2 id=\"steps\">", "<h2 id=\"rates\">"));
}

#[test]
fn a_key_by_formula() {
    let table = "player,gdp,population\nA,300,1\nB,100,2";
    let pairs = [("table", table), ("method", "key"), ("key", "40% gdp + 60% population")];
    insta::assert_snapshot!(check(&asked("/scale", &pairs), 2));
}

/// The figures of the curve are those of its command, which rounds weights to thousandths of their total.
#[test]
fn the_curve_is_that_of_its_command() {
    let (_, page) = body("/power?charter=european-union&year=2023&named=qualified");
    let figure = &page[page.find("<h2 id=\"curve\">").unwrap()..];
    let rows = of(figure, "<table", "</table>");
    // As `koinon power --charter european-union --year 2023 --rule qualified --curve population` prints them.
    for printed in [" 50 27.0% 51 ", " 65 13.3% 66 ", " 80 2.63% 81 ", " 86 0.824% 87 "] {
        assert!(rows.contains(printed), "{printed}: {rows}");
    }
}

/// Every page names the command, and what it rests on.
#[test]
fn commands_reproduce_the_pages() {
    let command = |address: &str| {
        let (_, page) = body(address);
        // A chart's own command may stand before that of the page.
        of(&page[page.rfind("<p class=\"source\">Command: ").unwrap()..], "Command: ", "</p>")
    };
    let all: Vec<String> = [
        "/power?charter=european-union&year=2023",
        "/power?charter=european-union&year=2023&rule=60%25+of+states&accede=Ukraine",
        "/seats?charter=european-union&year=2023&seats=751&paradoxes=yes",
        "/scale?year=2023&key=gdp",
    ]
    .map(command)
    .to_vec();
    insta::assert_snapshot!(all.join("\n"));
}
