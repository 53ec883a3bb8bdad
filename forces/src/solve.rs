//! The best plan within a gap: relaxation, bound, a plan from it, and branch and bound, best bound first.
//!
//! The search is bounded in work, not in time, so that the same input has the same answer everywhere.

use crate::{
    bound::{Bound, bound, relaxed},
    domain::Domain,
    plan::Plan,
    programme::Programme,
    relaxation::{Prices, SCALE, prices},
    search::{descend, mend},
};
use std::collections::BinaryHeap;

/// How hard to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// The gap at which to stop, in hundredths of a per cent.
    pub gap_basis_points: u64,
    /// The most nodes of branch and bound.
    pub nodes: u32,
    /// The most work, in cells of dynamic programming (some hundred million a second).
    pub work: u64,
}

impl Default for Effort {
    /// A gap of one per cent; a second or two of work at most.
    fn default() -> Self {
        Self { gap_basis_points: 100, nodes: 20_000, work: 200_000_000 }
    }
}

/// What was found.
pub(crate) struct Solved<'p> {
    pub(crate) plan: Plan<'p>,
    /// What every plan counts for at least.
    pub(crate) bound: i128,
    pub(crate) relaxation: i128,
    pub(crate) prices: Prices,
    pub(crate) gap_basis_points: u64,
    pub(crate) nodes: u32,
}

/// With fewer choices the relaxation is solved in every node anew.
const FEW_CHOICES: usize = 400;

/// Steps of the subgradient method at the root.
const STEPS: usize = 12;

/// An open node, in order of its bound, the lowest first and of those the oldest.
struct Node {
    bound: i128,
    number: u32,
    domain: Domain,
    lots: Vec<i64>,
    prices: Prices,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Node {}
impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Node {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (other.bound, other.number).cmp(&(self.bound, self.number))
    }
}

/// Solves a programme.
pub(crate) fn solve<'p>(programme: &'p Programme, effort: &Effort) -> Solved<'p> {
    let whole = Domain::whole(programme);
    let mut plan = mend(programme, Plan::empty(programme).all_lots());
    let mut root = prices(programme, &whole).unwrap_or_else(|| Prices::nought(programme));
    let relaxation = relaxed(programme, &root).max(0);
    let mut search = Search { programme, effort, work: 0, plan: plan.clone() };
    let mut best = search.bound(&whole, &root);
    search.try_lots(&best.lots, &root);
    if search.gap(best.whole()) > effort.gap_basis_points {
        (root, best) = search.ascend(&whole, root, best);
    }
    let (lowest, nodes) = search.branch(whole, root.clone(), best);
    if search.plan.value() < plan.value() {
        plan = search.plan.clone();
    }
    let bound = lowest.max(relaxation).min(plan.value());
    let gap_basis_points = search.gap(bound);
    Solved { plan, bound, relaxation: relaxation.min(bound), prices: root, gap_basis_points, nodes }
}

struct Search<'p, 'e> {
    programme: &'p Programme,
    effort: &'e Effort,
    work: u64,
    plan: Plan<'p>,
}

impl Search<'_, '_> {
    fn bound(&mut self, domain: &Domain, prices: &Prices) -> Bound {
        let bound = bound(self.programme, domain, prices);
        self.work += bound.work;
        bound
    }

    /// How far the best plan may be from the best there is, in hundredths of a per cent of what is paid.
    fn gap(&self, bound: i128) -> u64 {
        let above = (self.plan.value() - bound).max(0);
        let gap = (above.saturating_mul(10_000) + self.plan.paid().max(1) - 1) / self.plan.paid().max(1);
        u64::try_from(gap).unwrap_or(u64::MAX)
    }

    /// Makes a plan of lots, and keeps it if it is the best so far.
    fn try_lots(&mut self, lots: &[i64], prices: &Prices) {
        let mut plan = mend(self.programme, lots);
        if self.nearly(plan.value()) {
            self.work += descend(&mut plan, self.programme, prices);
        }
        if plan.value() < self.plan.value() {
            self.plan = plan;
        }
    }

    /// Is a plan good enough to be worth improving?
    fn nearly(&self, value: i128) -> bool {
        value < self.plan.value() + self.plan.value() / 20 + 1
    }

    /// Better prices by the subgradient method (M. Held, P. Wolfe and H. P. Crowder, *Mathematical Programming* 6, 1974),
    /// and a plan from each.
    fn ascend(&mut self, domain: &Domain, mut prices: Prices, mut best: Bound) -> (Prices, Bound) {
        let (mut current, mut theta) = (prices.clone(), 16);
        let mut lots = best.lots.clone();
        for _ in 0..STEPS {
            if self.work > self.effort.work / 2 || self.gap(best.whole()) <= self.effort.gap_basis_points {
                break;
            }
            let plan = Plan::of(self.programme, &lots);
            let short = |at: usize| i128::from(self.programme.rows[at].floor - plan.side(at));
            let moves = |at: usize| short(at) > 0 || current.rows[at] > 0;
            let slopes: Vec<i128> =
                (0..current.rows.len()).map(|at| if moves(at) { short(at) } else { 0 }).collect();
            let square =
                slopes.iter().fold(0i128, |sum, slope| sum.saturating_add(slope.saturating_mul(*slope)));
            if square == 0 {
                break;
            }
            let wanted = (self.plan.value() * SCALE - best.scaled).max(0) / 16 * theta;
            for (at, slope) in slopes.iter().enumerate() {
                // wanted * slope / square, in this order so that nothing overflows.
                let step =
                    wanted.checked_mul(*slope).map_or(wanted / square * slope, |product| product / square);
                let most = self.programme.rows[at].price.map_or(i128::MAX, |price| i128::from(price) * SCALE);
                current.rows[at] = (current.rows[at] + step).clamp(0, most);
            }
            let found = self.bound(domain, &current);
            lots.clone_from(&found.lots);
            self.try_lots(&found.lots, &current);
            if found.scaled > best.scaled {
                (prices, best) = (current.clone(), found);
            } else {
                theta = (theta / 2).max(1);
                current = prices.clone();
                lots.clone_from(&best.lots);
            }
        }
        (prices, best)
    }

    /// Branch and bound. Returns what every plan counts for at least, and the nodes opened.
    fn branch(&mut self, domain: Domain, prices: Prices, root: Bound) -> (i128, u32) {
        let mut open = BinaryHeap::new();
        let mut number = 0;
        open.push(Node { bound: root.whole(), number, domain, lots: root.lots, prices });
        let mut lowest = i128::MAX;
        while let Some(node) = open.pop() {
            let spent = number >= self.effort.nodes || self.work >= self.effort.work;
            if self.gap(node.bound) <= self.effort.gap_basis_points || spent {
                lowest = node.bound;
                break;
            }
            let Some((choice, split)) = self.split(&node) else {
                // Nothing is open: the node is one plan, which was tried when it was made.
                continue;
            };
            let halves = [
                node.domain.at_most(self.programme, choice, split - 1),
                node.domain.at_least(self.programme, choice, split),
            ];
            for domain in halves.into_iter().flatten() {
                number += 1;
                let child = self.node(domain, &node, number);
                if child.bound < self.plan.value() {
                    open.push(child);
                }
            }
        }
        (lowest.min(self.plan.value()), number)
    }

    fn node(&mut self, domain: Domain, parent: &Node, number: u32) -> Node {
        let few = self.programme.choices.len() <= FEW_CHOICES;
        let fresh = if few { prices(self.programme, &domain) } else { None };
        let mut kept = parent.prices.clone();
        let mut found = self.bound(&domain, &kept);
        if let Some(fresh) = fresh {
            let other = self.bound(&domain, &fresh);
            self.work += 1000 * self.programme.choices.len() as u64;
            if other.scaled > found.scaled {
                (found, kept) = (other, fresh);
            }
        }
        self.try_lots(&found.lots, &kept);
        Node { bound: found.whole().max(parent.bound), number, domain, lots: found.lots, prices: kept }
    }

    /// The choice to part the node by, and where: one in the row whose price fits worst what the bound's lots do to it.
    fn split(&self, node: &Node) -> Option<(usize, i64)> {
        let plan = Plan::of(self.programme, &node.lots);
        let open = |at: &usize| node.domain.low[*at] < node.domain.high[*at];
        let misfit = |at: usize| {
            let (row, price) = (&self.programme.rows[at], node.prices.rows[at]);
            let slack = i128::from(plan.side(at) - row.floor);
            let most = row.price.map_or(price.max(SCALE) * 1000, |most| i128::from(most) * SCALE);
            if slack < 0 { -slack * (most - price) } else { slack * price }
        };
        let mut rows: Vec<(i128, usize)> =
            (0..self.programme.rows.len()).map(|at| (misfit(at), at)).collect();
        rows.sort_by(|(one, at), (other, other_at)| other.cmp(one).then(at.cmp(other_at)));
        let candidate = rows.iter().filter(|(misfit, _)| *misfit > 0).find_map(|(_, row)| {
            let terms = self.programme.rows[*row].terms.iter().filter(|(choice, _)| open(choice));
            terms.max_by_key(|(choice, coefficient)| {
                (
                    node.lots[*choice] > 0,
                    coefficient.abs() * node.lots[*choice].max(1),
                    -i64::try_from(*choice).unwrap_or(0),
                )
            })
        });
        let any = || {
            let mut open: Vec<usize> = (0..self.programme.choices.len()).filter(open).collect();
            open.sort_by_key(|at| {
                (node.lots[*at] == 0, self.programme.bundles[self.programme.choices[*at].bundle].least <= 1)
            });
            open.first().copied()
        };
        let choice = candidate.map(|(choice, _)| *choice).or_else(any)?;
        let (low, high) = (node.domain.low[choice], node.domain.high[choice]);
        Some((choice, node.lots[choice].clamp(low + 1, high)))
    }
}
