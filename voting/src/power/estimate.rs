//! Estimating what is too large to count: random coalitions, in strata of size, with the rounded game as control.
//!
//! The rounded game is counted exactly; what is estimated is only its difference from the full game. The heaviest
//! players are not drawn: for each draw of the others, those of their subsets on which the two games can differ are
//! found by bisection in sorted lists, and every one is evaluated. Draws come in independent replicates, and the
//! interval is Student's over their results, at 95%.

use super::{
    counts::{Counts, total},
    game::Game,
    natural::Natural,
};

mod draw;
mod pairs;
mod random;
mod strata;

use draw::Sampler;
pub(super) use random::Random;

/// Independent replicates of the whole design.
pub(super) const REPLICATES: u64 = 32;

/// Student's t for 31 degrees of freedom at 97.5%.
const STUDENT: f64 = 2.0395;

/// A figure that was estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimated {
    /// The estimate.
    pub value: f64,
    /// Half the width of the interval that holds the true figure in 95 of 100 estimates; nought where nothing had to
    /// be drawn.
    pub half_width: f64,
}

/// The estimated power of a player. See [`Power`](super::Power) for what the figures mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EstimatedPower {
    /// Penrose–Banzhaf, absolute.
    pub banzhaf: Estimated,
    /// Its share of all players' sum.
    pub banzhaf_share: Estimated,
    /// Shapley–Shubik.
    pub shapley_shubik: Estimated,
    /// Coleman's power to prevent action.
    pub prevent: Estimated,
    /// Coleman's power to initiate action.
    pub initiate: Estimated,
}

/// The estimated power of all players of a game.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Player by player, in order.
    pub power: Vec<EstimatedPower>,
    /// Coleman's power of the collectivity to act.
    pub act: Estimated,
    /// How many coalitions were drawn.
    pub draws: u64,
    /// The parts to which the control's weights were rounded, where there was a control.
    pub control: Option<u64>,
    /// What the draws follow from.
    pub seed: u64,
}

/// Sums of one replicate, or of the control: what the figures follow from.
#[derive(Clone)]
struct Sums {
    act: f64,
    banzhaf: Vec<f64>,
    shapley: Vec<f64>,
}

/// Estimates the power in a game, with a rounded game and its exact counts as control where there is one.
///
/// `draws` is the number of coalitions drawn, in round numbers. The same seed gives the same estimate on any number
/// of threads.
pub fn estimate(
    game: &Game,
    control: Option<(&Game, &Counts)>,
    draws: u64,
    seed: u64,
    threads: usize,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Estimate {
    let pairs = control.and_then(|(rounded, _)| pairs::pair(game, rounded));
    let control = control.filter(|_| pairs.is_some());
    let sampler = Sampler::new(game, control.map(|(rounded, _)| rounded), pairs.unwrap_or_default(), draws);
    let next = std::sync::atomic::AtomicU64::new(0);
    let work = || {
        let mut out = Vec::new();
        loop {
            let replicate = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if replicate >= REPLICATES {
                return out;
            }
            out.push((replicate, sampler.replicate(seed, replicate)));
            progress(usize::try_from(replicate).unwrap_or(0) + 1, usize::try_from(REPLICATES).unwrap_or(0));
        }
    };
    let mut replicates: Vec<(u64, Sums)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    });
    replicates.sort_by_key(|(replicate, _)| *replicate);
    let base = control.map_or_else(|| Sums::nothing(game.len()), |(_, counts)| Sums::of(counts));
    let replicates: Vec<Sums> = replicates.into_iter().map(|(_, sums)| sums.plus(&base)).collect();
    let mean = Sums::mean(&replicates);
    let figures: Vec<Figures> = replicates.iter().map(Sums::figures).collect();
    let centre = mean.figures();
    let power = (0..game.len())
        .map(|player| {
            let about = |pick: fn(&Figures) -> &Vec<f64>| {
                interval(pick(&centre)[player], figures.iter().map(|figures| pick(figures)[player]))
            };
            EstimatedPower {
                banzhaf: about(|figures| &figures.banzhaf),
                banzhaf_share: about(|figures| &figures.share),
                shapley_shubik: about(|figures| &figures.shapley),
                prevent: about(|figures| &figures.prevent),
                initiate: about(|figures| &figures.initiate),
            }
        })
        .collect();
    Estimate {
        power,
        act: interval(mean.act, replicates.iter().map(|sums| sums.act)),
        draws: sampler.draws(),
        control: control.and_then(|(rounded, _)| rounded.resolution()),
        seed,
    }
}

pub(super) fn interval(value: f64, replicates: impl Iterator<Item = f64> + Clone) -> Estimated {
    let count = REPLICATES as f64;
    let mean = replicates.clone().sum::<f64>() / count;
    let squares: f64 = replicates.map(|one| (one - mean) * (one - mean)).sum();
    Estimated { value, half_width: STUDENT * (squares / (count - 1.0) / count).sqrt() }
}

/// The figures of all players.
struct Figures {
    banzhaf: Vec<f64>,
    share: Vec<f64>,
    shapley: Vec<f64>,
    prevent: Vec<f64>,
    initiate: Vec<f64>,
}

impl Sums {
    fn nothing(players: usize) -> Self {
        Self { act: 0.0, banzhaf: vec![0.0; players], shapley: vec![0.0; players] }
    }

    fn of(counts: &Counts) -> Self {
        let power = counts.power();
        let everything = Natural::power_of_two(counts.players());
        Self {
            act: total(&counts.winning).ratio(&everything),
            banzhaf: power.iter().map(|power| power.banzhaf).collect(),
            shapley: power.iter().map(|power| power.shapley_shubik).collect(),
        }
    }

    fn plus(mut self, other: &Self) -> Self {
        self.act += other.act;
        self.banzhaf.iter_mut().zip(&other.banzhaf).for_each(|(sum, more)| *sum += more);
        self.shapley.iter_mut().zip(&other.shapley).for_each(|(sum, more)| *sum += more);
        self
    }

    fn mean(replicates: &[Self]) -> Self {
        let players = replicates.first().map_or(0, |sums| sums.banzhaf.len());
        let mut mean = replicates.iter().fold(Self::nothing(players), |mean, sums| mean.plus(sums));
        let count = replicates.len() as f64;
        mean.act /= count;
        mean.banzhaf.iter_mut().chain(&mut mean.shapley).for_each(|sum| *sum /= count);
        mean
    }

    fn figures(&self) -> Figures {
        let all: f64 = self.banzhaf.iter().sum();
        let part = |whole: f64| -> Vec<f64> {
            self.banzhaf.iter().map(|banzhaf| if whole > 0.0 { banzhaf / whole } else { 0.0 }).collect()
        };
        Figures {
            banzhaf: self.banzhaf.clone(),
            share: part(all),
            shapley: self.shapley.clone(),
            // Swings are of 2^(n-1) coalitions, `act` is of 2^n.
            prevent: part(2.0 * self.act),
            initiate: part(2.0 * (1.0 - self.act)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replicates that lie one above and one below their mean in turn vary by n / (n − 1), so that the standard error of the
    /// mean is 1 / √(n − 1); where all agree there is nothing to be unsure of.
    #[test]
    fn an_interval_is_students_over_the_replicates() {
        let about = |spread: f64| {
            let turns = (0..REPLICATES).map(move |turn| 5.0 + if turn % 2 == 0 { spread } else { -spread });
            interval(5.0, turns)
        };
        let found = about(1.0);
        assert_eq!(found.value, 5.0);
        assert!(
            (found.half_width - STUDENT / (REPLICATES as f64 - 1.0).sqrt()).abs() < 1e-12,
            "{}",
            found.half_width
        );
        assert!((about(3.0).half_width - 3.0 * found.half_width).abs() < 1e-12);
        assert_eq!(about(0.0).half_width, 0.0);
    }
}
