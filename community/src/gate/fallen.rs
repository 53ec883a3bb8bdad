//! The missions that lose their authority by what was just decided: the gate asked anew of every mission, on what the decision
//! leaves.
//!
//! To ask, what was decided is applied to a copy. A community that is old has kept much that the gate never looks at, so the
//! copy holds what it does look at, and where a decision changes nothing of that no copy is made. Both are held to a copy of
//! everything wherever assertions are on, which is in every test.

use super::{Asked, ask_standing, is_exempt, resting};
use crate::{
    deciding::{Decided, Deciding},
    event::{Event, Happening},
    mission::{Basis, LostAuthority, Mission},
    power::power,
    refusal::Refusal,
    state::State,
};
use std::borrow::Cow;

/// The missions that lose their authority by what was just decided, each with the reason.
pub(crate) fn fallen(d: &Deciding<'_>, decided: &Decided) -> Result<Vec<Happening>, Refusal> {
    let begins = decided.happened.iter().any(Happening::begins_mission);
    let touched = decided.happened.iter().any(|happened| !happened.is_routine());
    if !touched || (!begins && !d.state.missions.values().any(Mission::has_authority)) {
        return Ok(Vec::new());
    }
    let states = conditions_speak_of_states(d);
    let after = if decided.happened.iter().all(|happened| beside(d.state, happened, states)) {
        Cow::Borrowed(d.state)
    } else {
        match applied(d, decided, seen(d.state)) {
            Ok(after) => Cow::Owned(after),
            // It changes something that the gate does not look at, and that is not in the copy.
            Err(_) => Cow::Owned(whole(d, decided)?),
        }
    };
    let (fallen, noted) = without_authority(d, &after);
    debug_assert_eq!(
        Ok((fallen.clone(), noted.clone())),
        whole(d, decided).map(|whole| without_authority(d, &whole)),
        "the gate looks at more than was copied"
    );
    d.asking.note(noted);
    Ok(fallen)
}

/// What was decided, applied to a copy of everything.
fn whole(d: &Deciding<'_>, decided: &Decided) -> Result<State, Refusal> {
    applied(d, decided, d.state.clone()).map_err(|why| Refusal::new("invariant", why))
}

fn applied(d: &Deciding<'_>, decided: &Decided, mut after: State) -> Result<State, String> {
    for happened in &decided.happened {
        let event = Event {
            at: d.at,
            actor: d.act.actor.clone(),
            authority: d.act.authority.clone(),
            article: decided.article.clone(),
            deed: None,
            facts: Vec::new(),
            happened: happened.clone(),
        };
        after.apply(&event)?;
    }
    Ok(after)
}

/// The missions that have authority on a state and may not keep it, and the facts on which that is so.
fn without_authority(d: &Deciding<'_>, after: &State) -> (Vec<Happening>, Vec<crate::facts::Fact>) {
    let Some(law) = &after.law else { return Default::default() };
    let asking = d.asking.anew(&law.charter);
    let then = Deciding { state: after, law, asking: &asking, act: d.act, at: d.at };
    let lost = |mission: &Mission| {
        let why = ask_standing(&then, mission, Asked::Stand).err()?.says;
        Some(Happening::MissionLostAuthority(LostAuthority { mission: mission.plan.mission.clone(), why }))
    };
    let standing = after.missions.values().filter(|mission| mission.has_authority());
    (standing.filter_map(lost).collect(), asking.noted())
}

/// Of a state, what the gate looks at, and what must be there for that to be changed.
fn seen(state: &State) -> State {
    let rests_on = |number: &u64| {
        let mut plans = state.missions.values().map(|mission| &mission.plan.under);
        plans.any(|under| *under == Basis::Guarantee(*number))
    };
    let guarantees = state.guarantees.iter().filter(|(number, found)| found.is_open() || rests_on(number));
    let open = state.open.iter().filter_map(|number| state.motions.get_key_value(number));
    State {
        at: state.at,
        events: state.events,
        phase: state.phase,
        law: state.law.clone(),
        names: state.names.clone(),
        members: state.members.clone(),
        assessments: state.assessments.clone(),
        settled: state.settled.clone(),
        motions: open.map(|(number, motion)| (*number, motion.clone())).collect(),
        open: state.open.clone(),
        guarantees: guarantees.map(|(number, found)| (*number, found.clone())).collect(),
        mandates: state.mandates.clone(),
        missions: state.missions.clone(),
        host_consents: state.host_consents.clone(),
        ..State::default()
    }
}

/// Does what an article requires of a mission that stands depend on a state's own record, such as that of whoever acts?
fn conditions_speak_of_states(d: &Deciding<'_>) -> bool {
    let standing = d.state.missions.values().filter(|mission| mission.has_authority());
    standing.map(|mission| resting(mission.plan.clone(), mission.money.as_ref())).any(|matter| {
        let requires =
            power(d.law, &matter).ok().and_then(|power| power.requires).filter(|_| !is_exempt(&matter));
        requires.is_some_and(|requires| {
            let text = requires.to_string();
            ["actor.", "subject.", "finding."].iter().any(|whose| text.contains(whose))
        })
    })
}

/// Does it change nothing that the gate looks at? `states` says whether that includes the record of states. Every kind that is
/// not named here may.
fn beside(state: &State, happened: &Happening, states: bool) -> bool {
    match happened {
        // The name of a state that the record did not know may stand in a reason.
        Happening::Assessed { state: code, name, .. } => {
            !states && state.names.get(code).is_some_and(|known| known == name)
        }
        Happening::AssessmentExpired { .. }
        | Happening::Settled { .. }
        | Happening::Observed { .. }
        | Happening::ObservationEnded { .. }
        | Happening::Warned { .. }
        | Happening::Suspended { .. }
        | Happening::Readmitted { .. } => !states,
        Happening::Ratified { motion, .. } => motion.is_some(),
        Happening::Seated(_)
        | Happening::SeatEnded(_)
        | Happening::Revoked { .. }
        | Happening::Dissented { .. }
        | Happening::MotionAmended { .. }
        | Happening::Dropped { .. }
        | Happening::ReadingOpened(_)
        | Happening::DebateClosed { .. }
        | Happening::Advised { .. }
        | Happening::Answered { .. }
        | Happening::SilenceOpened { .. }
        | Happening::Objected { .. }
        | Happening::SilenceKept { .. }
        | Happening::VotedByName(_)
        | Happening::VoteClosed { .. }
        | Happening::RatificationOpened { .. }
        | Happening::NoticeGiven { .. }
        | Happening::Carried { .. }
        | Happening::Lapsed { .. }
        | Happening::Recounted { .. }
        | Happening::ChapterOpened { .. }
        | Happening::ChapterClosed { .. }
        | Happening::OfficeFilled { .. }
        | Happening::TermEnded { .. }
        | Happening::ChairPassed { .. }
        | Happening::BudgetAdopted { .. }
        | Happening::DuesFellDue { .. }
        | Happening::ResolutionAdopted { .. }
        | Happening::ConsultationCalled { .. }
        | Happening::CaseFiled { .. }
        | Happening::Pledged(_)
        | Happening::PledgeWithdrawn(_)
        | Happening::Arrived(_)
        | Happening::StoodDown(_)
        | Happening::Assisted(_)
        | Happening::ForcesGenerated(_)
        | Happening::MissionReported(_)
        | Happening::MissionReportOverdue(_)
        | Happening::WarningAnswered(_)
        | Happening::WarningUnanswered(_)
        | Happening::CompactSubmitted(_)
        | Happening::CompactFunded(_)
        | Happening::BenchmarkVerified(_)
        | Happening::ReviewFellDue(_)
        | Happening::CompactReviewed(_)
        | Happening::TrancheReleased(_) => true,
        other => other.is_routine(),
    }
}

impl Happening {
    /// Does it give a mission authority?
    fn begins_mission(&self) -> bool {
        matches!(self, Self::MissionAuthorised(_) | Self::MissionRenewed(_) | Self::ForcesContributed(_))
    }

    /// Is it of a kind that happens often and can take no authority away? Every kind that is not named here may.
    fn is_routine(&self) -> bool {
        matches!(
            self,
            Self::Proposed { .. }
                | Self::Cosponsored { .. }
                | Self::VoteOpened { .. }
                | Self::Voted { .. }
                | Self::Accredited { .. }
                | Self::Paid { .. }
        )
    }
}
