//! A charter as checked: what the words of the file mean, in types. Nothing here is unread by someone: what binds is
//! what runs.
//!
//! A field that is an `Option` may be absent from the file; defaults that the reference names are already filled in.

mod acts;
mod duration;
mod organs;

pub use acts::{Act, Citizens, Consent, Consults, Excludes, Guarantee, Means, Proposer, Reports};
pub use duration::{Duration, DurationUnit};
pub use organs::{Apportionment, Balance, Chair, ChairBy, Elected, Head, Organ, Seats, Share};

use crate::condition::Condition;
use std::ops::Range;
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

impl Community {
    /// What a sentence calls it: `the World Security Community`, `Benelux`.
    pub fn called(&self) -> String {
        let name = self.name.trim_start_matches("The ");
        if name.contains(' ') { format!("the {name}") } else { name.to_owned() }
    }
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
