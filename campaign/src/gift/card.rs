//! What the card processor tells becomes bookings: each event once, in whatever order and however often it is told.
//!
//! What cannot be placed yet, such as a refund that is told before its payment, is kept and answered as not taken, so that it is told
//! again; after a day it stays listed for a person.

mod placed;

use super::{
    booking::{self, BookRefusal, Kind, New, Through},
    entity::Entity,
    stripe::Event,
};
use crate::{
    db::{DbError, Sql},
    office::{Chance, Office},
    people::number,
    values,
};

/// For how long an event that cannot be placed is asked for again, in seconds.
pub const ASK_AGAIN: i64 = 86_400;
/// For how long it is kept which events were told, in seconds: Stripe tells one again for some days at most.
pub const KEEP_EVENTS: i64 = 90 * 86_400;
/// For how long the fee of a payment is asked for, in seconds.
const ASK_FEES: i64 = 30 * 86_400;

/// What became of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Took {
    /// It was taken, and changed the books or a pledge.
    Done,
    /// It was taken before.
    Known,
    /// It is none of ours.
    NotOurs,
    /// It cannot be placed, and why. It is kept.
    Unplaced(String),
}

/// An event that could not be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What Stripe calls it.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// When it came.
    pub at: i64,
    /// Why it could not be placed.
    pub says: String,
}

/// Takes an event whose signature was found to be right, in one transaction with what it changes.
///
/// # Errors
///
/// The database's.
pub fn take(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    event: &Event,
    now: i64,
    chance: Chance,
) -> Result<Took, DbError> {
    // The row is locked from here on: of two that tell the same event at once, one waits and finds it taken.
    let put = "INSERT INTO stripe_event (id, entity, kind, at, placed) VALUES ($1, $2, $3, $4, 0)
               ON CONFLICT (id) DO UPDATE SET kind = excluded.kind RETURNING placed, entity";
    let row = sql.row(put, &values![&event.id, number(entity.id), &event.kind, now])?;
    let row = row.ok_or_else(|| DbError::Form("an event is gone".to_owned()))?;
    if row.yes(0)? || row.count(1)? != entity.id {
        return Ok(Took::Known);
    }
    let took = placed::placed(sql, office, entity, event, now, chance)?;
    let says = match &took {
        Took::Unplaced(why) => Some(why.clone()),
        _ => None,
    };
    let end = "UPDATE stripe_event SET placed = $2, says = $3 WHERE id = $1";
    sql.run(end, &values![&event.id, says.is_none(), says])?;
    Ok(took)
}

/// Writes down the session at which a pledge is paid.
///
/// # Errors
///
/// The database's.
pub fn began(sql: &mut dyn Sql, pledge: u64, session: &str) -> Result<(), DbError> {
    let keep = "UPDATE pledge SET checkout = $2 WHERE id = $1";
    sql.run(keep, &values![number(pledge), session]).map(|_| ())
}

/// Card gifts whose fee is not booked yet: each booking with what Stripe calls its payment.
///
/// # Errors
///
/// The database's.
pub fn without_fee(sql: &mut dyn Sql, entity: &Entity, now: i64) -> Result<Vec<(u64, String)>, DbError> {
    let find = "SELECT gift.id, gift.payment FROM gift_booking AS gift WHERE gift.entity = $1 AND gift.kind = 'gift'
                AND gift.through = 'card' AND gift.amount > 0 AND gift.payment IS NOT NULL AND gift.booked >= $2
                AND NOT EXISTS (SELECT 1 FROM gift_booking AS fee WHERE fee.origin = 'stripe:' || gift.payment || ':fee')
                ORDER BY gift.id LIMIT 50";
    let rows = sql.rows(find, &values![number(entity.id), now - ASK_FEES])?;
    rows.iter().map(|row| Ok((row.count(0)?, row.text(1)?.to_owned()))).collect()
}

/// Books what Stripe kept of a payment, on the day of the gift; once.
///
/// # Errors
///
/// The database's.
pub fn book_fee(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    (gift, payment): (u64, &str),
    units: i64,
    now: i64,
) -> Result<(), DbError> {
    let Some(gift) = booking::one(sql, office, gift)?.filter(|_| units > 0) else { return Ok(()) };
    let new = New {
        entity: entity.id,
        kind: Kind::Fee,
        amount: units,
        day: &gift.day,
        through: Through::Card,
        pledge: None,
        about: Some(gift.id),
        origin: &placed::origin(&format!("{payment}:fee")),
        payment: None,
        giver: None,
    };
    book(sql, &new, now).map(|_| ())
}

fn book(sql: &mut dyn Sql, new: &New<'_>, now: i64) -> Result<Option<u64>, DbError> {
    booking::book(sql, new, now).map_err(|refusal| match refusal {
        BookRefusal::Db(error) => error,
        other => DbError::Form(other.to_string()),
    })
}

/// A subscription that shall be ended at the card processor, because its pledge has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToEnd {
    /// The pledge.
    pub pledge: u64,
    /// Whose account it is in.
    pub entity: u64,
    /// What Stripe calls it.
    pub subscription: String,
}

/// The subscriptions whose pledge has ended, and which still run at the card processor.
///
/// # Errors
///
/// The database's.
pub fn to_end(sql: &mut dyn Sql) -> Result<Vec<ToEnd>, DbError> {
    let find =
        "SELECT id, entity, subscription FROM pledge WHERE stands = 'ended' AND subscription IS NOT NULL
                ORDER BY id LIMIT 50";
    let of = |row: &crate::db::Row| {
        Ok(ToEnd { pledge: row.count(0)?, entity: row.count(1)?, subscription: row.text(2)?.to_owned() })
    };
    sql.rows(find, &[])?.iter().map(of).collect()
}

/// Writes down that the card processor has ended a pledge's subscription.
///
/// # Errors
///
/// The database's.
pub fn ended(sql: &mut dyn Sql, pledge: u64) -> Result<(), DbError> {
    sql.run("UPDATE pledge SET subscription = NULL WHERE id = $1", &values![number(pledge)]).map(|_| ())
}

/// The events that could not be placed, the newest first.
///
/// # Errors
///
/// The database's.
pub fn waiting(sql: &mut dyn Sql) -> Result<Vec<Waiting>, DbError> {
    let find = "SELECT id, kind, at, says FROM stripe_event WHERE placed = 0 ORDER BY at DESC, id LIMIT 200";
    let of = |row: &crate::db::Row| {
        Ok(Waiting {
            id: row.text(0)?.to_owned(),
            kind: row.text(1)?.to_owned(),
            at: row.int(2)?,
            says: row.maybe_text(3)?.unwrap_or_default().to_owned(),
        })
    };
    sql.rows(find, &[])?.iter().map(of).collect()
}

/// Sets an event aside that a person has seen to.
///
/// # Errors
///
/// The database's.
pub fn set_aside(sql: &mut dyn Sql, id: &str) -> Result<bool, DbError> {
    Ok(sql.run("UPDATE stripe_event SET placed = 1 WHERE id = $1 AND placed = 0", &values![id])? == 1)
}
