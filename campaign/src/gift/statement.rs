//! A giver's year: every gift to one entity, what went back, and the numbers of the receipts.

use super::{
    booking::{self, Booking, Kind},
    entity::Entity,
    letter,
    money::Money,
    pledge::Pledge,
    receipt,
};
use crate::{
    address::Address,
    db::{DbError, Sql},
    mail::queue,
    office::{Chance, Office},
    people::number,
    values,
};

/// One gift of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// On which day it was received.
    pub day: String,
    /// Through what.
    pub through: &'static str,
    /// In minor units.
    pub amount: i64,
    /// What of it went back, in minor units.
    pub back: i64,
    /// The number of its receipt, where it has one that counts.
    pub receipt: Option<String>,
}

/// A giver's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The tax year, as people call it.
    pub called: String,
    /// Its first and its last day.
    pub days: (String, String),
    /// The gifts, by day.
    pub gifts: Vec<Given>,
    /// What was given and has not gone back.
    pub sum: Money,
}

/// The year of a person at an entity. A year is the tax year of where the entity stands; a gift counts in the year in which it was
/// received.
///
/// # Errors
///
/// The database's.
pub fn year(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    person: &[u8],
    year: i16,
) -> Result<Year, DbError> {
    let bookings = booking::of_person(sql, office, person)?;
    let days = entity.details.jurisdiction.tax_year(year);
    let counts = |one: &&Booking| {
        let within = days.0 <= one.day && one.day <= days.1;
        one.entity == entity.id && one.kind == Kind::Gift && one.amount > 0 && within
    };
    let mut gifts = Vec::new();
    let mut sum = 0i64;
    for gift in bookings.iter().filter(counts) {
        let left = booking::left_of(sql, gift.id).map_err(|refusal| DbError::Form(refusal.to_string()))?;
        let taken_back = bookings.iter().any(|back| back.about == Some(gift.id) && back.kind == Kind::Gift);
        if taken_back {
            continue;
        }
        let number = receipt::standing_of(sql, office, gift.id)?.map(|receipt| receipt.called());
        sum += left;
        gifts.push(Given {
            day: gift.day.clone(),
            through: gift.through.says(),
            amount: gift.amount,
            back: gift.amount - left,
            receipt: number,
        });
    }
    let called = entity.details.jurisdiction.tax_year_called(year);
    Ok(Year { called, days, gifts, sum: Money::new(sum, entity.currency) })
}

/// How many people have pledged and gave to an entity in a year.
///
/// # Errors
///
/// The database's.
pub fn givers(sql: &mut dyn Sql, entity: &Entity, of: i16) -> Result<u64, DbError> {
    let count = "SELECT COUNT(DISTINCT p.person) FROM pledge AS p JOIN gift_booking AS b ON b.pledge = p.id
                 WHERE b.entity = $1 AND b.kind = 'gift' AND b.day >= $2 AND b.day <= $3";
    let (since, until) = entity.details.jurisdiction.tax_year(of);
    let count = sql.number(count, &values![number(entity.id), since, until])?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Queues the letter of a year to everybody who pledged and gave to an entity in it and whose address is known; how many letters.
/// One person is written to once, however often this is asked for.
///
/// # Errors
///
/// The database's.
pub fn send(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    of: i16,
    now: i64,
    mut draw: impl FnMut() -> Chance,
) -> Result<u64, DbError> {
    let find = "SELECT MAX(p.id) FROM pledge AS p JOIN gift_booking AS b ON b.pledge = p.id
                WHERE b.entity = $1 AND b.kind = 'gift' AND b.day >= $2 AND b.day <= $3 AND p.address IS NOT NULL
                GROUP BY p.person ORDER BY 1";
    let (since, until) = entity.details.jurisdiction.tax_year(of);
    let mut letters = 0;
    for row in sql.rows(find, &values![number(entity.id), since, until])? {
        let Some(pledge) = super::pledge::one(sql, office, row.count(0)?)? else { continue };
        let Some(to) = address(&pledge) else { continue };
        let given = year(sql, office, entity, &pledge.person, of)?;
        let once = "INSERT INTO gift_year_letter (entity, year, person, queued) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (entity, year, person) DO NOTHING";
        let of_whom = values![number(entity.id), i64::from(of), pledge.person.as_slice(), now];
        if given.gifts.is_empty() || sql.run(once, &of_whom)? == 0 {
            continue;
        }
        let letter = letter::year(office, entity, &pledge, (of, &given), to);
        queue::put(sql, &office.secrets, &letter, "gift-year", now, draw()[0])?;
        letters += 1;
    }
    Ok(letters)
}

fn address(pledge: &Pledge) -> Option<Address> {
    pledge.address.as_deref().and_then(|address| Address::read(address).ok())
}
