//! Deeds on the seats of an organ of persons. Frozen wire types.

use super::Voice;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// A member names who holds one of its seats, as its electorate, parliament or government has chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// The organ.
    pub organ: String,
    /// The seat-holder.
    pub name: String,
    /// The party, if the seat-holder has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// Until when; the charter's term where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// Whose seat it was until now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The public key with which the seat-holder signs, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// A seat-holder holds the seat no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unseat {
    /// The organ.
    pub organ: String,
    /// The seat-holder.
    pub name: String,
}

/// The ballot of one seat-holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedBallot {
    /// The motion.
    pub motion: u64,
    /// The seat-holder.
    pub name: String,
    /// How the seat-holder votes.
    pub ballot: Voice,
}
