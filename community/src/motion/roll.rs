//! Who is entitled to vote, and with what weight: frozen when a vote opens.
//!
//! Suspended, indebted and excluded members are out of both sides of every fraction (TFEU 354); they stay on the roll,
//! because a rule may count *all members*.

use super::propose;
use crate::{
    budget,
    deciding::Deciding,
    event::{Out, Roll, RollMember, Step},
    matter::Matter,
    power::{CONFERENCE, Power},
    refusal::Refusal,
    seats,
    state::{Code, Motion, Phase},
};
use charter::law::{Excludes, Seats};
use std::collections::{BTreeMap, BTreeSet};
use voting::{Base, Rule};

/// The organ that takes a step; none for ratification and notice.
pub(super) fn organ_of(step: &Step) -> Option<&str> {
    match step {
        Step::Vote { organ, .. } | Step::Silence { organ, .. } => Some(organ),
        Step::Ratification { .. } | Step::Notice { .. } => None,
    }
}

/// A rule of the charter, read.
pub(super) fn rule(text: &str) -> Result<Rule, Refusal> {
    voting::parse(text).map_err(|error| {
        Refusal::new("rule-unsound", format!("the rule `{text}` cannot be read: {error}"))
            .cure("amend the charter; `koinon check` shows where")
    })
}

/// The roll of an organ for a vote on a matter under a rule and a quorum.
pub(super) fn of_organ(
    d: &Deciding<'_>,
    organ: &str,
    rules: &[&str],
    matter: &Matter,
    power: &Power<'_>,
) -> Result<Roll, Refusal> {
    let seats = in_organ(d, organ).map_err(|refusal| refusal.under(&power.article))?;
    build(d, seats, d.law.of_persons(organ), rules, matter, power)
}

/// The roll of all members, as for ratifications.
pub(super) fn of_members(
    d: &Deciding<'_>,
    rule: &str,
    matter: &Matter,
    power: &Power<'_>,
) -> Result<Roll, Refusal> {
    let seats = if d.state.phase == Phase::InForce {
        d.state.members.keys().map(|code| (code.clone(), 1)).collect()
    } else {
        d.state.founders.iter().map(|code| (code.clone(), 1)).collect()
    };
    build(d, seats, false, &[rule], matter, power)
}

/// Who sits in an organ, and on how many seats.
fn in_organ(d: &Deciding<'_>, organ: &str) -> Result<Vec<(Code, u32)>, Refusal> {
    let one = |code: &Code| (code.clone(), 1);
    if organ == CONFERENCE {
        return Ok(d.state.founders.iter().map(one).collect());
    }
    match d.law.organ(organ).and_then(|organ| organ.seats.as_ref()) {
        Some(Seats::OnePerMember) => Ok(d.state.members.keys().map(one).collect()),
        Some(Seats::Apportioned(apportionment)) => seats::apportion(d, organ, apportionment),
        Some(Seats::Groups(groups)) => {
            let year = d.asking.latest_year().unwrap_or_default();
            let members: BTreeSet<Code> =
                groups.iter().flat_map(|group| d.asking.group(&group.value, year).to_vec()).collect();
            Ok(members.iter().map(one).collect())
        }
        None => Err(Refusal::new("no-seats", format!("the charter does not say who sits in the {organ}"))
            .cure(format!("amend the charter to give [organs.{organ}] seats"))),
    }
}

fn build(
    d: &Deciding<'_>,
    seats: Vec<(Code, u32)>,
    of_persons: bool,
    rules: &[&str],
    matter: &Matter,
    power: &Power<'_>,
) -> Result<Roll, Refusal> {
    if seats.is_empty() {
        return Err(Refusal::new("nobody-sits", "nobody sits in the organ").under(&power.article));
    }
    let columns = columns(rules, of_persons).map_err(|refusal| refusal.under(&power.article))?;
    let concerned = concerned(d, &seats, matter, power);
    let silenced = silenced(d);
    let mut members: Vec<RollMember> = seats
        .into_iter()
        .map(|(state, seats)| RollMember {
            out: if concerned.contains(state.as_str()) {
                Some(Out::Concerned)
            } else {
                silenced.get(state.as_str()).copied()
            },
            state,
            seats,
            weights: Vec::with_capacity(columns.len()),
        })
        .collect();
    // The year is a fact of the event only where a weight depends on it.
    let year = if columns.is_empty() { 0 } else { d.asking.latest_year().unwrap_or_default() };
    for column in &columns {
        weigh(d, column, year, &mut members).map_err(|refusal| refusal.under(&power.article))?;
    }
    if members.iter().all(|member| member.out.is_some()) {
        return Err(Refusal::new("nobody-entitled", "nobody is entitled to vote").under(&power.article));
    }
    Ok(Roll { columns, members })
}

/// The columns of the rules beside one a member.
fn columns(rules: &[&str], of_persons: bool) -> Result<Vec<String>, Refusal> {
    let mut columns: Vec<String> = Vec::new();
    for text in rules {
        let rule = rule(text)?;
        for quota in rule.quotas() {
            let plain = matches!(quota.column.as_str(), "states" | "members" | "seats" | "votes");
            let by_heads = matches!(quota.base, Base::VotesCast | Base::Present);
            if of_persons && (!plain || (quota.column == "states" && !by_heads && quota.word.is_none())) {
                let says = format!("`{quota}` counts what an organ of persons does not have");
                return Err(Refusal::new("rule-counts-states", says)
                    .cure("amend the rule to count seats or votes cast"));
            }
            if !plain && !columns.contains(&quota.column) {
                columns.push(quota.column.clone());
            }
        }
    }
    Ok(columns)
}

/// Adds the weights of a column: `founders`, an indicator of the world, or a group.
fn weigh(d: &Deciding<'_>, column: &str, year: i32, members: &mut [RollMember]) -> Result<(), Refusal> {
    let indicator = column != "founders" && d.asking.is_indicator(column);
    let weights: Vec<Option<u64>> = if indicator {
        d.asking.weights(members.iter().map(|member| member.state.as_str()), column, year)
    } else {
        let group: BTreeSet<Code> = match column {
            "founders" => d.state.founders.clone(),
            group => d.asking.group(group, year).iter().cloned().collect(),
        };
        members.iter().map(|member| Some(u64::from(group.contains(&member.state)))).collect()
    };
    let mut total: u64 = 0;
    for (member, weight) in members.iter_mut().zip(weights) {
        let weight = weight.ok_or_else(|| {
            let name = d.state.name(&member.state);
            let says = format!("the record has no {} for {name}", column.replace('_', " "));
            Refusal::new("weight-unknown", says).cure("import a figure with `koinon data import`")
        })?;
        total = total.checked_add(weight).filter(|total| *total <= crate::act::Amount::MOST).ok_or_else(
            || Refusal::new("weight-too-large", format!("the sum of {column} is too large for the record")),
        )?;
        member.weights.push(weight);
    }
    Ok(())
}

/// Who has no vote, whatever the matter: members whose vote is suspended, and those whose arrears cost them theirs.
fn silenced<'d>(d: &'d Deciding<'_>) -> BTreeMap<&'d str, Out> {
    let indebted = budget::indebted(d.state, d.law, d.at).into_iter().map(|code| (code, Out::InArrears));
    let members = d.state.members.iter().filter(|(_, member)| member.suspended.is_some());
    let suspended = members.map(|(code, _)| code.as_str()).filter(|code| d.state.has_lost(code, "vote"));
    indebted.chain(suspended.map(|code| (code, Out::Suspended))).collect()
}

/// Whom the matter concerns: its subject, and where the article says so every state under the same procedure: what a carried
/// motion did, or an open one of this kind that enough members have joined in. One that has too few sponsors silences nobody.
fn concerned<'r>(
    d: &'r Deciding<'_>,
    seats: &[(Code, u32)],
    matter: &'r Matter,
    power: &Power<'_>,
) -> BTreeSet<&'r str> {
    let mut concerned = BTreeSet::new();
    if power.excludes.is_some() {
        concerned.extend(matter.subject());
    }
    if power.excludes == Some(Excludes::EveryUnderProcedure) {
        let suspended = d.state.members.iter().filter(|(_, member)| member.suspended.is_some());
        concerned.extend(suspended.map(|(code, _)| code.as_str()));
        let sits = |code: &str| seats.iter().any(|(seated, _)| seated == code);
        let runs = |motion: &Motion| {
            let power = crate::power::power(d.law, &motion.matter);
            power.and_then(|power| propose::enough_sponsors(d, motion, &power)).is_ok()
        };
        let open = d.state.open.iter().filter_map(|number| d.state.motion(*number));
        for motion in open.filter(|motion| motion.matter.name() == matter.name()) {
            let accused = motion.matter.subject().filter(|code| matter.subject() != Some(code) && sits(code));
            concerned.extend(accused.filter(|_| runs(motion)));
        }
    }
    concerned
}
