//! Pictures in Markdown, written `![what it shows](/files/meeting.jpg)`: in the widths that are kept, and who made them below.

use super::{File, PLACE, named, widths};
use crate::{
    db::{DbError, Sql},
    mail::compose::escaped,
    markdown,
};
use pulldown_cmark::{Event, Parser, Tag};
use std::{collections::BTreeMap, fmt::Write};

/// How wide a picture is shown on a page: the column of reading, or the screen where that is narrower.
const SIZES: &str = "(min-width: 50em) 44rem, 100vw";
/// How wide a picture is shown in a letter at most, in pixels: its column of reading.
const LETTER: u32 = 560;

/// The file that an address of this site stands for, if there is one.
///
/// # Errors
///
/// The database's.
pub fn of_address(sql: &mut dyn Sql, address: &str) -> Result<Option<File>, DbError> {
    match address.strip_prefix(PLACE) {
        Some(name) => named(sql, name),
        None => Ok(None),
    }
}

/// HTML of a text, as [`markdown::html`], with the campaign's own pictures in the widths that are kept, and who made them below.
///
/// # Errors
///
/// The database's.
pub fn html(sql: &mut dyn Sql, text: &str) -> Result<String, DbError> {
    with_pictures(sql, text, &element)
}

/// The same for a letter: one width, no wider than a letter is read, and whole addresses of the site at `origin`. Mail programs know
/// no others, and a picture of a camera is too much for a letter.
///
/// # Errors
///
/// The database's.
pub fn letter_html(sql: &mut dyn Sql, text: &str, origin: &str) -> Result<String, DbError> {
    Ok(markdown::absolute(&with_pictures(sql, text, &in_a_letter)?, origin))
}

fn with_pictures(
    sql: &mut dyn Sql,
    text: &str,
    shown: &dyn Fn(&File, &str) -> String,
) -> Result<String, DbError> {
    let mut files = BTreeMap::new();
    for event in Parser::new_ext(text, markdown::options()) {
        let Event::Start(Tag::Image { dest_url, .. }) = event else { continue };
        if !files.contains_key(&*dest_url)
            && let Some(file) = of_address(sql, &dest_url)?
        {
            files.insert(dest_url.into_string(), file);
        }
    }
    Ok(markdown::html_with(text, &|address, words| {
        files.get(address).filter(|file| file.kind.is_picture()).map(|file| shown(file, words))
    }))
}

/// The element of a picture with these words for those who do not see it (with none, those that it has), and what stands below.
pub fn element(file: &File, alt: &str) -> String {
    let Some((width, height)) = file.pixels else { return String::new() };
    let widths = widths(file);
    let set = widths.iter().map(|width| format!("{} {width}w", file.form_address(*width)));
    let set = set.collect::<Vec<_>>().join(", ");
    let middle = widths.get(widths.len() / 2).copied().unwrap_or(width);
    let alt = if alt.trim().is_empty() { &file.said.alt } else { alt };
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "<img src=\"{}\" srcset=\"{set}\" sizes=\"{SIZES}\" width=\"{width}\" height=\"{height}\" alt=\"{}\" loading=\"lazy\">",
        file.form_address(middle),
        escaped(alt),
    );
    out.push_str(&credit(file));
    out
}

/// Who made a picture, below it, where that is to be said.
fn credit(file: &File) -> String {
    let credit = [file.said.credit.as_str(), &file.said.licence];
    let credit: Vec<&str> = credit.into_iter().filter(|part| !part.is_empty()).collect();
    if credit.is_empty() { String::new() } else { format!("<small>{}</small>", escaped(&credit.join(", "))) }
}

pub(super) fn in_a_letter(file: &File, alt: &str) -> String {
    let Some((width, height)) = file.pixels else { return String::new() };
    let widths = widths(file);
    let wide_enough = widths.iter().find(|width| **width >= LETTER).or(widths.last()).copied();
    let shown = width.min(LETTER);
    let high = (u64::from(height) * u64::from(shown) / u64::from(width.max(1))).max(1);
    let alt = if alt.trim().is_empty() { &file.said.alt } else { alt };
    format!(
        "<img src=\"{}\" width=\"{shown}\" height=\"{high}\" alt=\"{}\">{}",
        file.form_address(wide_enough.unwrap_or(width)),
        escaped(alt),
        credit(file)
    )
}

/// The line of Markdown that puts a picture into a text, or a link to a document.
pub fn line_of(file: &File) -> String {
    let plain = |text: &str| {
        let mut out = String::with_capacity(text.len());
        for sign in text.chars() {
            if "\\`*_[]<&~".contains(sign) {
                out.push('\\');
            }
            out.push(sign);
        }
        out
    };
    match file.kind.is_picture() {
        true => format!("![{}]({})", plain(&file.said.alt), file.address()),
        false => format!("[{}]({})", plain(file.title()), file.address()),
    }
}

/// Does a text name this address, and not merely one that begins like it?
pub(super) fn names(text: &str, address: &str) -> bool {
    let ends = |(at, _): (usize, &str)| {
        let after = text.get(at + address.len()..).and_then(|rest| rest.chars().next());
        after.is_none_or(|sign| !sign.is_ascii_alphanumeric() && sign != '-')
    };
    text.match_indices(address).any(ends)
}
