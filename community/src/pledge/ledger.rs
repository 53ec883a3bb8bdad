//! A pledge as it stands: what was promised, and what became of each unit of it.

use crate::{
    act::{Condition, Contribution, Purpose},
    event::{Event, Pledged},
    moment::Moment,
    state::{Code, State},
};
use charter::law::{Duration, DurationUnit};
use serde::Serialize;
use std::collections::BTreeMap;

/// A pledge as it stands. What was pledged is what arrived, is outstanding, was withdrawn and lapsed, to the unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pledge {
    /// The member.
    pub state: Code,
    /// To what.
    pub purpose: Purpose,
    /// What.
    pub contribution: Contribution,
    /// On which condition it binds.
    pub condition: Option<Condition>,
    /// In how many days it is to arrive.
    pub days: Option<u16>,
    /// When it was made.
    pub at: Moment,
    /// The article under which it was made.
    pub article: String,
    /// Of forces: how many persons the member's armed forces had then, by the record.
    pub personnel: Option<u64>,
    /// How much has come.
    pub arrived: u64,
    /// How much was taken back.
    pub withdrawn: u64,
    /// How much is no longer owed, because what it was for has ended or the member has left.
    pub lapsed: u64,
    /// What came when.
    pub arrivals: Vec<Arrival>,
    /// When what came went home.
    pub home: Option<Moment>,
}

/// So much of a pledge came then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Arrival {
    /// When.
    pub at: Moment,
    /// How much.
    pub quantity: u64,
}

impl Pledge {
    pub(super) fn new(pledged: &Pledged, event: &Event) -> Self {
        Self {
            state: pledged.state.clone(),
            purpose: pledged.purpose,
            contribution: pledged.contribution.clone(),
            condition: pledged.condition.clone(),
            days: pledged.days,
            at: event.at,
            article: event.article.clone().unwrap_or_default(),
            personnel: pledged.personnel,
            arrived: 0,
            withdrawn: 0,
            lapsed: 0,
            arrivals: Vec::new(),
            home: None,
        }
    }

    /// How much is still to come.
    pub fn outstanding(&self) -> u64 {
        let settled = self.arrived.saturating_add(self.withdrawn).saturating_add(self.lapsed);
        self.contribution.quantity().saturating_sub(settled)
    }

    /// When the last of it is to have come, where the member said so: so many days after the pledge was made.
    pub fn due(&self) -> Option<Moment> {
        self.at.plus(Duration { count: u32::from(self.days?), unit: DurationUnit::Day })
    }

    /// How many days of the calendar after its time something of it comes that comes then; nought where it comes in time, or has no time.
    pub fn days_late(&self, at: Moment) -> u64 {
        self.due().map_or(0, |due| u64::try_from(due.days_until(at)).unwrap_or(0))
    }

    /// Is something of it there or still to come?
    pub fn is_live(&self) -> bool {
        self.home.is_none() && (self.arrived > 0 || self.outstanding() > 0)
    }

    /// How much of it is there or still to come.
    pub fn live(&self) -> u64 {
        if self.home.is_some() { 0 } else { self.arrived.saturating_add(self.outstanding()) }
    }

    /// Must what came of it still go home?
    pub fn is_away(&self) -> bool {
        self.home.is_none() && self.arrived > 0 && !matches!(self.contribution, Contribution::Money { .. })
    }

    pub(super) fn withdraw(&mut self, quantity: u64) -> Result<(), String> {
        self.withdrawn += self.of_outstanding(quantity)?;
        Ok(())
    }

    pub(super) fn arrive(&mut self, at: Moment, quantity: u64) -> Result<(), String> {
        self.arrived += self.of_outstanding(quantity)?;
        self.arrivals.push(Arrival { at, quantity });
        Ok(())
    }

    pub(super) fn lapse(&mut self) {
        self.lapsed += self.outstanding();
    }

    fn of_outstanding(&self, quantity: u64) -> Result<u64, String> {
        let outstanding = self.outstanding();
        if quantity > outstanding {
            return Err(format!("{quantity} of {outstanding} that are outstanding"));
        }
        Ok(quantity)
    }
}

/// The numbers of pledges by what they were made to and by whom: a community keeps every pledge that was ever made.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Whose {
    to: BTreeMap<Purpose, Vec<u64>>,
    by: BTreeMap<Code, Vec<u64>>,
}

impl Whose {
    /// One more; they are made in the order of their numbers.
    pub(super) fn add(&mut self, number: u64, pledge: &Pledge) {
        self.to.entry(pledge.purpose).or_default().push(number);
        self.by.entry(pledge.state.clone()).or_default().push(number);
    }

    /// Those to a purpose, in order.
    pub(super) fn to(&self, purpose: Purpose) -> impl Iterator<Item = u64> {
        self.to.get(&purpose).into_iter().flatten().copied()
    }

    /// Those of a member, in order.
    pub(super) fn by(&self, code: &str) -> impl Iterator<Item = u64> {
        self.by.get(code).into_iter().flatten().copied()
    }
}

impl State {
    /// The pledges to a purpose, by number.
    pub fn pledges_to(&self, purpose: Purpose) -> impl Iterator<Item = (u64, &Pledge)> {
        self.pledged.to(purpose).filter_map(|number| Some((number, self.pledges.get(&number)?)))
    }

    /// How many persons a member's live pledges bind together, to whatever they were made.
    pub fn forces_bound(&self, code: &str) -> u64 {
        let own = self.pledged.by(code).filter_map(|number| self.pledges.get(&number));
        own.filter(|pledge| pledge.contribution.persons() > 0)
            .fold(0, |sum, pledge| sum.saturating_add(pledge.live()))
    }
}
