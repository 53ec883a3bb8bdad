//! The vote: opened with its base frozen, ballots cast, closed and counted, counted again.

use super::{advance, count::count, debate, find, named, open as open_motion, propose, roll};
use crate::{
    act::{Cast, Split},
    actor::Authority,
    compact,
    deciding::{Decided, Deciding},
    effects,
    event::{Event, Happening, Out, Outcome, Step},
    gate::Asked,
    moment::Moment,
    power::{CONFERENCE, Power, power},
    refusal::Refusal,
    requires,
    state::{ClosedVote, Deadline, Motion, Standing, State, Vote},
    words,
};
use std::sync::Arc;

/// `open-vote`: freezes who is entitled, and by what rule, for the step that comes next.
///
/// A motion that was not yet voted on follows the charter as it is now; one that was, keeps the steps it began with.
pub(super) fn open(d: &Deciding<'_>, number: u64, until: Option<Moment>) -> Result<Decided, Refusal> {
    let motion = open_motion(d, number)?;
    let power = power(d.law, &motion.matter)?;
    let article = power.article.clone();
    let steps = if motion.done == 0 { power.steps.clone() } else { motion.steps.clone() };
    let waits = |says: String| Refusal::new("not-ready", says).under(&article);
    if motion.standing != Standing::Debate {
        return Err(
            waits(format!("motion {number} is {}", motion.standing.says())).cure("wait for that to end")
        );
    }
    let Some(step) = steps.get(motion.done) else {
        return Err(waits("nothing remains to be voted on".into()));
    };
    let Some(organ) = roll::organ_of(step) else {
        return Err(waits("its next step is no vote".into()).cure("let members ratify, or notice run"));
    };
    d.presides(organ, &article)?;
    if advance::overtaken(d, motion) {
        return Err(Refusal::new("charter-changed", "the charter was amended after the vote began")
            .under(&article)
            .cure("propose the amendment anew, on the charter as it is now"));
    }
    ready(d, number, motion, &power)?;
    effects::fits(d, &motion.matter)
        .map_err(|refusal| if refusal.article.is_some() { refusal } else { refusal.under(&article) })?;
    let happening = match step {
        Step::Silence { lasts, .. } => silence(d, number, lasts, until, &article)?,
        _ => {
            let rule = match step {
                Step::Vote { rule, .. } => rule.clone(),
                _ => return Err(waits("its next step is no vote".into())),
            };
            let Some(until) = until.filter(|until| *until > d.at) else {
                return Err(Refusal::new("in-the-past", "a vote closes after it opens")
                    .under(&article)
                    .cure("say until when it is open"));
            };
            let quorum = quorum(d, organ);
            let rules: Vec<&str> = [rule.as_str()].into_iter().chain(quorum.as_deref()).collect();
            let roll = roll::of_organ(d, organ, &rules, &motion.matter, &power)?;
            Happening::VoteOpened {
                motion: number,
                law: if motion.done == 0 { d.law.version } else { motion.law },
                organ: organ.to_owned(),
                steps: steps.clone(),
                rule,
                quorum,
                until,
                roll: roll.into(),
            }
        }
    };
    Ok(Decided::one(article, happening))
}

fn quorum(d: &Deciding<'_>, organ: &str) -> Option<String> {
    if organ == CONFERENCE {
        return None;
    }
    d.law.organ(organ).and_then(|organ| organ.quorum.as_ref()).map(|rule| rule.value.to_string())
}

fn silence(
    d: &Deciding<'_>,
    number: u64,
    lasts: &str,
    until: Option<Moment>,
    article: &str,
) -> Result<Happening, Refusal> {
    if until.is_some() {
        return Err(Refusal::new("silence-has-its-length", format!("the charter lets silence last {lasts}"))
            .under(article)
            .cure("leave `until` out"));
    }
    let until = advance::later(d.at, lasts)?;
    Ok(Happening::SilenceOpened { motion: number, until })
}

/// Was everything done that comes before a first vote?
fn ready(d: &Deciding<'_>, number: u64, motion: &Motion, power: &Power<'_>) -> Result<(), Refusal> {
    if motion.done > 0 {
        return Ok(());
    }
    let waits =
        |code, says: String, cure: String| Err(Refusal::new(code, says).under(&power.article).cure(cure));
    debate::over(d, motion, power, "open the vote then")?;
    debate::was_read(motion, number, power)?;
    propose::enough_sponsors(d, motion, power)?;
    if let Some(refusal) = compact::unsubmitted(d, number, motion, power) {
        return Err(refusal);
    }
    if let Some(consults) = power.consults.filter(|_| motion.advice.is_none()) {
        let over = compact::advice_due(d.state, motion, power);
        if over.is_none_or(|over| d.at < over) {
            let by = over.map(|over| format!(", or until {}", over.says())).unwrap_or_default();
            return waits(
                "advice-awaited",
                format!("the {} has not given its advice", words::spaced(&consults.body.value)),
                format!("wait for its advice{by}"),
            );
        }
    }
    if let Some(subject) =
        motion.matter.subject().filter(|subject| motion.matter.accuses() && !motion.heard.contains(*subject))
        && let Some(over) = power.answered_within.and_then(|within| motion.at.plus(within))
        && d.at < over
    {
        let name = d.state.name(subject);
        return waits(
            "not-heard",
            format!("{name} has not been heard"),
            format!("hear it with `answer`, or wait until {}", over.says()),
        );
    }
    requires::fulfilled(d, power, &motion.matter, Asked::Begin)
}

/// `vote`: a delegation's ballot. It may be changed until the vote closes; the last one counts. What a delegation has signed
/// itself the secretariat cannot change.
pub(super) fn cast(d: &Deciding<'_>, number: u64, ballot: Cast) -> Result<Decided, Refusal> {
    let motion = open_motion(d, number)?;
    let article = motion.article.as_str();
    let (vote, state) = may_vote(d, number, motion)?;
    if vote.seated.contains_key(state) {
        let says = format!("the seat-holders of {} vote by name", d.state.name(state));
        return Err(Refusal::new("by-name", says)
            .under(article)
            .cure("let each of them vote with `vote-by-name`"));
    }
    if let Cast::Split(split) = ballot {
        fits(d, vote, state, split).map_err(|refusal| refusal.under(article))?;
    }
    let (by_key, signed) = (matches!(d.act.authority, Authority::Key { .. }), vote.signed.contains(state));
    if signed && !by_key {
        let says = format!("{} has signed its ballot with its own key", d.state.name(state));
        return Err(Refusal::new("signed-ballot", says)
            .under(article)
            .cure("let its delegation sign another ballot, if it means to change it"));
    }
    // A signature under the ballot that the secretariat entered is worth its entry.
    if vote.ballots.get(state) == Some(&ballot) && signed == by_key {
        let says = format!("{} has voted so already", d.state.name(state));
        return Err(Refusal::new("same-ballot", says).under(article));
    }
    Ok(Decided::one(article.to_owned(), Happening::Voted { motion: number, state: state.to_owned(), ballot }))
}

/// A delegation splits only where persons sit, and into no more than its seats.
fn fits(d: &Deciding<'_>, vote: &Vote, state: &str, split: Split) -> Result<(), Refusal> {
    let Split { yes, no, abstain } = split;
    if !vote.of_persons {
        return Err(Refusal::new("one-voice", format!("in the {} a delegation has one voice", vote.organ))
            .cure("vote yes, no or abstain"));
    }
    let there = [yes, no, abstain].iter().try_fold(0u32, |sum, part| sum.checked_add(*part));
    let seats = vote.roll.of(state).map_or(0, |entry| entry.seats);
    if there.is_none_or(|there| there > seats) {
        return Err(Refusal::new(
            "too-many-seats",
            format!("{} holds {}", d.state.name(state), crate::words::counted(seats, "seat", "seats")),
        )
        .cure("let the parts add up to no more than these"));
    }
    Ok(())
}

/// The open vote on a motion, and the member that acts, if it is entitled to vote.
pub(super) fn may_vote<'d>(
    d: &Deciding<'d>,
    number: u64,
    motion: &'d Motion,
) -> Result<(&'d Vote, &'d str), Refusal> {
    let Standing::Voting(vote) = &motion.standing else {
        let says = format!("no vote is open: motion {number} is {}", motion.standing.says());
        return Err(Refusal::new("no-open-vote", says).under(&motion.article).cure("open the vote first"));
    };
    let article = motion.article.as_str();
    let Some(state) = d.act.actor.state() else {
        return Err(d.wrong_actor(article, "a delegation"));
    };
    let name = d.state.name(state);
    let Some(entry) = vote.roll.of(state) else {
        let says = format!("{name} did not sit in the {} when the vote opened", vote.organ);
        return Err(Refusal::new("not-on-the-roll", says)
            .under(article)
            .cure("it may vote on later motions"));
    };
    if let Some(out) = entry.out {
        let (says, cure) = match out {
            Out::Suspended => ("its vote is suspended", "it can be restored by `readmit`"),
            Out::InArrears => ("its arrears cost it its vote", "it can pay, or the arrears can be waived"),
            Out::Concerned => ("the matter concerns it", "it is heard with `answer`"),
        };
        return Err(Refusal::new("not-entitled", format!("{name} is not entitled to vote: {says}"))
            .under(article)
            .cure(cure));
    }
    Ok((vote, state))
}

/// `object`: a member breaks the silence.
pub(super) fn object(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let motion = open_motion(d, number)?;
    let article = motion.article.clone();
    let member = d.member(&article)?;
    if !matches!(motion.standing, Standing::Silence(_)) {
        let says = format!("no silence runs: motion {number} is {}", motion.standing.says());
        return Err(Refusal::new("no-silence", says).under(&article).cure("vote against it"));
    }
    if d.state.has_lost(member, "vote") {
        let says = format!("{} is not entitled to object: its vote is suspended", d.state.name(member));
        return Err(Refusal::new("not-entitled", says).under(&article));
    }
    Ok(Decided::one(article, Happening::Objected { motion: number, state: member.to_owned() }))
}

/// `close`: before its time a vote closes only when every ballot is in.
pub(super) fn close(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let motion = open_motion(d, number)?;
    let Standing::Voting(vote) = &motion.standing else {
        let says = format!("no vote is open: motion {number} is {}", motion.standing.says());
        return Err(Refusal::new("no-open-vote", says).under(&motion.article));
    };
    d.presides(&vote.organ, &motion.article)?;
    let entitled = vote.roll.members.iter().filter(|entry| entry.out.is_none());
    let missing: Vec<&str> = entitled
        .filter(|entry| !vote.ballots.contains_key(&entry.state) || !named::all_in(vote, &entry.state))
        .map(|entry| d.state.name(&entry.state))
        .collect();
    if let Some(first) = missing.first() {
        let says = format!("{} delegations are still to vote, {first} among them", missing.len());
        return Err(Refusal::new("ballots-missing", says)
            .under(&motion.article)
            .cure(format!("the vote closes by itself on {}", vote.until.says())));
    }
    let happened = closing(d, number, motion, vote)?;
    Ok(Decided { article: Some(motion.article.clone()), happened })
}

/// Counts, and goes on to what comes next.
pub(super) fn closing(
    d: &Deciding<'_>,
    number: u64,
    motion: &Motion,
    vote: &Vote,
) -> Result<Vec<Happening>, Refusal> {
    let (outcome, clauses, quorum) = count(vote)?;
    let organ = vote.organ.clone();
    let mut happened = vec![Happening::VoteClosed { motion: number, organ, outcome, clauses, quorum }];
    match outcome {
        Outcome::Passed => happened.extend(advance::after(d, number, motion, motion.done + 1)),
        Outcome::Failed => happened.extend(effects::rejected(d.state, number, &motion.matter)),
        Outcome::Inquorate => {}
    }
    Ok(happened)
}

/// `recount`: the last vote of a motion, counted again from its ballots. It must come to the same.
pub(super) fn recount(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let motion = find(d, number)?;
    let Some(closed) = motion.votes.last() else {
        return Err(Refusal::new("nothing-to-count", format!("no vote on motion {number} was closed"))
            .under(&motion.article)
            .cure("wait until the vote is closed"));
    };
    if d.act.actor.state().is_some_and(|code| !d.state.is_member(code)) {
        return Err(d.wrong_actor(&motion.article, "a member, an organ or the secretariat"));
    }
    let (outcome, clauses, _) = count(&closed.vote)?;
    let organ = closed.vote.organ.clone();
    Ok(Decided::one(motion.article.clone(), Happening::Recounted { motion: number, organ, outcome, clauses }))
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::VoteOpened { motion: number, law, steps, organ, rule, quorum, until, roll } => {
            let of_persons = state.law.as_ref().is_some_and(|law| law.of_persons(organ));
            let seated = if of_persons { named::seated(state, organ, roll) } else { Default::default() };
            let motion = propose::found(state, *number)?;
            motion.law = *law;
            motion.steps = steps.clone();
            motion.standing = Standing::Voting(Vote {
                organ: organ.clone(),
                of_persons,
                rule: rule.clone(),
                quorum: quorum.clone(),
                until: *until,
                roll: Arc::clone(roll),
                ballots: Default::default(),
                seated,
                signed: Default::default(),
                by_name: Default::default(),
            });
            state.agenda.insert((*until, Deadline::VoteCloses(*number)));
        }
        Happening::Voted { motion, state: code, ballot } => {
            let Standing::Voting(vote) = &mut propose::found(state, *motion)?.standing else {
                return Err(format!("no vote is open on motion {motion}"));
            };
            let entitled = vote.roll.of(code).is_some_and(|entry| entry.out.is_none());
            if !entitled {
                return Err(format!("{code} is not entitled to vote on motion {motion}"));
            }
            vote.ballots.insert(code.clone(), *ballot);
            if matches!(event.authority, Authority::Key { .. }) {
                vote.signed.insert(code.clone());
            }
        }
        Happening::SilenceOpened { motion, until } => {
            propose::found(state, *motion)?.standing = Standing::Silence(*until);
            state.agenda.insert((*until, Deadline::SilenceEnds(*motion)));
        }
        Happening::Objected { motion: number, .. } => {
            state.agenda.retain(|(_, due)| *due != Deadline::SilenceEnds(*number));
            let motion = propose::found(state, *number)?;
            motion.done += 1;
            motion.standing = Standing::Debate;
            if !matches!(motion.steps.get(motion.done), Some(Step::Vote { .. })) {
                state.end_motion(*number, Standing::Rejected)?;
            }
        }
        Happening::VoteClosed { motion: number, outcome, .. } => {
            state.agenda.retain(|(_, due)| *due != Deadline::VoteCloses(*number));
            let motion = propose::found(state, *number)?;
            let Standing::Voting(vote) = std::mem::replace(&mut motion.standing, Standing::Debate) else {
                return Err(format!("no vote is open on motion {number}"));
            };
            motion.votes.push(ClosedVote { vote, outcome: *outcome });
            match outcome {
                Outcome::Passed => motion.done += 1,
                Outcome::Failed => state.end_motion(*number, Standing::Rejected)?,
                Outcome::Inquorate => {}
            }
        }
        Happening::Recounted { motion, outcome, .. } => {
            let closed = state.motion(*motion).and_then(|motion| motion.votes.last());
            if closed.is_none_or(|closed| closed.outcome != *outcome) {
                return Err(format!("the recount of motion {motion} does not come to what was counted"));
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}
