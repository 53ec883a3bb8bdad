//! Receipts: numbered without gaps for each entity and year, as they were issued; cancelled where they were wrong, never deleted.
//!
//! The number is drawn in the transaction that issues: what fails takes its number back with it, and two who issue at once wait
//! for each other.

mod find;

use super::{
    booking::{self, BookRefusal, Booking, Kind},
    day_of,
    entity::{self, Entity},
    letter,
    money::{Currency, Money},
};
use crate::{
    address::Address,
    db::{DbError, Sql},
    mail::queue,
    office::{Chance, Office, nonce},
    people::number,
    values,
};
use serde::{Deserialize, Serialize};
use std::fmt;

pub use find::{called, lacking, last, of_pledge, of_year, one, opened_by, standing_of};

/// What a receipt says, as it was when it was issued.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Says {
    /// Who gave.
    pub giver: String,
    /// Their address, where it is known.
    pub address: Option<String>,
    /// The legal name of who received.
    pub entity: String,
    /// Its postal address.
    pub postal: String,
    /// Its numbers, each with what it is called.
    pub numbers: Vec<(String, String)>,
    /// How much, in minor units.
    pub amount: i64,
    /// The currency.
    pub currency: String,
    /// On which day it was received.
    pub day: String,
    /// Through what, such as `bank transfer`.
    pub through: String,
    /// What the law and the entity say, paragraph by paragraph.
    pub wording: Vec<String>,
}

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its row.
    pub id: u64,
    /// Of which entity.
    pub entity: u64,
    /// The entity's short name.
    pub code: String,
    /// In which year it was issued.
    pub year: i64,
    /// Its number in that year, from one.
    pub number: u64,
    /// For which booking.
    pub booking: u64,
    /// When it was issued.
    pub issued: i64,
    /// When it was cancelled, if it was.
    pub cancelled: Option<i64>,
    /// Why it was cancelled.
    pub why: Option<String>,
    /// What it says.
    pub says: Says,
}

impl Receipt {
    /// Its number as people quote it: `DC 2026/0001`.
    pub fn called(&self) -> String {
        format!("{} {}/{:04}", self.code.to_uppercase(), self.year, self.number)
    }

    /// How much it is for, such as `USD 50.00`.
    pub fn money(&self) -> String {
        match Currency::read(&self.says.currency) {
            Some(currency) => Money::new(self.says.amount, currency).to_string(),
            // Erased by time, with the currency.
            None => super::money::plain(self.says.amount),
        }
    }
}

/// Why no receipt is issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReceiptRefusal {
    /// There is no such gift, or nothing of it is left.
    Gone,
    /// It has one already.
    Has(String),
    /// The entity lacks what its receipts must say.
    Lacks(Vec<String>),
    /// The giver's name is not known, or is erased.
    Giver,
    /// There is no such receipt that counts.
    Cancelled,
    /// The database.
    Db(DbError),
}

impl fmt::Display for ReceiptRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("there is no such gift, or nothing of it is left"),
            Self::Has(number) => write!(f, "it has receipt {number} already: cancel that one first"),
            Self::Lacks(what) => {
                write!(f, "the entity lacks what its receipts must say: {}", what.join("; "))
            }
            Self::Giver => f.write_str("the giver's name is not known"),
            Self::Cancelled => f.write_str("there is no such receipt that counts"),
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReceiptRefusal {}

impl From<DbError> for ReceiptRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<BookRefusal> for ReceiptRefusal {
    fn from(refusal: BookRefusal) -> Self {
        match refusal {
            BookRefusal::Db(error) => Self::Db(error),
            _ => Self::Gone,
        }
    }
}

/// Issues the receipt of a gift by itself, where it can be: whose entity lacks nothing, whose giver is known. Otherwise it waits for
/// [`now`]. Uses the second and third parts of `chance`.
///
/// # Errors
///
/// The database's.
pub fn issue(
    sql: &mut dyn Sql,
    office: &Office,
    booking: u64,
    at: i64,
    chance: Chance,
) -> Result<Option<u64>, DbError> {
    match now(sql, office, booking, at, chance) {
        Ok(receipt) => Ok(Some(receipt.id)),
        Err(ReceiptRefusal::Db(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// Issues the receipt of a gift, and queues it as a letter where the giver's address is known. Uses the second and third parts of
/// `chance`.
///
/// # Errors
///
/// Why it is not issued; then no number is used up.
pub fn now(
    sql: &mut dyn Sql,
    office: &Office,
    booking: u64,
    at: i64,
    chance: Chance,
) -> Result<Receipt, ReceiptRefusal> {
    let gift = booking::one(sql, office, booking)?
        .filter(|one| one.kind == Kind::Gift && one.amount > 0)
        .ok_or(ReceiptRefusal::Gone)?;
    let left = booking::left_of(sql, booking)?;
    if left <= 0 {
        return Err(ReceiptRefusal::Gone);
    }
    if let Some(has) = standing_of(sql, office, booking)? {
        return Err(ReceiptRefusal::Has(has.called()));
    }
    let entity = entity::numbered(sql, gift.entity)?;
    let lacks = entity.details.missing();
    if !lacks.is_empty() {
        return Err(ReceiptRefusal::Lacks(lacks));
    }
    let giver = gift.giver.clone().filter(|name| !name.trim().is_empty()).ok_or(ReceiptRefusal::Giver)?;
    let says = said(&entity, &gift, giver, left);
    let id = put(sql, office, &entity, booking, &says, at, &chance)?;
    let receipt = one(sql, office, id)?.ok_or_else(|| DbError::Form("a receipt is gone".to_owned()))?;
    if let Some(to) = gift.address.as_deref().and_then(|address| Address::read(address).ok()) {
        let letter = letter::receipt(office, &receipt, gift.pledge, to);
        queue::put(sql, &office.secrets, &letter, "gift-receipt", at, chance[2])?;
    }
    Ok(receipt)
}

fn said(entity: &Entity, gift: &Booking, giver: String, amount: i64) -> Says {
    Says {
        giver,
        address: gift.address.clone(),
        entity: entity.called().to_owned(),
        postal: entity.details.address.clone(),
        numbers: entity.details.numbers(),
        amount,
        currency: entity.currency.code().to_owned(),
        day: gift.day.clone(),
        through: gift.through.says().to_owned(),
        wording: entity.details.receipt_says(),
    }
}

/// Draws the number and keeps the receipt, in one transaction.
fn put(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    booking: u64,
    says: &Says,
    at: i64,
    chance: &Chance,
) -> Result<u64, DbError> {
    let year: i64 = day_of(at).get(..4).and_then(|year| year.parse().ok()).unwrap_or(1970);
    // The row is locked from here to the commit: whoever issues at the same time waits, and whoever fails leaves no gap.
    let next = "INSERT INTO gift_receipt_count (entity, year, last) VALUES ($1, $2, 1)
                ON CONFLICT (entity, year) DO UPDATE SET last = gift_receipt_count.last + 1 RETURNING last";
    let next = sql.number(next, &values![number(entity.id), year])?;
    let written = serde_json::to_string(says).map_err(|error| DbError::Form(error.to_string()))?;
    let sealed = office.secrets.seal("receipt.says", &written, nonce(&chance[1], 0));
    let put = "INSERT INTO gift_receipt (entity, year, number, booking, amount, says, issued)
               VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    let id =
        sql.number(put, &values![number(entity.id), year, next, number(booking), says.amount, sealed, at])?;
    u64::try_from(id).map_err(|_| DbError::Form(format!("a receipt has row {id}")))
}

/// Cancels a receipt, and tells its giver. Uses the fourth part of `chance`.
///
/// # Errors
///
/// Where there is none that counts.
pub fn cancel(
    sql: &mut dyn Sql,
    office: &Office,
    id: u64,
    why: &str,
    at: i64,
    chance: Chance,
) -> Result<Receipt, ReceiptRefusal> {
    let why = super::line(why, 200);
    let cancel = "UPDATE gift_receipt SET cancelled = $2, why = $3 WHERE id = $1 AND cancelled IS NULL";
    if sql.run(cancel, &values![number(id), at, &why])? != 1 {
        return Err(ReceiptRefusal::Cancelled);
    }
    let receipt = one(sql, office, id)?.ok_or(ReceiptRefusal::Cancelled)?;
    if let Some(to) = receipt.says.address.as_deref().and_then(|address| Address::read(address).ok()) {
        let letter = letter::cancelled(office, &receipt, &why, to);
        queue::put(sql, &office.secrets, &letter, "gift-receipt-cancelled", at, chance[3])?;
    }
    Ok(receipt)
}

/// Cancels the receipt of a booking, if it has one that counts.
pub(super) fn cancel_of(
    sql: &mut dyn Sql,
    office: &Office,
    booking: u64,
    why: &str,
    at: i64,
    chance: Chance,
) -> Result<(), DbError> {
    let Some(receipt) = standing_of(sql, office, booking)? else { return Ok(()) };
    match cancel(sql, office, receipt.id, why, at, chance) {
        Ok(_) => Ok(()),
        Err(ReceiptRefusal::Db(error)) => Err(error),
        Err(other) => Err(DbError::Form(other.to_string())),
    }
}

/// After a gift, or a part of it, went back or came again: the receipt is cancelled, and one for what is left takes its place.
pub(super) fn after_refund(
    sql: &mut dyn Sql,
    office: &Office,
    gift: u64,
    at: i64,
    chance: Chance,
) -> Result<(), DbError> {
    let left = match booking::left_of(sql, gift) {
        Err(BookRefusal::Db(error)) => return Err(error),
        left => left.unwrap_or_default(),
    };
    if let Some(receipt) = standing_of(sql, office, gift)? {
        if receipt.says.amount == left {
            return Ok(());
        }
        cancel_of(sql, office, gift, "the gift was given back, wholly or in part", at, chance)?;
    }
    issue(sql, office, gift, at, chance).map(|_| ())
}
