//! The rows that were not placed, by table and reason, with their lines.

use std::{collections::BTreeMap, fmt};

/// Rows of one table that were not placed, for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotPlaced {
    /// The table.
    pub file: String,
    /// What the rows are of: a code and a name.
    pub what: String,
    /// Why they were not placed.
    pub reason: String,
    /// Their lines in the file.
    pub lines: Vec<u64>,
}

impl NotPlaced {
    /// Their lines as ranges: `2-40, 77`.
    pub fn ranges(&self) -> String {
        let mut ranges: Vec<(u64, u64)> = Vec::new();
        for line in &self.lines {
            match ranges.last_mut() {
                Some((_, last)) if *line == *last + 1 => *last = *line,
                _ => ranges.push((*line, *line)),
            }
        }
        let text = |(first, last): &(u64, u64)| {
            if first == last { first.to_string() } else { format!("{first}-{last}") }
        };
        ranges.iter().map(text).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for NotPlaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, what, reason, .. } = self;
        let lines = if self.lines.len() == 1 { "line" } else { "lines" };
        write!(f, "{file}: {what}: {reason} ({lines} {})", self.ranges())
    }
}

/// Collects them.
#[derive(Default)]
pub struct Collector {
    entries: BTreeMap<(String, String, String), Vec<u64>>,
}

impl Collector {
    /// Notes a row.
    pub fn note(&mut self, file: &str, what: impl Into<String>, reason: impl Into<String>, line: u64) {
        self.entries.entry((file.to_owned(), reason.into(), what.into())).or_default().push(line);
    }

    /// All of them, by table, reason and what they are of.
    pub fn into_entries(self) -> Vec<NotPlaced> {
        let entry = |((file, reason, what), mut lines): ((String, String, String), Vec<u64>)| {
            lines.sort_unstable();
            lines.dedup();
            NotPlaced { file, what, reason, lines }
        };
        self.entries.into_iter().map(entry).collect()
    }
}

/// As a table: file, what, reason, lines.
pub fn to_csv(entries: &[NotPlaced]) -> String {
    let mut text = "file,what,reason,rows,lines\n".to_owned();
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    for entry in entries {
        let (what, reason) = (quoted(&entry.what), quoted(&entry.reason));
        let rows = entry.lines.len();
        text.push_str(&format!("{},{what},{reason},{rows},\"{}\"\n", entry.file, entry.ranges()));
    }
    text
}

/// Reads what [`to_csv`] wrote; a line that does not read is left out, and then the page of sources is not fresh.
pub fn from_csv(text: &str) -> Vec<NotPlaced> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let entry = |row: csv::StringRecord| {
        let cell = |at: usize| row.get(at).map(str::to_owned);
        let mut lines = Vec::new();
        for range in row.get(4)?.split(", ") {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            lines.extend(first.parse::<u64>().ok()?..=last.parse().ok()?);
        }
        Some(NotPlaced { file: cell(0)?, what: cell(1)?, reason: cell(2)?, lines })
    };
    rows.records().filter_map(|row| entry(row.ok()?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_and_come_back() {
        let mut collector = Collector::default();
        for line in [9, 2, 3, 4] {
            collector.note("a.csv", "HKG, \"Hong Kong\"", "no state of the list", line);
        }
        let entries = collector.into_entries();
        assert_eq!(entries[0].to_string(), "a.csv: HKG, \"Hong Kong\": no state of the list (lines 2-4, 9)");
        assert_eq!(from_csv(&to_csv(&entries)), entries);
    }
}
