//! Gifts: pledged with a reference, found again on the bank's statement or told by the card processor, booked once, and
//! thanked with a numbered receipt.
//!
//! A booking is never changed: what was booked wrongly is booked back, so that every account of it adds up at any time.

pub mod account;
pub mod booking;
pub mod card;
pub mod entity;
pub mod goal;
pub mod hand;
pub mod journal;
pub mod ledger;
mod letter;
pub mod line;
pub mod matching;
pub mod money;
pub mod pledge;
pub mod privacy;
pub mod receipt;
pub mod reference;
pub mod registration;
pub mod statement;
pub mod stripe;
pub mod upload;

use crate::{
    db::{DbError, Sql, Table},
    secret::Secrets,
    typed, values,
};
use serde::{Deserialize, Serialize};

/// The tables. Names, addresses, messages and what banks say of payers are sealed.
pub const TABLE: Table = Table(
    "CREATE TABLE legal_entity (
        id {id},
        name TEXT NOT NULL UNIQUE,
        details TEXT NOT NULL,
        offered {int} NOT NULL
    ){strict};
    INSERT INTO legal_entity (name, details, offered)
        VALUES ('dc', '{\"jurisdiction\":\"district-of-columbia\",\"currency\":\"USD\"}', 0);
    INSERT INTO legal_entity (name, details, offered)
        VALUES ('nsw', '{\"jurisdiction\":\"new-south-wales\",\"currency\":\"AUD\"}', 0);
    CREATE TABLE gift_goal (
        id {id},
        entity {int} NOT NULL REFERENCES legal_entity (id),
        title TEXT NOT NULL,
        says TEXT NOT NULL,
        amount {int} NOT NULL,
        since TEXT NOT NULL,
        until TEXT,
        shown {int} NOT NULL
    ){strict};
    CREATE TABLE pledge (
        id {id},
        entity {int} NOT NULL REFERENCES legal_entity (id),
        person {bytes} NOT NULL,
        name {bytes},
        address {bytes},
        message {bytes},
        named {int} NOT NULL,
        agreed TEXT NOT NULL,
        amount {int} NOT NULL,
        rhythm TEXT NOT NULL,
        way TEXT NOT NULL,
        stands TEXT NOT NULL,
        asked {int} NOT NULL,
        given {int},
        checkout TEXT UNIQUE,
        subscription TEXT UNIQUE
    ){strict};
    CREATE INDEX pledge_person ON pledge (person);
    CREATE TABLE gift_booking (
        id {id},
        entity {int} NOT NULL REFERENCES legal_entity (id),
        kind TEXT NOT NULL,
        amount {int} NOT NULL CHECK (amount <> 0),
        day TEXT NOT NULL,
        through TEXT NOT NULL,
        pledge {int} REFERENCES pledge (id),
        about {int} REFERENCES gift_booking (id),
        origin TEXT NOT NULL UNIQUE,
        payment TEXT,
        person {bytes},
        name {bytes},
        address {bytes},
        booked {int} NOT NULL
    ){strict};
    CREATE INDEX gift_booking_pledge ON gift_booking (pledge);
    CREATE INDEX gift_booking_person ON gift_booking (person);
    CREATE INDEX gift_booking_about ON gift_booking (about);
    CREATE INDEX gift_booking_payment ON gift_booking (payment);
    CREATE INDEX gift_booking_day ON gift_booking (entity, day);
    CREATE TABLE bank_line (
        id {id},
        entity {int} NOT NULL REFERENCES legal_entity (id),
        same {bytes} NOT NULL UNIQUE,
        day TEXT NOT NULL,
        amount {int} NOT NULL,
        payer {bytes},
        says {bytes},
        stands TEXT NOT NULL,
        pledge {int} REFERENCES pledge (id),
        why TEXT,
        booking {int} REFERENCES gift_booking (id),
        times {int} NOT NULL,
        imported {int} NOT NULL
    ){strict};
    CREATE INDEX bank_line_open ON bank_line (stands, day);
    CREATE TABLE gift_receipt (
        id {id},
        entity {int} NOT NULL REFERENCES legal_entity (id),
        year {int} NOT NULL,
        number {int} NOT NULL,
        booking {int} NOT NULL REFERENCES gift_booking (id),
        amount {int} NOT NULL,
        says {bytes},
        issued {int} NOT NULL,
        cancelled {int},
        why TEXT,
        UNIQUE (entity, year, number)
    ){strict};
    CREATE UNIQUE INDEX gift_receipt_stands ON gift_receipt (booking) WHERE cancelled IS NULL;
    CREATE TABLE gift_receipt_count (
        entity {int} NOT NULL REFERENCES legal_entity (id),
        year {int} NOT NULL,
        last {int} NOT NULL,
        PRIMARY KEY (entity, year)
    ){strict};
    CREATE TABLE gift_year_letter (
        entity {int} NOT NULL REFERENCES legal_entity (id),
        year {int} NOT NULL,
        person {bytes} NOT NULL,
        queued {int} NOT NULL,
        PRIMARY KEY (entity, year, person)
    ){strict};
    CREATE TABLE bank_statement (
        id {id},
        entity {int} NOT NULL REFERENCES legal_entity (id),
        account TEXT NOT NULL,
        name TEXT NOT NULL,
        payments {bytes} NOT NULL,
        uploaded {int} NOT NULL
    ){strict};
    CREATE TABLE stripe_event (
        id TEXT PRIMARY KEY,
        entity {int} NOT NULL REFERENCES legal_entity (id),
        kind TEXT NOT NULL,
        at {int} NOT NULL,
        placed {int} NOT NULL,
        says TEXT
    ){strict};",
);

/// What the campaign has decided about gifts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Choices {
    /// Is the ledger a public page?
    pub ledger: bool,
    /// Are givers listed there who agreed to it?
    pub givers: bool,
}

/// What is decided.
///
/// # Errors
///
/// The database's; [`DbError::Form`] where another key sealed it.
pub fn choices(sql: &mut dyn Sql, secrets: &Secrets) -> Result<Choices, DbError> {
    Ok(sealed_setting(sql, secrets, "gifts")?.unwrap_or_default())
}

/// Keeps what is decided.
///
/// # Errors
///
/// The database's.
pub fn choose(
    sql: &mut dyn Sql,
    secrets: &Secrets,
    choices: &Choices,
    chance: [u8; 12],
) -> Result<(), DbError> {
    seal_setting(sql, secrets, "gifts", choices, chance)
}

/// A sealed row among the settings.
fn sealed_setting<T: serde::de::DeserializeOwned>(
    sql: &mut dyn Sql,
    secrets: &Secrets,
    name: &str,
) -> Result<Option<T>, DbError> {
    let row = sql.row("SELECT value FROM setting WHERE name = $1", &values![name])?;
    let Some(row) = row else { return Ok(None) };
    let broken = |error: String| DbError::Form(format!("the setting `{name}` cannot be read: {error}"));
    let text = secrets
        .unseal(&format!("setting.{name}"), row.bytes(0)?)
        .map_err(|error| broken(error.to_string()))?;
    serde_json::from_str(&text).map(Some).map_err(|error| broken(error.to_string()))
}

fn seal_setting<T: Serialize>(
    sql: &mut dyn Sql,
    secrets: &Secrets,
    name: &str,
    value: &T,
    chance: [u8; 12],
) -> Result<(), DbError> {
    let text = serde_json::to_string(value)
        .map_err(|error| DbError::Form(format!("the setting `{name}` cannot be written: {error}")))?;
    let sealed = secrets.seal(&format!("setting.{name}"), &text, chance);
    let keep = "INSERT INTO setting (name, value) VALUES ($1, $2)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sql.run(keep, &values![name, sealed]).map(|_| ())
}

/// Opens what is sealed at a place; nothing where nothing is kept.
fn opened(secrets: &Secrets, place: &str, kept: Option<&[u8]>) -> Result<Option<String>, DbError> {
    let open = |kept| secrets.unseal(place, kept);
    kept.map(open).transpose().map_err(|error| DbError::Form(format!("{place}: {error}")))
}

/// A text in one line of bounded length, without signs that are not seen or that turn a text around.
fn line(text: &str, most: usize) -> String {
    let shown: String = typed::line(text).chars().take(most).collect();
    shown.trim_end().to_owned()
}

/// The civil day of a moment (UTC), `2026-11-24`.
pub fn day_of(at: i64) -> String {
    jiff::Timestamp::from_second(at)
        .map_or_else(|_| "1970-01-01".to_owned(), |at| at.strftime("%Y-%m-%d").to_string())
}

/// Is this a civil day as the tables keep it?
pub fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_signs_that_are_not_seen() {
        assert_eq!(line(" Ann\r\nBcc:\u{202e} x\u{200b} ", 100), "Ann Bcc: x");
        assert_eq!(line("abcdef", 3), "abc");
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day_of(1_767_225_600), "2026-01-01");
        assert!(is_day("2028-02-29") && !is_day("2026-02-29") && !is_day("2026-2-2") && !is_day(""));
    }
}
