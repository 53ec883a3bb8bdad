//! The logo of an organisation that was accepted: one of the site's own stored pictures, with words for those who do not see it.
//! It counts as used there, so that nobody removes it by mistake, and goes from the directory with its organisation.

use super::{JoinRefusal, number, sized};
use crate::{
    db::{DbError, Sql, Table},
    file::{self, File},
    people::log,
    typed, values,
};
use std::collections::BTreeMap;

/// What the table of organisations has besides.
pub const TABLE: Table = Table(
    "ALTER TABLE organisation ADD COLUMN logo {int} REFERENCES file (id);
    ALTER TABLE organisation ADD COLUMN logo_alt TEXT;",
);

/// A logo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// The picture.
    pub file: File,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// The logos of those that are in the directory, by the rows of their organisations.
///
/// # Errors
///
/// The database's.
pub fn shown(sql: &mut dyn Sql) -> Result<BTreeMap<u64, Logo>, DbError> {
    let files: BTreeMap<u64, File> =
        file::of_organisations(sql)?.into_iter().map(|file| (file.id, file)).collect();
    let find = "SELECT id, logo, logo_alt FROM organisation WHERE stands = 'accepted' AND logo IS NOT NULL";
    let mut logos = BTreeMap::new();
    for row in sql.rows(find, &[])? {
        if let Some(file) = files.get(&row.count(1)?) {
            let alt = row.maybe_text(2)?.unwrap_or(&file.said.alt).to_owned();
            logos.insert(row.count(0)?, Logo { file: file.clone(), alt });
        }
    }
    Ok(logos)
}

/// Gives an organisation in the directory the picture of this name as its logo. Where `alt` is empty, the words of the picture
/// itself are said.
///
/// # Errors
///
/// A name that is no picture's; words that are too long; an organisation that is not in the directory.
pub fn give(
    sql: &mut dyn Sql,
    organisation: u64,
    (name, alt): (&str, &str),
    by: Option<u64>,
    now: i64,
) -> Result<(), JoinRefusal> {
    let picture = file::named(sql, name)?.filter(|file| file.kind.is_picture());
    let Some(picture) = picture else {
        let says = "choose one of the pictures that are stored here";
        return Err(JoinRefusal::Field("file", says.to_owned()));
    };
    let alt = sized("alt", "what the logo shows", typed::line(alt), 0, 300)?;
    let alt = if alt.is_empty() { picture.said.alt } else { alt };
    set(sql, organisation, Some((picture.id, alt)), "give-logo", by, now)
}

/// Shows an organisation in the directory without a logo.
///
/// # Errors
///
/// One that is not in the directory.
pub fn take(sql: &mut dyn Sql, organisation: u64, by: Option<u64>, now: i64) -> Result<(), JoinRefusal> {
    set(sql, organisation, None, "take-logo", by, now)
}

fn set(
    sql: &mut dyn Sql,
    organisation: u64,
    logo: Option<(u64, String)>,
    did: &str,
    by: Option<u64>,
    now: i64,
) -> Result<(), JoinRefusal> {
    let (file, alt) = logo.map(|(file, alt)| (number(file), alt)).unzip();
    let set = "UPDATE organisation SET logo = $2, logo_alt = $3 WHERE id = $1 AND stands = 'accepted' RETURNING name";
    let row = sql.row(set, &values![number(organisation), file, alt])?.ok_or(JoinRefusal::Gone)?;
    Ok(log::note(sql, by, now, did, row.text(0)?)?)
}
