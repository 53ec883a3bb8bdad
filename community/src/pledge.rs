//! Pledges of forces and means, to a guarantee or to a mission: made within what the member has, on a condition or
//! without, withdrawn, kept, and ended. Nothing of a pledge is created or lost: what was pledged has arrived, is
//! outstanding, was withdrawn, or has lapsed.

mod binding;
mod check;
mod ledger;
mod purpose;

pub use binding::binding;
pub(crate) use check::check;
pub(crate) use ledger::Whose;
pub use ledger::{Arrival, Pledge};

use crate::{
    act::{Condition, ConfirmArrival, Contribution, Deed, Pledging, Purpose},
    deciding::{Decided, Deciding, bounded},
    event::{Event, Happening, PartOfPledge, Pledged},
    refusal::Refusal,
    state::State,
    words::grouped,
};
use charter::acts::ActKind;
use purpose::Case;

/// How many pledges one purpose may have: more than any alliance makes, and few enough to remain fast.
const MOST_PLEDGES: usize = 10_000;

/// `pledge`: a member pledges forces or means to a guarantee or a mission, on a condition or without.
fn pledge(d: &Deciding<'_>, given: &Pledging) -> Result<Decided, Refusal> {
    d.in_force()?;
    let case = purpose::case(d, given.purpose)?;
    let article = match d.law.act(ActKind::Pledge) {
        Ok(_) => d.declared(ActKind::Pledge)?.1,
        // The article that owes help gives the power to promise it.
        Err(_) => case.article.clone(),
    };
    let member = d.member(&article)?;
    let refused = |code, says: String, cure: &str| Err(Refusal::new(code, says).under(&article).cure(cure));
    if !case.open {
        return refused(
            "ended",
            format!("{} has ended", purpose::says(given.purpose)),
            "nothing is owed any more",
        );
    }
    if case.subject == Some(member) {
        return refused(
            "own-case",
            format!("{} is the one to be helped", d.state.name(member)),
            "let other members pledge",
        );
    }
    sound(&given.contribution).map_err(|refusal| refusal.under(&article))?;
    if !case.forcible && matches!(given.contribution, Contribution::Forces { .. }) {
        return Err(short_of_force(d, &case.article));
    }
    if let Some(condition) = &given.condition {
        attainable(d, member, &case, condition).map_err(|refusal| refusal.under(&article))?;
    }
    let mut live = d.state.pledges_to(given.purpose).filter(|(_, pledge)| pledge.is_live());
    let same = |pledge: &Pledge| {
        pledge.state == member
            && pledge.contribution == given.contribution
            && pledge.condition == given.condition
            && pledge.days == given.days
    };
    if let Some((number, _)) = live.find(|(_, pledge)| same(pledge)) {
        return refused(
            "already-pledged",
            format!("pledge {number} says the same"),
            "pledge what comes on top of it, or withdraw it first",
        );
    }
    if d.state.pledges_to(given.purpose).count() >= MOST_PLEDGES {
        return refused(
            "too-many-pledges",
            format!("{MOST_PLEDGES} pledges were made"),
            "pledge more at once",
        );
    }
    let personnel =
        within_forces(d, member, given.contribution.persons()).map_err(|refusal| refusal.under(&article))?;
    let pledged = Pledged {
        pledge: d.state.pledges.last_key_value().map_or(1, |(number, _)| number + 1),
        state: member.to_owned(),
        purpose: given.purpose,
        contribution: given.contribution.clone(),
        condition: given.condition.clone(),
        days: given.days,
        personnel,
    };
    Ok(Decided::one(article, Happening::Pledged(pledged)))
}

/// Where the article keeps the guarantee by means short of force, force goes another way, if the charter has one.
pub(crate) fn short_of_force(d: &Deciding<'_>, article: &str) -> Refusal {
    let gate = d.law.article_of(ActKind::AuthoriseMission);
    let cure =
        gate.map_or("give other help".to_owned(), |gate| format!("force goes through the gate of {gate}"));
    Refusal::new("short-of-force", "this guarantee is kept by means short of force").under(article).cure(cure)
}

/// What is pledged, or asked for, must be something that can be counted.
pub(crate) fn sound(contribution: &Contribution) -> Result<(), Refusal> {
    let refused = |says: String, cure: &str| Err(Refusal::new("unsound-contribution", says).cure(cure));
    if contribution.quantity() == 0 {
        return refused("it comes to nothing".into(), "name more than nought");
    }
    match contribution {
        Contribution::Forces { kind, .. } if kind.len() > 64 || !charter::values::is_id(kind) => {
            let says = format!("`{}` is not a kind of forces", charter::values::shown(kind));
            refused(says, "write one word of small letters, such as `infantry` or `air-defence`")
        }
        Contribution::Money { currency, .. }
            if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) =>
        {
            let says = format!("`{}` is not an ISO 4217 code", charter::values::shown(currency));
            refused(says, "write three capital letters, such as EUR")
        }
        Contribution::Base { name } => bounded("base's name", name, 200),
        _ => Ok(()),
    }
}

/// A condition must be one that can still come true.
fn attainable(d: &Deciding<'_>, member: &str, case: &Case<'_>, condition: &Condition) -> Result<(), Refusal> {
    let refused = |says: String| {
        Err(Refusal::new("unsound-condition", says).cure("name another member, or pledge without condition"))
    };
    match condition {
        Condition::Also(code) if code == member => refused("a pledge cannot wait for itself".into()),
        Condition::Also(code) if case.subject == Some(code) => {
            refused(format!("{} is the one to be helped, and pledges nothing", d.state.name(code)))
        }
        Condition::Also(code) if !d.state.is_member(code) => {
            refused(format!("{} is not a member", d.state.name(code)))
        }
        Condition::Determined if !case.may_be_determined => {
            refused("the case will not be determined any more".into())
        }
        _ => Ok(()),
    }
}

/// A member's live pledges of forces together are no more than its armed forces, by the last figure of the record.
fn within_forces(d: &Deciding<'_>, member: &str, persons: u64) -> Result<Option<u64>, Refusal> {
    if persons == 0 {
        return Ok(None);
    }
    let name = d.state.name(member);
    let year = d.asking.latest_year().unwrap_or_default();
    let Some(has) = d.asking.weight(member, "military_personnel", year) else {
        let says = format!("the record does not say what forces {name} has");
        return Err(Refusal::new("forces-unknown", says).cure("import a figure with `koinon data import`"));
    };
    let bound = d.state.forces_bound(member);
    if bound.checked_add(persons).is_some_and(|all| all <= has) {
        return Ok(Some(has));
    }
    let says = format!(
        "{name} has {} persons in its armed forces and has pledged {} of them: {} more are beyond it",
        grouped(has),
        grouped(bound),
        grouped(persons)
    );
    let cure = format!("pledge at most {}", grouped(has.saturating_sub(bound)));
    Err(Refusal::new("beyond-its-forces", says).cure(cure))
}

/// A pledge by its number, and the article under which it was made.
fn find<'a>(d: &Deciding<'a>, number: u64) -> Result<(&'a Pledge, String), Refusal> {
    let pledge = d.state.pledges.get(&number).ok_or_else(|| {
        Refusal::new("unknown-pledge", format!("there is no pledge {number}"))
            .cure("`koinon pledge` lists them")
    })?;
    Ok((pledge, pledge.article.clone()))
}

fn own<'a>(d: &Deciding<'a>, number: u64) -> Result<(&'a Pledge, String), Refusal> {
    let (pledge, article) = find(d, number)?;
    if d.act.actor.state() == Some(&pledge.state) {
        return Ok((pledge, article));
    }
    let who = d.state.name(&pledge.state);
    Err(d
        .wrong_actor(&article, &format!("{who}, which made it,"))
        .cure("ask the member that made the pledge"))
}

fn nothing_outstanding(number: u64, article: &str) -> Refusal {
    Refusal::new("nothing-outstanding", format!("nothing of pledge {number} is outstanding"))
        .under(article)
        .cure("make a new pledge")
}

/// `withdraw-pledge`: the member takes back what has not come.
fn withdraw(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let (pledge, article) = own(d, number)?;
    match pledge.outstanding() {
        0 => Err(nothing_outstanding(number, &article)),
        quantity => {
            let part = PartOfPledge { pledge: number, quantity };
            Ok(Decided::one(article, Happening::PledgeWithdrawn(part)))
        }
    }
}

/// `confirm-arrival`: who is helped, or the secretariat, puts on the record what came; not the member that promised it.
fn confirm(d: &Deciding<'_>, given: ConfirmArrival) -> Result<Decided, Refusal> {
    let (pledge, article) = find(d, given.pledge)?;
    let case = purpose::case(d, pledge.purpose)?;
    let helped = case.subject.filter(|_| d.act.actor.state() == case.subject);
    if helped.is_none() && !d.is("secretariat") {
        let who = case.subject.map_or("the secretariat".to_owned(), |code| {
            format!("{}, which is helped, or the secretariat", d.state.name(code))
        });
        return Err(d.wrong_actor(&article, &who).cure("ask one of these to confirm it"));
    }
    let outstanding = pledge.outstanding();
    if outstanding == 0 {
        return Err(nothing_outstanding(given.pledge, &article));
    }
    // Forces come to who asks for them, and to nobody else.
    if let (Some(code), false, true) = (case.subject, case.asked, pledge.contribution.persons() > 0) {
        let says = format!("{} does not ask for help", d.state.name(code));
        return Err(Refusal::new("not-asked", says)
            .under(&article)
            .cure("it may ask with `request-help`; until then they stay away"));
    }
    if given.quantity == 0 || given.quantity > outstanding {
        let says = format!(
            "{} of pledge {} cannot arrive: {} are outstanding",
            grouped(given.quantity),
            given.pledge,
            grouped(outstanding)
        );
        return Err(Refusal::new("beyond-the-pledge", says)
            .under(&article)
            .cure(format!("confirm 1 to {outstanding}, and let the member pledge the rest")));
    }
    let part = PartOfPledge { pledge: given.pledge, quantity: given.quantity };
    Ok(Decided::one(article, Happening::Arrived(part)))
}

/// `stand-down`: what came goes home, and nothing more is owed of the pledge.
fn stand_down(d: &Deciding<'_>, number: u64) -> Result<Decided, Refusal> {
    let (pledge, article) = own(d, number)?;
    let refused = |code, says: String, cure: &str| Err(Refusal::new(code, says).under(&article).cure(cure));
    match &pledge.contribution {
        _ if pledge.home.is_some() => {
            refused("at-home", format!("pledge {number} has stood down already"), "make a new pledge")
        }
        Contribution::Money { .. } => refused(
            "spent",
            "money does not go home".into(),
            "take back what has not come with `withdraw-pledge`",
        ),
        _ if pledge.arrived == 0 => refused(
            "not-there",
            format!("nothing of pledge {number} has come"),
            "take it back with `withdraw-pledge`",
        ),
        _ => {
            let part = PartOfPledge { pledge: number, quantity: pledge.outstanding() };
            Ok(Decided::one(article, Happening::StoodDown(part)))
        }
    }
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::Pledge(given) => Some(pledge(d, given)),
        Deed::WithdrawPledge(of) => Some(withdraw(d, of.pledge)),
        Deed::ConfirmArrival(given) => Some(confirm(d, *given)),
        Deed::StandDown(of) => Some(stand_down(d, of.pledge)),
        _ => None,
    }
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::Pledged(pledged) => {
            let pledge = Pledge::new(pledged, event);
            state.pledged.add(pledged.pledge, &pledge);
            if state.pledges.insert(pledged.pledge, pledge).is_some() {
                return Err(format!("pledge {} was made already", pledged.pledge));
            }
        }
        Happening::PledgeWithdrawn(part) => found(state, part.pledge)?.withdraw(part.quantity)?,
        Happening::Arrived(part) => found(state, part.pledge)?.arrive(event.at, part.quantity)?,
        Happening::StoodDown(part) => {
            let pledge = found(state, part.pledge)?;
            pledge.withdraw(part.quantity)?;
            pledge.home = Some(event.at);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn found(state: &mut State, number: u64) -> Result<&mut Pledge, String> {
    state.pledges.get_mut(&number).ok_or_else(|| format!("there is no pledge {number}"))
}

/// What was pledged to a purpose has ended: what had not come lapses; what came stands down by its members' acts.
pub(crate) fn lapse(state: &mut State, purpose: Purpose) {
    let State { pledges, pledged, .. } = state;
    pledged.to(purpose).for_each(|number| pledges.get_mut(&number).into_iter().for_each(Pledge::lapse));
}

/// A member has left: what had not come of its pledges lapses.
pub(crate) fn lapse_of(state: &mut State, code: &str) {
    let State { pledges, pledged, .. } = state;
    pledged.by(code).for_each(|number| pledges.get_mut(&number).into_iter().for_each(Pledge::lapse));
}
