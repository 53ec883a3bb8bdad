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
        file::{self, Line},
        import::{Fate, Import, Terms},
    },
    office::Chance,
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

/// How many lines are taken in one transaction, so that others can write between.
const AT_ONCE: usize = 500;

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

/// What became of a line.
type Taken = (u64, Fate);

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
    let terms = Terms {
        place: args.place.clone(),
        when: args.when.clone(),
        how: args.how.clone(),
        ask: args.ask,
        details: args.details,
        only: args.only.clone(),
    };
    let (mut import, mut taken): (Import, Vec<Taken>) = (Import::new(list, terms), Vec::new());
    let mut good = Vec::new();
    for (number, line) in lines {
        match line {
            Ok(line) => good.push((number, line)),
            Err(says) => taken.push((number, Fate::Refused(says))),
        }
    }
    let (office, now) = (Arc::new(open.office), web::campaign::now());
    let at_once = if args.dry_run { good.len().max(1) } else { AT_ONCE };
    let mut good = good.into_iter().peekable();
    while good.peek().is_some() {
        let some: Vec<(u64, Line, Chance)> = good
            .by_ref()
            .take(at_once)
            .map(|(number, line)| Ok((number, line, chance()?)))
            .collect::<Result<_, ExitCode>>()?;
        let (office, dry) = (Arc::clone(&office), args.dry_run);
        let tried = open.db.write(move |sql| {
            let mut fates: Vec<Taken> = Vec::with_capacity(some.len());
            for (number, line, chance) in some {
                fates.push((number, import.take(sql, &office, &line, now, chance)?));
            }
            // What is only tried is undone with its transaction.
            if dry { Err(Tried::Only(Box::new((import, fates)))) } else { Ok((import, fates)) }
        });
        let (kept, fates) = match tried {
            Ok(done) => done,
            Err(Tried::Only(tried)) => *tried,
            Err(Tried::Db(error)) => return Err(home::failed(folder, &error)),
        };
        import = kept;
        taken.extend(fates);
    }
    taken.sort_by_key(|(number, _)| *number);
    Ok(report(args, &taken))
}

/// Why a transaction was undone.
enum Tried {
    Only(Box<(Import, Vec<Taken>)>),
    Db(DbError),
}

impl From<DbError> for Tried {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
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
