//! `koinon status`: how the community stands, what is due, and who must act next.

use super::{answer::Answer, folder, mandate, mission};
use clap::Args;
use community::{State, agenda, mission::Standing as InField, state::Phase, words};
use serde_json::json;
use std::{path::Path, process::ExitCode};

/// How many of the deadlines are shown.
const MOST_DUE: usize = 10;

/// Show how the community stands: members, motions, what is due, and who must act next
#[derive(Args)]
#[command(after_help = "Examples:\n  koinon status\n  koinon status --json")]
pub struct StatusArgs {
    #[command(flatten)]
    answer: Answer,
}

/// Runs `koinon status`.
pub fn run(args: &StatusArgs, folder: &Path) -> Result<ExitCode, ExitCode> {
    let opened = folder::open_to_read(folder)?;
    let state = &opened.state;
    let next: Vec<String> =
        state.next().into_iter().map(|next| format!("{}: {}", next.about, next.says)).collect();
    let mut text = head(state);
    list(&mut text, "Applicants", state.applicants.keys().map(|code| state.called(code).to_owned()));
    list(&mut text, "Under observation", observed(state).into_iter());
    let suspended =
        state.members.iter().filter_map(|(code, member)| Some((code, member.suspended.as_ref()?)));
    list(
        &mut text,
        "Suspended",
        suspended.map(|(code, suspension)| {
            let rights: Vec<_> = suspension.rights.iter().map(String::as_str).collect();
            format!(
                "{}: {}{}",
                state.called(code),
                rights.join(", "),
                if suspension.stayed { ", stayed by the court" } else { "" }
            )
        }),
    );
    list(
        &mut text,
        "Seats claimed by two governments",
        state.claims.keys().map(|code| state.called(code).to_owned()),
    );
    list(
        &mut text,
        "Chairs",
        state.chairs.values().map(|chair| format!("{}: {}", chair.organ, state.called(&chair.state))),
    );
    list(
        &mut text,
        "Offices",
        state.offices.iter().flat_map(|(office, holders)| {
            holders
                .iter()
                .map(move |holder| format!("{office}: {} of {}", holder.name, state.called(&holder.state)))
        }),
    );
    list(&mut text, "Guarantees", agenda::running(state).into_iter());
    let open = state.warnings.iter().filter(|(_, warning)| warning.answer.is_none());
    list(
        &mut text,
        "Warnings without an answer",
        open.map(|(number, warning)| {
            format!("{number}: {} in {}, {}", warning.danger.says(), warning.name, warning.standing())
        }),
    );
    let compacts = state.peacebuilding.compacts.iter().filter(|(_, compact)| compact.end.is_none());
    list(
        &mut text,
        "Compacts",
        compacts.map(|(number, compact)| {
            let held = words::money(compact.account.held.minor_units(), &compact.plan.currency);
            format!("{number}: {} until {}, holds {held}", compact.name, compact.plan.ends.says())
        }),
    );
    let mandates = state.mandates.given.iter().filter(|(_, mandate)| mandate.over.is_none());
    let mandates = mandates.map(|(number, found)| format!("{number}: {}", mandate::standing(state, found)));
    list(&mut text, "Mandates", mandates);
    let missions =
        state.missions.values().filter(|mission| !matches!(mission.standing, InField::Over { .. }));
    let missions =
        missions.map(|found| format!("{}: {}", found.plan.mission, mission::standing(state, found)));
    list(&mut text, "Missions", missions);
    list(&mut text, "Who must act next", next.iter().cloned());
    let due = agenda::due(state);
    let due = due.iter().take(MOST_DUE).map(|due| format!("{}: {}", due.when.says(), due.says(state)));
    list(&mut text, "What falls due", due);
    let json = json!({ "state": state, "next": next });
    Ok(args.answer.give(&text, &json, 0))
}

/// Who is under observation: founders that were not assessed yet in one line, the others by name.
fn observed(state: &State) -> Vec<String> {
    let together = agenda::unassessed_founders(state);
    let mut lines: Vec<String> = together
        .iter()
        .map(|(founders, until)| {
            format!(
                "{} not assessed yet, until {} or until an assessment finds that they qualify",
                words::counted(founders.len(), "founder", "founders"),
                until.says()
            )
        })
        .collect();
    let told = |code: &str| together.as_ref().is_some_and(|(founders, _)| founders.contains(&code));
    let observed = state.members.iter().filter_map(|(code, member)| Some((code, member.observed?)));
    let by_name = observed.filter(|(code, _)| !told(code));
    lines.extend(
        by_name.map(|(code, observed)| format!("{} until {}", state.called(code), observed.until.says())),
    );
    lines
}

fn head(state: &State) -> String {
    let name = state.law.as_ref().map_or("", |law| law.charter.community.name.as_str());
    let stage = state.stage.as_ref().map(|stage| format!(", stage `{stage}`")).unwrap_or_default();
    let at = state.at.map(|at| at.says()).unwrap_or_default();
    let phase = match state.phase {
        Phase::Unfounded => "not founded".to_owned(),
        Phase::Conference => {
            format!("in conference, {}", words::counted(state.founders.len(), "participant", "participants"))
        }
        Phase::Adopted => {
            format!("adopted; {} of {} founders have ratified", state.ratified.len(), state.founders.len())
        }
        Phase::InForce => {
            format!("in force, {}{stage}", words::counted(state.members.len(), "member", "members"))
        }
        Phase::Lapsed => "lapsed".to_owned(),
    };
    format!("{name}: {phase}\nas of {at}, {}\n", words::counted(state.events, "event", "events"))
}

fn list(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        text.push_str(&format!("\n{title}\n"));
        lines.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
    }
}
