//! Charters that mean harm: whatever is sent to `/try`, it is answered, and by a page in proportion.

use crate::asked::send;
use charter::models;
use proptest::prelude::*;

/// No page is longer, in bytes: what was sent stands on it once, and everything else is bounded.
const LONGEST_PAGE: usize = 3 << 20;

fn check(name: &str, text: &str) {
    match send(text) {
        Ok(html) => assert!(html.len() < LONGEST_PAGE, "{name}: a page of {} bytes", html.len()),
        Err(refusal) => assert_eq!(refusal.status, 413, "{name}: {refusal:?}"),
    }
}

/// `[community]` and what follows it.
fn charter(rest: &str) -> String {
    format!("[community]\nname = \"X\"\nsince = 1900\n{rest}")
}

fn criteria(count: usize, rest: impl Fn(usize) -> String) -> String {
    let one = |place| format!("[[membership.criterion]]\nid = \"c{place}\"\n{}\n", rest(place));
    (0..count).map(one).collect()
}

fn many(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn thousands_of_tables_are_answered() {
    check(
        "stages in a ring",
        &charter(&format!(
            "[membership]\n{}",
            many(6000, |n| format!("[[stage]]\nid = \"s{n}\"\nafter = \"s{}\"\n", (n + 5999) % 6000))
        )),
    );
    check(
        "rules",
        &charter(&format!(
            "[membership]\n[rules]\n{}",
            many(5000, |n| format!("r{n} = \"2 of states and 1 of population\"\n"))
        )),
    );
    check("unknown keys", &charter(&many(20_000, |n| format!("k{n} = 1\n"))));
    check(
        "changes of rules that are not",
        &charter(&format!(
            "[membership]\n[rules]\n{}[[stage]]\nid = \"s\"\n{}",
            many(4000, |n| format!("r{n} = \"1 of states\"\n")),
            many(3000, |n| format!("changes.rules.x{n} = \"1 of states\"\n"))
        )),
    );
    check(
        "guarantees of one article",
        &charter(&format!(
            "[membership]\n{}",
            many(4000, |n| format!("[guarantee.a{n}]\narticle = \"1.{n}\"\ntitle = \"t {n}\"\n"))
        )),
    );
    check(
        "groups",
        &charter(&format!("[groups]\n{}[membership]\n", many(9000, |n| format!("g{n} = \"nato\"\n")))),
    );
    check(
        "criteria of one name",
        &charter(&format!(
            "[membership]\n{}",
            "[[membership.criterion]]\nid = \"a\"\nholds = \"true\"\n".repeat(4000)
        )),
    );
}

#[test]
fn the_dearest_conditions_are_answered() {
    let dear = |holds: &str, count| {
        let text = format!(
            "[data]\ncarry = 20\n[membership]\n{}",
            criteria(count, |_| format!("holds = \"{holds}\"\nyears = 100\ngrace = 100"))
        );
        check(holds, &charter(&text));
    };
    dear("state.population / world.population > 0.0001", 8);
    dear("state.region == 'Europe' || 'nato' in state.groups", 10);
    dear("true", 200);
    dear("((((((((state.polyarchy * 1 / 3 >= 0))))))))", 8);
    dear("has(state.polyarchy) ? state.polyarchy >= 0.5 : state.gdp > 0", 20);
}

#[test]
fn broken_and_bottomless_texts_are_answered() {
    for text in [
        "[".repeat(200_000),
        format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("x = \"{}", "\\".repeat(200_000)),
        charter(&format!(
            "[membership]\n{}",
            criteria(1, |_| format!("holds = \"{}true{}\"", "(".repeat(60_000), ")".repeat(60_000)))
        )),
        charter(&format!(
            "[membership]\n{}",
            criteria(1, |_| format!("holds = \"{}true\"", "!".repeat(200_000)))
        )),
        format!("[community]\nname = \"{}\"\n[membership]\n", "long ".repeat(50_000)),
        charter(&format!(
            "[membership]\n{}",
            criteria(2, |_| format!("label = \"{}\"\nholds = \"state.polyarchy > 2\"", "t".repeat(100_000)))
        )),
        "\u{feff}\u{0}\u{202e}".repeat(1000),
    ] {
        check(&text.chars().take(40).collect::<String>(), &text);
    }
}

/// Pieces that turn up where they should not.
const PIECES: [&str; 20] = [
    "\"",
    "'",
    "\"\"\"",
    "\\u00",
    "\\",
    "\n[",
    "]]",
    "[[stage]]\n",
    "= ",
    "💥",
    "\u{0}",
    "\r",
    "<b>&amp;",
    " && ",
    "99999999999999999999",
    "-1",
    "\nsince = 99999\n",
    "\nsince = -5\n",
    "1e999",
    "{ a = ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_model_charter_however_mutated_is_answered(
        model in 0usize..5,
        edits in prop::collection::vec((0.0..1.0f64, 0usize..60, 0usize..PIECES.len()), 1..6),
    ) {
        let mut text = models()[model].text.to_owned();
        for (place, cut, piece) in edits {
            let at = (0..=text.len()).rev().find(|at| text.is_char_boundary(*at) && (*at as f64) <= place * text.len() as f64).unwrap_or(0);
            let end = text.ceil_char_boundary((at + cut).min(text.len()));
            text.replace_range(at..end, PIECES[piece]);
        }
        let html = send(&text).unwrap();
        prop_assert!(html.len() < LONGEST_PAGE);
        prop_assert!(html.contains("<h1>") && html.contains("</textarea>"));
    }

    #[test]
    fn any_text_is_answered(text in "[ -~\\PC\\n]{0,400}") {
        prop_assert!(send(&text).is_ok());
    }
}
