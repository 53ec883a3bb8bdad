//! Organs: who sits in them, who chairs and heads them, and when they can decide.

use super::{At, Duration, Heading};
use voting::Rule;

/// `[organs.<id>]`
#[derive(Clone, Debug, PartialEq)]
pub struct Organ {
    /// Its name.
    pub id: At<String>,
    /// Label, title, words.
    pub heading: Heading,
    /// Who sits in it.
    pub seats: Option<Seats>,
    /// Who presides.
    pub chair: Option<Chair>,
    /// Who must be there.
    pub quorum: Option<At<Rule>>,
    /// Who leads it.
    pub head: Option<Head>,
    /// How many judges.
    pub judges: Option<u32>,
    /// The organs that elect its members.
    pub elected_by: Vec<At<String>>,
    /// How seat-holders are chosen.
    pub elected: Option<Elected>,
    /// For how long.
    pub term: Option<Duration>,
}

/// Who sits in an organ.
#[derive(Clone, Debug, PartialEq)]
pub enum Seats {
    /// One for each member.
    OnePerMember,
    /// One for each member of these groups.
    Groups(Vec<At<String>>),
    /// Apportioned among members.
    Apportioned(Apportionment),
}

/// How seats are shared out among members.
#[derive(Clone, Debug, PartialEq)]
pub struct Apportionment {
    /// How many there are.
    pub total: At<u32>,
    /// By which method.
    pub method: At<String>,
    /// By which indicator.
    pub by: At<String>,
    /// The least a member has.
    pub min: At<u32>,
    /// The most a member has.
    pub max: Option<At<u32>>,
}

/// Who presides over an organ.
#[derive(Clone, Debug, PartialEq)]
pub struct Chair {
    /// How the chair is found.
    pub by: ChairBy,
    /// How often it changes.
    pub every: Option<Duration>,
}

/// How a chair is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChairBy {
    /// Members in turn.
    Rotation,
    /// The organ elects.
    Election,
}

/// Who leads an organ.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The organ that elects.
    pub elected_by: At<String>,
    /// The organ that proposes.
    pub proposed_by: Option<At<String>>,
    /// For how long.
    pub term: Duration,
    /// How many terms at most.
    pub terms: Option<u32>,
}

/// How seat-holders are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elected {
    /// By the citizens.
    Directly,
    /// By the members' parliaments.
    ByParliaments,
    /// By the members' governments.
    ByGovernments,
}
