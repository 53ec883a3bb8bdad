//! An answer as bytes: written once, compressed, and named by its content.

use crate::{
    answer::{Answer, Refusal},
    assets::{Asset, hash},
    facts::Facts,
    layout,
    pages::refused,
};
use flate2::{Compression, write::GzEncoder};
use hyper::body::Bytes;
use std::io::Write;

/// What a reader gets, before a status line and the headers of the connection.
#[derive(Clone, Debug)]
pub struct Written {
    /// The status code.
    pub status: u16,
    /// The value of `Content-Type`.
    pub media_type: &'static str,
    /// The name to save it under, for downloads.
    pub download: Option<String>,
    /// Where it moved to, for a redirect.
    pub location: Option<String>,
    /// The body.
    pub plain: Bytes,
    /// The body compressed; none where that is no gain.
    pub gzip: Option<Bytes>,
    /// The name of the content, in quotes.
    pub etag: String,
}

/// How much trouble to take in compressing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// For what is kept.
    Best,
    /// For what is written each time.
    Fast,
}

const HTML: &str = "text/html; charset=utf-8";

impl Written {
    /// Writes the answer of a route.
    pub fn answer(answer: Answer, facts: &Facts, effort: Effort) -> Self {
        match answer {
            Answer::Page(page) => Self::new(200, HTML, layout::document(&page, facts).into_bytes(), effort),
            Answer::Wrong(page) => Self::new(400, HTML, layout::document(&page, facts).into_bytes(), effort),
            Answer::File(file) => Self {
                download: Some(file.name),
                ..Self::new(200, file.kind.media_type(), file.bytes, effort)
            },
            Answer::Moved(address) => {
                let words = format!("It stands at {address}\n").into_bytes();
                Self { location: Some(address), ..Self::new(308, "text/plain; charset=utf-8", words, effort) }
            }
        }
    }

    /// Writes a refusal as a page.
    pub fn refusal(refusal: &Refusal, facts: &Facts) -> Self {
        let page = refused::page(refusal);
        Self::new(refusal.status, HTML, layout::document(&page, facts).into_bytes(), Effort::Fast)
    }

    /// Writes the style or the script.
    pub fn asset(asset: &Asset) -> Self {
        Self::new(200, asset.media_type, asset.text.as_bytes().to_vec(), Effort::Best)
    }

    fn new(status: u16, media_type: &'static str, body: Vec<u8>, effort: Effort) -> Self {
        let gzip = gzip(&body, effort).filter(|gzip| gzip.len() < body.len()).map(Bytes::from);
        let etag = format!("\"{}\"", hash(&body));
        Self { status, media_type, download: None, location: None, plain: Bytes::from(body), gzip, etag }
    }

    /// How much memory it takes, about.
    pub fn size(&self) -> usize {
        self.plain.len() + self.gzip.as_ref().map_or(0, Bytes::len) + 256
    }
}

fn gzip(body: &[u8], effort: Effort) -> Option<Vec<u8>> {
    let level = match effort {
        Effort::Best => Compression::best(),
        Effort::Fast => Compression::fast(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}
