//! `/warnings`: what was feared, on which evidence, by when an answer was due, and what it was. Those that nobody answered
//! come first.

use super::institution::{self, article, opening, place, twins};
use crate::{
    answer::{File, Refusal},
    csv,
    facts::{Facts, edition},
    institution::{Institution, Seen},
    page::{Page, Section},
    words::{count, grouped},
};
use ::community::{
    State,
    warning::{Shown, ShownFigure, Warning},
    words::{self, spaced},
};
use maud::{Markup, html};

/// The warnings.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn page(facts: &Facts, seen: &Seen) -> Result<Page, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    let says = answer(state);
    let body = html! {
        (opening(seen, "/warnings"))
        h1.said { (says) }
        (law(of))
        @if state.warnings.is_empty() {
            p { "A warning names a state or a region, what is feared, and the evidence on which it rests:" }
            pre tabindex="0" { "koinon act NOR raise-warning COD civil-war \"Goma has fallen.\" figure COD/conflict_deaths/2023\n" }
        }
        @for (number, warning) in ordered(state) { (section(facts, state, number, warning)) }
        (twins("koinon warning", "/warnings"))
    };
    Ok(Page { title: "Warnings".into(), description: says, section: Section::Community, body })
}

/// Without an answer and too late, waiting, answered; the newest of each first.
fn ordered(state: &State) -> Vec<(u64, &Warning)> {
    let mut all: Vec<(u64, &Warning)> =
        state.warnings.iter().map(|(number, warning)| (*number, warning)).collect();
    all.sort_by_key(|(number, warning)| {
        (warning.answer.is_some(), warning.is_open(), std::cmp::Reverse(*number))
    });
    all
}

fn answer(state: &State) -> String {
    let late = state.unanswered_warnings().count();
    let open = state.warnings.values().filter(|warning| warning.is_open()).count();
    let raised = count(state.warnings.len(), "warning was raised", "warnings were raised");
    let waits = count(open, "waits", "wait");
    match (state.warnings.len(), late, open) {
        (0, ..) => "No warning was raised yet".into(),
        (_, 0, 0) => format!("{raised}; every one has its answer"),
        (_, 0, _) => format!("{raised}; {waits} for an answer in time"),
        (_, late, 0) => format!("{raised}; nobody has answered {late}"),
        (_, late, _) => format!("{raised}; nobody has answered {late}, and {waits} in time"),
    }
}

/// Who may warn and who must answer, by the charter in force.
fn law(of: &Institution) -> Markup {
    let Some(law) = &of.state.law else { return html! {} };
    let raise = law.charter.acts.iter().find(|act| act.kind.value == charter::acts::ActKind::RaiseWarning);
    let answers = law.charter.acts.iter().find(|act| act.kind.value == charter::acts::ActKind::AnswerWarning);
    let organ = answers.and_then(|act| act.organ.as_ref()).map(|organ| spaced(&organ.value));
    html! {
        @match raise {
            None => p { "The charter has no article on warnings: to add one takes an amendment with " code { "[acts.raise-warning]" } "." },
            Some(act) => p.lead {
                @if let (Some(organ), Some(within)) = (&organ, act.answered_within) { "The " (organ) " answers a warning within " (within) ", or declines it with reasons" }
                @else { "A warning is raised on evidence" }
                @if let Some(at) = &act.heading.article { " (" (article(Some(&law.charter), &format!("Article {}", at.value))) ")" }
                "."
            },
        }
    }
}

fn section(facts: &Facts, state: &State, number: u64, warning: &Warning) -> Markup {
    let danger = charter::show::capital(warning.danger.says());
    let class = match (&warning.answer, warning.overdue) {
        (None, true) => "lost",
        (None, false) => "risk",
        (Some(_), true) => "unknown",
        (Some(_), false) => "met",
    };
    html! {
        section.motion #{ "warning-" (number) } {
            h2 { (danger) " in " (warning.name) }
            p.note { "Warning " (number) " · " span.v.(class) { (warning.standing()) } }
            p { (warning.says) }
            dl.about {
                dt { "Raised" } dd { (warning.at.says()) " by " (by(facts, state, &warning.by)) ", under " (article(state.law.as_ref().map(|law| &*law.charter), &warning.article)) }
                dt { "Where" } dd { (place(facts, state, &warning.about)) }
                @if !warning.signatures.is_empty() { dt { "Signed" } dd { (words::signatures(state, &warning.signatures)) } }
                dt { "Answer due" }
                dd { @match warning.due { Some(due) => (due.says()), None => "at no time that the charter sets" } @if let Some(organ) = &warning.organ { ", from the " (spaced(organ)) } }
                @match &warning.answer {
                    Some(answer) => {
                        dt { "Answered" }
                        dd {
                            (answer.at.says()) ", after " (count(warning.days_to_answer().and_then(|days| days.try_into().ok()).unwrap_or(0), "day", "days"))
                            ", by " a href=(institution::motion_address(answer.motion)) { "motion " (answer.motion) } ": " (words::response(answer.response)) ". " (answer.reasons)
                        }
                    },
                    None => { dt { "Answer" } dd { "none yet; a member proposes one: " code { "koinon act NOR propose answer-warning " (number) " good-offices because \"…\"" } } },
                }
            }
            (evidence(facts, number, warning))
            p.source { "Command: " code { "koinon warning " (number) } }
        }
    }
}

/// Who raised it: a member by its name, an organ by its own.
fn by(facts: &Facts, state: &State, actor: &str) -> Markup {
    if facts.world.state_coded(actor).is_some() {
        place(facts, state, actor)
    } else {
        html! { "the " (spaced(actor)) }
    }
}

/// The evidence, figures with their years and sources.
fn evidence(facts: &Facts, number: u64, warning: &Warning) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label={ "Evidence of warning " (number) } {
            table.cards {
                thead { tr { th scope="col" { "Evidence" } th.n scope="col" { "Year" } th.n scope="col" { "Value" } th scope="col" { "Source" } } }
                tbody {
                    @for piece in &warning.evidence {
                        @match piece {
                            Shown::Figure(figure) => (shown(facts, figure)),
                            Shown::Report(report) => tr {
                                th scope="row" { (report.title) } td.n { "–" } td.n { "a report" }
                                td data-name="SHA-256" { code.hash { (report.sha256) } }
                            },
                        }
                    }
                }
            }
        }
    }
}

fn shown(facts: &Facts, figure: &ShownFigure) -> Markup {
    let ShownFigure { state, indicator, year, value } = figure;
    let known = facts.world.indicator_named(indicator).map(|ix| facts.world.indicator(ix));
    let name =
        facts.world.state_coded(state).map_or(state.as_str(), |ix| facts.world.state(ix).name.as_str());
    html! {
        tr {
            th scope="row" { (known.map_or(indicator.as_str(), |known| &known.title)) ", " (name) }
            td.n data-name="Year" { (year) }
            td.n data-name="Value" { (written(value)) @if let Some(known) = known { " " span.quiet { (known.unit) } } }
            td data-name="Source" { @if let Some(known) = known { a href={ "/sources#" (known.name) } { (edition(facts.world, known)) } } @else { "the record" } }
        }
    }
}

/// A value as published, whole numbers in groups.
fn written(value: &str) -> String {
    value.parse().map_or_else(|_| value.to_owned(), grouped)
}

/// The warnings as a table.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn csv(seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    const HEAD: [&str; 11] = [
        "warning",
        "about",
        "name",
        "danger",
        "raised",
        "by",
        "due",
        "standing",
        "answered",
        "days_to_answer",
        "answer",
    ];
    let rows = ordered(&of.state).into_iter().map(|(number, warning)| {
        let answer = warning.answer.as_ref();
        vec![
            number.to_string(),
            warning.about.clone(),
            warning.name.clone(),
            warning.danger.name().to_owned(),
            warning.at.to_string(),
            warning.by.clone(),
            warning.due.map(|due| due.to_string()).unwrap_or_default(),
            warning.standing().to_owned(),
            answer.map(|answer| answer.at.to_string()).unwrap_or_default(),
            warning.days_to_answer().map(|days| days.to_string()).unwrap_or_default(),
            answer.map(|answer| words::response(answer.response)).unwrap_or_default(),
        ]
    });
    Ok(csv::file(super::acts::file_name(of, "warnings.csv"), &HEAD, rows))
}

/// The warnings with their evidence, for programs.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn json(seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    Ok(institution::json(of, "warnings", &of.state.warnings))
}
