//! Why a file is not kept, changed or removed.

use super::{Kind, Use, upload::MOST_DOCUMENT};
use crate::{db::DbError, image::ImageRefusal};
use std::fmt;

/// Why a file is not kept, changed or removed, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    /// Nothing was sent.
    Empty,
    /// More bytes than a document may have.
    TooLong,
    /// It is no picture that can be kept.
    Picture(ImageRefusal),
    /// Its name says that it is a picture, and it is none: the name.
    NoPicture(String),
    /// A page of the web, which could run what it holds.
    Page,
    /// It is neither a picture nor a document that is taken.
    Unknown,
    /// A PDF without an end.
    BrokenOff,
    /// It has no name that fits its kind.
    Name(Kind),
    /// Another file has this name.
    Taken(String),
    /// The file of this name has the same bytes.
    Same(String),
    /// It is of the one kind, and what shall replace it of the other.
    OtherKind(Kind, Kind),
    /// Nothing is said of what a picture shows.
    NotDescribed,
    /// What is said is too long, or holds signs that cannot be printed.
    SaidTooMuch,
    /// These show it.
    Used(Vec<Use>),
    /// There is no such file.
    Gone,
    /// The database.
    Db(DbError),
}

impl FileRefusal {
    /// The name of the field in the form that it is about.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Name(_) | Self::Taken(_) => "name",
            Self::NotDescribed => "alt",
            Self::SaidTooMuch => "title",
            _ => "file",
        }
    }
}

impl fmt::Display for FileRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no file was chosen"),
            Self::TooLong => write!(f, "a document has {} MB at most", MOST_DOCUMENT >> 20),
            Self::Picture(refusal) => refusal.fmt(f),
            Self::NoPicture(name) => {
                write!(f, "{name} is no picture, whatever its name says: it cannot be opened as one")
            }
            Self::Page => {
                f.write_str("pages of the web are not taken, for they can hold programs: write a page of content instead")
            }
            Self::Unknown => f.write_str(
                "this is neither a picture (JPEG, PNG, WebP or GIF) nor a document (PDF, or plain text in UTF-8): save it as one of these",
            ),
            Self::BrokenOff => f.write_str("the PDF breaks off: save it again and send that"),
            Self::Name(kind) => write!(
                f,
                "the name has small letters, digits and single hyphens, and ends in .{0}: such as first-meeting.{0}",
                kind.ending()
            ),
            Self::Taken(name) => write!(f, "another file is called {name}: choose another name, or replace that file"),
            Self::Same(name) => write!(f, "the same file is here already, as {name}"),
            Self::OtherKind(old, new) => write!(
                f,
                "what stands there is {} and this is {}: upload it as a new file, for its name would not fit",
                old.words(),
                new.words()
            ),
            Self::NotDescribed => f.write_str("say what the picture shows, for those who do not see it"),
            Self::SaidTooMuch => {
                f.write_str("each thing that is said has 300 characters at most, and none that cannot be printed")
            }
            Self::Used(uses) => {
                let shown: Vec<&str> = uses.iter().take(3).map(|shown| shown.title.as_str()).collect();
                write!(f, "it is shown in {}", shown.join(", "))?;
                if uses.len() > 3 {
                    write!(f, " and {} more", uses.len() - 3)?;
                }
                f.write_str(": take it out there first")
            }
            Self::Gone => f.write_str("it is not there any more"),
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FileRefusal {}

impl From<DbError> for FileRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<ImageRefusal> for FileRefusal {
    fn from(refusal: ImageRefusal) -> Self {
        Self::Picture(refusal)
    }
}
