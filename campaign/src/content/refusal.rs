//! Why content is not taken as it is.

use super::{Revision, draft, slug};
use crate::db::DbError;
use std::fmt;

/// What is wrong with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The title.
    Title,
    /// The last part of the address.
    Slug,
    /// The lead.
    Lead,
    /// The text.
    Body,
    /// The address of the picture.
    Picture,
    /// What the picture shows.
    Alt,
    /// What somebody serves as.
    Role,
    /// The days between which somebody serves.
    Term,
    /// The address of the file.
    File,
}

impl Wrong {
    /// The name of the field in forms and files.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Slug => "slug",
            Self::Lead => "lead",
            Self::Body => "body",
            Self::Picture => "picture",
            Self::Alt => "alt",
            Self::Role => "role",
            Self::Term => "to",
            Self::File => "file",
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => write!(f, "a title has between 1 and {} characters, in one line", draft::TITLE),
            Self::Slug => write!(
                f,
                "the end of the address has small letters, digits and single hyphens between them, at most {}",
                slug::MOST
            ),
            Self::Lead => write!(f, "the lead has at most {} characters", draft::LEAD),
            Self::Body => {
                write!(f, "the text has at most {} kB, and no control characters", draft::BODY / 1000)
            }
            Self::Picture => {
                f.write_str("a picture lies on this site: its address is such as /files/meeting.jpg")
            }
            Self::Alt => {
                f.write_str("say in at most 300 characters what the picture shows, for who does not see it")
            }
            Self::Role => f.write_str("a role has at most 200 characters, in one line"),
            Self::Term => f.write_str("the last day of the term comes before its first"),
            Self::File => {
                f.write_str("a document is a file on this site: its address is such as /files/charter.pdf")
            }
        }
    }
}

/// Why content is not saved, published or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentRefusal {
    /// The draft is wrong.
    Wrong(Wrong),
    /// Another item of the kind has this slug.
    Taken(String),
    /// The kind of an item does not change.
    Kind,
    /// There is no such item.
    Gone,
    /// There is no such revision.
    NoRevision(u64),
    /// Somebody saved this revision since the one that the editor began with. Nothing was saved.
    Behind(Box<Revision>),
    /// Nothing is shown or to come that could be withdrawn.
    NotShown,
    /// The time from which it is to be shown has passed.
    Past,
    /// Something else belongs to it, such as what people have registered for.
    Used,
    /// The database.
    Db(DbError),
}

impl fmt::Display for ContentRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong(wrong) => wrong.fmt(f),
            Self::Taken(slug) => write!(f, "another one has the address `{slug}`: choose a different end"),
            Self::Kind => f.write_str("what it is cannot be changed: make another one"),
            Self::Gone => f.write_str("it is not there any more"),
            Self::NoRevision(number) => write!(f, "it has no revision {number}"),
            Self::Behind(newest) => write!(
                f,
                "{} saved revision {} while you were writing; nothing of yours was saved yet",
                newest.author, newest.number
            ),
            Self::NotShown => f.write_str("nobody can see it, and nothing is to come"),
            Self::Past => f.write_str("that time has passed: choose a later one, or publish it now"),
            Self::Used => f.write_str("something else belongs to it: withdraw it instead"),
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ContentRefusal {}

impl From<DbError> for ContentRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<Wrong> for ContentRefusal {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}
