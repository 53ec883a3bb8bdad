//! No question breaks a page: every answer is a page, a file or a refusal, within bounds.

use crate::{asked, body};
use proptest::prelude::*;

/// The longest answer to anything that is typed, in bytes.
const LONGEST: usize = 2 << 20;

/// Text such as people and others send.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,60}",
        "[0-9%,.+ -]{0,12}",
        "[a-z%0-9 ,()]{0,80}",
        Just("<script>alert(1)</script>".to_owned()),
        Just("\"><img src=x onerror=y>".to_owned()),
        Just("18446744073709551615".to_owned()),
    ]
}

/// Rules, most of them right.
fn rule() -> impl Strategy<Value = String> {
    let quota = prop_oneof![
        (0u32..300).prop_map(|n| format!("{n} of states")),
        (0u32..130).prop_map(|p| format!("{p}% of votes")),
        Just("no votes against".to_owned()),
        Just("fewer than 4 of states not in favour".to_owned()),
        Just("consensus".to_owned()),
        typed(),
    ];
    proptest::collection::vec(quota, 1..4).prop_map(|quotas| quotas.join(" and "))
}

/// Tables, most of them right.
fn table() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        any::<u64>().prop_map(|n| n.to_string()),
        (0u64..200).prop_map(|n| n.to_string()),
        Just("0".to_owned()),
        typed(),
    ];
    let rows = proptest::collection::vec(number, 0..14);
    let head = prop_oneof![4 => Just("player,votes".to_owned()), 1 => typed()];
    (head, rows).prop_map(|(head, rows)| {
        let rows: String =
            rows.iter().enumerate().map(|(place, cell)| format!("P{place},{cell}\n")).collect();
        format!("{head}\n{rows}")
    })
}

/// Asks every form of the answer, and looks at what comes.
fn check(path: &str, pairs: &[(&str, &str)]) -> Result<(), TestCaseError> {
    for end in ["", ".csv", ".json"] {
        let (status, text) = body(&asked(&format!("{path}{end}"), pairs));
        prop_assert!(matches!(status, 200 | 400 | 404), "{path}{end} {pairs:?}: {status}");
        prop_assert!(text.len() < LONGEST, "{path}{end} {pairs:?}: {} bytes", text.len());
        // A refusal is words, which the page of refusals escapes.
        if end.is_empty() && text.starts_with("<nav") {
            prop_assert!(!text.contains("<script") && !text.contains("<img"), "{text}");
            prop_assert!(!text.contains("NaN") && !text.contains(" style="), "{pairs:?}: {text}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_table_and_no_rule_breaks_the_page_of_power(table in table(), rule in rule()) {
        check("/power", &[("table", &table), ("rule", &rule)])?;
    }

    #[test]
    fn no_word_breaks_a_council(rule in rule(), year in typed(), accede in typed(), without in typed()) {
        check("/power", &[("charter", "un-security-council"), ("rule", &rule), ("accede", &accede), ("without", &without)])?;
        check("/power", &[("charter", &without), ("year", &year), ("named", &accede), ("rule", &rule)])?;
    }

    #[test]
    fn no_table_and_no_number_breaks_the_page_of_seats(
        table in table(), seats in typed(), min in typed(), max in typed(), method in 0usize..12, paradoxes: bool,
    ) {
        let name = voting::seats::Method::all().nth(method).unwrap().to_string();
        let asked = if paradoxes { "yes" } else { "" };
        check("/seats", &[("table", &table), ("method", &name), ("paradoxes", asked)])?;
        check("/seats", &[("table", &table), ("method", &name), ("seats", &seats), ("min", &min), ("max", &max)])?;
        check("/seats", &[("charter", "european-union"), ("method", &name), ("seats", &seats), ("min", &min)])?;
    }

    #[test]
    fn no_table_and_no_formula_breaks_the_page_of_scales(table in table(), key in typed(), method in typed()) {
        check("/scale", &[("table", &table), ("method", "key"), ("key", &key)])?;
        check("/scale", &[("table", &table), ("method", "key"), ("key", "50% votes + 50% states")])?;
        check("/scale", &[("table", &table), ("method", "united-nations")])?;
        check("/scale", &[("charter", "north-atlantic-treaty"), ("year", "2020"), ("method", &method), ("key", &key)])?;
    }
}

/// A hundred players and quotas that multiply: rounded until it can be counted in seconds, and said.
#[test]
fn no_game_keeps_the_page_busy() {
    let row =
        |place: u64| format!("P{place},{},{}\n", place * 7_919 + 104_729, (place * place * 31) % 99_991 + 1);
    let table = format!("player,w,x\n{}", (0..100).map(row).collect::<String>());
    let quotas: Vec<String> = (0..10).map(|n| format!("({}% of w and {}% of x)", n + 30, 90 - n)).collect();
    let (status, page) = body(&asked("/power", &[("table", &table), ("rule", &quotas.join(" or "))]));
    assert!(status == 200 && page.contains("Weights are rounded to 1/"), "{page}");
    let table = format!(
        "player,w\n{}",
        (0..200)
            .map(|place: u64| format!("P{place},{}\n", place * 7_919_001_937 + 104_729))
            .collect::<String>()
    );
    let (status, page) =
        body(&asked("/power", &[("table", &table), ("rule", "60% of w and a majority of states")]));
    assert!(status == 200 && page.contains("estimated from"), "{page}");
}
