//! The log of consents: who agreed to what, when, on which page, and to which words. An entry says nothing about the person but
//! the index by which their own link finds it.

use crate::{
    db::{DbError, Row, Sql, Table},
    values,
};
use record::hash::Hash;

/// What is added to the log of the first release: the page on which somebody agreed.
pub const TABLE: Table = Table("ALTER TABLE consent ADD COLUMN place TEXT");

/// For how long after it was withdrawn a consent is kept, to be able to show that there was one, in seconds (GDPR, Article
/// 7(1)): three years.
pub const KEEP: i64 = 3 * 365 * 86_400;

/// A consent as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// To what, as a word such as `newsletter`.
    pub what: String,
    /// The words.
    pub wording: String,
    /// Where: the page; none where it was not written down.
    pub place: Option<String>,
    /// When, in seconds since 1970.
    pub given: i64,
    /// When it was withdrawn, if it was.
    pub withdrawn: Option<i64>,
}

impl Consent {
    /// The version of the words: the first eight digits of their SHA-256. Words that differ have another.
    pub fn version(&self) -> String {
        version(&self.wording)
    }

    fn of(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            what: row.text(0)?.to_owned(),
            wording: row.text(1)?.to_owned(),
            place: row.maybe_text(2)?.map(str::to_owned),
            given: row.int(3)?,
            withdrawn: row.maybe_int(4)?,
        })
    }
}

/// The version of words: the first eight digits of their SHA-256.
pub fn version(wording: &str) -> String {
    Hash::of(&[wording.as_bytes()]).to_string().chars().take(8).collect()
}

/// Writes down that somebody agrees.
///
/// # Errors
///
/// The database's.
pub fn give(
    sql: &mut dyn Sql,
    person: &[u8; 32],
    (what, place): (&str, &str),
    wording: &str,
    now: i64,
) -> Result<(), DbError> {
    let give = "INSERT INTO consent (person, what, wording, place, given) VALUES ($1, $2, $3, $4, $5)";
    sql.run(give, &values![person.as_slice(), what, wording, place, now]).map(drop)
}

/// Writes down that somebody agrees no more.
///
/// # Errors
///
/// The database's.
pub fn withdraw(sql: &mut dyn Sql, person: &[u8], what: &str, now: i64) -> Result<(), DbError> {
    let withdraw = "UPDATE consent SET withdrawn = $3 WHERE person = $1 AND what = $2 AND withdrawn IS NULL";
    sql.run(withdraw, &values![person, what, now]).map(drop)
}

/// What somebody agreed to, in the order of time.
///
/// # Errors
///
/// The database's.
pub fn of_person(sql: &mut dyn Sql, person: &[u8; 32]) -> Result<Vec<Consent>, DbError> {
    let find =
        "SELECT what, wording, place, given, withdrawn FROM consent WHERE person = $1 ORDER BY given, id";
    sql.rows(find, &values![person.as_slice()])?.iter().map(Consent::of).collect()
}

/// Erases consents that were withdrawn long ago.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    sql.run("DELETE FROM consent WHERE withdrawn < $1", &values![now - KEEP])
}
