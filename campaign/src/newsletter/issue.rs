//! Issues: written in Markdown, tried on oneself, sent, paused and gone on with; and the letters that welcome who joins.

use super::{List, list_of, number, sheet::Sheet};
use crate::{
    address::Address,
    db::{DbError, Row, Sql},
    mail::queue,
    office::Office,
    search, values,
};

/// How many letters of an issue are queued in one transaction.
const AT_ONCE: i64 = 10_000;

/// How far an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is being written.
    Draft,
    /// Its letters go out when its time comes.
    Scheduled,
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
            Self::Scheduled => "scheduled",
            Self::Sending => "sending",
            Self::Paused => "paused",
            Self::Sent => "sent",
            Self::Welcome => "welcome",
        }
    }

    fn read(word: &str) -> Result<Self, DbError> {
        let all = [Self::Draft, Self::Scheduled, Self::Sending, Self::Paused, Self::Sent, Self::Welcome];
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
    /// When it is to be sent, if it waits for its time.
    pub due: Option<i64>,
}

const COLUMNS: &str = "SELECT id, list, subject, text, stands, made, sent, queued, welcome, due FROM issue";

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
            due: row.maybe_int(9)?,
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
    let id = u64::try_from(id).map_err(|_| DbError::Form(format!("an issue has number {id}")))?;
    search::refresh(sql, "issue", id)?;
    Ok(id)
}

/// Changes what is not sent yet; whether it could be.
///
/// # Errors
///
/// The database's.
pub fn change(sql: &mut dyn Sql, id: u64, subject: &str, text: &str) -> Result<bool, DbError> {
    let change = "UPDATE issue SET subject = $2, text = $3 WHERE id = $1 AND stands IN ('draft', 'welcome')";
    let done = sql.run(change, &values![number(id), subject, text])? == 1;
    search::refresh(sql, "issue", id)?;
    Ok(done)
}

/// Changes how many seconds after joining a letter welcomes; it holds for whoever joins from now on. Whether it is one.
///
/// # Errors
///
/// The database's.
pub fn welcome_after(sql: &mut dyn Sql, id: u64, seconds: i64) -> Result<bool, DbError> {
    let change = "UPDATE issue SET welcome = $2 WHERE id = $1 AND stands = 'welcome'";
    Ok(sql.run(change, &values![number(id), seconds])? == 1)
}

/// From one stand to another; whether it stood so.
///
/// # Errors
///
/// The database's.
pub fn turn(sql: &mut dyn Sql, id: u64, from: Stands, to: Stands, now: i64) -> Result<bool, DbError> {
    let turn =
        "UPDATE issue SET stands = $3, sent = CASE WHEN $3 = 'sending' AND sent IS NULL THEN $4 ELSE sent END
                WHERE id = $1 AND stands = $2";
    Ok(sql.run(turn, &values![number(id), from.word(), to.word(), now])? == 1)
}

/// Lets a draft wait for its time; whether it was one, or waited already.
///
/// # Errors
///
/// The database's.
pub fn schedule(sql: &mut dyn Sql, id: u64, due: i64) -> Result<bool, DbError> {
    let wait =
        "UPDATE issue SET stands = 'scheduled', due = $2 WHERE id = $1 AND stands IN ('draft', 'scheduled')";
    Ok(sql.run(wait, &values![number(id), due])? == 1)
}

/// Begins the issues whose time has come.
pub(super) fn begin_scheduled(sql: &mut dyn Sql, now: i64) -> Result<(), DbError> {
    let begin = "UPDATE issue SET stands = 'sending', sent = $1 WHERE stands = 'scheduled' AND due <= $1";
    sql.run(begin, &values![now]).map(|_| ())
}

/// Drops a draft or a welcome of which no letter was sent; whether it could be.
///
/// # Errors
///
/// The database's.
pub fn drop_draft(sql: &mut dyn Sql, id: u64) -> Result<bool, DbError> {
    let unsent = "DELETE FROM issue_letter WHERE issue = $1 AND stands = 'waits'
                  AND (SELECT stands FROM issue WHERE id = $1) IN ('draft', 'scheduled', 'welcome')";
    sql.run(unsent, &values![number(id)])?;
    let drop = "DELETE FROM issue WHERE id = $1 AND stands IN ('draft', 'scheduled', 'welcome')
                AND NOT EXISTS (SELECT 1 FROM issue_letter WHERE issue = $1)";
    let done = sql.run(drop, &values![number(id)])? == 1;
    search::refresh(sql, "issue", id)?;
    Ok(done)
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
    sql.run("UPDATE issue SET queued = $2 WHERE id = $1 AND queued < $2", &values![number(id), last])?;
    Ok(true)
}

/// Queues the letters that welcome a new subscriber. Who left before they came and joins again receives them; who received one
/// does not receive it twice.
///
/// # Errors
///
/// The database's.
pub(super) fn welcome(sql: &mut dyn Sql, subscriber: u64, now: i64) -> Result<(), DbError> {
    let queue = "INSERT INTO issue_letter (issue, subscriber, stands, due)
                 SELECT issue.id, subscriber.id, 'waits', issue.welcome + $2 FROM issue
                 JOIN subscriber ON subscriber.list = issue.list
                 WHERE subscriber.id = $1 AND issue.stands = 'welcome'
                 ON CONFLICT (issue, subscriber) DO UPDATE SET stands = 'waits', due = excluded.due, tries = 0, taken = NULL
                 WHERE issue_letter.stands IN ('waits', 'dropped')";
    sql.run(queue, &values![number(subscriber), now]).map(|_| ())
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
    let list = list_of(sql, issue)?;
    let sheet = Sheet::print(sql, issue, &list, &office.origin)?;
    let mut letter = sheet.letter(to, format!("{}/newsletter", office.origin));
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
