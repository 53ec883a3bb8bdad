//! Newsletters: lists that people join by confirming once, issues that are sent in their own time, and addresses that receive
//! nothing any more because they bounced or complained.

pub mod bounce;
pub mod bring;
pub mod consent;
pub mod export;
pub mod figures;
pub mod file;
pub mod import;
pub mod issue;
pub mod leaving;
pub mod send;
pub mod sheet;
pub mod subscribe;
pub mod suppress;
pub mod wording;

pub use issue::Issue;

use crate::people::number;
use crate::{
    db::{DbError, Row, Sql, Table},
    values,
};

/// The tables.
pub const TABLE: Table = Table(
    "CREATE TABLE list (
        id {id},
        name TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        says TEXT NOT NULL
    ){strict};
    CREATE TABLE subscriber (
        id {id},
        list {int} NOT NULL REFERENCES list (id),
        person {bytes},
        address {bytes},
        stands TEXT NOT NULL,
        provenance TEXT NOT NULL,
        asked {int} NOT NULL,
        letters {int} NOT NULL,
        lettered {int} NOT NULL,
        confirmed {int},
        ended {int},
        UNIQUE (list, person)
    ){strict};
    CREATE INDEX subscriber_stands ON subscriber (list, stands, id);
    CREATE INDEX subscriber_person ON subscriber (person);
    CREATE TABLE issue (
        id {id},
        list {int} NOT NULL REFERENCES list (id),
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        stands TEXT NOT NULL,
        made {int} NOT NULL,
        sent {int},
        queued {int} NOT NULL DEFAULT 0,
        welcome {int}
    ){strict};
    CREATE TABLE issue_letter (
        issue {int} NOT NULL REFERENCES issue (id),
        subscriber {int} NOT NULL,
        stands TEXT NOT NULL,
        due {int} NOT NULL,
        tries {int} NOT NULL DEFAULT 0,
        taken {int},
        says TEXT,
        PRIMARY KEY (issue, subscriber)
    ){strict};
    CREATE INDEX issue_letter_due ON issue_letter (stands, due);
    CREATE TABLE suppressed (
        person {bytes} PRIMARY KEY,
        why TEXT NOT NULL,
        since {int} NOT NULL
    ){strict};",
);

/// What sending to many needs beside: letters that wait are found issue by issue however many were sent before, what came of each is
/// known, and how a person who was brought in from elsewhere agreed. A name and what else was kept of them elsewhere is sealed.
pub const SENDING: Table = Table(
    "ALTER TABLE issue ADD COLUMN due {int};
    ALTER TABLE issue_letter ADD COLUMN came TEXT;
    ALTER TABLE issue_letter ADD COLUMN heard {int};
    ALTER TABLE subscriber ADD COLUMN agreed {int};
    ALTER TABLE subscriber ADD COLUMN agreed_how TEXT;
    ALTER TABLE subscriber ADD COLUMN details {bytes};
    DROP INDEX issue_letter_due;
    CREATE INDEX issue_letter_waits ON issue_letter (issue, due, subscriber) WHERE stands = 'waits';
    CREATE INDEX issue_letter_carried ON issue_letter (issue, taken) WHERE stands = 'carried';
    CREATE INDEX issue_letter_came ON issue_letter (subscriber) WHERE came IS NOT NULL;
    CREATE INDEX issue_letter_says ON issue_letter (due) WHERE says IS NOT NULL;
    CREATE INDEX mail_carried ON mail (taken) WHERE stands = 'carried';",
);

/// A list that people can join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its row.
    pub id: u64,
    /// Its name in addresses.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it brings, and how often.
    pub says: String,
}

impl List {
    fn of(row: &Row) -> Result<Self, DbError> {
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Self { id: row.count(0)?, name: text(1)?, title: text(2)?, says: text(3)? })
    }
}

/// Every list.
///
/// # Errors
///
/// The database's.
pub fn lists(sql: &mut dyn Sql) -> Result<Vec<List>, DbError> {
    sql.rows("SELECT id, name, title, says FROM list ORDER BY id", &[])?.iter().map(List::of).collect()
}

/// The list of a name, if there is one.
///
/// # Errors
///
/// The database's.
pub fn list(sql: &mut dyn Sql, name: &str) -> Result<Option<List>, DbError> {
    let row = sql.row("SELECT id, name, title, says FROM list WHERE name = $1", &values![name])?;
    row.as_ref().map(List::of).transpose()
}

/// Makes a list, or changes the words of the one of this name.
///
/// # Errors
///
/// The database's.
pub fn keep(sql: &mut dyn Sql, name: &str, title: &str, says: &str) -> Result<List, DbError> {
    let keep = "INSERT INTO list (name, title, says) VALUES ($1, $2, $3)
                ON CONFLICT (name) DO UPDATE SET title = excluded.title, says = excluded.says";
    sql.run(keep, &values![name, title, says])?;
    list(sql, name)?.ok_or_else(|| DbError::Form(format!("the list `{name}` is gone")))
}

/// The list of an issue.
///
/// # Errors
///
/// The database's.
pub fn list_of(sql: &mut dyn Sql, issue: &issue::Issue) -> Result<List, DbError> {
    let row =
        sql.row("SELECT id, name, title, says FROM list WHERE id = $1", &values![number(issue.list)])?;
    let row = row.ok_or_else(|| DbError::Form(format!("issue {} is of no list", issue.id)))?;
    List::of(&row)
}
