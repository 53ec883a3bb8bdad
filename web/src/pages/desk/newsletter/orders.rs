//! What is ordered of an issue: a test, sending, a pause, and going on.

use super::{at_issue, issue::numbered, issue::whole};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    pages::{desk::ordered, petition::link::sentence},
    routes::Asked,
};
use ::campaign::{
    db::{DbError, Sql},
    newsletter::{
        issue::{self, Stands},
        send,
    },
    people::{self, AccountRefusal},
};
use jiff::{civil::DateTime, tz::TimeZone};

/// Sends it to whoever is signed in alone.
///
/// # Errors
///
/// 404 where there is no such issue, 503 where the tables cannot be written.
pub fn test(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (issue, _) = numbered(facts, asked.part)?;
    let id = issue.id;
    let sent = ordered(facts, asked, "test-issue", id.to_string(), move |sql, office, order| {
        let to = people::address(sql, office, order.by)?;
        issue::test(sql, office, &issue, to.clone(), order.now, order.chance[0])?;
        Ok::<_, AccountRefusal>(to)
    });
    match sent? {
        Ok(to) => Ok(Answer::done(at_issue(id), format!("A test is on its way to {to}."))),
        Err(AccountRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => wrong(facts, asked, &sentence(&refusal.to_string())),
    }
}

/// Sends it to everybody, now or when its time comes.
///
/// # Errors
///
/// As [`test()`].
pub fn send(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (issue, _) = numbered(facts, asked.part)?;
    let (id, now) = (issue.id, campaign::now());
    if asked.query.get("sure").is_none() {
        return wrong(facts, asked, "Read it as it will be sent, and tick that you have.");
    }
    let at = match asked.query.get("at").map(|at| (at, moment(at))) {
        None => None,
        Some((_, Some(at))) if at > now => Some(at),
        Some((at, Some(_))) => {
            let says = format!("“{at}” has passed. Give a time to come, or none to send it now.");
            return wrong(facts, asked, &says);
        }
        Some((at, None)) => {
            return wrong(facts, asked, &format!("“{at}” is no time, such as 2027-03-01T09:00."));
        }
    };
    let what = if at.is_some() { "schedule-issue" } else { "send-issue" };
    let said = if at.is_some() { "It is sent when its time comes." } else { "Its letters are on their way." };
    turned(facts, asked, what, said, "Only a draft can be sent; this is none any more.", move |sql, now| {
        match at {
            // A letter that welcomes is sent to nobody else.
            Some(at) => Ok(issue.stands == Stands::Draft && issue::schedule(sql, id, at)?),
            None => issue::turn(sql, id, Stands::Draft, Stands::Sending, now),
        }
    })
}

/// Holds its letters back.
///
/// # Errors
///
/// As [`test()`].
pub fn pause(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (id, said) = (numbered(facts, asked.part)?.0.id, "It is paused: no further letter goes out.");
    turned(
        facts,
        asked,
        "pause-issue",
        said,
        "It is not being sent, so that there is nothing to pause.",
        move |sql, now| issue::turn(sql, id, Stands::Sending, Stands::Paused, now),
    )
}

/// Lets its letters go on.
///
/// # Errors
///
/// As [`test()`].
pub fn resume(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = numbered(facts, asked.part)?.0.id;
    turned(facts, asked, "resume-issue", "It goes on.", "It is not paused.", move |sql, now| {
        issue::turn(sql, id, Stands::Paused, Stands::Sending, now)
    })
}

/// Makes a draft again of what waits for its time.
///
/// # Errors
///
/// As [`test()`].
pub fn back(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = numbered(facts, asked.part)?.0.id;
    turned(
        facts,
        asked,
        "unschedule-issue",
        "It is a draft again.",
        "It does not wait for its time.",
        move |sql, now| issue::turn(sql, id, Stands::Scheduled, Stands::Draft, now),
    )
}

/// Lets letters wait again that failed, or whose fate is unknown.
///
/// # Errors
///
/// As [`test()`].
pub fn again(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = numbered(facts, asked.part)?.0.id;
    let (unknown, what) = match asked.query.get("which") {
        Some("unknown") => (true, "send-unknown-again"),
        Some("failed") => (false, "send-failed-again"),
        _ => return wrong(facts, asked, "Choose which letters are to be sent again."),
    };
    turned(
        facts,
        asked,
        what,
        "They wait for their turn again.",
        "There are none of this kind.",
        move |sql, now| Ok(send::again(sql, id, unknown, now)? > 0),
    )
}

/// Throws a draft away, or a letter that welcomes and went to nobody yet.
///
/// # Errors
///
/// As [`test()`].
pub fn drop(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (issue, list) = numbered(facts, asked.part)?;
    let id = issue.id;
    if asked.query.get("sure").is_none() {
        return wrong(facts, asked, "Tick that it is not needed any more.");
    }
    let dropped =
        ordered(facts, asked, "drop-issue", format!("{id}: {}", issue.subject), move |sql, _, _| {
            if issue::drop_draft(sql, id)? { Ok(()) } else { Err(Undone::Not) }
        });
    match dropped? {
        Ok(()) => Ok(Answer::done(format!("/desk/newsletter/list/{}", list.name), "It is thrown away.")),
        Err(Undone::Db(error)) => Err(away(&error)),
        Err(Undone::Not) => wrong(facts, asked, "Letters of it went out already, so that it stays."),
    }
}

/// Why an order changes nothing and is not written down.
enum Undone {
    Not,
    Db(DbError),
}

impl From<DbError> for Undone {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

/// Does what `work` does to the issue, and says so; or says why not, where `work` finds nothing to do.
fn turned(
    facts: &Facts,
    asked: &Asked<'_>,
    what: &'static str,
    said: &str,
    otherwise: &str,
    work: impl FnOnce(&mut dyn Sql, i64) -> Result<bool, DbError> + Send + 'static,
) -> Result<Answer, Refusal> {
    let done = ordered(facts, asked, what, asked.part, move |sql, _, order| {
        if work(sql, order.now)? { Ok(()) } else { Err(Undone::Not) }
    });
    match done? {
        Ok(()) => Ok(Answer::done(format!("/desk/newsletter/issue/{}", asked.part), said)),
        Err(Undone::Db(error)) => Err(away(&error)),
        Err(Undone::Not) => wrong(facts, asked, otherwise),
    }
}

fn wrong(facts: &Facts, asked: &Asked<'_>, says: &str) -> Result<Answer, Refusal> {
    whole(facts, asked, None, Some(says)).map(Answer::Wrong)
}

/// A time as a form sends it, in UTC.
fn moment(text: &str) -> Option<i64> {
    let at: DateTime = text.trim().trim_end_matches('Z').parse().ok()?;
    Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}
