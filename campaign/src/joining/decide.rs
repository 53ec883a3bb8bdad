//! A moderator decides on an application, by letter; the desk enters an organisation by hand; what has outlived its purpose is
//! erased.

use super::{
    JoinRefusal, KEEP_UNCONFIRMED,
    apply::{Application, Wants},
    directory::{Case, case},
    number, row_of, sized,
};
use crate::{
    address::Address,
    consent,
    db::{DbError, Sql},
    mail::{Letter, queue},
    office::Office,
    people::log,
    search, typed, values,
};

/// For how long an application that was declined, or an organisation that left, is kept, in seconds: a year, to answer questions.
pub const KEEP_DECIDED: i64 = 365 * 86_400;

/// What a moderator decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision<'a> {
    /// It is a supporter or a partner from now on.
    Accept(Wants),
    /// It is not, for this reason, which the letter gives.
    Decline(&'a str),
    /// It is no more, for this reason, which the letter gives.
    End(&'a str),
}

/// Decides, writes the letter to the contact person and the line in the log.
///
/// # Errors
///
/// A reason that is missing; an application that does not stand so that this could be decided.
pub fn decide(
    sql: &mut dyn Sql,
    office: &Office,
    id: u64,
    decision: Decision<'_>,
    by: Option<u64>,
    now: i64,
    chance: [u8; 32],
) -> Result<Case, JoinRefusal> {
    let before = case(sql, office, id)?.ok_or(JoinRefusal::Gone)?;
    let reason = |text: &str| sized("reason", "the reason", typed::lines(text), 3, 1_000);
    let (from, stands, wants, reason, did) = match decision {
        Decision::Accept(wants) => ("waits", "accepted", wants, None, "accept-organisation"),
        Decision::Decline(why) => {
            ("waits", "declined", before.organisation.wants, Some(reason(why)?), "decline-organisation")
        }
        Decision::End(why) => {
            ("accepted", "ended", before.organisation.wants, Some(reason(why)?), "end-organisation")
        }
    };
    let decide = "UPDATE organisation SET stands = $3, wants = $4, decided = $5, reason = $6,
                  key = CASE WHEN $3 = 'accepted' THEN key ELSE NULL END, logo = NULL, logo_alt = NULL WHERE id = $1 AND stands = $2";
    if sql.run(decide, &values![number(id), from, stands, wants.word(), now, reason.as_ref()])? != 1 {
        return Err(JoinRefusal::Gone);
    }
    search::refresh(sql, "organisation", id)?;
    log::note(sql, by, now, did, &before.organisation.name)?;
    if let Some(letter) = letter(office, &before, stands, wants, reason.as_deref()) {
        queue::put(sql, &office.secrets, &letter, did, now, chance)?;
    }
    case(sql, office, id)?.ok_or(JoinRefusal::Gone)
}

/// The letter to the contact person, where one is still known.
fn letter(
    office: &Office,
    before: &Case,
    stands: &str,
    wants: Wants,
    reason: Option<&str>,
) -> Option<Letter> {
    let to = Address::read(before.address.as_deref()?).ok()?;
    let (name, origin, word) = (&before.organisation.name, &office.origin, wants.word());
    let reason = reason.unwrap_or_default();
    let (subject, says) = match stands {
        "accepted" => (
            format!("{name} is now a {word}"),
            format!("thank you: {name} is now a {word}, and is listed here:\n\n{origin}/supporters"),
        ),
        "declined" => (
            format!("The application of {name}"),
            format!(
                "thank you for the application of {name}. We have not accepted it, for this reason:\n\n{reason}"
            ),
        ),
        _ => (
            format!("{name} is no longer listed"),
            format!("{name} is no longer listed as a {word}, for this reason:\n\n{reason}"),
        ),
    };
    let contact = before.contact.as_deref().unwrap_or("colleague");
    let text = format!("Dear {contact},\n\n{says}\n\nTo answer, write to {}.", office.sender.address);
    let why = format!("You receive this letter because you applied for {name} at {origin}.");
    Some(Letter { to, subject, text, html: None, unsubscribe: None, why })
}

/// Enters an organisation that joined on paper, or a sample, which is shown as one; its row. Nobody is asked to confirm, and no
/// letter goes out; the contact person is not kept.
///
/// # Errors
///
/// A field that is wrong.
pub fn enter(
    sql: &mut dyn Sql,
    application: &Application<'_>,
    sample: bool,
    by: Option<u64>,
    now: i64,
) -> Result<u64, JoinRefusal> {
    let entered = application.check()?;
    let enter = "INSERT INTO organisation (name, wants, country, website, does, statement, stands, sample, asked, letters,
                 lettered, confirmed, decided) VALUES ($1, $2, $3, $4, $5, $6, 'accepted', $7, $8, 0, $8, $8, $8) RETURNING id";
    let id = sql.number(
        enter,
        &values![
            &entered.name,
            entered.wants.word(),
            &entered.country,
            entered.website.as_ref(),
            &entered.does,
            &entered.statement,
            sample,
            now
        ],
    )?;
    let id = row_of(id)?;
    search::refresh(sql, "organisation", id)?;
    log::note(sql, by, now, "enter-organisation", &entered.name)?;
    Ok(id)
}

/// Mends what the directory says of an organisation that was accepted.
///
/// # Errors
///
/// A field that is wrong; one that is not in the directory.
pub fn mend(
    sql: &mut dyn Sql,
    id: u64,
    application: &Application<'_>,
    by: Option<u64>,
    now: i64,
) -> Result<(), JoinRefusal> {
    let entered = application.check()?;
    let mend =
        "UPDATE organisation SET name = $2, wants = $3, country = $4, website = $5, does = $6, statement = $7
                WHERE id = $1 AND stands = 'accepted'";
    let values = values![
        number(id),
        &entered.name,
        entered.wants.word(),
        &entered.country,
        entered.website.as_ref(),
        &entered.does,
        &entered.statement
    ];
    if sql.run(mend, &values)? != 1 {
        return Err(JoinRefusal::Gone);
    }
    search::refresh(sql, "organisation", id)?;
    Ok(log::note(sql, by, now, "mend-organisation", &entered.name)?)
}

/// Takes an entry of the directory away that nobody applied for: a sample, or one entered by hand.
///
/// # Errors
///
/// Where there is none.
pub fn take_away(sql: &mut dyn Sql, id: u64, by: Option<u64>, now: i64) -> Result<(), JoinRefusal> {
    let find = "SELECT name FROM organisation WHERE id = $1 AND person IS NULL";
    let row = sql.row(find, &values![number(id)])?.ok_or(JoinRefusal::Gone)?;
    sql.run("DELETE FROM organisation WHERE id = $1", &values![number(id)])?;
    search::refresh(sql, "organisation", id)?;
    log::note(sql, by, now, "take-away-organisation", row.text(0)?)?;
    Ok(())
}

/// Erases applications that nobody confirmed, and what was declined or ended long ago; with a person's last one their consent ends.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    let unconfirmed = "DELETE FROM organisation WHERE stands = 'asked' AND lettered < $1 RETURNING person";
    let decided =
        "DELETE FROM organisation WHERE stands IN ('declined', 'ended') AND decided < $1 RETURNING person";
    let others = "SELECT COUNT(*) FROM organisation WHERE person = $1";
    let mut gone = 0;
    for (erase, before) in [(unconfirmed, now - KEEP_UNCONFIRMED), (decided, now - KEEP_DECIDED)] {
        for row in sql.rows(erase, &values![before])? {
            gone += 1;
            let Some(person) = row.maybe_bytes(0)? else { continue };
            if sql.number(others, &values![person])? == 0 {
                consent::withdraw(sql, person, "application", now)?;
            }
        }
    }
    Ok(gone)
}

/// Erases what is kept of a contact person: an application that is not accepted goes whole; an organisation that was accepted
/// stays listed, without them. How many rows changed.
///
/// # Errors
///
/// The database's.
pub fn erase_person(sql: &mut dyn Sql, person: &[u8; 32], now: i64) -> Result<u64, DbError> {
    let gone = sql.run(
        "DELETE FROM organisation WHERE person = $1 AND stands <> 'accepted'",
        &values![person.as_slice()],
    )?;
    let kept = sql.run(
        "UPDATE organisation SET person = NULL, address = NULL, contact = NULL, key = NULL WHERE person = $1",
        &values![person.as_slice()],
    )?;
    consent::withdraw(sql, person, "application", now)?;
    Ok(gone + kept)
}
