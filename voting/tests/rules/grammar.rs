//! Random rules, drawn from the grammar of RULES.md, and random votes on them.

use proptest::prelude::*;
use voting::{Ballot, Electorate};

/// The columns of random rules; `states` needs no weights.
pub const COLUMNS: [&str; 4] = ["states", "population", "permanent", "gdp_2024"];

fn column() -> impl Strategy<Value = String> {
    prop::sample::select(COLUMNS.to_vec()).prop_map(str::to_owned)
}

fn count() -> impl Strategy<Value = String> {
    let words = vec!["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    prop_oneof![
        4 => (1u64..20).prop_map(|count| count.to_string()),
        1 => any::<u64>().prop_map(|count| count.max(1).to_string()),
        1 => prop::sample::select(words).prop_map(str::to_owned),
    ]
}

fn share() -> impl Strategy<Value = String> {
    prop_oneof![
        (1u32..=100).prop_map(|percent| format!("{percent}%")),
        (0u32..100, 1u32..1_000_000).prop_map(|(whole, part)| format!("{whole}.{part:06}%")),
        (1u64..40, 0u64..40).prop_map(|(part, more)| format!("{part}/{}", part + more)),
        Just("half".to_owned()),
        (1usize..4, 3usize..8).prop_map(|(part, whole)| {
            let part_word = ["", "one", "two", "three"][part];
            let whole = ["", "", "", "third", "quarter", "fifth", "sixth", "twentieth"][whole];
            format!("{part_word} {whole}{}", if part == 1 { "" } else { "s" })
        }),
    ]
}

/// How much in favour, or there.
fn enough() -> impl Strategy<Value = String> {
    prop_oneof![
        count(),
        share(),
        Just("a majority".to_owned()),
        Just("all".to_owned()),
        count().prop_map(|count| format!("all but {count}")),
        count().prop_map(|count| format!("more than {count}")),
        share().prop_map(|share| format!("more than {share}")),
        count().prop_map(|count| format!("at least {count}")),
    ]
}

fn over() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => column(),
        1 => column().prop_map(|column| format!("all {column}")),
        1 => column().prop_map(|column| format!("the {column}")),
        1 => Just("votes cast".to_owned()),
        1 => Just("those present".to_owned()),
        1 => column().prop_map(|column| format!("votes cast by {column}")),
        1 => column().prop_map(|column| format!("those present by {column}")),
    ]
}

fn quota() -> impl Strategy<Value = String> {
    let enough_of =
        (enough(), over(), prop::sample::select(vec!["", " in favour", " present", " votes cast"])).prop_map(
            |(enough, over, counts)| {
                // What the grammar refuses: a turnout of those who turned out, all but some of the votes cast.
                let of_votes = over.starts_with("votes");
                let turnout = matches!((of_votes, counts), (true, " present" | " votes cast"))
                    || (over.starts_with("those") && counts == " present");
                let enough = if of_votes { enough.replace("all but", "more than") } else { enough };
                format!("{enough} of {over}{}", if turnout { "" } else { counts })
            },
        );
    let few_against =
        (count(), over(), any::<bool>(), any::<bool>()).prop_map(|(count, over, fewer, against)| {
            let fewer = if fewer { "fewer" } else { "less" };
            format!("{fewer} than {count} of {over} {}", if against { "against" } else { "not in favour" })
        });
    let none = (column(), any::<bool>()).prop_map(|(column, against)| {
        format!("no {column} {}", if against { "against" } else { "not in favour" })
    });
    let words = prop::sample::select(vec!["consensus", "unanimity", "no objection"]).prop_map(str::to_owned);
    prop_oneof![6 => enough_of, 2 => few_against, 1 => none, 1 => words]
}

/// A rule as someone might write it: with or without commas and needless parentheses.
pub fn rule() -> impl Strategy<Value = String> {
    quota().prop_recursive(3, 10, 3, |part| {
        let comma = prop::sample::select(vec!["", ","]);
        let word = prop::sample::select(vec!["and", "or"]);
        prop_oneof![
            part.clone().prop_map(|part| format!("({part})")),
            (prop::collection::vec(part.clone(), 2..4), word, comma)
                .prop_map(|(parts, word, comma)| parts.join(&format!("{comma} {word} "))),
            (part.clone(), part.clone(), part)
                .prop_map(|(one, two, three)| format!("{one} and ({two} or {three})")),
        ]
    })
}

/// Six members, one of them perhaps not entitled, with small weights; and their ballots.
pub fn vote() -> impl Strategy<Value = (Electorate, Vec<Ballot>)> {
    let weights = || prop::collection::vec(0u64..12, 6);
    let group = prop::collection::vec(0u64..2, 6);
    let ballots = prop::collection::vec(prop::sample::select(Ballot::ALL.to_vec()), 6);
    (weights(), group, weights(), prop::option::of(0usize..6), ballots).prop_map(
        |(population, permanent, gdp, excluded, ballots)| {
            let electorate = Electorate::new(6)
                .column("population", population)
                .and_then(|electorate| electorate.column("permanent", permanent))
                .and_then(|electorate| electorate.column("gdp_2024", gdp))
                .unwrap();
            (electorate.excluding(&excluded.into_iter().collect::<Vec<_>>()), ballots)
        },
    )
}
