//! Bank statements: read from CSV, OFX or CAMT.053, as money that came in or went out.

mod camt;
mod csv;
mod ofx;

use serde::{Deserialize, Serialize};
use std::fmt;

pub use self::csv::Columns;

/// The most that a statement may have, in bytes.
pub const MOST_BYTES: usize = 16 << 20;
/// The most payments that one may have.
pub const MOST_PAYMENTS: usize = 100_000;

/// Money that came in, or went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// The day it was booked, `2026-11-24`.
    pub day: String,
    /// In minor units; below nought where it went out.
    pub amount: i64,
    /// ISO 4217, where the statement says it.
    pub currency: Option<String>,
    /// Who paid, as the bank says it.
    pub payer: String,
    /// What they wrote, and every reference the bank gives.
    pub text: String,
    /// What the bank calls this booking: the same in every statement that has it.
    pub bank_id: Option<String>,
}

/// How a statement is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Comma-, semicolon- or tab-separated, with these columns.
    Csv(Columns),
    /// Open Financial Exchange, version 1 or 2.
    Ofx,
    /// ISO 20022 camt.053.
    Camt,
}

/// Why a statement cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementError {
    /// The line or booking, from one, where it is known.
    pub at: Option<usize>,
    /// What is wrong.
    pub says: String,
}

impl StatementError {
    fn new(at: impl Into<Option<usize>>, says: impl Into<String>) -> Self {
        Self { at: at.into(), says: says.into() }
    }
}

impl fmt::Display for StatementError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "the statement cannot be read at {at}: {}", self.says),
            None => write!(f, "the statement cannot be read: {}", self.says),
        }
    }
}

impl std::error::Error for StatementError {}

/// How a statement seems to be written, by how it begins.
pub fn recognise(text: &str) -> Form {
    let head = text.get(..text.len().min(4096)).unwrap_or(text);
    if head.contains("camt.053") || head.contains("<BkToCstmrStmt>") {
        Form::Camt
    } else if head.contains("OFXHEADER") || head.contains("<OFX>") {
        Form::Ofx
    } else {
        Form::Csv(Columns::default())
    }
}

/// The payments of a statement, in its order. All or none: one that cannot be read is an error, and nothing is left out silently.
///
/// # Errors
///
/// Where, and what is wrong.
pub fn read(text: &str, form: &Form) -> Result<Vec<Payment>, StatementError> {
    if text.len() > MOST_BYTES {
        return Err(StatementError::new(None, format!("it has more than {} MB", MOST_BYTES >> 20)));
    }
    if let Form::Csv(_) = form
        && let Some(what) = foreign(text)
    {
        return Err(StatementError::new(None, format!("it is {what}, and no CSV, OFX or CAMT.053")));
    }
    let payments = match form {
        Form::Csv(columns) => csv::read(text, columns)?,
        Form::Ofx => ofx::read(text)?,
        Form::Camt => camt::read(text)?,
    };
    if payments.len() > MOST_PAYMENTS {
        return Err(StatementError::new(None, format!("it has more than {MOST_PAYMENTS} bookings")));
    }
    Ok(payments)
}

/// What a file is that is no table, where it is seen by how it begins: nothing of such a file is read, or repeated to anybody.
fn foreign(text: &str) -> Option<&'static str> {
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    let no_text = |sign: char| sign.is_control() && !sign.is_whitespace();
    if begins.is_empty() {
        Some("empty")
    } else if begins.starts_with("%PDF") {
        Some("a PDF")
    } else if begins.chars().take(512).any(no_text) {
        Some("a picture, an archive or another file that is no text")
    } else if begins.starts_with('<') {
        Some("an XML or HTML file of another kind")
    } else {
        None
    }
}

/// An amount as banks write it, with two decimal places at most, in minor units: `1,234.50`, `1.234,5`, `-12`, `12.00-`.
pub(crate) fn amount(text: &str) -> Option<i64> {
    let packed: String =
        text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\'' && *sign != '+').collect();
    let (packed, negative) = match (packed.strip_prefix(['-', '\u{2212}']), packed.strip_suffix('-')) {
        (Some(rest), _) | (None, Some(rest)) => (rest.to_owned(), true),
        _ => (packed, false),
    };
    // The last sign that separates is the decimal one, unless three digits follow it and it stands more than once or alone
    // among others: then it groups.
    let place = packed.rfind(['.', ',']);
    let (whole, part) = match place {
        Some(place) if packed.len() - place - 1 <= 2 => (&packed[..place], &packed[place + 1..]),
        _ => (packed.as_str(), ""),
    };
    let groups = whole.split(['.', ',']);
    let sound = groups.clone().enumerate().all(|(at, group)| {
        group.bytes().all(|byte| byte.is_ascii_digit()) && (at == 0 || group.len() == 3) && !group.is_empty()
    });
    if !sound || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: String = groups.collect();
    let units: i64 = format!("{digits}{part:0<2}").parse().ok()?;
    Some(if negative { -units } else { units })
}

/// A day as banks write it, `2026-11-24`, `20261124…` or `24.11.2026`; nothing where it is none.
fn day(text: &str) -> Option<String> {
    day_in(text, false)
}

/// The same, where the month may stand first, as in `11/24/2026`.
fn day_in(text: &str, month_first: bool) -> Option<String> {
    let text = text.trim();
    let packed = text.get(..8).filter(|packed| packed.bytes().all(|byte| byte.is_ascii_digit()));
    let parts: Vec<&str> = match packed {
        Some(packed) => vec![packed],
        None => text.split(['.', '/', '-']).collect(),
    };
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*year, *month, day.get(..2)?),
        [month, day, year] if year.len() == 4 && month_first => (*year, *month, *day),
        // 24.11.2026 or 24/11/2026, as everywhere but in the United States.
        [day, month, year] if year.len() == 4 => (*year, *month, *day),
        [packed] if packed.len() == 8 => (packed.get(..4)?, packed.get(4..6)?, packed.get(6..)?),
        _ => return None,
    };
    let date = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_as_banks_write_them() {
        for (text, units) in [
            ("1,234.50", Some(123_450)),
            ("1.234,5", Some(123_450)),
            ("-12", Some(-1_200)),
            ("12.00-", Some(-1_200)),
            ("1'234.00", Some(123_400)),
            ("+7.5", Some(750)),
            ("1,234", Some(123_400)),
            ("0.05", Some(5)),
            ("1 234 567,89", Some(123_456_789)),
            ("", None),
            ("12,3456", None),
            ("1,23,456.00", None),
            ("abc", None),
            ("1e3", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(amount(text), units, "{text}");
        }
    }

    #[test]
    fn days_are_read_as_banks_write_them() {
        for text in
            ["2026-11-24", "20261124120000[-5:EST]", "24.11.2026", "24/11/2026", "2026-11-24T10:00:00"]
        {
            assert_eq!(day(text).as_deref(), Some("2026-11-24"), "{text}");
        }
        for text in ["", "2026-13-01", "31.02.2026", "1/2/3", "tomorrow"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_file_that_is_no_statement_is_not_repeated() {
        let latin = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
        for (text, what) in [
            (latin(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01"), "a picture, an archive"),
            (latin(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "a picture, an archive"),
            (latin(b"PK\x03\x04\x14\0"), "a picture, an archive"),
            (latin(b"%PDF-1.7\n%\xe2\xe3\n"), "a PDF"),
            ("<?xml version=\"1.0\"?>\n<a>1</a>\n".to_owned(), "an XML or HTML file"),
            ("\u{feff}\n<!doctype html><p>Date,Amount".to_owned(), "an XML or HTML file"),
            (" \n".to_owned(), "empty"),
        ] {
            let says = read(&text, &recognise(&text)).unwrap_err().to_string();
            assert!(says.starts_with(&format!("the statement cannot be read: it is {what}")), "{says}");
            assert!(says.ends_with(", and no CSV, OFX or CAMT.053"), "{says}");
            assert!(!says.contains("<?") && !says.contains('\u{ff}'), "{says}");
        }
        let prose = "word ".repeat(10_000);
        assert!(
            read(&prose, &recognise(&prose)).unwrap_err().to_string().len() < 400,
            "a line is not repeated whole"
        );
        assert_eq!(
            read("Date,Amount\n2026-01-01,1\n", &Form::Csv(Columns::default())).map(|all| all.len()),
            Ok(1)
        );
    }

    #[test]
    fn the_month_stands_first_where_that_is_said() {
        assert_eq!(day_in("03/04/2026", true).as_deref(), Some("2026-03-04"));
        assert_eq!(day_in("03/04/2026", false).as_deref(), Some("2026-04-03"));
        assert_eq!(day_in("24/11/2026", true), None, "there is no month 24");
        assert_eq!(day_in("2026-11-24", true).as_deref(), Some("2026-11-24"));
    }

    proptest! {
        #[test]
        fn an_amount_written_is_read_the_same(units in -1_000_000_000_000i64..1_000_000_000_000) {
            let sign = if units < 0 { "-" } else { "" };
            let (whole, part) = (units.unsigned_abs() / 100, units.unsigned_abs() % 100);
            prop_assert_eq!(amount(&format!("{sign}{whole}.{part:02}")), Some(units));
            prop_assert_eq!(amount(&format!("{sign}{whole},{part:02}")), Some(units));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,200}|(<[A-Z/]{1,12}>|[a-z0-9.,;\n\"]){0,80}") {
            for form in [Form::Csv(Columns::default()), Form::Ofx, Form::Camt, recognise(&text)] {
                let _ = read(&text, &form);
            }
            let _ = (amount(&text), day(&text));
        }
    }
}
