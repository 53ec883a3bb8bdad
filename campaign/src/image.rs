//! Pictures that people upload: read within bounds, stripped of everything but what is seen, written in a few widths, and
//! kept under the hash of their bytes.
//!
//! What is kept of an upload is one file without metadata, no longer than [`MOST_SIDE`] on a side: the picture. Its hash is its
//! name; the widths that pages show are made from it, and from nothing else. No SVG is taken, for it is a program.

mod bare;
mod read;
mod refusal;
mod shown;
mod write;

#[cfg(test)]
mod tests;

use crate::{
    db::{DbError, Row, Sql, Table},
    values,
};
use sha2::{Digest, Sha256};
use std::fmt;

pub use refusal::ImageRefusal;
pub(crate) use shown::named;
pub use shown::{html, mentioned};

/// The most bytes of an upload: 20 MB.
pub const MOST_BYTES: usize = 20 << 20;
/// The most pixels of an upload: 25 million, for telephones of today take 24.
pub const MOST_PIXELS: u64 = 25_000_000;
/// The most that its pixels may take while they are read, in bytes.
pub const MOST_MEMORY: u64 = 256 << 20;
/// The longest side of what is kept, in pixels.
pub const MOST_SIDE: u32 = 2400;
/// The widths that pages are given, in pixels, where the picture is as wide.
pub const WIDTHS: [u32; 3] = [400, 800, 1600];

/// The tables. Bytes stand last in their rows, so that a list of pictures reads none.
pub const TABLE: Table = Table(
    "CREATE TABLE image (
        hash TEXT PRIMARY KEY,
        ending TEXT NOT NULL,
        width {int} NOT NULL,
        height {int} NOT NULL,
        alt TEXT NOT NULL,
        credit TEXT NOT NULL,
        licence TEXT NOT NULL,
        added {int} NOT NULL,
        bytes {bytes} NOT NULL
    ){strict};
    CREATE INDEX image_added ON image (added);
    CREATE TABLE image_form (
        image TEXT NOT NULL REFERENCES image (hash),
        width {int} NOT NULL,
        ending TEXT NOT NULL,
        bytes {bytes} NOT NULL,
        PRIMARY KEY (image, width, ending)
    ){strict};",
);

/// The SHA-256 of a picture's bytes, by which it is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(String);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The hash that 64 small hexadecimal digits write.
    pub fn read(text: &str) -> Option<Self> {
        let digit = |sign: u8| sign.is_ascii_digit() || (b'a'..=b'f').contains(&sign);
        (text.len() == 64 && text.bytes().all(digit)).then(|| Self(text.to_owned()))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// JPEG, for photographs.
    Jpg,
    /// PNG, for drawings and what can be seen through.
    Png,
    /// WebP, which most programs take and which is smaller.
    WebP,
}

impl Ending {
    /// What stands behind the point in its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Jpg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }

    /// The ending that a word stands for.
    pub fn read(word: &str) -> Option<Self> {
        [Self::Jpg, Self::Png, Self::WebP].into_iter().find(|ending| ending.word() == word)
    }
}

/// An upload that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// The hash of `bytes`.
    pub hash: Hash,
    /// How `bytes` are written: JPEG or PNG.
    pub ending: Ending,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// The picture.
    pub bytes: Vec<u8>,
    /// What pages show of it.
    pub forms: Vec<Form>,
}

/// One width of a picture, in one way of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its width, in pixels.
    pub width: u32,
    /// How it is written.
    pub ending: Ending,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What is said of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Who made it; empty where nobody need be named.
    pub credit: String,
    /// Under which licence it may be shown; empty where none is known.
    pub licence: String,
}

/// A picture that is kept, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its name.
    pub hash: Hash,
    /// How it is written where WebP is not taken.
    pub ending: Ending,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// What is said of it.
    pub said: Said,
    /// When it came, in seconds since 1970.
    pub added: i64,
}

/// The widths in which a picture of this width is shown: none is wider than itself.
pub fn widths(width: u32) -> Vec<u32> {
    let most = WIDTHS.into_iter().max().unwrap_or(width).min(width);
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|one| *one < most).collect();
    widths.push(most);
    widths
}

impl Picture {
    /// The address of one of its forms.
    pub fn address(&self, width: u32, ending: Ending) -> String {
        format!("/media/{}-{width}.{}", self.hash, ending.word())
    }

    /// The address of its widest form that every program takes.
    pub fn widest(&self) -> String {
        self.address(widths(self.width).last().copied().unwrap_or(self.width), self.ending)
    }

    /// Its height where it is shown in this width, in pixels.
    pub fn height_at(&self, width: u32) -> u32 {
        write::scaled(self.height, width, self.width)
    }

    fn of(row: &Row) -> Result<Self, DbError> {
        let damaged = |what: &str| DbError::Form(format!("a picture has {what}"));
        let pixels = |column| u32::try_from(row.int(column)?).map_err(|_| damaged("no such width or height"));
        Ok(Self {
            hash: Hash::read(row.text(0)?).ok_or_else(|| damaged("no hash for its name"))?,
            ending: Ending::read(row.text(1)?).ok_or_else(|| damaged("an unknown ending"))?,
            width: pixels(2)?.max(1),
            height: pixels(3)?.max(1),
            said: Said {
                alt: row.text(4)?.to_owned(),
                credit: row.text(5)?.to_owned(),
                licence: row.text(6)?.to_owned(),
            },
            added: row.int(7)?,
        })
    }
}

/// What is kept of an upload, and every form of it. Takes up to some seconds: never call it within a transaction.
///
/// # Errors
///
/// Why it is no picture that can be kept.
pub fn ready(bytes: &[u8]) -> Result<Ready, ImageRefusal> {
    // INVARIANT: nothing outlives the closure but its answer, so that a decoder that panics leaves nothing half-done.
    std::panic::catch_unwind(|| {
        let seen = read::pixels(bytes)?;
        write::ready(bytes, seen)
    })
    .unwrap_or(Err(ImageRefusal::Damaged))
}

/// Keeps a picture; of one that is there already, what is said of it is changed.
///
/// # Errors
///
/// Where nothing is said of what it shows, or too much; the database's.
pub fn keep(sql: &mut dyn Sql, ready: &Ready, said: &Said, now: i64) -> Result<(), ImageRefusal> {
    let said = told(said)?;
    let keep = "INSERT INTO image (hash, ending, width, height, alt, credit, licence, added, bytes)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                ON CONFLICT (hash) DO UPDATE SET alt = excluded.alt, credit = excluded.credit, licence = excluded.licence";
    let hash = ready.hash.as_str();
    let (width, height) = (i64::from(ready.width), i64::from(ready.height));
    let row = values![
        hash,
        ready.ending.word(),
        width,
        height,
        &said.alt,
        &said.credit,
        &said.licence,
        now,
        ready.bytes.as_slice()
    ];
    sql.run(keep, &row)?;
    for form in &ready.forms {
        let keep = "INSERT INTO image_form (image, width, ending, bytes) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (image, width, ending) DO NOTHING";
        sql.run(keep, &values![hash, i64::from(form.width), form.ending.word(), form.bytes.as_slice()])?;
    }
    Ok(())
}

/// Changes what is said of a picture; whether there is one of this name.
///
/// # Errors
///
/// As [`keep`].
pub fn say(sql: &mut dyn Sql, hash: &Hash, said: &Said) -> Result<bool, ImageRefusal> {
    let said = told(said)?;
    let say = "UPDATE image SET alt = $2, credit = $3, licence = $4 WHERE hash = $1";
    Ok(sql.run(say, &values![hash.as_str(), &said.alt, &said.credit, &said.licence])? == 1)
}

/// What is said, on one line each and within bounds.
fn told(said: &Said) -> Result<Said, ImageRefusal> {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = Said { alt: line(&said.alt), credit: line(&said.credit), licence: line(&said.licence) };
    let clean = [&said.alt, &said.credit, &said.licence];
    if said.alt.is_empty() {
        return Err(ImageRefusal::NotDescribed);
    }
    if clean.iter().any(|text| text.chars().count() > 500 || text.chars().any(char::is_control)) {
        return Err(ImageRefusal::SaidTooMuch);
    }
    Ok(said)
}

const COLUMNS: &str = "SELECT hash, ending, width, height, alt, credit, licence, added FROM image";

/// The picture of a name, if there is one.
///
/// # Errors
///
/// The database's.
pub fn picture(sql: &mut dyn Sql, hash: &Hash) -> Result<Option<Picture>, DbError> {
    let row = sql.row(&format!("{COLUMNS} WHERE hash = $1"), &values![hash.as_str()])?;
    row.as_ref().map(Picture::of).transpose()
}

/// Every picture, the newest first.
///
/// # Errors
///
/// The database's.
pub fn all(sql: &mut dyn Sql) -> Result<Vec<Picture>, DbError> {
    sql.rows(&format!("{COLUMNS} ORDER BY added DESC, hash"), &[])?.iter().map(Picture::of).collect()
}

/// The bytes of a picture as it is kept, to export it.
///
/// # Errors
///
/// The database's.
pub fn bytes(sql: &mut dyn Sql, hash: &Hash) -> Result<Option<Vec<u8>>, DbError> {
    let row = sql.row("SELECT bytes FROM image WHERE hash = $1", &values![hash.as_str()])?;
    row.map(|row| row.bytes(0).map(<[u8]>::to_vec)).transpose()
}

/// The bytes of one of its forms.
///
/// # Errors
///
/// The database's.
pub fn form(
    sql: &mut dyn Sql,
    hash: &Hash,
    width: u32,
    ending: Ending,
) -> Result<Option<Vec<u8>>, DbError> {
    let find = "SELECT bytes FROM image_form WHERE image = $1 AND width = $2 AND ending = $3";
    let row = sql.row(find, &values![hash.as_str(), i64::from(width), ending.word()])?;
    row.map(|row| row.bytes(0).map(<[u8]>::to_vec)).transpose()
}

/// Removes a picture and its forms; whether there was one.
///
/// # Errors
///
/// The database's.
pub fn remove(sql: &mut dyn Sql, hash: &Hash) -> Result<bool, DbError> {
    sql.run("DELETE FROM image_form WHERE image = $1", &values![hash.as_str()])?;
    Ok(sql.run("DELETE FROM image WHERE hash = $1", &values![hash.as_str()])? == 1)
}
