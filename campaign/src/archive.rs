//! A backup of the tables: one file that neither database speaks, written in one look at all of them while the site goes on, and
//! put back into either.
//!
//! The file is gzip over lines of JSON. The first says what it is; then each table has a line with its columns and the number that
//! its next row gets, and a line for each row; the last has the SHA-256 of all before it. Numbers and texts are JSON's own, bytes are
//! an object with their Base64.

mod put_back;

use crate::{
    db::{
        DbError, Dialect, Sql, Value,
        schema::{Kind, Shape, shapes},
    },
    secret::Secrets,
    values,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use record::hash::Hash;
use ring::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    io::{self, Write},
};

pub use put_back::{Read, check, put_back};

/// The form of the file.
pub const FORM: u32 = 1;
/// How many rows are read at once.
const AT_ONCE: i64 = 1_000;

/// What the first line says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The form of the file.
    pub campaign_backup: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// When, in seconds since 1970.
    pub made: i64,
    /// How many steps the tables had come.
    pub step: i64,
    /// By which it is known whether a key belongs to it.
    pub mark: String,
    /// The key, as hexadecimal digits, where it was asked for.
    pub key: Option<String>,
}

impl Head {
    /// Do these keys belong to what is in the file?
    pub fn is_of(&self, secrets: &Secrets) -> bool {
        self.mark == mark(secrets, self.made)
    }
}

fn mark(secrets: &Secrets, made: i64) -> String {
    Hash(secrets.index("backup", &made.to_string())).to_string()
}

/// What a backup says of itself.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The version of the program.
    pub program: &'a str,
    /// Now, in seconds since 1970.
    pub made: i64,
    /// The keys in use.
    pub secrets: &'a Secrets,
    /// The key itself, where it shall be in the file.
    pub key: Option<&'a [u8; 32]>,
}

/// The line before the rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    table: String,
    columns: Vec<String>,
    /// The number that the next row gets, where the database gives them.
    next: Option<i64>,
}

/// The last line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foot {
    rows: u64,
    sha256: String,
}

/// Why a backup cannot be written or put back.
#[derive(Debug)]
pub enum ArchiveError {
    /// The file.
    Io(io::Error),
    /// The database.
    Db(DbError),
    /// The file is not a backup, or not a whole one: the line, and what is wrong with it.
    Form(u64, String),
    /// The tables were made by a newer version of this program: how many steps they had come.
    Newer(i64),
    /// The database holds a campaign already.
    Taken,
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Db(error) => error.fmt(f),
            Self::Form(line, says) => write!(f, "line {line} of the backup: {says}"),
            Self::Newer(step) => {
                write!(f, "the backup has step {step}, which a newer version of this program made")
            }
            Self::Taken => f.write_str("the database holds a campaign already"),
        }
    }
}

impl std::error::Error for ArchiveError {}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<DbError> for ArchiveError {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

/// Is it a table whose rows belong into a backup? Indexes for search are made anew, and the steps stand in the first line.
fn is_kept(shape: &Shape) -> bool {
    !shape.made && shape.name != "campaign_form"
}

/// Writes everything, as it stands at one instant, whoever writes meanwhile; how many rows.
///
/// # Errors
///
/// The database's, or the file's.
pub fn write(sql: &mut dyn Sql, out: &mut dyn Write, about: About<'_>) -> Result<u64, ArchiveError> {
    sql.batch(match sql.dialect() {
        // The first question takes the snapshot, and every other sees the same.
        Dialect::Sqlite => "BEGIN DEFERRED",
        Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    })?;
    let written = all(sql, out, about);
    // Nothing was changed: there is nothing to keep.
    sql.batch("ROLLBACK")?;
    written
}

fn all(sql: &mut dyn Sql, out: &mut dyn Write, about: About<'_>) -> Result<u64, ArchiveError> {
    let mut lines = Lines { out, sum: Context::new(&SHA256) };
    let step = sql.number("SELECT COUNT(*) FROM campaign_form", &[])?;
    lines.put(&Head {
        campaign_backup: FORM,
        program: about.program.to_owned(),
        made: about.made,
        step,
        mark: mark(about.secrets, about.made),
        key: about.key.map(|key| Hash(*key).to_string()),
    })?;
    let mut rows = 0;
    for shape in shapes(sql)?.iter().filter(|shape| is_kept(shape)) {
        let columns: Vec<_> = held(shape).map(|(name, _)| name.to_owned()).collect();
        let next = next(sql, shape)?;
        lines.put(&Heading { table: shape.name.clone(), columns: columns.clone(), next })?;
        rows += table(sql, shape, &columns, &mut lines)?;
    }
    let sha256 = hex(lines.sum.clone());
    lines.put(&Foot { rows, sha256 })?;
    Ok(rows)
}

/// The columns that hold what was put there.
fn held(shape: &Shape) -> impl Iterator<Item = (&str, Kind)> {
    let all = shape.columns.iter().map(|(name, kind)| (name.as_str(), *kind));
    all.filter(|(_, kind)| *kind != Kind::Made)
}

/// The number that a table's next row gets, where the database gives them: a number once given is not given again, for links in
/// letters name rows by it.
fn next(sql: &mut dyn Sql, shape: &Shape) -> Result<Option<i64>, DbError> {
    let row = match sql.dialect() {
        Dialect::Sqlite => {
            sql.row("SELECT seq + 1 FROM sqlite_sequence WHERE name = $1", &values![&shape.name])?
        }
        Dialect::Postgres => {
            let Some(sequence) = sequence(sql, &shape.name)? else { return Ok(None) };
            let next = "SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM";
            sql.row(&format!("{next} {sequence}"), &[])?
        }
    };
    row.map(|row| row.int(0)).transpose()
}

/// What gives a table's rows their numbers in PostgreSQL, quoted as a statement needs it.
fn sequence(sql: &mut dyn Sql, table: &str) -> Result<Option<String>, DbError> {
    let find = "SELECT quote_ident(s.relname)::text FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype = 'i'
                JOIN pg_class t ON t.oid = d.refobjid
                WHERE s.relkind = 'S' AND t.relname = $1::text AND t.relnamespace = current_schema()::regnamespace";
    let row = sql.row(find, &values![table])?;
    row.map(|row| Ok(row.text(0)?.to_owned())).transpose()
}

/// Names of the database as a statement needs them, whatever they are: `"id", "at"`.
fn quoted<'n>(names: impl Iterator<Item = &'n String>) -> String {
    names.map(|name| format!("\"{}\"", name.replace('"', "\"\""))).collect::<Vec<_>>().join(", ")
}

/// Writes the rows of a table in the order of its key, some at a time; how many.
fn table(
    sql: &mut dyn Sql,
    shape: &Shape,
    columns: &[String],
    lines: &mut Lines<'_>,
) -> Result<u64, ArchiveError> {
    // The names are those of the database itself, never what somebody typed.
    let (names, key) = (quoted(columns.iter()), quoted(shape.key.iter()));
    let select = format!("SELECT {names} FROM {}", quoted([&shape.name].into_iter()));
    let of_key: Vec<usize> =
        shape.key.iter().filter_map(|part| columns.iter().position(|name| name == part)).collect();
    let mut after: Option<Vec<Value>> = None;
    let mut count = 0;
    loop {
        let mut asked = after.clone().unwrap_or_default();
        let from = match (&after, shape.key.is_empty()) {
            (Some(_), _) => {
                let places: Vec<_> = (1..=of_key.len()).map(|place| format!("${place}")).collect();
                format!(" WHERE ({key}) > ({})", places.join(", "))
            }
            _ => String::new(),
        };
        let order = match shape.key.is_empty() {
            true => String::new(),
            false => {
                asked.push(Value::Int(AT_ONCE));
                format!(" ORDER BY {key} LIMIT ${}", asked.len())
            }
        };
        let found = sql.rows(&format!("{select}{from}{order}"), &asked)?;
        for row in &found {
            let values = (0..columns.len()).map(|column| row.value(column).map(json));
            lines.put(&values.collect::<Result<Vec<_>, _>>()?)?;
        }
        let many = u64::try_from(found.len()).unwrap_or(u64::MAX);
        count += many;
        let Some(last) = found.last().filter(|_| !shape.key.is_empty() && many == AT_ONCE.unsigned_abs())
        else {
            return Ok(count);
        };
        after = Some(of_key.iter().map(|column| last.value(*column).cloned()).collect::<Result<_, _>>()?);
    }
}

/// A sum as hexadecimal digits.
fn hex(sum: Context) -> String {
    sum.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A value as JSON.
fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Int(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Bytes(bytes) => serde_json::json!({ "bytes": STANDARD.encode(bytes) }),
    }
}

/// Lines on their way into the file, with the sum over them.
struct Lines<'a> {
    out: &'a mut dyn Write,
    sum: Context,
}

impl Lines<'_> {
    fn put(&mut self, line: &impl Serialize) -> Result<(), ArchiveError> {
        let mut line = serde_json::to_vec(line).map_err(io::Error::from)?;
        line.push(b'\n');
        self.sum.update(&line);
        Ok(self.out.write_all(&line)?)
    }
}
