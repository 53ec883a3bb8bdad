//! What a moderator looks at: comments, and signatures that something speaks against. Approved, hidden or removed, each with a
//! reason, each written down, and each taken back as long as what was entered is kept.

mod case;

pub use case::{Case, cases, find, like, waiting};

use super::{confirm::end, count, number, sign::consented};
use crate::{
    consent,
    db::{DbError, Sql},
    people::log,
    values,
};
use std::fmt;

/// For how long what a removed signature said is kept, so that the removal can be taken back, in seconds.
pub const KEEP_REMOVED: i64 = 30 * 86_400;
/// For how long a decision is kept, in seconds.
pub const KEEP_DECIDED: i64 = 365 * 86_400;

/// Why a signature is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It has a comment.
    Comment,
    /// Its comment has a link in it, and is not shown before it was read.
    Link,
    /// Its name looks like none, and is not shown before it was read.
    Name,
    /// It came without a proof of work while one was asked for; its letter waits in the slow lane.
    Work,
    /// Another counts already with the same name, from the same network, within a week.
    Double,
    /// Somebody looked for it.
    Sought,
}

impl Why {
    const ALL: [Self; 6] = [Self::Comment, Self::Link, Self::Name, Self::Work, Self::Double, Self::Sought];

    /// The word in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Link => "link",
            Self::Name => "name",
            Self::Work => "work",
            Self::Double => "double",
            Self::Sought => "sought",
        }
    }

    fn read(word: &str) -> Result<Self, DbError> {
        let known = Self::ALL.into_iter().find(|why| why.word() == word);
        known.ok_or_else(|| DbError::Form(format!("a signature is looked at because of `{word}`")))
    }

    /// For people.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Comment => "it has a comment",
            Self::Link => "its comment has a link in it",
            Self::Name => "its name looks like none",
            Self::Work => "it came without the work that was asked for",
            Self::Double => "another signature has the same name and came from the same network",
            Self::Sought => "it was looked for",
        }
    }
}

/// What is hidden of a signature that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// Nothing: it is shown as its signer chose.
    Nothing,
    /// The comment.
    Comment,
    /// Name and comment: it is shown as somebody from a country.
    Name,
}

impl Hidden {
    pub(super) const fn number(self) -> i64 {
        match self {
            Self::Nothing => 0,
            Self::Comment => 1,
            Self::Name => 2,
        }
    }

    fn read(number: i64) -> Self {
        match number {
            0 => Self::Nothing,
            1 => Self::Comment,
            _ => Self::Name,
        }
    }
}

/// What a moderator decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Nothing speaks against it: it is shown as its signer chose, and a letter in the slow lane goes at once.
    Approve,
    /// It counts; its comment is not shown.
    HideComment,
    /// It counts; neither name nor comment are shown.
    HideName,
    /// It does not count, and its mailbox cannot sign again.
    Remove,
    /// What was decided is taken back.
    Restore,
}

impl Ruling {
    /// Every ruling.
    pub const ALL: [Self; 5] =
        [Self::Approve, Self::HideComment, Self::HideName, Self::Remove, Self::Restore];

    /// The word in forms, and in the log before `-signature`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::HideComment => "hide-comment",
            Self::HideName => "hide-name",
            Self::Remove => "remove",
            Self::Restore => "restore",
        }
    }

    /// The ruling that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ruling| ruling.word() == word)
    }

    /// How the review stands afterwards.
    const fn stands(self) -> &'static str {
        match self {
            Self::Approve => "approved",
            Self::HideComment | Self::HideName => "hidden",
            Self::Remove => "removed",
            Self::Restore => "waits",
        }
    }

    const fn needs_reason(self) -> bool {
        matches!(self, Self::HideComment | Self::HideName | Self::Remove)
    }
}

/// Why nothing is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleRefusal {
    /// There is no such signature any more.
    Gone,
    /// What was entered is erased: the removal cannot be taken back.
    Erased,
    /// No reason is given.
    Reason,
    /// The database.
    Db(DbError),
}

impl fmt::Display for RuleRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("there is no such signature any more"),
            Self::Erased => {
                f.write_str("what was entered has been erased, so that the removal cannot be taken back")
            }
            Self::Reason => {
                f.write_str("a reason is needed to hide or remove a signature: at most 300 characters")
            }
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RuleRefusal {}

impl From<DbError> for RuleRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

/// Puts a signature among those to be looked at; one that is there keeps its reason.
///
/// # Errors
///
/// The database's.
pub(super) fn look(
    sql: &mut dyn Sql,
    signature: i64,
    petition: i64,
    why: Why,
    now: i64,
) -> Result<(), DbError> {
    let look = "INSERT INTO signature_review (signature, petition, why, since, stands) VALUES ($1, $2, $3, $4, 'waits')
                ON CONFLICT (signature) DO UPDATE SET why = excluded.why, since = excluded.since
                WHERE signature_review.why = 'work' AND signature_review.stands = 'waits'";
    sql.run(look, &values![signature, petition, why.word(), now]).map(drop)
}

/// Decides, and writes down who decided what and why.
///
/// # Errors
///
/// Why nothing is decided.
pub fn rule(
    sql: &mut dyn Sql,
    signature: u64,
    ruling: Ruling,
    reason: &str,
    account: Option<u64>,
    now: i64,
) -> Result<(), RuleRefusal> {
    let reason = reason.trim();
    if reason.chars().count() > 300 || (reason.is_empty() && ruling.needs_reason()) {
        return Err(RuleRefusal::Reason);
    }
    let id = number(signature);
    let find = "SELECT signature.petition, signature.stands, signature.name, signature.country, petition.name, signature.leaf
                FROM signature JOIN petition ON petition.id = signature.petition WHERE signature.id = $1";
    let row = sql.row(find, &values![id])?.ok_or(RuleRefusal::Gone)?;
    let (petition, stands) = (row.int(0)?, row.text(1)?);
    if stands == "withdrawn" {
        return Err(RuleRefusal::Gone);
    }
    let hide = "UPDATE signature SET hidden = $2 WHERE id = $1";
    let hidden = match ruling {
        Ruling::Approve | Ruling::Restore => Some(Hidden::Nothing),
        Ruling::HideComment => Some(Hidden::Comment),
        Ruling::HideName => Some(Hidden::Name),
        Ruling::Remove => None,
    };
    match ruling {
        Ruling::Remove => {
            end(sql, signature, "removed", now)?;
        }
        Ruling::Restore | Ruling::Approve if stands == "removed" => {
            if row.maybe_bytes(2)?.is_none() {
                return Err(RuleRefusal::Erased);
            }
            let counted = row.maybe_int(5)?.is_some();
            let back = "UPDATE signature SET stands = $2, ended = NULL WHERE id = $1 AND stands = 'removed'";
            sql.run(back, &values![id, if counted { "signed" } else { "asked" }])?;
            if counted {
                count::change(sql, petition, row.text(3)?, 1)?;
            }
        }
        Ruling::Approve if stands == "asked" => {
            let go = "UPDATE mail SET due = $2 WHERE person = (SELECT person FROM signature WHERE id = $1)
                      AND kind = 'confirm-signature' AND stands = 'waits' AND due > $2";
            sql.run(go, &values![id, now])?;
        }
        _ => {}
    }
    if let Some(hidden) = hidden {
        sql.run(hide, &values![id, hidden.number()])?;
    }
    let decide =
        "INSERT INTO signature_review (signature, petition, why, since, stands, account, reason, decided)
                  VALUES ($1, $2, 'sought', $6, $3, $4, $5, $6)
                  ON CONFLICT (signature) DO UPDATE SET stands = excluded.stands, account = excluded.account,
                  reason = excluded.reason, decided = excluded.decided";
    let by = account.map(number);
    let says = (!reason.is_empty()).then_some(reason);
    sql.run(decide, &values![id, petition, ruling.stands(), by, says, now])?;
    let about = format!("{}, signature {signature}: {reason}", row.text(4)?);
    log::note(
        sql,
        account,
        now,
        &format!("{}-signature", ruling.word()),
        about.trim_end_matches([':', ' ']),
    )?;
    Ok(())
}

/// Erases what removed signatures said, with which their consents end, and old decisions.
///
/// # Errors
///
/// The database's.
pub(super) fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    let removed = "UPDATE signature SET address = NULL, name = NULL, comment = NULL
                   WHERE stands = 'removed' AND ended < $1 AND address IS NOT NULL RETURNING person, petition";
    let decided = "DELETE FROM signature_review WHERE decided < $1 AND stands <> 'waits'";
    let orphans = "DELETE FROM signature_review WHERE NOT EXISTS
                   (SELECT 1 FROM signature WHERE signature.id = signature_review.signature)";
    let mut done = 0;
    for row in sql.rows(removed, &values![now - KEEP_REMOVED])? {
        if let Some(person) = row.maybe_bytes(0)? {
            consent::withdraw(sql, person, &consented(row.count(1)?), now)?;
        }
        done += 1;
    }
    sql.run(decided, &values![now - KEEP_DECIDED])?;
    sql.run(orphans, &[])?;
    Ok(done)
}
