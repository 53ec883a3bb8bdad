//! The organ determines the case, and so adds the duty to assist; or it does not, and self-defence is as it was. It may
//! find later that the Security Council has taken measures that suffice (UN Charter, Article 51).

use super::{Guarantee, Standing, end, find, found, head};
use crate::{
    deciding::{Deciding, bounded},
    event::{AssistanceOwed, Event, GuaranteeEnded, Happening, Step, Undetermined},
    law::Law,
    matter::{Matter, OfCase},
    power::Power,
    refusal::Refusal,
    requires,
    state::{Deadline, State},
};
use charter::condition::{self, Condition, Truth};

/// The power to determine a case, or to find that the Security Council's measures suffice: the organ and the rule of the
/// guarantee itself.
pub(crate) fn power<'a>(law: &'a Law, matter: &Matter, of: &OfCase) -> Result<Power<'a>, Refusal> {
    let (head, article) = head(law, &of.head)?;
    let (Some(organ), Some(rule)) = (&head.organ, &head.rule) else {
        return Err(Refusal::new("no-determination", "the article asks for no decision of an organ")
            .under(&article)
            .cure("any member may assist at once with `assist`"));
    };
    let steps = vec![Step::Vote { organ: organ.value.clone(), rule: law.rule(&rule.value) }];
    let requires = head.requires.as_ref().filter(|_| matches!(matter, Matter::Determine(_)));
    Ok(Power { requires: requires.map(|requires| &requires.value), ..Power::plain(article, steps) })
}

/// Does the matter make sense as things stand?
pub(crate) fn fits(d: &Deciding<'_>, matter: &Matter, of: &OfCase) -> Result<(), Refusal> {
    bounded("grounds", &of.grounds, 8000)?;
    let guarantee = find(d, of.guarantee)?;
    let refused =
        |code, says: String, cure: &str| Err(Refusal::new(code, says).under(&guarantee.article).cure(cure));
    let number = of.guarantee;
    if guarantee.head != of.head {
        let says = format!("guarantee {number} is of the head `{}`, not `{}`", guarantee.head, of.head);
        return refused("another-head", says, "name the head under which it was invoked");
    }
    match (matter, guarantee.standing) {
        (_, Standing::Ended) => refused(
            "ended",
            format!("guarantee {number} has ended"),
            "invoke it anew, should it be needed again",
        ),
        (Matter::Determine(_), Standing::Owed) => refused(
            "determined",
            format!("guarantee {number} is determined already"),
            "pledge help with `pledge`",
        ),
        (Matter::Determine(_), Standing::Undetermined) => refused(
            "out-of-time",
            format!("guarantee {number} was not determined in time; self-defence is as it was"),
            "let the member invoke it anew",
        ),
        (Matter::FindMeasuresSuffice(_), _) if !ends(d, guarantee, Finding::MeasuresSuffice) => refused(
            "does-not-end-it",
            "by the article such a finding does not end it".into(),
            "let the member withdraw its request",
        ),
        _ => Ok(()),
    }
}

/// What follows when such a motion is carried.
pub(crate) fn effects(
    d: &Deciding<'_>,
    motion: u64,
    matter: &Matter,
    of: &OfCase,
) -> Result<Vec<Happening>, Refusal> {
    let guarantee = find(d, of.guarantee)?;
    Ok(match matter {
        Matter::Determine(_) => vec![owed(d, of.guarantee, guarantee, Some(motion))],
        _ => ended(d, of.guarantee, Some(motion)),
    })
}

/// A motion to determine was rejected: self-defence is as it was.
pub(crate) fn rejected(state: &State, motion: u64, of: &OfCase) -> Option<Happening> {
    let guarantee = state.guarantees.get(&of.guarantee)?;
    let undetermined = Undetermined { guarantee: of.guarantee, motion: Some(motion) };
    (guarantee.standing == Standing::Declared).then_some(Happening::Undetermined(undetermined))
}

/// The charter's time has run without a decision; a motion that still stands open lapses.
pub(super) fn out_of_time(d: &Deciding<'_>, number: u64) -> Vec<Happening> {
    let mut happened =
        lapsed(d, number, |matter| matches!(matter, Matter::Determine(_)), "the charter's time has run");
    happened.push(Happening::Undetermined(Undetermined { guarantee: number, motion: None }));
    happened
}

/// Where the charter asks for no vote, help is owed as soon as what it requires is so.
pub(super) fn owed_without_vote(d: &Deciding<'_>, number: u64, guarantee: &Guarantee) -> Option<Happening> {
    let (head, _) = head(d.law, &guarantee.head).ok()?;
    let holds = |requires: &Condition| judge(d, guarantee, Finding::None, requires) == Truth::True;
    let met = head.requires.as_ref().is_none_or(|requires| holds(&requires.value));
    let waits = guarantee.standing == Standing::Declared && head.rule.is_none();
    (waits && met).then(|| owed(d, number, guarantee, None))
}

fn owed(d: &Deciding<'_>, number: u64, guarantee: &Guarantee, motion: Option<u64>) -> Happening {
    let within = head(d.law, &guarantee.head).ok().and_then(|(head, _)| head.pledges_within);
    let others = d.state.members.keys().filter(|code| **code != guarantee.state);
    Happening::AssistanceOwed(AssistanceOwed {
        guarantee: number,
        motion,
        members: others.cloned().collect(),
        pledges_by: within.and_then(|within| d.at.plus(within)),
    })
}

/// The end of a guarantee, and of the motions on it that are still open.
pub(super) fn ended(d: &Deciding<'_>, number: u64, motion: Option<u64>) -> Vec<Happening> {
    let why = format!("guarantee {number} has ended");
    let mut happened = vec![Happening::GuaranteeEnded(GuaranteeEnded { guarantee: number, motion })];
    happened.extend(
        lapsed(d, number, |_| true, &why).into_iter().filter(
            |lapse| !matches!(lapse, Happening::Lapsed { motion: other, .. } if Some(*other) == motion),
        ),
    );
    happened
}

/// Open motions on a guarantee lapse.
fn lapsed(d: &Deciding<'_>, number: u64, which: impl Fn(&Matter) -> bool, why: &str) -> Vec<Happening> {
    let of_case = |matter: &Matter| match matter {
        Matter::Determine(of) | Matter::FindMeasuresSuffice(of) => of.guarantee == number && which(matter),
        _ => false,
    };
    let open = d.state.open.iter().copied();
    let open = open.filter(|open| d.state.motion(*open).is_some_and(|motion| of_case(&motion.matter)));
    open.map(|motion| Happening::Lapsed { motion, why: Some(why.to_owned()) }).collect()
}

/// What is found, or happens, at the moment at which a condition is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Finding {
    None,
    MeasuresSuffice,
    RequestWithdrawn,
}

/// Would the article end the guarantee on this? Where it names no end, only the member's own word ends it.
pub(super) fn ends(d: &Deciding<'_>, guarantee: &Guarantee, finding: Finding) -> bool {
    let ends = head(d.law, &guarantee.head).ok().and_then(|(head, _)| head.ends.as_ref());
    match ends {
        Some(ends) => judge(d, guarantee, finding, &ends.value) == Truth::True,
        None => finding == Finding::RequestWithdrawn,
    }
}

fn judge(d: &Deciding<'_>, guarantee: &Guarantee, finding: Finding, condition: &Condition) -> Truth {
    condition.evaluate(&mut |path| of_case(d, guarantee, finding, path))
}

/// What a name of a condition says in the case of a guarantee that a motion would determine; nothing in other matters.
pub(crate) fn fact(d: &Deciding<'_>, matter: &Matter, path: &str) -> Option<condition::Fact> {
    let (Matter::Determine(of) | Matter::FindMeasuresSuffice(of)) = matter else { return None };
    let guarantee = d.state.guarantees.get(&of.guarantee)?;
    Some(of_case(d, guarantee, Finding::None, path))
}

/// Does it lack only the member's request?
pub(crate) fn asks_too_little(d: &Deciding<'_>, matter: &Matter) -> bool {
    let Matter::Determine(of) = matter else { return false };
    d.state.guarantees.get(&of.guarantee).is_some_and(|guarantee| !guarantee.asks_help)
}

fn of_case(d: &Deciding<'_>, guarantee: &Guarantee, finding: Finding, path: &str) -> condition::Fact {
    let truth = match path {
        "subject.declares_attack" => guarantee.head == super::ATTACK,
        "subject.requests_help" => guarantee.asks_help,
        // Who asked was asked when the guarantee was invoked.
        "subject.constitutional_authority_requests" => guarantee.by.is_some() && guarantee.asks_help,
        "subject.withdraws_request" => finding == Finding::RequestWithdrawn,
        "finding.council_measures_suffice" => finding == Finding::MeasuresSuffice,
        // To determine the case is to find so.
        "finding.armed_attack" => guarantee.head == super::ATTACK,
        _ => return requires::about(d, Some(&guarantee.state), path),
    };
    condition::Fact::Truth(Truth::from(truth))
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    let undue = |state: &mut State, number: u64| {
        state.agenda.retain(|(_, due)| *due != Deadline::DeterminationDue(number));
    };
    match &event.happened {
        Happening::AssistanceOwed(owed) => {
            let guarantee = found(state, owed.guarantee)?;
            if guarantee.standing != Standing::Declared {
                return Err(format!("guarantee {} is {}", owed.guarantee, guarantee.standing.says()));
            }
            guarantee.standing = Standing::Owed;
            guarantee.motion = owed.motion;
            guarantee.owing = owed.members.iter().cloned().collect();
            guarantee.pledges_by = owed.pledges_by;
            undue(state, owed.guarantee);
            state.agenda.extend(owed.pledges_by.map(|by| (by, Deadline::PledgesDue(owed.guarantee))));
        }
        Happening::Undetermined(undetermined) => {
            found(state, undetermined.guarantee)?.standing = Standing::Undetermined;
            undue(state, undetermined.guarantee);
        }
        Happening::GuaranteeEnded(ended) => end(state, ended.guarantee, event.at)?,
        _ => return Ok(false),
    }
    Ok(true)
}
