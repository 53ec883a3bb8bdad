//! What a motion would do, in words.

use super::{mission, peace};
use crate::{matter::Matter, state::State};

/// What a motion would do, as an infinitive without `to`.
pub fn matter(state: &State, matter: &Matter) -> String {
    let name = |code: &str| state.called(code).to_owned();
    match matter {
        Matter::AdoptText {} => "adopt the text of the charter".into(),
        Matter::OpenChapter { state, chapter, .. } => {
            format!("open the chapter `{chapter}` with {}", name(state))
        }
        Matter::CloseChapter { state, chapter, .. } => {
            format!("close the chapter `{chapter}` with {}", name(state))
        }
        Matter::Invite { state } => format!("invite {}", name(state)),
        Matter::Admit { state } => format!("admit {}", name(state)),
        Matter::DecideCredentials { state, claimant_holds } => format!(
            "{} the claim to the seat of {}",
            if *claimant_holds { "accept" } else { "reject" },
            name(state)
        ),
        Matter::Observe { state, until, .. } => format!("observe {} until {}", name(state), until.says()),
        Matter::Warn { state, .. } => format!("warn {}", name(state)),
        Matter::Suspend { state, .. } => format!("suspend {}", name(state)),
        Matter::Readmit { state } => format!("restore {}", name(state)),
        Matter::Expel { state, .. } => format!("expel {}", name(state)),
        Matter::Settle { state, criterion, met, .. } => {
            format!("find that {criterion} is {} for {}", if *met { "met" } else { "not met" }, name(state))
        }
        Matter::Elect { candidate } => {
            format!("elect {} of {} to the {}", candidate.name, name(&candidate.state), candidate.office)
        }
        Matter::Appoint { candidate } => {
            format!("appoint {} of {} to the {}", candidate.name, name(&candidate.state), candidate.office)
        }
        Matter::AdoptBudget { year, .. } => format!("adopt the budget of {year}"),
        Matter::WaiveArrears { state, until } => {
            format!("waive the arrears of {} until {}", name(state), until.says())
        }
        Matter::Amend { .. } => "amend the charter".into(),
        Matter::Advance { stage } => format!("advance to the stage `{stage}`"),
        Matter::Determine(of) => {
            format!("determine guarantee {}, which adds the duty to assist", of.guarantee)
        }
        Matter::FindMeasuresSuffice(of) => {
            format!(
                "find that the Security Council's measures suffice, which ends guarantee {}",
                of.guarantee
            )
        }
        Matter::PlanMission(_)
        | Matter::AuthoriseMission(_)
        | Matter::RenewMission(_)
        | Matter::EndMission(_)
        | Matter::ContributeForces(_) => mission::matter(state, matter),
        Matter::Resolution { title, .. } => format!("resolve: {title}"),
        Matter::AnswerWarning(_)
        | Matter::RecogniseAuthority(_)
        | Matter::FoundCompact(_)
        | Matter::ReleaseTranche(_)
        | Matter::ConcludeCompact(_)
        | Matter::FailCompact(_) => peace::matter(state, matter),
    }
}
