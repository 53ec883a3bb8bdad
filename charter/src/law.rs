//! A charter as checked: what the words of the file mean, in types. Nothing here is unread by someone: what binds is
//! what runs.
//!
//! A field that is an `Option` may be absent from the file; defaults that the reference names are already filled in.

use crate::condition::Condition;
use std::{fmt, ops::Range};
use voting::Rule;

/// A value and where it stands in the file, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// From the first byte to one past the last.
    pub span: Range<usize>,
}

/// The written law of a community.
#[derive(Clone, Debug, PartialEq)]
pub struct Charter {
    /// What it is called, since when, under whose aegis.
    pub community: Community,
    /// Words before the law; they bind nobody.
    pub preamble: Option<String>,
    /// How the record is read.
    pub data: Data,
    /// Groups that rules and conditions may name, beside those of the data.
    pub groups: Vec<NamedGroup>,
    /// Who belongs.
    pub membership: Membership,
    /// How the treaty comes into force.
    pub founding: Option<Founding>,
    /// Who decides.
    pub organs: Vec<Organ>,
    /// Rules by name.
    pub rules: Vec<NamedRule>,
    /// What members owe each other when one is attacked.
    pub guarantees: Vec<Guarantee>,
    /// What the community may do.
    pub acts: Vec<Act>,
    /// Who pays.
    pub budget: Option<Budget>,
    /// How it grows.
    pub stages: Vec<Stage>,
}

/// `article`, `title` and `says`, which every table may carry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heading {
    /// A stable label, such as `7a`, which survives amendment.
    pub article: Option<At<String>>,
    /// The title in print.
    pub title: Option<String>,
    /// Words that bind nobody.
    pub says: Option<String>,
}

/// `[community]`
#[derive(Clone, Debug, PartialEq)]
pub struct Community {
    /// Its name.
    pub name: String,
    /// The group under whose aegis it acts.
    pub aegis: Option<At<String>>,
    /// The year in which the founders enter.
    pub since: Option<i32>,
    /// The groups of the data whose members are this community's, where the charter describes an existing body.
    pub body: Vec<At<String>>,
    /// Words that bind nobody.
    pub says: Option<String>,
}

/// `[data]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data {
    /// For how many later years a value may stand in where there is none.
    pub carry: u32,
    /// How long an assessment remains good.
    pub assessment_valid: Option<Duration>,
}

/// A line of `[groups]`.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedGroup {
    /// Its name.
    pub name: At<String>,
    /// Where its members come from.
    pub members: GroupMembers,
}

/// Where the members of a charter's own group come from.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupMembers {
    /// A group of the data, with its dates.
    Data(At<String>),
    /// The listed states, by code, in every year.
    States(Vec<At<String>>),
}

/// `[membership]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Membership {
    /// Label, title, words.
    pub heading: Heading,
    /// Who may apply at all. Reported as the first criterion, `open-to`.
    pub open_to: Option<At<Condition>>,
    /// Who enters on the first day.
    pub founders: Founders,
    /// What every member must meet.
    pub criteria: Vec<Criterion>,
}

/// Who enters in [`Community::since`] without being assessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Founders {
    /// The members of this group…
    pub group: Option<At<String>>,
    /// …on 31 December of this year.
    pub on: Option<i32>,
    /// Or these states, by code.
    pub states: Vec<At<String>>,
    /// For how many years a founder that does not qualify is observed before what follows.
    pub observe_years: u32,
    /// The act that follows, such as `suspend`.
    pub then: Option<At<String>>,
}

/// `[[membership.criterion]]`: a condition of membership.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Its name, such as `electoral-democracy`.
    pub id: At<String>,
    /// Label, title, words.
    pub heading: Heading,
    /// What must be true.
    pub holds: At<Condition>,
    /// In how many years running, the year judged included.
    pub years: u32,
    /// What makes a member lose it; where absent, that `holds` is false.
    pub lost: Option<At<Condition>>,
    /// In how many years running it must be lost.
    pub grace: u32,
}

/// `[founding]`
#[derive(Clone, Debug, PartialEq)]
pub struct Founding {
    /// Label, title, words.
    pub heading: Heading,
    /// The rule by which the conference adopts the text.
    pub adopted_by: Option<At<RuleText>>,
    /// The rule on ratifications that brings it into force.
    pub ratified_by: Option<At<RuleText>>,
    /// The time for that.
    pub within: Option<Duration>,
    /// With whom ratifications are deposited.
    pub depositary: Option<At<String>>,
    /// The group of the older treaty that this one continues.
    pub predecessor: Option<At<String>>,
    /// What becomes of members of the predecessor that do not ratify.
    pub unratified: Option<Unratified>,
}

/// What becomes of members of the predecessor that do not ratify the charter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unratified {
    /// They and the others stay bound by the older treaty towards each other.
    RemainBound,
    /// The older treaty no longer binds the others towards them.
    Released,
}

/// A named rule, `[rules] ordinary = "…"`.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedRule {
    /// Its name.
    pub name: At<String>,
    /// What must agree.
    pub rule: At<Rule>,
}

/// A rule where it is used: by the name under which `[rules]` has it, or written out.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleText {
    /// A name in `[rules]`.
    Named(String),
    /// Written out on the spot.
    Written(Rule),
}

/// `[organs.<id>]`
#[derive(Clone, Debug, PartialEq)]
pub struct Organ {
    /// Its name.
    pub id: At<String>,
    /// Label, title, words.
    pub heading: Heading,
    /// Who sits in it.
    pub seats: Option<Seats>,
    /// Who presides.
    pub chair: Option<Chair>,
    /// Who must be there.
    pub quorum: Option<At<Rule>>,
    /// Who leads it.
    pub head: Option<Head>,
    /// How many judges.
    pub judges: Option<u32>,
    /// The organs that elect its members.
    pub elected_by: Vec<At<String>>,
    /// How seat-holders are chosen.
    pub elected: Option<Elected>,
    /// For how long.
    pub term: Option<Duration>,
}

/// Who sits in an organ.
#[derive(Clone, Debug, PartialEq)]
pub enum Seats {
    /// One for each member.
    OnePerMember,
    /// One for each member of these groups.
    Groups(Vec<At<String>>),
    /// Apportioned among members.
    Apportioned(Apportionment),
}

/// How seats are shared out among members.
#[derive(Clone, Debug, PartialEq)]
pub struct Apportionment {
    /// How many there are.
    pub total: At<u32>,
    /// By which method.
    pub method: At<String>,
    /// By which indicator.
    pub by: At<String>,
    /// The least a member has.
    pub min: At<u32>,
    /// The most a member has.
    pub max: Option<At<u32>>,
}

/// Who presides over an organ.
#[derive(Clone, Debug, PartialEq)]
pub struct Chair {
    /// How the chair is found.
    pub by: ChairBy,
    /// How often it changes.
    pub every: Option<Duration>,
}

/// How a chair is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChairBy {
    /// Members in turn.
    Rotation,
    /// The organ elects.
    Election,
}

/// Who leads an organ.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The organ that elects.
    pub elected_by: At<String>,
    /// The organ that proposes.
    pub proposed_by: Option<At<String>>,
    /// For how long.
    pub term: Duration,
    /// How many terms at most.
    pub terms: Option<u32>,
}

/// How seat-holders are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elected {
    /// By the citizens.
    Directly,
    /// By the members' parliaments.
    ByParliaments,
    /// By the members' governments.
    ByGovernments,
}

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

/// `[budget]`
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// Label, title, words.
    pub heading: Heading,
    /// The scale of assessments.
    pub scale: Option<At<String>>,
    /// The scale for missions.
    pub peacekeeping_scale: Option<At<String>>,
    /// The organ that adopts it.
    pub organ: Option<At<String>>,
    /// By which rule.
    pub rule: Option<At<RuleText>>,
    /// The second organ that must agree.
    pub consent: Option<Consent>,
    /// What arrears cost.
    pub arrears: Option<Arrears>,
}

/// `arrears = { loses_vote_at_years_due, waived_by }`
#[derive(Clone, Debug, PartialEq)]
pub struct Arrears {
    /// The vote is lost when arrears reach the dues of so many preceding years (UN Charter, Article 19: two).
    pub loses_vote_at_years_due: u32,
    /// The rule that may let a member vote all the same.
    pub waived_by: Option<At<RuleText>>,
}

/// `[[stage]]`: a step of growth.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Its name.
    pub id: At<String>,
    /// Label, title, words.
    pub heading: Heading,
    /// The stage that comes before; where absent, the one before it in the file.
    pub after: Option<At<String>>,
    /// What must hold on the record before it may be entered.
    pub when: Option<At<Condition>>,
    /// Which keys change, and to what.
    pub changes: Vec<Change>,
}

/// One key that a stage changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The key's path, such as `rules.qualified`.
    pub path: At<Vec<String>>,
    /// The new value, as TOML writes it.
    pub to: At<String>,
}

/// A span of time in a charter: `14 days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: DurationUnit,
}

/// The units of a [`Duration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DurationUnit {
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            DurationUnit::Hour => "hour",
            DurationUnit::Day => "day",
            DurationUnit::Week => "week",
            DurationUnit::Month => "month",
            DurationUnit::Year => "year",
        };
        write!(f, "{} {unit}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}
