//! What is registered of a resolution of the Security Council: its number, its votes, what it does. Frozen wire types.

use crate::{moment::Moment, state::Code};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A resolution as it is put on the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// Its symbol: `S/RES/1386`.
    pub number: String,
    /// The day on which the Council voted, at midnight.
    pub day: Moment,
    /// The SHA-256 of its text, 64 hexadecimal digits in small letters.
    pub hash: String,
    /// How each member of the Council stood.
    pub roll: BTreeMap<Code, Stand>,
    /// What it does.
    pub does: Does,
}

/// How a member of the Council stood in a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stand {
    /// In favour.
    Yes,
    /// Against.
    No,
    /// Present, and neither.
    Abstain,
    /// Absent, or present without taking part in the vote.
    Absent,
}

/// What a resolution does to a mandate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "kebab-case")]
pub enum Does {
    /// It gives a mandate, which bears its number.
    Establish(Terms),
    /// It lengthens a mandate.
    Renew(Renewal),
    /// It gives a mandate other terms.
    Amend(Amendment),
    /// It ends a mandate.
    End(Ending),
}

/// What a mandate allows, to whom, where and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Who may act.
    pub to: Addressee,
    /// Where: codes of states and territories.
    pub area: BTreeSet<Code>,
    /// What may be done.
    pub tasks: BTreeSet<Task>,
    /// The chapter of the Charter of the United Nations.
    pub chapter: Chapter,
    /// The most persons in uniform; none where the Council sets no limit.
    pub ceiling: Option<u32>,
    /// Its last day, at midnight; none until the Council decides.
    pub last_day: Option<Moment>,
}

/// To whom a mandate is addressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Addressee {
    /// Member states of the United Nations, alone or through regional organisations.
    MemberStates,
    /// These states.
    States(BTreeSet<Code>),
    /// This community.
    Community,
    /// Another organisation, such as `united-nations`.
    Organisation(String),
}

/// The chapter of the Charter of the United Nations under which the Council acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Chapter {
    /// Pacific settlement: by consent of the host.
    VI,
    /// Action on threats to the peace: consent or not.
    VII,
}

/// `renews`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// The mandate, by the resolution that gave it.
    pub mandate: String,
    /// Its new last day; none until the Council decides.
    pub last_day: Option<Moment>,
}

/// `amends`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The mandate, by the resolution that gave it.
    pub mandate: String,
    /// What it allows from now on.
    pub terms: Terms,
}

/// `ends`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// The mandate, by the resolution that gave it.
    pub mandate: String,
    /// Its last day; none where it ends at once.
    pub last_day: Option<Moment>,
}

macro_rules! tasks {
    ($($task:ident $word:literal $says:literal;)*) => {
        /// What a mandate allows and a mission does: a closed list of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Task {
            $(#[doc = $says] $task,)*
        }

        impl Task {
            /// Every task, from the mildest on.
            pub const ALL: &[Self] = &[$(Self::$task,)*];

            /// The word on the wire and the command line.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$task => $word,)* }
            }
        }
    };
}

tasks! {
    GoodOffices "good-offices" "Good offices and mediation, unarmed.";
    Observe "observe" "Observing and reporting.";
    Elections "elections" "Securing elections.";
    Relief "relief" "Securing the delivery of relief.";
    TrainForces "train-forces" "Training forces and police.";
    Police "police" "Policing.";
    MonitorCeasefire "monitor-ceasefire" "Monitoring a ceasefire.";
    SeparateForces "separate-forces" "Standing between forces.";
    SecureEnvironment "secure-environment" "Keeping an environment secure.";
    Disarm "disarm" "Disarming groups.";
    ProtectCivilians "protect-civilians" "Protecting civilians.";
    Embargo "embargo" "Enforcing an embargo.";
    NoFlyZone "no-fly-zone" "Enforcing a ban on flights.";
    EnforceSettlement "enforce-settlement" "Enforcing a settlement.";
    RepelAttack "repel-attack" "Repelling an armed attack.";
    RestorePeace "restore-peace" "Restoring international peace and security.";
}

impl Does {
    /// The mandate that it changes; none where it gives one.
    pub fn mandate(&self) -> Option<&str> {
        match self {
            Self::Establish(_) => None,
            Self::Renew(renewal) => Some(&renewal.mandate),
            Self::Amend(amendment) => Some(&amendment.mandate),
            Self::End(ending) => Some(&ending.mandate),
        }
    }
}

impl Terms {
    /// The instant at which the mandate is no longer in force: the end of its last day.
    pub fn ends(&self) -> Option<Moment> {
        self.last_day.and_then(Moment::next_day)
    }
}
