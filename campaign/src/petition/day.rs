//! The day's count, bound: the root of a Merkle tree over every commitment that was ever confirmed, in order. It goes into the
//! record, so that nobody can add, drop or exchange a signature afterwards; and whoever holds a receipt can check theirs.

use super::{Petition, confirm::Receipt, number};
use crate::{
    db::{DbError, Sql},
    values,
};
use record::{
    hash::Hash,
    merkle::{Tree, leaf_hash},
};
use std::collections::BTreeMap;

/// What is said of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day, `2026-11-24`, in UTC.
    pub day: String,
    /// How many were ever confirmed until its end.
    pub leaves: u64,
    /// How many of them count: those not withdrawn or removed.
    pub counted: u64,
    /// The root over them.
    pub root: Hash,
    /// The event of the Community's record that has it, if one does.
    pub event: Option<u64>,
}

/// Closes a day: counts and binds what was confirmed before `end`. What is closed is not closed again.
///
/// # Errors
///
/// The database's; a place without a commitment.
pub fn close(sql: &mut dyn Sql, petition: &Petition, day: &str, end: i64) -> Result<Day, DbError> {
    if let Some(closed) = closed(sql, petition, day)? {
        return Ok(closed);
    }
    let id = i64::try_from(petition.id).unwrap_or(i64::MAX);
    let count = "SELECT COUNT(*) FROM signature WHERE petition = $1 AND leaf IS NOT NULL AND confirmed < $2";
    let leaves = sql.number(count, &values![id, end])?;
    let stands = "SELECT COUNT(*) FROM signature WHERE petition = $1 AND leaf < $2 AND stands = 'signed'";
    let counted = sql.number(stands, &values![id, leaves])?;
    let tree = tree(sql, petition, leaves)?;
    let root = tree.root();
    let close = "INSERT INTO petition_day (petition, day, leaves, counted, root) VALUES ($1, $2, $3, $4, $5)";
    sql.run(close, &values![id, day, leaves, counted, root.0.as_slice()])?;
    let count =
        |number: i64| u64::try_from(number).map_err(|_| DbError::Form(format!("{number} signatures")));
    Ok(Day { day: day.to_owned(), leaves: count(leaves)?, counted: count(counted)?, root, event: None })
}

/// A day that was closed.
fn closed(sql: &mut dyn Sql, petition: &Petition, day: &str) -> Result<Option<Day>, DbError> {
    let id = i64::try_from(petition.id).unwrap_or(i64::MAX);
    let found = "SELECT day, leaves, counted, root, event FROM petition_day WHERE petition = $1 AND day = $2";
    sql.row(found, &values![id, day])?.map(|row| read(&row)).transpose()
}

/// Every day that was closed, the last first.
///
/// # Errors
///
/// The database's.
pub fn days(sql: &mut dyn Sql, petition: &Petition) -> Result<Vec<Day>, DbError> {
    let id = i64::try_from(petition.id).unwrap_or(i64::MAX);
    let found =
        "SELECT day, leaves, counted, root, event FROM petition_day WHERE petition = $1 ORDER BY day DESC";
    sql.rows(found, &values![id])?.iter().map(read).collect()
}

fn read(row: &crate::db::Row) -> Result<Day, DbError> {
    let root = row.bytes(3)?.try_into().map_err(|_| DbError::Form("a root is not 32 bytes".into()))?;
    Ok(Day {
        day: row.text(0)?.to_owned(),
        leaves: row.count(1)?,
        counted: row.count(2)?,
        root: Hash(root),
        event: row.maybe_int(4)?.and_then(|event| u64::try_from(event).ok()),
    })
}

/// Signatures by country.
pub type Countries = BTreeMap<String, u64>;

/// The closed days that are not on the Community's record, the oldest first, each with how many of its signatures count now, by
/// country: who has withdrawn since counts no more.
///
/// # Errors
///
/// The database's.
pub fn not_entered(sql: &mut dyn Sql, petition: &Petition) -> Result<Vec<(Day, Countries)>, DbError> {
    let id = i64::try_from(petition.id).unwrap_or(i64::MAX);
    let found = "SELECT day, leaves, counted, root, event FROM petition_day WHERE petition = $1 AND event IS NULL ORDER BY day";
    let days: Vec<Day> = sql.rows(found, &values![id])?.iter().map(read).collect::<Result<_, _>>()?;
    let count =
        "SELECT country, COUNT(*) FROM signature WHERE petition = $1 AND leaf < $2 AND stands = 'signed'
                 GROUP BY country";
    let with_counts = days.into_iter().map(|day| {
        let leaves = i64::try_from(day.leaves).unwrap_or(i64::MAX);
        let rows = sql.rows(count, &values![id, leaves])?;
        let countries = rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?)));
        Ok((day, countries.collect::<Result<Countries, DbError>>()?))
    });
    with_counts.collect()
}

/// A closed day is on the record, as this event.
///
/// # Errors
///
/// The database's.
pub fn entered(sql: &mut dyn Sql, petition: &Petition, day: &str, event: u64) -> Result<(), DbError> {
    let entered = "UPDATE petition_day SET event = $3 WHERE petition = $1 AND day = $2";
    sql.run(entered, &values![number(petition.id), day, number(event)]).map(drop)
}

/// The tree over the first commitments.
fn tree(sql: &mut dyn Sql, petition: &Petition, leaves: i64) -> Result<Tree, DbError> {
    let id = i64::try_from(petition.id).unwrap_or(i64::MAX);
    let found = "SELECT leaf, commitment FROM signature WHERE petition = $1 AND leaf < $2 ORDER BY leaf";
    let mut tree = Tree::new();
    for (place, row) in (0i64..).zip(sql.rows(found, &values![id, leaves])?) {
        if row.int(0)? != place {
            return Err(DbError::Form(format!("signature {place} of petition `{}` is gone", petition.name)));
        }
        tree.push(leaf_hash(row.bytes(1)?));
    }
    if tree.size() != u64::try_from(leaves).unwrap_or(u64::MAX) {
        return Err(DbError::Form(format!("petition `{}` lacks signatures that it counted", petition.name)));
    }
    Ok(tree)
}

/// What a receipt shows of the last closed day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The day.
    pub day: Day,
    /// The hashes that lead from the signature to the root (RFC 6962, 2.1.1).
    pub path: Vec<Hash>,
    /// Does it count, or was it withdrawn?
    pub counts: bool,
}

/// Checks a receipt with the mailbox that it was sent to; nothing where no closed day has it, or it is another's.
///
/// # Errors
///
/// The database's.
pub fn check(
    sql: &mut dyn Sql,
    petition: &Petition,
    receipt: &Receipt,
    mailbox: &str,
) -> Result<Option<Shown>, DbError> {
    let Some(day) = days(sql, petition)?.into_iter().find(|day| receipt.leaf < day.leaves) else {
        return Ok(None);
    };
    let id = i64::try_from(petition.id).unwrap_or(i64::MAX);
    let place = i64::try_from(receipt.leaf).unwrap_or(i64::MAX);
    let found = "SELECT commitment, stands FROM signature WHERE petition = $1 AND leaf = $2";
    let Some(row) = sql.row(found, &values![id, place])? else { return Ok(None) };
    if receipt.petition != petition.id || row.bytes(0)? != receipt.commitment(mailbox).0 {
        return Ok(None);
    }
    let counts = row.text(1)? == "signed";
    let tree = tree(sql, petition, i64::try_from(day.leaves).unwrap_or(i64::MAX))?;
    let path = tree.inclusion(receipt.leaf, day.leaves);
    let path = path.map_err(|_| DbError::Form(format!("signature {place} has no place in the tree")))?;
    Ok(Some(Shown { day, path, counts }))
}
