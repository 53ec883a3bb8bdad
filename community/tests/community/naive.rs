//! A naive second model of membership and of votes, written from the charter's prose: it keeps sets of names, counts heads
//! with plain sums, and knows nothing of the engine's code. Random histories hold the two to each other.

use community::{
    Actor, Deed, Event, Happening, Matter,
    act::{Cast, Voice},
    event::Outcome,
};
use std::collections::{BTreeMap, BTreeSet};

/// Who belongs, who may vote, and what the open votes stand at.
#[derive(Default)]
pub struct Naive {
    members: BTreeSet<String>,
    suspended: BTreeSet<String>,
    matters: BTreeMap<u64, Matter>,
    votes: BTreeMap<u64, Tally>,
    chair_opened: u64,
}

struct Tally {
    council: bool,
    entitled: BTreeSet<String>,
    yes: BTreeSet<String>,
    no: BTreeSet<String>,
    abstain: BTreeSet<String>,
}

impl Naive {
    /// Would the prose let this member vote on this motion?
    pub fn may_vote(&self, motion: u64, state: &str) -> bool {
        self.votes.get(&motion).is_some_and(|vote| vote.entitled.contains(state))
    }

    /// Is a vote open on the motion?
    pub fn is_open(&self, motion: u64) -> bool {
        self.votes.contains_key(&motion)
    }

    /// How many votes were opened.
    pub fn opened(&self) -> u64 {
        self.chair_opened
    }

    /// Takes in what the engine says happened, and says where the prose would have it otherwise.
    pub fn watch(&mut self, event: &Event) {
        match &event.happened {
            Happening::EnteredIntoForce { members, .. } => {
                self.members = members.iter().map(|member| member.state.clone()).collect();
            }
            Happening::FounderJoined { state, .. } | Happening::Admitted { state, .. } => {
                assert!(self.members.insert(state.clone()), "{state} joins twice");
            }
            Happening::Left { state } | Happening::Expelled { state, .. } => {
                assert!(self.members.remove(state), "{state} leaves and did not belong");
                self.suspended.remove(state);
            }
            Happening::Suspended { state, .. } => {
                assert!(
                    self.members.contains(state) && self.suspended.insert(state.clone()),
                    "{state} is suspended twice"
                );
            }
            Happening::Readmitted { state, .. } => {
                assert!(self.suspended.remove(state), "{state} is restored and was not suspended");
            }
            Happening::Proposed { motion, matter, .. } => {
                self.matters.insert(*motion, matter.clone());
            }
            Happening::VoteOpened { motion, organ, roll, .. } if organ != "conference" => {
                self.open(*motion, organ);
                // Who else is under the same procedure is out of a suspension too, which the prose leaves to the engine.
                if !matches!(self.matters[motion], Matter::Suspend { .. } | Matter::Expel { .. }) {
                    let entitled =
                        roll.members.iter().filter(|entry| entry.out.is_none()).map(|entry| &entry.state);
                    assert!(
                        entitled.eq(self.votes[motion].entitled.iter()),
                        "who is entitled on motion {motion}"
                    );
                }
            }
            Happening::Voted { motion, state, ballot } => self.vote(*motion, state, *ballot),
            Happening::VoteClosed { motion, outcome, .. } => self.close(*motion, *outcome),
            _ => {}
        }
    }

    fn open(&mut self, motion: u64, organ: &str) {
        self.chair_opened += 1;
        let concerned: BTreeSet<&str> = match &self.matters[&motion] {
            Matter::Suspend { state, .. } | Matter::Warn { state, .. } | Matter::Observe { state, .. } => {
                [state.as_str()].into()
            }
            _ => BTreeSet::new(),
        };
        let entitled = |code: &&String| !self.suspended.contains(*code) && !concerned.contains(code.as_str());
        let entitled = self.members.iter().filter(entitled).cloned().collect();
        let tally = Tally {
            council: organ == "council",
            entitled,
            yes: BTreeSet::new(),
            no: BTreeSet::new(),
            abstain: BTreeSet::new(),
        };
        self.votes.insert(motion, tally);
    }

    fn vote(&mut self, motion: u64, state: &str, ballot: Cast) {
        let Some(vote) = self.votes.get_mut(&motion) else { return };
        assert!(vote.entitled.contains(state), "{state} votes on motion {motion} and may not");
        for side in [&mut vote.yes, &mut vote.no, &mut vote.abstain] {
            side.remove(state);
        }
        match ballot {
            Cast::One(Voice::Yes) => vote.yes.insert(state.into()),
            Cast::One(Voice::No) => vote.no.insert(state.into()),
            _ => vote.abstain.insert(state.into()),
        };
    }

    /// Article 4: a majority of states for a resolution, four fifths for a suspension, of the members entitled; two thirds of
    /// them must be there.
    fn close(&mut self, motion: u64, outcome: Outcome) {
        let Some(vote) = self.votes.remove(&motion) else { return };
        let (entitled, there) = (vote.entitled.len(), vote.yes.len() + vote.no.len() + vote.abstain.len());
        let passes = match &self.matters[&motion] {
            Matter::Resolution { .. } => vote.yes.len() * 2 > entitled,
            Matter::Suspend { .. } => vote.yes.len() * 5 >= entitled * 4,
            _ => return,
        };
        if !vote.council {
            return;
        }
        let expected = match (there * 3 >= entitled * 2, passes) {
            (false, _) => Outcome::Inquorate,
            (true, true) => Outcome::Passed,
            (true, false) => Outcome::Failed,
        };
        assert_eq!(
            outcome,
            expected,
            "motion {motion}: {} of {entitled} in favour, {there} there",
            vote.yes.len()
        );
    }

    /// The engine's members are the model's.
    pub fn agrees(&self, state: &community::State) {
        assert!(state.members.keys().eq(self.members.iter()), "members");
        let suspended = state.members.iter().filter(|(_, member)| member.suspended.is_some());
        assert!(suspended.map(|(code, _)| code).eq(self.suspended.iter()), "suspended");
    }

    /// The prose on a ballot that the engine allowed or refused.
    pub fn judge(&self, actor: &Actor, deed: &Deed, allowed: bool) {
        if let (Actor::State(code), Deed::Vote { motion, .. }) = (actor, deed)
            && allowed
        {
            assert!(
                self.is_open(*motion) && self.may_vote(*motion, code),
                "{code} may not vote on motion {motion}"
            );
        }
    }
}
