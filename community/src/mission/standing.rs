//! A mission as it stands, and the events that brought it there.

use super::{Contribution, Generation, Plan};
use crate::{act::Amount, moment::Moment, state::Code};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A mission as it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mission {
    /// Its number, in the order of the record.
    pub number: u64,
    /// What it is to be.
    pub plan: Plan,
    /// Where it stands.
    pub standing: Standing,
    /// The article that its authority rests on.
    pub article: String,
    /// Who is there: persons in uniform, by member.
    pub there: BTreeMap<Code, u32>,
    /// How its forces were generated, if they were.
    pub generation: Option<Generation>,
    /// Its reports.
    pub reports: Reports,
    /// The money of a contribution to an operation that the United Nations command; none for the community's own mission.
    pub money: Option<Purse>,
}

/// Where a mission stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Planned: it has no authority yet.
    Planned,
    /// It has authority.
    Authorised,
    /// It has none any more: who is there comes home.
    Withdrawing {
        /// Since when.
        since: Moment,
        /// Why.
        why: String,
    },
    /// Nobody is there any more.
    Over {
        /// Since when.
        since: Moment,
        /// Why it lost its authority.
        why: String,
    },
}

/// The reports of a mission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reports {
    /// How many there were.
    pub given: u32,
    /// How many were not there on their day.
    pub overdue: u32,
    /// When the next is due.
    pub next: Option<Moment>,
}

/// The money of a contribution, in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Purse {
    /// ISO 4217 code.
    pub currency: String,
    /// What was voted.
    pub voted: Amount,
    /// What was spent of it.
    pub spent: Amount,
    /// What the United Nations have paid back.
    pub reimbursed: Amount,
}

/// A motion gave a mission its terms: planned, authorised or renewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissionTerms {
    /// The motion.
    pub motion: u64,
    /// The terms.
    pub plan: Plan,
    /// When the next report is due, if the charter asks for reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_due: Option<Moment>,
}

/// A motion authorised a contribution to an operation that the United Nations command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contributed {
    /// The motion.
    pub motion: u64,
    /// The terms and the money.
    pub contribution: Contribution,
    /// When the next report is due, if the charter asks for reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_due: Option<Moment>,
}

/// A mission lost its authority: it withdraws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LostAuthority {
    /// The mission.
    pub mission: String,
    /// Why.
    pub why: String,
}

/// A state spoke of a mission on its territory: it consents, or no longer does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostSpoke {
    /// The state.
    pub state: String,
    /// The mission.
    pub mission: String,
}

/// Persons of a member arrived or came home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// The member.
    pub state: String,
    /// The mission.
    pub mission: String,
    /// How many.
    pub personnel: u32,
}

/// A report was given, or is overdue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// The mission.
    pub mission: String,
    /// To whom.
    pub to: String,
    /// When the next one is due.
    pub next: Option<Moment>,
}

/// Money of a contribution was spent or paid back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoneyMoved {
    /// The contribution.
    pub mission: String,
    /// How much, in minor units.
    pub amount: Amount,
}

impl Mission {
    /// Has it authority?
    pub fn has_authority(&self) -> bool {
        self.standing == Standing::Authorised
    }

    /// How many are there.
    pub fn present(&self) -> u64 {
        self.there.values().map(|persons| u64::from(*persons)).sum()
    }

    /// Is it commanded by the United Nations?
    pub fn is_contribution(&self) -> bool {
        self.money.is_some()
    }

    /// The most persons for whom it stands: what it may have while it has authority, and who is still there after.
    pub fn counts_for(&self) -> u64 {
        match self.standing {
            Standing::Planned | Standing::Over { .. } => 0,
            Standing::Authorised => u64::from(self.plan.strength).max(self.present()),
            Standing::Withdrawing { .. } => self.present(),
        }
    }
}

impl Standing {
    /// In a word, for people.
    pub fn says(&self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Authorised => "authorised",
            Self::Withdrawing { .. } => "withdrawing",
            Self::Over { .. } => "over",
        }
    }
}
