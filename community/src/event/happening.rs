//! What can happen: one variant a kind of event. A frozen wire type.

use super::{
    Assessment, AssistanceOwed, Assisted, ClauseCount, GuaranteeEnded, GuaranteeReported, HelpRequested,
    Invoked, Outcome, PartOfPledge, Pledged, PledgesFellDue, Roll, SeatEnded, Seated, Step, Undetermined,
    VotedByName,
};
use crate::{
    act::{Amount, Cast, OfGuarantee, Ruling},
    compact::{
        AuthorityRecognised, BenchmarkVerified, CompactEnded, CompactFounded, CompactFunded,
        CompactRequested, CompactReviewed, CompactSubmitted, ReviewDue, TrancheReleased,
    },
    initiative::SignaturesCounted,
    mandate,
    matter::Matter,
    mission,
    moment::Moment,
    warning::{WarningAnswered, WarningRaised, WarningUnanswered},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

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
    /// A seat-holder sits for a member.
    Seated(Seated),
    /// A seat-holder sits no longer.
    SeatEnded(SeatEnded),
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
    /// The next reading is open.
    ReadingOpened(ReadingOpened),
    /// The debate of a reading was closed before its time.
    DebateClosed { motion: u64 },
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
        roll: Arc<Roll>,
    },
    /// A delegation voted.
    Voted { motion: u64, state: String, ballot: Cast },
    /// A seat-holder voted.
    VotedByName(VotedByName),
    /// The vote is counted.
    VoteClosed {
        motion: u64,
        organ: String,
        outcome: Outcome,
        clauses: Vec<ClauseCount>,
        quorum: Vec<ClauseCount>,
    },
    /// Members may ratify what was decided.
    RatificationOpened { motion: u64, rule: String, roll: Arc<Roll> },
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
    /// A resolution of the Security Council is on the record.
    ResolutionRegistered(mandate::Registered),
    /// A mandate is in force no more.
    MandateOver(mandate::Over),
    /// A mission is planned.
    MissionPlanned(mission::MissionTerms),
    /// A mission is authorised.
    MissionAuthorised(mission::MissionTerms),
    /// A mission goes on under other terms.
    MissionRenewed(mission::MissionTerms),
    /// Forces are contributed to an operation that the United Nations command.
    ForcesContributed(mission::Contributed),
    /// A mission has no authority any more: it withdraws.
    MissionLostAuthority(mission::LostAuthority),
    /// A host consents.
    HostConsented(mission::HostSpoke),
    /// A host no longer consents.
    HostWithdrew(mission::HostSpoke),
    /// It is settled who gives what to a mission.
    ForcesGenerated(mission::Generation),
    /// Forces arrived.
    Deployed(mission::Moved),
    /// Forces came home.
    CameHome(mission::Moved),
    /// A mission was reported on.
    MissionReported(mission::Reported),
    /// A report was not there on its day.
    MissionReportOverdue(mission::Reported),
    /// Money of a contribution was spent.
    MissionSpent(mission::MoneyMoved),
    /// Money of a contribution was paid back.
    MissionReimbursed(mission::MoneyMoved),
    /// The court has decided.
    Judged { case: u64, ruling: Ruling, says: String },
    /// A member invoked a guarantee.
    GuaranteeInvoked(Invoked),
    /// It asked for help.
    HelpRequested(HelpRequested),
    /// Another member assists.
    Assisted(Assisted),
    /// The case was reported.
    GuaranteeReported(GuaranteeReported),
    /// It was not reported at once.
    ReportOverdue(OfGuarantee),
    /// The members owe assistance.
    AssistanceOwed(AssistanceOwed),
    /// The case was not determined: self-defence is as it was.
    Undetermined(Undetermined),
    /// The time for pledges has run.
    PledgesFellDue(PledgesFellDue),
    /// The member withdrew its request.
    RequestWithdrawn(OfGuarantee),
    /// A guarantee ended, and with it what was owed.
    GuaranteeEnded(GuaranteeEnded),
    /// A member pledged.
    Pledged(Pledged),
    /// What had not come of a pledge was withdrawn.
    PledgeWithdrawn(PartOfPledge),
    /// So much of a pledge arrived.
    Arrived(PartOfPledge),
    /// What came of a pledge goes home, and so much that had not come is withdrawn.
    StoodDown(PartOfPledge),
    /// A day's count of an initiative was put on the record.
    SignaturesCounted(SignaturesCounted),
    /// A warning is raised.
    WarningRaised(WarningRaised),
    /// A warning is answered.
    WarningAnswered(WarningAnswered),
    /// Nobody answered a warning in time.
    WarningUnanswered(WarningUnanswered),
    /// A state asks for a compact.
    CompactRequested(CompactRequested),
    /// It no longer does.
    CompactRequestWithdrawn { state: String },
    /// A transitional authority is recognised.
    AuthorityRecognised(AuthorityRecognised),
    /// The plan of a compact is submitted for advice.
    CompactSubmitted(CompactSubmitted),
    /// A compact is founded.
    CompactFounded(CompactFounded),
    /// A contribution to a compact arrived.
    CompactFunded(CompactFunded),
    /// A verifier reported on a benchmark.
    BenchmarkVerified(BenchmarkVerified),
    /// The day of a review has come.
    ReviewFellDue(ReviewDue),
    /// A compact was reviewed.
    CompactReviewed(CompactReviewed),
    /// A tranche is released.
    TrancheReleased(TrancheReleased),
    /// A compact is over.
    CompactEnded(CompactEnded),
}

/// A reading of a motion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingOpened {
    /// The motion.
    pub motion: u64,
    /// Which reading: 2 for the second.
    pub reading: u32,
    /// Until when it lasts at least; none where the charter sets no time.
    pub until: Option<Moment>,
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

/// What a member owes of a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The member.
    pub state: String,
    /// In minor units.
    pub amount: Amount,
}
