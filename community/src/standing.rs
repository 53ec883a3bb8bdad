//! Members and their rights: observation, warning, suspension, restoration, expulsion, withdrawal.

use crate::{
    act::Deed,
    deciding::{Decided, Deciding, bounded},
    event::{Event, Happening},
    guarantee,
    matter::Matter,
    mission,
    moment::Moment,
    power::power,
    refusal::Refusal,
    state::{Deadline, Member, Observation, State, Suspension},
};
use charter::acts::ActKind;

/// The state must be a member.
pub(crate) fn member(d: &Deciding<'_>, state: &str) -> Result<(), Refusal> {
    found(d, state).map(|_| ())
}

fn found<'a>(d: &Deciding<'a>, state: &str) -> Result<&'a Member, Refusal> {
    d.state.members.get(state).ok_or_else(|| {
        Refusal::new("not-a-member", format!("{} is not a member", d.state.name(state)))
            .cure("name a member by its code; `koinon status` lists them")
    })
}

/// Observation must end later than now.
pub(crate) fn fits_observation(d: &Deciding<'_>, state: &str, until: Moment) -> Result<(), Refusal> {
    member(d, state)?;
    if until <= d.at {
        return Err(
            Refusal::new("in-the-past", "observation would end before it begins").cure("name a later time")
        );
    }
    Ok(())
}

/// Who is suspended already cannot be suspended again; it is restored first.
pub(crate) fn fits_suspension(d: &Deciding<'_>, state: &str) -> Result<(), Refusal> {
    match found(d, state)?.suspended {
        None => Ok(()),
        Some(_) => Err(Refusal::new("suspended", format!("{} is suspended already", d.state.name(state)))),
    }
}

/// Only who is suspended can be restored.
pub(crate) fn fits_restoration(d: &Deciding<'_>, state: &str) -> Result<(), Refusal> {
    match found(d, state)?.suspended {
        Some(_) => Ok(()),
        None => Err(Refusal::new("not-suspended", format!("{} is not suspended", d.state.name(state)))),
    }
}

/// Suspension takes the rights that the article names.
pub(crate) fn suspended(
    d: &Deciding<'_>,
    motion: u64,
    state: &str,
    matter: &Matter,
) -> Result<Vec<Happening>, Refusal> {
    let rights = power(d.law, matter)?.suspends.iter().map(|right| (*right).to_owned()).collect();
    Ok(vec![Happening::Suspended { motion, state: state.to_owned(), rights }])
}

/// `withdraw`: a member gives notice, and leaves when it has run.
fn withdraw(d: &Deciding<'_>) -> Result<Decided, Refusal> {
    d.in_force()?;
    let (act, article) = d.declared(ActKind::Withdraw)?;
    let code = d.member(&article)?;
    let name = d.state.name(code);
    if let Some(leaves) = d.state.members.get(code).and_then(|member| member.leaves) {
        let says = format!("{name} has given notice already and leaves on {}", leaves.says());
        return Err(Refusal::new("leaving", says).under(&article));
    }
    let state = code.to_owned();
    let Some(notice) = act.notice else {
        return Ok(Decided::one(article, Happening::Left { state }));
    };
    match d.at.plus(notice) {
        Some(effective) => Ok(Decided::one(article, Happening::WithdrawalNotified { state, effective })),
        None => {
            Err(Refusal::new("beyond-the-calendar", "the notice leads beyond the calendar").under(&article))
        }
    }
}

/// `consult`: a member calls for consultation.
fn consult(d: &Deciding<'_>, says: &str) -> Result<Decided, Refusal> {
    d.in_force()?;
    let (_, article) = d.declared(ActKind::Consult)?;
    bounded("subject of consultation", says, 4000)?;
    let state = d.act.actor.to_string();
    Ok(Decided::one(article, Happening::ConsultationCalled { state, says: says.to_owned() }))
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::Withdraw {} => Some(withdraw(d)),
        Deed::Consult { says } => Some(consult(d, says)),
        _ => None,
    }
}

/// What falls due of this file.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    match due {
        Deadline::MemberLeaves(code) => {
            Some(Decided::one(d.law.article_of(ActKind::Withdraw), Happening::Left { state: code.clone() }))
        }
        Deadline::ObservationEnds(code) => Some(Decided::one(
            d.law.article_of(ActKind::Observe).unwrap_or_else(|| d.law.membership_article()),
            Happening::ObservationEnded { state: code.clone() },
        )),
        _ => None,
    }
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::Observed { motion, state: code, until } => {
            member_mut(state, code)?.observed = Some(Observation { until: *until, motion: Some(*motion) });
            state.agenda.retain(|(_, due)| *due != Deadline::ObservationEnds(code.clone()));
            state.agenda.insert((*until, Deadline::ObservationEnds(code.clone())));
        }
        Happening::ObservationEnded { state: code } => {
            member_mut(state, code)?.observed = None;
            state.agenda.retain(|(_, due)| *due != Deadline::ObservationEnds(code.clone()));
        }
        Happening::Warned { motion, state: code } => member_mut(state, code)?.warned = Some(*motion),
        Happening::Suspended { motion, state: code, rights } => {
            let suspension =
                Suspension { rights: rights.iter().cloned().collect(), motion: *motion, stayed: false };
            member_mut(state, code)?.suspended = Some(suspension);
        }
        Happening::Readmitted { state: code, .. } => member_mut(state, code)?.suspended = None,
        Happening::Expelled { state: code, .. } | Happening::Left { state: code } => {
            remove(state, code, event.at)?
        }
        Happening::WithdrawalNotified { state: code, effective } => {
            member_mut(state, code)?.leaves = Some(*effective);
            state.agenda.insert((*effective, Deadline::MemberLeaves(code.clone())));
        }
        Happening::ConsultationCalled { .. } | Happening::ResolutionAdopted { .. } => {}
        _ => return Ok(false),
    }
    Ok(true)
}

/// A member of the state, to be changed.
pub(crate) fn member_mut<'a>(state: &'a mut State, code: &str) -> Result<&'a mut Member, String> {
    state.members.get_mut(code).ok_or_else(|| format!("{code} is not a member"))
}

/// Who leaves has no delegation and no say any more; what it owes it owes.
fn remove(state: &mut State, code: &str, at: Moment) -> Result<(), String> {
    state.members.remove(code).ok_or_else(|| format!("{code} is not a member"))?;
    for of_organ in state.delegations.values_mut() {
        of_organ.remove(code);
    }
    state.unseat_all(code);
    state.claims.remove(code);
    mission::member_left(state, code);
    state.chairs.retain(|_, chair| chair.state != code);
    state.agenda.retain(
        |(_, due)| !matches!(due, Deadline::MemberLeaves(c) | Deadline::ObservationEnds(c) if c == code),
    );
    guarantee::left(state, code, at)
}
