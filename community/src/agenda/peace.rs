//! Who must act on warnings and compacts.

use crate::{state::State, words};

/// One line for each that waits: `the council: answer warning 1 on Mali by …`.
pub(super) fn next(state: &State) -> Vec<String> {
    let mut next = Vec::new();
    for (number, warning) in state.warnings.iter().filter(|(_, warning)| warning.answer.is_none()) {
        let Some(organ) = &warning.organ else { continue };
        let by = match (warning.overdue, warning.due) {
            (true, _) => ", which is overdue".to_owned(),
            (false, Some(due)) => format!(" by {}", due.says()),
            (false, None) => String::new(),
        };
        next.push(format!("the {organ}: answer warning {number} on {}{by}", warning.name));
    }
    for (code, request) in &state.peacebuilding.requests {
        let since = request.at.says();
        next.push(format!("a member: propose the compact that {} asked for on {since}", state.name(code)));
    }
    for (number, compact) in &state.peacebuilding.compacts {
        if let Some(since) = compact.review_due {
            next.push(format!("the secretariat: review compact {number}, due since {}", since.says()));
        }
        let missing = compact.asked().saturating_sub(compact.account.contributed.minor_units());
        if missing > 0 && compact.end.is_none() {
            let missing = words::money(missing, &compact.plan.currency);
            next.push(format!("members: compact {number} with {} lacks {missing}", compact.name));
        }
    }
    next
}
