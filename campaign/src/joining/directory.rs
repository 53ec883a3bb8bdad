//! The directory: the organisations that were accepted, as everybody sees them, and the applications as the desk sees them.

use super::{apply::Wants, number, opened};
use crate::{
    db::{DbError, Row, Sql},
    office::Office,
    values,
};

/// An organisation as everybody sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its row.
    pub id: u64,
    /// What it is.
    pub wants: Wants,
    /// Its name.
    pub name: String,
    /// Its country's code.
    pub country: String,
    /// Its website.
    pub website: Option<String>,
    /// What it does.
    pub does: String,
    /// Why it joined.
    pub statement: String,
    /// Since when, in seconds since 1970.
    pub since: Option<i64>,
    /// Is it a sample, which no organisation asked for?
    pub sample: bool,
}

/// An application as the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What is public of it, or would be.
    pub organisation: Organisation,
    /// How it stands: `waits`, `accepted`, `declined`, `ended`.
    pub stands: String,
    /// The contact person; none where they were erased.
    pub contact: Option<String>,
    /// Their address.
    pub address: Option<String>,
    /// When it was confirmed.
    pub confirmed: Option<i64>,
    /// When it was decided.
    pub decided: Option<i64>,
    /// The reason of the decision, where one was given.
    pub reason: Option<String>,
}

const COLUMNS: &str =
    "SELECT id, wants, name, country, website, does, statement, decided, sample, stands, contact, address,
                       confirmed, reason FROM organisation";

impl Organisation {
    fn of(row: &Row) -> Result<Self, DbError> {
        let wants = row.text(1)?;
        Ok(Self {
            id: row.count(0)?,
            wants: Wants::read(wants).ok_or_else(|| DbError::Form(format!("`{wants}` joins")))?,
            name: row.text(2)?.to_owned(),
            country: row.text(3)?.to_owned(),
            website: row.maybe_text(4)?.map(str::to_owned),
            does: row.text(5)?.to_owned(),
            statement: row.text(6)?.to_owned(),
            since: row.maybe_int(7)?,
            sample: row.yes(8)?,
        })
    }
}

impl Case {
    fn of(row: &Row, office: &Office) -> Result<Self, DbError> {
        let open =
            |place, column| row.maybe_bytes(column)?.map(|kept| opened(office, place, kept)).transpose();
        Ok(Self {
            organisation: Organisation::of(row)?,
            stands: row.text(9)?.to_owned(),
            contact: open("organisation.contact", 10)?,
            address: open("organisation.address", 11)?,
            confirmed: row.maybe_int(12)?,
            decided: row.maybe_int(7)?,
            reason: row.maybe_text(13)?.map(str::to_owned),
        })
    }
}

/// Who was accepted: partners first, each by name.
///
/// # Errors
///
/// The database's.
pub fn accepted(sql: &mut dyn Sql) -> Result<Vec<Organisation>, DbError> {
    let find = format!("{COLUMNS} WHERE stands = 'accepted' ORDER BY wants, lower(name), id");
    sql.rows(&find, &[])?.iter().map(Organisation::of).collect()
}

/// The applications that stand so, those that wait longest first.
///
/// # Errors
///
/// The database's, or a text that the key does not open.
pub fn cases(sql: &mut dyn Sql, office: &Office, stands: &str) -> Result<Vec<Case>, DbError> {
    let find = format!("{COLUMNS} WHERE stands = $1 ORDER BY COALESCE(decided, confirmed, asked), id");
    sql.rows(&find, &values![stands])?.iter().map(|row| Case::of(row, office)).collect()
}

/// One application, if there is one that was confirmed.
///
/// # Errors
///
/// The database's, or a text that the key does not open.
pub fn case(sql: &mut dyn Sql, office: &Office, id: u64) -> Result<Option<Case>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE id = $1 AND stands <> 'asked'"), &values![number(id)])?;
    row.map(|row| Case::of(&row, office)).transpose()
}

/// How many organisations stand how.
///
/// # Errors
///
/// The database's.
pub fn figures(sql: &mut dyn Sql) -> Result<Vec<(String, u64)>, DbError> {
    let count = "SELECT stands, COUNT(*) FROM organisation WHERE sample = 0 GROUP BY stands ORDER BY stands";
    sql.rows(count, &[])?.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}
