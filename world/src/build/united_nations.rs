//! The record of the United Nations from its tables: missions and their months, vetoes, the Council year by year.
//!
//! Beside the tables lie three lists kept here: what a table of missions gets wrong (`missions.csv`), what kind of
//! question each topic of a veto is and in which states (`veto_topics.csv`), and which vetoed drafts would have given a
//! mandate (`refused_mandates.csv`). A folder whose catalogue lists none of the tables gives an empty record.

mod missions;
mod vetoes;
mod years;

use super::{
    BuildError,
    catalogue::Catalogue,
    not_placed::Collector,
    states::States,
    tables::{Folder, Row, Table},
};
use crate::{StateIx, UnitedNations};
use std::path::Path;

/// What the builders of this record draw on.
struct Ground<'b> {
    catalogue: &'b Catalogue,
    states: &'b States,
    curated: &'b Path,
}

/// The record in the tables that the catalogue lists.
pub fn build(
    catalogue: &Catalogue,
    curated: &Path,
    folder: &mut Folder,
    states: &States,
    not_placed: &mut Collector,
) -> Result<UnitedNations, BuildError> {
    let ground = Ground { catalogue, states, curated };
    let mut record = UnitedNations::default();
    if catalogue.table(missions::FILE).is_some() {
        record.missions = missions::missions(&ground, folder, not_placed)?;
        missions::months(&ground, folder, &mut record.missions, not_placed)?;
    }
    if catalogue.table(vetoes::FILE).is_some() {
        record.vetoes = vetoes::vetoes(&ground, folder)?;
        record.years = years::years(folder)?;
    }
    Ok(record)
}

impl Ground<'_> {
    /// The state of a code in a table's column: as the list of placings says, or the state of that code.
    fn state(&self, table: &Table, column: usize, code: &str) -> Option<StateIx> {
        let said = self.catalogue.placing.iter().find(|rule| {
            rule.table == table.file && table.columns[column] == rule.column && rule.value == code
        });
        self.states.coded(said.map_or(code, |rule| rule.state.as_str()))
    }
}

/// A whole number in a cell; nought where it is empty.
fn count(table: &Table, row: &Row, column: usize) -> Result<u32, BuildError> {
    known(table, row, column).map(Option::unwrap_or_default)
}

/// A whole number in a cell, perhaps written `600.0`; none where it is empty.
fn known(table: &Table, row: &Row, column: usize) -> Result<Option<u32>, BuildError> {
    let wrong = || table.bad_cell(row, column, "a whole number or empty");
    let Some(number) = table.decimal(row, column)?.map(crate::Decimal::trimmed) else { return Ok(None) };
    match (number.places, u32::try_from(number.digits)) {
        (0, Ok(number)) => Ok(Some(number)),
        _ => Err(wrong()),
    }
}
