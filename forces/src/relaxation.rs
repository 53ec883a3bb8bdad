//! The linear relaxation: prices for needs and rows at which the programme comes apart, from the dual solved by `microlp`.
//!
//! The dual has a price for each need and row, and for each choice what its bound is worth. Only prices are taken from it,
//! rounded to integers: a bound is evaluated at them, never read off a float.

use crate::{domain::Domain, programme::Programme};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, Variable};

/// Prices are integers in this part of a unit of money.
pub(crate) const SCALE: i128 = 1 << 20;

/// A relaxation with more choices is not solved; its prices are nought, and the search starts from there.
const MOST_CHOICES: usize = 30_000;

/// Prices, in `1 / SCALE` of a unit of money.
#[derive(Clone)]
pub(crate) struct Prices {
    /// Of a unit of each cover.
    pub(crate) covers: Vec<i128>,
    /// Of being one short in each row.
    pub(crate) rows: Vec<i128>,
}

impl Prices {
    /// Nothing has a price.
    pub(crate) fn nought(programme: &Programme) -> Self {
        Self { covers: vec![0; programme.covers.len()], rows: vec![0; programme.rows.len()] }
    }
}

/// The prices of the relaxation within a domain; none where it is too large or could not be solved.
pub(crate) fn prices(programme: &Programme, domain: &Domain) -> Option<Prices> {
    let open = (0..programme.choices.len()).filter(|at| domain.low[*at] < domain.high[*at]);
    let open: Vec<usize> = open.collect();
    if open.is_empty() || open.len() > MOST_CHOICES {
        return None;
    }
    // Money in multiples of what a unit usually costs keeps the numbers near one.
    let usual = open.iter().map(|at| programme.choices[*at].cost / programme.choices[*at].units).max();
    let money = float(usual.unwrap_or(1).max(1));
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let covers: Vec<Variable> = programme
        .covers
        .iter()
        .map(|cover| {
            let fixed: i64 =
                cover.choices.iter().map(|at| programme.choices[*at].units * domain.low[*at]).sum();
            problem.add_var(float((cover.units - fixed).max(0)), (0.0, float(cover.price) / money))
        })
        .collect();
    // A row is measured in the largest of its coefficients.
    let measures: Vec<f64> = programme
        .rows
        .iter()
        .map(|row| {
            float(row.terms.iter().map(|(_, coefficient)| coefficient.abs()).max().unwrap_or(1).max(1))
        })
        .collect();
    let rows: Vec<Variable> = programme
        .rows
        .iter()
        .zip(&measures)
        .map(|(row, measure)| {
            let fixed: i64 = row.terms.iter().map(|(at, coefficient)| coefficient * domain.low[*at]).sum();
            let most = row.price.map_or(f64::INFINITY, |price| float(price) * measure / money);
            problem.add_var(float(row.floor - fixed) / measure, (0.0, most))
        })
        .collect();
    for at in open {
        let choice = &programme.choices[at];
        let units = float(choice.units);
        let span = float(domain.high[at] - domain.low[at]);
        let bound = problem.add_var(-span * units, (0.0, f64::INFINITY));
        let mut terms = vec![(covers[choice.cover], 1.0), (bound, -1.0)];
        terms.extend(
            choice
                .rows
                .iter()
                .map(|(row, coefficient)| (rows[*row], float(*coefficient) / measures[*row] / units)),
        );
        problem.add_constraint(terms, ComparisonOp::Le, float(choice.cost) / units / money);
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    Some(Prices {
        covers: programme
            .covers
            .iter()
            .zip(&covers)
            .map(|(cover, variable)| price(&solution, *variable, money, Some(cover.price)))
            .collect(),
        rows: programme
            .rows
            .iter()
            .zip(rows.iter().zip(&measures))
            .map(|(row, (variable, measure))| price(&solution, *variable, money / measure, row.price))
            .collect(),
    })
}

/// The lots of the relaxation itself, rounded down; none where it is too large or could not be solved.
pub(crate) fn whole_lots(programme: &Programme) -> Option<Vec<i64>> {
    if programme.choices.len() > MOST_CHOICES {
        return None;
    }
    let usual = programme.choices.iter().map(|choice| choice.cost / choice.units).max();
    let money = float(usual.unwrap_or(1).max(1));
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    // In units rather than lots, which keeps the numbers near one another.
    let variable = |choice: &crate::programme::Choice| {
        let cost = float(choice.cost) / float(choice.units) / money;
        problem.add_var(cost, (0.0, float(choice.most * choice.units)))
    };
    let units: Vec<Variable> = programme.choices.iter().map(variable).collect();
    for cover in &programme.covers {
        let missing = problem.add_var(float(cover.price) / money, (0.0, f64::INFINITY));
        let mut terms: Vec<(Variable, f64)> = cover.choices.iter().map(|at| (units[*at], 1.0)).collect();
        terms.push((missing, 1.0));
        problem.add_constraint(terms, ComparisonOp::Ge, float(cover.units));
    }
    for row in &programme.rows {
        let measure =
            float(row.terms.iter().map(|(_, coefficient)| coefficient.abs()).max().unwrap_or(1).max(1));
        let term = |(at, coefficient): &(usize, i64)| {
            (units[*at], float(*coefficient) / float(programme.choices[*at].units) / measure)
        };
        let mut terms: Vec<(Variable, f64)> = row.terms.iter().map(term).collect();
        if let Some(price) = row.price {
            terms.push((problem.add_var(float(price) * measure / money, (0.0, f64::INFINITY)), 1.0));
        }
        problem.add_constraint(terms, ComparisonOp::Ge, float(row.floor) / measure);
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    let lots = programme.choices.iter().zip(units).map(|(choice, variable)| {
        let lots = (solution.var_value(variable) / float(choice.units) + 1e-6).floor();
        #[expect(clippy::cast_possible_truncation, reason = "between nought and a million")]
        let lots = lots.clamp(0.0, float(choice.most)) as i64;
        lots
    });
    Some(lots.collect())
}

/// A price as an integer, not below nought and not above the most it may be.
fn price(solution: &Solution, variable: Variable, money: f64, most: Option<i64>) -> i128 {
    let value = (solution.var_value(variable) * money * float(1 << 20)).round();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float turns into the nearest integer there is, NaN into 0"
    )]
    let price = (value.clamp(0.0, 1e30)) as i128;
    price.min(most.map_or(i128::MAX, |most| i128::from(most) * SCALE))
}

#[expect(clippy::cast_precision_loss, reason = "prices may be rounded; the bound at them is not")]
fn float(number: i64) -> f64 {
    number as f64
}
