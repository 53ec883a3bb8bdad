//! Petitions: signed with a name, an address and a country, confirmed by letter, counted in public, and bound day by day so
//! that nobody can add or drop a signature afterwards.

pub mod collected;
pub mod confirm;
pub mod count;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod crash;
pub mod day;
pub mod draft;
pub mod entered;
pub mod handover;
pub mod policy;
pub mod proof;
pub mod review;
pub mod sign;
pub mod validity;
pub mod work;

use crate::{
    db::{DbError, Row, Sql, Table},
    people::number,
    search, values,
};
use serde::{Deserialize, Serialize};
use validity::Validity;

/// The tables. A signature keeps the address sealed, an index by which the same mailbox is found again, and a commitment that
/// says nothing about the person without what stands in the receipt.
pub const TABLE: Table = Table(
    "CREATE TABLE petition (
        id {id},
        name TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        addressee TEXT NOT NULL,
        validity TEXT NOT NULL,
        opens {int} NOT NULL,
        closes {int},
        leaves {int} NOT NULL DEFAULT 0
    ){strict};
    CREATE TABLE signature (
        id {id},
        petition {int} NOT NULL REFERENCES petition (id),
        person {bytes},
        address {bytes},
        name {bytes},
        country TEXT NOT NULL,
        comment {bytes},
        shown TEXT NOT NULL,
        stands TEXT NOT NULL,
        asked {int} NOT NULL,
        letters {int} NOT NULL,
        lettered {int} NOT NULL,
        confirmed {int},
        leaf {int},
        commitment {bytes},
        network {bytes},
        provenance TEXT,
        UNIQUE (petition, person)
    ){strict};
    CREATE UNIQUE INDEX signature_leaf ON signature (petition, leaf);
    CREATE INDEX signature_stands ON signature (petition, stands, country);
    CREATE INDEX signature_person ON signature (person);
    CREATE TABLE petition_day (
        petition {int} NOT NULL REFERENCES petition (id),
        day TEXT NOT NULL,
        leaves {int} NOT NULL,
        counted {int} NOT NULL,
        root {bytes} NOT NULL,
        event {int},
        PRIMARY KEY (petition, day)
    ){strict};
    CREATE TABLE pace (
        who {bytes} NOT NULL,
        since {int} NOT NULL,
        times {int} NOT NULL,
        PRIMARY KEY (who, since)
    ){strict};
    CREATE TABLE consent (
        id {id},
        person {bytes} NOT NULL,
        what TEXT NOT NULL,
        wording TEXT NOT NULL,
        given {int} NOT NULL,
        withdrawn {int}
    ){strict};
    CREATE INDEX consent_person ON consent (person);",
);

/// A petition as it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Petition {
    /// Its row.
    pub id: u64,
    /// Its name in addresses: `charter`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it asks, in Markdown.
    pub text: String,
    /// To whom.
    pub addressee: String,
    /// What makes it enough.
    pub validity: Validity,
    /// From when it can be signed, in seconds since 1970.
    pub opens: i64,
    /// Until when; none where it stays open.
    pub closes: Option<i64>,
}

impl Petition {
    /// Can it be signed now?
    pub fn is_open(&self, now: i64) -> bool {
        self.opens <= now && self.closes.is_none_or(|closes| now < closes)
    }

    fn of(row: &Row) -> Result<Self, DbError> {
        let validity = serde_json::from_str(row.text(5)?)
            .map_err(|error| DbError::Form(format!("the validity of a petition: {error}")))?;
        Ok(Self {
            id: row.count(0)?,
            name: row.text(1)?.to_owned(),
            title: row.text(2)?.to_owned(),
            text: row.text(3)?.to_owned(),
            addressee: row.text(4)?.to_owned(),
            validity,
            opens: row.int(6)?,
            closes: row.maybe_int(7)?,
        })
    }
}

const COLUMNS: &str = "SELECT id, name, title, text, addressee, validity, opens, closes FROM petition";

/// Every petition, the newest first.
///
/// # Errors
///
/// The database's.
pub fn all(sql: &mut dyn Sql) -> Result<Vec<Petition>, DbError> {
    let rows = sql.rows(&format!("{COLUMNS} ORDER BY opens DESC, id DESC"), &[])?;
    rows.iter().map(Petition::of).collect()
}

/// The petition of a name, if there is one.
///
/// # Errors
///
/// The database's.
pub fn named(sql: &mut dyn Sql, name: &str) -> Result<Option<Petition>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE name = $1"), &values![name])?;
    row.as_ref().map(Petition::of).transpose()
}

/// The petition of a row, if there is one.
///
/// # Errors
///
/// The database's.
pub fn numbered(sql: &mut dyn Sql, id: u64) -> Result<Option<Petition>, DbError> {
    let row =
        sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![i64::try_from(id).unwrap_or(i64::MAX)])?;
    row.as_ref().map(Petition::of).transpose()
}

/// Names under which other pages stand.
const TAKEN: [&str; 2] = ["new", "receipt"];

/// Has somebody signed it, so that what it asks stays as it is?
///
/// # Errors
///
/// The database's.
pub fn is_signed(sql: &mut dyn Sql, petition: &Petition) -> Result<bool, DbError> {
    let signed = "SELECT leaves FROM petition WHERE id = $1";
    Ok(sql.row(signed, &values![number(petition.id)])?.map(|row| row.int(0)).transpose()?.unwrap_or(0) > 0)
}

/// Closes a petition now, unless it is closed already.
///
/// # Errors
///
/// The database's.
pub fn close(sql: &mut dyn Sql, petition: &Petition, now: i64) -> Result<(), DbError> {
    let close = "UPDATE petition SET closes = $2 WHERE id = $1 AND (closes IS NULL OR closes > $2)";
    sql.run(close, &values![number(petition.id), now]).map(drop)
}

/// Publishes a petition, or changes the one of its name. What it asks can no longer be changed once somebody has signed.
///
/// # Errors
///
/// The database's; [`DbError::Refused`] where it would change under its signatures, or its name is none.
pub fn publish(sql: &mut dyn Sql, petition: &Petition) -> Result<u64, DbError> {
    let name = &petition.name;
    let takes = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    if name.is_empty() || name.len() > 60 || !name.chars().all(takes) || name.starts_with('-') {
        return Err(DbError::Refused(format!(
            "`{name}` is no name for an address: small letters, digits and hyphens"
        )));
    }
    if TAKEN.contains(&name.as_str()) {
        return Err(DbError::Refused(format!("`{name}` is the address of another page")));
    }
    if let Some(before) = named(sql, name)? {
        let same = (&before.title, &before.text, &before.addressee)
            == (&petition.title, &petition.text, &petition.addressee);
        if !same && is_signed(sql, &before)? {
            return Err(DbError::Refused(
                "what people have signed stays as it is: publish another petition".to_owned(),
            ));
        }
    }
    let validity = serde_json::to_string(&petition.validity)
        .map_err(|error| DbError::Form(format!("the validity of a petition: {error}")))?;
    let publish = "INSERT INTO petition (name, title, text, addressee, validity, opens, closes)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)
                   ON CONFLICT (name) DO UPDATE SET title = excluded.title, text = excluded.text,
                   addressee = excluded.addressee, validity = excluded.validity, opens = excluded.opens,
                   closes = excluded.closes RETURNING id";
    let id = sql.number(
        publish,
        &values![
            name,
            &petition.title,
            &petition.text,
            &petition.addressee,
            validity,
            petition.opens,
            petition.closes
        ],
    )?;
    let id = u64::try_from(id).map_err(|_| DbError::Form(format!("a petition has number {id}")))?;
    search::refresh(sql, "petition", id)?;
    Ok(id)
}
