//! Members' figures of an indicator, for apportionment and scales: a figure for every member, or why there is none.

use crate::{condition::columns::Panel, law::Charter};
use world::{Decimal, StateIx, World};

/// How many years back a figure is looked for where the year itself has none.
pub const MOST_CARRIED: i32 = 5;

/// The figures of some members.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// One a member, in the order asked for; nothing where the record has none.
    pub values: Vec<Option<Decimal>>,
    /// Where an earlier year stands in: the member, and the year.
    pub carried: Vec<(StateIx, i32)>,
}

impl Figures {
    /// The whole parts of the values; nought for what is negative or missing.
    pub fn whole(&self) -> Vec<u64> {
        self.values.iter().map(|value| value.map_or(0, whole)).collect()
    }
}

/// The members' figures of an indicator in a year: as the charter carries them, and for want of any the last one of up to
/// [`MOST_CARRIED`] years before. None where there is no such indicator.
pub fn figures(charter: &Charter, world: &World, members: &[StateIx], indicator: &str, year: i32) -> Figures {
    let panel = Panel::new(charter, world);
    let mut out = Figures::default();
    for state in members {
        let found = (year.saturating_sub(MOST_CARRIED)..=year)
            .rev()
            .find_map(|from| panel.read(indicator, *state, from).map(|read| (from, read)));
        if let Some((from, read)) = found {
            let from = read.carried_from.unwrap_or(from);
            if from != year {
                out.carried.push((*state, from));
            }
        }
        out.values.push(found.map(|(_, read)| read.value));
    }
    out
}

/// The whole part of a value; nought for what is negative.
pub fn whole(value: Decimal) -> u64 {
    let value = value.trimmed();
    u64::try_from(value.digits / 10i64.pow(u32::from(value.places))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_year_stands_in_and_is_named() {
        let (world, charter) = (World::embedded(), crate::read("name = \"x\"").charter);
        let norway = world.find_state("Norway").unwrap();
        let known = figures(&charter, world, &[norway], "population", 2020);
        assert!(known.whole()[0] > 5_000_000 && known.carried.is_empty());
        let last = world.indicator(world.indicator_named("gdp").unwrap()).coverage.1;
        let carried = figures(&charter, world, &[norway], "gdp", last + 1);
        assert_eq!(carried.carried, [(norway, last)]);
        assert_eq!(figures(&charter, world, &[norway], "no-such-thing", 2020).values, [None]);
    }
}
