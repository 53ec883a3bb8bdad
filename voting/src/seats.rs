//! Apportionment: so many seats among players by their weights, exactly, with every tie reported as a set.
//!
//! Divisor methods give the *s*-th seat to whoever's weight, divided by the signpost *d(s − 1)*, is largest; quota
//! methods give whole quotas first and then the largest remainders (M. L. Balinski and H. P. Young, *Fair
//! Representation*, 1982, appendix A). All comparisons are made between integers of up to 256 bits: the claims of
//! Huntington–Hill and of the square-root method are irrational and are compared by their squares.
//!
//! ```
//! use voting::seats::{Bounds, Method, apportion};
//!
//! // Balinski and Young 1982: five states, 26 seats, and each of the five classical methods answers differently.
//! let weights = [9061, 7179, 5259, 3319, 1182];
//! let webster = apportion(&weights, 26, Method::Webster, Bounds::default())?;
//! assert_eq!(webster.seats, [9, 8, 5, 3, 1]);
//! # Ok::<(), voting::seats::SeatsError>(())
//! ```

mod claim;
mod degressive;
mod divisor;
mod error;
mod method;
mod paradox;
mod power_weighted;
mod quota;

pub use degressive::{Degression, Violation, degression};
pub use error::SeatsError;
pub use method::Method;
pub use paradox::{Paradoxes, QuotaViolation, Transfer, house_paradoxes, paradoxes, population_paradoxes};

use method::Kind;

/// The most seats that are apportioned.
pub const MOST_SEATS: u64 = 1_000_000_000;

/// The least and the most that a player may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The least; where absent, that of the method: six under the Cambridge Compromise, otherwise none.
    pub min: Option<u64>,
    /// The most.
    pub max: Option<u64>,
}

/// Players with exactly equal claims of whom only some could be served.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tie {
    /// Their places, ascending.
    pub players: Vec<usize>,
    /// How many seats they had to share out, one each.
    pub seats: usize,
}

/// Who gets how many seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apportionment {
    /// One entry a player. In a tie the first players of the set are served; only [`Apportionment::ties`] says so.
    pub seats: Vec<u64>,
    /// The ties.
    pub ties: Vec<Tie>,
    /// Under [`Method::CambridgePower`] the exponent of the weights, in ten thousandths.
    pub exponent: Option<u32>,
}

impl Apportionment {
    /// The fewest and the most seats that a player can have, however the ties fall.
    pub fn range(&self, player: usize) -> (u64, u64) {
        let served = self.seats[player];
        match self.ties.iter().find_map(|tie| Some((tie, tie.players.iter().position(|one| *one == player)?)))
        {
            Some((tie, place)) if place < tie.seats => (served - 1, served),
            Some(_) => (served, served + 1),
            None => (served, served),
        }
    }
}

/// Apportions `seats` among players by their weights.
///
/// Divisor methods clamp the rounded quota to the bounds, with a divisor such that the clamped seats add up; which is
/// the same as handing out seats one by one from the minimum on and passing over whoever has the maximum. Where the
/// first signpost is 0 (Adams, Dean, Huntington–Hill) everybody with a weight has a first seat. For the bounds of
/// quota methods see [`Method::Hamilton`].
///
/// # Errors
///
/// Where no apportionment meets what is asked, or the method does not define one.
pub fn apportion(
    weights: &[u64],
    seats: u64,
    method: Method,
    bounds: Bounds,
) -> Result<Apportionment, SeatsError> {
    let min = bounds.min.unwrap_or(method.least());
    let max = bounds.max.unwrap_or(MOST_SEATS);
    check(weights, seats, min, max)?;
    match method.kind() {
        Kind::Divisor(signposts) => divisor::apportion(weights, seats, signposts, 0, min, max),
        Kind::Cambridge => {
            divisor::apportion(weights, seats, method::Signposts::Adams, min.saturating_sub(1), min, max)
        }
        Kind::PowerWeighted => {
            let max = bounds.max.ok_or(SeatsError::NeedsMaximum)?;
            power_weighted::apportion(weights, seats, min, max)
        }
        Kind::Quota(quota) => quota::apportion(weights, seats, quota, min, bounds.max),
    }
}

fn check(weights: &[u64], seats: u64, min: u64, max: u64) -> Result<(), SeatsError> {
    let players = weights.len();
    if players == 0 {
        return Err(SeatsError::NoPlayers);
    }
    if weights.iter().all(|weight| *weight == 0) {
        return Err(SeatsError::NoWeight);
    }
    if seats == 0 {
        return Err(SeatsError::NoSeats);
    }
    if seats > MOST_SEATS {
        return Err(SeatsError::TooManySeats(seats));
    }
    if min > max {
        return Err(SeatsError::MinimumAboveMaximum { min, max });
    }
    if count(players) * u128::from(min) > u128::from(seats) {
        return Err(SeatsError::Minimum { min, players, seats });
    }
    // Whoever has no weight never rises above the minimum.
    let most = weights.iter().map(|weight| u128::from(if *weight == 0 { min } else { max })).sum::<u128>();
    if most < u128::from(seats) {
        return Err(SeatsError::Maximum { max, players, seats });
    }
    Ok(())
}

/// A number of players as a number of seats. INVARIANT: a `usize` has at most 64 bits.
fn count(players: usize) -> u128 {
    u128::try_from(players).unwrap_or(u128::MAX)
}
