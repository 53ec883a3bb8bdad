//! `koinon campaign gifts statement`: takes in a statement of a bank, or shows what it would book.

use super::super::{chance, home, refuse};
use crate::{institution::Answer, output::fail};
use ::campaign::gift::{
    line::{Became, Imported, LineRefusal, import},
    money::Money,
    reference::Reference,
    upload::{self, Look},
};
use clap::Args;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Take in a statement of a bank: CSV, OFX or CAMT.053
///
/// A line that was taken in before changes nothing. One that carries a pledge's reference, its amount and its currency is booked, and
/// its receipt goes out; the others wait at the desk.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign gifts statement october.csv --entity dc --dry-run\n  koinon -C wsc campaign gifts statement october.xml --entity eu\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct StatementArgs {
    /// The file
    file: PathBuf,
    /// Whose account it is, by the entity's short name
    #[arg(long, value_name = "NAME")]
    entity: String,
    /// Which of its accounts, in a word, where it has several
    #[arg(long, value_name = "WORD", default_value = "")]
    account: String,
    /// Days in a CSV are written with the month first or the day first [default: as is usual where the entity stands]
    #[arg(long, value_name = "WORD", value_parser = ["month", "day"])]
    first: Option<String>,
    /// Show what would be booked, and book nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign gifts statement`.
pub fn run(args: &StatementArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let entity = match super::entity_named(&open, folder, &args.entity, args.answer)? {
        Ok(entity) => entity,
        Err(code) => return Ok(code),
    };
    let cannot = |error| fail(format!("`{}`: {error}", args.file.display()), None);
    let bytes = fs::read(&args.file).map_err(cannot)?;
    let month_first = args.first.as_deref().map(|word| word == "month");
    let payments = match upload::read(&bytes, &entity, month_first) {
        Ok(payments) => payments,
        Err(error) => return Ok(refuse(args.answer, &error.to_string(), None)),
    };
    let mut drawn = Vec::with_capacity(payments.len());
    for _ in &payments {
        drawn.push(chance()?);
    }
    let (spare, now, dry_run) = (chance()?, web::campaign::now(), args.dry_run);
    let (of, lines, account) = (entity.clone(), payments.clone(), args.account.clone());
    let (office, db) = (open.office, open.db);
    let done = db.write(move |sql| {
        let draw = || drawn.pop().unwrap_or(spare);
        let imported = import(sql, &office, &of, &account, &lines, now, draw).map_err(Look::Refused)?;
        // An error takes back whatever was done: so a dry run is the run itself.
        if dry_run { Err(Look::Would(imported)) } else { Ok(imported) }
    });
    let imported = match done {
        Ok(imported) | Err(Look::Would(imported)) => imported,
        Err(Look::Refused(LineRefusal::Db(error))) => return Err(home::failed(folder, &error)),
        Err(Look::Refused(refusal)) => return Ok(refuse(args.answer, &refusal.to_string(), None)),
    };
    let mut out = String::new();
    let mut rows = Vec::new();
    for (payment, became) in payments.iter().zip(&imported.lines) {
        let (word, pledge, why) = told(became);
        let reference = pledge.map(|id| Reference::of(id).short().to_owned());
        if *became != Became::Known {
            let money = Money::new(payment.amount, entity.currency);
            let about = reference.as_deref().map_or_else(String::new, |reference| format!(" {reference}"));
            let why = why.map_or_else(String::new, |why| format!(": {why}"));
            out.push_str(&format!("{} {money} {}: {word}{about}{why}\n", payment.day, payment.payer));
        }
        rows.push(json!({ "day": payment.day, "units": payment.amount, "became": word, "reference": reference, "why": why }));
    }
    out.push_str(&summary(&imported, args.dry_run));
    let json = json!({ "entity": args.entity, "dry_run": args.dry_run, "known": imported.known(),
        "booked": imported.matched(), "waiting": imported.waiting(), "lines": rows });
    Ok(args.answer.give(&out, &json, 0))
}

fn told(became: &Became) -> (&'static str, Option<u64>, Option<&str>) {
    match became {
        Became::Known => ("known", None, None),
        Became::Matched(pledge) => ("booked", Some(*pledge), None),
        Became::Suggested(pledge, why) => ("perhaps", Some(*pledge), Some(why)),
        Became::Unknown => ("waits", None, None),
    }
}

fn summary(imported: &Imported, dry_run: bool) -> String {
    let end = if dry_run { " (nothing was changed)" } else { "" };
    format!("{imported}{end}\n")
}
