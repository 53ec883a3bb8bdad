//! The criteria that decide a verdict, with the figures that fail or are missing, in a line.

use crate::facts::{Facts, Judged};
use charter::{
    condition::Truth,
    membership::{Evidence, Test, Verdict, evidence},
    show::{and_list, capital, share_title},
};
use world::{StateIx, World};

/// At most so many criteria are named.
const MOST: usize = 5;

/// So many letters of a condition are said.
const LONGEST: usize = 160;

/// Which criteria a state fails, or of which the data do not say, in a year; nothing where it meets all.
pub fn reason(facts: &Facts, judged: &Judged, state: StateIx, year: i32) -> String {
    let verdict = judged.record.qualifies(state, year);
    if verdict == Verdict::Met {
        return String::new();
    }
    let deciding = judged.charter.tests().into_iter().enumerate();
    let deciding: Vec<_> =
        deciding.filter(|(place, _)| judged.record.verdict(*place, state, year) == verdict).collect();
    let more = deciding.len().saturating_sub(MOST);
    let mut said: Vec<String> = deciding
        .into_iter()
        .take(MOST)
        .map(|(_, test)| {
            let found = evidence(&judged.charter, facts.world, &test, state, year);
            said(facts.world, &test, verdict, &found)
        })
        .collect();
    if more > 0 {
        said.push(format!("and {more} more"));
    }
    said.join("; ")
}

fn said(world: &World, test: &Test<'_>, verdict: Verdict, evidence: &Evidence) -> String {
    let title = capital(&test.title.replace('-', " "));
    let figures = match verdict {
        Verdict::NotMet => failing(world, test, evidence),
        _ => missing(world, evidence),
    };
    // A condition on groups or names has no figures: what it asks for says enough.
    if figures.is_empty() {
        let asks = test.holds.value.plain_english(&|indicator| Some(name(world, indicator)));
        return format!("{title}: asks that {}", cut(&asks));
    }
    format!("{title}: {figures}")
}

/// The beginning of a long condition: the charter has the rest.
fn cut(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}

/// The values of the last year in which the condition was not so.
fn failing(world: &World, test: &Test<'_>, evidence: &Evidence) -> String {
    let last = evidence.holds.iter().rev().find(|(_, truth)| *truth == Truth::False);
    last.map(|(year, _)| figures(world, test, evidence, *year)).unwrap_or_default()
}

/// The values that a test read of one year: `0.436 in 2024`.
pub fn figures(world: &World, test: &Test<'_>, evidence: &Evidence, year: i32) -> String {
    let of_year = evidence.values.iter().filter(|used| used.year == year);
    let said: Vec<String> = of_year
        .map(|used| {
            let named = name(world, &used.indicator);
            let named = if named.eq_ignore_ascii_case(test.title) { String::new() } else { named + " " };
            let year = used.carried_from.unwrap_or(used.year);
            let carried = if used.carried_from.is_some() { ", carried" } else { "" };
            format!("{named}{} in {year}{carried}", used.value)
        })
        .collect();
    and_list(&said)
}

fn missing(world: &World, evidence: &Evidence) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut why = "";
    for gap in &evidence.missing {
        let name = name(world, &gap.indicator);
        if !names.contains(&name) {
            names.push(name);
        }
        why = &gap.reason;
    }
    if names.is_empty() { String::new() } else { format!("no {} ({why})", names.join(", no ")) }
}

fn name(world: &World, indicator: &str) -> String {
    world
        .indicator_named(indicator)
        .map_or_else(|| indicator.to_owned(), |ix| share_title(&world.indicator(ix).title))
}
