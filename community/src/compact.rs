//! Peacebuilding: compacts with states, from the request to the last unit of money.
//!
//! WSC charter, Articles 11 to 11d. Submitted to the Peacebuilding Commission, which the General Assembly and the Security
//! Council founded together (A/RES/60/180 and S/RES/1645 (2005)); its advice is recorded if it comes in time, and is no veto.

mod account;
mod benchmarks;
mod ending;
mod founding;
mod request;
mod tranches;
mod wire;

pub use account::{Account, Entry, Movement};
pub use benchmarks::{BarRead, FigureRead, Reading};
pub use wire::{
    AuthorityRecognised, Benchmark, BenchmarkVerified, ByReport, CompactEnded, CompactFounded, CompactFunded,
    CompactOutcome, CompactRequested, CompactReviewed, CompactSubmitted, EndCompact, FoundCompact, OnRecord,
    Pillar, RecogniseAuthority, ReleaseTranche, RequestCompact, ReviewCompact, ReviewDue, Stood, Tranche,
    TrancheReleased, Verdict, VerifyBenchmark,
};

pub(crate) use ending::{ended, fits_conclusion, fits_failure};
pub(crate) use founding::{fits_founding, founded};
pub(crate) use request::{advice_due, cure, fits_recognition, recognised, requirement, unsubmitted};
pub(crate) use tranches::{fits_release, released};

use crate::{
    deciding::{Decided, Deciding},
    event::Event,
    moment::Moment,
    refusal::Refusal,
    state::{Code, Deadline, State},
};
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};

/// What the community does to build peace.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Peacebuilding {
    /// Transitional authorities that the council has recognised, by state.
    pub authorities: BTreeMap<Code, Recognised>,
    /// States that ask for a compact and have none for it yet.
    pub requests: BTreeMap<Code, Request>,
    /// Plans that went to the body asked for advice, by motion.
    pub submissions: BTreeMap<u64, Submission>,
    /// Compacts, by number.
    pub compacts: BTreeMap<u64, Arc<Compact>>,
}

impl Peacebuilding {
    /// Has nothing happened yet?
    pub fn is_unused(&self) -> bool {
        *self == Self::default()
    }
}

/// Who speaks for a state that has no government to ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recognised {
    /// The transitional authority.
    pub authority: String,
    /// By which motion.
    pub motion: u64,
    /// Since when.
    pub at: Moment,
}

/// A state asks for a compact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Request {
    /// Since when.
    pub at: Moment,
    /// The transitional authority that asks; none for the government.
    pub authority: Option<String>,
    /// In its words.
    pub says: String,
}

/// A plan that went to the body asked for advice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Submission {
    /// When.
    pub at: Moment,
    /// The plan as it was then: an amended one is another.
    pub plan: FoundCompact,
}

/// A compact, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compact {
    /// As it was founded.
    pub plan: FoundCompact,
    /// What the state is called.
    pub name: String,
    /// By which motion.
    pub motion: u64,
    /// Under which article.
    pub article: String,
    /// Since when.
    pub at: Moment,
    /// Its money.
    pub account: Account,
    /// Tranches that were released.
    pub released: BTreeMap<String, Released>,
    /// The last report on each benchmark that a verifier judges.
    pub verified: BTreeMap<String, Verified>,
    /// Since when a review is due, if one is.
    pub review_due: Option<Moment>,
    /// Its reviews.
    pub reviews: Vec<Reviewed>,
    /// How it ended.
    pub end: Option<Ended>,
}

/// A tranche that was released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Released {
    /// When.
    pub at: Moment,
    /// By which motion.
    pub motion: u64,
}

/// A verifier's last report on a benchmark.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verified {
    /// When it was entered.
    pub at: Moment,
    /// Is the benchmark met?
    pub met: bool,
    /// The report's title.
    pub title: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// A review.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reviewed {
    /// When.
    pub at: Moment,
    /// Where each benchmark stood.
    pub benchmarks: Vec<Stood>,
    /// What it says.
    pub says: String,
}

/// How a compact ended.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ended {
    /// When.
    pub at: Moment,
    /// By which motion; none where its last day came.
    pub motion: Option<u64>,
    /// Concluded, or failed.
    pub outcome: CompactOutcome,
    /// Why.
    pub why: String,
}

impl Compact {
    /// Every benchmark with its pillar, in order.
    pub fn benchmarks(&self) -> impl Iterator<Item = (&Pillar, &Benchmark)> {
        self.plan.pillars.iter().flat_map(|pillar| pillar.benchmarks.iter().map(move |one| (pillar, one)))
    }

    /// Every tranche with its pillar, in order.
    pub fn tranches(&self) -> impl Iterator<Item = (&Pillar, &Tranche)> {
        self.plan.pillars.iter().flat_map(|pillar| pillar.tranches.iter().map(move |one| (pillar, one)))
    }

    /// What all its tranches come to, in minor units.
    pub fn asked(&self) -> u64 {
        self.tranches().map(|(_, tranche)| tranche.amount.minor_units()).fold(0, u64::saturating_add)
    }

    /// In a word: running, concluded, failed.
    pub fn standing(&self) -> &'static str {
        match self.end.as_ref().map(|end| end.outcome) {
            None => "running",
            Some(CompactOutcome::Concluded) => "concluded",
            Some(CompactOutcome::Failed) => "failed",
        }
    }
}

impl State {
    /// A compact by its number.
    pub fn compact(&self, number: u64) -> Option<&Compact> {
        self.peacebuilding.compacts.get(&number).map(Arc::as_ref)
    }

    fn compact_mut(&mut self, number: u64) -> Result<&mut Compact, String> {
        let found = self.peacebuilding.compacts.get_mut(&number);
        found.map(Arc::make_mut).ok_or_else(|| format!("there is no compact {number}"))
    }
}

/// A compact that is not over.
fn running<'a>(d: &Deciding<'a>, number: u64) -> Result<&'a Compact, Refusal> {
    let Some(compact) = d.state.compact(number) else {
        let says = format!("there is no compact {number}");
        let refusal = Refusal::new("unknown-compact", says).cure("`koinon compact` lists them");
        return Err(
            request::article(d).map_or_else(|no_article| no_article, |article| refusal.under(&article))
        );
    };
    match &compact.end {
        None => Ok(compact),
        Some(end) => {
            let how = match end.outcome {
                CompactOutcome::Concluded => "was concluded",
                CompactOutcome::Failed => "failed",
            };
            let says = format!("compact {number} is over: it {how} on {}", end.at.says());
            Err(Refusal::new("compact-over", says).under(&compact.article).cure("found a new one"))
        }
    }
}

/// The deeds of this folder.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    request::decide(d).or_else(|| benchmarks::decide(d)).or_else(|| tranches::decide(d))
}

/// What falls due of this folder.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    benchmarks::fall_due(d, due).or_else(|| ending::fall_due(d, due))
}

/// The events of this folder.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    Ok(request::apply(state, event)
        || founding::apply(state, event)?
        || benchmarks::apply(state, event)?
        || tranches::apply(state, event)?
        || ending::apply(state, event)?)
}

/// C26: the money of every compact balances, to the last unit.
pub(crate) fn money_balances(state: &State) -> Result<(), String> {
    let unbalanced = state.peacebuilding.compacts.iter().find(|(_, compact)| !compact.account.balances());
    unbalanced.map_or(Ok(()), |(number, _)| Err(format!("the money of compact {number} does not balance")))
}

/// C27: money goes out only as a tranche of the plan, once, by a motion that was carried.
pub(crate) fn tranches_are_released_once(state: &State) -> Result<(), String> {
    for (number, compact) in &state.peacebuilding.compacts {
        for (name, released) in &compact.released {
            let carried = state.motion(released.motion).is_some_and(|motion| {
                motion.standing == crate::state::Standing::Carried
                    && matches!(&motion.matter, crate::Matter::ReleaseTranche(release)
                        if release.compact == *number && release.tranche == *name)
            });
            if !carried {
                return Err(format!("tranche `{name}` of compact {number} was released by nothing"));
            }
        }
        let planned = compact.tranches().filter(|(_, tranche)| compact.released.contains_key(&tranche.name));
        let planned: u128 = planned.map(|(_, tranche)| u128::from(tranche.amount.minor_units())).sum();
        if planned != u128::from(compact.account.released.minor_units()) {
            return Err(format!("compact {number} has released other money than its tranches"));
        }
    }
    Ok(())
}

/// C28: a compact has its last day on the agenda exactly while it runs; one that is over holds nothing.
pub(crate) fn runs_until_its_last_day(state: &State) -> Result<(), String> {
    for (number, compact) in &state.peacebuilding.compacts {
        let running = compact.end.is_none();
        if state.agenda.contains(&(compact.plan.ends, Deadline::CompactEnds(*number))) != running {
            return Err(format!("compact {number} is {}, and listed otherwise", compact.standing()));
        }
        if !running && compact.account.held.minor_units() > 0 {
            return Err(format!("compact {number} is over and holds money"));
        }
    }
    Ok(())
}
