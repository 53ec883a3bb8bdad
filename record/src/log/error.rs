//! Why a record cannot be opened, and why entries were not appended.

use crate::{
    checkpoint::NotACheckpoint,
    note::{KeyError, NoteError, Verifier},
    rotation::RotationError,
    store::StoreError,
};
use std::fmt;

/// Why a record cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// The database refuses.
    Store(StoreError),
    /// The stored key is none.
    Key(KeyError),
    /// A witness's key cannot sign a record.
    KeyKind,
    /// The stored checkpoint is no signed note.
    Note(NoteError),
    /// The stored note is no checkpoint.
    Checkpoint(NotACheckpoint),
    /// The checkpoint is not signed by the record's key, or speaks of another record or size.
    Signature,
    /// The entries do not have the root that the checkpoint signs.
    Root,
    /// An entry changes the key, and is not valid.
    Rotation(u64, RotationError),
    /// The key that was given does not sign this record now.
    OtherKey {
        /// The key that does.
        signs: Box<Verifier>,
    },
    /// The system gives no thread.
    Thread(String),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Store(error) => write!(f, "{error}"),
            OpenError::Key(error) => write!(f, "the stored key is damaged: {error}"),
            OpenError::KeyKind => write!(f, "the key is a witness's, not a record's"),
            OpenError::Note(error) => write!(f, "the stored checkpoint is damaged: {error}"),
            OpenError::Checkpoint(error) => write!(f, "the stored checkpoint is damaged: {error}"),
            OpenError::Signature => {
                write!(f, "the stored checkpoint is not signed by the record's key for this record and size")
            }
            OpenError::Root => write!(f, "the stored entries are not those that the checkpoint signs"),
            OpenError::Rotation(index, error) => write!(f, "entry {index}: {error}"),
            OpenError::OtherKey { signs } => {
                write!(f, "the key is not the one that signs this record now, which is `{signs}`")
            }
            OpenError::Thread(says) => write!(f, "the system gives no thread: {says}"),
        }
    }
}

impl std::error::Error for OpenError {}

impl OpenError {
    /// What the reader can do.
    pub fn help(&self) -> &'static str {
        match self {
            OpenError::Store(error) => error.help(),
            OpenError::OtherKey { .. } => "use the key file that belongs to this record",
            OpenError::KeyKind => "make a key for notes",
            OpenError::Thread(_) => "see how many threads this user may have",
            _ => "somebody or something changed the database; compare it with a copy: `koinon record diff`",
        }
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        OpenError::Store(error)
    }
}

/// Why entries were not appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppendError {
    /// They were decided on a size that is not the record's: fold what is new, and decide again.
    Behind {
        /// How many entries are committed.
        size: u64,
    },
    /// The record was opened without its key.
    NoKey,
    /// Another program changed the key: open the record anew with the new one.
    KeyChanged,
    /// An entry that changes the key, given where entries are not expected to.
    RotatesKey,
    /// The change of key is not valid.
    Rotation(RotationError),
    /// A blob of so many bytes, which are too many.
    LargeBlob(usize),
    /// The database refuses.
    Store(StoreError),
    /// What the database holds now does not continue what it held.
    Diverged(Box<OpenError>),
    /// The record takes nothing more until it is opened anew, and why.
    Stopped(String),
}

impl fmt::Display for AppendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AppendError::Behind { size } => write!(f, "the record has grown to {size} entries meanwhile"),
            AppendError::NoKey => write!(f, "the record was opened without its key"),
            AppendError::KeyChanged => write!(f, "another program changed the key of the record"),
            AppendError::RotatesKey => {
                write!(f, "an entry with a member `{}` changes the key", crate::rotation::MEMBER)
            }
            AppendError::Rotation(error) => write!(f, "{error}"),
            AppendError::LargeBlob(length) => {
                write!(f, "the blob has {length} bytes, {} are allowed", super::LARGEST_BLOB)
            }
            AppendError::Store(error) => write!(f, "{error}"),
            AppendError::Diverged(error) => {
                write!(f, "the database no longer continues the record that was opened: {error}")
            }
            AppendError::Stopped(says) => {
                write!(f, "the record takes nothing more until it is opened anew: {says}")
            }
        }
    }
}

impl std::error::Error for AppendError {}

impl AppendError {
    /// What the reader can do.
    pub fn help(&self) -> &'static str {
        match self {
            AppendError::Behind { .. } => "read what is new and decide again",
            AppendError::NoKey => "open it with the file of its key",
            AppendError::KeyChanged => "open the record anew with the new key",
            AppendError::RotatesKey => "change the key by the command that does so",
            AppendError::Rotation(_) => "let the old key sign the change for the entry's number",
            AppendError::LargeBlob(_) => "cut it into parts",
            AppendError::Store(error) => error.help(),
            AppendError::Diverged(_) => "compare the database with a copy: `koinon record diff`",
            AppendError::Stopped(_) => "see to what is said, then start the program again",
        }
    }
}

impl From<StoreError> for AppendError {
    fn from(error: StoreError) -> Self {
        AppendError::Store(error)
    }
}
