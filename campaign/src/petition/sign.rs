//! Signing: what is asked is checked, bounded and kept, and a letter asks for confirmation. Until then nothing counts.

use super::{
    Petition, number,
    policy::{self, Guard},
    review::{self, Why},
    work,
};
use crate::{
    address::{Address, AddressError},
    consent,
    db::{DbError, Sql},
    joining::kept_address,
    mail::{Letter, queue},
    office::{Chance, Office, nonces},
    pace::again,
    secret::Purpose,
    typed, values,
};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// The words under which a person signs; what they consent to is kept with them.
pub const CONSENT: &str = "My name and country are given to the addressee of this petition with my signature. My address is used to \
                           confirm it, and for nothing else unless I ask.";

/// For how long a link in a letter confirms, in seconds.
pub const CONFIRM: i64 = 14 * 86_400;
/// How many letters ask one person to confirm one signature.
const MOST_LETTERS: i64 = 3;
/// How long lies between two of them, in seconds.
const BETWEEN: i64 = 600;
/// How many signatures one network may ask for in an hour without a proof of work, and with one; one country, in a minute.
const NETWORK_AN_HOUR: i64 = 60;
const NETWORK_AN_HOUR_WITH_WORK: i64 = 600;
const COUNTRY_A_MINUTE: i64 = 60_000;
/// From how many on a proof of work is asked for, of that network or country.
pub const NETWORK_CALM: i64 = 20;
/// The same for a country, in a minute: then the guard is up for everybody for [`ALARM`].
pub const COUNTRY_CALM: i64 = 3_000;
/// For how long the guard stays up of itself, in seconds.
pub const ALARM: i64 = 900;
/// How far the letters of those who bring no proof lie apart while one is asked for, in seconds.
pub const APART: i64 = 20;

/// How a signature is shown to the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// With name, country and comment.
    Name,
    /// As somebody from a country.
    Country,
    /// Only in the count.
    Count,
}

impl Shown {
    /// The word in the table and in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Country => "country",
            Self::Count => "count",
        }
    }

    /// The choice that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        [Self::Name, Self::Country, Self::Count].into_iter().find(|shown| shown.word() == word)
    }
}

/// What a person fills in.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their address.
    pub address: &'a str,
    /// Their country, by its ISO 3166 alpha-3 code, which the caller has found to be one.
    pub country: &'a str,
    /// What they add.
    pub comment: &'a str,
    /// How they are shown.
    pub shown: Shown,
    /// Did they agree to [`CONSENT`]?
    pub consents: bool,
    /// Do they also ask for the newsletter?
    pub newsletter: bool,
    /// From which network it comes, as text; it is kept only as an index, for [`KEEP_NETWORK`](super::count::KEEP_NETWORK).
    pub network: &'a str,
    /// The challenge that the form had and the answer to it, where a browser worked one out.
    pub work: Option<(&'a str, &'a str)>,
}

/// What becomes of a signature that is taken. It says nothing of whether the mailbox had signed before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Its letter goes at once.
    AtOnce,
    /// Many sign at once, and it came without a proof of work: its letter goes at this time, or as soon as a moderator has
    /// looked at it.
    Later(i64),
}

/// Why a signature is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignRefusal {
    /// It is not open.
    Closed,
    /// No name, or one that is too long.
    Name,
    /// The address.
    Address(AddressError),
    /// The comment is too long.
    Comment,
    /// There is no consent.
    Consent,
    /// Too many come at once from where this comes from.
    Pace,
    /// The database.
    Db(DbError),
}

impl fmt::Display for SignRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => f.write_str("this petition cannot be signed now"),
            Self::Name => f.write_str("a name has between 1 and 100 characters"),
            Self::Address(error) => error.fmt(f),
            Self::Comment => f.write_str("a comment has at most 600 characters"),
            Self::Consent => f.write_str("without your consent the signature may not be kept"),
            Self::Pace => {
                f.write_str("too many signatures come from your network at once; try again in an hour")
            }
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SignRefusal {}

impl From<DbError> for SignRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

/// Takes a signature and queues the letter that asks to confirm it. The answer is the same whether or not this mailbox has
/// signed before, so that nobody learns who has; the letter says which it is.
///
/// # Errors
///
/// Why it is not taken.
pub fn sign(
    sql: &mut dyn Sql,
    office: &Office,
    petition: &Petition,
    request: &Request<'_>,
    now: i64,
    chance: Chance,
) -> Result<Taken, SignRefusal> {
    if !petition.is_open(now) {
        return Err(SignRefusal::Closed);
    }
    let name = typed::line(request.name);
    if name.is_empty() || name.chars().count() > 100 {
        return Err(SignRefusal::Name);
    }
    let address = Address::read(request.address).map_err(SignRefusal::Address)?;
    let comment = typed::lines(request.comment);
    if comment.chars().count() > 600 {
        return Err(SignRefusal::Comment);
    }
    if !request.consents {
        return Err(SignRefusal::Consent);
    }
    let network = office.secrets.index("network", request.network);
    let country = office.secrets.index("country", request.country);
    let works = |(challenge, answer): (&str, &str)| {
        work::holds(&office.secrets, petition, challenge, answer, request.address, now)
    };
    let worked = request.work.is_some_and(works);
    let from_network = again(sql, &network, now, 3_600)?;
    let from_country = again(sql, &country, now, 60)?;
    let most = if worked { NETWORK_AN_HOUR_WITH_WORK } else { NETWORK_AN_HOUR };
    if from_network > most || from_country > COUNTRY_A_MINUTE {
        return Err(SignRefusal::Pace);
    }
    let due = match worked {
        true => now,
        false => due(sql, petition, from_network, from_country, now)?,
    };
    let person = office.secrets.index("address", &address.mailbox());
    let id = number(petition.id);
    let ([first, second], [third, _]) = (nonces(&chance[0]), nonces(&chance[1]));
    let sealed = |place: &str, text: &str, nonce| office.secrets.seal(place, text, nonce);
    let kept_comment = (!comment.is_empty()).then(|| sealed("signature.comment", &comment, third));
    let likeness = likeness(office, petition, &name, request);
    let ask = "INSERT INTO signature (petition, person, address, name, country, comment, shown, stands, asked, letters,
               lettered, network, likeness) VALUES ($1, $2, $3, $4, $5, $6, $7, 'asked', $8, 1, $8, $9, $12)
               ON CONFLICT (petition, person) DO UPDATE SET letters = signature.letters + 1, lettered = $8,
               address = CASE WHEN signature.stands = 'asked' THEN excluded.address ELSE signature.address END,
               name = CASE WHEN signature.stands = 'asked' THEN excluded.name ELSE signature.name END,
               country = CASE WHEN signature.stands = 'asked' THEN excluded.country ELSE signature.country END,
               comment = CASE WHEN signature.stands = 'asked' THEN excluded.comment ELSE signature.comment END,
               shown = CASE WHEN signature.stands = 'asked' THEN excluded.shown ELSE signature.shown END
               WHERE signature.letters < $10 AND signature.lettered <= $11 AND signature.stands <> 'removed'
               RETURNING id, stands, letters, address";
    let asked = sql.row(
        ask,
        &values![
            id,
            person.as_slice(),
            sealed("signature.address", &address.to_string(), first),
            sealed("signature.name", &name, second),
            request.country,
            kept_comment,
            request.shown.word(),
            now,
            network.as_slice(),
            MOST_LETTERS,
            now - BETWEEN,
            likeness.as_slice()
        ],
    )?;
    // Asked too often, too soon, or removed by a moderator: the answer on the page is the same, and no letter goes out.
    let taken = if due > now { Taken::Later(due) } else { Taken::AtOnce };
    let Some(row) = asked else { return Ok(taken) };
    let (signature, signed) = (row.count(0)?, row.text(1)? == "signed");
    let to = if signed { kept_address(office, "signature.address", row.bytes(3)?)? } else { address };
    let letter = letter(office, petition, to, signature, signed, &name, request.newsletter, due);
    let kind = if signed { "signed-already" } else { "confirm-signature" };
    queue::put(sql, &office.secrets, &letter, kind, due, chance[2])?;
    if due > now && !signed {
        review::look(sql, number(signature), id, Why::Work, now)?;
    }
    if row.int(2)? == 1 {
        let (what, place) = (consented(petition.id), format!("/petition/{}", petition.name));
        consent::give(sql, &person, (&what, &place), CONSENT, now)?;
    }
    Ok(taken)
}

/// To what somebody consents who signs: the petition by its row, for its name may change.
pub(crate) fn consented(petition: u64) -> String {
    format!("petition {petition}")
}

/// What two signatures have in common that may be one person's: petition, country, network and name, without regard to case,
/// accents and the order of its words. Kept as an index, for [`KEEP_NETWORK`](super::count::KEEP_NETWORK).
fn likeness(office: &Office, petition: &Petition, name: &str, request: &Request<'_>) -> [u8; 32] {
    let plain: String = name.nfkd().filter(|sign| sign.is_alphanumeric() || *sign == ' ').collect();
    let plain = plain.to_lowercase();
    let mut words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    let text = [&petition.id.to_string(), request.country, request.network, &words.join(" ")].join("\n");
    office.secrets.index("likeness", &text)
}

/// When the letter of a signature goes that came without a proof of work: at once, unless the guard is up.
fn due(
    sql: &mut dyn Sql,
    petition: &Petition,
    from_network: i64,
    from_country: i64,
    now: i64,
) -> Result<i64, DbError> {
    let policy = policy::of(sql, petition)?;
    if policy.guard == Guard::Off {
        return Ok(now);
    }
    if from_country > COUNTRY_CALM && !policy.is_on(now + ALARM / 2) {
        policy::alarm(sql, petition, now + ALARM)?;
    }
    let many = from_network > NETWORK_CALM || from_country > COUNTRY_CALM;
    if many || policy.is_on(now) { policy::slow(sql, petition, now, APART) } else { Ok(now) }
}

/// Is a proof of work asked for of somebody who opens the form now from this network? Changes nothing.
///
/// # Errors
///
/// The database's.
pub fn asks_for_work(
    sql: &mut dyn Sql,
    office: &Office,
    petition: &Petition,
    network: &str,
    now: i64,
) -> Result<bool, DbError> {
    let policy = policy::of(sql, petition)?;
    if policy.is_on(now) || policy.guard == Guard::Off {
        return Ok(policy.is_on(now));
    }
    let network = office.secrets.index("network", network);
    let since = now - now.rem_euclid(3_600);
    let row =
        sql.row("SELECT times FROM pace WHERE who = $1 AND since = $2", &values![network.as_slice(), since])?;
    // One before the bound, so that whoever reaches it has the challenge in the form.
    Ok(row.map(|row| row.int(0)).transpose()?.is_some_and(|times| times >= NETWORK_CALM))
}

#[expect(clippy::too_many_arguments, reason = "a letter names all of them")]
fn letter(
    office: &Office,
    petition: &Petition,
    to: Address,
    signature: u64,
    signed: bool,
    name: &str,
    newsletter: bool,
    due: i64,
) -> Letter {
    let title = &petition.title;
    let withdraw = office.address("petition/withdraw", Purpose::WithdrawSignature, signature, None);
    let (subject, text) = if signed {
        let says = "somebody, probably you, signed this petition again with your address. Your signature counts once, and \
                    nothing has changed.";
        (
            format!("You have signed already: {title}"),
            format!("Dear {name},\n\n{says}\n\n  {title}\n\nTo withdraw your signature:\n{withdraw}"),
        )
    } else {
        let page = if newsletter { "petition/confirm-and-subscribe" } else { "petition/confirm" };
        let confirm = office.address(page, Purpose::ConfirmSignature, signature, Some(due + CONFIRM));
        let says = "please confirm that you sign this petition. Your signature counts once you have pressed the button on this \
                    page, within fourteen days:";
        (
            format!("Please confirm your signature: {title}"),
            format!(
                "Dear {name},\n\n{says}\n\n{confirm}\n\n  {title}\n  To {}\n\nIf you did not sign it, do nothing, and what \
                 was entered is erased. To erase it now:\n{withdraw}",
                petition.addressee
            ),
        )
    };
    let why = format!(
        "You receive this letter because your address was entered under a petition at {}.",
        office.origin
    );
    Letter { to, subject, text, html: None, unsubscribe: None, why }
}
