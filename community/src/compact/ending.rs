//! How a compact ends: concluded when every benchmark is met, failed when it is declared so or its last day comes too soon.
//! What it still holds goes back to whom gave it.

use super::{
    Compact, CompactEnded, CompactOutcome, EndCompact, Ended, Movement,
    benchmarks::{unmet, unmet_say},
    running,
};
use crate::{
    deciding::{Decided, Deciding, bounded},
    event::{Event, Happening},
    refusal::Refusal,
    state::{Deadline, State},
};

/// May the compact be concluded? Only with every benchmark met.
pub(crate) fn fits_conclusion(d: &Deciding<'_>, end: &EndCompact) -> Result<(), Refusal> {
    let compact = running(d, end.compact)?;
    bounded("statement of reasons", &end.reasons, 8000)?;
    let unmet = unmet(d, compact, &|_| true);
    if unmet.is_empty() {
        return Ok(());
    }
    let says = format!("compact {} is not fulfilled: {}", end.compact, unmet_say(&unmet));
    Err(Refusal::new("benchmark-not-met", says)
        .cure("wait until they are met, or propose `fail-compact` with reasons"))
}

/// May it be declared to have failed? While it runs, with reasons.
pub(crate) fn fits_failure(d: &Deciding<'_>, end: &EndCompact) -> Result<(), Refusal> {
    running(d, end.compact)?;
    bounded("statement of reasons", &end.reasons, 8000)
}

/// What follows when it is carried that the compact is over.
pub(crate) fn ended(
    d: &Deciding<'_>,
    motion: u64,
    end: &EndCompact,
    outcome: CompactOutcome,
) -> Result<Happening, Refusal> {
    let compact = running(d, end.compact)?;
    Ok(over(compact, Some(motion), end.compact, outcome, end.reasons.clone()))
}

fn over(
    compact: &Compact,
    motion: Option<u64>,
    number: u64,
    outcome: CompactOutcome,
    why: String,
) -> Happening {
    let returned = compact.account.to_return();
    Happening::CompactEnded(CompactEnded { motion, compact: number, outcome, why, returned })
}

/// What falls due of this file: the last day. Whoever has met every benchmark by then has fulfilled it.
pub(super) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    let Deadline::CompactEnds(number) = due else { return None };
    let compact = d.state.compact(*number)?;
    let unmet = unmet(d, compact, &|_| true);
    let (outcome, why) = if unmet.is_empty() {
        (CompactOutcome::Concluded, "its last day came with every benchmark met".to_owned())
    } else {
        (CompactOutcome::Failed, format!("its last day came, and {}", unmet_say(&unmet)))
    };
    Some(Decided::one(compact.article.clone(), over(compact, None, *number, outcome, why)))
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    let Happening::CompactEnded(ended) = &event.happened else { return Ok(false) };
    let CompactEnded { motion, compact: number, outcome, why, returned } = ended;
    let compact = state.compact_mut(*number)?;
    for due in returned {
        compact.account.book(event.at, Movement::BackTo(due.state.clone()), due.amount)?;
    }
    if compact.account.held.minor_units() > 0 {
        return Err(format!("compact {number} would end and hold money"));
    }
    let end = Ended { at: event.at, motion: *motion, outcome: *outcome, why: why.clone() };
    compact.review_due = None;
    if compact.end.replace(end).is_some() {
        return Err(format!("compact {number} is over already"));
    }
    let of_this =
        |due: &Deadline| matches!(due, Deadline::CompactEnds(n) | Deadline::CompactReview(n) if n == number);
    state.agenda.retain(|(_, due)| !of_this(due));
    Ok(true)
}
