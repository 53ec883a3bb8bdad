//! A rule over yes, abstention and no, everybody present, as thresholds of weighted sums.

use crate::{
    power::game::sum,
    rule::{Base, Counts, Quota, Rule, Share, Threshold},
    tally::{Electorate, TallyError, need},
};

/// A weighted sum over ballots: what each player adds with a yes and with a no. An abstention adds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub yes: Vec<i128>,
    pub no: Vec<i128>,
}

/// The sums that a rule looks at, and what it makes of them.
pub struct Forms {
    pub players: usize,
    pub terms: Vec<Term>,
    tree: Tree,
}

enum Tree {
    Const(bool),
    /// A sum is at least so much.
    Least(usize, i128),
    All(Vec<Tree>),
    Any(Vec<Tree>),
}

impl Forms {
    pub fn new(rule: &Rule, electorate: &Electorate) -> Result<Self, TallyError> {
        let members: Vec<usize> =
            (0..electorate.len()).filter(|member| electorate.is_entitled(*member)).collect();
        let mut forms = Self { players: members.len(), terms: Vec::new(), tree: Tree::Const(false) };
        forms.tree = forms.reduce(rule, electorate, &members)?;
        Ok(forms)
    }

    /// Does the motion pass with these sums?
    pub fn holds(&self, sums: &[i128]) -> bool {
        fn holds(tree: &Tree, sums: &[i128]) -> bool {
            match tree {
                Tree::Const(value) => *value,
                Tree::Least(term, least) => sums[*term] >= *least,
                Tree::All(parts) => parts.iter().all(|part| holds(part, sums)),
                Tree::Any(parts) => parts.iter().any(|part| holds(part, sums)),
            }
        }
        holds(&self.tree, sums)
    }

    fn reduce(
        &mut self,
        rule: &Rule,
        electorate: &Electorate,
        members: &[usize],
    ) -> Result<Tree, TallyError> {
        let mut every = |rules: &[Rule]| {
            rules.iter().map(|rule| self.reduce(rule, electorate, members)).collect::<Result<Vec<_>, _>>()
        };
        match rule {
            Rule::All(rules) => Ok(Tree::All(every(rules)?)),
            Rule::Any(rules) => Ok(Tree::Any(every(rules)?)),
            Rule::Quota(quota) => self.quota(quota, electorate, members),
        }
    }

    fn quota(
        &mut self,
        quota: &Quota,
        electorate: &Electorate,
        members: &[usize],
    ) -> Result<Tree, TallyError> {
        let weight = |member: usize| {
            electorate.weight(&quota.column, member).ok_or_else(|| TallyError::Column(quota.column.clone()))
        };
        let all: Vec<u64> = (0..electorate.len()).map(weight).collect::<Result<_, _>>()?;
        let weights: Vec<u64> = members.iter().map(|member| all[*member]).collect();
        // INVARIANT: fewer than 2^32 weights below 2^64 stay far below 2^127, and shares multiply them by 10^9.
        let signed = |number: u128| i128::try_from(number).unwrap_or(i128::MAX);
        let total = sum(&weights);
        let mut of = |yes: i128, no: i128, least: i128| {
            let times = |factor: i128| weights.iter().map(|weight| i128::from(*weight) * factor).collect();
            self.least(Term { yes: times(yes), no: times(no) }, least)
        };
        let cast = quota.base == Base::VotesCast && quota.counts == Counts::InFavour;
        // Of nothing cast no share is reached.
        let mut with_votes =
            |yes: i128, no: i128, least: i128| Tree::All(vec![of(yes, no, least), of(1, 1, 1)]);
        let part = |share: Share| (i128::from(share.part), i128::from(share.whole));
        Ok(match (cast, quota.threshold) {
            // y / (y + z) ≥ p / w where (w - p) y - p z ≥ 0
            (true, Threshold::Share(share)) => {
                let (part, whole) = part(share);
                with_votes(whole - part, -part, 0)
            }
            (true, Threshold::MoreThanShare(share)) => {
                let (part, whole) = part(share);
                of(whole - part, -part, 1)
            }
            (true, Threshold::Majority) => of(1, -1, 1),
            (true, Threshold::All) => with_votes(0, -1, 0),
            (true, Threshold::AllBut(count)) => with_votes(0, -1, -i128::from(count)),
            (_, threshold) => {
                let base = if quota.base == Base::AllMembers { sum(&all) } else { total };
                let shares = matches!(threshold, Threshold::Share(_) | Threshold::All | Threshold::AllBut(_));
                let amount = need(threshold, base);
                match quota.counts {
                    _ if shares && base == 0 => Tree::Const(false),
                    Counts::InFavour => of(1, 0, signed(amount)),
                    Counts::Against => of(0, -1, -signed(amount)),
                    Counts::NotInFavour => of(1, 0, signed(total.saturating_sub(amount))),
                    Counts::Present => Tree::Const(total >= amount),
                    Counts::VotesCast => of(1, 1, signed(amount)),
                }
            }
        })
    }

    fn least(&mut self, term: Term, least: i128) -> Tree {
        let place = self.terms.iter().position(|known| *known == term).unwrap_or_else(|| {
            self.terms.push(term);
            self.terms.len() - 1
        });
        Tree::Least(place, least)
    }
}
