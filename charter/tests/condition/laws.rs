//! What holds of every condition.

use crate::random::{conditions, facts, good};
use charter::condition::{Expression, Node, Truth};
use proptest::prelude::*;

/// The tree of a condition without its places.
fn tree(expression: &Expression) -> String {
    let parts: Vec<_> = expression.below().into_iter().map(tree).collect();
    let head = match &expression.node {
        Node::Truth(value) => value.to_string(),
        Node::Number(number, _) => format!("{:?}", number.terms()),
        Node::Text(text) => format!("{text:?}"),
        Node::Name(path) => path.clone(),
        Node::Has(_) => "has".into(),
        Node::Not(_) => "not".into(),
        Node::And(_) => "and".into(),
        Node::Or(_) => "or".into(),
        Node::Compare(comparison, ..) => comparison.sign().into(),
        Node::In(..) => "in".into(),
        Node::List(_) => "list".into(),
        Node::If(..) => "if".into(),
        Node::Minus(_) => "minus".into(),
        Node::Arithmetic(sign, ..) => format!("arithmetic {}", sign.sign()),
    };
    format!("({head} {})", parts.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::cases(1000), max_global_rejects: crate::cases(50_000), ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_reads_as_the_same(text in conditions()) {
        let condition = good(&text);
        let printed = condition.to_string();
        let again = good(&printed);
        prop_assert_eq!(tree(condition.root()), tree(again.root()), "{} printed as {}", text, printed);
        prop_assert_eq!(again.to_string(), printed);
    }

    #[test]
    fn every_place_is_in_the_text(text in conditions()) {
        for part in good(&text).root().all() {
            prop_assert!(text.get(part.span.clone()).is_some_and(|it| !it.is_empty()), "{:?} of {}", part.span, text);
        }
    }

    #[test]
    fn kleene(x in conditions(), y in conditions(), facts in facts(false)) {
        // Four of them together may outgrow what one condition may be.
        prop_assume!(x.len() + y.len() < 500);
        let says = |text: String| facts.answer(&good(&text));
        let (a, b) = (says(x.clone()), says(y.clone()));
        prop_assert_eq!(says(format!("!({x})")), a.not());
        prop_assert_eq!(says(format!("({x}) && ({y})")), a.and(b));
        prop_assert_eq!(says(format!("({x}) || ({y})")), a.or(b));
        prop_assert_eq!(says(format!("!(({x}) && ({y}))")), says(format!("!({x}) || !({y})")), "De Morgan");
        prop_assert_eq!(says(format!("({x}) ? ({y}) : ({y})")), if matches!(a, Truth::True | Truth::False) { b } else { a });
    }

    /// More data never turns what was known round: only unknown becomes true or false.
    #[test]
    fn knowing_more_overturns_nothing(text in conditions(), facts in facts(false), free in -2i64..=6, fair in -2i64..=6) {
        // `has` asks for the gap itself, so its answer may turn.
        prop_assume!(!text.contains("has("));
        let condition = good(&text);
        let before = facts.answer(&condition);
        let mut more = facts.clone();
        more.free = more.free.or(Some(free));
        more.fair = more.fair.or(Some(fair));
        if before != Truth::Unknown {
            prop_assert_eq!(more.answer(&condition), before, "{}", text);
        }
    }

    #[test]
    fn plain_english_is_always_there(text in conditions()) {
        let said = good(&text).plain_english(&|_| None);
        prop_assert!(!said.is_empty());
        prop_assert_eq!(said.matches('(').count(), said.matches(')').count(), "{}", said);
    }
}

#[test]
fn published_figures_are_compared_exactly() {
    use charter::condition::{Fact, Number};
    let check = |text: &str, value: &str, want: Truth| {
        let number = Number::from(value.parse::<world::Decimal>().unwrap());
        assert_eq!(good(text).evaluate(&mut |_| Fact::Number(number)), want, "{text} of {value}");
    };
    check("state.polyarchy >= 0.45", "0.45", Truth::True);
    check("state.polyarchy < 0.45", "0.45", Truth::False);
    check("state.polyarchy == 0.450", "0.45", Truth::True);
    // In binary fractions 0.1 + 0.2 is above 0.3, and three tenths are not 0.3.
    check("state.polyarchy + 0.2 == 0.3", "0.1", Truth::True);
    check("state.polyarchy * 3 == 0.3", "0.1", Truth::True);
    check("state.polyarchy / 3 * 3 == 1", "1", Truth::True);
}

#[test]
fn what_cannot_be_computed_is_neither_true_nor_unknown() {
    use charter::condition::{Fact, Fault};
    let check = |text: &str, want: Truth| {
        assert_eq!(good(text).evaluate(&mut |_| Fact::Missing), want, "{text}");
    };
    let zero = Truth::Fault(Fault::DivisionByZero);
    check("1 / 0 == 1", zero);
    check("1 / 0 == 1 && false", Truth::False);
    check("false && 1 / 0 == 1", Truth::False);
    check("1 / 0 == 1 || true", Truth::True);
    check("1 / 0 == 1 || false", zero);
    check("!(1 / 0 == 1)", zero);
    check("true ? true : 1 / 0 == 1", Truth::True);
    check("1 / 0 == 1 ? true : true", zero);
    check("state.polyarchy / 0 > 1", Truth::Unknown);
    check("state.polyarchy > 1 && 1 / 0 == 1", zero);
    let large = ["1000000000000000000"; 8].join(" * ");
    check(&format!("{large} > 1"), Truth::Fault(Fault::Overflow));
}
