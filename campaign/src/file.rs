//! Files of the campaign: pictures and documents that people upload, with what is said of them, shown under `/files/`.
//!
//! Their bytes stand in the tables beside everything else: one backup holds them all, several servers on one database show the
//! same, and what is written with a page is written in the same transaction. A campaign has some hundred of them, each within
//! bounds. What is kept of a picture is the picture alone ([`crate::image`]).

mod find;
mod refusal;
mod shown;
mod upload;
mod used;

#[cfg(test)]
mod tests;

pub use find::{all, bytes, form, named, of_id, of_organisations};
pub use refusal::FileRefusal;
pub use shown::{element, html, letter_html, line_of, of_address};
pub use upload::{Prepared, name_of, prepared};
pub use used::{Use, uses};

use crate::people::number;
use crate::{
    content::slug,
    db::{DbError, Row, Sql, Table},
    image, search, values,
};

/// What stands before a file's name in its address.
pub const PLACE: &str = "/files/";

/// The tables. Bytes stand last in their rows, so that a list of files reads none.
pub const TABLE: Table = Table(
    "CREATE TABLE file (
        id {id},
        name TEXT NOT NULL UNIQUE,
        ending TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE,
        size {int} NOT NULL,
        width {int},
        height {int},
        title TEXT NOT NULL,
        alt TEXT NOT NULL,
        credit TEXT NOT NULL,
        licence TEXT NOT NULL,
        listed {int} NOT NULL,
        press {int} NOT NULL,
        added {int} NOT NULL,
        changed {int} NOT NULL,
        bytes {bytes} NOT NULL
    ){strict};
    CREATE TABLE file_form (
        file {int} NOT NULL REFERENCES file (id),
        width {int} NOT NULL,
        bytes {bytes} NOT NULL,
        PRIMARY KEY (file, width)
    ){strict};",
);

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A picture in JPEG.
    Jpg,
    /// A picture in PNG.
    Png,
    /// A document in PDF.
    Pdf,
    /// Plain text in UTF-8.
    Text,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Jpg, Self::Png, Self::Pdf, Self::Text];

    /// What stands behind the point in its name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpg => "jpg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Text => "txt",
        }
    }

    /// What it is, for people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Jpg => "JPEG",
            Self::Png => "PNG",
            Self::Pdf => "PDF",
            Self::Text => "plain text",
        }
    }

    /// The kind of an ending.
    pub fn read(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.ending() == ending)
    }

    /// Is it a picture?
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpg | Self::Png)
    }
}

/// What is said of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Its title; empty where its name says enough.
    pub title: String,
    /// What a picture shows, for those who do not see it; of a document it is empty.
    pub alt: String,
    /// Who made it; empty where nobody need be named.
    pub credit: String,
    /// Under which licence it may be shown; empty where none is known.
    pub licence: String,
    /// Is it listed under the documents?
    pub listed: bool,
    /// Is it listed for the press?
    pub press: bool,
}

/// A file without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its row.
    pub id: u64,
    /// Its name, such as `meeting.jpg`.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// The SHA-256 of its bytes, in 64 hexadecimal digits.
    pub hash: String,
    /// How many bytes it has.
    pub size: u64,
    /// Width and height of a picture, in pixels.
    pub pixels: Option<(u32, u32)>,
    /// What is said of it.
    pub said: Said,
    /// When it came, in seconds since 1970.
    pub added: i64,
    /// When its bytes came.
    pub changed: i64,
}

const COLUMNS: &str = "SELECT id, name, ending, hash, size, width, height, title, alt, credit, licence, listed, press, added, \
                       changed FROM file";

impl File {
    /// Its address on this site, which stays when the file is replaced.
    pub fn address(&self) -> String {
        format!("{PLACE}{}", self.name)
    }

    /// Its title, or its name.
    pub fn title(&self) -> &str {
        if self.said.title.is_empty() { &self.name } else { &self.said.title }
    }

    /// The address of a picture in one of its widths, which is never that of anything else.
    pub fn form_address(&self, width: u32) -> String {
        format!("{PLACE}{}-{width}.{}", self.hash, self.kind.ending())
    }

    /// A picture at its narrowest, for where it is shown small: its address, and its width and height in pixels.
    pub fn small(&self) -> Option<(String, u32, u32)> {
        let (width, height) = self.pixels?;
        let narrow = widths(self).first().copied()?;
        let high = (u64::from(height) * u64::from(narrow)).div_ceil(u64::from(width.max(1)));
        Some((self.form_address(narrow), narrow, u32::try_from(high).unwrap_or(height)))
    }

    fn of(row: &Row) -> Result<Self, DbError> {
        let text = |column| row.text(column).map(str::to_owned);
        let pixels = |column| {
            let side = row.maybe_int(column)?.map(u32::try_from).transpose();
            side.map_err(|_| DbError::Form("a picture has no such width or height".to_owned()))
        };
        Ok(Self {
            id: row.count(0)?,
            name: text(1)?,
            kind: Kind::read(row.text(2)?)
                .ok_or_else(|| DbError::Form("a file has an unknown ending".to_owned()))?,
            hash: text(3)?,
            size: row.count(4)?,
            pixels: pixels(5)?.zip(pixels(6)?),
            said: Said {
                title: text(7)?,
                alt: text(8)?,
                credit: text(9)?,
                licence: text(10)?,
                listed: row.yes(11)?,
                press: row.yes(12)?,
            },
            added: row.int(13)?,
            changed: row.int(14)?,
        })
    }
}

/// Is it the name of a file: a slug and an ending?
pub fn is_name(text: &str) -> bool {
    text.rsplit_once('.').is_some_and(|(stem, ending)| slug::is_slug(stem) && Kind::read(ending).is_some())
}

/// Does a name end as those of pictures do?
pub fn is_named_as_a_picture(text: &str) -> bool {
    let ending = text.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ["jpg", "jpeg", "png", "gif", "webp"].contains(&ending.as_str()))
}

/// Keeps a file under a name of its kind, such as `meeting.jpg`.
///
/// # Errors
///
/// What is wrong with the name or with what is said; that another file has the name, or the same bytes.
pub fn keep(
    sql: &mut dyn Sql,
    file: &Prepared,
    name: &str,
    said: &Said,
    now: i64,
) -> Result<File, FileRefusal> {
    let said = told(file.kind, said)?;
    let right = name.rsplit_once('.').is_some_and(|(_, ending)| ending == file.kind.ending());
    if !is_name(name) || !right {
        return Err(FileRefusal::Name(file.kind));
    }
    if named(sql, name)?.is_some() {
        return Err(FileRefusal::Taken(name.to_owned()));
    }
    new(sql, file)?;
    let keep = "INSERT INTO file (name, ending, hash, size, width, height, title, alt, credit, licence, listed, press, added,
                changed, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14) RETURNING id";
    let values = values![
        name,
        file.kind.ending(),
        &file.hash,
        counted(file.bytes.len()),
        file.pixels.map(|(width, _)| i64::from(width)),
        file.pixels.map(|(_, height)| i64::from(height)),
        said.title,
        said.alt,
        said.credit,
        said.licence,
        said.listed,
        said.press,
        now,
        file.bytes.as_slice(),
    ];
    let id = sql.number(keep, &values)?;
    forms(sql, id, file)?;
    let kept = named(sql, name)?.ok_or(FileRefusal::Gone)?;
    search::refresh(sql, "file", kept.id)?;
    Ok(kept)
}

/// Puts other bytes in the place of a file's: its name, and what is said of it, stay.
///
/// # Errors
///
/// [`FileRefusal::OtherKind`]; that another file has these bytes; that there is none.
pub fn replace(sql: &mut dyn Sql, id: u64, file: &Prepared, now: i64) -> Result<(), FileRefusal> {
    let old = of_id(sql, id)?.ok_or(FileRefusal::Gone)?;
    if old.kind != file.kind {
        return Err(FileRefusal::OtherKind(old.kind, file.kind));
    }
    if old.hash == file.hash {
        return Ok(());
    }
    new(sql, file)?;
    let replace = "UPDATE file SET hash = $2, size = $3, width = $4, height = $5, changed = $6, bytes = $7 WHERE id = $1";
    let values = values![
        number(id),
        &file.hash,
        counted(file.bytes.len()),
        file.pixels.map(|(width, _)| i64::from(width)),
        file.pixels.map(|(_, height)| i64::from(height)),
        now,
        file.bytes.as_slice(),
    ];
    sql.run(replace, &values)?;
    sql.run("DELETE FROM file_form WHERE file = $1", &values![number(id)])?;
    forms(sql, number(id), file)?;
    Ok(())
}

/// Changes what is said of a file.
///
/// # Errors
///
/// What is wrong with it; that there is none.
pub fn say(sql: &mut dyn Sql, id: u64, said: &Said) -> Result<(), FileRefusal> {
    let file = of_id(sql, id)?.ok_or(FileRefusal::Gone)?;
    let said = told(file.kind, said)?;
    let say = "UPDATE file SET title = $2, alt = $3, credit = $4, licence = $5, listed = $6, press = $7 WHERE id = $1";
    let values =
        values![number(id), said.title, said.alt, said.credit, said.licence, said.listed, said.press];
    sql.run(say, &values)?;
    Ok(search::refresh(sql, "file", id)?)
}

/// Removes a file that nothing uses.
///
/// # Errors
///
/// [`FileRefusal::Used`]; that there is none.
pub fn remove(sql: &mut dyn Sql, id: u64) -> Result<(), FileRefusal> {
    let file = of_id(sql, id)?.ok_or(FileRefusal::Gone)?;
    let uses = uses(sql, &file)?;
    if !uses.is_empty() {
        return Err(FileRefusal::Used(uses));
    }
    sql.run("DELETE FROM file_form WHERE file = $1", &values![number(id)])?;
    sql.run("DELETE FROM file WHERE id = $1", &values![number(id)])?;
    Ok(search::refresh(sql, "file", id)?)
}

/// Are these bytes not kept yet?
fn new(sql: &mut dyn Sql, file: &Prepared) -> Result<(), FileRefusal> {
    let same = sql.row("SELECT name FROM file WHERE hash = $1", &values![&file.hash])?;
    same.map_or(Ok(()), |row| Err(FileRefusal::Same(row.text(0)?.to_owned())))
}

fn forms(sql: &mut dyn Sql, id: i64, file: &Prepared) -> Result<(), DbError> {
    for form in &file.forms {
        let keep = "INSERT INTO file_form (file, width, bytes) VALUES ($1, $2, $3)";
        sql.run(keep, &values![id, i64::from(form.width), form.bytes.as_slice()])?;
    }
    Ok(())
}

/// What is said, on one line each and within bounds.
fn told(kind: Kind, said: &Said) -> Result<Said, FileRefusal> {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let alt = if kind.is_picture() { line(&said.alt) } else { String::new() };
    let told = Said {
        title: line(&said.title),
        alt,
        credit: line(&said.credit),
        licence: line(&said.licence),
        ..*said
    };
    if kind.is_picture() && told.alt.is_empty() {
        return Err(FileRefusal::NotDescribed);
    }
    let texts = [&told.title, &told.alt, &told.credit, &told.licence];
    if texts.iter().any(|text| text.chars().count() > 300 || text.chars().any(char::is_control)) {
        return Err(FileRefusal::SaidTooMuch);
    }
    Ok(told)
}

/// The widths in which a picture is shown, the narrowest first.
pub(crate) fn widths(file: &File) -> Vec<u32> {
    file.pixels.map(|(width, _)| image::widths(width)).unwrap_or_default()
}

fn counted(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
