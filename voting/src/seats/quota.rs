//! Quota methods: whole quotas, then the largest remainders.

use super::{Apportionment, SeatsError, Tie, method::Quota};

/// Seats by largest remainders.
pub fn apportion(
    weights: &[u64],
    seats: u64,
    quota: Quota,
    min: u64,
    max: Option<u64>,
) -> Result<Apportionment, SeatsError> {
    let mut held = vec![None; weights.len()];
    let mut open: Vec<usize> = (0..weights.len()).collect();
    let mut left = seats;
    let shares = loop {
        let shares = Shares::of(&open, weights, left, quota)?;
        let Some(max) = max else { break shares };
        let full: Vec<usize> =
            shares.each.iter().filter(|share| share.whole >= max).map(|share| share.player).collect();
        if full.is_empty() {
            break shares;
        }
        for player in full {
            held[player] = Some(max);
            let given = seats - left + max;
            left = left.checked_sub(max).ok_or(SeatsError::OverAllocated { given, seats })?;
            open.retain(|other| *other != player);
        }
    };
    let mut remainders: Vec<&Share> = Vec::new();
    for share in &shares.each {
        let lifted = share.whole < min;
        held[share.player] = Some(if lifted { min } else { share.whole });
        if !lifted {
            remainders.push(share);
        }
    }
    let given: u64 = held.iter().flatten().sum();
    if given > seats {
        return Err(match quota {
            Quota::Imperiali if shares.each.iter().all(|share| share.whole >= min) => {
                SeatsError::OverAllocated { given, seats }
            }
            _ => SeatsError::LiftedTooMany { min, given, seats },
        });
    }
    let left = usize::try_from(seats - given).unwrap_or(usize::MAX);
    if left > remainders.len() {
        return Err(SeatsError::QuotaTooLarge { left: seats - given, players: remainders.len() });
    }
    let mut held: Vec<u64> = held.into_iter().map(Option::unwrap_or_default).collect();
    remainders.sort_by_key(|share| (std::cmp::Reverse(share.remainder), share.player));
    for share in &remainders[..left] {
        held[share.player] += 1;
    }
    Ok(Apportionment { seats: held, ties: ties(&remainders, left), exponent: None })
}

/// The players whose remainder equals the least that was served, if not all of them were.
fn ties(remainders: &[&Share], served: usize) -> Vec<Tie> {
    let (Some(last), Some(next)) = (served.checked_sub(1).map(|at| remainders[at]), remainders.get(served))
    else {
        return Vec::new();
    };
    if last.remainder != next.remainder {
        return Vec::new();
    }
    let equal = |share: &&&Share| share.remainder == last.remainder;
    let players: Vec<usize> = remainders.iter().filter(equal).map(|share| share.player).collect();
    let seats = remainders[..served].iter().filter(equal).count();
    vec![Tie { players, seats }]
}

/// The whole quotas of the players, and what is left of their weights.
struct Shares {
    each: Vec<Share>,
}

struct Share {
    player: usize,
    whole: u64,
    remainder: u128,
}

impl Shares {
    /// A quota is `total / seats`, `total / (seats + 2)`, or the whole number above `total / (seats + 1)`. Products stay
    /// below 2^96.
    fn of(open: &[usize], weights: &[u64], seats: u64, quota: Quota) -> Result<Self, SeatsError> {
        let total: u128 = open.iter().map(|player| u128::from(weights[*player])).sum();
        let seats = u128::from(seats);
        let (times, by) = match quota {
            Quota::Hare => (seats, total),
            Quota::Imperiali => (seats + 2, total),
            Quota::Droop => (1, total / (seats + 1) + 1),
        };
        let by = by.max(1);
        let share = |player: &usize| {
            let scaled = u128::from(weights[*player]) * times;
            let whole = u64::try_from(scaled / by).map_err(|_| SeatsError::TooManySeats(u64::MAX))?;
            Ok(Share { player: *player, whole, remainder: scaled % by })
        };
        Ok(Self { each: open.iter().map(share).collect::<Result<_, _>>()? })
    }
}
