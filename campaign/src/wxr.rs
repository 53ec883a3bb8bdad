//! WordPress's export (WXR, "WordPress eXtended RSS" 1.2): pages and posts with their authors, dates and addresses, in Markdown;
//! what cannot be taken is listed with its line, and nothing is dropped silently.
//!
//! Mail addresses of authors and whoever commented are not taken: they were not given to this site.

mod convert;
mod parse;
mod words;

#[cfg(test)]
mod tests;

use std::fmt;

pub use words::with_pictures;

/// The most that an export may have, in bytes.
pub const MOST_BYTES: usize = 64 << 20;
/// The most items that one may have.
pub const MOST_ITEMS: usize = 50_000;
/// The most bytes that the text of one item may have.
pub const MOST_WORDS: usize = 500_000;

/// What an export holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Export {
    /// The name of the site.
    pub title: String,
    /// Where it stood, such as `https://example.org`, without a slash at the end.
    pub site: String,
    /// Its pages and posts, in the order of the file.
    pub posts: Vec<Post>,
    /// What was uploaded there: names and addresses, for the files themselves are not in an export.
    pub files: Vec<File>,
    /// What is not taken.
    pub left: Vec<Left>,
}

/// A page or a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The line on which it begins.
    pub line: usize,
    /// WordPress's number of it.
    pub id: u64,
    /// Is it a page that stands by itself? Otherwise it is news.
    pub page: bool,
    /// The title.
    pub title: String,
    /// The last part of its address; empty where it had none.
    pub slug: String,
    /// The path at which it stood, such as `/2024/03/hello/`, where it had one.
    pub path: Option<String>,
    /// Who wrote it, by the name that was shown.
    pub author: String,
    /// When it was published, or is to be, in seconds since 1970.
    pub published: Option<i64>,
    /// How it stood.
    pub stands: Stands,
    /// The excerpt, as plain text.
    pub excerpt: String,
    /// The text, in Markdown. Pictures have the addresses that they had: see [`with_pictures`].
    pub text: String,
    /// Its categories, by name.
    pub categories: Vec<String>,
    /// Its tags, by name.
    pub tags: Vec<String>,
    /// The file that stood above it as a picture, by WordPress's number.
    pub picture: Option<u64>,
    /// The page that it stood under, by WordPress's number.
    pub parent: Option<u64>,
    /// Its place among pages.
    pub order: i64,
}

/// How a page or post stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Everybody could read it.
    Published,
    /// It was to be published.
    Scheduled,
    /// It was not: a draft, waiting for review, private, or behind a password.
    Draft,
}

/// A file that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The line on which it begins.
    pub line: usize,
    /// WordPress's number of it.
    pub id: u64,
    /// Its title.
    pub title: String,
    /// Where it stood.
    pub url: String,
    /// What it shows, where that was said.
    pub alt: String,
}

/// Something that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The line, from 1.
    pub line: usize,
    /// What, and why.
    pub says: String,
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.says)
    }
}

/// Why an export cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WxrError {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub says: String,
}

impl WxrError {
    fn new(line: impl Into<Option<usize>>, says: impl Into<String>) -> Self {
        Self { line: line.into(), says: says.into() }
    }
}

impl fmt::Display for WxrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "the export cannot be read at line {line}: {}", self.says),
            None => write!(f, "the export cannot be read: {}", self.says),
        }
    }
}

impl std::error::Error for WxrError {}

/// Reads an export.
///
/// # Errors
///
/// Where it is no export, is not well-formed, or passes a bound.
pub fn read(text: &str) -> Result<Export, WxrError> {
    if text.len() > MOST_BYTES {
        return Err(WxrError::new(
            None,
            format!("it has more than {} MB: export it in parts", MOST_BYTES >> 20),
        ));
    }
    parse::read(text.trim_start_matches('\u{feff}'))
}

impl Export {
    fn leave(&mut self, line: usize, says: impl Into<String>) {
        self.left.push(Left { line, says: says.into() });
    }

    /// The file of WordPress's number.
    pub fn file(&self, id: u64) -> Option<&File> {
        self.files.iter().find(|file| file.id == id)
    }

    /// The path below `wp-content/uploads/` of a file of this site, as it was uploaded: WordPress writes smaller sizes of a
    /// picture as `name-300x200.jpg`, beside `name.jpg`.
    pub fn uploaded(&self, url: &str) -> Option<String> {
        let (site, path) = url.split_once("/wp-content/uploads/")?;
        let host = |url: &str| url.split_once("://").map_or(url, |(_, rest)| rest).to_ascii_lowercase();
        if !site.is_empty() && host(site) != host(&self.site) {
            return None;
        }
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let plain = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
        if !plain || path.contains('\\') {
            return None;
        }
        let (stem, ending) = path.rsplit_once('.')?;
        let sized = stem.rsplit_once('-').filter(|(_, size)| {
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            size.split_once('x').is_some_and(|(width, height)| digits(width) && digits(height))
        });
        Some(format!("{}.{ending}", sized.map_or(stem, |(stem, _)| stem)))
    }
}
