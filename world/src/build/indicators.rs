//! The columns: each indicator's figures, taken from its tables in order or derived, as exact decimals.

use super::{
    BuildError,
    catalogue::{Built, Catalogue, From, Measure},
    conflict,
    placing::Placed,
    states::States,
    tables::{Row, Table},
};
use crate::{Column, Decimal, FIRST_YEAR, Indicator, MISSING, StateIx};

/// Digits behind the point of GDP per head: cents.
const CENTS: u8 = 2;

/// The years in which the tables of peacekeepers list every contributor, so that an absent member sent nobody.
const PEACEKEEPERS_COMPLETE: std::ops::RangeInclusive<i32> = 1991..=2013;

/// One figure a cell, before the column has its power of ten.
pub struct Figures {
    years: usize,
    cells: Vec<Option<Decimal>>,
}

impl Figures {
    /// No figure in any cell.
    pub fn none(states: usize, last_year: i32) -> Self {
        let years = usize::try_from(last_year - FIRST_YEAR + 1).unwrap_or(0);
        Self { years, cells: vec![None; states * years] }
    }

    /// The cell of a state in a year; rows outside the panel were reported before.
    pub fn cell(&mut self, state: StateIx, year: i32) -> Option<&mut Option<Decimal>> {
        let offset = usize::try_from(year - FIRST_YEAR).ok().filter(|offset| *offset < self.years)?;
        self.cells.get_mut(usize::from(state.0) * self.years + offset)
    }

    /// As a column with one power of ten, the smallest that holds every figure.
    fn column(&self) -> Option<Column> {
        let places = self.cells.iter().flatten().map(|figure| figure.trimmed().places).max().unwrap_or(0);
        let digits =
            |figure: &Option<Decimal>| figure.map_or(Some(MISSING), |figure| figure.digits_at(places));
        let cells = self.cells.iter().map(digits).collect::<Option<Vec<i64>>>()?;
        Some(Column { places, years: self.years, cells })
    }
}

/// Every indicator with its column, and the last year of the panel.
pub fn build(
    catalogue: &Catalogue,
    placed: &mut Placed,
    states: &States,
) -> Result<(Vec<Indicator>, Vec<Column>, i32), BuildError> {
    let mut indicators: Vec<Indicator> = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    for measure in &catalogue.indicators {
        let mut figures = Figures::none(states.list.len(), placed.last_year);
        for from in &measure.from {
            take(measure, from, placed, states, &mut figures)?;
        }
        let earlier = |name: &str| {
            let at = indicators.iter().position(|i| i.name == name);
            at.map(|at| &columns[at]).ok_or_else(|| unknown(name, "indicator"))
        };
        match measure.built {
            Some(Built::GdpPerCapita) => per_head(earlier("gdp")?, earlier("population")?, &mut figures),
            Some(Built::ArmedConflict) => conflict::intensity(measure, placed, states, &mut figures, false)?,
            Some(Built::InternalConflict) => {
                conflict::intensity(measure, placed, states, &mut figures, true)?
            }
            Some(Built::Peacekeepers) => sent_nobody(earlier("un_assessment")?, states, &mut figures),
            None => {}
        }
        let column = figures.column().ok_or_else(|| unknown(&measure.name, "column with too many digits"))?;
        indicators.push(describe(catalogue, measure, &column)?);
        columns.push(column);
    }
    Ok((indicators, columns, placed.last_year))
}

fn unknown(name: &str, kind: &'static str) -> BuildError {
    BuildError::Unknown { file: "indicators.toml", name: name.to_owned(), kind }
}

/// Takes a column of a table, where no earlier one had the year.
fn take(
    measure: &Measure,
    from: &From,
    placed: &mut Placed,
    states: &States,
    figures: &mut Figures,
) -> Result<(), BuildError> {
    let (table, rows) = placed.table(&from.table).ok_or_else(|| unknown(&from.table, "table"))?;
    let column = table.column(&from.column)?;
    let mut missing = Vec::new();
    for place in rows {
        let row = &table.rows[place.row];
        let Some(figure) = read(measure, from, table, row, column)? else { continue };
        let code = &states.state(place.state).code;
        if figure.digits == 0 && measure.zero_stands.as_ref().is_some_and(|stands| !stands.contains(code)) {
            missing.push((code.clone(), row.line));
            continue;
        }
        if let Some(cell) = figures.cell(place.state, place.year) {
            cell.get_or_insert(figure);
        }
    }
    for (what, line) in missing {
        let reason = format!("a 0 in `{}` that stands for a missing figure", from.column);
        placed.not_placed.note(&from.table, what, reason, line);
    }
    Ok(())
}

fn read(
    measure: &Measure,
    from: &From,
    table: &Table,
    row: &Row,
    column: usize,
) -> Result<Option<Decimal>, BuildError> {
    if let Some(number) = measure.words.get(row.cell(column)) {
        return Ok(Some(Decimal::new(*number, 0)));
    }
    let Some(figure) = table.decimal(row, column)? else { return Ok(None) };
    let digits = figure.digits.checked_mul(from.times.unwrap_or(1));
    let digits = digits.ok_or_else(|| table.bad_cell(row, column, "a number that 64 bits hold"))?;
    Ok(Some(Decimal::new(digits, figure.places).trimmed()))
}

/// GDP by population, rounded to cents, a half cent up.
fn per_head(gdp: &Column, population: &Column, figures: &mut Figures) {
    let known = |cell: &i64| (*cell != MISSING).then_some(i128::from(*cell));
    for ((gdp_cell, people), figure) in gdp.cells.iter().zip(&population.cells).zip(&mut figures.cells) {
        let (Some(dollars), Some(people)) = (known(gdp_cell), known(people).filter(|n| *n > 0)) else {
            continue;
        };
        // GDP and population are whole dollars and persons in today's tables; the powers of ten keep it right for others.
        let over = dollars * 10i128.pow(u32::from(CENTS) + u32::from(population.places)) * 2;
        let under = people * 10i128.pow(u32::from(gdp.places));
        let cents = (over + under).div_euclid(under * 2);
        *figure = i64::try_from(cents).ok().map(|cents| Decimal::new(cents, CENTS));
    }
}

/// 0 for each member of the United Nations (one that is assessed) that a complete table does not list.
fn sent_nobody(assessed: &Column, states: &States, figures: &mut Figures) {
    for ix in states.ixs() {
        for year in PEACEKEEPERS_COMPLETE {
            if assessed.get(ix, year).is_some()
                && let Some(cell) = figures.cell(ix, year)
            {
                cell.get_or_insert(Decimal::new(0, 0));
            }
        }
    }
}

fn describe(catalogue: &Catalogue, measure: &Measure, column: &Column) -> Result<Indicator, BuildError> {
    let file = measure.first_table();
    let (publisher, entry) = catalogue.table(file).ok_or_else(|| unknown(file, "table"))?;
    let mut years: Option<(i32, i32)> = None;
    let mut values = 0;
    for (at, _) in column.cells.iter().enumerate().filter(|(_, cell)| **cell != MISSING) {
        let year = FIRST_YEAR + i32::try_from(at % column.years).unwrap_or(0);
        let (first, last) = years.unwrap_or((year, year));
        years = Some((first.min(year), last.max(year)));
        values += 1;
    }
    Ok(Indicator {
        name: measure.name.clone(),
        title: measure.title.clone(),
        says: measure.says.clone(),
        unit: measure.unit.clone(),
        bounds: measure.bounds,
        source: publisher.id.clone(),
        vintage: entry.vintage.clone(),
        redistribution: publisher.redistribution,
        coverage: years.unwrap_or((FIRST_YEAR, FIRST_YEAR)),
        values,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(gdp: i64, people: i64, expected: &str) {
        let column = |cell| Column { places: 0, years: 1, cells: vec![cell] };
        let mut figures = Figures::none(1, FIRST_YEAR);
        per_head(&column(gdp), &column(people), &mut figures);
        let got = figures.cells[0].map_or("missing".to_owned(), |figure| figure.to_string());
        assert_eq!(got, expected);
    }

    #[test]
    fn gdp_per_head_is_rounded_to_cents() {
        check(100, 3, "33.33");
        check(200, 3, "66.67");
        check(1, 200, "0.01");
        check(199, 40_000, "0");
        check(27_720_709_000_000, 336_806_231, "82304.62");
        check(MISSING, 3, "missing");
        check(3, 0, "missing");
    }
}
