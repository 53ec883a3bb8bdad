//! The best plan within a gap: relaxation, bound, a plan from it, and branch and bound, best bound first.
//!
//! The search is bounded in work, not in time, so that the same input has the same answer everywhere.

use crate::{
    bound::{Bound, bound, relaxed},
    domain::Domain,
    member::bound_by_member,
    plan::Plan,
    programme::{Programme, Row, RowKind},
    relaxation::{Prices, SCALE, prices, whole_lots},
    search::{descend, mend, repair},
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
        Self { gap_basis_points: 100, nodes: 20_000, work: 800_000_000 }
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

/// Steps of the subgradient method without a better bound, after which they become smaller.
const PATIENCE: u32 = 6;

/// How often women are made dearer where a plan has too few.
const DOUBLINGS: u32 = 4;

/// How often a plan is kicked, and by how many members at most.
const KICKS: usize = 100;
const KICKED: usize = 30;

/// Every so many steps of the subgradient method a plan is made of its lots.
const TRY_EVERY: u32 = 10;

/// Steps of the subgradient method.
const STEPS: u32 = 600;

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
    let plan = mend(programme, Plan::empty(programme).all_lots());
    let root = prices(programme, &whole).unwrap_or_else(|| Prices::nought(programme));
    let relaxation = relaxed(programme, &root).max(0);
    let mut search = Search { programme, effort, work: 0, plan, by_member: root.clone() };
    if let Some(lots) = whole_lots(programme) {
        search.try_lots(&lots, &root);
    }
    // Without fair shares the members tell no more than the relaxation.
    let fair = programme.rows.iter().any(|row| row.kind == RowKind::Fair);
    let known = if fair { search.ascend(&whole, root.clone()).max(relaxation) } else { relaxation };
    search.kick(known);
    let (lowest, nodes) = search.branch(whole, root.clone(), known);
    let bound = lowest.max(known).min(search.plan.value());
    let gap_basis_points = search.gap(bound);
    Solved {
        plan: search.plan,
        bound,
        relaxation: relaxation.min(bound),
        prices: root,
        gap_basis_points,
        nodes,
    }
}

struct Search<'p, 'e> {
    programme: &'p Programme,
    effort: &'e Effort,
    work: u64,
    plan: Plan<'p>,
    /// The prices at which the bound by members was best.
    by_member: Prices,
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
        let mut prices = prices.clone();
        for _ in 0..DOUBLINGS {
            self.work += descend(&mut plan, self.programme, &prices, 2);
            if plan.value() - self.plan.value() < self.plan.value() / 100 {
                self.work += descend(&mut plan, self.programme, &prices, 4);
            }
            if plan.value() < self.plan.value() {
                self.plan = plan.clone();
            }
            // Where there are too few women they are worth more.
            let Some(row) = plan.short_of_women() else { return };
            let most = self.programme.rows[row].price.map_or(0, |price| i128::from(price) * SCALE);
            prices.rows[row] = (prices.rows[row] * 2 + SCALE / 64).min(most);
        }
    }

    /// The best bound by members, at prices bettered by the subgradient method (M. Held, P. Wolfe and H. P. Crowder,
    /// *Mathematical Programming* 6, 1974, 62-88).
    fn ascend(&mut self, domain: &Domain, root: Prices) -> i128 {
        let programme = self.programme;
        let mut best = bound_by_member(programme, domain, &root);
        let (mut current, mut lots, mut halvings) = (root, best.lots.clone(), 0u32);
        let measures: Vec<i128> = programme.rows.iter().map(|row| measure(programme, row)).collect();
        let mut fails = 0;
        self.by_member = current.clone();
        for step_number in 1..=STEPS {
            if self.work > self.effort.work / 2 || self.gap(best.whole()) <= self.effort.gap_basis_points {
                break;
            }
            let plan = Plan::of(programme, &lots);
            let slope = |short: i64, price: i128| if short > 0 || price > 0 { i128::from(short) } else { 0 };
            let covers: Vec<i128> = (0..current.covers.len())
                .map(|at| slope(programme.covers[at].units - plan.covered(at), current.covers[at]))
                .collect();
            let rows: Vec<i128> = (0..current.rows.len())
                .map(|at| match programme.rows[at].kind {
                    RowKind::Fair => 0,
                    _ => slope(programme.rows[at].floor - plan.side(at), current.rows[at]) / measures[at],
                })
                .collect();
            let square = covers
                .iter()
                .chain(&rows)
                .fold(1i128, |sum, slope| sum.saturating_add(slope.saturating_mul(*slope)));
            let wanted = (self.plan.value() * SCALE - best.scaled).max(0) >> halvings;
            let step = |slope: i128| {
                wanted.checked_mul(slope).map_or(wanted / square * slope, |product| product / square)
            };
            for (at, slope) in covers.iter().enumerate() {
                let most = i128::from(programme.covers[at].price) * SCALE;
                current.covers[at] = (current.covers[at] + step(*slope)).clamp(0, most);
            }
            for (at, slope) in rows.iter().enumerate() {
                let most = programme.rows[at].price.map_or(i128::MAX / 4, |price| i128::from(price) * SCALE);
                current.rows[at] = (current.rows[at] + step(*slope) / measures[at]).clamp(0, most);
            }
            let found = bound_by_member(programme, domain, &current);
            self.work += found.work;
            if step_number % TRY_EVERY == 0 {
                self.try_lots(&found.lots, &current);
            }
            lots.clone_from(&found.lots);
            if found.scaled > best.scaled {
                (self.by_member, best) = (current.clone(), found);
                fails = 0;
            } else {
                fails += 1;
            }
            // Where it has not become better for a while, smaller steps from the best.
            if fails > PATIENCE {
                (fails, halvings) = (0, halvings + 1);
                if halvings > 12 {
                    break;
                }
                current = self.by_member.clone();
                lots.clone_from(&best.lots);
            }
        }
        best.whole()
    }

    /// Takes everything back of some members, covers the needs anew, and keeps what is better: where a plan is the best of
    /// its neighbours, a kick finds others (H. R. Lourenço, O. C. Martin and T. Stützle, *Iterated Local Search*, 2003).
    fn kick(&mut self, bound: i128) {
        let programme = self.programme;
        let members: Vec<&Row> = programme.rows.iter().filter(|row| row.kind == RowKind::Fair).collect();
        if members.is_empty() {
            return;
        }
        // Numbers without order, the same for the same programme.
        let mut number = members.len();
        for kick in 0..KICKS {
            if self.work > self.effort.work / 8 * 7 || self.gap(bound) <= self.effort.gap_basis_points {
                return;
            }
            let mut plan = self.plan.clone();
            for _ in 0..=kick % KICKED {
                number = number.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7FFF_FFFF;
                for (choice, _) in &members[(number >> 8) % members.len()].terms {
                    if plan.lots(*choice) > 0 {
                        plan.drop_bundle(*choice);
                    }
                }
            }
            repair(&mut plan, programme);
            self.work += descend(&mut plan, programme, &self.by_member, 2);
            if plan.value() < self.plan.value() {
                self.plan = plan;
            }
        }
    }

    /// Branch and bound. Returns what every plan counts for at least, and the nodes opened.
    fn branch(&mut self, domain: Domain, prices: Prices, known: i128) -> (i128, u32) {
        if self.gap(known) <= self.effort.gap_basis_points {
            return (known, 0);
        }
        let root = self.bound(&domain, &prices);
        self.try_lots(&root.lots, &prices);
        let (mut open, mut number) = (BinaryHeap::new(), 0);
        open.push(Node { bound: root.whole().max(known), number, domain, lots: root.lots, prices });
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
        let by_member = bound_by_member(self.programme, &domain, &self.by_member);
        self.work += by_member.work;
        self.try_lots(&found.lots, &kept);
        let parent_bound = parent.bound.max(by_member.whole());
        Node { bound: found.whole().max(parent_bound), number, domain, lots: found.lots, prices: kept }
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

/// How much a unit counts for in a row, at most: rows are measured in it, so that persons and thousandths weigh alike.
fn measure(programme: &Programme, row: &Row) -> i128 {
    let each = |(at, coefficient): &(usize, i64)| coefficient.abs() / programme.choices[*at].units;
    i128::from(row.terms.iter().map(each).max().unwrap_or(1).max(1))
}
