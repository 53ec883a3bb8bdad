//! `koinon campaign petition import`: signatures that were collected elsewhere before, with where they come from.

use super::{named, refuse};
use crate::{
    campaign::{home, random},
    institution::Answer,
    output::{fail, grouped},
};
use ::campaign::{
    people::log,
    petition::collected::{self, CollectRefusal, Provenance},
};
use clap::Args;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use web::pages::petition::country_code;
use world::World;

/// Bring signatures that were collected elsewhere before, from a CSV file
///
/// The first line names the columns: name and country; email, comment and date where there are any. Nobody has confirmed these
/// signatures here: they are counted apart. Lines that cannot be taken are printed with why; doubles are left out.
#[derive(Args)]
#[command(
    after_help = "Example:\n  koinon -C wsc campaign petition import charter paper.csv --provenance \"On paper, at the congress of Oslo, May 2025\" --consent \"My name and country go to the Assembly.\" --dry-run\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct ImportArgs {
    /// The petition's name
    name: String,
    /// The file
    file: PathBuf,
    /// Where, when and by whom they were collected
    #[arg(long)]
    provenance: String,
    /// What the signers consented to, as they read it
    #[arg(long)]
    consent: String,
    /// Say what would be taken, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Runs it.
pub fn run(args: &ImportArgs, answer: Answer, folder: &Path) -> Result<ExitCode, ExitCode> {
    let bytes = fs::read(&args.file)
        .map_err(|error| fail(format!("`{}` cannot be read: {error}", args.file.display()), None))?;
    let world = World::embedded();
    let table = match collected::read(&bytes, &|text| country_code(world, text)) {
        Ok(table) => table,
        Err(error) => return Ok(refuse(answer, &format!("`{}`: {error}", args.file.display()), None)),
    };
    let open = home::open(folder)?;
    let Some(petition) = named(&open, folder, &args.name)? else {
        return Ok(super::unknown(answer, &args.name));
    };
    let provenance = Provenance { says: args.provenance.clone(), consent: args.consent.clone() };
    let (office, signers, dry) = (open.office, table.signers, args.dry_run);
    let (now, seed, name) = (web::campaign::now(), random()?, args.name.clone());
    let done = open.db.write(move |sql| {
        let outcome =
            collected::collect(sql, &office, &petition, &provenance, &signers, (None, now, seed), dry)?;
        if !dry {
            let about = format!("{name}: {} from the command line", outcome.taken);
            log::note(sql, None, now, "bring-collected", &about)?;
        }
        Ok(outcome)
    });
    let outcome = match done {
        Ok(outcome) => outcome,
        Err(CollectRefusal::Db(error)) => return Err(home::failed(folder, &error)),
        Err(refusal) => return Ok(refuse(answer, &refusal.to_string(), None)),
    };
    let verb = if dry { "would be taken" } else { "taken" };
    let mut out = format!("{} {verb}", grouped(outcome.taken));
    out.push_str(&format!(
        "; {} again in the file, {} here already, {} without an address, {} lines refused\n",
        grouped(outcome.twice),
        grouped(outcome.already),
        grouped(outcome.without_address),
        table.refused.len()
    ));
    for (line, says) in &table.refused {
        out.push_str(&format!("line {line}: {says}\n"));
    }
    let refused: Vec<_> =
        table.refused.iter().map(|(line, says)| json!({ "line": line, "says": says })).collect();
    let json = json!({ "dry_run": dry, "taken": outcome.taken, "countries": outcome.countries, "twice": outcome.twice,
        "already": outcome.already, "without_address": outcome.without_address, "refused": refused });
    Ok(answer.give(&out, &json, 0))
}
