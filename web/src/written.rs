//! An answer as bytes: written once, compressed, and named by its content.

use crate::{
    answer::{Answer, Done, Public, Refusal, Turn},
    assets::{Asset, hash},
    cookie::Cookie,
    layout::{self, Around},
    page::Page,
    pages::refused,
    piece::{Effort, Piece},
};

/// What a reader gets, before a status line and the headers of the connection.
#[derive(Clone, Debug)]
pub struct Written {
    /// The status code.
    pub status: u16,
    /// The value of `Content-Type`.
    pub media_type: &'static str,
    /// The name to save it under, for downloads.
    pub download: Option<String>,
    /// Is its address never that of anything else, so that it may be kept for ever?
    pub lasting: bool,
    /// Where it moved to, for a redirect.
    pub location: Option<String>,
    /// Cookies that it sets or ends.
    pub cookies: Vec<Cookie>,
    /// The body; of a page, all above its footer, or above its part that changes.
    pub body: Piece,
    /// What follows that part, where the page has one.
    pub below: Option<Piece>,
    /// Does the footer of the site follow?
    pub footed: bool,
    /// The name of the content, without quotes.
    pub tag: String,
}

const HTML: &str = "text/html; charset=utf-8";

impl Written {
    /// Writes the answer of a route, a page with what stands around it.
    pub fn answer(answer: Answer, around: &Around, effort: Effort) -> Self {
        match answer {
            Answer::Page(page) => Self::page(200, &page, around, effort),
            Answer::Known(page, preview) => {
                let around = Around { coalition: around.coalition, preview: Some(*preview) };
                Self::page(200, &page, &around, effort)
            }
            Answer::Wrong(page) => Self::page(400, &page, around, effort),
            Answer::File(file) => Self {
                download: Some(file.name),
                ..Self::new(200, file.kind.media_type(), file.bytes, effort)
            },
            Answer::Public(Public { file, download, lasting }) => Self {
                download: download.then_some(file.name),
                lasting,
                // What is compressed already gains nothing.
                ..Self::new(200, file.kind.media_type(), file.bytes, Effort::None)
            },
            Answer::InPlace(kind, bytes) => Self::new(200, kind.media_type(), bytes, effort),
            Answer::Done(Done { to, said, session }) => {
                let words = format!("It is done; see {to}\n").into_bytes();
                let session = session.map(|turn| match turn {
                    Turn::Begins(token) => Cookie::Session(Some(token)),
                    Turn::Ends => Cookie::Session(None),
                });
                let cookies = session.into_iter().chain(said.map(|said| Cookie::Said(Some(said)))).collect();
                Self {
                    location: Some(to),
                    cookies,
                    ..Self::new(303, "text/plain; charset=utf-8", words, effort)
                }
            }
            // Whoever writes has waited.
            Answer::Later(_) => Self::refusal(&Refusal::broken(), around.coalition),
            Answer::Moved(address) => {
                let words = format!("It stands at {address}\n").into_bytes();
                Self { location: Some(address), ..Self::new(308, "text/plain; charset=utf-8", words, effort) }
            }
        }
    }

    /// Writes a refusal as a page.
    pub fn refusal(refusal: &Refusal, coalition: bool) -> Self {
        let around = Around { coalition, preview: None };
        Self::page(refusal.status, &refused::page(refusal), &around, Effort::Fast)
    }

    /// Writes the style or the script.
    pub fn asset(asset: &Asset) -> Self {
        Self::new(200, asset.media_type, asset.text.as_bytes().to_vec(), Effort::Best)
    }

    fn page(status: u16, page: &Page, around: &Around, effort: Effort) -> Self {
        let text = layout::above_footer(page, around);
        let tag = hash(text.as_bytes());
        let (above, below) = match text.split_once(layout::CHANGES) {
            Some((above, below)) => (above.to_owned(), Some(Piece::new(below.into(), effort))),
            None => (text, None),
        };
        Self { footed: true, below, tag, ..Self::new(status, HTML, above.into_bytes(), effort) }
    }

    fn new(status: u16, media_type: &'static str, body: Vec<u8>, effort: Effort) -> Self {
        let tag = hash(&body);
        let body = Piece::new(body, effort);
        Self {
            status,
            media_type,
            download: None,
            lasting: false,
            location: None,
            cookies: Vec::new(),
            body,
            below: None,
            footed: false,
            tag,
        }
    }

    /// How much memory it takes, about.
    pub fn size(&self) -> usize {
        self.body.size() + self.below.as_ref().map_or(0, Piece::size) + 256
    }
}

/// The footer of every page at one moment of the record.
#[derive(Clone, Debug)]
pub struct Footer {
    /// The end of a page's body.
    pub body: Piece,
    /// The name of its content.
    pub tag: String,
}

impl Footer {
    /// Writes it.
    pub fn new(text: String) -> Self {
        Self { tag: hash(text.as_bytes()), body: Piece::new(text.into_bytes(), Effort::Best) }
    }
}
