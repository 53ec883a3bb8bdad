//! What comes after a vote: the next organ, ratifications, notice, and at last the effect. And what falls due.

use super::{count, open, propose::found, roll, vote};
use crate::{
    deciding::{Decided, Deciding},
    effects,
    event::{Event, Happening, Step},
    matter::Matter,
    moment::Moment,
    power::power,
    refusal::Refusal,
    state::{Deadline, Motion, Standing, State},
};
use std::{collections::BTreeSet, sync::Arc};
use voting::Ballot;

/// A span of time of the charter, from a moment on.
pub(super) fn later(at: Moment, lasts: &str) -> Result<Moment, Refusal> {
    let duration =
        charter::values::duration(lasts).map_err(|wrong| Refusal::new("duration-unsound", wrong.says))?;
    at.plus(duration)
        .ok_or_else(|| Refusal::new("beyond-the-calendar", format!("{lasts} lead beyond the calendar")))
}

/// What happens once `done` steps of a motion are done. What can no longer take its course lapses, and says why: the state
/// has left, another charter is in force than was amended, the record lacks a figure. Time must not stand still for it.
pub(super) fn after(d: &Deciding<'_>, number: u64, motion: &Motion, done: usize) -> Vec<Happening> {
    next(d, number, motion, done)
        .unwrap_or_else(|refusal| vec![Happening::Lapsed { motion: number, why: Some(refusal.says) }])
}

fn next(d: &Deciding<'_>, number: u64, motion: &Motion, done: usize) -> Result<Vec<Happening>, Refusal> {
    Ok(match motion.steps.get(done) {
        // Another organ opens its vote when it will.
        Some(Step::Vote { .. } | Step::Silence { .. }) => Vec::new(),
        Some(Step::Ratification { rule }) => {
            let power = power(d.law, &motion.matter)?;
            let roll = roll::of_members(d, rule, &motion.matter, &power)?;
            vec![Happening::RatificationOpened { motion: number, rule: rule.clone(), roll: roll.into() }]
        }
        Some(Step::Notice { lasts }) => {
            vec![Happening::NoticeGiven { motion: number, until: later(d.at, lasts)? }]
        }
        None if overtaken(d, motion) => {
            return Err(Refusal::new("charter-changed", "the charter was amended meanwhile"));
        }
        None => {
            effects::fits(d, &motion.matter)?;
            let mut happened = vec![Happening::Carried { motion: number }];
            happened.extend(effects::effects(d, number, &motion.matter)?);
            happened
        }
    })
}

/// Is another charter in force than the one that the motion would amend? Its text would undo what was amended meanwhile.
pub(super) fn overtaken(d: &Deciding<'_>, motion: &Motion) -> bool {
    motion.done > 0 && matches!(motion.matter, Matter::Amend { .. }) && motion.law != d.law.version
}

/// Do the ratifications of the charter itself suffice? Counted over the founders.
pub(crate) fn ratifications_suffice(
    d: &Deciding<'_>,
    rule: &str,
    ratified: &dyn Fn(&str) -> bool,
) -> Result<bool, Refusal> {
    let matter = Matter::AdoptText {};
    let power = power(d.law, &matter)?;
    let roll = roll::of_members(d, rule, &matter, &power)?;
    let ballot = |code: &str| if ratified(code) { Ballot::Yes } else { Ballot::Absent };
    Ok(count::by_state(rule, &roll, &ballot)?.passed)
}

/// `ratify MOTION`: a member ratifies what was decided; enough of them bring it about.
pub(crate) fn ratify(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let motion = open(d, number)?;
    let article = motion.article.clone();
    let member = d.member(&article)?;
    let Standing::Ratifying { rule, roll, by } = &motion.standing else {
        let says = format!("motion {number} is {}, not up for ratification", motion.standing.says());
        return Err(Refusal::new("not-up-for-ratification", says).under(&article));
    };
    let name = d.state.name(member);
    if by.contains(member) {
        return Err(Refusal::new("ratified", format!("{name} has ratified already")).under(&article));
    }
    match roll.of(member) {
        Some(entry) if entry.out.is_none() => {}
        _ => {
            let says = format!("{name} is not among those whose ratification counts");
            return Err(Refusal::new("not-entitled", says).under(&article));
        }
    }
    let mut happened =
        vec![Happening::Ratified { state: member.to_owned(), motion: Some(number), depositary: None }];
    let ratified =
        |code: &str| if code == member || by.contains(code) { Ballot::Yes } else { Ballot::Absent };
    if count::by_state(rule, roll, &ratified)?.passed {
        happened.extend(after(d, number, motion, motion.done + 1));
    }
    Ok(Decided { article: Some(article), happened })
}

/// What a deadline of a motion brings about.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Result<Option<Decided>, Refusal> {
    let (Deadline::VoteCloses(number)
    | Deadline::SilenceEnds(number)
    | Deadline::NoticeEnds(number)
    | Deadline::MotionLapses(number)) = due
    else {
        return Ok(None);
    };
    let Some(motion) = d.state.motion(*number) else { return Ok(None) };
    let article = Some(motion.article.clone());
    let number = *number;
    let happened = match (due, &motion.standing) {
        (Deadline::VoteCloses(_), Standing::Voting(vote)) => vote::closing(d, number, motion, vote)?,
        (Deadline::SilenceEnds(_), _) => {
            // Silence that was kept does without the vote that an objection would have called for.
            let skipped =
                usize::from(matches!(motion.steps.get(motion.done + 1), Some(Step::Vote { organ, .. })
                if roll::organ_of(&motion.steps[motion.done]) == Some(organ)));
            let mut happened = vec![Happening::SilenceKept { motion: number }];
            happened.extend(after(d, number, motion, motion.done + 1 + skipped));
            happened
        }
        (Deadline::NoticeEnds(_), _) => after(d, number, motion, motion.done + 1),
        _ => {
            let mut happened = vec![Happening::Lapsed { motion: number, why: None }];
            happened.extend(effects::rejected(d.state, number, &motion.matter));
            happened
        }
    };
    Ok(Some(Decided { article, happened }))
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::RatificationOpened { motion, rule, roll } => {
            found(state, *motion)?.standing =
                Standing::Ratifying { rule: rule.clone(), roll: Arc::clone(roll), by: BTreeSet::new() };
        }
        Happening::Ratified { state: code, motion: Some(number), .. } => {
            let Standing::Ratifying { by, .. } = &mut found(state, *number)?.standing else {
                return Err(format!("motion {number} is not up for ratification"));
            };
            by.insert(code.clone());
        }
        Happening::NoticeGiven { motion, until } => {
            let motion_found = found(state, *motion)?;
            motion_found.standing = Standing::Notice(*until);
            // Once decided it no longer runs out of time.
            state.agenda.retain(|(_, due)| *due != Deadline::MotionLapses(*motion));
            state.agenda.insert((*until, Deadline::NoticeEnds(*motion)));
        }
        Happening::SilenceKept { motion: number } => {
            state.agenda.retain(|(_, due)| *due != Deadline::SilenceEnds(*number));
            let motion = found(state, *number)?;
            let organ = motion.steps.get(motion.done).and_then(roll::organ_of).map(str::to_owned);
            motion.done += 1;
            if motion.steps.get(motion.done).and_then(roll::organ_of) == organ.as_deref() {
                motion.done += 1;
            }
            motion.standing = Standing::Debate;
        }
        Happening::Carried { motion } => state.end_motion(*motion, Standing::Carried)?,
        Happening::Lapsed { motion, .. } => state.end_motion(*motion, Standing::Lapsed)?,
        _ => return Ok(false),
    }
    Ok(true)
}
