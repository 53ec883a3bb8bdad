//! `koinon state`: one state's history under a charter.

use super::{Case, Common};
use crate::output::{Format, print, print_json};
use charter::condition::Number;
use charter::membership::{evidence, history};
use clap::Args;
use std::process::ExitCode;
use world::{FIRST_YEAR, StateIx};

/// Show one state's history under a charter
#[derive(Args)]
pub struct StateArgs {
    /// The state, by code or name
    name: String,
    #[command(flatten)]
    common: Common,
}

/// Runs `koinon state`.
pub fn state(args: StateArgs) -> ExitCode {
    run(&args).unwrap_or_else(|code| code)
}

fn run(args: &StateArgs) -> Result<ExitCode, ExitCode> {
    let case = Case::load(&args.common)?;
    let state = case.state(&args.name)?;
    // A state that has ended is judged in its last year.
    let covered = case.year(None)?;
    let exists = |year: &i32| case.world.state(state).exists_in(*year);
    let last = (FIRST_YEAR..=covered).rev().find(exists).unwrap_or(covered);
    case.ensure(FIRST_YEAR..=last)?;
    Ok(match args.common.format() {
        Format::Human => print(&story(&case, state, last), 0),
        Format::Json => print_json(&case.judgement().state_json(state, last), 0),
        Format::Csv => print(&case.judgement().state_csv(state, last), 0),
    })
}

fn story(case: &Case, state: StateIx, last: i32) -> String {
    let (charter, world) = (&case.loaded.charter, case.world);
    let of = world.state(state);
    let qualifies = case.record.qualifies(state, last);
    let mut out = format!("{} ({})  {} {qualifies} in {last}\n", of.name, of.code, qualifies.mark());
    let spells: Vec<_> = of
        .spells
        .iter()
        .map(|spell| match spell.until {
            Some(until) => format!("{} to {}", spell.from.year(), until.year()),
            None => format!("since {}", spell.from.year()),
        })
        .collect();
    out.push_str(&format!("A state {}.\n", spells.join(", ")));
    if let Some(note) = &of.note {
        out.push_str(&format!("{}\n", charter::show::wrap(note, 100, 0)));
    }
    out.push_str(&format!(
        "It qualified for {} in {}.\n",
        charter.community.called(),
        runs(case, state, last)
    ));
    let since = charter.since(world);
    if since <= last {
        let reading = history(charter, world, &case.record, since, last);
        let standing = reading.standing(&case.record, state, last);
        let entered =
            reading.member_since(state, last).map(|year| format!(" since {year}")).unwrap_or_default();
        out.push_str(&format!("Standing in {last}: {standing}{entered}.\n"));
    }
    for (place, test) in charter.tests().iter().enumerate() {
        let verdict = case.record.verdict(place, state, last);
        out.push_str(&format!("\n{} {} – {verdict}\n", verdict.mark(), test.title));
        let mut bars = test.holds.value.bars();
        bars.dedup_by(|a, b| a.indicator == b.indicator);
        for bar in bars {
            let Some(ix) = world.indicator_named(&bar.indicator) else { continue };
            let values: Vec<Option<f64>> = (FIRST_YEAR..=last)
                .map(|year| world.value(ix, state, year).map(world::Decimal::to_f64))
                .collect();
            let Some(line) = sparkline(&values) else { continue };
            let value =
                (FIRST_YEAR..=last).rev().find_map(|year| Some((year, world.value(ix, state, year)?)));
            let shown = value.map(|(year, value)| format!("{value} in {year}")).unwrap_or_default();
            let title = &world.indicator(ix).title;
            out.push_str(&format!(
                "  {title}: {shown}, bar {} {}\n  {line}\n",
                bar.comparison.sign(),
                bar.written
            ));
            let holds = |value: world::Decimal| bar.comparison.holds(Number::from(value).cmp(&bar.literal));
            let marks =
                (FIRST_YEAR..=last).map(|year| world.value(ix, state, year).map(holds)).collect::<Vec<_>>();
            out.push_str(&against(&marks));
        }
        for missing in evidence(charter, world, test, state, last).missing {
            out.push_str(&format!(
                "  missing: {} in {} ({})\n",
                missing.indicator, missing.year, missing.reason
            ));
        }
    }
    out.push_str(&format!("\nThe reasons in words: koinon why {} --year {last}\n", of.code));
    out
}

/// The years in which a state qualified: `1950 to 1966, 1979 to 2024`, or `no year of the record`.
fn runs(case: &Case, state: StateIx, last: i32) -> String {
    let runs = case.record.qualified(state, last);
    let words: Vec<_> = runs
        .into_iter()
        .map(|(from, to)| if from == to { from.to_string() } else { format!("{from} to {to}") })
        .collect();
    if words.is_empty() { "no year of the record".into() } else { words.join(", ") }
}

/// A line of blocks, one for two years, from the first year with a value to the last, headed by these years.
fn sparkline(values: &[Option<f64>]) -> Option<String> {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let first = values.iter().position(Option::is_some)?;
    let last = values.iter().rposition(Option::is_some)?;
    let known = || values.iter().flatten().copied();
    let (low, high) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let block = |pair: &[Option<f64>]| {
        let Some(value) = pair.iter().flatten().next_back() else { return ' ' };
        let height = if high > low { (value - low) / (high - low) } else { 0.5 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 7 by construction")]
        let place = (height * 7.0).round().clamp(0.0, 7.0) as usize;
        BLOCKS[place]
    };
    let line: String = values[first..=last].chunks(2).map(block).collect();
    let year = |place: usize| FIRST_YEAR + i32::try_from(place).unwrap_or(0);
    Some(format!("{} {line} {}", year(first), year(last)))
}

/// Below a sparkline: `●` where the bar is met, `○` where it is not.
fn against(holds: &[Option<bool>]) -> String {
    let first = holds.iter().position(Option::is_some).unwrap_or(0);
    let last = holds.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let mark = |pair: &[Option<bool>]| match pair.iter().flatten().next_back() {
        Some(true) => '●',
        Some(false) => '○',
        None => ' ',
    };
    format!("       {}\n", holds[first..last].chunks(2).map(mark).collect::<String>())
}
