//! Every index against the threshold of one quota, all thresholds in one pass.
//!
//! The sets of the other players are tallied by size and weight once for each player, by halving: half of the players
//! are added, the other half is left to the recursion. Then every threshold is read off by differences of sums. These
//! are sums of positive doubles, so that nothing cancels; figures are good to some twelve digits.

use super::game::{Game, Tree, sum};
use crate::{
    rule::{Base, Counts, Quota, Rule, Threshold},
    tally::{Electorate, TallyError},
};
use std::fmt;

/// The indices at every threshold of a quota.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What the thresholds count to: the column's total in lowest terms, or the parts it was rounded to.
    pub total: u64,
    /// The parts that the column was rounded to, where it was.
    pub resolution: Option<u64>,
    /// One point for each threshold from 1 to the total.
    pub points: Vec<Point>,
}

/// The indices at one threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// At least so much.
    pub threshold: u64,
    /// Coleman's power of the collectivity to act.
    pub act: f64,
    /// Penrose–Banzhaf, absolute, by player.
    pub banzhaf: Vec<f64>,
    /// Shapley–Shubik, by player.
    pub shapley_shubik: Vec<f64>,
}

impl Point {
    /// Shares of the Penrose–Banzhaf index; nought where nobody has any.
    pub fn banzhaf_shares(&self) -> Vec<f64> {
        let all: f64 = self.banzhaf.iter().sum();
        self.banzhaf.iter().map(|banzhaf| if all > 0.0 { banzhaf / all } else { 0.0 }).collect()
    }
}

/// Why there is no curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CurveError {
    /// The rule does not fit the electorate.
    Tally(TallyError),
    /// The rule has no quota over this column.
    NoQuota(String),
    /// Beside this column the rule weighs another.
    TwoColumns,
}

impl fmt::Display for CurveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tally(error) => error.fmt(f),
            Self::NoQuota(column) => write!(f, "the rule has no quota over `{column}`"),
            Self::TwoColumns => write!(f, "the rule weighs two columns, and a curve can follow one"),
        }
    }
}

impl std::error::Error for CurveError {}

/// Replaces the first quota over `column` by every threshold and finds the indices at each. Columns are rounded to
/// `parts` of their total where it is larger.
///
/// # Errors
///
/// Where the rule has no such quota, weighs more than one column, or does not fit the electorate.
pub fn curve(rule: &Rule, electorate: &Electorate, column: &str, parts: u64) -> Result<Curve, CurveError> {
    let place = rule.quotas().iter().position(|quota| quota.column == column);
    let place = place.ok_or_else(|| CurveError::NoQuota(column.to_owned()))?;
    // At least one: a threshold that is there in the game's tree, whatever stood in the rule.
    let mut loose = rule.clone();
    let mut left = place;
    replace(
        &mut loose,
        &mut left,
        &Quota {
            threshold: Threshold::AtLeast(1),
            column: column.to_owned(),
            counts: Counts::InFavour,
            base: Base::Entitled,
            word: None,
        },
    );
    let game = Game::rounded(&loose, electorate, parts).map_err(CurveError::Tally)?;
    if game.columns.len() > 1 {
        return Err(CurveError::TwoColumns);
    }
    let nothing = vec![0; game.len()];
    let weights: Vec<usize> =
        game.columns.first().unwrap_or(&nothing).iter().map(|w| usize::try_from(*w).unwrap_or(0)).collect();
    let far: usize = weights.iter().sum();
    let varied = nth_leaf(&game.tree, &mut place.clone());
    let total = match varied {
        Some(Tree::Size(_)) => game.len(),
        Some(Tree::Weight(column, _)) => usize::try_from(sum(&game.columns[*column])).unwrap_or(0),
        _ => 0,
    };
    // By threshold and size, the least weight that wins.
    let least: Vec<Vec<usize>> = (1..=total)
        .map(|threshold| {
            let mut tree = game.tree.clone();
            set_leaf(&mut tree, &mut place.clone(), threshold);
            let least = |size| tree.least_weight(size).and_then(|least| usize::try_from(least).ok());
            (0..=game.len()).map(|size| least(size).unwrap_or(far + 1).min(far + 1)).collect()
        })
        .collect();
    let mut points: Vec<Point> = (1..=total as u64)
        .map(|threshold| Point {
            threshold,
            act: 0.0,
            banzhaf: vec![0.0; game.len()],
            shapley_shubik: vec![0.0; game.len()],
        })
        .collect();
    let mut walk = Walk { weights: &weights, least: &least, points: &mut points, orders: orders(game.len()) };
    if !game.is_empty() {
        let mut table = Sets { row: far + 1, entries: vec![0.0; (far + 1) * game.len()], size: 0, reach: 0 };
        table.entries[0] = 1.0;
        walk.halve(0..game.len(), table);
    }
    Ok(Curve { total: total as u64, resolution: game.resolution(), points })
}

fn replace(rule: &mut Rule, left: &mut usize, by: &Quota) {
    match rule {
        Rule::All(parts) | Rule::Any(parts) => parts.iter_mut().for_each(|part| replace(part, left, by)),
        Rule::Quota(quota) => {
            if *left == 0 {
                *quota = by.clone();
            }
            *left = left.wrapping_sub(1);
        }
    }
}

fn nth_leaf<'t>(tree: &'t Tree, left: &mut usize) -> Option<&'t Tree> {
    match tree {
        Tree::All(parts) | Tree::Any(parts) => parts.iter().find_map(|part| nth_leaf(part, left)),
        leaf => {
            let found = *left == 0;
            *left = left.wrapping_sub(1);
            found.then_some(leaf)
        }
    }
}

fn set_leaf(tree: &mut Tree, left: &mut usize, threshold: usize) {
    match tree {
        Tree::All(parts) | Tree::Any(parts) => {
            parts.iter_mut().for_each(|part| set_leaf(part, left, threshold))
        }
        leaf => {
            if *left == 0 {
                match leaf {
                    Tree::Size(least) => *least = threshold,
                    Tree::Weight(_, least) => *least = threshold as u128,
                    _ => {}
                }
            }
            *left = left.wrapping_sub(1);
        }
    }
}

/// By how much a coin's chance of a set of each size of the others exceeds that in a random order:
/// `2^(n-1) / (n · C(n-1, k))`.
fn orders(players: usize) -> Vec<f64> {
    let mut log = -(players as f64).ln() + (players as f64 - 1.0) * std::f64::consts::LN_2;
    (0..players)
        .map(|size| {
            let here = log.exp();
            log += ((size + 1) as f64).ln() - ((players - 1 - size).max(1) as f64).ln();
            here
        })
        .collect()
}

/// The chance of every set by size and weight, when coins are tossed for the players so far.
#[derive(Clone)]
struct Sets {
    row: usize,
    entries: Vec<f64>,
    /// How many players there are so far, and what they weigh.
    size: usize,
    reach: usize,
}

impl Sets {
    fn add(&mut self, weight: usize) {
        for size in (0..=self.size).rev() {
            let (these, next) = self.entries.split_at_mut((size + 1) * self.row);
            let these = &mut these[size * self.row..=size * self.row + self.reach];
            for (entry, more) in next[weight..].iter_mut().zip(these.iter_mut()) {
                *more *= 0.5;
                *entry += *more;
            }
        }
        self.size += 1;
        self.reach += weight;
    }
}

struct Walk<'w> {
    weights: &'w [usize],
    least: &'w [Vec<usize>],
    points: &'w mut [Point],
    orders: Vec<f64>,
}

impl Walk<'_> {
    /// Finds the figures of the players in `range`; the others are in the table.
    fn halve(&mut self, range: std::ops::Range<usize>, table: Sets) {
        if range.len() == 1 {
            return self.read(range.start, table);
        }
        let middle = range.start + range.len() / 2;
        let (first, second) = (range.start..middle, middle..range.end);
        let mut with_second = table.clone();
        second.clone().for_each(|player| with_second.add(self.weights[player]));
        self.halve(first.clone(), with_second);
        let mut with_first = table;
        first.for_each(|player| with_first.add(self.weights[player]));
        self.halve(second, with_first);
    }

    fn read(&mut self, player: usize, mut table: Sets) {
        // From here on an entry is the chance of a set of that size and at most that weight.
        for row in table.entries.chunks_mut(table.row) {
            let mut sum = 0.0;
            for entry in row {
                sum += *entry;
                *entry = sum;
            }
        }
        let below = |size: usize, weight: usize| {
            if weight == 0 { 0.0 } else { table.entries[size * table.row + weight - 1] }
        };
        let weight = self.weights[player];
        let all = |size: usize| below(size, table.row);
        for (point, least) in self.points.iter_mut().zip(self.least) {
            let (mut banzhaf, mut shapley, mut passes) = (0.0, 0.0, 0.0);
            for (size, orders) in self.orders.iter().enumerate() {
                let with = below(size, least[size + 1].saturating_sub(weight));
                let without = below(size, least[size]);
                banzhaf += without - with;
                shapley += (without - with) * orders;
                passes += (all(size) - with) + (all(size) - without);
            }
            point.banzhaf[player] = banzhaf;
            point.shapley_shubik[player] = shapley;
            if player == 0 {
                point.act = passes / 2.0;
            }
        }
    }
}
