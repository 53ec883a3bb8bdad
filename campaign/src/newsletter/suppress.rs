//! Addresses that receive nothing any more: what bounced for good, and who complained. Only the index is kept, so that the list
//! itself says nothing about anybody.

use crate::{
    address::Address,
    consent,
    db::{DbError, Sql},
    office::Office,
    values,
};

/// Why an address receives nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its server said that there is no such mailbox.
    Bounced,
    /// Its owner called a letter spam.
    Complained,
    /// Its owner asked for it.
    Asked,
}

impl Why {
    /// The word in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bounced => "bounced",
            Self::Complained => "complained",
            Self::Asked => "asked",
        }
    }
}

/// Writes nothing to this address any more, and ends its subscriptions.
///
/// # Errors
///
/// The database's.
pub fn suppress(
    sql: &mut dyn Sql,
    office: &Office,
    address: &Address,
    why: Why,
    now: i64,
) -> Result<(), DbError> {
    let person = office.secrets.index("address", &address.mailbox());
    end(sql, &person, why, now)
}

/// The same for a person whose index is known.
///
/// # Errors
///
/// The database's.
pub fn end(sql: &mut dyn Sql, person: &[u8], why: Why, now: i64) -> Result<(), DbError> {
    let keep =
        "INSERT INTO suppressed (person, why, since) VALUES ($1, $2, $3) ON CONFLICT (person) DO NOTHING";
    sql.run(keep, &values![person, why.word(), now])?;
    consent::withdraw(sql, person, "newsletter", now)?;
    let end = "UPDATE subscriber SET stands = 'ended', ended = $2, address = NULL, details = NULL
               WHERE person = $1 AND stands IN ('asked', 'subscribed')";
    sql.run(end, &values![person, now])?;
    Ok(())
}

/// Does this person receive nothing any more?
///
/// # Errors
///
/// The database's.
pub fn is_suppressed(sql: &mut dyn Sql, person: &[u8]) -> Result<bool, DbError> {
    Ok(sql.row("SELECT 1 FROM suppressed WHERE person = $1", &values![person])?.is_some())
}

/// Since when an address receives nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// Why, as in [`Why::word`].
    pub why: String,
    /// Since when, in seconds since 1970.
    pub at: i64,
}

/// Why an address receives nothing any more, and since when; nothing where it may receive letters.
///
/// # Errors
///
/// The database's.
pub fn since(sql: &mut dyn Sql, office: &Office, address: &Address) -> Result<Option<Since>, DbError> {
    let person = office.secrets.index("address", &address.mailbox());
    let row = sql.row("SELECT why, since FROM suppressed WHERE person = $1", &values![person.as_slice()])?;
    row.map(|row| Ok(Since { why: row.text(0)?.to_owned(), at: row.int(1)? })).transpose()
}

/// Lets an address receive letters again: its owner said so.
///
/// # Errors
///
/// The database's.
pub fn lift(sql: &mut dyn Sql, office: &Office, address: &Address) -> Result<bool, DbError> {
    let person = office.secrets.index("address", &address.mailbox());
    Ok(sql.run("DELETE FROM suppressed WHERE person = $1", &values![person.as_slice()])? == 1)
}

/// How many receive nothing, by reason.
///
/// # Errors
///
/// The database's.
pub fn figures(sql: &mut dyn Sql) -> Result<Vec<(String, u64)>, DbError> {
    let rows = sql.rows("SELECT why, COUNT(*) FROM suppressed GROUP BY why ORDER BY why", &[])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}
