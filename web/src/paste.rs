//! What readers type into the forms of power, seats and scales: a small table, a rule; and what is wrong with it, said
//! beside the field.

use crate::{answer::Refusal, query::Query, words::count};
use maud::{Markup, html};
use std::ops::Range;
use voting::players::{Fault, Players};

/// The longest table that is read from an address, in bytes.
pub const LONGEST: usize = 4_000;
/// The longest rule or key, in bytes.
pub const LONGEST_RULE: usize = 500;
/// So many things that are wrong are told one by one.
const TOLD: usize = 10;

/// Something that is wrong with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field's `id`.
    pub field: &'static str,
    /// What is wrong, in a sentence without its full stop.
    pub says: String,
    /// What would be right.
    pub help: Option<String>,
    /// The text, and which of its bytes are meant.
    pub place: Option<(String, Range<usize>)>,
}

impl Wrong {
    /// Something wrong in a field.
    pub fn new(field: &'static str, says: impl Into<String>, help: impl Into<String>) -> Self {
        Self { field, says: says.into(), help: Some(help.into()), place: None }
    }

    /// The same, with its place in what was typed.
    #[must_use]
    pub fn at(mut self, text: &str, span: Range<usize>) -> Self {
        self.place = Some((text.to_owned(), span));
        self
    }
}

/// The table of a form, line ends as they may come.
///
/// # Errors
///
/// All that is wrong with its form.
pub fn players(text: &str) -> Result<Players, Vec<Wrong>> {
    if text.len() > LONGEST {
        let says = format!("the table has {} bytes, and an address holds {LONGEST} of them", text.len());
        let help = "leave out columns or rows; `koinon power`, `koinon seats` and `koinon scale` read files of any length";
        return Err(vec![Wrong::new("table", says, help)]);
    }
    Players::parse("FILE", text).map_err(|faults| wrong(&faults))
}

/// The faults of a table as the page tells them.
pub fn wrong(faults: &[Fault]) -> Vec<Wrong> {
    faults
        .iter()
        .map(|fault| Wrong {
            field: "table",
            says: fault.to_string(),
            help: fault.help().map(str::to_owned),
            place: None,
        })
        .collect()
}

/// A whole number of a field, if one was typed.
///
/// # Errors
///
/// What is wrong with it.
pub fn number(field: &'static str, typed: Option<&str>) -> Result<Option<u64>, Vec<Wrong>> {
    let Some(typed) = typed else { return Ok(None) };
    let digits: String =
        typed.trim().chars().filter(|sign| !matches!(sign, ',' | ' ' | '\u{202f}')).collect();
    digits.parse().map(Some).map_err(|_| {
        let says = format!("“{}” is not a whole number", crate::query::shown(typed));
        vec![Wrong::new(field, says, "write digits only, such as 720")]
    })
}

/// Everything that is wrong, above the form that holds it.
pub fn told(wrong: &[Wrong]) -> Markup {
    html! {
        div.wrong #wrong role="alert" {
            h2 { (count(wrong.len(), "thing is", "things are")) " to be mended" }
            ul {
                @for one in wrong.iter().take(TOLD) {
                    li {
                        a href={ "#" (one.field) } { (crate::link::with_code(&charter::show::capital(&one.says))) } "."
                        @if let Some((text, span)) = &one.place { (drawn(text, span)) }
                        @if let Some(help) = &one.help { p.help { (crate::link::with_code(&sentence(help))) } }
                    }
                }
            }
            @if wrong.len() > TOLD { p { "And " (wrong.len() - TOLD) " more." } }
        }
    }
}

/// What is wrong as the refusal of a download, which leads back to the form that holds what was typed.
pub fn refusal(wrong: &[Wrong], path: &str, query: &Query) -> Refusal {
    let first = wrong.first();
    let says =
        first.map_or_else(|| "It cannot be answered".into(), |wrong| charter::show::capital(&wrong.says));
    let refusal = Refusal::bad(format!("{}.", says.replace('`', "")));
    let refusal = match first.and_then(|wrong| wrong.help.as_deref()) {
        Some(help) => refusal.help(sentence(help).replace('`', "")),
        None => refusal,
    };
    refusal.instead(format!("{path}{}", query.written()), "The form, as it was filled in")
}

fn sentence(help: &str) -> String {
    let mut words = charter::show::capital(help);
    if !words.ends_with(['.', '?']) {
        words.push('.');
    }
    words
}

/// What was typed, with the part that is meant underlined.
fn drawn(text: &str, span: &Range<usize>) -> Markup {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    let from = text.ceil_char_boundary(start.saturating_sub(120)).min(start);
    let to = text.floor_char_boundary((end + 120).min(text.len())).max(end);
    html! {
        p.typed {
            code {
                @if from > 0 { "…" }
                (text[from..start])
                mark { @if start == end { "\u{2038}" } @else { (text[start..end]) } }
                (text[end..to])
                @if to < text.len() { "…" }
            }
        }
    }
}

/// The field for a table.
pub fn table_field(text: &str, example: &str, help: &Markup) -> Markup {
    html! {
        label for="table" { "The table, as CSV" }
        // Readers of HTML drop a first line end.
        textarea.short #table name="table" rows="8" maxlength=(LONGEST) spellcheck="false" autocapitalize="off" autocomplete="off" placeholder=(example) aria-describedby="table-help" { "\n" (text) }
        p.note #table-help { (help) " At most " (LONGEST) " characters: the table travels in the address, so that the link can be shared. Nothing is stored." }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_wrong_is_underlined_and_never_markup() {
        let wrong = Wrong::new("rule", "unknown word `<b>`", "write `of`").at("55% <b> x", 4..7);
        let page = told(&[wrong]).into_string();
        assert!(page.contains("55% <mark>&lt;b&gt;</mark> x"), "{page}");
        assert!(page.contains("Unknown word <code>&lt;b&gt;</code></a>."), "{page}");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(number("seats", Some("1,000")), Ok(Some(1000)));
        assert_eq!(number("seats", None), Ok(None));
        assert!(
            number("seats", Some("-1")).is_err() && number("seats", Some("99999999999999999999")).is_err()
        );
    }

    proptest! {
        #[test]
        fn no_span_breaks_a_letter(text in "[a-zé→ ]{0,300}", from in 0usize..400, long in 0usize..400) {
            let _ = told(&[Wrong::new("rule", "x", "y").at(&text, from..from + long)]);
        }
    }
}
