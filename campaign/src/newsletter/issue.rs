//! Issues: written in Markdown, tried on oneself, sent, paused and gone on with; and the letters that welcome who joins.

use super::{List, number};
use crate::{
    address::Address,
    db::{DbError, Row, Sql},
    mail::{Letter, queue},
    markdown,
    office::Office,
    values,
};

/// How many letters of an issue are queued in one transaction.
const AT_ONCE: i64 = 50_000;

/// How far an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is being written.
    Draft,
    /// Its letters go out.
    Sending,
    /// Its letters wait.
    Paused,
    /// Every letter has gone out or was given up.
    Sent,
    /// It welcomes everybody who joins.
    Welcome,
}

impl Stands {
    /// The word in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sending => "sending",
            Self::Paused => "paused",
            Self::Sent => "sent",
            Self::Welcome => "welcome",
        }
    }

    fn read(word: &str) -> Result<Self, DbError> {
        let all = [Self::Draft, Self::Sending, Self::Paused, Self::Sent, Self::Welcome];
        let found = all.into_iter().find(|stands| stands.word() == word);
        found.ok_or_else(|| DbError::Form(format!("an issue is `{word}`")))
    }
}

/// An issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its row.
    pub id: u64,
    /// Its list's row.
    pub list: u64,
    /// Its subject.
    pub subject: String,
    /// Its text, in Markdown.
    pub text: String,
    /// How far it is.
    pub stands: Stands,
    /// When it was made.
    pub made: i64,
    /// When it was sent.
    pub sent: Option<i64>,
    /// The last subscriber for whom a letter was queued.
    pub queued: i64,
    /// How long after joining it welcomes, in seconds, if it does.
    pub welcome: Option<i64>,
}

const COLUMNS: &str = "SELECT id, list, subject, text, stands, made, sent, queued, welcome FROM issue";

impl Issue {
    fn of(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            id: row.count(0)?,
            list: row.count(1)?,
            subject: row.text(2)?.to_owned(),
            text: row.text(3)?.to_owned(),
            stands: Stands::read(row.text(4)?)?,
            made: row.int(5)?,
            sent: row.maybe_int(6)?,
            queued: row.int(7)?,
            welcome: row.maybe_int(8)?,
        })
    }
}

/// An issue, if there is one.
///
/// # Errors
///
/// The database's.
pub fn issue(sql: &mut dyn Sql, id: u64) -> Result<Option<Issue>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![number(id)])?;
    row.as_ref().map(Issue::of).transpose()
}

/// The issues of a list, the newest first.
///
/// # Errors
///
/// The database's.
pub fn issues(sql: &mut dyn Sql, list: &List) -> Result<Vec<Issue>, DbError> {
    let rows = sql.rows(&format!("{COLUMNS} WHERE list = $1 ORDER BY id DESC"), &values![number(list.id)])?;
    rows.iter().map(Issue::of).collect()
}

/// Begins an issue, which welcomes who joins where `welcome` says how long after.
///
/// # Errors
///
/// The database's.
pub fn draft(
    sql: &mut dyn Sql,
    list: &List,
    subject: &str,
    text: &str,
    welcome: Option<i64>,
    now: i64,
) -> Result<u64, DbError> {
    let stands = if welcome.is_some() { Stands::Welcome } else { Stands::Draft };
    let make = "INSERT INTO issue (list, subject, text, stands, made, welcome) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let id = sql.number(make, &values![number(list.id), subject, text, stands.word(), now, welcome])?;
    u64::try_from(id).map_err(|_| DbError::Form(format!("an issue has number {id}")))
}

/// Changes what is not sent yet; whether it could be.
///
/// # Errors
///
/// The database's.
pub fn change(sql: &mut dyn Sql, id: u64, subject: &str, text: &str) -> Result<bool, DbError> {
    let change = "UPDATE issue SET subject = $2, text = $3 WHERE id = $1 AND stands IN ('draft', 'welcome')";
    Ok(sql.run(change, &values![number(id), subject, text])? == 1)
}

/// From one stand to another; whether it stood so.
///
/// # Errors
///
/// The database's.
pub fn turn(sql: &mut dyn Sql, id: u64, from: Stands, to: Stands, now: i64) -> Result<bool, DbError> {
    let turn = "UPDATE issue SET stands = $3, sent = CASE WHEN $3 = 'sending' THEN $4 ELSE sent END
                WHERE id = $1 AND stands = $2";
    Ok(sql.run(turn, &values![number(id), from.word(), to.word(), now])? == 1)
}

/// Queues the next letters of an issue that is being sent, in the order in which people joined; whether there may be more. Called
/// until there are none: each call is a transaction of its own, so that others can write between them.
///
/// # Errors
///
/// The database's.
pub fn queue_more(sql: &mut dyn Sql, id: u64, now: i64) -> Result<bool, DbError> {
    let Some(issue) = issue(sql, id)?.filter(|issue| issue.stands == Stands::Sending) else {
        return Ok(false);
    };
    let last = "SELECT COALESCE(MAX(id), 0) FROM (SELECT id FROM subscriber WHERE list = $1 AND id > $2
                AND stands = 'subscribed' ORDER BY id LIMIT $3) AS next";
    let list = number(issue.list);
    let last = sql.number(last, &values![list, issue.queued, AT_ONCE])?;
    if last == 0 {
        return Ok(false);
    }
    let queue = "INSERT INTO issue_letter (issue, subscriber, stands, due)
                 SELECT $1, id, 'waits', $2 FROM subscriber WHERE list = $3 AND id > $4 AND id <= $5
                 AND stands = 'subscribed' ON CONFLICT (issue, subscriber) DO NOTHING";
    sql.run(queue, &values![number(id), now, list, issue.queued, last])?;
    sql.run("UPDATE issue SET queued = $2 WHERE id = $1", &values![number(id), last])?;
    Ok(true)
}

/// Queues the letters that welcome a new subscriber.
///
/// # Errors
///
/// The database's.
pub(super) fn welcome(sql: &mut dyn Sql, subscriber: u64, now: i64) -> Result<(), DbError> {
    let queue = "INSERT INTO issue_letter (issue, subscriber, stands, due)
                 SELECT issue.id, subscriber.id, 'waits', issue.welcome + $2 FROM issue
                 JOIN subscriber ON subscriber.list = issue.list
                 WHERE subscriber.id = $1 AND issue.stands = 'welcome' ON CONFLICT (issue, subscriber) DO NOTHING";
    sql.run(queue, &values![number(subscriber), now]).map(|_| ())
}

/// A letter of an issue to one reader, with the address that ends the subscription.
pub(super) fn letter(issue: &Issue, to: Address, unsubscribe: String, origin: &str) -> Letter {
    Letter {
        to,
        subject: issue.subject.clone(),
        text: markdown::plain(&issue.text),
        html: Some(markdown::absolute(&markdown::html(&issue.text), origin)),
        unsubscribe: Some(unsubscribe),
        why: format!("You receive this newsletter because you asked for it at {origin}."),
    }
}

/// Sends an issue to one address alone, to look at it.
///
/// # Errors
///
/// The database's.
pub fn test(
    sql: &mut dyn Sql,
    office: &Office,
    issue: &Issue,
    to: Address,
    now: i64,
    chance: [u8; 32],
) -> Result<(), DbError> {
    let mut letter = letter(issue, to, format!("{}/newsletter", office.origin), &office.origin);
    letter.subject = format!("[Test] {}", letter.subject);
    queue::put(sql, &office.secrets, &letter, "test", now, chance).map(|_| ())
}

/// The issues of every list that were sent, or are being sent, the newest first: the public archive.
///
/// # Errors
///
/// The database's.
pub fn archive(sql: &mut dyn Sql) -> Result<Vec<Issue>, DbError> {
    let sent = format!("{COLUMNS} WHERE sent IS NOT NULL ORDER BY sent DESC, id DESC");
    sql.rows(&sent, &[])?.iter().map(Issue::of).collect()
}
