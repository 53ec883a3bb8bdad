//! The folder in which a record lives: its private key, and its database or the URL of one elsewhere.

use crate::{
    entry::Entry,
    keyfile::{self, KeyFileError},
    log::{AppendError, Log, OpenError, Receipt},
    note::{KeyError, Kind, Signer, Verifier},
    rotation::Rotation,
    store::{Location, StoreError},
};
use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

/// The file of the private key.
const KEY: &str = "key";
/// A new key, until the record is signed with it.
const NEXT_KEY: &str = "key.next";
/// The database, where it is SQLite's.
const SQLITE: &str = "record.sqlite";
/// The URL of the database, where it is elsewhere. It may hold a password: only its owner may read it.
const URL: &str = "record.url";

/// A folder for one record.
#[derive(Clone, Debug)]
pub struct Home {
    folder: PathBuf,
}

/// Why a record cannot be made, opened or given a new key.
#[derive(Debug)]
pub enum HomeError {
    /// The record's name cannot be that of a key.
    Name(KeyError),
    /// The key's file.
    KeyFile(KeyFileError),
    /// The record.
    Open(OpenError),
    /// The change of key was not recorded.
    Append(AppendError),
    /// Another file or the folder.
    System(PathBuf, io::Error),
    /// There is a record in the folder already.
    Exists(PathBuf),
}

impl fmt::Display for HomeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HomeError::Name(error) => write!(f, "{error}"),
            HomeError::KeyFile(error) => write!(f, "{error}"),
            HomeError::Open(error) => write!(f, "{error}"),
            HomeError::Append(error) => write!(f, "{error}"),
            HomeError::System(path, error) => write!(f, "`{}`: {error}", path.display()),
            HomeError::Exists(path) => write!(f, "there is a record in `{}` already", path.display()),
        }
    }
}

impl std::error::Error for HomeError {}

impl HomeError {
    /// What the reader can do.
    pub fn help(&self) -> String {
        match self {
            HomeError::Name(_) => {
                "name the record by a domain and a path, such as example.org/record".to_owned()
            }
            HomeError::KeyFile(error) => error.help(),
            HomeError::Open(error) => error.help().to_owned(),
            HomeError::Append(error) => error.help().to_owned(),
            HomeError::System(..) => "see to the disk and the rights on the folder".to_owned(),
            HomeError::Exists(_) => "name another folder, or use the record that is there".to_owned(),
        }
    }
}

impl From<KeyFileError> for HomeError {
    fn from(error: KeyFileError) -> Self {
        HomeError::KeyFile(error)
    }
}

impl From<OpenError> for HomeError {
    fn from(error: OpenError) -> Self {
        HomeError::Open(error)
    }
}

impl Home {
    /// The folder, which need not be there yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Home { folder: folder.into() }
    }

    /// Its path.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the record is kept.
    pub fn location(&self) -> Result<Location, HomeError> {
        let path = self.folder.join(URL);
        match fs::read_to_string(&path) {
            Ok(url) => Ok(Location::Postgres(url.trim().to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Location::Sqlite(self.folder.join(SQLITE)))
            }
            Err(error) => Err(HomeError::System(path, error)),
        }
    }

    /// Makes an empty record named `origin`, signed by the key that 32 bytes of the system's randomness make; its database is
    /// a file in the folder, or at `url`.
    pub fn create(&self, origin: &str, seed: [u8; 32], url: Option<&str>) -> Result<Log, HomeError> {
        let cannot = |error| HomeError::System(self.folder.clone(), error);
        let mut key = Signer::from_seed(origin, Kind::Note, seed).map_err(HomeError::Name)?;
        fs::create_dir_all(&self.folder).map_err(cannot)?;
        match keyfile::write(&self.folder.join(KEY), &key) {
            Ok(()) => {}
            // Crash point: the key was written and the record was not made. Nothing was signed; go on with that key.
            Err(KeyFileError::Exists(_)) if self.is_unfinished(origin, url)? => {
                key = keyfile::read(&self.folder.join(KEY))?;
            }
            Err(KeyFileError::Exists(_)) => return Err(HomeError::Exists(self.folder.clone())),
            Err(error) => return Err(error.into()),
        }
        if let Some(url) = url {
            write_url(&self.folder.join(URL), url).map_err(cannot)?;
        }
        match Log::create(&self.location()?, key) {
            Err(OpenError::Store(StoreError::Exists)) => Err(HomeError::Exists(self.folder.clone())),
            log => Ok(log?),
        }
    }

    /// Is there a key of that name, and no record where it would be?
    fn is_unfinished(&self, origin: &str, url: Option<&str>) -> Result<bool, HomeError> {
        let location = match url {
            Some(url) => Location::Postgres(url.to_owned()),
            None => self.location()?,
        };
        let missing = matches!(Log::open(&location, None), Err(OpenError::Store(StoreError::Missing)));
        Ok(missing && keyfile::read(&self.folder.join(KEY))?.verifier().name() == origin)
    }

    /// Opens the record for reading and writing.
    pub fn open(&self) -> Result<Log, HomeError> {
        let location = self.location()?;
        if let (Location::Sqlite(file), false) = (&location, self.folder.join(KEY).exists())
            && !file.exists()
        {
            return Err(OpenError::Store(StoreError::Missing).into());
        }
        match Log::open(&location, Some(keyfile::read(&self.folder.join(KEY))?)) {
            // Crash point: the change of key is recorded, and the new key not yet in the old one's place.
            Err(OpenError::OtherKey { signs }) if self.next_key_is(&signs) => {
                keyfile::replace(&self.folder.join(KEY), &self.folder.join(NEXT_KEY))?;
                Ok(Log::open(&location, Some(keyfile::read(&self.folder.join(KEY))?))?)
            }
            log => Ok(log?),
        }
    }

    /// Opens the record for reading, which needs no key.
    pub fn open_to_read(&self) -> Result<Log, HomeError> {
        Ok(Log::open(&self.location()?, None)?)
    }

    fn next_key_is(&self, signs: &Verifier) -> bool {
        keyfile::read(&self.folder.join(NEXT_KEY)).is_ok_and(|key| key.verifier() == signs)
    }

    /// Changes the key of the open record to one that 32 bytes of the system's randomness make. `entry` makes the entry that
    /// says so: the rotation's [`value`](Rotation::value) is its member [`MEMBER`](crate::rotation::MEMBER), and `at` its number.
    pub fn rotate(
        &self,
        log: &Log,
        seed: [u8; 32],
        at: u64,
        entry: impl FnOnce(&Rotation) -> Entry,
    ) -> Result<Receipt, HomeError> {
        let (key, next) = (self.folder.join(KEY), self.folder.join(NEXT_KEY));
        let old = keyfile::read(&key)?;
        let new = Signer::from_seed(old.verifier().name(), Kind::Note, seed).map_err(HomeError::Name)?;
        // One that is left from a change that was never recorded signed nothing.
        if next.exists() && !self.next_key_is(&log.head().key) {
            fs::remove_file(&next).map_err(|error| HomeError::System(next.clone(), error))?;
        }
        // The new key is durable before anything is signed with it.
        keyfile::write(&next, &new)?;
        let rotation = Rotation::sign(&old, new.verifier(), at);
        let receipt = log.rotate(at, entry(&rotation), new).map_err(HomeError::Append)?;
        // Crash point: see `open`.
        keyfile::replace(&key, &next)?;
        Ok(receipt)
    }
}

fn write_url(path: &Path, url: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    let options = options.write(true).create(true).truncate(true);
    let mut file = keyfile::for_its_owner(options).open(path)?;
    io::Write::write_all(&mut file, format!("{url}\n").as_bytes())?;
    file.sync_all()?;
    keyfile::sync_folder(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        json::{Object, Value},
        rotation::MEMBER,
    };

    fn entry(rotation: &Rotation) -> Entry {
        Entry::new(&Value::from(Object::new().with(MEMBER, rotation.value()))).unwrap()
    }

    #[test]
    fn a_record_is_made_once_and_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("community"));
        assert!(matches!(home.open(), Err(HomeError::Open(OpenError::Store(StoreError::Missing)))));
        assert!(matches!(home.create("a b", [1; 32], None), Err(HomeError::Name(_))));
        let key = home.create("log.example", [1; 32], None).unwrap().head().key;
        assert!(matches!(home.create("log.example", [2; 32], None), Err(HomeError::Exists(_))));
        assert_eq!(home.open().unwrap().head().key, key);
    }

    #[test]
    fn making_a_record_goes_on_where_it_was_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let key = Signer::from_seed("log.example", Kind::Note, [1; 32]).unwrap();
        keyfile::write(&folder.path().join(KEY), &key).unwrap();
        assert!(matches!(home.create("other.example", [2; 32], None), Err(HomeError::Exists(_))));
        assert_eq!(home.create("log.example", [2; 32], None).unwrap().head().key, *key.verifier());
    }

    #[test]
    fn a_change_of_key_goes_on_where_it_was_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let log = home.create("log.example", [1; 32], None).unwrap();
        home.rotate(&log, [2; 32], 0, entry).unwrap();
        let second = log.head().key;
        drop(log);
        // Recorded, and the power fails before the new key is in its place.
        let log = home.open().unwrap();
        assert_eq!(log.head().key, second);
        let old = fs::read(folder.path().join(KEY)).unwrap();
        home.rotate(&log, [3; 32], 1, entry).unwrap();
        drop(log);
        fs::rename(folder.path().join(KEY), folder.path().join(NEXT_KEY)).unwrap();
        let restore = |path: &Path, bytes: &[u8]| {
            fs::copy(folder.path().join(NEXT_KEY), path).unwrap();
            fs::write(path, bytes).unwrap();
        };
        restore(&folder.path().join(KEY), &old);
        let log = home.open().unwrap();
        let third = Signer::from_seed("log.example", Kind::Note, [3; 32]).unwrap();
        assert_eq!(log.head().key, *third.verifier());
        assert!(!folder.path().join(NEXT_KEY).exists());
        // Not recorded, and the new key is left over.
        let left = Signer::from_seed("log.example", Kind::Note, [4; 32]).unwrap();
        keyfile::write(&folder.path().join(NEXT_KEY), &left).unwrap();
        home.rotate(&log, [5; 32], 2, entry).unwrap();
        drop(log);
        assert_eq!(home.open().unwrap().size(), 3);
    }
}
