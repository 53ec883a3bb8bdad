//! A plan: how many lots of each choice, what it covers, and what it counts for, kept exactly as lots are shifted.

use crate::programme::{Programme, Row, RowKind};

/// Lots of every choice.
#[derive(Clone)]
pub(crate) struct Plan<'p> {
    programme: &'p Programme,
    lots: Vec<i64>,
    /// Units of every cover.
    covered: Vec<i64>,
    /// The left side of every row.
    sides: Vec<i64>,
    /// Lots of every bundle.
    bundled: Vec<i64>,
    value: i128,
}

impl<'p> Plan<'p> {
    /// The plan in which nobody gives anything. It keeps to every row.
    pub(crate) fn empty(programme: &'p Programme) -> Self {
        let mut plan = Self {
            programme,
            lots: vec![0; programme.choices.len()],
            covered: vec![0; programme.covers.len()],
            sides: vec![0; programme.rows.len()],
            bundled: vec![0; programme.bundles.len()],
            value: 0,
        };
        plan.value = programme.covers.iter().map(|cover| times(cover.units, cover.price)).sum();
        plan.value += programme.rows.iter().map(|row| short(row, 0)).sum::<i128>();
        plan
    }

    /// The plan with these lots.
    pub(crate) fn of(programme: &'p Programme, lots: &[i64]) -> Self {
        let mut plan = Self::empty(programme);
        for (choice, lots) in lots.iter().enumerate().filter(|(_, lots)| **lots != 0) {
            plan.shift(choice, *lots);
        }
        plan
    }

    /// Lots of a choice.
    pub(crate) fn lots(&self, choice: usize) -> i64 {
        self.lots[choice]
    }

    /// Lots of every choice.
    pub(crate) fn all_lots(&self) -> &[i64] {
        &self.lots
    }

    /// Units that a cover has.
    pub(crate) fn covered(&self, cover: usize) -> i64 {
        self.covered[cover]
    }

    /// The left side of a row.
    pub(crate) fn side(&self, row: usize) -> i64 {
        self.sides[row]
    }

    /// What it counts for: cost, and what is missing and short at their prices.
    pub(crate) fn value(&self) -> i128 {
        self.value
    }

    /// What is paid: cost, and the price of what is above fair shares.
    pub(crate) fn paid(&self) -> i128 {
        let programme = self.programme;
        let cost: i128 =
            programme.choices.iter().zip(&self.lots).map(|(choice, lots)| times(choice.cost, *lots)).sum();
        let fair = programme.rows.iter().zip(&self.sides).filter(|(row, _)| row.kind == RowKind::Fair);
        cost + fair.map(|(row, side)| short(row, *side)).sum::<i128>()
    }

    /// Gives so many lots more of a choice, or fewer.
    pub(crate) fn shift(&mut self, choice: usize, by: i64) {
        self.value += self.worth(choice, by);
        let of = &self.programme.choices[choice];
        self.lots[choice] += by;
        self.bundled[of.bundle] += by;
        self.covered[of.cover] += of.units * by;
        for (row, coefficient) in &of.rows {
            self.sides[*row] += coefficient * by;
        }
    }

    /// By how much the value changes where so many lots more are given.
    pub(crate) fn worth(&self, choice: usize, by: i64) -> i128 {
        let of = &self.programme.choices[choice];
        let cover = &self.programme.covers[of.cover];
        let missing = |covered: i64| times((cover.units - covered).max(0), cover.price);
        let covered = self.covered[of.cover];
        let mut change = times(of.cost, by) + missing(covered + of.units * by) - missing(covered);
        for (at, coefficient) in &of.rows {
            let (row, side) = (&self.programme.rows[*at], self.sides[*at]);
            change += short(row, side + coefficient * by) - short(row, side);
        }
        change
    }

    /// Would every row that must be kept still be, and the bounds of the choice and its bundle?
    pub(crate) fn allows(&self, choice: usize, by: i64) -> bool {
        let of = &self.programme.choices[choice];
        let (lots, bundled) = (self.lots[choice] + by, self.bundled[of.bundle] + by);
        let least = self.programme.bundles[of.bundle].least;
        let kept = |(at, coefficient): &(usize, i64)| {
            let row = &self.programme.rows[*at];
            row.price.is_some() || self.sides[*at] + coefficient * by >= row.floor
        };
        (0..=of.most).contains(&lots) && (bundled == 0 || bundled >= least) && of.rows.iter().all(kept)
    }

    /// The smallest number of lots that can be added to a choice.
    pub(crate) fn step_up(&self, choice: usize) -> i64 {
        let of = &self.programme.choices[choice];
        (self.programme.bundles[of.bundle].least - self.bundled[of.bundle]).max(1)
    }

    /// The smallest number of lots, below nought, by which a choice can be reduced.
    pub(crate) fn step_down(&self, choice: usize) -> i64 {
        let of = &self.programme.choices[choice];
        if self.bundled[of.bundle] > self.programme.bundles[of.bundle].least {
            -1
        } else {
            -self.lots[choice]
        }
    }

    /// How many lots of a choice can be taken back before its pledge gives less than its least.
    pub(crate) fn spare(&self, choice: usize) -> i64 {
        let of = &self.programme.choices[choice];
        self.lots[choice].min(self.bundled[of.bundle] - self.programme.bundles[of.bundle].least)
    }

    /// Takes everything back of the pledge that a choice belongs to, in its tour.
    pub(crate) fn drop_bundle(&mut self, choice: usize) {
        let programme = self.programme;
        for at in &programme.bundles[programme.choices[choice].bundle].choices {
            self.shift(*at, -self.lots[*at]);
        }
    }

    /// The first row that must be kept and is not.
    pub(crate) fn broken(&self) -> Option<usize> {
        let rows = self.programme.rows.iter().zip(&self.sides);
        rows.enumerate().find(|(_, (row, side))| row.price.is_none() && **side < row.floor).map(|(at, _)| at)
    }

    /// The row of a tour that has too few women.
    pub(crate) fn short_of_women(&self) -> Option<usize> {
        let rows = self.programme.rows.iter().zip(&self.sides).enumerate();
        let mut short = rows.filter(|(_, (row, side))| row.kind == RowKind::Women && **side < row.floor);
        short.next().map(|(at, _)| at)
    }

    /// A choice of a bundle that gives something, and less than its least.
    pub(crate) fn stunted(&self) -> Option<usize> {
        let bundles = self.programme.bundles.iter().zip(&self.bundled);
        let stunted =
            |(bundle, lots): &(&crate::programme::Bundle, &i64)| **lots > 0 && **lots < bundle.least;
        bundles.into_iter().find(stunted).map(|(bundle, _)| bundle.choices[0])
    }

    /// Is it within every bound, counted afresh?
    pub(crate) fn is_kept(&self) -> bool {
        let again = Self::of(self.programme, &self.lots);
        let choices = self.programme.choices.iter().zip(&self.lots);
        let within = choices
            .into_iter()
            .all(|(choice, lots)| *lots == 0 || (choice.least..=choice.most).contains(lots));
        within && again.broken().is_none() && again.stunted().is_none() && again.value == self.value
    }
}

/// What a row that is short counts for.
fn short(row: &Row, side: i64) -> i128 {
    row.price.map_or(0, |price| times((row.floor - side).max(0), price))
}

pub(crate) fn times(one: i64, other: i64) -> i128 {
    i128::from(one) * i128::from(other)
}
