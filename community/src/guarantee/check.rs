//! What is true of guarantees, whatever was done.

use super::Standing;
use crate::{
    act::Purpose,
    matter::Matter,
    state::{self, Deadline, State},
};

/// The invariants of guarantees, by the numbers under which ARCHITECTURE.md lists them.
///
/// # Errors
///
/// The first that does not hold.
pub(crate) fn check(state: &State) -> Result<(), String> {
    for (number, guarantee) in &state.guarantees {
        // C18: help is owed by the article alone or by a motion that was carried, and never to who is no member.
        let carried = |motion: u64| {
            state.motion(motion).is_some_and(|motion| {
                motion.standing == state::Standing::Carried
                    && matches!(&motion.matter, Matter::Determine(of) if of.guarantee == *number)
            })
        };
        if !guarantee.motion.is_none_or(carried) {
            return Err(format!("C18: guarantee {number} is determined by nothing"));
        }
        if guarantee.is_open() && !state.is_member(&guarantee.state) {
            return Err(format!("C18: guarantee {number} protects no member"));
        }
        let due = guarantee.determine_by.map(|by| (by, Deadline::DeterminationDue(*number)));
        if guarantee.standing == Standing::Declared && due.is_some_and(|due| !state.agenda.contains(&due)) {
            return Err(format!("C18: guarantee {number} waits for nothing"));
        }
        // C19: what is kept by means short of force is not kept by force.
        let forces = |pledge: &crate::pledge::Pledge| pledge.contribution.persons() > 0;
        let pledged = state.pledges_to(Purpose::Guarantee(*number)).any(|(_, pledge)| forces(pledge));
        let mut assistance = guarantee.assistance.values().flatten();
        if !guarantee.forcible && (pledged || assistance.any(|one| one.by_force)) {
            return Err(format!("C19: guarantee {number} is answered by force"));
        }
    }
    Ok(())
}
