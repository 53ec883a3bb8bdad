//! A statement is taken in: what is known is passed over, what carries a reference is booked, the rest waits.

use super::{LineRefusal, LineStands, assign::give};
use crate::{
    db::{DbError, Sql},
    gift::{
        entity::Entity,
        matching::{self, Payment, Verdict, near, same_name, whole},
        pledge::{self, Pledge},
    },
    office::{Chance, Office, nonce},
    people::number,
    statement, values,
};
use std::{collections::HashMap, fmt};

/// How many waiting pledges are looked through for a payer's name.
const MOST_NAMED: i64 = 2_000;

/// What became of a line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// It was taken in before, or moves nothing.
    Known,
    /// Its reference matched this pledge: it is booked, and its receipt goes out.
    Matched(u64),
    /// It may be of this pledge; why that is not certain.
    Suggested(u64, String),
    /// Nothing is known of it.
    Unknown,
}

/// What an import did, line by line in the order of the statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// What became of each.
    pub lines: Vec<Became>,
}

impl Imported {
    /// How many were known already.
    pub fn known(&self) -> usize {
        self.count(|one| *one == Became::Known)
    }

    /// How many are booked.
    pub fn matched(&self) -> usize {
        self.count(|one| matches!(one, Became::Matched(_)))
    }

    /// How many wait for a person.
    pub fn waiting(&self) -> usize {
        self.count(|one| matches!(one, Became::Suggested(..) | Became::Unknown))
    }

    fn count(&self, is: impl Fn(&Became) -> bool) -> usize {
        self.lines.iter().filter(|one| is(one)).count()
    }
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (all, known) = (self.lines.len(), self.known());
        write!(f, "{all} lines: {known} known before, {} booked, {} waiting", self.matched(), self.waiting())
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
        if payment.amount == 0 {
            // Some banks write notes as lines of nothing.
            done.lines.push(Became::Known);
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
            office.secrets.seal("line.payer", &crate::gift::line(&payment.payer, 300), nonce(&chance[0], 0));
        let says =
            office.secrets.seal("line.says", &crate::gift::line(&payment.text, 1_000), nonce(&chance[0], 12));
        let row = sql.row(
            put,
            &values![number(entity.id), same.as_slice(), &payment.day, payment.amount, payer, says, now],
        )?;
        let Some(row) = row else {
            done.lines.push(Became::Known);
            continue;
        };
        let id = row.count(0)?;
        done.lines.push(match verdict(sql, office, entity, payment)? {
            Verdict::Exact(pledge) => {
                give(sql, office, entity, (id, payment), pledge, LineStands::Matched, now, chance)?;
                Became::Matched(pledge)
            }
            Verdict::Suggested(pledge, why) => {
                let keep = "UPDATE bank_line SET pledge = $2, why = $3 WHERE id = $1";
                sql.run(keep, &values![number(id), number(pledge), &why])?;
                Became::Suggested(pledge, why)
            }
            Verdict::Unknown => Became::Unknown,
        });
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
    let mut find = |ids: &[u64]| {
        let mut found = Vec::new();
        for id in ids {
            found.extend(pledge::one(sql, office, *id)?);
        }
        Ok::<Vec<Pledge>, DbError>(found)
    };
    let whole = find(&whole(&payment.text))?;
    if !whole.is_empty() {
        return match matching::judge(&asked, &whole, &[], &[]) {
            Verdict::Exact(pledge) if is_booked(sql, pledge, payment)? => {
                let why = "a gift of this pledge, of the same day and amount, is booked already";
                Ok(Verdict::Suggested(pledge, why.to_owned()))
            }
            verdict => Ok(verdict),
        };
    }
    let near = find(&near(&payment.text))?;
    let named = waiting_of_name(sql, office, entity, payment)?;
    Ok(matching::judge(&asked, &[], &near, &named))
}

/// Is the same movement booked already, from a statement in another form in which the bank calls it otherwise?
fn is_booked(sql: &mut dyn Sql, pledge: u64, payment: &statement::Payment) -> Result<bool, DbError> {
    let sum =
        "SELECT CAST(COALESCE(SUM(CASE WHEN amount > 0 THEN 1 ELSE -1 END), 0) AS BIGINT) FROM gift_booking
               WHERE pledge = $1 AND kind = 'gift' AND through = 'bank' AND day = $2 AND ABS(amount) = $3";
    Ok(sql.number(sum, &values![number(pledge), &payment.day, payment.amount])? > 0)
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
