//! Importing figures from the files that publishers ship, or that a user has made.
//!
//! Nothing is dropped silently: whatever a file holds is placed, counted as missing, or reported with its
//! line and the reason. Nothing is guessed either: two rows that contradict each other are both left out and
//! reported, and a bare number is no state until somebody says in which scheme. Knows nothing of where the
//! figures are kept: see [`crate::user_data`].

mod columns;
mod error;
mod place;
mod plain;
mod reason;
mod rows;
mod ucdp;
mod vdem;
mod world_bank;

pub use error::{ImportError, MOST_BYTES, MOST_ROW_BYTES, MOST_ROWS};
pub use place::{Placed, Rounded, Series, column_of};
pub use reason::{NotPlaced, Reason, Refused, by_reason, ranges};
pub use rows::Encoding;

use crate::{World, recognise::Codes};
use columns::Header;
use rows::Rows;
use std::io::{BufRead, BufReader, Cursor, Read};

/// Whose file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// V-Dem, country-year, as CSV.
    Vdem,
    /// An indicator of the World Bank, as CSV: lines about the file, then a column a year.
    WorldBank,
    /// The UCDP/PRIO Armed Conflict Dataset as CSV.
    Ucdp,
    /// A row a state and year.
    Plain,
}

impl Format {
    /// Every format and the word for it.
    pub const ALL: [(&'static str, Self); 4] =
        [("vdem", Self::Vdem), ("world-bank", Self::WorldBank), ("ucdp", Self::Ucdp), ("plain", Self::Plain)];

    /// The word for it on the command line.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, format)| *format == self).map_or("plain", |(word, _)| word)
    }

    /// What a person calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Vdem => "V-Dem, country-year",
            Self::WorldBank => "World Bank indicator",
            Self::Ucdp => "UCDP/PRIO Armed Conflict Dataset",
            Self::Plain => "a row a state and year",
        }
    }
}

/// What to read of a file, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name that conditions will use.
    pub indicator: String,
    /// Whose file it is; by its header where nothing is said.
    pub format: Option<Format>,
    /// The column (V-Dem), the indicator's code (World Bank) or the conflicts meant (UCDP).
    pub column: Option<String>,
    /// The column that names the state.
    pub state_column: Option<String>,
    /// The column of the year.
    pub year_column: Option<String>,
    /// The column of the value.
    pub value_column: Option<String>,
    /// The scheme of the states' codes; by format and header where it is [`Codes::Auto`].
    pub codes: Codes,
    /// How the letters are written.
    pub encoding: Encoding,
}

impl Options {
    /// Everything by the file's own header.
    pub fn named(indicator: &str) -> Self {
        Self { indicator: indicator.to_owned(), ..Self::default() }
    }
}

/// What a file held.
#[derive(Clone, Debug)]
pub struct Import {
    /// Whose file it is.
    pub format: Format,
    /// The scheme in which states were looked up.
    pub codes: Codes,
    /// What separates the fields.
    pub separator: char,
    /// How many rows there are below the header.
    pub rows: usize,
    /// The indicator asked for first, then its bounds where the file has them.
    pub series: Vec<Series>,
    /// What could not be placed, by line.
    pub not_placed: Vec<NotPlaced>,
    /// What was decided and should be known.
    pub notes: Vec<String>,
    /// What the file says about itself.
    pub about: About,
}

/// What a file says about itself, as far as its format has a place for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What the publisher calls the indicator.
    pub title: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// Who publishes it.
    pub source: Option<String>,
    /// On what terms.
    pub licence: Option<String>,
    /// Which edition it is.
    pub vintage: Option<String>,
}

/// Years beyond the panel's last that a newer file may reach.
pub const YEARS_AHEAD: i32 = 10;

/// Can a condition use this name?
pub fn is_indicator_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(plain)
        && !["groups", "true", "false", "null", "in"].contains(&name)
}

/// Reads a whole file that is in memory.
pub fn read(bytes: &[u8], world: &World, options: &Options) -> Result<Import, ImportError> {
    read_from(bytes, world, options)
}

/// Reads a file as it comes, row by row, so that V-Dem's fullest table needs no more memory than its values.
pub fn read_from(mut input: impl Read, world: &World, options: &Options) -> Result<Import, ImportError> {
    if !is_indicator_name(&options.indicator) {
        return Err(ImportError::BadName(options.indicator.clone()));
    }
    let mut start = Vec::new();
    let read = input.by_ref().take(1 << 16).read_to_end(&mut start);
    read.map_err(|error| ImportError::Read(error.to_string()))?;
    let start = without_mark(&start)?.to_vec();
    let separator = separator_of(&start);
    let format = options.format.unwrap_or_else(|| format_of(&start, separator, options.encoding));
    let whole = BufReader::with_capacity(1 << 16, Cursor::new(start).chain(input));
    let rows = Rows::new(whole, separator, options.encoding);
    let mut import = match format {
        Format::Vdem => vdem::read(rows, world, options)?,
        Format::WorldBank => world_bank::read(rows, world, options)?,
        Format::Ucdp => ucdp::read(rows, world, options)?,
        Format::Plain => plain::read(rows, world, options, separator)?,
    };
    import.separator = char::from(separator);
    import.not_placed.sort_by_key(|row| row.line);
    Ok(import)
}

/// The beginning without its byte-order mark, if it is text at all.
fn without_mark(start: &[u8]) -> Result<&[u8], ImportError> {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    match text {
        [b'P', b'K', 3 | 5, ..] => Err(ImportError::Packed("zip, or a workbook")),
        [0x1f, 0x8b, ..] => Err(ImportError::Packed("gzip")),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(ImportError::Utf16),
        _ if text.contains(&0) => Err(ImportError::NotText),
        _ if text.iter().all(u8::is_ascii_whitespace) => Err(ImportError::Empty),
        _ => Ok(text),
    }
}

/// The separator: whichever of `,`, `;` and tab stands most often in the first line that is not blank.
fn separator_of(start: &[u8]) -> u8 {
    let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    let mut blank = true;
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && !blank => break,
            _ if !quoted => {
                for (separator, count) in &mut counts {
                    *count += usize::from(separator == byte);
                }
            }
            _ => {}
        }
        blank &= byte.is_ascii_whitespace();
    }
    // The first of equals: a comma where there is none of them.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

/// Whose file it is, by the names of its columns.
fn format_of(start: &[u8], separator: u8, encoding: Encoding) -> Format {
    let mut rows = Rows::new(start, separator, encoding);
    // Errors come again, and are told, when the file is read.
    for _ in 0..world_bank::MOST_PREAMBLE {
        let Ok(Some(row)) = rows.next_row() else { break };
        let header = Header::new(row);
        if header.has("country_code") && (header.has("indicator_code") || header.has("series_code")) {
            return Format::WorldBank;
        }
        if header.has("country_text_id") && header.has("year") {
            return Format::Vdem;
        }
        if header.has("gwno_a") && header.has("intensity_level") {
            return Format::Ucdp;
        }
    }
    Format::Plain
}

/// A year as files write it.
fn year_of(text: &str, last: i32) -> Result<i32, Reason> {
    let digits = text.len() <= 9 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = digits.then(|| text.parse::<i32>().ok()).flatten();
    match year {
        None => Err(Reason::NoYear(text.chars().take(40).collect())),
        Some(year) if year < crate::FIRST_YEAR => Err(Reason::TooEarly),
        Some(year) if year > last => Err(Reason::TooLate { last }),
        Some(year) => Ok(year),
    }
}

/// How publishers write that there is no value.
fn is_missing(text: &str) -> bool {
    matches!(
        text,
        "" | "NA" | "N/A" | "n/a" | "#N/A" | "NaN" | "nan" | "null" | "NULL" | "." | ".." | "..." | "…" | "-"
    )
}

/// Text of a file as it may stand in a message: short, and nothing in it that a terminal would obey.
pub fn shown(text: &str) -> String {
    let mut out = String::new();
    for (at, letter) in text.chars().enumerate() {
        if at == 60 {
            out.push('…');
            break;
        }
        match letter {
            letter if letter.is_control() => out.extend(letter.escape_debug()),
            // Marks that reverse the direction of what follows.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.extend(letter.escape_unicode()),
            other => out.push(other),
        }
    }
    out
}

/// Opens the rest of the work for a format: a header row that must be there.
fn header<R: BufRead>(rows: &mut Rows<R>) -> Result<Header, ImportError> {
    Ok(Header::new(rows.next_row()?.ok_or(ImportError::Empty)?))
}

#[cfg(test)]
mod tests;
