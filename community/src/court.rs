//! The court: review of legality, interpretation, and stays until it has judged.

use crate::{
    act::{Deed, Ruling},
    deciding::{Decided, Deciding, bounded},
    event::{Event, Happening},
    power::power,
    refusal::{Refusal, article},
    state::{Case, Deadline, Standing, State},
    words::counted,
};
use charter::law::Organ;

/// The organ with judges, and its article.
fn court<'a>(d: &Deciding<'a>) -> Result<(&'a Organ, String), Refusal> {
    let found = d.law.charter.organs.iter().find(|organ| organ.judges.is_some());
    found.map(|organ| (organ, article(&organ.heading, &format!("organs.{}", organ.id.value)))).ok_or_else(
        || {
            Refusal::new("no-court", "no article gives this power: the charter has no court")
                .cure("amend the charter to add an organ with `judges`")
        },
    )
}

/// `file-case`: a question of interpretation, or the legality of a motion whose article the court reviews.
fn file(d: &Deciding<'_>, motion: Option<u64>, says: &str) -> Result<Decided, Refusal> {
    d.in_force()?;
    let (court, mut article) = court(d)?;
    bounded("question", says, 8000)?;
    let organ = matches!(&d.act.actor, crate::actor::Actor::Organ(id) if d.law.organ(id).is_some());
    if !organ && !d.is("member") && !d.is("secretariat") {
        return Err(d.wrong_actor(&article, "a member, an organ or the secretariat"));
    }
    if let Some(number) = motion {
        let Some(found) = d.state.motion(number) else {
            return Err(
                Refusal::new("unknown-motion", format!("there is no motion {number}")).under(&article)
            );
        };
        article.clone_from(&found.article);
        let reviewed = power(d.law, &found.matter)?.reviewed_by.is_some_and(|organ| organ == court.id.value);
        if !reviewed {
            return Err(Refusal::new("not-reviewed", "no article gives the court review of this act")
                .under(&article)
                .cure("ask the court for an interpretation instead"));
        }
    }
    let case = d.state.cases.last_key_value().map_or(1, |(number, _)| number + 1);
    Ok(Decided::one(article, Happening::CaseFiled { case, motion, says: says.to_owned() }))
}

/// A case that waits for judgment; only the court acts in it.
fn pending<'a>(d: &Deciding<'a>, number: u64) -> Result<(&'a Case, String), Refusal> {
    let (court, article) = court(d)?;
    if !d.is(&court.id.value) {
        return Err(d.wrong_actor(&article, "the court"));
    }
    match d.state.cases.get(&number) {
        None => Err(Refusal::new("unknown-case", format!("there is no case {number}")).under(&article)),
        Some(case) if case.judged => {
            Err(Refusal::new("judged", format!("case {number} is judged already")).under(&article))
        }
        Some(case) => Ok((case, article)),
    }
}

/// Can the court still hold up, or strike down, what a motion does? An open motion, or a suspension while it lasts.
fn within_reach(state: &State, number: u64) -> bool {
    let Some(motion) = state.motion(number) else { return false };
    let suspended = || {
        state
            .members
            .values()
            .any(|member| member.suspended.as_ref().is_some_and(|suspension| suspension.motion == number))
    };
    motion.standing.is_open() || (motion.standing == Standing::Carried && suspended())
}

/// `stay`: effect waits for judgment.
fn stay(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let (case, article) = pending(d, number)?;
    match case.motion {
        Some(motion) if within_reach(d.state, motion) => {
            Ok(Decided::one(article, Happening::StayOrdered { case: number, motion }))
        }
        Some(motion) => Err(Refusal::new("beyond-reach", format!("what motion {motion} did is done"))
            .under(&article)
            .cure("judge the case")),
        None => {
            Err(Refusal::new("nothing-to-stay", "a question of interpretation holds nothing up")
                .under(&article))
        }
    }
}

/// `judge`: a majority of the judges who vote; ties reject the challenge.
fn judge(
    d: &Deciding<'_>,
    number: u64,
    ruling: Ruling,
    (judges_for, judges_against): (u32, u32),
    says: &str,
) -> Result<Decided, Refusal> {
    let (case, article) = pending(d, number)?;
    bounded("judgment", says, 30_000)?;
    let (court, _) = court(d)?;
    let sitting = d.state.offices.get(&court.id.value).map_or(0, Vec::len);
    let voting = u64::from(judges_for) + u64::from(judges_against);
    let refused = |code, says: String, cure: &str| Err(Refusal::new(code, says).under(&article).cure(cure));
    if voting > u64::try_from(sitting).unwrap_or(u64::MAX) {
        return refused(
            "too-few-judges",
            format!("{} voted, and {sitting} sit", counted(voting, "judge", "judges")),
            "elect judges first",
        );
    }
    if judges_for <= judges_against {
        let says =
            format!("{} for it and {judges_against} against", counted(judges_for, "judge is", "judges are"));
        return refused("no-majority", says, "a judgment takes more judges for it than against");
    }
    match (case.motion, ruling) {
        (None, Ruling::Answered) | (Some(_), Ruling::Lawful) => {}
        (Some(motion), Ruling::Unlawful) if within_reach(d.state, motion) => {}
        (Some(motion), Ruling::Unlawful) => {
            return refused(
                "beyond-reach",
                format!("what motion {motion} did is done"),
                "undo it by a new act",
            );
        }
        _ => {
            return refused(
                "wrong-ruling",
                "the ruling does not answer the case".into(),
                "a motion is lawful or unlawful; a question is answered",
            );
        }
    }
    Ok(Decided::one(article, Happening::Judged { case: number, ruling, says: says.to_owned() }))
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::FileCase { motion, says } => Some(file(d, *motion, says)),
        Deed::Stay { case } => Some(stay(d, *case)),
        Deed::Judge { case, ruling, judges_for, judges_against, says } => {
            Some(judge(d, *case, *ruling, (*judges_for, *judges_against), says))
        }
        _ => None,
    }
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::CaseFiled { case, motion, says } => {
            let filed =
                Case { by: event.actor.to_string(), motion: *motion, says: says.clone(), judged: false };
            if state.cases.insert(*case, filed).is_some() {
                return Err(format!("case {case} is filed already"));
            }
        }
        Happening::StayOrdered { motion, .. } => {
            set_stay(state, *motion, true);
            // Its deadlines wait too.
            state.agenda.retain(|(_, due)| !of_motion(due, *motion));
        }
        Happening::Judged { case, ruling, .. } => {
            let case = state.cases.get_mut(case).ok_or("there is no such case")?;
            case.judged = true;
            let Some(number) = case.motion else { return Ok(true) };
            if *ruling == Ruling::Unlawful {
                annul(state, number)?;
            } else {
                resume(state, number);
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn of_motion(due: &Deadline, number: u64) -> bool {
    matches!(due, Deadline::VoteCloses(n) | Deadline::SilenceEnds(n) | Deadline::NoticeEnds(n)
        | Deadline::MotionLapses(n) if *n == number)
}

fn set_stay(state: &mut State, number: u64, stayed: bool) {
    if let Some(motion) = state.motion_mut(number) {
        motion.stayed = stayed;
    }
    for member in state.members.values_mut() {
        if let Some(suspension) = member.suspended.as_mut().filter(|suspension| suspension.motion == number) {
            suspension.stayed = stayed;
        }
    }
}

fn annul(state: &mut State, number: u64) -> Result<(), String> {
    for member in state.members.values_mut() {
        if member.suspended.as_ref().is_some_and(|suspension| suspension.motion == number) {
            member.suspended = None;
        }
    }
    set_stay(state, number, false);
    state.end_motion(number, Standing::Annulled)
}

/// What was held up goes on; what fell due meanwhile falls due at once.
fn resume(state: &mut State, number: u64) {
    set_stay(state, number, false);
    let Some(motion) = state.motion(number).filter(|motion| motion.standing.is_open()) else { return };
    let mut due: Vec<_> =
        motion.lapses.map(|lapses| (lapses, Deadline::MotionLapses(number))).into_iter().collect();
    match &motion.standing {
        Standing::Voting(vote) => due.push((vote.until, Deadline::VoteCloses(number))),
        Standing::Silence(until) => due.push((*until, Deadline::SilenceEnds(number))),
        // A motion under notice no longer runs out of time.
        Standing::Notice(until) => due = vec![(*until, Deadline::NoticeEnds(number))],
        _ => {}
    }
    state.agenda.extend(due);
}
