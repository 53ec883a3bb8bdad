//! Which pledges bind: those without condition, and those whose condition is met by others that bind.

use super::purpose;
use crate::{
    act::{Condition, Purpose},
    state::State,
};
use std::collections::BTreeSet;

/// The live pledges to a purpose that bind, by number.
///
/// It is the largest set of live pledges in which every condition is met by the set itself. So two members that each pledge
/// on condition that the other does are both bound: each has said that it will if the other will.
pub fn binding(state: &State, purpose: Purpose) -> BTreeSet<u64> {
    let determined = purpose::is_determined(state, purpose);
    let live: Vec<_> = state.pledges_to(purpose).filter(|(_, pledge)| pledge.is_live()).collect();
    let mut bound: BTreeSet<u64> = live.iter().map(|(number, _)| *number).collect();
    loop {
        let of_set = live.iter().filter(|(number, _)| bound.contains(number));
        let members: BTreeSet<&str> = of_set.map(|(_, pledge)| pledge.state.as_str()).collect();
        let met = |condition: &Condition| match condition {
            Condition::Also(code) => members.contains(code.as_str()),
            Condition::Determined => determined,
        };
        let failing: Vec<u64> = live
            .iter()
            .filter(|(number, pledge)| bound.contains(number) && !pledge.condition.as_ref().is_none_or(met))
            .map(|(number, _)| *number)
            .collect();
        if failing.is_empty() {
            return bound;
        }
        failing.iter().for_each(|number| {
            bound.remove(number);
        });
    }
}
