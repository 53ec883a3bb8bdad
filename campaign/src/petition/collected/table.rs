//! A table of signers, read from comma-separated values as spreadsheets write them, with every line that cannot be taken.

use super::mailbox;
use crate::address::Address;
use std::fmt;

/// More rows than this are brought in several files.
const MOST_ROWS: usize = 200_000;
/// The names of columns, each with others under which it comes.
const COLUMNS: [(&str, &[&str]); 5] = [
    ("name", &["name", "full name", "signer"]),
    ("country", &["country", "country code", "state"]),
    ("email", &["email", "e-mail", "address", "email address"]),
    ("comment", &["comment", "remark"]),
    ("date", &["date", "day", "signed"]),
];

/// A signer as a file has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// The name.
    pub name: String,
    /// The country, by its code.
    pub country: String,
    /// The address, if the file has one.
    pub address: Option<Address>,
    /// The comment.
    pub comment: Option<String>,
    /// The day on which they signed: `2025-11-30`.
    pub day: Option<String>,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The signers.
    pub signers: Vec<Signer>,
    /// Lines that cannot be taken, each with why.
    pub refused: Vec<(u64, String)>,
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is not UTF-8.
    Letters,
    /// It lacks a column that is needed.
    Column(&'static str),
    /// It has too many rows.
    Long,
    /// It is no table.
    Form(String),
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letters => f.write_str("the file is not in UTF-8: save it as “CSV UTF-8”"),
            Self::Column(name) => write!(
                f,
                "the first line names no column `{name}`; it is such as: name,country,email,comment,date"
            ),
            Self::Long => write!(f, "the file has more than {MOST_ROWS} rows: bring it in parts"),
            Self::Form(says) => write!(f, "the file is no table of comma-separated values: {says}"),
        }
    }
}

impl std::error::Error for Unread {}

/// Reads a table, separated by commas, semicolons or tabulators. `country` finds the code of what stands for a country.
///
/// # Errors
///
/// Why it cannot be read at all; single lines that cannot be taken are in the [`Table`].
pub fn read(bytes: &[u8], country: &dyn Fn(&str) -> Option<String>) -> Result<Table, Unread> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unread::Letters)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = text.lines().next().unwrap_or_default();
    let separator = *[b';', b'\t', b',']
        .iter()
        .max_by_key(|sign| head.bytes().filter(|byte| byte == *sign).count())
        .unwrap_or(&b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let form = |error: csv::Error| Unread::Form(error.to_string());
    let head = reader.headers().map_err(form)?.clone();
    let column = |name: &str| {
        let names = COLUMNS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, names)| names);
        head.iter().position(|given| names.contains(&given.to_lowercase().as_str()))
    };
    let (Some(names), Some(countries)) = (column("name"), column("country")) else {
        return Err(Unread::Column(if column("name").is_none() { "name" } else { "country" }));
    };
    let (emails, comments, days) = (column("email"), column("comment"), column("date"));
    let mut table = Table::default();
    for row in reader.records() {
        let row = row.map_err(form)?;
        let line = row.position().map_or(0, csv::Position::line);
        let at = |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or_default();
        if row.iter().all(str::is_empty) {
            continue;
        }
        if table.signers.len() + table.refused.len() == MOST_ROWS {
            return Err(Unread::Long);
        }
        let read = || {
            let name = at(Some(names));
            if name.is_empty() || name.chars().count() > 100 || name.contains(char::is_control) {
                return Err("a name has between 1 and 100 characters, in one line".to_owned());
            }
            let country = country(at(Some(countries))).ok_or_else(|| {
                format!(
                    "`{}` is no country of today: a name or a code such as NOR",
                    short(at(Some(countries)))
                )
            })?;
            let comment = at(comments);
            if comment.chars().count() > 600 {
                return Err("a comment has at most 600 characters".to_owned());
            }
            let day = at(days);
            if !day.is_empty() && day.parse::<jiff::civil::Date>().is_err() {
                return Err(format!("`{}` is no day, such as 2025-11-30", short(day)));
            }
            let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            Ok(Signer {
                name: name.to_owned(),
                country,
                address: mailbox(at(emails))?,
                comment: filled(comment),
                day: filled(day),
            })
        };
        match read() {
            Ok(signer) => table.signers.push(signer),
            Err(says) => table.refused.push((line, says)),
        }
    }
    Ok(table)
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn country(text: &str) -> Option<String> {
        match text {
            "NOR" | "Norway" => Some("NOR".to_owned()),
            "DEU" => Some("DEU".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn tables_come_as_spreadsheets_write_them() {
        let files = [
            "name,country,email\nAnn Lee,Norway,ann@example.org\n",
            "\u{feff}Country;E-Mail;Full name\r\nNOR;ann@example.org;Ann Lee\r\n\r\n;;\r\n",
            "Name\tCountry\tAddress\n\"Ann Lee\"\tNOR\tann@example.org",
        ];
        for file in files {
            let table = read(file.as_bytes(), &country).unwrap();
            assert_eq!((table.signers.len(), table.refused.len()), (1, 0), "{file}");
            let signer = &table.signers[0];
            assert_eq!((signer.name.as_str(), signer.country.as_str()), ("Ann Lee", "NOR"));
            assert_eq!(signer.address.as_ref().map(Address::mailbox).as_deref(), Some("ann@example.org"));
        }
    }

    #[test]
    fn a_line_that_cannot_be_taken_is_named_and_the_others_are_taken() {
        let file = "name,country,email,comment,date\nAnn,NOR,,,2025-11-30\n,NOR,,,\nBob,Atlantis,,,\nCy,NOR,cy@,,\nDi,DEU,,,soon\n";
        let table = read(file.as_bytes(), &country).unwrap();
        assert_eq!(table.signers.len(), 1);
        let lines: Vec<_> = table.refused.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 4, 5, 6]);
        assert!(table.refused[1].1.contains("`Atlantis` is no country"));
    }

    #[test]
    fn what_is_no_table_is_refused_with_what_would_be_right() {
        assert_eq!(read(b"\xff\xfe", &country), Err(Unread::Letters));
        assert_eq!(read(b"", &country), Err(Unread::Column("name")));
        assert_eq!(read(b"name\nAnn", &country), Err(Unread::Column("country")));
    }

    proptest! {
        #[test]
        fn no_file_panics(text in "(name|country|email|[,;\\t\"\\n]|\\PC){0,60}") {
            let _ = read(text.as_bytes(), &country);
        }
    }
}
