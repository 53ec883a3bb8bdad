//! `koinon campaign stats`: how many there are of everything, without a name.

use super::home;
use crate::{
    institution::Answer,
    output::{grouped, print},
};
use ::campaign::{
    db::DbError,
    event,
    joining::{directory, message, volunteer},
    newsletter::{self, subscribe},
    petition::{self, count::by_country},
    privacy::ledger,
};
use clap::Args;
use serde_json::{Map, Value, json};
use std::{path::Path, process::ExitCode};

/// Show how many there are of everything
///
/// Numbers alone: no name and no address is read.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign stats\n  koinon -C wsc campaign stats --csv > stats.csv\n  koinon -C wsc campaign stats --json\n\nExit codes: 0 shown, 2 could not do it."
)]
pub struct StatsArgs {
    /// Answer with CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[command(flatten)]
    answer: Answer,
}

/// What is counted: of which area, what, how many.
type Counted = Vec<(String, String, u64)>;

/// Runs `koinon campaign stats`.
pub fn run(args: &StatsArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let (db, _) = home::tables(folder)?;
    let counted = db.read(counted).map_err(|error: DbError| home::failed(folder, &error))?;
    if args.csv {
        let rows = counted
            .iter()
            .map(|(area, what, many)| format!("\"{}\",\"{}\",{many}\n", area.replace('"', "\"\""), what));
        return Ok(print(&format!("area,what,count\n{}", rows.collect::<String>()), 0));
    }
    let mut areas: Map<String, Value> = Map::new();
    let mut out = String::new();
    for (area, what, many) in &counted {
        if !areas.contains_key(area) {
            out.push_str(&format!("{area}\n"));
        }
        out.push_str(&format!("  {what}: {}\n", grouped(many)));
        let of = areas.entry(area.clone()).or_insert_with(|| json!({}));
        if let Value::Object(of) = of {
            of.insert(what.clone(), json!(many));
        }
    }
    Ok(args.answer.give(&out, &Value::Object(areas), 0))
}

fn counted(sql: &mut dyn ::campaign::db::Sql) -> Result<Counted, DbError> {
    let mut all = Vec::new();
    for petition in petition::all(sql)? {
        let counts = by_country(sql, &petition)?;
        let area = format!("petition {}", petition.name);
        all.push((area.clone(), "signatures".to_owned(), counts.values().sum()));
        all.push((area, "countries".to_owned(), u64::try_from(counts.len()).unwrap_or(u64::MAX)));
    }
    for list in newsletter::lists(sql)? {
        let area = format!("newsletter {}", list.name);
        all.extend(
            subscribe::figures(sql, &list)?.into_iter().map(|(what, many)| (area.clone(), what, many)),
        );
    }
    for (area, figures) in [
        ("organisations", directory::figures(sql)?),
        ("volunteers", volunteer::figures(sql)?),
        ("messages", message::figures(sql)?),
    ] {
        all.extend(figures.into_iter().map(|(what, many)| (area.to_owned(), what, many)));
    }
    for event in event::all(sql)?.into_iter().filter(|event| !event.sample) {
        let area = format!("event {}", event.name);
        let figures = event::list::figures(sql, event.id)?;
        all.extend(figures.into_iter().map(|(what, many)| (area.clone(), what, many)));
    }
    let rows = ledger::rows(sql)?;
    all.extend(
        rows.into_iter().map(|(table, many)| ("rows about people".to_owned(), table.to_owned(), many)),
    );
    Ok(all)
}
