//! What is read: what anybody may see by now, and what the desk lists.

use super::{COLUMNS, Item, Kind, Revision, WORDS};
use crate::{
    db::{DbError, Row, Sql},
    values,
};

/// What readers see of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The item's row.
    pub id: u64,
    /// Its kind.
    pub kind: Kind,
    /// When it was first shown, in seconds since 1970.
    pub published: i64,
    /// Since when it is shown as it is.
    pub since: i64,
    /// The words.
    pub revision: Revision,
}

impl Shown {
    fn of(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            id: row.count(0)?,
            kind: Kind::of(row.text(1)?)?,
            published: row.int(2)?,
            since: row.int(3)?,
            revision: Revision::of(row, 4)?,
        })
    }
}

/// The items with the revisions that are shown at `$1`.
fn seen(columns: &str) -> String {
    format!(
        "SELECT {columns} FROM content_item AS i JOIN content_revision AS r
         ON r.item = i.id AND r.number = CASE WHEN i.due <= $1 THEN i.next ELSE i.shown END"
    )
}

/// Everything that a page shows.
fn whole() -> String {
    let since = "CASE WHEN i.due <= $1 THEN i.due ELSE i.since END";
    seen(&format!("i.id, i.kind, COALESCE(i.published, i.due), {since}, {WORDS}"))
}

/// The newest day first; without one it is the time of publication.
const NEWEST: &str = "ORDER BY COALESCE(r.day, i.published, i.due) DESC, i.id DESC";

/// What is shown at an address now, if anything is.
///
/// # Errors
///
/// The database's.
pub fn shown(sql: &mut dyn Sql, kind: Kind, slug: &str, now: i64) -> Result<Option<Shown>, DbError> {
    let find = format!("{} WHERE i.kind = $2 AND i.slug = $3", whole());
    sql.row(&find, &values![now, kind.word(), slug])?.as_ref().map(Shown::of).transpose()
}

/// Those of a kind that are shown now, the newest first: `most` of them after the first `after`.
///
/// # Errors
///
/// The database's.
pub fn newest(sql: &mut dyn Sql, kind: Kind, now: i64, most: u32, after: u32) -> Result<Vec<Shown>, DbError> {
    let find = format!("{} WHERE i.kind = $2 {NEWEST} LIMIT $3 OFFSET $4", whole());
    let rows = sql.rows(&find, &values![now, kind.word(), i64::from(most), i64::from(after)])?;
    rows.iter().map(Shown::of).collect()
}

/// Those of a kind that are shown now, in the order that editors gave them.
///
/// # Errors
///
/// The database's.
pub fn in_order(sql: &mut dyn Sql, kind: Kind, now: i64) -> Result<Vec<Shown>, DbError> {
    let find = format!("{} WHERE i.kind = $2 ORDER BY i.place, i.id", whole());
    sql.rows(&find, &values![now, kind.word()])?.iter().map(Shown::of).collect()
}

/// How many of a kind are shown now.
///
/// # Errors
///
/// The database's.
pub fn count(sql: &mut dyn Sql, kind: Kind, now: i64) -> Result<u64, DbError> {
    let find = format!("{} WHERE i.kind = $2", seen("COUNT(*)"));
    super::counted(sql.number(&find, &values![now, kind.word()])?)
}

/// An address that is shown now, for lists of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The item's row.
    pub id: u64,
    /// Its kind.
    pub kind: Kind,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Is it a sample?
    pub sample: bool,
    /// Since when it is shown as it is.
    pub since: i64,
}

/// Every address that is shown now, kind by kind, in the order that editors gave them.
///
/// # Errors
///
/// The database's.
pub fn entries(sql: &mut dyn Sql, now: i64) -> Result<Vec<Entry>, DbError> {
    let since = "CASE WHEN i.due <= $1 THEN i.due ELSE i.since END";
    let columns = format!("i.id, i.kind, i.slug, r.title, r.sample, {since}");
    let find = format!("{} ORDER BY i.kind, i.place, i.id", seen(&columns));
    let entry = |row: &Row| {
        Ok(Entry {
            id: row.count(0)?,
            kind: Kind::of(row.text(1)?)?,
            slug: row.text(2)?.to_owned(),
            title: row.text(3)?.to_owned(),
            sample: row.yes(4)?,
            since: row.int(5)?,
        })
    };
    sql.rows(&find, &values![now])?.iter().map(entry).collect()
}

/// To which kind and slug an address led that nothing has any more: of a kind, or with none a whole path of a site that was here
/// before.
///
/// # Errors
///
/// The database's.
pub fn moved(
    sql: &mut dyn Sql,
    kind: Option<Kind>,
    slug: &str,
    now: i64,
) -> Result<Option<(Kind, String)>, DbError> {
    let find = format!(
        "{} JOIN content_former AS f ON f.item = i.id WHERE f.kind = $2 AND f.slug = $3",
        seen("i.kind, i.slug")
    );
    let slug = if kind.is_none() { slug.trim_end_matches('/') } else { slug };
    let row = sql.row(&find, &values![now, kind.map_or("", Kind::word), slug])?;
    row.map(|row| Ok((Kind::of(row.text(0)?)?, row.text(1)?.to_owned()))).transpose()
}

/// How many of a kind were saved with words that no reader sees, nor will by a schedule; what was withdrawn is not counted.
///
/// # Errors
///
/// The database's.
pub fn unseen(sql: &mut dyn Sql, kind: Kind) -> Result<u64, DbError> {
    let unseen = "SELECT COUNT(*) FROM content_item WHERE kind = $1 AND withdrawn IS NULL
                  AND newest > COALESCE(next, shown, 0)";
    super::counted(sql.number(unseen, &values![kind.word()])?)
}

/// An item as the desk lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The item.
    pub item: Item,
    /// The title of its last revision.
    pub title: String,
    /// Is its last revision a sample?
    pub sample: bool,
    /// Who saved last.
    pub author: String,
    /// When.
    pub at: i64,
}

/// Every item of a kind for the desk, in the order that editors gave them.
///
/// # Errors
///
/// The database's.
pub fn listed(sql: &mut dyn Sql, kind: Kind) -> Result<Vec<Listed>, DbError> {
    let columns = COLUMNS.replace(" FROM content_item", "");
    let columns = columns.split(", ").map(|column| format!("i.{column}")).collect::<Vec<_>>().join(", ");
    let find = format!(
        "SELECT {columns}, r.title, r.sample, r.author, r.at FROM content_item AS i JOIN content_revision AS r
         ON r.item = i.id AND r.number = i.newest WHERE i.kind = $1 ORDER BY i.place, i.id"
    );
    let listed = |row: &Row| {
        Ok(Listed {
            item: Item::of(row)?,
            title: row.text(12)?.to_owned(),
            sample: row.yes(13)?,
            author: row.text(14)?.to_owned(),
            at: row.int(15)?,
        })
    };
    sql.rows(&find, &values![kind.word()])?.iter().map(listed).collect()
}
