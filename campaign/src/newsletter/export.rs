//! Subscribers as a file to take elsewhere: each with where, when and how they agreed. Only those who are on the list stand in it;
//! of whoever left no address is kept.

use super::{List, number};
use crate::{
    cell,
    db::{DbError, Row, Sql},
    gift::day_of,
    office::Office,
    values,
};
use csv::Writer;
use serde_json::{Map, Value, json};
use std::{fmt, io::Write};

/// How many rows are read at once.
const AT_ONCE: i64 = 5_000;

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Our own.
    Own,
    /// That of listmonk's export, the consent among the attributes.
    Listmonk,
}

/// Why nothing is exported.
#[derive(Debug)]
pub enum ExportError {
    /// The database.
    Db(DbError),
    /// The file.
    File(String),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Db(error) => error.fmt(f),
            Self::File(says) => write!(f, "the file cannot be written: {says}"),
        }
    }
}

impl std::error::Error for ExportError {}

impl From<DbError> for ExportError {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

/// Writes the subscribers of a list as CSV; how many there are.
///
/// # Errors
///
/// The database's and the file's.
pub fn export(
    sql: &mut dyn Sql,
    office: &Office,
    list: &List,
    form: Form,
    out: &mut dyn Write,
) -> Result<u64, ExportError> {
    let mut file = Writer::from_writer(out);
    let failed = |error: csv::Error| ExportError::File(error.to_string());
    file.write_record(match form {
        Form::Own => {
            ["email", "list", "status", "consent_where", "consent_when", "consent_how", "name", "attributes"]
                .as_slice()
        }
        Form::Listmonk => {
            ["uuid", "email", "name", "attributes", "status", "created_at", "updated_at"].as_slice()
        }
    })
    .map_err(failed)?;
    let (mut last, mut count) = (0, 0);
    loop {
        let next =
            "SELECT id, person, address, provenance, confirmed, agreed, agreed_how, details FROM subscriber
                    WHERE list = $1 AND stands = 'subscribed' AND id > $2 ORDER BY id LIMIT $3";
        let rows = sql.rows(next, &values![number(list.id), last, AT_ONCE])?;
        let Some(end) = rows.last() else { break };
        last = end.int(0)?;
        for row in &rows {
            let person = Person::of(office, row)?;
            let record = match form {
                Form::Own => person.own(list),
                Form::Listmonk => person.listmonk(),
            };
            file.write_record(record.iter().map(|text| cell::safe(text))).map_err(failed)?;
            count += 1;
        }
    }
    file.flush().map_err(|error| ExportError::File(error.to_string()))?;
    Ok(count)
}

struct Person {
    uuid: String,
    address: String,
    place: String,
    when: i64,
    how: String,
    name: String,
    attributes: Map<String, Value>,
}

impl Person {
    fn of(office: &Office, row: &Row) -> Result<Self, DbError> {
        let open = |place: &str, kept: &[u8]| {
            let text = office.secrets.unseal(place, kept);
            text.map_err(|error| DbError::Form(format!("a subscriber cannot be read: {error}")))
        };
        let details = row.maybe_bytes(7)?.map(|kept| open("subscriber.details", kept)).transpose()?;
        let details: Value = details.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Ok(Self {
            uuid: uuid(row.bytes(1)?),
            address: open("subscriber.address", row.bytes(2)?)?,
            place: row.text(3)?.to_owned(),
            when: row.maybe_int(5)?.or(row.maybe_int(4)?).unwrap_or_default(),
            how: row
                .maybe_text(6)?
                .unwrap_or("by the button of a page that a letter to the address opened")
                .to_owned(),
            name: details["name"].as_str().unwrap_or_default().to_owned(),
            attributes: details["attributes"].as_object().cloned().unwrap_or_default(),
        })
    }

    fn own(self, list: &List) -> Vec<String> {
        let attributes = match self.attributes.is_empty() {
            true => String::new(),
            false => Value::Object(self.attributes).to_string(),
        };
        let when = day_of(self.when);
        vec![
            self.address,
            list.name.clone(),
            "subscribed".into(),
            self.place,
            when,
            self.how,
            self.name,
            attributes,
        ]
    }

    fn listmonk(mut self) -> Vec<String> {
        let when = day_of(self.when);
        let consent = json!({ "where": self.place, "when": when, "how": self.how });
        self.attributes.insert("consent".into(), consent);
        let attributes = Value::Object(self.attributes).to_string();
        vec![self.uuid, self.address, self.name, attributes, "enabled".into(), when.clone(), when]
    }
}

/// A number for a person that stays the same from export to export, in the form of a UUID of version 8 (RFC 9562, 5.8).
fn uuid(person: &[u8]) -> String {
    let mut bytes = [0u8; 16];
    for (to, from) in bytes.iter_mut().zip(person) {
        *to = *from;
    }
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex[from..to].concat();
    [part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 16)].join("-")
}
