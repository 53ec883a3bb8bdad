//! Gathering values by state and year: what is placed, what is missing, what contradicts itself.

use super::{NotPlaced, Reason, rows::Row, shown};
use crate::{
    Column, Decimal, StateIx, World, recognise::Codes, recognise::Recogniser, recognise::Unrecognised,
};
use std::collections::{BTreeMap, HashMap};

/// A value and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The state.
    pub state: StateIx,
    /// The year.
    pub year: i32,
    /// The value.
    pub value: Decimal,
    /// The line of the file it stands in; 0 where it was derived from the absence of a row.
    pub line: u64,
}

/// Values that had to lose digits, so that the largest and the finest fit in one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounded {
    /// How many.
    pub values: usize,
    /// Digits behind the point that were kept.
    pub places: u8,
}

/// The values of one indicator in a file.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// The indicator's name.
    pub indicator: String,
    /// The column, or what it was derived from.
    pub column: String,
    /// Its values, by state and year.
    pub placed: Vec<Placed>,
    /// How many state-years the file leaves empty.
    pub missing: usize,
    /// How many values stood in the file again, the same each time.
    pub repeated: usize,
    /// Values that lost digits.
    pub rounded: Option<Rounded>,
}

impl Series {
    /// The first and last year with a value.
    pub fn years(&self) -> Option<(i32, i32)> {
        let years = || self.placed.iter().map(|placed| placed.year);
        Some((years().min()?, years().max()?))
    }

    /// How many states have a value.
    pub fn states(&self) -> usize {
        let states: std::collections::BTreeSet<_> = self.placed.iter().map(|placed| placed.state).collect();
        states.len()
    }
}

struct Entry {
    value: Decimal,
    line: u64,
    text: String,
    contradicted: bool,
}

/// Gathers the values of one indicator.
#[derive(Default)]
pub struct Gathered {
    entries: BTreeMap<(StateIx, i32), Entry>,
    /// How many state-years the file leaves empty.
    pub missing: usize,
    repeated: usize,
}

impl Gathered {
    /// Takes a value. A second one for the same state and year must be the same: else both are reported, and
    /// neither is taken, since no rule would choose the right one.
    pub fn put(
        &mut self,
        world: &World,
        at: (StateIx, i32),
        value: Decimal,
        row: &Row,
        refused: &mut Vec<NotPlaced>,
    ) {
        let Some(first) = self.entries.get_mut(&at) else {
            let entry = Entry { value, line: row.line, text: beginning(row), contradicted: false };
            self.entries.insert(at, entry);
            return;
        };
        if first.value == value && !first.contradicted {
            self.repeated += 1;
            return;
        }
        let state = world.state(at.0).code.clone();
        let conflict = |other| Reason::Conflict { state: state.clone(), year: at.1, other };
        if !first.contradicted {
            first.contradicted = true;
            let text = std::mem::take(&mut first.text);
            refused.push(NotPlaced { line: first.line, text, reason: conflict(row.line) });
        }
        refused.push(NotPlaced { line: row.line, text: beginning(row), reason: conflict(first.line) });
    }

    /// The finished series.
    pub fn series(self, indicator: &str, column: &str) -> Series {
        let kept = self.entries.into_iter().filter(|(_, entry)| !entry.contradicted);
        let placed =
            kept.map(|((state, year), entry)| Placed { state, year, value: entry.value, line: entry.line });
        let mut series = Series {
            indicator: indicator.to_owned(),
            column: column.to_owned(),
            placed: placed.collect(),
            missing: self.missing,
            repeated: self.repeated,
            rounded: None,
        };
        series.fit();
        series
    }
}

impl Series {
    /// Rounds, where it must, so that all values share their places in 64 bits.
    fn fit(&mut self) {
        let places = common_places(self.placed.iter().map(|placed| placed.value));
        let mut values = 0;
        for placed in &mut self.placed {
            if placed.value.trimmed().places > places {
                placed.value = round(placed.value, places);
                values += 1;
            }
        }
        self.rounded = (values > 0).then_some(Rounded { values, places });
    }
}

/// The most digits behind the point at which every value fits in a column.
fn common_places(values: impl Iterator<Item = Decimal> + Clone) -> u8 {
    let mut places = values.clone().map(|value| value.trimmed().places).max().unwrap_or(0);
    while places > 0 && !values.clone().all(|value| round(value, places).digits_at(places).is_some()) {
        places -= 1;
    }
    places
}

/// The value to `places` digits behind the point; half goes to the even digit.
fn round(value: Decimal, places: u8) -> Decimal {
    let value = value.trimmed();
    let Some(surplus) = value.places.checked_sub(places).filter(|surplus| *surplus > 0) else { return value };
    let unit = 10i128.pow(u32::from(surplus));
    let digits = i128::from(value.digits);
    let (whole, rest) = (digits.div_euclid(unit), digits.rem_euclid(unit));
    let up = rest * 2 > unit || (rest * 2 == unit && whole % 2 != 0);
    // A tenth of 64 bits or less, and one more, is within 64 bits.
    i64::try_from(whole + i128::from(up)).map_or(value, |digits| Decimal::new(digits, places)).trimmed()
}

/// The column of these values in a panel of `states` × `years`; values beyond the panel are left out.
pub fn column_of(series: &Series, states: usize, years: usize) -> Column {
    let places = common_places(series.placed.iter().map(|placed| placed.value));
    let mut column = Column::empty(states, years, places);
    for placed in &series.placed {
        if let (Some(cell), Some(digits)) =
            (column.cell(placed.state, placed.year), round(placed.value, places).digits_at(places))
        {
            column.cells[cell] = digits;
        }
    }
    column
}

/// The beginning of a row, for a report.
pub fn beginning(row: &Row) -> String {
    shown(&row.whole())
}

/// Looks up the states of a file and words what it does not find.
pub struct States<'w> {
    recogniser: Recogniser<'w>,
    world: &'w World,
    near: HashMap<String, Option<String>>,
}

/// For how many unknown names the nearest is looked for: enough for a report, bounded for a hostile file.
const MOST_NEAREST: usize = 200;

impl<'w> States<'w> {
    /// A lookup for one file.
    pub fn new(world: &'w World) -> Self {
        Self { recogniser: Recogniser::new(world), world, near: HashMap::new() }
    }

    /// The state, or the reason why there is none.
    pub fn find(&mut self, text: &str, year: i32, codes: Codes) -> Result<StateIx, Reason> {
        let why = match self.recogniser.resolve(text, year, codes) {
            Ok(state) => return Ok(state),
            Err(why) => why,
        };
        let short: String = text.chars().take(60).collect();
        Err(match why {
            Unrecognised::Empty => Reason::NoState,
            Unrecognised::Unknown => {
                let nearest = self.nearest(&short);
                Reason::UnknownState { text: short, nearest }
            }
            Unrecognised::Ambiguous(states) => {
                let codes = states.iter().map(|ix| self.world.state(*ix).code.clone());
                Reason::AmbiguousState { text: short, could_be: codes.collect() }
            }
            Unrecognised::NotAState { aggregate: true, .. } => Reason::Aggregate,
            Unrecognised::NotAState { name, .. } => Reason::Territory { name },
            Unrecognised::BareNumber => Reason::BareNumber,
        })
    }

    fn nearest(&mut self, text: &str) -> Option<String> {
        if let Some(known) = self.near.get(text) {
            return known.clone();
        }
        if self.near.len() >= MOST_NEAREST || text.chars().count() < 4 {
            return None;
        }
        let state = self.recogniser.nearest(text, 1).first().map(|ix| self.world.state(*ix));
        let found = state.map(|state| format!("{} ({})", state.name, state.code));
        self.near.insert(text.to_owned(), found.clone());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn half_goes_to_the_even_digit() {
        for (value, places, expected) in [
            ("0.125", 2, "0.12"),
            ("0.135", 2, "0.14"),
            ("-0.125", 2, "-0.12"),
            ("-0.135", 2, "-0.14"),
            ("-0.126", 2, "-0.13"),
            ("0.1251", 2, "0.13"),
            ("2.5", 0, "2"),
            ("7", 3, "7"),
        ] {
            assert_eq!(round(decimal(value), places).to_string(), expected, "{value} to {places}");
        }
    }

    #[test]
    fn the_finest_yields_to_the_largest() {
        let values = [decimal("123456789012345.6"), decimal("0.123456789")];
        assert_eq!(common_places(values.into_iter()), 4);
        let values = [decimal("0.45"), decimal("0.123")];
        assert_eq!(common_places(values.into_iter()), 3);
    }

    proptest! {
        #[test]
        fn every_value_fits_at_the_common_places(
            values in prop::collection::vec((any::<i64>().prop_filter("missing", |d| *d != i64::MIN), 0u8..=18), 1..8),
        ) {
            let values: Vec<Decimal> = values.into_iter().map(|(d, p)| Decimal::new(d, p)).collect();
            let places = common_places(values.iter().copied());
            for value in &values {
                prop_assert!(round(*value, places).digits_at(places).is_some());
            }
        }
    }
}
