//! A vote as linear inequalities: what each ballot of each member adds to each clause, in integers.

use super::Change;
use crate::{
    rule::{Quota, Rule, Threshold},
    tally::{Ballot, Electorate, TallyError, counted, in_base},
};

/// A rule over cast ballots, clause by clause.
pub struct Linear {
    rule: Node,
    inequalities: Vec<Inequality>,
    ballots: Vec<Ballot>,
    entitled: Vec<bool>,
}

enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Holds(usize),
}

/// Holds where the sum over members reaches the bound.
struct Inequality {
    /// What each member's ballot adds, in the order of [`Ballot::ALL`].
    scores: Vec<[i128; 4]>,
    bound: i128,
    sum: i128,
}

/// An inequality that must hold, or must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    inequality: usize,
    holds: bool,
}

/// The ballots that may carry a motion, or defeat it, the plainest first: yes to carry it; no before staying away.
pub fn towards(pass: bool) -> [Ballot; 4] {
    match pass {
        true => [Ballot::Yes, Ballot::Abstain, Ballot::No, Ballot::Absent],
        false => [Ballot::No, Ballot::Absent, Ballot::Abstain, Ballot::Yes],
    }
}

impl Linear {
    /// The rule as it stands with these ballots.
    pub fn new(rule: &Rule, electorate: &Electorate, ballots: &[Ballot]) -> Result<Self, TallyError> {
        let mut inequalities = Vec::new();
        let rule = node(rule, electorate, ballots, &mut inequalities)?;
        let entitled = (0..ballots.len()).map(|member| electorate.is_entitled(member)).collect();
        Ok(Self { rule, inequalities, ballots: ballots.to_vec(), entitled })
    }

    /// The members entitled to vote.
    pub fn entitled(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.ballots.len()).filter(|member| self.entitled[*member])
    }

    /// The ballot that a member cast.
    pub fn ballot(&self, member: usize) -> Ballot {
        self.ballots[member]
    }

    /// By how much a goal is missed; 0 or less where it is met.
    pub fn need(&self, goal: Goal) -> i128 {
        let Inequality { bound, sum, .. } = &self.inequalities[goal.inequality];
        if goal.holds { bound - sum } else { sum - bound + 1 }
    }

    /// What a change adds towards a goal.
    pub fn gain(&self, goal: Goal, change: Change) -> i128 {
        let scores = &self.inequalities[goal.inequality].scores[change.member];
        let more = scores[change.ballot.place()] - scores[self.ballots[change.member].place()];
        if goal.holds { more } else { -more }
    }

    /// Every member that could change the outcome alone, with a ballot that would: as far as can be from its own stand.
    pub fn alone(&self) -> Vec<Change> {
        let passed = self.passes(&self.rule, None);
        let order = towards(!passed);
        let changes = |member| order.into_iter().map(move |ballot| Change { member, ballot });
        let flips = |change: &Change| self.passes(&self.rule, Some(*change)) != passed;
        self.entitled().filter_map(|member| changes(member).find(flips)).collect()
    }

    fn passes(&self, node: &Node, change: Option<Change>) -> bool {
        match node {
            Node::All(parts) => parts.iter().all(|part| self.passes(part, change)),
            Node::Any(parts) => parts.iter().any(|part| self.passes(part, change)),
            Node::Holds(inequality) => {
                let goal = Goal { inequality: *inequality, holds: true };
                self.need(goal) <= change.map_or(0, |change| self.gain(goal, change))
            }
        }
    }

    /// The ways to pass, or to fail: each a list of goals that must be met together. At most so many; and are they all?
    pub fn ways(&self, pass: bool, most: usize) -> (Vec<Vec<Goal>>, bool) {
        let mut all = true;
        let ways = ways(&self.rule, pass, most, &mut all);
        (ways, all)
    }
}

fn ways(node: &Node, pass: bool, most: usize, all: &mut bool) -> Vec<Vec<Goal>> {
    let (parts, together) = match node {
        Node::Holds(inequality) => return vec![vec![Goal { inequality: *inequality, holds: pass }]],
        Node::All(parts) => (parts, pass),
        Node::Any(parts) => (parts, !pass),
    };
    let parts = parts.iter().map(|part| ways(part, pass, most, &mut *all)).collect::<Vec<_>>();
    let mut found = if together {
        parts.into_iter().reduce(|ways, part| {
            *all &= ways.len() * part.len() <= most;
            let joined = ways.iter().flat_map(|way| part.iter().map(|more| [way.as_slice(), more].concat()));
            joined.take(most).collect()
        })
    } else {
        Some(parts.concat())
    }
    .unwrap_or_default();
    *all &= found.len() <= most;
    found.truncate(most);
    found
}

fn node(
    rule: &Rule,
    electorate: &Electorate,
    ballots: &[Ballot],
    out: &mut Vec<Inequality>,
) -> Result<Node, TallyError> {
    let mut each = |parts: &[Rule]| -> Result<Vec<Node>, TallyError> {
        parts.iter().map(|part| node(part, electorate, ballots, out)).collect()
    };
    Ok(match rule {
        Rule::All(parts) => Node::All(each(parts)?),
        Rule::Any(parts) => Node::Any(each(parts)?),
        Rule::Quota(quota) => {
            let first = out.len();
            out.extend(inequalities(quota, electorate, ballots)?);
            Node::All((first..out.len()).map(Node::Holds).collect())
        }
    })
}

/// `have` and `total` are sums of weights, so every threshold is `times · have − part · total ≥ bound`; a share also asks
/// that the base is not empty. Wholes are at most 10^9 and weights below 2^64, so that a billion members fit.
fn inequalities(
    quota: &Quota,
    electorate: &Electorate,
    ballots: &[Ballot],
) -> Result<Vec<Inequality>, TallyError> {
    let (times, part, bound) = match quota.threshold {
        Threshold::AtLeast(count) => (1, 0, i128::from(count)),
        Threshold::MoreThan(count) => (1, 0, i128::from(count) + 1),
        Threshold::FewerThan(count) => (-1, 0, 1 - i128::from(count)),
        Threshold::No => (-1, 0, 0),
        Threshold::Share(share) => (i128::from(share.whole), i128::from(share.part), 0),
        Threshold::MoreThanShare(share) => (i128::from(share.whole), i128::from(share.part), 1),
        Threshold::Majority => (2, 1, 1),
        Threshold::All => (1, 1, 0),
        Threshold::AllBut(count) => (1, 1, -i128::from(count)),
    };
    let mut found = vec![inequality(quota, electorate, ballots, times, part, bound)?];
    if matches!(quota.threshold, Threshold::Share(_) | Threshold::All | Threshold::AllBut(_)) {
        found.push(inequality(quota, electorate, ballots, 0, -1, 1)?);
    }
    Ok(found)
}

fn inequality(
    quota: &Quota,
    electorate: &Electorate,
    ballots: &[Ballot],
    times: i128,
    part: i128,
    bound: i128,
) -> Result<Inequality, TallyError> {
    let mut scores = Vec::with_capacity(ballots.len());
    let mut sum = 0;
    for (member, cast) in ballots.iter().enumerate() {
        let weight = electorate
            .weight(&quota.column, member)
            .ok_or_else(|| TallyError::Column(quota.column.clone()))?;
        let weight = i128::from(weight);
        let entitled = electorate.is_entitled(member);
        let score = |ballot: Ballot| {
            let have = i128::from(counted(quota.counts, entitled, ballot));
            let total = i128::from(in_base(quota.base, entitled, ballot));
            weight * (times * have - part * total)
        };
        sum += score(*cast);
        scores.push(Ballot::ALL.map(score));
    }
    Ok(Inequality { scores, bound, sum })
}
