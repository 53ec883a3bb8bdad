//! Signing in by a link that works once: printed at the first start, or sent by letter. A passkey is added after it.

use super::{
    Account, AccountRefusal, Power, Role, account, accounts, address, appoint, find, log, number, session,
};
use crate::{
    address::Address,
    db::{DbError, Sql},
    mail::{Letter, queue},
    office::Office,
    pace::within,
    values,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::fmt;

/// For how long a link signs in, in seconds.
pub const LINK: i64 = 900;
/// For how long the link of the first start does.
pub const FIRST: i64 = 86_400;
/// How many letters one address may ask for in an hour.
const AN_HOUR: i64 = 5;
/// How many one network may ask for in an hour, and how often it may try to enter.
const NETWORK_AN_HOUR: i64 = 30;

/// Why no link is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskRefusal {
    /// Too many are asked for from one network.
    Pace,
    /// The account cannot be written to.
    Account(AccountRefusal),
}

impl fmt::Display for AskRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pace => {
                f.write_str("too many try to sign in from your network at once; try again in an hour")
            }
            Self::Account(refusal) => refusal.fmt(f),
        }
    }
}

impl std::error::Error for AskRefusal {}

impl From<AccountRefusal> for AskRefusal {
    fn from(refusal: AccountRefusal) -> Self {
        Self::Account(refusal)
    }
}

impl From<DbError> for AskRefusal {
    fn from(error: DbError) -> Self {
        Self::Account(AccountRefusal::Db(error))
    }
}

/// Counts one more who tries to enter from a network; whether that is still within the bound. What they try has 256 bits that
/// nobody guesses: the bound is for the tables' sake.
///
/// # Errors
///
/// The database's.
pub fn may_try(sql: &mut dyn Sql, office: &Office, network: &str, now: i64) -> Result<bool, DbError> {
    within(sql, &office.secrets.index("network that enters", network), now, 3_600, NETWORK_AN_HOUR)
}

/// A link that signs an account in once.
///
/// # Errors
///
/// The database's.
pub fn link(
    sql: &mut dyn Sql,
    office: &Office,
    of: &Account,
    lasts: i64,
    now: i64,
    chance: [u8; 32],
) -> Result<String, DbError> {
    let keep = "INSERT INTO sign_in (token, account, until) VALUES ($1, $2, $3)";
    sql.run(keep, &values![session::hash(&chance).0.as_slice(), number(of.id), now + lasts])?;
    Ok(format!("{}/sign-in/{}", office.origin, URL_SAFE_NO_PAD.encode(chance)))
}

/// The link of the first start, for as long as nobody has ever signed in: it makes the first administrator, whose address is that
/// of the campaign. Of all that were printed only one is used: see [`enter`].
///
/// # Errors
///
/// The database's.
pub fn first(
    sql: &mut dyn Sql,
    office: &Office,
    now: i64,
    chance: [[u8; 32]; 2],
) -> Result<Option<String>, AccountRefusal> {
    if !nobody_ever_did(sql)? {
        return Ok(None);
    }
    let own = &office.sender.address;
    let account = match accounts(sql)?.into_iter().find(|one| one.may(Power::Administer)) {
        Some(account) => account,
        None => {
            let seal = std::array::from_fn(|place| chance[1][place]);
            appoint(sql, office, &own.to_string(), "Administrator", Role::Administrator, now, seal)?
        }
    };
    Ok(Some(link(sql, office, &account, FIRST, now, chance[0])?))
}

/// Has nobody ever signed in?
fn nobody_ever_did(sql: &mut dyn Sql) -> Result<bool, DbError> {
    Ok(sql.number("SELECT COUNT(*) FROM administrative_act WHERE what = 'sign-in'", &[])? == 0)
}

/// Sends a link to whoever has an account with this address. The answer is the same where nobody has. The network from which it
/// is asked, as text, is kept only as an index.
///
/// # Errors
///
/// [`AskRefusal::Pace`], or the database's.
pub fn ask(
    sql: &mut dyn Sql,
    office: &Office,
    to: &Address,
    network: &str,
    now: i64,
    chance: [[u8; 32]; 2],
) -> Result<(), AskRefusal> {
    if !within(sql, &office.secrets.index("network that signs in", network), now, 3_600, NETWORK_AN_HOUR)? {
        return Err(AskRefusal::Pace);
    }
    let person = office.secrets.index("account", &to.mailbox());
    if !within(sql, &person, now, 3_600, AN_HOUR)? {
        return Ok(());
    }
    let Some(of) = find(sql, office, to)? else { return Ok(()) };
    let link = link(sql, office, &of, LINK, now, chance[0])?;
    let letter = Letter {
        // Where the account says, not where the visitor says.
        to: address(sql, office, of.id)?,
        subject: "Your link to sign in".to_owned(),
        text: format!(
            "Dear {},\n\nthis link signs you in, once, within fifteen minutes:\n\n{link}\n\nIf you did not ask for it, do \
             nothing.",
            of.name
        ),
        html: None,
        unsubscribe: None,
        why: format!("You receive this letter because somebody asked to sign in at {}.", office.origin),
    };
    queue::put(sql, &office.secrets, &letter, "sign-in", now, chance[1])?;
    Ok(())
}

/// Is this a link that would sign in, and whom? Changes nothing, so that programs that open every link use none up.
///
/// # Errors
///
/// The database's.
pub fn look(sql: &mut dyn Sql, token: &str, now: i64) -> Result<Option<Account>, DbError> {
    let Some(token) = read(token) else { return Ok(None) };
    let find = "SELECT account FROM sign_in WHERE token = $1 AND until >= $2";
    let Some(row) = sql.row(find, &values![session::hash(&token).0.as_slice(), now])? else {
        return Ok(None);
    };
    Ok(account(sql, row.count(0)?)?.filter(|account| account.ended.is_none()))
}

/// Uses a link up and begins a session, and writes it down: the account and the text of its cookie; nothing where the link is used,
/// late or forged. The first who ever signs in uses up every link with it: what was printed at other starts opens nothing more.
///
/// # Errors
///
/// The database's.
pub fn enter(
    sql: &mut dyn Sql,
    token: &str,
    agent: &str,
    now: i64,
    chance: [u8; 32],
) -> Result<Option<(Account, String)>, DbError> {
    let Some(of) = look(sql, token, now)? else { return Ok(None) };
    let Some(token) = read(token) else { return Ok(None) };
    // Of two that come with one link, one finds it there.
    let used =
        sql.run("DELETE FROM sign_in WHERE token = $1", &values![session::hash(&token).0.as_slice()])?;
    if used != 1 {
        return Ok(None);
    }
    if nobody_ever_did(sql)? {
        sql.run("DELETE FROM sign_in", &[])?;
    }
    log::note(sql, Some(of.id), now, "sign-in", "by link")?;
    let cookie = session::begin(sql, of.id, "link", agent, now, chance)?;
    Ok(Some((of, cookie)))
}

/// Erases links whose time is over.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    sql.run("DELETE FROM sign_in WHERE until < $1", &values![now])
}

fn read(token: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(token).ok().filter(|token| token.len() == 32)
}
