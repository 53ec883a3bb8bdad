//! What a rule is: who must agree, as a monotone combination of weighted quotas.

/// A rule: what makes a vote pass.
///
/// Monotone from no over abstain to yes at fixed attendance: no ballot that moves towards yes turns *passed* into
/// *failed*. The language has no form that breaks this. For a rule with a turnout ([`Counts::VotesCast`]) attendance is
/// to vote yes or no: there only the step from no to yes is at fixed attendance.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Every part must hold.
    All(Vec<Rule>),
    /// At least one part must hold.
    Any(Vec<Rule>),
    /// One threshold.
    Quota(Quota),
}

/// One threshold: so much of a column, counted so, over that base.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quota {
    /// How much it takes.
    pub threshold: Threshold,
    /// The weight column or group that is counted, such as `states` or `population`.
    pub column: String,
    /// Which ballots count towards it.
    pub counts: Counts,
    /// What shares are taken of.
    pub base: Base,
    /// The one word that says it, where it was written so.
    pub word: Option<QuotaWord>,
}

/// Quotas that have a word of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuotaWord {
    /// No vote against.
    Consensus,
    /// No vote against, of those asked in writing: silence agrees.
    NoObjection,
    /// Every vote in favour.
    Unanimity,
}

/// How much a quota takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Threshold {
    /// `N of X`: at least N.
    AtLeast(u64),
    /// `more than N of X`.
    MoreThan(u64),
    /// `fewer than N of X not in favour`: what blocks is too small.
    FewerThan(u64),
    /// `no X against`.
    No,
    /// `P% of X`, `two thirds of X`: at least this share of the base.
    Share(Share),
    /// `more than half of X`: more than this share of the base.
    MoreThanShare(Share),
    /// `a majority of X`: more than half of the base.
    Majority,
    /// `all of X`: the whole base.
    All,
    /// `all but K of X`: at least the base less K.
    AllBut(u64),
}

/// An exact share, and how it was written, so that it prints back the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    /// The part.
    pub part: u64,
    /// Of this whole; 100 times a power of ten for a percentage.
    pub whole: u64,
    /// How it was written.
    pub written: Written,
}

/// How a share was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Written {
    /// `65%`, `61.8%`
    Percent,
    /// `3/5`
    Figures,
    /// `two thirds`
    Words,
}

/// Which ballots count towards a quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counts {
    /// Yes.
    InFavour,
    /// No.
    Against,
    /// No, abstentions and absences.
    NotInFavour,
    /// Yes, no and abstentions: a quorum.
    Present,
    /// Yes and no: a turnout.
    VotesCast,
}

/// What the total of a quota's column is taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Base {
    /// The members entitled to vote on the act at hand.
    Entitled,
    /// All members, entitled or not.
    AllMembers,
    /// Those who vote yes or no.
    VotesCast,
    /// Those who vote yes, no or abstain.
    Present,
}

impl Rule {
    /// Every quota of the rule, from left to right.
    pub fn quotas(&self) -> Vec<&Quota> {
        match self {
            Self::Quota(quota) => vec![quota],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::quotas).collect(),
        }
    }

    /// Every column and group that the rule counts, once each, from left to right.
    pub fn columns(&self) -> Vec<String> {
        let mut columns: Vec<String> = Vec::new();
        for quota in self.quotas() {
            if !columns.contains(&quota.column) {
                columns.push(quota.column.clone());
            }
        }
        columns
    }
}
