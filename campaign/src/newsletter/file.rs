//! Files of subscribers: CSV with a head, as tables and listmonk write it. Each line is read for itself, and what cannot be read is
//! said with its line.

use crate::cell;
use csv::{ReaderBuilder, StringRecord};
use serde_json::Value;
use std::fmt;

/// A line of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The address as it stands there.
    pub address: String,
    /// A name, if there is one.
    pub name: Option<String>,
    /// What else is kept of the person, as JSON.
    pub attributes: Option<Value>,
    /// How the person stands there, in small letters: `enabled`, `unconfirmed`, `blocklisted`, …
    pub status: String,
    /// On which lists the person is there.
    pub lists: Vec<String>,
    /// Where, when and how the person agreed, as far as it stands there.
    pub consent: [Option<String>; 3],
}

/// Why a file is none of subscribers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It has no line.
    Empty,
    /// It has no column of addresses; the columns that it has.
    NoAddresses(Vec<String>),
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::NoAddresses(columns) => write!(
                f,
                "the file has no column `email` in its first line, but {}",
                columns.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
            ),
        }
    }
}

impl std::error::Error for FileError {}

/// A line with its number, or what is wrong with it.
pub type Numbered = (u64, Result<Line, String>);

/// Reads a file. Commas, semicolons and tabs part its columns, whichever its first line has most of.
///
/// # Errors
///
/// Where it is no such file at all.
pub fn read(bytes: &[u8]) -> Result<Vec<Numbered>, FileError> {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |sign: u8| first.iter().filter(|byte| **byte == sign).count();
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|sign| (count(*sign), *sign == b',')).unwrap_or(b',');
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let head = reader.byte_headers().map_err(|_| FileError::Empty)?.clone();
    let names: Vec<String> = head
        .iter()
        .map(|name| cell::read(&String::from_utf8_lossy(name)).trim().to_ascii_lowercase())
        .collect();
    if names.iter().all(String::is_empty) {
        return Err(FileError::Empty);
    }
    let columns = Columns::of(&names).ok_or_else(|| FileError::NoAddresses(names.clone()))?;
    let mut lines = Vec::new();
    for record in reader.byte_records() {
        lines.push(match record {
            Ok(record) => {
                let number = record.position().map_or(0, csv::Position::line);
                let read = StringRecord::from_byte_record(record)
                    .map_err(|_| "it is not written in UTF-8".to_owned());
                (number, read.and_then(|record| columns.line(&record)))
            }
            Err(error) => {
                (error.position().map_or(0, csv::Position::line), Err("it is no line of CSV".to_owned()))
            }
        });
    }
    Ok(lines)
}

/// Where which column stands.
struct Columns {
    address: usize,
    name: Option<usize>,
    attributes: Option<usize>,
    status: Option<usize>,
    lists: Option<usize>,
    consent: [Option<usize>; 3],
}

impl Columns {
    fn of(names: &[String]) -> Option<Self> {
        let at = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
        Some(Self {
            address: at(&["email", "e-mail", "address", "mail"])?,
            name: at(&["name"]),
            attributes: at(&["attributes", "attribs"]),
            status: at(&["status", "stands"]),
            lists: at(&["lists", "list"]),
            consent: [at(&["consent_where"]), at(&["consent_when"]), at(&["consent_how"])],
        })
    }

    fn line(&self, record: &StringRecord) -> Result<Line, String> {
        let text = |column: Option<usize>| {
            let cell = column.and_then(|column| record.get(column)).map(cell::read).unwrap_or_default();
            (!cell.is_empty()).then(|| cell.to_owned())
        };
        let attributes = match text(self.attributes) {
            None => None,
            Some(written) => {
                let read: Result<Value, _> = serde_json::from_str(&written);
                Some(read.map_err(|_| "its attributes are no JSON".to_owned())?)
            }
        };
        let mut consent = self.consent.map(text);
        // Where our own export for listmonk keeps it.
        if let Some(kept) = attributes.as_ref().and_then(|kept| kept.get("consent")) {
            for (part, name) in consent.iter_mut().zip(["where", "when", "how"]) {
                *part = part.take().or_else(|| kept.get(name)?.as_str().map(str::to_owned));
            }
        }
        let lists = text(self.lists).unwrap_or_default();
        Ok(Line {
            address: text(Some(self.address)).unwrap_or_default(),
            name: text(self.name),
            attributes,
            status: text(self.status).unwrap_or_default().to_lowercase(),
            lists: lists
                .split([';', ',', '|'])
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            consent,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_of_listmonk_is_read() {
        let text = "\u{feff}uuid,email,name,attributes,status,created_at,updated_at\n\
                    1-2,ann@example.org,Ann,\"{\"\"city\"\": \"\"Oslo\"\"}\",enabled,2024-01-02,2024-01-02\n\
                    3-4,bob@example.org,\"Bob\",nonsense,blocklisted,2024-01-02,2024-01-02\n";
        let lines = read(text.as_bytes()).unwrap();
        let (number, ann) = &lines[0];
        let ann = ann.as_ref().unwrap();
        assert_eq!((*number, ann.address.as_str(), ann.status.as_str()), (2, "ann@example.org", "enabled"));
        assert_eq!(ann.attributes.as_ref().unwrap()["city"], "Oslo");
        assert_eq!(lines[1], (3, Err("its attributes are no JSON".into())));
    }

    #[test]
    fn a_table_with_semicolons_is_read() {
        let lines = read(b"Name;E-Mail;consent_where\r\n\"Lee; Ann\";'+a@example.org;a fair\r\n").unwrap();
        let line = lines[0].1.as_ref().unwrap();
        assert_eq!((line.address.as_str(), line.name.as_deref()), ("+a@example.org", Some("Lee; Ann")));
        assert_eq!(line.consent, [Some("a fair".into()), None, None]);
    }

    #[test]
    fn what_is_no_file_of_subscribers_is_refused() {
        assert_eq!(read(b""), Err(FileError::Empty));
        assert_eq!(read(b"a,b\n1,2\n"), Err(FileError::NoAddresses(vec!["a".into(), "b".into()])));
        assert!(read(b"email\n\xff\xfe@x\n").unwrap()[0].1.is_err());
    }

    proptest! {
        #[test]
        fn no_file_panics(text in "(email|status|,|;|\"|\n|\r|'|=|\\PC){0,40}", bytes: Vec<u8>) {
            let _ = (read(text.as_bytes()), read(&bytes));
        }
    }
}
