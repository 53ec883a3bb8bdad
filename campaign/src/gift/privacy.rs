//! What is kept of a giver, how it is shown to them, and how it is erased: at their wish, and by time.
//!
//! The books are kept, and with them who gave, for seven years after a gift: long enough for tax offices, which ask for records as
//! long as they may matter (26 CFR 1.6001-1(e)). Everything else goes at once when its giver wishes, and by itself when it has served.

use super::{
    booking::{self, Kind},
    card::KEEP_EVENTS,
    day_of, entity,
    money::Money,
    pledge, receipt,
};
use crate::{
    db::{DbError, Sql},
    office::Office,
    people::number,
    values,
};

/// For how long after a gift its giver is kept with it, in seconds: seven years.
pub const KEEP_BOOKS: i64 = 7 * 366 * 86_400;
/// For how long a pledge is kept of which nothing came, in seconds.
pub const KEEP_PROMISES: i64 = 400 * 86_400;
/// For how long a message is kept, in seconds.
pub const KEEP_MESSAGES: i64 = 366 * 86_400;
/// For how long it is kept to whom the letter of a year went, in seconds: so that it goes once.
pub const KEEP_LETTERS: i64 = 2 * 366 * 86_400;
/// For how long a statement that was uploaded waits for somebody to confirm it, in seconds.
pub const KEEP_UPLOADS: i64 = 7 * 86_400;

/// What an erasure did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was erased, in words.
    pub erased: Vec<String>,
    /// What the law asks to keep, and until when.
    pub kept: Vec<String>,
}

/// Everything that is kept of a person's gifts: labels with values. `mailbox` is that of an [`Address`](crate::address::Address).
///
/// # Errors
///
/// The database's.
pub fn of_person(
    sql: &mut dyn Sql,
    office: &Office,
    mailbox: &str,
) -> Result<Vec<(String, String)>, DbError> {
    let person = office.secrets.index("address", mailbox);
    let mut out = Vec::new();
    for one in pledge::of_person(sql, office, &person)? {
        let entity = entity::numbered(sql, one.entity)?;
        let parts = [
            Some(one.money(&entity).to_string()),
            Some(one.rhythm.word().to_owned()),
            Some(format!("by {}", one.way.word())),
            Some(format!("to {}", entity.called())),
            Some(format!("made {}", day_of(one.asked))),
            Some(one.stands.word().to_owned()),
            one.name.as_ref().map(|name| format!("name: {name}")),
            one.address.as_ref().map(|address| format!("address: {address}")),
            one.message.as_ref().map(|message| format!("message: {message}")),
            Some((if one.named { "may be named" } else { "not to be named" }).to_owned()),
            one.subscription.as_ref().map(|name| format!("the card processor's subscription {name}")),
        ];
        let label = format!("Pledge {}", one.reference().short());
        out.push((label, parts.into_iter().flatten().collect::<Vec<_>>().join("; ")));
    }
    for one in booking::of_person(sql, office, &person)? {
        let entity = entity::numbered(sql, one.entity)?;
        let name = one.giver.unwrap_or_default();
        let says = format!(
            "{} on {}, {}, {name}",
            Money::new(one.amount, entity.currency),
            one.day,
            one.through.says()
        );
        out.push((one.kind.name().to_owned(), says));
        if one.kind == Kind::Gift
            && let Some(receipt) = receipt::standing_of(sql, office, one.id)?
        {
            out.push(("Receipt".to_owned(), format!("{} for {}", receipt.called(), receipt.money())));
        }
    }
    let lines =
        "SELECT line.payer, line.says, line.day FROM bank_line AS line JOIN pledge ON pledge.id = line.pledge
                 WHERE pledge.person = $1 AND line.stands <> 'open' ORDER BY line.id";
    for row in sql.rows(lines, &values![person.as_slice()])? {
        let payer = super::opened(&office.secrets, "line.payer", row.maybe_bytes(0)?)?.unwrap_or_default();
        let says = super::opened(&office.secrets, "line.says", row.maybe_bytes(1)?)?.unwrap_or_default();
        out.push((format!("Bank statement, {}", row.text(2)?), format!("{payer}: {says}")));
    }
    Ok(out)
}

/// Erases what the law does not ask to keep of a person's gifts. What was never given goes whole; of what was given the message goes,
/// and the wish to be named. A subscription of the card processor is ended with its pledge ([`super::card::to_end`]).
///
/// # Errors
///
/// The database's.
pub fn erase_person(sql: &mut dyn Sql, office: &Office, mailbox: &str) -> Result<Report, DbError> {
    let person = office.secrets.index("address", mailbox);
    let mut report = Report::default();
    for one in pledge::of_person(sql, office, &person)? {
        let reference = one.reference().short().to_owned();
        let booked = "SELECT MAX(day) FROM gift_booking WHERE pledge = $1";
        let last = sql.row(booked, &values![number(one.id)])?;
        let last = last.as_ref().map(|row| row.maybe_text(0)).transpose()?.flatten().map(str::to_owned);
        match last {
            None => {
                match one.subscription {
                    None => drop_pledge(sql, one.id)?,
                    // Its row waits until the card processor has ended the subscription, and then goes by time.
                    Some(_) => strip_pledge(sql, one.id)?,
                }
                report.erased.push(format!("pledge {reference}, of which nothing came"));
            }
            Some(day) => {
                let strip = "UPDATE pledge SET message = NULL, named = 0, checkout = NULL,
                             stands = CASE WHEN stands = 'running' THEN 'ended' ELSE stands END WHERE id = $1";
                sql.run(strip, &values![number(one.id)])?;
                if one.message.is_some() {
                    report.erased.push(format!("the message with pledge {reference}"));
                }
                report.kept.push(format!(
                    "name, address and gifts of pledge {reference}: the books need them, until {}",
                    after(&day)
                ));
            }
        }
    }
    let entered = "SELECT MAX(day) FROM gift_booking WHERE person = $1";
    let row = sql.row(entered, &values![person.as_slice()])?;
    if let Some(day) = row.as_ref().map(|row| row.maybe_text(0)).transpose()?.flatten() {
        report
            .kept
            .push(format!("gifts entered under your address: the books need them, until {}", after(day)));
    }
    Ok(report)
}

/// Erases a pledge of which nothing came; lines that it was suggested for forget the suggestion.
fn drop_pledge(sql: &mut dyn Sql, id: u64) -> Result<(), DbError> {
    sql.run("UPDATE bank_line SET pledge = NULL, why = NULL WHERE pledge = $1", &values![number(id)])?;
    sql.run("DELETE FROM pledge WHERE id = $1", &values![number(id)]).map(|_| ())
}

/// Ends a pledge and erases all that is said of its giver.
fn strip_pledge(sql: &mut dyn Sql, id: u64) -> Result<(), DbError> {
    let strip = "UPDATE pledge SET name = NULL, address = NULL, message = NULL, named = 0, checkout = NULL, stands = 'ended'
                 WHERE id = $1";
    sql.run(strip, &values![number(id)]).map(|_| ())
}

/// The day until which a gift of a day is kept with its giver.
fn after(day: &str) -> String {
    let midnight =
        day.parse::<jiff::civil::Date>().ok().and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok());
    midnight.map_or_else(|| day.to_owned(), |at| day_of(at.timestamp().as_second() + KEEP_BOOKS))
}

/// Erases what has outlived its purpose; how many rows it concerned. The amounts stay in the books for good.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    let mut forgotten = 0;
    let promised = "SELECT id FROM pledge WHERE asked < $1 AND given IS NULL AND subscription IS NULL
                    AND NOT EXISTS (SELECT 1 FROM gift_booking WHERE gift_booking.pledge = pledge.id) ORDER BY id LIMIT 500";
    for row in sql.rows(promised, &values![now - KEEP_PROMISES])? {
        drop_pledge(sql, row.count(0)?)?;
        forgotten += 1;
    }
    let messages = "UPDATE pledge SET message = NULL WHERE message IS NOT NULL AND asked < $1";
    forgotten += sql.run(messages, &values![now - KEEP_MESSAGES])?;
    let before = day_of(now - KEEP_BOOKS);
    let pledges = "UPDATE pledge SET name = NULL, address = NULL, message = NULL, named = 0, checkout = NULL
                   WHERE name IS NOT NULL AND asked < $2 AND EXISTS (SELECT 1 FROM gift_booking WHERE gift_booking.pledge = pledge.id)
                   AND NOT EXISTS (SELECT 1 FROM gift_booking WHERE gift_booking.pledge = pledge.id AND gift_booking.day >= $1)";
    forgotten += sql.run(pledges, &values![&before, now - KEEP_BOOKS])?;
    let entered = "UPDATE gift_booking SET person = NULL, name = NULL, address = NULL WHERE day < $1 AND name IS NOT NULL";
    forgotten += sql.run(entered, &values![&before])?;
    let lines = "UPDATE bank_line SET payer = NULL, says = NULL WHERE day < $1 AND payer IS NOT NULL";
    forgotten += sql.run(lines, &values![&before])?;
    let receipts = "UPDATE gift_receipt SET says = NULL WHERE says IS NOT NULL
                    AND (SELECT day FROM gift_booking WHERE gift_booking.id = gift_receipt.booking) < $1";
    forgotten += sql.run(receipts, &values![&before])?;
    let letters = "DELETE FROM gift_year_letter WHERE queued < $1";
    forgotten += sql.run(letters, &values![now - KEEP_LETTERS])?;
    forgotten += sql.run("DELETE FROM bank_statement WHERE uploaded < $1", &values![now - KEEP_UPLOADS])?;
    forgotten +=
        sql.run("DELETE FROM stripe_event WHERE at < $1 AND placed = 1", &values![now - KEEP_EVENTS])?;
    Ok(forgotten)
}
