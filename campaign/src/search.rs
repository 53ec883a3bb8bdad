//! Full-text search over what the campaign publishes, with the same answers on both databases.
//!
//! Words are folded here, to lower case and without accents, before SQLite (FTS5) or PostgreSQL (`tsvector`) sees them, and are
//! found by their beginnings; neither takes words apart by rules of its own. Every revision is indexed in the transaction that
//! saves it, and a search joins the one that is shown at the moment it is asked: so a page is found from the very second in which
//! it can be read, and no longer than that. The order of what is found is decided here, so that it is the same everywhere.

mod words;

pub use words::{Part, Wanted, folded, highlighted};

use crate::{
    content::{Kind, read},
    db::{DbError, Dialect, Sql, Table},
    markdown, values,
};

/// The most that is looked at for one question: who asks for a word that stands everywhere gets the newest of it.
const MOST_FOUND: i64 = 200;

/// The index; what was saved before it was there is indexed as it was written.
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
    pub kind: Kind,
    /// The last part of its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Is it a sample?
    pub sample: bool,
    /// The words around what was asked for.
    pub snippet: Vec<Part>,
}

/// Makes the index anew from every revision, as after a backup was put back.
///
/// # Errors
///
/// The database's.
pub fn index_all(sql: &mut dyn Sql) -> Result<(), DbError> {
    sql.run("DELETE FROM search_text", &[])?;
    for row in sql.rows("SELECT item, number, title, lead, body FROM content_revision", &[])? {
        index(sql, row.int(0)?, row.int(1)?, [row.text(2)?, row.text(3)?, row.text(4)?])?;
    }
    Ok(())
}

/// Indexes a revision, in the transaction that saves it.
///
/// # Errors
///
/// The database's.
pub(crate) fn index(sql: &mut dyn Sql, item: i64, revision: i64, texts: [&str; 3]) -> Result<(), DbError> {
    let [title, lead, body] = texts;
    let words = folded(&format!("{title} {lead} {}", markdown::plain(body))).join(" ");
    let words_of = match sql.dialect() {
        Dialect::Sqlite => "$1",
        // Each word as it is, without the parser, which knows other words.
        Dialect::Postgres => "array_to_tsvector(string_to_array(CAST($1 AS TEXT), ' '))",
    };
    let keep = format!("INSERT INTO search_text (words, item, revision) VALUES ({words_of}, $2, $3)");
    let words = if words.is_empty() { "-".to_owned() } else { words };
    sql.run(&keep, &values![words, item, revision]).map(|_| ())
}

/// Forgets every revision of an item.
///
/// # Errors
///
/// The database's.
pub(crate) fn forget(sql: &mut dyn Sql, item: i64) -> Result<(), DbError> {
    sql.run("DELETE FROM search_text WHERE item = $1", &values![item]).map(|_| ())
}

/// What is shown at `now` and has words that begin like each of those that are asked for: first what has them in its title, then
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
    let (matches, asked) = match sql.dialect() {
        Dialect::Sqlite => ("search_text MATCH $2", wanted.for_sqlite()),
        Dialect::Postgres => ("words @@ CAST(CAST($2 AS TEXT) AS TSQUERY)", wanted.for_postgres()),
    };
    let find = format!(
        "SELECT search_text.item FROM search_text JOIN content_item AS i ON i.id = search_text.item
         AND search_text.revision = CASE WHEN i.due <= $1 THEN i.next ELSE i.shown END
         WHERE {matches} ORDER BY COALESCE(i.published, i.due) DESC, i.id DESC LIMIT {MOST_FOUND}"
    );
    let rows = sql.rows(&find, &values![now, asked])?;
    let mut found = Vec::new();
    for row in &rows {
        let Some(shown) = read::shown_of(sql, row.count(0)?, now)? else { continue };
        let draft = shown.revision.draft;
        let text = [draft.lead.as_str(), &markdown::plain(&draft.body)].join(" ");
        let weight =
            wanted.weight(&draft.title, 20) + wanted.weight(&draft.lead, 5) + wanted.weight(&text, 1);
        let one = Found {
            kind: shown.kind,
            slug: draft.slug,
            title: draft.title,
            sample: draft.sample,
            snippet: highlighted(&text, &wanted),
        };
        found.push((weight, one));
    }
    // Stable: of equal weight the newer stays first.
    found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    Ok(found.into_iter().take(most).map(|(_, one)| one).collect())
}
