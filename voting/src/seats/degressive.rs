//! Degressive proportionality: the larger a player, the more seats it has, and the more of its people share a seat.

use super::{
    Bounds, Method,
    claim::Claim,
    method::{Kind, Signposts},
};

/// Two players that break degressive proportionality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Violation {
    /// The larger player.
    pub larger: usize,
    /// The smaller one, which has more seats, or as many people or more behind each of its seats.
    pub smaller: usize,
}

/// Is an apportionment degressively proportional?
///
/// A. Lamassoure and A. Severin (European Parliament resolution of 11 October 2007, point 6): no smaller state has more
/// seats than a larger one, and each member from a larger state represents more citizens than each from a smaller one.
/// The European Council (Decision 2013/312/EU, Article 1) asks the second only of the shares before rounding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Degression {
    /// For each larger player that breaks it, the smaller one that shows it most; none where it holds after rounding.
    pub violations: Vec<Violation>,
    /// Does it hold of the shares before rounding?
    pub before_rounding: bool,
}

/// Checks `seats` that were apportioned by `method` within `bounds`.
pub fn degression(weights: &[u64], seats: &[u64], method: Method, bounds: Bounds) -> Degression {
    Degression {
        violations: violations(weights, seats),
        before_rounding: before_rounding(weights, seats, method, bounds),
    }
}

fn violations(weights: &[u64], seats: &[u64]) -> Vec<Violation> {
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|player| weights[*player]);
    let people =
        |player: usize| Claim { part: u128::from(weights[player]), whole: u128::from(seats[player]) };
    // Among all strictly smaller players: who has most seats, and who has most people behind a seat.
    let (mut most_seats, mut most_people): (Option<usize>, Option<usize>) = (None, None);
    let mut found = Vec::new();
    for equals in order.chunk_by(|a, b| weights[*a] == weights[*b]) {
        for larger in equals {
            let fewer = most_seats.filter(|smaller| seats[*smaller] > seats[*larger]);
            let denser =
                most_people.filter(|smaller| seats[*larger] > 0 && people(*smaller) >= people(*larger));
            found.extend(fewer.or(denser).map(|smaller| Violation { larger: *larger, smaller }));
        }
        for player in equals {
            if most_seats.is_none_or(|most| seats[*player] > seats[most]) {
                most_seats = Some(*player);
            }
            if seats[*player] > 0 && most_people.is_none_or(|most| people(*player) > people(most)) {
                most_people = Some(*player);
            }
        }
    }
    found
}

/// Shares that grow with a base, a power or a root are degressive by their form, and bounds do not change that. Shares in
/// proportion to the weights are not, unless the bounds hold all players but those of one weight.
fn before_rounding(weights: &[u64], seats: &[u64], method: Method, bounds: Bounds) -> bool {
    match method.kind() {
        Kind::Divisor(Signposts::Penrose) => true,
        Kind::Cambridge | Kind::PowerWeighted => bounds.min.is_none_or(|min| min > 1),
        Kind::Divisor(_) | Kind::Quota(_) => {
            let bounded = |held: u64| bounds.min == Some(held) || bounds.max == Some(held);
            let mut free =
                weights.iter().zip(seats).filter(|(_, held)| !bounded(**held)).map(|(weight, _)| weight);
            let first = free.next();
            free.all(|weight| Some(weight) == first)
        }
    }
}
