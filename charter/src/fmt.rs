//! The canonical form of a charter file: keys in the order of the reference, one space around `=`, one blank line
//! between tables. Changes layout, never content, and keeps every comment.

use crate::{
    keys::CHARTER,
    shape::{Kind, Shape},
};
use std::fmt;
use toml::de::{DeTable, DeValue};
use toml_edit::{DocumentMut, Item, KeyMut, Table, Value};

/// Why a file was not formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// It is not TOML.
    NotToml(String),
    /// The formatted file would not say the same. The file is left as it is.
    WouldChange,
}

impl FormatError {
    fn not_toml(message: &str) -> Self {
        let deep = message.contains("recurs");
        Self::NotToml(if deep { "tables or lists are nested too deep" } else { message }.to_owned())
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotToml(why) => write!(f, "the file is not TOML: {why}"),
            Self::WouldChange => {
                write!(f, "formatting would change what the file says, so it is left as it is")
            }
        }
    }
}

impl std::error::Error for FormatError {}

/// The file in canonical form.
pub fn format(file: &str) -> Result<String, FormatError> {
    let mut document: DocumentMut =
        file.parse().map_err(|error: toml_edit::TomlError| FormatError::not_toml(error.message()))?;
    table(document.as_table_mut(), Some(&CHARTER), true);
    let trailing = comments(document.trailing().as_str().unwrap_or_default());
    document.set_trailing(if trailing.is_empty() { String::new() } else { format!("\n{trailing}") });
    let mut out = document.to_string().trim_start_matches('\n').trim_end().to_owned();
    out.push('\n');
    let (before, after) = (DeTable::parse(file), DeTable::parse(&out));
    match (before, after) {
        (Ok(before), Ok(after)) if same(before.get_ref(), after.get_ref()) => Ok(out),
        _ => Err(FormatError::WouldChange),
    }
}

/// Formats a table: its keys in the order of its shape, those that the shape does not know behind them.
fn table(table: &mut Table, shape: Option<&Shape>, top: bool) {
    if !top && !table.is_implicit() && !table.is_dotted() {
        let above = comments(table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default());
        table.decor_mut().set_prefix(format!("\n{above}"));
        let beside = beside(table.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default());
        table.decor_mut().set_suffix(beside);
    }
    let place = |name: &str| {
        let known = shape.and_then(|shape| shape.keys.iter().position(|key| key.name == name));
        known.unwrap_or(usize::MAX)
    };
    table.sort_values_by(|a, _, b, _| place(a.get()).cmp(&place(b.get())));
    let mut first = true;
    for (key, item) in table.iter_mut() {
        let name = key.get().to_owned();
        let kind = shape.and_then(|shape| shape.key(&name)).map(|key| &key.kind);
        match item {
            Item::Value(value) => line(key, value, first),
            Item::Table(inner) if inner.is_dotted() => dotted(key, inner, first),
            Item::Table(inner) => self::inner(inner, kind),
            Item::ArrayOfTables(tables) => {
                for inner in tables.iter_mut() {
                    self::table(inner, kind.and_then(shape_of), false);
                }
                continue;
            }
            Item::None => continue,
        }
        first = false;
    }
}

/// A table below a key: one of a fixed shape, or several under names made in the charter.
fn inner(inner: &mut Table, kind: Option<&Kind>) {
    match kind {
        Some(Kind::Named(shape) | Kind::Acts(shape)) => {
            table(inner, None, false);
            for (_, item) in inner.iter_mut() {
                if let Item::Table(below) = item {
                    table(below, Some(shape), false);
                }
            }
        }
        other => table(inner, other.and_then(shape_of), false),
    }
}

fn shape_of(kind: &Kind) -> Option<&'static Shape> {
    match kind {
        Kind::Table(shape) | Kind::Tables(shape) => Some(shape),
        Kind::Either(kinds) => kinds.iter().find_map(shape_of),
        _ => None,
    }
}

/// `key = value  # comment`, its comments above it.
fn line(mut key: KeyMut<'_>, value: &mut Value, first: bool) {
    above(&mut key, first);
    key.leaf_decor_mut().set_suffix(" ");
    let after = beside(value.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default());
    let plain = !value.to_string().contains(['#', '\n']);
    match value {
        Value::Array(array) if plain => array.fmt(),
        Value::InlineTable(inline) if plain => {
            inline.fmt();
            for (_, value) in inline.iter_mut() {
                if let Value::Array(array) = value {
                    array.fmt();
                    array.decor_mut().set_prefix(" ");
                }
            }
        }
        _ => {}
    }
    value.decor_mut().set_prefix(" ");
    value.decor_mut().set_suffix(after);
}

/// `a.b.c = value`: only the comments above it and the one beside it are set.
fn dotted(mut key: KeyMut<'_>, table: &mut Table, first: bool) {
    let _ = &mut key;
    for (inner, item) in table.iter_mut() {
        match item {
            Item::Value(value) => line(inner, value, first),
            Item::Table(below) => dotted(inner, below, first),
            _ => {}
        }
    }
}

fn above(key: &mut KeyMut<'_>, first: bool) {
    let written = key.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
    let blank = !first && written.starts_with('\n');
    let text = comments(&written);
    key.leaf_decor_mut().set_prefix(if blank { format!("\n{text}") } else { text });
}

/// The comment lines of some white space, without indentation, with at most one blank line between them.
fn comments(written: &str) -> String {
    let mut out = String::new();
    let mut blank = false;
    for line in written.lines().map(str::trim) {
        if line.is_empty() {
            blank = !out.is_empty();
        } else {
            if blank {
                out.push('\n');
            }
            blank = false;
            out.push_str(line);
            out.push('\n');
        }
    }
    // A comment that stands apart from what follows it stays apart.
    if blank {
        out.push('\n');
    }
    out
}

/// A comment beside a value, two spaces off.
fn beside(written: &str) -> String {
    let comment = written.trim();
    if comment.is_empty() { String::new() } else { format!("  {comment}") }
}

/// Do two tables say the same, wherever they say it?
fn same(a: &DeTable<'_>, b: &DeTable<'_>) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|((k, x), (l, y))| k == l && same_value(x.get_ref(), y.get_ref()))
}

fn same_value(a: &DeValue<'_>, b: &DeValue<'_>) -> bool {
    match (a, b) {
        (DeValue::Table(a), DeValue::Table(b)) => same(a, b),
        (DeValue::Array(a), DeValue::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(x, y)| same_value(x.get_ref(), y.get_ref()))
        }
        (DeValue::String(a), DeValue::String(b)) => a == b,
        (DeValue::Boolean(a), DeValue::Boolean(b)) => a == b,
        (DeValue::Integer(a), DeValue::Integer(b)) => (a.as_str(), a.radix()) == (b.as_str(), b.radix()),
        (DeValue::Float(a), DeValue::Float(b)) => a.as_str() == b.as_str(),
        (DeValue::Datetime(a), DeValue::Datetime(b)) => a == b,
        _ => false,
    }
}

/// A commented charter to start from, for a community of this name.
pub fn start(name: &str) -> String {
    let name = serde_json::Value::String(name.chars().filter(|c| !c.is_control()).take(200).collect());
    format!(
        r#"# A charter. Lines that start with # are comments and bind nobody; everything else is law, and runs.
#
#   koinon check FILE            every problem, with its place and what would be right
#   koinon members --charter FILE    who qualifies, and why
#   koinon charter show FILE     the charter as a treaty
#   koinon charter reference     every key, and what executes it

[community]
name = {name}
since = 2024

# For how many later years a value may stand in where there is none.
[data]
carry = 1

[membership]
article = "2"
founders = []

# A criterion is met for entry when `holds` is true in each of the last `years` years. A member loses it when `lost` is
# true in each of `grace` years running. What is missing is unknown, and never taken for either.
# `koinon data list` names the indicators.
[[membership.criterion]]
id = "electoral-democracy"
label = "Electoral democracy"
says = "Those who govern are chosen, and can be dismissed, in free, fair and repeated elections."
holds = "state.polyarchy >= 0.5"
years = 3
lost = "state.polyarchy < 0.45"
grace = 2

[organs.council]
article = "3"
title = "The Council"
seats = "one per member"
quorum = "a majority of states present"

[rules]
ordinary = "a majority of states"
important = "two thirds of states and a majority of population"

# What the community may do. A kind of act that is not named here is refused: no article gives this power.
[acts.admit]
article = "4"
requires = "subject.qualifies"
organ = "council"
rule = "important"

[acts.suspend]
article = "5"
proposed_by = "one third of states"
requires = "subject.lost_any"
organ = "council"
rule = "important"
excludes = "the subject"
suspends = ["vote"]

[acts.withdraw]
article = "6"
who = "member"
notice = "12 months"

[acts.amend]
article = "7"
organ = "council"
rule = "important"
ratified_by = "all of states"

[acts.resolution]
article = "8"
organ = "council"
rule = "ordinary"
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::models;

    #[test]
    fn formats_layout_and_keeps_comments() {
        let file = "# head\n\n[community]\nsince=2024   # the year\nname   =  'X'\n\n\n\n# who\n[membership]\n  article = \"2\"\nfounders=['NOR','DNK']\n# one\n[[membership.criterion]]\nholds = 'true'\nid = \"a\"\n";
        let expected = "# head\n\n[community]\nname = 'X'\nsince = 2024  # the year\n\n# who\n[membership]\narticle = \"2\"\nfounders = ['NOR', 'DNK']\n\n# one\n[[membership.criterion]]\nid = \"a\"\nholds = 'true'\n";
        assert_eq!(format(file).unwrap(), expected);
    }

    #[test]
    fn formatting_twice_is_formatting_once() {
        for model in models() {
            let once = format(model.text).unwrap();
            assert_eq!(format(&once).unwrap(), once, "{}", model.name);
        }
    }

    #[test]
    fn a_broken_file_is_refused() {
        assert!(matches!(format("x = = 1"), Err(FormatError::NotToml(_))));
    }
}
