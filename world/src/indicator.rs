//! Indicators: what is measured, in which unit, by whom, and what may be done with it.

use serde::{Deserialize, Serialize};

/// The place of an indicator in [`crate::World::indicators`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IndicatorIx(pub u16);

/// May the figures be passed on?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Redistribution {
    /// By anyone, with attribution.
    Yes,
    /// With attribution, not for profit.
    NonCommercial,
    /// Only by permission: never shipped, imported by the user who has it.
    Ask,
}

/// A measured quantity of a state in a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// The name that conditions use, such as `polyarchy`.
    pub name: String,
    /// What a page calls it: `Electoral democracy index`.
    pub title: String,
    /// What it measures, in a sentence or two, with how it was derived where it was.
    pub says: String,
    /// The unit: `index, 0 to 1`, `persons`, `current US dollars`.
    pub unit: String,
    /// The least and greatest value that the scale allows, where it has ends: for axes and for checking bars.
    pub bounds: Option<(f64, f64)>,
    /// Its source: [`Source::id`].
    pub source: String,
    /// Edition of the source, such as `v15 (March 2025)`.
    pub vintage: String,
    /// May it be passed on?
    pub redistribution: Redistribution,
    /// First and last year with a value.
    pub coverage: (i32, i32),
    /// How many values there are.
    pub values: u32,
}

/// Who publishes a table, and on what terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Short name, such as `vdem`.
    pub id: String,
    /// Name of the data set.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// How to cite it.
    pub citation: String,
    /// The licence, as far as known.
    pub licence: String,
    /// Where it is published.
    pub url: Option<String>,
}

/// Years for people: `1900–2024`, or the one that it is.
pub fn span((from, to): (i32, i32)) -> String {
    if from == to { from.to_string() } else { format!("{from}–{to}") }
}
