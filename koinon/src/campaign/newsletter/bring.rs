//! Subscribers from a file, line by line, with a report of each.

use super::super::{chance, home, refuse};
use super::choose;
use crate::{
    institution::Answer,
    output::{fail, grouped},
};
use ::campaign::{
    db::DbError,
    newsletter::{
        self,
        bring::{Taken, bring},
        file,
        import::{Fate, Import, Terms},
    },
    people::log,
};
use clap::Args;
use serde_json::json;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

/// Bring subscribers in from a CSV file, such as listmonk's export
///
/// Who can be shown to have agreed, where, when and how, joins: by the columns consent_where, consent_when and consent_how, or by the
/// options for all. Others are asked by one letter with --ask, or refused. Who left after agreeing, bounced or complained stays out.
/// Each line that is not taken is reported.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign newsletter import people.csv --where \"a fair in Bonn\" --when 2026-05-01 --how \"ticked on a paper form\" --dry-run\n  koinon -C wsc campaign newsletter import subscribers.csv --where \"the old newsletter\" --ask\n\nExit codes: 0 every line was understood, 1 some were not, 2 could not do it."
)]
pub struct ImportArgs {
    /// The file
    file: PathBuf,
    /// The list, where there are several
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Where they agreed
    #[arg(long = "where", value_name = "TEXT")]
    place: Option<String>,
    /// When they agreed
    #[arg(long, value_name = "DAY")]
    when: Option<String>,
    /// How they agreed
    #[arg(long, value_name = "TEXT")]
    how: Option<String>,
    /// Ask by letter whoever cannot be shown to have agreed
    #[arg(long)]
    ask: bool,
    /// Keep names and attributes, which are not needed to send letters
    #[arg(long)]
    details: bool,
    /// Take only those whose column `lists` names this
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign newsletter import`.
pub fn run(args: &ImportArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let bytes = fs::read(&args.file)
        .map_err(|error| fail(format!("`{}` cannot be read: {error}", args.file.display()), None))?;
    let lines = match file::read(&bytes) {
        Ok(lines) => lines,
        Err(error) => return Ok(refuse(args.answer, &format!("`{}`: {error}", args.file.display()), None)),
    };
    let open = home::open(folder)?;
    let lists = open.db.read(newsletter::lists).map_err(|error| home::failed(folder, &error))?;
    let list = choose(&lists, args.list.as_ref(), args.answer)?;
    if !args.dry_run {
        let (now, about) = (web::campaign::now(), format!("{}, from the command line", list.name));
        let noted = open.db.write(move |sql| log::note(sql, None, now, "import-subscribers", &about));
        noted.map_err(|error: DbError| home::failed(folder, &error))?;
    }
    let terms = Terms {
        place: args.place.clone(),
        when: args.when.clone(),
        how: args.how.clone(),
        ask: args.ask,
        details: args.details,
        only: args.only.clone(),
    };
    let (office, import, now) = (Arc::new(open.office), Import::new(list, terms), web::campaign::now());
    let drawn = || chance().ok();
    let taken = bring(&open.db, &office, import, lines, args.dry_run, now, drawn);
    let taken = taken.map_err(|error| home::failed(folder, &error))?;
    Ok(report(args, &taken))
}

fn report(args: &ImportArgs, taken: &[Taken]) -> ExitCode {
    let mut figures: BTreeMap<&str, u64> = BTreeMap::new();
    let mut out = String::new();
    for (number, fate) in taken {
        *figures.entry(fate.word()).or_default() += 1;
        if !matches!(fate, Fate::Joined | Fate::Asked | Fate::Already) {
            out.push_str(&format!("{}:{number}: {fate}\n", args.file.display()));
        }
    }
    let words: Vec<_> = figures.iter().map(|(word, count)| format!("{} {word}", grouped(*count))).collect();
    let begin = if args.dry_run { "Nothing was changed. It would be" } else { "Lines" };
    out.push_str(&format!(
        "{begin}: {}\n",
        if words.is_empty() { "none".to_owned() } else { words.join(", ") }
    ));
    let code = u8::from(taken.iter().any(|(_, fate)| fate.is_wrong()));
    let lines: Vec<_> = taken
        .iter()
        .map(|(number, fate)| json!({ "line": number, "fate": fate.word(), "says": fate.to_string() }))
        .collect();
    args.answer.give(&out, &json!({ "dry_run": args.dry_run, "figures": figures, "lines": lines }), code)
}
