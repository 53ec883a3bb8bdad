//! What a set of states has of the world's people, product or forces, in the last year known.

use world::{Source, StateIx, World};

/// A sum over states, beside that over all states.
#[derive(Clone, Debug, PartialEq)]
pub struct Share<'w> {
    /// The year of the figures: the one asked for, or the last before it that the source covers.
    pub year: i32,
    /// The sum over the states.
    pub states: f64,
    /// The sum over all states with a value.
    pub world: f64,
    /// For how many of the states there is a value…
    pub known: usize,
    /// …of how many.
    pub of: usize,
    /// Whose figures they are.
    pub source: Option<&'w Source>,
}

impl Share<'_> {
    /// The states' part of the world's sum, 0 to 1.
    pub fn part(&self) -> f64 {
        if self.world > 0.0 { self.states / self.world } else { 0.0 }
    }
}

/// What `states` have of an indicator in `year`; nothing where no figure is known for that year or within five before.
pub fn share<'w>(world: &'w World, indicator: &str, states: &[StateIx], year: i32) -> Option<Share<'w>> {
    let ix = world.indicator_named(indicator)?;
    let about = world.indicator(ix);
    let (first, last) = about.coverage;
    let used = year.min(last);
    if used < first || year - used > 5 {
        return None;
    }
    let value = |state: &StateIx| Some(world.value(ix, *state, used)?.to_f64());
    let of_states: Vec<f64> = states.iter().filter_map(value).collect();
    let all: f64 = world.states_in(year).filter_map(|state| value(&state)).sum();
    Some(Share {
        year: used,
        // The sum of nothing is −0 otherwise.
        states: of_states.iter().sum::<f64>() + 0.0,
        world: all,
        known: of_states.len(),
        of: states.len(),
        source: world.source(&about.source),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_states_have_all_people() {
        let world = World::embedded();
        let all: Vec<_> = world.states_in(2024).collect();
        let share = share(world, "population", &all, 2024).unwrap();
        assert_eq!(share.part(), 1.0);
        assert!((7.9e9..8.3e9).contains(&share.world), "{}", share.world);
    }

    #[test]
    fn no_states_have_nothing() {
        let share = share(World::embedded(), "population", &[], 2024).unwrap();
        assert_eq!(
            (crate::words::percent(share.part()), crate::words::human(share.states)),
            ("0%".into(), "0".into())
        );
    }

    #[test]
    fn figures_that_are_too_old_are_none() {
        let world = World::embedded();
        assert!(share(world, "gdp", &[], 1950).is_none());
        assert!(share(world, "polity2", &[], 2019).is_some());
        assert_eq!(share(world, "military_personnel", &[], 2024).unwrap().year, 2022);
    }
}
