//! Does this pass? Counts ballots over an electorate, in integers, and explains each clause.

use crate::rule::{Base, Counts, Quota, Rule, Share, Threshold};
use std::fmt;

/// One member's vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ballot {
    /// Not there.
    Absent,
    /// Against.
    No,
    /// There, and neither for nor against.
    Abstain,
    /// In favour.
    Yes,
}

impl Ballot {
    /// Every ballot, from the least to the most in favour.
    pub const ALL: [Self; 4] = [Self::Absent, Self::No, Self::Abstain, Self::Yes];

    /// Its place in [`Ballot::ALL`].
    pub(crate) fn place(self) -> usize {
        match self {
            Self::Absent => 0,
            Self::No => 1,
            Self::Abstain => 2,
            Self::Yes => 3,
        }
    }
}

impl fmt::Display for Ballot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Absent => "absent",
            Self::No => "no",
            Self::Abstain => "abstain",
            Self::Yes => "yes",
        })
    }
}

/// Who may vote, and what each counts for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Electorate {
    /// Is this member entitled to vote on the act at hand? One entry a member.
    entitled: Vec<bool>,
    /// Weights by column, one entry a member; a group is a column of ones and noughts.
    columns: Vec<(String, Vec<u64>)>,
}

impl Electorate {
    /// So many members, all entitled to vote; `states` and `members` count one each.
    pub fn new(members: usize) -> Self {
        Self { entitled: vec![true; members], columns: Vec::new() }
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.entitled.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.entitled.is_empty()
    }

    /// Adds a weight column or a group. One of the same name is replaced.
    ///
    /// # Errors
    ///
    /// Where it has not one weight for each member.
    pub fn column(mut self, name: impl Into<String>, weights: Vec<u64>) -> Result<Self, TallyError> {
        let name = name.into();
        if weights.len() != self.len() {
            return Err(TallyError::Weights { column: name, weights: weights.len(), members: self.len() });
        }
        self.columns.retain(|(known, _)| *known != name);
        self.columns.push((name, weights));
        Ok(self)
    }

    /// Leaves members out of both sides of every fraction, by their places.
    pub fn excluding(mut self, members: &[usize]) -> Self {
        for member in members {
            if let Some(entitled) = self.entitled.get_mut(*member) {
                *entitled = false;
            }
        }
        self
    }

    /// The members by their weight in a column, the heaviest first, those of one weight in their order; nothing where
    /// there is no such column.
    pub(crate) fn heaviest(&self, column: &str) -> Option<Vec<usize>> {
        let weights: Vec<u64> =
            (0..self.len()).map(|member| self.weight(column, member)).collect::<Option<_>>()?;
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_by_key(|member| std::cmp::Reverse(weights[*member]));
        Some(order)
    }

    /// May this member vote on the act at hand?
    pub(crate) fn is_entitled(&self, member: usize) -> bool {
        self.entitled.get(member).copied().unwrap_or(false)
    }

    /// Every column that a rule can count, `states` and `members` among them.
    pub(crate) fn column_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.columns.iter().map(|(name, _)| name.clone()).collect();
        for name in ["states", "members"] {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names
    }

    pub(crate) fn weight(&self, column: &str, member: usize) -> Option<u64> {
        match self.columns.iter().find(|(name, _)| name == column) {
            Some((_, weights)) => weights.get(member).copied(),
            None => matches!(column, "states" | "members").then_some(1),
        }
    }
}

/// Why a vote cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TallyError {
    /// The rule counts a column that the electorate does not have.
    Column(String),
    /// A column has not one weight for each member.
    Weights {
        /// Its name.
        column: String,
        /// How many weights it has.
        weights: usize,
        /// How many members there are.
        members: usize,
    },
    /// There is not one ballot for each member.
    Ballots {
        /// How many ballots there are.
        ballots: usize,
        /// How many members there are.
        members: usize,
    },
}

impl fmt::Display for TallyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(name) => write!(f, "the rule counts `{name}`, which the electorate does not have"),
            Self::Weights { column, weights, members } => {
                write!(f, "the column `{column}` has {weights} weights for {members} members")
            }
            Self::Ballots { ballots, members } => {
                write!(f, "there are {ballots} ballots for {members} members")
            }
        }
    }
}

impl std::error::Error for TallyError {}

/// What became of one quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The quota.
    pub quota: Quota,
    /// The weight that it counts.
    pub have: u128,
    /// The total that shares are taken of.
    pub total: u128,
    /// The least weight that passes, or, for `fewer than` and `no`, the most.
    pub need: u128,
    /// Did it hold?
    pub holds: bool,
}

/// The outcome of a vote and its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Did it pass?
    pub passed: bool,
    /// Every quota of the rule, from left to right.
    pub clauses: Vec<Clause>,
}

impl Rule {
    /// Does a vote pass?
    ///
    /// # Errors
    ///
    /// Where the rule counts what the electorate does not have, or ballots and members do not match.
    pub fn passes(&self, electorate: &Electorate, ballots: &[Ballot]) -> Result<bool, TallyError> {
        self.tally(electorate, ballots).map(|tally| tally.passed)
    }

    /// Counts a vote and explains it.
    ///
    /// # Errors
    ///
    /// As [`Rule::passes`].
    pub fn tally(&self, electorate: &Electorate, ballots: &[Ballot]) -> Result<Tally, TallyError> {
        if ballots.len() != electorate.len() {
            return Err(TallyError::Ballots { ballots: ballots.len(), members: electorate.len() });
        }
        let mut clauses = Vec::new();
        let passed = count(self, electorate, ballots, &mut clauses)?;
        Ok(Tally { passed, clauses })
    }
}

fn count(
    rule: &Rule,
    electorate: &Electorate,
    ballots: &[Ballot],
    out: &mut Vec<Clause>,
) -> Result<bool, TallyError> {
    match rule {
        Rule::Quota(quota) => {
            let clause = clause(quota, electorate, ballots)?;
            let holds = clause.holds;
            out.push(clause);
            Ok(holds)
        }
        // Every part is counted even where the outcome is settled, so that the explanation is whole.
        Rule::All(parts) => {
            parts.iter().try_fold(true, |all, part| Ok(count(part, electorate, ballots, out)? && all))
        }
        Rule::Any(parts) => {
            parts.iter().try_fold(false, |any, part| Ok(count(part, electorate, ballots, out)? || any))
        }
    }
}

fn clause(quota: &Quota, electorate: &Electorate, ballots: &[Ballot]) -> Result<Clause, TallyError> {
    let (mut have, mut total) = (0u128, 0u128);
    for (member, ballot) in ballots.iter().enumerate() {
        let weight = electorate
            .weight(&quota.column, member)
            .ok_or_else(|| TallyError::Column(quota.column.clone()))?;
        let entitled = electorate.is_entitled(member);
        let (counted, in_base) =
            (counted(quota.counts, entitled, *ballot), in_base(quota.base, entitled, *ballot));
        have += u128::from(weight) * u128::from(counted);
        total += u128::from(weight) * u128::from(in_base);
    }
    let need = need(quota.threshold, total);
    let holds = match quota.threshold {
        Threshold::FewerThan(_) | Threshold::No => have <= need,
        // A share of nothing is reached by nobody.
        Threshold::Share(_) | Threshold::All | Threshold::AllBut(_) => total > 0 && have >= need,
        _ => have >= need,
    };
    Ok(Clause { quota: quota.clone(), have, total, need, holds })
}

/// Does a ballot count towards a quota?
pub(crate) fn counted(counts: Counts, entitled: bool, ballot: Ballot) -> bool {
    entitled
        && match counts {
            Counts::InFavour => ballot == Ballot::Yes,
            Counts::Against => ballot == Ballot::No,
            Counts::NotInFavour => ballot != Ballot::Yes,
            Counts::Present => ballot != Ballot::Absent,
            Counts::VotesCast => matches!(ballot, Ballot::Yes | Ballot::No),
        }
}

/// Does whoever casts a ballot belong to the base that shares are taken of?
pub(crate) fn in_base(base: Base, entitled: bool, ballot: Ballot) -> bool {
    match base {
        Base::AllMembers => true,
        Base::Entitled => entitled,
        Base::VotesCast => entitled && matches!(ballot, Ballot::Yes | Ballot::No),
        Base::Present => entitled && ballot != Ballot::Absent,
    }
}

/// The least weight that passes; for an upper bound, the most. Weights below 2^64 and members below 2^32 stay far
/// within 128 bits, and a whole is at most 10^9.
pub(crate) fn need(threshold: Threshold, total: u128) -> u128 {
    let part = |share: Share| u128::from(share.part) * total;
    match threshold {
        Threshold::AtLeast(count) => u128::from(count),
        Threshold::MoreThan(count) => u128::from(count) + 1,
        Threshold::FewerThan(count) => u128::from(count) - 1,
        Threshold::No => 0,
        Threshold::Share(share) => part(share).div_ceil(u128::from(share.whole)),
        Threshold::MoreThanShare(share) => part(share) / u128::from(share.whole) + 1,
        Threshold::Majority => total / 2 + 1,
        Threshold::All => total,
        Threshold::AllBut(count) => total.saturating_sub(u128::from(count)),
    }
}
