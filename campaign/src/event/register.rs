//! Registering for an event: confirmed by letter, up to its bound; whoever comes after waits, and moves up when a place becomes
//! free. One link gives a place up.

use super::{Event, numbered};
use crate::{
    address::Address,
    consent,
    db::{DbError, Sql},
    joining::{BETWEEN, CONFIRM, JoinRefusal, MOST_LETTERS, kept_address, number, opened, paced, sized},
    mail::{Letter, queue},
    office::{Chance, Office, nonce},
    secret::Purpose,
    typed, values,
};
use record::hash::Hash;

/// The words under which a person registers.
pub const CONSENT: &str = "I register for this event. My name and address are used for it alone, and are erased ninety days after it.";

/// What a visitor fills in.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their address.
    pub address: &'a str,
    /// Did they agree to [`CONSENT`]?
    pub consents: bool,
    /// From which network it comes, as text; only an index of it is kept, for a day.
    pub network: &'a str,
}

/// How somebody stands on the list of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// They have not confirmed.
    Asked,
    /// They have a place.
    Comes,
    /// They wait for one.
    Waits,
}

impl Place {
    /// The word in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Comes => "comes",
            Self::Waits => "waits",
        }
    }

    fn read(word: &str) -> Result<Self, DbError> {
        let found = [Self::Asked, Self::Comes, Self::Waits].into_iter().find(|place| place.word() == word);
        found.ok_or_else(|| DbError::Form(format!("an attendee `{word}`")))
    }
}

/// Somebody on the list of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// Their row.
    pub id: u64,
    /// Their name.
    pub name: String,
    /// Their address.
    pub address: String,
    /// How they stand.
    pub place: Place,
    /// When they confirmed.
    pub confirmed: Option<i64>,
}

/// Takes a wish to come and queues the letter that asks to confirm it. The answer is the same whoever is registered already.
///
/// # Errors
///
/// Why it is not taken; [`JoinRefusal::Gone`] where the event takes no registration now.
pub fn ask(
    sql: &mut dyn Sql,
    office: &Office,
    event: &Event,
    wish: &Wish<'_>,
    now: i64,
    chance: Chance,
) -> Result<(), JoinRefusal> {
    if !event.is_open(now) {
        return Err(JoinRefusal::Gone);
    }
    let name = sized("name", "your name", typed::line(wish.name), 1, 100)?;
    let address = Address::read(wish.address).map_err(JoinRefusal::Address)?;
    if !wish.consents {
        return Err(JoinRefusal::Consent);
    }
    paced(sql, office, "events", wish.network, now)?;
    let person = office.secrets.index("address", &address.mailbox());
    let ask = "INSERT INTO attendee (event, person, address, name, stands, asked, letters, lettered)
               VALUES ($1, $2, $3, $4, 'asked', $5, 1, $5)
               ON CONFLICT (event, person) DO UPDATE SET letters = attendee.letters + 1, lettered = $5,
               address = CASE WHEN attendee.stands = 'asked' THEN excluded.address ELSE attendee.address END,
               name = CASE WHEN attendee.stands = 'asked' THEN excluded.name ELSE attendee.name END
               WHERE attendee.letters < $6 AND attendee.lettered <= $7 RETURNING id, stands, letters, address";
    let row = sql.row(
        ask,
        &values![
            number(event.id),
            person.as_slice(),
            office.secrets.seal("attendee.address", &address.to_string(), nonce(&chance[0], 0)),
            office.secrets.seal("attendee.name", &name, nonce(&chance[0], 12)),
            now,
            MOST_LETTERS,
            now - BETWEEN
        ],
    )?;
    let Some(row) = row else { return Ok(()) };
    let (id, place) = (row.count(0)?, Place::read(row.text(1)?)?);
    if row.int(2)? == 1 {
        let (what, place) = (consented(event.id), format!("/events/{}", event.name));
        consent::give(sql, &person, (&what, &place), CONSENT, now)?;
    }
    let to = kept_address(office, "attendee.address", row.bytes(3)?)?;
    let letter = match place {
        Place::Asked => {
            let page = "events/confirm";
            let confirm = office.address(page, Purpose::ConfirmRegistration, id, Some(now + CONFIRM));
            let says = "please confirm that you come, by the button on this page, within fourteen days:";
            let otherwise = "If you did not register, do nothing, and what was entered is erased.";
            let text = format!("{says}\n\n{confirm}\n\n{}\n\n{otherwise}", described(event));
            letter(office, to, &name, format!("Please confirm: {}", event.title), &text)
        }
        Place::Comes | Place::Waits => {
            let says = "somebody, probably you, registered again with your address. Nothing has changed.";
            let text = format!("{says}\n\n{}", standing(office, event, id, place));
            letter(office, to, &name, format!("You are registered already: {}", event.title), &text)
        }
    };
    let kind = if place == Place::Asked { "confirm-registration" } else { "registered-already" };
    queue::put(sql, &office.secrets, &letter, kind, now, chance[1])?;
    Ok(())
}

/// What a link is about: the event, and the row on its list. Changes nothing.
///
/// # Errors
///
/// Why it opens nothing.
pub fn look(
    sql: &mut dyn Sql,
    office: &Office,
    purpose: Purpose,
    link: &str,
    now: i64,
) -> Result<(Event, Attendee), JoinRefusal> {
    let id = office.secrets.open_link(purpose, link, now)?;
    let find = format!("{COLUMNS} WHERE id = $1");
    let row = sql.row(&find, &values![number(id)])?.ok_or(JoinRefusal::Gone)?;
    let event = numbered(sql, row.count(5)?)?.ok_or(JoinRefusal::Gone)?;
    Ok((event, Attendee::of(&row, office)?))
}

pub(super) const COLUMNS: &str = "SELECT id, name, address, stands, confirmed, event FROM attendee";

impl Attendee {
    pub(super) fn of(row: &crate::db::Row, office: &Office) -> Result<Self, DbError> {
        Ok(Self {
            id: row.count(0)?,
            name: opened(office, "attendee.name", row.bytes(1)?)?,
            address: opened(office, "attendee.address", row.bytes(2)?)?,
            place: Place::read(row.text(3)?)?,
            confirmed: row.maybe_int(4)?,
        })
    }
}

/// Confirms: whoever confirms has a place, or waits for one. To confirm again changes nothing.
///
/// # Errors
///
/// Why it cannot be confirmed.
pub fn confirm(
    sql: &mut dyn Sql,
    office: &Office,
    link: &str,
    now: i64,
    chance: Chance,
) -> Result<(Event, Place), JoinRefusal> {
    let (event, attendee) = look(sql, office, Purpose::ConfirmRegistration, link, now)?;
    if attendee.place != Place::Asked {
        return Ok((event, attendee.place));
    }
    if !event.is_open(now) {
        return Err(JoinRefusal::Gone);
    }
    let wait = "UPDATE attendee SET stands = 'waits', confirmed = $2 WHERE id = $1 AND stands = 'asked'";
    if sql.run(wait, &values![number(attendee.id), now])? != 1 {
        return Err(JoinRefusal::Gone);
    }
    let place = if takes_a_place(sql, event.id)? {
        comes(sql, attendee.id)?;
        Place::Comes
    } else {
        Place::Waits
    };
    let to = Address::read(&attendee.address).map_err(JoinRefusal::Address)?;
    let subject = match place {
        Place::Comes => format!("You have a place: {}", event.title),
        _ => format!("You are on the waiting list: {}", event.title),
    };
    let letter = letter(office, to, &attendee.name, subject, &standing(office, &event, attendee.id, place));
    queue::put(sql, &office.secrets, &letter, "registered", now, chance[0])?;
    Ok((event, place))
}

/// Takes a place of an event if one is free. The event's row is locked until the commit: no place is taken twice.
fn takes_a_place(sql: &mut dyn Sql, event: u64) -> Result<bool, DbError> {
    let take = "UPDATE event SET taken = taken + 1 WHERE id = $1 AND (capacity IS NULL OR taken < capacity)";
    Ok(sql.run(take, &values![number(event)])? == 1)
}

fn gives_a_place(sql: &mut dyn Sql, event: u64) -> Result<(), DbError> {
    sql.run("UPDATE event SET taken = taken - 1 WHERE id = $1 AND taken > 0", &values![number(event)])
        .map(drop)
}

fn comes(sql: &mut dyn Sql, attendee: u64) -> Result<bool, DbError> {
    let comes = "UPDATE attendee SET stands = 'comes' WHERE id = $1 AND stands = 'waits'";
    Ok(sql.run(comes, &values![number(attendee)])? == 1)
}

/// Gives a place up by its link; what was kept is erased, and whoever waits longest moves up.
///
/// # Errors
///
/// Why nothing is given up.
pub fn cancel(
    sql: &mut dyn Sql,
    office: &Office,
    link: &str,
    now: i64,
    chance: Chance,
) -> Result<Event, JoinRefusal> {
    let (event, attendee) = look(sql, office, Purpose::CancelRegistration, link, now)?;
    leave(sql, office, event.id, attendee.id, now, &chance[0])?;
    Ok(event)
}

/// Takes somebody off the list of an event, and lets the next move up.
///
/// # Errors
///
/// The database's.
pub(super) fn leave(
    sql: &mut dyn Sql,
    office: &Office,
    event: u64,
    attendee: u64,
    now: i64,
    chance: &[u8; 32],
) -> Result<bool, DbError> {
    let gone = "DELETE FROM attendee WHERE id = $1 AND event = $2 RETURNING stands, person";
    let Some(row) = sql.row(gone, &values![number(attendee), number(event)])? else { return Ok(false) };
    consent::withdraw(sql, row.bytes(1)?, &consented(event), now)?;
    if row.text(0)? == "comes" {
        gives_a_place(sql, event)?;
        move_up(sql, office, event, now, chance)?;
    }
    Ok(true)
}

/// Gives free places to those who wait, the longest first; how many moved up. Called when a place becomes free, and when the
/// bound is raised.
///
/// # Errors
///
/// The database's.
pub fn move_up(
    sql: &mut dyn Sql,
    office: &Office,
    event: u64,
    now: i64,
    chance: &[u8; 32],
) -> Result<u64, DbError> {
    let Some(of) = numbered(sql, event)?.filter(|event| event.is_open(now)) else { return Ok(0) };
    let mut moved = 0;
    loop {
        let next = format!("{COLUMNS} WHERE event = $1 AND stands = 'waits' ORDER BY confirmed, id LIMIT 1");
        let Some(row) = sql.row(&next, &values![number(event)])? else { return Ok(moved) };
        if !takes_a_place(sql, event)? {
            return Ok(moved);
        }
        let attendee = Attendee::of(&row, office)?;
        if !comes(sql, attendee.id)? {
            // Another server moved them up meanwhile.
            gives_a_place(sql, event)?;
            return Ok(moved);
        }
        moved += 1;
        let Ok(to) = Address::read(&attendee.address) else { continue };
        let subject = format!("A place has become free: {}", of.title);
        let text = standing(office, &of, attendee.id, Place::Comes);
        let letter = letter(office, to, &attendee.name, subject, &text);
        queue::put(sql, &office.secrets, &letter, "moved-up", now, part(chance, attendee.id))?;
    }
}

/// To what somebody consents who registers: the event by its row, for its name may change.
pub(super) fn consented(event: u64) -> String {
    format!("event {event}")
}

/// Bytes for one letter of many, out of fresh ones for all.
pub(super) fn part(chance: &[u8; 32], of: u64) -> [u8; 32] {
    Hash::of(&[b"koinon letters\0", chance, &of.to_be_bytes()]).0
}

/// What, when and where, as a letter says it.
pub(super) fn described(event: &Event) -> String {
    format!("  {}\n  {}\n  {}", event.title, event.when.shown(), event.place)
}

/// How somebody stands, as a letter says it, with the link that gives the place up.
pub(super) fn standing(office: &Office, event: &Event, attendee: u64, place: Place) -> String {
    let cancel = office.address("events/cancel", Purpose::CancelRegistration, attendee, None);
    let about = described(event);
    match place {
        Place::Comes => {
            let online = event.online.as_ref().map_or(String::new(), |at| format!("\n\nOnline:\n{at}"));
            let calendar = format!("{}/events/{}.ics", office.origin, event.name);
            format!(
                "you have a place.\n\n{about}{online}\n\nFor your calendar:\n{calendar}\n\nIf you cannot come, give your place to \
                 the next:\n{cancel}"
            )
        }
        Place::Asked | Place::Waits => format!(
            "every place is taken now, and you are on the waiting list. You receive a letter when a place becomes free.\n\n{about}\
             \n\nTo leave the list:\n{cancel}"
        ),
    }
}

pub(super) fn letter(office: &Office, to: Address, name: &str, subject: String, text: &str) -> Letter {
    let why = format!("You receive this letter because you registered for an event at {}.", office.origin);
    Letter { to, subject, text: format!("Dear {name},\n\n{text}"), html: None, unsubscribe: None, why }
}
