//! Content: pages, news, events, people and documents, written in Markdown, each with its revisions, shown from a time on.
//!
//! Nothing is overwritten: every save is a revision, and whoever saves names the revision that they began with. What readers see
//! is a revision that was published, or one that is due: readers ask what is due by now, so that no clock need run for it.

pub mod compare;
pub mod draft;
pub mod edit;
pub mod file;
pub mod publish;
pub mod read;
pub mod refusal;
pub mod site;
pub mod slug;

pub use draft::{Board, Details, Draft, Person};
pub use edit::Editor;
pub use refusal::{ContentRefusal, Wrong};

use crate::people::number;
use crate::{
    db::{DbError, Row, Sql, Table},
    values,
};

/// The tables. `shown` is the revision that readers see since `since`; from `due` on it is `next`. `former` keeps the addresses
/// that an item had: those of its kind, and under the empty kind whole paths of a site that was here before.
pub const TABLE: Table = Table(
    "CREATE TABLE content_item (
        id {id},
        kind TEXT NOT NULL,
        slug TEXT NOT NULL,
        place {int} NOT NULL DEFAULT 0,
        newest {int} NOT NULL,
        shown {int},
        since {int},
        next {int},
        due {int},
        published {int},
        withdrawn {int},
        made {int} NOT NULL,
        UNIQUE (kind, slug)
    ){strict};
    CREATE TABLE content_revision (
        item {int} NOT NULL REFERENCES content_item (id),
        number {int} NOT NULL,
        account {int},
        author TEXT NOT NULL,
        at {int} NOT NULL,
        note TEXT NOT NULL,
        title TEXT NOT NULL,
        lead TEXT NOT NULL,
        body TEXT NOT NULL,
        picture TEXT NOT NULL,
        alt TEXT NOT NULL,
        sample {int} NOT NULL,
        day {int},
        details TEXT NOT NULL,
        PRIMARY KEY (item, number)
    ){strict};
    CREATE TABLE content_former (
        kind TEXT NOT NULL,
        slug TEXT NOT NULL,
        item {int} NOT NULL REFERENCES content_item (id),
        PRIMARY KEY (kind, slug)
    ){strict};
    CREATE INDEX content_former_item ON content_former (item);",
);

/// The kinds of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A page that stands by itself.
    Page,
    /// A piece of news.
    News,
    /// An event; its dates and its place stand in a table of their own.
    Event,
    /// Somebody who serves in the Coalition.
    Person,
    /// A document to download.
    Document,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Page, Self::News, Self::Event, Self::Person, Self::Document];

    /// The word in the table and in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::News => "news",
            Self::Event => "event",
            Self::Person => "person",
            Self::Document => "document",
        }
    }

    /// The kind that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    fn of(word: &str) -> Result<Self, DbError> {
        Self::read(word).ok_or_else(|| DbError::Form(format!("`{word}` is no kind of item")))
    }
}

/// How an item stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Nobody has seen it yet.
    Draft,
    /// It will be shown from this time on.
    Scheduled(i64),
    /// It is shown since this time.
    Published(i64),
    /// It is shown no longer since this time.
    Withdrawn(i64),
}

impl Stands {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled(_) => "scheduled",
            Self::Published(_) => "published",
            Self::Withdrawn(_) => "withdrawn",
        }
    }
}

/// An item without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its row.
    pub id: u64,
    /// Its kind.
    pub kind: Kind,
    /// The last part of its address.
    pub slug: String,
    /// Its place among those of its kind, where they have an order.
    pub place: i64,
    /// The number of its last revision; the first is 1.
    pub newest: u64,
    /// The revision that was published last, and since when, in seconds since 1970.
    pub shown: Option<(u64, i64)>,
    /// The revision that is to be shown next, and from when.
    pub next: Option<(u64, i64)>,
    /// When it was first shown, unless that is still to come or came by a schedule that nobody has touched since.
    pub published: Option<i64>,
    /// When it was withdrawn, if it was and has not been published since.
    pub withdrawn: Option<i64>,
    /// When it was made.
    pub made: i64,
}

const COLUMNS: &str =
    "id, kind, slug, place, newest, shown, since, next, due, published, withdrawn, made FROM content_item";

impl Item {
    fn of(row: &Row) -> Result<Self, DbError> {
        let both = |revision: usize, time: usize| {
            let revision = row.maybe_int(revision)?.map(counted).transpose()?;
            Ok::<_, DbError>(revision.zip(row.maybe_int(time)?))
        };
        Ok(Self {
            id: row.count(0)?,
            kind: Kind::of(row.text(1)?)?,
            slug: row.text(2)?.to_owned(),
            place: row.int(3)?,
            newest: row.count(4)?,
            shown: both(5, 6)?,
            next: both(7, 8)?,
            published: row.maybe_int(9)?,
            withdrawn: row.maybe_int(10)?,
            made: row.int(11)?,
        })
    }

    /// The revision that readers see at `now`, and since when.
    pub fn seen(&self, now: i64) -> Option<(u64, i64)> {
        self.next.filter(|(_, due)| *due <= now).or(self.shown)
    }

    /// How it stands at `now`.
    pub fn stands(&self, now: i64) -> Stands {
        match (self.seen(now), self.next, self.withdrawn) {
            (Some((_, since)), ..) => Stands::Published(since),
            (None, Some((_, due)), _) => Stands::Scheduled(due),
            (None, None, Some(at)) => Stands::Withdrawn(at),
            (None, None, None) => Stands::Draft,
        }
    }

    /// A change of what is shown that is still to come: the revision, and from when.
    pub fn change_to_come(&self, now: i64) -> Option<(u64, i64)> {
        self.next.filter(|(_, due)| *due > now && self.shown.is_some())
    }

    /// Was something saved that readers do not see and that is not to come?
    pub fn has_unpublished_words(&self, now: i64) -> bool {
        let last = self.next.or(self.seen(now));
        last.is_some_and(|(number, _)| number < self.newest)
    }
}

/// An item by its row, if there is one.
///
/// # Errors
///
/// The database's.
pub fn item(sql: &mut dyn Sql, id: u64) -> Result<Option<Item>, DbError> {
    let row = sql.row(&format!("SELECT {COLUMNS} WHERE id = $1"), &values![number(id)])?;
    row.as_ref().map(Item::of).transpose()
}

/// An item by its kind and slug, if there is one, however it stands.
///
/// # Errors
///
/// The database's.
pub fn named(sql: &mut dyn Sql, kind: Kind, slug: &str) -> Result<Option<Item>, DbError> {
    let row =
        sql.row(&format!("SELECT {COLUMNS} WHERE kind = $1 AND slug = $2"), &values![kind.word(), slug])?;
    row.as_ref().map(Item::of).transpose()
}

/// What was saved at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number; the first is 1.
    pub number: u64,
    /// Who saved it, as they were called then.
    pub author: String,
    /// When, in seconds since 1970.
    pub at: i64,
    /// What was done, in the author's words or ours; often empty.
    pub note: String,
    /// The words, with the slug that the item has now.
    pub draft: Draft,
}

/// The columns of a revision, read by [`Revision::of`] from column `at` on; `r` is the revision, `i` the item.
const WORDS: &str = "r.number, r.author, r.at, r.note, i.slug, r.title, r.lead, r.body, r.picture, r.alt, r.sample, r.details";

impl Revision {
    fn of(row: &Row, at: usize) -> Result<Self, DbError> {
        let text = |column: usize| row.text(at + column).map(str::to_owned);
        let details = serde_json::from_str(row.text(at + 11)?)
            .map_err(|error| DbError::Form(format!("the details of a revision: {error}")))?;
        Ok(Self {
            number: row.count(at)?,
            author: text(1)?,
            at: row.int(at + 2)?,
            note: text(3)?,
            draft: Draft {
                slug: text(4)?,
                title: text(5)?,
                lead: text(6)?,
                body: text(7)?,
                picture: text(8)?,
                alt: text(9)?,
                sample: row.yes(at + 10)?,
                details,
            },
        })
    }
}

/// A revision of an item, if there is one.
///
/// # Errors
///
/// The database's.
pub fn revision(sql: &mut dyn Sql, id: u64, of: u64) -> Result<Option<Revision>, DbError> {
    let find = format!(
        "SELECT {WORDS} FROM content_revision AS r JOIN content_item AS i ON i.id = r.item
         WHERE r.item = $1 AND r.number = $2"
    );
    let row = sql.row(&find, &values![number(id), number(of)])?;
    row.as_ref().map(|row| Revision::of(row, 0)).transpose()
}

/// One line of an item's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The revision's number.
    pub number: u64,
    /// Who saved it.
    pub author: String,
    /// When.
    pub at: i64,
    /// What was done.
    pub note: String,
    /// The title that it had.
    pub title: String,
}

/// The history of an item, the newest first.
///
/// # Errors
///
/// The database's.
pub fn history(sql: &mut dyn Sql, id: u64) -> Result<Vec<Saved>, DbError> {
    let find =
        "SELECT number, author, at, note, title FROM content_revision WHERE item = $1 ORDER BY number DESC";
    let saved = |row: &Row| {
        let text = |column: usize| row.text(column).map(str::to_owned);
        Ok(Saved {
            number: row.count(0)?,
            author: text(1)?,
            at: row.int(2)?,
            note: text(3)?,
            title: text(4)?,
        })
    };
    sql.rows(find, &values![number(id)])?.iter().map(saved).collect()
}

fn counted(number: i64) -> Result<u64, DbError> {
    u64::try_from(number).map_err(|_| DbError::Form(format!("a row has number {number}")))
}
