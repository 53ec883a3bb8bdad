//! Who can block: the members whose votes against stop a motion that all others favour.
//!
//! Knows only the rule and the weights; says nothing of how likely it is that anyone would.

use crate::{
    rule::Rule,
    tally::{Ballot, Electorate, TallyError},
};

/// What it takes to block a motion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocking {
    /// Does a motion pass when every member is in favour? Where it does not, nothing needs blocking.
    pub passes: bool,
    /// The members that block alone, by their places.
    pub alone: Vec<usize>,
    /// Members that together block, as few as were found, by their places; empty where even all cannot.
    pub fewest: Vec<usize>,
    /// No fewer members block than this. Where it is the length of [`Blocking::fewest`], that number is exact.
    pub at_least: usize,
}

impl Blocking {
    /// Is the number of the fewest members that block known exactly?
    pub fn exact(&self) -> bool {
        self.fewest.len() == self.at_least
    }
}

impl Rule {
    /// Who can block a motion by voting against it while all others are in favour.
    ///
    /// The fewest that block are sought among the heaviest by each column that the rule counts. That is exact for a
    /// single quota, and wherever no fewer can block every part of which one suffices; elsewhere the answer is a bound
    /// from above with one from below beside it.
    ///
    /// # Errors
    ///
    /// Where the rule counts what the electorate does not have.
    pub fn blocking(&self, electorate: &Electorate) -> Result<Blocking, TallyError> {
        let members = electorate.len();
        let passes_against = |against: &[usize]| {
            let mut ballots = vec![Ballot::Yes; members];
            against.iter().for_each(|member| ballots[*member] = Ballot::No);
            self.passes(electorate, &ballots)
        };
        if !passes_against(&[])? {
            return Ok(Blocking::default());
        }
        let mut alone = Vec::new();
        for member in 0..members {
            if !passes_against(&[member])? {
                alone.push(member);
            }
        }
        let Some((at_least, fewest)) = fewest(self, electorate, &passes_against)? else {
            return Ok(Blocking { passes: true, alone, ..Blocking::default() });
        };
        Ok(Blocking { passes: true, alone, at_least, fewest })
    }
}

/// A bound from below, and the fewest found; nothing where even all members against do not block.
fn fewest(
    rule: &Rule,
    electorate: &Electorate,
    passes_against: &impl Fn(&[usize]) -> Result<bool, TallyError>,
) -> Result<Option<(usize, Vec<usize>)>, TallyError> {
    let mut best: Option<Vec<usize>> = None;
    for column in rule.columns() {
        let order = electorate.heaviest(&column).ok_or_else(|| TallyError::Column(column.clone()))?;
        // Monotone: whoever blocks still blocks with one more against.
        let (mut blocks, mut not) = (order.len(), 0);
        if passes_against(&order)? {
            continue;
        }
        while not < blocks {
            let middle = not.midpoint(blocks);
            if passes_against(&order[..middle])? { not = middle + 1 } else { blocks = middle }
        }
        if best.as_ref().is_none_or(|best| blocks < best.len()) {
            best = Some(order[..blocks].to_vec());
        }
    }
    let Some(best) = best else { return Ok(None) };
    Ok(Some((no_fewer(rule, electorate)?.unwrap_or(best.len()).min(best.len()), best)))
}

/// No fewer members than this block the rule: exact for one quota; of parts that must all hold, the least of any; of
/// parts of which one suffices, the most of all. Nothing where even all members do not block.
fn no_fewer(rule: &Rule, electorate: &Electorate) -> Result<Option<usize>, TallyError> {
    match rule {
        Rule::Quota(quota) => {
            let order =
                electorate.heaviest(&quota.column).ok_or_else(|| TallyError::Column(quota.column.clone()))?;
            let passes = |count: usize| {
                let mut ballots = vec![Ballot::Yes; electorate.len()];
                order[..count].iter().for_each(|member| ballots[*member] = Ballot::No);
                rule.passes(electorate, &ballots)
            };
            for count in 0..=order.len() {
                if !passes(count)? {
                    return Ok(Some(count));
                }
            }
            Ok(None)
        }
        Rule::All(parts) => {
            let mut least = None;
            for part in parts {
                least = match (least, no_fewer(part, electorate)?) {
                    (Some(a), Some(b)) => Some(usize::min(a, b)),
                    (a, b) => a.or(b),
                };
            }
            Ok(least)
        }
        Rule::Any(parts) => {
            let mut most = Some(0);
            for part in parts {
                most = most.zip(no_fewer(part, electorate)?).map(|(a, b)| usize::max(a, b));
            }
            Ok(most)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use proptest::prelude::*;

    fn council(weights: &[u64]) -> Electorate {
        let permanent = (0..weights.len()).map(|place| u64::from(place < 2)).collect();
        let with = Electorate::new(weights.len()).column("population", weights.to_vec()).unwrap();
        with.column("permanent", permanent).unwrap()
    }

    fn blocking(rule: &str, weights: &[u64]) -> Blocking {
        parse(rule).unwrap().blocking(&council(weights)).unwrap()
    }

    #[test]
    fn one_member_blocks_consensus_and_a_permanent_one_its_council() {
        assert_eq!(blocking("consensus", &[1, 1, 1]).alone, [0, 1, 2]);
        let council = blocking("3 of states and no permanent against", &[1, 1, 1, 1, 1]);
        assert_eq!((council.alone, council.at_least), (vec![0, 1], 1));
    }

    /// The three heaviest hold more than 35% of the weight, but a fourth must join: fewer than 4 cannot block.
    #[test]
    fn the_council_of_the_union_asks_four_to_block() {
        let rule = "55% of states and 65% of population, or fewer than 4 of states not in favour";
        let found = blocking(rule, &[20, 18, 14, 6, 5, 5, 5, 5, 5, 5, 4, 4, 4]);
        assert_eq!((found.fewest.len(), found.at_least, found.exact()), (4, 4, true));
        assert!(found.alone.is_empty());
    }

    #[test]
    fn what_never_passes_needs_no_blocking() {
        assert_eq!(blocking("9 of states", &[1, 1]), Blocking::default());
    }

    /// All coalitions, one by one.
    fn slowly(rule: &Rule, electorate: &Electorate) -> Option<usize> {
        let members = electorate.len();
        let against = |set: u32| -> Vec<Ballot> {
            (0..members).map(|m| if set >> m & 1 == 1 { Ballot::No } else { Ballot::Yes }).collect()
        };
        let blocks = |set: &u32| !rule.passes(electorate, &against(*set)).unwrap();
        (0..1u32 << members).filter(blocks).map(|set| usize::try_from(set.count_ones()).unwrap()).min()
    }

    proptest! {
        /// The bounds hold the true number between them, and where they are one number it is exact.
        #[test]
        fn the_fewest_are_between_their_bounds(
            weights in prop::collection::vec(1u64..30, 2..8),
            rule in prop::sample::select(vec![
                "a majority of population",
                "two thirds of states and two thirds of population",
                "55% of states and 65% of population, or fewer than 2 of states not in favour",
                "3 of states and no permanent against",
                "80% of population, or three quarters of states",
                "a majority of permanent, or 60% of population",
            ]),
        ) {
            let rule = parse(rule).unwrap();
            let electorate = council(&weights);
            let found = rule.blocking(&electorate).unwrap();
            match slowly(&rule, &electorate) {
                _ if !found.passes => {}
                None => prop_assert!(found.fewest.is_empty()),
                Some(true_count) => {
                    prop_assert!(found.at_least <= true_count && true_count <= found.fewest.len());
                    let alone: Vec<usize> = if true_count == 1 { found.alone.clone() } else { Vec::new() };
                    prop_assert_eq!(found.alone.clone(), alone);
                }
            }
        }
    }
}
