//! Counting by meeting in the middle: every coalition is a part from either half, and the parts of a half are sorted.
//!
//! Horowitz & Sahni (1974) search so for one subset; here partners are counted. With `n` players it takes the time
//! of some `n · 2^(n/2)` steps however large the weights are, for rules whose corners (see `orthants`) reach into
//! at most two columns at once.

use super::{
    counts::Counts,
    game::{Game, sum},
    natural::Natural,
    orthants::{Corner, Corners},
};

/// The most players: the parts of a half are named by 32 bits, and counts stay below 2^63.
pub(super) const MOST: usize = 60;

/// Bits of a part that are counted together.
const GROUP: usize = 7;

/// Can the game be counted so?
pub(super) fn fits(game: &Game, corners: &[Corners]) -> bool {
    let narrow = |corner: &Corner| corner.iter().filter(|least| **least > 0).count() <= 2;
    let light = game.columns.iter().all(|column| sum(column) < 1 << 63);
    light && game.len() <= MOST && corners.iter().flat_map(Corners::keys).all(narrow)
}

/// Bytes that it needs at most.
pub(super) fn bytes(game: &Game) -> u128 {
    let half = game.len().div_ceil(2);
    // Two halves, each sorted by every column, with as much again while they are merged; and ranks for two columns.
    (1u128 << half) * (game.columns.len().max(1) as u128 * 36 + 24)
}

/// An estimate of the time on one thread, in nanoseconds.
pub(super) fn cost(game: &Game, corners: &[Corners]) -> f64 {
    let parts = 2f64.powf(game.len() as f64 / 2.0);
    let reads: f64 = corners
        .iter()
        .flat_map(Corners::keys)
        .map(|corner| match corner.iter().filter(|least| **least > 0).count() {
            0 => 1.0,
            1 => 3.0,
            _ => 40.0,
        })
        .sum();
    2000.0 + parts * reads * 1.5
}

/// Counts the winning coalitions of a game that [`fits`].
pub(super) fn count(game: &Game, corners: &[Corners], threads: usize) -> Counts {
    let players = game.len();
    let middle = players / 2;
    let (low, high) = (Half::new(game, 0..middle), Half::new(game, middle..players));
    let (one, other) = if threads > 1 && players > 24 {
        std::thread::scope(|scope| {
            let other = scope.spawn(|| partners(&high, &low, corners, players));
            let one = partners(&low, &high, corners, players);
            (one, other.join().unwrap_or_default())
        })
    } else {
        (partners(&low, &high, corners, players), partners(&high, &low, corners, players))
    };
    let winning = one.winning.iter().map(|count| Natural::from(*count)).collect();
    let (types, examples) = game.types();
    let with = examples.iter().map(|player| {
        let counts = if *player < middle { &one.with[*player] } else { &other.with[*player - middle] };
        counts.iter().map(|count| Natural::from(*count)).collect()
    });
    Counts { winning, with: with.collect(), types }
}

/// The subsets of one half, by size and sorted by each column.
struct Half {
    players: usize,
    /// By column, then size: weights from light to heavy, and whose they are.
    sorted: Vec<Vec<Parts>>,
}

#[derive(Clone, Default)]
struct Parts {
    weights: Vec<u64>,
    names: Vec<u32>,
}

impl Half {
    fn new(game: &Game, range: std::ops::Range<usize>) -> Self {
        let players = range.len();
        let nothing = vec![0; game.len()];
        let columns: Vec<&Vec<u64>> =
            if game.columns.is_empty() { vec![&nothing] } else { game.columns.iter().collect() };
        let sorted = columns.iter().map(|column| by_weight(&column[range.clone()])).collect();
        Self { players, sorted }
    }

    /// What every subset of a size weighs in another column, in the order of the first.
    fn weights_of(&self, size: usize, first: usize, second: usize, scratch: &mut Vec<u64>) -> Vec<u64> {
        scratch.resize(1 << self.players, 0);
        let other = &self.sorted[second][size];
        for (weight, name) in other.weights.iter().zip(&other.names) {
            scratch[*name as usize] = *weight;
        }
        self.sorted[first][size].names.iter().map(|name| scratch[*name as usize]).collect()
    }
}

/// All subsets by size and sorted by weight: with each player, those without and those with are merged.
fn by_weight(column: &[u64]) -> Vec<Parts> {
    let mut sizes = vec![Parts::default(); column.len() + 1];
    sizes[0] = Parts { weights: vec![0], names: vec![0] };
    for (player, weight) in column.iter().enumerate() {
        for size in (1..=player + 1).rev() {
            let merged = merge(&sizes[size], &sizes[size - 1], *weight, 1 << player);
            sizes[size] = merged;
        }
    }
    sizes
}

fn merge(a: &Parts, b: &Parts, weight: u64, name: u32) -> Parts {
    let length = a.names.len() + b.names.len();
    let mut out = Parts { weights: Vec::with_capacity(length), names: Vec::with_capacity(length) };
    let (mut i, mut j) = (0, 0);
    while i < a.names.len() && j < b.names.len() {
        let (left, right) = (a.weights[i], b.weights[j] + weight);
        let first = left <= right;
        out.weights.push(if first { left } else { right });
        out.names.push(if first { a.names[i] } else { b.names[j] | name });
        i += usize::from(first);
        j += usize::from(!first);
    }
    out.weights.extend_from_slice(&a.weights[i..]);
    out.names.extend_from_slice(&a.names[i..]);
    out.weights.extend(b.weights[j..].iter().map(|before| before + weight));
    out.names.extend(b.names[j..].iter().map(|before| before | name));
    out
}

/// Winning coalitions by size, and those with each player of one half.
#[derive(Default)]
struct Met {
    winning: Vec<u64>,
    with: Vec<Vec<u64>>,
}

/// For every subset of one half, how many of the other half it wins with. Signs may bring sums below nought on the
/// way: they are kept modulo 2^64, and what they come to lies within it.
fn partners(half: &Half, other: &Half, corners: &[Corners], players: usize) -> Met {
    let groups = half.players.div_ceil(GROUP);
    let mut met = Met { winning: vec![0; players + 1], with: vec![vec![0; players + 1]; half.players] };
    let mut sums = vec![0u64; groups << GROUP];
    let (mut counts, mut scratch) = (Vec::new(), Vec::new());
    for (size, corners) in corners.iter().enumerate() {
        if corners.is_empty() {
            continue;
        }
        sums.fill(0);
        for mine in size.saturating_sub(other.players)..=size.min(half.players) {
            let theirs = size - mine;
            for (corner, sign) in corners {
                let columns: Vec<usize> = (0..corner.len()).filter(|column| corner[*column] > 0).collect();
                let first = columns.first().copied().unwrap_or(0);
                let (a, b) = (&half.sorted[first][mine], &other.sorted[first][theirs]);
                match columns.as_slice() {
                    [] => counts = vec![b.names.len() as u64; a.names.len()],
                    [column] => reaching(&a.weights, &b.weights, corner[*column], &mut counts),
                    [_, second, ..] => {
                        let their = other.weights_of(theirs, first, *second, &mut scratch);
                        let my = half.weights_of(mine, first, *second, &mut scratch);
                        reaching_both(
                            (&a.weights, &my),
                            (&b.weights, &their),
                            (corner[first], corner[*second]),
                            &mut counts,
                        );
                    }
                }
                let sign = sign.cast_unsigned();
                for (name, count) in a.names.iter().zip(&counts) {
                    let count = count.wrapping_mul(sign);
                    let name = *name as usize;
                    met.winning[size] = met.winning[size].wrapping_add(count);
                    for group in 0..groups {
                        let entry =
                            &mut sums[(group << GROUP) | ((name >> (group * GROUP)) & ((1 << GROUP) - 1))];
                        *entry = entry.wrapping_add(count);
                    }
                }
            }
        }
        for (player, with) in met.with.iter_mut().enumerate() {
            let (group, bit) = (player / GROUP, player % GROUP);
            let sums = &sums[group << GROUP..(group + 1) << GROUP];
            let having = sums.iter().enumerate().filter(|(name, _)| name >> bit & 1 == 1);
            with[size] = having.fold(0u64, |sum, (_, count)| sum.wrapping_add(*count));
        }
    }
    met
}

/// For each of `a`, how many of `b` bring it to the least weight. Both are sorted.
fn reaching(a: &[u64], b: &[u64], least: u128, counts: &mut Vec<u64>) {
    // INVARIANT: a least weight is at most a column's total, and that fits.
    let least = u64::try_from(least).unwrap_or(u64::MAX);
    counts.clear();
    let mut lighter = b.len();
    counts.extend(a.iter().map(|weight| {
        let lacks = least.saturating_sub(*weight);
        while lighter > 0 && b[lighter - 1] >= lacks {
            lighter -= 1;
        }
        (b.len() - lighter) as u64
    }));
}

/// The same for two columns at once: while those of `a` grow heavier in the first, ever more of `b` suffice there,
/// and a tree of partial sums over ranks (Fenwick 1994) tells how many of them suffice in the second.
fn reaching_both(a: (&[u64], &[u64]), b: (&[u64], &[u64]), least: (u128, u128), counts: &mut Vec<u64>) {
    let narrow = |least: u128| u64::try_from(least).unwrap_or(u64::MAX);
    let (first, second) = (narrow(least.0), narrow(least.1));
    let mut ranked = b.1.to_vec();
    ranked.sort_unstable();
    let mut tree = vec![0u64; ranked.len() + 1];
    let (mut lighter, mut inside) = (b.0.len(), 0u64);
    counts.clear();
    for (weight, other) in a.0.iter().zip(a.1) {
        while lighter > 0 && b.0[lighter - 1] >= first.saturating_sub(*weight) {
            lighter -= 1;
            inside += 1;
            let mut at = ranked.partition_point(|ranked| *ranked < b.1[lighter]) + 1;
            while at < tree.len() {
                tree[at] += 1;
                at += at & at.wrapping_neg();
            }
        }
        let mut at = ranked.partition_point(|ranked| *ranked < second.saturating_sub(*other));
        let mut short = 0;
        while at > 0 {
            short += tree[at];
            at -= at & at.wrapping_neg();
        }
        counts.push(inside - short);
    }
}
