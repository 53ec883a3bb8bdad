//! What a warning is made of: what is feared, where, on what evidence, and how it is answered. Frozen wire types.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// A warning as it comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RaiseWarning {
    /// Where: a state's code, or a region of the United Nations' scheme (M49), such as `Eastern Africa`.
    pub about: String,
    /// What is feared.
    pub danger: Danger,
    /// In words.
    pub says: String,
    /// On what it rests.
    pub evidence: Vec<Evidence>,
    /// Where citizens raise it: how many signed, member by member.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signatures>,
    /// Where citizens raise it: the initiative whose counts on the record it is raised with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiative: Option<String>,
}

/// What is feared: a closed list, so that two warnings can be seen to be about the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Danger {
    /// Armed conflict between states.
    War,
    /// Armed conflict within a state.
    CivilWar,
    /// Genocide, war crimes, ethnic cleansing, crimes against humanity (World Summit Outcome, A/RES/60/1, paragraph 138).
    MassAtrocities,
    /// The overthrow of an elected government.
    Overthrow,
    /// The collapse of a state.
    Collapse,
}

impl Danger {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::War, Self::CivilWar, Self::MassAtrocities, Self::Overthrow, Self::Collapse];

    /// On the wire and the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::War => "war",
            Self::CivilWar => "civil-war",
            Self::MassAtrocities => "mass-atrocities",
            Self::Overthrow => "overthrow",
            Self::Collapse => "collapse",
        }
    }

    /// For people: `mass atrocities`.
    pub const fn says(self) -> &'static str {
        match self {
            Self::War => "war",
            Self::CivilWar => "civil war",
            Self::MassAtrocities => "mass atrocities",
            Self::Overthrow => "the overthrow of the government",
            Self::Collapse => "the collapse of the state",
        }
    }
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Evidence {
    /// A figure of the record.
    Figure(Figure),
    /// A published report.
    Report(Report),
}

/// A figure of the record: whose, which indicator, in which year. Its value is a fact of the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The state's code.
    pub state: String,
    /// The indicator.
    pub indicator: String,
    /// The year.
    pub year: i32,
}

/// A report, named so that anyone can hold the very text to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// The SHA-256 of its bytes, in 64 small hexadecimal digits.
    pub sha256: String,
}

/// The citizens of a member that signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatures {
    /// The member.
    pub state: String,
    /// How many of its citizens.
    pub citizens: u32,
}

/// A warning as it stands on the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarningRaised {
    /// Its number.
    pub warning: u64,
    /// Where: a state's code or a region.
    pub about: String,
    /// What that is called.
    pub name: String,
    /// What is feared.
    pub danger: Danger,
    /// In words.
    pub says: String,
    /// The evidence, with the values of its figures.
    pub evidence: Vec<Shown>,
    /// How many citizens signed, where they raised it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signatures>,
    /// The initiative by which they raised it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiative: Option<String>,
    /// The organ that must answer; none where the charter names none.
    pub organ: Option<String>,
    /// By when; none where the charter sets no time.
    pub due: Option<Moment>,
}

/// Evidence as the record has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Shown {
    /// A figure and its value.
    Figure(ShownFigure),
    /// A report.
    Report(Report),
}

/// A figure and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownFigure {
    /// The state's code.
    pub state: String,
    /// The indicator.
    pub indicator: String,
    /// The year.
    pub year: i32,
    /// The value, as published.
    pub value: String,
}

/// How an organ would answer a warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerWarning {
    /// The warning.
    pub warning: u64,
    /// By what means, or not at all.
    pub response: Response,
    /// Why.
    pub reasons: String,
}

/// The means of an answer (UN Charter, Article 33; A/RES/47/120 on preventive diplomacy and deployment).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Response {
    /// Good offices: mediation by unarmed envoys, which need no mandate.
    GoodOffices {},
    /// Unarmed observers.
    Observers {
        /// How many persons.
        count: u32,
    },
    /// Preventive deployment: a mission, which takes a mandate.
    PreventiveDeployment {
        /// The mission's number.
        mission: u64,
    },
    /// Nothing is done.
    Declined {},
}

/// A warning was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarningAnswered {
    /// The motion that was carried.
    pub motion: u64,
    /// The warning.
    pub warning: u64,
    /// By what means, or not at all.
    pub response: Response,
    /// Why.
    pub reasons: String,
}

/// The time for an answer has passed, and nobody gave one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarningUnanswered {
    /// The warning.
    pub warning: u64,
    /// The organ that should have answered.
    pub organ: Option<String>,
}
