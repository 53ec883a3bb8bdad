//! The guarantee in its two heads: armed attack, answered by all that is needed; the constitutional order, by means short
//! of force. Invoked by the member concerned; any member may assist at once; the organ's determination adds the duty.

mod case;
mod check;
mod determine;
mod invoke;
mod respond;
mod worth;

pub use case::{Assistance, Guarantee, Standing};
pub(crate) use check::check;
pub(crate) use determine::{asks_too_little, effects, fact, fits, power, rejected};
pub use worth::{Line, Worth, worth};

use crate::{
    act::{Deed, Purpose},
    actor::Authority,
    deciding::{Decided, Deciding},
    event::Event,
    moment::Moment,
    pledge,
    refusal::{Refusal, article},
    state::{Deadline, State},
};
use charter::law;

/// The head of a guarantee against armed attack.
pub const ATTACK: &str = "attack";

/// The head of the guarantee of the constitutional order.
pub const FREEDOM: &str = "freedom";

/// The right of which suspension may deprive a member: to invoke the guarantee.
const RIGHT: &str = "guarantee";

/// A guarantee of the charter by its head, and its printed article.
fn head<'a>(law: &'a crate::law::Law, id: &str) -> Result<(&'a law::Guarantee, String), Refusal> {
    let found = law.charter.guarantees.iter().find(|guarantee| guarantee.id.value == id);
    found.map(|found| (found, article(&found.heading, &format!("guarantee.{id}")))).ok_or_else(|| {
        Refusal::new(
            "no-article",
            format!("no article gives this power: the charter has no [guarantee.{id}]"),
        )
        .cure(format!("amend the charter to add [guarantee.{id}]"))
    })
}

/// A guarantee that was invoked.
fn find<'a>(d: &Deciding<'a>, number: u64) -> Result<&'a Guarantee, Refusal> {
    d.state.guarantees.get(&number).ok_or_else(|| {
        Refusal::new("unknown-guarantee", format!("there is no guarantee {number}"))
            .cure(format!("{} were invoked so far", d.state.guarantees.len()))
    })
}

/// One that still runs.
fn open<'a>(d: &Deciding<'a>, number: u64) -> Result<&'a Guarantee, Refusal> {
    let found = find(d, number)?;
    if found.is_open() {
        return Ok(found);
    }
    Err(Refusal::new("ended", format!("guarantee {number} has ended"))
        .under(&found.article)
        .cure("invoke it anew, should it be needed again"))
}

/// Does whoever acts speak for the member? Where a second government claims the seat, only the one accredited before does,
/// by the key of its delegation or in the name of its delegate: it keeps the seat until the claim is decided.
fn speaks_for(d: &Deciding<'_>, member: &str, by: Option<&str>, article: &str) -> Result<(), Refusal> {
    let Some(claim) = d.state.claims.get(member) else { return Ok(()) };
    let name = d.state.name(member);
    let signed = matches!(d.act.authority, Authority::Key { .. });
    let mut delegations = d.state.delegations.values().filter_map(|of| of.get(member));
    let accredited = by.is_some_and(|by| delegations.any(|delegation| delegation.delegate == by));
    if by == Some(claim.delegate.as_str()) && !accredited {
        let says = format!("{} claims the seat of {name}, and does not speak for it", claim.delegate);
        return Err(Refusal::new("usurper", says)
            .under(article)
            .cure("let the government accredited before ask, or decide on the claim first"));
    }
    if signed || accredited {
        return Ok(());
    }
    let says = format!("two governments claim the seat of {name}, and it does not show which of them asks");
    Err(Refusal::new("contested", says)
        .under(article)
        .cure("let the delegation accredited before sign, or decide on the claim first"))
}

/// The deeds of this folder.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    Some(match &d.act.deed {
        Deed::DeclareAttack(given) => invoke::declare_attack(d, given),
        Deed::RequestProtection(given) => invoke::request_protection(d, given),
        Deed::RequestHelp(given) => respond::request_help(d, given),
        Deed::Assist(given) => respond::assist(d, given),
        Deed::ReportGuarantee(given) => respond::report(d, given),
        Deed::WithdrawRequest(of) => respond::withdraw_request(d, of.guarantee),
        _ => return None,
    })
}

/// What falls due of this folder.
pub(crate) fn fall_due(d: &Deciding<'_>, due: &Deadline) -> Option<Decided> {
    let (Deadline::DeterminationDue(number) | Deadline::PledgesDue(number) | Deadline::ReportDue(number)) =
        due
    else {
        return None;
    };
    let guarantee = d.state.guarantees.get(number)?;
    let happened = match due {
        Deadline::DeterminationDue(_) => determine::out_of_time(d, *number),
        Deadline::PledgesDue(_) => respond::pledges_fell_due(d, *number, guarantee),
        _ => respond::report_overdue(*number),
    };
    Some(Decided { article: Some(guarantee.article.clone()), happened })
}

/// The events of this folder.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    Ok(invoke::apply(state, event)? || determine::apply(state, event)? || respond::apply(state, event)?)
}

fn found(state: &mut State, number: u64) -> Result<&mut Guarantee, String> {
    state.guarantees.get_mut(&number).ok_or_else(|| format!("there is no guarantee {number}"))
}

/// A guarantee is over: nothing more is owed, and what was still to come lapses.
fn end(state: &mut State, number: u64, at: Moment) -> Result<(), String> {
    let guarantee = found(state, number)?;
    if !guarantee.is_open() {
        return Err(format!("guarantee {number} has ended already"));
    }
    guarantee.standing = Standing::Ended;
    guarantee.ended = Some(at);
    state.agenda.retain(
        |(_, due)| !matches!(due, Deadline::DeterminationDue(n) | Deadline::PledgesDue(n) if *n == number),
    );
    pledge::lapse(state, Purpose::Guarantee(number));
    Ok(())
}

/// Who is no member any more is owed nothing, and owes nothing that has not come.
pub(crate) fn left(state: &mut State, code: &str, at: Moment) -> Result<(), String> {
    let own = state.guarantees.iter().filter(|(_, one)| one.state == code && one.is_open());
    let own: Vec<u64> = own.map(|(number, _)| *number).collect();
    own.into_iter().try_for_each(|number| end(state, number, at))?;
    pledge::lapse_of(state, code);
    Ok(())
}
