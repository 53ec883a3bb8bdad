//! `/mandates`: the resolutions of the Security Council on the record: who voted how, what each allows and until when, what
//! lengthened, changed or ended it, and which missions rest on it.

use super::{
    acts::roll,
    institution::{self, left, opening, place, places, twins},
};
use crate::{
    answer::{File, Refusal},
    csv,
    facts::Facts,
    institution::{Institution, Seen},
    page::{Page, Section},
    words::{grouped, plain},
};
use ::community::{
    Happening, State,
    mandate::{Addressee, Chapter, Does, Mandate, Registered, Resolution, Stand},
    words::{self, spaced},
};
use maud::{Markup, html};
use serde_json::{Value, json};

/// The mandates.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn page(facts: &Facts, seen: &Seen) -> Result<Page, Refusal> {
    let of = institution::of(seen)?;
    let given = &of.state.mandates.given;
    let says = answer(&of.state);
    let mut order: Vec<(&String, &Mandate)> = given.iter().collect();
    order.sort_by_key(|(_, mandate)| (mandate.over.is_some(), std::cmp::Reverse(mandate.since)));
    let body = html! {
        (opening(seen, "/mandates"))
        h1.said { (says) }
        p.lead { "No mission without a mandate of the Security Council in force that covers it. Each resolution is on the record once its roll call has passed the rule of the Council’s own charter." }
        @if given.is_empty() {
            p { "The secretariat registers a resolution with its number, its day, the hash of its text and its roll call:" }
            pre tabindex="0" { "koinon act secretariat register-mandate S/RES/… on … hash … yes FRA,GBR,… abstain … establish to community area … tasks observe chapter VI until …\n" }
        }
        @for (number, mandate) in order { (section(facts, of, number, mandate)) }
        (twins("koinon mandate", "/mandates"))
    };
    Ok(Page { title: "Mandates".into(), description: says, section: Section::Community, body })
}

fn answer(state: &State) -> String {
    let given = &state.mandates.given;
    let force = given.values().filter(|mandate| mandate.over.is_none()).count();
    match (given.len(), force) {
        (0, _) => "No mandate of the Security Council is on the record".into(),
        (all, 0) => format!("No mandate is in force, of {all} on the record"),
        (all, force) => {
            let are = if force == 1 {
                "mandate of the Security Council is in force"
            } else {
                "mandates of the Security Council are in force"
            };
            format!("{force} {are}, of {all} on the record")
        }
    }
}

/// Every resolution on the record, with the number of its event.
fn registered(of: &Institution) -> impl Iterator<Item = (u64, &Registered)> {
    of.events().filter_map(|(number, event)| match &event.happened {
        Happening::ResolutionRegistered(registered) => Some((number, registered)),
        _ => None,
    })
}

/// The anchor of a mandate: `S-RES-1386`.
pub fn anchor(number: &str) -> String {
    number.replace('/', "-")
}

fn section(facts: &Facts, of: &Institution, number: &str, mandate: &Mandate) -> Markup {
    let state = &of.state;
    let terms = &mandate.terms;
    let missions: Vec<_> = state.missions.values().filter(|one| one.plan.mandate() == Some(number)).collect();
    let stands: u64 = missions.iter().map(|mission| mission.counts_for()).sum();
    html! {
        section.motion #(anchor(number)) {
            h2 { (number) }
            p.note {
                @match mandate.over {
                    Some(over) => { span.v.unmet { "over since " (over.says()) } },
                    None => { span.v.met { "in force, " (left(state.at, terms.last_day)) } },
                }
            }
            dl.about {
                dt { "Given" } dd { (mandate.since.says()) ", under Chapter " (chapter(terms.chapter)) }
                dt { "To" } dd { (addressee(facts, state, &terms.to)) }
                dt { "Where" } dd { (places(facts, state, &terms.area)) }
                dt { "For" } dd { (terms.tasks.iter().map(|task| plain(task.word())).collect::<Vec<_>>().join(", ")) }
                dt { "Ceiling" } dd { @match terms.ceiling { Some(ceiling) => { (grouped(u64::from(ceiling))) " persons in uniform; " (grouped(stands)) " stand under it" }, None => "none" } }
                dt { "Until" } dd { @match terms.last_day { Some(day) => (day.says()), None => "the Council decides" } }
                @for (at, mission) in missions.iter().enumerate() {
                    @if at == 0 { dt { "Missions" } }
                    dd { a href={ "/missions/" (mission.number) } { (mission.plan.mission) } ": " (mission.standing.says()) ", " (grouped(mission.present())) " there" }
                }
            }
            h3 { "Its resolutions" }
            @for (event, one) in registered(of).filter(|(_, one)| one.resolution.number == number || one.resolution.does.mandate() == Some(number)) {
                (resolution(facts, of, event, one))
            }
            p.source { "Command: " code { "koinon mandate " (number) } }
        }
    }
}

const fn chapter(chapter: Chapter) -> &'static str {
    match chapter {
        Chapter::VI => "VI, by consent of the host",
        Chapter::VII => "VII",
    }
}

fn addressee(facts: &Facts, state: &State, to: &Addressee) -> Markup {
    match to {
        Addressee::MemberStates => {
            html! { "member states of the United Nations, alone or through organisations" }
        }
        Addressee::Community => html! { "this community" },
        Addressee::States(codes) => places(facts, state, codes),
        Addressee::Organisation(name) => html! { "the " (charter::show::capital(&spaced(name))) },
    }
}

/// A resolution: what it does, its text's hash, and its roll call.
fn resolution(facts: &Facts, of: &Institution, event: u64, registered: &Registered) -> Markup {
    let Resolution { number, day, hash, roll, does } = &registered.resolution;
    html! {
        h4 { (number) ", " (day.says()) }
        p {
            (effect(does)) " On the record as " (institution::event(event)) "; counted under " (registered.under) "."
        }
        (strip(roll))
        (roll::bars(&registered.clauses))
        details.data {
            summary { "The roll call of " (number) " as a table, and the hash of its text" }
            div.scroll tabindex="0" role="region" aria-label={ "The roll call of " (number) } {
                table.narrow {
                    thead { tr { th scope="col" { "Member of the Council" } th scope="col" { "Vote" } } }
                    tbody { @for (code, stand) in roll { tr { th scope="row" { (place(facts, &of.state, code)) } td { (words_of(*stand)) } } } }
                }
            }
            p.source { "SHA-256 of the text: " code.hash { (hash) } }
            p.source { "Who voted how is as it was registered. Vetoes and the Council’s years: " a href="/aegis" { "under the United Nations" } }
        }
    }
}

fn effect(does: &Does) -> String {
    let until = |day: Option<::community::Moment>| {
        day.map_or("until the Council decides".to_owned(), |day| format!("until {}", day.says()))
    };
    match does {
        Does::Establish(_) => "It gives the mandate.".into(),
        Does::Renew(renewal) => format!("It lengthens the mandate {}.", until(renewal.last_day)),
        Does::Amend(_) => "It gives the mandate other terms.".into(),
        Does::End(ending) => match ending.last_day {
            Some(day) => format!("It ends the mandate on {}.", day.says()),
            None => "It ends the mandate.".into(),
        },
    }
}

const STANDS: [(Stand, &str); 4] =
    [(Stand::Yes, "yes"), (Stand::Abstain, "abstains"), (Stand::No, "no"), (Stand::Absent, "absent")];

const fn words_of(stand: Stand) -> &'static str {
    match stand {
        Stand::Yes => "● yes",
        Stand::Abstain => "◌ abstain",
        Stand::No => "○ no",
        Stand::Absent => "– absent",
    }
}

/// The roll call as a strip, by vote.
fn strip(roll: &std::collections::BTreeMap<String, Stand>) -> Markup {
    html! {
        div.strip role="group" aria-label="The roll call, by vote" {
            @for (stand, class) in STANDS {
                @let of: Vec<&String> = roll.iter().filter(|(_, its)| **its == stand).map(|(code, _)| code).collect();
                @if !of.is_empty() {
                    div.ballots.(class) {
                        p { strong { (of.len()) } " " (words_of(stand)) }
                        ul { @for code in of { li { (code) } } }
                    }
                }
            }
        }
    }
}

/// The mandates as a table.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn csv(seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    const HEAD: [&str; 10] = [
        "mandate",
        "given",
        "sha256",
        "in_force",
        "over_since",
        "last_day",
        "ceiling",
        "area",
        "terms",
        "later_resolutions",
    ];
    let codes =
        |codes: &std::collections::BTreeSet<String>| codes.iter().cloned().collect::<Vec<_>>().join(" ");
    let rows = state.mandates.given.iter().map(|(number, mandate)| {
        let day = |at: Option<::community::Moment>| at.map(|at| at.to_string()).unwrap_or_default();
        vec![
            number.clone(),
            mandate.since.to_string(),
            state.mandates.resolutions.get(number).cloned().unwrap_or_default(),
            if mandate.over.is_none() { "yes" } else { "no" }.to_owned(),
            day(mandate.over),
            day(mandate.terms.last_day),
            mandate.terms.ceiling.map(|ceiling| ceiling.to_string()).unwrap_or_default(),
            codes(&mandate.terms.area),
            words::terms_say(state, &mandate.terms),
            mandate.later.join(" "),
        ]
    });
    Ok(csv::file(super::acts::file_name(of, "mandates.csv"), &HEAD, rows))
}

/// The mandates with the resolutions that made them, for programs.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn json(seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    let told = |(number, mandate): (&String, &Mandate)| -> Value {
        let made = registered(of).filter(|(_, one)| {
            one.resolution.number == *number || one.resolution.does.mandate() == Some(number)
        });
        let made: Vec<Value> =
            made.map(|(event, one)| json!({ "event": event, "registered": one })).collect();
        json!({ "number": number, "mandate": mandate, "resolutions": made })
    };
    let all: Vec<Value> = of.state.mandates.given.iter().map(told).collect();
    Ok(institution::json(of, "mandates", &all))
}
