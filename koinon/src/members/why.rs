//! `koinon why`: the reasons for one state in one year, as prose.

use super::{Case, Common};
use crate::output::{Format, print, print_json};
use clap::Args;
use serde_json::json;
use std::process::ExitCode;

/// Say in prose why a state qualifies or does not
#[derive(Args)]
pub struct WhyArgs {
    /// The state, by code or name
    state: String,
    /// The year judged [default: the last that the data of the charter cover]
    #[arg(long, value_name = "Y", allow_negative_numbers = true)]
    year: Option<i32>,
    #[command(flatten)]
    common: Common,
}

/// Runs `koinon why`.
pub fn why(args: WhyArgs) -> ExitCode {
    run(&args).unwrap_or_else(|code| code)
}

fn run(args: &WhyArgs) -> Result<ExitCode, ExitCode> {
    let case = Case::load(&args.common)?;
    let state = case.state(&args.state)?;
    let year = case.year(args.year)?;
    case.ensure(year..=year)?;
    let history = case.history(year);
    let charter = &case.loaded.charter;
    let reasons = charter::membership::why(charter, case.world, &case.record, Some(&history), state, year);
    Ok(match args.common.format() {
        Format::Json => print_json(
            &json!({
                "charter": case.loaded.name, "year": year, "state": case.world.state(state).code,
                "qualifies": case.record.qualifies(state, year), "why": reasons,
            }),
            0,
        ),
        Format::Csv | Format::Human => {
            let text: String =
                reasons.iter().map(|line| charter::show::wrap(line, 100, 0) + "\n\n").collect();
            print(&format!("{}\n", text.trim_end()), 0)
        }
    })
}
