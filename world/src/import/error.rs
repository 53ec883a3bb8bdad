//! Why a file as a whole cannot be read. A row that cannot be placed is no error: see [`super::Reason`].

use super::shown;
use std::fmt;

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// There is nothing in it.
    Empty,
    /// It is packed: `zip` or `gzip`.
    Packed(&'static str),
    /// It is UTF-16.
    Utf16,
    /// It is no text: a picture, a program, a workbook of an older kind.
    NotText,
    /// A byte is no UTF-8.
    NotUtf8 {
        /// The line in which the row begins.
        line: u64,
        /// The row up to that byte.
        before: String,
    },
    /// A quotation mark is never closed.
    UnclosedQuote {
        /// The line in which the row begins.
        line: u64,
    },
    /// A row has no end in sight.
    RowTooLong {
        /// The line in which the row begins.
        line: u64,
    },
    /// More bytes than a table of states and years can sensibly have.
    TooManyBytes,
    /// More rows than a table of states and years can sensibly have.
    TooManyRows,
    /// No line names the columns.
    NoHeader {
        /// What was looked for.
        wanted: String,
        /// The first line as read.
        found: String,
    },
    /// A column that is needed is not there.
    NoColumn {
        /// What it would hold: `state`, `year`, `value`, or the name asked for.
        wanted: String,
        /// The option that names it.
        option: &'static str,
        /// The columns that there are.
        columns: Vec<String>,
    },
    /// A column's name stands twice in the header.
    ColumnTwice(String),
    /// The file holds several indicators and nobody said which.
    WhichIndicator(Vec<String>),
    /// What to derive from a list of conflicts is not clear.
    WhichConflicts(String),
    /// The name is none that a condition could use.
    BadName(String),
    /// The file could not be read to its end.
    Read(String),
}

/// The most bytes that are read of a file: 2 GiB, five times V-Dem's fullest table.
pub const MOST_BYTES: u64 = 2 << 30;
/// The most rows: a million, forty times V-Dem's.
pub const MOST_ROWS: usize = 1_000_000;
/// The most bytes in a row: 4 MiB.
pub const MOST_ROW_BYTES: usize = 4 << 20;

impl ImportError {
    /// What would be right.
    pub fn help(&self) -> Option<String> {
        let listed = |names: &[String]| {
            let mut names: Vec<String> = names.iter().map(|name| format!("`{}`", shown(name))).collect();
            let more = names.len().saturating_sub(12);
            names.truncate(12);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{}{more}", names.join(", "))
        };
        Some(match self {
            Self::Empty | Self::Read(_) => return None,
            Self::Packed(_) => "unpack it and import the CSV file inside".to_owned(),
            Self::Utf16 | Self::NotText => "save it as CSV in UTF-8".to_owned(),
            Self::NotUtf8 { .. } => {
                "save it as UTF-8, or say `--encoding windows-1252` if that is what it is in".to_owned()
            }
            Self::UnclosedQuote { .. } => {
                "close the quotation mark, or write it twice inside quotes".to_owned()
            }
            Self::RowTooLong { .. } | Self::TooManyBytes | Self::TooManyRows => {
                "import a table with one row a state and year, or keep only the columns needed".to_owned()
            }
            Self::NoHeader { wanted, .. } => {
                format!("let the first line name the columns, among them {wanted}")
            }
            Self::NoColumn { option, columns, .. } => {
                format!("say which with `{option}`; the columns are {}", listed(columns))
            }
            Self::ColumnTwice(_) => "rename one of them".to_owned(),
            Self::WhichIndicator(codes) => format!("say which with `--column`: {}", listed(codes)),
            Self::WhichConflicts(_) => {
                "say `--column armed_conflict` (every conflict) or `--column internal_conflict`".to_owned()
            }
            Self::BadName(_) => {
                "use up to 64 lower-case letters, digits and `_`, a letter first, such as `press_freedom`"
                    .to_owned()
            }
        })
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the file is empty"),
            Self::Packed(how) => write!(f, "the file is packed ({how})"),
            Self::Utf16 => write!(f, "the file is in UTF-16, not UTF-8"),
            Self::NotText => write!(f, "the file holds zero bytes, so it is no table of text"),
            Self::NotUtf8 { line, before } => {
                write!(f, "line {line} is not UTF-8 after `{}`", shown(before))
            }
            Self::UnclosedQuote { line } => {
                write!(f, "the row of line {line} opens a quotation mark that is never closed")
            }
            Self::RowTooLong { line } => {
                write!(f, "the row of line {line} is longer than {} MiB", MOST_ROW_BYTES >> 20)
            }
            Self::TooManyBytes => write!(f, "the file is larger than {} GiB", MOST_BYTES >> 30),
            Self::TooManyRows => write!(f, "the file has more than {MOST_ROWS} rows"),
            Self::NoHeader { found, .. } => write!(f, "line 1 names no columns: `{}`", shown(found)),
            Self::NoColumn { wanted, .. } => write!(f, "there is no column for `{}`", shown(wanted)),
            Self::ColumnTwice(name) => write!(f, "the column `{}` stands twice in the header", shown(name)),
            Self::WhichIndicator(codes) => write!(f, "the file holds {} indicators", codes.len()),
            Self::WhichConflicts(name) => {
                write!(f, "`{}` does not say which conflicts of the list are meant", shown(name))
            }
            Self::BadName(name) => write!(f, "`{}` cannot be the name of an indicator", shown(name)),
            Self::Read(why) => write!(f, "the file could not be read: {why}"),
        }
    }
}

impl std::error::Error for ImportError {}
