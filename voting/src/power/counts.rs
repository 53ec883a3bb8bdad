//! From counts of winning coalitions to the indices of power, exactly.

use super::{game::Game, natural::Natural};

/// Winning coalitions of a game by size: all that the indices need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Winning coalitions of each size, from none to all players.
    pub(super) winning: Vec<Natural>,
    /// The same with a given player in it, one list a type of player.
    pub(super) with: Vec<Vec<Natural>>,
    /// The type of each player: players of equal weights have equal power.
    pub(super) types: Vec<usize>,
}

/// The power of one player in the yes/no game with all present.
///
/// A *swing* of a player is a coalition without it that loses and that wins when it joins. With `n` players there
/// are `2^(n-1)` coalitions without it and `2^n` in all, of which `W` win.
#[derive(Clone, Debug, PartialEq)]
pub struct Power {
    /// The number of swings.
    pub swings: Natural,
    /// `swings / 2^(n-1)`: the chance of being decisive when every other vote is a coin's (Penrose 1946; Banzhaf 1965).
    pub banzhaf: f64,
    /// The swings' share of all players' swings (Banzhaf 1965); nought where nobody has any.
    pub banzhaf_share: f64,
    /// The chance of being the one whose joining makes a coalition win, when players join in a random order
    /// (Shapley & Shubik 1954).
    pub shapley_shubik: f64,
    /// `swings / W`: the power to prevent action (Coleman 1971); nought where nothing ever passes.
    pub prevent: f64,
    /// `swings / (2^n - W)`: the power to initiate action (Coleman 1971); nought where everything passes.
    pub initiate: f64,
}

impl Counts {
    /// How many players there are.
    pub fn players(&self) -> usize {
        self.types.len()
    }

    /// The number of winning coalitions.
    pub fn winning(&self) -> Natural {
        total(&self.winning)
    }

    /// The number of winning coalitions of each size, from none to all players.
    pub fn winning_by_size(&self) -> &[Natural] {
        &self.winning
    }

    /// `W / 2^n`: the power of the collectivity to act (Coleman 1971).
    pub fn act(&self) -> f64 {
        self.winning().ratio(&Natural::power_of_two(self.players()))
    }

    /// The power of every player, in order.
    pub fn power(&self) -> Vec<Power> {
        let players = self.players();
        let winning = self.winning();
        let losing = Natural::power_of_two(players).less(&winning).unwrap_or_default();
        let orders = orders(players);
        let swings: Vec<Vec<Natural>> = (0..self.with.len()).map(|kind| self.swings_by_size(kind)).collect();
        let totals: Vec<Natural> = swings.iter().map(|swings| total(swings)).collect();
        let mut all = Natural::ZERO;
        self.types.iter().for_each(|kind| all.add(&totals[*kind]));
        let share = |part: &Natural, whole: &Natural| if whole.is_zero() { 0.0 } else { part.ratio(whole) };
        let half = Natural::power_of_two(players.saturating_sub(1));
        let everyone = u64::try_from(players).map_or(Natural::ZERO, Natural::factorial);
        let kinds: Vec<Power> = swings
            .iter()
            .zip(totals)
            .map(|(by_size, swings)| {
                let mut decisive = Natural::ZERO;
                for (count, orders) in by_size.iter().zip(&orders) {
                    if !count.is_zero() {
                        decisive.add(&count.product(orders));
                    }
                }
                Power {
                    banzhaf: swings.ratio(&half),
                    banzhaf_share: share(&swings, &all),
                    shapley_shubik: decisive.ratio(&everyone),
                    prevent: share(&swings, &winning),
                    initiate: share(&swings, &losing),
                    swings,
                }
            })
            .collect();
        self.types.iter().map(|kind| kinds[*kind].clone()).collect()
    }

    /// Swings by the size of the coalition that is joined, for a type of player.
    ///
    /// Of the `W(k)` winning coalitions of size `k`, `E(k)` have the player. Joining wins in `E(k+1)` cases, of
    /// which `W(k) - E(k)` won already.
    fn swings_by_size(&self, kind: usize) -> Vec<Natural> {
        let with = &self.with[kind];
        (0..self.players())
            .map(|size| {
                let mut joined = with[size + 1].clone();
                joined.add(&with[size]);
                // INVARIANT: rules are monotone, so that a winning coalition wins with one more.
                joined.less(&self.winning[size]).unwrap_or_default()
            })
            .collect()
    }

    /// The counts of a game from those of its dual, whose winning coalitions are complements of losing ones.
    pub(super) fn of_dual(self) -> Self {
        let players = self.players();
        let flipped = |counts: &[Natural], size: usize, all: &Natural, without: bool| {
            let mut losing = counts[players - size].clone();
            if without {
                losing = self.winning[players - size].less(&losing).unwrap_or_default();
            }
            all.less(&losing).unwrap_or_default()
        };
        let every = binomials(players);
        let fewer = binomials(players.saturating_sub(1));
        let winning = (0..=players).map(|size| flipped(&self.winning, size, &every[size], false)).collect();
        let with = self
            .with
            .iter()
            .map(|with| {
                let containing = |size: usize| match size {
                    0 => Natural::ZERO,
                    _ => flipped(with, size, &fewer[size - 1], true),
                };
                (0..=players).map(containing).collect()
            })
            .collect();
        Self { winning, with, types: self.types }
    }

    /// The counts of a game in which every coalition wins, or none.
    pub(super) fn settled(game: &Game, wins: bool) -> Self {
        let players = game.len();
        let none = vec![Natural::ZERO; players + 1];
        let (types, examples) = game.types();
        if !wins {
            return Self { winning: none.clone(), with: vec![none; examples.len()], types };
        }
        let mut with = vec![Natural::ZERO];
        if players > 0 {
            with.extend(binomials(players - 1));
        }
        Self { winning: binomials(players), with: vec![with; examples.len()], types }
    }
}

pub(super) fn total(counts: &[Natural]) -> Natural {
    let mut sum = Natural::ZERO;
    counts.iter().for_each(|count| sum.add(count));
    sum
}

/// The coalitions of each size among so many players.
pub(super) fn binomials(players: usize) -> Vec<Natural> {
    let mut row = vec![Natural::from(1u64)];
    for size in 0..players {
        let mut next = row[size].clone();
        // INVARIANT: fewer than 2^64 players fit in memory.
        next.multiply_add(u64::try_from(players - size).unwrap_or(0), 0);
        next.divide(u64::try_from(size + 1).unwrap_or(1));
        row.push(next);
    }
    row
}

/// The orders in which a player comes right after so many given others: `k! (n - 1 - k)!`.
fn orders(players: usize) -> Vec<Natural> {
    let number = |n: usize| u64::try_from(n).unwrap_or(0);
    let Some(last) = players.checked_sub(1) else { return Vec::new() };
    let mut orders = vec![Natural::factorial(number(last))];
    for size in 1..players {
        let mut next = orders[size - 1].clone().times(number(size));
        next.divide(number(players - size).max(1));
        orders.push(next);
    }
    orders
}
