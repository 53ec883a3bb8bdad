//! Debates that leave no time for a vote, and keys on debate that do nothing.

use super::Look;
use crate::{
    acts::Decided,
    finding::Finding,
    law::{Act, Duration, DurationUnit},
};

/// Every act with readings or a debate.
pub fn check(look: &Look<'_>, out: &mut Vec<Finding>) {
    for act in &look.charter.acts {
        out.extend(no_vote(act).or_else(|| nothing_to_close(act)).or_else(|| outlasts(act)));
    }
}

/// What is declared is not debated.
fn no_vote(act: &Act) -> Option<Finding> {
    if act.kind.value.by() == Decided::Vote {
        return None;
    }
    let span = match (&act.debate, act.readings.value) {
        (Some(debate), _) => debate.span.clone(),
        (None, 1) => return None,
        (None, _) => act.readings.span.clone(),
    };
    let says = format!("to {} is declared, not voted on: there is no debate", act.kind.value.verb());
    Some(Finding::warning("debate-without-vote", span, says).help("strike it"))
}

/// Who closes a debate closes it before its time; without a time there is nothing to close.
fn nothing_to_close(act: &Act) -> Option<Finding> {
    let first = act.closes_debate.first().filter(|_| act.debate.is_none())?;
    let says = "there is no debate to close: nothing says how long it lasts";
    Some(
        Finding::warning("nothing-to-close", first.span.clone(), says)
            .help("add `debate`, such as \"7 days\""),
    )
}

/// The readings together must be shorter than the time for the whole act.
fn outlasts(act: &Act) -> Option<Finding> {
    let (debate, within) = (act.debate.as_ref()?, act.within?);
    let readings = u64::from(act.readings.value);
    if hours(debate.value).saturating_mul(readings) < hours(within) || !act.closes_debate.is_empty() {
        return None;
    }
    let each = if readings == 1 { String::new() } else { format!(" in each of {readings} readings") };
    let says = format!("the debate outlasts the act: nothing can be voted on within {within}");
    Some(
        Finding::error("debate-outlasts-act", debate.span.clone(), says)
            .label(format!("{}{each}", debate.value))
            .help("shorten `debate`, or lengthen `within`"),
    )
}

/// At most so many hours: months and years at their shortest.
fn hours(duration: Duration) -> u64 {
    let each = match duration.unit {
        DurationUnit::Hour => 1,
        DurationUnit::Day => 24,
        DurationUnit::Week => 7 * 24,
        DurationUnit::Month => 28 * 24,
        DurationUnit::Year => 365 * 24,
    };
    u64::from(duration.count) * each
}
