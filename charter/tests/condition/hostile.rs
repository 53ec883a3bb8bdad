//! No text, however made, is more than a condition or a list of problems: nothing panics, hangs or exhausts the stack.

use charter::condition::{Context, LONGEST, parse};
use proptest::prelude::*;

/// Parses and, where that succeeds, does everything that can be done with a condition without a world.
fn use_up(text: &str) -> Option<&'static str> {
    match parse(text, Context::Criterion) {
        Ok(condition) => {
            let copy = condition.clone();
            assert_eq!(copy, condition);
            let _ = (condition.plain_english(&|_| None), condition.bars(), condition.without_literals());
            None
        }
        Err(problems) => {
            for problem in &problems {
                assert!(
                    text.is_empty() || text.get(problem.span.clone()).is_some(),
                    "{problem:?} of {text:?}"
                );
                assert!(!problem.message.is_empty() && problem.message.len() < 500);
            }
            Some(problems[0].code)
        }
    }
}

#[test]
fn size_and_depth_are_bounded() {
    let deep = |open: &str, inner: &str, close: &str, times: usize| {
        format!("{}{inner}{}", open.repeat(times), close.repeat(times))
    };
    for (text, code) in [
        (deep("(", "true", ")", 7_000), "too-deep"),
        (deep("!", "true", "", 16_000), "too-deep"),
        (format!("{} > 1", deep("-", "1", "", 16_000)), "too-deep"),
        (deep("true ? true : ", "true", "", 1_000), "too-deep"),
        (format!("true in {}", deep("[", "", "]", 8_000)), "too-deep"),
        (vec!["true"; 1_500].join(" && "), "too-long"),
        (format!("{} > 1", vec!["1"; 4_000].join("+")), "too-long"),
        (vec!["state.polyarchy >= 0.5"; 100_000].join(" && "), "too-long"),
        (deep("(", "true", ")", 10_000), "too-long"),
        ("x".repeat(LONGEST + 1), "too-long"),
    ] {
        assert_eq!(use_up(&text), Some(code), "{} bytes of {:.20}", text.len(), text);
    }
}

/// Whoever sends a charter cannot keep a server busy: beyond a number of terms in all, criteria are struck, and said so.
#[test]
fn all_criteria_together_are_bounded() {
    let mut text = String::from("[community]\nname = \"T\"\n[membership]\n");
    for place in 0..20 {
        let holds = vec!["state.gdp"; 90].join(" + ");
        text += &format!("[[membership.criterion]]\nid = \"c{place}\"\nholds = \"{holds} > 1\"\n");
    }
    let reading = charter::read(&text);
    assert_eq!(reading.findings.iter().map(|found| found.code).collect::<Vec<_>>(), ["too-long"]);
    assert_eq!(reading.charter.membership.criteria.len(), 1);
}

#[test]
fn lists_of_states_are_bounded() {
    let list = vec!["\"NOR\""; 700].join(", ");
    let text = format!(
        "[community]\nname = \"T\"\n[groups]\na = [{list}]\nb = [{list}]\n[membership]\nfounders = [{list}]\n"
    );
    let reading = charter::read(&text);
    assert_eq!(reading.findings.iter().map(|found| found.code).collect::<Vec<_>>(), ["too-long"]);
    assert!(reading.charter.membership.founders.states.is_empty());
}

/// The deepest that is let through can be read, printed, compared and dropped on the small stack of a test thread.
#[test]
fn the_deepest_that_is_allowed_fits() {
    let on_small_stack = || {
        for depth in 1..60 {
            use_up(&format!("{}true{}", "(".repeat(depth), ")".repeat(depth)));
            use_up(&format!("{}true", "!".repeat(depth)));
            use_up(&format!("{}true", "true ? true : ".repeat(depth)));
        }
        for terms in [100, 395, 399] {
            use_up(&format!("{} > 1", vec!["1"; terms].join(" + ")));
            use_up(&vec!["true"; terms].join(" || "));
        }
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(on_small_stack).unwrap().join().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(4000)))]

    #[test]
    fn any_text(text in any::<String>()) {
        use_up(&text);
    }

    #[test]
    fn pieces_of_conditions_in_any_order(pieces in prop::collection::vec(prop::sample::select(vec![
        "state.polyarchy", "state.", "state", "community.members", "has(", "(", ")", "[", "]", ",", "&&", "||", "!", "?", ":",
        "<", ">=", "==", "=", "in", "and", "'nato'", "\"", "'", "\\", "0.5", "1e9", ".5", "5.", "..", "-", "+", "*", "/",
        "mandate.covers(mission)", "true", "null", "é", "≥", "\u{0}", "99999999999999999999999999",
    ]), 0..12)) {
        use_up(&pieces.join(" "));
        use_up(&pieces.concat());
    }
}
