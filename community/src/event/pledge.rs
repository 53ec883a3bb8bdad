//! What becomes of pledges. Frozen wire types.

use crate::act::{Condition, Contribution, Purpose};
use serde::{Deserialize, Serialize};

/// A member has pledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pledged {
    /// The pledge's number.
    pub pledge: u64,
    /// The member.
    pub state: String,
    /// To what.
    pub purpose: Purpose,
    /// What.
    pub contribution: Contribution,
    /// On which condition.
    pub condition: Option<Condition>,
    /// In how many days it is to arrive.
    pub days: Option<u16>,
    /// Of forces: how many persons the member's armed forces have, by the record.
    pub personnel: Option<u64>,
}

/// So much of a pledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartOfPledge {
    /// The pledge.
    pub pledge: u64,
    /// How much: persons, minor units, or one.
    pub quantity: u64,
}
