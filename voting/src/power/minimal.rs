//! Minimal winning coalitions: those that lose whoever leaves.

use super::{
    game::{Game, sum},
    natural::Natural,
    plan::Limits,
    residues::{Chinese, Modulus, moduli},
};
use std::ops::ControlFlow;

/// How far a search went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// How many minimal winning coalitions were found.
    pub found: u64,
    /// Were these all?
    pub complete: bool,
}

/// Visits minimal winning coalitions one by one, heavy players first, until all are found, `visit` breaks off, or
/// so many steps are taken. A coalition is a list of players in ascending order.
pub fn search(game: &Game, steps: u64, mut visit: impl FnMut(&[usize]) -> ControlFlow<()>) -> Search {
    let mut order: Vec<usize> = (0..game.len()).collect();
    let totals: Vec<f64> = game.columns.iter().map(|column| sum(column) as f64).collect();
    let heaviness = |player: usize| {
        game.columns.iter().zip(&totals).map(|(column, total)| column[player] as f64 / total).sum::<f64>()
    };
    order.sort_by(|a, b| heaviness(*b).total_cmp(&heaviness(*a)));
    // What all from a place on weigh together.
    let columns: Vec<Vec<u128>> = game
        .columns
        .iter()
        .map(|column| order.iter().map(|player| u128::from(column[*player])).collect())
        .collect();
    let rests: Vec<Vec<u128>> = (0..=order.len())
        .map(|from| columns.iter().map(|column| column[from..].iter().sum()).collect())
        .collect();
    let mut walk = Walk {
        game,
        order,
        columns,
        rests,
        steps,
        search: Search { found: 0, complete: true },
        chosen: Vec::new(),
        scratch: vec![0; game.columns.len()],
    };
    let nothing = vec![0; game.columns.len()];
    if walk.from(0, &nothing, &mut visit).is_break() {
        walk.search.complete = false;
    }
    walk.search
}

struct Walk<'g> {
    game: &'g Game,
    order: Vec<usize>,
    columns: Vec<Vec<u128>>,
    rests: Vec<Vec<u128>>,
    steps: u64,
    search: Search,
    /// Places in the order.
    chosen: Vec<usize>,
    scratch: Vec<u128>,
}

impl Walk<'_> {
    fn from(
        &mut self,
        place: usize,
        weights: &[u128],
        visit: &mut impl FnMut(&[usize]) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.steps == 0 {
            return ControlFlow::Break(());
        }
        self.steps -= 1;
        let size = self.chosen.len();
        if self.game.tree.holds(size, weights) {
            // Whatever is added now could leave again.
            if (0..size).all(|leaver| !self.holds_without(leaver, weights)) {
                self.search.found += 1;
                let mut coalition: Vec<usize> = self.chosen.iter().map(|place| self.order[*place]).collect();
                coalition.sort_unstable();
                return visit(&coalition);
            }
            return ControlFlow::Continue(());
        }
        let left = self.order.len() - place;
        for (sum, (have, rest)) in self.scratch.iter_mut().zip(weights.iter().zip(&self.rests[place])) {
            *sum = have + rest;
        }
        if left == 0 || !self.game.tree.holds(size + left, &self.scratch) {
            return ControlFlow::Continue(());
        }
        let with: Vec<u128> =
            weights.iter().zip(&self.columns).map(|(have, column)| have + column[place]).collect();
        self.chosen.push(place);
        let flow = self.from(place + 1, &with, visit);
        self.chosen.pop();
        flow?;
        self.from(place + 1, weights, visit)
    }

    fn holds_without(&mut self, leaver: usize, weights: &[u128]) -> bool {
        let place = self.chosen[leaver];
        for (sum, (have, column)) in self.scratch.iter_mut().zip(weights.iter().zip(&self.columns)) {
            *sum = have - column[place];
        }
        self.game.tree.holds(self.chosen.len() - 1, &self.scratch)
    }
}

/// The number of minimal winning coalitions of a game over at most one column of weights, by a table; nothing where
/// there are more columns or the table exceeds the limits.
///
/// Players join from the heaviest to the lightest. A coalition is minimal when it wins and loses without its
/// lightest: so each is counted when its last joins.
pub fn count_by_table(game: &Game, limits: &Limits) -> Option<Natural> {
    if game.columns.len() > 1 {
        return None;
    }
    if game.always_passes() {
        // Nobody is needed: the coalition of nobody is the only one.
        return Some(Natural::from(1u64));
    }
    let players = game.len();
    let least: Vec<Option<u128>> = (0..=players).map(|size| game.tree.least_weight(size)).collect();
    let far = usize::try_from(least.iter().flatten().max().copied().unwrap_or(0)).ok()?;
    let cells = far.checked_add(1)?.checked_mul(players + 1)?;
    let moduli = moduli(players);
    let work = cells as f64 * players as f64 * moduli.len() as f64 * 1e-9;
    if cells as u128 * 4 > u128::from(limits.memory) || work > limits.time.as_secs_f64() {
        return None;
    }
    let least: Vec<Option<usize>> =
        least.into_iter().map(|least| least.and_then(|least| usize::try_from(least).ok())).collect();
    let mut weights: Vec<usize> = match game.columns.first() {
        // A weight beyond the highest threshold is as good as that threshold.
        Some(column) => {
            column.iter().map(|weight| usize::try_from(*weight).unwrap_or(far).min(far)).collect()
        }
        None => vec![0; players],
    };
    weights.sort_unstable_by(|a, b| b.cmp(a));
    let remainders: Vec<u32> =
        moduli.iter().map(|modulus| remainder(&weights, &least, far, *modulus)).collect();
    Some(Chinese::new(&moduli).number(remainders.into_iter()))
}

fn remainder(weights: &[usize], least: &[Option<usize>], far: usize, modulus: Modulus) -> u32 {
    let row = far + 1;
    let mut entries = vec![0u32; row * (weights.len() + 1)];
    entries[0] = 1;
    let mut count = 0;
    for (before, weight) in weights.iter().enumerate() {
        for size in (0..=before).rev() {
            // Sets of this size lose, and win with this player.
            if let Some(win) = least[size + 1] {
                let from = win.saturating_sub(*weight);
                let to = least[size].unwrap_or(row);
                let sets = &entries[size * row..(size + 1) * row];
                if from < to {
                    let sum: u64 = sets[from..to].iter().map(|entry| u64::from(*entry)).sum();
                    count = modulus.plus(count, modulus.of(sum));
                }
            }
            let (these, next) = entries.split_at_mut((size + 1) * row);
            let (these, next) = (&these[size * row..], &mut next[..row]);
            for (entry, more) in next[*weight..].iter_mut().zip(these) {
                *entry = modulus.plus(*entry, *more);
            }
            // What goes beyond the last weight stays there.
            let beyond: u64 = these[row - weight..].iter().map(|entry| u64::from(*entry)).sum();
            next[far] = modulus.plus(next[far], modulus.of(beyond));
        }
    }
    count
}
