//! A condition over whole columns says in each cell what it says of that cell alone.

use crate::random::{conditions, good};
use charter::condition::columns::{Panel, over_states};
use proptest::prelude::*;
use world::{FIRST_YEAR, World};

/// Compares every cell of the embedded world under a carry.
fn check(text: &str, carry: u32) {
    let world = World::embedded();
    let mut charter = charter::read("[community]\nname = \"T\"\n[membership]\n").charter;
    charter.data.carry = carry;
    let condition = good(text);
    let mut panel = Panel::new(&charter, world);
    let columns = over_states(&condition, &mut panel);
    for state in world.state_ixs() {
        for (offset, year) in (FIRST_YEAR..=world.last_year).enumerate() {
            let cell = condition.evaluate(&mut |path| panel.fact(path, state, year));
            let column = columns[usize::from(state.0) * world.years() + offset];
            assert_eq!(column, cell, "{text} of {} in {year}", world.state(state).code);
        }
    }
}

#[test]
fn conditions_of_model_charters() {
    for text in [
        "has(state.polyarchy) ? state.polyarchy >= 0.5 : state.freedom_house >= 70",
        "state.civil_liberties <= 3",
        "state.internal_conflict_deaths < 1000",
        "'nato' in state.groups && !('european-union' in state.groups)",
        "0.45 > state.polyarchy || state.polity2 == -6",
        "state.military_expenditure / state.gdp < 0.02 && state.gdp > 0",
        "state.polyarchy > 0.33333 && state.polyarchy != 0.5",
        "state.population >= 250000.5",
        "state.gdp < 999999999999999999",
        "state.region == 'Europe' && year >= 1950",
    ] {
        check(text, 0);
        check(text, 2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(12)))]

    #[test]
    fn random_conditions(text in conditions(), carry in 0u32..3) {
        check(&text.replace("state.free", "state.polyarchy").replace("state.fair", "state.political_rights"), carry);
    }
}
