//! What every plan counts for at least: the Lagrangian bound, in integers.
//!
//! With a price on every row the needs come apart, and each is covered at least cost by dynamic programming. At the prices
//! of the linear relaxation this is at least the relaxation's bound, and better where lots are large. (A. M. Geoffrion,
//! *Mathematical Programming Study* 2, 1974, 82-114.)

use crate::{
    cover::{Covered, Item, Rounding, cover},
    domain::Domain,
    programme::Programme,
    relaxation::{Prices, SCALE},
};

/// A bound, and the lots at which it is reached; these may break rows.
pub(crate) struct Bound {
    /// In `1 / SCALE` of a unit of money.
    pub(crate) scaled: i128,
    pub(crate) lots: Vec<i64>,
    pub(crate) work: u64,
}

impl Bound {
    /// The bound in whole money: plans count for whole money, so it is rounded up.
    pub(crate) fn whole(&self) -> i128 {
        whole(self.scaled)
    }
}

fn whole(scaled: i128) -> i128 {
    scaled.div_euclid(SCALE) + i128::from(scaled.rem_euclid(SCALE) > 0)
}

/// What a lot of each choice costs when the rows have prices, scaled.
pub(crate) fn reduced(programme: &Programme, prices: &Prices) -> Vec<i128> {
    let reduced = programme.choices.iter().map(|choice| {
        let rows = choice.rows.iter().map(|(row, coefficient)| prices.rows[*row] * i128::from(*coefficient));
        i128::from(choice.cost) * SCALE - rows.sum::<i128>()
    });
    reduced.collect()
}

/// The bound at these prices, within a domain.
pub(crate) fn bound(programme: &Programme, domain: &Domain, prices: &Prices) -> Bound {
    let costs = reduced(programme, prices);
    let mut lots = vec![0; programme.choices.len()];
    let (mut scaled, mut work) = (floors(programme, prices), 0);
    for of in &programme.covers {
        let items: Vec<Item> = of.choices.iter().map(|at| item(programme, domain, *at, costs[*at])).collect();
        let Covered { cost, lots: found, work: cells } =
            cover(&items, of.units, i128::from(of.price) * SCALE, Rounding::Up);
        (scaled, work) = (scaled + cost, work + cells);
        for (at, found) in of.choices.iter().zip(found) {
            lots[*at] = found;
        }
    }
    Bound { scaled, lots, work }
}

fn item(programme: &Programme, domain: &Domain, at: usize, cost: i128) -> Item {
    let (choice, low, high) = (&programme.choices[at], domain.low[at], domain.high[at]);
    let first = if low > 0 || choice.least > 1 { low.max(choice.least).min(high) } else { 0 };
    Item {
        units: choice.units,
        first: (first, cost * i128::from(first)),
        optional: low == 0,
        then: vec![(high - first, cost)],
    }
}

/// The bound of the linear relaxation at these prices: every choice by itself, in any parts of lots.
pub(crate) fn relaxed(programme: &Programme, prices: &Prices) -> i128 {
    let costs = reduced(programme, prices);
    let choices = programme.choices.iter().zip(costs).map(|(choice, cost)| {
        let gain = cost - prices.covers[choice.cover] * i128::from(choice.units);
        gain.min(0) * i128::from(choice.most)
    });
    let covers =
        programme.covers.iter().zip(&prices.covers).map(|(cover, price)| price * i128::from(cover.units));
    whole(floors(programme, prices) + choices.sum::<i128>() + covers.sum::<i128>())
}

fn floors(programme: &Programme, prices: &Prices) -> i128 {
    programme.rows.iter().zip(&prices.rows).map(|(row, price)| price * i128::from(row.floor)).sum()
}
