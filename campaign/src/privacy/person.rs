//! What is kept about one person, over all tables: found by the index of their mailbox, opened, and told as the table of what is
//! kept words it.

use super::{As, Basis, KEPT, Kept, Whose};
use crate::{
    address::Address,
    consent,
    db::{DbError, Row, Sql},
    gift,
    office::Office,
    values,
};
use jiff::Timestamp;
use serde::Serialize;

/// What one table keeps about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The table.
    pub table: &'static str,
    /// What its rows are.
    pub title: &'static str,
    /// What they are for.
    pub why: &'static str,
    /// What allows it.
    pub basis: &'static str,
    /// The rows: each its facts, as what they are and what they say.
    pub rows: Vec<Vec<(String, String)>>,
}

/// Everything about an address, table by table; those that hold nothing are left out.
///
/// # Errors
///
/// The database's, or a text that the key does not open.
pub fn of_address(sql: &mut dyn Sql, office: &Office, address: &Address) -> Result<Vec<Held>, DbError> {
    let mut all = Vec::new();
    for kept in KEPT.iter().filter(|kept| kept.is_personal()) {
        let rows = rows(sql, office, kept, address)?;
        if !rows.is_empty() {
            let (table, title, why) = (kept.table, kept.title, kept.why);
            all.push(Held { table, title, why, basis: kept.basis.words(), rows });
        }
    }
    let mailbox = address.mailbox();
    let gifts = gift::privacy::of_person(sql, office, &mailbox)?;
    if !gifts.is_empty() {
        let rows = gifts.into_iter().map(|fact| vec![fact]).collect();
        all.push(Held {
            table: "pledge",
            title: "Your gifts",
            why: "to book, thank for and receipt them; the law on accounts asks for the books",
            basis: Basis::Law.words(),
            rows,
        });
    }
    Ok(all)
}

/// Under which name a table's texts are sealed: its own, but for those that were called by a shorter one.
fn sealed_as(table: &'static str) -> &'static str {
    match table {
        "collected_signature" => "collected",
        "gift_booking" => "booking",
        table => table,
    }
}

/// By which name a table's persons are indexed, and which of its rows are one person's.
fn of_person(kept: &Kept) -> Option<(&'static str, String)> {
    match kept.whose {
        Whose::Person(index) => Some((index, "person = $1".to_owned())),
        Whose::Through(column, table) => {
            let through = KEPT.iter().find(|kept| kept.table == table)?;
            let Whose::Person(index) = through.whose else { return None };
            Some((index, format!("{column} IN (SELECT id FROM {table} WHERE person = $1)")))
        }
        Whose::Nobody => None,
    }
}

fn rows(
    sql: &mut dyn Sql,
    office: &Office,
    kept: &Kept,
    address: &Address,
) -> Result<Vec<Vec<(String, String)>>, DbError> {
    let Some((index, which)) = of_person(kept) else { return Ok(Vec::new()) };
    let person = office.secrets.index(index, &address.mailbox());
    let shown: Vec<_> =
        kept.columns.iter().filter(|column| !matches!(column.kept, As::Index | As::Unshown)).collect();
    let names: Vec<_> = shown.iter().map(|column| column.name).collect();
    // The names are those of the table in this program, never what somebody typed.
    let find = format!("SELECT {} FROM {} WHERE {which} LIMIT 10000", names.join(", "), kept.table);
    let mut out = Vec::new();
    for row in sql.rows(&find, &values![person.as_slice()])? {
        let mut facts = Vec::new();
        for (place, column) in shown.iter().enumerate() {
            let sealed = format!("{}.{}", sealed_as(kept.table), column.name);
            if let Some(says) = said(&row, place, column.kept, office, &sealed)? {
                if kept.table == "consent" && column.name == "wording" {
                    facts.push(("version of the words".to_owned(), consent::version(&says)));
                }
                facts.push((column.what.to_owned(), says));
            }
        }
        out.push(facts);
    }
    Ok(out)
}

/// What a column says, as people read it; nothing where it is empty.
fn said(row: &Row, place: usize, kept: As, office: &Office, sealed: &str) -> Result<Option<String>, DbError> {
    Ok(match kept {
        As::Sealed => match row.maybe_bytes(place)? {
            Some(bytes) => Some(crate::joining::opened(office, sealed, bytes)?),
            None => None,
        },
        As::Text => row.maybe_text(place)?.map(str::to_owned),
        As::Number => row.maybe_int(place)?.map(|number| number.to_string()),
        As::Time => row.maybe_int(place)?.map(moment),
        As::Index | As::Unshown => None,
    }
    .filter(|says| !says.is_empty()))
}

/// A moment as people and programs read it: `2026-12-05 07:30:00 UTC`.
fn moment(at: i64) -> String {
    Timestamp::from_second(at)
        .map_or_else(|_| at.to_string(), |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string())
}

/// The addresses that are kept of this person's mailbox, as they were written.
///
/// # Errors
///
/// The database's, or a text that the key does not open.
pub(super) fn addresses(
    sql: &mut dyn Sql,
    office: &Office,
    address: &Address,
) -> Result<Vec<Address>, DbError> {
    let mut found = Vec::new();
    for kept in KEPT.iter().filter(|kept| kept.table != "own_data") {
        let has =
            |name: &str, how: As| kept.columns.iter().any(|column| column.name == name && column.kept == how);
        if !has("person", As::Index) || !has("address", As::Sealed) {
            continue;
        }
        // Gifts are worded by their own area, and found by the same index.
        let index = if let Whose::Person(index) = kept.whose { index } else { "address" };
        let person = office.secrets.index(index, &address.mailbox());
        let find =
            format!("SELECT address FROM {} WHERE person = $1 AND address IS NOT NULL LIMIT 100", kept.table);
        for row in sql.rows(&find, &values![person.as_slice()])? {
            let text =
                crate::joining::opened(office, &format!("{}.address", sealed_as(kept.table)), row.bytes(0)?)?;
            found.extend(Address::read(&text));
        }
    }
    Ok(found)
}

/// Everything about an address as JSON, for download.
///
/// # Errors
///
/// As [`of_address`].
pub fn json(sql: &mut dyn Sql, office: &Office, address: &Address, now: i64) -> Result<String, DbError> {
    let held = of_address(sql, office, address)?;
    let areas: Vec<serde_json::Value> = held
        .iter()
        .map(|held| {
            let rows: Vec<serde_json::Map<_, _>> = held
                .rows
                .iter()
                .map(|row| row.iter().map(|(what, says)| (what.clone(), says.clone().into())).collect())
                .collect();
            serde_json::json!({ "table": held.table, "what": held.title, "why": held.why, "basis": held.basis, "rows": rows })
        })
        .collect();
    let all = serde_json::json!({ "address": address.to_string(), "as of": moment(now), "kept": areas });
    serde_json::to_string_pretty(&all).map_err(|error| DbError::Form(error.to_string()))
}
