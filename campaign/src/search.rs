//! Full-text search over everything that the campaign publishes, with the same answers on both databases.
//!
//! Words are folded here, to lower case and without accents, before SQLite (FTS5) or PostgreSQL (`tsvector`) sees them, and are
//! found by their beginnings; neither takes words apart by rules of its own. What is written is indexed in the transaction that
//! writes it, drafts too, and one question joins the index with what is public at the moment it is asked: so a page is found from
//! the very second in which it can be read, and no longer than that. The order of what is found is decided here, so that it is
//! the same everywhere.

mod sources;
mod words;

pub(crate) use sources::refresh;
pub use sources::{ALSO, What};
pub use words::{Part, Wanted, folded, highlighted};

use crate::{
    db::{DbError, Dialect, Sql, Table},
    markdown, values,
};

/// The most that is looked at for one question: who asks for a word that stands everywhere gets the newest of it.
const MOST_FOUND: i64 = 200;

/// The index of content; what was saved before it was there is indexed as it was written.
pub const TABLE: Table = Table(
    "sqlite: CREATE VIRTUAL TABLE search_text USING fts5(words, item UNINDEXED, revision UNINDEXED, tokenize = 'ascii');
    sqlite: INSERT INTO search_text (words, item, revision)
    sqlite:     SELECT lower(title || ' ' || lead || ' ' || body), item, number FROM content_revision;
    postgres: CREATE TABLE search_text (words TSVECTOR NOT NULL, item BIGINT NOT NULL, revision BIGINT NOT NULL, PRIMARY KEY (item, revision));
    postgres: INSERT INTO search_text (words, item, revision)
    postgres:     SELECT to_tsvector('simple', title || ' ' || lead || ' ' || body), item, number FROM content_revision;
    postgres: CREATE INDEX search_text_words ON search_text USING GIN (words);",
);

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub what: What,
    /// The last part of its address: a name, or a number.
    pub part: String,
    /// Its title.
    pub title: String,
    /// Is it a sample?
    pub sample: bool,
    /// The words around what was asked for.
    pub snippet: Vec<Part>,
}

/// Makes the index anew from everything that is kept, as after a backup was put back.
///
/// # Errors
///
/// The database's.
pub fn index_all(sql: &mut dyn Sql) -> Result<(), DbError> {
    sql.run("DELETE FROM search_text", &[])?;
    for row in sql.rows("SELECT item, number, title, lead, body FROM content_revision", &[])? {
        index(sql, row.int(0)?, row.int(1)?, [row.text(2)?, row.text(3)?, row.text(4)?])?;
    }
    sources::index_all(sql)
}

/// Indexes a revision, in the transaction that saves it.
///
/// # Errors
///
/// The database's.
pub(crate) fn index(sql: &mut dyn Sql, item: i64, revision: i64, texts: [&str; 3]) -> Result<(), DbError> {
    let [title, lead, body] = texts;
    let words = indexed(&format!("{title} {lead} {}", markdown::plain(body)));
    let keep = format!("INSERT INTO search_text (words, item, revision) VALUES ({}, $2, $3)", words_of(sql));
    sql.run(&keep, &values![words, item, revision]).map(|_| ())
}

/// The words of a text, as they go into the index.
fn indexed(text: &str) -> String {
    let words = folded(text).join(" ");
    // An empty row would be none: what has no words is found by none.
    if words.is_empty() { "-".to_owned() } else { words }
}

/// What makes `$1`, words apart by spaces, into what the database indexes.
fn words_of(sql: &dyn Sql) -> &'static str {
    match sql.dialect() {
        Dialect::Sqlite => "$1",
        // Each word as it is, without the parser, which knows other words.
        Dialect::Postgres => "array_to_tsvector(string_to_array(CAST($1 AS TEXT), ' '))",
    }
}

/// Forgets every revision of an item.
///
/// # Errors
///
/// The database's.
pub(crate) fn forget(sql: &mut dyn Sql, item: i64) -> Result<(), DbError> {
    sql.run("DELETE FROM search_text WHERE item = $1", &values![item]).map(|_| ())
}

/// What is public at `now` and has words that begin like each of those that are asked for: first what has them in its title, then
/// what has more of them, then the newest.
///
/// # Errors
///
/// The database's.
pub fn search(sql: &mut dyn Sql, text: &str, now: i64, most: usize) -> Result<Vec<Found>, DbError> {
    let wanted = Wanted::read(text);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let asked = match sql.dialect() {
        Dialect::Sqlite => wanted.for_sqlite(),
        Dialect::Postgres => wanted.for_postgres(),
    };
    let mut found = Vec::new();
    for row in sql.rows(&sources::question(sql.dialect()), &values![now, asked, MOST_FOUND])? {
        let what = What::read(row.text(0)?, row.text(1)?)?;
        let (title, lead, body) = (row.text(3)?, row.text(4)?, what.plain(row.text(5)?));
        let text = [lead, body.as_str()].join(" ");
        let weight = wanted.weight(title, 20) + wanted.weight(lead, 5) + wanted.weight(&text, 1);
        let one = Found {
            what,
            part: row.text(2)?.to_owned(),
            title: title.to_owned(),
            sample: row.yes(6)?,
            snippet: highlighted(&text, &wanted),
        };
        found.push((weight, one));
    }
    // Stable: of equal weight the newer stays first.
    found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    Ok(found.into_iter().take(most).map(|(_, one)| one).collect())
}
