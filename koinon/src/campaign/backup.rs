//! `koinon campaign backup` and `restore`: everything of the campaign in one file, and back out of it, into either database.

use super::{home, refuse};
use crate::{
    institution::Answer,
    output::{fail, grouped},
};
use ::campaign::{
    TABLES,
    archive::{self, About, ArchiveError, Read},
    db::Db,
    secret::Secrets,
};
use ::record::keyfile::for_its_owner;
use ::record::{hash::Hash, store::Location};
use clap::Args;
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde_json::json;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, BufWriter},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Write everything of the campaign into one file
///
/// The file holds all tables as they stand at one instant, while the site goes on: what is entered meanwhile is in the next one.
/// Only its owner may read it. The key is in it only where --with-key asks for that: keep the two apart, for whoever has both can
/// read every address. The community's own record is not in it: copy its folder, or `koinon record export` it.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C wsc campaign backup /backup/campaign-2026-11-29.koinon\n  koinon -C wsc campaign backup --with-key /safe/everything.koinon\n\nExit codes: 0 written, 2 could not do it."
)]
pub struct BackupArgs {
    /// The file, which must not be there yet
    file: PathBuf,
    /// Put the key into it too
    #[arg(long)]
    with_key: bool,
    #[command(flatten)]
    answer: Answer,
}

/// Put a backup back into a folder that holds no campaign
///
/// The whole file is read and its sum compared first; then it is written in one transaction, so that what fails leaves no half
/// campaign behind. It may go into another database than it came from.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  koinon -C new campaign restore --key /safe/campaign.key campaign-2026-11-29.koinon\n  koinon -C new campaign restore --database postgres://koinon@localhost/koinon everything.koinon\n\nExit codes: 0 done, 1 refused, 2 could not do it."
)]
pub struct RestoreArgs {
    /// The file
    file: PathBuf,
    /// The campaign.key that belongs to it, where the file does not hold it
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Put the tables into PostgreSQL at this URL
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon campaign backup`.
pub fn backup(args: &BackupArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let (db, secrets) = home::tables(folder)?;
    let key = if args.with_key { Some(home::key(folder)?) } else { None };
    let cannot = |error: io::Error| {
        let help = match error.kind() {
            io::ErrorKind::AlreadyExists => Some("give it another name: no backup is written over"),
            io::ErrorKind::NotFound => Some("make its folder first"),
            _ => None,
        };
        fail(format!("`{}`: {error}", args.file.display()), help)
    };
    let mut options = OpenOptions::new();
    let file = for_its_owner(options.write(true).create_new(true)).open(&args.file).map_err(cannot)?;
    let (program, made) = (env!("CARGO_PKG_VERSION"), web::campaign::now());
    let about = About { program, made, secrets: &secrets, key: key.as_ref() };
    let written = write(&db, &file, about);
    let rows = match written {
        Ok(rows) => rows,
        Err(error) => {
            // A backup that is not whole is worse than none.
            let _ = fs::remove_file(&args.file);
            return Err(fail(
                format!("`{}`: {error}", args.file.display()),
                Some("see to the disk and the database"),
            ));
        }
    };
    let bytes = file.metadata().map_err(cannot)?.len();
    let mut out = format!("{}: {} rows, {} bytes\n", args.file.display(), grouped(rows), grouped(bytes));
    out.push_str(if args.with_key {
        "It holds the key: whoever has it can read every address. Keep it where you keep a key.\n"
    } else {
        "The key is not in it: without campaign.key it cannot be put back. Keep a copy of that apart.\n"
    });
    let json = json!({ "file": args.file, "rows": rows, "bytes": bytes, "with_key": args.with_key });
    Ok(args.answer.give(&out, &json, 0))
}

fn write(db: &Db, file: &File, about: About<'_>) -> Result<u64, ArchiveError> {
    let mut packed = GzEncoder::new(BufWriter::new(file), Compression::default());
    let rows = db.read(|sql| archive::write(sql, &mut packed, about))?;
    packed.finish()?.into_inner().map_err(|error| ArchiveError::Io(error.into_error()))?.sync_all()?;
    Ok(rows)
}

/// Runs `koinon campaign restore`.
pub fn restore(args: &RestoreArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let read = match opened(&args.file).and_then(|mut file| archive::check(&mut file)) {
        Ok(read) => read,
        Err(ArchiveError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
            return Err(fail(format!("`{}`: {error}", args.file.display()), None));
        }
        Err(error) => return Ok(refused(args, &error)),
    };
    if home::is_there(folder)
        || folder.join("campaign.sqlite").exists()
        || folder.join("campaign.url").exists()
    {
        return Ok(refused(args, &ArchiveError::Taken));
    }
    let key = match key(args, &read)? {
        Ok(key) => key,
        Err(says) => {
            let help = "name the key that was in the campaign's folder: --key campaign.key";
            return Ok(refuse(args.answer, &says, Some(help)));
        }
    };
    if !read.head.is_of(&Secrets::new(&key, Some(&key))) {
        let help = "name the campaign.key of the campaign that the backup is of";
        return Ok(refuse(args.answer, "this key does not open what is in the backup", Some(help)));
    }
    let location = match &args.database {
        Some(url) => Location::Postgres(url.clone()),
        None => Location::Sqlite(folder.join("campaign.sqlite")),
    };
    fs::create_dir_all(folder).map_err(|error| fail(format!("`{}`: {error}", folder.display()), None))?;
    let done =
        opened(&args.file).and_then(|file| archive::put_back(&location, TABLES, &read, Box::new(file)));
    let rows = match done {
        Ok(rows) => rows,
        Err(error) => {
            if args.database.is_none() && !matches!(error, ArchiveError::Taken) {
                for end in ["", "-wal", "-shm"] {
                    let _ = fs::remove_file(folder.join(format!("campaign.sqlite{end}")));
                }
            }
            return Ok(refused(args, &error));
        }
    };
    home::put(folder, args.database.as_deref(), &key)?;
    home::open(folder)?;
    let out = format!(
        "{} rows in {} tables are back in `{}`\n",
        grouped(rows),
        read.tables.len(),
        folder.display()
    );
    let json =
        json!({ "rows": rows, "tables": read.tables, "made": read.head.made, "program": read.head.program });
    Ok(args.answer.give(&out, &json, 0))
}

fn opened(file: &Path) -> Result<BufReader<GzDecoder<File>>, ArchiveError> {
    Ok(BufReader::new(GzDecoder::new(File::open(file)?)))
}

/// The key of the file, or the one that is named; why there is none.
fn key(args: &RestoreArgs, read: &Read) -> Result<Result<[u8; 32], String>, ExitCode> {
    if let Some(path) = &args.key {
        return home::key_of(path).map(Ok);
    }
    Ok(match &read.head.key {
        Some(digits) => {
            Hash::from_hex(digits).map(|hash| hash.0).ok_or_else(|| "the backup's key is no key".to_owned())
        }
        None => Err("the backup does not hold its key".to_owned()),
    })
}

fn refused(args: &RestoreArgs, error: &ArchiveError) -> ExitCode {
    let help = match error {
        ArchiveError::Taken => {
            "name a folder, and a database, that hold no campaign: nothing is ever overwritten"
        }
        ArchiveError::Newer(_) => "use the newer program",
        ArchiveError::Form(..) => "take another backup: this one is not whole",
        ArchiveError::Io(_) => "take another backup: this file cannot be read to its end",
        ArchiveError::Db(_) => "see to the disk and the database",
    };
    refuse(args.answer, &format!("`{}`: {error}", args.file.display()), Some(help))
}
