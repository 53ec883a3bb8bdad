//! Why the world could not be built.

use crate::store::StoreError;
use std::{fmt, io, path::Path};

/// Why the world could not be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuildError {
    /// A file could not be read.
    Unreadable {
        /// Which.
        file: String,
        /// In the system's words.
        why: String,
    },
    /// A file could not be written.
    Unwritable {
        /// Which.
        file: String,
        /// In the system's words.
        why: String,
    },
    /// A curated list does not read.
    Curated {
        /// Which.
        file: String,
        /// What is wrong, and where.
        why: String,
    },
    /// A table lacks a column.
    NoColumn {
        /// Which table.
        file: String,
        /// Which column.
        column: String,
        /// The columns it has.
        has: String,
    },
    /// A cell holds something else than is read there.
    BadCell {
        /// Which table.
        file: String,
        /// Which line.
        line: u64,
        /// Which column.
        column: String,
        /// What it holds.
        text: String,
        /// What would be right.
        wanted: &'static str,
    },
    /// A curated list names a state, table or source that is not there.
    Unknown {
        /// Which list.
        file: &'static str,
        /// What it names.
        name: String,
        /// A state, a table or a source.
        kind: &'static str,
    },
    /// The world cannot be written.
    Store(StoreError),
}

impl BuildError {
    pub(super) fn unreadable(path: &Path, why: &io::Error) -> Self {
        Self::Unreadable { file: path.display().to_string(), why: why.to_string() }
    }

    pub(super) fn unwritable(path: &Path, why: &io::Error) -> Self {
        Self::Unwritable { file: path.display().to_string(), why: why.to_string() }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { file, why } => write!(f, "could not read `{file}`: {why}"),
            Self::Unwritable { file, why } => write!(f, "could not write `{file}`: {why}"),
            Self::Curated { file, why } => write!(f, "the list `{file}` does not read: {why}"),
            Self::NoColumn { file, column, has } => {
                write!(f, "`{file}` has no column `{column}`; it has {has}")
            }
            Self::BadCell { file, line, column, text, wanted } => {
                write!(f, "`{file}`, line {line}: `{column}` is `{text}`, and should be {wanted}")
            }
            Self::Unknown { file, name, kind } => {
                write!(f, "`{file}` names the {kind} `{name}`, which is not there")
            }
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<StoreError> for BuildError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
