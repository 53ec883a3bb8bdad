//! Declared capabilities: pledges from a CSV file.

use crate::{
    community::Community,
    load,
    output::{fail, warn},
};
use charter::nearest;
use forces::Pledge;
use std::process::ExitCode;
use world::StateIx;

/// The columns there may be.
const COLUMNS: [&str; 12] = [
    "member",
    "kind",
    "units",
    "lot",
    "least",
    "ready_days",
    "unit_cost",
    "languages",
    "women_percent",
    "not_for",
    "only_if",
    "sustained",
];

/// The most faults that are shown one by one.
const SHOWN: usize = 10;

/// Reads pledges of these members, named by code or name.
pub fn load(argument: &str, community: &Community, members: &[StateIx]) -> Result<Vec<Pledge>, ExitCode> {
    let help = || "name a CSV file whose first columns are `member,kind,units`".to_owned();
    let (file, text) = load::file(argument, help)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let broken =
        |error: csv::Error| fail(format!("`{file}`: {error}"), Some("give every row a cell a column"));
    let header: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
    for column in &header {
        if !COLUMNS.contains(&column.as_str()) {
            let near = nearest::suggest(column, COLUMNS);
            let help = near.unwrap_or_else(|| format!("there may be {}", nearest::list(&COLUMNS)));
            return Err(fail(format!("`{file}`: no column is called `{column}`"), Some(&help)));
        }
    }
    if let Some(missing) = COLUMNS[..3].iter().find(|column| !header.iter().any(|name| name == *column)) {
        return Err(fail(format!("`{file}` has no column `{missing}`"), Some(&help())));
    }
    let (mut pledges, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { header: &header, record: &record, community, members };
        match row.pledge() {
            Ok(pledge) => pledges.push(pledge),
            Err(fault) => faults.push(format!("{file}:{line}: {fault}")),
        }
    }
    if faults.is_empty() {
        return Ok(pledges);
    }
    for fault in faults.iter().take(SHOWN) {
        warn(format!("error: {fault}"));
    }
    if faults.len() > SHOWN {
        warn(format!("and {} more", faults.len() - SHOWN));
    }
    Err(ExitCode::from(2))
}

/// A row below the header.
struct Row<'a> {
    header: &'a [String],
    record: &'a csv::StringRecord,
    community: &'a Community,
    members: &'a [StateIx],
}

impl Row<'_> {
    fn pledge(&self) -> Result<Pledge, String> {
        let pledge = Pledge {
            member: self.member(self.text("member"))?,
            kind: self.text("kind").to_owned(),
            units: self.number("units", 0)?,
            lot: self.number("lot", 1)?,
            least: self.number("least", 0)?,
            ready_days: u32::try_from(self.number("ready_days", 0)?).unwrap_or(u32::MAX),
            unit_cost: self.number("unit_cost", 0)?,
            languages: self.words("languages"),
            women_permille: self.number("women_percent", 0)?.saturating_mul(10),
            not_for: self.words("not_for"),
            only_if: self.words("only_if").iter().map(|name| self.member(name)).collect::<Result<_, _>>()?,
            sustained: if self.text("sustained").is_empty() {
                None
            } else {
                Some(self.number("sustained", 0)?)
            },
        };
        if pledge.kind.is_empty() { Err("the kind is missing".into()) } else { Ok(pledge) }
    }

    fn text(&self, column: &str) -> &str {
        let at = self.header.iter().position(|name| name == column);
        at.and_then(|at| self.record.get(at)).unwrap_or_default()
    }

    fn number(&self, column: &str, usual: u64) -> Result<u64, String> {
        match self.text(column) {
            "" => Ok(usual),
            text => text.parse().map_err(|_| format!("{column}: `{text}` is not a whole number")),
        }
    }

    fn words(&self, column: &str) -> Vec<String> {
        self.text(column)
            .split(';')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The name of a member by its name or code.
    fn member(&self, text: &str) -> Result<String, String> {
        let world = self.community.world;
        let state = world.find_state(text).map_err(|error| {
            let near: Vec<&str> =
                error.nearest.iter().map(|state| world.state(*state).name.as_str()).collect();
            let near = if near.is_empty() {
                String::new()
            } else {
                format!("; did you mean {}?", nearest::list(&near))
            };
            format!("no state is called `{text}`{near}")
        })?;
        let name = &world.state(state).name;
        if self.members.contains(&state) {
            Ok(name.clone())
        } else {
            Err(format!("{name} is not a member in {}", self.community.year))
        }
    }
}
