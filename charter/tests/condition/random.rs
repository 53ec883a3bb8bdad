//! Random conditions, well typed, and random facts for them.

use charter::condition::{Condition, Context, Fact, Number, Truth, parse};
use proptest::prelude::*;
use world::Decimal;

/// Conditions of a criterion, fully in parentheses. Numbers are halves and quarters with a point, and are divided only
/// by such numbers, so that the floating-point arithmetic of the referee is exact, too.
pub fn conditions() -> impl Strategy<Value = String> {
    let comparison = || prop::sample::select(vec!["<", "<=", ">", ">=", "==", "!="]);
    let leaf = prop_oneof![
        1 => prop::sample::select(vec![
            "true",
            "false",
            "has(state.free)",
            "has(state.fair)",
            "'nato' in state.groups",
            "'oecd' in state.groups",
            "state.code == 'AAA'",
            "state.code in ['AAA', 'AAB']",
        ])
        .prop_map(str::to_owned),
        3 => (numbers(), comparison(), numbers()).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" && "))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" || "))),
            inner.clone().prop_map(|x| format!("!({x})")),
            (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("(({x}) == ({y}))")),
            (inner.clone(), inner.clone(), inner).prop_map(|(c, x, y)| format!("(({c}) ? ({x}) : ({y}))")),
        ]
    })
}

fn numbers() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(vec!["0.0", "0.25", "0.5", "1.0", "2.0"]).prop_map(str::to_owned),
        prop::sample::select(vec!["state.free", "state.fair"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), prop::sample::select(vec!["+", "-", "*"]), inner.clone())
                .prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
            (inner.clone(), prop::sample::select(vec!["0.5", "2.0", "4.0"]))
                .prop_map(|(a, b)| format!("({a} / {b})")),
            inner.clone().prop_map(|a| format!("-({a})")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("((({a}) > 0.5) ? ({b}) : ({c}))")),
        ]
    })
}

/// What is known of one state.
#[derive(Clone, Debug)]
pub struct Facts {
    /// `state.free`, in quarters.
    pub free: Option<i64>,
    /// `state.fair`, in quarters.
    pub fair: Option<i64>,
    /// `state.code`
    pub code: &'static str,
    /// `state.groups`
    pub groups: Vec<&'static str>,
}

/// Random facts; `known` says that none are missing.
pub fn facts(known: bool) -> impl Strategy<Value = Facts> {
    let quarters = move || {
        let missing = if known { 0 } else { 1 };
        prop_oneof![missing => Just(None), 2 => (-2i64..=6).prop_map(Some)]
    };
    let code = prop::sample::select(vec!["AAA", "AAB", "AAC"]);
    let groups = prop::sample::subsequence(vec!["nato", "oecd"], 0..=2);
    (quarters(), quarters(), code, groups).prop_map(|(free, fair, code, groups)| Facts {
        free,
        fair,
        code,
        groups,
    })
}

impl Facts {
    /// The condition's answer on these facts.
    pub fn answer(&self, condition: &Condition) -> Truth {
        let quarters = |value: Option<i64>| match value {
            Some(value) => Fact::Number(Number::from(Decimal::new(25 * value, 2))),
            None => Fact::Missing,
        };
        condition.evaluate(&mut |path| match path {
            "state.free" => quarters(self.free),
            "state.fair" => quarters(self.fair),
            "state.code" => Fact::Text(self.code.into()),
            "state.groups" => Fact::Groups(self.groups.iter().map(|group| (*group).to_owned()).collect()),
            other => panic!("`{other}` is not in these conditions"),
        })
    }
}

/// A condition of a criterion that must be good.
pub fn good(text: &str) -> Condition {
    parse(text, Context::Criterion).unwrap_or_else(|problems| panic!("{text}: {problems:?}"))
}
