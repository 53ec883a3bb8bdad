//! Are there enough citizens? So many in all, and from so many members, each with so many for each of its seats.
//!
//! As the European Citizens' Initiative counts them: a million, from a quarter of the member states, in each of these at
//! least 750 times its members of parliament (Regulation (EU) No 211/2011, Articles 2(1) and 7(2); since 2020 the factor is
//! the size of the Parliament, Regulation (EU) 2019/788, Annex I).

use super::Signatures;
use crate::{deciding::Deciding, motion, refusal::Refusal, seats, state::Code};
use charter::{
    law::{Act, Seats},
    show::grouped,
};
use std::collections::{BTreeMap, BTreeSet};

/// Are there enough citizens, as the article counts them?
pub(super) fn enough(d: &Deciding<'_>, act: &Act, signatures: &[Signatures]) -> Result<(), Refusal> {
    let Some(citizens) = &act.citizens else {
        return Err(Refusal::new(
            "citizens-not-counted",
            "the article does not say how many citizens it takes",
        )
        .cure("amend the charter to give `citizens`"));
    };
    let signed = by_member(d, signatures)?;
    let total: u64 = signed.values().sum();
    if total < citizens.total {
        let says = format!("{} citizens signed; it takes {}", grouped(total), grouped(citizens.total));
        return Err(Refusal::new("too-few-citizens", says).cure("collect more signatures"));
    }
    let Some(rule) = &citizens.members else { return Ok(()) };
    let bars = match citizens.per_seat {
        Some(per_seat) => bars(d, u64::from(per_seat))?,
        None => d.state.members.keys().map(|code| (code.clone(), 1)).collect(),
    };
    let reached = |code: &str| {
        let signed = signed.get(code).copied().unwrap_or(0);
        bars.get(code).is_some_and(|bar| signed >= (*bar).max(1))
    };
    let rule = rule.value.to_string();
    if motion::members_suffice(d, &rule, &reached)? {
        return Ok(());
    }
    let count = d.state.members.keys().filter(|code| reached(code)).count();
    let short = signed.keys().find(|code| !reached(code));
    let short = short.and_then(|code| Some((d.state.name(code), signed.get(code)?, bars.get(code)?)));
    let short = short
        .map(|(name, signed, bar)| {
            let (signed, bar) = (grouped(*signed), grouped(*bar));
            format!(": {name} is short, with {signed} of {bar}")
        })
        .unwrap_or_default();
    let says = format!("in {count} members enough citizens signed; it takes {rule}{short}");
    Err(Refusal::new("too-few-members", says).cure("collect signatures in more members"))
}

/// The signatures of each member: named once, a member, and not more than it has people.
fn by_member(d: &Deciding<'_>, signatures: &[Signatures]) -> Result<BTreeMap<Code, u64>, Refusal> {
    let mut signed = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let year = d.asking.latest_year().unwrap_or_default();
    for Signatures { state, citizens } in signatures {
        let name = charter::values::shown(d.state.name(state));
        if !d.state.is_member(state) {
            return Err(Refusal::new("not-a-member", format!("{name} is no member"))
                .cure("count the citizens of members"));
        }
        if !seen.insert(state) {
            return Err(Refusal::new("counted-twice", format!("the citizens of {name} are counted twice"))
                .cure("name each member once"));
        }
        let people = d.asking.weight(state, "population", year);
        if people.is_some_and(|people| u64::from(*citizens) > people) {
            let says = format!(
                "{} citizens of {name} are said to have signed, more than it has people",
                grouped(u64::from(*citizens))
            );
            return Err(Refusal::new("more-than-people", says).cure("count the signatures again"));
        }
        signed.insert(state.clone(), u64::from(*citizens));
    }
    Ok(signed)
}

/// How many citizens each member takes: so many for each seat in the organ of persons.
fn bars(d: &Deciding<'_>, per_seat: u64) -> Result<BTreeMap<Code, u64>, Refusal> {
    let organs = d.law.charter.organs.iter();
    let organ = organs.filter_map(|organ| match &organ.seats {
        Some(Seats::Apportioned(seats)) => Some((organ.id.value.as_str(), seats)),
        _ => None,
    });
    let Some((organ, by)) = organ.into_iter().next() else {
        return Err(Refusal::new("no-assembly", "no organ has seats by which citizens could be counted")
            .cure("amend the charter: `citizens.per_seat` takes an organ with apportioned seats"));
    };
    let seats = seats::apportion(d, organ, by)?;
    Ok(seats.into_iter().map(|(code, seats)| (code, per_seat.saturating_mul(u64::from(seats)))).collect())
}
