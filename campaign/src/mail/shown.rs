//! Letters of the queue as administrators see them: to whom, of which kind, where each stands, and what is in it until it is sent.

use super::{
    Letter,
    queue::{QueueError, opened},
};
use crate::{
    db::{DbError, Row, Sql},
    secret::Secrets,
    values,
};

/// A letter in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its row.
    pub id: u64,
    /// Of which kind, as a word such as `confirm-signature`.
    pub kind: String,
    /// To whom.
    pub to: String,
    /// Where it stands, as a word such as `waits`.
    pub stands: String,
    /// When it is due, or was settled.
    pub due: i64,
    /// How often it was tried.
    pub tries: u64,
    /// What the mail server said, if it refused.
    pub says: Option<String>,
    /// Is what is in it still kept?
    pub is_kept: bool,
}

const COLUMNS: &str = "SELECT id, kind, recipient, stands, due, tries, says, letter FROM mail";

/// The letters that stand so, or all, before a row if one is named, the newest first.
///
/// # Errors
///
/// The database's; where the key does not open an address.
pub fn letters(
    sql: &mut dyn Sql,
    secrets: &Secrets,
    stands: Option<&str>,
    before: Option<u64>,
    most: u32,
) -> Result<Vec<Listed>, QueueError> {
    let before = before.and_then(|id| i64::try_from(id).ok()).unwrap_or(i64::MAX);
    let find = format!("{COLUMNS} WHERE id < $1 AND (stands = $2 OR $2 = '') ORDER BY id DESC LIMIT $3");
    let rows = sql.rows(&find, &values![before, stands.unwrap_or_default(), i64::from(most)])?;
    rows.iter().map(|row| listed(row, secrets)).collect()
}

/// A letter, and what is in it where that is kept; nothing where there is none.
///
/// # Errors
///
/// As [`letters`].
pub fn letter(
    sql: &mut dyn Sql,
    secrets: &Secrets,
    id: u64,
) -> Result<Option<(Listed, Option<Letter>)>, QueueError> {
    let id = i64::try_from(id).unwrap_or(i64::MAX);
    let Some(row) = sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![id])? else { return Ok(None) };
    let kept = row.maybe_bytes(7)?.map(|kept| opened(secrets, row.bytes(2)?, kept)).transpose()?;
    Ok(Some((listed(&row, secrets)?, kept)))
}

/// How many letters failed, or may not have arrived.
///
/// # Errors
///
/// The database's.
pub fn troubled(sql: &mut dyn Sql) -> Result<u64, DbError> {
    let count = "SELECT COUNT(*) FROM mail WHERE stands IN ('failed', 'unknown')";
    Ok(u64::try_from(sql.number(count, &[])?).unwrap_or(0))
}

fn listed(row: &Row, secrets: &Secrets) -> Result<Listed, QueueError> {
    Ok(Listed {
        id: row.count(0)?,
        kind: row.text(1)?.to_owned(),
        to: secrets.unseal("mail.recipient", row.bytes(2)?)?,
        stands: row.text(3)?.to_owned(),
        due: row.int(4)?,
        tries: row.count(5)?,
        says: row.maybe_text(6)?.map(str::to_owned),
        is_kept: row.maybe_bytes(7)?.is_some(),
    })
}
