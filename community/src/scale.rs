//! The scale by which members pay, and exact division of a sum by it.

use crate::{deciding::Deciding, refusal::Refusal, state::Code};

/// Each member's share of a sum, as a weight; in the order of codes.
pub(crate) fn shares(d: &Deciding<'_>) -> Result<Vec<(Code, u64)>, Refusal> {
    let budget = d.law.charter.budget.as_ref();
    let scale = budget.and_then(|budget| budget.scale.as_ref()).map(|scale| scale.value.as_str());
    let members = d.state.members.keys();
    match scale {
        Some("equal") => Ok(members.map(|code| (code.clone(), 1)).collect()),
        Some("gdp" | "nato-cost-share" | "united-nations") => members
            .map(|code| {
                let year = d.asking.latest_year().unwrap_or_default();
                let gdp = d.asking.weight(code, "gdp", year).ok_or_else(|| {
                    Refusal::new(
                        "weight-unknown",
                        format!("the record has no gdp for {}", d.state.name(code)),
                    )
                    .cure("import a figure with `koinon data import`")
                })?;
                Ok((code.clone(), gdp))
            })
            .collect(),
        Some(other) => Err(Refusal::new("unknown-scale", format!("the scale `{other}` is not run"))
            .cure("amend `budget.scale`")),
        None => Err(Refusal::new("no-scale", "the charter gives no scale by which members pay")
            .cure("amend the charter to give `budget.scale`")),
    }
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
