//! Pledges: who wishes to give what, once or every month, in which way. A pledge has a reference from its first moment, by which
//! its payment is found again.

mod kind;

use super::{
    entity::{self, Entity},
    letter,
    money::{MOST, Money},
    opened,
    reference::Reference,
};
use crate::{
    address::{Address, AddressError},
    db::{DbError, Row, Sql},
    mail::queue,
    office::{Chance, Office, nonce},
    pace::within,
    people::number,
    secret::{LinkError, Purpose},
    values,
};
use std::fmt;

pub use kind::{Rhythm, Stands, Way};

/// The words under which a person pledges.
pub const NOTICE: &str = "Keep my name, my address and my gift in the books for seven years after the gift, and write to me about \
                          this gift alone.";
/// The words under which a giver is named in public.
pub const NAMED: &str =
    "You may name me among the givers, without the amount. I can take that back at any time.";

/// What a giver agreed to, word for word.
fn agreed(named: bool) -> String {
    if named { format!("{NOTICE} {NAMED}") } else { NOTICE.to_owned() }
}

/// How many pledges one network may make in an hour.
const NETWORK_AN_HOUR: i64 = 30;
/// How many letters one mailbox is sent in a day because of pledges.
const LETTERS_A_DAY: i64 = 4;

/// What a giver fills in.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// To which entity, by its short name.
    pub entity: &'a str,
    /// How much, in minor units of the entity's currency.
    pub amount: i64,
    /// How often.
    pub rhythm: Rhythm,
    /// In which way.
    pub way: Way,
    /// Their name.
    pub name: &'a str,
    /// Their address.
    pub address: &'a str,
    /// May their name be published among the givers?
    pub named: bool,
    /// What they add.
    pub message: &'a str,
    /// Did they agree to [`NOTICE`]?
    pub consents: bool,
    /// From which network it comes, as text; only an index of it is kept, and for a day.
    pub network: &'a str,
}

/// Why a pledge is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PledgeRefusal {
    /// No such entity receives gifts now.
    Entity,
    /// No amount above nought, or one beyond what can be taken.
    Amount,
    /// No name, or one that is too long.
    Name,
    /// The address.
    Address(AddressError),
    /// The message is too long.
    Message,
    /// They did not agree to what is kept.
    Consent,
    /// The entity takes no gifts in this way.
    Way,
    /// Too many come at once from where this comes from.
    Pace,
    /// The database.
    Db(DbError),
}

impl fmt::Display for PledgeRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entity => f.write_str("choose from the list who receives your gift"),
            Self::Amount => write!(
                f,
                "an amount lies between 0.01 and {}, such as 50 or 12.50",
                super::money::plain(MOST)
            ),
            Self::Name => f.write_str("a name has between 1 and 100 characters"),
            Self::Address(error) => error.fmt(f),
            Self::Message => f.write_str("a message has at most 600 characters"),
            Self::Consent => {
                f.write_str("without your consent we may not keep what a gift needs; tick the box")
            }
            Self::Way => f.write_str("this entity takes no gifts in this way; choose another"),
            Self::Pace => {
                f.write_str("too many pledges come from your network at once; try again in an hour")
            }
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PledgeRefusal {}

impl From<DbError> for PledgeRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

/// A pledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledge {
    /// Its row.
    pub id: u64,
    /// To which entity.
    pub entity: u64,
    /// Whose: an index of their mailbox.
    pub person: Vec<u8>,
    /// Their name; none once it is erased.
    pub name: Option<String>,
    /// Their address; none once it is erased.
    pub address: Option<String>,
    /// What they add.
    pub message: Option<String>,
    /// May their name be published?
    pub named: bool,
    /// How much, in minor units of the entity's currency.
    pub amount: i64,
    /// How often.
    pub rhythm: Rhythm,
    /// In which way.
    pub way: Way,
    /// How far it is.
    pub stands: Stands,
    /// When it was made.
    pub asked: i64,
    /// When a gift came last.
    pub given: Option<i64>,
    /// The card processor's subscription.
    pub subscription: Option<String>,
}

impl Pledge {
    /// Its reference.
    pub fn reference(&self) -> Reference {
        Reference::of(self.id)
    }

    /// How much, in the entity's currency.
    pub const fn money(&self, entity: &Entity) -> Money {
        Money::new(self.amount, entity.currency)
    }

    fn of(row: &Row, office: &Office) -> Result<Self, DbError> {
        let unknown =
            |column: usize| DbError::Form(format!("a pledge is `{}`", row.text(column).unwrap_or_default()));
        Ok(Self {
            id: row.count(0)?,
            entity: row.count(1)?,
            person: row.bytes(2)?.to_vec(),
            name: opened(&office.secrets, "pledge.name", row.maybe_bytes(3)?)?,
            address: opened(&office.secrets, "pledge.address", row.maybe_bytes(4)?)?,
            message: opened(&office.secrets, "pledge.message", row.maybe_bytes(5)?)?,
            named: row.yes(6)?,
            amount: row.int(7)?,
            rhythm: Rhythm::read(row.text(8)?).ok_or_else(|| unknown(8))?,
            way: Way::read(row.text(9)?).ok_or_else(|| unknown(9))?,
            stands: Stands::read(row.text(10)?).ok_or_else(|| unknown(10))?,
            asked: row.int(11)?,
            given: row.maybe_int(12)?,
            subscription: row.maybe_text(13)?.map(str::to_owned),
        })
    }
}

const COLUMNS: &str =
    "SELECT id, entity, person, name, address, message, named, amount, rhythm, way, stands, asked, given,
                       subscription FROM pledge";

/// Takes a pledge and queues the letter that says how to give it. To pay by transfer nothing need be confirmed: the payment does.
///
/// # Errors
///
/// Why it is not taken.
pub fn make(
    sql: &mut dyn Sql,
    office: &Office,
    wish: &Wish<'_>,
    now: i64,
    chance: Chance,
) -> Result<Pledge, PledgeRefusal> {
    let entity = entity::named(sql, wish.entity)?.filter(Entity::is_offered).ok_or(PledgeRefusal::Entity)?;
    if !(1..=MOST).contains(&wish.amount) {
        return Err(PledgeRefusal::Amount);
    }
    let name = super::line(wish.name, 101);
    if name.is_empty() || name.chars().count() > 100 {
        return Err(PledgeRefusal::Name);
    }
    let address = Address::read(wish.address).map_err(PledgeRefusal::Address)?;
    let message = wish.message.trim();
    if message.chars().count() > 600 {
        return Err(PledgeRefusal::Message);
    }
    if !wish.consents {
        return Err(PledgeRefusal::Consent);
    }
    let takes = match wish.way {
        Way::Transfer => !entity.details.accounts.is_empty(),
        Way::Card => super::stripe::account(sql, &office.secrets, &entity)?.is_some(),
    };
    if !takes {
        return Err(PledgeRefusal::Way);
    }
    if !within(sql, &office.secrets.index("network of gifts", wish.network), now, 3_600, NETWORK_AN_HOUR)? {
        return Err(PledgeRefusal::Pace);
    }
    let person = office.secrets.index("address", &address.mailbox());
    let seal = |place: &str, text: &str, at: usize| office.secrets.seal(place, text, nonce(&chance[0], at));
    let kept =
        (!message.is_empty()).then(|| office.secrets.seal("pledge.message", message, nonce(&chance[1], 0)));
    let put = "INSERT INTO pledge (entity, person, name, address, message, named, agreed, amount, rhythm, way, stands, asked)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'promised', $11) RETURNING id";
    let id = sql.number(
        put,
        &values![
            number(entity.id),
            person.as_slice(),
            seal("pledge.name", &name, 0),
            seal("pledge.address", &address.to_string(), 12),
            kept,
            wish.named,
            agreed(wish.named),
            wish.amount,
            wish.rhythm.word(),
            wish.way.word(),
            now
        ],
    )?;
    let pledge = one(sql, office, u64::try_from(id).unwrap_or_default())?
        .ok_or_else(|| DbError::Form("a pledge is gone".into()))?;
    // The card processor tells its giver itself; a letter follows with the receipt.
    let letters = office.secrets.index("letters of gifts", &address.mailbox());
    if wish.way == Way::Transfer && within(sql, &letters, now, 86_400, LETTERS_A_DAY)? {
        let letter = letter::instructions(office, &entity, &pledge, address);
        queue::put(sql, &office.secrets, &letter, "gift-instructions", now, chance[2])?;
    }
    Ok(pledge)
}

/// A pledge by its row, if there is one.
///
/// # Errors
///
/// The database's.
pub fn one(sql: &mut dyn Sql, office: &Office, id: u64) -> Result<Option<Pledge>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![number(id)])?;
    row.as_ref().map(|row| Pledge::of(row, office)).transpose()
}

/// The pledges that stand so, or all, the newest first.
///
/// # Errors
///
/// The database's.
pub fn list(
    sql: &mut dyn Sql,
    office: &Office,
    stands: Option<Stands>,
    most: u32,
) -> Result<Vec<Pledge>, DbError> {
    let find = format!("{COLUMNS} WHERE stands = $1 OR $1 = '' ORDER BY id DESC LIMIT $2");
    let rows = sql.rows(&find, &values![stands.map_or("", Stands::word), i64::from(most)])?;
    rows.iter().map(|row| Pledge::of(row, office)).collect()
}

/// The pledges of a person, the newest first.
///
/// # Errors
///
/// The database's.
pub fn of_person(sql: &mut dyn Sql, office: &Office, person: &[u8]) -> Result<Vec<Pledge>, DbError> {
    let rows = sql.rows(&format!("{COLUMNS} WHERE person = $1 ORDER BY id DESC"), &values![person])?;
    rows.iter().map(|row| Pledge::of(row, office)).collect()
}

/// The pledge that a signed link is about. Changes nothing.
///
/// # Errors
///
/// A link that is forged; nothing where the pledge is gone.
pub fn opened_by(
    sql: &mut dyn Sql,
    office: &Office,
    link: &str,
    now: i64,
) -> Result<Result<Option<Pledge>, LinkError>, DbError> {
    match office.secrets.open_link(Purpose::Gift, link, now) {
        Ok(id) => one(sql, office, id).map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

/// Ends a pledge: no more is expected of it. Whether it ran until now.
///
/// # Errors
///
/// The database's.
pub fn end(sql: &mut dyn Sql, id: u64) -> Result<bool, DbError> {
    let end = "UPDATE pledge SET stands = 'ended' WHERE id = $1 AND stands IN ('promised', 'running')";
    Ok(sql.run(end, &values![number(id)])? == 1)
}

/// Takes back that a giver may be named.
///
/// # Errors
///
/// The database's.
pub fn unname(sql: &mut dyn Sql, id: u64) -> Result<(), DbError> {
    sql.run("UPDATE pledge SET named = 0 WHERE id = $1", &values![number(id)]).map(|_| ())
}

/// Writes down that a gift came of a pledge. One that had ended is not begun again by it.
pub(super) fn came(sql: &mut dyn Sql, id: u64, at: i64) -> Result<(), DbError> {
    let came = "UPDATE pledge SET given = $2, stands = CASE WHEN stands = 'ended' THEN 'ended'
                WHEN rhythm = 'monthly' THEN 'running' ELSE 'given' END WHERE id = $1";
    sql.run(came, &values![number(id), at]).map(|_| ())
}

/// Takes back that a gift came, where none is left of it.
pub(super) fn went(sql: &mut dyn Sql, id: u64) -> Result<(), DbError> {
    let went = "UPDATE pledge SET given = NULL, stands = 'promised' WHERE id = $1 AND stands IN ('given', 'running')
                AND NOT EXISTS (SELECT 1 FROM gift_booking AS gift WHERE gift.pledge = $1 AND gift.kind = 'gift'
                GROUP BY gift.pledge HAVING SUM(gift.amount) > 0)";
    sql.run(went, &values![number(id)]).map(|_| ())
}
