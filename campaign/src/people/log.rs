//! What the people who run the campaign did: one line an act, never changed.

use super::number;
use crate::{
    db::{DbError, Row, Sql},
    values,
};

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its row: acts are counted as they are done.
    pub id: u64,
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

/// Which acts are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Those before this row only.
    pub before: Option<u64>,
    /// Those of this account only.
    pub who: Option<u64>,
}

/// The last acts, the newest first.
///
/// # Errors
///
/// The database's.
pub fn last(sql: &mut dyn Sql, most: u32) -> Result<Vec<Done>, DbError> {
    acts(sql, Asked::default(), most)
}

/// The last acts that are asked for, the newest first.
///
/// # Errors
///
/// The database's.
pub fn acts(sql: &mut dyn Sql, asked: Asked, most: u32) -> Result<Vec<Done>, DbError> {
    let find = "SELECT done.id, account.name, done.at, done.what, done.about FROM administrative_act AS done
                LEFT JOIN account ON account.id = done.account
                WHERE done.id < $2 AND (done.account = $3 OR $3 = 0) ORDER BY done.id DESC LIMIT $1";
    let before = asked.before.map_or(i64::MAX, number);
    let rows = sql.rows(find, &values![i64::from(most), before, asked.who.map_or(0, number)])?;
    let done = |row: &Row| {
        Ok(Done {
            id: row.count(0)?,
            who: row.maybe_text(1)?.map(str::to_owned),
            at: row.int(2)?,
            what: row.text(3)?.to_owned(),
            about: row.text(4)?.to_owned(),
        })
    };
    rows.iter().map(done).collect()
}
