//! `koinon campaign erase`: erases what is kept about an address.

use super::{home, refuse};
use crate::institution::Answer;
use ::campaign::{
    address::Address,
    db::DbError,
    privacy::{erase, person},
};
use clap::Args;
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// Erase what is kept about an address
///
/// In every area, in one transaction: signatures count no more, subscriptions end, places are given up, messages and letters go.
/// What a law makes the association keep stays, and is named with the reason. It cannot be undone; --dry-run only shows.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign erase ann@example.org --dry-run\n  koinon -C wsc campaign erase ann@example.org\n\nExit codes: 0 done, 1 the address is refused, 2 could not do it."
)]
pub struct EraseArgs {
    /// The address
    address: String,
    /// Show in which tables something is kept, and erase nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign erase`.
pub fn run(args: &EraseArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let address = match Address::read(&args.address) {
        Ok(address) => address,
        Err(error) => return Ok(refuse(args.answer, &format!("`{}`: {error}", args.address), None)),
    };
    let open = home::open(folder)?;
    let failed = |error: DbError| home::failed(folder, &error);
    if args.dry_run {
        let held = open.db.read(|sql| person::of_address(sql, &open.office, &address)).map_err(failed)?;
        let mut out = format!("{address}: in {} tables\n", held.len());
        for one in &held {
            out.push_str(&format!("  {}: {}\n", one.title, one.rows.len()));
        }
        let tables: Vec<_> =
            held.iter().map(|one| json!({ "table": one.table, "rows": one.rows.len() })).collect();
        return Ok(args.answer.give(&out, &json!({ "address": address.to_string(), "kept": tables }), 0));
    }
    let (now, chance, gone) = (web::campaign::now(), super::random()?, address.clone());
    let office = open.office;
    let done =
        open.db.write(move |sql| erase::erase(sql, &office, &gone, None, now, chance)).map_err(failed)?;
    let mut out =
        if done.is_empty() { format!("{address}: there was nothing to erase\n") } else { String::new() };
    for one in &done {
        out.push_str(&format!("{}: {} erased", one.what, one.erased));
        if one.kept > 0 {
            out.push_str(&format!(", {} kept: {}", one.kept, one.why.unwrap_or_default()));
        }
        out.push('\n');
    }
    Ok(args.answer.give(&out, &json!({ "address": address.to_string(), "done": done }), 0))
}
