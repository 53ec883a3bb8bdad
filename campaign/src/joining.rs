//! Joining: organisations that support the campaign or are its partners, people who help, and those who write to it.

pub mod apply;
pub mod decide;
pub mod directory;
pub mod logo;
pub mod message;
pub mod volunteer;

use crate::{
    address::{Address, AddressError},
    db::{DbError, Sql, Table},
    mail::queue::QueueError,
    office::Office,
    pace::within,
    secret::LinkError,
};
use std::fmt;

pub(crate) use crate::people::number;

/// The tables. Of an organisation what it is and says is public once it is accepted; the person who wrote for it is sealed.
/// `key` finds the same application again without keeping it readable.
pub const TABLE: Table = Table(
    "CREATE TABLE organisation (
        id {id},
        key {bytes} UNIQUE,
        name TEXT NOT NULL,
        wants TEXT NOT NULL,
        country TEXT NOT NULL,
        website TEXT,
        does TEXT NOT NULL,
        statement TEXT NOT NULL,
        person {bytes},
        address {bytes},
        contact {bytes},
        stands TEXT NOT NULL,
        sample {int} NOT NULL DEFAULT 0,
        asked {int} NOT NULL,
        letters {int} NOT NULL,
        lettered {int} NOT NULL,
        confirmed {int},
        decided {int},
        reason TEXT
    ){strict};
    CREATE INDEX organisation_stands ON organisation (stands, name);
    CREATE INDEX organisation_person ON organisation (person);
    CREATE TABLE volunteer (
        id {id},
        person {bytes} NOT NULL UNIQUE,
        address {bytes} NOT NULL,
        name {bytes} NOT NULL,
        country TEXT NOT NULL,
        skills {bytes} NOT NULL,
        hours {int} NOT NULL,
        stands TEXT NOT NULL,
        asked {int} NOT NULL,
        letters {int} NOT NULL,
        lettered {int} NOT NULL,
        confirmed {int}
    ){strict};
    CREATE INDEX volunteer_stands ON volunteer (stands, country);
    CREATE TABLE message (
        id {id},
        person {bytes} NOT NULL,
        address {bytes} NOT NULL,
        name {bytes} NOT NULL,
        desk TEXT NOT NULL,
        text {bytes} NOT NULL,
        stands TEXT NOT NULL,
        received {int} NOT NULL,
        settled {int}
    ){strict};
    CREATE INDEX message_stands ON message (stands, received);
    CREATE INDEX message_person ON message (person);
    CREATE TABLE message_answer (
        id {id},
        message {int} NOT NULL REFERENCES message (id) ON DELETE CASCADE,
        account {int},
        text {bytes} NOT NULL,
        at {int} NOT NULL
    ){strict};
    CREATE INDEX message_answer_message ON message_answer (message);",
);

/// For how long a link in a letter confirms, in seconds.
pub const CONFIRM: i64 = 14 * 86_400;
/// For how long what nobody confirms is kept, in seconds.
pub const KEEP_UNCONFIRMED: i64 = 30 * 86_400;
/// How many letters ask one person to confirm one thing.
pub(crate) const MOST_LETTERS: i64 = 3;
/// How long lies between two of them, in seconds.
pub(crate) const BETWEEN: i64 = 600;
/// How many forms of one kind one network may send in an hour.
const NETWORK_AN_HOUR: i64 = 20;

/// Why what somebody sent is not taken, or a link or a decision does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoinRefusal {
    /// A field of the form, by its name, and what would be right.
    Field(&'static str, String),
    /// The address.
    Address(AddressError),
    /// There is no consent.
    Consent,
    /// Too many come at once from where this comes from.
    Pace,
    /// The link.
    Link(LinkError),
    /// What it was about is not there any more, or does not stand so that this could be done.
    Gone,
    /// The database, or a text that the key does not open.
    Db(DbError),
}

impl JoinRefusal {
    /// The field that is wrong, if one is.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Field(field, _) => Some(field),
            Self::Address(_) => Some("email"),
            Self::Consent => Some("consent"),
            Self::Pace | Self::Link(_) | Self::Gone | Self::Db(_) => None,
        }
    }
}

impl fmt::Display for JoinRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(_, says) => f.write_str(says),
            Self::Address(error) => error.fmt(f),
            Self::Consent => f.write_str("without your consent what you entered may not be kept"),
            Self::Pace => f.write_str("too much comes from your network at once; try again in an hour"),
            Self::Link(error) => error.fmt(f),
            Self::Gone => f.write_str("what this is about is not there any more"),
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for JoinRefusal {}

impl From<DbError> for JoinRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<LinkError> for JoinRefusal {
    fn from(error: LinkError) -> Self {
        Self::Link(error)
    }
}

impl From<QueueError> for JoinRefusal {
    fn from(error: QueueError) -> Self {
        match error {
            QueueError::Db(error) => Self::Db(error),
            QueueError::Seal(error) => Self::Db(DbError::Form(error.to_string())),
        }
    }
}

/// Checks that a text that was cleaned has between `least` and `most` characters.
pub(crate) fn sized(
    field: &'static str,
    what: &str,
    text: String,
    least: usize,
    most: usize,
) -> Result<String, JoinRefusal> {
    match text.chars().count() {
        signs if (least..=most).contains(&signs) => Ok(text),
        0 => Err(JoinRefusal::Field(field, format!("{what} is missing"))),
        signs => {
            let bound = if signs < least { format!("at least {least}") } else { format!("at most {most}") };
            Err(JoinRefusal::Field(field, format!("{what} has {bound} characters, and here {signs}")))
        }
    }
}

/// Counts a form of a kind from a network; refused where too many come.
pub(crate) fn paced(
    sql: &mut dyn Sql,
    office: &Office,
    kind: &str,
    network: &str,
    now: i64,
) -> Result<(), JoinRefusal> {
    let network = office.secrets.index(&format!("network of {kind}"), network);
    if within(sql, &network, now, 3_600, NETWORK_AN_HOUR)? { Ok(()) } else { Err(JoinRefusal::Pace) }
}

/// A sealed text of a row, opened.
pub(crate) fn opened(office: &Office, place: &str, kept: &[u8]) -> Result<String, DbError> {
    let text = office.secrets.unseal(place, kept);
    text.map_err(|error| DbError::Form(format!("{place}: {error}")))
}

/// The address of a row. Whoever is known already is written to there and not where the visitor says: a mailbox has several
/// writings, and a server may give two of them to two people.
pub(crate) fn kept_address(office: &Office, place: &str, kept: &[u8]) -> Result<Address, DbError> {
    Address::read(&opened(office, place, kept)?).map_err(|error| DbError::Form(format!("{place}: {error}")))
}

pub(crate) fn row_of(id: i64) -> Result<u64, DbError> {
    u64::try_from(id).map_err(|_| DbError::Form(format!("a row has number {id}")))
}
