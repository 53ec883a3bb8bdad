//! Who must act on warnings and compacts.

use super::Next;
use crate::{state::State, words};

/// One for each that waits.
pub(super) fn next(state: &State) -> Vec<Next> {
    let mut next = Vec::new();
    for (number, warning) in state.warnings.iter().filter(|(_, warning)| warning.answer.is_none()) {
        let Some(organ) = &warning.organ else { continue };
        let by = match (warning.overdue, warning.due) {
            (true, _) => ", which is overdue".to_owned(),
            (false, Some(due)) => format!(" by {}", due.says()),
            (false, None) => String::new(),
        };
        next.push(Next::of(
            format!("the {organ}"),
            format!("answer warning {number} on {}{by}", warning.name),
        ));
    }
    for (code, request) in &state.peacebuilding.requests {
        let since = request.at.says();
        let says = format!("propose the compact that {} asked for on {since}", state.called(code));
        next.push(Next::of("a member", says));
    }
    for (number, compact) in &state.peacebuilding.compacts {
        if let Some(since) = compact.review_due {
            let says = format!("review compact {number}, due since {}", since.says());
            next.push(Next::of("the secretariat", says));
        }
        let missing = compact.asked().saturating_sub(compact.account.contributed.minor_units());
        if missing > 0 && compact.end.is_none() {
            let missing = words::money(missing, &compact.plan.currency);
            next.push(Next::of("members", format!("compact {number} with {} lacks {missing}", compact.name)));
        }
    }
    next
}
