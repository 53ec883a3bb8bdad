//! `koinon data`: what is measured, by whom, on what terms; and bringing in one's own.

mod export;
mod import;
mod list;
mod show;
mod sources;
pub mod table;

use crate::{
    output::{FormatArgs, fail, warn},
    record::Answer,
};
use clap::{Args, Subcommand};
use serde_json::json;
use std::{path::PathBuf, process::ExitCode};
use world::{IndicatorIx, World, user_data};

/// List, show, export and import data
#[derive(Args)]
pub struct DataArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List every indicator and group
    List(FormatArgs),
    /// Show an indicator's values, or a group's members
    Show(show::ShowArgs),
    /// List who publishes the data, and on what terms
    Sources(FormatArgs),
    /// Write indicators as a table, a row a state and year
    Export(export::ExportArgs),
    /// Import an indicator from a file of V-Dem, the World Bank, UCDP, or your own
    Import(Box<import::ImportArgs>),
    /// Remove an indicator that you have imported
    Remove {
        /// The indicator
        indicator: String,
        #[command(flatten)]
        answer: Answer,
    },
}

/// Runs `koinon data`.
pub fn run(args: DataArgs) -> ExitCode {
    if let Command::Remove { indicator, answer } = &args.command {
        return remove(indicator, *answer);
    }
    if let Command::Import(args) = &args.command {
        return import::run(args);
    }
    let world = match crate::load::world() {
        Ok(world) => world,
        Err(code) => return code,
    };
    match args.command {
        Command::List(format) => list::run(world, format.format()),
        Command::Sources(format) => sources::run(world, format.format()),
        Command::Show(args) => show::run(world, &args),
        Command::Export(args) => export::run(world, &args),
        Command::Import(_) | Command::Remove { .. } => ExitCode::SUCCESS,
    }
}

fn remove(indicator: &str, answer: Answer) -> ExitCode {
    let removed = directory().and_then(|dir| {
        user_data::remove(&dir, indicator).map_err(|error| fail(&error, error.help().as_deref()))
    });
    match removed {
        Ok(()) => {
            let ships = World::embedded().indicator_named(indicator).is_some();
            let again = if ships { "; the one that ships is used again" } else { "" };
            let json = json!({ "removed": indicator, "ships": ships });
            answer.give(&format!("removed `{indicator}`{again}\n"), &json, 0)
        }
        Err(code) => code,
    }
}

/// Where imported indicators are kept.
fn directory() -> Result<PathBuf, ExitCode> {
    user_data::directory().ok_or_else(|| {
        let error = user_data::UserDataError::NoDirectory;
        fail(&error, error.help().as_deref())
    })
}

/// The indicator asked for, or an error with the nearest.
fn indicator(world: &World, name: &str) -> Result<IndicatorIx, ExitCode> {
    world.indicator_named(name).ok_or_else(|| {
        let names = world.indicators.iter().map(|indicator| indicator.name.as_str());
        let near = charter::nearest::nearest(name, names);
        let help =
            near.map_or("`koinon data list` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
        fail(format!("there is no indicator `{}`", world::import::shown(name)), Some(&help))
    })
}

/// Is it one that the user has imported?
fn is_imported(indicator: &world::Indicator) -> bool {
    indicator.source.starts_with("imported-")
}

/// Rows of fields as CSV.
pub fn csv(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut out = String::new();
    let header = header.iter().map(|name| (*name).to_owned()).collect();
    for row in std::iter::once(header).chain(rows) {
        let fields: Vec<String> = row.iter().map(|field| csv_field(field)).collect();
        out.push_str(&fields.join(","));
        out.push('\n');
    }
    out
}

fn csv_field(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// Says on standard error what may not be done with the figures just written.
fn warn_of_licences(world: &World, indicators: &[IndicatorIx]) {
    for ix in indicators {
        let indicator = world.indicator(*ix);
        let terms = match indicator.redistribution {
            world::Redistribution::Yes => continue,
            world::Redistribution::NonCommercial => "may be passed on with attribution, not for profit",
            world::Redistribution::Ask => "may be passed on only as its publisher allows",
        };
        warn(format!("note: `{}` {terms}", indicator.name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(
            csv(&["a", "b"], [vec!["x,y".to_owned(), "say \"no\"".to_owned()]]),
            "a,b\n\"x,y\",\"say \"\"no\"\"\"\n"
        );
    }
}
