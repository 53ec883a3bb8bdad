//! Fields of the desk's forms, with their words, and what is wrong with what was typed.

use crate::query::Query;
use maud::{Markup, html};

/// What is wrong with a form, above its fields.
pub fn wrong(says: Option<&str>) -> Markup {
    html! { @if let Some(says) = says { p.wrong #problem role="alert" { (says) } } }
}

/// A line of text: its name, its words, what stands in it, and how many characters it takes.
pub fn line(name: &str, words: &str, value: &str, most: u32) -> Markup {
    html! {
        div.field {
            label for=(name) { (words) }
            input id=(name) name=(name) value=(value) maxlength=(most) autocomplete="off";
        }
    }
}

/// Several lines of text.
pub fn lines(name: &str, words: &str, value: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (words) }
            textarea id=(name) name=(name) rows="5" autocomplete="off" spellcheck="false" { (value) }
        }
    }
}

/// A choice of several words: pairs of a value and what is read.
pub fn choice(id: &str, name: &str, words: &str, chosen: &str, of: &[(&str, &str)]) -> Markup {
    html! {
        div.field {
            label for=(id) { (words) }
            select id=(id) name=(name) {
                @for (value, says) in of { option value=(value) selected[*value == chosen] { (says) } }
            }
        }
    }
}

/// A text of several lines, with how many characters it takes.
pub fn text(name: &str, words: &str, value: &str, most: u32) -> Markup {
    html! {
        div.field {
            label for=(name) { (words) }
            textarea.short id=(name) name=(name) rows="3" maxlength=(most) { (value) }
        }
    }
}

/// A day.
pub fn day(name: &str, words: &str, value: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (words) }
            input id=(name) name=(name) type="date" value=(value) placeholder="2026-11-24";
        }
    }
}

/// A box to tick.
pub fn tick(name: &str, words: &str, ticked: bool) -> Markup {
    html! { label.tick { input type="checkbox" name=(name) value="yes" checked[ticked]; span { (words) } } }
}

/// The number of a row in a field; nought where it is none, which no row has.
pub fn number(query: &Query, name: &str) -> u64 {
    query.get(name).and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}
