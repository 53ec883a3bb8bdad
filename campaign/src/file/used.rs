//! Where a file is used: in what is shown, in what is to be, and in what was saved last.

use super::{File, number, shown::names};
use crate::{
    db::{DbError, Row, Sql},
    values,
};

/// Something that names a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// What it is, such as `page` or `issue`.
    pub kind: String,
    /// The last part of its address, or its number.
    pub part: String,
    /// Its title.
    pub title: String,
}

/// Everything that shows a file: content as it was saved last, is shown, or is to be shown; issues of newsletters, petitions, events,
/// and what is said of letters to representatives; and the organisations whose logo it is.
///
/// # Errors
///
/// The database's.
pub fn uses(sql: &mut dyn Sql, file: &File) -> Result<Vec<Use>, DbError> {
    let address = file.address();
    let like = format!("%{address}%");
    let found = |rows: Vec<Row>| {
        let mut uses: Vec<Use> = Vec::new();
        for row in rows {
            let mut texts = Vec::new();
            for column in 3..6 {
                texts.push(row.text(column)?);
            }
            let one = Use {
                kind: row.text(0)?.to_owned(),
                part: row.text(1)?.to_owned(),
                title: row.text(2)?.to_owned(),
            };
            let same = uses.iter().any(|known| (&known.kind, &known.part) == (&one.kind, &one.part));
            if !same && texts.iter().any(|text| names(text, &address)) {
                uses.push(one);
            }
        }
        Ok::<_, DbError>(uses)
    };
    let content = "SELECT i.kind, i.slug, r.title, r.body, r.picture, r.details FROM content_item AS i
                   JOIN content_revision AS r ON r.item = i.id
                   WHERE (r.number = i.newest OR r.number = i.shown OR r.number = i.next)
                   AND (r.body LIKE $1 OR r.picture LIKE $1 OR r.details LIKE $1) ORDER BY i.kind, i.slug, r.number DESC";
    let mut uses = found(sql.rows(content, &values![&like])?)?;
    for others in [
        "SELECT 'issue', CAST(id AS TEXT), subject, text, '', '' FROM issue WHERE text LIKE $1 ORDER BY id",
        "SELECT 'petition', name, title, text, '', '' FROM petition WHERE text LIKE $1 ORDER BY id",
        "SELECT 'event', name, title, text, '', '' FROM event WHERE text LIKE $1 ORDER BY id",
        "SELECT 'letter to representatives', name, title, says, '', '' FROM template WHERE says LIKE $1 ORDER BY id",
    ] {
        uses.extend(found(sql.rows(others, &values![&like])?)?);
    }
    let logos = "SELECT id, name FROM organisation WHERE logo = $1 ORDER BY name, id";
    for row in sql.rows(logos, &values![number(file.id)])? {
        let (part, title) = (row.count(0)?.to_string(), row.text(1)?.to_owned());
        uses.push(Use { kind: "organisation".to_owned(), part, title });
    }
    Ok(uses)
}
