//! What a line is: its reference says so, or a person does; and how that is taken back.

use super::{LineRefusal, LineStands, one};
use crate::{
    db::{DbError, Sql},
    gift::{
        booking::{self, BookRefusal, Kind, New, Through},
        entity::{self, Entity},
        pledge, receipt,
    },
    office::{Chance, Office, nonce},
    people::number,
    statement, values,
};

/// Books a line as a gift of a pledge, and issues its receipt.
#[expect(clippy::too_many_arguments, reason = "a line, its pledge, and what every act needs")]
pub(super) fn give(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    (id, payment): (u64, &statement::Payment),
    pledge: u64,
    stands: LineStands,
    now: i64,
    chance: Chance,
) -> Result<(), LineRefusal> {
    let origin = origin(sql, id)?;
    let new = New {
        entity: entity.id,
        kind: Kind::Gift,
        amount: payment.amount,
        day: &payment.day,
        through: Through::Bank,
        pledge: Some(pledge),
        about: None,
        origin: &origin,
        payment: None,
        giver: None,
    };
    let booked =
        booking::book(sql, &new, now)?.ok_or_else(|| DbError::Form("a line is booked twice".to_owned()))?;
    settle(sql, id, stands, Some(pledge), Some(booked))?;
    receipt::issue(sql, office, booked, now, chance)?;
    Ok(())
}

/// The origin of a line's next booking: it may have been assigned and taken back before.
fn origin(sql: &mut dyn Sql, id: u64) -> Result<String, DbError> {
    let count = "UPDATE bank_line SET times = times + 1 WHERE id = $1 RETURNING times";
    Ok(format!("line:{id}:{}", sql.number(count, &values![number(id)])?))
}

fn settle(
    sql: &mut dyn Sql,
    id: u64,
    stands: LineStands,
    pledge: Option<u64>,
    booking: Option<u64>,
) -> Result<(), DbError> {
    let settle = "UPDATE bank_line SET stands = $2, pledge = $3, why = NULL, booking = $4 WHERE id = $1";
    sql.run(settle, &values![number(id), stands.word(), pledge.map(number), booking.map(number)]).map(|_| ())
}

/// What a person says that a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// A gift of this pledge.
    Pledge(u64),
    /// A gift without a pledge, whose giver is entered later if at all.
    Gift,
    /// The refund of a gift, by its booking.
    Refund(u64),
    /// A fee of the bank.
    Fee,
    /// The card processor's payout, or a deposit from this.
    Payout(Through),
    /// Other money, in or out.
    Other,
    /// Nothing for these books.
    Ignored,
}

/// Assigns an open line, as a person says.
///
/// # Errors
///
/// Where it is not open, or cannot be this.
pub fn assign(
    sql: &mut dyn Sql,
    office: &Office,
    id: u64,
    meant: Meant,
    now: i64,
    chance: Chance,
) -> Result<(), LineRefusal> {
    let line =
        one(sql, office, id)?.filter(|line| line.stands == LineStands::Open).ok_or(LineRefusal::Gone)?;
    let entity = entity::numbered(sql, line.entity)?;
    let comes_in = line.amount > 0;
    let (kind, wants_in) = match meant {
        Meant::Ignored => return Ok(settle(sql, id, LineStands::Ignored, None, None)?),
        Meant::Pledge(pledge) => {
            pledge::one(sql, office, pledge)?
                .filter(|pledge| pledge.entity == entity.id)
                .ok_or(LineRefusal::Pledge)?;
            if !comes_in {
                return Err(LineRefusal::Direction);
            }
            let payment = statement::Payment {
                day: line.day,
                amount: line.amount,
                currency: None,
                payer: line.payer,
                text: line.text,
                bank_id: None,
            };
            return give(sql, office, &entity, (id, &payment), pledge, LineStands::Assigned, now, chance);
        }
        Meant::Gift => (Kind::Gift, true),
        Meant::Refund(_) => (Kind::Refund, false),
        Meant::Fee => (Kind::Fee, false),
        Meant::Payout(_) => (Kind::Payout, true),
        Meant::Other => (if comes_in { Kind::OtherIn } else { Kind::OtherOut }, comes_in),
    };
    if wants_in != comes_in {
        return Err(LineRefusal::Direction);
    }
    let (through, about) = match meant {
        Meant::Payout(Through::Bank) => return Err(LineRefusal::Direction),
        Meant::Payout(from) => (from, None),
        Meant::Refund(gift) => {
            let ours = booking::one(sql, office, gift)?.filter(|one| one.entity == entity.id);
            (Through::Bank, Some(ours.ok_or(BookRefusal::Gone)?.id))
        }
        _ => (Through::Bank, None),
    };
    let origin = origin(sql, id)?;
    let giver = (kind == Kind::Gift).then(|| booking::Giver {
        person: None,
        name: office.secrets.seal("booking.name", &line.payer, nonce(&chance[0], 0)),
        address: None,
    });
    let new = New {
        entity: entity.id,
        kind,
        amount: line.amount.abs(),
        day: &line.day,
        through,
        pledge: None,
        about,
        origin: &origin,
        payment: None,
        giver,
    };
    let booked =
        booking::book(sql, &new, now)?.ok_or_else(|| DbError::Form("a line is booked twice".to_owned()))?;
    settle(sql, id, LineStands::Assigned, None, Some(booked))?;
    match (kind, about) {
        (Kind::Gift, _) => receipt::issue(sql, office, booked, now, chance).map(|_| ())?,
        (Kind::Refund, Some(gift)) => receipt::after_refund(sql, office, gift, now, chance)?,
        _ => {}
    }
    Ok(())
}

/// Opens a line again that was assigned, matched or ignored: its booking is taken back, and its receipt cancelled.
///
/// # Errors
///
/// Where it is open, or something rests on its booking.
pub fn reopen(
    sql: &mut dyn Sql,
    office: &Office,
    id: u64,
    now: i64,
    chance: Chance,
) -> Result<(), LineRefusal> {
    let line =
        one(sql, office, id)?.filter(|line| line.stands != LineStands::Open).ok_or(LineRefusal::Gone)?;
    if let Some(booked) = line.booking {
        receipt::cancel_of(sql, office, booked, "the payment was booked wrongly", now, chance)?;
        booking::take_back(sql, booked, now)?;
    }
    Ok(settle(sql, id, LineStands::Open, None, None)?)
}
