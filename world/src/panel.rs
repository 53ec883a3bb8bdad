//! The panel: for every indicator a column over states × years.

use crate::{decimal::Decimal, state::StateIx};

/// A cell without a value. Missing stays missing.
pub const MISSING: i64 = i64::MIN;

/// The first year of every panel.
pub const FIRST_YEAR: i32 = 1900;

/// One indicator's values. The cell of state `s` in year `y` is `s × years + (y − 1900)`, so that a state's
/// history is a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Digits behind the point, the same for every cell.
    pub places: u8,
    /// How many years a state has, from [`FIRST_YEAR`] on.
    pub years: usize,
    /// One number a cell, as `value × 10^places`, or [`MISSING`].
    pub cells: Vec<i64>,
}

impl Column {
    /// A column of missing values.
    pub fn empty(states: usize, years: usize, places: u8) -> Self {
        Self { places, years, cells: vec![MISSING; states * years] }
    }

    /// Where the cell stands, if the panel reaches it.
    pub fn cell(&self, state: StateIx, year: i32) -> Option<usize> {
        let offset = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
        let cell = usize::from(state.0) * self.years + offset;
        (offset < self.years && cell < self.cells.len()).then_some(cell)
    }

    /// The value, if there is one.
    pub fn get(&self, state: StateIx, year: i32) -> Option<Decimal> {
        match self.cells[self.cell(state, year)?] {
            MISSING => None,
            digits => Some(Decimal::new(digits, self.places)),
        }
    }
}
