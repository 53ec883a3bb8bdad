//! How many coalitions are drawn of each size, and what each stands for.

use crate::power::game::{Game, sum};

/// A stratum: draws of so many of the light players.
pub struct Stratum {
    /// How many of the light players are drawn.
    pub size: usize,
    /// Draws in one replicate.
    pub draws: u64,
    /// What a coalition counts for in the Banzhaf index: of `2^(n-1)`, times the coalitions a draw stands for.
    pub banzhaf: f64,
    /// By the size of the whole coalition, what it counts for in the Shapley–Shubik index of a player in it…
    pub inside: Vec<f64>,
    /// …and of one outside.
    pub outside: Vec<f64>,
}

/// The strata of a game with so many light players; those in which the two games cannot differ are left out.
///
/// Half of the draws go by the sizes that matter to Banzhaf, half evenly as Shapley and Shubik weigh sizes.
pub fn strata(game: &Game, control: Option<&Game>, light: usize, draws: u64) -> Vec<Stratum> {
    let (players, heavy) = (game.len(), game.len() - light);
    let logs = log_factorials(players);
    let choose = |n: usize, k: usize| logs[n] - logs[k] - logs[n - k];
    let share = |size: usize| {
        let coin = (choose(light, size) - light as f64 * std::f64::consts::LN_2).exp();
        0.5 * coin + 0.5 / (light as f64 + 1.0)
    };
    let sizes: Vec<usize> = (0..=light)
        .filter(|size| (*size..=size + heavy).any(|whole| can_differ(game, control, whole)))
        .collect();
    let all: f64 = sizes.iter().map(|size| share(*size)).sum();
    sizes
        .into_iter()
        .map(|size| {
            let sets = choose(light, size);
            let weigh = |whole: usize, places: usize| {
                if places == 0 { 0.0 } else { (sets - choose(players, whole)).exp() / places as f64 }
            };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of the draws"
            )]
            let of_size = ((draws as f64 * share(size) / all).round() as u64).max(1);
            Stratum {
                size,
                // There is but one set of nobody, and one of everybody.
                draws: if size == 0 || size == light { 1 } else { of_size },
                banzhaf: (sets - (players as f64 - 1.0) * std::f64::consts::LN_2).exp(),
                inside: (0..=players).map(|whole| weigh(whole, whole)).collect(),
                outside: (0..=players).map(|whole| weigh(whole, players - whole)).collect(),
            }
        })
        .collect()
}

/// Is a coalition of this size decided by its weights, in either game, or decided differently?
fn can_differ(game: &Game, control: Option<&Game>, size: usize) -> bool {
    let bounds = |game: &Game| {
        let totals: Vec<u128> = game.columns.iter().map(|column| sum(column)).collect();
        (game.tree.holds(size, &vec![0; totals.len()]), game.tree.holds(size, &totals))
    };
    let (none, all) = bounds(game);
    match control.map(bounds) {
        Some((low, high)) => none != all || low != high || none != low,
        None => all,
    }
}

fn log_factorials(most: usize) -> Vec<f64> {
    let mut logs = vec![0.0];
    for n in 1..=most {
        logs.push(logs[n - 1] + (n as f64).ln());
    }
    logs
}
