//! Seats in an organ of persons, apportioned among members when a vote opens there, by the method that the charter names.

use crate::{deciding::Deciding, refusal::Refusal, state::Code};
use charter::law::Apportionment;
use voting::seats::{Bounds, Method};

/// The seats of every member. In a tie the first members in the order of codes are served.
pub(crate) fn apportion(
    d: &Deciding<'_>,
    organ: &str,
    by: &Apportionment,
) -> Result<Vec<(Code, u32)>, Refusal> {
    let year = d.asking.latest_year().unwrap_or_default();
    let codes = d.state.members.keys();
    let weights = d.asking.weights(codes.clone().map(String::as_str), &by.by.value, year);
    let known = |(code, weight): (&Code, Option<u64>)| {
        weight.ok_or_else(|| {
            let says = format!("the record has no {} for {}", by.by.value, d.state.name(code));
            Refusal::new("weight-unknown", says).cure("import a figure with `koinon data import`")
        })
    };
    let weights = codes.zip(weights).map(known).collect::<Result<Vec<u64>, Refusal>>()?;
    let unseated = |why: String| {
        Refusal::new("seats-unsound", format!("the seats of the {organ} cannot be apportioned: {why}"))
            .cure(format!("amend [organs.{organ}] seats"))
    };
    let method: Method =
        by.method.value.parse().map_err(|()| unseated(format!("`{}` is no method", by.method.value)))?;
    let min = Some(u64::from(by.min.value)).filter(|min| *min > 0);
    let max = by.max.as_ref().map(|max| u64::from(max.value));
    let mut total = u64::from(by.total.value);
    // A young community may have too few members to fill every seat at the most that one may have.
    if let Some(max) = max {
        let most = max.saturating_mul(u64::try_from(weights.len()).unwrap_or(u64::MAX));
        total = total.min(most);
    }
    let seats = voting::seats::apportion(&weights, total, method, Bounds { min, max })
        .map_err(|error| unseated(error.to_string()))?;
    let codes = d.state.members.keys().cloned();
    Ok(codes.zip(seats.seats.iter().map(|seats| u32::try_from(*seats).unwrap_or(u32::MAX))).collect())
}
