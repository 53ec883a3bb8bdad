//! What a carried motion brings about, and whether a matter makes sense as things stand. One line a kind; the law is in
//! the file of the idea.

use crate::{
    accession, amendment, assessment, budget,
    compact::{self, CompactOutcome},
    credentials,
    deciding::{Deciding, bounded},
    elections,
    event::Happening,
    founding, guarantee,
    matter::Matter,
    mission,
    refusal::Refusal,
    stages, standing,
    state::State,
    warning,
};

/// Does the matter make sense as things stand? Asked when it is proposed, when its vote opens, and before it takes effect.
pub(crate) fn fits(d: &Deciding<'_>, matter: &Matter) -> Result<(), Refusal> {
    match matter {
        Matter::AdoptText {} => Ok(()),
        Matter::OpenChapter { state, chapter, benchmarks } => {
            accession::fits_opening(d, state, chapter, benchmarks)
        }
        Matter::CloseChapter { state, chapter, evidence } => {
            bounded("evidence", evidence, 8000)?;
            accession::fits_closing(d, state, chapter)
        }
        Matter::Invite { state } => accession::fits_invitation(d, state),
        Matter::Admit { state } => accession::fits_admission(d, state),
        Matter::DecideCredentials { state, .. } => credentials::fits_decision(d, state),
        Matter::Observe { state, until, grounds } => {
            bounded("grounds", grounds, 8000)?;
            standing::fits_observation(d, state, *until)
        }
        Matter::Warn { state, grounds } => {
            bounded("grounds", grounds, 8000)?;
            standing::member(d, state)
        }
        Matter::Suspend { state, grounds, .. } => {
            bounded("grounds", grounds, 8000)?;
            standing::fits_suspension(d, state)
        }
        Matter::Readmit { state } => standing::fits_restoration(d, state),
        Matter::Expel { state, grounds, .. } => {
            bounded("grounds", grounds, 8000)?;
            standing::member(d, state)
        }
        Matter::Settle { state, criterion, grounds, .. } => {
            bounded("grounds", grounds, 8000)?;
            assessment::fits_settlement(d, state, criterion)
        }
        Matter::Elect { candidate } | Matter::Appoint { candidate } => elections::fits(d, candidate),
        Matter::AdoptBudget { year, currency, lines, due } => budget::fits(d, *year, currency, lines, *due),
        Matter::WaiveArrears { state, until } => budget::fits_waiver(d, state, *until),
        Matter::Amend { charter } => amendment::fits(d, charter),
        Matter::Advance { stage } => stages::fits(d, stage),
        Matter::Determine(of) | Matter::FindMeasuresSuffice(of) => guarantee::fits(d, matter, of),
        Matter::PlanMission(_)
        | Matter::AuthoriseMission(_)
        | Matter::RenewMission(_)
        | Matter::EndMission(_)
        | Matter::ContributeForces(_) => mission::fits(d, matter),
        Matter::Resolution { title, says } => {
            bounded("title", title, 300)?;
            bounded("resolution", says, 30_000)
        }
        Matter::AnswerWarning(answer) => warning::fits_answer(d, answer),
        Matter::RecogniseAuthority(recognise) => compact::fits_recognition(d, recognise),
        Matter::FoundCompact(plan) => compact::fits_founding(d, plan),
        Matter::ReleaseTranche(release) => compact::fits_release(d, release),
        Matter::ConcludeCompact(end) => compact::fits_conclusion(d, end),
        Matter::FailCompact(end) => compact::fits_failure(d, end),
    }
}

/// What follows when a motion is carried.
pub(crate) fn effects(d: &Deciding<'_>, motion: u64, matter: &Matter) -> Result<Vec<Happening>, Refusal> {
    Ok(match matter {
        Matter::AdoptText {} => founding::adopted(d, motion),
        Matter::OpenChapter { state, chapter, benchmarks } => vec![Happening::ChapterOpened {
            motion,
            state: state.clone(),
            chapter: chapter.clone(),
            benchmarks: benchmarks.clone(),
        }],
        Matter::CloseChapter { state, chapter, .. } => {
            vec![Happening::ChapterClosed { motion, state: state.clone(), chapter: chapter.clone() }]
        }
        Matter::Invite { state } => {
            let name = d.asking.state_name(state).unwrap_or_else(|| state.clone());
            vec![Happening::Invited { motion, state: state.clone(), name }]
        }
        Matter::Admit { state } => vec![Happening::Admitted { motion, state: state.clone() }],
        Matter::DecideCredentials { state, claimant_holds } => vec![Happening::CredentialsDecided {
            motion,
            state: state.clone(),
            claimant_holds: *claimant_holds,
        }],
        Matter::Observe { state, until, .. } => {
            vec![Happening::Observed { motion, state: state.clone(), until: *until }]
        }
        Matter::Warn { state, .. } => vec![Happening::Warned { motion, state: state.clone() }],
        Matter::Suspend { state, .. } => standing::suspended(d, motion, state, matter)?,
        Matter::Readmit { state } => vec![Happening::Readmitted { motion, state: state.clone() }],
        Matter::Expel { state, .. } => vec![Happening::Expelled { motion, state: state.clone() }],
        Matter::Settle { state, criterion, met, .. } => {
            vec![Happening::Settled { motion, state: state.clone(), criterion: criterion.clone(), met: *met }]
        }
        Matter::Elect { candidate } | Matter::Appoint { candidate } => {
            vec![elections::filled(d, motion, candidate)]
        }
        Matter::AdoptBudget { year, currency, lines, due } => {
            vec![budget::adopted(d, motion, *year, currency, lines, *due)?]
        }
        Matter::WaiveArrears { state, until } => {
            vec![Happening::ArrearsWaived { motion, state: state.clone(), until: *until }]
        }
        Matter::Amend { .. } => vec![Happening::CharterAmended { motion }],
        Matter::Advance { stage } => vec![stages::entered(d, motion, stage)?],
        Matter::Determine(of) | Matter::FindMeasuresSuffice(of) => guarantee::effects(d, motion, matter, of)?,
        Matter::PlanMission(_)
        | Matter::AuthoriseMission(_)
        | Matter::RenewMission(_)
        | Matter::EndMission(_)
        | Matter::ContributeForces(_) => mission::effects(d, motion, matter),
        Matter::Resolution { .. } => vec![Happening::ResolutionAdopted { motion }],
        Matter::AnswerWarning(answer) => vec![warning::answered(motion, answer)],
        Matter::RecogniseAuthority(recognise) => vec![compact::recognised(d, motion, recognise)],
        Matter::FoundCompact(plan) => vec![compact::founded(d, motion, matter, plan)?],
        Matter::ReleaseTranche(release) => vec![compact::released(d, motion, release)?],
        Matter::ConcludeCompact(end) => vec![compact::ended(d, motion, end, CompactOutcome::Concluded)?],
        Matter::FailCompact(end) => vec![compact::ended(d, motion, end, CompactOutcome::Failed)?],
    })
}

/// What follows when a motion is rejected or lapses.
pub(crate) fn rejected(state: &State, motion: u64, matter: &Matter) -> Option<Happening> {
    match matter {
        Matter::Admit { state: code } => Some(Happening::ApplicationRejected { motion, state: code.clone() }),
        Matter::Determine(of) => guarantee::rejected(state, motion, of),
        _ => None,
    }
}
