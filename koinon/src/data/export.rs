//! `koinon data export`: indicators as a table that `koinon data import` reads again.

use super::{csv, indicator, warn_of_licences};
use crate::output::{print, print_json};
use clap::{Args, ValueEnum};
use serde_json::json;
use std::process::ExitCode;
use world::{FIRST_YEAR, IndicatorIx, World};

/// Write indicators as a table, a row a state and year
#[derive(Args)]
pub struct ExportArgs {
    /// The indicators; every one where none is named
    indicators: Vec<String>,
    /// How to write them
    #[arg(long, value_enum, default_value_t)]
    format: ExportFormat,
    /// Short for `--format json`
    #[arg(long, conflicts_with_all = ["format", "csv"])]
    json: bool,
    /// Short for `--format csv`
    #[arg(long, conflicts_with = "format")]
    csv: bool,
}

#[derive(Clone, Copy, Default, PartialEq, ValueEnum)]
enum ExportFormat {
    /// A row a state and year, a column an indicator
    #[default]
    Csv,
    /// An object an indicator, with its unit and source
    Json,
}

pub fn run(world: &World, args: &ExportArgs) -> ExitCode {
    let mut chosen = Vec::new();
    for name in &args.indicators {
        match indicator(world, name) {
            Ok(ix) if chosen.contains(&ix) => {}
            Ok(ix) => chosen.push(ix),
            Err(code) => return code,
        }
    }
    if args.indicators.is_empty() {
        chosen =
            world.indicators.iter().filter_map(|indicator| world.indicator_named(&indicator.name)).collect();
    }
    warn_of_licences(world, &chosen);
    if args.json || args.format == ExportFormat::Json {
        print_json(&as_json(world, &chosen), 0)
    } else {
        print(&as_csv(world, &chosen), 0)
    }
}

fn as_csv(world: &World, chosen: &[IndicatorIx]) -> String {
    let mut header = vec!["state", "year"];
    header.extend(chosen.iter().map(|ix| world.indicator(*ix).name.as_str()));
    let mut rows = Vec::new();
    for state in world.state_ixs() {
        for year in FIRST_YEAR..=world.last_year {
            let values: Vec<_> = chosen.iter().map(|ix| world.value(*ix, state, year)).collect();
            if values.iter().all(Option::is_none) {
                continue;
            }
            let mut row = vec![world.state(state).code.clone(), year.to_string()];
            row.extend(
                values.into_iter().map(|value| value.map_or(String::new(), |value| value.to_string())),
            );
            rows.push(row);
        }
    }
    csv(&header, rows)
}

fn as_json(world: &World, chosen: &[IndicatorIx]) -> serde_json::Value {
    let indicators = chosen.iter().map(|ix| {
        let indicator = world.indicator(*ix);
        let mut values = Vec::new();
        for state in world.state_ixs() {
            let history = (FIRST_YEAR..=world.last_year)
                .filter_map(|year| Some((year, world.value(*ix, state, year)?)));
            let code = &world.state(state).code;
            values
                .extend(history.map(|(year, value)| json!({ "state": code, "year": year, "value": value })));
        }
        json!({ "indicator": indicator, "source": world.source(&indicator.source), "values": values })
    });
    json!({ "indicators": indicators.collect::<Vec<_>>() })
}
