//! Volunteers: what they can do and how many hours a month, confirmed by letter, listed for the desk, ended by one link.

use super::{
    BETWEEN, CONFIRM, JoinRefusal, KEEP_UNCONFIRMED, MOST_LETTERS, kept_address, number, opened, paced, sized,
};
use crate::{
    address::Address,
    consent,
    db::{DbError, Sql},
    mail::{Letter, queue},
    office::{Chance, Office, nonce},
    secret::Purpose,
    typed, values,
};

/// The words under which a person helps.
pub const CONSENT: &str = "I want to help. What I entered is used to ask me for help, by the people who run the campaign and nobody \
                           else. I can end it at any time.";
/// For how long a volunteer is kept after they confirmed, in seconds: two years.
pub const KEEP: i64 = 2 * 365 * 86_400;
/// The most hours that a month has for a volunteer.
pub const MOST_HOURS: i64 = 200;

/// What a volunteer fills in.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their address.
    pub address: &'a str,
    /// Their country, by its code, which the caller has found to be one.
    pub country: &'a str,
    /// What they can do.
    pub skills: &'a str,
    /// How many hours a month, as it was typed.
    pub hours: &'a str,
    /// Did they agree to [`CONSENT`]?
    pub consents: bool,
    /// From which network it comes, as text; only an index of it is kept, for a day.
    pub network: &'a str,
}

/// A volunteer as the desk and their own link see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volunteer {
    /// Their row.
    pub id: u64,
    /// Their name.
    pub name: String,
    /// Their address.
    pub address: String,
    /// Their country's code.
    pub country: String,
    /// What they can do.
    pub skills: String,
    /// Hours a month.
    pub hours: u64,
    /// When they confirmed; none where they have not.
    pub confirmed: Option<i64>,
}

/// Takes an offer and queues the letter that asks to confirm it. Of whoever helps already nothing changes, and the letter says so.
/// The answer is the same for everybody.
///
/// # Errors
///
/// Why it is not taken.
pub fn offer(
    sql: &mut dyn Sql,
    office: &Office,
    offer: &Offer<'_>,
    now: i64,
    chance: Chance,
) -> Result<(), JoinRefusal> {
    let name = sized("name", "your name", typed::line(offer.name), 1, 100)?;
    let skills = sized("skills", "what you can do", typed::lines(offer.skills), 2, 600)?;
    let hours = offer.hours.trim().parse().ok().filter(|hours| (1..=MOST_HOURS).contains(hours));
    let hours: i64 = hours.ok_or_else(|| {
        JoinRefusal::Field("hours", format!("the hours a month are a whole number from 1 to {MOST_HOURS}"))
    })?;
    let address = Address::read(offer.address).map_err(JoinRefusal::Address)?;
    if !offer.consents {
        return Err(JoinRefusal::Consent);
    }
    paced(sql, office, "volunteers", offer.network, now)?;
    let person = office.secrets.index("address", &address.mailbox());
    let seal = |place: &str, text: &str, nonce| office.secrets.seal(place, text, nonce);
    // Whoever has confirmed is not changed by somebody who only knows their address: they end it and come again.
    let ask = "INSERT INTO volunteer (person, address, name, country, skills, hours, stands, asked, letters, lettered)
               VALUES ($1, $2, $3, $4, $5, $6, 'asked', $7, 1, $7)
               ON CONFLICT (person) DO UPDATE SET letters = volunteer.letters + 1, lettered = $7,
               address = CASE WHEN volunteer.stands = 'asked' THEN excluded.address ELSE volunteer.address END,
               name = CASE WHEN volunteer.stands = 'asked' THEN excluded.name ELSE volunteer.name END,
               country = CASE WHEN volunteer.stands = 'asked' THEN excluded.country ELSE volunteer.country END,
               skills = CASE WHEN volunteer.stands = 'asked' THEN excluded.skills ELSE volunteer.skills END,
               hours = CASE WHEN volunteer.stands = 'asked' THEN excluded.hours ELSE volunteer.hours END
               WHERE volunteer.letters < $8 AND volunteer.lettered <= $9 RETURNING id, stands, letters, address";
    let row = sql.row(
        ask,
        &values![
            person.as_slice(),
            seal("volunteer.address", &address.to_string(), nonce(&chance[0], 0)),
            seal("volunteer.name", &name, nonce(&chance[0], 12)),
            offer.country,
            seal("volunteer.skills", &skills, nonce(&chance[1], 0)),
            hours,
            now,
            MOST_LETTERS,
            now - BETWEEN
        ],
    )?;
    let Some(row) = row else { return Ok(()) };
    let (id, helps) = (row.count(0)?, row.text(1)? == "confirmed");
    if row.int(2)? == 1 {
        consent::give(sql, &person, ("volunteering", "/join/volunteer"), CONSENT, now)?;
    }
    let to = kept_address(office, "volunteer.address", row.bytes(3)?)?;
    let letter = letter(office, to, id, helps, &name, now);
    let kind = if helps { "volunteers-already" } else { "confirm-volunteer" };
    queue::put(sql, &office.secrets, &letter, kind, now, chance[2])?;
    Ok(())
}

fn letter(office: &Office, to: Address, id: u64, helps: bool, name: &str, now: i64) -> Letter {
    let end = office.address("join/volunteer/end", Purpose::EndVolunteering, id, None);
    let (subject, says) = if helps {
        let says = "somebody, probably you, offered help again with your address. You are on our list already, and nothing has \
                    changed. To change what you entered, end it here and offer it anew:";
        ("You are on our list of volunteers".to_owned(), format!("{says}\n\n{end}"))
    } else {
        let confirm =
            office.address("join/volunteer/confirm", Purpose::ConfirmVolunteer, id, Some(now + CONFIRM));
        let says = "thank you for offering help. Please confirm it by the button on this page, within fourteen days:";
        let otherwise =
            "If you did not offer it, do nothing, and what was entered is erased. To erase it now:";
        (
            "Please confirm that you want to help".to_owned(),
            format!("{says}\n\n{confirm}\n\n{otherwise}\n\n{end}"),
        )
    };
    let why = format!("You receive this letter because your address was entered at {}.", office.origin);
    Letter { to, subject, text: format!("Dear {name},\n\n{says}"), html: None, unsubscribe: None, why }
}

const COLUMNS: &str = "SELECT id, name, address, country, skills, hours, confirmed FROM volunteer";

impl Volunteer {
    fn of(row: &crate::db::Row, office: &Office) -> Result<Self, DbError> {
        Ok(Self {
            id: row.count(0)?,
            name: opened(office, "volunteer.name", row.bytes(1)?)?,
            address: opened(office, "volunteer.address", row.bytes(2)?)?,
            country: row.text(3)?.to_owned(),
            skills: opened(office, "volunteer.skills", row.bytes(4)?)?,
            hours: row.count(5)?,
            confirmed: row.maybe_int(6)?,
        })
    }
}

/// What a link is about. Changes nothing.
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
) -> Result<Volunteer, JoinRefusal> {
    let id = office.secrets.open_link(purpose, link, now)?;
    let row = sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![number(id)])?;
    Ok(Volunteer::of(&row.ok_or(JoinRefusal::Gone)?, office)?)
}

/// Confirms: from now on the desk sees them. To confirm again changes nothing.
///
/// # Errors
///
/// Why it cannot be confirmed.
pub fn confirm(sql: &mut dyn Sql, office: &Office, link: &str, now: i64) -> Result<(), JoinRefusal> {
    let volunteer = look(sql, office, Purpose::ConfirmVolunteer, link, now)?;
    let confirm =
        "UPDATE volunteer SET stands = 'confirmed', confirmed = $2 WHERE id = $1 AND stands = 'asked'";
    sql.run(confirm, &values![number(volunteer.id), now])?;
    Ok(())
}

/// Ends it by its link: what was kept is erased.
///
/// # Errors
///
/// Why it cannot be ended.
pub fn end(sql: &mut dyn Sql, office: &Office, link: &str, now: i64) -> Result<(), JoinRefusal> {
    let id = office.secrets.open_link(Purpose::EndVolunteering, link, now)?;
    let row = sql.row("SELECT person FROM volunteer WHERE id = $1", &values![number(id)])?;
    let row = row.ok_or(JoinRefusal::Gone)?;
    consent::withdraw(sql, row.bytes(0)?, "volunteering", now)?;
    sql.run("DELETE FROM volunteer WHERE id = $1", &values![number(id)])?;
    Ok(())
}

/// Everybody who confirmed, those who came last first; of one country, where one is named.
///
/// # Errors
///
/// The database's, or a text that the key does not open.
pub fn all(sql: &mut dyn Sql, office: &Office, country: Option<&str>) -> Result<Vec<Volunteer>, DbError> {
    let find = format!(
        "{COLUMNS} WHERE stands = 'confirmed' AND ($1 = '' OR country = $1) ORDER BY confirmed DESC, id DESC"
    );
    let rows = sql.rows(&find, &values![country.unwrap_or_default()])?;
    rows.iter().map(|row| Volunteer::of(row, office)).collect()
}

/// How many stand how.
///
/// # Errors
///
/// The database's.
pub fn figures(sql: &mut dyn Sql) -> Result<Vec<(String, u64)>, DbError> {
    let rows = sql.rows("SELECT stands, COUNT(*) FROM volunteer GROUP BY stands ORDER BY stands", &[])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}

/// Erases offers that nobody confirmed, and those that were confirmed long ago; the consents end with them.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    let unconfirmed = "DELETE FROM volunteer WHERE stands = 'asked' AND lettered < $1 RETURNING person";
    let old = "DELETE FROM volunteer WHERE stands = 'confirmed' AND confirmed < $1 RETURNING person";
    let mut gone = 0;
    for (erase, before) in [(unconfirmed, now - KEEP_UNCONFIRMED), (old, now - KEEP)] {
        for row in sql.rows(erase, &values![before])? {
            consent::withdraw(sql, row.bytes(0)?, "volunteering", now)?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Erases a volunteer; how many rows.
///
/// # Errors
///
/// The database's.
pub fn erase_person(sql: &mut dyn Sql, person: &[u8; 32], now: i64) -> Result<u64, DbError> {
    consent::withdraw(sql, person, "volunteering", now)?;
    sql.run("DELETE FROM volunteer WHERE person = $1", &values![person.as_slice()])
}
