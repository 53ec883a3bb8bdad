//! What a motion would do: the charter's kinds of act that a vote brings about. A frozen wire type.

use crate::{
    act::Amount,
    compact::{EndCompact, FoundCompact, RecogniseAuthority, ReleaseTranche},
    mission::{Closing, Contribution, Plan},
    moment::Moment,
    warning::AnswerWarning,
};
use charter::acts::ActKind;
use serde::{Deserialize, Serialize};

/// What a motion would do if it is carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Matter {
    /// Adopt the text of the charter, in the preparatory conference.
    AdoptText {},
    /// Open an accession chapter with an applicant.
    OpenChapter {
        /// The applicant.
        state: String,
        /// The chapter's name.
        chapter: String,
        /// What must be reached before it closes.
        benchmarks: Vec<String>,
    },
    /// Close an accession chapter.
    CloseChapter {
        /// The applicant.
        state: String,
        /// The chapter's name.
        chapter: String,
        /// What shows that its benchmarks are reached.
        evidence: String,
    },
    /// Invite a state to accede.
    Invite {
        /// The state.
        state: String,
    },
    /// Admit an applicant.
    Admit {
        /// The applicant.
        state: String,
    },
    /// Decide which government holds a member's seat.
    DecideCredentials {
        /// The member.
        state: String,
        /// Is the claimant's claim accepted?
        claimant_holds: bool,
    },
    /// Place a member under observation.
    Observe {
        /// The member.
        state: String,
        /// Until when.
        until: Moment,
        /// Why.
        grounds: String,
    },
    /// Warn a member.
    Warn {
        /// The member.
        state: String,
        /// Why.
        grounds: String,
    },
    /// Suspend the rights that the charter names.
    Suspend {
        /// The member.
        state: String,
        /// Why.
        grounds: String,
        /// Does the motion find a serious breach of the charter? To adopt it is to find so.
        serious_breach: bool,
    },
    /// Restore a suspended member.
    Readmit {
        /// The member.
        state: String,
    },
    /// Expel a member.
    Expel {
        /// The member.
        state: String,
        /// Why.
        grounds: String,
        /// Does the motion find a serious breach of the charter? To adopt it is to find so.
        serious_breach: bool,
    },
    /// Settle a criterion of which the data do not say whether it is met.
    Settle {
        /// The state.
        state: String,
        /// The criterion.
        criterion: String,
        /// Is it met?
        met: bool,
        /// Why.
        grounds: String,
    },
    /// Elect to an office.
    Elect {
        /// Who.
        candidate: Candidate,
    },
    /// Appoint to an office.
    Appoint {
        /// Who.
        candidate: Candidate,
    },
    /// Adopt the budget of a year.
    AdoptBudget {
        /// The year.
        year: i32,
        /// The currency, by its ISO 4217 code.
        currency: String,
        /// The estimates.
        lines: Vec<BudgetLine>,
        /// When dues must be paid.
        due: Moment,
    },
    /// Let a member in arrears vote all the same.
    WaiveArrears {
        /// The member.
        state: String,
        /// Until when.
        until: Moment,
    },
    /// Amend the charter.
    Amend {
        /// The charter as amended, as TOML.
        charter: String,
    },
    /// Advance to the next stage.
    Advance {
        /// The stage.
        stage: String,
    },
    /// Determine that a guarantee holds, which adds the duty to assist.
    Determine(OfCase),
    /// Find that the Security Council has taken measures and that they suffice.
    FindMeasuresSuffice(OfCase),
    /// Plan a mission.
    PlanMission(Plan),
    /// Authorise a mission.
    AuthoriseMission(Plan),
    /// Let a mission go on under other terms.
    RenewMission(Plan),
    /// End a mission, or hand it over.
    EndMission(Closing),
    /// Contribute forces to an operation that the United Nations command.
    ContributeForces(Contribution),
    /// Adopt a resolution.
    Resolution {
        /// Its title.
        title: String,
        /// Its text.
        says: String,
    },
    /// Answer a warning.
    AnswerWarning(AnswerWarning),
    /// Recognise who speaks for a state that has no government to ask.
    RecogniseAuthority(RecogniseAuthority),
    /// Found a compact.
    FoundCompact(Box<FoundCompact>),
    /// Release a tranche of a compact.
    ReleaseTranche(ReleaseTranche),
    /// Conclude a compact: every benchmark is met.
    ConcludeCompact(EndCompact),
    /// Declare that a compact has failed.
    FailCompact(EndCompact),
}

/// A guarantee that was invoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfCase {
    /// Its head in the charter: `attack` or `freedom`.
    pub head: String,
    /// Its number.
    pub guarantee: u64,
    /// Why.
    pub grounds: String,
}

/// A candidate for an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The office: the organ that it leads or sits in.
    pub office: String,
    /// The person.
    pub name: String,
    /// Of which state.
    pub state: String,
    /// Woman, man or another word, for the record's balance; may be left out.
    pub gender: Option<String>,
}

/// One line of the estimates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    /// For what.
    pub name: String,
    /// How much, in minor units.
    pub amount: Amount,
}

impl Matter {
    /// The charter's kind of act; none where the power stands elsewhere (`budget.arrears.waived_by`, a finding of fact).
    pub fn kind(&self) -> Option<ActKind> {
        Some(match self {
            Self::AdoptText {} => ActKind::AdoptText,
            Self::OpenChapter { .. } => ActKind::OpenChapter,
            Self::CloseChapter { .. } => ActKind::CloseChapter,
            Self::Invite { .. } => ActKind::Invite,
            Self::Admit { .. } => ActKind::Admit,
            Self::DecideCredentials { .. } => ActKind::DecideCredentials,
            Self::Observe { .. } => ActKind::Observe,
            Self::Warn { .. } => ActKind::Warn,
            Self::Suspend { .. } => ActKind::Suspend,
            Self::Readmit { .. } => ActKind::Readmit,
            Self::Expel { .. } => ActKind::Expel,
            Self::Elect { .. } => ActKind::Elect,
            Self::Appoint { .. } => ActKind::Appoint,
            Self::AdoptBudget { .. } => ActKind::AdoptBudget,
            Self::Amend { .. } => ActKind::Amend,
            Self::Advance { .. } => ActKind::Advance,
            Self::Resolution { .. } => ActKind::Resolution,
            Self::PlanMission(_) => ActKind::PlanMission,
            Self::AuthoriseMission(_) => ActKind::AuthoriseMission,
            Self::RenewMission(_) => ActKind::RenewMission,
            Self::EndMission(_) => ActKind::EndMission,
            Self::ContributeForces(_) => ActKind::ContributeForces,
            Self::Settle { .. }
            | Self::WaiveArrears { .. }
            | Self::Determine(_)
            | Self::FindMeasuresSuffice(_) => return None,
            Self::AnswerWarning(_) => ActKind::AnswerWarning,
            Self::RecogniseAuthority(_) => ActKind::RecogniseAuthority,
            Self::FoundCompact(_) => ActKind::FoundCompact,
            Self::ReleaseTranche(_) => ActKind::ReleaseTranche,
            Self::ConcludeCompact(_) => ActKind::ConcludeCompact,
            Self::FailCompact(_) => ActKind::FailCompact,
        })
    }

    /// The name on the wire: `admit`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Settle { .. } => "settle",
            Self::WaiveArrears { .. } => "waive-arrears",
            Self::Determine(_) => "determine",
            Self::FindMeasuresSuffice(_) => "find-measures-suffice",
            other => other.kind().map_or("", ActKind::name),
        }
    }

    /// The state concerned.
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::OpenChapter { state, .. }
            | Self::CloseChapter { state, .. }
            | Self::Invite { state }
            | Self::Admit { state }
            | Self::DecideCredentials { state, .. }
            | Self::Observe { state, .. }
            | Self::Warn { state, .. }
            | Self::Suspend { state, .. }
            | Self::Readmit { state }
            | Self::Expel { state, .. }
            | Self::Settle { state, .. }
            | Self::WaiveArrears { state, .. } => Some(state),
            Self::RecogniseAuthority(recognise) => Some(&recognise.state),
            Self::FoundCompact(plan) => Some(&plan.state),
            _ => None,
        }
    }

    /// The terms of the mission or contribution that it would plan, authorise or renew.
    pub fn plan(&self) -> Option<&Plan> {
        match self {
            Self::PlanMission(plan) | Self::AuthoriseMission(plan) | Self::RenewMission(plan) => Some(plan),
            Self::ContributeForces(contribution) => Some(&contribution.plan),
            _ => None,
        }
    }

    /// Is it brought against a member, which is then heard before the vote?
    pub fn accuses(&self) -> bool {
        matches!(self, Self::Observe { .. } | Self::Warn { .. } | Self::Suspend { .. } | Self::Expel { .. })
    }
}
