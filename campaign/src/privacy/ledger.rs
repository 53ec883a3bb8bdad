//! What was done about personal data, in numbers: who asked, what was erased by hand and by time, and what is kept now.

use super::KEPT;
use crate::{
    db::{DbError, Sql, Table},
    values,
};

/// The table: how many rows were erased on which day because their time had come.
pub const TABLE: Table = Table(
    "CREATE TABLE forgotten (
        day {int} NOT NULL,
        name TEXT NOT NULL,
        times {int} NOT NULL,
        PRIMARY KEY (day, name)
    ){strict};",
);

const DAY: i64 = 86_400;

/// Adds to what was erased of a table on this day.
///
/// # Errors
///
/// The database's.
pub(super) fn add(sql: &mut dyn Sql, table: &str, gone: u64, now: i64) -> Result<(), DbError> {
    let add = "INSERT INTO forgotten (day, name, times) VALUES ($1, $2, $3)
               ON CONFLICT (day, name) DO UPDATE SET times = forgotten.times + excluded.times";
    let gone = i64::try_from(gone).unwrap_or(i64::MAX);
    sql.run(add, &values![now.div_euclid(DAY), table, gone]).map(drop)
}

/// How many requests to see one's data there are, within the time for which they are kept.
///
/// # Errors
///
/// The database's.
pub fn asked(sql: &mut dyn Sql) -> Result<i64, DbError> {
    sql.number("SELECT COUNT(*) FROM own_data", &[])
}

/// The last erasures: when, and by whom at the desk; by nobody there where it was the person.
///
/// # Errors
///
/// The database's.
pub fn erased_by_hand(sql: &mut dyn Sql, most: u32) -> Result<Vec<(i64, Option<String>)>, DbError> {
    let find = "SELECT act.at, account.name FROM administrative_act AS act LEFT JOIN account ON account.id = act.account
                WHERE act.what = 'erase-person' ORDER BY act.id DESC LIMIT $1";
    let rows = sql.rows(find, &values![i64::from(most)])?;
    rows.iter().map(|row| Ok((row.int(0)?, row.maybe_text(1)?.map(str::to_owned)))).collect()
}

/// How many rows of which table were erased since then because their time had come.
///
/// # Errors
///
/// The database's.
pub fn by_time(sql: &mut dyn Sql, since: i64) -> Result<Vec<(String, u64)>, DbError> {
    let find =
        "SELECT name, CAST(SUM(times) AS BIGINT) FROM forgotten WHERE day >= $1 GROUP BY name ORDER BY name";
    let rows = sql.rows(find, &values![since.div_euclid(DAY)])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}

/// How many rows each table with personal data has now.
///
/// # Errors
///
/// The database's.
pub fn rows(sql: &mut dyn Sql) -> Result<Vec<(&'static str, u64)>, DbError> {
    let mut out = Vec::new();
    for kept in KEPT.iter().filter(|kept| kept.is_personal()) {
        // The names are those of the table in this program, never what somebody typed.
        let many = sql.number(&format!("SELECT COUNT(*) FROM {}", kept.table), &[])?;
        out.push((kept.table, u64::try_from(many).unwrap_or_default()));
    }
    Ok(out)
}
