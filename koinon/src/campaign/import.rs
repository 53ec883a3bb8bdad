//! `koinon campaign import`: takes in a folder of Markdown files, or WordPress's export.

use super::{folder, home};
use crate::{
    institution::Answer,
    output::{fail, warn},
};
use ::campaign::{
    db::{DbError, Sql},
    exchange::{self, Fate, Parcel, Report, Takes},
    file::{Prepared, prepared},
    wxr,
};
use clap::Args;
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Take in a folder of Markdown files, or WordPress's export
///
/// A folder is read as `koinon campaign export` writes it. Of WordPress's export (Tools, Export, All content) pages become pages
/// and posts become news, with their authors, dates and addresses: an old address leads to where the text stands now. Pictures are
/// not in that file: give the folder wp-content/uploads of the old site with --uploads. Everything that is not taken is listed with
/// its line. To take the same in again changes nothing; what an item was before stays in its history.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign import site --dry-run\n  koinon -C wsc campaign import old.xml --uploads wp-content/uploads\n\nExit codes: 0 taken in, 1 something is refused or left out, and the rest is taken in, 2 could not do it."
)]
pub struct ImportArgs {
    /// The folder, or the file of WordPress's export
    from: PathBuf,
    /// The folder of uploads of the WordPress site
    #[arg(long, value_name = "FOLDER")]
    uploads: Option<PathBuf>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    answer: Answer,
}

/// What ends the transaction: what failed, or that it was only tried.
enum End {
    Db(DbError),
    Tried(Report),
}

impl From<DbError> for End {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

/// Runs `koinon campaign import`.
pub fn run(args: &ImportArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let parcel = match args.from.is_dir() {
        true => of_folder(&args.from)?,
        false => of_wordpress(&args.from, args.uploads.as_deref())?,
    };
    let open = home::open(folder)?;
    let (now, dry) = (web::campaign::now(), args.dry_run);
    let work = move |sql: &mut dyn Sql| {
        let report = exchange::import(sql, parcel, Takes::AsItStood, now)?;
        if dry { Err(End::Tried(report)) } else { Ok(report) }
    };
    let report = match open.db.write(work) {
        Ok(report) | Err(End::Tried(report)) => report,
        Err(End::Db(error)) => return Err(home::failed(folder, &error)),
    };
    Ok(told(args, &report))
}

fn told(args: &ImportArgs, report: &Report) -> ExitCode {
    let code = u8::from(!report.refused.is_empty());
    let counts = [Fate::New, Fate::Changed, Fate::Same].map(|fate| (fate.word(), report.count(fate)));
    let mut text = String::new();
    for (fate, path) in report.taken.iter().filter(|(fate, _)| *fate != Fate::Same) {
        text.push_str(&format!("{}: {path}\n", fate.word()));
    }
    let counted: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    let tried = if args.dry_run { "Tried only: " } else { "" };
    text.push_str(&format!("{tried}{}, {} refused or left out\n", counted.join(", "), report.refused.len()));
    let refused: Vec<_> = report
        .refused
        .iter()
        .map(|one| json!({ "path": one.path, "line": one.line, "says": one.says }))
        .collect();
    let taken: Vec<_> =
        report.taken.iter().map(|(fate, path)| json!({ "path": path, "fate": fate.word() })).collect();
    let json = json!({ "dry_run": args.dry_run, "taken": taken, "refused": refused });
    if !args.answer.json() {
        report.refused.iter().for_each(warn);
    }
    args.answer.give(&text, &json, code)
}

fn unread(path: &Path, says: impl std::fmt::Display) -> ExitCode {
    fail(format!("`{}` cannot be read: {says}", path.display()), None)
}

/// The parcel of a folder.
fn of_folder(from: &Path) -> Result<Parcel, ExitCode> {
    let mut parcel = Parcel::default();
    for (name, path) in folder::texts(from).map_err(|error| unread(from, error))? {
        let bytes = fs::read(&path).map_err(|error| unread(&path, error))?;
        match exchange::text(&name, &bytes) {
            Ok(text) => parcel.texts.push(text),
            Err(refused) => parcel.refused.push(refused),
        }
    }
    folder::media(from, &mut parcel).map_err(|(path, says)| unread(&path, says))?;
    if parcel == Parcel::default() {
        let help = "it should hold .md files, as `koinon campaign export` writes them";
        return Err(fail(format!("`{}` holds no content", from.display()), Some(help)));
    }
    Ok(parcel)
}

/// The parcel of WordPress's export.
fn of_wordpress(from: &Path, uploads: Option<&Path>) -> Result<Parcel, ExitCode> {
    let text = fs::read_to_string(from).map_err(|error| unread(from, error))?;
    let export = wxr::read(&text).map_err(|error| {
        let help = "WordPress writes it under Tools, Export, All content; a folder of Markdown files is taken as well";
        fail(format!("`{}`: {error}", from.display()), Some(help))
    })?;
    let name = from.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut upload = |path: &str| -> Result<Prepared, String> {
        let folder = uploads.ok_or("no folder of uploads is given")?;
        let bytes = fs::read(folder.join(path)).map_err(|error| error.to_string())?;
        prepared(&bytes).map_err(|refusal| refusal.to_string())
    };
    Ok(exchange::of_wordpress(&export, &name, &mut upload))
}
