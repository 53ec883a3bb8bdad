//! The members of a community as a rule counts them, with their weights on the record of a year.

use crate::{condition::columns::Panel, figures::whole, law::Charter};
use std::fmt;
use voting::{Electorate, Rule};
use world::{StateIx, World};

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
    weighted(charter, world, rule, members, year).map(|weighted| weighted.electorate)
}

/// The same, with the weights themselves and what is missing of them.
///
/// # Errors
///
/// As [`electorate`].
pub fn weighted(
    charter: &Charter,
    world: &World,
    rule: &Rule,
    members: &[StateIx],
    year: i32,
) -> Result<Weighted, NotOnRecord> {
    let panel = Panel::new(charter, world);
    let (mut columns, mut missing) = (Vec::new(), Vec::new());
    let mut electorate = Electorate::new(members.len());
    for column in rule.columns() {
        let weights: Vec<u64> = match column.as_str() {
            "states" | "members" => continue,
            "seats" | "votes" | "founders" => return Err(NotOnRecord { column }),
            indicator if world.indicator_named(indicator).is_some() => {
                let mut weight = |state: &StateIx| {
                    panel.read(indicator, *state, year).map_or_else(
                        || {
                            missing.push((column.clone(), *state));
                            0
                        },
                        |read| whole(read.value),
                    )
                };
                members.iter().map(&mut weight).collect()
            }
            group => members.iter().map(|state| u64::from(panel.in_group(group, *state, year))).collect(),
        };
        electorate = electorate
            .column(column.clone(), weights.clone())
            .map_err(|_| NotOnRecord { column: column.clone() })?;
        columns.push((column, weights));
    }
    Ok(Weighted { electorate, columns, missing })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(rule: &str, codes: &[&str], year: i32) -> Result<Vec<u128>, NotOnRecord> {
        let charter = crate::read(crate::models()[0].text).charter;
        let world = World::embedded();
        let members: Vec<StateIx> = codes.iter().filter_map(|code| world.state_coded(code)).collect();
        let rule = voting::parse(rule).unwrap();
        let electorate = electorate(&charter, world, &rule, &members, year)?;
        let tally = rule.tally(&electorate, &vec![voting::Ballot::Yes; members.len()]).unwrap();
        Ok(tally.clauses.iter().map(|clause| clause.total).collect())
    }

    #[test]
    fn members_count_with_the_weights_of_the_record() {
        let totals = count("55% of states and 65% of population", &["NOR", "ISL"], 2023).unwrap();
        assert_eq!(totals[0], 2);
        assert!((5_800_000..6_000_000).contains(&totals[1]), "{totals:?}");
        assert_eq!(count("a majority of nato", &["NOR", "SWE"], 2023).unwrap(), [1]);
        assert_eq!(count("a majority of nato", &["NOR", "SWE"], 2024).unwrap(), [2]);
    }

    #[test]
    fn seats_are_no_fact_of_the_record() {
        let error = count("a majority of seats", &["NOR"], 2023).unwrap_err();
        assert_eq!(error.to_string(), "`seats` are facts of the institution, not of the record");
    }
}
