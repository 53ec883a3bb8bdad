//! A state judged on the record. A frozen wire type.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// A state judged on the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The year judged: the last that the data cover.
    pub year: i32,
    /// Each criterion.
    pub criteria: Vec<Judgment>,
    /// Does the state qualify: `met`, `not met` or `unknown`?
    pub qualifies: String,
    /// Has a member lost any criterion?
    pub lost_any: bool,
    /// Until when it may be relied on; none where the charter sets no term.
    pub valid_until: Option<Moment>,
}

/// One criterion of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgment {
    /// The criterion.
    pub criterion: String,
    /// `met`, `not met` or `unknown`.
    pub verdict: String,
    /// Would a member have lost it?
    pub lost: bool,
}
