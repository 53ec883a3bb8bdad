//! The Council year by year: resolutions adopted, the force in the field, and how contributions are known.

use super::known;
use crate::{
    build::{BuildError, tables::Folder},
    united_nations::{CouncilYear, Quality},
};
use std::collections::BTreeMap;

/// One line for each year of the table of the Council.
pub fn years(folder: &mut Folder) -> Result<Vec<CouncilYear>, BuildError> {
    let forces = forces(folder)?;
    let qualities = qualities(folder)?;
    let table = folder.table("more/unsc_year.csv")?;
    let (year, resolutions, first) =
        (table.column("year")?, table.column("resolutions")?, table.column("first_no")?);
    let mut years = Vec::new();
    for row in &table.rows {
        let year = table.year(row, year)?;
        years.push(CouncilYear {
            year,
            resolutions: known(&table, row, resolutions)?,
            first: known(&table, row, first)?,
            force: forces.get(&year).copied(),
            contributions: qualities.get(&year).copied(),
        });
    }
    years.sort_by_key(|line| line.year);
    Ok(years)
}

/// The published force in December of each year.
fn forces(folder: &mut Folder) -> Result<BTreeMap<i32, u32>, BuildError> {
    let table = folder.table("more/un_peacekeeping_totals.csv")?;
    let (year, force) = (table.column("year")?, table.column("total_force")?);
    let mut forces = BTreeMap::new();
    for row in &table.rows {
        if let Some(force) = known(&table, row, force)? {
            forces.insert(table.year(row, year)?, force);
        }
    }
    Ok(forces)
}

/// How the contributions of each year are known: the table has one quality for all rows of a year.
fn qualities(folder: &mut Folder) -> Result<BTreeMap<i32, Quality>, BuildError> {
    let table = folder.table("more/un_peacekeeping_contributions_year.csv")?;
    let (year, quality) = (table.column("year")?, table.column("quality")?);
    let mut qualities = BTreeMap::new();
    for row in &table.rows {
        let known = match row.cell(quality) {
            "full" => Quality::Full,
            "part_year" => Quality::PartYear,
            "approximate" => Quality::Approximate,
            "snapshot" => Quality::Snapshot,
            _ => return Err(table.bad_cell(row, quality, "full, part_year, approximate or snapshot")),
        };
        let before = qualities.insert(table.year(row, year)?, known);
        if before.is_some_and(|before| before != known) {
            return Err(table.bad_cell(row, quality, "as in the other rows of the year"));
        }
    }
    Ok(qualities)
}
