//! Statements that were uploaded and wait for a treasurer's word: sealed, and erased once they are taken in or a week is over.

use super::{
    entity::{self, Entity, Jurisdiction},
    line::{Imported, LineRefusal, import},
    opened,
};
use crate::{
    db::{DbError, Sql},
    office::{Chance, Office, nonce},
    people::number,
    statement::{self, Columns, Form, Payment, StatementError},
    values,
};
use std::fmt;

/// A statement that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its row.
    pub id: u64,
    /// To whose accounts it belongs.
    pub entity: Entity,
    /// Which of them, in a word.
    pub account: String,
    /// What its file was called.
    pub name: String,
    /// Its lines.
    pub payments: Vec<Payment>,
}

/// The payments of an entity's statement, in UTF-8 or, as older banks write, in Latin-1. Without `month_first` days in a CSV are read
/// as is usual where the entity stands.
///
/// # Errors
///
/// Where, and what is wrong.
pub fn read(
    bytes: &[u8],
    entity: &Entity,
    month_first: Option<bool>,
) -> Result<Vec<Payment>, StatementError> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    let usual = entity.details.jurisdiction == Jurisdiction::DistrictOfColumbia;
    let form = match statement::recognise(&text) {
        Form::Csv(columns) => Form::Csv(Columns { month_first: month_first.unwrap_or(usual), ..columns }),
        other => other,
    };
    statement::read(&text, &form)
}

/// Keeps a statement that was read, for the look before it is taken in; its row. Of `account` and `name` a line of some length is
/// kept.
///
/// # Errors
///
/// The database's.
pub fn put(
    sql: &mut dyn Sql,
    office: &Office,
    entity: &Entity,
    (account, name): (&str, &str),
    payments: &[Payment],
    now: i64,
    chance: Chance,
) -> Result<u64, DbError> {
    let written = serde_json::to_string(payments).map_err(|error| DbError::Form(error.to_string()))?;
    let sealed = office.secrets.seal("statement.payments", &written, nonce(&chance[0], 0));
    let put = "INSERT INTO bank_statement (entity, account, name, payments, uploaded) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let (account, name) = (super::line(account, 40), super::line(name, 120));
    let id = sql.number(put, &values![number(entity.id), account, name, sealed, now])?;
    u64::try_from(id).map_err(|_| DbError::Form(format!("a statement has row {id}")))
}

/// A statement that waits, if it is there.
///
/// # Errors
///
/// The database's.
pub fn one(sql: &mut dyn Sql, office: &Office, id: u64) -> Result<Option<Upload>, DbError> {
    let find = "SELECT entity, account, name, payments FROM bank_statement WHERE id = $1";
    let Some(row) = sql.row(find, &values![number(id)])? else { return Ok(None) };
    let text = opened(&office.secrets, "statement.payments", Some(row.bytes(3)?))?.unwrap_or_default();
    let payments = serde_json::from_str(&text).map_err(|error| DbError::Form(error.to_string()))?;
    let (account, name) = (row.text(1)?.to_owned(), row.text(2)?.to_owned());
    Ok(Some(Upload { id, entity: entity::numbered(sql, row.count(0)?)?, account, name, payments }))
}

/// The statements that wait, the newest first: row and name.
///
/// # Errors
///
/// The database's.
pub fn waiting(sql: &mut dyn Sql) -> Result<Vec<(u64, String)>, DbError> {
    let rows = sql.rows("SELECT id, name FROM bank_statement ORDER BY id DESC LIMIT 50", &[])?;
    rows.iter().map(|row| Ok((row.count(0)?, row.text(1)?.to_owned()))).collect()
}

/// What ends a look at what an import would do: nothing of it stays.
#[derive(Debug)]
pub enum Look {
    /// What it would do, line by line.
    Would(Imported),
    /// Why it would be refused.
    Refused(LineRefusal),
}

impl fmt::Display for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Would(imported) => imported.fmt(f),
            Self::Refused(refusal) => refusal.fmt(f),
        }
    }
}

impl From<DbError> for Look {
    fn from(error: DbError) -> Self {
        Self::Refused(LineRefusal::Db(error))
    }
}

/// Takes the statement in and always ends in an error, so that its transaction changes nothing: what is shown before is what would
/// happen, by the same hand.
///
/// # Errors
///
/// Always: what would happen.
pub fn look(sql: &mut dyn Sql, office: &Office, upload: &Upload, now: i64) -> Result<(), Look> {
    // Nothing that is sealed here is kept: one draw does for all.
    let draw = || [[0; 32]; 4];
    Err(match import(sql, office, &upload.entity, &upload.account, &upload.payments, now, draw) {
        Ok(imported) => Look::Would(imported),
        Err(refusal) => Look::Refused(refusal),
    })
}

/// Takes a statement in that waits, and erases it; what became of its lines.
///
/// # Errors
///
/// [`LineRefusal::Gone`] where it was taken in before.
pub fn take(
    sql: &mut dyn Sql,
    office: &Office,
    id: u64,
    now: i64,
    draw: impl FnMut() -> Chance,
) -> Result<Imported, LineRefusal> {
    let upload = one(sql, office, id)?.ok_or(LineRefusal::Gone)?;
    if !discard(sql, id)? {
        return Err(LineRefusal::Gone);
    }
    import(sql, office, &upload.entity, &upload.account, &upload.payments, now, draw)
}

/// Erases a statement that waits; whether it was there.
///
/// # Errors
///
/// The database's.
pub fn discard(sql: &mut dyn Sql, id: u64) -> Result<bool, DbError> {
    Ok(sql.run("DELETE FROM bank_statement WHERE id = $1", &values![number(id)])? == 1)
}
