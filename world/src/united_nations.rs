//! The record of the United Nations: its missions and their strength, the drafts that were vetoed, and, year by year,
//! what the Security Council adopted and how much is known of the personnel. Dated facts, and so no columns of the panel.
//!
//! Who contributed how many is a panel, and stands with the indicators (`peacekeepers`, `un_troops`, …); who sat in the
//! Council stands with the groups. Which state sent how many to *which mission* is in none of the tables.

use crate::{
    decimal::Decimal,
    state::{Spell, StateIx},
};
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// The record of the United Nations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct UnitedNations {
    /// Every mission, in the order in which they began.
    pub missions: Vec<Mission>,
    /// Every vetoed draft, in the order of days.
    pub vetoes: Vec<Veto>,
    /// One line a year, in order.
    pub years: Vec<CouncilYear>,
}

/// A mission of the United Nations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mission {
    /// `UNIFIL`
    pub acronym: String,
    /// Its name.
    pub name: String,
    /// From when to when; the day of the month is often only the first.
    pub spell: Spell,
    /// Where it is or was, by the states of today or the last that lay there.
    pub hosts: Vec<StateIx>,
    /// The resolution that established it: `S/RES/425 (1978)`.
    pub established_by: Option<String>,
    /// Is it one of the peacekeeping operations under the United Nations' own command? The others are umbrellas over
    /// several operations, and political missions.
    pub operation: bool,
    /// How strong it was, year by year, where the monthly tables say.
    pub strength: Vec<Strength>,
}

/// The uniformed personnel of a mission over the months of a year for which there is a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strength {
    /// The year.
    pub year: i32,
    /// How many months were reported.
    pub months: u32,
    /// Troops, summed over these months.
    pub troops: u32,
    /// Police, summed over these months.
    pub police: u32,
    /// Observers, summed over these months.
    pub observers: u32,
    /// All of them, summed over these months.
    pub total: u32,
    /// The most states that contributed in a month of the year.
    pub contributors: u32,
    /// All of them in December, where it was reported.
    pub december: Option<u32>,
}

impl Strength {
    /// The mean over the months reported, in persons, to one decimal.
    pub fn mean(&self) -> Decimal {
        let (sum, months) = (u64::from(self.total) * 10, u64::from(self.months.max(1)));
        Decimal::new(i64::try_from((2 * sum + months) / (2 * months)).unwrap_or(i64::MAX), 1)
    }
}

/// A draft resolution that had the votes and failed by the negative vote of a permanent member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Veto {
    /// The day, as the table has it.
    pub day: Date,
    /// The symbol of the draft, or of the meeting where it had none.
    pub draft: String,
    /// Who vetoed it.
    pub by: Vec<StateIx>,
    /// What the table files it under: `Syria`.
    pub topic: String,
    /// The item on the Council's agenda.
    pub item: String,
    /// What kind of question it was.
    pub kind: Question,
    /// The states of the situation.
    pub states: Vec<StateIx>,
    /// What mandate the draft would have given, where this project has listed it.
    pub mandate: Option<Refused>,
}

/// What kind of question a vetoed draft was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// A dispute, a war, the situation in a state.
    Situation,
    /// The admission of a member.
    Admission,
    /// A matter of all: disarmament, terrorism, the climate.
    General,
}

/// A mandate that a vetoed draft would have given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// Begun, renewed or changed.
    pub would: Would,
    /// For uniformed personnel, or for others: inquiries, deliveries of aid, panels of experts.
    pub uniformed: bool,
    /// What it was, in a clause that follows "would have".
    pub says: String,
    /// What was decided instead or later, if anything: `S/RES/1094 (1997), 20 January 1997`.
    pub then: Option<String>,
}

/// What a draft would have done with a mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Would {
    /// Given a new one.
    Begin,
    /// Prolonged one.
    Renew,
    /// Changed one in force.
    Change,
}

/// What the tables say of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilYear {
    /// The year.
    pub year: i32,
    /// How many resolutions the Council adopted; none where the year is open.
    pub resolutions: Option<u32>,
    /// The number of the first.
    pub first: Option<u32>,
    /// All uniformed personnel in December, as the United Nations publish it, rounded in early years.
    pub force: Option<u32>,
    /// How the contributions by state are known; none where they are not.
    pub contributions: Option<Quality>,
}

/// How the contributions of a year are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// The mean of twelve monthly reports.
    Full,
    /// The mean of some months.
    PartYear,
    /// Yearly means that differ from the published totals by up to 12%.
    Approximate,
    /// One day.
    Snapshot,
}

impl Mission {
    /// Did it run on some day of `year`?
    pub fn runs_in(&self, year: i32) -> bool {
        i32::from(self.spell.from.year()) <= year
            && self.spell.until.is_none_or(|last| year <= i32::from(last.year()))
    }

    /// Its strength in a year.
    pub fn strength_in(&self, year: i32) -> Option<&Strength> {
        self.strength.iter().find(|strength| strength.year == year)
    }

    /// Is it in one of these states?
    pub fn is_in(&self, states: &[StateIx]) -> bool {
        self.hosts.iter().any(|host| states.contains(host))
    }
}

impl UnitedNations {
    /// The operations under the United Nations' command that ran on some day of a year.
    pub fn operations_in(&self, year: i32) -> impl Iterator<Item = &Mission> {
        self.missions.iter().filter(move |mission| mission.operation && mission.runs_in(year))
    }

    /// The drafts vetoed in a year.
    pub fn vetoes_in(&self, year: i32) -> impl Iterator<Item = &Veto> {
        self.vetoes.iter().filter(move |veto| i32::from(veto.day.year()) == year)
    }

    /// The line of a year.
    pub fn year(&self, year: i32) -> Option<&CouncilYear> {
        self.years.iter().find(|line| line.year == year)
    }

    /// First and last year of which anything is recorded.
    pub fn span(&self) -> Option<(i32, i32)> {
        Some((self.years.first()?.year, self.years.last()?.year))
    }

    /// The last day of which vetoes are recorded.
    pub fn vetoes_to(&self) -> Date {
        self.vetoes.last().map_or(date(1945, 12, 31), |veto| veto.day)
    }

    /// Every state that this record names.
    pub(crate) fn states(&self) -> impl Iterator<Item = &StateIx> {
        let hosts = self.missions.iter().flat_map(|mission| &mission.hosts);
        hosts.chain(self.vetoes.iter().flat_map(|veto| veto.by.iter().chain(&veto.states)))
    }
}

impl Quality {
    /// In words that follow the year.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Full => "mean of twelve monthly reports",
            Self::PartYear => "mean of November and December alone",
            Self::Approximate => "yearly means by a third party, up to 12% off the published totals",
            Self::Snapshot => "a single day, 31 January",
        }
    }

    /// The word of the tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::PartYear => "part-year",
            Self::Approximate => "approximate",
            Self::Snapshot => "snapshot",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_over_the_months_reported_and_rounds_half_up() {
        let strength = |total, months| Strength {
            year: 2000,
            months,
            troops: 0,
            police: 0,
            observers: 0,
            total,
            contributors: 1,
            december: None,
        };
        let mean = |total, months| strength(total, months).mean().to_string();
        assert_eq!([mean(24, 12), mean(25, 12), mean(100, 3), mean(1, 20)], ["2", "2.1", "33.3", "0.1"]);
    }

    #[test]
    fn a_mission_runs_in_the_years_of_its_first_and_last_day() {
        let spell = Spell { from: date(1999, 12, 31), until: Some(date(2001, 1, 1)) };
        let mission = Mission {
            acronym: "UNX".into(),
            name: String::new(),
            spell,
            hosts: vec![StateIx(3)],
            established_by: None,
            operation: true,
            strength: Vec::new(),
        };
        let years: Vec<i32> = (1997..=2003).filter(|year| mission.runs_in(*year)).collect();
        assert_eq!(years, [1999, 2000, 2001]);
        assert!(mission.is_in(&[StateIx(3)]) && !mission.is_in(&[]));
    }
}
