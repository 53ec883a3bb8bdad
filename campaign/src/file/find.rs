//! Files found again: by their names, their rows, and the addresses of their pictures' widths.

use super::{COLUMNS, File, Kind, is_name, number};
use crate::{
    db::{DbError, Sql},
    values,
};

/// The file of a name, if there is one.
///
/// # Errors
///
/// The database's.
pub fn named(sql: &mut dyn Sql, name: &str) -> Result<Option<File>, DbError> {
    if !is_name(name) {
        return Ok(None);
    }
    sql.row(&format!("{COLUMNS} WHERE name = $1"), &values![name])?.as_ref().map(File::of).transpose()
}

/// The file of a row, if there is one.
///
/// # Errors
///
/// The database's.
pub fn of_id(sql: &mut dyn Sql, id: u64) -> Result<Option<File>, DbError> {
    sql.row(&format!("{COLUMNS} WHERE id = $1"), &values![number(id)])?.as_ref().map(File::of).transpose()
}

/// Every file, the newest first.
///
/// # Errors
///
/// The database's.
pub fn all(sql: &mut dyn Sql) -> Result<Vec<File>, DbError> {
    sql.rows(&format!("{COLUMNS} ORDER BY added DESC, id DESC"), &[])?.iter().map(File::of).collect()
}

/// The pictures that are logos of organisations in the directory.
///
/// # Errors
///
/// The database's.
pub fn of_organisations(sql: &mut dyn Sql) -> Result<Vec<File>, DbError> {
    let logos = "SELECT logo FROM organisation WHERE stands = 'accepted' AND logo IS NOT NULL";
    sql.rows(&format!("{COLUMNS} WHERE id IN ({logos})"), &[])?.iter().map(File::of).collect()
}

/// The bytes of a file.
///
/// # Errors
///
/// The database's.
pub fn bytes(sql: &mut dyn Sql, id: u64) -> Result<Option<Vec<u8>>, DbError> {
    let row = sql.row("SELECT bytes FROM file WHERE id = $1", &values![number(id)])?;
    row.map(|row| row.bytes(0).map(<[u8]>::to_vec)).transpose()
}

/// The bytes of a picture in one of its widths, by the last part of [`File::form_address`], and its kind.
///
/// # Errors
///
/// The database's.
pub fn form(sql: &mut dyn Sql, part: &str) -> Result<Option<(Kind, Vec<u8>)>, DbError> {
    let Some((stem, ending)) = part.rsplit_once('.') else { return Ok(None) };
    let Some((hash, width)) = stem.split_once('-') else { return Ok(None) };
    let (Some(kind), Ok(width)) = (Kind::read(ending), width.parse::<u32>()) else { return Ok(None) };
    let find = "SELECT o.bytes FROM file_form AS o JOIN file AS f ON f.id = o.file
                WHERE f.hash = $1 AND o.width = $2 AND f.ending = $3";
    let row = sql.row(find, &values![hash, i64::from(width), kind.ending()])?;
    row.map(|row| Ok((kind, row.bytes(0)?.to_vec()))).transpose()
}
