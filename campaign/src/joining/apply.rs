//! An organisation applies: what its contact person enters is confirmed by letter, and then waits for a moderator.

use super::{BETWEEN, CONFIRM, JoinRefusal, MOST_LETTERS, number, opened, paced, sized};
use crate::{
    address::Address,
    consent,
    db::Sql,
    mail::{Letter, queue},
    office::{Chance, Office, nonce},
    secret::Purpose,
    typed, values,
};

/// The words under which a contact person applies.
pub const CONSENT: &str = "I may speak for this organisation. Its name, country, website and words may be shown on this site if it is \
                           accepted. My name and address are used to answer, and are shown to nobody.";

/// What an organisation wants to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wants {
    /// It supports the campaign by its name.
    Supporter,
    /// It works with the campaign.
    Partner,
}

impl Wants {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Supporter, Self::Partner];

    /// The word in the table and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Supporter => "supporter",
            Self::Partner => "partner",
        }
    }

    /// What a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wants| wants.word() == word)
    }
}

/// What the contact person fills in.
#[derive(Clone, Copy, Debug)]
pub struct Application<'a> {
    /// The word of what it wants to be.
    pub wants: &'a str,
    /// The organisation's name.
    pub name: &'a str,
    /// Its country, by its ISO 3166 alpha-3 code, which the caller has found to be one.
    pub country: &'a str,
    /// Its website.
    pub website: &'a str,
    /// What it does.
    pub does: &'a str,
    /// Why it joins, in its own words, if it says so.
    pub statement: &'a str,
    /// The contact person's name.
    pub contact: &'a str,
    /// Their address.
    pub address: &'a str,
    /// Did they agree to [`CONSENT`]?
    pub consents: bool,
    /// From which network it comes, as text; only an index of it is kept, for a day.
    pub network: &'a str,
}

/// What of an application is shown or kept, checked and cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// What it wants to be.
    pub wants: Wants,
    /// The organisation's name.
    pub name: String,
    /// Its country's code.
    pub country: String,
    /// Its website.
    pub website: Option<String>,
    /// What it does.
    pub does: String,
    /// Why it joins.
    pub statement: String,
    /// The contact person's name.
    pub contact: String,
}

impl Application<'_> {
    /// What is entered, cleaned.
    ///
    /// # Errors
    ///
    /// The first field that is wrong.
    pub fn check(&self) -> Result<Entered, JoinRefusal> {
        let field = |name, says: &str| JoinRefusal::Field(name, says.to_owned());
        Ok(Entered {
            wants: Wants::read(self.wants).ok_or_else(|| field("wants", "choose supporter or partner"))?,
            name: sized("name", "the name of the organisation", typed::line(self.name), 2, 120)?,
            country: self.country.to_owned(),
            website: typed::website(self.website).map_err(|says| field("site", says))?,
            does: sized("does", "what the organisation does", typed::lines(self.does), 10, 400)?,
            statement: sized("statement", "the statement", typed::lines(self.statement), 0, 1_000)?,
            contact: sized("contact", "the name of the contact person", typed::line(self.contact), 1, 100)?,
        })
    }
}

/// Takes an application and queues the letter that asks to confirm it. The answer is the same whether or not the organisation
/// has applied before.
///
/// # Errors
///
/// Why it is not taken.
pub fn apply(
    sql: &mut dyn Sql,
    office: &Office,
    application: &Application<'_>,
    now: i64,
    chance: Chance,
) -> Result<(), JoinRefusal> {
    let entered = application.check()?;
    let address = Address::read(application.address).map_err(JoinRefusal::Address)?;
    if !application.consents {
        return Err(JoinRefusal::Consent);
    }
    paced(sql, office, "applications", application.network, now)?;
    let person = office.secrets.index("address", &address.mailbox());
    // One application of one person for one organisation: sent again it takes the place of the first.
    let key = format!("{}\n{}", address.mailbox(), entered.name.to_lowercase());
    let key = office.secrets.index("organisation", &key);
    let ask = "INSERT INTO organisation (key, name, wants, country, website, does, statement, person, address, contact,
               stands, asked, letters, lettered) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'asked', $11, 1, $11)
               ON CONFLICT (key) DO UPDATE SET name = excluded.name, wants = excluded.wants, country = excluded.country,
               website = excluded.website, does = excluded.does, statement = excluded.statement, address = excluded.address,
               contact = excluded.contact, letters = organisation.letters + 1, lettered = $11
               WHERE organisation.stands = 'asked' AND organisation.letters < $12 AND organisation.lettered <= $13
               RETURNING id, letters";
    let row = sql.row(
        ask,
        &values![
            key.as_slice(),
            &entered.name,
            entered.wants.word(),
            &entered.country,
            entered.website.as_ref(),
            &entered.does,
            &entered.statement,
            person.as_slice(),
            office.secrets.seal("organisation.address", &address.to_string(), nonce(&chance[0], 0)),
            office.secrets.seal("organisation.contact", &entered.contact, nonce(&chance[0], 12)),
            now,
            MOST_LETTERS,
            now - BETWEEN
        ],
    )?;
    let Some(row) = row else { return Ok(()) };
    if row.int(1)? == 1 {
        consent::give(sql, &person, ("application", "/join"), CONSENT, now)?;
    }
    let confirm = office.address("join/confirm", Purpose::ConfirmRequest, row.count(0)?, Some(now + CONFIRM));
    let letter = Letter {
        to: address,
        subject: format!("Please confirm the application of {}", entered.name),
        text: format!(
            "Dear {},\n\nplease confirm that {} applies as a {}. Press the button on this page within fourteen \
             days:\n\n{confirm}\n\nThen a moderator reads the application, and you receive a letter.\n\nIf you did not send it, do \
             nothing, and what was entered is erased.",
            entered.contact,
            entered.name,
            entered.wants.word()
        ),
        html: None,
        unsubscribe: None,
        why: format!("You receive this letter because your address was entered at {}.", office.origin),
    };
    queue::put(sql, &office.secrets, &letter, "confirm-application", now, chance[1])?;
    Ok(())
}

/// What a link to confirm is about, and whether it is confirmed already. Changes nothing.
///
/// # Errors
///
/// Why it opens nothing.
pub fn look(
    sql: &mut dyn Sql,
    office: &Office,
    link: &str,
    now: i64,
) -> Result<(Entered, bool), JoinRefusal> {
    let id = office.secrets.open_link(Purpose::ConfirmRequest, link, now)?;
    let about = "SELECT wants, name, country, website, does, statement, contact, stands FROM organisation
                 WHERE id = $1 AND stands IN ('asked', 'waits', 'accepted')";
    let row = sql.row(about, &values![number(id)])?.ok_or(JoinRefusal::Gone)?;
    let contact = row.maybe_bytes(6)?.map(|kept| opened(office, "organisation.contact", kept)).transpose()?;
    let entered = Entered {
        wants: Wants::read(row.text(0)?).ok_or(JoinRefusal::Gone)?,
        name: row.text(1)?.to_owned(),
        country: row.text(2)?.to_owned(),
        website: row.maybe_text(3)?.map(str::to_owned),
        does: row.text(4)?.to_owned(),
        statement: row.text(5)?.to_owned(),
        contact: contact.unwrap_or_default(),
    };
    Ok((entered, row.text(7)? != "asked"))
}

/// Confirms an application: from now on it waits for a moderator. To confirm again changes nothing.
///
/// # Errors
///
/// Why it cannot be confirmed.
pub fn confirm(sql: &mut dyn Sql, office: &Office, link: &str, now: i64) -> Result<Entered, JoinRefusal> {
    let (entered, confirmed) = look(sql, office, link, now)?;
    if !confirmed {
        let id = office.secrets.open_link(Purpose::ConfirmRequest, link, now)?;
        let confirm =
            "UPDATE organisation SET stands = 'waits', confirmed = $2 WHERE id = $1 AND stands = 'asked'";
        sql.run(confirm, &values![number(id), now])?;
    }
    Ok(entered)
}
