//! What happened: the entries of the record. A frozen wire type, in JSON without floats.

mod assessment;
mod guarantee;
mod happening;
mod pledge;
mod seat;
mod size;
mod vote;

use crate::{
    act::{Act, Deed},
    actor::{Actor, Authority},
    facts::Fact,
    moment::Moment,
};
use serde::{Deserialize, Serialize};

pub use assessment::{Assessment, Judgment};
pub use guarantee::{
    AssistanceOwed, Assisted, GuaranteeEnded, GuaranteeReported, HelpRequested, Invoked, PledgesFellDue,
    ReportDue, Undetermined,
};
pub use happening::{ChairTerm, Due, Happening, NamedState, ReadingOpened};
pub use pledge::{PartOfPledge, Pledged};
pub use seat::{SeatEnded, Seated, VotedByName};
pub use vote::{ClauseCount, Out, Outcome, Roll, RollMember, Step};

/// The most bytes of one event as canonical JSON.
pub const MOST_BYTES: usize = 65_535;

/// One entry of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// Who acted.
    pub actor: Actor,
    /// On whose authority.
    pub authority: Authority,
    /// The article that gave the power, such as `3`; none for what the engine itself does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The deed, on the first event that follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deed: Option<Deed>,
    /// The facts on which it was decided, on the first event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// What happened.
    pub happened: Happening,
}

impl Event {
    /// The act from which this event and those behind it follow, if it is the first of them.
    pub fn act(&self) -> Option<Act> {
        let deed = self.deed.clone()?;
        Some(Act { actor: self.actor.clone(), authority: self.authority.clone(), deed })
    }

    /// How many bytes it has as canonical JSON; the order of keys does not change it.
    pub fn size(&self) -> usize {
        size::size(self)
    }

    /// Canonical JSON (RFC 8785): keys in order, integers only, no spaces.
    pub fn to_json(&self) -> String {
        canonical(self)
    }
}

/// Canonical JSON of a wire type. Every key of these types is ASCII, so that the order of bytes is RFC 8785's.
pub fn canonical(value: &impl Serialize) -> String {
    // INVARIANT: the wire types have string keys and no floats, which is all that can fail.
    serde_json::to_value(value).map(|value| value.to_string()).unwrap_or_default()
}
