//! The other Lagrangian bound: with a price on every need the members come apart, and each gives what is worth it, in whole
//! lots, with its fair share counted exactly.
//!
//! It sees what the bound by needs does not: that a member whose lots are larger than its share cannot give just its share.

use crate::{
    bound::Bound,
    domain::Domain,
    programme::{Programme, Row, RowKind},
    relaxation::{Prices, SCALE},
};

/// The most cells of points of a member.
const MOST_CELLS: i64 = 2048;

const NEVER: i128 = i128::MAX / 4;

/// The bound at these prices of needs, and of rows other than fair shares, within a domain.
pub(crate) fn bound_by_member(programme: &Programme, domain: &Domain, prices: &Prices) -> Bound {
    let rows = programme.rows.iter().zip(&prices.rows).filter(|(row, _)| row.kind != RowKind::Fair);
    let mut scaled: i128 = rows.map(|(row, price)| price * i128::from(row.floor)).sum();
    scaled += programme
        .covers
        .iter()
        .zip(&prices.covers)
        .map(|(cover, price)| price * i128::from(cover.units))
        .sum::<i128>();
    let cost = |at: usize| {
        let choice = &programme.choices[at];
        let rows = choice.rows.iter().filter(|(row, _)| programme.rows[*row].kind != RowKind::Fair);
        let rows: i128 = rows.map(|(row, coefficient)| prices.rows[*row] * i128::from(*coefficient)).sum();
        i128::from(choice.cost) * SCALE - rows - prices.covers[choice.cover] * i128::from(choice.units)
    };
    let mut lots = domain.low.clone();
    let mut work = 0;
    let mut of_member = vec![false; programme.choices.len()];
    for row in programme.rows.iter().filter(|row| row.kind == RowKind::Fair) {
        let member = Member::new(programme, domain, row, cost);
        row.terms.iter().for_each(|(at, _)| of_member[*at] = true);
        let (value, cells) = member.best(&mut lots);
        (scaled, work) = (scaled + value, work + cells);
    }
    for at in (0..programme.choices.len()).filter(|at| !of_member[*at]) {
        let cost = cost(at);
        if cost < 0 {
            lots[at] = domain.high[at];
        }
        scaled += cost * i128::from(lots[at]);
    }
    Bound { scaled, lots, work }
}

/// What a member could give beyond what it must.
struct Member {
    /// What the lots that are settled cost.
    settled: i128,
    /// Points left within its fair share.
    left: i128,
    /// What a point beyond it costs.
    price: i128,
    /// Lots of which it is not settled how many.
    open: Vec<Open>,
    /// Choices of which all lots are worth it whatever the share.
    all: Vec<(usize, i64)>,
}

/// A choice that is worth it within the fair share and not beyond.
struct Open {
    choice: usize,
    points: i64,
    least: i64,
    most: i64,
    cost: i128,
}

impl Member {
    fn new(programme: &Programme, domain: &Domain, row: &Row, cost: impl Fn(usize) -> i128) -> Self {
        let price = i128::from(row.price.unwrap_or(0)) * SCALE;
        let mut member =
            Self { settled: 0, left: i128::from(-row.floor), price, open: Vec::new(), all: Vec::new() };
        for (choice, coefficient) in &row.terms {
            let (cost, points) = (cost(*choice), -coefficient);
            let (low, high) = (domain.low[*choice], domain.high[*choice]);
            let all = cost + price * i128::from(points) <= 0;
            let settled = if all { high } else { low };
            member.settled += cost * i128::from(settled);
            member.left -= i128::from(points) * i128::from(settled);
            if all {
                member.all.push((*choice, high));
            } else if cost < 0 && low < high {
                let least = if low > 0 { 0 } else { programme.choices[*choice].least };
                member.open.push(Open { choice: *choice, points, least, most: high - low, cost });
            }
        }
        member
    }

    /// What the member costs at best; puts its lots down. Also the work.
    fn best(&self, lots: &mut [i64]) -> (i128, u64) {
        for (choice, most) in &self.all {
            lots[*choice] = *most;
        }
        let beyond = |points: i128| self.price * (points - self.left).max(0);
        let Ok(left) = i64::try_from(self.left.max(0)) else { return (self.settled, 0) };
        if left == 0 || self.open.is_empty() {
            return (self.settled + beyond(0), 0);
        }
        // Nothing is worth it beyond the share, so the last lot is the only one that may cross it.
        let last = self.open.iter().map(|open| open.points * open.least.max(1)).max().unwrap_or(0);
        let all: i64 = self.open.iter().map(|open| open.points * open.most).sum();
        let reach = all.min(left + last);
        let grid = reach / MOST_CELLS + 1;
        let size = usize::try_from(reach / grid).unwrap_or(0) + 1;
        let mut least = vec![NEVER; size];
        least[0] = 0;
        let mut steps: Vec<(usize, i64, Vec<i64>)> = Vec::new();
        let mut work = 0;
        for (at, open) in self.open.iter().enumerate() {
            // The same with this choice, and its lots in each cell's best.
            let mut with = least.clone();
            let mut taken = vec![0i64; size];
            let most = open.most.min((reach / open.points.max(1)).max(1));
            for (block, gate) in blocks(open.least, most) {
                let width = usize::try_from(block * open.points / grid).unwrap_or(0);
                let cost = open.cost * i128::from(block);
                for cell in (0..size).rev() {
                    let from = cell.checked_sub(width).map_or(NEVER, |from| with[from]);
                    let (found, have) =
                        if from >= NEVER { (NEVER, 0) } else { (from + cost, taken[cell - width]) };
                    // The first lots come in every cell; what went without them is put beside it again below.
                    if gate || found < with[cell] {
                        (with[cell], taken[cell]) = (found, have + block);
                    }
                }
                work += size as u64;
            }
            for cell in 0..size {
                if with[cell] < least[cell] {
                    least[cell] = with[cell];
                } else if with[cell] > least[cell] {
                    taken[cell] = 0;
                }
            }
            steps.push((at, open.points, taken));
        }
        let value = |cell: usize| {
            least[cell].saturating_add(beyond(i128::from(grid) * i128::try_from(cell).unwrap_or(0)))
        };
        let (best, mut cell) = (0..size).map(|cell| (value(cell), cell)).min().unwrap_or((0, 0));
        for (at, points, taken) in steps.iter().rev() {
            let found = taken[cell];
            lots[self.open[*at].choice] += found;
            // Blocks were rounded one by one; what is left of the way back is near enough to suggest a plan.
            cell = cell.saturating_sub(usize::try_from(found * points / grid).unwrap_or(0));
        }
        (self.settled + best, work)
    }
}

/// Blocks of lots: first as many as there must be, then in powers of two.
fn blocks(least: i64, most: i64) -> Vec<(i64, bool)> {
    let mut blocks = Vec::new();
    let mut left = most;
    if least > 1 {
        if least > most {
            return blocks;
        }
        blocks.push((least, true));
        left -= least;
    }
    let mut next = 1;
    while left > 0 {
        let block = next.min(left);
        blocks.push((block, false));
        (left, next) = (left - block, next * 2);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the open lots cost at best, every number of lots tried.
    fn best(open: &[Open], points: i128, left: i128, price: i128) -> i128 {
        let Some((one, rest)) = open.split_first() else { return price * (points - left).max(0) };
        let lots = (0..=one.most).filter(|lots| *lots == 0 || *lots >= one.least);
        lots.map(|lots| {
            let points = points + i128::from(lots * one.points);
            one.cost * i128::from(lots) + best(rest, points, left, price)
        })
        .min()
        .unwrap()
    }

    /// Choices that are worth it within the share and not beyond, at a price of 10 a point.
    fn open() -> impl Strategy<Value = Vec<(i64, i64, i64, i64)>> {
        prop::collection::vec((1i64..6, 0i64..4, 0i64..5, 1i64..100), 1..5)
    }

    proptest! {
        #[test]
        fn a_member_gives_what_is_worth_it(open in open(), left in 0i64..25) {
            let choice = |(choice, (points, least, more, gain)): (usize, (i64, i64, i64, i64))| Open {
                choice,
                points,
                least,
                most: least + more,
                cost: -i128::from(1 + gain % (points * 10 - 1)),
            };
            let open: Vec<Open> = open.into_iter().enumerate().map(choice).collect();
            let (left, price) = (i128::from(left), 10);
            let expected = best(&open, 0, left, price);
            let mut lots = vec![0; open.len()];
            let member = Member { settled: 0, left, price, open, all: Vec::new() };
            let (found, _) = member.best(&mut lots);
            prop_assert_eq!(found, expected);
            let points: i128 = member.open.iter().map(|one| i128::from(one.points * lots[one.choice])).sum();
            let cost: i128 = member.open.iter().map(|one| one.cost * i128::from(lots[one.choice])).sum();
            prop_assert_eq!(cost + price * (points - left).max(0), expected);
        }
    }
}
