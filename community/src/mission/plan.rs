//! What a mission is to be: under what, where, what for, how strong, until when. Frozen wire types.

use crate::{act::Amount, mandate::Task, moment::Moment, state::Code, words::grouped};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A mission as planned and authorised: uniformed personnel outside members' territory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Its name, such as `isaf`.
    pub mission: String,
    /// On what it rests.
    pub under: Basis,
    /// Where: codes of states and territories, the hosts.
    pub area: BTreeSet<Code>,
    /// What it does.
    pub tasks: BTreeSet<Task>,
    /// The most persons in uniform that it may have there.
    pub strength: u32,
    /// Its last day, at midnight; none as long as it has authority.
    pub last_day: Option<Moment>,
}

/// On what a mission rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// On nothing but the charter.
    Charter,
    /// On a mandate of the Security Council, by the resolution that gave it.
    Mandate(String),
    /// On the guarantee against an armed attack (UN Charter, Article 51), by its number.
    Guarantee(u64),
    /// On the consent of the host alone: unarmed good offices.
    GoodOffices,
}

/// A contribution to an operation that the United Nations command. Its terms are those of a mission; it has its own money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// Its terms.
    pub plan: Plan,
    /// What the community pays for it, at most, in minor units.
    pub money: Amount,
    /// ISO 4217 code.
    pub currency: String,
}

/// `end-mission`: it ends, and may be handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// The mission.
    pub mission: String,
    /// To whom it is handed over, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// A mission that someone speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The mission.
    pub mission: String,
}

/// So many persons of a member go to a mission, or come home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// The mission.
    pub mission: String,
    /// How many.
    pub personnel: u32,
}

/// A report on a mission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The mission.
    pub mission: String,
    /// What it says.
    pub says: String,
}

/// Money of a contribution: spent, or paid back by the United Nations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// The contribution.
    pub mission: String,
    /// How much, in minor units.
    pub amount: Amount,
}

impl Plan {
    /// The instant at which its own term ends.
    pub fn ends(&self) -> Option<Moment> {
        self.last_day.and_then(Moment::next_day)
    }

    /// In what another plan of the same mission differs from this one, a line each; on what it rests may have come since.
    pub(crate) fn differs(&self, other: &Self) -> Vec<String> {
        let codes = |area: &BTreeSet<Code>| area.iter().map(String::as_str).collect::<Vec<_>>().join(",");
        let tasks =
            |tasks: &BTreeSet<Task>| tasks.iter().map(|task| task.word()).collect::<Vec<_>>().join(",");
        let day = |day: Option<Moment>| day.map_or("none".to_owned(), Moment::says);
        let parts = [
            ("area", codes(&self.area), codes(&other.area)),
            ("tasks", tasks(&self.tasks), tasks(&other.tasks)),
            ("strength", grouped(u64::from(self.strength)), grouped(u64::from(other.strength))),
            ("last day", day(self.last_day), day(other.last_day)),
        ];
        let differ = parts.into_iter().filter(|(_, planned, given)| planned != given);
        differ.map(|(part, planned, given)| format!("{part} {planned}, now {given}")).collect()
    }

    /// The mandate on which it rests, if it rests on one.
    pub fn mandate(&self) -> Option<&str> {
        match &self.under {
            Basis::Mandate(number) => Some(number),
            _ => None,
        }
    }
}
