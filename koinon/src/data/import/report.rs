//! What is told of an import: how the file was understood, what was placed, what was not, and what was kept.

use super::Kept;
use crate::{
    data::table::{Side, table, wrapped},
    output::grouped,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use world::{
    World,
    import::{Import, NotPlaced, Series, by_reason, ranges, shown},
    span,
};

/// How many values the preview shows.
const MOST_SHOWN: usize = 5;
const WIDTH: usize = 100;
/// How many reasons, and lines for each, are told to people; programs get every row.
const MOST_REASONS: usize = 100;
const MOST_LINES: usize = 500;

/// For people. The rows that are not placed are told by reason; where they are very many, it is said how to see all.
pub fn human(world: &World, file: &str, import: &Import, kept: &Kept) -> String {
    let mut out = preview(world, file, import);
    out.push_str("\nPlaced\n");
    for series in &import.series {
        out.push_str(&wrapped(&placed(series), WIDTH, 2));
    }
    for note in notes(world, import) {
        out.push_str(&wrapped(&note, WIDTH, 2));
    }
    out.push_str(&not_placed(&import.not_placed));
    out.push('\n');
    out.push_str(&outcome(world, import, kept));
    out
}

/// How the file was understood, and its first values.
fn preview(world: &World, file: &str, import: &Import) -> String {
    let mut out = format!("{}\n", shown(file));
    let separator = match import.separator {
        ',' => "commas",
        ';' => "semicolons",
        _ => "tabs",
    };
    let mut row = |name: &str, value: String| {
        out.push_str(&format!("  {name:<9}{}\n", wrapped(&value, WIDTH, 11).trim()));
    };
    row("format", format!("{}, fields separated by {separator}", import.format.title()));
    row("states", import.codes.title().to_owned());
    row("rows", grouped(import.rows));
    let about = &import.about;
    let said = [("title", &about.title), ("unit", &about.unit), ("source", &about.source)];
    for (name, value) in said.into_iter().chain([("licence", &about.licence), ("edition", &about.vintage)]) {
        if let Some(value) = value {
            row(name, shown(value));
        }
    }
    let Some(series) = import.series.first().filter(|series| !series.placed.is_empty()) else { return out };
    let line = |line: u64| if line == 0 { "–".to_owned() } else { line.to_string() };
    let mut first: Vec<_> = series.placed.iter().collect();
    first.sort_by_key(|placed| (placed.line == 0, placed.line));
    let rows: Vec<_> = first
        .iter()
        .take(MOST_SHOWN)
        .map(|placed| {
            let state = world.state(placed.state);
            let name = format!("{} ({})", state.name, state.code);
            vec![line(placed.line), name, placed.year.to_string(), placed.value.to_string()]
        })
        .collect();
    let header = [
        ("line", Side::Right),
        ("state", Side::Left),
        ("year", Side::Left),
        (series.indicator.as_str(), Side::Right),
    ];
    out.push('\n');
    out.push_str(&table(&header, &rows, 2));
    out
}

/// `3 values of 2 states, 1990–2024, from the column …`
fn placed(series: &Series) -> String {
    let (name, column) = (&series.indicator, shown(&series.column));
    let Some(years) = series.years() else {
        return format!("{name}: no value, from `{column}`");
    };
    let values = counted(series.placed.len(), "value", "values");
    let states = counted(series.states(), "state", "states");
    let mut out = format!("{name}: {values} of {states}, {}, from `{column}`", span(years));
    if series.missing > 0 {
        let are = if series.missing == 1 { "is" } else { "are" };
        out.push_str(&format!("; {} {are} empty in the file", counted(series.missing, "value", "values")));
    }
    if series.repeated > 0 {
        let stand = if series.repeated == 1 { "stands" } else { "stand" };
        let again = counted(series.repeated, "value", "values");
        out.push_str(&format!("; {again} {stand} in it again, the same"));
    }
    if let Some(rounded) = series.rounded {
        let values = counted(rounded.values, "value", "values");
        let places = counted(usize::from(rounded.places), "decimal", "decimals");
        out.push_str(&format!("; {values} rounded to {places}, the most at which all fit in 64 bits"));
    }
    out
}

/// What was decided, and what looks wrong though it could be placed.
fn notes(world: &World, import: &Import) -> Vec<String> {
    let notes = import.notes.iter().map(|note| format!("note: {note}"));
    notes.chain(import.series.iter().filter_map(|series| beyond_bounds(world, series))).collect()
}

/// Values off the scale of the shipped indicator: percent for shares, say.
fn beyond_bounds(world: &World, series: &Series) -> Option<String> {
    let shipped = world.indicator(world.indicator_named(&series.indicator)?);
    let (least, greatest) = shipped.bounds?;
    let off = |value: f64| value < least || value > greatest;
    let beyond: Vec<_> = series.placed.iter().filter(|placed| off(placed.value.to_f64())).collect();
    let first = beyond.first()?;
    Some(format!(
        "note: {} beyond the scale of `{}` ({}), such as {} in line {}",
        if beyond.len() == 1 {
            "1 value lies".to_owned()
        } else {
            format!("{} values lie", grouped(beyond.len()))
        },
        shipped.name,
        shipped.unit,
        first.value,
        first.line
    ))
}

fn not_placed(rows: &[NotPlaced]) -> String {
    if rows.is_empty() {
        return "\nNot placed: nothing\n".to_owned();
    }
    let lines: BTreeSet<u64> = rows.iter().map(|row| row.line).collect();
    let mut out = format!("\nNot placed: {}\n", counted(lines.len(), "row", "rows"));
    let reasons = by_reason(rows);
    for refused in reasons.iter().take(MOST_REASONS) {
        let (told, rest) = refused.lines.split_at(refused.lines.len().min(MOST_LINES));
        let line = if told.len() == 1 { "line" } else { "lines" };
        let more = match rest.len() {
            0 => String::new(),
            more => format!(" and {} more", grouped(more)),
        };
        let text = format!("{line} {}{more}: {}", ranges(told), refused.reason);
        out.push_str(&wrapped(&text, WIDTH, 2));
        out.push_str(&format!("    {}\n", refused.example));
        if let Some(help) = refused.reason.help() {
            out.push_str(&wrapped(&format!("help: {help}"), WIDTH, 4));
        }
    }
    let more: usize = reasons.iter().skip(MOST_REASONS).map(|refused| refused.lines.len()).sum();
    if more > 0 {
        out.push_str(&format!("  and {} for other reasons\n", counted(more, "row", "rows")));
    }
    if more > 0 || reasons.iter().any(|refused| refused.lines.len() > MOST_LINES) {
        out.push_str("  `--json` lists every one\n");
    }
    out
}

fn outcome(world: &World, import: &Import, kept: &Kept) -> String {
    match kept {
        Kept::DryRun => "Nothing is kept: this is a dry run.\n".to_owned(),
        Kept::Files(files) if files.is_empty() => "Nothing is kept: no value could be placed.\n".to_owned(),
        Kept::Files(files) => {
            let mut out = String::new();
            for (file, series) in files.iter().zip(with_values(import)) {
                let place = world.indicator_named(&series.indicator).map(|ix| world.indicator(ix));
                let place = place.map_or(String::new(), |shipped| {
                    format!(", in place of the shipped {}", shipped.vintage)
                });
                out.push_str(&format!("Kept as `{}`{place}: {}\n", series.indicator, file.display()));
            }
            out
        }
    }
}

fn with_values(import: &Import) -> impl Iterator<Item = &Series> {
    import.series.iter().filter(|series| !series.placed.is_empty())
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// For programs: every row that is not placed, one by one.
pub fn json(world: &World, file: &str, import: &Import, kept: &Kept) -> Value {
    let mut files = match kept {
        Kept::DryRun => [].iter(),
        Kept::Files(files) => files.iter(),
    };
    let series: Vec<Value> = import
        .series
        .iter()
        .map(|series| {
            let file = if series.placed.is_empty() { None } else { files.next() };
            let rounded = series.rounded.map(|r| json!({ "values": r.values, "decimals": r.places }));
            json!({
                "indicator": series.indicator,
                "column": series.column,
                "values": series.placed.len(),
                "states": series.states(),
                "years": series.years(),
                "missing": series.missing,
                "repeated": series.repeated,
                "rounded": rounded,
                "replaces_shipped": world.indicator_named(&series.indicator).is_some(),
                "kept": file.map(|file| file.display().to_string()),
            })
        })
        .collect();
    let not_placed: Vec<Value> = import
        .not_placed
        .iter()
        .map(|row| json!({ "line": row.line, "text": row.text, "reason": row.reason.to_string() }))
        .collect();
    let about = &import.about;
    json!({
        "file": file,
        "format": import.format.word(),
        "codes": import.codes.word(),
        "separator": import.separator,
        "rows": import.rows,
        "about": {
            "title": about.title,
            "unit": about.unit,
            "source": about.source,
            "licence": about.licence,
            "vintage": about.vintage,
        },
        "dry_run": matches!(kept, Kept::DryRun),
        "series": series,
        "not_placed": not_placed,
        "notes": notes(world, import),
    })
}
