//! Aids for whoever designs a council: ideal weights, the optimal quota, and how evenly power falls on citizens.

/// Each player's share of the voting power by the square-root rule: in proportion to the square root of its citizens,
/// so that every citizen has the same chance to decide through whichever delegate (Penrose 1946).
pub fn square_root_shares(citizens: &[u64]) -> Vec<f64> {
    let roots: Vec<f64> = citizens.iter().map(|citizens| (*citizens as f64).sqrt()).collect();
    let all: f64 = roots.iter().sum();
    roots.iter().map(|root| if all > 0.0 { root / all } else { 0.0 }).collect()
}

/// The share of the total weight at which shares of the Penrose–Banzhaf index come closest to shares of the weight:
/// `(1 + √Σw² / Σw) / 2` (Słomczyński & Życzkowski 2006, "Penrose voting system and optimal quota", Acta Physica
/// Polonica B 37). Not a number where nothing weighs anything.
///
/// ```
/// // Twenty-seven equals need some 59.6%.
/// assert!((voting::power::design::optimal_quota(&[1.0; 27]) - 0.5962).abs() < 1e-4);
/// ```
pub fn optimal_quota(weights: &[f64]) -> f64 {
    let (sum, squares) = weights.iter().fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
    (1.0 + squares.sqrt() / sum) / 2.0
}

/// How evenly an amount falls on citizens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inequality {
    /// The Gini coefficient of the amount per citizen, over all citizens (Gini 1912): nought where all have the same.
    pub gini: f64,
    /// The player whose citizens have the most of it each…
    pub most: usize,
    /// …and the one whose have the least.
    pub least: usize,
    /// How many times as much the former have; infinite where the latter have none.
    pub ratio: f64,
}

/// How evenly the players' amounts, `power` say, fall on the citizens behind them; nothing where there are none, or
/// nothing to share. Players without citizens are left out.
pub fn inequality(amounts: &[f64], citizens: &[u64]) -> Option<Inequality> {
    let mut each: Vec<(f64, f64, usize)> = amounts
        .iter()
        .zip(citizens)
        .enumerate()
        .filter(|(_, (_, citizens))| **citizens > 0)
        .map(|(player, (amount, citizens))| (amount / *citizens as f64, *citizens as f64, player))
        .collect();
    each.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (people, amount) =
        each.iter().fold((0.0, 0.0), |(n, sum), (each, count, _)| (n + count, sum + each * count));
    if people <= 0.0 || amount <= 0.0 {
        return None;
    }
    // Twice the area between the diagonal and the Lorenz curve.
    let (mut below, mut area) = (0.0, 0.0);
    for (each, count, _) in &each {
        let upto = below + each * count / amount;
        area += count / people * (below + upto);
        below = upto;
    }
    let (least, most) = (each.first()?, each.last()?);
    Some(Inequality { gini: (1.0 - area).max(0.0), most: most.2, least: least.2, ratio: most.0 / least.0 })
}

/// A citizen's chance to decide through a delegate, as shares of the largest: in proportion to the player's
/// Penrose–Banzhaf index over the square root of its citizens (Penrose 1946; Felsenthal & Machover 1998, ch. 3).
pub fn citizens_influence(banzhaf: &[f64], citizens: &[u64]) -> Vec<f64> {
    let each: Vec<f64> = banzhaf
        .iter()
        .zip(citizens)
        .map(|(power, citizens)| if *citizens > 0 { power / (*citizens as f64).sqrt() } else { 0.0 })
        .collect();
    let most = each.iter().copied().fold(0.0, f64::max);
    each.iter().map(|each| if most > 0.0 { each / most } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_square_root_rule_and_the_optimal_quota() {
        assert_eq!(square_root_shares(&[100, 25, 25]), [0.5, 0.25, 0.25]);
        // Of one player anything is all.
        assert_eq!(optimal_quota(&[7.0]), 1.0);
        // Three and four are the legs of a triangle with five: (1 + 5/7) / 2.
        assert!((optimal_quota(&[3.0, 4.0]) - 6.0 / 7.0).abs() < 1e-15);
    }

    /// Who has no citizens shares with nobody, however much it has.
    #[test]
    fn players_without_citizens_are_left_out() {
        let without = inequality(&[0.5, 0.3, 0.2], &[100, 50, 10]);
        for amount in [0.0, 0.4, 9.0] {
            assert_eq!(inequality(&[0.5, 0.3, 0.2, amount], &[100, 50, 10, 0]), without);
        }
    }

    #[test]
    fn inequality_is_nought_where_all_have_the_same() {
        let even = inequality(&[0.5, 0.25, 0.25], &[100, 50, 50]).unwrap();
        assert!(even.gini < 1e-12 && (even.ratio - 1.0).abs() < 1e-12);
        // One of two equal halves has everything.
        let one = inequality(&[1.0, 0.0], &[10, 10]).unwrap();
        assert!((one.gini - 0.5).abs() < 1e-12);
        assert_eq!((one.most, one.least, one.ratio), (0, 1, f64::INFINITY));
        assert_eq!(inequality(&[0.0], &[10]), None);
        assert_eq!(inequality(&[1.0], &[0]), None);
    }
}
