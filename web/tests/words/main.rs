//! What pages say, in words: the text of their main parts, so that a change of meaning is seen and one of markup is not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod coalition;

use web::{Facts, answer::Answer, query::Query, routes};

/// The words of the page at an address, a line a block, the first `lines` of them.
fn words(address: &str, lines: usize) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (route, part) = routes::find(path, false).unwrap();
    let query = Query::read(query).unwrap();
    match route.ask(Facts::embedded(), part, &query).unwrap() {
        Answer::Page(page) | Answer::Known(page, _) => {
            let text = text(&page.body.into_string());
            let lines: Vec<&str> = text.lines().take(lines).collect();
            format!("{}\n{}\n\n{}", page.title, page.description, lines.join("\n"))
        }
        other => panic!("{address} is {other:?}"),
    }
}

/// Elements that end a line.
const BLOCKS: [&str; 22] = [
    "dt",
    "dd",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "tr",
    "ul",
    "div",
    "section",
    "label",
    "form",
    "summary",
    "figcaption",
    "option",
    "nav",
    "pre",
    "text",
    "title",
    "desc",
];

/// The text of HTML: no tags, entities read, spaces made one. Marks of verdicts, which the style draws, are written.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut pieces = html.split('<');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let Some((tag, rest)) = piece.split_once('>') else { continue };
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if name == "td" || name == "th" {
            out.push_str(if tag.starts_with('/') { " | " } else { "" });
        }
        for (class, mark) in
            [("v met", "●"), ("v unmet", "○"), ("v unknown", "◌"), ("v risk", "▲"), ("v lost", "✕")]
        {
            if tag.contains(&format!("class=\"{class}\"")) {
                out.push_str(mark);
                out.push(' ');
            }
        }
        if tag.starts_with('/') && BLOCKS.contains(&name) {
            out.push('\n');
        }
        out.push_str(rest);
    }
    let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).map(|line| line + "\n").collect()
}

#[test]
fn text_is_taken_from_html() {
    let html =
        r#"<h1>A &amp; B</h1><table><tr><th>x</th><td><span class="v met">met</span></td></tr></table>"#;
    assert_eq!(text(html), "A & B\nx | ● met |\n");
}

/// The lines of a page that are not the map's list of states.
#[test]
fn the_first_page() {
    let text = words("/", usize::MAX);
    // The names in the map stand for a state each: three of them will do.
    let start = text.lines().take(9).map(|line| format!("{line}\n")).collect::<String>();
    let end: String =
        text.lines().skip_while(|line| !line.starts_with("● 90")).map(|line| format!("{line}\n")).collect();
    let end = end.split("The map as a list").next().unwrap();
    insta::assert_snapshot!(format!("{start}…\n{end}"));
}

#[test]
fn the_first_page_of_a_body_that_exists() {
    let text = words("/?charter=north-atlantic-treaty&year=1982", usize::MAX);
    let end: String = text
        .lines()
        .skip_while(|line| !line.starts_with("● 16"))
        .take(60)
        .map(|line| format!("{line}\n"))
        .collect();
    insta::assert_snapshot!(end);
}

#[test]
fn states() {
    let text = words("/states?region=Europe&sort=-measure", usize::MAX);
    let rows: String =
        text.lines().filter(|line| line.contains(" | ")).take(12).map(|line| format!("{line}\n")).collect();
    insta::assert_snapshot!(format!("{}\n{rows}", words("/states?region=Europe&sort=-measure", 1)));
}

#[test]
fn a_state_that_meets_every_criterion() {
    insta::assert_snapshot!(words("/states/norway", 60));
}

#[test]
fn a_founder_under_observation() {
    insta::assert_snapshot!(words("/states/hungary", 40));
}

#[test]
fn a_state_of_which_the_data_do_not_say() {
    insta::assert_snapshot!(words("/states/sweden?year=1938", 40));
}

#[test]
fn a_state_that_has_ended() {
    insta::assert_snapshot!(words("/states/german-democratic-republic", 24));
}

#[test]
fn search() {
    insta::assert_snapshot!(words("/search?q=nato", 30));
    insta::assert_snapshot!(words("/search?q=nowray", 30));
}

#[test]
fn agenda() {
    insta::assert_snapshot!(words("/agenda", usize::MAX));
}

#[test]
fn acts() {
    insta::assert_snapshot!(words("/acts?motion=10", usize::MAX));
}

/// Hashes, keys and signatures change with every comma of the law; what they are is for the tests of proofs.
fn without_hashes(text: &str) -> String {
    let hash = |word: &str| word.len() >= 40 && !word.contains([':', '.']) || word.contains('+');
    let line = |line: &str| {
        let words: Vec<&str> = line.split(' ').map(|word| if hash(word) { "…" } else { word }).collect();
        words.join(" ")
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_act_with_its_roll_call_and_its_proof() {
    let closed = words("/acts?kind=vote-closed&motion=11", usize::MAX);
    let line = closed.lines().find(|line| line.contains(" motion 11: ")).unwrap();
    let number: String = line.chars().take_while(char::is_ascii_digit).collect();
    insta::assert_snapshot!(without_hashes(&words(&format!("/acts/{number}"), usize::MAX)));
}

#[test]
fn budget() {
    insta::assert_snapshot!(words("/budget", 29));
}

#[test]
fn record() {
    insta::assert_snapshot!(without_hashes(&words("/record", usize::MAX)));
}

#[test]
fn the_charter_in_force() {
    insta::assert_snapshot!(words("/charter/in-force", 65));
}
