//! What is printed is read back as the same rule; whatever is read, nothing panics.

use crate::grammar::rule;
use proptest::prelude::*;
use voting::parse;

/// The error points at whole characters of the text.
fn errors_point_into(text: &str) -> Result<(), TestCaseError> {
    if let Err(error) = parse(text) {
        let span = error.span();
        prop_assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
        prop_assert!(!span.is_empty() || text.is_empty(), "{span:?} of {text:?}");
        prop_assert!(!error.to_string().is_empty() && error.help().is_some());
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_rule_of_the_grammar_prints_back(text in rule()) {
        let rule = parse(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        let printed = rule.to_string();
        prop_assert_eq!(&parse(&printed).unwrap(), &rule, "{} printed as {}", text, printed);
        prop_assert_eq!(&parse(&text.to_uppercase()).unwrap(), &rule);
        prop_assert_eq!(&parse(&text.replace(' ', " \t\r\n ")).unwrap(), &rule);
        prop_assert!(!rule.plain_english().is_empty());
    }

    #[test]
    fn changed_rules_do_not_panic(
        text in rule(),
        cut in any::<prop::sample::Index>(),
        with in prop_oneof![
            prop::sample::select(vec!["(", ")", "%", "/", ",", "and", "or", "of", "no", "é", "€", "0", "\u{202e}", "."])
                .prop_map(str::to_owned),
            ".{0,3}",
        ],
        drop in 0usize..4,
    ) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = cut.index(places.len());
        let end = places[(at + drop).min(places.len() - 1)];
        errors_point_into(&format!("{}{with}{}", &text[..places[at]], &text[end..]))?;
    }

    #[test]
    fn random_text_does_not_panic(text in "\\PC{0,60}") {
        errors_point_into(&text)?;
    }

    #[test]
    fn random_words_do_not_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "a", "majority", "all", "but", "of", "votes", "cast", "those", "present", "no", "objection", "two",
                "thirds", "half", "and", "or", "(", ")", "fewer", "than", "more", "not", "in", "favour", "against",
                "states", "55", "%", "/", "3", ",", "by", "the", "at", "least",
            ]),
            0..14,
        ),
    ) {
        errors_point_into(&words.join(" "))?;
    }
}

#[test]
fn a_rule_as_deep_and_as_long_as_may_be_is_read() {
    let deep = format!("{}consensus{}", "(".repeat(32), ")".repeat(32));
    assert_eq!(parse(&deep).unwrap().to_string(), "consensus");
    let wide = vec!["9 of states"; 128].join(" or ");
    assert_eq!(parse(&wide).unwrap().quotas().len(), 128);
}
