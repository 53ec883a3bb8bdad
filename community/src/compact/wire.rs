//! What a compact is made of: pillars, benchmarks, tranches, money; and what happens to it. Frozen wire types.

use crate::{act::Amount, event::Due, moment::Moment};
use serde::{Deserialize, Serialize};

/// A compact as it is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoundCompact {
    /// The state whose peace it builds.
    pub state: String,
    /// What it is called.
    pub title: String,
    /// The resolution of the Security Council under which it is founded where there is no government to ask for it, such as
    /// `S/RES/1272`. To found it so is to find that there is none.
    pub mandate: Option<String>,
    /// The currency of all its money, by its ISO 4217 code.
    pub currency: String,
    /// Its last day: by then it is concluded, or it has failed.
    pub ends: Moment,
    /// When it is reviewed.
    pub reviews: Vec<Moment>,
    /// Its pillars, such as `security`, `justice`, `institutions`, `livelihoods`.
    pub pillars: Vec<Pillar>,
}

/// A pillar: what must be reached, and the money that follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pillar {
    /// Its name.
    pub name: String,
    /// What must be reached.
    pub benchmarks: Vec<Benchmark>,
    /// The money that follows.
    pub tranches: Vec<Tranche>,
}

/// What must be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Benchmark {
    /// Judged on the record.
    Indicator(OnRecord),
    /// Judged by whom the compact names.
    Report(ByReport),
}

/// A benchmark that is judged on the record, once the year is over. Unknown is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnRecord {
    /// Its name, one in the whole compact.
    pub name: String,
    /// The year judged.
    pub year: i32,
    /// A condition of the charter's language over `state`, such as `state.conflict_deaths < 25`.
    pub holds: String,
}

/// A benchmark that a verifier reports on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByReport {
    /// Its name, one in the whole compact.
    pub name: String,
    /// Who verifies it: a member's code, an organ, or a body outside, such as `UNTAET`, for which the secretariat enters it.
    pub verifier: String,
    /// What must be so.
    pub says: String,
}

/// Money that is released when its benchmarks are met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tranche {
    /// Its name, one in the whole compact.
    pub name: String,
    /// In minor units of the compact's currency.
    pub amount: Amount,
    /// The benchmarks of its pillar that it waits for.
    pub after: Vec<String>,
}

impl Benchmark {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Indicator(OnRecord { name, .. }) | Self::Report(ByReport { name, .. }) => name,
        }
    }
}

/// A state asks for a compact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestCompact {
    /// The transitional authority that asks; none for the government.
    pub authority: Option<String>,
    /// In its words.
    pub says: String,
}

/// A report on a benchmark has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifyBenchmark {
    /// The compact.
    pub compact: u64,
    /// The benchmark.
    pub benchmark: String,
    /// Is it met?
    pub met: bool,
    /// The report's title.
    pub title: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// The compact is reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewCompact {
    /// The compact.
    pub compact: u64,
    /// What the review says.
    pub says: String,
}

/// The council would recognise who speaks for a state that has no government to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecogniseAuthority {
    /// The state.
    pub state: String,
    /// The transitional authority.
    pub authority: String,
    /// Why.
    pub reasons: String,
}

/// A tranche would be released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleaseTranche {
    /// The compact.
    pub compact: u64,
    /// The tranche.
    pub tranche: String,
}

/// A compact would be concluded, its benchmarks being met, or declared failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndCompact {
    /// The compact.
    pub compact: u64,
    /// Why.
    pub reasons: String,
}

/// A state asked for a compact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompactRequested {
    /// The state.
    pub state: String,
    /// What it is called.
    pub name: String,
    /// The transitional authority that asked; none for the government.
    pub authority: Option<String>,
    /// In its words.
    pub says: String,
}

/// The council recognised who speaks for a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityRecognised {
    /// The motion that was carried.
    pub motion: u64,
    /// The state.
    pub state: String,
    /// What it is called.
    pub name: String,
    /// The transitional authority.
    pub authority: String,
}

/// The plan of a motion went to the body that the article asks for advice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompactSubmitted {
    /// The motion.
    pub motion: u64,
    /// The body, such as `peacebuilding-commission`.
    pub body: String,
}

/// A compact is founded, as the motion has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompactFounded {
    /// The motion that was carried.
    pub motion: u64,
    /// The compact's number.
    pub compact: u64,
    /// What the state is called.
    pub name: String,
}

/// A member's contribution arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompactFunded {
    /// The compact.
    pub compact: u64,
    /// The member.
    pub state: String,
    /// In minor units.
    pub amount: Amount,
}

/// A verifier reported on a benchmark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenchmarkVerified {
    /// The compact.
    pub compact: u64,
    /// The benchmark.
    pub benchmark: String,
    /// Who verified it.
    pub verifier: String,
    /// Is it met?
    pub met: bool,
    /// The report's title.
    pub title: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// The day of a review has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewDue {
    /// The compact.
    pub compact: u64,
}

/// The compact was reviewed: where each benchmark stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompactReviewed {
    /// The compact.
    pub compact: u64,
    /// Each benchmark, in order.
    pub benchmarks: Vec<Stood>,
    /// What the review says.
    pub says: String,
}

/// Where a benchmark stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stood {
    /// The benchmark.
    pub benchmark: String,
    /// Met, not met, or unknown.
    pub verdict: Verdict,
}

/// Is a benchmark met?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is.
    Met,
    /// It is not.
    NotMet,
    /// The record does not say, or nobody has reported. It counts as not met.
    Unknown,
}

impl Verdict {
    /// In words.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not met",
            Self::Unknown => "unknown",
        }
    }
}

/// Money was released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrancheReleased {
    /// The motion that was carried.
    pub motion: u64,
    /// The compact.
    pub compact: u64,
    /// The tranche.
    pub tranche: String,
    /// In minor units.
    pub amount: Amount,
}

/// A compact is over, and what it still held goes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompactEnded {
    /// The motion that was carried; none where its last day came.
    pub motion: Option<u64>,
    /// The compact.
    pub compact: u64,
    /// Concluded, or failed.
    pub outcome: CompactOutcome,
    /// Why.
    pub why: String,
    /// What goes back to whom, in the proportion of what each gave.
    pub returned: Vec<Due>,
}

/// How a compact ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CompactOutcome {
    /// Every benchmark was met.
    Concluded,
    /// It was declared so, or its last day came with a benchmark not met.
    Failed,
}
