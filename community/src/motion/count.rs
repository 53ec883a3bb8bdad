//! Counts ballots over a frozen roll, by the very rule whose power is analysed, and keeps the explanation.

use super::roll;
use crate::{
    act::Cast,
    event::{ClauseCount, Outcome, Roll},
    refusal::Refusal,
    state::{Code, Vote},
};
use std::collections::BTreeMap;
use voting::{Ballot, Electorate, Tally};

/// What became of a vote, quota by quota; then of its quorum.
///
/// # Errors
///
/// Where the rule cannot be counted over the roll.
pub fn count(vote: &Vote) -> Result<(Outcome, Vec<ClauseCount>, Vec<ClauseCount>), Refusal> {
    let tally = tally(&vote.rule, vote)?;
    let quorum = vote.quorum.as_deref().map(|quorum| self::tally(quorum, vote)).transpose()?;
    let outcome = match (&quorum, tally.passed) {
        (Some(quorum), _) if !quorum.passed => Outcome::Inquorate,
        (_, true) => Outcome::Passed,
        (_, false) => Outcome::Failed,
    };
    Ok((outcome, clauses(&tally), quorum.map(|quorum| clauses(&quorum)).unwrap_or_default()))
}

fn tally(rule: &str, vote: &Vote) -> Result<Tally, Refusal> {
    if vote.of_persons {
        return by_seat(rule, &vote.roll, &vote.ballots);
    }
    by_state(rule, &vote.roll, &|code| match vote.ballots.get(code) {
        Some(Cast::One(voice)) => voice.ballot(),
        _ => Ballot::Absent,
    })
}

/// Counts an organ in which every state has one voice.
pub(super) fn by_state(rule: &str, roll: &Roll, ballot: &dyn Fn(&str) -> Ballot) -> Result<Tally, Refusal> {
    let rule = roll::rule(rule)?;
    let out: Vec<usize> = places(roll, |place| roll.members[place].out.is_some());
    let mut electorate = Electorate::new(roll.members.len()).excluding(&out);
    for (column, name) in roll.columns.iter().enumerate() {
        let weights = roll.members.iter().map(|member| member.weights.get(column).copied().unwrap_or(0));
        electorate = electorate.column(name.as_str(), weights.collect()).map_err(uncounted)?;
    }
    let seats = roll.members.iter().map(|member| u64::from(member.seats)).collect();
    electorate = electorate.column("seats", seats).map_err(uncounted)?;
    let ballots: Vec<Ballot> = roll.members.iter().map(|member| ballot(&member.state)).collect();
    rule.tally(&electorate, &ballots).map_err(uncounted)
}

/// Counts an organ of persons: a place for each way in which a delegation's seat-holders vote, as heavy as their number.
fn by_seat(rule: &str, roll: &Roll, cast: &BTreeMap<Code, Cast>) -> Result<Tally, Refusal> {
    let rule = roll::rule(rule)?;
    let (mut ballots, mut weights, mut out) = (Vec::new(), Vec::new(), Vec::new());
    for member in &roll.members {
        let seats = member.seats;
        let split = match cast.get(&member.state) {
            None => [(Ballot::Absent, seats); 1].to_vec(),
            Some(Cast::One(voice)) => vec![(voice.ballot(), seats)],
            Some(Cast::Split(split)) => {
                let there = split.yes.saturating_add(split.no).saturating_add(split.abstain);
                vec![
                    (Ballot::Yes, split.yes),
                    (Ballot::No, split.no),
                    (Ballot::Abstain, split.abstain),
                    (Ballot::Absent, seats.saturating_sub(there)),
                ]
            }
        };
        for (ballot, seats) in split.into_iter().filter(|(_, seats)| *seats > 0) {
            if member.out.is_some() {
                out.push(ballots.len());
            }
            ballots.push(ballot);
            weights.push(u64::from(seats));
        }
    }
    let mut electorate = Electorate::new(ballots.len()).excluding(&out);
    for column in ["seats", "members", "votes", "states"] {
        electorate = electorate.column(column, weights.clone()).map_err(uncounted)?;
    }
    rule.tally(&electorate, &ballots).map_err(uncounted)
}

fn places(roll: &Roll, which: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..roll.members.len()).filter(|place| which(*place)).collect()
}

fn uncounted(error: voting::TallyError) -> Refusal {
    Refusal::new("cannot-count", error.to_string()).cure("amend the rule to count what members have")
}

/// The explanation of a tally as it stands in the record.
pub(crate) fn clauses(tally: &Tally) -> Vec<ClauseCount> {
    // INVARIANT: the roll bounds every total at 2^53.
    let narrow = |wide: u128| u64::try_from(wide).unwrap_or(u64::MAX);
    tally
        .clauses
        .iter()
        .map(|clause| ClauseCount {
            quota: clause.quota.to_string(),
            have: narrow(clause.have),
            need: narrow(clause.need),
            total: narrow(clause.total),
            holds: clause.holds,
        })
        .collect()
}
