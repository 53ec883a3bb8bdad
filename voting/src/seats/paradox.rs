//! The paradoxes of apportionment, looked for in a given case (Balinski and Young 1982, chapters 5 to 10).

use super::{Apportionment, Bounds, Method, SeatsError, apportion};

/// What was found. A change counts only where it holds however ties fall.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paradoxes {
    /// Alabama: a player has fewer seats in a house of one more. The house sizes before, and the players.
    pub house: Vec<(u64, Vec<usize>)>,
    /// Population: one player grows by a hundredth, no other changes, and yet a seat passes between two others.
    pub population: Vec<Transfer>,
    /// Oklahoma: a player leaves with its seats, and a seat passes between two that stay.
    pub new_state: Vec<Transfer>,
    /// Fewer seats than the whole quota, or more than the next whole number.
    pub quota: Vec<QuotaViolation>,
}

impl Paradoxes {
    /// Was nothing found?
    pub fn is_empty(&self) -> bool {
        self.house.is_empty()
            && self.population.is_empty()
            && self.new_state.is_empty()
            && self.quota.is_empty()
    }
}

/// A seat that passes between two players for no reason of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Transfer {
    /// Who grew or left; where the weights of two censuses are compared, whoever gained.
    pub cause: usize,
    /// Who lost.
    pub from: usize,
    /// Who gained.
    pub to: usize,
}

/// Seats outside the quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct QuotaViolation {
    /// Whose.
    pub player: usize,
    /// The seats.
    pub seats: u64,
    /// The whole quota, rounded down.
    pub lower: u64,
    /// The next whole number, or the quota itself where it is whole.
    pub upper: u64,
}

/// The most house sizes, and the most players, that are tried one by one.
const MOST_TRIALS: usize = 2_000;

/// Looks for all four in the apportionment of `seats`. The house paradox is looked for from the smallest house that the
/// bounds allow up to one of `seats` + 1, at most 2,000 sizes; population and new-state paradoxes among the first
/// 2,000 players.
///
/// # Errors
///
/// As [`apportion`].
pub fn paradoxes(
    weights: &[u64],
    seats: u64,
    method: Method,
    bounds: Bounds,
) -> Result<Paradoxes, SeatsError> {
    let now = apportion(weights, seats, method, bounds)?;
    let first = seats.saturating_sub(u64::try_from(MOST_TRIALS).unwrap_or(u64::MAX));
    Ok(Paradoxes {
        house: house_paradoxes(weights, first.max(1)..=seats, method, bounds),
        population: grown(weights, seats, method, bounds, &now),
        new_state: left(weights, seats, method, bounds, &now),
        quota: quota_violations(weights, seats, &now),
    })
}

/// The house sizes h among `houses` of which the house of h + 1 gives some player fewer seats, and those players. Sizes
/// that cannot be apportioned are passed over.
pub fn house_paradoxes(
    weights: &[u64],
    houses: std::ops::RangeInclusive<u64>,
    method: Method,
    bounds: Bounds,
) -> Vec<(u64, Vec<usize>)> {
    let mut found = Vec::new();
    let mut before = None;
    for house in *houses.start()..=houses.end().saturating_add(1) {
        let after = apportion(weights, house, method, bounds).ok();
        if let (Some(before), Some(after)) = (&before, &after) {
            let losers: Vec<usize> =
                (0..weights.len()).filter(|player| lost(before, after, *player)).collect();
            if !losers.is_empty() {
                found.push((house - 1, losers));
            }
        }
        before = after;
    }
    found
}

/// The pairs of which one grew at least as fast as the other, from one census to the next, and yet lost a seat while
/// the other gained one.
///
/// # Errors
///
/// As [`apportion`].
pub fn population_paradoxes(
    earlier: &[u64],
    later: &[u64],
    seats: u64,
    method: Method,
    bounds: Bounds,
) -> Result<Vec<Transfer>, SeatsError> {
    let before = apportion(earlier, seats, method, bounds)?;
    let after = apportion(later, seats, method, bounds)?;
    let players = 0..earlier.len();
    let losers: Vec<usize> = players.clone().filter(|player| lost(&before, &after, *player)).collect();
    let winners: Vec<usize> = players.filter(|player| lost(&after, &before, *player)).collect();
    let grew_as_fast = |one: usize, other: usize| {
        u128::from(later[one]) * u128::from(earlier[other])
            >= u128::from(later[other]) * u128::from(earlier[one])
    };
    let pairs = losers.iter().flat_map(|from| winners.iter().map(move |to| (*from, *to)));
    Ok(pairs
        .filter(|(from, to)| grew_as_fast(*from, *to))
        .map(|(from, to)| Transfer { cause: to, from, to })
        .collect())
}

/// Has a player fewer seats after than before, however ties fall?
fn lost(before: &Apportionment, after: &Apportionment, player: usize) -> bool {
    after.range(player).1 < before.range(player).0
}

/// A seat that passes between two players other than `cause`.
fn transfer(before: &Apportionment, after: &Apportionment, cause: usize) -> Option<Transfer> {
    let others = (0..before.seats.len()).filter(|player| *player != cause);
    let from = others.clone().find(|player| lost(before, after, *player))?;
    let to = others.clone().find(|player| lost(after, before, *player))?;
    Some(Transfer { cause, from, to })
}

fn grown(weights: &[u64], seats: u64, method: Method, bounds: Bounds, now: &Apportionment) -> Vec<Transfer> {
    let one_grows = |player: usize| {
        let mut later = weights.to_vec();
        later[player] = later[player].checked_add((later[player] / 100).max(1))?;
        transfer(now, &apportion(&later, seats, method, bounds).ok()?, player)
    };
    (0..weights.len().min(MOST_TRIALS)).filter(|player| weights[*player] > 0).filter_map(one_grows).collect()
}

fn left(weights: &[u64], seats: u64, method: Method, bounds: Bounds, now: &Apportionment) -> Vec<Transfer> {
    let one_leaves = |player: usize| {
        // Which seats leave is only certain where the player is in no tie.
        let (fewest, most) = now.range(player);
        if fewest != most {
            return None;
        }
        let mut others = weights.to_vec();
        others.remove(player);
        let mut after = apportion(&others, seats.checked_sub(most)?, method, bounds).ok()?;
        after.seats.insert(player, most);
        for tie in &mut after.ties {
            for place in &mut tie.players {
                *place += usize::from(*place >= player);
            }
        }
        transfer(now, &after, player)
    };
    (0..weights.len().min(MOST_TRIALS)).filter_map(one_leaves).collect()
}

/// Seats below ⌊q⌋ or above ⌈q⌉ for the quota q = p N / P.
fn quota_violations(weights: &[u64], seats: u64, now: &Apportionment) -> Vec<QuotaViolation> {
    let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    let violation = |(player, weight): (usize, &u64)| {
        let scaled = u128::from(*weight) * u128::from(seats);
        // INVARIANT: a quota is at most the seats there are.
        let lower = u64::try_from(scaled / total).ok()?;
        let upper = u64::try_from(scaled.div_ceil(total)).ok()?;
        let (fewest, most) = now.range(player);
        let outside = most < lower || fewest > upper;
        outside.then_some(QuotaViolation { player, seats: now.seats[player], lower, upper })
    };
    weights.iter().enumerate().filter_map(violation).collect()
}
