//! Sending: letters of issues are taken, carried and settled, each at most once. What was being carried when a program died may
//! have been taken over by its server: it is not sent again, and counted as unknown.

use super::{
    issue::{self, Issue, Stands},
    number,
    suppress::{Why, suppress},
};
use crate::{
    address::Address,
    db::{DbError, Sql},
    mail::{
        Letter,
        carrier::Failure,
        queue::{CARRYING, PAUSES},
    },
    office::Office,
    secret::Purpose,
    values,
};
use std::collections::BTreeMap;

/// A letter of an issue, to be carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Of which issue.
    pub issue: u64,
    /// For whom.
    pub subscriber: u64,
    /// The letter.
    pub letter: Letter,
    /// How often it was tried.
    pub tries: u64,
}

/// Takes letters that are due: nobody else takes them meanwhile.
///
/// # Errors
///
/// The database's.
pub fn take(sql: &mut dyn Sql, office: &Office, now: i64, most: u32) -> Result<Vec<Taken>, DbError> {
    let lost = "UPDATE issue_letter SET stands = 'unknown' WHERE stands = 'carried' AND taken < $1";
    sql.run(lost, &values![now - CARRYING])?;
    let due = "SELECT letter.issue, letter.subscriber, letter.tries, subscriber.address, subscriber.stands
               FROM issue_letter AS letter JOIN issue ON issue.id = letter.issue
               LEFT JOIN subscriber ON subscriber.id = letter.subscriber
               WHERE letter.stands = 'waits' AND letter.due <= $1 AND issue.stands IN ('sending', 'welcome')
               ORDER BY letter.due, letter.subscriber LIMIT $2";
    let mut issues: BTreeMap<u64, Issue> = BTreeMap::new();
    let mut taken = Vec::new();
    for row in sql.rows(due, &values![now, i64::from(most)])? {
        let (of, subscriber, tries) = (row.count(0)?, row.count(1)?, row.count(2)?);
        let address = match (row.maybe_text(4)?, row.maybe_bytes(3)?) {
            (Some("subscribed"), Some(kept)) => office.secrets.unseal("subscriber.address", kept).ok(),
            _ => None,
        };
        // Whoever left meanwhile receives nothing.
        let Some(address) = address.and_then(|text| Address::read(&text).ok()) else {
            mark(sql, of, subscriber, "dropped", now)?;
            continue;
        };
        if !mark(sql, of, subscriber, "carried", now)? {
            continue;
        }
        if !issues.contains_key(&of) {
            issues.extend(issue::issue(sql, of)?.map(|issue| (of, issue)));
        }
        let Some(issue) = issues.get(&of) else { continue };
        let unsubscribe = office.address("newsletter/leave", Purpose::Unsubscribe, subscriber, None);
        let letter = issue::letter(issue, address, unsubscribe, &office.origin);
        taken.push(Taken { issue: of, subscriber, letter, tries: tries + 1 });
    }
    Ok(taken)
}

/// From waiting to something else; whether it waited.
fn mark(sql: &mut dyn Sql, issue: u64, subscriber: u64, stands: &str, now: i64) -> Result<bool, DbError> {
    let mark = "UPDATE issue_letter SET stands = $3, taken = $4, tries = tries + 1
                WHERE issue = $1 AND subscriber = $2 AND stands = 'waits'";
    Ok(sql.run(mark, &values![number(issue), number(subscriber), stands, now])? == 1)
}

/// Settles a letter that was taken. One whose server says that there is no such mailbox is the last to it.
///
/// # Errors
///
/// The database's.
pub fn settle(
    sql: &mut dyn Sql,
    office: &Office,
    taken: &Taken,
    outcome: &Result<(), Failure>,
    now: i64,
) -> Result<(), DbError> {
    let pause = usize::try_from(taken.tries).ok().and_then(|tries| PAUSES.get(tries.saturating_sub(1)));
    let (stands, due, says) = match (outcome, pause) {
        (Ok(()), _) => ("sent", now, None),
        (Err(failure), Some(pause)) if !failure.permanent => ("waits", now + pause, Some(&failure.says)),
        (Err(failure), _) => ("failed", now, Some(&failure.says)),
    };
    let settle = "UPDATE issue_letter SET stands = $3, due = $4, says = $5, taken = NULL
                  WHERE issue = $1 AND subscriber = $2 AND stands = 'carried'";
    sql.run(settle, &values![number(taken.issue), number(taken.subscriber), stands, due, says])?;
    if outcome.as_ref().is_err_and(|failure| failure.permanent) {
        suppress(sql, office, &taken.letter.to, Why::Bounced, now)?;
    }
    Ok(())
}

/// Ends issues of which no letter waits or is carried any more.
///
/// # Errors
///
/// The database's.
pub fn end(sql: &mut dyn Sql, now: i64) -> Result<(), DbError> {
    for row in sql.rows("SELECT id FROM issue WHERE stands = 'sending'", &[])? {
        let id = row.count(0)?;
        let left = "SELECT COUNT(*) FROM issue_letter WHERE issue = $1 AND stands IN ('waits', 'carried')";
        if sql.number(left, &values![number(id)])? == 0 && !issue::queue_more(sql, id, now)? {
            issue::turn(sql, id, Stands::Sending, Stands::Sent, now)?;
        }
    }
    Ok(())
}

/// How many letters of an issue stand how. Who opened one is not known: no letter carries a trace.
///
/// # Errors
///
/// The database's.
pub fn figures(sql: &mut dyn Sql, issue: u64) -> Result<Vec<(String, u64)>, DbError> {
    let count = "SELECT stands, COUNT(*) FROM issue_letter WHERE issue = $1 GROUP BY stands ORDER BY stands";
    let rows = sql.rows(count, &values![number(issue)])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}
