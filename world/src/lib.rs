//! The world as measured: states, years, indicators, groups, and their sources.
//!
//! Knows nothing of charters, rules or institutions. Everything is as its publisher coded it; nothing is
//! interpolated, and what is missing stays missing.

mod absent;
pub mod build;
pub mod decimal;
mod embedded;
pub mod geometry;
pub mod group;
pub mod import;
pub mod indicator;
pub mod panel;
pub mod recognise;
pub mod state;
pub mod store;
pub mod united_nations;
pub mod user_data;

pub use absent::{Absent, absent};
pub use decimal::Decimal;
pub use group::Group;
pub use indicator::{Indicator, IndicatorIx, Redistribution, Source, span};
pub use panel::{Column, FIRST_YEAR, MISSING};
pub use state::{Spell, State, StateIx};
pub use united_nations::UnitedNations;

/// All facts: states × years × indicators, groups and sources.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// The last year of the panel; the first is [`FIRST_YEAR`].
    pub last_year: i32,
    /// Every state that ever was since 1900, by code.
    pub states: Vec<State>,
    /// Every indicator, in the order of the catalogue.
    pub indicators: Vec<Indicator>,
    /// One column an indicator, in the same order.
    pub columns: Vec<Column>,
    /// Every group.
    pub groups: Vec<Group>,
    /// Every source.
    pub sources: Vec<Source>,
    /// The record of the United Nations: missions, vetoes, the Council year by year.
    pub united_nations: UnitedNations,
}

impl World {
    /// How many years the panel spans.
    pub fn years(&self) -> usize {
        usize::try_from(self.last_year - FIRST_YEAR + 1).unwrap_or(0)
    }

    /// Is there a year like this in the panel?
    pub fn has_year(&self, year: i32) -> bool {
        (FIRST_YEAR..=self.last_year).contains(&year)
    }

    /// A state by its place. Panics never: places come from this world.
    pub fn state(&self, ix: StateIx) -> &State {
        &self.states[usize::from(ix.0)]
    }

    /// Every state's place.
    pub fn state_ixs(&self) -> impl Iterator<Item = StateIx> + use<> {
        // INVARIANT: the builder refuses more than 65,535 states.
        (0..u16::try_from(self.states.len()).unwrap_or(u16::MAX)).map(StateIx)
    }

    /// The states that exist on 31 December of `year`.
    pub fn states_in(&self, year: i32) -> impl Iterator<Item = StateIx> + '_ {
        self.state_ixs().filter(move |ix| self.state(*ix).exists_in(year))
    }

    /// A state by its code, such as `NOR`.
    pub fn state_coded(&self, code: &str) -> Option<StateIx> {
        self.state_ixs().find(|ix| self.state(*ix).code == code)
    }

    /// An indicator by the name that conditions use.
    pub fn indicator_named(&self, name: &str) -> Option<IndicatorIx> {
        let place = self.indicators.iter().position(|i| i.name == name)?;
        u16::try_from(place).ok().map(IndicatorIx)
    }

    /// An indicator by its place.
    pub fn indicator(&self, ix: IndicatorIx) -> &Indicator {
        &self.indicators[usize::from(ix.0)]
    }

    /// An indicator's column.
    pub fn column(&self, ix: IndicatorIx) -> &Column {
        &self.columns[usize::from(ix.0)]
    }

    /// One value, if there is one.
    pub fn value(&self, ix: IndicatorIx, state: StateIx, year: i32) -> Option<Decimal> {
        self.column(ix).get(state, year)
    }

    /// A group by the name that conditions use.
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// A source by its short name.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}
