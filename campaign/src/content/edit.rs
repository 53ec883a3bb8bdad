//! Making, saving, restoring and removing items. Whoever saves names the revision that they began with: if another was saved
//! since, they are told and shown it, and nothing is written.

use super::{ContentRefusal, Draft, Item, Revision, counted, item, named, number, revision};
use crate::{
    db::{DbError, Sql},
    values,
};

/// Who writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// Their account; none for the command line and for what is imported.
    pub account: Option<u64>,
    /// The name that the history shows.
    pub name: String,
}

impl Editor {
    /// The program itself, by a name such as `import`.
    pub fn program(name: &str) -> Self {
        Self { account: None, name: name.to_owned() }
    }
}

/// Makes an item as a draft; its row.
///
/// # Errors
///
/// What is wrong with it, or that its slug is taken.
pub fn create(sql: &mut dyn Sql, draft: Draft, by: &Editor, now: i64) -> Result<u64, ContentRefusal> {
    let draft = draft.tidy();
    draft.check()?;
    let kind = draft.details.kind();
    free(sql, &draft, None)?;
    let last = "SELECT COALESCE(MAX(place), 0) FROM content_item WHERE kind = $1";
    let place = sql.number(last, &values![kind.word()])? + 1;
    let make =
        "INSERT INTO content_item (kind, slug, place, newest, made) VALUES ($1, $2, $3, 1, $4) RETURNING id";
    let id = counted(sql.number(make, &values![kind.word(), &draft.slug, place, now])?)?;
    // An address that something else had once leads here from now on.
    let forget = "DELETE FROM content_former WHERE kind = $1 AND slug = $2";
    sql.run(forget, &values![kind.word(), &draft.slug])?;
    keep(sql, id, 1, &draft, by, now, "")?;
    Ok(id)
}

/// Saves a draft over revision `began` as the next one; its number. What changes nothing makes no revision. The old address of an
/// item whose slug changes leads to the new one.
///
/// # Errors
///
/// [`ContentRefusal::Behind`] where somebody saved since; what is wrong with the draft; that its slug is taken.
pub fn save(
    sql: &mut dyn Sql,
    id: u64,
    began: u64,
    draft: Draft,
    by: &Editor,
    now: i64,
    note: &str,
) -> Result<u64, ContentRefusal> {
    let draft = draft.tidy();
    draft.check()?;
    let (item, last) = locked(sql, id)?;
    if item.newest != began {
        return Err(ContentRefusal::Behind(Box::new(last)));
    }
    if draft.details.kind() != item.kind {
        return Err(ContentRefusal::Kind);
    }
    if draft == last.draft {
        return Ok(item.newest);
    }
    if draft.slug != item.slug {
        rename(sql, &item, &draft)?;
    }
    let next = item.newest + 1;
    keep(sql, id, next, &draft, by, now, note)?;
    sql.run("UPDATE content_item SET newest = $2 WHERE id = $1", &values![number(id), number(next)])?;
    Ok(next)
}

/// Saves the words of an old revision again, as a new one; its number. The address stays as it is.
///
/// # Errors
///
/// Where there is no such item or revision.
pub fn restore(sql: &mut dyn Sql, id: u64, old: u64, by: &Editor, now: i64) -> Result<u64, ContentRefusal> {
    let (item, _) = locked(sql, id)?;
    let words = revision(sql, id, old)?.ok_or(ContentRefusal::NoRevision(old))?;
    save(sql, id, item.newest, words.draft, by, now, &format!("Restored from revision {old}"))
}

/// Removes an item with its whole history, as when somebody wants their name to be gone. What others rest on stays.
///
/// # Errors
///
/// Where there is none, or something else belongs to it.
pub fn remove(sql: &mut dyn Sql, id: u64) -> Result<(), ContentRefusal> {
    crate::search::forget(sql, number(id))?;
    sql.run("DELETE FROM content_former WHERE item = $1", &values![number(id)])?;
    sql.run("DELETE FROM content_revision WHERE item = $1", &values![number(id)])?;
    match sql.run("DELETE FROM content_item WHERE id = $1", &values![number(id)]) {
        Ok(1) => Ok(()),
        Ok(_) => Err(ContentRefusal::Gone),
        Err(DbError::Refused(_)) => Err(ContentRefusal::Used),
        Err(error) => Err(error.into()),
    }
}

/// Lets a path of a site that was here before, such as `/2020/03/hello/`, lead to an item.
///
/// # Errors
///
/// The database's.
pub fn lead_from(sql: &mut dyn Sql, path: &str, id: u64) -> Result<(), DbError> {
    was(sql, "", path.trim_end_matches('/'), id)
}

/// Puts items of a kind into this order; those that are not named keep their place behind.
///
/// # Errors
///
/// The database's.
pub fn order(sql: &mut dyn Sql, ids: &[u64]) -> Result<(), DbError> {
    for (place, id) in (1i64..).zip(ids) {
        sql.run("UPDATE content_item SET place = $2 WHERE id = $1", &values![number(*id), place])?;
    }
    Ok(())
}

/// The item and its last revision. Its row is locked, so that of two who save at once one is second.
pub(super) fn locked(sql: &mut dyn Sql, id: u64) -> Result<(Item, Revision), ContentRefusal> {
    sql.run("UPDATE content_item SET newest = newest WHERE id = $1", &values![number(id)])?;
    let item = item(sql, id)?.ok_or(ContentRefusal::Gone)?;
    let last = revision(sql, id, item.newest)?.ok_or(ContentRefusal::NoRevision(item.newest))?;
    Ok((item, last))
}

/// Is the slug free, but for the item itself?
fn free(sql: &mut dyn Sql, draft: &Draft, but: Option<u64>) -> Result<(), ContentRefusal> {
    match named(sql, draft.details.kind(), &draft.slug)? {
        Some(other) if Some(other.id) != but => Err(ContentRefusal::Taken(draft.slug.clone())),
        _ => Ok(()),
    }
}

fn rename(sql: &mut dyn Sql, item: &Item, draft: &Draft) -> Result<(), ContentRefusal> {
    free(sql, draft, Some(item.id))?;
    let kind = item.kind.word();
    sql.run("DELETE FROM content_former WHERE kind = $1 AND slug = $2", &values![kind, &draft.slug])?;
    let rename = "UPDATE content_item SET slug = $2 WHERE id = $1";
    sql.run(rename, &values![number(item.id), &draft.slug])?;
    // What nobody could open needs no old address.
    if item.shown.is_some() || item.next.is_some() || item.withdrawn.is_some() {
        was(sql, kind, &item.slug, item.id)?;
    }
    Ok(())
}

fn was(sql: &mut dyn Sql, kind: &str, slug: &str, id: u64) -> Result<(), DbError> {
    let was = "INSERT INTO content_former (kind, slug, item) VALUES ($1, $2, $3)
               ON CONFLICT (kind, slug) DO UPDATE SET item = excluded.item";
    sql.run(was, &values![kind, slug, number(id)]).map(|_| ())
}

fn keep(
    sql: &mut dyn Sql,
    id: u64,
    revision: u64,
    draft: &Draft,
    by: &Editor,
    now: i64,
    note: &str,
) -> Result<(), DbError> {
    let details = serde_json::to_string(&draft.details)
        .map_err(|error| DbError::Form(format!("the details of a revision: {error}")))?;
    let line =
        |text: &str, most| -> String { text.chars().filter(|sign| !sign.is_control()).take(most).collect() };
    let keep = "INSERT INTO content_revision (item, number, account, author, at, note, title, lead, body, picture, alt,
                sample, day, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let kept = values![
        number(id),
        number(revision),
        by.account.map(number),
        line(&by.name, 100),
        now,
        line(note, 300),
        &draft.title,
        &draft.lead,
        &draft.body,
        &draft.picture,
        &draft.alt,
        draft.sample,
        draft.details.day(),
        details,
    ];
    sql.run(keep, &kept)?;
    crate::search::index(sql, number(id), number(revision), [&draft.title, &draft.lead, &draft.body])
}
