//! Lines of the bank's statements: each is taken in once, however often its statement is imported; what carries a pledge's
//! reference is booked, and the rest waits for a person.

use super::{
    booking::{self, BookRefusal, Kind, New, Through},
    entity::Entity,
    matching::{self, Payment, Verdict, candidates, same_name},
    nonce, opened,
    pledge::{self, Pledge, Stands},
    receipt,
};
use crate::{
    db::{DbError, Row, Sql},
    office::{Chance, Office},
    people::number,
    statement, values,
};
use std::{collections::HashMap, fmt};

/// How many waiting pledges are looked through for a payer's name.
const MOST_NAMED: i64 = 2_000;

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStands {
    /// Nothing is known of it, or only a suggestion.
    Open,
    /// Its reference matched.
    Matched,
    /// A person said what it is.
    Assigned,
    /// A person said that it is not for these books.
    Ignored,
}

impl LineStands {
    /// The word in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Matched => "matched",
            Self::Assigned => "assigned",
            Self::Ignored => "ignored",
        }
    }

    /// The one that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        [Self::Open, Self::Matched, Self::Assigned, Self::Ignored]
            .into_iter()
            .find(|stands| stands.word() == word)
    }
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its row.
    pub id: u64,
    /// To whose account.
    pub entity: u64,
    /// The day it was booked by the bank.
    pub day: String,
    /// In minor units; below nought where it went out.
    pub amount: i64,
    /// Who paid.
    pub payer: String,
    /// What they wrote.
    pub text: String,
    /// How it stands.
    pub stands: LineStands,
    /// The pledge that it is of, or may be of.
    pub pledge: Option<u64>,
    /// Why it may be of that pledge.
    pub why: Option<String>,
    /// Its booking.
    pub booking: Option<u64>,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Lines that the statement has.
    pub lines: u64,
    /// Those that were known already.
    pub known: u64,
    /// Those whose reference matched: they are booked, and their receipts go out.
    pub matched: u64,
    /// Those that may be of a pledge.
    pub suggested: u64,
    /// Those of which nothing is known.
    pub unknown: u64,
}

/// Why a line is not assigned or imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineRefusal {
    /// There is no such line, or it is not open.
    Gone,
    /// There is no such pledge of this entity.
    Pledge,
    /// A line in another currency than the books.
    Currency {
        /// Which line, from one.
        at: usize,
        /// Its currency.
        found: String,
        /// That of the books.
        books: &'static str,
    },
    /// Money that went out is no gift, and money that came in is no fee.
    Direction,
    /// The books.
    Book(BookRefusal),
    /// The database.
    Db(DbError),
}

impl fmt::Display for LineRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("there is no such line that waits"),
            Self::Pledge => f.write_str("there is no such pledge to this entity"),
            Self::Currency { at, found, books } => write!(
                f,
                "line {at} is in {found}, and the books of this entity are in {books}: nothing was imported"
            ),
            Self::Direction => {
                f.write_str("money that came in cannot be this, or money that went out cannot")
            }
            Self::Book(refusal) => refusal.fmt(f),
            Self::Db(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for LineRefusal {}

impl From<DbError> for LineRefusal {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<BookRefusal> for LineRefusal {
    fn from(refusal: BookRefusal) -> Self {
        match refusal {
            BookRefusal::Db(error) => Self::Db(error),
            other => Self::Book(other),
        }
    }
}

/// Takes a statement in, all or nothing. `account` tells apart accounts of one entity whose banks number alike. A line that was
/// taken in before, by whichever statement, changes nothing.
///
/// `draw` gives fresh random bytes for each line.
///
/// # Errors
///
/// A line in another currency than the books; the database's.
pub fn import(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    account: &str,
    payments: &[statement::Payment],
    now: i64,
    mut draw: impl FnMut() -> Chance,
) -> Result<Imported, LineRefusal> {
    for (at, payment) in (1..).zip(payments) {
        if let Some(code) = &payment.currency
            && !code.eq_ignore_ascii_case(entity.currency.code())
        {
            return Err(LineRefusal::Currency { at, found: code.clone(), books: entity.currency.code() });
        }
    }
    let mut done = Imported::default();
    let mut seen: HashMap<String, u64> = HashMap::new();
    for payment in payments {
        done.lines += 1;
        if payment.amount == 0 {
            // Some banks write notes as lines of nothing.
            done.known += 1;
            continue;
        }
        // What the bank calls it; or, where it has no name, what it says, and the how-manieth of this statement says so.
        let what = match &payment.bank_id {
            Some(id) => format!("id\u{0}{id}"),
            None => format!("{}\u{0}{}", payment.payer, payment.text),
        };
        let key =
            format!("{}\u{0}{account}\u{0}{}\u{0}{}\u{0}{what}", entity.name, payment.day, payment.amount);
        let times = seen.entry(key.clone()).and_modify(|times| *times += 1).or_insert(1);
        let same = office.secrets.index("bank line", &format!("{key}\u{0}{times}"));
        let chance = draw();
        let put = "INSERT INTO bank_line (entity, same, day, amount, payer, says, stands, times, imported)
                   VALUES ($1, $2, $3, $4, $5, $6, 'open', 0, $7) ON CONFLICT (same) DO NOTHING RETURNING id";
        let payer =
            office.secrets.seal("line.payer", &super::line(&payment.payer, 300), nonce(&chance, 0, 0));
        let says =
            office.secrets.seal("line.says", &super::line(&payment.text, 1_000), nonce(&chance, 0, 12));
        let row = sql.row(
            put,
            &values![number(entity.id), same.as_slice(), &payment.day, payment.amount, payer, says, now],
        )?;
        let Some(row) = row else {
            done.known += 1;
            continue;
        };
        let id = row.count(0)?;
        match verdict(sql, office, entity, payment)? {
            Verdict::Exact(pledge) => {
                give(sql, office, entity, (id, payment), pledge, LineStands::Matched, now, chance)?;
                done.matched += 1;
            }
            Verdict::Suggested(pledge, why) => {
                let keep = "UPDATE bank_line SET pledge = $2, why = $3 WHERE id = $1";
                sql.run(keep, &values![number(id), number(pledge), why])?;
                done.suggested += 1;
            }
            Verdict::Unknown => done.unknown += 1,
        }
    }
    Ok(done)
}

fn verdict(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    payment: &statement::Payment,
) -> Result<Verdict, DbError> {
    if payment.amount < 0 {
        return Ok(Verdict::Unknown);
    }
    let asked = Payment {
        entity,
        amount: payment.amount,
        currency: payment.currency.as_deref(),
        payer: &payment.payer,
        text: &payment.text,
    };
    let (whole, near) = candidates(&payment.text);
    let mut find = |ids: &[u64]| {
        let mut found = Vec::new();
        for id in ids {
            found.extend(pledge::one(sql, office, *id)?);
        }
        Ok::<Vec<Pledge>, DbError>(found)
    };
    let whole = find(&whole)?;
    if !whole.is_empty() {
        return Ok(matching::judge(&asked, &whole, &[], &[]));
    }
    let near = find(&near)?;
    let named = waiting_of_name(sql, office, entity, payment)?;
    Ok(matching::judge(&asked, &[], &near, &named))
}

/// The pledges that wait for this amount, by somebody of the payer's name.
fn waiting_of_name(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    payment: &statement::Payment,
) -> Result<Vec<Pledge>, DbError> {
    let find = "SELECT id FROM pledge WHERE entity = $1 AND amount = $2 AND stands IN ('promised', 'running')
                AND way = 'transfer' ORDER BY id LIMIT $3";
    let rows = sql.rows(find, &values![number(entity.id), payment.amount, MOST_NAMED])?;
    let mut found = Vec::new();
    for row in rows {
        let pledge = pledge::one(sql, office, row.count(0)?)?;
        let same =
            |pledge: &Pledge| pledge.name.as_deref().is_some_and(|name| same_name(name, &payment.payer));
        found.extend(pledge.filter(same));
    }
    Ok(found)
}

/// Books a line as a gift of a pledge, and issues its receipt.
#[expect(clippy::too_many_arguments, reason = "a line, its pledge, and what every act needs")]
fn give(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    (id, payment): (u64, &statement::Payment),
    pledge: u64,
    stands: LineStands,
    now: i64,
    chance: Chance,
) -> Result<(), LineRefusal> {
    let origin = origin(sql, id)?;
    let new = New {
        entity: entity.id,
        kind: Kind::Gift,
        amount: payment.amount,
        day: &payment.day,
        through: Through::Bank,
        pledge: Some(pledge),
        about: None,
        origin: &origin,
        payment: None,
        giver: None,
    };
    let booked =
        booking::book(sql, &new, now)?.ok_or_else(|| DbError::Form("a line is booked twice".to_owned()))?;
    settle(sql, id, stands, Some(pledge), Some(booked))?;
    receipt::issue(sql, office, booked, now, chance)?;
    Ok(())
}

/// The origin of a line's next booking: it may have been assigned and taken back before.
fn origin(sql: &mut dyn Sql, id: u64) -> Result<String, DbError> {
    let count = "UPDATE bank_line SET times = times + 1 WHERE id = $1 RETURNING times";
    Ok(format!("line:{id}:{}", sql.number(count, &values![number(id)])?))
}

fn settle(
    sql: &mut dyn Sql,
    id: u64,
    stands: LineStands,
    pledge: Option<u64>,
    booking: Option<u64>,
) -> Result<(), DbError> {
    let settle = "UPDATE bank_line SET stands = $2, pledge = $3, why = NULL, booking = $4 WHERE id = $1";
    sql.run(settle, &values![number(id), stands.word(), pledge.map(number), booking.map(number)]).map(|_| ())
}

/// What a person says that a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// A gift of this pledge.
    Pledge(u64),
    /// A gift without a pledge, whose giver is entered later if at all.
    Gift,
    /// The refund of a gift, by its booking.
    Refund(u64),
    /// A fee of the bank.
    Fee,
    /// The card processor's payout, or a deposit from this.
    Payout(Through),
    /// Other money, in or out.
    Other,
    /// Nothing for these books.
    Ignored,
}

/// Assigns an open line, as a person says.
///
/// # Errors
///
/// Where it is not open, or cannot be this.
pub fn assign(
    sql: &mut dyn Sql,
    office: &Office,
    id: u64,
    meant: Meant,
    now: i64,
    chance: Chance,
) -> Result<(), LineRefusal> {
    let line =
        one(sql, office, id)?.filter(|line| line.stands == LineStands::Open).ok_or(LineRefusal::Gone)?;
    let entity = super::entity::numbered(sql, line.entity)?;
    let comes_in = line.amount > 0;
    let (kind, wants_in) = match meant {
        Meant::Ignored => return Ok(settle(sql, id, LineStands::Ignored, None, None)?),
        Meant::Pledge(pledge) => {
            pledge::one(sql, office, pledge)?
                .filter(|pledge| pledge.entity == entity.id)
                .ok_or(LineRefusal::Pledge)?;
            if !comes_in {
                return Err(LineRefusal::Direction);
            }
            let payment = statement::Payment {
                day: line.day,
                amount: line.amount,
                currency: None,
                payer: line.payer,
                text: line.text,
                bank_id: None,
            };
            return give(sql, office, &entity, (id, &payment), pledge, LineStands::Assigned, now, chance);
        }
        Meant::Gift => (Kind::Gift, true),
        Meant::Refund(_) => (Kind::Refund, false),
        Meant::Fee => (Kind::Fee, false),
        Meant::Payout(_) => (Kind::Payout, true),
        Meant::Other => (if comes_in { Kind::OtherIn } else { Kind::OtherOut }, comes_in),
    };
    if wants_in != comes_in {
        return Err(LineRefusal::Direction);
    }
    let (through, about) = match meant {
        Meant::Payout(Through::Bank) => return Err(LineRefusal::Direction),
        Meant::Payout(from) => (from, None),
        Meant::Refund(gift) => (Through::Bank, Some(gift)),
        _ => (Through::Bank, None),
    };
    let origin = origin(sql, id)?;
    let giver = (kind == Kind::Gift).then(|| booking::Giver {
        person: None,
        name: office.secrets.seal("booking.name", &line.payer, nonce(&chance, 0, 0)),
        address: None,
    });
    let new = New {
        entity: entity.id,
        kind,
        amount: line.amount.abs(),
        day: &line.day,
        through,
        pledge: None,
        about,
        origin: &origin,
        payment: None,
        giver,
    };
    let booked =
        booking::book(sql, &new, now)?.ok_or_else(|| DbError::Form("a line is booked twice".to_owned()))?;
    settle(sql, id, LineStands::Assigned, None, Some(booked))?;
    match (kind, about) {
        (Kind::Gift, _) => receipt::issue(sql, office, booked, now, chance).map(|_| ())?,
        (Kind::Refund, Some(gift)) => receipt::after_refund(sql, office, gift, now, chance)?,
        _ => {}
    }
    Ok(())
}

/// Opens a line again that was assigned, matched or ignored: its booking is taken back, and its receipt cancelled.
///
/// # Errors
///
/// Where it is open, or something rests on its booking.
pub fn reopen(
    sql: &mut dyn Sql,
    office: &Office,
    id: u64,
    now: i64,
    chance: Chance,
) -> Result<(), LineRefusal> {
    let line =
        one(sql, office, id)?.filter(|line| line.stands != LineStands::Open).ok_or(LineRefusal::Gone)?;
    if let Some(booked) = line.booking {
        receipt::cancel_of(sql, office, booked, "the payment was booked wrongly", now, chance)?;
        booking::take_back(sql, booked, now)?;
    }
    Ok(settle(sql, id, LineStands::Open, None, None)?)
}

const COLUMNS: &str =
    "SELECT id, entity, day, amount, payer, says, stands, pledge, why, booking FROM bank_line";

fn of(row: &Row, office: &Office) -> Result<Line, DbError> {
    let id = |column| Ok::<_, DbError>(row.maybe_int(column)?.and_then(|id| u64::try_from(id).ok()));
    let stands = row.text(6)?;
    Ok(Line {
        id: row.count(0)?,
        entity: row.count(1)?,
        day: row.text(2)?.to_owned(),
        amount: row.int(3)?,
        payer: opened(&office.secrets, "line.payer", row.maybe_bytes(4)?)?.unwrap_or_default(),
        text: opened(&office.secrets, "line.says", row.maybe_bytes(5)?)?.unwrap_or_default(),
        stands: LineStands::read(stands).ok_or_else(|| DbError::Form(format!("a line is `{stands}`")))?,
        pledge: id(7)?,
        why: row.maybe_text(8)?.map(str::to_owned),
        booking: id(9)?,
    })
}

/// A line by its row, if there is one.
///
/// # Errors
///
/// The database's.
pub fn one(sql: &mut dyn Sql, office: &Office, id: u64) -> Result<Option<Line>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![number(id)])?;
    row.as_ref().map(|row| of(row, office)).transpose()
}

/// The lines that stand so, the latest day first.
///
/// # Errors
///
/// The database's.
pub fn list(sql: &mut dyn Sql, office: &Office, stands: LineStands, most: u32) -> Result<Vec<Line>, DbError> {
    let find = format!("{COLUMNS} WHERE stands = $1 ORDER BY day DESC, id DESC LIMIT $2");
    let rows = sql.rows(&find, &values![stands.word(), i64::from(most)])?;
    rows.iter().map(|row| of(row, office)).collect()
}

/// How many lines stand how.
///
/// # Errors
///
/// The database's.
pub fn figures(sql: &mut dyn Sql) -> Result<Vec<(String, u64)>, DbError> {
    let rows = sql.rows("SELECT stands, COUNT(*) FROM bank_line GROUP BY stands ORDER BY stands", &[])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?))).collect()
}

/// The pledges that still wait, for a choice at the desk.
///
/// # Errors
///
/// The database's.
pub fn waiting(sql: &mut dyn Sql, office: &Office) -> Result<Vec<Pledge>, DbError> {
    let mut all = pledge::list(sql, office, Some(Stands::Running), 500)?;
    all.extend(pledge::list(sql, office, Some(Stands::Promised), 500)?);
    Ok(all)
}
