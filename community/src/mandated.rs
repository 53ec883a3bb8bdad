//! What a warning's answer and a compact ask of mandates and missions: one question each, and one place that answers it.

use crate::{compact::FoundCompact, deciding::Deciding, refusal::Refusal};

/// Is there a mission of this number, authorised under a mandate? A preventive deployment is one, and goes through the gate.
pub(crate) fn mission(_d: &Deciding<'_>, mission: u64) -> Result<(), Refusal> {
    Err(Refusal::new(
        "no-mission",
        format!("there is no mission {mission} that was authorised under a mandate"),
    )
    .cure("have the mission authorised first; good offices and unarmed observers need none"))
}

/// Does a mandate in force cover the compact? If not, why.
pub(crate) fn covers(_d: &Deciding<'_>, compact: &FoundCompact) -> Result<(), String> {
    Err(match &compact.mandate {
        None => "it names no mandate".to_owned(),
        Some(resolution) => format!("no mandate of {} is in force", charter::values::shown(resolution)),
    })
}
