//! Lines of the bank's statements: each is taken in once, however often its statement is imported; what carries a pledge's
//! reference is booked, and the rest waits for a person.

mod assign;
mod import;

use super::{
    booking::BookRefusal,
    opened,
    pledge::{self, Pledge, Stands},
};
use crate::{
    db::{DbError, Row, Sql},
    office::Office,
    people::number,
    values,
};
use std::fmt;

pub use assign::{Meant, assign, reopen};
pub use import::{Became, Imported, import};

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStands {
    /// Nothing is known of it, or only a suggestion.
    Open,
    /// Its reference matched.
    Matched,
    /// A person said what it is.
    Assigned,
    /// A person said that it is not for these books.
    Ignored,
}

impl LineStands {
    /// The word in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Matched => "matched",
            Self::Assigned => "assigned",
            Self::Ignored => "ignored",
        }
    }

    /// The one that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        [Self::Open, Self::Matched, Self::Assigned, Self::Ignored]
            .into_iter()
            .find(|stands| stands.word() == word)
    }
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its row.
    pub id: u64,
    /// To whose account.
    pub entity: u64,
    /// The day it was booked by the bank.
    pub day: String,
    /// In minor units; below nought where it went out.
    pub amount: i64,
    /// Who paid.
    pub payer: String,
    /// What they wrote.
    pub text: String,
    /// How it stands.
    pub stands: LineStands,
    /// The pledge that it is of, or may be of.
    pub pledge: Option<u64>,
    /// Why it may be of that pledge.
    pub why: Option<String>,
    /// Its booking.
    pub booking: Option<u64>,
}

/// Why a line is not assigned or imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineRefusal {
    /// There is no such line, or it is not open.
    Gone,
    /// There is no such pledge of this entity.
    Pledge,
    /// A line in another currency than the books.
    Currency {
        /// Which line, from one.
        at: usize,
        /// Its currency.
        found: String,
        /// That of the books.
        books: &'static str,
    },
    /// Money that went out is no gift, and money that came in is no fee.
    Direction,
    /// The books.
    Book(BookRefusal),
    /// The database.
    Db(DbError),
}

impl fmt::Display for LineRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("there is no such line that waits"),
            Self::Pledge => f.write_str("there is no such pledge to this entity"),
            Self::Currency { at, found, books } => write!(
                f,
                "line {at} is in {found}, and the books of this entity are in {books}: nothing was imported"
            ),
            Self::Direction => {
                f.write_str("money that came in cannot be this, or money that went out cannot")
            }
            Self::Book(refusal) => refusal.fmt(f),
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for LineRefusal {}

impl From<DbError> for LineRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<BookRefusal> for LineRefusal {
    fn from(refusal: BookRefusal) -> Self {
        match refusal {
            BookRefusal::Db(error) => Self::Db(error),
            other => Self::Book(other),
        }
    }
}

const COLUMNS: &str =
    "SELECT id, entity, day, amount, payer, says, stands, pledge, why, booking FROM bank_line";

fn of(row: &Row, office: &Office) -> Result<Line, DbError> {
    let id = |column| Ok::<_, DbError>(row.maybe_int(column)?.and_then(|id| u64::try_from(id).ok()));
    let stands = row.text(6)?;
    Ok(Line {
        id: row.count(0)?,
        entity: row.count(1)?,
        day: row.text(2)?.to_owned(),
        amount: row.int(3)?,
        payer: opened(&office.secrets, "line.payer", row.maybe_bytes(4)?)?.unwrap_or_default(),
        text: opened(&office.secrets, "line.says", row.maybe_bytes(5)?)?.unwrap_or_default(),
        stands: LineStands::read(stands).ok_or_else(|| DbError::Form(format!("a line is `{stands}`")))?,
        pledge: id(7)?,
        why: row.maybe_text(8)?.map(str::to_owned),
        booking: id(9)?,
    })
}

/// A line by its row, if there is one.
///
/// # Errors
///
/// The database's.
pub fn one(sql: &mut dyn Sql, office: &Office, id: u64) -> Result<Option<Line>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![number(id)])?;
    row.as_ref().map(|row| of(row, office)).transpose()
}

/// The lines that stand so, the latest day first.
///
/// # Errors
///
/// The database's.
pub fn list(sql: &mut dyn Sql, office: &Office, stands: LineStands, most: u32) -> Result<Vec<Line>, DbError> {
    let find = format!("{COLUMNS} WHERE stands = $1 ORDER BY day DESC, id DESC LIMIT $2");
    let rows = sql.rows(&find, &values![stands.word(), i64::from(most)])?;
    rows.iter().map(|row| of(row, office)).collect()
}

/// How many lines stand how.
///
/// # Errors
///
/// The database's.
pub fn figures(sql: &mut dyn Sql) -> Result<Vec<(String, u64)>, DbError> {
    let rows = sql.rows("SELECT stands, COUNT(*) FROM bank_line GROUP BY stands ORDER BY stands", &[])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}

/// The pledges that still wait, for a choice at the desk.
///
/// # Errors
///
/// The database's.
pub fn waiting(sql: &mut dyn Sql, office: &Office) -> Result<Vec<Pledge>, DbError> {
    let mut all = pledge::list(sql, office, Some(Stands::Running), 500)?;
    all.extend(pledge::list(sql, office, Some(Stands::Promised), 500)?);
    Ok(all)
}
