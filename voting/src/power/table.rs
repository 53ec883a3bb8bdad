//! Counting by a table over sizes and weights, of which only the tail beyond the quota is kept.
//!
//! A coalition reaches the quota where what it leaves out weighs little. So the table counts the sets left out, by
//! size and weight, up to what a winning coalition may leave out. The game without one player needs no table of its
//! own: with `C` the sets of all players and `D` those without player `i`, of weight `a`,
//! `D(m, v) = C(m, v) - D(m - 1, v - a)`, read at the quota only.
//!
//! A corner over several columns needs a joint table; a rule of several corners needs one for each set of columns
//! that occurs. Every table is filled once for each modulus (see `residues`), on as many threads as there are.

use super::{
    counts::Counts,
    game::{Game, sum},
    orthants::Corners,
    residues::{Chinese, DOUBLINGS, Modulus, moduli},
};

/// A table that is to be filled: the columns it joins and how far it reaches.
pub(super) struct Table {
    columns: Vec<usize>,
    /// The largest number of players left out.
    left_out: usize,
    /// The largest weight left out, by column.
    tails: Vec<usize>,
    /// What is read off it: how many are left out, how much they may weigh in each column, and the sign.
    reads: Vec<(usize, Vec<usize>, i64)>,
}

/// The tables that a game needs.
pub(super) struct Tables<'g> {
    game: &'g Game,
    tables: Vec<Table>,
    moduli: Vec<Modulus>,
    order: Vec<usize>,
}

impl<'g> Tables<'g> {
    /// Plans the tables of a game from its corners; nothing where one would be larger than a machine can address.
    pub(super) fn plan(game: &'g Game, corners: &[Corners]) -> Option<Self> {
        let players = game.len();
        let totals: Vec<u128> = game.columns.iter().map(|column| sum(column)).collect();
        let mut tables: Vec<Table> = Vec::new();
        for (size, corners) in corners.iter().enumerate() {
            for (corner, sign) in corners {
                let columns: Vec<usize> = (0..corner.len()).filter(|column| corner[*column] > 0).collect();
                let tails = columns
                    .iter()
                    .map(|column| usize::try_from(totals[*column] - corner[*column]).ok())
                    .collect::<Option<Vec<usize>>>()?;
                let left_out = players - size;
                let place = tables.iter().position(|table| table.columns == columns).unwrap_or_else(|| {
                    tables.push(Table { columns, left_out: 0, tails: tails.clone(), reads: Vec::new() });
                    tables.len() - 1
                });
                let table = &mut tables[place];
                table.left_out = table.left_out.max(left_out);
                table.tails.iter_mut().zip(&tails).for_each(|(far, tail)| *far = (*far).max(*tail));
                table.reads.push((left_out, tails, *sign));
            }
        }
        for table in &tables {
            table.cells()?;
        }
        // Light players first: while they are added, few weights can be reached.
        let mut order: Vec<usize> = (0..players).collect();
        let heaviness = |player: &usize| {
            game.columns
                .iter()
                .zip(&totals)
                .map(|(column, total)| u128::from(column[*player]) * (1 << 30) / total)
                .sum::<u128>()
        };
        order.sort_by_key(heaviness);
        Some(Self { game, tables, moduli: moduli(players), order })
    }

    /// Bytes that one thread needs at most.
    pub(super) fn bytes(&self) -> u128 {
        let (_, examples) = self.game.types();
        let results = (examples.len() + 1) * (self.game.len() + 1) * 4 * self.moduli.len();
        let cells = self.tables.iter().filter_map(Table::cells).max().unwrap_or(0);
        cells as u128 * 4 + results as u128
    }

    /// An estimate of the time on one thread, in nanoseconds.
    pub(super) fn cost(&self) -> f64 {
        let (_, examples) = self.game.types();
        let players = self.game.len() as f64;
        let fill: f64 =
            self.tables.iter().map(|table| table.cells().unwrap_or(0) as f64 * players * 0.2).sum();
        let read: f64 = self
            .tables
            .iter()
            .flat_map(|table| &table.reads)
            .map(|(left_out, ..)| *left_out as f64 * examples.len() as f64 * 2.0)
            .sum();
        (fill + read) * self.moduli.len() as f64
    }

    /// How many passes there are, each on a thread of its own.
    pub(super) fn passes(&self) -> usize {
        self.moduli.len()
    }

    /// Fills the tables and reads the counts off them. `done` is told after each pass.
    pub(super) fn count(&self, threads: usize, done: &(dyn Fn() + Sync)) -> Counts {
        let (types, examples) = self.game.types();
        let next = std::sync::atomic::AtomicUsize::new(0);
        let work = || {
            let mut out = Vec::new();
            loop {
                let place = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(modulus) = self.moduli.get(place) else { return out };
                out.push((place, self.pass(*modulus, &examples)));
                done();
            }
        };
        let mut passes = if threads <= 1 || self.moduli.len() == 1 {
            work()
        } else {
            std::thread::scope(|scope| {
                let workers: Vec<_> =
                    (0..threads.min(self.moduli.len())).map(|_| scope.spawn(work)).collect();
                workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
            })
        };
        passes.sort_by_key(|(place, _)| *place);
        let chinese = Chinese::new(&self.moduli);
        let rows = self.game.len() + 1;
        let number =
            |row: usize, size: usize| chinese.number(passes.iter().map(|(_, pass)| pass[row * rows + size]));
        let list = |row: usize| (0..rows).map(|size| number(row, size)).collect();
        Counts { winning: list(0), with: (1..=examples.len()).map(list).collect(), types }
    }

    /// The counts modulo one number: first of all winning coalitions by size, then of those with each example.
    fn pass(&self, modulus: Modulus, examples: &[usize]) -> Vec<u32> {
        let (players, rows) = (self.game.len(), self.game.len() + 1);
        let mut out = vec![0u32; (examples.len() + 1) * rows];
        for table in &self.tables {
            let filled = table.fill(self.game, &self.order, modulus);
            for (left_out, tails, sign) in &table.reads {
                let (size, sign) = (players - left_out, modulus.of_signed(*sign));
                let mut credit = |row: usize, count: u32| {
                    let entry = &mut out[row * rows + size];
                    *entry = modulus.plus(*entry, modulus.times(sign, count));
                };
                credit(0, filled.at(*left_out, tails));
                for (row, player) in examples.iter().enumerate() {
                    let weights: Vec<u64> =
                        table.columns.iter().map(|column| self.game.columns[*column][*player]).collect();
                    credit(row + 1, filled.without(*left_out, tails, &weights, modulus));
                }
            }
        }
        out
    }
}

impl Table {
    /// How many entries it has, where a machine can address them.
    fn cells(&self) -> Option<usize> {
        let row =
            self.tails.iter().try_fold(1usize, |cells, tail| cells.checked_mul(tail.checked_add(1)?))?;
        row.checked_mul(self.left_out + 1).filter(|cells| *cells < usize::MAX / 64)
    }

    fn fill(&self, game: &Game, order: &[usize], modulus: Modulus) -> Filled {
        let row: usize = self.tails.iter().map(|tail| tail + 1).product();
        let mut strides = vec![1; self.tails.len()];
        for place in (1..strides.len()).rev() {
            strides[place - 1] = strides[place] * (self.tails[place] + 1);
        }
        let mut entries = vec![0u32; row * (self.left_out + 1)];
        entries[0] = 1;
        // How far the players so far reach, and the heaviest of them, by column.
        let mut reach = vec![0usize; self.tails.len()];
        let mut heaviest = vec![0usize; self.tails.len()];
        for (batch, players) in order.chunks(DOUBLINGS).enumerate() {
            let mut steps: Vec<Step> = Vec::with_capacity(DOUBLINGS);
            for (place, player) in players.iter().enumerate() {
                let weights: Vec<usize> = self
                    .columns
                    .iter()
                    .map(|column| usize::try_from(game.columns[*column][*player]).unwrap_or(usize::MAX))
                    .collect();
                for (column, weight) in weights.iter().enumerate() {
                    reach[column] = reach[column].saturating_add(*weight).min(self.tails[column]);
                    heaviest[column] = heaviest[column].max(*weight);
                }
                let most = (batch * DOUBLINGS + place + 1).min(self.left_out);
                let fits = weights.iter().zip(&self.tails).all(|(weight, tail)| weight <= tail);
                steps.push(Step { weights, reach: reach.clone(), heaviest: heaviest.clone(), most, fits });
            }
            self.sweep(&mut entries, row, &strides, &steps, modulus);
        }
        for row in entries.chunks_mut(row) {
            modulus.settle(row);
            accumulate(row, &self.tails, &strides, modulus);
        }
        Filled { entries, row, strides }
    }

    /// Adds up to three players in one sweep down the rows, each a row behind the one before, so that a large table
    /// goes through the cache once. A row that the last has passed is reduced.
    fn sweep(&self, entries: &mut [u32], row: usize, strides: &[usize], steps: &[Step], modulus: Modulus) {
        let Some(top) = steps.last().map(|last| last.most) else { return };
        let mut dims: Vec<Dim> =
            strides.iter().map(|stride| Dim { stride: *stride, shift: 0, far: 0 }).collect();
        for turn in 0..top + steps.len() - 1 {
            for (behind, step) in steps.iter().enumerate() {
                let Some(m) = (top + behind).checked_sub(turn).filter(|m| (1..=top).contains(m)) else {
                    continue;
                };
                for (column, dim) in dims.iter_mut().enumerate() {
                    dim.shift = step.weights[column];
                    dim.far = step.reach[column].min(step.heaviest[column].saturating_mul(m));
                }
                let (before, here) = entries.split_at_mut(m * row);
                if step.fits && m <= step.most {
                    add(&mut here[..row], &before[(m - 1) * row..], &dims);
                }
                if behind + 1 == steps.len() {
                    let reached = dims.first().map_or(1, |dim| (dim.far + 1) * dim.stride);
                    modulus.reduce(&mut here[..reached]);
                }
            }
        }
    }
}

/// One player's turn: what it weighs, and how far the players up to it reach.
struct Step {
    weights: Vec<usize>,
    reach: Vec<usize>,
    heaviest: Vec<usize>,
    most: usize,
    fits: bool,
}

/// One column of a row: entries a unit of weight apart, the player's weight, and the furthest that is reached.
struct Dim {
    stride: usize,
    shift: usize,
    far: usize,
}

/// Adds the row before, moved by the player's weights, to a row.
fn add(here: &mut [u32], before: &[u32], dims: &[Dim]) {
    let Some((dim, inner)) = dims.split_first() else {
        here[0] = here[0].wrapping_add(before[0]);
        return;
    };
    if dim.far < dim.shift {
        return;
    }
    if inner.is_empty() {
        let to = &mut here[dim.shift..=dim.far];
        for (entry, more) in to.iter_mut().zip(&before[..=dim.far - dim.shift]) {
            *entry = entry.wrapping_add(*more);
        }
        return;
    }
    for weight in dim.shift..=dim.far {
        add(&mut here[weight * dim.stride..], &before[(weight - dim.shift) * dim.stride..], inner);
    }
}

/// Turns counts of sets of given weights into counts of sets of at most these weights.
fn accumulate(row: &mut [u32], tails: &[usize], strides: &[usize], modulus: Modulus) {
    for (tail, stride) in tails.iter().zip(strides) {
        for block in row.chunks_mut((tail + 1) * stride) {
            for place in *stride..block.len() {
                block[place] = modulus.plus(block[place], block[place - stride]);
            }
        }
    }
}

/// A table of sets left out, by size and by weight at most.
struct Filled {
    entries: Vec<u32>,
    row: usize,
    strides: Vec<usize>,
}

impl Filled {
    fn at(&self, left_out: usize, tails: &[usize]) -> u32 {
        let offset: usize = tails.iter().zip(&self.strides).map(|(tail, stride)| tail * stride).sum();
        self.entries[left_out * self.row + offset]
    }

    /// The same without a player of these weights: `D(m, v) = C(m, v) - C(m-1, v-a) + C(m-2, v-2a) - …`
    fn without(&self, left_out: usize, tails: &[usize], weights: &[u64], modulus: Modulus) -> u32 {
        let offset =
            |by: &dyn Fn(usize) -> usize| (0..tails.len()).map(|at| by(at) * self.strides[at]).sum::<usize>();
        let fit = tails.iter().zip(weights).filter(|(_, weight)| **weight > 0);
        let turns = fit.map(|(tail, weight)| *tail as u64 / weight).min().unwrap_or(u64::MAX);
        let turns = usize::try_from(turns).unwrap_or(usize::MAX).min(left_out);
        // INVARIANT: in at most these turns the weights stay within the tails.
        let step =
            if turns == 0 { 0 } else { offset(&|at| usize::try_from(weights[at]).unwrap_or(0)) + self.row };
        let mut at = left_out * self.row + offset(&|at| tails[at]);
        let mut sum = self.entries[at];
        for turn in 1..=turns {
            at -= step;
            let entry = self.entries[at];
            sum = if turn % 2 == 1 { modulus.minus(sum, entry) } else { modulus.plus(sum, entry) };
        }
        sum
    }
}
