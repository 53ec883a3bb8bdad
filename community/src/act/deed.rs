//! What can be done: one variant a kind of deed. A frozen wire type.

use super::{
    Amount, Assist, Cast, ConfirmArrival, DeclareAttack, NamedBallot, OfGuarantee, OfPledge, Pledging,
    ReportGuarantee, RequestHelp, RequestProtection, Ruling, Seat, Unseat,
};
use crate::{
    compact::{RequestCompact, ReviewCompact, VerifyBenchmark},
    initiative::CountSignatures,
    mandate::Resolution,
    matter::Matter,
    mission::{Generation, Money, Movement, Named, Report},
    moment::Moment,
    warning::RaiseWarning,
};
use serde::{Deserialize, Serialize};

/// What is done. Kinds of the charter that are brought about by a vote are [`Matter`]s of a motion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Deed {
    /// The preparatory conference opens on the text of a charter.
    OpenText {
        /// The charter, as TOML.
        charter: String,
    },
    /// A participant's amendment replaces the text, before it is adopted.
    AmendText {
        /// The charter, as TOML.
        charter: String,
    },
    /// A participant signs the adopted charter.
    Sign {},
    /// A state ratifies: the charter at its founding, or what a motion decided.
    Ratify {
        /// The motion; none for the charter itself.
        motion: Option<u64>,
    },
    /// A member sends a delegation to an organ.
    Accredit {
        /// The organ.
        organ: String,
        /// Who leads the delegation.
        delegate: String,
        /// The public key with which it signs, if it has one.
        key: Option<String>,
    },
    /// A member calls its delegation back.
    Revoke {
        /// The organ.
        organ: String,
    },
    /// A member names a seat-holder in an organ of persons.
    Seat(Seat),
    /// A seat-holder holds the seat no longer.
    Unseat(Unseat),
    /// Another government claims a member's seat.
    ContestCredentials {
        /// The member.
        state: String,
        /// Who claims to speak for it.
        claimant: String,
        /// The claimant's public key, if it has one.
        key: Option<String>,
    },
    /// A state applies for membership.
    Apply {},
    /// A state is assessed on the record.
    Assess {
        /// The state.
        state: String,
    },
    /// A member puts on the record that it reads an assessment otherwise.
    Dissent {
        /// The state assessed.
        state: String,
        /// The criterion.
        criterion: String,
        /// Why.
        says: String,
    },
    /// A motion is put forward.
    Propose {
        /// What it would do.
        matter: Matter,
        /// Until when it is debated before it can be voted on.
        debate_until: Option<Moment>,
    },
    /// A member joins in a proposal.
    Cosponsor {
        /// The motion.
        motion: u64,
    },
    /// The mover takes an amendment into the motion, before the vote.
    AmendMotion {
        /// The motion.
        motion: u64,
        /// The matter as amended.
        matter: Matter,
    },
    /// The mover withdraws the motion.
    Drop {
        /// The motion.
        motion: u64,
    },
    /// The motion goes from one reading to the next.
    NextReading {
        /// The motion.
        motion: u64,
    },
    /// The debate of a reading is closed before its time, by whom the charter names.
    CloseDebate {
        /// The motion.
        motion: u64,
    },
    /// Advice that the charter asks for arrives.
    Advise {
        /// The motion.
        motion: u64,
        /// What the body says.
        says: String,
    },
    /// The state concerned is heard.
    Answer {
        /// The motion.
        motion: u64,
        /// What it says.
        says: String,
    },
    /// The vote opens: who is entitled, and with what weight, is frozen.
    OpenVote {
        /// The motion.
        motion: u64,
        /// When it closes; left out for a silence procedure, whose length the charter gives.
        until: Option<Moment>,
    },
    /// A ballot.
    Vote {
        /// The motion.
        motion: u64,
        /// How the delegation votes.
        ballot: Cast,
    },
    /// A seat-holder's ballot.
    VoteByName(NamedBallot),
    /// A member breaks the silence.
    Object {
        /// The motion.
        motion: u64,
    },
    /// The vote is closed early, all ballots being in.
    Close {
        /// The motion.
        motion: u64,
    },
    /// The ballots of a closed vote are counted again.
    Recount {
        /// The motion.
        motion: u64,
    },
    /// A member gives notice that it leaves.
    Withdraw {},
    /// A member calls for consultation.
    Consult {
        /// On what.
        says: String,
    },
    /// A member's payment of its dues has arrived.
    Pay {
        /// In minor units of the budget's currency.
        amount: Amount,
    },
    /// A case is brought before the court.
    FileCase {
        /// The motion whose legality is in question; none for a question of interpretation.
        motion: Option<u64>,
        /// The question.
        says: String,
    },
    /// The court orders that a motion's effect waits for its judgment.
    Stay {
        /// The case.
        case: u64,
    },
    /// The court decides.
    Judge {
        /// The case.
        case: u64,
        /// What it finds.
        ruling: Ruling,
        /// How many judges are for it.
        judges_for: u32,
        /// How many are against.
        judges_against: u32,
        /// Its reasons.
        says: String,
    },
    /// A member declares that it is under armed attack.
    DeclareAttack(DeclareAttack),
    /// The constitutional authorities of a member ask for help.
    RequestProtection(RequestProtection),
    /// A member that invoked a guarantee asks for help.
    RequestHelp(RequestHelp),
    /// A member assists, on its own decision.
    Assist(Assist),
    /// The secretariat has reported a case.
    ReportGuarantee(ReportGuarantee),
    /// A member withdraws its request for help.
    WithdrawRequest(OfGuarantee),
    /// A member pledges forces or means.
    Pledge(Pledging),
    /// A member withdraws what has not yet come of a pledge.
    WithdrawPledge(OfPledge),
    /// Part or all of a pledge has arrived.
    ConfirmArrival(ConfirmArrival),
    /// What came of a pledge goes home.
    StandDown(OfPledge),
    /// A day's count of an initiative is put on the record.
    CountSignatures(CountSignatures),
    /// A warning of conflict is raised.
    RaiseWarning(RaiseWarning),
    /// A state asks for a compact.
    RequestCompact(RequestCompact),
    /// It no longer does.
    WithdrawCompactRequest {},
    /// The plan of a compact goes to the body that advises on it.
    SubmitCompact {
        /// The motion that would found it.
        motion: u64,
    },
    /// A member's contribution to a compact has arrived.
    FundCompact {
        /// The compact.
        compact: u64,
        /// In minor units of the compact's currency.
        amount: Amount,
    },
    /// A verifier reports on a benchmark.
    VerifyBenchmark(VerifyBenchmark),
    /// A compact is reviewed.
    ReviewCompact(ReviewCompact),
    /// A resolution of the Security Council is put on the record.
    RegisterMandate(Resolution),
    /// A state consents to a mission on its territory.
    Consent(Named),
    /// A state no longer consents to a mission on its territory.
    WithdrawConsent(Named),
    /// The plan of a mission's forces is put on the record.
    GenerateForces(Generation),
    /// Forces of a member arrive.
    Deploy(Movement),
    /// Forces of a member come home.
    Recall(Movement),
    /// A mission is reported on.
    Report(Report),
    /// Money of a contribution is spent.
    Spend(Money),
    /// Money of a contribution is paid back by the United Nations.
    Reimburse(Money),
    /// Time passes: what is due falls due.
    Tick {},
}

impl Deed {
    /// The name on the wire and the command line: `open-vote`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::OpenText { .. } => "open-text",
            Self::AmendText { .. } => "amend-text",
            Self::Sign {} => "sign",
            Self::Ratify { .. } => "ratify",
            Self::Accredit { .. } => "accredit",
            Self::Revoke { .. } => "revoke",
            Self::Seat(_) => "seat",
            Self::Unseat(_) => "unseat",
            Self::ContestCredentials { .. } => "contest-credentials",
            Self::Apply {} => "apply",
            Self::Assess { .. } => "assess",
            Self::Dissent { .. } => "dissent",
            Self::Propose { .. } => "propose",
            Self::Cosponsor { .. } => "cosponsor",
            Self::AmendMotion { .. } => "amend-motion",
            Self::Drop { .. } => "drop",
            Self::NextReading { .. } => "next-reading",
            Self::CloseDebate { .. } => "close-debate",
            Self::Advise { .. } => "advise",
            Self::Answer { .. } => "answer",
            Self::OpenVote { .. } => "open-vote",
            Self::Vote { .. } => "vote",
            Self::VoteByName(_) => "vote-by-name",
            Self::Object { .. } => "object",
            Self::Close { .. } => "close",
            Self::Recount { .. } => "recount",
            Self::Withdraw {} => "withdraw",
            Self::Consult { .. } => "consult",
            Self::Pay { .. } => "pay",
            Self::FileCase { .. } => "file-case",
            Self::Stay { .. } => "stay",
            Self::Judge { .. } => "judge",
            Self::DeclareAttack(_) => "declare-attack",
            Self::RequestProtection(_) => "request-protection",
            Self::RequestHelp(_) => "request-help",
            Self::Assist(_) => "assist",
            Self::ReportGuarantee(_) => "report-guarantee",
            Self::WithdrawRequest(_) => "withdraw-request",
            Self::Pledge(_) => "pledge",
            Self::WithdrawPledge(_) => "withdraw-pledge",
            Self::ConfirmArrival(_) => "confirm-arrival",
            Self::StandDown(_) => "stand-down",
            Self::CountSignatures(_) => "count-signatures",
            Self::RaiseWarning(_) => "raise-warning",
            Self::RequestCompact(_) => "request-compact",
            Self::WithdrawCompactRequest {} => "withdraw-compact-request",
            Self::SubmitCompact { .. } => "submit-compact",
            Self::FundCompact { .. } => "fund-compact",
            Self::VerifyBenchmark(_) => "verify-benchmark",
            Self::ReviewCompact(_) => "review-compact",
            Self::RegisterMandate(_) => "register-mandate",
            Self::Consent(_) => "consent",
            Self::WithdrawConsent(_) => "withdraw-consent",
            Self::GenerateForces(_) => "generate-forces",
            Self::Deploy(_) => "deploy",
            Self::Recall(_) => "recall",
            Self::Report(_) => "report",
            Self::Spend(_) => "spend",
            Self::Reimburse(_) => "reimburse",
            Self::Tick {} => "tick",
        }
    }
}
