//! What a treasurer enters by hand: cash, a cheque, a fee; and what a form that is sent twice books once.

use super::{
    booking::{self, BookRefusal, Giver, Kind, New, Through},
    day_of,
    entity::Entity,
    is_day, receipt,
};
use crate::{
    address::{Address, AddressError},
    db::{DbError, Sql},
    office::{Chance, Office, nonce},
};
use std::fmt;

/// How far, in seconds, the clocks of the first islands that see a day are ahead of UTC: a treasurer's today is no future.
const AHEAD: i64 = 14 * 3_600;

/// What is entered.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// What it is.
    pub kind: Kind,
    /// In minor units of the entity's currency, above nought.
    pub amount: i64,
    /// On which day.
    pub day: &'a str,
    /// Through what.
    pub through: Through,
    /// The giver's name, where it is a gift; empty where it is not known.
    pub name: &'a str,
    /// The giver's address; empty where it is not known.
    pub address: &'a str,
    /// The gift that is refunded, or whose fee it is.
    pub about: Option<u64>,
    /// What the form was drawn with: the same form is booked once.
    pub form: &'a str,
}

/// Why it is not booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandRefusal {
    /// The name is too long.
    Name,
    /// The address.
    Address(AddressError),
    /// The form has no mark, or no sound one.
    Form,
    /// It is about a gift to another entity.
    About,
    /// A day that is yet to come.
    Future(String),
    /// Money moves to the bank from elsewhere, not from the bank.
    Payout,
    /// The books.
    Book(BookRefusal),
}

impl fmt::Display for HandRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => f.write_str("a name has at most 100 characters"),
            Self::Address(error) => error.fmt(f),
            Self::Form => f.write_str("the form is not whole: open its page again"),
            Self::About => f.write_str("give the number of a gift to this entity that it is about"),
            Self::Future(day) => {
                write!(
                    f,
                    "{day} is yet to come: enter a movement on its day or after it, with the day on which it came"
                )
            }
            Self::Payout => {
                f.write_str("money moves to the bank from the card processor, from cheques or from cash")
            }
            Self::Book(refusal) => refusal.fmt(f),
        }
    }
}

impl std::error::Error for HandRefusal {}

impl From<DbError> for HandRefusal {
    fn from(error: DbError) -> Self {
        Self::Book(BookRefusal::Db(error))
    }
}

impl From<BookRefusal> for HandRefusal {
    fn from(refusal: BookRefusal) -> Self {
        Self::Book(refusal)
    }
}

/// Books what is entered, and issues the receipt of a gift whose giver is named; its row, or nothing where this form was booked.
///
/// # Errors
///
/// Why it is not booked.
pub fn enter(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    entry: &Entry<'_>,
    now: i64,
    chance: Chance,
) -> Result<Option<u64>, HandRefusal> {
    let name = super::line(entry.name, 101);
    if name.chars().count() > 100 {
        return Err(HandRefusal::Name);
    }
    let address = match entry.address.trim() {
        "" => None,
        text => Some(Address::read(text).map_err(HandRefusal::Address)?),
    };
    if !(8..=64).contains(&entry.form.len()) || !entry.form.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(HandRefusal::Form);
    }
    if is_day(entry.day) && entry.day > day_of(now + AHEAD).as_str() {
        return Err(HandRefusal::Future(entry.day.to_owned()));
    }
    if entry.kind == Kind::Payout && entry.through == Through::Bank {
        return Err(HandRefusal::Payout);
    }
    let about = match (entry.kind, entry.about) {
        (Kind::Refund | Kind::Dispute | Kind::DisputeWon, None) => return Err(HandRefusal::About),
        (Kind::Gift | Kind::Payout | Kind::OtherIn | Kind::OtherOut, _) | (_, None) => None,
        (_, Some(id)) => {
            let gift = booking::one(sql, office, id)?;
            let gift = gift.filter(|one| one.entity == entity.id && one.kind == Kind::Gift && one.amount > 0);
            Some(gift.ok_or(HandRefusal::About)?.id)
        }
    };
    let giver = (entry.kind == Kind::Gift && !name.is_empty()).then(|| Giver {
        person: address.as_ref().map(|address| office.secrets.index("address", &address.mailbox()).to_vec()),
        name: office.secrets.seal("booking.name", &name, nonce(&chance[0], 0)),
        address: address.as_ref().map(|address| {
            office.secrets.seal("booking.address", &address.to_string(), nonce(&chance[0], 12))
        }),
    });
    let origin = format!("hand:{}", entry.form);
    let new = New {
        entity: entity.id,
        kind: entry.kind,
        amount: entry.amount,
        day: entry.day,
        through: entry.through,
        pledge: None,
        about,
        origin: &origin,
        payment: None,
        giver,
    };
    let booked = booking::book(sql, &new, now)?;
    match (booked, entry.kind, about) {
        (Some(id), Kind::Gift, _) => drop(receipt::issue(sql, office, id, now, chance)?),
        (Some(_), Kind::Refund | Kind::Dispute | Kind::DisputeWon, Some(gift)) => {
            receipt::after_refund(sql, office, gift, now, chance)?;
        }
        _ => {}
    }
    Ok(booked)
}

/// Takes back a booking that no line of a statement carries, with its receipt: both bookings stay in the books.
///
/// # Errors
///
/// Where there is none, it was taken back before, or something rests on it. What came of a statement is taken back by opening its
/// line again.
pub fn take_back(
    sql: &mut dyn Sql,
    office: &Office,
    id: u64,
    why: &str,
    now: i64,
    chance: Chance,
) -> Result<u64, BookRefusal> {
    let booking = booking::one(sql, office, id)?.ok_or(BookRefusal::Gone)?;
    if booking.origin.starts_with("line:") {
        return Err(BookRefusal::Rests("a line of a statement"));
    }
    receipt::cancel_of(sql, office, id, why, now, chance)?;
    let back = booking::take_back(sql, id, now)?;
    if let (Kind::Refund | Kind::Dispute | Kind::DisputeWon, Some(gift)) = (booking.kind, booking.about) {
        receipt::after_refund(sql, office, gift, now, chance)?;
    }
    Ok(back)
}
