//! What is asked: capabilities, how many, how soon, in which languages, with how many women, under which ceiling.

use serde::{Deserialize, Serialize};

/// A requirement: what an undertaking needs of its contributors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// The capabilities asked for.
    pub needs: Vec<Need>,
    /// Words for where it is: a pledge that is not for one of them cannot be used at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// The most persons that may be sent. No plan exceeds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<u64>,
    /// The least share of women among the persons, in thousandths.
    #[serde(default)]
    pub women_permille: u64,
}

/// A capability asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// What it is called, such as `infantry north`.
    pub name: String,
    /// The kind of pledge that meets it, such as `infantry`, `airlift` or `police`.
    pub kind: String,
    /// How many units are asked for: persons, aircraft, beds; the pledges count in the same unit.
    pub units: u64,
    /// How many persons a unit brings: 1 where the unit is a person, 0 for what counts towards no ceiling.
    #[serde(default = "one")]
    pub persons: u64,
    /// Within how many days; without it there is time for everyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u32>,
    /// Languages, one of which a contingent must work in; none asks for none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Words for what it will do and as what: a pledge that is not for one of them cannot be used here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<String>,
    /// What a unit counts for in its giver's share of the burden [default: its persons, at least 1].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub burden: Option<u64>,
    /// What a missing unit counts for, in money [default: more than twice what the dearest lot costs, so that nothing
    /// is left out to save money].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_price: Option<u64>,
}

impl Need {
    /// What a unit counts for in its giver's share of the burden.
    pub fn burden_of_unit(&self) -> u64 {
        self.burden.unwrap_or(self.persons.max(1))
    }
}

fn one() -> u64 {
    1
}
