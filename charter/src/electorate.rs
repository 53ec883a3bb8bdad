//! The members of a community as a rule counts them, with their weights on the record of a year.

use crate::{condition::columns::Panel, law::Charter};
use std::fmt;
use voting::{Electorate, Rule};
use world::{Decimal, StateIx, World};

/// Why a rule cannot be counted on the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOnRecord {
    /// The column that is a fact of the institution, such as `seats`.
    pub column: String,
}

impl fmt::Display for NotOnRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` are facts of the institution, not of the record", self.column)
    }
}

impl std::error::Error for NotOnRecord {}

/// The members with the weights that a rule counts, in whole units; nought where the record has no value.
///
/// # Errors
///
/// Where the rule counts seats, votes or founders, which the record does not know.
pub fn electorate(
    charter: &Charter,
    world: &World,
    rule: &Rule,
    members: &[StateIx],
    year: i32,
) -> Result<Electorate, NotOnRecord> {
    let panel = Panel::new(charter, world);
    rule.columns().into_iter().try_fold(Electorate::new(members.len()), |electorate, column| {
        let weights: Vec<u64> = match column.as_str() {
            "states" | "members" => return Ok(electorate),
            "seats" | "votes" | "founders" => return Err(NotOnRecord { column }),
            indicator if world.indicator_named(indicator).is_some() => {
                let weight =
                    |state: &StateIx| panel.read(indicator, *state, year).map_or(0, |read| whole(read.value));
                members.iter().map(weight).collect()
            }
            group => members.iter().map(|state| u64::from(panel.in_group(group, *state, year))).collect(),
        };
        electorate.column(column.clone(), weights).map_err(|_| NotOnRecord { column })
    })
}

/// The whole part of a value; nought for what is negative.
fn whole(value: Decimal) -> u64 {
    let value = value.trimmed();
    u64::try_from(value.digits / 10i64.pow(u32::from(value.places))).unwrap_or(0)
}
