//! What is asked: a requirement from a TOML file, or one of those that ship.

use crate::{
    data::table::{Side, table},
    load,
    output::{fail_at, grouped},
};
use charter::nearest;
use forces::{Need, Requirement};
use serde::Deserialize;
use std::process::ExitCode;

/// Missions as they were, each with the source of its figures.
const PRESETS: [(&str, &str); 5] = [
    ("ifor-1995", include_str!("presets/ifor-1995.toml")),
    ("kfor-1999", include_str!("presets/kfor-1999.toml")),
    ("eufor-althea-2004", include_str!("presets/eufor-althea-2004.toml")),
    ("unifil-2006", include_str!("presets/unifil-2006.toml")),
    ("isaf-2011", include_str!("presets/isaf-2011.toml")),
];

/// A requirement and its name.
pub struct Asked {
    /// What it is called.
    pub name: String,
    /// Where its figures come from, if that is said.
    pub source: Option<String>,
    /// What is needed.
    pub requirement: Requirement,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Option<String>,
    source: Option<String>,
    #[serde(default)]
    areas: Vec<String>,
    ceiling: Option<u64>,
    #[serde(default)]
    women_percent: u64,
    needs: Vec<Need>,
}

impl Asked {
    /// Reads a file, or takes what ships under that name.
    pub fn load(argument: &str) -> Result<Self, ExitCode> {
        let preset = PRESETS.iter().find(|(name, _)| *name == argument);
        let (name, text) = match preset {
            Some((name, text)) => ((*name).to_owned(), (*text).to_owned()),
            None => load::file(argument, || {
                let names = PRESETS.iter().map(|(name, _)| *name);
                nearest::suggest(argument, names.clone()).unwrap_or_else(|| {
                    format!("name a file or a mission: {}", nearest::list(&names.collect::<Vec<_>>()))
                })
            })?,
        };
        let file: File = toml::from_str(&text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            let help = "`koinon gap --help` shows a requirement".to_owned();
            let says = plain(error.message());
            fail_at("requirement", &name, &text, span, says, Some(help))
        })?;
        let File { name: title, source, areas, ceiling, women_percent, needs } = file;
        let women_permille = women_percent.saturating_mul(10);
        let requirement = Requirement { needs, areas, ceiling, women_permille };
        Ok(Self { name: title.unwrap_or(name), source, requirement })
    }
}

/// The reader's words without the names of types.
fn plain(says: &str) -> String {
    says.replace("u64", "a whole number").replace("u32", "a whole number").replace("struct Need", "a table")
}

/// The missions that ship.
pub fn list() -> String {
    let rows = PRESETS.iter().filter_map(|(name, text)| {
        let file: File = toml::from_str(text).ok()?;
        let units = file.needs.iter().map(|need| need.units).sum::<u64>();
        Some(vec![(*name).to_owned(), grouped(units), file.name?, file.source?])
    });
    let header = [
        ("mission", Side::Left),
        ("troops", Side::Right),
        ("what it was", Side::Left),
        ("source", Side::Left),
    ];
    table(&header, &rows.collect::<Vec<_>>(), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mission_that_ships_is_read_and_has_its_source() {
        for (name, text) in PRESETS {
            let file: File = toml::from_str(text).unwrap();
            assert!(file.name.is_some() && file.source.is_some() && !file.needs.is_empty(), "{name}");
        }
        assert_eq!(list().lines().count(), PRESETS.len() + 1);
    }
}
