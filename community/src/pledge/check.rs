//! What is true of pledges, whatever was done.

use crate::{act::Purpose, mission, state::State};
use std::collections::BTreeMap;

/// The invariants of pledges, by the numbers under which ARCHITECTURE.md lists them.
///
/// # Errors
///
/// The first that does not hold.
pub(crate) fn check(state: &State) -> Result<(), String> {
    // C16: what was pledged is what arrived, is outstanding, was withdrawn and lapsed, to the unit.
    for (number, pledge) in &state.pledges {
        let parts = [pledge.arrived, pledge.withdrawn, pledge.lapsed, pledge.outstanding()];
        let sum: u128 = parts.into_iter().map(u128::from).sum();
        if sum != u128::from(pledge.contribution.quantity()) {
            return Err(format!("C16: the parts of pledge {number} do not add up"));
        }
        let came: u128 = pledge.arrivals.iter().map(|arrival| u128::from(arrival.quantity)).sum();
        if came != u128::from(pledge.arrived) {
            return Err(format!("C16: the arrivals of pledge {number} do not add up"));
        }
        let open = match pledge.purpose {
            Purpose::Guarantee(of) => state.guarantees.get(&of).map(crate::guarantee::Guarantee::is_open),
            Purpose::Mission(of) => state.mission_numbered(of).map(|mission| {
                matches!(mission.standing, mission::Standing::Planned | mission::Standing::Authorised)
            }),
        };
        if open == Some(false) && pledge.outstanding() > 0 {
            return Err(format!("C16: pledge {number} is outstanding to what has ended"));
        }
    }
    // C17: nobody's live pledges of forces are more than its armed forces were when it last pledged some.
    let mut last: BTreeMap<&str, u64> = BTreeMap::new();
    for pledge in state.pledges.values() {
        if let Some(personnel) = pledge.personnel {
            last.insert(&pledge.state, personnel);
        }
    }
    for (code, personnel) in last {
        let bound = state.forces_bound(code);
        if bound > personnel {
            return Err(format!("C17: {code} has pledged {bound} of {personnel} persons"));
        }
    }
    Ok(())
}
