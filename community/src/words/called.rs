//! Names and numbers in sentences.

use super::grouped;
use crate::state::State;
use std::{collections::HashMap, sync::LazyLock};
use world::World;

impl State {
    /// What people call a state: by the record, or, where the record does not name it, by the data; otherwise its code.
    ///
    /// For sentences alone: what is decided knows no names but those of the record, so that a replay needs no data.
    pub fn called<'a>(&'a self, code: &'a str) -> &'a str {
        match self.names.get(code) {
            Some(name) => name,
            None => NAMES.get(code).copied().unwrap_or(code),
        }
    }
}

/// What the data call each state, by its code.
static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let world = World::embedded();
    let named = |ix| (world.state(ix).code.as_str(), world.state(ix).name.as_str());
    world.state_ixs().map(named).collect()
});

/// `1 member`, `1,000 members`
pub fn counted(count: impl TryInto<u64>, one: &str, many: &str) -> String {
    match count.try_into().unwrap_or(u64::MAX) {
        1 => format!("1 {one}"),
        count => format!("{} {many}", grouped(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_called_as_they_are_written() {
        let body = crate::words::spaced;
        assert_eq!(body("security-council"), "Security Council");
        assert_eq!(body("court-of-the-peoples-and-states"), "Court of the Peoples and States");
        assert_eq!(body(""), "");
    }

    #[test]
    fn one_is_not_many() {
        let says = |count: usize| counted(count, "member", "members");
        assert_eq!(
            [says(0), says(1), says(2), says(1000)],
            ["0 members", "1 member", "2 members", "1,000 members"]
        );
    }

    #[test]
    fn a_state_that_the_record_does_not_name_has_its_name_from_the_data() {
        let mut state = State::default();
        state.names.insert("NOR".into(), "the Kingdom of Norway".into());
        assert_eq!(state.called("NOR"), "the Kingdom of Norway");
        assert_eq!(state.called("VUT"), "Vanuatu");
        assert_eq!(state.called("ZZZ"), "ZZZ");
        assert_eq!(state.name("VUT"), "VUT", "what is decided knows the names of the record alone");
    }
}
