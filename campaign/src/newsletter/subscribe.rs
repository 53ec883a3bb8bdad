//! Joining a list by confirming once, and leaving it by one click.

use super::{List, leaving, number, suppress::is_suppressed};
use crate::{
    address::{Address, AddressError},
    db::{DbError, Sql},
    mail::{Letter, queue},
    office::{Chance, Office, nonces},
    pace::within,
    secret::{LinkError, Purpose},
    values,
};
use std::fmt;

/// The words under which a person joins.
pub const CONSENT: &str = "I ask for this newsletter. My address is used to send it, and for nothing else. I can end it at any time.";
/// For how long a link in a letter confirms, in seconds.
pub const CONFIRM: i64 = 14 * 86_400;
/// For how long a request that nobody confirms is kept, in seconds.
pub const KEEP_UNCONFIRMED: i64 = 30 * 86_400;
const MOST_LETTERS: i64 = 3;
const BETWEEN: i64 = 600;
const NETWORK_AN_HOUR: i64 = 60;

/// Why nobody is subscribed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubscribeRefusal {
    /// The address.
    Address(AddressError),
    /// There is no consent.
    Consent,
    /// Too many come at once.
    Pace,
    /// The link.
    Link(LinkError),
    /// What it was about is not there any more.
    Gone,
    /// The database.
    Db(DbError),
}

impl fmt::Display for SubscribeRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(error) => error.fmt(f),
            Self::Consent => f.write_str("without your consent nothing may be sent"),
            Self::Pace => {
                f.write_str("too many requests come from your network at once; try again in an hour")
            }
            Self::Link(error) => error.fmt(f),
            Self::Gone => f.write_str("there is no such subscription any more"),
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SubscribeRefusal {}

impl From<DbError> for SubscribeRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<LinkError> for SubscribeRefusal {
    fn from(error: LinkError) -> Self {
        Self::Link(error)
    }
}

/// What a person fills in.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// Their address.
    pub address: &'a str,
    /// Did they agree to [`CONSENT`]?
    pub consents: bool,
    /// From which network it comes, as text; only an index of it is kept, and for a day.
    pub network: &'a str,
}

/// Takes a wish to join and queues the letter that asks to confirm it. The answer is the same whoever asks for whom.
///
/// # Errors
///
/// Why it is not taken.
pub fn ask(
    sql: &mut dyn Sql,
    office: &Office,
    list: &List,
    wish: &Wish<'_>,
    now: i64,
    chance: Chance,
) -> Result<(), SubscribeRefusal> {
    let address = Address::read(wish.address).map_err(SubscribeRefusal::Address)?;
    if !wish.consents {
        return Err(SubscribeRefusal::Consent);
    }
    if !within(sql, &office.secrets.index("network of lists", wish.network), now, 3_600, NETWORK_AN_HOUR)? {
        return Err(SubscribeRefusal::Pace);
    }
    let person = office.secrets.index("address", &address.mailbox());
    if is_suppressed(sql, &person)? {
        return Ok(());
    }
    ask_by_letter(sql, office, list, &address, "asked on the site", now, chance)?;
    Ok(())
}

/// Was a letter queued that asks to confirm?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It was.
    Lettered,
    /// The person is on the list, or was asked too often or a moment ago.
    Not,
}

/// Queues the letter that asks whoever is not on the list yet to confirm.
pub(super) fn ask_by_letter(
    sql: &mut dyn Sql,
    office: &Office,
    list: &List,
    address: &Address,
    provenance: &str,
    now: i64,
    chance: Chance,
) -> Result<Asked, DbError> {
    let Some(id) = put(sql, office, list, address, provenance, now, chance[0])? else {
        return Ok(Asked::Not);
    };
    let confirm = office.address("newsletter/confirm", Purpose::ConfirmSubscription, id, Some(now + CONFIRM));
    let text = format!(
        "Hello,\n\nplease confirm that you ask for this newsletter: {}.\n\n{}\n\nPress the button on this page within fourteen \
         days:\n\n{confirm}\n\nIf you did not ask for it, do nothing, and you receive nothing more.",
        list.title, list.says
    );
    let letter = Letter {
        to: address.clone(),
        subject: format!("Please confirm: {}", list.title),
        text,
        html: None,
        unsubscribe: None,
        why: format!("You receive this letter because your address was entered at {}.", office.origin),
    };
    queue::put(sql, &office.secrets, &letter, "confirm-subscription", now, chance[1])?;
    Ok(Asked::Lettered)
}

/// Puts a wish on the list; its row, unless it is there already, or asked too often or too soon.
fn put(
    sql: &mut dyn Sql,
    office: &Office,
    list: &List,
    address: &Address,
    provenance: &str,
    now: i64,
    chance: [u8; 32],
) -> Result<Option<u64>, DbError> {
    let person = office.secrets.index("address", &address.mailbox());
    let [nonce, _] = nonces(&chance);
    let sealed = office.secrets.seal("subscriber.address", &address.to_string(), nonce);
    let put = "INSERT INTO subscriber (list, person, address, stands, provenance, asked, letters, lettered)
               VALUES ($1, $2, $3, 'asked', $4, $5, 1, $5)
               ON CONFLICT (list, person) DO UPDATE SET letters = subscriber.letters + 1, lettered = $5,
               address = excluded.address, stands = 'asked', provenance = excluded.provenance,
               agreed = NULL, agreed_how = NULL, details = NULL
               WHERE subscriber.stands <> 'subscribed' AND (subscriber.letters < $6 OR subscriber.stands = 'ended')
               AND subscriber.lettered <= $7 RETURNING id";
    let row = sql.row(
        put,
        &values![number(list.id), person.as_slice(), sealed, provenance, now, MOST_LETTERS, now - BETWEEN],
    )?;
    row.map(|row| row.count(0)).transpose()
}

/// Joins whoever confirmed a signature and ticked the newsletter: the confirmation of the one is that of the other.
///
/// # Errors
///
/// The database's.
pub fn join(
    sql: &mut dyn Sql,
    office: &Office,
    list: &List,
    address: &Address,
    provenance: &str,
    now: i64,
    chance: [u8; 32],
) -> Result<bool, DbError> {
    let person = office.secrets.index("address", &address.mailbox());
    if is_suppressed(sql, &person)? {
        return Ok(false);
    }
    match put(sql, office, list, address, provenance, now, chance)? {
        Some(id) => subscribed(sql, id, now),
        None => Ok(false),
    }
}

/// Confirms by the button of a page. Once confirmed, to confirm again changes nothing.
///
/// # Errors
///
/// Why it cannot be confirmed.
pub fn confirm(sql: &mut dyn Sql, office: &Office, link: &str, now: i64) -> Result<(), SubscribeRefusal> {
    let id = office.secrets.open_link(Purpose::ConfirmSubscription, link, now)?;
    let row = sql.row("SELECT stands FROM subscriber WHERE id = $1", &values![number(id)])?;
    match row.ok_or(SubscribeRefusal::Gone)?.text(0)? {
        "subscribed" => Ok(()),
        "asked" => subscribed(sql, id, now).map(|_| ()).map_err(Into::into),
        _ => Err(SubscribeRefusal::Gone),
    }
}

fn subscribed(sql: &mut dyn Sql, id: u64, now: i64) -> Result<bool, DbError> {
    let confirm = "UPDATE subscriber SET stands = 'subscribed', confirmed = $2, ended = NULL
                   WHERE id = $1 AND stands = 'asked'";
    if sql.run(confirm, &values![number(id), now])? != 1 {
        return Ok(false);
    }
    let consent = "INSERT INTO consent (person, what, wording, place, given)
                   SELECT person, 'newsletter', $2, provenance, $3 FROM subscriber WHERE id = $1";
    sql.run(consent, &values![number(id), CONSENT, now])?;
    super::issue::welcome(sql, id, now)?;
    Ok(true)
}

/// Ends a subscription by its link: from the page's button, or by a mail program's one click (RFC 8058). The address is erased.
/// To end it again changes nothing.
///
/// # Errors
///
/// A forged link; the database's.
pub fn leave(sql: &mut dyn Sql, office: &Office, link: &str, now: i64) -> Result<(), SubscribeRefusal> {
    let (issue, id) = leaving::open(&office.secrets, link, now)?;
    // The consent to another list stands.
    let withdraw = "UPDATE consent SET withdrawn = $2 WHERE withdrawn IS NULL AND what = 'newsletter'
                    AND person = (SELECT person FROM subscriber WHERE id = $1)
                    AND NOT EXISTS (SELECT 1 FROM subscriber AS other WHERE other.person = consent.person
                                    AND other.id <> $1 AND other.stands = 'subscribed')";
    sql.run(withdraw, &values![number(id), now])?;
    let end =
        "UPDATE subscriber SET stands = 'ended', ended = $2, address = NULL, details = NULL, letters = 0
               WHERE id = $1 AND stands IN ('asked', 'subscribed')";
    let left = sql.run(end, &values![number(id), now])? == 1;
    if let Some(issue) = issue.filter(|_| left) {
        let after = "UPDATE issue_letter SET came = 'left', heard = $3
                     WHERE issue = $1 AND subscriber = $2 AND came IS NULL";
        sql.run(after, &values![number(issue), number(id), now])?;
    }
    Ok(())
}

/// How many stand how on a list.
///
/// # Errors
///
/// The database's.
pub fn figures(sql: &mut dyn Sql, list: &List) -> Result<Vec<(String, u64)>, DbError> {
    let count = "SELECT stands, COUNT(*) FROM subscriber WHERE list = $1 GROUP BY stands ORDER BY stands";
    let rows = sql.rows(count, &values![number(list.id)])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}

/// Erases requests that nobody confirmed.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    let erase = "DELETE FROM subscriber WHERE stands = 'asked' AND lettered < $1";
    sql.run(erase, &values![now - KEEP_UNCONFIRMED])
}
