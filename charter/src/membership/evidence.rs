//! The values behind a verdict, each with its year, and what is missing.

use super::Test;
use crate::{
    condition::{Condition, Fact, Truth, columns::Panel, names},
    law::Charter,
};
use serde::Serialize;
use world::{Decimal, StateIx, World};

/// What a test was judged on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The values used, year by year.
    pub values: Vec<Used>,
    /// What was asked for and is not there.
    pub missing: Vec<Missing>,
    /// What `holds` says in each year of the window, the oldest first.
    pub holds: Vec<(i32, Truth)>,
}

/// A value that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Used {
    /// The indicator.
    pub indicator: String,
    /// The year judged.
    pub year: i32,
    /// The value.
    pub value: Decimal,
    /// The year that the value is from, where it was carried forward.
    pub carried_from: Option<i32>,
}

/// A value that was asked for and is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The indicator.
    pub indicator: String,
    /// The year judged.
    pub year: i32,
    /// Why: `too young`, `the source ends in 2018`, `no value`.
    pub reason: String,
}

/// The evidence of one test on one state in one year, over all the years of its window.
pub fn evidence(charter: &Charter, world: &World, test: &Test<'_>, state: StateIx, year: i32) -> Evidence {
    let panel = Panel::new(charter, world);
    let mut evidence = Evidence::default();
    let birth = world.state(state).born(year).unwrap_or(i32::MAX);
    for back in (0..i32::try_from(test.years).unwrap_or(1)).rev() {
        let Some(judged) = year.checked_sub(back) else { continue };
        let before = world.state(state).continues.filter(|_| judged < birth);
        let who = before.unwrap_or(state);
        if judged < birth && !before.is_some_and(|before| world.state(before).exists_in(judged)) {
            too_young(&test.holds.value, judged, &mut evidence);
            continue;
        }
        let truth =
            test.holds.value.evaluate(&mut |path| ask(&panel, world, path, who, judged, &mut evidence));
        evidence.holds.push((judged, truth));
    }
    evidence
}

/// Answers a condition and writes down what it asked for.
fn ask(
    panel: &Panel<'_>,
    world: &World,
    path: &str,
    state: StateIx,
    year: i32,
    evidence: &mut Evidence,
) -> Fact {
    if let Some(indicator) = names::indicator(path) {
        match panel.read(indicator, state, year) {
            Some(read) => {
                let used = Used {
                    indicator: indicator.to_owned(),
                    year,
                    value: read.value,
                    carried_from: read.carried_from,
                };
                if !evidence.values.contains(&used) {
                    evidence.values.push(used);
                }
            }
            None => {
                let reason = reason(world, indicator, state, year);
                let missing = Missing { indicator: indicator.to_owned(), year, reason };
                if !evidence.missing.contains(&missing) {
                    evidence.missing.push(missing);
                }
            }
        }
    }
    panel.fact(path, state, year)
}

fn too_young(condition: &Condition, year: i32, evidence: &mut Evidence) {
    evidence.holds.push((year, Truth::Unknown));
    for (indicator, _) in condition.indicators() {
        let missing = Missing { indicator: indicator.to_owned(), year, reason: "too young".into() };
        if !evidence.missing.contains(&missing) {
            evidence.missing.push(missing);
        }
    }
}

/// Why there is no value.
fn reason(world: &World, indicator: &str, state: StateIx, year: i32) -> String {
    let Some(ix) = world.indicator_named(indicator) else { return "no such indicator".into() };
    let (first, last) = world.indicator(ix).coverage;
    if year < first {
        return format!("the source begins in {first}");
    }
    if year > last {
        return format!("the source ends in {last}");
    }
    let covered = (first..=last).any(|other| world.value(ix, state, other).is_some());
    if covered { "no value".into() } else { "the source does not cover the state".into() }
}
