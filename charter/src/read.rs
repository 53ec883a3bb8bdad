//! From the file to the law: parse the TOML, walk its form, then read it into [`crate::law`] types.

mod fields;
mod tables;

pub(crate) use fields::shape_of;

use crate::{
    finding::Finding,
    law::{Charter, GroupMembers},
    walk::walk,
};
use toml::de::DeTable;

/// The longest charter that is read, in bytes. The constitution of India, the longest there is, would fit.
pub const LONGEST: usize = 1 << 20;

/// How many names, numbers and texts all criteria may have together: the whole record is judged by them, cell by cell,
/// and whoever sends a charter must not keep a server busy.
pub const MOST_TERMS: usize = 500;

/// How many states all lists of states may have together: several times as many as there are.
pub const MOST_STATES: usize = 1000;

/// How many groups a charter may name: each is asked of every state in every year.
pub const MOST_GROUPS: usize = 200;

/// What reading a file gave.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The charter, as far as it could be read. Only where there are no findings does it say all that the file says.
    pub charter: Charter,
    /// What is wrong with its form.
    pub findings: Vec<Finding>,
    /// Rules of `[rules]` that could not be read, by name.
    pub unread_rules: Vec<String>,
}

/// Reads a charter. Knows only its form: see [`crate::check::check`] for what it means.
///
/// Never fails: what is wrong stands in the findings, and the rest is read all the same.
pub fn read(file: &str) -> Reading {
    if file.len() > LONGEST {
        let says = format!("the file has {} bytes; a charter may have {LONGEST}", file.len());
        let finding = Finding::error("too-long", 0..0, says)
            .help("a charter holds law, not data: see `koinon data import`");
        return Reading {
            charter: tables::charter(&DeTable::new()),
            findings: vec![finding],
            unread_rules: Vec::new(),
        };
    }
    let (table, errors) = DeTable::parse_recoverable(file);
    let mut findings: Vec<_> = errors.iter().map(|error| syntax(file, error)).collect();
    let mut charter = tables::charter(table.get_ref());
    findings.extend(weigh(&mut charter));
    findings.extend(count_states(&mut charter));
    findings.extend(count_groups(&mut charter));
    // Where the TOML itself is broken, what looks missing may stand in the part that could not be read.
    let broken = !errors.is_empty();
    findings.extend(walk(file, &table).into_iter().filter(|found| !broken || found.code != "missing-key"));
    findings.sort_by_key(Finding::start);
    findings.dedup_by(|a, b| a.code == b.code && a.marks == b.marks);
    let unread_rules = tables::unread_rules(table.get_ref(), &charter);
    Reading { charter, findings, unread_rules }
}

/// Strikes the criteria that go beyond [`MOST_TERMS`], and says so at the first of them.
fn weigh(charter: &mut Charter) -> Option<Finding> {
    let mut terms = charter.membership.open_to.as_ref().map_or(0, |open| open.value.terms());
    let criteria = &mut charter.membership.criteria;
    let beyond = criteria.iter().position(|criterion| {
        let lost = criterion.lost.as_ref().map_or(0, |lost| lost.value.terms());
        terms += criterion.holds.value.terms() + lost;
        terms > MOST_TERMS
    })?;
    let span = criteria[beyond].holds.span.clone();
    criteria.truncate(beyond);
    let says = "the criteria have too many terms together";
    Some(
        Finding::error("too-long", span, says)
            .help(format!("use at most {MOST_TERMS} names, numbers and texts in all; one that is computed with counts four times")),
    )
}

/// Strikes the states that go beyond [`MOST_STATES`], and says so at the first of them.
fn count_states(charter: &mut Charter) -> Option<Finding> {
    let of_groups = charter.groups.iter_mut().filter_map(|group| match &mut group.members {
        GroupMembers::States(states) => Some(states),
        GroupMembers::Data(_) => None,
    });
    let mut left = MOST_STATES;
    let mut beyond = None;
    for states in of_groups.chain([&mut charter.membership.founders.states]) {
        if states.len() > left {
            beyond = beyond.or(Some(states[left].span.clone()));
            states.truncate(left);
        }
        left -= states.len();
    }
    let says = "the lists of states are too long together";
    beyond.map(|span| {
        Finding::error("too-long", span, says).help(format!("name at most {MOST_STATES} states in all"))
    })
}

/// Strikes the groups that go beyond [`MOST_GROUPS`], and says so at the first of them.
fn count_groups(charter: &mut Charter) -> Option<Finding> {
    let span = charter.groups.get(MOST_GROUPS)?.name.span.clone();
    charter.groups.truncate(MOST_GROUPS);
    let says = "the charter names too many groups";
    Some(Finding::error("too-long", span, says).help(format!("name at most {MOST_GROUPS} in [groups]")))
}

/// An error of the TOML parser in our words.
fn syntax(file: &str, error: &toml::de::Error) -> Finding {
    let span = visible(file, error.span().unwrap_or(0..0));
    let message = error.message();
    let (says, help) = if message.contains("duplicate key") {
        ("this key is already written above".to_owned(), Some("write it once"))
    } else if message.contains("recursion") || message.contains("depth") {
        ("tables or lists are nested too deep".to_owned(), Some("a charter needs five levels"))
    } else if message.contains("invalid basic string") || message.contains("invalid literal string") {
        (
            "a text has no closing quote, or holds a control character".to_owned(),
            Some("close it with the quote that opens it"),
        )
    } else if message.contains("unquoted") || message.contains("must be quoted") {
        ("a text stands without its quotes".to_owned(), Some("put it in double quotes"))
    } else {
        (format!("the file is not TOML here: {}", message.trim_end_matches('.')), None)
    };
    Finding::error("toml", span, says).maybe_help(help.map(str::to_owned))
}

/// A place that can be underlined: an empty span takes in the letter at it, or the one before a line's end.
fn visible(file: &str, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
    if !span.is_empty() || file.is_empty() {
        return span;
    }
    let at = file.floor_char_boundary(span.start.min(file.len()));
    match file[at..].chars().next().filter(|letter| *letter != '\n' && *letter != '\r') {
        Some(letter) => at..at + letter.len_utf8(),
        None => file.floor_char_boundary(at.saturating_sub(1))..at.max(1),
    }
}
