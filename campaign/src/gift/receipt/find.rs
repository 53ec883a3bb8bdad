//! Receipts as they are found again: by row, number, gift, pledge or year, and by the link that opens one.

use super::{Receipt, Says};
use crate::{
    db::{DbError, Row, Sql},
    gift::{
        booking::{self, BookRefusal},
        opened,
    },
    office::Office,
    people::number,
    secret::Purpose,
    values,
};

const COLUMNS: &str =
    "SELECT r.id, r.entity, e.name, r.year, r.number, r.booking, r.issued, r.cancelled, r.why, r.says,
                       r.amount FROM gift_receipt AS r JOIN legal_entity AS e ON e.id = r.entity";

fn of(row: &Row, office: &Office) -> Result<Receipt, DbError> {
    let broken = |error: String| DbError::Form(format!("a receipt cannot be read: {error}"));
    let amount = row.int(10)?;
    let says = match opened(&office.secrets, "receipt.says", row.maybe_bytes(9)?)? {
        Some(text) => serde_json::from_str(&text).map_err(|error| broken(error.to_string()))?,
        // Who gave is erased by time; its number and its amount stay.
        None => Says { amount, ..Says::default() },
    };
    Ok(Receipt {
        id: row.count(0)?,
        entity: row.count(1)?,
        code: row.text(2)?.to_owned(),
        year: row.int(3)?,
        number: row.count(4)?,
        booking: row.count(5)?,
        issued: row.int(6)?,
        cancelled: row.maybe_int(7)?,
        why: row.maybe_text(8)?.map(str::to_owned),
        says,
    })
}

/// A receipt by its row, if there is one.
///
/// # Errors
///
/// The database's.
pub fn one(sql: &mut dyn Sql, office: &Office, id: u64) -> Result<Option<Receipt>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE r.id = $1"), &values![number(id)])?;
    row.as_ref().map(|row| of(row, office)).transpose()
}

/// The receipt of a booking that counts, if it has one.
///
/// # Errors
///
/// The database's.
pub fn standing_of(sql: &mut dyn Sql, office: &Office, booking: u64) -> Result<Option<Receipt>, DbError> {
    let find = format!("{COLUMNS} WHERE r.booking = $1 AND r.cancelled IS NULL");
    let row = sql.row(&find, &values![number(booking)])?;
    row.as_ref().map(|row| of(row, office)).transpose()
}

/// The gifts of which something is left and that have no receipt that counts, by row.
///
/// # Errors
///
/// The database's.
pub fn lacking(sql: &mut dyn Sql) -> Result<Vec<u64>, DbError> {
    let find = "SELECT gift.id FROM gift_booking AS gift WHERE gift.kind = 'gift' AND gift.amount > 0
                AND NOT EXISTS (SELECT 1 FROM gift_receipt AS r WHERE r.booking = gift.id AND r.cancelled IS NULL)
                AND NOT EXISTS (SELECT 1 FROM gift_booking AS back WHERE back.about = gift.id AND back.kind = 'gift')
                ORDER BY gift.id LIMIT 500";
    let mut lacking = Vec::new();
    for row in sql.rows(find, &[])? {
        let id = row.count(0)?;
        match booking::left_of(sql, id) {
            Err(BookRefusal::Db(error)) => return Err(error),
            Ok(left) if left > 0 => lacking.push(id),
            _ => {}
        }
    }
    Ok(lacking)
}

/// The receipt that people quote as `DC 2026/0001`, if there is one.
///
/// # Errors
///
/// The database's.
pub fn called(sql: &mut dyn Sql, office: &Office, number: &str) -> Result<Option<Receipt>, DbError> {
    let parts: Vec<&str> = number.split([' ', '/']).filter(|part| !part.is_empty()).collect();
    let [code, year, number] = parts.as_slice() else { return Ok(None) };
    let (Ok(year), Ok(number)) = (year.parse::<i64>(), number.parse::<i64>()) else { return Ok(None) };
    let find = format!("{COLUMNS} WHERE e.name = $1 AND r.year = $2 AND r.number = $3");
    let row = sql.row(&find, &values![code.to_lowercase(), year, number])?;
    row.as_ref().map(|row| of(row, office)).transpose()
}

/// The receipts of a pledge, by number.
///
/// # Errors
///
/// The database's.
pub fn of_pledge(sql: &mut dyn Sql, office: &Office, pledge: u64) -> Result<Vec<Receipt>, DbError> {
    let find = format!(
        "{COLUMNS} JOIN gift_booking AS b ON b.id = r.booking WHERE b.pledge = $1 ORDER BY r.year, r.number"
    );
    sql.rows(&find, &values![number(pledge)])?.iter().map(|row| of(row, office)).collect()
}

/// The receipts of an entity in a year, by number: those that were cancelled too.
///
/// # Errors
///
/// The database's.
pub fn of_year(sql: &mut dyn Sql, office: &Office, entity: u64, year: i64) -> Result<Vec<Receipt>, DbError> {
    let find = format!("{COLUMNS} WHERE r.entity = $1 AND r.year = $2 ORDER BY r.number");
    sql.rows(&find, &values![number(entity), year])?.iter().map(|row| of(row, office)).collect()
}

/// The last receipts, the newest first.
///
/// # Errors
///
/// The database's.
pub fn last(sql: &mut dyn Sql, office: &Office, most: u32) -> Result<Vec<Receipt>, DbError> {
    let rows = sql.rows(&format!("{COLUMNS} ORDER BY r.id DESC LIMIT $1"), &values![i64::from(most)])?;
    rows.iter().map(|row| of(row, office)).collect()
}

/// The receipt that a signed link opens, if it is there.
///
/// # Errors
///
/// The database's.
pub fn opened_by(
    sql: &mut dyn Sql,
    office: &Office,
    link: &str,
    at: i64,
) -> Result<Result<Option<Receipt>, crate::secret::LinkError>, DbError> {
    match office.secrets.open_link(Purpose::Receipt, link, at) {
        Ok(id) => one(sql, office, id).map(Ok),
        Err(error) => Ok(Err(error)),
    }
}
