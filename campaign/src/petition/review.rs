//! What a moderator looks at: comments, and signatures that something speaks against. Approved, hidden or removed, each with a
//! reason, each written down, and each taken back as long as what was entered is kept.

use super::{confirm::end, count, number, sign::Shown};
use crate::{
    db::{DbError, Row, Sql},
    office::Office,
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

/// A signature as a moderator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its row.
    pub signature: u64,
    /// The title of its petition.
    pub petition: String,
    /// Why it is looked at.
    pub why: Why,
    /// Since when, in seconds since 1970.
    pub since: i64,
    /// How the review stands: `waits`, `approved`, `hidden`, `removed`.
    pub review: String,
    /// How the signature stands: `asked`, `signed`, `removed`.
    pub stands: String,
    /// The name, as long as it is kept.
    pub name: Option<String>,
    /// The country, by its code.
    pub country: String,
    /// The comment, if there is one.
    pub comment: Option<String>,
    /// How its signer chose to be shown.
    pub shown: Shown,
    /// What is hidden.
    pub hidden: Hidden,
    /// The reason of the last decision.
    pub reason: Option<String>,
}

const CASE: &str = "SELECT signature.id, petition.title, COALESCE(review.why, 'sought'), COALESCE(review.since, signature.asked),
                    COALESCE(review.stands, ''), signature.stands, signature.name, signature.country, signature.comment,
                    signature.shown, signature.hidden, review.reason
                    FROM signature JOIN petition ON petition.id = signature.petition";

fn case(office: &Office, row: &Row) -> Result<Case, DbError> {
    let open =
        |place: &str, kept: Option<&[u8]>| kept.and_then(|kept| office.secrets.unseal(place, kept).ok());
    let shown = Shown::read(row.text(9)?);
    Ok(Case {
        signature: row.count(0)?,
        petition: row.text(1)?.to_owned(),
        why: Why::read(row.text(2)?)?,
        since: row.int(3)?,
        review: row.text(4)?.to_owned(),
        stands: row.text(5)?.to_owned(),
        name: open("signature.name", row.maybe_bytes(6)?),
        country: row.text(7)?.to_owned(),
        comment: open("signature.comment", row.maybe_bytes(8)?),
        shown: shown.ok_or_else(|| DbError::Form("how a signature is shown".into()))?,
        hidden: Hidden::read(row.int(10)?),
        reason: row.maybe_text(11)?.map(str::to_owned),
    })
}

/// What waits for a moderator, or stands decided as the word says; the oldest that wait first, the last decided first.
///
/// # Errors
///
/// The database's.
pub fn cases(sql: &mut dyn Sql, office: &Office, stands: &str, most: u32) -> Result<Vec<Case>, DbError> {
    let order = if stands == "waits" {
        "review.since, signature.id"
    } else {
        "review.decided DESC, signature.id DESC"
    };
    let find = format!(
        "{CASE} JOIN signature_review AS review ON review.signature = signature.id WHERE review.stands = $1
         ORDER BY {order} LIMIT $2"
    );
    let rows = sql.rows(&find, &values![stands, i64::from(most)])?;
    rows.iter().map(|row| case(office, row)).collect()
}

/// How many wait.
///
/// # Errors
///
/// The database's.
pub fn waiting(sql: &mut dyn Sql) -> Result<u64, DbError> {
    let count = sql.number("SELECT COUNT(*) FROM signature_review WHERE stands = 'waits'", &[])?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// The signatures of one mailbox under every petition: looked for by the exact address, since nothing else is kept by which it
/// could be found.
///
/// # Errors
///
/// The database's.
pub fn find(sql: &mut dyn Sql, office: &Office, mailbox: &str) -> Result<Vec<Case>, DbError> {
    let person = office.secrets.index("address", mailbox);
    let find = format!(
        "{CASE} LEFT JOIN signature_review AS review ON review.signature = signature.id WHERE signature.person = $1
         ORDER BY signature.id"
    );
    sql.rows(&find, &values![person.as_slice()])?.iter().map(|row| case(office, row)).collect()
}

/// The other signatures that came under the same name from the same network within a week, as long as that is kept.
///
/// # Errors
///
/// The database's.
pub fn like(sql: &mut dyn Sql, office: &Office, signature: u64) -> Result<Vec<Case>, DbError> {
    let find = format!(
        "{CASE} LEFT JOIN signature_review AS review ON review.signature = signature.id
         WHERE signature.likeness = (SELECT likeness FROM signature WHERE id = $1) AND signature.id <> $1
         ORDER BY signature.id LIMIT 10"
    );
    sql.rows(&find, &values![number(signature)])?.iter().map(|row| case(office, row)).collect()
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

/// Erases what removed signatures said, and old decisions.
///
/// # Errors
///
/// The database's.
pub(super) fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    let removed = "UPDATE signature SET address = NULL, name = NULL, comment = NULL
                   WHERE stands = 'removed' AND ended < $1 AND address IS NOT NULL";
    let decided = "DELETE FROM signature_review WHERE decided < $1 AND stands <> 'waits'";
    let orphans = "DELETE FROM signature_review WHERE NOT EXISTS
                   (SELECT 1 FROM signature WHERE signature.id = signature_review.signature)";
    let done = sql.run(removed, &values![now - KEEP_REMOVED])?;
    sql.run(decided, &values![now - KEEP_DECIDED])?;
    sql.run(orphans, &[])?;
    Ok(done)
}
