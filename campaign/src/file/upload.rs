//! What an upload is, by its bytes alone: neither its name nor what it claims to be is believed.

use super::{FileRefusal, Kind};
use crate::{
    content::slug,
    image::{self, Ending, Form, ImageRefusal},
};
use sha2::{Digest, Sha256};

/// The most bytes of a document: 20 MB.
pub const MOST_DOCUMENT: usize = 20 << 20;

/// An upload that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Its kind.
    pub kind: Kind,
    /// The SHA-256 of its bytes.
    pub hash: String,
    /// Width and height of a picture, in pixels.
    pub pixels: Option<(u32, u32)>,
    /// What is kept.
    pub bytes: Vec<u8>,
    /// The widths in which a picture is shown.
    pub forms: Vec<Form>,
}

/// Reads an upload. Of a picture it takes up to some seconds: never call it within a transaction.
///
/// # Errors
///
/// Why it cannot be kept.
pub fn prepared(bytes: &[u8]) -> Result<Prepared, FileRefusal> {
    if bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    match image::ready(bytes) {
        Ok(ready) => Ok(Prepared {
            kind: match ready.ending {
                Ending::Jpg => Kind::Jpg,
                Ending::Png => Kind::Png,
            },
            hash: hash(&ready.bytes),
            pixels: Some((ready.width, ready.height)),
            bytes: ready.bytes,
            forms: ready.forms,
        }),
        Err(ImageRefusal::NoPicture | ImageRefusal::TooLong) => {
            let kind = document(bytes)?;
            Ok(Prepared { kind, hash: hash(bytes), pixels: None, bytes: bytes.to_vec(), forms: Vec::new() })
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// Which document it is.
fn document(bytes: &[u8]) -> Result<Kind, FileRefusal> {
    if bytes.len() > MOST_DOCUMENT {
        return Err(FileRefusal::TooLong);
    }
    if bytes.starts_with(b"%PDF-") {
        let end = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or(bytes);
        let ends = end.windows(5).any(|part| part == b"%%EOF");
        return if ends { Ok(Kind::Pdf) } else { Err(FileRefusal::BrokenOff) };
    }
    let text = std::str::from_utf8(bytes).map_err(|_| FileRefusal::Unknown)?;
    if text.chars().any(|sign| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t' | '\u{c}')) {
        return Err(FileRefusal::Unknown);
    }
    let lower = text.to_ascii_lowercase();
    match ["<html", "<!doctype", "<script", "<body", "<svg", "<?xml"].iter().any(|mark| lower.contains(mark))
    {
        true => Err(FileRefusal::Page),
        false => Ok(Kind::Text),
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A name for an upload, after that which it had or was given: `IMG 2041 (1).JPEG` is `img-2041-1.jpg`. Empty where nothing of it
/// can stand in an address.
pub fn name_of(text: &str, kind: Kind) -> String {
    const ENDINGS: [&str; 9] = ["jpg", "jpeg", "png", "gif", "webp", "pdf", "txt", "md", "csv"];
    let stem = match text.rsplit_once('.') {
        Some((stem, ending)) if ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) => stem,
        _ => text,
    };
    match slug::of(stem) {
        slug if slug.is_empty() => slug,
        slug => format!("{slug}.{}", kind.ending()),
    }
}
