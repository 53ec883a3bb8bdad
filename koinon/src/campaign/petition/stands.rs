//! `koinon campaign petition status` and `close`: how a petition stands, rule by rule; and its end.

use super::{named, unknown};
use crate::{campaign::home, institution::Answer, output::grouped};
use ::campaign::{
    db::DbError,
    people::log,
    petition::{self, collected, count::by_country, day, policy},
};
use clap::Args;
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// Show how a petition stands: its count, rule by rule, what was collected elsewhere, the last closed day
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign petition status charter --json\n\nExit codes: 0 shown, 1 there is none, 2 could not do it."
)]
pub struct StatusArgs {
    /// The petition's name
    name: String,
}

/// Close a petition now: nobody can sign or confirm any more
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign petition close charter\n\nExit codes: 0 done, 1 there is none, 2 could not do it."
)]
pub struct CloseArgs {
    /// The petition's name
    name: String,
}

/// Shows how it stands.
pub fn status(args: &StatusArgs, answer: Answer, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let Some(petition) = named(&open, folder, &args.name)? else { return Ok(unknown(answer, &args.name)) };
    let read = open.db.read(|sql| {
        let elsewhere = collected::batches(sql, &petition)?.iter().map(|batch| batch.counted).sum::<u64>();
        let last = day::days(sql, &petition)?.into_iter().next();
        Ok((by_country(sql, &petition)?, elsewhere, last, policy::of(sql, &petition)?))
    });
    let (counts, elsewhere, last, policy) = read.map_err(|error: DbError| home::failed(folder, &error))?;
    let (now, rule) = (web::campaign::now(), &petition.validity);
    let reached = rule.reached(&counts);
    let open_now = petition.is_open(now);
    let mut out =
        format!("{}\n{} signatures from {} countries", petition.title, grouped(reached.have), counts.len());
    out.push_str(if open_now { ", open\n" } else { ", not open\n" });
    if rule.total > 0 {
        out.push_str(&format!(
            "of {} signatures {} missing\n",
            grouped(rule.total),
            grouped(reached.missing)
        ));
    }
    if rule.countries > 0 {
        out.push_str(&format!(
            "of {} countries with their minimum {} missing\n",
            rule.countries, reached.missing_countries
        ));
    }
    for (place, mark) in rule.marks.iter().enumerate() {
        let stands = if place < reached.marks { "reached" } else { "not yet" };
        out.push_str(&format!("{}: {} ({stands})\n", grouped(mark.at), mark.says));
    }
    if elsewhere > 0 {
        out.push_str(&format!("collected elsewhere, not confirmed here: {}\n", grouped(elsewhere)));
    }
    if policy.is_on(now) {
        out.push_str("a proof of work is asked for\n");
    }
    if let Some(day) = &last {
        out.push_str(&format!(
            "closed day {}: {} confirmed so far, {} counted\n",
            day.day,
            grouped(day.leaves),
            grouped(day.counted)
        ));
    }
    let json = json!({ "name": petition.name, "title": petition.title, "open": open_now, "signatures": reached.have,
        "countries": counts, "missing": reached.missing, "missing_countries": reached.missing_countries,
        "valid": reached.valid(), "elsewhere": elsewhere, "guard": policy.is_on(now),
        "last_day": last.map(|day| json!({ "day": day.day, "leaves": day.leaves, "counted": day.counted, "root": day.root.to_string() })) });
    Ok(answer.give(&out, &json, 0))
}

/// Closes it.
pub fn close(args: &CloseArgs, answer: Answer, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let Some(petition) = named(&open, folder, &args.name)? else { return Ok(unknown(answer, &args.name)) };
    let (now, closed) = (web::campaign::now(), petition.clone());
    let done = open.db.write(move |sql| {
        petition::close(sql, &closed, now)?;
        log::note(sql, None, now, "close-petition", &format!("{}, from the command line", closed.name))
    });
    done.map_err(|error: DbError| home::failed(folder, &error))?;
    let json = json!({ "name": petition.name, "closed": true });
    Ok(answer.give(&format!("{} is closed\n", petition.title), &json, 0))
}
