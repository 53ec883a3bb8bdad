//! What an address answers with: a page, a file, another address, or a refusal that says what would be right.

use crate::{facts::Facts, page::Page, preview::Preview, routes::Asked};
use std::fmt;
use tokio::sync::oneshot;

/// What a route answers with.
#[derive(Debug)]
pub enum Answer {
    /// A page of the site.
    Page(Page),
    /// A page of which other programs are told more than its title.
    Known(Page, Box<Preview>),
    /// A page whose form holds what cannot be answered, with what is wrong beside it: 400.
    Wrong(Page),
    /// Something to download.
    File(File),
    /// A file of the campaign's, for everybody.
    Public(Public),
    /// Bytes to be read where they stand, by programs: a checkpoint, a tile.
    InPlace(FileKind, Vec<u8>),
    /// The same thing under its proper address.
    Moved(String),
    /// What a form asked for is done: the reader is sent on to see it (303), so that to load that page again does nothing twice.
    Done(Done),
    /// It is said once a commit is on the disk. No thread waits for it, so that very many can share one.
    Later(Later),
}

/// What will be said.
pub struct Later(oneshot::Receiver<Said>);

/// What is said after a commit.
pub enum Said {
    /// A page for which nothing more is read.
    Plain(Box<dyn FnOnce() -> Answer + Send>),
    /// One for which the tables are read again.
    Read(Box<Saying>),
}

/// Says something to whoever asked.
pub type Saying = dyn FnOnce(&Facts, &Asked<'_>) -> Result<Answer, Refusal> + Send;

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Later").finish_non_exhaustive()
    }
}

impl Later {
    /// What will be said, and whom to tell what it is.
    pub fn new() -> (oneshot::Sender<Said>, Self) {
        let (tell, told) = oneshot::channel();
        (tell, Self(told))
    }

    /// Waits for it, and holds no thread.
    ///
    /// # Errors
    ///
    /// 500 where whoever was to tell has gone.
    pub async fn told(self) -> Result<Said, Refusal> {
        self.0.await.map_err(|_| Refusal::broken())
    }
}

impl Answer {
    /// What a form asked for is done; the page at `to` says so in a sentence.
    pub fn done(to: impl Into<String>, said: impl Into<String>) -> Self {
        Self::Done(Done { to: to.into(), said: Some(said.into()), session: None })
    }
}

/// Where a reader is sent after a form, and what goes with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The path of the page to see.
    pub to: String,
    /// What that page says was done.
    pub said: Option<String>,
    /// The session that begins or ends with it.
    pub session: Option<Turn>,
}

/// What becomes of a reader's session.
#[derive(Clone, PartialEq, Eq)]
pub enum Turn {
    /// It begins, under this token.
    Begins(String),
    /// It ends.
    Ends,
}

impl std::fmt::Debug for Turn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A token is not for logs.
        f.write_str(match self {
            Self::Begins(_) => "Begins",
            Self::Ends => "Ends",
        })
    }
}

/// A download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The name that a browser saves it under.
    pub name: String,
    /// Its kind.
    pub kind: FileKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file for everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    /// The file.
    pub file: File,
    /// Is it to be saved, rather than shown?
    pub download: bool,
    /// Is its address never that of anything else, so that whoever has it need not ask again?
    pub lasting: bool,
}

/// The kinds of downloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Events for calendars (RFC 5545).
    Calendar,
    /// Comma-separated values, UTF-8.
    Csv,
    /// JSON.
    Json,
    /// A picture in SVG.
    Svg,
    /// Plain text, such as a charter.
    Text,
    /// Bytes of another form, such as hashes.
    Bytes,
    /// An archive of files.
    Tar,
    /// One that is compressed, as people exchange them.
    Zip,
    /// A letter, for a mail program.
    Letter,
    /// A feed of news (RFC 4287).
    Atom,
    /// A feed of news (JSON Feed 1.1).
    JsonFeed,
    /// Another document in XML.
    Xml,
    /// A picture in JPEG.
    Jpeg,
    /// A picture in PNG.
    Png,
    /// A document in PDF.
    Pdf,
}

impl FileKind {
    /// The value of `Content-Type`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Calendar => "text/calendar; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Svg => "image/svg+xml",
            Self::Text => "text/plain; charset=utf-8",
            Self::Bytes => "application/octet-stream",
            Self::Tar => "application/x-tar",
            Self::Zip => "application/zip",
            Self::Letter => "message/rfc822",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::JsonFeed => "application/feed+json; charset=utf-8",
            Self::Xml => "application/xml; charset=utf-8",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }
}

/// Why an address has no answer. It becomes a page that offers the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The status code, from 400 on.
    pub status: u16,
    /// The heading, such as `There is no such page`.
    pub title: String,
    /// What is wrong, in a sentence.
    pub says: String,
    /// What would be right, in a sentence.
    pub help: Option<String>,
    /// Addresses of the site that may be meant, with their words.
    pub instead: Vec<(String, String)>,
}

impl Refusal {
    /// Nothing stands at this address: 404.
    pub fn not_found(says: impl Into<String>) -> Self {
        Self::new(404, "There is no such page", says)
    }

    /// The question cannot be understood: 400.
    pub fn bad(says: impl Into<String>) -> Self {
        Self::new(400, "The question cannot be answered", says)
    }

    /// The program made a mistake: 500.
    pub fn broken() -> Self {
        Self::new(500, "A mistake of ours", "The program failed to answer this question.")
            .help("Please report the address and what was sent.")
    }

    /// A refusal with a status and a heading of its own.
    pub fn new(status: u16, title: impl Into<String>, says: impl Into<String>) -> Self {
        Self { status, title: title.into(), says: says.into(), help: None, instead: Vec::new() }
    }

    /// The same, saying what would be right.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with an address that may be meant.
    #[must_use]
    pub fn instead(mut self, address: impl Into<String>, words: impl Into<String>) -> Self {
        self.instead.push((address.into(), words.into()));
        self
    }
}
