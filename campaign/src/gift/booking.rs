//! Bookings: every movement of money, once, never changed. What was booked wrongly is booked back by a second one.

mod kind;

use super::{is_day, opened, pledge};
use crate::{
    db::{DbError, Row, Sql},
    office::Office,
    people::number,
    values,
};
use std::fmt;

pub use kind::{Kind, Through};

/// A movement to be booked.
#[derive(Clone, Debug)]
pub struct New<'a> {
    /// In whose books.
    pub entity: u64,
    /// What it is.
    pub kind: Kind,
    /// In minor units of the entity's currency, above nought.
    pub amount: i64,
    /// On which day, `2026-11-24`.
    pub day: &'a str,
    /// Through what.
    pub through: Through,
    /// Of which pledge.
    pub pledge: Option<u64>,
    /// About which other booking: the gift that is refunded, or whose fee it is.
    pub about: Option<u64>,
    /// Where it comes from, a text that no other booking has: `line:7:1`, `stripe:pi_1`. Booked twice, it is booked once.
    pub origin: &'a str,
    /// What the card processor calls the payment.
    pub payment: Option<&'a str>,
    /// The giver, where there is no pledge: an index of the mailbox, the sealed name and the sealed address.
    pub giver: Option<Giver>,
}

/// A giver who made no pledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Giver {
    /// An index of the mailbox, where there is one.
    pub person: Option<Vec<u8>>,
    /// The sealed name.
    pub name: Vec<u8>,
    /// The sealed address, where there is one.
    pub address: Option<Vec<u8>>,
}

/// A movement that is booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// Its row.
    pub id: u64,
    /// In whose books.
    pub entity: u64,
    /// What it is.
    pub kind: Kind,
    /// In minor units; below nought where it takes back another.
    pub amount: i64,
    /// On which day.
    pub day: String,
    /// Through what.
    pub through: Through,
    /// Of which pledge.
    pub pledge: Option<u64>,
    /// About which other booking.
    pub about: Option<u64>,
    /// Where it comes from.
    pub origin: String,
    /// What the card processor calls the payment.
    pub payment: Option<String>,
    /// The giver's name, of the pledge or as it was entered; none once it is erased.
    pub giver: Option<String>,
    /// The giver's address.
    pub address: Option<String>,
    /// May the giver be named?
    pub named: bool,
}

/// Why a movement is not booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookRefusal {
    /// No day of the calendar.
    Day(String),
    /// No amount above nought.
    Amount,
    /// There is no such booking, or it is no gift.
    Gone,
    /// More would go back than came.
    TooMuch,
    /// It was taken back already, or is itself what takes back.
    TakenBack,
    /// Something rests on it that would hang in the air.
    Rests(&'static str),
    /// The database.
    Db(DbError),
}

impl fmt::Display for BookRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(text) if text.trim().is_empty() => {
                f.write_str("the day is missing: give one, such as 2026-11-24")
            }
            Self::Day(text) => write!(f, "`{text}` is no day, such as 2026-11-24"),
            Self::Amount => f.write_str("an amount is above nought, such as 50 or 12.50"),
            Self::Gone => f.write_str("there is no such gift in the books"),
            Self::TooMuch => f.write_str("more would go back than came"),
            Self::TakenBack => f.write_str("it was taken back already"),
            Self::Rests(what) => write!(f, "{what} rests on it: take that back first"),
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BookRefusal {}

impl From<DbError> for BookRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

/// Books a movement; its row, or nothing where its origin is booked already.
///
/// # Errors
///
/// Why it is not booked.
pub fn book(sql: &mut dyn Sql, new: &New<'_>, now: i64) -> Result<Option<u64>, BookRefusal> {
    if new.amount <= 0 {
        return Err(BookRefusal::Amount);
    }
    if !is_day(new.day) {
        return Err(BookRefusal::Day(new.day.to_owned()));
    }
    if let (Kind::Refund | Kind::Dispute | Kind::DisputeWon, Some(gift)) = (new.kind, new.about) {
        lock(sql, gift)?;
        let known = "SELECT COUNT(*) FROM gift_booking WHERE origin = $1";
        let most = match new.kind {
            Kind::DisputeWon => disputed_of(sql, gift)?,
            _ => left_of(sql, gift)?,
        };
        if sql.number(known, &values![new.origin])? == 0 && new.amount > most {
            return Err(BookRefusal::TooMuch);
        }
    }
    Ok(put(sql, new, new.amount, now)?)
}

/// Keeps a booking for this transaction until its end: of two that would take something of it back, one waits for the other.
pub(super) fn lock(sql: &mut dyn Sql, id: u64) -> Result<(), DbError> {
    sql.run("UPDATE gift_booking SET amount = amount WHERE id = $1", &values![number(id)]).map(|_| ())
}

fn put(sql: &mut dyn Sql, new: &New<'_>, amount: i64, now: i64) -> Result<Option<u64>, DbError> {
    let put = "INSERT INTO gift_booking (entity, kind, amount, day, through, pledge, about, origin, payment, person, name,
               address, booked) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
               ON CONFLICT (origin) DO NOTHING RETURNING id";
    let giver = new.giver.as_ref();
    let row = sql.row(
        put,
        &values![
            number(new.entity),
            new.kind.word(),
            amount,
            new.day,
            new.through.word(),
            new.pledge.map(number),
            new.about.map(number),
            new.origin,
            new.payment,
            giver.and_then(|giver| giver.person.clone()),
            giver.map(|giver| giver.name.clone()),
            giver.and_then(|giver| giver.address.clone()),
            now
        ],
    )?;
    let Some(row) = row else { return Ok(None) };
    if let (Kind::Gift, Some(pledge)) = (new.kind, new.pledge)
        && amount > 0
    {
        pledge::came(sql, pledge, now)?;
    }
    row.count(0).map(Some)
}

/// What of a gift has not gone back, in minor units.
///
/// # Errors
///
/// Where there is no such gift.
pub fn left_of(sql: &mut dyn Sql, gift: u64) -> Result<i64, BookRefusal> {
    let gift = number(gift);
    let found = sql.row(
        "SELECT amount FROM gift_booking WHERE id = $1 AND kind = 'gift' AND amount > 0",
        &values![gift],
    )?;
    let came = found.ok_or(BookRefusal::Gone)?.int(0)?;
    let back = "SELECT CAST(COALESCE(SUM(CASE WHEN kind IN ('refund', 'dispute') THEN -amount
                WHEN kind IN ('dispute-won', 'gift') THEN amount ELSE 0 END), 0) AS BIGINT)
                FROM gift_booking WHERE about = $1 OR about IN (SELECT id FROM gift_booking WHERE about = $1)";
    Ok(came + sql.number(back, &values![gift])?)
}

/// What of a gift its giver's bank took back and has not given again, in minor units.
fn disputed_of(sql: &mut dyn Sql, gift: u64) -> Result<i64, DbError> {
    let taken = "SELECT CAST(COALESCE(SUM(CASE WHEN kind = 'dispute' THEN amount
                 WHEN kind = 'dispute-won' THEN -amount ELSE 0 END), 0) AS BIGINT)
                 FROM gift_booking WHERE about = $1 OR about IN (SELECT id FROM gift_booking WHERE about = $1)";
    sql.number(taken, &values![number(gift)])
}

/// Takes a booking back by a second one of the same kind, day and way, below nought. Both stay in the books.
///
/// # Errors
///
/// Where there is none, it was taken back before, or something rests on it.
pub fn take_back(sql: &mut dyn Sql, id: u64, now: i64) -> Result<u64, BookRefusal> {
    lock(sql, id)?;
    let find = "SELECT entity, kind, amount, day, through, pledge, about FROM gift_booking WHERE id = $1";
    let row = sql.row(find, &values![number(id)])?.ok_or(BookRefusal::Gone)?;
    let kind = read_kind(row.text(1)?)?;
    let amount = row.int(2)?;
    if amount < 0 {
        return Err(BookRefusal::TakenBack);
    }
    let rests = "SELECT COUNT(*) FROM gift_booking AS other WHERE other.about = $1 AND other.amount > 0
                 AND other.kind <> $2 AND NOT EXISTS (SELECT 1 FROM gift_booking AS back WHERE back.about = other.id AND back.amount < 0)";
    if sql.number(rests, &values![number(id), kind.word()])? > 0 {
        return Err(BookRefusal::Rests("a refund, a dispute or a fee"));
    }
    let receipts = "SELECT COUNT(*) FROM gift_receipt WHERE booking = $1 AND cancelled IS NULL";
    if sql.number(receipts, &values![number(id)])? > 0 {
        return Err(BookRefusal::Rests("a receipt"));
    }
    if let Some(gift) = row.maybe_int(6)?.and_then(|id| u64::try_from(id).ok()) {
        lock(sql, gift)?;
        if kind == Kind::Dispute && disputed_of(sql, gift)? < amount {
            return Err(BookRefusal::Rests("what the bank gave again"));
        }
        if kind == Kind::DisputeWon && left_of(sql, gift)? < amount {
            return Err(BookRefusal::Rests("a refund or a dispute"));
        }
    }
    let (day, through) = (row.text(3)?.to_owned(), read_through(row.text(4)?)?);
    let pledge = row.maybe_int(5)?.and_then(|id| u64::try_from(id).ok());
    let origin = format!("back:{id}");
    let new = New {
        entity: row.count(0)?,
        kind,
        amount,
        day: &day,
        through,
        pledge,
        about: Some(id),
        origin: &origin,
        payment: None,
        giver: None,
    };
    let back = put(sql, &new, -amount, now)?.ok_or(BookRefusal::TakenBack)?;
    if let (Kind::Gift, Some(pledge)) = (kind, pledge) {
        pledge::went(sql, pledge)?;
    }
    Ok(back)
}

fn read_kind(word: &str) -> Result<Kind, DbError> {
    Kind::read(word).ok_or_else(|| DbError::Form(format!("a booking is of kind `{word}`")))
}

fn read_through(word: &str) -> Result<Through, DbError> {
    Through::read(word).ok_or_else(|| DbError::Form(format!("a booking went through `{word}`")))
}

const COLUMNS: &str =
    "SELECT b.id, b.entity, b.kind, b.amount, b.day, b.through, b.pledge, b.about, b.origin, b.payment,
                       b.name, b.address, p.name, p.address, COALESCE(p.named, 0)
                       FROM gift_booking AS b LEFT JOIN pledge AS p ON p.id = b.pledge";

fn of(row: &Row, office: &Office) -> Result<Booking, DbError> {
    let id = |column| Ok::<_, DbError>(row.maybe_int(column)?.and_then(|id| u64::try_from(id).ok()));
    let open = |place: &str, column| opened(&office.secrets, place, row.maybe_bytes(column)?);
    Ok(Booking {
        id: row.count(0)?,
        entity: row.count(1)?,
        kind: read_kind(row.text(2)?)?,
        amount: row.int(3)?,
        day: row.text(4)?.to_owned(),
        through: read_through(row.text(5)?)?,
        pledge: id(6)?,
        about: id(7)?,
        origin: row.text(8)?.to_owned(),
        payment: row.maybe_text(9)?.map(str::to_owned),
        giver: open("booking.name", 10)?.or(open("pledge.name", 12)?),
        address: open("booking.address", 11)?.or(open("pledge.address", 13)?),
        named: row.yes(14)?,
    })
}

/// A booking by its row, if there is one.
///
/// # Errors
///
/// The database's.
pub fn one(sql: &mut dyn Sql, office: &Office, id: u64) -> Result<Option<Booking>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE b.id = $1"), &values![number(id)])?;
    row.as_ref().map(|row| of(row, office)).transpose()
}

/// The last bookings, the newest first.
///
/// # Errors
///
/// The database's.
pub fn last(sql: &mut dyn Sql, office: &Office, most: u32) -> Result<Vec<Booking>, DbError> {
    let rows = sql.rows(&format!("{COLUMNS} ORDER BY b.id DESC LIMIT $1"), &values![i64::from(most)])?;
    rows.iter().map(|row| of(row, office)).collect()
}

/// The bookings of an entity from one day through another, by day.
///
/// # Errors
///
/// The database's.
pub fn between(
    sql: &mut dyn Sql,
    office: &Office,
    entity: u64,
    (since, until): (&str, &str),
) -> Result<Vec<Booking>, DbError> {
    let find = format!("{COLUMNS} WHERE b.entity = $1 AND b.day >= $2 AND b.day <= $3 ORDER BY b.day, b.id");
    let rows = sql.rows(&find, &values![number(entity), since, until])?;
    rows.iter().map(|row| of(row, office)).collect()
}

/// The bookings of a pledge, by day.
///
/// # Errors
///
/// The database's.
pub fn of_pledge(sql: &mut dyn Sql, office: &Office, pledge: u64) -> Result<Vec<Booking>, DbError> {
    let rows =
        sql.rows(&format!("{COLUMNS} WHERE b.pledge = $1 ORDER BY b.day, b.id"), &values![number(pledge)])?;
    rows.iter().map(|row| of(row, office)).collect()
}

/// The bookings of a person: by their pledges, and those entered under their address.
///
/// # Errors
///
/// The database's.
pub fn of_person(sql: &mut dyn Sql, office: &Office, person: &[u8]) -> Result<Vec<Booking>, DbError> {
    let find = format!("{COLUMNS} WHERE b.person = $1 OR p.person = $1 ORDER BY b.day, b.id");
    sql.rows(&find, &values![person])?.iter().map(|row| of(row, office)).collect()
}
