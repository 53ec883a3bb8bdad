//! What the people who run the campaign did: one line an act, never changed.

use super::number;
use crate::{
    db::{DbError, Sql},
    values,
};

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Who, by name; none where the program itself or the command line did it.
    pub who: Option<String>,
    /// When.
    pub at: i64,
    /// What, as a word such as `remove-signature`.
    pub what: String,
    /// On what.
    pub about: String,
}

/// Writes down an act, in the transaction that does it.
///
/// # Errors
///
/// The database's.
pub fn note(sql: &mut dyn Sql, who: Option<u64>, at: i64, what: &str, about: &str) -> Result<(), DbError> {
    let about: String = about.chars().filter(|sign| !sign.is_control()).take(300).collect();
    let note = "INSERT INTO administrative_act (account, at, what, about) VALUES ($1, $2, $3, $4)";
    sql.run(note, &values![who.map(number), at, what, about]).map(|_| ())
}

/// The last acts, the newest first.
///
/// # Errors
///
/// The database's.
pub fn last(sql: &mut dyn Sql, most: u32) -> Result<Vec<Done>, DbError> {
    let find = "SELECT account.name, done.at, done.what, done.about FROM administrative_act AS done
                LEFT JOIN account ON account.id = done.account ORDER BY done.id DESC LIMIT $1";
    let rows = sql.rows(find, &values![i64::from(most)])?;
    let done = |row: &crate::db::Row| {
        Ok(Done {
            who: row.maybe_text(0)?.map(str::to_owned),
            at: row.int(1)?,
            what: row.text(2)?.to_owned(),
            about: row.text(3)?.to_owned(),
        })
    };
    rows.iter().map(done).collect()
}
