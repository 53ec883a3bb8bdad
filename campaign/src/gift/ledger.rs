//! The ledger as the public may see it: by entity and month what came, what went back, what it cost; and those givers who agreed to
//! be named. Nobody else is in it.

use super::entity::Entity;
use crate::{
    db::{DbError, Sql},
    office::Office,
    people::number,
    values,
};

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
}

impl Month {
    /// What is left of the month's gifts.
    pub const fn left(&self) -> i64 {
        self.came - self.back - self.fees
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
               CAST(SUM(CASE WHEN kind = 'fee' THEN amount ELSE 0 END) AS BIGINT)
               FROM gift_booking WHERE entity = $1 AND kind IN ('gift', 'refund', 'dispute', 'dispute-won', 'fee')
               GROUP BY SUBSTR(day, 1, 7) ORDER BY 1 DESC";
    let rows = sql.rows(sum, &values![number(entity.id)])?;
    rows.iter()
        .map(|row| {
            Ok(Month {
                month: row.text(0)?.to_owned(),
                gifts: row.int(1)?,
                came: row.int(2)?,
                back: row.int(3)?,
                fees: row.int(4)?,
            })
        })
        .collect()
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
