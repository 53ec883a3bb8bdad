//! Every example of RULES.md is read, and prints, means and fails as stated there.

use voting::parse;

const RULES: &str = include_str!("../../RULES.md");

/// The lines of the blocks with this mark: left and right of the arrow; where there is none, the line twice.
fn examples(mark: &str) -> Vec<(&'static str, &'static str)> {
    let fence = format!("\n```{mark}\n");
    let blocks = RULES.split(fence.as_str()).skip(1);
    let lines = blocks.flat_map(|block| block.split("\n```").next().unwrap().lines());
    let halves = |line: &'static str| {
        line.split_once(" → ").map_or((line, line), |(text, says)| (text.trim_end(), says))
    };
    lines.map(halves).collect()
}

#[test]
fn examples_print_as_stated() {
    let examples = examples("rule");
    assert!(examples.len() >= 40, "{}", examples.len());
    for (text, printed) in examples {
        let rule = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(rule.to_string(), printed);
    }
}

#[test]
fn examples_mean_what_is_stated() {
    let examples = examples("meaning");
    assert!(examples.len() >= 15, "{}", examples.len());
    for (text, means) in examples {
        assert_eq!(parse(text).unwrap().plain_english(), means);
    }
}

#[test]
fn examples_fail_as_stated() {
    let examples = examples("error");
    assert!(examples.len() >= 5, "{}", examples.len());
    for (text, says) in examples {
        assert_eq!(parse(text).unwrap_err().to_string(), says);
    }
}
