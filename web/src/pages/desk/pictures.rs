//! The newest pictures of the site below a text that is written: each with the line that shows it, to be copied, or to be put at the
//! cursor by a script.

use super::files::PLACE;
use crate::{answer::Refusal, campaign, facts::Facts};
use ::campaign::{file, image::widths};
use maud::{Markup, html};

/// How many are listed.
const SHOWN: usize = 12;

/// The pictures for the text in the field of this id, folded.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn pictures(facts: &Facts, field: &str) -> Result<Markup, Refusal> {
    let mut all = campaign::of(facts)?.read(file::all)?;
    all.retain(|file| file.kind.is_picture());
    Ok(html! {
        details.pictures {
            summary { "Put a picture into the text" }
            @if all.is_empty() {
                p.note { "There is no picture yet: " a href=(PLACE.path) { "add one" } "." }
            } @else {
                p.note { "Copy the line of a picture to where it shall stand in the text." }
                ul.files data-into=(field) { @for one in all.iter().take(SHOWN) { li {
                    @if let Some((width, height)) = one.pixels {
                        @let narrow = widths(width).first().copied().unwrap_or(width);
                        img src=(one.form_address(narrow)) width=(width) height=(height) alt="" loading="lazy";
                    }
                    div { span { (one.said.alt) } br; code { (file::line_of(one)) } }
                } } }
                p.note {
                    @if all.len() > SHOWN { "The newest " (SHOWN) " of " (all.len()) ". " }
                    a href=(PLACE.path) { "All files, and a form to add one" }
                }
            }
        }
    })
}
