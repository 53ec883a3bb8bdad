//! What guarantees are open, and who must act in them.

use super::Next;
use crate::{
    act::Purpose,
    guarantee::{Guarantee, Standing},
    state::State,
    words::{counted, spaced},
};

/// The guarantees that run, a line each.
pub fn running(state: &State) -> Vec<String> {
    let running = state.guarantees.iter().filter(|(_, guarantee)| guarantee.is_open());
    let line = |(number, guarantee): (&u64, &Guarantee)| {
        let name = state.called(&guarantee.state);
        format!("{number}: {name}, {}; {}", guarantee.object, guarantee.standing.says())
    };
    running.map(line).collect()
}

/// Who must act in a guarantee so that it goes on.
pub(super) fn next(state: &State) -> Vec<Next> {
    let mut next = Vec::new();
    for (number, guarantee) in &state.guarantees {
        if let Some(report) = guarantee.report.as_ref().filter(|_| guarantee.reported.is_none()) {
            let overdue = state.at.is_some_and(|at| at >= report.by);
            let when = if overdue { "overdue since" } else { "by" };
            let body = spaced(&report.to);
            let says = format!("the secretariat reports it to the {body}, {when} {}", report.by.says());
            next.push(Next::of(about(*number), says));
        }
        match guarantee.standing {
            Standing::Declared => next.extend(determination(state, *number, guarantee)),
            Standing::Owed if guarantee.asks_help => next.extend(answers(state, *number, guarantee)),
            _ => {}
        }
    }
    let away = state.pledges.iter().filter(|(_, pledge)| pledge.is_away());
    next.extend(
        away.filter(|(_, pledge)| match pledge.purpose {
            Purpose::Guarantee(of) => state.guarantees.get(&of).is_some_and(|guarantee| !guarantee.is_open()),
            Purpose::Mission(_) => false,
        })
        .map(|(number, pledge)| {
            Next::of(format!("pledge {number}"), format!("{} stands down", state.called(&pledge.state)))
        }),
    );
    next
}

fn about(guarantee: u64) -> String {
    format!("guarantee {guarantee}")
}

fn determination(state: &State, number: u64, guarantee: &Guarantee) -> Option<Next> {
    let law = state.law.as_ref()?;
    let head = law.charter.guarantees.iter().find(|head| head.id.value == guarantee.head)?;
    let organ = &head.organ.as_ref()?.value;
    let by = guarantee.determine_by.map(|by| format!(" until {}", by.says())).unwrap_or_default();
    Some(Next::of(about(number), format!("the {organ} determines it{by}")))
}

fn answers(state: &State, number: u64, guarantee: &Guarantee) -> Option<Next> {
    let silent = guarantee.owing.iter().filter(|code| state.is_member(code));
    let silent: Vec<_> =
        silent.filter(|code| !state.has_answered(number, code)).map(|code| state.called(code)).collect();
    if silent.is_empty() {
        return None;
    }
    let by = guarantee.pledges_by.map(|by| format!(" until {}", by.says())).unwrap_or_default();
    let members = counted(silent.len(), "member pledges or assists", "members pledge or assist");
    Some(Next::of(about(number), format!("{members}{by}: {}", silent.join(", "))))
}
