//! `koinon status`: how the community stands, what is due, and who must act next.

use super::{answer::Answer, folder, guarantee, mandate, mission};
use clap::Args;
use community::{
    State,
    event::Step,
    mission::Standing as InField,
    state::{Deadline, Motion, Phase, Standing},
    words,
};
use serde_json::json;
use std::{path::Path, process::ExitCode};

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
    let next = next(state);
    let mut text = head(state);
    list(&mut text, "Applicants", state.applicants.keys().map(|code| state.name(code).to_owned()));
    let observed = state.members.iter().filter_map(|(code, member)| Some((code, member.observed?)));
    list(
        &mut text,
        "Under observation",
        observed.map(|(code, observed)| format!("{} until {}", state.name(code), observed.until.says())),
    );
    let suspended =
        state.members.iter().filter_map(|(code, member)| Some((code, member.suspended.as_ref()?)));
    list(
        &mut text,
        "Suspended",
        suspended.map(|(code, suspension)| {
            let rights: Vec<_> = suspension.rights.iter().map(String::as_str).collect();
            format!(
                "{}: {}{}",
                state.name(code),
                rights.join(", "),
                if suspension.stayed { ", stayed by the court" } else { "" }
            )
        }),
    );
    list(
        &mut text,
        "Seats claimed by two governments",
        state.claims.keys().map(|code| state.name(code).to_owned()),
    );
    list(
        &mut text,
        "Chairs",
        state.chairs.values().map(|chair| format!("{}: {}", chair.organ, state.name(&chair.state))),
    );
    list(
        &mut text,
        "Offices",
        state.offices.iter().flat_map(|(office, holders)| {
            holders
                .iter()
                .map(move |holder| format!("{office}: {} of {}", holder.name, state.name(&holder.state)))
        }),
    );
    list(&mut text, "Guarantees", guarantee::open(state).into_iter());
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
    let due =
        state.agenda.iter().take(10).map(|(when, due)| format!("{}: {}", when.says(), due_says(state, due)));
    list(&mut text, "What falls due", due);
    let json = json!({ "state": state, "next": next });
    Ok(args.answer.give(&text, &json, 0))
}

fn head(state: &State) -> String {
    let name = state.law.as_ref().map_or("", |law| law.charter.community.name.as_str());
    let stage = state.stage.as_ref().map(|stage| format!(", stage `{stage}`")).unwrap_or_default();
    let at = state.at.map(|at| at.says()).unwrap_or_default();
    let phase = match state.phase {
        Phase::Unfounded => "not founded".to_owned(),
        Phase::Conference => format!("in conference, {} participants", state.founders.len()),
        Phase::Adopted => {
            format!("adopted; {} of {} founders have ratified", state.ratified.len(), state.founders.len())
        }
        Phase::InForce => format!("in force, {} members{stage}", state.members.len()),
        Phase::Lapsed => "lapsed".to_owned(),
    };
    format!("{name}: {phase}\nas of {at}, {} events\n", state.events)
}

fn list(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        text.push_str(&format!("\n{title}\n"));
        lines.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
    }
}

/// Was a motion read as often as the charter asks before its vote?
fn read(state: &State, motion: &Motion) -> bool {
    let power = state.law.as_ref().map(|law| community::power::power(law, &motion.matter));
    motion.done > 0 || !matches!(power, Some(Ok(power)) if motion.reading() < power.readings)
}

/// Who must act so that something goes on.
fn next(state: &State) -> Vec<String> {
    let mut next: Vec<String> = match state.phase {
        Phase::Unfounded => vec!["the secretariat: open the conference on a text".into()],
        Phase::Conference if state.open.is_empty() => vec!["a participant: propose `adopt-text`".into()],
        Phase::Adopted => vec!["founders: sign and ratify".into()],
        _ => Vec::new(),
    };
    for number in &state.open {
        let Some(motion) = state.motion(*number) else { continue };
        let what = words::matter(state, &motion.matter);
        next.push(match &motion.standing {
            _ if motion.stayed => format!("motion {number}, to {what}: the court judges"),
            Standing::Debate if motion.debate_until > state.at => {
                let until = motion.debate_until.map(community::Moment::says).unwrap_or_default();
                format!("motion {number}, to {what}: debated until {until}")
            }
            Standing::Debate if !read(state, motion) => {
                format!("motion {number}, to {what}: its chair opens the next reading")
            }
            Standing::Debate => match motion.steps.get(motion.done) {
                Some(Step::Vote { organ, .. } | Step::Silence { organ, .. }) => {
                    format!("motion {number}, to {what}: the chair of the {organ} opens the vote")
                }
                _ => format!("motion {number}, to {what}: nobody"),
            },
            Standing::Voting(vote) => {
                let entitled = vote.roll.members.iter().filter(|entry| entry.out.is_none());
                let missing = entitled.filter(|entry| !vote.ballots.contains_key(&entry.state)).count();
                format!(
                    "motion {number}, to {what}: {missing} delegations vote in the {} until {}",
                    vote.organ,
                    vote.until.says()
                )
            }
            Standing::Silence(until) => {
                format!("motion {number}, to {what}: whoever objects, until {}", until.says())
            }
            Standing::Ratifying { by, roll, .. } => {
                format!("motion {number}, to {what}: {} members may ratify", roll.members.len() - by.len())
            }
            Standing::Notice(until) => format!("motion {number}, to {what}: nobody until {}", until.says()),
            other => format!("motion {number}: {}", other.says()),
        });
    }
    let unassessed = state.members.keys().filter(|code| state.current_assessment(code).is_none()).count();
    if unassessed > 0 {
        next.push(format!("the secretariat: assess {unassessed} members that have no assessment to rely on"));
    }
    next.extend(
        state
            .cases
            .iter()
            .filter(|(_, case)| !case.judged)
            .map(|(case, _)| format!("the court: judge case {case}")),
    );
    next.extend(guarantee::next(state));
    next.extend(of_peace(state));
    next
}

/// Who must act on warnings and compacts.
fn of_peace(state: &State) -> Vec<String> {
    let mut next = Vec::new();
    for (number, warning) in state.warnings.iter().filter(|(_, warning)| warning.answer.is_none()) {
        let Some(organ) = &warning.organ else { continue };
        let by = match (warning.overdue, warning.due) {
            (true, _) => ", which is overdue".to_owned(),
            (false, Some(due)) => format!(" by {}", due.says()),
            (false, None) => String::new(),
        };
        next.push(format!("the {organ}: answer warning {number} on {}{by}", warning.name));
    }
    for (code, request) in &state.peacebuilding.requests {
        let since = request.at.says();
        next.push(format!("a member: propose the compact that {} asked for on {since}", state.name(code)));
    }
    for (number, compact) in &state.peacebuilding.compacts {
        if let Some(since) = compact.review_due {
            next.push(format!("the secretariat: review compact {number}, due since {}", since.says()));
        }
        let missing = compact.asked().saturating_sub(compact.account.contributed.minor_units());
        if missing > 0 && compact.end.is_none() {
            let missing = words::money(missing, &compact.plan.currency);
            next.push(format!("members: compact {number} with {} lacks {missing}", compact.name));
        }
    }
    next
}

fn due_says(state: &State, due: &Deadline) -> String {
    match due {
        Deadline::VoteCloses(motion) => format!("the vote on motion {motion} closes"),
        Deadline::SilenceEnds(motion) => format!("silence on motion {motion} is agreement"),
        Deadline::NoticeEnds(motion) => format!("motion {motion} takes effect"),
        Deadline::MotionLapses(motion) => format!("motion {motion} lapses"),
        Deadline::FoundingLapses => "ratifications no longer count".into(),
        Deadline::MemberLeaves(code) => format!("{} leaves", state.name(code)),
        Deadline::ObservationEnds(code) => format!("the observation of {} ends", state.name(code)),
        Deadline::AssessmentExpires(code) => format!("the assessment of {} is too old", state.name(code)),
        Deadline::TermEnds(office, name) => format!("the term of {name} in the {office} ends"),
        Deadline::SeatEnds(organ, code, name) => {
            format!("{name} sits for {} in the {organ} no longer", state.name(code))
        }
        Deadline::ChairPasses(organ) => format!("the chair of the {organ} passes on"),
        Deadline::DuesFallDue(year) => format!("the dues of {year} fall due"),
        Deadline::DeterminationDue(guarantee) => format!("the time to determine guarantee {guarantee} ends"),
        Deadline::PledgesDue(guarantee) => format!("the time to pledge to guarantee {guarantee} ends"),
        Deadline::MandateExpires(mandate) => format!("the mandate of {mandate} runs out"),
        Deadline::MissionEnds(mission) => format!("the term of {mission} ends"),
        Deadline::MissionReportDue(mission) => format!("a report on {mission} is due"),
        Deadline::ReportDue(guarantee) => format!("the report of guarantee {guarantee} is overdue"),
        Deadline::WarningUnanswered(warning) => format!("the time for answering warning {warning} passes"),
        Deadline::CompactReview(compact) => format!("compact {compact} is to be reviewed"),
        Deadline::CompactEnds(compact) => format!("compact {compact} ends"),
    }
}
