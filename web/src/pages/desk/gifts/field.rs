//! Fields of the treasurer's forms: a label above each, and what is wrong above them all.

use crate::query::Query;
use maud::{Markup, html};

/// What is wrong, where anything is.
pub fn wrong(says: Option<&str>) -> Markup {
    html! { @if let Some(says) = says { p.wrong #problem role="alert" { (says) } } }
}

/// A line of text.
pub fn line(name: &str, words: &str, typed: &str, most: u32) -> Markup {
    html! { div.field { label for=(name) { (words) } input id=(name) name=(name) value=(typed) maxlength=(most) autocomplete="off"; } }
}

/// A text of several lines.
pub fn text(name: &str, words: &str, typed: &str, most: u32) -> Markup {
    html! { div.field { label for=(name) { (words) } textarea.short id=(name) name=(name) rows="3" maxlength=(most) { (typed) } } }
}

/// A day.
pub fn day(name: &str, words: &str, typed: &str) -> Markup {
    html! { div.field { label for=(name) { (words) } input id=(name) name=(name) type="date" value=(typed) placeholder="2026-11-24"; } }
}

/// A choice among words.
pub fn choice(name: &str, words: &str, chosen: &str, all: &[(&str, &str)]) -> Markup {
    html! { div.field { label for=(name) { (words) } select id=(name) name=(name) {
        @for (word, says) in all { option value=(word) selected[*word == chosen] { (says) } }
    } } }
}

/// A box to tick.
pub fn tick(name: &str, words: &str, ticked: bool) -> Markup {
    html! { label.tick { input type="checkbox" name=(name) value="yes" checked[ticked]; span { (words) } } }
}

/// The number of a row in a field; nought where it is none, which no row has.
pub fn number(query: &Query, name: &str) -> u64 {
    query.get(name).and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}
