//! Why bytes are not a world.

use std::fmt;

/// Why bytes are not a world, or a world cannot be written as bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The file does not begin as ours do.
    NotOurs,
    /// The file is of another edition of the format.
    Version {
        /// The edition of the file.
        found: u16,
        /// The edition that is read here.
        known: u16,
    },
    /// The file ends too early.
    CutShort,
    /// The bytes were changed after they were written.
    Checksum,
    /// The body does not unpack, in the words of the unpacker.
    Packing(String),
    /// The names and groups do not read, in the words of the reader.
    Front(String),
    /// The parts contradict each other.
    Nonsense(&'static str),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs => write!(f, "this is not a file of compiled data"),
            Self::Version { found, known } => {
                write!(
                    f,
                    "the file of compiled data is of format {found}, and this program reads format {known}"
                )
            }
            Self::CutShort => write!(f, "the file of compiled data ends too early"),
            Self::Checksum => write!(f, "the file of compiled data was changed: its checksum does not agree"),
            Self::Packing(why) => write!(f, "the file of compiled data does not unpack: {why}"),
            Self::Front(why) => write!(f, "the names in the file of compiled data do not read: {why}"),
            Self::Nonsense(why) => write!(f, "the file of compiled data is broken: {why}"),
        }
    }
}

impl std::error::Error for StoreError {}
