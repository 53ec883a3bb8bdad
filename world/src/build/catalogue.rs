//! The curated lists: which tables are read, what is taken from them, and what was decided about states and groups.

use super::BuildError;
use crate::{Absent, Redistribution, Source};
use serde::{Deserialize, de::DeserializeOwned};
use std::{collections::BTreeMap, fs, path::Path};

/// Every curated list.
pub struct Catalogue {
    /// Publishers and their tables, in the order of the list.
    pub sources: Vec<Publisher>,
    /// Indicators, in the order of the list.
    pub indicators: Vec<Measure>,
    /// What was decided about states.
    pub states: StateList,
    /// Groups, in the order of the list.
    pub groups: Vec<GroupEntry>,
    /// Rows that stand for another state than their code says, or for none.
    pub placing: Vec<Placing>,
    /// Rows that give way to another of the same state and year.
    pub gives_way: Vec<GivesWay>,
}

/// A publisher and its tables.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    pub id: String,
    pub title: String,
    pub publisher: String,
    pub citation: String,
    pub licence: String,
    pub redistribution: Redistribution,
    pub url: Option<String>,
    #[serde(default, rename = "table")]
    pub tables: Vec<TableEntry>,
}

impl Publisher {
    /// As pages show it.
    pub fn source(&self) -> Source {
        Source {
            id: self.id.clone(),
            title: self.title.clone(),
            publisher: self.publisher.clone(),
            citation: self.citation.clone(),
            licence: self.licence.clone(),
            url: self.url.clone(),
        }
    }
}

/// A table and how its rows name a state and a year.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableEntry {
    pub file: String,
    /// The column with the state's code.
    #[serde(default = "iso3")]
    pub key: String,
    /// The column with the year.
    #[serde(default = "year")]
    pub year: String,
    /// The column with the last year, where a row holds for several.
    pub last_year: Option<String>,
    /// Does the publisher code a state and its predecessor under the code of today?
    #[serde(default)]
    pub codes_both: bool,
    pub vintage: String,
    pub took: String,
    pub changed: String,
}

fn iso3() -> String {
    "iso3".to_owned()
}

fn year() -> String {
    "year".to_owned()
}

/// An indicator and where its values come from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    pub name: String,
    pub title: String,
    pub says: String,
    pub unit: String,
    pub bounds: Option<(f64, f64)>,
    /// The columns that it is taken from; the first that has the year counts.
    #[serde(default)]
    pub from: Vec<From>,
    /// The table that it is derived from, where it is not a column.
    pub table: Option<String>,
    /// How it is derived.
    pub built: Option<Built>,
    /// Numbers for words.
    #[serde(default)]
    pub words: BTreeMap<String, i64>,
    /// The states whose 0 is a figure, where for all others it means that there is none.
    pub zero_stands: Option<Vec<String>>,
}

impl Measure {
    /// The first table that it is taken from.
    pub fn first_table(&self) -> &str {
        self.from.first().map(|from| from.table.as_str()).or(self.table.as_deref()).unwrap_or("")
    }
}

/// A column of a table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct From {
    pub table: String,
    pub column: String,
    /// What each figure is multiplied by, where the table is in thousands or millions.
    pub times: Option<i64>,
}

/// How an indicator is derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Built {
    /// GDP by population.
    GdpPerCapita,
    /// The highest intensity of the year's conflicts.
    ArmedConflict,
    /// The same of conflicts within the state.
    InternalConflict,
    /// The column, with 0 for members of the United Nations in the years in which the table is complete.
    Peacekeepers,
}

/// What was decided about states.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateList {
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    #[serde(rename = "state")]
    pub states: Vec<StateEntry>,
    #[serde(default)]
    pub absent: Vec<Absent>,
}

/// What the tables do not give of a state.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateEntry {
    pub code: String,
    pub name: Option<String>,
    pub iso2: Option<String>,
    pub iso_numeric: Option<u16>,
    #[serde(default)]
    pub gw: Vec<u16>,
    pub cow: Option<u16>,
    pub region: Option<String>,
    pub subregion: Option<String>,
    /// The name of its capital at the time, where the table has today's.
    pub capital: Option<String>,
    pub continues: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub note: Option<String>,
}

/// A group and which rows or lists make it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupEntry {
    pub name: String,
    pub title: String,
    pub says: String,
    pub source: String,
    pub table: Option<String>,
    pub column: Option<String>,
    pub value: Option<String>,
    /// A region of M49 whose states belong.
    pub region: Option<String>,
    /// States that belong beside those of the region.
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default, rename = "member")]
    pub members: Vec<ListedMembers>,
    #[serde(default)]
    pub instead: Vec<Instead>,
}

/// States that joined on one day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedMembers {
    pub states: Vec<String>,
    pub from: toml::value::Datetime,
    pub until: Option<toml::value::Datetime>,
}

/// What replaces the table's rows of a state.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instead {
    pub state: String,
    /// `FROM` or `FROM UNTIL`, both days included.
    pub spells: Vec<String>,
    pub why: String,
}

/// Rows that stand for another state than their code says, or for none (`-`).
#[derive(Deserialize)]
pub struct Placing {
    pub table: String,
    pub column: String,
    pub value: String,
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub state: String,
    pub reason: String,
}

/// Rows that give way to another of the same state and year.
#[derive(Deserialize)]
pub struct GivesWay {
    pub table: String,
    pub column: String,
    pub value: String,
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub reason: String,
}

#[derive(Deserialize)]
struct SourceList {
    source: Vec<Publisher>,
}

#[derive(Deserialize)]
struct MeasureList {
    indicator: Vec<Measure>,
}

#[derive(Deserialize)]
struct GroupList {
    group: Vec<GroupEntry>,
}

impl Catalogue {
    /// Reads the lists in a folder.
    pub fn read(folder: &Path) -> Result<Self, BuildError> {
        Ok(Self {
            sources: read_toml::<SourceList>(&folder.join("sources.toml"))?.source,
            indicators: read_toml::<MeasureList>(&folder.join("indicators.toml"))?.indicator,
            states: read_toml(&folder.join("states.toml"))?,
            groups: read_toml::<GroupList>(&folder.join("groups.toml"))?.group,
            placing: read_csv(&folder.join("placing.csv"))?,
            gives_way: read_csv(&folder.join("gives_way.csv"))?,
        })
    }

    /// The table at this path, and who publishes it.
    pub fn table(&self, file: &str) -> Option<(&Publisher, &TableEntry)> {
        let mut all = self.sources.iter().flat_map(|s| s.tables.iter().map(move |t| (s, t)));
        all.find(|(_, table)| table.file == file)
    }
}

fn read_toml<T: DeserializeOwned>(path: &Path) -> Result<T, BuildError> {
    let text = fs::read_to_string(path).map_err(|error| BuildError::unreadable(path, &error))?;
    toml::from_str(&text)
        .map_err(|error| BuildError::Curated { file: path.display().to_string(), why: error.to_string() })
}

/// The rows of a curated list.
pub fn read_csv<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, BuildError> {
    let text = fs::read_to_string(path).map_err(|error| BuildError::unreadable(path, &error))?;
    let rows: Result<Vec<T>, csv::Error> =
        csv::Reader::from_reader(text.as_bytes()).into_deserialize().collect();
    rows.map_err(|error| BuildError::Curated { file: path.display().to_string(), why: error.to_string() })
}
