//! The scale by which members pay, and exact division of a sum by it.

use crate::{deciding::Deciding, refusal::Refusal, state::Code};
use voting::scale::{Fraction, Member, Method, ScaleError, nato_cost_share, round, united_nations};

/// The scales that are run.
const SCALES: [&str; 4] = ["equal", "gdp", "nato-cost-share", "united-nations"];

/// The scale that the charter names.
pub(crate) fn named<'a>(d: &Deciding<'a>) -> Result<&'a str, Refusal> {
    let budget = d.law.charter.budget.as_ref();
    let scale = budget.and_then(|budget| budget.scale.as_ref()).map(|scale| scale.value.as_str());
    match scale {
        Some(scale) if SCALES.contains(&scale) => Ok(scale),
        Some(other) => Err(Refusal::new("unknown-scale", format!("the scale `{other}` is not run"))
            .cure("amend `budget.scale`")),
        None => Err(Refusal::new("no-scale", "the charter gives no scale by which members pay")
            .cure("amend the charter to give `budget.scale`")),
    }
}

/// Each member's share of a sum, as a weight; in the order of codes. Gross domestic product stands for national income.
pub(crate) fn shares(d: &Deciding<'_>) -> Result<Vec<(Code, u64)>, Refusal> {
    let codes: Vec<Code> = d.state.members.keys().cloned().collect();
    let weights = match named(d)? {
        "equal" => vec![1; codes.len()],
        "gdp" => incomes(d, &codes)?,
        "nato-cost-share" => {
            let incomes: Vec<Fraction> = incomes(d, &codes)?.into_iter().map(Fraction::whole).collect();
            let shares = nato_cost_share(&incomes).and_then(|shares| round(&shares, 9)).map_err(unscaled)?;
            shares.units
        }
        _ => united_nations_rates(d, &codes)?,
    };
    Ok(codes.into_iter().zip(weights).collect())
}

fn incomes(d: &Deciding<'_>, codes: &[Code]) -> Result<Vec<u64>, Refusal> {
    let year = d.asking.latest_year().unwrap_or_default();
    let incomes = d.asking.weights(codes.iter().map(Code::as_str), "gdp", year);
    let known = |(code, income): (&Code, Option<u64>)| income.ok_or_else(|| unknown(d, code, "gdp"));
    codes.iter().zip(incomes).map(known).collect()
}

/// The United Nations' method over base periods of three and six years, to three decimals of a per cent. The record has no
/// debts, so that step is left out.
fn united_nations_rates(d: &Deciding<'_>, codes: &[Code]) -> Result<Vec<u64>, Refusal> {
    let year = d.asking.latest_year().unwrap_or_default();
    let least_developed = d.asking.group("least-developed-countries", year);
    let mut members = Vec::new();
    for code in codes {
        let figures = |indicator: &str, unit: u64| -> Result<Vec<Fraction>, Refusal> {
            let series =
                d.asking.series(code, indicator, year, YEARS).ok_or_else(|| unknown(d, code, indicator))?;
            Ok(series.into_iter().map(|figure| Fraction::new(figure, unit)).collect())
        };
        members.push(Member {
            least_developed: least_developed.contains(code),
            gni: figures("gdp", 1_000_000)?,
            population: figures("population", 1000)?,
            debt: Vec::new(),
        });
    }
    let method = Method { debt_threshold: None, ..young(codes.len()) };
    Ok(united_nations(&members, &method).map_err(unscaled)?.rates.units)
}

/// The longest base period, in years.
const YEARS: u8 = 6;

/// A community of few members cannot raise a hundred per cent where nobody pays more than twenty-two: there the ceiling is
/// twice an equal share.
fn young(members: usize) -> Method {
    let equal = 200u64.div_ceil(u64::try_from(members).unwrap_or(u64::MAX).max(1)).min(100);
    let method = Method::default();
    if equal > 22 { Method { ceiling: Fraction::whole(equal), ..method } } else { method }
}

fn unknown(d: &Deciding<'_>, code: &str, indicator: &str) -> Refusal {
    Refusal::new("weight-unknown", format!("the record has no {indicator} for {}", d.state.name(code)))
        .cure("import a figure with `koinon data import`")
}

fn unscaled(error: ScaleError) -> Refusal {
    Refusal::new("scale-unsound", format!("the scale cannot be computed: {error}"))
        .cure("amend `budget.scale`")
}

/// Divides a sum by weights into whole units that add up to it: whole quotas, then the largest remainders; of equal ones
/// the first (Hamilton).
pub(crate) fn divide(sum: u64, weights: &[u64]) -> Vec<u64> {
    let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    if total == 0 {
        return vec![0; weights.len()];
    }
    let quota = |weight: &u64| u128::from(sum) * u128::from(*weight);
    let mut parts: Vec<u64> =
        weights.iter().map(|weight| u64::try_from(quota(weight) / total).unwrap_or(u64::MAX)).collect();
    let given: u64 = parts.iter().sum();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|place| (std::cmp::Reverse(quota(&weights[*place]) % total), *place));
    let left = usize::try_from(sum - given).unwrap_or(0);
    for place in order.into_iter().take(left) {
        parts[place] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn remainders_go_to_the_largest() {
        assert_eq!(divide(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(divide(10, &[6, 3, 1]), [6, 3, 1]);
        assert_eq!(divide(7, &[0, 0]), [0, 0]);
    }

    proptest! {
        /// Invariant: dues add up to the budget, and nobody pays a unit more or less than its quota rounded.
        #[test]
        fn the_parts_add_up(sum in 0u64..=9_007_199_254_740_991, weights in prop::collection::vec(0u64..30_000_000_000_000, 1..200)) {
            let parts = divide(sum, &weights);
            let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
            prop_assume!(total > 0);
            prop_assert_eq!(parts.iter().sum::<u64>(), sum);
            for (part, weight) in parts.iter().zip(&weights) {
                let quota = u128::from(sum) * u128::from(*weight) / total;
                prop_assert!(u128::from(*part) == quota || u128::from(*part) == quota + 1);
            }
        }
    }
}
