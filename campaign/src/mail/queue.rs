//! Letters that wait: put there in the transaction that causes them, carried later, each at most once at a time.
//!
//! A letter that a program was carrying when it died is not carried again by itself: its server may have taken it. It stays
//! listed as unknown, and people decide.

use super::{
    Letter,
    outcome::{Outcome, Stands, next},
};
use crate::{
    address::Address,
    db::{DbError, Sql, Table},
    office::nonces,
    secret::{SealError, Secrets},
    values,
};
use std::fmt;

/// The table.
pub const TABLE: Table = Table(
    "CREATE TABLE mail (
        id {id},
        person {bytes} NOT NULL,
        recipient {bytes} NOT NULL,
        letter {bytes},
        kind TEXT NOT NULL,
        stands TEXT NOT NULL,
        due {int} NOT NULL,
        tries {int} NOT NULL,
        taken {int},
        says TEXT
    ){strict};
    CREATE INDEX mail_due ON mail (due) WHERE stands = 'waits';
    CREATE INDEX mail_person ON mail (person);",
);

/// After how long a letter that is being carried counts as unknown, in seconds.
pub const CARRYING: i64 = 900;

/// A letter to be carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its row.
    pub id: u64,
    /// To whom.
    pub to: Address,
    /// The letter.
    pub letter: Letter,
    /// How often it was tried.
    pub tries: u64,
}

/// Why a letter cannot be queued or taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueueError {
    /// The database's reason.
    Db(DbError),
    /// It cannot be read.
    Seal(SealError),
}

impl fmt::Display for QueueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Db(error) => error.fmt(f),
            Self::Seal(error) => write!(f, "a letter that waits cannot be read: {error}"),
        }
    }
}

impl std::error::Error for QueueError {}

impl From<DbError> for QueueError {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<SealError> for QueueError {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

/// Queues a letter; its row. `kind` is a word for lists and figures, such as `confirm-signature`.
///
/// # Errors
///
/// The database's.
pub fn put(
    sql: &mut dyn Sql,
    secrets: &Secrets,
    letter: &Letter,
    kind: &str,
    due: i64,
    chance: [u8; 32],
) -> Result<u64, DbError> {
    let [first, second] = nonces(&chance);
    let person = secrets.index("address", &letter.to.mailbox());
    let recipient = secrets.seal("mail.recipient", &letter.to.to_string(), first);
    let fields = [
        Some(letter.subject.as_str()),
        Some(&letter.text),
        letter.html.as_deref(),
        letter.unsubscribe.as_deref(),
        Some(&letter.why),
    ];
    let written = serde_json::to_string(&fields)
        .map_err(|error| DbError::Form(format!("a letter cannot be written: {error}")))?;
    let sealed = secrets.seal("mail.letter", &written, second);
    let put = "INSERT INTO mail (person, recipient, letter, kind, stands, due, tries)
               VALUES ($1, $2, $3, $4, 'waits', $5, 0) RETURNING id";
    let id = sql.number(put, &values![person.as_slice(), recipient, sealed, kind, due])?;
    u64::try_from(id).map_err(|_| DbError::Form(format!("a letter has number {id}")))
}

/// Takes letters that are due, to carry them: nobody else takes them meanwhile.
///
/// # Errors
///
/// The database's; a letter that cannot be read.
pub fn take(sql: &mut dyn Sql, secrets: &Secrets, now: i64, most: u32) -> Result<Vec<Waiting>, QueueError> {
    let lost = "UPDATE mail SET stands = 'unknown', says = 'the program ended while it was carried'
                WHERE stands = 'carried' AND taken < $1";
    sql.run(lost, &values![now - CARRYING])?;
    let take = "UPDATE mail SET stands = 'carried', taken = $1, tries = tries + 1 WHERE id IN
                (SELECT id FROM mail WHERE stands = 'waits' AND due <= $1 ORDER BY due, id LIMIT $2)
                AND stands = 'waits' RETURNING id, recipient, letter, tries";
    let mut letters = Vec::new();
    for row in sql.rows(take, &values![now, i64::from(most)])? {
        let letter = opened(secrets, row.bytes(1)?, row.bytes(2)?)?;
        letters.push(Waiting { id: row.count(0)?, to: letter.to.clone(), letter, tries: row.count(3)? });
    }
    letters.sort_by_key(|waiting| waiting.id);
    Ok(letters)
}

/// A letter from what is kept of its address and of what is in it.
pub(super) fn opened(secrets: &Secrets, recipient: &[u8], kept: &[u8]) -> Result<Letter, QueueError> {
    let to = secrets.unseal("mail.recipient", recipient)?;
    let to = Address::read(&to).map_err(|_| DbError::Form("a letter is to no address".into()))?;
    let written = secrets.unseal("mail.letter", kept)?;
    let fields: [Option<String>; 5] = serde_json::from_str(&written)
        .map_err(|error| DbError::Form(format!("a letter cannot be read: {error}")))?;
    let [subject, text, html, unsubscribe, why] = fields;
    let (subject, text, why) =
        (subject.unwrap_or_default(), text.unwrap_or_default(), why.unwrap_or_default());
    Ok(Letter { to, subject, text, html, unsubscribe, why })
}

/// Settles a letter that was taken, as [`next`] says. What was in it is erased once it is sent. Whoever carried it knows better than
/// the clock: a letter that counts as unknown meanwhile is settled too, unless somebody let it wait again.
///
/// # Errors
///
/// The database's.
pub fn settle(sql: &mut dyn Sql, waiting: &Waiting, outcome: &Outcome, now: i64) -> Result<Stands, DbError> {
    let next = next(outcome, waiting.tries);
    let says = outcome.as_ref().err().map(|failure| failure.says.as_str());
    let settle = "UPDATE mail SET stands = $2, due = $3, says = $4, taken = NULL, tries = tries - $6,
                  letter = CASE WHEN $5 = 1 THEN NULL ELSE letter END
                  WHERE id = $1 AND stands IN ('carried', 'unknown') AND tries = $7";
    let (uncounted, tries) = (i64::from(!next.counts), i64::try_from(waiting.tries).unwrap_or(i64::MAX));
    let id = i64::try_from(waiting.id).unwrap_or(i64::MAX);
    let sent = next.stands == Stands::Sent;
    sql.run(settle, &values![id, next.stands.word(), now + next.pause, says, sent, uncounted, tries])?;
    Ok(next.stands)
}

/// Lets a letter wait again that failed or whose fate is unknown; whether there was one.
///
/// # Errors
///
/// The database's.
pub fn again(sql: &mut dyn Sql, id: u64, now: i64) -> Result<bool, DbError> {
    let again = "UPDATE mail SET stands = 'waits', due = $2, tries = 0
                 WHERE id = $1 AND stands IN ('failed', 'unknown') AND letter IS NOT NULL";
    Ok(sql.run(again, &values![i64::try_from(id).unwrap_or(i64::MAX), now])? == 1)
}

/// How many letters stand how.
///
/// # Errors
///
/// The database's.
pub fn figures(sql: &mut dyn Sql) -> Result<Vec<(String, u64)>, DbError> {
    let rows = sql.rows("SELECT stands, COUNT(*) FROM mail GROUP BY stands ORDER BY stands", &[])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}

/// For how long it is kept that a letter was sent or given up, in seconds.
pub const KEEP: i64 = 30 * 86_400;

/// Erases letters that were sent or given up long ago.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    sql.run(
        "DELETE FROM mail WHERE stands IN ('sent', 'failed', 'dropped') AND due < $1",
        &values![now - KEEP],
    )
}
