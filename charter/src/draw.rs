//! Findings as people and tools read them: underlined in the source, or as JSON. Words stand in [`crate::finding`].

use crate::finding::{Finding, Mark, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use serde_json::{Value, json};

/// At most this many findings are drawn; the rest are counted.
pub const MOST: usize = 100;

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With the terminal's colours.
    Coloured,
    /// Without.
    Plain,
}

/// Draws findings as a compiler does: the message, the line with its underline, the article, the help.
pub fn draw(name: &str, file: &str, findings: &[Finding], style: Style) -> String {
    let renderer = match style {
        Style::Coloured => Renderer::styled(),
        Style::Plain => Renderer::plain(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(110);
    let mut out = String::new();
    for finding in findings.iter().take(MOST) {
        out.push_str(&renderer.render(&[report(name, file, finding)]));
        out.push_str("\n\n");
    }
    if findings.len() > MOST {
        out.push_str(&format!("… and {} more\n\n", findings.len() - MOST));
    }
    out
}

/// One line a finding, for screen readers and editors: `FILE:LINE:COLUMN: severity[code]: message`.
pub fn plain(name: &str, file: &str, findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let (line, column) = line_column(file, finding.start());
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        out.push_str(&format!("{name}:{line}:{column}: {severity}[{}]: {}", finding.code, finding.says));
        if let Some(help) = &finding.help {
            out.push_str(&format!("; help: {help}"));
        }
        out.push('\n');
    }
    out
}

fn report<'a>(name: &'a str, file: &'a str, finding: &'a Finding) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(finding.says.as_str()).id(finding.code));
    // A file without a place, such as one that is too long, is not drawn.
    if !file.is_empty() && finding.marks.iter().any(|mark| !mark.span.is_empty()) {
        let (window, offset, line) = window(file, &finding.marks);
        let marks = finding.marks.iter().map(|mark| {
            let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let span =
                clip(window, mark.span.start.saturating_sub(offset)..mark.span.end.saturating_sub(offset));
            let label = (!mark.label.is_empty()).then_some(mark.label.as_str());
            kind.span(span).label(label)
        });
        group = group.element(Snippet::source(window).line_start(line).path(name).annotations(marks));
        if let Some(place) = heading(file, finding.start()) {
            group = group.element(Level::NOTE.message(format!("in {place}")));
        }
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

/// The lines around the marks, their offset, and the number of the first: a megabyte is not drawn for a word.
fn window<'a>(file: &'a str, marks: &[Mark]) -> (&'a str, usize, usize) {
    let start = marks.iter().map(|mark| mark.span.start).min().unwrap_or(0).min(file.len());
    let end = marks.iter().map(|mark| mark.span.end).max().unwrap_or(0).clamp(start, file.len());
    let floor = file.floor_char_boundary(start);
    let from = file[..floor].rfind('\n').map_or(0, |at| at + 1);
    let ceil = file.ceil_char_boundary(end);
    let to = file[ceil..].find('\n').map_or(file.len(), |at| ceil + at);
    let line = file[..from].bytes().filter(|byte| *byte == b'\n').count() + 1;
    (&file[from..to], from, line)
}

/// A span inside `text`, on letter boundaries, and not empty where the text is not.
fn clip(text: &str, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    start..end
}

/// The table in which a place stands, as a reader of the treaty names it: `Article 2, [[membership.criterion]]
/// electoral-democracy`.
pub fn heading(file: &str, at: usize) -> Option<String> {
    let before = file.get(..file.ceil_char_boundary(at.min(file.len())))?;
    let line_end = file[before.len()..].find('\n').map_or(file.len(), |next| before.len() + next);
    let upto = &file[..line_end];
    let start = upto.rfind("\n[").map(|place| place + 1).or_else(|| upto.starts_with('[').then_some(0))?;
    let rest = &file[start..];
    let end = rest[1..].find("\n[").map_or(rest.len(), |place| place + 1);
    let block = &rest[..end];
    let table = block.lines().next()?.split('#').next()?.trim();
    let value = |key: &str| {
        block.lines().skip(1).find_map(|line| {
            let (name, value) = line.split_once('=')?;
            let text = value.trim().split('"').nth(1).filter(|text| !text.is_empty())?;
            (name.trim() == key).then(|| text.to_owned())
        })
    };
    let mut place = value("article").map(|label| format!("Article {label}, ")).unwrap_or_default();
    place.push_str(table);
    if let Some(id) = value("id") {
        place.push_str(&format!(" {id}"));
    }
    Some(place.chars().take(120).collect())
}

/// Line and column of a byte, both from 1; columns count letters.
pub fn line_column(file: &str, at: usize) -> (usize, usize) {
    let before = &file[..file.floor_char_boundary(at.min(file.len()))];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before[before.rfind('\n').map_or(0, |place| place + 1)..].chars().count() + 1;
    (line, column)
}

/// Findings for tools: code, severity, message, file, places by byte, line and column, help.
pub fn to_json(name: &str, file: &str, findings: &[Finding]) -> Value {
    let place = |mark: &Mark| {
        let (line, column) = line_column(file, mark.span.start);
        let (end_line, end_column) = line_column(file, mark.span.end);
        json!({
            "start": mark.span.start, "end": mark.span.end,
            "line": line, "column": column, "end_line": end_line, "end_column": end_column,
            "label": mark.label, "primary": mark.primary,
        })
    };
    let one = |finding: &Finding| {
        json!({
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.says,
            "in": heading(file, finding.start()),
            "places": finding.marks.iter().map(place).collect::<Vec<_>>(),
            "help": finding.help,
        })
    };
    json!({ "file": name, "findings": findings.iter().map(one).collect::<Vec<_>>() })
}
