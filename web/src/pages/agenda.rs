//! `/agenda`: what is open: motions with their steps, who must act next, what falls due, applications, cases.

mod motion;
mod standing;

use super::institution::{self, opening};
use crate::{
    answer::{File, FileKind, Refusal},
    institution::{Institution, Seen},
    page::{Page, Section},
    words::count,
};
use community::{
    State,
    agenda::{self, Due},
    state::Phase,
};
use maud::{Markup, html};
use serde_json::json;

/// How many deadlines are shown before the rest is folded.
const FIRST_DEADLINES: usize = 12;

/// The agenda.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn page(seen: &Seen) -> Result<Page, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    let next = state.next();
    let body = html! {
        (opening(seen, "/agenda"))
        h1 { (answer(state)) }
        p.lead { (in_short(of)) }
        h2 { "Who must act next" }
        @if next.is_empty() { p { "Nobody: nothing is open. Any member may propose an act: " code { "koinon act NOR propose …" } "." } }
        ul {
            @for next in &next {
                li {
                    @match next.motion {
                        Some(motion) => { a href={ "#motion-" (motion) } { (charter::show::capital(&next.about)) } },
                        None => { (charter::show::capital(&next.about)) },
                    }
                    ": " (crate::link::with_code(&next.says))
                }
            }
        }
        @if !state.open.is_empty() {
            h2 { "Open motions" }
            @for (number, motion) in of.open_motions() { (motion::section(of, number, motion)) }
        }
        (ratifications(state))
        (applications(state))
        (cases(state))
        (guarantees(state))
        (deadlines(state))
        (standing::members(of))
        (standing::offices(of))
        p.source { "Command: " code { "koinon status" } " · " a href="/agenda.json" download { "JSON" } }
    };
    Ok(Page {
        title: "Agenda".into(),
        description: format!("What is open in the {}, and who must act next.", institution::name(of)),
        section: Section::Community,
        body,
    })
}

/// The page in a sentence.
fn answer(state: &State) -> String {
    let (motions, cases) = (state.open.len(), state.cases.values().filter(|case| !case.judged).count());
    let cases = match cases {
        0 => String::new(),
        some => format!(", and {} before the court", count(some, "case is", "cases are")),
    };
    match motions {
        0 => format!("No motion is open{cases}"),
        some => format!("{} open{cases}", count(some, "motion is", "motions are")),
    }
}

/// How the community stands, in a sentence or two.
fn in_short(of: &Institution) -> Markup {
    let state = &of.state;
    let phase = match state.phase {
        Phase::Unfounded => "is not founded yet".to_owned(),
        Phase::Conference => {
            format!("is in conference, with {}", count(state.founders.len(), "participant", "participants"))
        }
        Phase::Adopted => {
            format!(
                "has its text: {} of {} founders have ratified it",
                state.ratified.len(),
                state.founders.len()
            )
        }
        Phase::InForce => format!("has {}", count(state.members.len(), "member", "members")),
        Phase::Lapsed => "has lapsed: too few ratified in time".to_owned(),
    };
    html! {
        "The " (institution::name(of)) " " (phase)
        @if let Some(stage) = &state.stage { ", in the stage " code { (stage) } }
        "."
        @if let Some(at) = state.at { " As of " (at.says()) ", after " (count(of.ledger.size().try_into().unwrap_or(usize::MAX), "event", "events")) "." }
    }
}

/// Who has signed and ratified the charter, and who has not.
fn ratifications(state: &State) -> Markup {
    let waiting: Vec<&String> =
        state.founders.iter().filter(|code| !state.ratified.contains(*code)).collect();
    let open = matches!(state.phase, Phase::Adopted) && !waiting.is_empty();
    html! {
        @if open {
            h2 { "Ratifications of the charter" }
            p {
                (state.ratified.len()) " of " (state.founders.len()) " have ratified"
                @if let Some(lapses) = state.founding_lapses { "; ratifications count until " (lapses.says()) }
                ". Still to ratify: " (states(state, waiting.iter().map(|code| code.as_str()))) "."
            }
        }
    }
}

/// States by their codes in one line.
fn states<'c>(state: &State, codes: impl Iterator<Item = &'c str>) -> Markup {
    html! {
        @for (place, code) in codes.enumerate() {
            @if place > 0 { ", " }
            (institution::state(state, code))
        }
    }
}

fn applications(state: &State) -> Markup {
    html! {
        @if !state.applicants.is_empty() {
            h2 { "Applications" }
            div.scroll tabindex="0" role="region" aria-label="Applications" {
                table {
                    thead { tr { th scope="col" { "Applicant" } th scope="col" { "Assessment" } th scope="col" { "Chapters closed" } th scope="col" { "Invited" } } }
                    tbody {
                        @for (code, applicant) in &state.applicants {
                            @let assessed = state.assessments.get(code);
                            tr {
                                th scope="row" { (institution::state(state, code)) }
                                td { (verdict(assessed.map(|assessed| assessed.assessment.qualifies.as_str()))) @if let Some(assessed) = assessed { ", on the record of " (assessed.assessment.year) @if !assessed.current { "; too old" } } }
                                td { @if applicant.chapters.is_empty() { "none opened" } @else { (applicant.chapters.values().filter(|chapter| chapter.closed).count()) " of " (applicant.chapters.len()) } }
                                td { @if applicant.invited { "yes" } @else { "not yet" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a state qualifies by its last assessment, as a mark and a word.
pub(super) fn verdict(qualifies: Option<&str>) -> Markup {
    let (class, words) = match qualifies {
        Some("met") => ("met", "qualifies"),
        Some("not met") => ("unmet", "does not qualify"),
        Some(_) => ("unknown", "unknown"),
        None => ("unknown", "not assessed"),
    };
    html! { span.v.(class) { (words) } }
}

fn cases(state: &State) -> Markup {
    let open: Vec<_> = state.cases.iter().filter(|(_, case)| !case.judged).collect();
    html! {
        @if !open.is_empty() {
            h2 { "Cases before the court" }
            ul {
                @for (number, case) in open {
                    li {
                        "Case " (number) ", brought by " (state.called(&case.by))
                        @if let Some(motion) = case.motion { ", on " a href=(institution::motion_address(motion)) { "motion " (motion) } }
                        ": " (case.says)
                    }
                }
            }
        }
    }
}

fn guarantees(state: &State) -> Markup {
    let running = agenda::running(state);
    html! {
        @if !running.is_empty() {
            h2 { "Guarantees" }
            ul { @for line in &running { li { "Guarantee " (line) } } }
        }
    }
}

fn deadlines(state: &State) -> Markup {
    let all = agenda::due(state);
    let (first, rest) = all.split_at(all.len().min(FIRST_DEADLINES));
    let table = |rows: &[Due<'_>], label: &str| {
        html! {
            div.scroll tabindex="0" role="region" aria-label=(label) {
                table.deadlines {
                    thead { tr { th scope="col" { "When" } th scope="col" { "What" } } }
                    tbody { @for due in rows { tr { th.when scope="row" { time datetime=(due.when) { (due.when.says()) } } td { (due_says(state, due)) } } } }
                }
            }
        }
    };
    html! {
        h2 { "What falls due" }
        @if first.is_empty() { p { "Nothing waits for its time." } } @else { (table(first, "What falls due")) }
        @if !rest.is_empty() { details { summary { (rest.len()) " more" } (table(rest, "What falls due later")) } }
    }
}

fn due_says(state: &State, due: &Due<'_>) -> Markup {
    let says = charter::show::capital(&due.says(state));
    html! {
        @if due.states.len() > 1 {
            (says)
            details { summary { "Which" } (states(state, due.states.iter().copied())) }
        } @else {
            @match due.what.motion() { Some(motion) => a href=(institution::motion_address(motion)) { (says) }, None => (says) }
        }
    }
}

/// The same for programs.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn json(seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    let next: Vec<_> = state
        .next()
        .into_iter()
        .map(|next| json!({ "motion": next.motion, "about": next.about, "says": next.says }))
        .collect();
    let motions: Vec<_> =
        of.open_motions().map(|(number, motion)| json!({ "number": number, "motion": motion })).collect();
    let due: Vec<_> =
        state.agenda.iter().map(|(when, due)| json!({ "at": when, "says": due.says(state) })).collect();
    let value = json!({ "scenario": of.scenario, "at": state.at, "events": of.ledger.size(), "next": next, "motions": motions, "due": due });
    Ok(File { name: "agenda.json".into(), kind: FileKind::Json, bytes: format!("{value:#}\n").into_bytes() })
}
