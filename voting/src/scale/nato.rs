//! NATO's cost share for common funding, as a key.

use super::{error::ScaleError, fraction::Fraction};

/// Shares of NATO's common funding in per cent: by gross national income, the largest member paying no more than the
/// second largest.
///
/// NATO publishes the shares and not the formula. Since 2021 the share of the United States is that of Germany, and the
/// others' are by income (NATO, *Funding NATO*; agreement of November 2019); agreed corrections of single shares are not
/// public and not applied. Where a published share is at hand, prefer it.
///
/// # Errors
///
/// Where there are no members, or nobody has an income.
pub fn nato_cost_share(gni: &[Fraction]) -> Result<Vec<Fraction>, ScaleError> {
    if gni.is_empty() {
        return Err(ScaleError::NoMembers);
    }
    let mut order: Vec<usize> = (0..gni.len()).collect();
    order.sort_by(|a, b| gni[*b].cmp(&gni[*a]));
    let mut counted = gni.to_vec();
    if let [largest, second, ..] = order.as_slice() {
        counted[*largest] = gni[*second].clone();
    }
    let total = counted.iter().sum::<Fraction>();
    if total.is_zero() {
        return Err(ScaleError::Nothing("gni".into()));
    }
    Ok(counted.iter().map(|income| income.times(&Fraction::whole(100)).over(&total)).collect())
}
