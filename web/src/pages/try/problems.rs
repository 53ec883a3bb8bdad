//! A compiler's findings as a page draws them: the line, what is wrong in it underlined, and what would be right.

use crate::{link, words::count};
use charter::{
    Finding, Severity,
    draw::{MOST, heading, line_column},
    finding::Mark,
};
use maud::{Markup, html};

/// So many letters of a line are shown before and behind what is underlined.
const AROUND: usize = 90;

/// Every problem of a charter.
pub fn problems(text: &str, findings: &[Finding]) -> Markup {
    html! {
        h2 #problems {
            @if findings.is_empty() { "No problems" } @else { (count(findings.len(), "problem", "problems")) @if findings.len() > 1 { ", in the order of the file" } }
        }
        @if findings.is_empty() {
            p { span class="v met" { "Checked." } " The charter can be read, every name in it exists, every rule can be met, and no member decides alone." }
        }
        ol.findings {
            @for (place, finding) in findings.iter().take(MOST).enumerate() { li { (drawn(text, place + 1, finding)) } }
        }
        @if findings.len() > MOST {
            p { "And " (findings.len() - MOST) " more. " code { "koinon check FILE" } " lists them all." }
        }
    }
}

fn drawn(text: &str, number: usize, finding: &Finding) -> Markup {
    let (class, word) = match finding.severity {
        Severity::Error => ("lost", "error"),
        Severity::Warning => ("risk", "warning"),
    };
    let mut marks: Vec<&Mark> = finding.marks.iter().filter(|mark| !mark.span.is_empty()).collect();
    marks.sort_by_key(|mark| mark.span.start);
    html! {
        p.says { span class={ "v " (class) } { (word) } " " strong { (link::with_code(&capital(&finding.says))) } " " code.quiet { (finding.code) } }
        @if !marks.is_empty() && !text.is_empty() {
            div.scroll tabindex="0" role="region" aria-label={ "Problem " (number) " in the charter" } {
                div.snippet {
                    @for mark in &marks { (line(text, mark)) }
                }
            }
            @if let Some(place) = heading(text, finding.start()) { p.note { "in " code { (place) } } }
        }
        @if let Some(help) = &finding.help { p.help { "Help: " (link::with_code(help)) } }
    }
}

fn capital(words: &str) -> String {
    charter::show::capital(words)
}

/// The line of a mark, with its number, the marked part underlined, and what is said beside it.
fn line(text: &str, mark: &Mark) -> Markup {
    let Part { number, cut_before, before, marked, behind, cut_behind } = part(text, mark);
    html! {
        p {
            span.number { (number) }
            code {
                @if cut_before { "…" }
                (before)
                @if mark.primary { mark { (marked) } } @else { mark.aside { (marked) } }
                (behind)
                @if cut_behind { "…" }
            }
            @if !mark.label.is_empty() { " " span.said { "← " (link::with_code(&mark.label)) } }
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Part<'t> {
    number: usize,
    cut_before: bool,
    before: &'t str,
    marked: &'t str,
    behind: &'t str,
    cut_behind: bool,
}

/// The first line of what is marked, cut where it is long. Its three parts stand next to each other in the text.
fn part<'t>(text: &'t str, mark: &Mark) -> Part<'t> {
    let start = text.floor_char_boundary(mark.span.start.min(text.len()));
    let end = text.ceil_char_boundary(mark.span.end.clamp(start, text.len()));
    let (number, _) = line_column(text, start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = end.min(line_end).min(text.ceil_char_boundary((start + 2 * AROUND).min(text.len())));
    let from = text.ceil_char_boundary(line_start.max(start.saturating_sub(AROUND))).min(start);
    let to = text.floor_char_boundary(line_end.min(end + AROUND)).max(end);
    Part {
        number,
        cut_before: from > line_start,
        before: &text[from..start],
        marked: &text[start..end],
        behind: &text[end..to],
        cut_behind: to < line_end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(span: std::ops::Range<usize>) -> Mark {
        Mark { span, label: String::new(), primary: true }
    }

    #[test]
    fn the_line_of_a_mark_is_cut_out() {
        let found = part("a = 1\nholds = \"x < 2\"\n", &mark(15..20));
        assert_eq!(
            (found.number, found.before, found.marked, found.behind),
            (2, "holds = \"", "x < 2", "\"")
        );
    }

    #[test]
    fn what_a_drafter_writes_is_words_and_never_markup() {
        let text = "name = \"<script>alert(1)</script>\"";
        let finding = Finding::error("x", 8..33, "no `<b>`").help("not <i>").label("<u>");
        let page = problems(text, &[finding]).into_string();
        for tag in ["<script", "<b>", "<i>", "<u>"] {
            assert!(!page.contains(tag), "{page}");
        }
        assert!(page.contains("<mark>&lt;script&gt;alert(1)&lt;/script&gt;</mark>"), "{page}");
    }

    proptest! {
        #[test]
        fn no_span_breaks_a_letter(text in "[a-zé→\\n\"<&]{0,300}", from in 0usize..400, long in 0usize..400) {
            let found = part(&text, &mark(from..from + long));
            let whole = format!("{}{}{}", found.before, found.marked, found.behind);
            prop_assert!(text.contains(&whole) && !found.marked.contains('\n'));
        }
    }
}
