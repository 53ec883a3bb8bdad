//! Who asks for a compact, who may speak for a state without a government, and the submission to the body that advises.

use super::{
    AuthorityRecognised, CompactRequested, CompactSubmitted, FoundCompact, RecogniseAuthority, Recognised,
    Request, RequestCompact, Submission,
};
use crate::{
    act::Deed,
    actor::is_code,
    deciding::{Decided, Deciding, bounded},
    event::{Event, Happening},
    mandated,
    matter::Matter,
    moment::Moment,
    power::{Power, power},
    refusal::Refusal,
    state::{Motion, State},
};
use charter::{acts::ActKind, condition::Truth};

/// The printed article on compacts.
pub(super) fn article(d: &Deciding<'_>) -> Result<String, Refusal> {
    let act = d.law.act(ActKind::FoundCompact)?;
    Ok(crate::refusal::article(&act.heading, "acts.found-compact"))
}

/// The state that acts, and its name: a member or not.
fn asking<'a>(d: &Deciding<'a>, article: &str) -> Result<(&'a str, String), Refusal> {
    let Some(code) = d.act.actor.state() else {
        return Err(d.wrong_actor(article, "a state").cure("let the state that asks act"));
    };
    match d.asking.state_name(code) {
        Some(name) => Ok((code, name)),
        None => Err(Refusal::new("unknown-state", format!("no state of the record has the code `{code}`"))
            .under(article)
            .cure("use its ISO 3166 code, such as `TLS`")),
    }
}

/// `request-compact`: the government asks, or a transitional authority that the council has recognised.
fn request(d: &Deciding<'_>, asked: &RequestCompact) -> Result<Decided, Refusal> {
    d.in_force()?;
    let article = article(d)?;
    let (code, name) = asking(d, &article)?;
    bounded("request", &asked.says, 8000).map_err(|refusal| refusal.under(&article))?;
    if let Some(request) = d.state.peacebuilding.requests.get(code) {
        let says = format!("{name} has asked already, on {}", request.at.says());
        return Err(Refusal::new("asked-already", says)
            .under(&article)
            .cure("propose the compact; or withdraw the request with `withdraw-compact-request`"));
    }
    if let Some(authority) = &asked.authority {
        let recognised = d.state.peacebuilding.authorities.get(code);
        if recognised.is_none_or(|recognised| recognised.authority != *authority) {
            let says = format!(
                "no transitional authority `{}` of {name} is recognised",
                charter::values::shown(authority)
            );
            return Err(Refusal::new("not-recognised", says)
                .under(&article)
                .cure("propose `recognise-authority` first, with reasons"));
        }
    }
    let happening = Happening::CompactRequested(CompactRequested {
        state: code.to_owned(),
        name,
        authority: asked.authority.clone(),
        says: asked.says.clone(),
    });
    Ok(Decided::one(article, happening))
}

/// `withdraw-compact-request`: it no longer asks.
fn withdraw(d: &Deciding<'_>) -> Result<Decided, Refusal> {
    d.in_force()?;
    let article = article(d)?;
    let (code, name) = asking(d, &article)?;
    if !d.state.peacebuilding.requests.contains_key(code) {
        return Err(Refusal::new("not-asked", format!("{name} asks for no compact")).under(&article));
    }
    Ok(Decided::one(article, Happening::CompactRequestWithdrawn { state: code.to_owned() }))
}

/// May the council recognise the authority? It does so with reasons, for a state that there is.
pub(crate) fn fits_recognition(d: &Deciding<'_>, recognise: &RecogniseAuthority) -> Result<(), Refusal> {
    let RecogniseAuthority { state, authority, reasons } = recognise;
    bounded("authority's name", authority, 200)?;
    bounded("statement of reasons", reasons, 8000)?;
    if !is_code(state) || d.asking.state_name(state).is_none() {
        let says = format!("no state of the record has the code `{}`", charter::values::shown(state));
        return Err(Refusal::new("unknown-state", says).cure("use its ISO 3166 code, such as `TLS`"));
    }
    match d.state.peacebuilding.authorities.get(state) {
        Some(recognised) if recognised.authority == *authority => {
            let says = format!("it has been recognised since {}", recognised.at.says());
            Err(Refusal::new("recognised", says))
        }
        _ => Ok(()),
    }
}

/// What follows when the recognition is carried.
pub(crate) fn recognised(d: &Deciding<'_>, motion: u64, recognise: &RecogniseAuthority) -> Happening {
    let RecogniseAuthority { state, authority, .. } = recognise.clone();
    let name = d.asking.state_name(&state).unwrap_or_else(|| state.clone());
    Happening::AuthorityRecognised(AuthorityRecognised { motion, state, name, authority })
}

/// `submit-compact`: the plan of a motion goes to the body that the article asks for advice.
fn submit(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let Some(motion) = d.state.motion(number).filter(|motion| motion.standing.is_open()) else {
        let says = format!("there is no open motion {number}");
        return Err(Refusal::new("unknown-motion", says).cure("`koinon motion` lists them"));
    };
    let under = |refusal: Refusal| refusal.under(&motion.article);
    let Matter::FoundCompact(plan) = &motion.matter else {
        let says = format!("motion {number} founds no compact");
        return Err(under(Refusal::new("no-compact", says)));
    };
    let Some(consults) = power(d.law, &motion.matter)?.consults else {
        return Err(under(Refusal::new("no-advice", "the article asks nobody for advice")));
    };
    if !d.is("secretariat") {
        return Err(d.wrong_actor(&motion.article, "the secretariat"));
    }
    if submitted(d.state, plan).is_some() {
        return Err(under(Refusal::new("submitted", "this very plan is submitted already")));
    }
    let body = consults.body.value.clone();
    Ok(Decided::one(
        motion.article.clone(),
        Happening::CompactSubmitted(CompactSubmitted { motion: number, body }),
    ))
}

/// When a plan was submitted, if it was: the very plan, not what it was before an amendment.
fn submitted(state: &State, plan: &FoundCompact) -> Option<Moment> {
    let all = state.peacebuilding.submissions.values();
    all.filter(|submission| submission.plan == *plan).map(|submission| submission.at).max()
}

/// A plan on which advice is asked must have been submitted before its vote.
pub(crate) fn unsubmitted(
    d: &Deciding<'_>,
    number: u64,
    motion: &Motion,
    power: &Power<'_>,
) -> Option<Refusal> {
    let Matter::FoundCompact(plan) = &motion.matter else { return None };
    let body = &power.consults?.body.value;
    if submitted(d.state, plan).is_some() {
        return None;
    }
    let says = format!("the plan is not submitted to the {}", crate::words::spaced(body));
    Some(
        Refusal::new("not-submitted", says)
            .under(&power.article)
            .cure(format!("let the secretariat submit it with `submit-compact {number}`")),
    )
}

/// Until when advice on a motion is waited for, and taken in: from its proposal, or from its submission where it founds a
/// compact. None where the charter sets no time.
pub(crate) fn advice_due(state: &State, motion: &Motion, power: &Power<'_>) -> Option<Moment> {
    let within = power.consults?.within?;
    let asked = match &motion.matter {
        Matter::FoundCompact(plan) => submitted(state, plan).map_or(motion.at, |at| at.max(motion.at)),
        _ => motion.at,
    };
    asked.plus(within)
}

/// What the names `compact`, `mandate` and `finding.no_government` of a condition say of a matter.
pub(crate) fn requirement(d: &Deciding<'_>, matter: &Matter, path: &str) -> Option<Truth> {
    let Matter::FoundCompact(plan) = matter else {
        let recognises = matches!(matter, Matter::RecogniseAuthority(_));
        return (path == "finding.no_government").then(|| Truth::from(recognises));
    };
    Some(Truth::from(match path {
        "compact.requested_by_subject" => d.state.peacebuilding.requests.contains_key(&plan.state),
        "compact.submitted_to_peacebuilding_commission" => submitted(d.state, plan).is_some(),
        "mandate.covers(compact)" => mandated::covers(d, plan).is_ok(),
        "finding.no_government" => plan.mandate.is_some(),
        _ => return None,
    }))
}

/// What would cure a compact that nobody asked for.
pub(crate) fn cure(d: &Deciding<'_>, matter: &Matter) -> Option<String> {
    let Matter::FoundCompact(plan) = matter else { return None };
    if d.state.peacebuilding.requests.contains_key(&plan.state) {
        return None;
    }
    let name = d.asking.state_name(&plan.state).unwrap_or_else(|| plan.state.clone());
    let why = mandated::covers(d, plan).err()?;
    Some(format!("let {name} ask for it with `request-compact`, or found it under a mandate: {why}"))
}

/// The deeds of this file.
pub(super) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    Some(match &d.act.deed {
        Deed::RequestCompact(asked) => request(d, asked),
        Deed::WithdrawCompactRequest {} => withdraw(d),
        Deed::SubmitCompact { motion } => submit(d, *motion),
        _ => return None,
    })
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> bool {
    let at = event.at;
    match &event.happened {
        Happening::CompactRequested(CompactRequested { state: code, name, authority, says }) => {
            state.names.insert(code.clone(), name.clone());
            let request = Request { at, authority: authority.clone(), says: says.clone() };
            state.peacebuilding.requests.insert(code.clone(), request);
        }
        Happening::CompactRequestWithdrawn { state: code } => {
            state.peacebuilding.requests.remove(code);
        }
        Happening::AuthorityRecognised(AuthorityRecognised { motion, state: code, name, authority }) => {
            state.names.insert(code.clone(), name.clone());
            let recognised = Recognised { authority: authority.clone(), motion: *motion, at };
            state.peacebuilding.authorities.insert(code.clone(), recognised);
        }
        Happening::CompactSubmitted(CompactSubmitted { motion, .. }) => {
            let plan = state.motion(*motion).and_then(|motion| match &motion.matter {
                Matter::FoundCompact(plan) => Some(plan.clone()),
                _ => None,
            });
            let submission = plan.map(|plan| (*motion, Submission { at, plan: *plan }));
            state.peacebuilding.submissions.extend(submission);
        }
        _ => return false,
    }
    true
}
