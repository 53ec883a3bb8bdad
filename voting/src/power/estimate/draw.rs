//! One replicate: coalitions of the light players at random, and what the heavy ones do with each.

use super::{
    REPLICATES, Sums,
    pairs::Pair,
    random::Random,
    strata::{Stratum, strata},
};
use crate::power::game::{Game, sum};

/// How many of the heaviest players are taken with all their subsets.
const HEAVY: usize = 16;

/// What stays the same from draw to draw.
pub struct Sampler<'g> {
    game: &'g Game,
    control: Option<&'g Game>,
    heavy: Vec<usize>,
    light: Vec<usize>,
    strata: Vec<Stratum>,
    /// Weights of every subset of the heavy players, by column, in the full game and in the rounded one.
    full: Vec<Vec<u64>>,
    rounded: Vec<Vec<u64>>,
    lists: Vec<Sorted>,
}

/// The subsets of the heavy players, sorted by their weight in one quota's column.
struct Sorted {
    pair: Pair,
    weights: Vec<u64>,
    coarse: Vec<u64>,
    names: Vec<u32>,
    /// A part of the rounded game in units of the full one.
    unit: f64,
    /// The least and the most by which a subset's rounded weight, in these units, exceeds its weight.
    excess: (f64, f64),
    /// Room for what doubles cannot hold.
    slack: f64,
}

impl<'g> Sampler<'g> {
    pub fn new(game: &'g Game, control: Option<&'g Game>, pairs: Vec<Pair>, draws: u64) -> Self {
        let mut order: Vec<usize> = (0..game.len()).collect();
        let totals: Vec<f64> = game.columns.iter().map(|column| sum(column) as f64).collect();
        let heaviness = |player: usize| {
            game.columns.iter().zip(&totals).map(|(column, total)| column[player] as f64 / total).sum::<f64>()
        };
        order.sort_by(|a, b| heaviness(*b).total_cmp(&heaviness(*a)));
        let heavy = if control.is_some() { HEAVY.min(game.len()) } else { 0 };
        let light = order.split_off(heavy);
        let strata = strata(game, control, light.len(), draws / REPLICATES);
        let full: Vec<Vec<u64>> = if control.is_some() {
            game.columns.iter().map(|column| subsets(column, &order)).collect()
        } else {
            Vec::new()
        };
        let rounded: Vec<Vec<u64>> = control
            .map(|control| control.columns.iter().map(|column| subsets(column, &order)).collect())
            .unwrap_or_default();
        let lists = pairs
            .into_iter()
            .filter_map(|pair| {
                let control = control?;
                let unit = totals[pair.full.0] / sum(&control.columns[pair.rounded.0]) as f64;
                Some(Sorted::new(
                    pair,
                    &full[pair.full.0],
                    &rounded[pair.rounded.0],
                    unit,
                    totals[pair.full.0],
                ))
            })
            .collect();
        Self { game, control, heavy: order, light, strata, full, rounded, lists }
    }

    /// How many coalitions of light players all replicates draw.
    pub fn draws(&self) -> u64 {
        self.strata.iter().map(|stratum| stratum.draws).sum::<u64>() * REPLICATES
    }

    pub fn replicate(&self, seed: u64, replicate: u64) -> Sums {
        let mut random = Random::new(seed, replicate);
        let mut sums = Sums::nothing(self.game.len());
        let mut light = self.light.clone();
        let mut heavy = Heavy::new(self.heavy.len());
        let mut state = State::new(self.game, self.control);
        for stratum in &self.strata {
            let each = 1.0 / stratum.draws as f64;
            for _ in 0..stratum.draws {
                random.choose(&mut light, stratum.size);
                let drawn = &light[..stratum.size];
                state.begin(drawn);
                let mut found = Found::default();
                self.differences(&mut state, stratum, |name, size, sign| {
                    let (banzhaf, inside, outside) = (
                        sign * stratum.banzhaf * each,
                        sign * stratum.inside[size] * each,
                        sign * stratum.outside[size] * each,
                    );
                    found.add(banzhaf, inside, outside);
                    heavy.add(name, banzhaf, inside, outside);
                });
                if found.any {
                    sums.act += found.banzhaf / 2.0;
                    // Everybody light as if outside, then those drawn from outside to inside.
                    sums.all_light(&self.light, -found.banzhaf, -found.outside);
                    sums.all_light(drawn, 2.0 * found.banzhaf, found.inside + found.outside);
                }
            }
        }
        heavy.settle(&self.heavy, &mut sums);
        sums
    }

    /// Every subset of the heavy players on which the games differ, with the drawn coalition: its name, the size of
    /// the whole, and by how much.
    fn differences(&self, state: &mut State<'_>, stratum: &Stratum, mut found: impl FnMut(u32, usize, f64)) {
        let Some(control) = self.control else {
            if state.wins_alone(self.game, stratum.size) {
                found(0, stratum.size, 1.0);
            }
            return;
        };
        for (place, list) in self.lists.iter().enumerate() {
            let (x, y) = list.lacks(state);
            for at in list.window(x, y) {
                let (weight, coarse, name) = (list.weights[at], list.coarse[at], list.names[at]);
                // Where an earlier quota differs as well, the subset was met there.
                if (weight >= x) == (coarse >= y)
                    || self.lists[..place].iter().any(|list| self.differs(list, state, name))
                {
                    continue;
                }
                let size = stratum.size + name.count_ones() as usize;
                let full = state.wins(self.game, &self.full, true, name, size);
                let rounded = state.wins(control, &self.rounded, false, name, size);
                if full != rounded {
                    found(name, size, if full { 1.0 } else { -1.0 });
                }
            }
        }
    }

    fn differs(&self, list: &Sorted, state: &State<'_>, name: u32) -> bool {
        let (x, y) = list.lacks(state);
        (self.full[list.pair.full.0][name as usize] >= x)
            != (self.rounded[list.pair.rounded.0][name as usize] >= y)
    }
}

/// What every subset of some players weighs, by its bits.
fn subsets(column: &[u64], players: &[usize]) -> Vec<u64> {
    let mut sums = vec![0u64];
    for player in players {
        let with: Vec<u64> = sums.iter().map(|sum| sum + column[*player]).collect();
        sums.extend(with);
    }
    sums
}

impl Sorted {
    fn new(pair: Pair, full: &[u64], rounded: &[u64], unit: f64, total: f64) -> Self {
        let mut names: Vec<u32> = (0..).take(full.len()).collect();
        names.sort_by_key(|name| full[*name as usize]);
        let excess = full.iter().zip(rounded).map(|(weight, coarse)| *coarse as f64 * unit - *weight as f64);
        let excess = excess.fold((0.0f64, 0.0f64), |(low, high), excess| (low.min(excess), high.max(excess)));
        Self {
            pair,
            weights: names.iter().map(|name| full[*name as usize]).collect(),
            coarse: names.iter().map(|name| rounded[*name as usize]).collect(),
            names,
            unit,
            excess,
            slack: total * 1e-12 + 1.0,
        }
    }

    /// What the drawn coalition lacks to the quota, in the full game and in the rounded one.
    fn lacks(&self, state: &State<'_>) -> (u64, u64) {
        let lack = |least: u128, have: u64| {
            u64::try_from(least.saturating_sub(u128::from(have))).unwrap_or(u64::MAX)
        };
        (
            lack(self.pair.full.1, state.full[self.pair.full.0]),
            lack(self.pair.rounded.1, state.rounded[self.pair.rounded.0]),
        )
    }

    /// The places whose subsets may reach one of the quotas and not the other.
    fn window(&self, x: u64, y: u64) -> std::ops::Range<usize> {
        let (near, far) = (x as f64, y as f64 * self.unit);
        let low = near.min(far - self.excess.1) - self.slack;
        let high = near.max(far - self.excess.0) + self.slack;
        let start = self.weights.partition_point(|weight| (*weight as f64) < low);
        start..start + self.weights[start..].partition_point(|weight| (*weight as f64) <= high)
    }
}

/// The drawn coalition's weights, and scratch for the whole one's.
struct State<'g> {
    columns: Vec<&'g [u64]>,
    rounded_columns: Vec<&'g [u64]>,
    full: Vec<u64>,
    rounded: Vec<u64>,
    whole: Vec<u128>,
    wide: Vec<u128>,
}

impl<'g> State<'g> {
    fn new(game: &'g Game, control: Option<&'g Game>) -> Self {
        let columns: Vec<&[u64]> = game.columns.iter().map(Vec::as_slice).collect();
        let rounded_columns: Vec<&[u64]> =
            control.map(|control| control.columns.iter().map(Vec::as_slice).collect()).unwrap_or_default();
        Self {
            full: vec![0; columns.len()],
            rounded: vec![0; rounded_columns.len()],
            whole: Vec::new(),
            wide: vec![0; columns.len()],
            columns,
            rounded_columns,
        }
    }

    fn begin(&mut self, drawn: &[usize]) {
        if self.rounded_columns.is_empty() {
            // Without a control weights may be too large for sums of 64 bits.
            for (sum, column) in self.wide.iter_mut().zip(&self.columns) {
                *sum = drawn.iter().map(|player| u128::from(column[*player])).sum();
            }
            return;
        }
        let sum = |column: &&[u64]| drawn.iter().map(|player| column[*player]).sum();
        self.full.iter_mut().zip(&self.columns).for_each(|(have, column)| *have = sum(column));
        self.rounded.iter_mut().zip(&self.rounded_columns).for_each(|(have, column)| *have = sum(column));
    }

    fn wins_alone(&self, game: &Game, size: usize) -> bool {
        game.tree.holds(size, &self.wide)
    }

    fn wins(&mut self, game: &Game, subsets: &[Vec<u64>], full: bool, name: u32, size: usize) -> bool {
        let have = if full { &self.full } else { &self.rounded };
        self.whole.clear();
        self.whole.extend(
            have.iter().zip(subsets).map(|(have, subsets)| u128::from(have + subsets[name as usize])),
        );
        game.tree.holds(size, &self.whole)
    }
}

/// What was found with one draw.
#[derive(Default)]
struct Found {
    any: bool,
    banzhaf: f64,
    inside: f64,
    outside: f64,
}

impl Found {
    fn add(&mut self, banzhaf: f64, inside: f64, outside: f64) {
        self.any = true;
        self.banzhaf += banzhaf;
        self.inside += inside;
        self.outside += outside;
    }
}

impl Sums {
    fn all_light(&mut self, players: &[usize], banzhaf: f64, shapley: f64) {
        for player in players {
            self.banzhaf[*player] += banzhaf;
            self.shapley[*player] += shapley;
        }
    }
}

/// Sums by subset of the heavy players, from which each of them takes its part at the end.
struct Heavy(Vec<[f64; 3]>);

impl Heavy {
    fn new(players: usize) -> Self {
        Self(vec![[0.0; 3]; 1 << players])
    }

    fn add(&mut self, name: u32, banzhaf: f64, inside: f64, outside: f64) {
        let entry = &mut self.0[name as usize];
        entry[0] += banzhaf;
        entry[1] += inside;
        entry[2] += outside;
    }

    fn settle(&self, players: &[usize], sums: &mut Sums) {
        for (bit, player) in players.iter().enumerate() {
            for (name, [banzhaf, inside, outside]) in self.0.iter().enumerate() {
                let within = name >> bit & 1 == 1;
                sums.banzhaf[*player] += if within { *banzhaf } else { -banzhaf };
                sums.shapley[*player] += if within { *inside } else { -outside };
            }
        }
    }
}
