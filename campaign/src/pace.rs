//! How often something may come from one place in a stretch of time. Of who it was only a keyed hash is kept, and not for long.

use crate::{
    db::{DbError, Sql},
    values,
};

/// For how long a count is kept, in seconds.
pub const KEEP: i64 = 86_400;

/// Counts one more from somewhere in this stretch of `stretch` seconds; whether that is still within the bound. `who` is a keyed
/// hash of the place and of what is asked there, so that what is counted for one form does not count for another.
///
/// # Errors
///
/// The database's.
pub fn within(sql: &mut dyn Sql, who: &[u8; 32], now: i64, stretch: i64, most: i64) -> Result<bool, DbError> {
    Ok(again(sql, who, now, stretch)? <= most)
}

/// Counts one more from somewhere, as [`within`] does; how many it has been in this stretch.
///
/// # Errors
///
/// The database's.
pub fn again(sql: &mut dyn Sql, who: &[u8; 32], now: i64, stretch: i64) -> Result<i64, DbError> {
    let count = "INSERT INTO pace (who, since, times) VALUES ($1, $2, 1)
                 ON CONFLICT (who, since) DO UPDATE SET times = pace.times + 1 RETURNING times";
    let since = now - now.rem_euclid(stretch);
    sql.number(count, &values![who.as_slice(), since])
}

/// Erases what was counted longer ago than a day.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    sql.run("DELETE FROM pace WHERE since < $1", &values![now - KEEP])
}
