//! What came back: letters that could not be delivered, and complaints. A report counts only where its signed return path names a
//! letter that was really sent, and once for each letter; so a forged one ends nobody's subscription, and one sent twice is one.

use super::{
    leaving, number,
    suppress::{Why, end},
};
use crate::{
    db::{DbError, Sql},
    mail::{
        report::{self, Says},
        returned::{self, About},
    },
    office::Office,
    secret::LinkError,
    values,
};
use std::fmt;

/// How many letters that could not be delivered, each for a reason that may pass, end a subscription …
pub const SOFT_LETTERS: i64 = 3;
/// … within so many seconds.
pub const SOFT_TIME: i64 = 100 * 86_400;

/// What is known of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is no such mailbox.
    NoMailbox,
    /// It could not be delivered, for a reason that may pass.
    NotDelivered,
    /// Its reader called it spam.
    Complaint,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::NoMailbox => "bounced",
            Self::NotDelivered => "soft",
            Self::Complaint => "complained",
        }
    }
}

/// What was made of a message that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It counts, and whether its reader receives nothing any more.
    Counted {
        /// What it said.
        kind: Kind,
        /// Does the reader receive nothing any more?
        ended: bool,
    },
    /// A complaint gave back the link that ends a subscription, which is ended.
    Left,
    /// It had been counted already, or is about a letter that was not sent.
    Known,
    /// It names no letter of ours.
    Stranger,
    /// It says nothing that counts, and what it says.
    Nothing(&'static str),
}

impl fmt::Display for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Counted { kind, ended } => {
                f.write_str(match kind {
                    Kind::NoMailbox => "a letter came back: there is no such mailbox",
                    Kind::NotDelivered => "a letter came back",
                    Kind::Complaint => "a reader called a letter spam",
                })?;
                f.write_str(if *ended { "; nothing more is sent there" } else { "" })
            }
            Self::Left => f.write_str("a reader called a letter spam; the subscription is ended"),
            Self::Known => f.write_str("it was counted already, or is about a letter that was not sent"),
            Self::Stranger => f.write_str("it names no letter that was sent from here; nothing was changed"),
            Self::Nothing(says) => write!(f, "{says}; nothing was changed"),
        }
    }
}

/// Takes a message that came back.
///
/// # Errors
///
/// The database's.
pub fn hear(sql: &mut dyn Sql, office: &Office, message: &[u8], now: i64) -> Result<Heard, DbError> {
    let report = report::read(message);
    let kind = match report.says {
        Says::NoMailbox(_) => Kind::NoMailbox,
        Says::NotDelivered(_) => Kind::NotDelivered,
        Says::Complaint => Kind::Complaint,
        Says::Nothing(says) => return Ok(Heard::Nothing(says)),
    };
    if let Some(about) = report.paths.iter().find_map(|path| returned::about(&office.secrets, path)) {
        return Ok(note(sql, about, kind, now)?.map_or(Heard::Known, |ended| Heard::Counted { kind, ended }));
    }
    // Who holds the link may end the subscription, and so may a complaint that holds it; more than that it may not.
    let links = report.links.iter().filter_map(|link| link.rsplit('/').next());
    for link in links.filter(|_| kind == Kind::Complaint) {
        match super::subscribe::leave(sql, office, link, now) {
            Ok(()) => {
                if let Ok((Some(issue), subscriber)) = leaving::open(&office.secrets, link, now) {
                    came(sql, issue, subscriber, kind, now)?;
                }
                return Ok(Heard::Left);
            }
            Err(super::subscribe::SubscribeRefusal::Link(LinkError::Forged | LinkError::Late)) => {}
            Err(super::subscribe::SubscribeRefusal::Db(error)) => return Err(error),
            Err(_) => return Ok(Heard::Known),
        }
    }
    Ok(Heard::Stranger)
}

/// Writes down what is known of a letter; whether its reader receives nothing any more. Nothing where that is known already, or
/// the letter was not sent.
///
/// # Errors
///
/// The database's.
pub fn note(sql: &mut dyn Sql, about: About, kind: Kind, now: i64) -> Result<Option<bool>, DbError> {
    let person = match about {
        About::Issue { issue, subscriber } => {
            if !came(sql, issue, subscriber, kind, now)? {
                return Ok(None);
            }
            let row = sql.row("SELECT person FROM subscriber WHERE id = $1", &values![number(subscriber)])?;
            match row {
                Some(row) => row.maybe_bytes(0)?.map(<[u8]>::to_vec),
                None => None,
            }
        }
        About::Mail(id) => {
            let failed =
                "UPDATE mail SET stands = 'failed', says = $2 WHERE id = $1 AND stands IN ('sent', 'unknown')
                          RETURNING person";
            let row = sql.row(failed, &values![number(id), "it came back to us"])?;
            let Some(row) = row else { return Ok(None) };
            Some(row.bytes(0)?.to_vec())
        }
    };
    let Some(person) = person else { return Ok(Some(false)) };
    let ends = match kind {
        Kind::NoMailbox | Kind::Complaint => true,
        Kind::NotDelivered => {
            let soft = "SELECT COUNT(*) FROM issue_letter AS letter
                        JOIN subscriber ON subscriber.id = letter.subscriber
                        WHERE subscriber.person = $1 AND letter.came = 'soft' AND letter.heard > $2";
            sql.number(soft, &values![person.as_slice(), now - SOFT_TIME])? >= SOFT_LETTERS
        }
    };
    let why = if kind == Kind::Complaint { Why::Complained } else { Why::Bounced };
    if ends {
        end(sql, &person, why, now)?;
    }
    Ok(Some(ends))
}

/// What came of a letter of an issue. A complaint counts over everything, a mailbox that is not there over a passing reason.
fn came(sql: &mut dyn Sql, issue: u64, subscriber: u64, kind: Kind, now: i64) -> Result<bool, DbError> {
    let over: &str = match kind {
        Kind::NotDelivered => "came IS NULL",
        Kind::NoMailbox => "(came IS NULL OR came = 'soft')",
        Kind::Complaint => "(came IS NULL OR came <> 'complained')",
    };
    let write = format!(
        "UPDATE issue_letter SET came = $3, heard = $4 WHERE issue = $1 AND subscriber = $2 AND {over}
         AND stands IN ('carried', 'sent', 'unknown', 'failed')"
    );
    Ok(sql.run(&write, &values![number(issue), number(subscriber), kind.word(), now])? == 1)
}
