//! Covers one need from lots at least cost: a knapsack turned round, solved by dynamic programming over cells of units.
//!
//! Where the need has few cells the answer is exact. Where it has more, lots are rounded to cells: up for a bound (what
//! is found costs no more than the best), down for a plan (what is found covers at least what it says).

/// The most cells of a need.
const MOST_CELLS: i64 = 4096;

/// Costs beyond which nothing is reachable; sums of two of them do not overflow.
const NEVER: i64 = i64::MAX / 4;

/// Lots that may cover a need.
#[derive(Debug)]
pub(crate) struct Item {
    /// Units of a lot.
    pub(crate) units: i64,
    /// So many lots come first and together, at this cost.
    pub(crate) first: (i64, i128),
    /// May even the first be left out?
    pub(crate) optional: bool,
    /// Then so many lots, each at this cost, and so on; later ones are not cheaper.
    pub(crate) then: Vec<(i64, i128)>,
}

/// Which way lots are rounded to cells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounding {
    /// Up, for a bound.
    Up,
    /// Down, for a plan.
    Down,
}

/// The best way to cover a need.
pub(crate) struct Covered {
    /// What it costs, with what is missing at its price.
    pub(crate) cost: i128,
    /// Lots of each item.
    pub(crate) lots: Vec<i64>,
    /// Cells that were filled in, as a measure of work.
    pub(crate) work: u64,
}

/// One step of the programme: what it adds, and in which cells it was taken.
struct Layer {
    item: usize,
    lots: i64,
    cells: i64,
    taken: Vec<u64>,
    /// Where the first lots may be left out: how many layers of the same item to skip if they are.
    skip: usize,
}

/// Covers `units` from items, each missing unit at `price`.
pub(crate) fn cover(items: &[Item], units: i64, price: i128, rounding: Rounding) -> Covered {
    let grid = grid(items, units);
    let size = usize::try_from(units / grid + i64::from(units % grid > 0)).unwrap_or(0) + 1;
    let cells = |units: i64| match rounding {
        Rounding::Up => units / grid + i64::from(units % grid > 0),
        Rounding::Down => units / grid,
    };
    // Costs in 64 bits; where they need more, in multiples of a power of two, rounded down, which a bound may be.
    let of_item = |item: &Item| {
        let then: i128 = item.then.iter().map(|(lots, cost)| (cost * i128::from(*lots)).abs()).sum();
        item.first.1.abs() + then
    };
    let largest = items.iter().map(of_item).sum::<i128>() + price.abs() * i128::from(units.max(1));
    let coarse = 70u32.saturating_sub(largest.leading_zeros());
    let short = |cost: i128| i64::try_from(cost >> coarse).unwrap_or(NEVER);
    // least[c]: the least cost of reaching at least c cells.
    let mut least = vec![NEVER; size];
    least[0] = 0;
    let mut layers: Vec<Layer> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let before = item.optional.then(|| least.clone());
        let (lots, cost) = item.first;
        if lots > 0 {
            least = shifted(&least, cells(lots * item.units), short(cost));
            layers.push(Layer {
                item: at,
                lots,
                cells: cells(lots * item.units),
                taken: Vec::new(),
                skip: 0,
            });
        }
        let start = layers.len();
        for &(lots, cost) in &item.then {
            for lots in powers(lots) {
                let width = cells(lots * item.units);
                let taken = take(&mut least, width, short(cost * i128::from(lots)));
                layers.push(Layer { item: at, lots, cells: width, taken, skip: 0 });
            }
        }
        if let Some(before) = before.filter(|_| lots > 0) {
            let skip = layers.len() - start + 1;
            let taken = better(&mut least, &before);
            layers.push(Layer { item: at, lots: 0, cells: 0, taken, skip });
        }
    }
    let missing =
        |cell: usize| short(price * i128::from((units - grid * i64::try_from(cell).unwrap_or(0)).max(0)));
    let (cost, mut cell) = (0..size).map(|cell| (least[cell] + missing(cell), cell)).min().unwrap_or((0, 0));
    let work = u64::try_from(size * (layers.len() + 1)).unwrap_or(u64::MAX);
    let mut lots = vec![0; items.len()];
    let mut at = layers.len();
    while at > 0 {
        at -= 1;
        let layer = &layers[at];
        let taken = layer.taken.is_empty() || layer.taken[cell / 64] >> (cell % 64) & 1 == 1;
        match (taken, layer.skip) {
            (true, 0) => {
                lots[layer.item] += layer.lots;
                cell = cell.saturating_sub(usize::try_from(layer.cells).unwrap_or(0));
            }
            (false, skip) if skip > 0 => at -= skip,
            _ => {}
        }
    }
    Covered { cost: i128::from(cost) << coarse, lots, work }
}

/// The units of a cell: what all lots are multiples of, coarser where the need has too many of them.
fn grid(items: &[Item], units: i64) -> i64 {
    let common = items.iter().fold(0, |common, item| divisor(common, item.units)).max(1);
    let coarse = (units / common / MOST_CELLS).max(0) + 1;
    common * coarse
}

fn divisor(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { divisor(other, one % other) }
}

/// A number as a sum of powers of two and a rest, such that the parts make every number up to it.
fn powers(lots: i64) -> impl Iterator<Item = i64> {
    let mut left = lots;
    let mut next = 1;
    std::iter::from_fn(move || {
        let part = next.min(left);
        (left, next) = (left - part, next * 2);
        (part > 0).then_some(part)
    })
}

/// Everything reached again with so many cells more, at a cost.
fn shifted(least: &[i64], cells: i64, cost: i64) -> Vec<i64> {
    let cells = usize::try_from(cells).unwrap_or(0);
    (0..least.len()).map(|cell| add(least[cell.saturating_sub(cells)], cost)).collect()
}

fn add(least: i64, cost: i64) -> i64 {
    if least >= NEVER / 2 { NEVER } else { least + cost }
}

/// Takes a block of lots wherever that is cheaper, and says where.
fn take(least: &mut [i64], cells: i64, cost: i64) -> Vec<u64> {
    let cells = usize::try_from(cells).unwrap_or(0);
    let mut taken = vec![0u64; least.len().div_ceil(64)];
    for cell in (0..least.len()).rev() {
        let with = add(least[cell.saturating_sub(cells)], cost);
        if with < least[cell] {
            least[cell] = with;
            taken[cell / 64] |= 1 << (cell % 64);
        }
    }
    taken
}

/// The better of two, cell by cell, and where the first is.
fn better(with: &mut [i64], without: &[i64]) -> Vec<u64> {
    let mut taken = vec![0u64; with.len().div_ceil(64)];
    for (cell, (with, without)) in with.iter_mut().zip(without).enumerate() {
        if *with < *without {
            taken[cell / 64] |= 1 << (cell % 64);
        } else {
            *with = *without;
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cost_of(item: &Item, lots: i64) -> Option<i128> {
        if lots == 0 && (item.optional || item.first.0 == 0) {
            return Some(0);
        }
        let (mut left, mut cost) = (lots - item.first.0, item.first.1);
        for (most, each) in &item.then {
            let some = left.min(*most);
            (left, cost) = (left - some, cost + each * i128::from(some.max(0)));
        }
        (lots >= item.first.0 && left == 0).then_some(cost)
    }

    /// Every combination of lots, tried one by one.
    fn best(items: &[Item], units: i64, price: i128) -> i128 {
        let Some((item, rest)) = items.split_first() else { return price * i128::from(units.max(0)) };
        (0..=20)
            .filter_map(|lots| Some(cost_of(item, lots)? + best(rest, units - lots * item.units, price)))
            .min()
            .unwrap()
    }

    fn items() -> impl Strategy<Value = Vec<Item>> {
        let item = (1i64..6, 0i64..4, -5i64..30, any::<bool>(), 0i64..5, -5i64..20, 0i64..9).prop_map(
            |(units, first, cost, optional, then, each, dearer)| Item {
                units,
                first: (first, if first == 0 { 0 } else { i128::from(cost) }),
                optional,
                then: vec![(then, i128::from(each)), (1, i128::from(each + dearer))],
            },
        );
        prop::collection::vec(item, 0..4)
    }

    proptest! {
        #[test]
        fn few_cells_are_covered_at_the_least_cost(items in items(), units in 0i64..30, price in 0i64..40) {
            let price = i128::from(price);
            let found = cover(&items, units, price, Rounding::Up);
            prop_assert_eq!(found.cost, best(&items, units, price));
            let covered: i64 = items.iter().zip(&found.lots).map(|(item, lots)| item.units * lots).sum();
            let cost: i128 = items.iter().zip(&found.lots).map(|(item, lots)| cost_of(item, *lots).unwrap()).sum();
            prop_assert_eq!(cost + price * i128::from((units - covered).max(0)), found.cost);
        }

        #[test]
        fn many_cells_are_bounded_from_both_sides(items in items(), units in 0i64..30, price in 0i64..40) {
            // A thousand times the units, and a few odd ones that leave no common divisor.
            let large: Vec<Item> = items.into_iter().map(|item| Item { units: item.units * 1000 + 7, ..item }).collect();
            let (units, price) = (units * 1000, i128::from(price));
            let exact = best(&large, units, price);
            prop_assert!(cover(&large, units, price, Rounding::Up).cost <= exact);
            prop_assert!(cover(&large, units, price, Rounding::Down).cost >= exact);
        }
    }
}
