//! The ledger as the public may see it: by entity and month what came, what went back, what it cost; and those givers who agreed to
//! be named. Nobody else is in it.

use super::entity::Entity;
use crate::{
    db::{DbError, Sql},
    office::Office,
    people::number,
    values,
};
use std::collections::BTreeMap;

/// A month of an entity, in minor units of its currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// The month, `2026-11`.
    pub month: String,
    /// How many gifts came, less those that were booked wrongly.
    pub gifts: i64,
    /// What came.
    pub came: i64,
    /// What went back: refunds, and what banks took back for their customers, less what they gave again.
    pub back: i64,
    /// What banks and the card processor kept.
    pub fees: i64,
    /// Other money in, less other money out.
    pub other: i64,
    /// What came to the bank and is not placed yet: perhaps gifts.
    pub waits: i64,
}

impl Month {
    /// What the month's bookings left.
    pub const fn left(&self) -> i64 {
        self.came - self.back - self.fees + self.other
    }
}

/// The months of an entity, the latest first.
///
/// # Errors
///
/// The database's.
pub fn months(sql: &mut dyn Sql, entity: &Entity) -> Result<Vec<Month>, DbError> {
    let sum = "SELECT SUBSTR(day, 1, 7) AS month,
               CAST(SUM(CASE WHEN kind = 'gift' THEN CASE WHEN amount > 0 THEN 1 ELSE -1 END ELSE 0 END) AS BIGINT),
               CAST(SUM(CASE WHEN kind = 'gift' THEN amount ELSE 0 END) AS BIGINT),
               CAST(SUM(CASE WHEN kind IN ('refund', 'dispute') THEN amount WHEN kind = 'dispute-won' THEN -amount ELSE 0 END) AS BIGINT),
               CAST(SUM(CASE WHEN kind = 'fee' THEN amount ELSE 0 END) AS BIGINT),
               CAST(SUM(CASE WHEN kind = 'other-in' THEN amount WHEN kind = 'other-out' THEN -amount ELSE 0 END) AS BIGINT)
               FROM gift_booking WHERE entity = $1 AND kind <> 'payout' GROUP BY SUBSTR(day, 1, 7)";
    let waits = "SELECT SUBSTR(day, 1, 7) AS month, CAST(SUM(amount) AS BIGINT) FROM bank_line
                 WHERE entity = $1 AND stands = 'open' AND amount > 0 GROUP BY SUBSTR(day, 1, 7)";
    let mut months: BTreeMap<String, Month> = BTreeMap::new();
    for row in sql.rows(sum, &values![number(entity.id)])? {
        let month = row.text(0)?.to_owned();
        let figures = Month {
            month: month.clone(),
            gifts: row.int(1)?,
            came: row.int(2)?,
            back: row.int(3)?,
            fees: row.int(4)?,
            other: row.int(5)?,
            waits: 0,
        };
        months.insert(month, figures);
    }
    for row in sql.rows(waits, &values![number(entity.id)])? {
        let month = row.text(0)?.to_owned();
        let figures = months.entry(month.clone()).or_insert_with(|| Month { month, ..Month::default() });
        figures.waits = row.int(1)?;
    }
    Ok(months.into_values().rev().collect())
}

/// The names of those who gave to an entity and agreed to be named, each once, by name.
///
/// # Errors
///
/// The database's.
pub fn givers(sql: &mut dyn Sql, office: &Office, entity: &Entity) -> Result<Vec<String>, DbError> {
    let find =
        "SELECT name FROM pledge WHERE entity = $1 AND named = 1 AND given IS NOT NULL AND name IS NOT NULL
                ORDER BY id LIMIT 5000";
    let mut names = Vec::new();
    for row in sql.rows(find, &values![number(entity.id)])? {
        names.extend(super::opened(&office.secrets, "pledge.name", row.maybe_bytes(0)?)?);
    }
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    Ok(names)
}
