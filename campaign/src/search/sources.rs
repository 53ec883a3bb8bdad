//! What is searched beside content: a table of where its words stand, and of when everybody may read them.

use super::{indexed, words_of};
use crate::{
    content::Kind,
    db::{DbError, Dialect, Row, Sql, Table},
    joining::apply::Wants,
    markdown, values,
};

/// The index of everything that has no revisions; what was kept before it was there is indexed as it was written.
pub const ALSO: Table = Table(
    "sqlite: CREATE VIRTUAL TABLE search_also USING fts5(words, kind UNINDEXED, item UNINDEXED, tokenize = 'ascii');
    sqlite: INSERT INTO search_also (words, kind, item) SELECT lower(text), kind, item FROM (
    postgres: CREATE TABLE search_also (words TSVECTOR NOT NULL, kind TEXT NOT NULL, item BIGINT NOT NULL, PRIMARY KEY (kind, item));
    postgres: CREATE INDEX search_also_words ON search_also USING GIN (words);
    postgres: INSERT INTO search_also (words, kind, item) SELECT to_tsvector('simple', text), kind, item FROM (
        SELECT 'petition' AS kind, id AS item, title || ' ' || addressee || ' ' || text AS text FROM petition
        UNION ALL SELECT 'event', id, title || ' ' || place || ' ' || text FROM event
        UNION ALL SELECT 'issue', id, subject || ' ' || text FROM issue
        UNION ALL SELECT 'organisation', id, name || ' ' || does || ' ' || statement FROM organisation
            WHERE stands = 'accepted'
        UNION ALL SELECT 'file', id, title || ' ' || name || ' ' || alt FROM file
        UNION ALL SELECT 'letter', id, title || ' ' || subject || ' ' || says || ' ' || text FROM template
    ) AS known;",
);

/// What it is that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A page, news, a person, a document: what editors write, with its revisions.
    Content(Kind),
    /// A petition.
    Petition,
    /// An event to which people come.
    Event,
    /// An issue of a newsletter.
    Issue,
    /// An organisation that joined.
    Organisation(Wants),
    /// A file that is listed among the documents or for the press.
    File,
    /// A letter to representatives, to begin with.
    Letter,
}

impl What {
    /// What a row of the question is: the word of its source, and of what kind it is there.
    pub(super) fn read(word: &str, kind: &str) -> Result<Self, DbError> {
        let found = match word {
            "content" => Kind::read(kind).map(Self::Content),
            "organisation" => Wants::read(kind).map(Self::Organisation),
            "petition" => Some(Self::Petition),
            "event" => Some(Self::Event),
            "issue" => Some(Self::Issue),
            "file" => Some(Self::File),
            "letter" => Some(Self::Letter),
            _ => None,
        };
        found.ok_or_else(|| DbError::Form(format!("`{word} {kind}` is found")))
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Content(kind) => match kind {
                Kind::Page => "page",
                Kind::News => "news",
                Kind::Event => "event",
                Kind::Person => "person",
                Kind::Document => "document",
            },
            Self::Petition => "petition",
            Self::Event => "event",
            Self::Issue => "newsletter",
            Self::Organisation(wants) => wants.word(),
            Self::File => "file",
            Self::Letter => "letter to representatives",
        }
    }

    /// Its text as it is read: Markdown without its signs, and what is none as it stands.
    pub(super) fn plain(self, text: &str) -> String {
        match self {
            Self::Content(_) | Self::Petition | Self::Event | Self::Issue | Self::Letter => {
                markdown::plain(text)
            }
            Self::Organisation(_) | Self::File => text.to_owned(),
        }
    }
}

/// A table whose rows are searched. What stands here is SQL of our own, over a table that is called `s`.
struct Source {
    /// The word in the index.
    word: &'static str,
    table: &'static str,
    /// Of what kind it is there.
    kind: &'static str,
    /// The last part of its address.
    part: &'static str,
    title: &'static str,
    lead: &'static str,
    text: &'static str,
    sample: &'static str,
    /// How new it is.
    at: &'static str,
    /// Which rows are in the index: those that will never be public need not be there.
    kept: &'static str,
    /// Which of these everybody may read at `$1`.
    public: &'static str,
}

const SOURCES: [Source; 6] = [
    Source {
        word: "petition",
        table: "petition",
        kind: "''",
        part: "s.name",
        title: "s.title",
        lead: "s.addressee",
        text: "s.text",
        sample: "0",
        at: "s.opens",
        kept: "1 = 1",
        public: "s.opens <= $1",
    },
    Source {
        word: "event",
        table: "event",
        kind: "''",
        part: "s.name",
        title: "s.title",
        lead: "s.place",
        text: "s.text",
        sample: "s.sample",
        at: "s.begins",
        kept: "1 = 1",
        public: "s.stands = 'published'",
    },
    Source {
        word: "issue",
        table: "issue",
        kind: "''",
        part: "CAST(s.id AS TEXT)",
        title: "s.subject",
        lead: "''",
        text: "s.text",
        sample: "0",
        at: "s.sent",
        kept: "1 = 1",
        public: "s.sent IS NOT NULL",
    },
    Source {
        word: "organisation",
        table: "organisation",
        kind: "s.wants",
        part: "CAST(s.id AS TEXT)",
        title: "s.name",
        lead: "s.does",
        text: "s.statement",
        sample: "s.sample",
        at: "COALESCE(s.decided, s.asked)",
        kept: "s.stands = 'accepted'",
        public: "s.stands = 'accepted'",
    },
    Source {
        word: "file",
        table: "file",
        kind: "''",
        part: "s.name",
        title: "CASE WHEN s.title = '' THEN s.name ELSE s.title END",
        lead: "s.alt",
        text: "''",
        sample: "0",
        at: "s.added",
        kept: "1 = 1",
        public: "(s.listed = 1 OR s.press = 1)",
    },
    Source {
        word: "letter",
        table: "template",
        kind: "''",
        part: "s.name",
        title: "s.title",
        lead: "s.subject",
        text: "s.says || '\n\n' || s.text",
        sample: "0",
        at: "s.changed",
        kept: "1 = 1",
        public: "s.shown = 1",
    },
];

impl Source {
    /// Its rows that are indexed: the row's number, its kind, and its words.
    fn rows(&self) -> String {
        let Self { table, kind, title, lead, text, kept, .. } = self;
        format!("SELECT s.id, {kind}, {title}, {lead}, {text} FROM {table} AS s WHERE {kept}")
    }

    /// Indexes such a row.
    fn put(&self, sql: &mut dyn Sql, row: &Row) -> Result<(), DbError> {
        let text = What::read(self.word, row.text(1)?)?.plain(row.text(4)?);
        let words = indexed(&format!("{} {} {text}", row.text(2)?, row.text(3)?));
        let keep = format!("INSERT INTO search_also (words, kind, item) VALUES ({}, $2, $3)", words_of(sql));
        sql.run(&keep, &values![words, self.word, row.int(0)?]).map(|_| ())
    }
}

/// Brings the index to what a row now says, in the transaction that writes it: also where the row is gone.
///
/// # Errors
///
/// The database's.
pub(crate) fn refresh(sql: &mut dyn Sql, word: &str, item: u64) -> Result<(), DbError> {
    let Some(source) = SOURCES.iter().find(|source| source.word == word) else {
        return Err(DbError::Form(format!("`{word}` is not searched")));
    };
    let item = i64::try_from(item).unwrap_or(i64::MAX);
    sql.run("DELETE FROM search_also WHERE kind = $1 AND item = $2", &values![word, item])?;
    match sql.row(&format!("{} AND s.id = $1", source.rows()), &values![item])? {
        Some(row) => source.put(sql, &row),
        None => Ok(()),
    }
}

/// Indexes every row of every source anew.
pub(super) fn index_all(sql: &mut dyn Sql) -> Result<(), DbError> {
    sql.run("DELETE FROM search_also", &[])?;
    for source in &SOURCES {
        for row in sql.rows(&source.rows(), &[])? {
            source.put(sql, &row)?;
        }
    }
    Ok(())
}

/// The one question: what is public at `$1` and has the words `$2`, the newest first and `$3` at most. Its columns: what it is, of
/// what kind, the part of its address, title, lead, text, is it a sample.
pub(super) fn question(dialect: Dialect) -> String {
    let has = |table: &str| match dialect {
        Dialect::Sqlite => format!("{table} MATCH $2"),
        Dialect::Postgres => format!("{table}.words @@ CAST(CAST($2 AS TEXT) AS TSQUERY)"),
    };
    let mut question = format!(
        "WITH hit AS (SELECT kind, item FROM search_also WHERE {})
         SELECT what, kind, part, title, lead, text, sample FROM (
         SELECT 'content' AS what, i.kind AS kind, i.slug AS part, r.title AS title, r.lead AS lead, r.body AS text,
         r.sample AS sample, COALESCE(i.published, i.due) AS at, i.id AS id FROM search_text
         JOIN content_item AS i ON i.id = search_text.item
         AND search_text.revision = CASE WHEN i.due <= $1 THEN i.next ELSE i.shown END
         JOIN content_revision AS r ON r.item = i.id AND r.number = search_text.revision WHERE {}",
        has("search_also"),
        has("search_text")
    );
    for Source { word, table, kind, part, title, lead, text, sample, at, public, .. } in &SOURCES {
        question.push_str(&format!(
            " UNION ALL SELECT '{word}', {kind}, {part}, {title}, {lead}, {text}, {sample}, {at}, s.id FROM hit
             JOIN {table} AS s ON hit.kind = '{word}' AND s.id = hit.item WHERE {public}"
        ));
    }
    question.push_str(") AS found ORDER BY at DESC, what, id DESC LIMIT $3");
    question
}
