//! What would change the outcome of a vote: who alone, and the smallest set of members together.

mod cover;
mod linear;

use crate::{
    rule::Rule,
    tally::{Ballot, Electorate, Tally, TallyError},
};
use cover::{Candidate, Cover};
use linear::{Goal, Linear, towards};

/// A member's ballot as it would have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// The member's place.
    pub member: usize,
    /// The ballot in place of the one it cast.
    pub ballot: Ballot,
}

/// The outcome of a vote, its reasons, and what would change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Did it pass, and what became of each clause?
    pub tally: Tally,
    /// The members that could change the outcome alone, each with a ballot that would.
    pub alone: Vec<Change>,
    /// A smallest set of members that would change it together; none where no set does, or none was found.
    pub smallest: Option<Vec<Change>>,
    /// Is it known that no smaller set does, or that none does at all? Otherwise the set is an upper bound.
    pub exact: bool,
}

/// The most ways of passing or failing that are followed: conjunctions of a rule's disjunctive form.
const MOST_WAYS: usize = 512;

/// How many candidates the search looks at, in all ways together: some tenths of a second.
const MOST_WORK: usize = 50_000_000;

impl Rule {
    /// Counts a vote and says what would change it.
    ///
    /// Each clause is a linear inequality in the ballots, so that a way to the other outcome is a covering problem: the
    /// fewest members whose changes satisfy all inequalities of one way. It is solved by branch and bound; where that
    /// would take too long, [`Explanation::exact`] says that the set is only an upper bound. Members that are not
    /// entitled to vote change nothing.
    ///
    /// # Errors
    ///
    /// As [`Rule::passes`].
    pub fn explain(&self, electorate: &Electorate, ballots: &[Ballot]) -> Result<Explanation, TallyError> {
        let tally = self.tally(electorate, ballots)?;
        let linear = Linear::new(self, electorate, ballots)?;
        let alone = linear.alone();
        let (ways, all) = linear.ways(!tally.passed, MOST_WAYS);
        let (mut smallest, mut exact): (Option<Vec<Change>>, bool) = (None, all);
        let work = MOST_WORK / ways.len().max(1);
        for way in ways {
            let (needs, candidates) = covering(&linear, &way, !tally.passed);
            let fewer_than = smallest.as_ref().map_or(usize::MAX, Vec::len);
            let found = cover::smallest(&needs, &candidates, fewer_than, work);
            exact &= found.exact;
            if let Cover { set: Some(set), .. } = found {
                smallest = Some(set);
            }
        }
        if let Some(changes) = &mut smallest {
            changes.sort_by_key(|change| change.member);
        }
        Ok(Explanation { tally, alone, smallest, exact })
    }
}

/// What each inequality of a way lacks, and what each change would bring. Of a member's changes those remain that no
/// other of it beats everywhere.
fn covering(linear: &Linear, way: &[Goal], pass: bool) -> (Vec<i128>, Vec<Candidate>) {
    let needs = way.iter().map(|goal| linear.need(*goal)).collect();
    let mut candidates = Vec::new();
    for member in linear.entitled() {
        let mut options: Vec<(Change, Vec<i128>)> = Vec::new();
        for ballot in towards(pass).into_iter().filter(|ballot| *ballot != linear.ballot(member)) {
            let change = Change { member, ballot };
            let gains: Vec<i128> = way.iter().map(|goal| linear.gain(*goal, change)).collect();
            let beaten = |by: &[i128]| by.iter().zip(&gains).all(|(theirs, mine)| theirs >= mine);
            if gains.iter().any(|gain| *gain > 0) && !options.iter().any(|(_, by)| beaten(by)) {
                options.retain(|(_, other)| !gains.iter().zip(other).all(|(mine, theirs)| mine >= theirs));
                options.push((change, gains));
            }
        }
        if !options.is_empty() {
            candidates.push(Candidate { options });
        }
    }
    (needs, candidates)
}
