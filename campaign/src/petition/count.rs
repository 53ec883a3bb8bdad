//! What a petition has come to: its count, its countries, who signed last, as each chose to be shown.

use super::{
    Petition,
    review::{self, Hidden},
    sign::consented,
};
use crate::{
    consent,
    db::{DbError, Sql, Table},
    office::Office,
    values,
};
use std::collections::BTreeMap;

/// Signatures that count, by country: changed with each signature, so that no page counts them.
pub const TABLE: Table = Table(
    "CREATE TABLE petition_count (
        petition {int} NOT NULL REFERENCES petition (id),
        country TEXT NOT NULL,
        counted {int} NOT NULL,
        PRIMARY KEY (petition, country)
    ){strict};
    INSERT INTO petition_count (petition, country, counted)
    SELECT petition, country, COUNT(*) FROM signature WHERE stands = 'signed' GROUP BY petition, country;",
);

/// For how long it is kept, as an index, from which network an unconfirmed signature came, in seconds.
pub const KEEP_NETWORK: i64 = 7 * 86_400;
/// For how long an unconfirmed signature is kept, in seconds.
pub const KEEP_UNCONFIRMED: i64 = 30 * 86_400;

/// Signatures that count, by country.
///
/// # Errors
///
/// The database's.
pub fn by_country(sql: &mut dyn Sql, petition: &Petition) -> Result<BTreeMap<String, u64>, DbError> {
    let kept = "SELECT country, counted FROM petition_count WHERE petition = $1 AND counted > 0";
    let rows = sql.rows(kept, &values![i64::try_from(petition.id).unwrap_or(i64::MAX)])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}

/// Takes one more, or one less, into the count of a country.
///
/// # Errors
///
/// The database's.
pub(super) fn change(sql: &mut dyn Sql, petition: i64, country: &str, by: i64) -> Result<(), DbError> {
    let change = "INSERT INTO petition_count (petition, country, counted) VALUES ($1, $2, $3)
                  ON CONFLICT (petition, country) DO UPDATE SET counted = petition_count.counted + $3";
    sql.run(change, &values![petition, country, by]).map(drop)
}

/// Counts the signatures themselves: what [`by_country`] keeps must be the same. Reads every signature.
///
/// # Errors
///
/// The database's.
pub fn counted_anew(sql: &mut dyn Sql, petition: &Petition) -> Result<BTreeMap<String, u64>, DbError> {
    let count =
        "SELECT country, COUNT(*) FROM signature WHERE petition = $1 AND stands = 'signed' GROUP BY country";
    let rows = sql.rows(count, &values![i64::try_from(petition.id).unwrap_or(i64::MAX)])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}

/// A signature as its signer chose to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The name, where it is shown.
    pub name: Option<String>,
    /// The country.
    pub country: String,
    /// The comment, where it is shown.
    pub comment: Option<String>,
    /// When it was confirmed.
    pub at: i64,
}

/// Who signed last, without those who are only counted.
///
/// # Errors
///
/// The database's.
pub fn recent(
    sql: &mut dyn Sql,
    office: &Office,
    petition: &Petition,
    most: u32,
) -> Result<Vec<Seen>, DbError> {
    let last = "SELECT name, country, comment, shown, confirmed, hidden FROM signature WHERE petition = $1 AND stands = 'signed'
                AND leaf IS NOT NULL AND shown <> 'count' ORDER BY leaf DESC LIMIT $2";
    let rows = sql.rows(last, &values![i64::try_from(petition.id).unwrap_or(i64::MAX), i64::from(most)])?;
    let open = |place: &str, kept: Option<&[u8]>| {
        // What the key does not open is not shown.
        kept.and_then(|kept| office.secrets.unseal(place, kept).ok())
    };
    let seen = rows.iter().map(|row| {
        let hidden = row.int(5)?;
        let named = row.text(3)? == "name" && hidden < Hidden::Name.number();
        Ok(Seen {
            name: open("signature.name", row.maybe_bytes(0)?).filter(|_| named),
            country: row.text(1)?.to_owned(),
            comment: open("signature.comment", row.maybe_bytes(2)?).filter(|_| named && hidden == 0),
            at: row.int(4)?,
        })
    });
    seen.collect()
}

/// Erases what has outlived its purpose: networks after a week, what nobody confirmed and what was removed after thirty days,
/// and old decisions.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    let networks = "UPDATE signature SET network = NULL, likeness = NULL
                    WHERE likeness IS NOT NULL AND asked < $1";
    let unconfirmed =
        "DELETE FROM signature WHERE stands = 'asked' AND lettered < $1 RETURNING person, petition";
    let mut forgotten = sql.run(networks, &values![now - KEEP_NETWORK])?;
    for row in sql.rows(unconfirmed, &values![now - KEEP_UNCONFIRMED])? {
        if let Some(person) = row.maybe_bytes(0)? {
            consent::withdraw(sql, person, &consented(row.count(1)?), now)?;
        }
        forgotten += 1;
    }
    Ok(forgotten + review::forget(sql, now)?)
}
