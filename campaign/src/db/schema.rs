//! What tables a database really has: their columns, keys, and which of them rest on which.

use super::{DbError, Dialect, Sql};
use crate::values;
use std::collections::{BTreeMap, BTreeSet};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers.
    Int,
    /// Texts.
    Text,
    /// Bytes.
    Bytes,
    /// What the database makes by itself, such as words to search in.
    Made,
}

/// A table as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<(String, Kind)>,
    /// The columns of its primary key, in order.
    pub key: Vec<String>,
    /// The tables that its rows name.
    pub rests_on: BTreeSet<String>,
    /// Is it an index that the database makes of others, such as SQLite's for search?
    pub made: bool,
}

/// Every table, each after those it rests on.
///
/// # Errors
///
/// The database's.
pub fn shapes(sql: &mut dyn Sql) -> Result<Vec<Shape>, DbError> {
    let found = match sql.dialect() {
        Dialect::Sqlite => of_sqlite(sql)?,
        Dialect::Postgres => of_postgres(sql)?,
    };
    let mut left: BTreeMap<String, Shape> =
        found.into_iter().map(|shape| (shape.name.clone(), shape)).collect();
    let mut out = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let free = |shape: &&Shape| {
            shape.rests_on.iter().all(|other| *other == shape.name || !left.contains_key(other))
        };
        // Tables that rest on each other would never be free: the first by name is taken then.
        let next = left.values().find(free).or_else(|| left.values().next()).map(|shape| shape.name.clone());
        out.extend(next.and_then(|name| left.remove(&name)));
    }
    Ok(out)
}

fn of_sqlite(sql: &mut dyn Sql) -> Result<Vec<Shape>, DbError> {
    let find = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'";
    let tables = sql.rows(find, &[])?;
    let mut virtual_tables = Vec::new();
    for row in &tables {
        if row.text(1)?.to_ascii_uppercase().starts_with("CREATE VIRTUAL") {
            virtual_tables.push(row.text(0)?.to_owned());
        }
    }
    let mut out = Vec::new();
    for row in &tables {
        let name = row.text(0)?.to_owned();
        let shadow =
            |of: &String| name == *of || name.strip_prefix(of).is_some_and(|rest| rest.starts_with('_'));
        let made = virtual_tables.iter().any(shadow);
        let mut columns = Vec::new();
        let mut key = Vec::new();
        let info = "SELECT name, type, pk, hidden FROM pragma_table_xinfo($1) ORDER BY cid";
        for row in sql.rows(info, &values![&name])? {
            let kind = match (row.int(3)?, row.text(1)?) {
                (0, "INTEGER") => Kind::Int,
                (0, "TEXT") => Kind::Text,
                (0, "BLOB") => Kind::Bytes,
                _ => Kind::Made,
            };
            let column = row.text(0)?.to_owned();
            if row.int(2)? > 0 {
                key.push((row.int(2)?, column.clone()));
            }
            columns.push((column, kind));
        }
        key.sort();
        let refers = "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1)";
        let rests_on = sql.rows(refers, &values![&name])?;
        let rests_on =
            rests_on.iter().map(|row| Ok(row.text(0)?.to_owned())).collect::<Result<_, DbError>>()?;
        let key = key.into_iter().map(|(_, column)| column).collect();
        out.push(Shape { name, columns, key, rests_on, made });
    }
    Ok(out)
}

fn of_postgres(sql: &mut dyn Sql) -> Result<Vec<Shape>, DbError> {
    let mut out: BTreeMap<String, Shape> = BTreeMap::new();
    let columns = "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod)::text, a.attgenerated::text
                   FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                   WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
                   ORDER BY c.relname, a.attnum";
    for row in sql.rows(columns, &[])? {
        let name = row.text(0)?;
        let kind = match (row.text(3)?, row.text(2)?) {
            ("", "bigint" | "integer") => Kind::Int,
            ("", "text") => Kind::Text,
            ("", "bytea") => Kind::Bytes,
            _ => Kind::Made,
        };
        let shape = out.entry(name.to_owned()).or_insert_with(|| Shape {
            name: name.to_owned(),
            columns: Vec::new(),
            key: Vec::new(),
            rests_on: BTreeSet::new(),
            made: false,
        });
        // A column of a kind that no table of ours has is of an index that is made of others.
        shape.made |= kind == Kind::Made && row.text(3)?.is_empty();
        shape.columns.push((row.text(1)?.to_owned(), kind));
    }
    let keys = "SELECT c.relname::text, a.attname::text FROM pg_index i
                JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = current_schema()::regnamespace
                CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS part (attnum, place)
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.attnum
                WHERE i.indisprimary ORDER BY c.relname, part.place";
    for row in sql.rows(keys, &[])? {
        if let Some(shape) = out.get_mut(row.text(0)?) {
            shape.key.push(row.text(1)?.to_owned());
        }
    }
    let refers =
        "SELECT a.relname::text, b.relname::text FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid
                  JOIN pg_class b ON b.oid = k.confrelid
                  WHERE k.contype = 'f' AND a.relnamespace = current_schema()::regnamespace";
    for row in sql.rows(refers, &[])? {
        if let Some(shape) = out.get_mut(row.text(0)?) {
            shape.rests_on.insert(row.text(1)?.to_owned());
        }
    }
    Ok(out.into_values().collect())
}
