//! A vetoed draft beside a community: who of those that vetoed it would be members, and what the record says of missions
//! in the states that it was about.
//!
//! A vetoed draft is not always a mandate, and the table does not hold the texts. So two things are told apart: the drafts
//! that this project lists as mandates, with what was decided instead; and for every other draft on a situation, whether a
//! mission was there that day, or began within a year.

use jiff::civil::Date;
use world::{
    StateIx, UnitedNations,
    united_nations::{Mission, Question, Veto},
};

/// A vetoed draft.
#[derive(Clone, Debug)]
pub struct Draft<'w> {
    /// The draft and who vetoed it.
    pub veto: &'w Veto,
    /// Those who vetoed it that are members.
    pub by_members: Vec<StateIx>,
    /// Those that are not.
    pub by_others: Vec<StateIx>,
    /// The missions in the states of the situation on the day.
    pub there: Vec<&'w Mission>,
    /// Those that began there within a year after it.
    pub began: Vec<&'w Mission>,
}

/// What the record says of a vetoed draft as a mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is listed as a mandate, and nothing was decided in its place.
    Refused,
    /// It is listed as a mandate, and something was decided in its place or later.
    Later,
    /// Not listed; a mission was there that day.
    There,
    /// Not listed; a mission began there within a year.
    Began,
    /// Not listed; no mission was there or began within a year. The record does not say whether one was asked for.
    Nothing,
    /// The question was no situation: the admission of a member, or a matter of all.
    NoSituation,
}

impl Draft<'_> {
    /// What the record says of it as a mandate.
    pub fn standing(&self) -> Standing {
        match &self.veto.mandate {
            Some(mandate) if mandate.then.is_none() => Standing::Refused,
            Some(_) => Standing::Later,
            None if self.veto.kind != Question::Situation => Standing::NoSituation,
            None if !self.there.is_empty() => Standing::There,
            None if !self.began.is_empty() => Standing::Began,
            None => Standing::Nothing,
        }
    }

    /// The same in a sentence.
    pub fn says(&self) -> String {
        let named = |missions: &[&Mission]| {
            missions.iter().map(|mission| mission.acronym.as_str()).collect::<Vec<_>>().join(", ")
        };
        match (&self.veto.mandate, self.standing()) {
            (Some(mandate), _) => {
                let then = match &mandate.then {
                    Some(then) => format!("then {then}"),
                    None => "nothing was decided in its place".to_owned(),
                };
                format!("would have {}; {then}", mandate.says)
            }
            (None, Standing::There) => {
                let began = match self.began.as_slice() {
                    [] => String::new(),
                    began => format!("; began within a year: {}", named(began)),
                };
                format!("not listed as a mandate; there that day: {}{began}", named(&self.there))
            }
            (None, Standing::Began) => {
                format!("not listed as a mandate; began within a year: {}", named(&self.began))
            }
            (None, Standing::NoSituation) => match self.veto.kind {
                Question::Admission => "admission of a member".to_owned(),
                _ => "a matter of all, no situation".to_owned(),
            },
            (None, _) => "not listed as a mandate; no mission was there, or began within a year".to_owned(),
        }
    }
}

impl Standing {
    /// A word for tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Later => "later",
            Self::There => "mission-there",
            Self::Began => "mission-began",
            Self::Nothing => "no-mission",
            Self::NoSituation => "no-situation",
        }
    }
}

/// A vetoed draft beside these members, in the order of codes.
pub fn draft<'w>(un: &'w UnitedNations, veto: &'w Veto, members: &[StateIx]) -> Draft<'w> {
    let (by_members, by_others) =
        veto.by.iter().copied().partition(|state| members.binary_search(state).is_ok());
    let concerned = || {
        let counts = |mission: &&Mission| mission.operation && mission.is_in(&veto.states);
        un.missions.iter().filter(counts)
    };
    let there = concerned().filter(|mission| mission.spell.covers(veto.day)).collect();
    let within = year_after(veto.day);
    let began = concerned()
        .filter(|mission| {
            veto.day < mission.spell.from && within.is_none_or(|last| mission.spell.from <= last)
        })
        .collect();
    Draft { veto, by_members, by_others, there, began }
}

/// The same day of the next year; none past the end of the calendar.
fn year_after(day: Date) -> Option<Date> {
    day.checked_add(jiff::Span::new().years(1)).ok()
}
