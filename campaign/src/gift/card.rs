//! What the card processor tells becomes bookings: each event once, in whatever order and however often it is told.
//!
//! What cannot be placed yet, such as a refund that is told before its payment, is kept and answered as not taken, so that it is told
//! again; after a day it stays listed for a person.

use super::{
    booking::{self, BookRefusal, Kind, New, Through},
    day_of,
    entity::Entity,
    pledge::{self, Pledge},
    receipt,
    stripe::{Event, What},
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
    let took = placed(sql, office, entity, event, now, chance)?;
    let says = match &took {
        Took::Unplaced(why) => Some(why.clone()),
        _ => None,
    };
    let end = "UPDATE stripe_event SET placed = $2, says = $3 WHERE id = $1";
    sql.run(end, &values![&event.id, says.is_none(), says])?;
    Ok(took)
}

fn unplaced(why: impl Into<String>) -> Took {
    Took::Unplaced(why.into())
}

fn placed(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    event: &Event,
    now: i64,
    chance: Chance,
) -> Result<Took, DbError> {
    let day = day_of(event.created);
    match &event.what {
        What::Other => Ok(Took::NotOurs),
        What::Checkout { pledge, paid, amount, currency, payment, subscription } => {
            let Some(pledge) = pledge else { return Ok(Took::NotOurs) };
            let Some(pledge) = of_entity(sql, office, entity, *pledge)? else {
                return Ok(unplaced(format!("there is no pledge {pledge} to this entity")));
            };
            if let Some(subscription) = subscription {
                let keep = "UPDATE pledge SET subscription = $2 WHERE id = $1 AND (subscription IS NULL OR subscription = $2)";
                let kept = sql.run(keep, &values![number(pledge.id), subscription])?;
                // Its money is told by the invoices.
                return Ok(if kept == 1 {
                    Took::Done
                } else {
                    unplaced("the pledge has another subscription")
                });
            }
            match payment {
                Some(payment) if *paid => {
                    let gift = Gift {
                        pledge: pledge.id,
                        amount: *amount,
                        currency,
                        day: &day,
                        origin: payment,
                        payment: Some(payment),
                    };
                    give(sql, office, entity, &gift, now, chance)
                }
                // It is told again once it is paid.
                _ => Ok(Took::Done),
            }
        }
        What::Invoice { invoice, pledge, subscription, amount, currency, payment } => {
            let known = by_subscription(sql, office, entity, subscription.as_deref())?;
            let pledge = match (known, pledge) {
                (Some(known), _) => Some(known),
                (None, Some(id)) => of_entity(sql, office, entity, *id)?,
                (None, None) => return Ok(Took::NotOurs),
            };
            let Some(pledge) = pledge else { return Ok(unplaced("there is no such pledge to this entity")) };
            if *amount == 0 {
                return Ok(Took::Done);
            }
            let payment = payment.as_deref();
            let gift =
                Gift { pledge: pledge.id, amount: *amount, currency, day: &day, origin: invoice, payment };
            give(sql, office, entity, &gift, now, chance)
        }
        What::InvoicePayment { invoice, payment } => {
            let keep = "UPDATE gift_booking SET payment = $2 WHERE origin = $1 AND payment IS NULL";
            let known = "SELECT COUNT(*) FROM gift_booking WHERE origin = $1";
            let origin = origin(invoice);
            if sql.run(keep, &values![&origin, payment])? == 1 || sql.number(known, &values![&origin])? == 1 {
                return Ok(Took::Done);
            }
            Ok(unplaced("its invoice is not booked"))
        }
        What::Refunded { payment, sum, currency } => {
            let Some(gift) = gift_of(sql, payment)? else { return Ok(unplaced("its payment is not booked")) };
            if let Some(why) = foreign(entity, currency) {
                return Ok(unplaced(why));
            }
            let before = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM gift_booking
                          WHERE about = $1 AND kind = 'refund' AND through = 'card'";
            let before = sql.number(before, &values![number(gift)])?;
            // Told late, after a later one: nothing is left to book.
            if *sum <= before {
                return Ok(Took::Done);
            }
            let origin = origin(&format!("{payment}:refund:{sum}"));
            let new =
                New { kind: Kind::Refund, about: Some(gift), ..new(entity, sum - before, &day, &origin) };
            back(sql, office, gift, &new, now, chance)
        }
        What::Dispute { dispute, payment, amount, fee, currency, taken } => {
            let Some(gift) = gift_of(sql, payment)? else { return Ok(unplaced("its payment is not booked")) };
            if let Some(why) = foreign(entity, currency) {
                return Ok(unplaced(why));
            }
            let (kind, word) = if *taken { (Kind::Dispute, "taken") } else { (Kind::DisputeWon, "given") };
            let first = origin(&format!("{dispute}:{word}"));
            let taken_before = "SELECT COUNT(*) FROM gift_booking WHERE origin = $1";
            if !taken && sql.number(taken_before, &values![origin(&format!("{dispute}:taken"))])? == 0 {
                return Ok(unplaced("what is given again was not booked as taken"));
            }
            let took = match *amount {
                0 => Took::Done,
                amount => {
                    let new = New { kind, about: Some(gift), ..new(entity, amount, &day, &first) };
                    back(sql, office, gift, &new, now, chance)?
                }
            };
            if *fee > 0 && took == Took::Done {
                let origin = origin(&format!("{dispute}:fee"));
                let new = New { kind: Kind::Fee, about: Some(gift), ..new(entity, *fee, &day, &origin) };
                book(sql, &new, now)?;
            }
            Ok(took)
        }
        What::Ended { subscription } => match by_subscription(sql, office, entity, Some(subscription))? {
            Some(pledge) => pledge::end(sql, pledge.id).map(|_| Took::Done),
            None => Ok(Took::NotOurs),
        },
    }
}

/// A gift that was paid by card.
struct Gift<'a> {
    pledge: u64,
    amount: i64,
    currency: &'a str,
    day: &'a str,
    origin: &'a str,
    payment: Option<&'a str>,
}

fn origin(name: &str) -> String {
    format!("stripe:{name}")
}

fn new<'a>(entity: &Entity, amount: i64, day: &'a str, origin: &'a str) -> New<'a> {
    New {
        entity: entity.id,
        kind: Kind::Gift,
        amount,
        day,
        through: Through::Card,
        pledge: None,
        about: None,
        origin,
        payment: None,
        giver: None,
    }
}

fn give(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    gift: &Gift<'_>,
    now: i64,
    chance: Chance,
) -> Result<Took, DbError> {
    if let Some(why) = foreign(entity, gift.currency) {
        return Ok(unplaced(why));
    }
    let origin = origin(gift.origin);
    let new = New {
        pledge: Some(gift.pledge),
        payment: gift.payment,
        ..new(entity, gift.amount, gift.day, &origin)
    };
    if let Some(booked) = book(sql, &new, now)? {
        receipt::issue(sql, office, booked, now, chance)?;
    }
    Ok(Took::Done)
}

/// Books what went back or came again, and sees to the receipt.
fn back(
    sql: &mut dyn Sql,
    office: &Office,
    gift: u64,
    new: &New<'_>,
    now: i64,
    chance: Chance,
) -> Result<Took, DbError> {
    match booking::book(sql, new, now) {
        Ok(Some(_)) => receipt::after_refund(sql, office, gift, now, chance).map(|()| Took::Done),
        Ok(None) => Ok(Took::Done),
        Err(BookRefusal::Db(error)) => Err(error),
        Err(refusal) => Ok(unplaced(refusal.to_string())),
    }
}

fn book(sql: &mut dyn Sql, new: &New<'_>, now: i64) -> Result<Option<u64>, DbError> {
    booking::book(sql, new, now).map_err(|refusal| match refusal {
        BookRefusal::Db(error) => error,
        other => DbError::Form(other.to_string()),
    })
}

fn foreign(entity: &Entity, currency: &str) -> Option<String> {
    let same = currency.eq_ignore_ascii_case(entity.currency.code());
    (!same).then(|| format!("it is in {}, and the books are in {}", currency.to_uppercase(), entity.currency))
}

fn of_entity(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    id: u64,
) -> Result<Option<Pledge>, DbError> {
    Ok(pledge::one(sql, office, id)?.filter(|pledge| pledge.entity == entity.id))
}

fn by_subscription(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    subscription: Option<&str>,
) -> Result<Option<Pledge>, DbError> {
    let Some(subscription) = subscription else { return Ok(None) };
    let find = "SELECT id FROM pledge WHERE subscription = $1 AND entity = $2";
    match sql.row(find, &values![subscription, number(entity.id)])? {
        Some(row) => pledge::one(sql, office, row.count(0)?),
        None => Ok(None),
    }
}

/// The gift that a payment is of.
fn gift_of(sql: &mut dyn Sql, payment: &str) -> Result<Option<u64>, DbError> {
    let find =
        "SELECT id FROM gift_booking WHERE payment = $1 AND kind = 'gift' AND amount > 0 ORDER BY id LIMIT 1";
    sql.row(find, &values![payment])?.map(|row| row.count(0)).transpose()
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
    let origin = origin(&format!("{payment}:fee"));
    let new = New { kind: Kind::Fee, about: Some(gift.id), ..new(entity, units, &gift.day, &origin) };
    book(sql, &new, now).map(|_| ())
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
