//! A guarantee as it was invoked and as it stands.

use crate::{
    act::{Contribution, Purpose},
    event::{Invoked, ReportDue},
    moment::Moment,
    state::{Code, State},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A guarantee that was invoked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Guarantee {
    /// Its head in the charter: `attack` or `freedom`.
    pub head: String,
    /// The article.
    pub article: String,
    /// The member that invoked it.
    pub state: Code,
    /// What was attacked, in the charter's word.
    pub object: String,
    /// Who asked for the member, where its constitutional authorities ask.
    pub by: Option<String>,
    /// What happened.
    pub says: String,
    /// When it was invoked.
    pub at: Moment,
    /// May force be used in answer?
    pub forcible: bool,
    /// How far it is.
    pub standing: Standing,
    /// Does the member ask for help? It may withdraw its request.
    pub asks_help: bool,
    /// What it needs.
    pub needs: Vec<Contribution>,
    /// Until when the organ determines the case.
    pub determine_by: Option<Moment>,
    /// To whom it is reported, and until when.
    pub report: Option<ReportDue>,
    /// When it was reported.
    pub reported: Option<Moment>,
    /// By which motion help is owed; none where the charter asks for no determination.
    pub motion: Option<u64>,
    /// Which members owe it.
    pub owing: BTreeSet<Code>,
    /// Until when they pledge.
    pub pledges_by: Option<Moment>,
    /// Who had not answered by then.
    pub unanswered: BTreeSet<Code>,
    /// What members did on their own decision.
    pub assistance: BTreeMap<Code, Vec<Assistance>>,
    /// When it ended.
    pub ended: Option<Moment>,
}

/// How far a guarantee is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Invoked: any member may help, and none must.
    Declared,
    /// The organ did not determine it: self-defence is as it was.
    Undetermined,
    /// Every member owes help.
    Owed,
    /// Over.
    Ended,
}

impl Standing {
    /// In words, for people.
    pub fn says(self) -> &'static str {
        match self {
            Self::Declared => "invoked",
            Self::Undetermined => "not determined: self-defence as it was",
            Self::Owed => "assistance owed",
            Self::Ended => "ended",
        }
    }
}

/// What a member did on its own decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assistance {
    /// When.
    pub at: Moment,
    /// By armed force?
    pub by_force: bool,
    /// How.
    pub says: String,
}

impl Guarantee {
    pub(super) fn new(invoked: &Invoked, article: String, at: Moment) -> Self {
        Self {
            head: invoked.head.clone(),
            article,
            state: invoked.state.clone(),
            object: invoked.object.clone(),
            by: invoked.by.clone(),
            says: invoked.says.clone(),
            at,
            forcible: invoked.forcible,
            standing: Standing::Declared,
            asks_help: invoked.asks_help,
            needs: Vec::new(),
            determine_by: invoked.determine_by,
            report: invoked.report.clone(),
            reported: None,
            motion: None,
            owing: BTreeSet::new(),
            pledges_by: None,
            unanswered: BTreeSet::new(),
            assistance: BTreeMap::new(),
            ended: None,
        }
    }

    /// Does it still run?
    pub fn is_open(&self) -> bool {
        self.standing != Standing::Ended
    }

    /// May members that help it use armed force: against an armed attack, while the member attacked asks for help (UN
    /// Charter, Article 51; International Court of Justice, Nicaragua, 27 June 1986, paragraph 199)?
    pub fn allows_force(&self) -> bool {
        self.is_open() && self.forcible && self.asks_help
    }
}

impl State {
    /// Has a member answered a guarantee: assisted, or pledged and not taken all of it back?
    pub fn has_answered(&self, number: u64, code: &str) -> bool {
        let assisted =
            self.guarantees.get(&number).is_some_and(|guarantee| guarantee.assistance.contains_key(code));
        let mut pledges = self.pledges_to(Purpose::Guarantee(number));
        assisted
            || pledges
                .any(|(_, pledge)| pledge.state == code && pledge.withdrawn < pledge.contribution.quantity())
    }
}
