//! Pictures in Markdown, written `![what it shows](media:HASH)`: which are named, and how they are shown.

use super::{Ending, Hash, Picture, picture, widths};
use crate::{
    db::{DbError, Sql},
    mail::compose::escaped,
    markdown,
};
use pulldown_cmark::{Event, Parser, Tag};
use std::{collections::BTreeMap, fmt::Write};

/// How wide a picture is shown on a page: the column of reading, or the screen where that is narrower.
const SIZES: &str = "(min-width: 50em) 44rem, 100vw";

/// What stands before the hash.
const SCHEME: &str = "media:";

/// The picture that an address in Markdown names.
pub(crate) fn named(address: &str) -> Option<Hash> {
    Hash::read(address.strip_prefix(SCHEME)?)
}

/// The pictures that a text names, each once, in its order.
pub fn mentioned(text: &str) -> Vec<Hash> {
    let mut found = Vec::new();
    for event in Parser::new_ext(text, markdown::options()) {
        if let Event::Start(Tag::Image { dest_url, .. }) = event
            && let Some(hash) = named(&dest_url)
            && !found.contains(&hash)
        {
            found.push(hash);
        }
    }
    found
}

/// HTML of a text, as [`markdown::html`], with its pictures in the widths that are kept, and who made them below. One that is
/// not kept is left out, and its words stand for it.
///
/// # Errors
///
/// The database's.
pub fn html(sql: &mut dyn Sql, text: &str) -> Result<String, DbError> {
    let mut pictures = BTreeMap::new();
    for hash in mentioned(text) {
        if let Some(found) = picture(sql, &hash)? {
            pictures.insert(hash, found);
        }
    }
    Ok(markdown::html_with(text, &|hash, alt| pictures.get(hash).map(|found| element(found, alt))))
}

/// The element of a picture, and what stands below it.
fn element(found: &Picture, alt: &str) -> String {
    let widths = widths(found.width);
    let set = |ending: Ending| {
        let each = widths.iter().map(|width| format!("{} {width}w", found.address(*width, ending)));
        each.collect::<Vec<_>>().join(", ")
    };
    let middle = widths.get(widths.len() / 2).copied().unwrap_or(found.width);
    let alt = if alt.trim().is_empty() { &found.said.alt } else { alt };
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "<picture><source type=\"image/webp\" srcset=\"{webp}\" sizes=\"{SIZES}\">\
         <img src=\"{src}\" srcset=\"{plain}\" sizes=\"{SIZES}\" width=\"{width}\" height=\"{height}\" alt=\"{alt}\" loading=\"lazy\"></picture>",
        webp = set(Ending::WebP),
        src = found.address(middle, found.ending),
        plain = set(found.ending),
        width = found.width,
        height = found.height,
        alt = escaped(alt),
    );
    let credit: Vec<&str> =
        [found.said.credit.as_str(), &found.said.licence].into_iter().filter(|part| !part.is_empty()).collect();
    if !credit.is_empty() {
        let _ = write!(out, "<small>{}</small>", escaped(&credit.join(", ")));
    }
    out
}
