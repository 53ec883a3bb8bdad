//! Divisor methods: guess the divisor in floating point, then set right in exact integers whatever the guess missed.

use super::{Apportionment, SeatsError, Tie, claim::Claim, method::Signposts};
use std::{cmp::Reverse, collections::BinaryHeap};

/// Seats by a divisor method, `base` of each player's seats being given beforehand.
pub fn apportion(
    weights: &[u64],
    seats: u64,
    signposts: Signposts,
    base: u64,
    min: u64,
    max: u64,
) -> Result<Apportionment, SeatsError> {
    let first = if signposts.first_is_free() { min.max(base + 1) } else { min };
    let start: Vec<u64> = weights.iter().map(|weight| if *weight == 0 { min } else { first }).collect();
    let taken: u64 = start.iter().sum();
    if taken > seats {
        let players = weights.iter().filter(|weight| **weight > 0).count();
        return Err(SeatsError::FirstSeats { players, seats });
    }
    if max < first {
        return Err(SeatsError::MinimumAboveMaximum { min: first, max });
    }
    let mut race = Race { weights, signposts, base, start, max, held: Vec::new() };
    race.held = race.guess(seats);
    race.settle(seats);
    let ties = race.share_ties();
    Ok(Apportionment { seats: race.held, ties, exponent: None })
}

/// The seats held so far, and who may claim more.
struct Race<'w> {
    weights: &'w [u64],
    signposts: Signposts,
    base: u64,
    /// What each begins with, and cannot lose.
    start: Vec<u64>,
    max: u64,
    held: Vec<u64>,
}

impl Race<'_> {
    /// The claim of a player to one more seat, where it may have one.
    fn next(&self, player: usize) -> Option<Claim> {
        let held = self.held[player];
        let may = self.weights[player] > 0 && held < self.max;
        may.then(|| self.signposts.claim(self.weights[player], held - self.base))
    }

    /// The claim by which a player has its last seat, where it could lose it.
    fn last(&self, player: usize) -> Option<Claim> {
        let held = self.held[player];
        (held > self.start[player]).then(|| self.signposts.claim(self.weights[player], held - 1 - self.base))
    }

    /// Clamped seats for a multiplier found by bisection: right but for ties and the error of floating point.
    fn guess(&self, seats: u64) -> Vec<u64> {
        let measures: Vec<f64> = self.weights.iter().map(|weight| self.signposts.measure(*weight)).collect();
        let of = |multiplier: f64| -> (u64, Vec<u64>) {
            let mut sum = 0;
            let held = measures.iter().zip(&self.start).map(|(measure, start)| {
                let held = if *measure > 0.0 {
                    let rounded = whole(self.signposts.below(measure * multiplier));
                    rounded.saturating_add(self.base).clamp(*start, self.max)
                } else {
                    *start
                };
                sum += held;
                held
            });
            let held = held.collect();
            (sum, held)
        };
        let (mut low, mut high) = (0.0, approximately(seats) / measures.iter().sum::<f64>());
        let (mut sum, mut held) = of(high);
        // INVARIANT: the maxima allow as many seats as are asked for, so doubling ends.
        while sum < seats && high.is_finite() {
            low = high;
            high *= 2.0;
            (sum, held) = of(high);
        }
        for _ in 0..64 {
            if sum == seats {
                break;
            }
            let middle = f64::midpoint(low, high);
            if middle <= low || middle >= high {
                break;
            }
            let (at_middle, tried) = of(middle);
            if at_middle < seats {
                low = middle
            } else {
                high = middle
            }
            // The nearer sum leaves less to set right.
            if at_middle.abs_diff(seats) <= sum.abs_diff(seats) {
                (sum, held) = (at_middle, tried);
            }
        }
        held
    }

    /// Makes the seats add up, and moves seats until no claim unserved is stronger than one served.
    fn settle(&mut self, seats: u64) {
        let players = 0..self.weights.len();
        let mut next: BinaryHeap<_> =
            players.clone().filter_map(|at| Some((self.next(at)?, at, self.held[at]))).collect();
        let mut last: BinaryHeap<_> =
            players.filter_map(|at| Some(Reverse((self.last(at)?, at, self.held[at])))).collect();
        let mut sum: u64 = self.held.iter().sum();
        loop {
            // What was said of a player before its seats changed is out of date.
            while next.peek().is_some_and(|(_, at, held)| self.held[*at] != *held) {
                next.pop();
            }
            while last.peek().is_some_and(|Reverse((_, at, held))| self.held[*at] != *held) {
                last.pop();
            }
            let stronger = match (next.peek(), last.peek()) {
                (Some((claim, ..)), Some(Reverse((served, ..)))) => claim > served,
                _ => false,
            };
            let changed = if sum > seats || (sum == seats && stronger) {
                let Some(Reverse((_, at, _))) = last.pop() else { return };
                self.held[at] -= 1;
                sum -= 1;
                at
            } else if sum < seats {
                let Some((_, at, _)) = next.pop() else { return };
                self.held[at] += 1;
                sum += 1;
                at
            } else {
                return;
            };
            next.extend(self.next(changed).map(|claim| (claim, changed, self.held[changed])));
            last.extend(self.last(changed).map(|claim| Reverse((claim, changed, self.held[changed]))));
        }
    }

    /// The players whose claim equals the weakest that was served, if not all of them were; the first are served.
    fn share_ties(&mut self) -> Vec<Tie> {
        let players = 0..self.weights.len();
        let Some(weakest) = players.clone().filter_map(|at| self.last(at)).min() else { return Vec::new() };
        let equal = |claim: Option<Claim>| claim.is_some_and(|claim| claim == weakest);
        let served: Vec<usize> = players.clone().filter(|at| equal(self.last(*at))).collect();
        let unserved: Vec<usize> = players.filter(|at| equal(self.next(*at))).collect();
        if unserved.is_empty() {
            return Vec::new();
        }
        for player in &served {
            self.held[*player] -= 1;
        }
        let mut tied = [served.as_slice(), &unserved].concat();
        tied.sort_unstable();
        for player in &tied[..served.len()] {
            self.held[*player] += 1;
        }
        vec![Tie { players: tied, seats: served.len() }]
    }
}

#[expect(clippy::cast_precision_loss, reason = "a first guess, which exact comparisons correct")]
fn approximately(seats: u64) -> f64 {
    seats as f64
}

/// The whole number that a double holds. Whatever exceeds the range is held at its end, as the bounds hold it anyway.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number, and a first guess, which exact comparisons correct"
)]
fn whole(number: f64) -> u64 {
    number as u64
}
