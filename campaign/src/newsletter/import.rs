//! Subscribers brought in from elsewhere. Whoever can be shown to have agreed, where, when and how, joins; whoever cannot is asked by
//! one letter, if that is wished; whoever left after agreeing, bounced or complained stays out.

use super::{
    List,
    consent::{Consent, place_of},
    file::Line,
    number,
    subscribe::{self, Asked},
    suppress::{Why, end, is_suppressed},
};
use crate::{
    address::{Address, AddressError},
    consent,
    db::{DbError, Sql},
    office::{Chance, Office, nonces},
    values,
};
use std::{collections::HashSet, fmt};

/// What holds for every line of a file that does not say it for itself.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Where they agreed: needed for everybody.
    pub place: Option<String>,
    /// When, as a day.
    pub when: Option<String>,
    /// How.
    pub how: Option<String>,
    /// Are those asked by letter who cannot be shown to have agreed?
    pub ask: bool,
    /// Are names and attributes kept? They are not needed to send letters.
    pub details: bool,
    /// Take only those who are on this list there.
    pub only: Option<String>,
}

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The person is on the list now.
    Joined,
    /// The person was asked by letter.
    Asked,
    /// The person was on the list already, or was asked a moment ago.
    Already,
    /// The address stood in an earlier line.
    Twice,
    /// The person's address bounced, complained, or asked to receive nothing; it stays so.
    Suppressed,
    /// The file says that the address is to receive nothing, which is kept.
    Blocked,
    /// The person left after agreeing.
    Left,
    /// The file says that the person is not subscribed, or on another list.
    NotSubscribed,
    /// The address.
    Address(AddressError),
    /// Something is wrong with the line, or with what it says of consent.
    Refused(String),
}

impl Fate {
    /// The word in figures.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::Asked => "asked",
            Self::Already => "already",
            Self::Twice => "twice",
            Self::Suppressed => "suppressed",
            Self::Blocked => "blocked",
            Self::Left => "left",
            Self::NotSubscribed => "not subscribed",
            Self::Address(_) => "no address",
            Self::Refused(_) => "refused",
        }
    }

    /// Is it something that somebody should look into?
    pub const fn is_wrong(&self) -> bool {
        matches!(self, Self::Address(_) | Self::Refused(_))
    }
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Joined => f.write_str("joins the list"),
            Self::Asked => f.write_str("is asked by letter"),
            Self::Already => f.write_str("is on the list, or was asked, already"),
            Self::Twice => f.write_str("stood in an earlier line"),
            Self::Suppressed => f.write_str("receives nothing any more, and stays so"),
            Self::Blocked => f.write_str("is to receive nothing, which is kept"),
            Self::Left => f.write_str("left after agreeing, and stays out"),
            Self::NotSubscribed => f.write_str("is not subscribed there"),
            Self::Address(error) => error.fmt(f),
            Self::Refused(says) => f.write_str(says),
        }
    }
}

/// An import under way: it knows whom it has met.
pub struct Import {
    list: List,
    terms: Terms,
    met: HashSet<[u8; 32]>,
}

impl Import {
    /// Into a list, under terms.
    pub fn new(list: List, terms: Terms) -> Self {
        Self { list, terms, met: HashSet::new() }
    }

    /// Takes one line.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn take(
        &mut self,
        sql: &mut dyn Sql,
        office: &Office,
        line: &Line,
        now: i64,
        chance: Chance,
    ) -> Result<Fate, DbError> {
        let address = match Address::read(&line.address) {
            Ok(address) => address,
            Err(error) => return Ok(Fate::Address(error)),
        };
        let person = office.secrets.index("address", &address.mailbox());
        if !self.met.insert(person) {
            return Ok(Fate::Twice);
        }
        let elsewhere = |name: &String| !line.lists.is_empty() && !line.lists.contains(name);
        let confirmed = match line.status.as_str() {
            "blocklisted" | "blacklisted" | "suppressed" | "bounced" | "complained" => {
                end(sql, &person, Why::Asked, now)?;
                return Ok(Fate::Blocked);
            }
            "disabled" | "unsubscribed" | "ended" => return Ok(Fate::NotSubscribed),
            "unconfirmed" | "asked" => false,
            "" | "enabled" | "confirmed" | "subscribed" | "active" => true,
            other => return Ok(Fate::Refused(format!("`{other}` is no status that is known"))),
        };
        if self.terms.only.as_ref().is_some_and(elsewhere) {
            return Ok(Fate::NotSubscribed);
        }
        if is_suppressed(sql, &person)? {
            return Ok(Fate::Suppressed);
        }
        let part = |at: usize, common: &Option<String>| {
            line.consent[at].clone().or_else(|| common.clone()).unwrap_or_default()
        };
        let (place, when, how) =
            (part(0, &self.terms.place), part(1, &self.terms.when), part(2, &self.terms.how));
        let place = match place_of(&place) {
            Ok(place) => place,
            Err(error) => return Ok(Fate::Refused(error.to_string())),
        };
        match Consent::read(&place, &when, &how, now) {
            Ok(consent) if confirmed => {
                self.join(sql, office, &address, &person, line, &consent, now, chance)
            }
            _ if self.terms.ask => {
                let left = "SELECT 1 FROM subscriber WHERE list = $1 AND person = $2 AND stands = 'ended'";
                if sql.row(left, &values![number(self.list.id), person.as_slice()])?.is_some() {
                    return Ok(Fate::Left);
                }
                let provenance = format!("brought in: {place}");
                let asked =
                    subscribe::ask_by_letter(sql, office, &self.list, &address, &provenance, now, chance)?;
                Ok(if asked == Asked::Lettered { Fate::Asked } else { Fate::Already })
            }
            Ok(_) => {
                Ok(Fate::Refused("it was never confirmed, and nobody is to be asked by letter".to_owned()))
            }
            Err(error) => Ok(Fate::Refused(error.to_string())),
        }
    }

    /// Puts on the list who agreed, unless they are on it, or left later.
    #[expect(clippy::too_many_arguments, reason = "the parts of one row")]
    fn join(
        &self,
        sql: &mut dyn Sql,
        office: &Office,
        address: &Address,
        person: &[u8; 32],
        line: &Line,
        agreed: &Consent,
        now: i64,
        chance: Chance,
    ) -> Result<Fate, DbError> {
        let list = number(self.list.id);
        let known = "SELECT stands, ended FROM subscriber WHERE list = $1 AND person = $2";
        if let Some(row) = sql.row(known, &values![list, person.as_slice()])? {
            if row.text(0)? == "subscribed" {
                return Ok(Fate::Already);
            }
            if row.maybe_int(1)?.is_some_and(|ended| ended >= agreed.when) {
                return Ok(Fate::Left);
            }
        }
        let [first, second] = nonces(&chance[0]);
        let sealed = office.secrets.seal("subscriber.address", &address.to_string(), first);
        let details = self.details(line).map(|text| office.secrets.seal("subscriber.details", &text, second));
        let put = "INSERT INTO subscriber (list, person, address, stands, provenance, asked, letters, lettered, confirmed,
                   agreed, agreed_how, details) VALUES ($1, $2, $3, 'subscribed', $4, $5, 0, $5, $5, $6, $7, $8)
                   ON CONFLICT (list, person) DO UPDATE SET stands = 'subscribed', address = excluded.address,
                   provenance = excluded.provenance, confirmed = excluded.confirmed, ended = NULL,
                   agreed = excluded.agreed, agreed_how = excluded.agreed_how, details = excluded.details";
        let row =
            values![list, person.as_slice(), sealed, &agreed.place, now, agreed.when, &agreed.how, details];
        sql.run(put, &row)?;
        let wording = format!("as collected elsewhere: {}", agreed.how);
        consent::give(sql, person, ("newsletter", &agreed.place), &wording, agreed.when)?;
        Ok(Fate::Joined)
    }

    /// The name and the attributes, where they are kept.
    fn details(&self, line: &Line) -> Option<String> {
        let kept = self.terms.details && (line.name.is_some() || line.attributes.is_some());
        kept.then(|| serde_json::json!({ "name": line.name, "attributes": line.attributes }).to_string())
    }
}
