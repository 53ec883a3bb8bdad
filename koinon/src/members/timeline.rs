//! `koinon timeline`: the community year by year.

use super::{Case, Common, human};
use crate::output::{Format, fail, print, print_json};
use charter::membership::{History, Total, history};
use clap::Args;
use serde_json::{Value, json};
use std::process::ExitCode;
use world::StateIx;

/// Show the community year by year, on 31 December, had it run by the record
#[derive(Args)]
pub struct TimelineArgs {
    /// The year in which the founders enter [default: the charter's `since`]
    #[arg(long, value_name = "Y", allow_negative_numbers = true)]
    since: Option<i32>,
    /// The last year [default: the last that the data of the charter cover]
    #[arg(long, value_name = "Y", allow_negative_numbers = true)]
    to: Option<i32>,
    #[command(flatten)]
    common: Common,
}

/// Runs `koinon timeline`.
pub fn timeline(args: TimelineArgs) -> ExitCode {
    run(&args).unwrap_or_else(|code| code)
}

fn run(args: &TimelineArgs) -> Result<ExitCode, ExitCode> {
    let case = Case::load(&args.common)?;
    let to = case.year(args.to)?;
    let since = case.year(Some(args.since.unwrap_or_else(|| case.loaded.charter.since(case.world))))?;
    if since > to {
        let says = format!("the timeline would begin in {since} and end in {to}");
        return Err(fail(
            says,
            Some("let --since be at most --to; the data may end before the charter begins"),
        ));
    }
    case.ensure(since..=to)?;
    let history = history(&case.loaded.charter, case.world, &case.record, since, to);
    Ok(match args.common.format() {
        Format::Human => print(&table(&case, &history), 0),
        Format::Json => print_json(&as_json(&case, &history), 0),
        Format::Csv => print(&csv(&case, &history), 0),
    })
}

fn codes(case: &Case, states: &[StateIx]) -> Vec<String> {
    states.iter().map(|state| case.world.state(*state).code.clone()).collect()
}

fn as_json(case: &Case, history: &History) -> Value {
    let total = |total: &Total| {
        json!({
            "members": total.members, "world": total.world, "share": total.share(),
            "known": total.known, "carried": total.carried,
        })
    };
    let years: Vec<_> = history
        .years
        .iter()
        .map(|line| {
            json!({
                "year": line.year,
                "members": line.members.len(),
                "joined": codes(case, &line.joined),
                "left": codes(case, &line.left),
                "population": total(&line.population),
                "gdp": total(&line.gdp),
                "military_expenditure": total(&line.military_expenditure),
                "military_personnel": total(&line.military_personnel),
            })
        })
        .collect();
    json!({ "charter": case.loaded.name, "since": history.since, "years": years })
}

fn csv(case: &Case, history: &History) -> String {
    let mut out = String::from("year,members,joined,left");
    for name in ["population", "gdp", "military_expenditure", "military_personnel"] {
        out.push_str(&format!(",{name},{name}_share"));
    }
    out.push('\n');
    let number = |total: &Total| {
        let share = total.share().map(|share| format!("{share:.6}")).unwrap_or_default();
        format!("{},{share}", total.members.map(|value| value.to_string()).unwrap_or_default())
    };
    for line in &history.years {
        out.push_str(&format!(
            "{},{},{},{},{},{},{},{}\n",
            line.year,
            line.members.len(),
            codes(case, &line.joined).join(" "),
            codes(case, &line.left).join(" "),
            number(&line.population),
            number(&line.gdp),
            number(&line.military_expenditure),
            number(&line.military_personnel)
        ));
    }
    out
}

fn table(case: &Case, history: &History) -> String {
    let charter = &case.loaded.charter;
    let (Some(first), Some(last)) = (history.years.first(), history.years.last()) else {
        return String::new();
    };
    let mut out = format!(
        "{} had {} members at the end of {}",
        charter::show::capital(&charter.community.called()),
        first.members.len(),
        first.year
    );
    if history.years.len() > 1 {
        out.push_str(&format!(", and {} at the end of {}", last.members.len(), last.year));
    }
    out.push_str(".\n\n");
    out.push_str(&format!(
        "{:<6}{:>8}  {:<24}{:<24}{}\n",
        "year", "members", "people", "product, US$", "joined (+), left (−)"
    ));
    for line in &history.years {
        let total = |total: &Total| match (total.members, total.share()) {
            (Some(value), Some(share)) => {
                let mark = total.mark(line.members.len());
                format!("{} ({:.0}%){mark}", human(value.to_f64()), 100.0 * share)
            }
            _ => "unknown".into(),
        };
        let moves = |sign: char, states: &[StateIx]| -> String {
            codes(case, states).iter().map(|code| format!("{sign}{code} ")).collect()
        };
        // The first year's entries are all its members: more than a line holds.
        let joined = if line.year == history.since { "all of them".into() } else { moves('+', &line.joined) };
        let text = format!(
            "{:<6}{:>8}  {:<24}{:<24}{joined}{}",
            line.year,
            line.members.len(),
            total(&line.population),
            total(&line.gdp),
            moves('−', &line.left)
        );
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out.push_str("\nPeople and product of the members, and their share of the world's.\n* not known for every member. † carried from an earlier year for some.\n");
    out
}
