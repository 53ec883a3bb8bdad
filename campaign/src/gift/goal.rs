//! Goals: what a sum is for, and how much of it has come. Only what was received and has not gone back counts, never promises.

use super::{entity::Entity, is_day, money::MOST};
use crate::{
    db::{DbError, Row, Sql},
    people::number,
    values,
};
use std::fmt;

/// A goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Its row.
    pub id: u64,
    /// In whose books.
    pub entity: u64,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub says: String,
    /// In minor units of the entity's currency.
    pub amount: i64,
    /// From which day gifts count for it.
    pub since: String,
    /// Until which day; none where it stays open.
    pub until: Option<String>,
    /// Is it shown to the public?
    pub shown: bool,
}

/// Why a goal is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalRefusal {
    /// No title, or one that is too long.
    Title,
    /// It says too much.
    Says,
    /// No amount above nought.
    Amount,
    /// No days, or the last before the first.
    Days,
    /// The database.
    Db(DbError),
}

impl fmt::Display for GoalRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => f.write_str("a goal's title has between 1 and 120 characters"),
            Self::Says => f.write_str("what a goal is for takes at most 600 characters"),
            Self::Amount => f.write_str("a goal's amount is above nought, such as 5000"),
            Self::Days => {
                f.write_str("a goal has a first day, such as 2026-11-24, and its last day is not before it")
            }
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for GoalRefusal {}

impl From<DbError> for GoalRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

/// Keeps a goal: anew where its row is nought.
///
/// # Errors
///
/// What is wrong with it.
pub fn keep(sql: &mut dyn Sql, goal: &Goal) -> Result<u64, GoalRefusal> {
    let title = super::line(&goal.title, 121);
    if title.is_empty() || title.chars().count() > 120 {
        return Err(GoalRefusal::Title);
    }
    if goal.says.chars().count() > 600 {
        return Err(GoalRefusal::Says);
    }
    if !(1..=MOST.saturating_mul(100)).contains(&goal.amount) {
        return Err(GoalRefusal::Amount);
    }
    if !is_day(&goal.since) || goal.until.as_ref().is_some_and(|until| !is_day(until) || *until < goal.since)
    {
        return Err(GoalRefusal::Days);
    }
    let shared = values![
        number(goal.entity),
        title,
        goal.says.trim(),
        goal.amount,
        &goal.since,
        goal.until.clone(),
        goal.shown
    ];
    let id = if goal.id == 0 {
        let put = "INSERT INTO gift_goal (entity, title, says, amount, since, until, shown)
                   VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
        sql.number(put, &shared)?
    } else {
        let change = "UPDATE gift_goal SET entity = $1, title = $2, says = $3, amount = $4, since = $5, until = $6, shown = $7
                      WHERE id = $8 RETURNING id";
        sql.number(change, &[&shared[..], &values![number(goal.id)]].concat())?
    };
    Ok(u64::try_from(id).unwrap_or_default())
}

/// Every goal, the newest first.
///
/// # Errors
///
/// The database's.
pub fn all(sql: &mut dyn Sql) -> Result<Vec<Goal>, DbError> {
    let find = "SELECT id, entity, title, says, amount, since, until, shown FROM gift_goal ORDER BY id DESC";
    let of = |row: &Row| {
        Ok(Goal {
            id: row.count(0)?,
            entity: row.count(1)?,
            title: row.text(2)?.to_owned(),
            says: row.text(3)?.to_owned(),
            amount: row.int(4)?,
            since: row.text(5)?.to_owned(),
            until: row.maybe_text(6)?.map(str::to_owned),
            shown: row.yes(7)?,
        })
    };
    sql.rows(find, &[])?.iter().map(of).collect()
}

/// How much of a goal has come, in minor units: gifts received within its days, less what of them went back.
///
/// # Errors
///
/// The database's.
pub fn reached(sql: &mut dyn Sql, goal: &Goal) -> Result<i64, DbError> {
    let sum = "SELECT CAST(COALESCE(SUM(CASE WHEN kind IN ('gift', 'dispute-won') THEN amount ELSE -amount END), 0) AS BIGINT)
               FROM gift_booking WHERE entity = $1 AND day >= $2 AND day <= $3
               AND kind IN ('gift', 'refund', 'dispute', 'dispute-won')";
    let until = goal.until.as_deref().unwrap_or("9999-12-31");
    sql.number(sum, &values![number(goal.entity), &goal.since, until])
}

/// The goals that are shown, each with its entity and what has come.
///
/// # Errors
///
/// The database's.
pub fn shown(sql: &mut dyn Sql) -> Result<Vec<(Goal, Entity, i64)>, DbError> {
    let mut out = Vec::new();
    for goal in all(sql)?.into_iter().filter(|goal| goal.shown) {
        let (entity, reached) = (super::entity::numbered(sql, goal.entity)?, reached(sql, &goal)?);
        out.push((goal, entity, reached));
    }
    Ok(out)
}
