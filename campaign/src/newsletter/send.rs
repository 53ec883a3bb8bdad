//! Sending: letters of issues are taken, carried and settled, each at most once. What was being carried when a program died may
//! have been taken over by its server: it is not sent again, and counted as unknown.

use super::{
    bounce::{self, Kind},
    issue::{self, Stands},
    list_of, number,
    sheet::{Press, Sheet, unsubscribe},
};
use crate::{
    address::Address,
    db::{DbError, Dialect, Sql},
    mail::{
        Letter,
        outcome::{Failure, Outcome, Reason, next},
        pace::Pace,
        queue::CARRYING,
        returned::About,
    },
    office::Office,
    values,
};
use std::sync::Arc;

/// How many letters are looked at in one go beside those that are taken: some may have to wait for their domain's turn.
const LOOK: u32 = 200;
/// For how long a server's words about a letter are kept, in seconds: they may name its reader.
pub const KEEP_WORDS: i64 = 90 * 86_400;

/// A letter of an issue, to be carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Of which issue.
    pub issue: u64,
    /// For whom.
    pub subscriber: u64,
    /// To which address.
    pub to: Address,
    /// What every letter of the issue says.
    pub sheet: Arc<Sheet>,
    /// How often it was tried, with this time.
    pub tries: u64,
}

impl Taken {
    /// The letter, with its reader's own way to leave.
    pub fn letter(&self, office: &Office) -> Letter {
        self.sheet.letter(self.to.clone(), unsubscribe(office, self.issue, self.subscriber))
    }

    /// What it is to whoever reports on it.
    pub fn about(&self) -> About {
        About::Issue { issue: self.issue, subscriber: self.subscriber }
    }
}

/// What a look into the tables gave.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Letters to carry now.
    pub taken: Vec<Taken>,
    /// How many were put off, because their domain had its share, or dropped, because their reader had left.
    pub passed: usize,
}

/// Takes letters that are due: nobody else takes them meanwhile. Welcomes come first, then the issue that was sent first.
///
/// # Errors
///
/// The database's; [`DbError::Form`] where an address cannot be read with this key.
pub fn take(
    sql: &mut dyn Sql,
    office: &Office,
    press: &mut Press,
    pace: &mut Pace,
    now: i64,
    most: u32,
) -> Result<Look, DbError> {
    let lost = "UPDATE issue_letter SET stands = 'unknown', says = 'the program ended while it was carried'
                WHERE stands = 'carried' AND taken < $1";
    sql.run(lost, &values![now - CARRYING])?;
    let active = "SELECT id FROM issue WHERE stands IN ('sending', 'welcome')
                  ORDER BY CASE stands WHEN 'welcome' THEN 0 ELSE 1 END, sent, id";
    let active: Vec<u64> = sql.rows(active, &[])?.iter().map(|row| row.count(0)).collect::<Result<_, _>>()?;
    let mut look = Look::default();
    for id in active {
        let left = most.saturating_sub(u32::try_from(look.taken.len()).unwrap_or(u32::MAX));
        if left == 0 {
            break;
        }
        take_of(sql, office, press, pace, id, now, left, &mut look)?;
    }
    Ok(look)
}

/// The letters of one issue.
#[expect(clippy::too_many_arguments, reason = "the parts of one look")]
fn take_of(
    sql: &mut dyn Sql,
    office: &Office,
    press: &mut Press,
    pace: &mut Pace,
    id: u64,
    now: i64,
    most: u32,
    look: &mut Look,
) -> Result<(), DbError> {
    let due = "SELECT letter.subscriber, letter.tries, subscriber.address, subscriber.stands
               FROM issue_letter AS letter LEFT JOIN subscriber ON subscriber.id = letter.subscriber
               WHERE letter.issue = $1 AND letter.stands = 'waits' AND letter.due <= $2
               ORDER BY letter.due, letter.subscriber LIMIT $3";
    let due = match sql.dialect() {
        Dialect::Sqlite => due.to_owned(),
        // Two servers that look at once take different letters, and neither waits for the other.
        Dialect::Postgres => format!("{due} FOR UPDATE OF letter SKIP LOCKED"),
    };
    let rows = sql.rows(&due, &values![number(id), now, i64::from(most.saturating_add(LOOK))])?;
    if rows.is_empty() {
        return Ok(());
    }
    let Some(issue) = issue::issue(sql, id)? else { return Ok(()) };
    let list = list_of(sql, &issue)?;
    let sheet = press.sheet(sql, &issue, &list, &office.origin)?;
    let full = look.taken.len() + usize::try_from(most).unwrap_or(usize::MAX);
    for row in rows {
        if look.taken.len() >= full {
            break;
        }
        let (subscriber, tries) = (row.count(0)?, row.count(1)?);
        let kept = match (row.maybe_text(3)?, row.maybe_bytes(2)?) {
            (Some("subscribed"), Some(kept)) => kept,
            // Whoever left meanwhile receives nothing.
            _ => {
                mark(sql, id, subscriber, "dropped", now)?;
                look.passed += 1;
                continue;
            }
        };
        let to = office.secrets.unseal("subscriber.address", kept);
        let to = to.map_err(|error| DbError::Form(format!("a reader's address cannot be read: {error}")))?;
        let to = Address::read(&to).map_err(|_| DbError::Form("a reader has no address".into()))?;
        if let Err(later) = pace.to(to.domain(), now) {
            let wait =
                "UPDATE issue_letter SET due = $3 WHERE issue = $1 AND subscriber = $2 AND stands = 'waits'";
            sql.run(wait, &values![number(id), number(subscriber), later])?;
            look.passed += 1;
        } else if mark(sql, id, subscriber, "carried", now)? {
            let sheet = Arc::clone(&sheet);
            look.taken.push(Taken { issue: id, subscriber, to, sheet, tries: tries + 1 });
        }
    }
    Ok(())
}

/// From waiting to something else; whether it waited.
fn mark(sql: &mut dyn Sql, issue: u64, subscriber: u64, stands: &str, now: i64) -> Result<bool, DbError> {
    let mark = "UPDATE issue_letter SET stands = $3, taken = $4, tries = tries + 1
                WHERE issue = $1 AND subscriber = $2 AND stands = 'waits'";
    Ok(sql.run(mark, &values![number(issue), number(subscriber), stands, now])? == 1)
}

/// Asked right before a letter is carried: is it still wanted? Not where its issue was paused or its reader left meanwhile.
///
/// # Errors
///
/// What becomes of it instead; a database that does not answer puts it back.
pub fn still(sql: &mut dyn Sql, issue: u64, subscriber: u64) -> Outcome {
    let asked = "SELECT issue.stands, subscriber.stands FROM issue
                 LEFT JOIN subscriber ON subscriber.id = $2 WHERE issue.id = $1";
    let row = sql.row(asked, &values![number(issue), number(subscriber)]);
    let stands = row.and_then(|row| match row {
        Some(row) => Ok((Some(row.text(0)?.to_owned()), row.maybe_text(1)?.map(str::to_owned))),
        None => Ok((None, None)),
    });
    let (issue, subscriber) = stands.map_err(|error| Failure::new(Reason::PutBack, error.to_string()))?;
    match (issue.as_deref(), subscriber.as_deref()) {
        (Some("sending" | "welcome"), Some("subscribed")) => Ok(()),
        (Some(_), Some("subscribed")) => Err(Failure::new(Reason::PutBack, "the issue was paused")),
        _ => Err(Failure::new(Reason::Dropped, "the reader left before it was carried")),
    }
}

/// Settles a letter that was taken, as [`next`] says. One whose server says that there is no such mailbox is the last to it. Whoever
/// carried it knows better than the clock: a letter that counts as unknown meanwhile is settled too, unless somebody let it wait
/// again.
///
/// # Errors
///
/// The database's.
pub fn settle(sql: &mut dyn Sql, taken: &Taken, outcome: &Outcome, now: i64) -> Result<(), DbError> {
    let next = next(outcome, taken.tries);
    let says = outcome.as_ref().err().map(|failure| failure.says.as_str());
    let settle = "UPDATE issue_letter SET stands = $3, due = $4, says = $5, taken = NULL, tries = tries - $6
                  WHERE issue = $1 AND subscriber = $2 AND stands IN ('carried', 'unknown') AND tries = $7";
    let letter = (number(taken.issue), number(taken.subscriber));
    let uncounted = i64::from(!next.counts);
    let changes = values![
        letter.0,
        letter.1,
        next.stands.word(),
        now + next.pause,
        says,
        uncounted,
        number(taken.tries)
    ];
    if sql.run(settle, &changes)? == 0 {
        return Ok(());
    }
    match outcome.as_ref().map_err(|failure| failure.reason) {
        Err(Reason::NoMailbox) => bounce::note(sql, taken.about(), Kind::NoMailbox, now).map(drop),
        Err(Reason::Refused) => bounce::note(sql, taken.about(), Kind::NotDelivered, now).map(drop),
        _ => Ok(()),
    }
}

/// Lets the letters of an issue whose fate is unknown, or that failed, wait again: people decided so, and know that some readers may
/// receive it twice. How many there were.
///
/// # Errors
///
/// The database's.
pub fn again(sql: &mut dyn Sql, issue: u64, unknown: bool, now: i64) -> Result<u64, DbError> {
    let stands = if unknown { "unknown" } else { "failed" };
    let again = "UPDATE issue_letter SET stands = 'waits', due = $3, tries = 0, says = NULL
                 WHERE issue = $1 AND stands = $2 AND came IS NULL";
    let count = sql.run(again, &values![number(issue), stands, now])?;
    if count > 0 {
        issue::turn(sql, issue, Stands::Sent, Stands::Sending, now)?;
    }
    Ok(count)
}

/// Begins issues whose time has come, queues what is left to queue, and ends those of which no letter waits or is carried any more.
/// Whether there is more to queue at once.
///
/// # Errors
///
/// The database's.
pub fn advance(sql: &mut dyn Sql, now: i64) -> Result<bool, DbError> {
    issue::begin_scheduled(sql, now)?;
    let mut more = false;
    for row in sql.rows("SELECT id FROM issue WHERE stands = 'sending' ORDER BY sent, id", &[])? {
        let id = row.count(0)?;
        if issue::queue_more(sql, id, now)? {
            more = true;
            continue;
        }
        let left = "SELECT 1 FROM issue WHERE id = $1 AND (
                        EXISTS (SELECT 1 FROM issue_letter WHERE issue = $1 AND stands = 'waits')
                        OR EXISTS (SELECT 1 FROM issue_letter WHERE issue = $1 AND stands = 'carried'))";
        if sql.row(left, &values![number(id)])?.is_none() {
            issue::turn(sql, id, Stands::Sending, Stands::Sent, now)?;
        }
    }
    Ok(more)
}

/// Erases what servers said of letters long ago.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    let erase =
        "UPDATE issue_letter SET says = NULL WHERE says IS NOT NULL AND stands <> 'waits' AND due < $1";
    sql.run(erase, &values![now - KEEP_WORDS])
}
