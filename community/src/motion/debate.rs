//! Readings and debate: how long a motion is talked over before it is voted on, how often, and who may end that sooner.

use super::{open, propose, roll};
use crate::{
    deciding::{Decided, Deciding, offices},
    event::{Event, Happening, ReadingOpened},
    moment::Moment,
    power::{Power, power},
    refusal::Refusal,
    state::{Motion, State},
};

/// Until when the first debate lasts: as the proposer asks, but no shorter than the charter has it.
pub(super) fn first(
    d: &Deciding<'_>,
    power: &Power<'_>,
    asked: Option<Moment>,
) -> Result<Option<Moment>, Refusal> {
    if asked.is_some_and(|until| until < d.at) {
        return Err(Refusal::new("in-the-past", "the debate would end before it begins")
            .under(&power.article)
            .cure("name a later time, or none"));
    }
    let least = lasts(d, power)?;
    if let (Some(least), Some(asked), Some(debate)) = (least, asked, power.debate)
        && asked < least
    {
        return Err(Refusal::new("debate-too-short", format!("a debate lasts at least {debate}"))
            .under(&power.article)
            .cure(format!("let it last until {}, or leave the time out", least.says())));
    }
    Ok(asked.or(least))
}

/// Until when a reading that opens now lasts at least.
fn lasts(d: &Deciding<'_>, power: &Power<'_>) -> Result<Option<Moment>, Refusal> {
    let Some(debate) = power.debate else { return Ok(None) };
    d.at.plus(debate)
        .map(Some)
        .ok_or_else(|| Refusal::new("beyond-the-calendar", format!("{debate} lead beyond the calendar")))
}

/// Is the debate of this reading over?
pub(super) fn over(d: &Deciding<'_>, motion: &Motion, power: &Power<'_>, cure: &str) -> Result<(), Refusal> {
    match motion.debate_until.filter(|until| d.at < *until) {
        None => Ok(()),
        Some(until) => Err(Refusal::new("in-debate", format!("the debate lasts until {}", until.says()))
            .under(&power.article)
            .cure(cure)),
    }
}

/// Was the motion read as often as the charter asks?
pub(super) fn was_read(motion: &Motion, number: u64, power: &Power<'_>) -> Result<(), Refusal> {
    let (reading, readings) = (motion.reading(), power.readings);
    if reading >= readings {
        return Ok(());
    }
    let says = format!("motion {number} is in reading {reading} of {readings}");
    Err(Refusal::new("readings-missing", says)
        .under(&power.article)
        .cure(format!("open the next with `next-reading {number}`")))
}

/// Amendments are taken before the last of several readings, in which the text is settled.
pub(super) fn takes_amendments(d: &Deciding<'_>, motion: &Motion) -> Result<(), Refusal> {
    let power = power(d.law, &motion.matter)?;
    if power.readings == 1 || motion.reading() < power.readings {
        return Ok(());
    }
    Err(Refusal::new(
        "last-reading",
        format!("reading {} takes no amendments: it is the last", motion.reading()),
    )
    .under(&power.article)
    .cure("vote against the motion, or withdraw it and propose another"))
}

/// `next-reading`: whoever presides passes the motion on, once the debate of this reading is over.
pub(super) fn next_reading(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let motion = open(d, number)?;
    propose::in_debate(motion, number)?;
    let power = power(d.law, &motion.matter)?;
    let article = power.article.clone();
    if let Some(organ) = power.steps.first().and_then(roll::organ_of) {
        d.presides(organ, &article)?;
    }
    let reading = motion.reading();
    if reading >= power.readings {
        let says = format!("motion {number} is in reading {reading} of {}, the last", power.readings);
        return Err(Refusal::new("last-reading", says).under(&article).cure("open the vote"));
    }
    over(d, motion, &power, "open the next reading then")?;
    let opened = ReadingOpened { motion: number, reading: reading + 1, until: lasts(d, &power)? };
    Ok(Decided::one(article, Happening::ReadingOpened(opened)))
}

/// `close-debate`: whom the charter names ends the debate of this reading before its time.
pub(super) fn close(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let motion = open(d, number)?;
    propose::in_debate(motion, number)?;
    let power = power(d.law, &motion.matter)?;
    let article = power.article.clone();
    if power.closes_debate.is_empty() {
        return Err(Refusal::new("no-article", "no article gives this power: nobody may close this debate")
            .under(&article)
            .cure("wait until it is over, or amend the charter to say who `closes_debate`"));
    }
    // The chair of an organ acts for it.
    let chairs = |organ: &&str| {
        let chair = d.state.chairs.get(*organ).map(|chair| chair.state.as_str());
        chair.is_some() && chair == d.act.actor.state()
    };
    if !power.closes_debate.iter().any(|who| d.is(who) || chairs(who)) {
        let who = offices(power.closes_debate.iter().copied());
        return Err(d.wrong_actor(&article, &who).cure(format!("the article gives this power to {who}")));
    }
    if motion.debate_until.is_none_or(|until| until <= d.at) {
        return Err(Refusal::new("debate-over", "the debate is over already").under(&article));
    }
    Ok(Decided::one(article, Happening::DebateClosed { motion: number }))
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::ReadingOpened(ReadingOpened { motion, reading, until }) => {
            let motion = propose::found(state, *motion)?;
            if *reading != motion.reading() + 1 {
                return Err(format!("reading {reading} is out of order"));
            }
            motion.reading = Some(*reading);
            motion.debate_until = *until;
        }
        Happening::DebateClosed { motion } => {
            propose::found(state, *motion)?.debate_until = Some(event.at);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
