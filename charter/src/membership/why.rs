//! The reasons for a verdict, as prose.

use super::{History, Record, Standing, Verdict, evidence};
use crate::{condition::Truth, law::Charter, show};
use world::{StateIx, World};

/// Why a state qualifies in a year, or does not: the answer first, then a paragraph a test.
pub fn why(
    charter: &Charter,
    world: &World,
    record: &Record,
    history: Option<&History>,
    state: StateIx,
    year: i32,
) -> Vec<String> {
    let name = &world.state(state).name;
    let community = charter.community.called();
    if !world.state(state).exists_in(year) {
        return vec![format!(
            "{name} is not in the list of states on 31 December {year}, so nothing is judged."
        )];
    }
    let tests = charter.tests();
    let verdicts: Vec<_> = (0..tests.len()).map(|place| record.verdict(place, state, year)).collect();
    let count = |verdict: Verdict| verdicts.iter().filter(|found| **found == verdict).count();
    let (not_met, unknown) = (count(Verdict::NotMet), count(Verdict::Unknown));
    let counted = |count: usize| show::count(u64::try_from(count).unwrap_or(u64::MAX));
    let criteria = |count: usize| {
        if count == 1 { "one criterion".into() } else { format!("{} criteria", counted(count)) }
    };
    let mut out = vec![match record.qualifies(state, year) {
        Verdict::Met if tests.is_empty() => {
            format!("{name} qualifies for {community} in {year}: the charter sets no criteria.")
        }
        Verdict::Met => format!("{name} qualifies for {community} in {year}: it meets every criterion."),
        Verdict::NotMet => {
            let also = if unknown > 0 {
                format!(", and of {} the data do not say", counted(unknown))
            } else {
                String::new()
            };
            format!(
                "{name} does not qualify for {community} in {year}: it fails {} of {}{also}.",
                criteria(not_met),
                counted(tests.len())
            )
        }
        Verdict::Unknown => format!(
            "Whether {name} qualifies for {community} in {year} is unknown: of {} of {} the data do not say.",
            criteria(unknown),
            counted(tests.len())
        ),
    }];
    if let Some(history) = history {
        out.extend(standing(charter, record, history, state, year));
    }
    let cx = show::Context { charter, world };
    for (place, test) in tests.iter().enumerate() {
        let verdict = verdicts[place];
        let evidence = evidence(charter, world, test, state, year);
        let years = match test.years {
            1 => format!("in {year}"),
            2 => format!("in both {} and {year}", year - 1),
            many => format!("in each of the years {} to {year}", year - i32::try_from(many).unwrap_or(1) + 1),
        };
        let mut text = format!(
            "{}: {verdict}. It asks that, {years}, {}.",
            show::capital(&test.title.replace('-', " ")),
            cx.condition(&test.holds.value)
        );
        // What is true of every state needs no evidence.
        if test.holds.value.to_string() == "true" {
            out.push(format!(
                "{}: {verdict}, as for every state.",
                show::capital(&test.title.replace('-', " "))
            ));
            continue;
        }
        let failed: Vec<String> = evidence
            .holds
            .iter()
            .filter(|(_, truth)| *truth == Truth::False)
            .map(|(year, _)| year.to_string())
            .collect();
        if !failed.is_empty() {
            text.push_str(&format!(" It was not so in {}.", show::and_list(&failed)));
        }
        for line in values(world, &evidence) {
            text.push(' ');
            text.push_str(&line);
        }
        let mut reasons: Vec<(String, String, Vec<String>)> = Vec::new();
        for missing in &evidence.missing {
            let title = title(world, &missing.indicator);
            match reasons.iter_mut().find(|(of, why, _)| *of == title && *why == missing.reason) {
                Some((_, _, years)) => years.push(missing.year.to_string()),
                None => reasons.push((title, missing.reason.clone(), vec![missing.year.to_string()])),
            }
        }
        for (title, reason, years) in reasons {
            text.push_str(&format!(" Missing: {title} in {} ({reason}).", show::and_list(&years)));
        }
        if record.lost(place, state, year) {
            text.push_str(" A member would have lost this criterion.");
        }
        out.push(text);
    }
    out
}

fn standing(
    charter: &Charter,
    record: &Record,
    history: &History,
    state: StateIx,
    year: i32,
) -> Option<String> {
    let since = history.member_since(state, year);
    let text = match (history.standing(record, state, year), since) {
        (Standing::Member, Some(since)) if !charter.community.body.is_empty() => {
            format!("It has been a member since {since}.")
        }
        (Standing::Member, Some(since)) => format!("By the record it would belong, since {since}."),
        (Standing::Observed, Some(since)) => {
            let until = since + i32::try_from(charter.membership.founders.observe_years).unwrap_or(0);
            format!(
                "It would belong as a founder under observation since {since}, and could not leave for want of a criterion before {until}."
            )
        }
        (Standing::Candidate, _) => "It is a candidate: it qualifies, and does not belong.".to_owned(),
        _ => return None,
    };
    Some(text)
}

/// `The electoral democracy index was 0.452 in 2022, 0.437 in 2023 and 0.436 in 2024.`
fn values(world: &World, evidence: &super::Evidence) -> Vec<String> {
    let mut by_indicator: Vec<(&str, Vec<String>)> = Vec::new();
    for used in &evidence.values {
        let carried = used.carried_from.map(|from| format!(" (carried from {from})")).unwrap_or_default();
        let said = format!("{} in {}{carried}", used.value, used.year);
        match by_indicator.iter_mut().find(|(name, _)| *name == used.indicator) {
            Some((_, values)) => values.push(said),
            None => by_indicator.push((&used.indicator, vec![said])),
        }
    }
    let line = |(name, values): (&str, Vec<String>)| {
        format!("{} was {}.", show::capital(&title(world, name)), show::and_list(&values))
    };
    by_indicator.into_iter().map(line).collect()
}

/// `the electoral democracy index`
fn title(world: &World, indicator: &str) -> String {
    match world.indicator_named(indicator) {
        Some(ix) => format!("the figure for {}", show::share_title(&world.indicator(ix).title)),
        None => format!("`{indicator}`"),
    }
}
