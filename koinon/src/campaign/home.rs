//! The folder in which a campaign lives, beside the community: `campaign.sqlite`, or the URL in `campaign.url`; the key in
//! `campaign.key`; and `outbox` for letters that no server carries.

use crate::output::fail;
use ::campaign::{
    TABLES,
    db::{Db, DbError},
    office::Office,
    secret::Secrets,
    settings::{self, Settings},
};
use ::record::{keyfile::for_its_owner, store::Location};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

const KEY: &str = "campaign.key";
const SQLITE: &str = "campaign.sqlite";
const URL: &str = "campaign.url";

/// A campaign that is open.
pub struct Opened {
    /// Its tables.
    pub db: Db,
    /// What is set.
    pub settings: Settings,
    /// Its keys, sender and place.
    pub office: Office,
}

/// Is there a campaign in the folder?
pub fn is_there(folder: &Path) -> bool {
    folder.join(KEY).exists()
}

/// The folder of letters that no server carries.
pub fn outbox(folder: &Path) -> PathBuf {
    folder.join("outbox")
}

/// Where its tables are.
pub fn location(folder: &Path) -> Result<Location, ExitCode> {
    let path = folder.join(URL);
    match fs::read_to_string(&path) {
        Ok(url) => Ok(Location::Postgres(url.trim().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Location::Sqlite(folder.join(SQLITE))),
        Err(error) => Err(fail(format!("`{}`: {error}", path.display()), None)),
    }
}

/// The tables and the keys, before anything is set.
pub fn tables(folder: &Path) -> Result<(Db, Secrets), ExitCode> {
    if !is_there(folder) {
        return Err(none(folder));
    }
    let secrets = secrets(&folder.join(KEY))?;
    let db = Db::open(&location(folder)?, TABLES).map_err(|error| failed(folder, &error))?;
    Ok((db, secrets))
}

fn none(folder: &Path) -> ExitCode {
    let help = "begin one with `koinon campaign init`, or name its folder: -C DIR";
    fail(format!("`{}` holds no campaign", folder.display()), Some(help))
}

/// Opens the campaign in a folder.
pub fn open(folder: &Path) -> Result<Opened, ExitCode> {
    let (db, secrets) = tables(folder)?;
    let settings = db.read(|sql| settings::read(sql, &secrets)).map_err(|error| failed(folder, &error))?;
    let help = "say who writes and where the site stands: koinon campaign init --help";
    let settings = settings.ok_or_else(|| fail("nothing is set for this campaign yet", Some(help)))?;
    let sender = settings.sender().map_err(|error| fail(&error, Some(error.help())))?;
    let origin = settings.origin.clone();
    Ok(Opened { db, settings, office: Office { secrets, sender, origin } })
}

/// Says that the database did not do what it was asked.
pub fn failed(folder: &Path, error: &DbError) -> ExitCode {
    let help = match error {
        DbError::Form(_) => {
            "restore the folder's files together: the tables and their key belong to each other"
        }
        DbError::Newer(_) => "use the newer program",
        DbError::Failed(_) => "see whether the database runs, and what `campaign.url` says",
        _ => "see to the disk and the rights on the folder",
    };
    fail(format!("the campaign in `{}`: {error}", folder.display()), Some(help))
}

/// Makes the key and, where the tables are elsewhere, the file of their URL, each readable by its owner alone.
pub fn create(folder: &Path, url: Option<&str>) -> Result<(), ExitCode> {
    let cannot = |path: &Path, error: io::Error| fail(format!("`{}`: {error}", path.display()), None);
    fs::create_dir_all(folder).map_err(|error| cannot(folder, error))?;
    put(folder, url, &super::random::<32>()?)
}

/// Puts a key, and the URL where the tables are elsewhere, into a folder that has none.
pub fn put(folder: &Path, url: Option<&str>, key: &[u8; 32]) -> Result<(), ExitCode> {
    let cannot = |path: &Path, error: io::Error| fail(format!("`{}`: {error}", path.display()), None);
    if let Some(url) = url {
        let path = folder.join(URL);
        private(&path, url.as_bytes()).map_err(|error| cannot(&path, error))?;
    }
    let path = folder.join(KEY);
    private(&path, key).map_err(|error| cannot(&path, error))
}

/// Writes a new file that only its owner may read, durably.
fn private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = for_its_owner(options.write(true).create_new(true)).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// The key of the campaign in a folder.
pub fn key(folder: &Path) -> Result<[u8; 32], ExitCode> {
    key_of(&folder.join(KEY))
}

/// The keys, from a file that nobody else can read.
fn secrets(path: &Path) -> Result<Secrets, ExitCode> {
    let key = key_of(path)?;
    // One key: whoever has the tables alone, elsewhere or in a copy, reads no address.
    Ok(Secrets::new(&key, Some(&key)))
}

/// A key, from a file that nobody else can read.
pub fn key_of(path: &Path) -> Result<[u8; 32], ExitCode> {
    let cannot = |error: io::Error| fail(format!("`{}`: {error}", path.display()), None);
    let mut file = File::open(path).map_err(cannot)?;
    #[cfg(unix)]
    {
        let rights = std::os::unix::fs::PermissionsExt::mode(&file.metadata().map_err(cannot)?.permissions());
        if rights & 0o077 != 0 {
            let says = format!("`{}` can be read by others (mode {:o})", path.display(), rights & 0o777);
            return Err(fail(says, Some(&format!("chmod 600 {}", path.display()))));
        }
    }
    let mut bytes = Vec::new();
    Read::take(&mut file, 64).read_to_end(&mut bytes).map_err(cannot)?;
    bytes.try_into().map_err(|bytes: Vec<u8>| {
        let says = format!("`{}` has {} bytes and is no key, which has 32", path.display(), bytes.len());
        fail(says, Some("restore the file from where you keep a copy"))
    })
}
