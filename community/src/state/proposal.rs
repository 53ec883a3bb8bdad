//! A motion as it stands: its steps, its votes with their frozen rolls, and how it ended.

use super::{Code, SeatHolder};
use crate::{
    act::{Cast, Voice},
    event::{Outcome, Roll, Step},
    matter::Matter,
    moment::Moment,
};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A proposal of an act, and how far it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Motion {
    /// What it would do.
    pub matter: Matter,
    /// The article.
    pub article: String,
    /// The state or office that moved it, as an actor is written.
    pub mover: String,
    /// When it was put forward.
    pub at: Moment,
    /// The version of the charter that its steps follow.
    pub law: u32,
    /// The members that joined in it.
    pub sponsors: BTreeSet<Code>,
    /// What must happen, in order.
    pub steps: Vec<Step>,
    /// How many of these are done.
    pub done: usize,
    /// Where it stands.
    pub standing: Standing,
    /// Until when it is debated.
    pub debate_until: Option<Moment>,
    /// In which reading it is, from the second on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<u32>,
    /// When it runs out of time.
    pub lapses: Option<Moment>,
    /// What the body asked for advice said.
    pub advice: Option<String>,
    /// States that were heard.
    pub heard: BTreeSet<Code>,
    /// Does the court hold it up?
    pub stayed: bool,
    /// Votes that were closed, for a recount.
    pub votes: Vec<ClosedVote>,
}

impl Motion {
    /// In which reading it is, counted from one.
    pub fn reading(&self) -> u32 {
        self.reading.unwrap_or(1)
    }
}

/// Where a motion stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It waits for its next step to open.
    Debate,
    /// A vote is open.
    Voting(Vote),
    /// Nobody must object until then.
    Silence(Moment),
    /// Members ratify.
    Ratifying {
        /// The rule.
        rule: String,
        /// Over whom.
        roll: Arc<Roll>,
        /// Who has ratified.
        by: BTreeSet<Code>,
    },
    /// It takes effect then.
    Notice(Moment),
    /// It is carried.
    Carried,
    /// It is not.
    Rejected,
    /// It ran out of time.
    Lapsed,
    /// The mover withdrew it.
    Dropped,
    /// The court struck it down.
    Annulled,
}

impl Standing {
    /// In a word, for people.
    pub fn says(&self) -> &'static str {
        match self {
            Self::Debate => "in debate",
            Self::Voting(_) => "being voted on",
            Self::Silence(_) => "under the silence procedure",
            Self::Ratifying { .. } => "being ratified",
            Self::Notice(_) => "carried, with notice running",
            Self::Carried => "carried",
            Self::Rejected => "rejected",
            Self::Lapsed => "lapsed",
            Self::Dropped => "withdrawn",
            Self::Annulled => "annulled by the court",
        }
    }

    /// Is nothing decided yet?
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Carried | Self::Rejected | Self::Lapsed | Self::Dropped | Self::Annulled)
    }
}

/// An open vote.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Vote {
    /// Where.
    pub organ: String,
    /// Do persons sit there?
    pub of_persons: bool,
    /// By which rule.
    pub rule: String,
    /// Who must be there.
    pub quorum: Option<String>,
    /// When it closes.
    pub until: Moment,
    /// Who is entitled, frozen when it opened.
    pub roll: Arc<Roll>,
    /// The ballots so far.
    pub ballots: BTreeMap<Code, Cast>,
    /// Who signed its ballot with its delegation's own key, which the secretariat then cannot change.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub signed: BTreeSet<Code>,
    /// The seat-holders of members that have named theirs, frozen when it opened.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub seated: BTreeMap<Code, Vec<SeatHolder>>,
    /// Their ballots, which `ballots` has added up.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub by_name: BTreeMap<Code, BTreeMap<String, Voice>>,
}

/// A vote that was counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClosedVote {
    /// As it stood when it closed.
    pub vote: Vote,
    /// What came of it.
    pub outcome: Outcome,
}
