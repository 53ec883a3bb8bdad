//! What happens to the seats of an organ of persons, and a ballot by name. Frozen wire types.

use crate::{act::Voice, moment::Moment};
use serde::{Deserialize, Serialize};

/// A seat-holder sits for a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seated {
    /// The member.
    pub state: String,
    /// The organ.
    pub organ: String,
    /// The seat-holder.
    pub name: String,
    /// The party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// Until when; none where neither the charter nor the member says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// The seat-holder's public key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// A seat-holder sits no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatEnded {
    /// The member.
    pub state: String,
    /// The organ.
    pub organ: String,
    /// Who held the seat.
    pub name: String,
}

/// A seat-holder voted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VotedByName {
    /// The motion.
    pub motion: u64,
    /// For which member.
    pub state: String,
    /// Who.
    pub name: String,
    /// Of which party, when the vote opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// How.
    pub ballot: Voice,
}
