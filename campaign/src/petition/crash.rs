//! Crashes: a load of signers in a program of its own, whose power is cut or which is killed; nothing that was acknowledged may
//! be lost, and nothing may be there twice.
//!
//! They run on Linux, where strace records what is asked of the disk. The program is this test program, told to run
//! [`load::a_load_of_signers`] alone. It writes a line for each signature as soon as it is acknowledged.

mod kill;
mod load;
mod power;

use super::{Petition, count};
use crate::{
    TABLES,
    db::{Db, DbError, Sql},
    values,
};
use record::store::Location;
use std::collections::BTreeMap;

/// How far a mailbox came, as far as was acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    /// The signature is kept, and the letter that asks to confirm it.
    Asked,
    /// It counts, and the letter with the receipt is queued.
    Signed,
    /// It is withdrawn.
    Withdrawn,
}

/// The mailboxes, each with how far it came.
type Acknowledged = BTreeMap<String, Came>;

/// Opens the tables as after a crash; what was acknowledged and is not there, or is there twice.
fn lost(acknowledged: &Acknowledged, location: &Location) -> Option<String> {
    if acknowledged.is_empty() {
        return None;
    }
    let looked = Db::open(location, TABLES).and_then(|db| db.read(|sql| missing(acknowledged, sql)));
    looked.unwrap_or_else(|error| Some(error.to_string()))
}

fn missing(acknowledged: &Acknowledged, sql: &mut dyn Sql) -> Result<Option<String>, DbError> {
    let secrets = load::secrets();
    let letters = letters(sql)?;
    let rows = sql.rows("SELECT person, stands FROM signature WHERE person IS NOT NULL", &[])?;
    let mut stands = BTreeMap::new();
    for row in &rows {
        if stands.insert(row.bytes(0)?.to_vec(), row.text(1)?.to_owned()).is_some() {
            return Ok(Some("a mailbox has signed twice".into()));
        }
    }
    for (mailbox, came) in acknowledged {
        let person = secrets.index("address", mailbox).to_vec();
        let sent = |kind: &str| letters.get(&(person.clone(), kind.to_owned())).copied().unwrap_or(0);
        let (asked, receipts) = (sent("confirm-signature"), sent("receipt"));
        let stands = stands.get(&person).map_or("nowhere", String::as_str);
        // Nobody carries letters here: one that still waits goes with a signature that is withdrawn.
        let asks = asked == 1 || (asked == 0 && load::withdraws(mailbox));
        let kept = match came {
            Came::Asked => asks && receipts <= 1,
            Came::Signed | Came::Withdrawn => asks && receipts == 1,
        };
        let there = match came {
            Came::Asked => stands == "asked" || stands == "signed" || load::withdraws(mailbox),
            Came::Signed => stands == "signed" || load::withdraws(mailbox),
            Came::Withdrawn => stands == "nowhere",
        };
        if !kept || !there {
            return Ok(Some(format!(
                "{mailbox} came to {came:?}; it stands {stands}, with {asked} letters and {receipts} receipts"
            )));
        }
    }
    contradiction(sql)
}

/// How many letters of each kind went to each person.
fn letters(sql: &mut dyn Sql) -> Result<BTreeMap<(Vec<u8>, String), i64>, DbError> {
    let rows = sql.rows("SELECT person, kind, COUNT(*) FROM mail GROUP BY person, kind", &[])?;
    rows.iter().map(|row| Ok(((row.bytes(0)?.to_vec(), row.text(1)?.to_owned()), row.int(2)?))).collect()
}

/// What does not fit together in the tables themselves.
fn contradiction(sql: &mut dyn Sql) -> Result<Option<String>, DbError> {
    let mut number = |text: &str| sql.number(text, &[]);
    let leaves = number("SELECT COALESCE(MAX(leaves), 0) FROM petition")?;
    let (places, last) = (
        number("SELECT COUNT(*) FROM signature WHERE leaf IS NOT NULL")?,
        number("SELECT COALESCE(MAX(leaf), -1) FROM signature")?,
    );
    let receipts = number("SELECT COUNT(*) FROM mail WHERE kind = 'receipt'")?;
    if (places, last + 1, receipts) != (leaves, leaves, leaves) {
        return Ok(Some(format!(
            "{leaves} were confirmed, {places} have a place, the last {last}; {receipts} receipts"
        )));
    }
    let Some(petition) = super::named(sql, load::PETITION)? else { return Ok(Some("no petition".into())) };
    counts(sql, &petition)
}

fn counts(sql: &mut dyn Sql, petition: &Petition) -> Result<Option<String>, DbError> {
    let (kept, anew) = (count::by_country(sql, petition)?, count::counted_anew(sql, petition)?);
    Ok((kept != anew).then(|| format!("{kept:?} are counted, and {anew:?} are there")))
}

/// The row of a mailbox's signature.
fn row_of(sql: &mut dyn Sql, mailbox: &str) -> Result<Option<u64>, DbError> {
    let person = load::secrets().index("address", mailbox);
    let row = sql.row("SELECT id FROM signature WHERE person = $1", &values![person.as_slice()])?;
    row.map(|row| row.count(0)).transpose()
}
