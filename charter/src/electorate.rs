//! Members as those who vote: what each counts for towards a rule, by the record of a year.

use crate::{condition::columns::Panel, figures::whole, law::Charter};
use std::fmt;
use voting::{Electorate, Rule};
use world::{StateIx, World};

/// Members and what they count for.
#[derive(Clone, Debug)]
pub struct Weighted {
    /// The members as those who vote, in the order given.
    pub electorate: Electorate,
    /// The columns that the rule counts beside `states` and `members`, one weight a member.
    pub columns: Vec<(String, Vec<u64>)>,
    /// Where the record has no value, and nought stands for it: the column and the member.
    pub missing: Vec<(String, StateIx)>,
}

/// A column that the record does not have: seats, votes and founders are facts of an institution, not of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOnRecord(pub String);

impl fmt::Display for NotOnRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` are facts of the institution, not of the record", self.0)
    }
}

impl std::error::Error for NotOnRecord {}

/// What these members count for towards a rule in a year, as the charter reads the record: an indicator in whole
/// units, a group as one or nought.
///
/// # Errors
///
/// The first column that is neither an indicator nor a group.
pub fn electorate(
    charter: &Charter,
    world: &World,
    rule: &Rule,
    members: &[StateIx],
    year: i32,
) -> Result<Weighted, NotOnRecord> {
    let panel = Panel::new(charter, world);
    let mut out =
        Weighted { electorate: Electorate::new(members.len()), columns: Vec::new(), missing: Vec::new() };
    for column in rule.columns() {
        let weights: Vec<u64> = match column.as_str() {
            "states" | "members" => continue,
            "seats" | "votes" | "founders" => return Err(NotOnRecord(column)),
            indicator if world.indicator_named(indicator).is_some() => members
                .iter()
                .map(|state| match panel.read(indicator, *state, year) {
                    Some(read) => whole(read.value),
                    None => {
                        out.missing.push((column.clone(), *state));
                        0
                    }
                })
                .collect(),
            group
                if charter.groups.iter().any(|own| own.name.value == group)
                    || world.group(group).is_some() =>
            {
                members.iter().map(|state| u64::from(panel.in_group(group, *state, year))).collect()
            }
            _ => return Err(NotOnRecord(column)),
        };
        let Ok(electorate) = out.electorate.clone().column(column.clone(), weights.clone()) else {
            return Err(NotOnRecord(column));
        };
        out.electorate = electorate;
        out.columns.push((column, weights));
    }
    Ok(out)
}
