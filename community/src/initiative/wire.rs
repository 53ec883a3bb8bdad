//! A day's count of an initiative, as it comes in and as it stands on the record. Frozen wire types.

use crate::{moment::Moment, warning::Signatures};
use serde::{Deserialize, Serialize};

/// A day's count as it comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountSignatures {
    /// The initiative, in small letters, digits and hyphens.
    pub initiative: String,
    /// The day, by its first second in UTC.
    pub day: Moment,
    /// How many signatures were ever confirmed until its end.
    pub leaves: u64,
    /// The root of the Merkle tree over their blinded entries, in 64 small hexadecimal digits.
    pub root: String,
    /// How many of them count, member by member.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<Signatures>,
}

/// A day's count as it stands on the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignaturesCounted {
    /// The initiative.
    pub initiative: String,
    /// The day, by its first second in UTC.
    pub day: Moment,
    /// How many signatures were ever confirmed until its end.
    pub leaves: u64,
    /// The root over their blinded entries.
    pub root: String,
    /// How many of them count, member by member.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<Signatures>,
}
