//! How a petition is looked after: whether a signature must bring a proof of work, whether comments are read before they are
//! shown, its goal, and to whom and when it was handed over.

use super::{Petition, number};
use crate::{
    db::{DbError, Row, Sql, Table},
    values,
};

/// The tables. What is hidden, and when a signature ended, stands with the signature.
pub const TABLE: Table = Table(
    "CREATE TABLE petition_policy (
        petition {int} PRIMARY KEY REFERENCES petition (id),
        guard TEXT NOT NULL,
        comments TEXT NOT NULL,
        goal {int},
        handed {int},
        handed_says TEXT,
        names {int} NOT NULL DEFAULT 0,
        matter TEXT,
        alarm {int} NOT NULL,
        slow {int} NOT NULL
    ){strict};
    ALTER TABLE signature ADD COLUMN hidden {int} NOT NULL DEFAULT 0;
    ALTER TABLE signature ADD COLUMN ended {int};
    ALTER TABLE signature ADD COLUMN likeness {bytes};
    UPDATE signature SET network = NULL;
    CREATE INDEX signature_likeness ON signature (likeness) WHERE likeness IS NOT NULL;
    CREATE INDEX signature_fresh ON signature (asked) WHERE likeness IS NOT NULL;
    CREATE TABLE signature_review (
        signature {int} PRIMARY KEY,
        petition {int} NOT NULL,
        why TEXT NOT NULL,
        since {int} NOT NULL,
        stands TEXT NOT NULL,
        account {int},
        reason TEXT,
        decided {int}
    ){strict};
    CREATE INDEX signature_review_stands ON signature_review (stands, since);",
);

/// Is a proof of work asked for?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Where many come at once.
    Auto,
    /// Of everybody.
    On,
    /// Of nobody.
    Off,
}

impl Guard {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Auto, Self::On, Self::Off];

    /// The word in the table and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::On => "on",
            Self::Off => "off",
        }
    }

    /// What a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|guard| guard.word() == word)
    }
}

/// Are comments shown before somebody has read them?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comments {
    /// Shown at once, and read afterwards.
    AtOnce,
    /// Read first.
    Checked,
}

impl Comments {
    /// The word in the table and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Checked => "checked",
        }
    }

    /// What a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        [Self::AtOnce, Self::Checked].into_iter().find(|comments| comments.word() == word)
    }
}

/// How a petition is looked after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Is a proof of work asked for?
    pub guard: Guard,
    /// Are comments read first?
    pub comments: Comments,
    /// How many signatures it aims at, where no rule says how many it takes.
    pub goal: Option<u64>,
    /// When it was handed over, in seconds since 1970.
    pub handed: Option<i64>,
    /// To whom and how, in words.
    pub handed_says: Option<String>,
    /// Does the law of the addressee ask for the names of those who signed? Otherwise only counts are handed over.
    pub names: bool,
    /// What is put to the Community at the threshold, as a line of `koinon act` without its actor; none where nothing is.
    pub matter: Option<String>,
    /// Until when the guard is up of itself; [`set`] leaves it as it is.
    pub alarm: i64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            guard: Guard::Auto,
            comments: Comments::AtOnce,
            goal: None,
            handed: None,
            handed_says: None,
            names: false,
            matter: None,
            alarm: 0,
        }
    }
}

impl Policy {
    fn of(row: &Row) -> Result<Self, DbError> {
        let form = |what: &str| DbError::Form(format!("the {what} of a petition"));
        Ok(Self {
            guard: Guard::read(row.text(0)?).ok_or_else(|| form("guard"))?,
            comments: Comments::read(row.text(1)?).ok_or_else(|| form("comments"))?,
            goal: row.maybe_int(2)?.and_then(|goal| u64::try_from(goal).ok()),
            handed: row.maybe_int(3)?,
            handed_says: row.maybe_text(4)?.map(str::to_owned),
            names: row.int(5)? != 0,
            matter: row.maybe_text(6)?.map(str::to_owned),
            alarm: row.int(7)?,
        })
    }

    /// Is the guard up for everybody?
    pub fn is_on(&self, now: i64) -> bool {
        match self.guard {
            Guard::On => true,
            Guard::Auto => now < self.alarm,
            Guard::Off => false,
        }
    }
}

/// The policy of a petition; the usual one where nobody has set any.
///
/// # Errors
///
/// The database's.
pub fn of(sql: &mut dyn Sql, petition: &Petition) -> Result<Policy, DbError> {
    let find = "SELECT guard, comments, goal, handed, handed_says, names, matter, alarm FROM petition_policy
                WHERE petition = $1";
    let row = sql.row(find, &values![number(petition.id)])?;
    row.as_ref().map_or_else(|| Ok(Policy::default()), Policy::of)
}

/// Sets the policy; the alarm stays as it is.
///
/// # Errors
///
/// The database's.
pub fn set(sql: &mut dyn Sql, petition: &Petition, policy: &Policy) -> Result<(), DbError> {
    let set = "INSERT INTO petition_policy (petition, guard, comments, goal, handed, handed_says, names, matter, alarm, slow)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0)
               ON CONFLICT (petition) DO UPDATE SET guard = excluded.guard, comments = excluded.comments,
               goal = excluded.goal, handed = excluded.handed, handed_says = excluded.handed_says,
               names = excluded.names, matter = excluded.matter";
    let goal = policy.goal.map(number);
    let values = values![
        number(petition.id),
        policy.guard.word(),
        policy.comments.word(),
        goal,
        policy.handed,
        policy.handed_says.as_deref(),
        i64::from(policy.names),
        policy.matter.as_deref()
    ];
    sql.run(set, &values).map(drop)
}

/// Puts the guard up of itself for a while.
///
/// # Errors
///
/// The database's.
pub(super) fn alarm(sql: &mut dyn Sql, petition: &Petition, until: i64) -> Result<(), DbError> {
    let alarm = "INSERT INTO petition_policy (petition, guard, comments, alarm, slow) VALUES ($1, 'auto', 'at-once', $2, 0)
                 ON CONFLICT (petition) DO UPDATE SET alarm = excluded.alarm WHERE petition_policy.alarm < excluded.alarm";
    sql.run(alarm, &values![number(petition.id), until]).map(drop)
}

/// The next place in the slow lane, in which letters lie `apart` seconds from each other.
///
/// # Errors
///
/// The database's.
pub(super) fn slow(sql: &mut dyn Sql, petition: &Petition, now: i64, apart: i64) -> Result<i64, DbError> {
    let slow = "INSERT INTO petition_policy (petition, guard, comments, alarm, slow) VALUES ($1, 'auto', 'at-once', 0, $2)
                ON CONFLICT (petition) DO UPDATE SET slow = CASE WHEN petition_policy.slow + $3 < excluded.slow
                THEN excluded.slow ELSE petition_policy.slow + $3 END RETURNING slow";
    sql.number(slow, &values![number(petition.id), now + apart, apart])
}
