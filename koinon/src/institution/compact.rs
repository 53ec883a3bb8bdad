//! `koinon compact`: every compact, or one with its benchmarks, its tranches and every unit of its money.

use super::{answer::Answer, folder};
use crate::{load, output::fail};
use clap::Args;
use community::{
    Facts, Known, Moment, State,
    compact::{Benchmark, Compact, Entry, Movement, Reading},
    words::money,
};
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// List compacts, or show one with its benchmarks, tranches, reviews and money
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon compact\n  koinon compact 1\n  koinon compact 1 --json\n\nBenchmarks are judged on the record as it is now, at the time of the last event.\nA compact begins with a request; `koinon act propose --help` says how it is proposed.\n  koinon act LBR request-compact \"We ask for help to rebuild our courts.\""
)]
pub struct CompactArgs {
    /// The number of a compact
    compact: Option<u64>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon compact`.
pub fn run(args: &CompactArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let opened = folder::open_to_read(folder)?;
    let state = &opened.state;
    let peace = &state.peacebuilding;
    let Some(number) = args.compact else {
        let mut text: String =
            peace.compacts.iter().map(|(number, compact)| line(*number, compact)).collect();
        for (code, request) in &peace.requests {
            let by = request.authority.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
            text.push_str(&format!(
                "      asked for by {}{by} on {}: {}\n",
                state.called(code),
                request.at.says(),
                request.says
            ));
        }
        if text.is_empty() {
            "no compact was founded or asked for yet\n".clone_into(&mut text);
        }
        return Ok(args.answer.give(&text, &json!({ "peacebuilding": peace }), 0));
    };
    let compact = state
        .compact(number)
        .ok_or_else(|| fail(format!("there is no compact {number}"), Some("`koinon compact` lists them")))?;
    let (Some(law), Some(at)) = (&state.law, state.at) else { return Err(fail("there is no law yet", None)) };
    let known = Known::new(load::world()?);
    let readings = compact.readings(law, &Facts::World(&known), at);
    let text = shown(state, number, compact, &readings, at);
    let advice = state.motion(compact.motion).and_then(|motion| motion.advice.as_ref());
    let json = json!({ "number": number, "standing": compact.standing(), "compact": compact, "benchmarks": readings, "advice": advice });
    Ok(args.answer.give(&text, &json, 0))
}

fn line(number: u64, compact: &Compact) -> String {
    let plan = &compact.plan;
    let account = &compact.account;
    let held = money(account.held.minor_units(), &plan.currency);
    let (standing, name, title) = (compact.standing(), &compact.name, &plan.title);
    let ends = match &compact.end {
        None => format!("until {}", plan.ends.says()),
        Some(end) => format!("on {}", end.at.says()),
    };
    format!("{number:>4}  {standing} {ends}: {name}, {title}; holds {held} ({})\n", compact.article)
}

fn shown(state: &State, number: u64, compact: &Compact, readings: &[Reading], at: Moment) -> String {
    let plan = &compact.plan;
    let mut text = format!("Compact {number} with {}: {}\n\n", compact.name, plan.title);
    let mut row = |name: &str, says: &str| text.push_str(&format!("{name:<11}{says}\n"));
    row("standing", compact.standing());
    if let Some(end) = &compact.end {
        row("ended", &format!("{}: {}", end.at.says(), end.why));
    }
    row("under", &format!("{}, by motion {}", compact.article, compact.motion));
    if let Some(resolution) = &plan.mandate {
        row("mandate", resolution);
    }
    row("lasts", &format!("{} to {}", compact.at.says(), plan.ends.says()));
    if let Some(advice) = state.motion(compact.motion).and_then(|motion| motion.advice.as_ref()) {
        row("advice", advice);
    }
    let reviews: Vec<_> = plan.reviews.iter().map(|review| review.says()).collect();
    if !reviews.is_empty() {
        row("reviews", &reviews.join(", "));
    }
    if let Some(since) = compact.review_due {
        row("review due", &format!("since {}; the secretariat reviews it", since.says()));
    }
    for pillar in &plan.pillars {
        text.push_str(&format!("\n{}\n", pillar.name));
        for reading in readings.iter().filter(|reading| reading.pillar == pillar.name) {
            text.push_str(&benchmark(state, reading, at));
        }
        for tranche in &pillar.tranches {
            let released = compact.released.get(&tranche.name);
            let standing = released.map_or_else(
                || format!("waits for {}", tranche.after.join(", ")),
                |released| format!("released on {} by motion {}", released.at.says(), released.motion),
            );
            let amount = money(tranche.amount.minor_units(), &plan.currency);
            text.push_str(&format!("  tranche {}: {amount}, {standing}\n", tranche.name));
        }
    }
    text.push_str(&ledger(state, compact));
    for review in &compact.reviews {
        text.push_str(&format!("\nreviewed on {}: {}\n", review.at.says(), review.says));
        for stood in &review.benchmarks {
            text.push_str(&format!("  {}: {}\n", stood.benchmark, stood.verdict.says()));
        }
    }
    text
}

fn benchmark(state: &State, reading: &Reading, at: Moment) -> String {
    let name = reading.benchmark.name();
    let what = match &reading.benchmark {
        Benchmark::Indicator(on_record) => {
            let figure = |figure: &community::compact::FigureRead| {
                let value = match &figure.value {
                    Some(value) => value.as_str(),
                    None if figure.year >= at.year() => "not yet known",
                    None => "missing",
                };
                format!("{} {value}", figure.indicator.replace('_', " "))
            };
            let figures: Vec<_> = reading.figures.iter().map(figure).collect();
            format!("`{}` in {}; {}", on_record.holds, on_record.year, figures.join(", "))
        }
        Benchmark::Report(report) => {
            let found = reading.report.as_ref().map_or_else(
                || "no report yet".to_owned(),
                |found| format!("{}, {}, SHA-256 {}", found.at.says(), found.title, found.sha256),
            );
            {
                let says = report.says.trim_end_matches('.');
                format!("{says}; verified by {}: {found}", state.called(&report.verifier))
            }
        }
    };
    format!("  benchmark {name}: {}: {what}\n", reading.verdict.says())
}

/// Money in and out, a line a movement, and the sum that must come out.
fn ledger(state: &State, compact: &Compact) -> String {
    let currency = &compact.plan.currency;
    let sum = |amount: community::act::Amount| money(amount.minor_units(), currency);
    let mut text = format!("\nmoney\n  asked for {}\n", money(compact.asked(), currency));
    for Entry { at, movement, amount } in &compact.account.entries {
        let what = match movement {
            Movement::From(code) => format!("from {}", state.called(code)),
            Movement::Tranche(tranche) => format!("released: tranche {tranche}"),
            Movement::BackTo(code) => format!("back to {}", state.called(code)),
        };
        text.push_str(&format!("  {:<20}{:>24}  {what}\n", at.says(), sum(*amount)));
    }
    let account = &compact.account;
    text.push_str(&format!(
        "  contributed {} = released {} + held {} + returned {}\n",
        sum(account.contributed),
        sum(account.released),
        sum(account.held),
        sum(account.returned)
    ));
    text
}
