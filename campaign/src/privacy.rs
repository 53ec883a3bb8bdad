//! Privacy: one table that says of every column what it holds, why, and for how long; and from it the privacy page, what a person
//! may see, export and erase, and what is erased by itself.

pub mod ask;
pub mod erase;
mod kept;
pub mod ledger;
pub mod person;

use crate::db::{DbError, Sql, Table};

pub use kept::KEPT;

/// The table of those who asked to see what is kept about them: for as long as their link opens.
pub const TABLE: Table = Table(
    "CREATE TABLE own_data (
        id {id},
        person {bytes} NOT NULL,
        address {bytes} NOT NULL,
        asked {int} NOT NULL
    ){strict};
    CREATE INDEX own_data_person ON own_data (person);",
);

/// Erases what has outlived its purpose; how many rows.
pub type Forget = fn(&mut dyn Sql, i64) -> Result<u64, DbError>;

/// What allows that personal data are kept (GDPR, Article 6(1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The person agreed (a), and, where it shows what they think of politics, agreed expressly (Article 9(2)(a)).
    Consent,
    /// It is needed for what the person asked for (b).
    Request,
    /// A law asks for it (c).
    Law,
    /// The campaign needs it to run safely, and the person is not harmed (f).
    Interest,
}

impl Basis {
    /// As people read it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Consent => "your consent (GDPR, Articles 6(1)(a) and 9(2)(a))",
            Self::Request => "you asked for it (GDPR, Article 6(1)(b))",
            Self::Law => "the law asks for it (GDPR, Article 6(1)(c))",
            Self::Interest => "the safe running of the campaign (GDPR, Article 6(1)(f))",
        }
    }
}

/// How a column holds what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// Sealed with the key of the association.
    Sealed,
    /// Sealed, and not shown to whoever asks for their data: letters on their way, with links in them.
    Unshown,
    /// As an index by which the same text is found again, and which does not tell the text.
    Index,
    /// As a text.
    Text,
    /// As a number.
    Number,
    /// As a moment.
    Time,
}

/// A column that holds personal data.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// How it holds them.
    pub kept: As,
    /// What it is, as people read it.
    pub what: &'static str,
}

/// By what the rows of a person are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The column `person` holds the index of the mailbox under this name.
    Person(&'static str),
    /// This column names a row of a table, and that row has a person.
    Through(&'static str, &'static str),
    /// By nothing: nobody can be found in it.
    Nobody,
}

/// What is kept in one table.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// The table.
    pub table: &'static str,
    /// What its rows are, as people read it; empty where it holds no personal data.
    pub title: &'static str,
    /// What they are for.
    pub why: &'static str,
    /// What allows it.
    pub basis: Basis,
    /// By what a person's rows are found.
    pub whose: Whose,
    /// The columns with personal data.
    pub columns: &'static [Column],
    /// The columns that say nothing about a person.
    pub rest: &'static [&'static str],
    /// Until when rows are kept, as people read it, where no time ends them.
    pub until: &'static str,
    /// What ends after which time, in seconds.
    pub terms: &'static [(&'static str, i64)],
    /// What carries the times out.
    pub forget: Option<Forget>,
}

impl Kept {
    /// Does it hold personal data?
    pub fn is_personal(&self) -> bool {
        !self.columns.is_empty()
    }
}

/// A stretch of time as people read it: `30 days`, `3 years`.
pub fn stretch(seconds: i64) -> String {
    const DAY: i64 = 86_400;
    let (count, word) = match seconds {
        _ if seconds % (365 * DAY) == 0 => (seconds / (365 * DAY), "year"),
        _ if seconds % DAY == 0 => (seconds / DAY, "day"),
        _ if seconds % 3_600 == 0 => (seconds / 3_600, "hour"),
        _ => (seconds / 60, "minute"),
    };
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// Erases all that has outlived its purpose, by the functions that the table names; how many rows. Called every hour.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    let mut all = 0;
    for (kept, forget) in KEPT.iter().filter_map(|kept| Some((kept, kept.forget?))) {
        let gone = forget(sql, now)?;
        if gone > 0 {
            ledger::add(sql, kept.table, gone, now)?;
        }
        all += gone;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_with_personal_data_says_why_and_for_how_long() {
        for kept in KEPT.iter().filter(|kept| kept.is_personal()) {
            assert!(!kept.title.is_empty() && !kept.why.is_empty(), "{}", kept.table);
            assert!(!kept.until.is_empty() || !kept.terms.is_empty(), "{}: for how long?", kept.table);
            assert_eq!(
                kept.terms.is_empty(),
                kept.forget.is_none(),
                "{}: who carries its times out?",
                kept.table
            );
            assert!(kept.columns.iter().all(|column| !column.what.is_empty()), "{}", kept.table);
            if matches!(kept.whose, Whose::Person(_)) {
                assert!(kept.columns.iter().any(|column| column.name == "person"), "{}", kept.table);
            }
        }
        let mut names: Vec<_> = KEPT.iter().map(|kept| kept.table).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KEPT.len(), "each table once");
    }

    #[test]
    fn a_stretch_of_time_is_read_in_its_largest_unit() {
        let read = [365 * 86_400, 2 * 365 * 86_400, 30 * 86_400, 3_600, 900].map(stretch);
        assert_eq!(read, ["1 year", "2 years", "30 days", "1 hour", "15 minutes"]);
    }
}
