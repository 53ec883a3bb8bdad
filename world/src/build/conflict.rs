//! Armed conflict from the conflict-years of UCDP/PRIO: the highest intensity to which a state is a party.

use super::{
    BuildError,
    catalogue::Measure,
    indicators::Figures,
    placing::{Placed, PlacedRow},
    states::States,
};
use crate::{Decimal, StateIx};

/// The first year of the table.
const FIRST: i32 = 1946;

/// Fills in the highest intensity in each year, and 0 for states that exist and have none.
///
/// The parties are side A and, in a conflict between states, side B; those that support them are not. With
/// `internal` only conflicts within the state count, internationalised ones among them.
pub fn intensity(
    measure: &Measure,
    placed: &mut Placed,
    states: &States,
    figures: &mut Figures,
    internal: bool,
) -> Result<(), BuildError> {
    let file = measure.first_table();
    let unknown = || BuildError::Unknown { file: "indicators.toml", name: file.to_owned(), kind: "table" };
    let (table, rows) = placed.table(file).ok_or_else(unknown)?;
    let (level, kind, side_b) =
        (table.column("intensity_level")?, table.column("type_of_conflict")?, table.column("gwno_b")?);
    let mut last = FIRST;
    let mut lost = Vec::new();
    let mut raise = |state: StateIx, year: i32, intensity: Decimal| {
        if let Some(cell) = figures.cell(state, year) {
            *cell = Some(cell.map_or(intensity, |known| known.max(intensity)));
        }
    };
    for PlacedRow { row, state, year } in rows {
        let row = &table.rows[*row];
        last = last.max(*year);
        let within = match row.cell(kind) {
            "intrastate" | "II" => true,
            "interstate" | "extrasystemic" => false,
            _ => return Err(table.bad_cell(row, kind, "intrastate, II, interstate or extrasystemic")),
        };
        if internal && !within {
            continue;
        }
        let wanted = "1 or 2";
        let intensity = table.decimal(row, level)?.ok_or_else(|| table.bad_cell(row, level, wanted))?;
        raise(*state, *year, intensity);
        if row.cell(kind) == "interstate" {
            match party(states, row.cell(side_b), *year) {
                Ok(other) => raise(other, *year, intensity),
                Err(what) => lost.push((what, row.line)),
            }
        }
    }
    for ix in states.ixs() {
        for year in (FIRST..=last).filter(|year| states.state(ix).exists_in(*year)) {
            if let Some(cell) = figures.cell(ix, year) {
                cell.get_or_insert(Decimal::new(0, 0));
            }
        }
    }
    for (what, line) in lost {
        placed.not_placed.note(file, what, "side B has no state of the list", line);
    }
    Ok(())
}

/// The state with a number, or its heir where it had ended.
fn party(states: &States, number: &str, year: i32) -> Result<StateIx, String> {
    let found = states.numbered(number).ok_or_else(|| format!("number {number}"))?;
    if states.state(found).exists_in(year) {
        Ok(found)
    } else {
        Ok(states.heir(found, year).unwrap_or(found))
    }
}
