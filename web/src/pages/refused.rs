//! The page of a refusal: what is wrong, what would be right, and the way back.

use crate::{
    answer::Refusal,
    page::{Page, Section},
};
use maud::html;

/// The page that says why there is no answer.
pub fn page(refusal: &Refusal) -> Page {
    let body = html! {
        h1 { (refusal.title) }
        p.lead { (refusal.says) }
        @if let Some(help) = &refusal.help { p { (help) } }
        @if !refusal.instead.is_empty() {
            ul { @for (address, words) in &refusal.instead { li { a href=(address) { (words) } } } }
        }
        p { "You can go " a href="/" { "to the first page" } ", look at " a href="/states" { "the list of states" } ", or use the search above." }
    };
    let description = refusal.says.clone();
    Page { title: refusal.title.clone(), description, section: Section::None, body }
}
