//! Acts and guarantees: what the community may do, who decides it, and under which conditions.

use super::{At, Duration, Heading, RuleText};
use crate::condition::Condition;
use voting::Rule;

/// `[guarantee.<head>]`
#[derive(Clone, Debug, PartialEq)]
pub struct Guarantee {
    /// Its head, such as `attack`.
    pub id: At<String>,
    /// Label, title, words.
    pub heading: Heading,
    /// What it covers.
    pub covers: Vec<At<String>>,
    /// What must be so before it can be invoked.
    pub requires: Option<At<Condition>>,
    /// The organ that determines the case.
    pub organ: Option<At<String>>,
    /// By which rule.
    pub rule: Option<At<RuleText>>,
    /// The time for determining.
    pub within: Option<Duration>,
    /// The time for pledging.
    pub pledges_within: Option<Duration>,
    /// The body that is told at once.
    pub reported_to: Option<At<String>>,
    /// What ends it.
    pub ends: Option<At<Condition>>,
    /// By which means.
    pub means: Means,
}

/// By which means a guarantee is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Means {
    /// All that are needed, armed force included.
    #[default]
    All,
    /// Short of force.
    NonForcible,
}

/// `[acts.<kind>]`: something the community may do.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Which of the fixed kinds.
    pub kind: At<crate::acts::ActKind>,
    /// Label, title, words.
    pub heading: Heading,
    /// Who may do it.
    pub who: Vec<At<String>>,
    /// Who may propose it: an organ, or a rule on the members that join in the proposal.
    pub proposed_by: Vec<At<Proposer>>,
    /// How many citizens may do it, where `who` has them.
    pub citizens: Option<Citizens>,
    /// Who is asked for advice first.
    pub consults: Option<Consults>,
    /// In how many readings it is debated before the vote.
    pub readings: At<u32>,
    /// The least time of each reading.
    pub debate: Option<At<Duration>>,
    /// Who may close a debate sooner.
    pub closes_debate: Vec<At<String>>,
    /// The organ that decides.
    pub organ: Option<At<String>>,
    /// By which rule.
    pub rule: Option<At<RuleText>>,
    /// Who is left out of the count.
    pub excludes: Option<Excludes>,
    /// What must be so.
    pub requires: Option<At<Condition>>,
    /// The second organ that must agree.
    pub consent: Option<Consent>,
    /// The rule on ratifications by members.
    pub ratified_by: Option<At<RuleText>>,
    /// The time for the whole act.
    pub within: Option<Duration>,
    /// The organ that reviews its legality.
    pub reviewed_by: Option<At<String>>,
    /// What a suspended member loses.
    pub suspends: Vec<At<String>>,
    /// The time between notice and effect.
    pub notice: Option<Duration>,
    /// The time for an answer.
    pub answered_within: Option<Duration>,
    /// Who is reported to, and how often.
    pub reports: Option<Reports>,
    /// Is silence agreement, and for how long must it last?
    pub silence: Option<Duration>,
}

/// Who may propose an act.
#[derive(Clone, Debug, PartialEq)]
pub enum Proposer {
    /// An organ or office.
    Office(String),
    /// So many members together.
    Members(Rule),
}

/// `citizens = { total, members, per_seat }`
#[derive(Clone, Debug, PartialEq)]
pub struct Citizens {
    /// How many in all.
    pub total: u64,
    /// From how many members.
    pub members: Option<At<Rule>>,
    /// From each such member, so many for each of its seats in the assembly.
    pub per_seat: Option<u32>,
}

/// `consults = { body, within }`
#[derive(Clone, Debug, PartialEq)]
pub struct Consults {
    /// Who is asked.
    pub body: At<String>,
    /// The time for an answer; silence is no veto.
    pub within: Option<Duration>,
}

/// `consent = { organ, rule }`
#[derive(Clone, Debug, PartialEq)]
pub struct Consent {
    /// The organ.
    pub organ: At<String>,
    /// Its rule.
    pub rule: At<RuleText>,
}

/// `reports = { to, every }`
#[derive(Clone, Debug, PartialEq)]
pub struct Reports {
    /// To whom.
    pub to: At<String>,
    /// How often.
    pub every: Duration,
}

/// Who is left out of both sides of the count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excludes {
    /// The member concerned.
    Subject,
    /// Every member against whom this procedure runs.
    EveryUnderProcedure,
}
