//! The yes/no game of a rule: which coalitions pass a motion when everybody is present and votes yes or no.

use crate::{
    rule::{Base, Counts, Quota, Rule, Threshold},
    tally::{Electorate, TallyError, need},
};

/// What decides in the yes/no game, over the players in favour. Nothing in it can turn a yes against the motion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    /// Settled whatever anyone does.
    Const(bool),
    /// So many players.
    Size(usize),
    /// So much of a column: its place, and the weight.
    Weight(usize, u128),
    /// Every part.
    All(Vec<Tree>),
    /// At least one part.
    Any(Vec<Tree>),
}

/// A rule over an electorate, reduced to the yes/no game with all present.
///
/// Players are the members entitled to vote. Columns are divided by the greatest common divisor of their weights;
/// one that weighs all the same counts players. `against` and `not in favour` count the players who are not in
/// favour, `present` and `votes cast` count everybody.
#[derive(Clone, Debug)]
pub struct Game {
    /// The members that play, by their places in the electorate.
    pub(super) members: Vec<usize>,
    /// Weights by column, one a player.
    pub(super) columns: Vec<Vec<u64>>,
    pub(super) tree: Tree,
    /// What a column was rounded to, where it was.
    pub(super) resolution: Option<u64>,
}

impl Game {
    /// The game of a rule.
    ///
    /// # Errors
    ///
    /// Where the rule counts a column that the electorate does not have.
    pub fn new(rule: &Rule, electorate: &Electorate) -> Result<Self, TallyError> {
        Self::reduced(rule, electorate, None)
    }

    /// The game with weights rounded to so many parts of each column's total by largest remainders (Hamilton).
    ///
    /// Shares are taken of the rounded total, counts such as `255 of votes` are scaled with it and rounded so that
    /// the quota is no lower. Columns whose total, in lowest terms, is no larger stay as they are, and so do
    /// those that count heads.
    ///
    /// # Errors
    ///
    /// As [`Game::new`].
    pub fn rounded(rule: &Rule, electorate: &Electorate, parts: u64) -> Result<Self, TallyError> {
        Self::reduced(rule, electorate, Some(parts.max(1)))
    }

    fn reduced(rule: &Rule, electorate: &Electorate, parts: Option<u64>) -> Result<Self, TallyError> {
        let members: Vec<usize> =
            (0..electorate.len()).filter(|member| electorate.is_entitled(*member)).collect();
        let mut game = Self { members, columns: Vec::new(), tree: Tree::Const(false), resolution: None };
        game.tree = game.reduce(rule, electorate, parts)?;
        Ok(game)
    }

    fn reduce(
        &mut self,
        rule: &Rule,
        electorate: &Electorate,
        parts: Option<u64>,
    ) -> Result<Tree, TallyError> {
        let every = |game: &mut Self, rules: &[Rule]| {
            rules.iter().map(|rule| game.reduce(rule, electorate, parts)).collect::<Result<Vec<_>, _>>()
        };
        match rule {
            Rule::Quota(quota) => self.leaf(quota, electorate, parts),
            Rule::All(rules) => Ok(Tree::All(every(self, rules)?)),
            Rule::Any(rules) => Ok(Tree::Any(every(self, rules)?)),
        }
    }

    fn leaf(
        &mut self,
        quota: &Quota,
        electorate: &Electorate,
        parts: Option<u64>,
    ) -> Result<Tree, TallyError> {
        let weight = |member: usize| {
            electorate.weight(&quota.column, member).ok_or_else(|| TallyError::Column(quota.column.clone()))
        };
        let all: Vec<u64> = (0..electorate.len()).map(weight).collect::<Result<_, _>>()?;
        let mut weights: Vec<u64> = self.members.iter().map(|member| all[*member]).collect();
        let mut total = sum(&weights);
        let mut base = if quota.base == Base::AllMembers { sum(&all) } else { total };
        let mut threshold = quota.threshold;
        let divisor = weights.iter().fold(0, |divisor, weight| gcd(divisor, *weight)).max(1);
        let lowest = total / u128::from(divisor);
        // Heads are not rounded: states, and the members of a group, stay equals.
        let heads = weights.iter().all(|weight| *weight == 0 || *weight == divisor);
        if let Some(parts) = parts.filter(|parts| !heads && lowest > u128::from(*parts)) {
            threshold = scaled(threshold, parts, total);
            base = (base * u128::from(parts)).div_ceil(total);
            weights = largest_remainders(&weights, parts);
            total = u128::from(parts);
            self.resolution = Some(parts);
        }
        // As `tally` has it: a share of nothing is reached by nobody.
        let nothing =
            base == 0 && matches!(threshold, Threshold::Share(_) | Threshold::All | Threshold::AllBut(_));
        let amount = need(threshold, base);
        let least = match quota.counts {
            _ if nothing => return Ok(Tree::Const(false)),
            // Everybody is present and casts a vote.
            Counts::Present | Counts::VotesCast => return Ok(Tree::Const(total >= amount)),
            Counts::InFavour => amount,
            // At most `amount` not in favour: everything but that in favour.
            Counts::Against | Counts::NotInFavour => total.saturating_sub(amount),
        };
        Ok(match least {
            0 => Tree::Const(true),
            least if least > total => Tree::Const(false),
            least => self.lowest_terms(weights, least),
        })
    }

    /// A quota that can be missed and met, in lowest terms.
    fn lowest_terms(&mut self, mut weights: Vec<u64>, least: u128) -> Tree {
        let divisor = weights.iter().fold(0, |divisor, weight| gcd(divisor, *weight)).max(1);
        weights.iter_mut().for_each(|weight| *weight /= divisor);
        let least = least.div_ceil(u128::from(divisor));
        if weights.iter().all(|weight| *weight == 1) {
            // INVARIANT: no more is needed than the total, which is the number of players.
            return Tree::Size(usize::try_from(least).unwrap_or(usize::MAX));
        }
        let place = self.columns.iter().position(|column| *column == weights).unwrap_or_else(|| {
            self.columns.push(weights);
            self.columns.len() - 1
        });
        Tree::Weight(place, least)
    }

    /// The same players under a rule that passes exactly where the complement fails in this one.
    pub(super) fn dual(&self) -> Self {
        let totals: Vec<u128> = self.columns.iter().map(|column| sum(column)).collect();
        let tree = self.tree.dual(self.len(), &totals);
        Self { tree, ..self.clone() }
    }

    /// How many players there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The places of the players in the electorate.
    pub fn members(&self) -> &[usize] {
        &self.members
    }

    /// The parts that a column was rounded to, where one was.
    pub fn resolution(&self) -> Option<u64> {
        self.resolution
    }

    /// Does this coalition pass a motion? One entry a player.
    pub fn wins(&self, coalition: &[bool]) -> bool {
        let inside = || coalition.iter().enumerate().filter(|(_, inside)| **inside).map(|(player, _)| player);
        let size = inside().count();
        let weights: Vec<u128> = self
            .columns
            .iter()
            .map(|column| inside().map(|player| u128::from(column[player])).sum())
            .collect();
        self.tree.holds(size, &weights)
    }

    /// Players of the same weights, which have the same power: a type for each player, and one player of each type.
    pub(super) fn types(&self) -> (Vec<usize>, Vec<usize>) {
        let mut seen: std::collections::HashMap<Vec<u64>, usize> = std::collections::HashMap::new();
        let (mut types, mut examples) = (Vec::with_capacity(self.len()), Vec::new());
        for player in 0..self.len() {
            let weights: Vec<u64> = self.columns.iter().map(|column| column[player]).collect();
            let kind = *seen.entry(weights).or_insert_with(|| {
                examples.push(player);
                examples.len() - 1
            });
            types.push(kind);
        }
        (types, examples)
    }
}

impl Tree {
    /// Does it hold for a coalition of this size and these weights?
    pub(super) fn holds(&self, size: usize, weights: &[u128]) -> bool {
        match self {
            Self::Const(value) => *value,
            Self::Size(least) => size >= *least,
            Self::Weight(column, least) => weights[*column] >= *least,
            Self::All(parts) => parts.iter().all(|part| part.holds(size, weights)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(size, weights)),
        }
    }

    /// How many thresholds it has.
    pub(super) fn leaves(&self) -> usize {
        match self {
            Self::Const(_) => 0,
            Self::Size(_) | Self::Weight(..) => 1,
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::leaves).sum(),
        }
    }

    /// Over one column at most: the least weight with which a coalition of this size wins; nothing where none does.
    pub(super) fn least_weight(&self, size: usize) -> Option<u128> {
        match self {
            Self::Const(value) => value.then_some(0),
            Self::Size(least) => (size >= *least).then_some(0),
            Self::Weight(_, least) => Some(*least),
            Self::All(parts) => {
                parts.iter().try_fold(0, |most, part| Some(part.least_weight(size)?.max(most)))
            }
            Self::Any(parts) => parts.iter().filter_map(|part| part.least_weight(size)).min(),
        }
    }

    /// Does it count players, beside weights?
    pub(super) fn counts_players(&self) -> bool {
        match self {
            Self::Const(_) | Self::Weight(..) => false,
            Self::Size(_) => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::counts_players),
        }
    }

    fn dual(&self, players: usize, totals: &[u128]) -> Self {
        let every = |parts: &[Self]| parts.iter().map(|part| part.dual(players, totals)).collect();
        match self {
            Self::Const(value) => Self::Const(!value),
            // INVARIANT: a threshold lies between one and the total.
            Self::Size(least) => Self::Size(players - least + 1),
            Self::Weight(column, least) => Self::Weight(*column, totals[*column] - least + 1),
            Self::All(parts) => Self::Any(every(parts)),
            Self::Any(parts) => Self::All(every(parts)),
        }
    }
}

pub(super) fn sum(weights: &[u64]) -> u128 {
    weights.iter().map(|weight| u128::from(*weight)).sum()
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// A count in units of the total, in parts instead; shares stay as they are.
fn scaled(threshold: Threshold, parts: u64, total: u128) -> Threshold {
    let up = |count: u64| clamped((u128::from(count) * u128::from(parts)).div_ceil(total));
    let down = |count: u64| clamped(u128::from(count) * u128::from(parts) / total);
    match threshold {
        Threshold::AtLeast(count) => Threshold::AtLeast(up(count)),
        Threshold::MoreThan(count) => Threshold::MoreThan(down(count)),
        Threshold::FewerThan(count) => Threshold::FewerThan(up(count).max(1)),
        Threshold::AllBut(count) => Threshold::AllBut(down(count)),
        share => share,
    }
}

fn clamped(number: u128) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// So many parts among the players in proportion to their weights, the largest remainders first; of equal
/// remainders the earlier player's.
fn largest_remainders(weights: &[u64], parts: u64) -> Vec<u64> {
    let total = sum(weights).max(1);
    let share = |weight: u64| u128::from(weight) * u128::from(parts);
    // INVARIANT: a share of the parts is no more than all of them.
    let mut out: Vec<u64> = weights.iter().map(|weight| clamped(share(*weight) / total)).collect();
    let given = sum(&out);
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|player| std::cmp::Reverse(share(weights[*player]) % total));
    let left = usize::try_from(u128::from(parts).saturating_sub(given)).unwrap_or(0);
    for player in order.into_iter().take(left) {
        out[player] += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twelve of the seventeen votes of the Six are 70.6 of a hundred parts: at least as much is 71, more is more than 70, fewer
    /// than four is fewer than 24, and all but three is all but 17. A share is the same of any total.
    #[test]
    fn thresholds_keep_their_share_of_the_whole() {
        let of = |threshold| scaled(threshold, 100, 17);
        assert_eq!(of(Threshold::AtLeast(12)), Threshold::AtLeast(71));
        assert_eq!(of(Threshold::MoreThan(12)), Threshold::MoreThan(70));
        assert_eq!(of(Threshold::FewerThan(4)), Threshold::FewerThan(24));
        assert_eq!(of(Threshold::AllBut(3)), Threshold::AllBut(17));
        assert_eq!(scaled(Threshold::AtLeast(12), 17, 17), Threshold::AtLeast(12), "as many parts as votes");
    }

    #[test]
    fn rounding_gives_every_part_away() {
        assert_eq!(largest_remainders(&[1, 1, 1], 10), [4, 3, 3]);
        assert_eq!(largest_remainders(&[u64::MAX, 1, u64::MAX], 1000), [500, 0, 500]);
        assert_eq!(sum(&largest_remainders(&[7, 11, 13, 17], 1001)), 1001);
    }

    #[test]
    fn heads_are_not_rounded() {
        let electorate = Electorate::new(30).column("votes", (1..=30).collect()).unwrap();
        let rule = crate::parse("a majority of states and 60% of votes").unwrap();
        let game = Game::rounded(&rule, &electorate, 10).unwrap();
        assert_eq!(game.tree, Tree::All(vec![Tree::Size(16), Tree::Weight(0, 6)]));
        assert_eq!(game.resolution(), Some(10));
    }

    #[test]
    fn quotas_come_to_lowest_terms() {
        let game = |rule: &str, weights: &[u64]| {
            let electorate = Electorate::new(weights.len()).column("votes", weights.to_vec()).unwrap();
            Game::new(&crate::parse(rule).unwrap(), &electorate).unwrap().tree
        };
        assert_eq!(game("7 of votes", &[2, 4, 6]), Tree::Weight(0, 4));
        assert_eq!(game("7 of votes", &[3, 3, 3]), Tree::Size(3));
        assert_eq!(game("13 of votes", &[2, 4, 6]), Tree::Const(false));
        assert_eq!(game("fewer than 2 of states not in favour", &[1, 1, 1]), Tree::Size(2));
        assert_eq!(game("a majority of states present", &[1, 1, 1]), Tree::Const(true));
        assert_eq!(game("no votes against", &[2, 4, 6]), Tree::Weight(0, 6));
    }
}
