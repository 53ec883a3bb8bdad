//! Groups of states with dated members: alliances, unions, councils, regions.

use crate::state::{Spell, StateIx, last_day};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A group of states, such as `nato`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// The name that conditions use, such as `european-union`.
    pub name: String,
    /// What a page calls it: `European Union`.
    pub title: String,
    /// What it is, and what was decided in listing it.
    pub says: String,
    /// Its source: [`crate::indicator::Source::id`].
    pub source: String,
    /// Who belongs, and when; a state that left and came back stands twice.
    pub members: Vec<Membership>,
}

/// One state's time in a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    /// The member.
    pub state: StateIx,
    /// From when to when.
    #[serde(flatten)]
    pub spell: Spell,
}

impl Group {
    /// Does the state belong on this day?
    pub fn has(&self, state: StateIx, day: Date) -> bool {
        self.members.iter().any(|m| m.state == state && m.spell.covers(day))
    }

    /// Does the state belong on 31 December of `year`?
    pub fn has_in(&self, state: StateIx, year: i32) -> bool {
        last_day(year).is_some_and(|day| self.has(state, day))
    }

    /// Who belongs on 31 December of `year`, in the order of joining.
    pub fn members_in(&self, year: i32) -> Vec<StateIx> {
        let Some(day) = last_day(year) else { return Vec::new() };
        let mut present: Vec<_> = self.members.iter().filter(|m| m.spell.covers(day)).collect();
        present.sort_by_key(|m| (m.spell.from, m.state));
        present.iter().map(|m| m.state).collect()
    }
}
