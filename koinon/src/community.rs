//! A community in a year: its members by the automatic reading of a charter, and their figures on the record.

use crate::{
    load::{self, LoadedCharter},
    output::fail,
};
use charter::{
    condition::columns::Panel,
    membership::{assess, history},
    nearest,
};
use std::process::ExitCode;
use world::{Decimal, FIRST_YEAR, StateIx, World};

/// The members of a charter's community in a year.
pub struct Community {
    /// The charter.
    pub loaded: LoadedCharter,
    /// The record.
    pub world: &'static World,
    /// The year.
    pub year: i32,
    /// Its members on 31 December, by name of their codes; at least one.
    pub members: Vec<StateIx>,
}

/// Figures of every member, and what is to be said of them.
pub struct Figures {
    /// One a member.
    pub values: Vec<Decimal>,
    /// Where an earlier year's figure stands in: `Italy (2021)`.
    pub carried: Vec<String>,
}

/// How many years back a figure is looked for.
const MOST_CARRIED: i32 = 5;

impl Community {
    /// The community of a charter in a year, by default the last that the data of the charter and these indicators cover.
    pub fn load(charter: &str, year: Option<i32>, indicators: &[&str]) -> Result<Self, ExitCode> {
        Self::of(load::charter(Some(charter))?, year, indicators)
    }

    /// The community of a charter that was read, in the same way.
    pub fn of(loaded: LoadedCharter, year: Option<i32>, indicators: &[&str]) -> Result<Self, ExitCode> {
        let world = load::world()?;
        let year = year.unwrap_or_else(|| {
            let known = indicators.iter().filter_map(|name| world.indicator_named(name));
            let last = known.map(|ix| world.indicator(ix).coverage.1);
            last.fold(loaded.charter.latest_year(world), i32::min)
        });
        if !world.has_year(year) {
            let help = format!("the record runs from {FIRST_YEAR} to {}", world.last_year);
            return Err(fail(format!("there is no record of the year {year}"), Some(&help)));
        }
        let record = assess(&loaded.charter, world);
        let help = "guard the condition, as in `state.gdp > 0 && …`; `koinon check` shows the place";
        record.ensure(world, FIRST_YEAR..=year).map_err(|error| fail(error, Some(help)))?;
        let since = loaded.charter.since(world).min(year);
        let history = history(&loaded.charter, world, &record, since, year);
        let members = history.line(year).map(|line| line.members.clone()).unwrap_or_default();
        if members.is_empty() {
            let says = format!("`{}` has no members in {year}", loaded.name);
            return Err(fail(says, Some("`koinon timeline` shows the community year by year")));
        }
        Ok(Self { loaded, world, year, members })
    }

    /// `World Security Community, 2024`
    pub fn title(&self) -> String {
        let name = self.loaded.charter.community.name.trim_start_matches("The ");
        format!("{name}, {}", self.year)
    }

    /// The members' names.
    pub fn names(&self) -> Vec<String> {
        self.members.iter().map(|state| self.world.state(*state).name.clone()).collect()
    }

    /// The members' figures of an indicator in a year: as the charter carries them, and for want of any the last one of
    /// up to five years before.
    pub fn figures(&self, indicator: &str, year: i32) -> Result<Figures, ExitCode> {
        if self.world.indicator_named(indicator).is_none() {
            let names = self.world.indicators.iter().map(|indicator| indicator.name.as_str());
            let near = nearest::nearest(indicator, names).map(|name| format!("did you mean `{name}`?"));
            let help = near.unwrap_or_else(|| "`koinon data list` shows every indicator".into());
            return Err(fail(format!("no indicator is called `{indicator}`"), Some(&help)));
        }
        let panel = Panel::new(&self.loaded.charter, self.world);
        let (mut values, mut carried, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        for state in &self.members {
            let name = &self.world.state(*state).name;
            match figure(&panel, indicator, *state, year) {
                Some((value, from)) => {
                    values.push(value);
                    carried.extend((from != year).then(|| format!("{name} ({from})")));
                }
                None => missing.push(name.as_str()),
            }
        }
        if missing.is_empty() {
            return Ok(Figures { values, carried });
        }
        let says = format!("the record has no `{indicator}` of {} in {year}", nearest::list(&missing));
        Err(fail(says, Some("ask for another year, or import the figures: `koinon data import`")))
    }

    /// Leaves out the members of which the record lacks an indicator in one of so many years up to the last, and names
    /// them.
    pub fn leave_out(&mut self, indicators: &[&str], years: i32) -> Vec<String> {
        let panel = Panel::new(&self.loaded.charter, self.world);
        let known = |state: &StateIx| {
            let mut years = self.year - years + 1..=self.year;
            years.all(|year| indicators.iter().all(|name| figure(&panel, name, *state, year).is_some()))
        };
        let (kept, left): (Vec<_>, Vec<_>) = self.members.iter().partition(|state| known(state));
        let names = left.iter().map(|state| self.world.state(*state).name.clone()).collect();
        self.members = kept;
        names
    }

    /// Is a member in a group, as the charter reads groups?
    pub fn in_group(&self, group: &str) -> Vec<bool> {
        let panel = Panel::new(&self.loaded.charter, self.world);
        self.members.iter().map(|state| panel.in_group(group, *state, self.year)).collect()
    }

    /// Unit and source of an indicator: `population, persons (World Development Indicators)`.
    pub fn source(&self, indicator: &str) -> String {
        let Some(ix) = self.world.indicator_named(indicator) else { return indicator.to_owned() };
        let of = self.world.indicator(ix);
        let source = self.world.source(&of.source).map(|source| format!(" ({})", source.title));
        format!("{indicator}, {}{}", of.unit, source.unwrap_or_default())
    }
}

/// A figure and its year: that of the year, as the charter carries it, or the last of up to five years before.
fn figure(panel: &Panel<'_>, indicator: &str, state: StateIx, year: i32) -> Option<(Decimal, i32)> {
    let back = (year - MOST_CARRIED..=year).rev();
    back.into_iter().find_map(|from| {
        panel.read(indicator, state, from).map(|read| (read.value, read.carried_from.unwrap_or(from)))
    })
}

/// The whole part of a value; nought for what is negative.
pub fn whole(value: Decimal) -> u64 {
    let value = value.trimmed();
    u64::try_from(value.digits / 10i64.pow(u32::from(value.places))).unwrap_or(0)
}
