//! `koinon members`: every state of a year.

use super::{Case, Common};
use crate::output::{Format, print, print_json};
use charter::membership::{History, Standing, Test, Verdict};
use clap::Args;
use std::process::ExitCode;
use world::StateIx;

/// Judge every state of a year under a charter
#[derive(Args)]
pub struct MembersArgs {
    #[command(flatten)]
    common: Common,
    /// The year judged [default: the last that the data of the charter cover]
    #[arg(long, value_name = "Y", allow_negative_numbers = true)]
    year: Option<i32>,
}

/// Runs `koinon members`.
pub fn members(args: MembersArgs) -> ExitCode {
    run(&args).unwrap_or_else(|code| code)
}

fn run(args: &MembersArgs) -> Result<ExitCode, ExitCode> {
    let case = Case::load(&args.common)?;
    let year = case.year(args.year)?;
    case.ensure(year..=year)?;
    let history = case.history(year);
    let states: Vec<StateIx> = case.world.states_in(year).collect();
    Ok(match args.common.format() {
        Format::Human => print(&human(&case, &history, &states, year), 0),
        Format::Json => print_json(&case.judgement().members_json(&history, &states, year), 0),
        Format::Csv => print(&case.judgement().members_csv(&history, &states, year), 0),
    })
}

fn human(case: &Case, history: &History, states: &[StateIx], year: i32) -> String {
    let charter = &case.loaded.charter;
    let tests = charter.tests();
    let count = |wanted: Verdict| {
        states.iter().filter(|state| case.record.qualifies(**state, year) == wanted).count()
    };
    let mut out = format!(
        "In {year}, {} of {} states qualify for {}; {} do not",
        count(Verdict::Met),
        states.len(),
        charter.community.called(),
        count(Verdict::NotMet)
    );
    match count(Verdict::Unknown) {
        0 => out.push_str(".\n"),
        unknown => out.push_str(&format!(", and of {unknown} the data do not say.\n")),
    }
    if let Some(carried) = charter.carried_into(case.world, year) {
        out.push_str(&format!("{carried}\n"));
    }
    let observed: Vec<_> = states
        .iter()
        .filter(|state| history.standing(&case.record, **state, year) == Standing::Observed)
        .map(|state| case.world.state(*state).name.as_str())
        .collect();
    if !observed.is_empty() {
        out.push_str(&format!("Under observation: {}.\n", observed.join(", ")));
    }
    let head = format!("{:<6}{:<36}{:<13}{:<17}{}", "code", "state", "qualifies", "standing", heads(&tests));
    out.push_str(&format!("\n{}\n", head.trim_end()));
    for state in states {
        let of = case.world.state(*state);
        let qualifies = case.record.qualifies(*state, year);
        let standing = history.standing(&case.record, *state, year).to_string();
        let standing = match history.member_since(*state, year) {
            Some(since) => format!("{standing} {since}"),
            None => standing.replace("none", "–"),
        };
        let verdicts: String = (0..tests.len())
            .map(|place| {
                let verdict = case.record.verdict(place, *state, year);
                let width = tests[place].id.chars().count().max(9) + 2;
                format!("{:<width$}", format!("{} {verdict}", verdict.mark()))
            })
            .collect();
        let name: String = of.name.chars().take(34).collect();
        out.push_str(
            format!(
                "{:<6}{name:<36}{:<13}{standing:<17}{verdicts}",
                of.code,
                format!("{} {qualifies}", qualifies.mark())
            )
            .trim_end(),
        );
        out.push('\n');
    }
    out.push_str("\nThe reasons for one state: koinon why STATE --year Y. Every value: --json.\n");
    out
}

fn heads(tests: &[Test<'_>]) -> String {
    let head = |test: &Test<'_>| format!("{:<width$}", test.id, width = test.id.chars().count().max(9) + 2);
    let heads: String = tests.iter().map(head).collect();
    heads.trim_end().to_owned()
}
