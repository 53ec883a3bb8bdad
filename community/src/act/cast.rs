//! How a delegation votes, and what the court finds. Frozen wire types.

use serde::{Deserialize, Serialize};
use voting::Ballot;

/// How a delegation votes: with one voice, or, in an organ of persons, as its seat-holders split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cast {
    /// With one voice.
    One(Voice),
    /// So many seat-holders each way; the others are absent.
    Split(Split),
}

/// One voice of a delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// In favour.
    Yes,
    /// Against.
    No,
    /// Present, and neither.
    Abstain,
}

impl Voice {
    /// The ballot that it is.
    pub const fn ballot(self) -> Ballot {
        match self {
            Self::Yes => Ballot::Yes,
            Self::No => Ballot::No,
            Self::Abstain => Ballot::Abstain,
        }
    }
}

/// How the seat-holders of a delegation vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// In favour.
    pub yes: u32,
    /// Against.
    pub no: u32,
    /// Present, and neither.
    pub abstain: u32,
}

/// What the court finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// The motion stands.
    Lawful,
    /// The motion falls.
    Unlawful,
    /// A question of interpretation is answered.
    Answered,
}
