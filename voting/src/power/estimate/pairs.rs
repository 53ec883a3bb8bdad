//! Where a game and its rounded self can differ: quota by quota.

use crate::power::game::{Game, Tree};

/// A quota over weights, in the full game and in the rounded one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Column and least weight in the full game.
    pub full: (usize, u128),
    /// Column and least weight in the rounded game.
    pub rounded: (usize, u128),
}

/// The quotas in which the games can differ; nothing where their rules have another shape, or where weights are too
/// large for sums of 63 bits.
pub fn pair(game: &Game, rounded: &Game) -> Option<Vec<Pair>> {
    let fits = |game: &Game| game.columns.iter().all(|column| super::super::game::sum(column) < 1 << 62);
    let mut pairs = Vec::new();
    (fits(game) && fits(rounded) && walk(&game.tree, &rounded.tree, &mut pairs)).then_some(())?;
    pairs.retain(|pair| {
        game.columns[pair.full.0] != rounded.columns[pair.rounded.0] || pair.full.1 != pair.rounded.1
    });
    Some(pairs)
}

fn walk(full: &Tree, rounded: &Tree, out: &mut Vec<Pair>) -> bool {
    match (full, rounded) {
        (Tree::Weight(column, least), Tree::Weight(other, lower)) => {
            let pair = Pair { full: (*column, *least), rounded: (*other, *lower) };
            if !out.contains(&pair) {
                out.push(pair);
            }
            true
        }
        (Tree::All(a), Tree::All(b)) | (Tree::Any(a), Tree::Any(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| walk(a, b, out))
        }
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Electorate, parse};

    /// Two games can differ in a quota where either its weights or its threshold differ, and nowhere else.
    #[test]
    fn games_differ_where_weights_or_thresholds_do() {
        let game = |rule: &str, votes: [u64; 3]| {
            let electorate = Electorate::new(3).column("votes", votes.to_vec()).unwrap();
            Game::new(&parse(rule).unwrap(), &electorate).unwrap()
        };
        let differ = |one: &Game, other: &Game| pair(one, other).map(|pairs| pairs.len());
        let full = game("7 of votes", [5, 4, 3]);
        assert_eq!(differ(&full, &game("7 of votes", [5, 4, 3])), Some(0));
        assert_eq!(differ(&full, &game("8 of votes", [5, 4, 3])), Some(1), "another threshold");
        assert_eq!(differ(&full, &game("7 of votes", [5, 5, 3])), Some(1), "other weights");
        assert_eq!(differ(&full, &game("8 of votes", [5, 5, 3])), Some(1), "both");
        assert_eq!(differ(&full, &game("7 of votes and 2 of states", [5, 4, 3])), None, "another shape");
    }
}
