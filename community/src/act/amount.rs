//! An amount of money, of which every reader of JSON can hold the exact value. A frozen wire type.

use serde::{Deserialize, Serialize};

/// An amount of money in minor units, at most 2^53 − 1, which every reader of JSON can hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Amount(u64);

impl Amount {
    /// The most that a record can hold.
    pub const MOST: u64 = (1 << 53) - 1;

    /// An amount, if it is not too large.
    pub const fn new(minor_units: u64) -> Option<Self> {
        if minor_units <= Self::MOST { Some(Self(minor_units)) } else { None }
    }

    /// In minor units.
    pub const fn minor_units(self) -> u64 {
        self.0
    }

    /// The sum, if it is not too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(Self::new)
    }

    /// What is left, if there is as much.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let units = u64::deserialize(from)?;
        let most = Self::MOST;
        Self::new(units)
            .ok_or_else(|| serde::de::Error::custom(format!("an amount is at most {most} minor units")))
    }
}
