//! Ballots by name: in an organ of persons a ballot belongs to a seat-holder, and delegations may split.

use super::{open, propose, vote};
use crate::{
    act::{Cast, NamedBallot, Split, Voice},
    actor::Authority,
    deciding::{Decided, Deciding},
    event::{Event, Happening, Roll, VotedByName},
    refusal::Refusal,
    state::{Code, SeatHolder, Standing, State, Vote},
};
use std::collections::BTreeMap;

/// The seat-holders that may vote in an organ as the roll has it: of each member that has named its own, as many as it has
/// seats, the longest seated first.
pub(super) fn seated(state: &State, organ: &str, roll: &Roll) -> BTreeMap<Code, Vec<SeatHolder>> {
    let Some(of_organ) = state.seated.get(organ) else { return BTreeMap::new() };
    let sits = |(code, holders): (&Code, &Vec<SeatHolder>)| {
        let seats = usize::try_from(roll.of(code)?.seats).ok()?;
        Some((code.clone(), holders.iter().take(seats).cloned().collect()))
    };
    of_organ.iter().filter(|(_, holders)| !holders.is_empty()).filter_map(sits).collect()
}

/// `vote-by-name`: a seat-holder's ballot, entered for the member or signed with the seat-holder's own key. It may be changed
/// until the vote closes; the last one counts.
pub(super) fn cast(d: &Deciding<'_>, named: &NamedBallot) -> Result<Decided, Refusal> {
    let NamedBallot { motion: number, name, ballot } = named;
    let motion = open(d, *number)?;
    let article = motion.article.as_str();
    let (vote, state) = vote::may_vote(d, *number, motion)?;
    let member = d.state.name(state);
    let Some(holder) = vote.seated.get(state).and_then(|of| of.iter().find(|holder| holder.name == *name))
    else {
        let says = format!("{name} held no seat of {member} in the {} when the vote opened", vote.organ);
        let cure = match vote.seated.contains_key(state) {
            true => "name one of its seat-holders",
            false => "vote for the delegation, or name its seat-holders with `seat` before the next vote",
        };
        return Err(Refusal::new("not-seated", says).under(article).cure(cure));
    };
    if let (Some(own), Authority::Key { key, .. }) = (&holder.key, &d.act.authority)
        && own != key
    {
        let says = format!("{name} votes with a key of their own, and this is another");
        return Err(Refusal::new("wrong-key", says).under(article).cure("let the seat-holder sign"));
    }
    if vote.by_name.get(state).and_then(|of| of.get(name)) == Some(ballot) {
        return Err(Refusal::new("same-ballot", format!("{name} has voted so already")).under(article));
    }
    let voted = VotedByName {
        motion: *number,
        state: state.to_owned(),
        name: name.clone(),
        party: holder.party.clone(),
        ballot: *ballot,
    };
    Ok(Decided::one(article.to_owned(), Happening::VotedByName(voted)))
}

/// Is this the key of a seat-holder who votes with it?
pub(crate) fn is_key_of(state: &State, code: &str, named: &NamedBallot, key: &str) -> bool {
    let Some(Standing::Voting(vote)) = state.motion(named.motion).map(|motion| &motion.standing) else {
        return false;
    };
    let mut holders = vote.seated.get(code).into_iter().flatten();
    holders.any(|holder| holder.name == named.name && holder.key.as_deref() == Some(key))
}

/// Has everybody voted who may, for a member that has named its seat-holders?
pub(super) fn all_in(vote: &Vote, code: &str) -> bool {
    let ballots = vote.by_name.get(code).map_or(0, BTreeMap::len);
    vote.seated.get(code).is_none_or(|holders| holders.len() == ballots)
}

/// The events of this file.
pub(super) fn apply(state: &mut State, event: &Event) -> Result<bool, String> {
    let Happening::VotedByName(VotedByName { motion, state: code, name, ballot, .. }) = &event.happened
    else {
        return Ok(false);
    };
    let Standing::Voting(vote) = &mut propose::found(state, *motion)?.standing else {
        return Err(format!("no vote is open on motion {motion}"));
    };
    let entitled = vote.roll.of(code).is_some_and(|entry| entry.out.is_none());
    let holds = vote.seated.get(code).is_some_and(|of| of.iter().any(|holder| holder.name == *name));
    if !entitled || !holds {
        return Err(format!("{name} is not entitled to vote for {code} on motion {motion}"));
    }
    let ballots = vote.by_name.entry(code.clone()).or_default();
    ballots.insert(name.clone(), *ballot);
    let of = |voice: Voice| {
        let count = ballots.values().filter(|ballot| **ballot == voice).count();
        u32::try_from(count).map_err(|_| "too many ballots".to_owned())
    };
    let split = Split { yes: of(Voice::Yes)?, no: of(Voice::No)?, abstain: of(Voice::Abstain)? };
    vote.ballots.insert(code.clone(), Cast::Split(split));
    Ok(true)
}
