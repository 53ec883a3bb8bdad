//! Passkeys: what is kept of each, and the challenges that wait for an answer, each for one use and for some minutes. What a key
//! answers is checked where it arrives, by the site; here it is text.

use super::{Account, account, log, number, session};
use crate::{
    db::{DbError, Row, Sql, Table},
    mail::{Letter, queue},
    office::Office,
    people::{self, AccountRefusal},
    values,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::fmt;

/// Challenges, and for which site a passkey is: a browser offers it nowhere else.
pub const TABLE: Table = Table(
    "CREATE TABLE challenge (
        token {bytes} PRIMARY KEY,
        account {int} NOT NULL,
        state TEXT NOT NULL,
        until {int} NOT NULL
    ){strict};
    CREATE INDEX challenge_until ON challenge (until);
    ALTER TABLE passkey ADD COLUMN site TEXT NOT NULL DEFAULT '';",
);

/// For how long a challenge waits for its answer, in seconds.
pub const WAITS: i64 = 600;
/// How many challenges may wait at once.
const WAITING: i64 = 10_000;
/// How many passkeys an account may have.
const MOST: i64 = 20;

/// A passkey as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// What names it, in letters that may stand in a form.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// The site for which it is, such as `example.org`.
    pub site: String,
    /// When it was added.
    pub added: i64,
    /// When it was last used.
    pub used: Option<i64>,
}

/// Why a passkey is not kept or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasskeyRefusal {
    /// No name, or a long one.
    Name,
    /// The account has as many as it may.
    Many,
    /// It is somebody's already.
    Known,
    /// There is none.
    Gone,
    /// The account cannot be written to.
    Account(AccountRefusal),
}

impl fmt::Display for PasskeyRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => f.write_str("a passkey's name has between 1 and 60 characters"),
            Self::Many => write!(f, "an account may have {MOST} passkeys: remove one first"),
            Self::Known => f.write_str("this passkey is known already"),
            Self::Gone => f.write_str("there is no such passkey"),
            Self::Account(refusal) => refusal.fmt(f),
        }
    }
}

impl std::error::Error for PasskeyRefusal {}

impl From<DbError> for PasskeyRefusal {
    fn from(error: DbError) -> Self {
        Self::Account(AccountRefusal::Db(error))
    }
}

/// Keeps what is needed to check the answer to a challenge: of an account that adds a passkey, or of whoever signs in. The text
/// that goes with the answer; none where too many wait already.
///
/// # Errors
///
/// The database's.
pub fn challenge(
    sql: &mut dyn Sql,
    of: Option<u64>,
    state: &str,
    now: i64,
    chance: [u8; 32],
) -> Result<Option<String>, DbError> {
    forget(sql, now)?;
    if sql.number("SELECT COUNT(*) FROM challenge", &[])? >= WAITING {
        return Ok(None);
    }
    let keep = "INSERT INTO challenge (token, account, state, until) VALUES ($1, $2, $3, $4)";
    let token = session::hash(&chance);
    sql.run(keep, &values![token.0.as_slice(), number(of.unwrap_or(0)), state, now + WAITS])?;
    Ok(Some(URL_SAFE_NO_PAD.encode(chance)))
}

/// Takes a challenge away, whatever its answer is worth: of two answers one finds it.
///
/// # Errors
///
/// The database's.
pub fn answered(
    sql: &mut dyn Sql,
    of: Option<u64>,
    token: &str,
    now: i64,
) -> Result<Option<String>, DbError> {
    let Some(token) = URL_SAFE_NO_PAD.decode(token).ok().filter(|token| token.len() == 32) else {
        return Ok(None);
    };
    let take = "DELETE FROM challenge WHERE token = $1 AND account = $2 RETURNING state, until";
    let row = sql.row(take, &values![session::hash(&token).0.as_slice(), number(of.unwrap_or(0))])?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(row.text(0)?.to_owned()).filter(|_| row.int(1).is_ok_and(|until| now <= until)))
}

/// A passkey to be kept.
#[derive(Clone, Debug)]
pub struct New {
    /// What names it to its device.
    pub credential: Vec<u8>,
    /// What checks its answers, as the site writes it.
    pub key: String,
    /// What its owner calls it.
    pub name: String,
    /// The site for which it is.
    pub site: String,
}

/// Keeps a passkey of an account, and tells its owner by letter: whoever did not add it must hear of it.
///
/// # Errors
///
/// Why it is not kept.
pub fn add(
    sql: &mut dyn Sql,
    office: &Office,
    of: &Account,
    new: &New,
    now: i64,
    chance: [u8; 32],
) -> Result<(), PasskeyRefusal> {
    let name = named(&new.name)?;
    if sql.number("SELECT COUNT(*) FROM passkey WHERE account = $1", &values![number(of.id)])? >= MOST {
        return Err(PasskeyRefusal::Many);
    }
    let keep = "INSERT INTO passkey (credential, account, key, name, added, site)
                VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (credential) DO NOTHING";
    let values = values![new.credential.as_slice(), number(of.id), &new.key, name, now, &new.site];
    if sql.run(keep, &values)? != 1 {
        return Err(PasskeyRefusal::Known);
    }
    let letter = Letter {
        to: people::address(sql, office, of.id).map_err(PasskeyRefusal::Account)?,
        subject: "A passkey was added to your account".to_owned(),
        text: format!(
            "Dear {},\n\na passkey called “{name}” was added to your account at {origin}: it signs in as you.\n\nIf you did \
             not add it, remove it and end every session that is not yours, and tell an administrator:\n\n{origin}/desk/account",
            of.name,
            origin = office.origin
        ),
        html: None,
        unsubscribe: None,
        why: format!("You receive this letter because you have an account at {}.", office.origin),
    };
    queue::put(sql, &office.secrets, &letter, "passkey", now, chance)?;
    Ok(())
}

/// The passkeys of an account, the newest first.
///
/// # Errors
///
/// The database's.
pub fn of_account(sql: &mut dyn Sql, of: u64) -> Result<Vec<Passkey>, DbError> {
    let find = "SELECT credential, name, site, added, used FROM passkey WHERE account = $1
                ORDER BY added DESC, credential";
    let passkey = |row: &Row| {
        Ok(Passkey {
            id: URL_SAFE_NO_PAD.encode(row.bytes(0)?),
            name: row.text(1)?.to_owned(),
            site: row.text(2)?.to_owned(),
            added: row.int(3)?,
            used: row.maybe_int(4)?,
        })
    };
    sql.rows(find, &values![number(of)])?.iter().map(passkey).collect()
}

/// What names the passkeys of an account to their devices, so that none is asked twice.
///
/// # Errors
///
/// The database's.
pub fn credentials(sql: &mut dyn Sql, of: u64) -> Result<Vec<Vec<u8>>, DbError> {
    let rows = sql.rows("SELECT credential FROM passkey WHERE account = $1", &values![number(of)])?;
    rows.iter().map(|row| row.bytes(0).map(<[u8]>::to_vec)).collect()
}

/// The account of a passkey, and what checks its answers; nothing where there is none, or the account has ended.
///
/// # Errors
///
/// The database's.
pub fn find(sql: &mut dyn Sql, credential: &[u8]) -> Result<Option<(Account, String)>, DbError> {
    let find = "SELECT account, key FROM passkey WHERE credential = $1";
    let Some(row) = sql.row(find, &values![credential])? else { return Ok(None) };
    let of = account(sql, row.count(0)?)?.filter(|account| account.ended.is_none());
    let key = row.text(1)?.to_owned();
    Ok(of.map(|of| (of, key)))
}

/// What a passkey answered: what checked it, and what checks the next answer, which counts further.
#[derive(Clone, Debug)]
pub struct Used {
    /// What names it to its device.
    pub credential: Vec<u8>,
    /// What checked this answer.
    pub before: String,
    /// What checks the next.
    pub after: String,
}

/// Begins a session of an account whose passkey answered, and writes it down: the text of its cookie; nothing where the passkey was
/// used or removed since it was looked at.
///
/// # Errors
///
/// The database's.
pub fn enter(
    sql: &mut dyn Sql,
    of: &Account,
    used: &Used,
    agent: &str,
    now: i64,
    chance: [u8; 32],
) -> Result<Option<String>, DbError> {
    let mark = "UPDATE passkey SET key = $3, used = $4 WHERE credential = $1 AND key = $2 AND account = $5";
    let values = values![used.credential.as_slice(), &used.before, &used.after, now, number(of.id)];
    if sql.run(mark, &values)? != 1 {
        return Ok(None);
    }
    log::note(sql, Some(of.id), now, "sign-in", "by passkey")?;
    session::begin(sql, of.id, "passkey", agent, now, chance).map(Some)
}

/// Gives a passkey of an account another name.
///
/// # Errors
///
/// Why it does not have it now.
pub fn rename(sql: &mut dyn Sql, of: u64, id: &str, name: &str) -> Result<(), PasskeyRefusal> {
    let (name, id) = (named(name)?, read(id)?);
    let rename = "UPDATE passkey SET name = $3 WHERE credential = $1 AND account = $2";
    match sql.run(rename, &values![id, number(of), name])? {
        1 => Ok(()),
        _ => Err(PasskeyRefusal::Gone),
    }
}

/// Removes a passkey of an account: it signs nobody in from now on.
///
/// # Errors
///
/// Where there is none.
pub fn remove(sql: &mut dyn Sql, of: u64, id: &str) -> Result<(), PasskeyRefusal> {
    let remove = "DELETE FROM passkey WHERE credential = $1 AND account = $2";
    match sql.run(remove, &values![read(id)?, number(of)])? {
        1 => Ok(()),
        _ => Err(PasskeyRefusal::Gone),
    }
}

/// Erases challenges that nobody answered in time.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    sql.run("DELETE FROM challenge WHERE until < $1", &values![now])
}

/// By what a device knows an account: 16 bytes that say nothing of who it is.
pub fn handle(office: &Office, of: u64) -> [u8; 16] {
    let index = office.secrets.index("passkey of account", &of.to_string());
    std::array::from_fn(|place| index[place])
}

fn named(name: &str) -> Result<&str, PasskeyRefusal> {
    let name = name.trim();
    let fits = (1..=60).contains(&name.chars().count()) && !name.contains(char::is_control);
    if fits { Ok(name) } else { Err(PasskeyRefusal::Name) }
}

fn read(id: &str) -> Result<Vec<u8>, PasskeyRefusal> {
    URL_SAFE_NO_PAD.decode(id).map_err(|_| PasskeyRefusal::Gone)
}
