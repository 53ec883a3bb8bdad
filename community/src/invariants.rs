//! What is true of every state, whatever was done. Asserted where an event is applied, and in full by tests after each.

use crate::{
    act::{Cast, Split, Voice},
    compact,
    event::{Event, Happening},
    guarantee::{self, Guarantee},
    initiative, mission, pledge,
    state::{Deadline, Phase, Standing, State, Vote},
    warning,
};

/// What an event of its kind may have broken; cheap, and asked after every event.
pub(crate) fn after(state: &State, event: &Event) -> Result<(), String> {
    match &event.happened {
        Happening::Admitted { state: code, .. } if state.applicants.contains_key(code) => {
            Err(format!("{code} is both member and applicant"))
        }
        Happening::OfficeFilled { office, .. } => places(state, office),
        Happening::CompactFunded(_) | Happening::TrancheReleased(_) | Happening::CompactEnded(_) => {
            compact::money_balances(state)
        }
        Happening::SignaturesCounted(_) => initiative::only_grow(state),
        _ => Ok(()),
    }
}

/// Every invariant, by the number under which ARCHITECTURE.md lists it.
///
/// # Errors
///
/// The first that does not hold.
pub fn check(state: &State) -> Result<(), String> {
    let broken = |number: u8, says: String| Err(format!("invariant C{number}: {says}"));
    // C1: members belong only while the charter is in force.
    if state.phase != Phase::InForce && !state.members.is_empty() {
        return broken(1, "there are members, and no charter in force".into());
    }
    // C2: nobody is both member and applicant.
    if let Some(code) = state.members.keys().find(|code| state.applicants.contains_key(*code)) {
        return broken(2, format!("{code} is both member and applicant"));
    }
    for (number, motion) in &state.motions {
        // C3: a motion is on the list of open ones exactly while it is undecided.
        if motion.standing.is_open() != state.open.contains(number) {
            return broken(3, format!("motion {number} is {}, and listed otherwise", motion.standing.says()));
        }
        // C4: only who is entitled on the frozen roll has a ballot.
        let votes = motion.votes.iter().map(|closed| &closed.vote);
        let open = match &motion.standing {
            Standing::Voting(vote) => Some(vote),
            _ => None,
        };
        for vote in votes.chain(open) {
            let entitled = |code: &String| vote.roll.of(code).is_some_and(|entry| entry.out.is_none());
            if let Some(code) = vote.ballots.keys().find(|code| !entitled(code)) {
                return broken(4, format!("{code} voted on motion {number} and was not entitled"));
            }
            // C31: a ballot by name is that of a seat-holder, and the delegation's split is their sum.
            if let Some(code) = vote.by_name.keys().find(|code| !added_up(vote, code)) {
                return broken(
                    31,
                    format!("the seat-holders of {code} and its split differ on motion {number}"),
                );
            }
        }
        // C5: an open vote, silence or notice has its deadline on the agenda, unless the court holds it up.
        let due = match &motion.standing {
            Standing::Voting(vote) => Some((vote.until, Deadline::VoteCloses(*number))),
            Standing::Silence(until) => Some((*until, Deadline::SilenceEnds(*number))),
            Standing::Notice(until) => Some((*until, Deadline::NoticeEnds(*number))),
            _ => None,
        };
        if due.is_some_and(|due| !motion.stayed && !state.agenda.contains(&due)) {
            return broken(5, format!("motion {number} waits for nothing"));
        }
    }
    // C6: no deadline is older than the last event, and each belongs to something that is still there.
    for (when, due) in &state.agenda {
        let alive = match due {
            Deadline::VoteCloses(number)
            | Deadline::SilenceEnds(number)
            | Deadline::NoticeEnds(number)
            | Deadline::MotionLapses(number) => state.open.contains(number),
            Deadline::MemberLeaves(code) | Deadline::ObservationEnds(code) => state.is_member(code),
            Deadline::DuesFallDue(year) => state.budgets.contains_key(year),
            Deadline::AssessmentExpires(code) => state.assessments.contains_key(code),
            Deadline::TermEnds(office, _) => state.offices.contains_key(office),
            Deadline::SeatEnds(organ, code, name) => {
                state.seat_holders(organ, code).iter().any(|holder| holder.name == *name)
            }
            Deadline::ChairPasses(_) => state.phase == Phase::InForce,
            Deadline::FoundingLapses => state.phase == Phase::Adopted,
            Deadline::DeterminationDue(number) | Deadline::PledgesDue(number) => {
                state.guarantees.get(number).is_some_and(Guarantee::is_open)
            }
            Deadline::ReportDue(number) => state.guarantees.contains_key(number),
            Deadline::WarningUnanswered(number) => state.warnings.contains_key(number),
            Deadline::CompactReview(number) | Deadline::CompactEnds(number) => {
                state.compact(*number).is_some()
            }
            Deadline::MandateExpires(number) => state.mandates.given.contains_key(number),
            Deadline::MissionEnds(name) | Deadline::MissionReportDue(name) => {
                state.missions.contains_key(name)
            }
        };
        if !alive {
            return broken(6, format!("{due:?} on {when} belongs to nothing"));
        }
    }
    // C7: no office has more holders than places.
    for office in state.offices.keys() {
        if let Err(says) = places(state, office) {
            return broken(7, says);
        }
    }
    // C8: each budget's dues add up to it.
    for (year, budget) in &state.budgets {
        let dues = state.accounts.values().filter_map(|account| account.dues.get(year));
        let sum: u128 = dues.map(|due| u128::from(due.minor_units())).sum();
        if sum != u128::from(budget.total.minor_units()) {
            return broken(8, format!("the dues of {year} do not add up"));
        }
    }
    // C9: a delegation outside the conference, and a seat-holder, belongs to a member.
    for (organ, of_organ) in state.delegations.iter().filter(|(organ, _)| *organ != crate::power::CONFERENCE)
    {
        if let Some(code) = of_organ.keys().find(|code| !state.is_member(code)) {
            return broken(9, format!("{code} is no member and sits in the {organ}"));
        }
    }
    for (organ, of_organ) in &state.seated {
        if let Some(code) = of_organ.keys().find(|code| !state.is_member(code)) {
            return broken(9, format!("{code} is no member and has seat-holders in the {organ}"));
        }
    }
    // C10: rights are suspended only by a motion that was carried.
    for (code, member) in &state.members {
        let by = member.suspended.as_ref().and_then(|suspension| state.motion(suspension.motion));
        if member.suspended.is_some() && by.is_none_or(|motion| motion.standing != Standing::Carried) {
            return broken(10, format!("{code} is suspended by nothing"));
        }
    }
    // C16 and C17 are of pledges, C18 and C19 of guarantees.
    pledge::check(state)
        .and_then(|()| guarantee::check(state))
        .map_err(|says| format!("invariant {says}"))?;
    // C25 to C28: warnings, and the money and time of compacts; each sentence stands with its function.
    warning::waits_for_its_answer(state).or_else(|says| broken(25, says))?;
    // C33: what is counted of initiatives.
    initiative::only_grow(state).or_else(|says| broken(33, says))?;
    compact::money_balances(state).or_else(|says| broken(26, says))?;
    compact::tranches_are_released_once(state).or_else(|says| broken(27, says))?;
    compact::runs_until_its_last_day(state).or_else(|says| broken(28, says))
}

/// What holds once everything that follows from an act has happened.
///
/// # Errors
///
/// The first that does not hold.
pub fn settled(state: &State) -> Result<(), String> {
    // C20 to C24 are of missions and mandates.
    mission::check(state).map_err(|says| format!("invariant {says}"))
}

fn added_up(vote: &Vote, code: &str) -> bool {
    let ballots = vote.by_name.get(code).into_iter().flatten();
    let seated =
        |name: &str| vote.seated.get(code).is_some_and(|of| of.iter().any(|holder| holder.name == name));
    let mut sum = Split { yes: 0, no: 0, abstain: 0 };
    for (name, ballot) in ballots {
        if !seated(name) {
            return false;
        }
        match ballot {
            Voice::Yes => sum.yes += 1,
            Voice::No => sum.no += 1,
            Voice::Abstain => sum.abstain += 1,
        }
    }
    vote.ballots.get(code) == Some(&Cast::Split(sum))
}

fn places(state: &State, office: &str) -> Result<(), String> {
    let organ = state.law.as_ref().and_then(|law| law.organ(office));
    let places =
        organ.and_then(|organ| organ.judges).map_or(1, |judges| usize::try_from(judges).unwrap_or(1));
    let holders = state.offices.get(office).map_or(0, Vec::len);
    if holders > places {
        return Err(format!("{holders} hold the {places} places of the {office}"));
    }
    Ok(())
}
