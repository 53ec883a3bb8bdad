//! `koinon campaign gifts list`, `receipts`, `journal` and `ledger`: the books to read and to take away.

use super::super::{home, refuse};
use crate::institution::Answer;
use ::campaign::{
    db::DbError,
    gift::{
        booking::{self, Booking},
        entity::{self, Entity},
        is_day,
        journal::{self, Entry},
        ledger::{self, Month},
        money::{Money, plain},
        receipt,
        reference::Reference,
    },
};
use clap::Args;
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// List what is booked
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign gifts list --entity dc --since 2026-01-01 --until 2026-12-31\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct ListArgs {
    /// Of this entity alone
    #[arg(long, value_name = "NAME")]
    entity: Option<String>,
    /// From this day on
    #[arg(long, value_name = "DAY", default_value = "0001-01-01")]
    since: String,
    /// Until this day
    #[arg(long, value_name = "DAY", default_value = "9999-12-31")]
    until: String,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign gifts list`.
pub fn list(args: &ListArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    for day in [&args.since, &args.until] {
        if !is_day(day) {
            return Ok(refuse(args.answer, &format!("`{day}` is no day"), Some("such as 2026-11-24")));
        }
    }
    let open = home::open(folder)?;
    let only = match &args.entity {
        None => None,
        Some(name) => match super::entity_named(&open, folder, name, args.answer)? {
            Ok(entity) => Some(entity.id),
            Err(code) => return Ok(code),
        },
    };
    let read = open.db.read::<_, DbError>(|sql| {
        let mut all: Vec<(Entity, Booking)> = Vec::new();
        for entity in entity::all(sql)?.into_iter().filter(|one| only.is_none_or(|id| one.id == id)) {
            let rows = booking::between(sql, &open.office, entity.id, (&args.since, &args.until))?;
            all.extend(rows.into_iter().map(|one| (entity.clone(), one)));
        }
        Ok(all)
    });
    let all = read.map_err(|error| home::failed(folder, &error))?;
    let (mut out, mut rows) = (String::new(), Vec::new());
    for (entity, one) in &all {
        let money = Money::new(one.amount, entity.currency);
        let reference = one.pledge.map(|id| Reference::of(id).short().to_owned());
        let (giver, mark) = (one.giver.as_deref().unwrap_or("-"), reference.as_deref().unwrap_or("-"));
        out.push_str(&format!(
            "{} {} {} {money} {} {mark} {giver}\n",
            one.id,
            one.day,
            entity.name,
            one.kind.word()
        ));
        rows.push(json!({ "number": one.id, "day": one.day, "entity": entity.name, "kind": one.kind.word(),
            "through": one.through.word(), "amount": plain(one.amount), "currency": entity.currency.code(),
            "reference": reference, "about": one.about, "giver": one.giver }));
    }
    if all.is_empty() {
        out.push_str("nothing is booked\n");
    }
    Ok(args.answer.give(&out, &json!({ "bookings": rows }), 0))
}

/// List the receipts of a year
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign gifts receipts 2026\n\nExit codes: 0 done, 2 could not do it."
)]
pub struct ReceiptsArgs {
    /// The year in which they were issued
    #[arg(value_parser = clap::value_parser!(i64).range(1990..=9999))]
    year: i64,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign gifts receipts`.
pub fn receipts(args: &ReceiptsArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let read = open.db.read::<_, DbError>(|sql| {
        let mut all = Vec::new();
        for entity in entity::all(sql)? {
            all.extend(receipt::of_year(sql, &open.office, entity.id, args.year)?);
        }
        Ok((all, receipt::lacking(sql)?))
    });
    let (all, lacking) = read.map_err(|error| home::failed(folder, &error))?;
    let (mut out, mut rows) = (String::new(), Vec::new());
    for one in &all {
        let stands = one.why.as_ref().map_or_else(|| "counts".to_owned(), |why| format!("cancelled: {why}"));
        out.push_str(&format!("{} {} {}, {stands}\n", one.called(), one.money(), one.says.giver));
        rows.push(json!({ "receipt": one.called(), "amount": plain(one.says.amount), "currency": one.says.currency,
            "giver": one.says.giver, "gift": one.booking, "cancelled": one.cancelled.is_some(), "why": one.why }));
    }
    if !lacking.is_empty() {
        let numbers: Vec<_> = lacking.iter().map(u64::to_string).collect();
        out.push_str(&format!("without a receipt: {}\n", numbers.join(", ")));
    }
    Ok(args.answer.give(&out, &json!({ "receipts": rows, "without": lacking }), 0))
}

/// Print an entity's journal in double entry
///
/// As the plain text that ledger and hledger read, or as CSV. It names no giver.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign gifts journal dc > dc.journal\n  koinon -C wsc campaign gifts journal dc --csv > dc.csv\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct JournalArgs {
    /// The entity's short name
    entity: String,
    /// As CSV
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign gifts journal`.
pub fn journal(args: &JournalArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let entity = match super::entity_named(&open, folder, &args.entity, args.answer)? {
        Ok(entity) => entity,
        Err(code) => return Ok(code),
    };
    let whole = ("0000-00-00", "9999-12-31");
    let read = open.db.read::<_, DbError>(|sql| booking::between(sql, &open.office, entity.id, whole));
    let all = read.map_err(|error| home::failed(folder, &error))?;
    let entries: Vec<Entry> = all.iter().map(|one| journal::entry(&entity, one)).collect();
    let out = match args.csv {
        true => journal::csv(&entity, &entries),
        false => journal::plain_text(&entity, &entries),
    };
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| {
            let postings: Vec<_> = entry
                .postings
                .iter()
                .map(|(account, units)| json!({ "account": account, "amount": plain(*units) }))
                .collect();
            json!({ "day": entry.day, "booking": entry.booking, "says": entry.says, "postings": postings })
        })
        .collect();
    let json = json!({ "entity": entity.name, "currency": entity.currency.code(), "entries": rows });
    Ok(args.answer.give(&out, &json, 0))
}

/// Print what came, what went back and what it cost, by month
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign gifts ledger\n\nExit codes: 0 done, 2 could not do it."
)]
pub struct LedgerArgs {
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign gifts ledger`.
pub fn ledger(args: &LedgerArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let read = open.db.read::<_, DbError>(|sql| {
        let all = entity::all(sql)?;
        all.into_iter().map(|one| Ok((ledger::months(sql, &one)?, one))).collect::<Result<Vec<_>, _>>()
    });
    let all = read.map_err(|error| home::failed(folder, &error))?;
    let (mut out, mut rows) = (String::new(), Vec::new());
    for (months, entity) in &all {
        for month in months {
            out.push_str(&line(entity, month));
            rows.push(
                json!({ "entity": entity.name, "currency": entity.currency.code(), "month": month.month,
                "gifts": month.gifts, "received": plain(month.came), "given_back": plain(month.back),
                "fees": plain(month.fees), "other": plain(month.other), "left": plain(month.left()),
                "waits": plain(month.waits) }),
            );
        }
    }
    if rows.is_empty() {
        out.push_str("nothing is booked\n");
    }
    Ok(args.answer.give(&out, &json!({ "months": rows }), 0))
}

fn line(entity: &Entity, month: &Month) -> String {
    let money = |units: i64| Money::new(units, entity.currency).to_string();
    format!(
        "{} {}: {} gifts, {}; given back {}; fees {}; other {}; left {}; waits {}\n",
        entity.name,
        month.month,
        month.gifts,
        money(month.came),
        money(month.back),
        money(month.fees),
        money(month.other),
        money(month.left()),
        money(month.waits)
    )
}
