//! What members pledge, to what, and on which condition. Frozen wire types.

use super::Amount;
use serde::{Deserialize, Serialize};

/// What a pledge is made to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// A guarantee that was invoked, by its number.
    Guarantee(u64),
    /// A mission, by its number.
    Mission(u64),
}

/// What is pledged, or asked for. A base and overflight are given whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Contribution {
    /// Uniformed personnel.
    Forces {
        /// Of which kind, such as `infantry` or `air-defence`.
        kind: String,
        /// How many persons.
        persons: u32,
    },
    /// Money.
    Money {
        /// The currency, by its ISO 4217 code.
        currency: String,
        /// In minor units.
        amount: Amount,
    },
    /// The use of a base.
    Base {
        /// Which.
        name: String,
    },
    /// Passage through the airspace.
    Overflight {},
}

impl Contribution {
    /// How much it is: persons, minor units of a currency, or one.
    pub fn quantity(&self) -> u64 {
        match self {
            Self::Forces { persons, .. } => u64::from(*persons),
            Self::Money { amount, .. } => amount.minor_units(),
            Self::Base { .. } | Self::Overflight {} => 1,
        }
    }

    /// How many persons it binds; nought unless it is forces.
    pub fn persons(&self) -> u64 {
        if let Self::Forces { persons, .. } = self { u64::from(*persons) } else { 0 }
    }

    /// Is it the same in kind, whatever the quantity? Any base answers the wish for one.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Forces { kind, .. }, Self::Forces { kind: other, .. }) => kind == other,
            (Self::Money { currency, .. }, Self::Money { currency: other, .. }) => currency == other,
            (Self::Base { .. }, Self::Base { .. }) | (Self::Overflight {}, Self::Overflight {}) => true,
            _ => false,
        }
    }
}

/// On which condition a pledge binds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// That this member also pledges to the same.
    Also(String),
    /// That the organ has determined the case, or authorised the mission.
    Determined,
}

/// A pledge as it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pledging {
    /// To what.
    pub purpose: Purpose,
    /// What.
    pub contribution: Contribution,
    /// On which condition it binds; none where it binds at once.
    pub condition: Option<Condition>,
    /// In how many days it is to arrive, if the member says so.
    pub days: Option<u16>,
}

/// A pledge by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfPledge {
    /// The pledge.
    pub pledge: u64,
}

/// Part or all of a pledge has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmArrival {
    /// The pledge.
    pub pledge: u64,
    /// How much: persons, minor units, or one.
    pub quantity: u64,
}
