//! `koinon campaign petition export`: what is handed over to the addressee, as CSV or JSON on standard output.

use super::{named, refuse};
use crate::{
    campaign::home::{self, Opened},
    institution::Answer,
    output::{print, print_json},
};
use ::campaign::{
    db::DbError,
    people::log,
    petition::{handover, policy},
};
use clap::Args;
use std::{path::Path, process::ExitCode};

/// Hand over counts by country, or names where the addressee's law asks for them
///
/// CSV, or JSON with --json. Addresses are never among it. That it was handed over is written into the log of the desk.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign petition export charter > counts.csv\n  koinon -C wsc campaign petition export charter --names --json > signatures.json\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct ExportArgs {
    /// The petition's name
    name: String,
    /// Names with country, day and consent, instead of counts
    #[arg(long)]
    names: bool,
}

/// Runs it.
pub fn run(args: &ExportArgs, answer: Answer, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let Some(petition) = named(&open, folder, &args.name)? else {
        return Ok(super::unknown(answer, &args.name));
    };
    let asked = open.db.read(|sql| Ok::<_, DbError>(policy::of(sql, &petition)?.names));
    if args.names && !asked.map_err(|error| home::failed(folder, &error))? {
        let says = format!("the addressee of `{}` is not set down to ask for names", args.name);
        return Ok(refuse(answer, &says, Some("an administrator says so on its page at the desk")));
    }
    let what = if args.names { "names" } else { "counts" };
    note(&open, folder, format!("{}: {what}, from the command line", args.name))?;
    let failed = |error: DbError| home::failed(folder, &error);
    if args.names {
        let all = open.db.read(|sql| handover::names(sql, &open.office, &petition)).map_err(failed)?;
        return Ok(if answer.json() { print_json(&all, 0) } else { print(&handover::names_csv(&all), 0) });
    }
    let all = open.db.read(|sql| handover::counts(sql, &petition)).map_err(failed)?;
    Ok(if answer.json() { print_json(&all, 0) } else { print(&handover::counts_csv(&all), 0) })
}

fn note(open: &Opened, folder: &Path, about: String) -> Result<(), ExitCode> {
    let now = web::campaign::now();
    let note = open.db.write(move |sql| log::note(sql, None, now, "export-petition", &about));
    note.map_err(|error: DbError| home::failed(folder, &error))
}
