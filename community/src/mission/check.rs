//! What is true of mandates and missions once everything that follows from an act has happened, by the numbers of
//! ARCHITECTURE.md.

use super::{Purse, Standing};
use crate::{
    gate::{self, Asked},
    state::State,
};
use std::collections::BTreeSet;

/// C20 to C24.
///
/// # Errors
///
/// The first that does not hold.
pub(crate) fn check(state: &State) -> Result<(), String> {
    let broken = |number: u8, says: String| Err(format!("C{number}: {says}"));
    let (Some(at), Some(law)) = (state.at, &state.law) else { return Ok(()) };
    for (name, mission) in &state.missions {
        // C20: no mission has authority but through the gate.
        if mission.has_authority()
            && gate::bound(law)
            && let Err(refusal) =
                gate::holds(state, &mission.plan, mission.is_contribution(), Asked::Stand, at)
        {
            return broken(20, format!("{name} has authority, and {}", refusal.says));
        }
        // C21: who is there is there by authority, or on the way home: nobody under a plan, nobody once it is over.
        if matches!(mission.standing, Standing::Planned | Standing::Over { .. }) && mission.present() > 0 {
            return broken(
                21,
                format!("{name} is {}, and {} are there", mission.standing.says(), mission.present()),
            );
        }
        // C22: a mission is never stronger than it may be.
        if mission.present() > u64::from(mission.plan.strength) {
            return broken(22, format!("{name} is stronger than it may be"));
        }
        // C24: no more is paid back than was spent, and no more spent than was voted.
        let sound = |purse: &Purse| purse.reimbursed <= purse.spent && purse.spent <= purse.voted;
        if !mission.money.as_ref().is_none_or(sound) {
            return broken(24, format!("the money of {name} does not add up"));
        }
    }
    // C23: every mandate rests on resolutions that are on the record, each once.
    let known = &state.mandates.resolutions;
    let mut named: Vec<&String> = Vec::new();
    for (number, mandate) in &state.mandates.given {
        named.push(number);
        named.extend(&mandate.later);
    }
    named.sort();
    let hashes: BTreeSet<&String> = known.values().collect();
    if named != known.keys().collect::<Vec<_>>() || hashes.len() != known.len() {
        return broken(23, "a mandate rests on a resolution that is not on the record once".into());
    }
    Ok(())
}
