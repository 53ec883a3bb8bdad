//! What happened: the entries of the record. A frozen wire type, in JSON without floats.

use crate::{
    act::{Act, Amount, Cast, Deed, Ruling},
    actor::{Actor, Authority},
    facts::Fact,
    matter::Matter,
    moment::Moment,
};
use serde::{Deserialize, Serialize};

/// The most bytes of one event as canonical JSON.
pub const MOST_BYTES: usize = 65_535;

/// One entry of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// Who acted.
    pub actor: Actor,
    /// On whose authority.
    pub authority: Authority,
    /// The article that gave the power, such as `3`; none for what the engine itself does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The deed, on the first event that follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deed: Option<Deed>,
    /// The facts on which it was decided, on the first event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// What happened.
    pub happened: Happening,
}

impl Event {
    /// The act from which this event and those behind it follow, if it is the first of them.
    pub fn act(&self) -> Option<Act> {
        let deed = self.deed.clone()?;
        Some(Act { actor: self.actor.clone(), authority: self.authority.clone(), deed })
    }

    /// How many bytes it has as canonical JSON; the order of keys does not change it.
    pub fn size(&self) -> usize {
        struct Count(usize);
        impl std::io::Write for Count {
            fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
                self.0 += bytes.len();
                Ok(bytes.len())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let mut count = Count(0);
        // INVARIANT: as for `canonical`; what cannot be written is as large as can be.
        serde_json::to_writer(&mut count, self).map_or(usize::MAX, |()| count.0)
    }

    /// Canonical JSON (RFC 8785): keys in order, integers only, no spaces.
    pub fn to_json(&self) -> String {
        canonical(self)
    }
}

/// Canonical JSON of a wire type. Every key of these types is ASCII, so that the order of bytes is RFC 8785's.
pub fn canonical(value: &impl Serialize) -> String {
    // INVARIANT: the wire types have string keys and no floats, which is all that can fail.
    serde_json::to_value(value).map(|value| value.to_string()).unwrap_or_default()
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case", deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each field is a word of the charter; `words.rs` says each event as a sentence"
)]
pub enum Happening {
    /// The preparatory conference is open on a text.
    TextOpened { charter: String, participants: Vec<NamedState>, predecessor: Vec<String> },
    /// The text was replaced.
    TextAmended { charter: String },
    /// The text is adopted; ratifications count until the day named.
    TextAdopted { motion: u64, lapses: Option<Moment> },
    /// A participant signed.
    Signed { state: String },
    /// An instrument of ratification was deposited.
    Ratified { state: String, motion: Option<u64>, depositary: Option<String> },
    /// The charter is in force, and these are members.
    EnteredIntoForce { members: Vec<NamedState>, observed_until: Option<Moment>, chairs: Vec<ChairTerm> },
    /// Too few ratified in time.
    FoundingLapsed {},
    /// A founder that ratified late is a member.
    FounderJoined { state: String, observed_until: Option<Moment> },
    /// A delegation is accredited.
    Accredited { state: String, organ: String, delegate: String, key: Option<String> },
    /// A delegation was called back.
    Revoked { state: String, organ: String },
    /// A second government claims the seat.
    CredentialsContested { state: String, claimant: String, key: Option<String> },
    /// The claim is settled.
    CredentialsDecided { motion: u64, state: String, claimant_holds: bool },
    /// A state applied.
    Applied { state: String, name: String },
    /// A state was assessed on the record.
    Assessed { state: String, name: String, assessment: Assessment },
    /// An assessment is too old to rely on.
    AssessmentExpired { state: String },
    /// A member reads an assessment otherwise.
    Dissented { state: String, criterion: String, says: String },
    /// What the data left unknown is settled.
    Settled { motion: u64, state: String, criterion: String, met: bool },
    /// A motion is before the organ.
    Proposed {
        motion: u64,
        matter: Matter,
        law: u32,
        steps: Vec<Step>,
        debate_until: Option<Moment>,
        lapses: Option<Moment>,
    },
    /// A member joined in the proposal.
    Cosponsored { motion: u64, state: String },
    /// The motion was amended.
    MotionAmended { motion: u64, matter: Matter },
    /// The motion was withdrawn.
    Dropped { motion: u64 },
    /// Advice arrived.
    Advised { motion: u64, body: String, says: String },
    /// The state concerned was heard.
    Answered { motion: u64, state: String, says: String },
    /// Silence will be agreement.
    SilenceOpened { motion: u64, until: Moment },
    /// A member broke the silence: the motion is not agreed.
    Objected { motion: u64, state: String },
    /// Nobody objected in time.
    SilenceKept { motion: u64 },
    /// The vote is open, and its base frozen.
    VoteOpened {
        motion: u64,
        law: u32,
        steps: Vec<Step>,
        organ: String,
        rule: String,
        quorum: Option<String>,
        until: Moment,
        roll: Roll,
    },
    /// A delegation voted.
    Voted { motion: u64, state: String, ballot: Cast },
    /// The vote is counted.
    VoteClosed {
        motion: u64,
        organ: String,
        outcome: Outcome,
        clauses: Vec<ClauseCount>,
        quorum: Vec<ClauseCount>,
    },
    /// Members may ratify what was decided.
    RatificationOpened { motion: u64, rule: String, roll: Roll },
    /// Notice runs before the decision takes effect.
    NoticeGiven { motion: u64, until: Moment },
    /// The motion is carried, and what follows from it follows.
    Carried { motion: u64 },
    /// The motion ran out of time.
    Lapsed { motion: u64, why: Option<String> },
    /// The ballots were counted again.
    Recounted { motion: u64, organ: String, outcome: Outcome, clauses: Vec<ClauseCount> },
    /// A chapter is open.
    ChapterOpened { motion: u64, state: String, chapter: String, benchmarks: Vec<String> },
    /// A chapter is closed.
    ChapterClosed { motion: u64, state: String, chapter: String },
    /// A state is invited.
    Invited { motion: u64, state: String, name: String },
    /// A state is a member.
    Admitted { motion: u64, state: String },
    /// An application was turned down.
    ApplicationRejected { motion: u64, state: String },
    /// A member is under observation.
    Observed { motion: u64, state: String, until: Moment },
    /// Observation ended.
    ObservationEnded { state: String },
    /// A member is warned.
    Warned { motion: u64, state: String },
    /// Rights of a member are suspended.
    Suspended { motion: u64, state: String, rights: Vec<String> },
    /// A member is restored.
    Readmitted { motion: u64, state: String },
    /// A member is expelled.
    Expelled { motion: u64, state: String },
    /// A member gave notice.
    WithdrawalNotified { state: String, effective: Moment },
    /// A member left.
    Left { state: String },
    /// An office is filled.
    OfficeFilled {
        motion: u64,
        office: String,
        name: String,
        state: String,
        gender: Option<String>,
        until: Option<Moment>,
    },
    /// A term ended.
    TermEnded { office: String, name: String },
    /// The chair passed on.
    ChairPassed { organ: String, chair: ChairTerm },
    /// A budget is adopted and its dues assessed.
    BudgetAdopted { motion: u64, year: i32, currency: String, total: Amount, due: Moment, dues: Vec<Due> },
    /// The day of payment has come.
    DuesFellDue { year: i32 },
    /// A payment arrived.
    Paid { state: String, amount: Amount },
    /// A member in arrears may vote until the day named.
    ArrearsWaived { motion: u64, state: String, until: Moment },
    /// The charter reads anew.
    CharterAmended { motion: u64 },
    /// The next stage is reached, and these keys changed with it.
    StageEntered { motion: u64, stage: String, charter: String },
    /// A resolution is adopted.
    ResolutionAdopted { motion: u64 },
    /// A member called for consultation.
    ConsultationCalled { state: String, says: String },
    /// A case is before the court.
    CaseFiled { case: u64, motion: Option<u64>, says: String },
    /// Effect waits for judgment.
    StayOrdered { case: u64, motion: u64 },
    /// The court has decided.
    Judged { case: u64, ruling: Ruling, says: String },
}

/// A state and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedState {
    /// Its code.
    pub state: String,
    /// Its name.
    pub name: String,
}

/// A chair of an organ and how long it lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChairTerm {
    /// The organ.
    pub organ: String,
    /// The member that presides.
    pub state: String,
    /// Until when; none where the charter sets no term.
    pub until: Option<Moment>,
}

/// A step of a motion on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// An organ votes.
    Vote {
        /// The organ.
        organ: String,
        /// Its rule.
        rule: String,
    },
    /// An organ agrees by silence.
    Silence {
        /// The organ.
        organ: String,
        /// For how long nobody must object.
        lasts: String,
    },
    /// Members ratify.
    Ratification {
        /// The rule on ratifications.
        rule: String,
    },
    /// Notice runs.
    Notice {
        /// For how long.
        lasts: String,
    },
}

/// Who is entitled to vote, frozen: `weights` in the order of `columns`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roll {
    /// What the rule counts beside one a member.
    pub columns: Vec<String>,
    /// Every member of the organ, entitled or not, in the order of codes.
    pub members: Vec<RollMember>,
}

/// One member of a frozen roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollMember {
    /// Its code.
    pub state: String,
    /// How many seats it holds in the organ.
    pub seats: u32,
    /// Its weights.
    pub weights: Vec<u64>,
    /// Why it is in neither side of the count, if it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out: Option<Out>,
}

/// Why a member is left out of both sides of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Out {
    /// Its vote is suspended.
    Suspended,
    /// Its arrears cost it its vote.
    InArrears,
    /// The matter concerns it.
    Concerned,
}

/// What became of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The rule was met.
    Passed,
    /// It was not.
    Failed,
    /// Too few were there for the organ to decide.
    Inquorate,
}

/// What became of one quota: the tally's explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseCount {
    /// The quota, as a treaty writes it.
    pub quota: String,
    /// The weight that counted towards it.
    pub have: u64,
    /// The least that passes; for `fewer than` and `no`, the most.
    pub need: u64,
    /// Of which total.
    pub total: u64,
    /// Did it hold?
    pub holds: bool,
}

/// A state judged on the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The year judged: the last that the data cover.
    pub year: i32,
    /// Each criterion.
    pub criteria: Vec<Judgment>,
    /// Does the state qualify: `met`, `not met` or `unknown`?
    pub qualifies: String,
    /// Has a member lost any criterion?
    pub lost_any: bool,
    /// Until when it may be relied on; none where the charter sets no term.
    pub valid_until: Option<Moment>,
}

/// One criterion of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgment {
    /// The criterion.
    pub criterion: String,
    /// `met`, `not met` or `unknown`.
    pub verdict: String,
    /// Would a member have lost it?
    pub lost: bool,
}

/// What a member owes of a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The member.
    pub state: String,
    /// In minor units.
    pub amount: Amount,
}
