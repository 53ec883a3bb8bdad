//! Sessions: begun by signing in, seen at each request, ended by whoever owns them, by time, or by an administrator.

use super::{Account, account, accounts, number};
use crate::{
    db::{DbError, Sql},
    values,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use record::hash::Hash;

/// A session that is not used for so long has ended, in seconds.
pub const IDLE: i64 = 12 * 3_600;
/// No session lasts longer, in seconds.
pub const LONGEST: i64 = 14 * 86_400;
/// A session's last use is written down at most so often, in seconds.
const WRITTEN: i64 = 60;

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its row.
    pub id: u64,
    /// Whose it is.
    pub account: Account,
    /// How they signed in: `link` or `passkey`.
    pub how: String,
    /// The program that they use, in its own words.
    pub agent: String,
    /// When it began.
    pub begun: i64,
    /// When it was last used.
    pub seen: i64,
}

/// Begins a session; the text that a cookie holds. `chance` are fresh random bytes: every sign-in has a token of its own, so that
/// none that was planted before is worth anything.
///
/// # Errors
///
/// The database's.
pub fn begin(
    sql: &mut dyn Sql,
    of: u64,
    how: &str,
    agent: &str,
    now: i64,
    chance: [u8; 32],
) -> Result<String, DbError> {
    let agent: String = agent.chars().filter(|sign| !sign.is_control()).take(200).collect();
    let begin =
        "INSERT INTO session (token, account, how, agent, begun, seen) VALUES ($1, $2, $3, $4, $5, $5)";
    sql.run(begin, &values![hash(&chance).0.as_slice(), number(of), how, agent, now])?;
    Ok(URL_SAFE_NO_PAD.encode(chance))
}

/// The session that a cookie stands for, if it still runs. The cookie is hashed before it is looked up, so that the time this
/// takes says nothing about tokens.
///
/// # Errors
///
/// The database's.
pub fn of_cookie(sql: &mut dyn Sql, cookie: &str, now: i64) -> Result<Option<Session>, DbError> {
    let Some(token) = URL_SAFE_NO_PAD.decode(cookie).ok().filter(|token| token.len() == 32) else {
        return Ok(None);
    };
    let find = "SELECT id, account, how, agent, begun, seen FROM session
                WHERE token = $1 AND ended IS NULL AND seen >= $2 AND begun >= $3";
    let row = sql.row(find, &values![hash(&token).0.as_slice(), now - IDLE, now - LONGEST])?;
    let Some(row) = row else { return Ok(None) };
    let Some(account) = account(sql, row.count(1)?)?.filter(|account| account.ended.is_none()) else {
        return Ok(None);
    };
    Ok(Some(Session {
        id: row.count(0)?,
        account,
        how: row.text(2)?.to_owned(),
        agent: row.text(3)?.to_owned(),
        begun: row.int(4)?,
        seen: row.int(5)?,
    }))
}

/// Should this use be written down with [`seen`]?
pub fn is_worth_writing(session: &Session, now: i64) -> bool {
    now - session.seen >= WRITTEN
}

/// Writes down that a session is used.
///
/// # Errors
///
/// The database's.
pub fn seen(sql: &mut dyn Sql, id: u64, now: i64) -> Result<(), DbError> {
    let seen = "UPDATE session SET seen = $2 WHERE id = $1 AND seen < $2";
    sql.run(seen, &values![number(id), now]).map(|_| ())
}

/// The sessions of an account that still run, the last used first.
///
/// # Errors
///
/// The database's.
pub fn running(sql: &mut dyn Sql, of: &Account, now: i64) -> Result<Vec<Session>, DbError> {
    let find = "SELECT id, how, agent, begun, seen FROM session WHERE account = $1 AND ended IS NULL
                AND seen >= $2 AND begun >= $3 ORDER BY seen DESC, id DESC";
    let rows = sql.rows(find, &values![number(of.id), now - IDLE, now - LONGEST])?;
    let session = |row: &crate::db::Row| {
        Ok(Session {
            id: row.count(0)?,
            account: of.clone(),
            how: row.text(1)?.to_owned(),
            agent: row.text(2)?.to_owned(),
            begun: row.int(3)?,
            seen: row.int(4)?,
        })
    };
    rows.iter().map(session).collect()
}

/// Every session that still runs, whosever it is, the last used first.
///
/// # Errors
///
/// The database's.
pub fn all_running(sql: &mut dyn Sql, now: i64) -> Result<Vec<Session>, DbError> {
    let mut all = Vec::new();
    for account in accounts(sql)?.iter().filter(|account| account.ended.is_none()) {
        all.extend(running(sql, account, now)?);
    }
    all.sort_by_key(|session| std::cmp::Reverse((session.seen, session.id)));
    Ok(all)
}

/// Ends a session of an account; whether there was one.
///
/// # Errors
///
/// The database's.
pub fn end(sql: &mut dyn Sql, of: u64, id: u64, now: i64) -> Result<bool, DbError> {
    let end = "UPDATE session SET ended = $3 WHERE id = $1 AND account = $2 AND ended IS NULL";
    Ok(sql.run(end, &values![number(id), number(of), now])? == 1)
}

/// Ends every session of an account but one.
///
/// # Errors
///
/// The database's.
pub fn end_others(sql: &mut dyn Sql, of: u64, but: u64, now: i64) -> Result<u64, DbError> {
    let end = "UPDATE session SET ended = $3 WHERE account = $1 AND id <> $2 AND ended IS NULL";
    sql.run(end, &values![number(of), number(but), now])
}

/// Ends every session of an account.
///
/// # Errors
///
/// The database's.
pub fn end_all(sql: &mut dyn Sql, of: u64, now: i64) -> Result<u64, DbError> {
    sql.run("UPDATE session SET ended = $2 WHERE account = $1 AND ended IS NULL", &values![number(of), now])
}

/// Erases sessions that ended a while ago.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    sql.run("DELETE FROM session WHERE begun < $1", &values![now - 2 * LONGEST])
}

pub(super) fn hash(token: &[u8]) -> Hash {
    Hash::of(&[b"koinon session\0", token])
}
