//! Content as a folder of files, to lie under version control: out of the tables, and back into them.
//!
//! A folder holds a Markdown file an item (of the form that [`crate::content::file`] reads), the campaign's files as they are, and
//! `files.toml`, which says what they show. What has not changed is written to the byte as before; reading says of each item
//! whether it is new, changed, or as it was. Events stay out: who registered for them belongs to their tables.

mod export;
mod files;
mod import;
mod unpacked;
mod upload;
pub mod waiting;
mod wordpress;

#[cfg(test)]
mod tests;

pub use export::{FOLDERS, export};
pub use files::Described;
pub use import::{Takes, import};
pub use unpacked::{Loose, MOST_FILES, MOST_UNPACKED, UploadError, packed, unpacked};
pub use upload::{MOST_POSTS, of_upload};
pub use wordpress::of_wordpress;

use crate::{
    content::file,
    file::{Prepared, Said},
};
use std::fmt;

/// The file of a folder that says what its pictures and documents are; by it a folder is known.
pub const LIST: &str = "files.toml";
/// The folder of pictures and documents within it.
pub const FILES: &str = "files";
/// The most bytes of a former address: PostgreSQL finds none that is much longer.
pub const MOST_PATH: usize = 500;

/// A Markdown file to be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where it lies, for what is said of it.
    pub path: String,
    /// What it holds.
    pub file: file::File,
    /// Who wrote it, where that is known.
    pub author: Option<String>,
}

/// A picture or document to be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Where it lies.
    pub path: String,
    /// Its name on the site.
    pub name: String,
    /// What is said of it.
    pub said: Said,
    /// Its bytes, ready to be kept.
    pub prepared: Prepared,
}

/// What is to be taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parcel {
    /// Items, in their order.
    pub texts: Vec<Text>,
    /// Pictures and documents.
    pub media: Vec<Media>,
    /// What could not be read, or is not taken.
    pub refused: Vec<Refused>,
}

/// Something that is not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The file.
    pub path: String,
    /// The line in it, from 1.
    pub line: usize,
    /// Why.
    pub says: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.says)
    }
}

/// What became of a file that was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It was not there before.
    New,
    /// It was, and is different now.
    Changed,
    /// It was there, to the letter.
    Same,
}

impl Fate {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Same => "same",
        }
    }
}

/// What became of a parcel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Each file with its fate.
    pub taken: Vec<(Fate, String)>,
    /// What is not taken.
    pub refused: Vec<Refused>,
}

impl Report {
    /// How many have a fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.taken.iter().filter(|(one, _)| *one == fate).count()
    }
}

/// The Markdown file of a path, or where and why it cannot be read.
///
/// # Errors
///
/// The line, and what is wrong.
pub fn text(path: &str, bytes: &[u8]) -> Result<Text, Refused> {
    let refused = |line, says: &str| Refused { path: path.to_owned(), line, says: says.to_owned() };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        refused(before.iter().filter(|byte| **byte == b'\n').count() + 1, "it is no text in UTF-8")
    })?;
    let file = file::read(text).map_err(|says| {
        // The head begins on the second line.
        let within =
            says.strip_prefix("TOML parse error at line ").and_then(|rest| rest.split([',', '\n']).next());
        let line = within.and_then(|line| line.trim().parse::<usize>().ok()).map_or(1, |line| line + 1);
        let last = says.lines().rfind(|line| !line.trim().is_empty()).unwrap_or(&says);
        refused(line, if within.is_some() { last } else { &says })
    })?;
    let odd = |former: &String| former.len() > MOST_PATH || former.chars().any(char::is_control);
    if file.formerly.iter().any(odd) {
        let says = format!(
            "an address in `formerly` has {MOST_PATH} signs at most, and none that cannot be printed"
        );
        return Err(refused(1, &says));
    }
    Ok(Text { path: path.to_owned(), file, author: None })
}
