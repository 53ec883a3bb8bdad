//! What a guarantee is worth to the member that invoked it: pledged against asked, days to arrival, and the share of
//! members that answered.

use super::Guarantee;
use crate::{
    act::{Contribution, Purpose},
    moment::Moment,
    pledge::{Pledge, binding},
    state::{Code, State},
};
use serde::Serialize;

/// What a guarantee is worth so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Worth {
    /// How many members are to answer: those that owe help, or, while none do, every other member.
    pub asked: usize,
    /// How many of them assisted or pledged.
    pub answered: usize,
    /// Those that did not.
    pub silent: Vec<Code>,
    /// Kind by kind, what was asked for first.
    pub lines: Vec<Line>,
}

/// One kind of help. Quantities are persons of forces, minor units of a currency, or the number of bases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Which: a kind of forces, a currency, `base` or `overflight`.
    pub kind: String,
    /// Its unit: `persons`, `minor units` or `times`.
    pub unit: &'static str,
    /// How much the member asked for.
    pub asked: u64,
    /// How much is pledged and binds; what lapsed when the guarantee ended counts, what was taken back does not.
    pub pledged: u64,
    /// How much is pledged on a condition that is not met.
    pub waiting: u64,
    /// How much came.
    pub arrived: u64,
    /// In how many days the last pledge is to arrive, where members said so.
    pub promised_days: Option<u16>,
    /// On which day after the invocation the first of it came.
    pub first_after_days: Option<i64>,
    /// On which day after it as much had come as was asked for.
    pub all_after_days: Option<i64>,
}

/// What a guarantee is worth so far; nothing where there is none of this number.
pub fn worth(state: &State, number: u64) -> Option<Worth> {
    let guarantee = state.guarantees.get(&number)?;
    let asked: Vec<&Code> = if guarantee.owing.is_empty() {
        state.members.keys().filter(|code| **code != guarantee.state).collect()
    } else {
        guarantee.owing.iter().collect()
    };
    let silent: Vec<Code> =
        asked.iter().filter(|code| !state.has_answered(number, code)).map(|code| (*code).clone()).collect();
    Some(Worth {
        asked: asked.len(),
        answered: asked.len() - silent.len(),
        silent,
        lines: lines(state, number, guarantee),
    })
}

fn lines(state: &State, number: u64, guarantee: &Guarantee) -> Vec<Line> {
    let purpose = Purpose::Guarantee(number);
    let bound = binding(state, purpose);
    let pledges: Vec<(u64, &Pledge)> = state.pledges_to(purpose).collect();
    let mut kinds: Vec<&Contribution> = guarantee.needs.iter().collect();
    for (_, pledge) in &pledges {
        if !kinds.iter().any(|kind| kind.is_like(&pledge.contribution)) {
            kinds.push(&pledge.contribution);
        }
    }
    let line = |kind: &Contribution| {
        let (name, unit) = kind_of(kind);
        let need = guarantee.needs.iter().find(|need| need.is_like(kind));
        let asked = need.map_or(0, Contribution::quantity);
        let like = || pledges.iter().filter(|(_, pledge)| pledge.contribution.is_like(kind));
        let counts = |number: &u64, pledge: &Pledge| {
            bound.contains(number) || pledge.arrived > 0 || !guarantee.is_open()
        };
        let sum = |counted: bool| {
            let those = like().filter(|(number, pledge)| counts(number, pledge) == counted);
            those.fold(0u64, |sum, (_, pledge)| sum.saturating_add(kept(pledge)))
        };
        let mut arrivals: Vec<(Moment, u64)> =
            like().flat_map(|(_, pledge)| &pledge.arrivals).map(|one| (one.at, one.quantity)).collect();
        arrivals.sort_unstable();
        let days = |at: Moment| guarantee.at.days_until(at);
        let mut came = 0u64;
        let all = arrivals.iter().find(|(_, quantity)| {
            came = came.saturating_add(*quantity);
            asked > 0 && came >= asked
        });
        Line {
            kind: name,
            unit,
            asked,
            pledged: sum(true),
            waiting: sum(false),
            arrived: like().fold(0, |sum, (_, pledge)| sum.saturating_add(pledge.arrived)),
            promised_days: like().filter_map(|(_, pledge)| pledge.days).max(),
            first_after_days: arrivals.first().map(|(at, _)| days(*at)),
            all_after_days: all.map(|(at, _)| days(*at)),
        }
    };
    kinds.into_iter().map(line).collect()
}

/// What the member did not take back.
fn kept(pledge: &Pledge) -> u64 {
    pledge.contribution.quantity().saturating_sub(pledge.withdrawn)
}

fn kind_of(contribution: &Contribution) -> (String, &'static str) {
    match contribution {
        Contribution::Forces { kind, .. } => (kind.clone(), "persons"),
        Contribution::Money { currency, .. } => (currency.clone(), "minor units"),
        Contribution::Base { .. } => ("base".into(), "times"),
        Contribution::Overflight {} => ("overflight".into(), "times"),
    }
}
