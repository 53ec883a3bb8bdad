//! Where an event belongs: which pledge it pays, which gift it takes back.

use super::Took;
use crate::{
    db::{DbError, Sql},
    gift::{
        booking::{self, BookRefusal, Kind, New, Through},
        day_of,
        entity::Entity,
        pledge::{self, Pledge},
        receipt,
        stripe::{Event, What},
    },
    office::{Chance, Office},
    people::number,
    values,
};

/// What an event needs beside what it says.
struct Desk<'a> {
    office: &'a Office,
    entity: &'a Entity,
    day: String,
    now: i64,
    chance: Chance,
}

/// Books what an event says, or says why it cannot be placed.
pub(super) fn placed(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    event: &Event,
    now: i64,
    chance: Chance,
) -> Result<Took, DbError> {
    let desk = Desk { office, entity, day: day_of(event.created), now, chance };
    match &event.what {
        What::Other => Ok(Took::NotOurs),
        What::Checkout { .. } => checkout(sql, &desk, &event.what),
        What::Invoice { .. } => invoice(sql, &desk, &event.what),
        What::InvoicePayment { invoice, payment } => paid_by(sql, invoice, payment),
        What::Refunded { payment, sum, currency } => refunded(sql, &desk, payment, *sum, currency),
        What::Dispute { .. } => disputed(sql, &desk, &event.what),
        What::Ended { subscription } => match by_subscription(sql, &desk, Some(subscription))? {
            Some(pledge) => {
                pledge::end(sql, pledge.id)?;
                super::ended(sql, pledge.id).map(|()| Took::Done)
            }
            None => Ok(Took::NotOurs),
        },
    }
}

fn unplaced(why: impl Into<String>) -> Took {
    Took::Unplaced(why.into())
}

fn checkout(sql: &mut dyn Sql, desk: &Desk<'_>, what: &What) -> Result<Took, DbError> {
    let What::Checkout { pledge, paid, amount, currency, payment, subscription } = what else {
        return Ok(Took::NotOurs);
    };
    let Some(pledge) = pledge else { return Ok(Took::NotOurs) };
    let Some(pledge) = of_entity(sql, desk, *pledge)? else {
        return Ok(unplaced(format!("there is no pledge {pledge} to this entity")));
    };
    if let Some(subscription) = subscription {
        let keep = "UPDATE pledge SET subscription = $2 WHERE id = $1 AND (subscription IS NULL OR subscription = $2)";
        let kept = sql.run(keep, &values![number(pledge.id), subscription])?;
        // Its money is told by the invoices.
        return Ok(if kept == 1 { Took::Done } else { unplaced("the pledge has another subscription") });
    }
    match payment {
        Some(payment) if *paid => {
            let gift = Gift {
                pledge: pledge.id,
                amount: *amount,
                currency,
                origin: payment,
                payment: Some(payment),
            };
            give(sql, desk, &gift)
        }
        // It is told again once it is paid.
        _ => Ok(Took::Done),
    }
}

fn invoice(sql: &mut dyn Sql, desk: &Desk<'_>, what: &What) -> Result<Took, DbError> {
    let What::Invoice { invoice, pledge, subscription, amount, currency, payment } = what else {
        return Ok(Took::NotOurs);
    };
    let known = by_subscription(sql, desk, subscription.as_deref())?;
    let pledge = match (known, pledge) {
        (Some(known), _) => Some(known),
        (None, Some(id)) => of_entity(sql, desk, *id)?,
        (None, None) => return Ok(Took::NotOurs),
    };
    let Some(pledge) = pledge else { return Ok(unplaced("there is no such pledge to this entity")) };
    if *amount == 0 {
        return Ok(Took::Done);
    }
    let payment = payment.as_deref();
    give(sql, desk, &Gift { pledge: pledge.id, amount: *amount, currency, origin: invoice, payment })
}

fn paid_by(sql: &mut dyn Sql, invoice: &str, payment: &str) -> Result<Took, DbError> {
    let keep = "UPDATE gift_booking SET payment = $2 WHERE origin = $1 AND payment IS NULL";
    let known = "SELECT COUNT(*) FROM gift_booking WHERE origin = $1";
    let origin = origin(invoice);
    if sql.run(keep, &values![&origin, payment])? == 1 || sql.number(known, &values![&origin])? == 1 {
        return Ok(Took::Done);
    }
    Ok(unplaced("its invoice is not booked"))
}

fn refunded(
    sql: &mut dyn Sql,
    desk: &Desk<'_>,
    payment: &str,
    sum: i64,
    currency: &str,
) -> Result<Took, DbError> {
    let Some(gift) = gift_of(sql, desk, payment)? else { return Ok(unplaced("its payment is not booked")) };
    if let Some(why) = foreign(desk.entity, currency) {
        return Ok(unplaced(why));
    }
    // What two tell at once is told one after the other from here on.
    booking::lock(sql, gift)?;
    let before = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM gift_booking
                  WHERE about = $1 AND kind = 'refund' AND through = 'card'";
    let before = sql.number(before, &values![number(gift)])?;
    // Told late, after a later one: nothing is left to book.
    if sum <= before {
        return Ok(Took::Done);
    }
    let origin = origin(&format!("{payment}:refund:{sum}"));
    back(
        sql,
        desk,
        gift,
        &New { kind: Kind::Refund, about: Some(gift), ..desk.movement(sum - before, &origin) },
    )
}

fn disputed(sql: &mut dyn Sql, desk: &Desk<'_>, what: &What) -> Result<Took, DbError> {
    let What::Dispute { dispute, payment, amount, fee, currency, taken } = what else {
        return Ok(Took::NotOurs);
    };
    let Some(gift) = gift_of(sql, desk, payment)? else { return Ok(unplaced("its payment is not booked")) };
    if let Some(why) = foreign(desk.entity, currency) {
        return Ok(unplaced(why));
    }
    let (kind, word) = if *taken { (Kind::Dispute, "taken") } else { (Kind::DisputeWon, "given") };
    let taken_before = "SELECT COUNT(*) FROM gift_booking WHERE origin = $1";
    if !taken && sql.number(taken_before, &values![origin(&format!("{dispute}:taken"))])? == 0 {
        return Ok(unplaced("what is given again was not booked as taken"));
    }
    let first = origin(&format!("{dispute}:{word}"));
    let took = match *amount {
        0 => Took::Done,
        amount => back(sql, desk, gift, &New { kind, about: Some(gift), ..desk.movement(amount, &first) })?,
    };
    if *fee > 0 && took == Took::Done {
        let origin = origin(&format!("{dispute}:fee"));
        super::book(
            sql,
            &New { kind: Kind::Fee, about: Some(gift), ..desk.movement(*fee, &origin) },
            desk.now,
        )?;
    }
    Ok(took)
}

/// A gift that was paid by card.
struct Gift<'a> {
    pledge: u64,
    amount: i64,
    currency: &'a str,
    origin: &'a str,
    payment: Option<&'a str>,
}

/// The origin of a booking that Stripe told.
pub(super) fn origin(name: &str) -> String {
    format!("stripe:{name}")
}

impl Desk<'_> {
    /// A movement at the card processor.
    fn movement<'n>(&'n self, amount: i64, origin: &'n str) -> New<'n> {
        New {
            entity: self.entity.id,
            kind: Kind::Gift,
            amount,
            day: &self.day,
            through: Through::Card,
            pledge: None,
            about: None,
            origin,
            payment: None,
            giver: None,
        }
    }
}

fn give(sql: &mut dyn Sql, desk: &Desk<'_>, gift: &Gift<'_>) -> Result<Took, DbError> {
    if let Some(why) = foreign(desk.entity, gift.currency) {
        return Ok(unplaced(why));
    }
    if gift.amount == 0 {
        return Ok(Took::Done);
    }
    let origin = origin(gift.origin);
    // What came is booked, whatever was pledged: the two may differ, and the books say what came.
    let new = New { pledge: Some(gift.pledge), payment: gift.payment, ..desk.movement(gift.amount, &origin) };
    if let Some(booked) = super::book(sql, &new, desk.now)? {
        receipt::issue(sql, desk.office, booked, desk.now, desk.chance)?;
    }
    Ok(Took::Done)
}

/// Books what went back or came again, and sees to the receipt.
fn back(sql: &mut dyn Sql, desk: &Desk<'_>, gift: u64, new: &New<'_>) -> Result<Took, DbError> {
    match booking::book(sql, new, desk.now) {
        Ok(Some(_)) => {
            receipt::after_refund(sql, desk.office, gift, desk.now, desk.chance).map(|()| Took::Done)
        }
        Ok(None) => Ok(Took::Done),
        Err(BookRefusal::Db(error)) => Err(error),
        Err(refusal) => Ok(unplaced(refusal.to_string())),
    }
}

fn foreign(entity: &Entity, currency: &str) -> Option<String> {
    let same = currency.eq_ignore_ascii_case(entity.currency.code());
    (!same).then(|| format!("it is in {}, and the books are in {}", currency.to_uppercase(), entity.currency))
}

fn of_entity(sql: &mut dyn Sql, desk: &Desk<'_>, id: u64) -> Result<Option<Pledge>, DbError> {
    Ok(pledge::one(sql, desk.office, id)?.filter(|pledge| pledge.entity == desk.entity.id))
}

fn by_subscription(
    sql: &mut dyn Sql,
    desk: &Desk<'_>,
    subscription: Option<&str>,
) -> Result<Option<Pledge>, DbError> {
    let Some(subscription) = subscription else { return Ok(None) };
    let find = "SELECT id FROM pledge WHERE subscription = $1 AND entity = $2";
    match sql.row(find, &values![subscription, number(desk.entity.id)])? {
        Some(row) => pledge::one(sql, desk.office, row.count(0)?),
        None => Ok(None),
    }
}

/// The gift to this entity that a payment is of.
fn gift_of(sql: &mut dyn Sql, desk: &Desk<'_>, payment: &str) -> Result<Option<u64>, DbError> {
    let find =
        "SELECT id FROM gift_booking WHERE payment = $1 AND entity = $2 AND kind = 'gift' AND amount > 0
                ORDER BY id LIMIT 1";
    sql.row(find, &values![payment, number(desk.entity.id)])?.map(|row| row.count(0)).transpose()
}
