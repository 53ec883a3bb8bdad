//! The people who run the campaign: who they are, what each role may do, how they sign in, and what they did.

pub mod invite;
pub mod log;
pub mod passkey;
pub mod session;
pub mod sign_in;

use crate::{
    address::{Address, AddressError},
    db::{DbError, Row, Sql, Table},
    office::Office,
    values,
};
use std::fmt;

/// The tables. Of a session and of a link to sign in only the hash is kept: whoever reads the tables signs in nowhere.
pub const TABLE: Table = Table(
    "CREATE TABLE account (
        id {id},
        person {bytes} NOT NULL UNIQUE,
        address {bytes} NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        since {int} NOT NULL,
        ended {int}
    ){strict};
    CREATE TABLE sign_in (
        token {bytes} PRIMARY KEY,
        account {int} NOT NULL REFERENCES account (id),
        until {int} NOT NULL
    ){strict};
    CREATE TABLE passkey (
        credential {bytes} PRIMARY KEY,
        account {int} NOT NULL REFERENCES account (id),
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        added {int} NOT NULL,
        used {int}
    ){strict};
    CREATE TABLE session (
        id {id},
        token {bytes} NOT NULL UNIQUE,
        account {int} NOT NULL REFERENCES account (id),
        how TEXT NOT NULL,
        agent TEXT NOT NULL,
        begun {int} NOT NULL,
        seen {int} NOT NULL,
        ended {int}
    ){strict};
    CREATE INDEX session_account ON session (account);
    CREATE TABLE administrative_act (
        id {id},
        account {int},
        at {int} NOT NULL,
        what TEXT NOT NULL,
        about TEXT NOT NULL
    ){strict};",
);

/// What somebody is in the campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Writes pages, news, events and newsletters.
    Editor,
    /// Looks after petitions, applications and messages.
    Moderator,
    /// Looks after gifts and accounts.
    Treasurer,
    /// Everything, and who may do what.
    Administrator,
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Power {
    /// Be at the desk at all, and look after one's own sessions and keys.
    Enter,
    /// Write and publish pages, news, events, people and documents.
    Publish,
    /// Write and send newsletters.
    Send,
    /// See and moderate signatures, applications, registrations and messages.
    Moderate,
    /// See and enter gifts, and write receipts.
    KeepAccounts,
    /// Change settings, accounts and roles, and see what was done.
    Administer,
}

impl Power {
    /// Every power.
    pub const ALL: [Self; 6] =
        [Self::Enter, Self::Publish, Self::Send, Self::Moderate, Self::KeepAccounts, Self::Administer];

    /// What it lets somebody do, after “may”.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Enter => "be at the desk",
            Self::Publish => "write and publish pages, news and events",
            Self::Send => "write and send newsletters",
            Self::Moderate => "look after signatures, applications and messages",
            Self::KeepAccounts => "look after gifts and accounts",
            Self::Administer => "change settings, accounts and roles",
        }
    }
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Editor, Self::Moderator, Self::Treasurer, Self::Administrator];

    /// The one table of who may do what.
    pub const fn may(self, power: Power) -> bool {
        match self {
            Self::Editor => matches!(power, Power::Enter | Power::Publish | Power::Send),
            Self::Moderator => matches!(power, Power::Enter | Power::Moderate),
            Self::Treasurer => matches!(power, Power::Enter | Power::KeepAccounts),
            Self::Administrator => true,
        }
    }

    /// The word in the table and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Moderator => "moderator",
            Self::Treasurer => "treasurer",
            Self::Administrator => "administrator",
        }
    }

    /// The role that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its row.
    pub id: u64,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// Since when, in seconds since 1970.
    pub since: i64,
    /// When it ended, if it has.
    pub ended: Option<i64>,
}

/// Why an account cannot be made or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountRefusal {
    /// The address.
    Address(AddressError),
    /// No name, or one that is too long.
    Name,
    /// Somebody has an account with this address.
    Known,
    /// There is none, or it has ended.
    Gone,
    /// Nobody could administer the campaign any more.
    LastAdministrator,
    /// The database.
    Db(DbError),
}

impl fmt::Display for AccountRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(error) => error.fmt(f),
            Self::Name => f.write_str("a name has between 1 and 100 characters"),
            Self::Known => f.write_str("somebody has an account with this address"),
            Self::Gone => f.write_str("there is no such account"),
            Self::LastAdministrator => f.write_str("this is the last administrator: make another one first"),
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AccountRefusal {}

impl From<DbError> for AccountRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

const COLUMNS: &str = "SELECT id, name, role, since, ended FROM account";

impl Account {
    fn of(row: &Row) -> Result<Self, DbError> {
        let role = row.text(2)?;
        Ok(Self {
            id: row.count(0)?,
            name: row.text(1)?.to_owned(),
            role: Role::read(role).ok_or_else(|| DbError::Form(format!("`{role}` is no role")))?,
            since: row.int(3)?,
            ended: row.maybe_int(4)?,
        })
    }

    /// May this account do this now?
    pub fn may(&self, power: Power) -> bool {
        self.ended.is_none() && self.role.may(power)
    }
}

/// Every account, those that ended last.
///
/// # Errors
///
/// The database's.
pub fn accounts(sql: &mut dyn Sql) -> Result<Vec<Account>, DbError> {
    let rows = sql.rows(&format!("{COLUMNS} ORDER BY (ended IS NOT NULL), name, id"), &[])?;
    rows.iter().map(Account::of).collect()
}

/// An account by its row, if there is one.
///
/// # Errors
///
/// The database's.
pub fn account(sql: &mut dyn Sql, id: u64) -> Result<Option<Account>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![number(id)])?;
    row.as_ref().map(Account::of).transpose()
}

/// The account of a mailbox, if it has one that has not ended.
///
/// # Errors
///
/// The database's.
pub fn find(sql: &mut dyn Sql, office: &Office, address: &Address) -> Result<Option<Account>, DbError> {
    let person = office.secrets.index("account", &address.mailbox());
    let row =
        sql.row(&format!("{COLUMNS} WHERE person = $1 AND ended IS NULL"), &values![person.as_slice()])?;
    row.as_ref().map(Account::of).transpose()
}

/// Makes an account, or gives the one of this address a name and a role again.
///
/// # Errors
///
/// Why it cannot be made.
pub fn appoint(
    sql: &mut dyn Sql,
    office: &Office,
    address: &str,
    name: &str,
    role: Role,
    now: i64,
    chance: [u8; 12],
) -> Result<Account, AccountRefusal> {
    let address = Address::read(address).map_err(AccountRefusal::Address)?;
    let name = named(name)?;
    let person = office.secrets.index("account", &address.mailbox());
    let sealed = office.secrets.seal("account.address", &address.to_string(), chance);
    let make = "INSERT INTO account (person, address, name, role, since) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (person) DO UPDATE SET address = excluded.address, name = excluded.name,
                role = excluded.role, ended = NULL RETURNING id";
    let id = sql.number(make, &values![person.as_slice(), sealed, name, role.word(), now])?;
    let id = u64::try_from(id).map_err(|_| DbError::Form(format!("an account has number {id}")))?;
    must_have_an_administrator(sql)?;
    account(sql, id)?.ok_or(AccountRefusal::Gone)
}

/// Ends an account: it signs in no more, and its sessions, links and passkeys end.
///
/// # Errors
///
/// Where there is none, or nobody could administer the campaign any more.
pub fn dismiss(sql: &mut dyn Sql, id: u64, now: i64) -> Result<(), AccountRefusal> {
    let end = "UPDATE account SET ended = $2 WHERE id = $1 AND ended IS NULL";
    if sql.run(end, &values![number(id), now])? != 1 {
        return Err(AccountRefusal::Gone);
    }
    must_have_an_administrator(sql)?;
    session::end_all(sql, id, now)?;
    sql.run("DELETE FROM sign_in WHERE account = $1", &values![number(id)])?;
    sql.run("DELETE FROM passkey WHERE account = $1", &values![number(id)])?;
    Ok(())
}

/// The address of an account, to write to it.
///
/// # Errors
///
/// Where there is no such account, or the key does not open it.
pub fn address(sql: &mut dyn Sql, office: &Office, id: u64) -> Result<Address, AccountRefusal> {
    let row = sql.row("SELECT address FROM account WHERE id = $1", &values![number(id)])?;
    let row = row.ok_or(AccountRefusal::Gone)?;
    let text = office.secrets.unseal("account.address", row.bytes(0)?);
    let text = text.map_err(|error| DbError::Form(error.to_string()))?;
    Address::read(&text).map_err(AccountRefusal::Address)
}

fn named(name: &str) -> Result<&str, AccountRefusal> {
    let name = name.trim();
    let fits = (1..=100).contains(&name.chars().count()) && !name.contains(char::is_control);
    if fits { Ok(name) } else { Err(AccountRefusal::Name) }
}

fn must_have_an_administrator(sql: &mut dyn Sql) -> Result<(), AccountRefusal> {
    let count = "SELECT COUNT(*) FROM account WHERE role = 'administrator' AND ended IS NULL";
    match sql.number(count, &[])? {
        0 => Err(AccountRefusal::LastAdministrator),
        _ => Ok(()),
    }
}

pub(crate) fn number(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_administrator_has_every_power_and_every_power_has_somebody_else() {
        for power in Power::ALL {
            assert!(Role::Administrator.may(power));
            let others =
                Role::ALL.into_iter().filter(|role| *role != Role::Administrator && role.may(power)).count();
            let expected = match power {
                Power::Enter => 3,
                Power::Administer => 0,
                _ => 1,
            };
            assert_eq!(others, expected, "{power:?}");
        }
        assert!(Role::ALL.into_iter().all(|role| Role::read(role.word()) == Some(role)));
    }
}
