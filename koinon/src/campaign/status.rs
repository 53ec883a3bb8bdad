//! `koinon campaign status`: petitions, lists and letters with their figures.

use super::home;
use crate::{institution::Answer, output::grouped};
use ::campaign::{
    mail::queue,
    newsletter::{
        self, figures,
        issue::{self},
        subscribe, suppress,
    },
    petition::{self, count::by_country},
};
use clap::Args;
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// Show petitions, lists and letters with their figures
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign status --json\n\nExit codes: 0 shown, 2 could not do it."
)]
pub struct StatusArgs {
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign status`.
pub fn run(args: &StatusArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let open = home::open(folder)?;
    let now = web::campaign::now();
    let mut out = format!("{} at {}\n", open.settings.sender, open.settings.origin);
    let mut petitions = Vec::new();
    let mut lists = Vec::new();
    let mut issues = Vec::new();
    let read = open.db.read(|sql| {
        for petition in petition::all(sql)? {
            let counts = by_country(sql, &petition)?;
            let reached = petition.validity.reached(&counts);
            let open = petition.is_open(now);
            out.push_str(&format!(
                "petition {}: {} signatures from {} countries, {}\n",
                petition.name,
                grouped(reached.have),
                counts.len(),
                if open { "open" } else { "not open" }
            ));
            petitions.push(json!({ "name": petition.name, "open": open, "signatures": reached.have,
                "countries": counts, "missing": reached.missing, "missing_countries": reached.missing_countries }));
        }
        for list in newsletter::lists(sql)? {
            let figures = subscribe::figures(sql, &list)?;
            out.push_str(&format!("list {}: {}\n", list.name, words(&figures)));
            for issue in issue::issues(sql, &list)? {
                let letters = said(&figures::of(sql, issue.id)?);
                out.push_str(&format!("  issue {} {}: {} ({})\n", issue.id, issue.stands.word(), issue.subject, words(&letters)));
                issues.push(json!({ "issue": issue.id, "list": list.name, "subject": issue.subject,
                    "stands": issue.stands.word(), "letters": pairs(&letters) }));
            }
            lists.push(json!({ "name": list.name, "subscribers": pairs(&figures) }));
        }
        let (letters, suppressed) = (queue::figures(sql)?, suppress::figures(sql)?);
        out.push_str(&format!("letters: {}\n", words(&letters)));
        if !suppressed.is_empty() {
            out.push_str(&format!("addresses that receive nothing: {}\n", words(&suppressed)));
        }
        Ok((letters, suppressed))
    });
    let (letters, suppressed) = read.map_err(|error| home::failed(folder, &error))?;
    if open.settings.smtp.is_none() {
        out.push_str(&format!("no mail server is set: letters lie in {}\n", home::outbox(folder).display()));
    }
    let json = json!({ "sender": open.settings.sender, "origin": open.settings.origin, "petitions": petitions,
        "lists": lists, "issues": issues, "letters": pairs(&letters), "suppressed": pairs(&suppressed) });
    Ok(args.answer.give(&out, &json, 0))
}

/// The figures of an issue that are not nought.
fn said(figures: &figures::Figures) -> Vec<(String, u64)> {
    let words = figures.words().into_iter().filter(|(_, count)| *count > 0);
    words.map(|(word, count)| (word.to_owned(), count)).collect()
}

fn words(figures: &[(String, u64)]) -> String {
    let each = figures.iter().map(|(stands, count)| format!("{} {stands}", grouped(count)));
    let all: Vec<_> = each.collect();
    if all.is_empty() { "none".to_owned() } else { all.join(", ") }
}

fn pairs(figures: &[(String, u64)]) -> serde_json::Value {
    figures
        .iter()
        .map(|(stands, count)| (stands.clone(), json!(count)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}
