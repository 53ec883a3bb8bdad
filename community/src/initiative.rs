//! Citizens' initiatives: each day's count and the root over blinded entries go on the record, and nothing of it can be taken back;
//! an initiative is put only with the counts that are there.
//!
//! Whoever keeps the signatures enters the count, and anybody who signed can hold their receipt to the root (RFC 6962). What the
//! root is made of the institution does not know: no name, no address, no mailbox.

mod wire;

pub use wire::{CountSignatures, SignaturesCounted};

use crate::{
    act::Deed,
    actor::Actor,
    deciding::{Decided, Deciding},
    event::{Event, Happening},
    moment::Moment,
    refusal::{Refusal, article},
    state::{Code, State},
    warning::Signatures,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// An initiative as its last count has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Initiative {
    /// The last day that was counted.
    pub day: Moment,
    /// How many signatures were ever confirmed until its end.
    pub leaves: u64,
    /// The root over them, in 64 small hexadecimal digits.
    pub root: String,
    /// How many of them count, member by member.
    pub counted: BTreeMap<Code, u32>,
    /// Every root that went before, by its day: what a receipt is held to.
    pub days: BTreeMap<Moment, (u64, String)>,
    /// The warning by which it was put, if it was.
    pub put: Option<u64>,
}

/// `count-signatures`: entered by the secretariat, a day that is over, never less than before.
fn count(d: &Deciding<'_>, count: &CountSignatures) -> Result<Decided, Refusal> {
    d.in_force()?;
    let mut acts = d.law.charter.acts.iter();
    let Some(act) = acts.find(|act| act.who.iter().any(|who| who.value == "citizens")) else {
        return Err(Refusal::new("no-initiative", "no article lets citizens put anything")
            .cure("amend the charter: name `citizens` in `who` of an act, and say how many it takes"));
    };
    let under = article(&act.heading, &format!("acts.{}", act.kind.value));
    if d.act.actor != Actor::Secretariat {
        return Err(d.wrong_actor(&under, "the secretariat").cure("let the secretariat enter the count"));
    }
    fits(d, count).map_err(|refusal| refusal.under(&under))?;
    let happening = Happening::SignaturesCounted(SignaturesCounted {
        initiative: count.initiative.clone(),
        day: count.day,
        leaves: count.leaves,
        root: count.root.clone(),
        counted: count.counted.clone(),
    });
    Ok(Decided::one(under, happening))
}

/// Does the count follow from those before, and is it one that can be?
fn fits(d: &Deciding<'_>, count: &CountSignatures) -> Result<(), Refusal> {
    let takes = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    let name = charter::values::shown(&count.initiative);
    if count.initiative.is_empty() || count.initiative.len() > 60 || !count.initiative.chars().all(takes) {
        return Err(Refusal::new("no-name", format!("`{name}` is no name of an initiative"))
            .cure("use small letters, digits and hyphens"));
    }
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if count.root.len() != 64 || !count.root.bytes().all(digit) {
        let says = format!("`{}` is not a root", charter::values::shown(&count.root));
        return Err(Refusal::new("no-hash", says).cure("give its 64 small hexadecimal digits"));
    }
    if Moment::start_of(count.day.date()) != count.day {
        return Err(
            Refusal::new("no-day", format!("{} is no day", count.day.says())).cure("name the day alone")
        );
    }
    if count.day.next_day().is_none_or(|end| end > d.at) {
        let says = format!("{} is not over", count.day.says());
        return Err(Refusal::new("not-over", says).cure("count it after its midnight (UTC)"));
    }
    let mut seen: Vec<&str> = Vec::new();
    let mut sum = 0u64;
    for Signatures { state, citizens } in &count.counted {
        let of = charter::values::shown(d.state.name(state));
        if !d.state.is_member(state) {
            return Err(Refusal::new("not-a-member", format!("{of} is no member"))
                .cure("count the citizens of members"));
        }
        if seen.contains(&state.as_str()) {
            return Err(Refusal::new("counted-twice", format!("the citizens of {of} are counted twice"))
                .cure("name each member once"));
        }
        seen.push(state);
        sum += u64::from(*citizens);
    }
    if sum > count.leaves {
        let says = format!("{sum} count, of {} that were ever confirmed", count.leaves);
        return Err(Refusal::new("more-than-confirmed", says).cure("count again"));
    }
    let Some(before) = d.state.initiatives.get(&count.initiative) else { return Ok(()) };
    if count.day <= before.day {
        let says = format!("`{name}` is counted until {}", before.day.says());
        return Err(
            Refusal::new("counted-already", says).cure("what is on the record stays; count a later day")
        );
    }
    let same = count.leaves == before.leaves;
    if count.leaves < before.leaves || (same && count.root != before.root) {
        let says =
            format!("`{name}` had {} signatures under another root on {}", before.leaves, before.day.says());
        return Err(Refusal::new("changed-behind", says).cure(
            "nothing may be dropped or exchanged: whoever withdraws keeps their place, and does not count",
        ));
    }
    Ok(())
}

/// The counts with which an initiative is put: those of its last day, of states that are members now.
///
/// # Errors
///
/// There are none, or it was put already.
pub(crate) fn signatures(d: &Deciding<'_>, name: &str) -> Result<Vec<Signatures>, Refusal> {
    let shown = charter::values::shown(name);
    let Some(initiative) = d.state.initiatives.get(name) else {
        return Err(Refusal::new("counts-not-on-record", format!("no count of `{shown}` is on the record"))
            .cure("let the secretariat enter each day's count with `count-signatures`"));
    };
    if let Some(warning) = initiative.put {
        return Err(Refusal::new("put-already", format!("`{shown}` was put by warning {warning}"))
            .cure("collect signatures under another initiative"));
    }
    let members = initiative.counted.iter().filter(|(state, _)| d.state.is_member(state));
    Ok(members.map(|(state, citizens)| Signatures { state: state.clone(), citizens: *citizens }).collect())
}

/// The deeds of this file.
pub(crate) fn decide(d: &Deciding<'_>) -> Option<Result<Decided, Refusal>> {
    match &d.act.deed {
        Deed::CountSignatures(counted) => Some(count(d, counted)),
        _ => None,
    }
}

/// The events of this file.
pub(crate) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    match &event.happened {
        Happening::SignaturesCounted(count) => {
            let mut days = BTreeMap::new();
            let mut put = None;
            if let Some(before) = state.initiatives.remove(&count.initiative) {
                if count.day <= before.day || count.leaves < before.leaves {
                    return Err(format!("the count of `{}` goes backwards", count.initiative));
                }
                (days, put) = (before.days, before.put);
                days.insert(before.day, (before.leaves, before.root));
            }
            let counted =
                count.counted.iter().map(|signed| (signed.state.clone(), signed.citizens)).collect();
            let (day, leaves, root) = (count.day, count.leaves, count.root.clone());
            let initiative = Initiative { day, leaves, root, counted, days, put };
            state.initiatives.insert(count.initiative.clone(), initiative);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// An initiative was put by a warning.
pub(crate) fn put(state: &mut State, name: &str, warning: u64) -> Result<(), String> {
    let initiative = state.initiatives.get_mut(name).ok_or("no count of the initiative is on the record")?;
    match initiative.put.replace(warning) {
        None => Ok(()),
        Some(other) => Err(format!("the initiative was put by warning {other} already")),
    }
}

/// C33: the counts of an initiative only grow, day by day, and what counts was confirmed; what citizens put has its counts there.
pub(crate) fn only_grow(state: &State) -> Result<(), String> {
    for (name, initiative) in &state.initiatives {
        let mut last = 0;
        for (day, (leaves, _)) in &initiative.days {
            if *leaves < last || *day >= initiative.day {
                return Err(format!("the counts of `{name}` go backwards on {}", day.says()));
            }
            last = *leaves;
        }
        let sum: u64 = initiative.counted.values().map(|citizens| u64::from(*citizens)).sum();
        if initiative.leaves < last || sum > initiative.leaves {
            return Err(format!("`{name}` counts more than was confirmed"));
        }
        if initiative.put.is_some_and(|warning| {
            state.warnings.get(&warning).is_none_or(|warning| warning.initiative.as_deref() != Some(name))
        }) {
            return Err(format!("`{name}` was put by a warning that does not name it"));
        }
    }
    let named = state.warnings.values().filter_map(|warning| warning.initiative.as_ref());
    for name in named {
        if state.initiatives.get(name).is_none_or(|initiative| initiative.put.is_none()) {
            return Err(format!("a warning names the initiative `{name}`, which was not put"));
        }
    }
    Ok(())
}
