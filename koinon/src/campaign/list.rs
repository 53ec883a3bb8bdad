//! `koinon campaign list`: makes a newsletter.

use super::{home, refuse};
use crate::institution::Answer;
use ::campaign::{
    newsletter::{self, wording},
    people::log,
};
use clap::Args;
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// Make a newsletter, or change its words
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign list news \"News of the Coalition\" \"Once a month: what happened\"\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct ListArgs {
    /// Its name: small letters, digits and hyphens
    name: String,
    /// Its title
    title: String,
    /// What it brings, and how often
    says: String,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign list`.
pub fn run(args: &ListArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    if let Err(error) = wording::list(&args.name, &args.title, &args.says) {
        return Ok(refuse(args.answer, &error.to_string(), None));
    }
    let open = home::open(folder)?;
    let (name, title, says) = (args.name.clone(), args.title.clone(), args.says.clone());
    let list = open.db.write(move |sql| {
        log::note(sql, None, web::campaign::now(), "keep-list", &format!("{name}, from the command line"))?;
        newsletter::keep(sql, &name, &title, &says)
    });
    let list = list.map_err(|error| home::failed(folder, &error))?;
    let address = format!("{}/newsletter", open.office.origin);
    let json = json!({ "name": list.name, "title": list.title, "says": list.says, "address": address });
    Ok(args.answer.give(&format!("{}: {address}\n", list.title), &json, 0))
}
