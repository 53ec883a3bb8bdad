//! A rule as a signed sum of corners: coalitions above given weights in every column at once.

use super::game::{Game, Tree};
use std::collections::BTreeMap;

/// The least weight in each column, nought where a column does not matter.
pub(super) type Corner = Vec<u128>;

/// The most corners that a rule may have; beyond it only enumeration and the estimate are left.
const MOST: usize = 4096;

/// A signed sum of corners: a coalition wins where those corners that it reaches add to one.
pub(super) type Corners = BTreeMap<Corner, i64>;

/// For each size of coalition, from none to all, the corners that its weights must reach.
///
/// `A and B` is the product of their sums, `A or B` is `A + B - A·B` (inclusion and exclusion). Corners that cancel
/// fall away, so that a rule over one column has a single corner for each size. Nothing where there are too many.
pub(super) fn by_size(game: &Game) -> Option<Vec<Corners>> {
    let mut last: Option<(Vec<bool>, Corners)> = None;
    (0..=game.len())
        .map(|size| {
            let mut met = Vec::new();
            sizes_met(&game.tree, size, &mut met);
            if let Some((known, corners)) = &last
                && *known == met
            {
                return Some(corners.clone());
            }
            let corners = corners(&game.tree, size, game.columns.len())?;
            last = Some((met, corners.clone()));
            Some(corners)
        })
        .collect()
}

/// Which thresholds over the number of players are met, from left to right.
fn sizes_met(tree: &Tree, size: usize, out: &mut Vec<bool>) {
    match tree {
        Tree::Const(_) | Tree::Weight(..) => {}
        Tree::Size(least) => out.push(size >= *least),
        Tree::All(parts) | Tree::Any(parts) => parts.iter().for_each(|part| sizes_met(part, size, out)),
    }
}

fn corners(tree: &Tree, size: usize, columns: usize) -> Option<Corners> {
    let certain = |holds: bool| if holds { Corners::from([(vec![0; columns], 1)]) } else { Corners::new() };
    match tree {
        Tree::Const(value) => Some(certain(*value)),
        Tree::Size(least) => Some(certain(size >= *least)),
        Tree::Weight(column, least) => {
            let mut corner = vec![0; columns];
            corner[*column] = *least;
            Some(Corners::from([(corner, 1)]))
        }
        Tree::All(parts) => parts.iter().try_fold(certain(true), |all, part| {
            if all.is_empty() { Some(all) } else { product(&all, &corners(part, size, columns)?) }
        }),
        Tree::Any(parts) => parts.iter().try_fold(certain(false), |mut any, part| {
            let part = corners(part, size, columns)?;
            let both = product(&any, &part)?;
            for (corner, sign) in part {
                add(&mut any, corner, sign)?;
            }
            for (corner, sign) in both {
                add(&mut any, corner, sign.checked_neg()?)?;
            }
            (any.len() <= MOST).then_some(any)
        }),
    }
}

fn product(a: &Corners, b: &Corners) -> Option<Corners> {
    let mut out = Corners::new();
    for (one, sign) in a {
        for (other, more) in b {
            let corner = one.iter().zip(other).map(|(one, other)| *one.max(other)).collect();
            add(&mut out, corner, sign.checked_mul(*more)?)?;
        }
        if out.len() > MOST {
            return None;
        }
    }
    Some(out)
}

fn add(corners: &mut Corners, corner: Corner, sign: i64) -> Option<()> {
    let sum = corners.get(&corner).copied().unwrap_or(0).checked_add(sign)?;
    if sum == 0 {
        corners.remove(&corner);
    } else {
        corners.insert(corner, sum);
    }
    Some(())
}
