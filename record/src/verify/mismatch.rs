//! What can be wrong with an exported record, in which file, at which entry.

use crate::{
    entry::EntryError,
    hash::Hash,
    log::ReadError,
    merkle::Outside,
    note::{KeyError, NoteError},
    rotation::RotationError,
};
use std::{fmt, io, path::PathBuf};

/// The first thing in a record that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The file, by its path in the folder.
    pub file: String,
    /// The entry, where it is one.
    pub entry: Option<u64>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file is not there.
    Missing,
    /// It is there and belongs to nothing.
    Extra,
    /// It is a link, a device or a folder.
    NotAFile,
    /// It has another length than it must have, which is this.
    Length(u64),
    /// It is longer than such a file can be.
    TooLong,
    /// It is not one line.
    NotALine,
    /// It holds no key.
    Key(KeyError),
    /// It holds a witness's key.
    KeyKind,
    /// The fingerprint that was asked for is of none of the record's keys.
    OtherAuthor(Hash),
    /// It is no signed note.
    Note(NoteError),
    /// It is no checkpoint.
    NotACheckpoint,
    /// It is not signed by the record's key.
    Unsigned,
    /// It is of another record.
    OtherLog,
    /// The checkpoint's root is not that of the entries and hashes, which agree.
    Root,
    /// Bytes of the file are not the hash of the entry.
    HashTile,
    /// A hash is not the root of the tile below.
    UpperTile,
    /// The entry is not the one that was hashed.
    Entry,
    /// Something follows the last entry.
    AfterEntries,
    /// What was hashed is not an entry.
    NotAnEntry(EntryError),
    /// The entry changes the key, and is not valid.
    Rotation(RotationError),
    /// The changes of key do not lead to the key that signs.
    KeyNotReached,
    /// It is not what its name, a hash, says.
    Blob,
    /// It is not a list of files.
    NotAList,
    /// It is not what the list of files says.
    NotAsListed,
    /// The entry does not follow from the law, and why.
    NotLaw(String),
}

impl Mismatch {
    pub(super) fn new(file: impl ToString, fault: Fault) -> Self {
        Mismatch { file: file.to_string(), entry: None, fault }
    }

    pub(super) fn at(file: impl ToString, entry: u64, fault: Fault) -> Self {
        Mismatch { file: file.to_string(), entry: Some(entry), fault }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.file)?;
        if let Some(entry) = self.entry {
            write!(f, ", entry {entry}")?;
        }
        write!(f, ": ")?;
        match &self.fault {
            Fault::Missing => write!(f, "is not there"),
            Fault::Extra => write!(f, "belongs to nothing in the record"),
            Fault::NotAFile => write!(f, "is not a plain file"),
            Fault::Length(length) => write!(f, "must have {length} bytes"),
            Fault::TooLong => write!(f, "is longer than such a file can be"),
            Fault::NotALine => write!(f, "is not one line of text"),
            Fault::Key(error) => write!(f, "{error}"),
            Fault::KeyKind => write!(f, "the key is a witness's, not a record's"),
            Fault::OtherAuthor(wanted) => write!(f, "no key of this record has the fingerprint {wanted}"),
            Fault::Note(error) => write!(f, "{error}"),
            Fault::NotACheckpoint => write!(f, "{}", crate::checkpoint::NotACheckpoint),
            Fault::Unsigned => write!(f, "is not signed by the key in `key.pub`"),
            Fault::OtherLog => write!(f, "is of another record than the key"),
            Fault::Root => write!(f, "signs another root than that of the entries"),
            Fault::HashTile => write!(f, "does not hold the hash of the entry"),
            Fault::UpperTile => write!(f, "does not hold the roots of the tiles below it"),
            Fault::Entry => write!(f, "is not what was recorded"),
            Fault::AfterEntries => write!(f, "something follows the last entry"),
            Fault::NotAnEntry(error) => write!(f, "{error}"),
            Fault::Rotation(error) => write!(f, "{error}"),
            Fault::KeyNotReached => write!(f, "the changes of key do not lead to the key in `key.pub`"),
            Fault::Blob => write!(f, "is not what its name says"),
            Fault::NotAList => write!(f, "is not a list of files for this record and size"),
            Fault::NotAsListed => write!(f, "is not what the signed list in `files` says"),
            Fault::NotLaw(says) => write!(f, "{says}"),
        }
    }
}

/// Why a record does not verify, or could not be looked at.
#[derive(Debug)]
pub enum VerifyError {
    /// It was looked at, and does not fit.
    Mismatch(Mismatch),
    /// An entry was asked for that it does not have.
    Outside(Outside),
    /// A file could not be read.
    Read(PathBuf, io::Error),
    /// The database does not give its entries.
    Database(ReadError),
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VerifyError::Mismatch(mismatch) => mismatch.fmt(f),
            VerifyError::Outside(outside) => outside.fmt(f),
            VerifyError::Database(error) => error.fmt(f),
            VerifyError::Read(path, error) => write!(f, "`{}` cannot be read: {error}", path.display()),
        }
    }
}

impl std::error::Error for VerifyError {}

impl From<Mismatch> for VerifyError {
    fn from(mismatch: Mismatch) -> Self {
        VerifyError::Mismatch(mismatch)
    }
}

impl From<Outside> for VerifyError {
    fn from(outside: Outside) -> Self {
        VerifyError::Outside(outside)
    }
}

impl From<ReadError> for VerifyError {
    fn from(error: ReadError) -> Self {
        VerifyError::Database(error)
    }
}
