//! Where a record is kept: one contract, and the two databases that fulfil it.

mod postgres;
mod sqlite;

pub use sqlite::Keeper;

use crate::hash::Hash;
use std::{fmt, path::PathBuf};

/// A database that holds a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file of SQLite's.
    Sqlite(PathBuf),
    /// The URL of a PostgreSQL server, or of one that speaks its protocol.
    Postgres(String),
}

impl Location {
    /// A URL that begins with `postgres://` or `postgresql://`, or else a file.
    pub fn parse(text: &str) -> Self {
        match text.starts_with("postgres://") || text.starts_with("postgresql://") {
            true => Location::Postgres(text.to_owned()),
            false => Location::Sqlite(text.into()),
        }
    }
}

/// The head of a record as it lies in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// How many entries there are.
    pub size: u64,
    /// The signed checkpoint, a note.
    pub checkpoint: String,
    /// The key that signed it, as its line.
    pub key: String,
}

/// What became of an append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It is in the database and survives a loss of power.
    Durably,
    /// Somebody else was first: the record has another size. Nothing was changed.
    Behind,
}

/// Why the database did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// There is no record in it.
    Missing,
    /// There is one already.
    Exists,
    /// It was written by a version of this program that keeps records otherwise.
    Format(i64),
    /// The disk is full. Nothing was changed.
    Full,
    /// It may not be written. Nothing was changed.
    ReadOnly,
    /// Others kept it locked for too long. Nothing was changed.
    Busy,
    /// It would not keep what it acknowledges: the setting and its value.
    NotDurable(&'static str, String),
    /// It did not answer, or broke off. What was asked last may or may not have been done.
    Unavailable(String),
    /// It could not read or write its files. What was asked last may or may not have been done.
    Io(String),
    /// What it holds is not a record, or not any more.
    Damaged(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Missing => write!(f, "the database holds no record"),
            StoreError::Exists => write!(f, "the database holds a record already"),
            StoreError::Format(format) => write!(f, "the record is kept in format {format}, 1 is known here"),
            StoreError::Full => write!(f, "the disk is full; nothing was recorded"),
            StoreError::ReadOnly => write!(f, "the database may not be written; nothing was recorded"),
            StoreError::Busy => write!(f, "the database is locked by another program; nothing was recorded"),
            StoreError::NotDurable(setting, value) => {
                write!(f, "the database would not keep what it acknowledges: `{setting}` is `{value}`")
            }
            StoreError::Unavailable(says) => write!(f, "the database does not answer: {says}"),
            StoreError::Io(says) => write!(f, "the database cannot use its files: {says}"),
            StoreError::Damaged(says) => write!(f, "the database is damaged: {says}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl StoreError {
    /// What the reader can do.
    pub fn help(&self) -> &'static str {
        match self {
            StoreError::Missing => "make one with `koinon init`, or name another folder or database",
            StoreError::Exists => "name another folder or database",
            StoreError::Format(_) => "use the version of the program that wrote it, or a newer one",
            StoreError::Full => "make room, then try again",
            StoreError::ReadOnly => {
                "allow this user to write the file and its folder, or the server to be written"
            }
            StoreError::Busy => "see which program holds it, then try again",
            StoreError::NotDurable(..) => "turn the setting on: a record that a loss of power undoes is none",
            StoreError::Unavailable(_) => "see that the server runs and the URL is right",
            StoreError::Io(_) => "see to the disk and the rights on the files; then open the record anew",
            StoreError::Damaged(_) => {
                "restore the database from a copy; `koinon record verify` says what is wrong"
            }
        }
    }
}

/// What every database does for a record. Whoever fulfils it promises:
///
/// - after `append` returned [`Appended::Durably`] the entries and the head survive a crash of program, system and power;
/// - entries and head change together or not at all, and only if the record had the size that was named;
/// - an error of kind `Full`, `ReadOnly` or `Busy` has changed nothing.
pub(crate) trait Store: Send {
    /// The head as last committed, or [`StoreError::Missing`].
    fn head(&mut self) -> Result<Stored, StoreError>;

    /// Makes the tables and the first head, or [`StoreError::Exists`].
    fn create(&mut self, head: &Stored) -> Result<(), StoreError>;

    /// Shows the entries from `from` up to, not including, `to`, in order. One that is missing is [`StoreError::Damaged`].
    fn entries(&mut self, from: u64, to: u64, see: &mut dyn FnMut(u64, &[u8])) -> Result<(), StoreError>;

    /// Adds entries to a record of size `from`.
    fn append(&mut self, from: u64, entries: &[&[u8]], head: &Stored) -> Result<Appended, StoreError>;

    /// Keeps larger matter under its hash; what is there already stays.
    fn put_blob(&mut self, hash: Hash, bytes: &[u8]) -> Result<(), StoreError>;

    /// Larger matter by its hash, if it is there.
    fn blob(&mut self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError>;
}

/// Does the caller mean to make a record, to write one, or only to read one?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    Create,
    Write,
    Read,
}

/// Opens a connection to the database.
pub(crate) fn open(location: &Location, usage: Use) -> Result<Box<dyn Store>, StoreError> {
    Ok(match location {
        Location::Sqlite(file) => Box::new(sqlite::Sqlite::open(file, usage)?),
        Location::Postgres(url) => Box::new(postgres::Postgres::open(url, usage)?),
    })
}

/// Connects to a PostgreSQL server as a record does: over TLS where the URL asks for it, and to be told of a commit only once it
/// is on the server's disk. For tables that live beside a record. Must not be called by a thread of an asynchronous runtime.
///
/// # Errors
///
/// See [`StoreError`].
pub fn connect(url: &str) -> Result<::postgres::Client, StoreError> {
    postgres::connect(url, Use::Write)
}

/// The number of an entry as databases count, or an error that no record will ever see.
fn number(index: u64) -> Result<i64, StoreError> {
    i64::try_from(index).map_err(|_| StoreError::Damaged(format!("{index} entries are beyond counting")))
}

/// A number that a database gave back.
fn unsigned(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::Damaged(format!("the size is {number}")))
}
