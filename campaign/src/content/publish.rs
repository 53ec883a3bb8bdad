//! Publishing: now, from a time on, and no longer.

use super::{ContentRefusal, Item, edit::locked, number, revision};
use crate::{
    db::{DbError, Sql},
    values,
};

/// Shows a revision to readers from now on. What was to come later does not come any more.
///
/// # Errors
///
/// Where there is no such item or revision.
pub fn publish(sql: &mut dyn Sql, id: u64, of: u64, now: i64) -> Result<(), ContentRefusal> {
    publish_since(sql, id, of, now, now)
}

/// Shows a revision that was first shown elsewhere at `since`: for what is imported.
///
/// # Errors
///
/// As for [`publish`].
pub fn publish_since(
    sql: &mut dyn Sql,
    id: u64,
    of: u64,
    since: i64,
    now: i64,
) -> Result<(), ContentRefusal> {
    begin(sql, id, of, now)?;
    let publish = "UPDATE content_item SET shown = $2, since = $3, next = NULL, due = NULL, withdrawn = NULL,
                   published = COALESCE(published, $3) WHERE id = $1";
    sql.run(publish, &values![number(id), number(of), since])?;
    Ok(())
}

/// Shows a revision to readers from a time on; until then they see what they see now.
///
/// # Errors
///
/// Where there is no such item or revision, or that time has passed.
pub fn schedule(sql: &mut dyn Sql, id: u64, of: u64, at: i64, now: i64) -> Result<(), ContentRefusal> {
    if at <= now {
        return Err(ContentRefusal::Past);
    }
    begin(sql, id, of, now)?;
    let schedule = "UPDATE content_item SET next = $2, due = $3 WHERE id = $1";
    sql.run(schedule, &values![number(id), number(of), at])?;
    Ok(())
}

/// Lets what is to come not come; what is shown stays.
///
/// # Errors
///
/// [`ContentRefusal::NotShown`] where nothing is to come.
pub fn unschedule(sql: &mut dyn Sql, id: u64, now: i64) -> Result<(), ContentRefusal> {
    let (item, _) = locked(sql, id)?;
    settle(sql, &item, now)?;
    let stop = "UPDATE content_item SET next = NULL, due = NULL WHERE id = $1 AND due > $2";
    match sql.run(stop, &values![number(id), now])? {
        0 => Err(ContentRefusal::NotShown),
        _ => Ok(()),
    }
}

/// Shows an item no longer, and lets nothing come.
///
/// # Errors
///
/// [`ContentRefusal::NotShown`] where nothing is shown, and nothing to come.
pub fn withdraw(sql: &mut dyn Sql, id: u64, now: i64) -> Result<(), ContentRefusal> {
    let (item, _) = locked(sql, id)?;
    settle(sql, &item, now)?;
    if item.seen(now).is_none() && item.next.is_none() {
        return Err(ContentRefusal::NotShown);
    }
    let withdraw =
        "UPDATE content_item SET shown = NULL, since = NULL, next = NULL, due = NULL, withdrawn = $2
                    WHERE id = $1";
    sql.run(withdraw, &values![number(id), now])?;
    Ok(())
}

/// The item is there, has the revision, and what fell due is written down.
fn begin(sql: &mut dyn Sql, id: u64, of: u64, now: i64) -> Result<(), ContentRefusal> {
    let (item, _) = locked(sql, id)?;
    revision(sql, id, of)?.ok_or(ContentRefusal::NoRevision(of))?;
    Ok(settle(sql, &item, now)?)
}

/// Writes down what fell due, before something else changes it.
fn settle(sql: &mut dyn Sql, item: &Item, now: i64) -> Result<(), DbError> {
    if item.next.is_none_or(|(_, due)| due > now) {
        return Ok(());
    }
    let settle = "UPDATE content_item SET shown = next, since = due, published = COALESCE(published, due),
                  next = NULL, due = NULL, withdrawn = NULL WHERE id = $1";
    sql.run(settle, &values![number(item.id)]).map(|_| ())
}
