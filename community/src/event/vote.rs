//! The steps of a motion, the frozen roll, and what a vote came to. Frozen wire types.

use serde::{Deserialize, Serialize};

/// A step of a motion on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// An organ votes.
    Vote {
        /// The organ.
        organ: String,
        /// Its rule.
        rule: String,
    },
    /// An organ agrees by silence.
    Silence {
        /// The organ.
        organ: String,
        /// For how long nobody must object.
        lasts: String,
    },
    /// Members ratify.
    Ratification {
        /// The rule on ratifications.
        rule: String,
    },
    /// Notice runs.
    Notice {
        /// For how long.
        lasts: String,
    },
}

/// Who is entitled to vote, frozen: `weights` in the order of `columns`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roll {
    /// What the rule counts beside one a member.
    pub columns: Vec<String>,
    /// Every member of the organ, entitled or not, in the order of codes.
    pub members: Vec<RollMember>,
}

impl Roll {
    /// A member of the roll, by its code.
    pub fn of(&self, state: &str) -> Option<&RollMember> {
        let place = self.members.binary_search_by(|entry| entry.state.as_str().cmp(state));
        place.ok().and_then(|place| self.members.get(place))
    }
}

/// One member of a frozen roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollMember {
    /// Its code.
    pub state: String,
    /// How many seats it holds in the organ.
    pub seats: u32,
    /// Its weights.
    pub weights: Vec<u64>,
    /// Why it is in neither side of the count, if it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out: Option<Out>,
}

/// Why a member is left out of both sides of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Out {
    /// Its vote is suspended.
    Suspended,
    /// Its arrears cost it its vote.
    InArrears,
    /// The matter concerns it.
    Concerned,
}

/// What became of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The rule was met.
    Passed,
    /// It was not.
    Failed,
    /// Too few were there for the organ to decide.
    Inquorate,
}

/// What became of one quota: the tally's explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseCount {
    /// The quota, as a treaty writes it.
    pub quota: String,
    /// The weight that counted towards it.
    pub have: u64,
    /// The least that passes; for `fewer than` and `no`, the most.
    pub need: u64,
    /// Of which total.
    pub total: u64,
    /// Did it hold?
    pub holds: bool,
}
