//! How a guarantee is invoked, answered and ended. Frozen wire types.

use super::Contribution;
use serde::{Deserialize, Serialize};

/// A member declares that it is under armed attack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclareAttack {
    /// What was attacked, in the charter's word: `territory`, `ships and aircraft`, `cyber`, …
    pub object: String,
    /// What happened.
    pub says: String,
    /// Does it ask for help?
    pub asks_help: bool,
    /// Of a cyber operation: is its effect that of an armed attack?
    pub equivalent_effect: bool,
}

/// The constitutional authorities of a member ask for help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestProtection {
    /// Who asks for the member: a person or an authority by name.
    pub by: String,
    /// What threatens the constitutional order.
    pub says: String,
}

/// A member that invoked a guarantee asks for help, and says of which kind and how much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestHelp {
    /// The guarantee.
    pub guarantee: u64,
    /// What it needs; replaces what it asked for before.
    pub needs: Vec<Contribution>,
}

/// A member assists, on its own decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assist {
    /// The guarantee.
    pub guarantee: u64,
    /// How.
    pub says: String,
    /// By armed force?
    pub by_force: bool,
}

/// The secretariat has reported a case to the body that the charter names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportGuarantee {
    /// The guarantee.
    pub guarantee: u64,
    /// What was reported, or the symbol of the letter.
    pub says: String,
}

/// A guarantee by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfGuarantee {
    /// The guarantee.
    pub guarantee: u64,
}
