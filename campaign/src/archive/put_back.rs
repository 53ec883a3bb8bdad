//! Putting a backup back: first the whole file is read and its sum compared, then everything is written in one transaction.

use super::{ArchiveError, FORM, Foot, Head, Heading, held, hex, is_kept, quoted, sequence};
use crate::{
    db::{
        Db, DbError, Dialect, Sql, Table, Value,
        schema::{Shape, shapes},
    },
    search, values,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use record::store::Location;
use ring::digest::{Context, SHA256};
use std::{
    collections::BTreeMap,
    io::{self, BufRead},
};

/// The longest line: a file of the press kit and what surrounds it.
const LONGEST: u64 = 256 << 20;

/// What a file holds, once it was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// What its first line says.
    pub head: Head,
    /// How many rows each table has.
    pub tables: BTreeMap<String, u64>,
    /// How many rows it has.
    pub rows: u64,
}

/// A line of the file.
enum Line {
    Head(Head),
    Heading(Heading),
    Row(Vec<Value>),
}

/// Reads a whole file and compares its sum; nothing is changed.
///
/// # Errors
///
/// What is wrong with it.
pub fn check(file: &mut dyn BufRead) -> Result<Read, ArchiveError> {
    let (mut head, mut table, mut tables) = (None, String::new(), BTreeMap::new());
    let rows = each(file, &mut |_, line| {
        match line {
            Line::Head(found) => head = Some(found),
            Line::Heading(heading) => {
                table.clone_from(&heading.table);
                tables.insert(heading.table, 0);
            }
            Line::Row(_) => {
                if let Some(count) = tables.get_mut(&table) {
                    *count += 1;
                }
            }
        }
        Ok(())
    })?;
    let head = head.ok_or_else(|| ArchiveError::Form(1, "it says not what it is".to_owned()))?;
    Ok(Read { head, tables, rows })
}

/// Reads the lines up to the last, whose sum and count must be those of what was read; how many rows.
fn each(
    file: &mut dyn BufRead,
    take: &mut dyn FnMut(u64, Line) -> Result<(), ArchiveError>,
) -> Result<u64, ArchiveError> {
    let (mut sum, mut number, mut rows, mut columns) = (Context::new(&SHA256), 0, 0, None);
    loop {
        let mut line = Vec::new();
        number += 1;
        let wrong = |says: &str| ArchiveError::Form(number, says.to_owned());
        io::Read::take(&mut *file, LONGEST).read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') {
            return Err(wrong("the file breaks off here"));
        }
        if number == 1 {
            let head: Head =
                serde_json::from_slice(&line).map_err(|_| wrong("this is no backup of a campaign"))?;
            if head.campaign_backup != FORM {
                return Err(wrong("a newer version of this program wrote this backup"));
            }
            sum.update(&line);
            take(number, Line::Head(head))?;
            continue;
        }
        if line.first() == Some(&b'[') {
            let values = row(&line).ok_or_else(|| wrong("this is no row"))?;
            if Some(values.len()) != columns {
                return Err(wrong("this row has not as many values as its table has columns"));
            }
            rows += 1;
            sum.update(&line);
            take(number, Line::Row(values))?;
        } else if let Ok(heading) = serde_json::from_slice::<Heading>(&line) {
            columns = Some(heading.columns.len());
            sum.update(&line);
            take(number, Line::Heading(heading))?;
        } else {
            let foot: Foot =
                serde_json::from_slice(&line).map_err(|_| wrong("this is neither table nor row"))?;
            let sum = hex(sum);
            if (foot.rows, foot.sha256) != (rows, sum) {
                return Err(wrong("what was read is not what was written: the file is damaged"));
            }
            let mut more = [0];
            if io::Read::read(&mut *file, &mut more)? != 0 {
                return Err(wrong("something stands after the end"));
            }
            return Ok(rows);
        }
    }
}

fn row(line: &[u8]) -> Option<Vec<Value>> {
    let values: Vec<serde_json::Value> = serde_json::from_slice(line).ok()?;
    values
        .into_iter()
        .map(|value| match value {
            serde_json::Value::Null => Some(Value::Null),
            serde_json::Value::Number(number) => number.as_i64().map(Value::Int),
            serde_json::Value::String(text) => Some(Value::Text(text)),
            serde_json::Value::Object(fields) if fields.len() == 1 => {
                Some(Value::Bytes(STANDARD.decode(fields.get("bytes")?.as_str()?).ok()?))
            }
            _ => None,
        })
        .collect()
}

/// Puts a file that was checked into a database that holds no campaign yet: its tables are made as they were when the file was
/// written, filled in one transaction, and then brought to this version's; how many rows.
///
/// # Errors
///
/// [`ArchiveError::Taken`] where it holds one; the database's; what is wrong with the file.
pub fn put_back(
    location: &Location,
    tables: &'static [Table],
    checked: &Read,
    mut file: Box<dyn BufRead + Send>,
) -> Result<u64, ArchiveError> {
    let step = checked.head.step;
    let then = usize::try_from(step).ok().and_then(|step| tables.get(..step));
    let then = then.ok_or(ArchiveError::Newer(step))?;
    if crate::db::has_tables(location)? {
        return Err(ArchiveError::Taken);
    }
    let rows = {
        let db = Db::open(location, then)?;
        db.write(move |sql| fill(sql, file.as_mut()))?
    };
    let db = Db::open(location, tables)?;
    db.write(|sql| {
        let is_searched = shapes(sql)?.iter().any(|shape| shape.name == "search_also");
        if is_searched { search::index_all(sql) } else { Ok(()) }
    })?;
    Ok(rows)
}

fn fill(sql: &mut dyn Sql, file: &mut dyn BufRead) -> Result<u64, ArchiveError> {
    let all = shapes(sql)?;
    // What the making of a table put into it stands in the file too.
    for shape in all.iter().rev().filter(|shape| is_kept(shape)) {
        sql.run(&format!("DELETE FROM {}", quoted([&shape.name].into_iter())), &[])?;
    }
    let (mut insert, mut nexts) = (String::new(), Vec::new());
    let rows = each(file, &mut |number, line| {
        match line {
            Line::Head(_) => {}
            Line::Heading(heading) => {
                insert = statement(&all, &heading).ok_or_else(|| {
                    ArchiveError::Form(number, format!("`{}` has other columns here", heading.table))
                })?;
                nexts.extend(heading.next.map(|next| (heading.table, next)));
            }
            Line::Row(values) => {
                sql.run(&insert, &values)?;
            }
        }
        Ok(())
    })?;
    for (table, next) in nexts {
        go_on_from(sql, &table, next)?;
    }
    Ok(rows)
}

/// The statement that puts a row into a table; nothing where the table is not there or has other columns. So no name of the file
/// enters a statement that is not one of the database's.
fn statement(all: &[Shape], heading: &Heading) -> Option<String> {
    let shape = all.iter().find(|shape| shape.name == heading.table && is_kept(shape))?;
    let known = |name: &String| held(shape).any(|(column, _)| column == name);
    if held(shape).count() != heading.columns.len() || !heading.columns.iter().all(known) {
        return None;
    }
    let places: Vec<_> = (1..=heading.columns.len()).map(|place| format!("${place}")).collect();
    let (table, columns) = (quoted([&shape.name].into_iter()), quoted(heading.columns.iter()));
    Some(format!("INSERT INTO {table} ({columns}) VALUES ({})", places.join(", ")))
}

/// Lets a table give numbers from here on.
fn go_on_from(sql: &mut dyn Sql, table: &str, next: i64) -> Result<(), DbError> {
    match sql.dialect() {
        Dialect::Sqlite => {
            sql.run("DELETE FROM sqlite_sequence WHERE name = $1", &values![table])?;
            sql.run("INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)", &values![table, next - 1])?;
        }
        Dialect::Postgres => {
            if let Some(sequence) = sequence(sql, table)? {
                let set = "SELECT setval($1::text::regclass, $2::bigint, false)";
                sql.rows(set, &values![sequence, next.max(1)])?;
            }
        }
    }
    Ok(())
}
