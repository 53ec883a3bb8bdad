//! Parcels that were uploaded and wait for an editor's word: sealed, and erased once they are taken in or a week is over.

use super::{Media, Parcel, Refused, Report, Takes, Text, import};
use crate::{
    content::file,
    db::{DbError, Sql, Table},
    file::{Kind, Prepared, Said},
    image::Form,
    joining::row_of,
    office::{Chance, Office},
    people::number,
    typed, values,
};
use serde::{Deserialize, Serialize};

/// For how long a parcel waits, in seconds: a week.
pub const KEEP: i64 = 7 * 86_400;
/// How many may wait at once.
pub const MOST_WAITING: usize = 5;

/// The tables. A picture has a row for itself, under the width 0, and one for each width in which it is shown.
pub const TABLE: Table = Table(
    "CREATE TABLE content_parcel (
        id {id},
        name TEXT NOT NULL,
        parcel {bytes} NOT NULL,
        uploaded {int} NOT NULL
    ){strict};
    CREATE TABLE content_parcel_file (
        parcel {int} NOT NULL REFERENCES content_parcel (id),
        number {int} NOT NULL,
        width {int} NOT NULL,
        bytes {bytes} NOT NULL,
        PRIMARY KEY (parcel, number, width)
    ){strict};",
);

/// A parcel that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its row.
    pub id: u64,
    /// What the upload was called.
    pub name: String,
    /// What it holds; see [`one`] for the bytes of its files.
    pub parcel: Parcel,
}

/// A parcel as it is kept: texts as files, and of files what is known of them without their bytes.
#[derive(Serialize, Deserialize)]
struct Written {
    texts: Vec<(String, Option<String>, String)>,
    media: Vec<Bare>,
    refused: Vec<(String, usize, String)>,
}

#[derive(Serialize, Deserialize)]
struct Bare {
    path: String,
    name: String,
    ending: String,
    hash: String,
    pixels: Option<(u32, u32)>,
    widths: Vec<u32>,
    title: String,
    alt: String,
    credit: String,
    licence: String,
    listed: bool,
    press: bool,
}

/// Keeps a parcel for the look before it is taken in; its row, or none where as many wait as may.
///
/// # Errors
///
/// The database's.
pub fn put(
    sql: &mut dyn Sql,
    office: &Office,
    name: &str,
    parcel: &Parcel,
    now: i64,
    chance: &Chance,
) -> Result<Option<u64>, DbError> {
    if waiting(sql)?.len() >= MOST_WAITING {
        return Ok(None);
    }
    let written = serde_json::to_vec(&written(parcel)).map_err(|error| DbError::Form(error.to_string()))?;
    // One draw seals the whole: each of its parts is counted into the nonce.
    let mut nonces = (0u32..).map(|part| nonce(chance, part));
    let mut seal = |place: &str, bytes: &[u8]| {
        let nonce = nonces.next().unwrap_or_default();
        office.secrets.seal_bytes(place, bytes, nonce)
    };
    let put = "INSERT INTO content_parcel (name, parcel, uploaded) VALUES ($1, $2, $3) RETURNING id";
    let name: String = typed::line(name).chars().take(120).collect();
    let id = sql.number(put, &values![name, seal("content_parcel.parcel", &written), now])?;
    for (number, one) in (0i64..).zip(&parcel.media) {
        let whole = (0, one.prepared.bytes.as_slice());
        let forms = one.prepared.forms.iter().map(|form| (form.width, form.bytes.as_slice()));
        for (width, bytes) in std::iter::once(whole).chain(forms) {
            let put =
                "INSERT INTO content_parcel_file (parcel, number, width, bytes) VALUES ($1, $2, $3, $4)";
            let sealed = seal("content_parcel_file.bytes", bytes);
            sql.run(put, &values![id, number, i64::from(width), sealed])?;
        }
    }
    row_of(id).map(Some)
}

/// A nonce of the parts that one draw seals: eight bytes of chance, and which part it is.
fn nonce(chance: &Chance, part: u32) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[..8].copy_from_slice(&chance[0][..8]);
    nonce[8..].copy_from_slice(&part.to_be_bytes());
    nonce
}

/// A parcel that waits, if it is there; with the bytes of its files where `whole`, else with none in their place.
///
/// # Errors
///
/// The database's.
pub fn one(sql: &mut dyn Sql, office: &Office, id: u64, whole: bool) -> Result<Option<Waiting>, DbError> {
    let find = "SELECT name, parcel FROM content_parcel WHERE id = $1";
    let Some(row) = sql.row(find, &values![number(id)])? else { return Ok(None) };
    let open = |place: &str, kept: &[u8]| {
        office.secrets.unseal_bytes(place, kept).map_err(|error| DbError::Form(format!("{place}: {error}")))
    };
    let opened = open("content_parcel.parcel", row.bytes(1)?)?;
    let written: Written =
        serde_json::from_slice(&opened).map_err(|error| DbError::Form(error.to_string()))?;
    let mut parcel = read(written)?;
    if whole {
        for (place, one) in (0i64..).zip(&mut parcel.media) {
            let find = "SELECT width, bytes FROM content_parcel_file WHERE parcel = $1 AND number = $2";
            for row in sql.rows(find, &values![number(id), place])? {
                let bytes = open("content_parcel_file.bytes", row.bytes(1)?)?;
                match one
                    .prepared
                    .forms
                    .iter_mut()
                    .find(|form| i64::from(form.width) == row.int(0).unwrap_or(0))
                {
                    Some(form) => form.bytes = bytes,
                    None => one.prepared.bytes = bytes,
                }
            }
        }
    }
    Ok(Some(Waiting { id, name: row.text(0)?.to_owned(), parcel }))
}

/// The parcels that wait, the newest first: row, name, and when they came.
///
/// # Errors
///
/// The database's.
pub fn waiting(sql: &mut dyn Sql) -> Result<Vec<(u64, String, i64)>, DbError> {
    let rows = sql.rows("SELECT id, name, uploaded FROM content_parcel ORDER BY id DESC", &[])?;
    rows.iter().map(|row| Ok((row.count(0)?, row.text(1)?.to_owned(), row.int(2)?))).collect()
}

/// What ends a look at what an import would do: nothing of it stays.
#[derive(Debug)]
pub enum Look {
    /// What it would do.
    Would(Report),
    /// Why it cannot be seen.
    Db(DbError),
}

impl From<DbError> for Look {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

/// Takes the parcel in and always ends in an error, so that its transaction changes nothing: what is shown before is what would
/// happen, by the same hand.
///
/// # Errors
///
/// Always: what would happen.
pub fn look(sql: &mut dyn Sql, parcel: Parcel, takes: Takes, now: i64) -> Result<(), Look> {
    Err(Look::Would(import(sql, parcel, takes, now)?))
}

/// Takes a parcel in that waits, and erases it; what became of it, or none where it is not there any more.
///
/// # Errors
///
/// The database's.
pub fn take(
    sql: &mut dyn Sql,
    office: &Office,
    id: u64,
    takes: Takes,
    now: i64,
) -> Result<Option<Report>, DbError> {
    let Some(waiting) = one(sql, office, id, true)? else { return Ok(None) };
    match discard(sql, id)? {
        true => import(sql, waiting.parcel, takes, now).map(Some),
        false => Ok(None),
    }
}

/// Erases a parcel that waits; whether it was there.
///
/// # Errors
///
/// The database's.
pub fn discard(sql: &mut dyn Sql, id: u64) -> Result<bool, DbError> {
    sql.run("DELETE FROM content_parcel_file WHERE parcel = $1", &values![number(id)])?;
    Ok(sql.run("DELETE FROM content_parcel WHERE id = $1", &values![number(id)])? == 1)
}

/// Erases what has waited for [`KEEP`]; how many rows.
///
/// # Errors
///
/// The database's.
pub fn forget(sql: &mut dyn Sql, now: i64) -> Result<u64, DbError> {
    let old =
        "DELETE FROM content_parcel_file WHERE parcel IN (SELECT id FROM content_parcel WHERE uploaded < $1)";
    let files = sql.run(old, &values![now - KEEP])?;
    Ok(files + sql.run("DELETE FROM content_parcel WHERE uploaded < $1", &values![now - KEEP])?)
}

fn written(parcel: &Parcel) -> Written {
    let texts = parcel.texts.iter();
    let media = parcel.media.iter().map(|one| {
        let Said { title, alt, credit, licence, listed, press } = one.said.clone();
        Bare {
            path: one.path.clone(),
            name: one.name.clone(),
            ending: one.prepared.kind.ending().to_owned(),
            hash: one.prepared.hash.clone(),
            pixels: one.prepared.pixels,
            widths: one.prepared.forms.iter().map(|form| form.width).collect(),
            title,
            alt,
            credit,
            licence,
            listed,
            press,
        }
    });
    Written {
        texts: texts.map(|text| (text.path.clone(), text.author.clone(), file::write(&text.file))).collect(),
        media: media.collect(),
        refused: parcel.refused.iter().map(|one| (one.path.clone(), one.line, one.says.clone())).collect(),
    }
}

fn read(written: Written) -> Result<Parcel, DbError> {
    let text = |(path, author, text): (String, Option<String>, String)| {
        Ok(Text { path, author, file: file::read(&text).map_err(DbError::Form)? })
    };
    let media = |one: Bare| {
        let Bare { title, alt, credit, licence, listed, press, .. } = one;
        let kind =
            Kind::read(&one.ending).ok_or_else(|| DbError::Form("a file has an unknown ending".into()))?;
        let forms = one.widths.into_iter().map(|width| Form { width, bytes: Vec::new() }).collect();
        let prepared = Prepared { kind, hash: one.hash, pixels: one.pixels, bytes: Vec::new(), forms };
        let said = Said { title, alt, credit, licence, listed, press };
        Ok(Media { path: one.path, name: one.name, said, prepared })
    };
    let refused = |(path, line, says)| Refused { path, line, says };
    Ok(Parcel {
        texts: written.texts.into_iter().map(text).collect::<Result<_, DbError>>()?,
        media: written.media.into_iter().map(media).collect::<Result<_, DbError>>()?,
        refused: written.refused.into_iter().map(refused).collect(),
    })
}
