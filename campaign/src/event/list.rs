//! The list of an event as the desk has it: who comes, what everybody on it is written, and when it is erased.

use super::{
    Plan, Stands, keep, numbered,
    register::{Attendee, COLUMNS, consented, described, leave, letter, move_up, part, standing},
};
use crate::{
    address::Address,
    consent,
    db::{DbError, Sql},
    joining::{JoinRefusal, KEEP_UNCONFIRMED, number, sized},
    mail::queue,
    office::{Chance, Office},
    people::log,
    typed, values,
};

/// For how long after an event its list is kept, in seconds.
pub const KEEP: i64 = 90 * 86_400;

/// Changes an event. Whoever is on its list is written to where it is at another time or place than published; where there are
/// more places, those who wait longest move up. How many were written to of the change.
///
/// # Errors
///
/// As [`keep`].
pub fn change(
    sql: &mut dyn Sql,
    office: &Office,
    event: u64,
    plan: &Plan<'_>,
    by: Option<u64>,
    now: i64,
    chance: &Chance,
) -> Result<u64, JoinRefusal> {
    let old = numbered(sql, event)?.ok_or(JoinRefusal::Gone)?;
    keep(sql, Some(event), plan, old.sample, by, now)?;
    let new = numbered(sql, event)?.ok_or(JoinRefusal::Gone)?;
    let is_other = (&new.when, &new.place, &new.online) != (&old.when, &old.place, &old.online);
    let mut told = 0;
    if is_other && new.stands == Stands::Published {
        let words = "when or where this event is has changed. This is so now:";
        told = tell(sql, office, event, "It has changed", words, now, &chance[0])?;
    }
    move_up(sql, office, event, now, &chance[1])?;
    Ok(told)
}

/// Cancels a published event: everybody on its list receives a letter with these words. How many.
///
/// # Errors
///
/// Words that are missing; an event that is not published.
pub fn call_off(
    sql: &mut dyn Sql,
    office: &Office,
    event: u64,
    words: &str,
    by: Option<u64>,
    now: i64,
    chance: &[u8; 32],
) -> Result<u64, JoinRefusal> {
    let words = sized("words", "what you write to those who registered", typed::lines(words), 3, 2_000)?;
    let cancel = "UPDATE event SET stands = 'cancelled', changed = $2, revision = revision + 1
                  WHERE id = $1 AND stands = 'published'";
    if sql.run(cancel, &values![number(event), now])? != 1 {
        return Err(JoinRefusal::Gone);
    }
    log::note(sql, by, now, "cancel-event", &event.to_string())?;
    Ok(tell(sql, office, event, "This event does not take place", &words, now, chance)?)
}

/// Writes to everybody on the list of an event; how many. The letter says what is so now.
///
/// # Errors
///
/// The database's.
fn tell(
    sql: &mut dyn Sql,
    office: &Office,
    event: u64,
    heading: &str,
    words: &str,
    now: i64,
    chance: &[u8; 32],
) -> Result<u64, DbError> {
    let Some(of) = numbered(sql, event)? else { return Ok(0) };
    let mut told = 0;
    for attendee in attendees(sql, office, event)? {
        let Ok(to) = Address::read(&attendee.address) else { continue };
        let place = if of.stands == Stands::Cancelled {
            described(&of)
        } else {
            standing(office, &of, attendee.id, attendee.place)
        };
        let subject = format!("{heading}: {}", of.title);
        let letter = letter(office, to, &attendee.name, subject, &format!("{words}\n\n{place}"));
        queue::put(sql, &office.secrets, &letter, "event-changed", now, part(chance, attendee.id))?;
        told += 1;
    }
    Ok(told)
}

/// Everybody on the list of an event who confirmed, those with a place first.
///
/// # Errors
///
/// The database's, or a text that the key does not open.
pub fn attendees(sql: &mut dyn Sql, office: &Office, event: u64) -> Result<Vec<Attendee>, DbError> {
    let find = format!("{COLUMNS} WHERE event = $1 AND stands <> 'asked' ORDER BY stands, confirmed, id");
    sql.rows(&find, &values![number(event)])?.iter().map(|row| Attendee::of(row, office)).collect()
}

/// How many stand how on the list of an event.
///
/// # Errors
///
/// The database's.
pub fn figures(sql: &mut dyn Sql, event: u64) -> Result<Vec<(String, u64)>, DbError> {
    let count = "SELECT stands, COUNT(*) FROM attendee WHERE event = $1 GROUP BY stands ORDER BY stands";
    let rows = sql.rows(count, &values![number(event)])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}

/// Erases registrations that nobody confirmed, and the lists of events that ended a while ago; the consents end with them.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    let unconfirmed = "DELETE FROM attendee WHERE stands = 'asked' AND lettered < $1 RETURNING person, event";
    let over =
        "DELETE FROM attendee WHERE event IN (SELECT id FROM event WHERE ends < $1) RETURNING person, event";
    let mut gone = 0;
    for (erase, before) in [(unconfirmed, now - KEEP_UNCONFIRMED), (over, now - KEEP)] {
        for row in sql.rows(erase, &values![before])? {
            consent::withdraw(sql, row.bytes(0)?, &consented(row.count(1)?), now)?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Takes somebody off every list; how many.
///
/// # Errors
///
/// The database's.
pub fn erase_person(
    sql: &mut dyn Sql,
    office: &Office,
    person: &[u8; 32],
    now: i64,
    chance: &[u8; 32],
) -> Result<u64, DbError> {
    let mut gone = 0;
    for row in sql.rows("SELECT event, id FROM attendee WHERE person = $1", &values![person.as_slice()])? {
        gone += u64::from(leave(sql, office, row.count(0)?, row.count(1)?, now, chance)?);
    }
    Ok(gone)
}
