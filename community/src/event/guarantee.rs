//! What becomes of a guarantee. Frozen wire types.

use crate::{act::Contribution, moment::Moment};
use serde::{Deserialize, Serialize};

/// A member has invoked a guarantee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invoked {
    /// Its number.
    pub guarantee: u64,
    /// The head of the charter: `attack` or `freedom`.
    pub head: String,
    /// The member.
    pub state: String,
    /// What was attacked, in the charter's word.
    pub object: String,
    /// Who asks for the member, where the charter asks for its constitutional authorities.
    pub by: Option<String>,
    /// What happened.
    pub says: String,
    /// Does it ask for help?
    pub asks_help: bool,
    /// May force be used in answer?
    pub forcible: bool,
    /// Until when the organ determines the case; none where the charter sets no time.
    pub determine_by: Option<Moment>,
    /// The body that is told, and the last moment of `at once`.
    pub report: Option<ReportDue>,
}

/// To whom a case is reported, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportDue {
    /// The body.
    pub to: String,
    /// Until when.
    pub by: Moment,
}

/// The member says what help it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpRequested {
    /// The guarantee.
    pub guarantee: u64,
    /// What it needs.
    pub needs: Vec<Contribution>,
}

/// Another member assists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assisted {
    /// The guarantee.
    pub guarantee: u64,
    /// The member that assists.
    pub state: String,
    /// By armed force?
    pub by_force: bool,
    /// How.
    pub says: String,
}

/// The case was reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuaranteeReported {
    /// The guarantee.
    pub guarantee: u64,
    /// To whom.
    pub to: String,
    /// What was reported.
    pub says: String,
}

/// The members owe assistance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssistanceOwed {
    /// The guarantee.
    pub guarantee: u64,
    /// By which motion; none where the charter asks for no determination.
    pub motion: Option<u64>,
    /// Which members owe it.
    pub members: Vec<String>,
    /// Until when they pledge.
    pub pledges_by: Option<Moment>,
}

/// The organ has not determined the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undetermined {
    /// The guarantee.
    pub guarantee: u64,
    /// The motion that failed; none where the time ran out.
    pub motion: Option<u64>,
}

/// The time for pledges has run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PledgesFellDue {
    /// The guarantee.
    pub guarantee: u64,
    /// The members that owe assistance and have neither pledged nor assisted.
    pub unanswered: Vec<String>,
}

/// A guarantee has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuaranteeEnded {
    /// The guarantee.
    pub guarantee: u64,
    /// The motion that found so; none where the member withdrew its request.
    pub motion: Option<u64>,
}
