//! What is offered, by whom, on what conditions; and how the burden should be shared.

use serde::{Deserialize, Serialize};

/// What a member offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pledge {
    /// Who offers it.
    pub member: String,
    /// The kind of need that it meets.
    pub kind: String,
    /// The most that it gives at once, in units.
    pub units: u64,
    /// Contingents that cannot be divided: it is given in multiples of so many units.
    #[serde(default = "one")]
    pub lot: u64,
    /// Where it gives anything it gives at least so many units.
    #[serde(default)]
    pub least: u64,
    /// After how many days it is there.
    #[serde(default)]
    pub ready_days: u32,
    /// What a unit costs, in whole money.
    #[serde(default)]
    pub unit_cost: u64,
    /// The languages it works in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// The share of women among its persons, in thousandths.
    #[serde(default)]
    pub women_permille: u64,
    /// Caveats: the areas, tasks and roles that it is not for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_for: Vec<String>,
    /// It is given only if each of these members contributes something too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_if: Vec<String>,
    /// The units that it can keep in the field without end [default: what rest between tours leaves of `units`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sustained: Option<u64>,
}

/// How the burden should be shared, and what it counts for where it is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// Each member's part of a scale; who is not named has none. With no parts at all nothing is thought unfair.
    #[serde(default)]
    pub shares: Vec<Share>,
    /// What a point of burden above a member's fair share counts for, in money.
    #[serde(default)]
    pub excess_price: u64,
}

/// A member's part of a scale.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Who.
    pub member: String,
    /// Its part; only the proportions matter.
    pub weight: u64,
}

fn one() -> u64 {
    1
}
