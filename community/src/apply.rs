//! Events change the state; nothing else does.

use crate::{
    accession, amendment, assessment, budget, compact, court, credentials, elections, event::Event, founding,
    guarantee, initiative, invariants, mandate, mission, motion, pledge, seating, standing, state::State,
    warning,
};

impl State {
    /// Applies an event.
    ///
    /// # Errors
    ///
    /// Why it cannot have happened as things stand. The state may then be half-changed and must not be used further.
    pub fn apply(&mut self, event: &Event) -> Result<(), String> {
        if self.at.is_some_and(|last| event.at < last) {
            return Err("it happened before the event that stands before it".into());
        }
        let known = founding::apply(self, event)?
            || motion::apply(self, event)?
            || assessment::apply(self, event)
            || credentials::apply(self, event)?
            || seating::apply(self, event)?
            || accession::apply(self, event)?
            || standing::apply(self, event)?
            || elections::apply(self, event)?
            || budget::apply(self, event)?
            || amendment::apply(self, event)?
            || court::apply(self, event)?
            || guarantee::apply(self, event)?
            || pledge::apply(self, event)?
            || initiative::apply(self, event)?
            || warning::apply(self, event)?
            || compact::apply(self, event)?
            || mandate::apply(self, event)?
            || mission::apply(self, event)?;
        if !known {
            return Err("nothing follows from it".into());
        }
        self.at = Some(event.at);
        self.events += 1;
        invariants::after(self, event)
    }
}
