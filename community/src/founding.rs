//! The founding: a text is opened, amended, adopted, signed, ratified, deposited, and comes into force. Where the charter
//! is silent, the Vienna Convention on the Law of Treaties (1969) speaks.

use crate::{
    act::Deed,
    deciding::{Decided, Deciding},
    elections,
    event::{Event, Happening, NamedState},
    law::Law,
    moment::Moment,
    motion,
    refusal::Refusal,
    state::{Deadline, Member, Observation, Phase, State},
};
use std::{collections::BTreeSet, sync::Arc};

/// Without a word of the charter it enters into force when all have ratified (Vienna Convention, Article 24(2)).
const ALL_RATIFY: &str = "all of founders";

/// `open-text`: the preparatory conference opens on a text that passes `koinon check`. A charter that describes an
/// existing body continues it at once, with the members that the record gives it.
pub(crate) fn open_text(d: &Deciding<'_>) -> Result<Decided, Refusal> {
    if d.state.phase != Phase::Unfounded {
        return Err(Refusal::new("founded", "the community is founded already")
            .cure("begin another in an empty folder"));
    }
    if !d.is("secretariat") {
        return Err(
            d.wrong_actor("Vienna Convention, Article 9", "the secretariat of the preparatory conference")
        );
    }
    sound(d, &d.law.text)?;
    let charter = &d.law.charter;
    let year = d.asking.latest_year().unwrap_or_default();
    let since = charter.community.since.unwrap_or(year);
    let article = d.law.founding_article().unwrap_or_else(|| d.law.membership_article());
    let founders = &charter.membership.founders;
    let mut codes: BTreeSet<String> =
        charter.community.body.iter().flat_map(|group| d.asking.group(&group.value, year).to_vec()).collect();
    let body = !codes.is_empty();
    if !body {
        codes.extend(founders.states.iter().map(|state| state.value.clone()));
        codes.extend(
            founders
                .group
                .iter()
                .flat_map(|group| d.asking.group(&group.value, founders.on.unwrap_or(since)).to_vec()),
        );
    }
    let mut participants = Vec::new();
    for code in &codes {
        // Those that have ended since then do not take part.
        if let Some(name) = d.asking.state_name(code) {
            participants.push(NamedState { state: code.clone(), name });
        }
    }
    if participants.is_empty() {
        return Err(Refusal::new("no-founders", "the charter names no founders, so nobody can take part")
            .under(&d.law.membership_article())
            .cure("give `membership.founders` a group or states"));
    }
    let predecessor = charter.founding.as_ref().and_then(|founding| founding.predecessor.as_ref());
    let predecessor =
        predecessor.map(|group| d.asking.group(&group.value, year).to_vec()).unwrap_or_default();
    let text = d.law.text.clone();
    let mut happened =
        vec![Happening::TextOpened { charter: text, participants: participants.clone(), predecessor }];
    if body {
        happened.push(in_force(d, participants));
    }
    Ok(Decided { article: Some(article), happened })
}

/// The charter must be without errors in the light of the world.
pub(crate) fn sound(d: &Deciding<'_>, text: &str) -> Result<(), Refusal> {
    match d.asking.charter_error(text) {
        None => Ok(()),
        Some(error) => Err(Refusal::new("charter-unsound", format!("the charter cannot run: {error}"))
            .cure("run `koinon check` on it and mend what it finds")),
    }
}

fn in_force(d: &Deciding<'_>, members: Vec<NamedState>) -> Happening {
    let codes: Vec<String> = members.iter().map(|member| member.state.clone()).collect();
    let chairs = elections::first_chairs(d, &codes);
    Happening::EnteredIntoForce { members, observed_until: observed_until(d), chairs }
}

fn observed_until(d: &Deciding<'_>) -> Option<Moment> {
    match d.law.charter.membership.founders.observe_years {
        0 => None,
        years => d.at.plus_years(years),
    }
}

fn article(d: &Deciding<'_>) -> String {
    d.law.founding_article().unwrap_or_else(|| "Vienna Convention on the Law of Treaties".into())
}

fn participant<'a>(d: &Deciding<'a>) -> Result<&'a str, Refusal> {
    match d.act.actor.state() {
        Some(code) if d.state.founders.contains(code) => Ok(code),
        _ => Err(d
            .wrong_actor(&article(d), "a participant of the conference")
            .cure("a state that is no founder applies for membership")),
    }
}

fn amend_text(d: &Deciding<'_>, text: &str) -> Result<Decided, Refusal> {
    let article = article(d);
    if d.state.phase != Phase::Conference {
        return Err(Refusal::new("adopted", "the text is no longer open")
            .under(&article)
            .cure("propose `amend` once the charter is in force"));
    }
    participant(d)?;
    if let Some(number) = d.state.open.first() {
        return Err(Refusal::new("motion-open", format!("motion {number} proposes the text as it stands"))
            .under(&article)
            .cure("withdraw the motion first"));
    }
    Law::read(text, 0)?;
    sound(d, text)?;
    Ok(Decided::one(article, Happening::TextAmended { charter: text.to_owned() }))
}

fn sign(d: &Deciding<'_>) -> Result<Decided, Refusal> {
    let article = article(d);
    let code = participant(d)?;
    adopted_before(d, &article)?;
    if d.state.signed.contains(code) {
        return Err(
            Refusal::new("signed", format!("{} has signed already", d.state.name(code))).under(&article)
        );
    }
    Ok(Decided::one(article, Happening::Signed { state: code.to_owned() }))
}

fn adopted_before(d: &Deciding<'_>, article: &str) -> Result<(), Refusal> {
    match d.state.phase {
        Phase::Adopted | Phase::InForce => Ok(()),
        Phase::Lapsed => {
            Err(Refusal::new("founding-lapsed", "too few founders ratified in time").under(article))
        }
        _ => Err(Refusal::new("not-adopted", "the text is not adopted yet")
            .under(article)
            .cure("propose and vote on `adopt-text`")),
    }
}

/// `ratify`: an instrument of ratification is deposited. With enough of them the charter is in force.
fn ratify(d: &Deciding<'_>) -> Result<Decided, Refusal> {
    let article = article(d);
    let code = participant(d)?;
    adopted_before(d, &article)?;
    let name = d.state.name(code);
    if d.state.ratified.contains(code) {
        return Err(Refusal::new("ratified", format!("{name} has ratified already")).under(&article));
    }
    if !d.state.signed.contains(code) {
        return Err(Refusal::new("not-signed", format!("{name} has not signed"))
            .under(&article)
            .cure("sign first"));
    }
    let founding = d.law.charter.founding.as_ref();
    let depositary =
        founding.and_then(|founding| founding.depositary.as_ref()).map(|body| body.value.clone());
    let mut happened = vec![Happening::Ratified { state: code.to_owned(), motion: None, depositary }];
    if d.state.phase == Phase::InForce {
        happened.push(Happening::FounderJoined { state: code.to_owned(), observed_until: observed_until(d) });
        return Ok(Decided { article: Some(article), happened });
    }
    let rule = founding.and_then(|founding| founding.ratified_by.as_ref());
    let rule = rule.map_or_else(|| ALL_RATIFY.to_owned(), |rule| d.law.rule(&rule.value));
    let ratified = |state: &str| state == code || d.state.ratified.contains(state);
    if motion::ratifications_suffice(d, &rule, &ratified)? {
        let members = d.state.founders.iter().filter(|state| ratified(state));
        let members =
            members.map(|state| NamedState { state: state.clone(), name: d.state.name(state).to_owned() });
        happened.push(in_force(d, members.collect()));
    }
    Ok(Decided { article: Some(article), happened })
}

/// What follows from the adoption of the text.
pub(crate) fn adopted(d: &Deciding<'_>, motion: u64) -> Vec<Happening> {
    let within = d.law.charter.founding.as_ref().and_then(|founding| founding.within);
    vec![Happening::TextAdopted { motion, lapses: within.and_then(|within| d.at.plus(within)) }]
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::AmendText { charter } => Some(amend_text(d, charter)),
        Deed::Sign {} => Some(sign(d)),
        Deed::Ratify { motion: None } => Some(ratify(d)),
        Deed::Ratify { motion: Some(number) } => Some(motion::ratify(d, *number)),
        _ => None,
    }
}

/// What falls due of this file.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    (*due == Deadline::FoundingLapses).then(|| Decided::one(article(d), Happening::FoundingLapsed {}))
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    let read =
        |text: &str, version| Law::read(text, version).map(Arc::new).map_err(|refusal| refusal.to_string());
    match &event.happened {
        Happening::TextOpened { charter, participants, predecessor } => {
            if state.phase != Phase::Unfounded {
                return Err("the community is founded already".into());
            }
            state.law = Some(read(charter, 0)?);
            state.phase = Phase::Conference;
            state.founders = participants.iter().map(|participant| participant.state.clone()).collect();
            state.names = participants.iter().map(|one| (one.state.clone(), one.name.clone())).collect();
            state.predecessor = predecessor.iter().cloned().collect();
        }
        Happening::TextAmended { charter } => state.law = Some(read(charter, 0)?),
        Happening::TextAdopted { lapses, .. } => {
            state.phase = Phase::Adopted;
            state.founding_lapses = *lapses;
            state.agenda.extend(lapses.map(|lapses| (lapses, Deadline::FoundingLapses)));
        }
        Happening::Signed { state: code } => {
            state.signed.insert(code.clone());
        }
        Happening::Ratified { state: code, motion: None, .. } => {
            state.ratified.insert(code.clone());
        }
        Happening::EnteredIntoForce { members, observed_until, chairs } => {
            state.phase = Phase::InForce;
            state.agenda.retain(|(_, due)| *due != Deadline::FoundingLapses);
            for member in members {
                join(state, &member.state, event.at, *observed_until)?;
            }
            for chair in chairs {
                elections::seat_chair(state, chair);
            }
            let stages = state.law.as_ref().map(|law| law.charter.stages.as_slice()).unwrap_or_default();
            state.stage = stages.first().map(|stage| stage.id.value.clone());
        }
        Happening::FounderJoined { state: code, observed_until } => {
            join(state, code, event.at, *observed_until)?
        }
        Happening::FoundingLapsed {} => {
            state.phase = Phase::Lapsed;
            state.agenda.clear();
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn join(state: &mut State, code: &str, at: Moment, observed_until: Option<Moment>) -> Result<(), String> {
    let observed = observed_until.map(|until| Observation { until, motion: None });
    let member = Member { observed, ..Member::since(at) };
    if state.members.insert(code.to_owned(), member).is_some() {
        return Err(format!("{code} is a member already"));
    }
    state.agenda.extend(observed_until.map(|until| (until, Deadline::ObservationEnds(code.to_owned()))));
    Ok(())
}
