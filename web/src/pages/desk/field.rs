//! Fields of the desk's forms, with their words, and what is wrong with what was typed.

use maud::{Markup, html};

/// What is wrong with a form, above its fields.
pub fn wrong(says: Option<&str>) -> Markup {
    html! { @if let Some(says) = says { p.wrong role="alert" { (says) } } }
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
