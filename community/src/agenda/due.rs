//! What falls due by time alone, with what comes to many members at once told once.

use crate::{
    moment::Moment,
    state::{Deadline, State},
    words::counted,
};

/// What falls due at one time: one thing, or the same for many states on one day.
#[derive(Debug)]
pub struct Due<'s> {
    /// When.
    pub when: Moment,
    /// What; where there are many, the first of them.
    pub what: &'s Deadline,
    /// The states to which it comes together; empty for what is no such thing.
    pub states: Vec<&'s str>,
}

/// What falls due, the first first.
pub fn due(state: &State) -> Vec<Due<'_>> {
    let mut all: Vec<Due<'_>> = Vec::new();
    for (when, what) in &state.agenda {
        let Some(code) = of_many(what) else {
            all.push(Due { when: *when, what, states: Vec::new() });
            continue;
        };
        let same = |due: &&mut Due<'_>| {
            due.when.date() == when.date() && std::mem::discriminant(due.what) == std::mem::discriminant(what)
        };
        match all.iter_mut().rfind(same) {
            Some(due) => due.states.push(code),
            None => all.push(Due { when: *when, what, states: vec![code] }),
        }
    }
    all
}

/// The state to which something comes that comes to many: the day on which all founders were admitted is one day.
fn of_many(due: &Deadline) -> Option<&str> {
    match due {
        Deadline::AssessmentExpires(code) | Deadline::ObservationEnds(code) => Some(code),
        _ => None,
    }
}

impl Due<'_> {
    /// What happens when the time comes.
    pub fn says(&self, state: &State) -> String {
        match (self.what, self.states.len()) {
            (Deadline::AssessmentExpires(_), many @ 2..) => {
                format!("the assessments of {} are too old", counted(many, "state", "states"))
            }
            (Deadline::ObservationEnds(_), many @ 2..) => {
                format!("the observation of {} ends", counted(many, "member", "members"))
            }
            (one, _) => one.says(state),
        }
    }
}

/// Founders that nobody has assessed yet, and until when they are under observation for that alone. Nothing was found against
/// them: they are told together.
pub fn unassessed_founders(state: &State) -> Option<(Vec<&str>, Moment)> {
    let observed = state.members.iter().filter_map(|(code, member)| Some((code, member.observed?)));
    let unassessed = |code: &str| state.assessments.get(code).is_none_or(|assessed| !assessed.current);
    let mut until = None;
    let founders: Vec<&str> = observed
        .filter(|(code, observed)| {
            observed.motion.is_none()
                && unassessed(code)
                && *until.get_or_insert(observed.until) == observed.until
        })
        .map(|(code, _)| code.as_str())
        .collect();
    until.filter(|_| founders.len() > 1).map(|until| (founders, until))
}
