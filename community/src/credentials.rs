//! Who speaks for a member: accredited, called back, contested, decided. Two governments may claim one seat.

use crate::{
    act::Deed,
    deciding::{Decided, Deciding, bounded},
    event::{Event, Happening},
    power::CONFERENCE,
    refusal::Refusal,
    state::{Delegation, Phase, State},
};
use charter::acts::ActKind;

/// The longest public key, as text.
const LONGEST_KEY: usize = 256;

pub(crate) fn key(key: Option<&str>) -> Result<(), Refusal> {
    match key {
        Some(key) if key.is_empty() || key.len() > LONGEST_KEY || !key.is_ascii() => {
            Err(Refusal::new("malformed-key", "the key is empty, too long or not ASCII")
                .cure("give a public key as text"))
        }
        _ => Ok(()),
    }
}

/// `accredit`: a member sends a delegation, with the key that it will sign with.
///
/// While a second government claims the seat, nobody new is accredited for it.
fn accredit(d: &Deciding<'_>, organ: &str, delegate: &str, with: Option<&str>) -> Result<Decided, Refusal> {
    let (article, state) = speaker(d, ActKind::Accredit, organ)?;
    bounded("delegate's name", delegate, 200)?;
    key(with).map_err(|refusal| refusal.under(&article))?;
    if d.state.claims.contains_key(&state) {
        let says = format!("two governments claim the seat of {}", d.state.name(&state));
        return Err(Refusal::new("contested", says).under(&article).cure("decide on the claim first"));
    }
    let (organ, delegate, key) = (organ.to_owned(), delegate.to_owned(), with.map(str::to_owned));
    Ok(Decided::one(article, Happening::Accredited { state, organ, delegate, key }))
}

/// `revoke`: a member calls its delegation back.
fn revoke(d: &Deciding<'_>, organ: &str) -> Result<Decided, Refusal> {
    let (article, state) = speaker(d, ActKind::Revoke, organ)?;
    if d.state.delegations.get(organ).is_none_or(|of| !of.contains_key(&state)) {
        let says = format!("{} has no delegation to the {organ}", d.state.name(&state));
        return Err(Refusal::new("no-delegation", says).under(&article).cure("accredit one first"));
    }
    if d.state.claims.contains_key(&state) {
        let says = format!("two governments claim the seat of {}", d.state.name(&state));
        return Err(Refusal::new("contested", says).under(&article).cure("decide on the claim first"));
    }
    Ok(Decided::one(article, Happening::Revoked { state, organ: organ.to_owned() }))
}

/// A member that acts for itself; in the conference, a participant, before any charter is in force.
fn speaker(d: &Deciding<'_>, kind: ActKind, organ: &str) -> Result<(String, String), Refusal> {
    if organ == CONFERENCE && d.state.phase != Phase::InForce {
        let article = d.law.founding_article().unwrap_or_else(|| "[founding]".into());
        return match d.act.actor.state() {
            Some(code) if d.state.founders.contains(code) => Ok((article, code.to_owned())),
            _ => Err(d.wrong_actor(&article, "a participant of the conference")),
        };
    }
    d.in_force()?;
    let (_, article) = d.declared(kind)?;
    let code = d.member(&article)?;
    if d.law.organ(organ).is_none_or(|organ| organ.seats.is_none()) {
        let says = format!("the charter has no organ `{}` with seats", charter::values::shown(organ));
        return Err(Refusal::new("unknown-organ", says)
            .under(&article)
            .cure("name an organ in which members sit"));
    }
    Ok((article, code.to_owned()))
}

/// `contest-credentials`: another government claims a member's seat.
fn contest(d: &Deciding<'_>, state: &str, claimant: &str, with: Option<&str>) -> Result<Decided, Refusal> {
    d.in_force()?;
    let (_, article) = d.declared(ActKind::ContestCredentials)?;
    bounded("claimant's name", claimant, 200)?;
    key(with).map_err(|refusal| refusal.under(&article))?;
    if !d.state.is_member(state) {
        let says = format!("{} is not a member", d.state.name(state));
        return Err(Refusal::new("not-a-member", says).under(&article));
    }
    if d.state.claims.contains_key(state) {
        let says = format!("the seat of {} is contested already", d.state.name(state));
        return Err(Refusal::new("contested", says).under(&article).cure("decide on the claim first"));
    }
    let happening = Happening::CredentialsContested {
        state: state.to_owned(),
        claimant: claimant.to_owned(),
        key: with.map(str::to_owned),
    };
    Ok(Decided::one(article, happening))
}

/// There must be a claim to decide on.
pub(crate) fn fits_decision(d: &Deciding<'_>, state: &str) -> Result<(), Refusal> {
    if d.state.claims.contains_key(state) {
        return Ok(());
    }
    Err(Refusal::new("uncontested", format!("nobody contests the seat of {}", d.state.name(state)))
        .cure("contest its credentials first"))
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::Accredit { organ, delegate, key } => Some(accredit(d, organ, delegate, key.as_deref())),
        Deed::Revoke { organ } => Some(revoke(d, organ)),
        Deed::ContestCredentials { state, claimant, key } => {
            Some(contest(d, state, claimant, key.as_deref()))
        }
        _ => None,
    }
}

/// The events of this file. A claim that is accepted takes every seat of the member.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::Accredited { state: code, organ, delegate, key } => {
            let delegation = Delegation { delegate: delegate.clone(), key: key.clone() };
            state.delegations.entry(organ.clone()).or_default().insert(code.clone(), delegation);
        }
        Happening::Revoked { state: code, organ } => {
            let of_organ = state.delegations.get_mut(organ);
            of_organ.and_then(|of| of.remove(code)).ok_or_else(|| format!("{code} has no delegation"))?;
        }
        Happening::CredentialsContested { state: code, claimant, key } => {
            let claim = Delegation { delegate: claimant.clone(), key: key.clone() };
            state.claims.insert(code.clone(), claim);
        }
        Happening::CredentialsDecided { state: code, claimant_holds, .. } => {
            let claim =
                state.claims.remove(code).ok_or_else(|| format!("nobody contests the seat of {code}"))?;
            if *claimant_holds {
                for of_organ in state.delegations.values_mut().filter(|of| of.contains_key(code)) {
                    of_organ.insert(code.clone(), claim.clone());
                }
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}
