//! The institution as it stands: the fold of its events. Comparable, and serialisable to bytes that a replay must
//! reproduce.

mod proposal;

use crate::{
    act::Amount,
    compact::Peacebuilding,
    event::{Assessment, ChairTerm},
    guarantee::Guarantee,
    initiative::Initiative,
    law::Law,
    mandate::Mandates,
    mission::Mission,
    moment::Moment,
    pledge::{Pledge, Whose},
    warning::Warning,
};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub use proposal::{ClosedVote, Motion, Standing, Vote};

/// A state's ISO 3166 code.
pub type Code = String;

/// The institution as it stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct State {
    /// When the last event happened.
    pub at: Option<Moment>,
    /// How many events there were.
    pub events: u64,
    /// How far the founding is.
    pub phase: Phase,
    /// The charter; before its adoption, the draft.
    pub law: Option<Arc<Law>>,
    /// What states are called.
    pub names: BTreeMap<Code, String>,
    /// Who takes part in the preparatory conference: the founders.
    pub founders: BTreeSet<Code>,
    /// Who is bound by the older treaty.
    pub predecessor: BTreeSet<Code>,
    /// Who signed.
    pub signed: BTreeSet<Code>,
    /// Who ratified the charter.
    pub ratified: BTreeSet<Code>,
    /// Until when ratifications bring it into force.
    pub founding_lapses: Option<Moment>,
    /// Who belongs.
    pub members: BTreeMap<Code, Member>,
    /// Who has applied.
    pub applicants: BTreeMap<Code, Applicant>,
    /// The last assessment of each state.
    pub assessments: BTreeMap<Code, Assessed>,
    /// What organs have settled where the data did not say: state, criterion, whether it is met.
    pub settled: BTreeMap<Code, BTreeMap<String, bool>>,
    /// By organ and member.
    pub delegations: BTreeMap<String, BTreeMap<Code, Delegation>>,
    /// Seat-holders of organs of persons, by organ and member.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub seated: BTreeMap<String, BTreeMap<Code, Vec<SeatHolder>>>,
    /// Claims of second governments, by member.
    pub claims: BTreeMap<Code, Delegation>,
    /// Every motion, by number.
    pub motions: BTreeMap<u64, Arc<Motion>>,
    /// Those that are not yet decided.
    pub open: BTreeSet<u64>,
    /// Holders of offices, by organ.
    pub offices: BTreeMap<String, Vec<Holder>>,
    /// How many terms a person has begun in an office: `secretariat/NAME`.
    pub terms: BTreeMap<String, u32>,
    /// Who presides over which organ.
    pub chairs: BTreeMap<String, ChairTerm>,
    /// Adopted budgets, by year.
    pub budgets: BTreeMap<i32, Budget>,
    /// What members owe and have paid.
    pub accounts: BTreeMap<Code, Account>,
    /// The stage reached.
    pub stage: Option<String>,
    /// Cases before the court.
    pub cases: BTreeMap<u64, Case>,
    /// Guarantees that were invoked.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub guarantees: BTreeMap<u64, Guarantee>,
    /// Pledges of forces and means.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pledges: BTreeMap<u64, Pledge>,
    /// Where the pledges are found by what they were made to and by whom; it says nothing that they do not.
    #[serde(skip)]
    pub(crate) pledged: Whose,
    /// Warnings of conflict.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub warnings: BTreeMap<u64, Warning>,
    /// Citizens' initiatives whose signatures are counted on the record, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub initiatives: BTreeMap<String, Initiative>,
    /// Compacts, and who asks for one.
    #[serde(skip_serializing_if = "Peacebuilding::is_unused")]
    pub peacebuilding: Peacebuilding,
    /// Resolutions of the Security Council, and the mandates that they gave.
    #[serde(skip_serializing_if = "Mandates::is_empty")]
    pub mandates: Mandates,
    /// Missions, and contributions to operations of the United Nations, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub missions: BTreeMap<String, Mission>,
    /// Which states consent to a mission on their territory, by its name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub host_consents: BTreeMap<String, BTreeSet<Code>>,
    /// What falls due, and when.
    pub agenda: BTreeSet<(Moment, Deadline)>,
}

/// How far the founding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Nothing has happened.
    #[default]
    Unfounded,
    /// The preparatory conference works on the text.
    Conference,
    /// The text is adopted, and signed and ratified.
    Adopted,
    /// The charter is in force.
    InForce,
    /// Too few ratified in time.
    Lapsed,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Member {
    /// Since when it belongs.
    pub since: Moment,
    /// Under observation, if it is.
    pub observed: Option<Observation>,
    /// By which motion it was warned last.
    pub warned: Option<u64>,
    /// Which rights are suspended, by which motion.
    pub suspended: Option<Suspension>,
    /// When its withdrawal takes effect.
    pub leaves: Option<Moment>,
    /// Until when its arrears do not cost it its vote.
    pub waived_until: Option<Moment>,
}

/// A member under observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Observation {
    /// Until when.
    pub until: Moment,
    /// By which motion; none for a founder that has not been found to qualify since the founding.
    pub motion: Option<u64>,
}

/// Rights that a member has lost for a time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suspension {
    /// Which.
    pub rights: BTreeSet<String>,
    /// By which motion.
    pub motion: u64,
    /// Does its effect wait for the court?
    pub stayed: bool,
}

/// A state that has applied.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Applicant {
    /// Was it invited?
    pub invited: bool,
    /// Chapters and whether each is closed.
    pub chapters: BTreeMap<String, Chapter>,
}

/// A chapter of accession.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Chapter {
    /// What must be reached.
    pub benchmarks: Vec<String>,
    /// Was it?
    pub closed: bool,
}

/// The last assessment of a state.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessed {
    /// When.
    pub at: Moment,
    /// What it says.
    pub assessment: Assessment,
    /// May it still be relied on?
    pub current: bool,
}

/// Who speaks for a member in an organ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Delegation {
    /// Who leads it.
    pub delegate: String,
    /// Its public key, if it has one.
    pub key: Option<String>,
}

/// Who holds a seat in an organ of persons, for a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatHolder {
    /// The person.
    pub name: String,
    /// The party, if any.
    pub party: Option<String>,
    /// Until when.
    pub until: Option<Moment>,
    /// The public key, if there is one.
    pub key: Option<String>,
}

/// Who holds an office.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Holder {
    /// The person.
    pub name: String,
    /// Of which state.
    pub state: Code,
    /// For the record's balance.
    pub gender: Option<String>,
    /// Until when.
    pub until: Option<Moment>,
}

/// An adopted budget.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Budget {
    /// ISO 4217 code.
    pub currency: String,
    /// Its sum.
    pub total: Amount,
    /// When dues must be paid.
    pub due: Moment,
    /// Has the day come?
    pub fell_due: bool,
}

/// What a member owes and has paid.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Account {
    /// Dues by year.
    pub dues: BTreeMap<i32, Amount>,
    /// All payments together.
    pub paid: Amount,
}

/// A case before the court.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Case {
    /// Who brought it.
    pub by: String,
    /// The motion in question.
    pub motion: Option<u64>,
    /// The question.
    pub says: String,
    /// Has the court decided?
    pub judged: bool,
}

/// What falls due.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deadline {
    /// A vote closes.
    VoteCloses(u64),
    /// Silence has lasted long enough.
    SilenceEnds(u64),
    /// Notice has run.
    NoticeEnds(u64),
    /// A motion runs out of time.
    MotionLapses(u64),
    /// The founding runs out of time.
    FoundingLapses,
    /// A withdrawal takes effect.
    MemberLeaves(Code),
    /// Observation ends.
    ObservationEnds(Code),
    /// An assessment grows too old.
    AssessmentExpires(Code),
    /// A term ends: office and name.
    TermEnds(String, String),
    /// A seat-holder's term ends: organ, member and name.
    SeatEnds(String, Code, String),
    /// A chair passes on.
    ChairPasses(String),
    /// Dues fall due.
    DuesFallDue(i32),
    /// A guarantee was to be determined.
    DeterminationDue(u64),
    /// Members were to pledge to a guarantee.
    PledgesDue(u64),
    /// A guarantee was to be reported.
    ReportDue(u64),
    /// The time for answering a warning passes.
    WarningUnanswered(u64),
    /// A compact is to be reviewed.
    CompactReview(u64),
    /// The last day of a compact comes.
    CompactEnds(u64),
    /// A mandate runs out.
    MandateExpires(String),
    /// The term of a mission ends.
    MissionEnds(String),
    /// A report on a mission is due.
    MissionReportDue(String),
}

impl State {
    /// What a state is called, or its code.
    pub fn name<'a>(&'a self, code: &'a str) -> &'a str {
        self.names.get(code).map_or(code, String::as_str)
    }

    /// Is it a member?
    pub fn is_member(&self, code: &str) -> bool {
        self.members.contains_key(code)
    }

    /// Has a member lost this right, with no stay of the court?
    pub fn has_lost(&self, code: &str, right: &str) -> bool {
        let suspension = self.members.get(code).and_then(|member| member.suspended.as_ref());
        suspension.is_some_and(|suspension| !suspension.stayed && suspension.rights.contains(right))
    }

    /// A motion by its number.
    pub fn motion(&self, number: u64) -> Option<&Motion> {
        self.motions.get(&number).map(Arc::as_ref)
    }

    /// A motion that can be changed; it is copied if someone else still reads it.
    pub(crate) fn motion_mut(&mut self, number: u64) -> Option<&mut Motion> {
        self.motions.get_mut(&number).map(Arc::make_mut)
    }

    /// The number that the next motion gets.
    pub fn next_motion(&self) -> u64 {
        self.motions.last_key_value().map_or(1, |(number, _)| number + 1)
    }

    /// Canonical JSON of the whole state: equal states give equal bytes.
    pub fn to_json(&self) -> String {
        crate::event::canonical(self)
    }

    /// What two states owe each other: the charter, the older treaty, or nothing.
    pub fn bond(&self, one: &str, other: &str) -> Bond {
        let released = self.law.as_ref().is_some_and(|law| {
            let founding = law.charter.founding.as_ref();
            founding.and_then(|founding| founding.unratified) == Some(charter::law::Unratified::Released)
        });
        if self.is_member(one) && self.is_member(other) {
            return Bond::Charter;
        }
        let both = self.predecessor.contains(one) && self.predecessor.contains(other);
        if both && !(self.phase == Phase::InForce && released) { Bond::Predecessor } else { Bond::None }
    }
}

/// What binds two states to defend each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bond {
    /// This charter.
    Charter,
    /// The older treaty that it continues.
    Predecessor,
    /// Neither.
    None,
}
