//! From the first word to the vote: who may propose, who joins in, what is amended, who is heard.

use super::{debate, open, roll};
use crate::{
    actor::Actor,
    compact,
    deciding::{Decided, Deciding, bounded, offices, or_list},
    effects,
    event::{Event, Happening},
    matter::Matter,
    moment::Moment,
    power::{CONFERENCE, Power, power},
    refusal::Refusal,
    state::{Deadline, Motion, Phase, Standing, State},
};
use charter::law::{Excludes, Proposer};
use std::{collections::BTreeSet, sync::Arc};
use voting::Ballot;

/// How many motions may be undecided at once: more than any community, and few enough to remain fast.
const MOST_OPEN: usize = 10_000;

/// `propose`: a motion, under the article that gives the power.
pub(super) fn propose(
    d: &Deciding<'_>,
    matter: &Matter,
    debate_until: Option<Moment>,
) -> Result<Decided, Refusal> {
    let power = power(d.law, matter)?;
    phase(d, matter, &power)?;
    may_propose(d, &power)?;
    effects::fits(d, matter).map_err(|refusal| with_article(refusal, &power))?;
    twice(d, matter, &power)?;
    let debate_until = debate::first(d, &power, debate_until)?;
    if d.state.open.len() >= MOST_OPEN {
        return Err(Refusal::new("too-many-motions", format!("{MOST_OPEN} motions are undecided"))
            .cure("decide or withdraw some first"));
    }
    let lapses = power.within.and_then(|within| d.at.plus(within));
    Ok(Decided::one(
        power.article.clone(),
        Happening::Proposed {
            motion: d.state.next_motion(),
            matter: matter.clone(),
            law: d.law.version,
            steps: power.steps,
            debate_until,
            lapses,
        },
    ))
}

fn with_article(refusal: Refusal, power: &Power<'_>) -> Refusal {
    if refusal.article.is_some() { refusal } else { refusal.under(&power.article) }
}

/// The conference adopts the text; everything else waits until the charter is in force.
fn phase(d: &Deciding<'_>, matter: &Matter, power: &Power<'_>) -> Result<(), Refusal> {
    match (matter, d.state.phase) {
        (Matter::AdoptText {}, Phase::Conference) => Ok(()),
        (Matter::AdoptText {}, _) => Err(Refusal::new("adopted", "the text is adopted already")
            .under(&power.article)
            .cure("amend the charter instead")),
        _ => d.in_force(),
    }
}

/// Does this very motion already stand open?
fn twice(d: &Deciding<'_>, matter: &Matter, power: &Power<'_>) -> Result<(), Refusal> {
    let same =
        d.state.open.iter().find(|number| d.state.motion(**number).is_some_and(|m| m.matter == *matter));
    match same {
        None => Ok(()),
        Some(number) => Err(Refusal::new("already-proposed", format!("motion {number} proposes the same"))
            .under(&power.article)
            .cure(format!("join in motion {number}"))),
    }
}

fn may_propose(d: &Deciding<'_>, power: &Power<'_>) -> Result<(), Refusal> {
    let member = |actor: &Actor| actor.state().is_some_and(|code| d.state.is_member(code));
    if !power.proposed_by.is_empty() {
        let fits = |proposer: &&Proposer| match proposer {
            Proposer::Office(office) => d.is(office),
            Proposer::Members(_) => member(&d.act.actor),
        };
        if power.proposed_by.iter().any(fits) {
            return Ok(());
        }
        let words: Vec<String> = power
            .proposed_by
            .iter()
            .map(|proposer| match proposer {
                Proposer::Office(office) => offices([office.as_str()]),
                Proposer::Members(rule) => rule.to_string(),
            })
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        return Err(d.wrong_actor(&power.article, &or_list(&words)).cure("ask one of these to propose it"));
    }
    if !power.who.is_empty() {
        if power.who.iter().any(|office| d.is(office)) {
            return Ok(());
        }
        return Err(d
            .wrong_actor(&power.article, &offices(power.who.iter().copied()))
            .cure("ask one of these to propose it"));
    }
    let organs: Vec<&str> = power.steps.iter().filter_map(roll::organ_of).collect();
    let conference = organs.contains(&CONFERENCE);
    let may = match &d.act.actor {
        Actor::State(code) if conference => d.state.founders.contains(code),
        actor @ Actor::State(_) => member(actor),
        Actor::Organ(organ) => organs.contains(&organ.as_str()),
        Actor::Secretariat => true,
        Actor::Charter => false,
    };
    if may {
        Ok(())
    } else {
        let who = if conference {
            "a participant of the conference"
        } else {
            "a member, the organ or the secretariat"
        };
        Err(d.wrong_actor(&power.article, who).cure("ask one of these to propose it"))
    }
}

/// Before a vote opens, enough members must have joined in, where the charter asks for members together.
pub(super) fn enough_sponsors(d: &Deciding<'_>, motion: &Motion, power: &Power<'_>) -> Result<(), Refusal> {
    let mover: Option<Actor> = motion.mover.parse().ok();
    let by_office = power.proposed_by.iter().any(|proposer| {
        let Proposer::Office(office) = proposer else { return false };
        match &mover {
            Some(Actor::State(_)) => office == "member",
            Some(mover) => mover.to_string() == *office,
            None => false,
        }
    });
    let rules: Vec<_> = power
        .proposed_by
        .iter()
        .filter_map(|proposer| match proposer {
            Proposer::Members(rule) => Some(rule),
            Proposer::Office(_) => None,
        })
        .collect();
    if by_office || rules.is_empty() {
        return Ok(());
    }
    // Who is accused is in neither side of this count either (TFEU 354).
    let power_to_join = Power { excludes: Some(Excludes::Subject), ..power.clone() };
    for rule in &rules {
        let text = rule.to_string();
        let roll = roll::of_members(d, &text, &motion.matter, &power_to_join)?;
        let ballots = |code: &str| {
            if motion.sponsors.contains(code) { Ballot::Yes } else { Ballot::Absent }
        };
        if super::count::by_state(&text, &roll, &ballots)?.passed {
            return Ok(());
        }
    }
    let rule = rules.iter().map(|rule| rule.to_string()).collect::<Vec<_>>().join(", or ");
    let says = format!("the proposal has {} sponsors; it takes {rule}", motion.sponsors.len());
    Err(Refusal::new("too-few-sponsors", says)
        .under(&power.article)
        .cure("let more members join with `cosponsor`"))
}

/// `cosponsor`: a member joins in.
pub(super) fn cosponsor(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let motion = open(d, number)?;
    let member = d.member(&motion.article)?;
    in_debate(motion, number)?;
    if motion.sponsors.contains(member) {
        let says = format!("{} has joined in already", d.state.name(member));
        return Err(Refusal::new("joined", says).under(&motion.article));
    }
    let happening = Happening::Cosponsored { motion: number, state: member.to_owned() };
    Ok(Decided::one(motion.article.clone(), happening))
}

pub(super) fn in_debate(motion: &Motion, number: u64) -> Result<(), Refusal> {
    if motion.standing == Standing::Debate && motion.done == 0 {
        return Ok(());
    }
    let says = format!("motion {number} is {}", motion.standing.says());
    Err(Refusal::new("not-in-debate", says).under(&motion.article).cure("propose a new motion"))
}

fn mover(d: &Deciding<'_>, motion: &Motion) -> Result<(), Refusal> {
    if d.act.actor.to_string() == motion.mover {
        return Ok(());
    }
    Err(d.wrong_actor(&motion.article, "the mover").cure("propose a motion of your own"))
}

/// `amend-motion`: before the last reading, or the vote, the mover takes an amendment in. It stays the same kind of act on the
/// same state, so that what was asked of the proposal still holds.
pub(super) fn amend(d: &Deciding<'_>, number: u64, matter: &Matter) -> Result<Decided, Refusal> {
    let motion = open(d, number)?;
    mover(d, motion)?;
    in_debate(motion, number)?;
    debate::takes_amendments(d, motion)?;
    if matter.name() != motion.matter.name() || matter.subject() != motion.matter.subject() {
        return Err(Refusal::new(
            "another-matter",
            "an amendment may not make it another kind of act or concern another state",
        )
        .under(&motion.article)
        .cure("withdraw the motion and propose another"));
    }
    effects::fits(d, matter)?;
    let happening = Happening::MotionAmended { motion: number, matter: matter.clone() };
    Ok(Decided::one(motion.article.clone(), happening))
}

/// `drop`: the mover withdraws it before the vote.
pub(super) fn drop(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let motion = open(d, number)?;
    mover(d, motion)?;
    in_debate(motion, number)?;
    Ok(Decided::one(motion.article.clone(), Happening::Dropped { motion: number }))
}

/// `advise`: advice arrives, entered by the secretariat. It is no veto.
pub(super) fn advise(d: &Deciding<'_>, number: u64, says: &str) -> Result<Decided, Refusal> {
    let motion = open(d, number)?;
    bounded("advice", says, 8000)?;
    let power = power(d.law, &motion.matter)?;
    let Some(consults) = power.consults else {
        return Err(Refusal::new("no-advice", "the article asks nobody for advice").under(&motion.article));
    };
    if !d.is("secretariat") && !d.is(&consults.body.value) {
        return Err(d.wrong_actor(&motion.article, "the secretariat"));
    }
    if let Some(refusal) = compact::unsubmitted(d, number, motion, &power) {
        return Err(refusal);
    }
    if let Some(over) = compact::advice_due(d.state, motion, &power).filter(|over| *over <= d.at) {
        let says = format!("the time for advice ended on {}", over.says());
        return Err(Refusal::new("advice-late", says)
            .under(&motion.article)
            .cure("what comes late can be read, and binds nobody"));
    }
    let happening =
        Happening::Advised { motion: number, body: consults.body.value.clone(), says: says.to_owned() };
    Ok(Decided::one(motion.article.clone(), happening))
}

/// `answer`: the state concerned is heard.
pub(super) fn answer(d: &Deciding<'_>, number: u64, says: &str) -> Result<Decided, Refusal> {
    let motion = open(d, number)?;
    bounded("answer", says, 8000)?;
    let subject = motion.matter.subject();
    match d.act.actor.state() {
        Some(code) if subject == Some(code) => {
            let happening =
                Happening::Answered { motion: number, state: code.to_owned(), says: says.to_owned() };
            Ok(Decided::one(motion.article.clone(), happening))
        }
        _ => {
            let who = subject.map_or("the state concerned".to_owned(), |code| d.state.name(code).to_owned());
            Err(d.wrong_actor(&motion.article, &format!("{who}, which the motion concerns,")))
        }
    }
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::Proposed { motion: number, matter, law, steps, debate_until, lapses } => {
            if *number != state.next_motion() {
                return Err(format!("motion {number} is out of order"));
            }
            let sponsors: BTreeSet<_> = event.actor.state().map(str::to_owned).into_iter().collect();
            let motion = Motion {
                matter: matter.clone(),
                article: event.article.clone().unwrap_or_default(),
                mover: event.actor.to_string(),
                at: event.at,
                law: *law,
                sponsors,
                steps: steps.clone(),
                done: 0,
                standing: Standing::Debate,
                debate_until: *debate_until,
                reading: None,
                lapses: *lapses,
                advice: None,
                heard: BTreeSet::new(),
                stayed: false,
                votes: Vec::new(),
            };
            state.motions.insert(*number, Arc::new(motion));
            state.open.insert(*number);
            if let Some(lapses) = lapses {
                state.agenda.insert((*lapses, Deadline::MotionLapses(*number)));
            }
        }
        Happening::Cosponsored { motion, state: code } => {
            found(state, *motion)?.sponsors.insert(code.clone());
        }
        Happening::MotionAmended { motion, matter } => found(state, *motion)?.matter = matter.clone(),
        Happening::Advised { motion, says, .. } => found(state, *motion)?.advice = Some(says.clone()),
        Happening::Answered { motion, state: code, .. } => {
            found(state, *motion)?.heard.insert(code.clone());
        }
        Happening::Dropped { motion } => state.end_motion(*motion, Standing::Dropped)?,
        _ => return Ok(false),
    }
    Ok(true)
}

pub(super) fn found(state: &mut State, number: u64) -> Result<&mut Motion, String> {
    state.motion_mut(number).ok_or_else(|| format!("there is no motion {number}"))
}

impl State {
    /// A motion is decided one way or the other: it leaves the agenda.
    pub(crate) fn end_motion(&mut self, number: u64, standing: Standing) -> Result<(), String> {
        found(self, number)?.standing = standing;
        self.open.remove(&number);
        self.agenda.retain(|(_, due)| {
            !matches!(due, Deadline::VoteCloses(n) | Deadline::SilenceEnds(n) | Deadline::NoticeEnds(n)
                | Deadline::MotionLapses(n) if *n == number)
        });
        Ok(())
    }
}
