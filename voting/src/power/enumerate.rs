//! Counting by looking at every coalition, 64 at a time: for few players and rules of any shape.

use super::{
    counts::Counts,
    game::{Game, Tree},
    natural::Natural,
};

/// Players whose coalitions make up one word of 64 bits.
const LOW: usize = 6;

/// Which of the 64 coalitions of the low players have the given one.
const HAS: [u64; LOW] = [
    0xAAAA_AAAA_AAAA_AAAA,
    0xCCCC_CCCC_CCCC_CCCC,
    0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00,
    0xFFFF_0000_FFFF_0000,
    0xFFFF_FFFF_0000_0000,
];

/// The most players whose coalitions are looked at one by one.
pub(super) const MOST: usize = 40;

/// Counts the winning coalitions of at most [`MOST`] players, on so many threads.
pub(super) fn count(game: &Game, threads: usize) -> Counts {
    let words = 1usize << game.len().saturating_sub(LOW);
    let threads = if words < 1 << 12 { 1 } else { threads.max(1) };
    let shares: Vec<_> =
        (0..threads).map(|part| (words * part / threads)..(words * (part + 1) / threads)).collect();
    let parts: Vec<Tally> = if threads == 1 {
        shares.into_iter().map(|share| Scan::new(game).run(share)).collect()
    } else {
        std::thread::scope(|scope| {
            let workers: Vec<_> =
                shares.into_iter().map(|share| scope.spawn(|| Scan::new(game).run(share))).collect();
            workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
        })
    };
    let sum = |pick: &dyn Fn(&Tally) -> u64| Natural::from(parts.iter().map(pick).sum::<u64>());
    let (types, examples) = game.types();
    let sizes = 0..=game.len();
    Counts {
        winning: sizes.clone().map(|size| sum(&|part| part.winning[size])).collect(),
        with: examples
            .iter()
            .map(|player| sizes.clone().map(|size| sum(&|part| part.with[*player][size])).collect())
            .collect(),
        types,
    }
}

struct Tally {
    winning: Vec<u64>,
    with: Vec<Vec<u64>>,
}

/// What stays the same from word to word.
struct Scan<'g> {
    game: &'g Game,
    /// How many players are low, at most [`LOW`].
    low: usize,
    /// By column, what each coalition of the low players weighs.
    sums: Vec<[u128; 64]>,
    /// By size, which coalitions of the low players have it.
    sizes: [u64; LOW + 1],
}

impl<'g> Scan<'g> {
    fn new(game: &'g Game) -> Self {
        let low = game.len().min(LOW);
        let sums = game.columns.iter().map(|column| {
            std::array::from_fn(|set| {
                (0..low)
                    .filter(|player| set >> player & 1 == 1)
                    .map(|player| u128::from(column[player]))
                    .sum()
            })
        });
        let mut sizes = [0; LOW + 1];
        for set in 0..1u64 << low {
            sizes[set.count_ones() as usize] |= 1 << set;
        }
        Self { game, low, sums: sums.collect(), sizes }
    }

    fn run(&self, words: std::ops::Range<usize>) -> Tally {
        let players = self.game.len();
        let mut tally = Tally { winning: vec![0; players + 1], with: vec![vec![0; players + 1]; players] };
        let mut weights = vec![0u128; self.game.columns.len()];
        for high in words {
            let inside =
                || (0..players - self.low).filter(|place| high >> place & 1 == 1).map(|p| p + self.low);
            for (weight, column) in weights.iter_mut().zip(&self.game.columns) {
                *weight = inside().map(|player| u128::from(column[player])).sum();
            }
            let size = high.count_ones() as usize;
            let word = self.word(&self.game.tree, size, &weights);
            if word == 0 {
                continue;
            }
            for (more, of_size) in self.sizes[..=self.low].iter().enumerate() {
                let wins = word & of_size;
                let count = u64::from(wins.count_ones());
                tally.winning[size + more] += count;
                inside().for_each(|player| tally.with[player][size + more] += count);
                for (player, has) in HAS[..self.low].iter().enumerate() {
                    tally.with[player][size + more] += u64::from((wins & has).count_ones());
                }
            }
        }
        tally
    }

    /// Which of the low players' coalitions win together with these high ones.
    fn word(&self, tree: &Tree, size: usize, weights: &[u128]) -> u64 {
        match tree {
            Tree::Const(value) => {
                if *value {
                    u64::MAX
                } else {
                    0
                }
            }
            Tree::Size(least) => (0..=self.low)
                .filter(|more| size + more >= *least)
                .fold(0, |word, more| word | self.sizes[more]),
            Tree::Weight(column, least) => {
                let (have, sums) = (weights[*column], &self.sums[*column]);
                if have >= *least {
                    return u64::MAX;
                }
                let lacks = least - have;
                if sums[(1 << self.low) - 1] < lacks {
                    return 0;
                }
                sums.iter().enumerate().fold(0, |word, (set, sum)| word | u64::from(*sum >= lacks) << set)
            }
            Tree::All(parts) => {
                parts.iter().fold(
                    u64::MAX,
                    |word, part| {
                        if word == 0 { 0 } else { word & self.word(part, size, weights) }
                    },
                )
            }
            Tree::Any(parts) => parts.iter().fold(0, |word, part| {
                if word == u64::MAX { word } else { word | self.word(part, size, weights) }
            }),
        }
    }
}
