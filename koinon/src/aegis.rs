//! `koinon aegis`: the record of the United Nations beside a community, in a year or year by year.

mod human;

use crate::{
    load::{self, LoadedCharter},
    output::{Format, FormatArgs, fail, print, print_json, warn},
};
use charter::{
    aegis::{Aegis, Table, aegis, csv, json},
    membership::{Record, assess},
    nearest,
};
use clap::Args;
use std::{ops::RangeInclusive, process::ExitCode};
use world::World;

/// Show the record of the United Nations beside a community: what its members bore, and what was vetoed
#[derive(Args)]
#[command(
    after_help = "For each year: the peacekeeping operations that ran and who sent how many; the members' share, and what they\n\
    would have had to bring to bear their share of the peacekeeping scale, of the regular scale, of the world's\n\
    people, or the whole; who of them sat in the Security Council; resolutions, vetoes, and the mandates refused.\n\
    The members are those of the automatic reading; a year before the charter's own is read as if it began in it.\n\n\
    Tables of --csv: years, missions, contributors, vetoes.\n\n\
    Examples:\n  koinon aegis --year 2010\n  koinon aegis --since 1990 --until 2021 --csv\n  \
    koinon aegis --charter north-atlantic-treaty --year 1999 --csv --table vetoes\n\n\
    Exit codes: 0 done, 2 could not do it."
)]
pub struct AegisArgs {
    /// The year [default: the last in which contributions by state are known]
    #[arg(long, value_name = "Y", allow_negative_numbers = true, conflicts_with_all = ["since", "until"])]
    year: Option<i32>,
    /// A charter file, the name of a model charter, or `-` for standard input
    #[arg(long, value_name = "FILE|NAME", default_value = "world-security-community")]
    charter: String,
    /// A line a year, from this one on [default: 1948]
    #[arg(long, value_name = "Y", allow_negative_numbers = true)]
    since: Option<i32>,
    /// The last year of the lines [default: the last in which contributions by state are known]
    #[arg(long, value_name = "Y", allow_negative_numbers = true)]
    until: Option<i32>,
    /// Which table to give as CSV [default: contributors of a year, years of several]
    #[arg(long, value_name = "TABLE")]
    table: Option<String>,
    #[command(flatten)]
    format: FormatArgs,
}

/// The first year with a mission.
const FIRST_MISSION: i32 = 1948;

/// Runs `koinon aegis`.
pub fn run(args: &AegisArgs) -> ExitCode {
    answer(args).unwrap_or_else(|code| code)
}

/// A charter, the world, and the verdicts of the one on the other.
struct Case {
    loaded: LoadedCharter,
    world: &'static World,
    record: Record,
}

fn answer(args: &AegisArgs) -> Result<ExitCode, ExitCode> {
    let table = table(args)?;
    let loaded = load::charter(Some(&args.charter))?;
    let world = load::world()?;
    let record = assess(&loaded.charter, world);
    let case = Case { loaded, world, record };
    let several = args.since.is_some() || args.until.is_some();
    let years = years(args, world)?;
    let help = "guard the condition, as in `state.gdp > 0 && …`; `koinon check` shows the place";
    case.record.ensure(world, years.clone()).map_err(|error| fail(error, Some(help)))?;
    let found: Vec<Aegis<'_>> =
        years.filter_map(|year| aegis(&case.loaded.charter, world, &case.record, year)).collect();
    Ok(match (args.format.format(), several) {
        (Format::Human, false) => print(&human::one(&case, &found), 0),
        (Format::Human, true) => print(&human::several(&case, &found), 0),
        (Format::Json, several) => print_json(&json(&case.loaded.name, world, &found, !several), 0),
        (Format::Csv, several) => {
            let table = table.unwrap_or(if several { Table::Years } else { Table::Contributors });
            if table == Table::Contributors {
                let unknown = found.iter().filter(|aegis| aegis.personnel.is_none());
                unknown.for_each(|aegis| {
                    warn(format!("note: contributions of {} are not recorded by state", aegis.year))
                });
            }
            print(&csv(world, &found, table), 0)
        }
    })
}

/// The table asked for, which only CSV has.
fn table(args: &AegisArgs) -> Result<Option<Table>, ExitCode> {
    let Some(asked) = &args.table else { return Ok(None) };
    let table = asked.parse().map_err(|()| {
        let names = Table::ALL.map(Table::word);
        let near = nearest::nearest(asked, names).map(|name| format!("did you mean `{name}`?"));
        let help = near.unwrap_or_else(|| format!("the tables are {}", names.join(", ")));
        fail(format!("no table is called `{asked}`"), Some(&help))
    })?;
    match args.format.format() {
        Format::Csv => Ok(Some(table)),
        _ => Err(fail("only CSV is one table", Some("add --csv, or leave --table out"))),
    }
}

/// The years asked for.
fn years(args: &AegisArgs, world: &World) -> Result<RangeInclusive<i32>, ExitCode> {
    let un = &world.united_nations;
    let Some((first, last)) = un.span() else {
        return Err(fail("these data hold no record of the United Nations", None));
    };
    let known =
        un.years.iter().rev().find(|line| line.contributions.is_some()).map_or(last, |line| line.year);
    let there = |year: i32| match un.year(year) {
        Some(_) => Ok(year),
        None => {
            let help = format!("it runs from {first} to {last}");
            Err(fail(format!("there is no record of the United Nations in {year}"), Some(&help)))
        }
    };
    if args.since.is_none() && args.until.is_none() {
        let year = there(args.year.unwrap_or(known))?;
        return Ok(year..=year);
    }
    let until = there(args.until.unwrap_or(known))?;
    let since = there(args.since.unwrap_or(FIRST_MISSION.min(until)))?;
    if since > until {
        let says = format!("the lines would begin in {since} and end in {until}");
        return Err(fail(says, Some("let --since be at most --until")));
    }
    Ok(since..=until)
}
