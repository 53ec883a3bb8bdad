//! `/guarantee`: what it covers by the charter in force, and each time it was invoked what members pledged against what came.

mod invoked;

use super::institution::{self, article, opening, twins};
use crate::{
    answer::{File, Refusal},
    csv,
    institution::{Institution, Seen},
    page::{Page, Section},
    words::{count, plain},
};
use charter::law::{self, Means};
use community::{
    State,
    guarantee::{Guarantee, worth},
    words::spaced,
};
use maud::{Markup, html};
use serde_json::{Value, json};

/// What the guarantee covers, and what it was worth.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn page(seen: &Seen) -> Result<Page, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    let says = answer(state);
    let body = html! {
        (opening(seen, "/guarantee"))
        h1.said { (says) }
        @if state.guarantees.is_empty() { (never(of)) }
        @for (number, guarantee) in ordered(state) { (invoked::section(state, number, guarantee)) }
        h2 #covers { "What the charter guarantees" }
        (covers(of))
        (twins("koinon guarantee", "/guarantee"))
        p.source { "What it would be worth for a state stands on " a href="/states" { "the page of each" } "." }
    };
    Ok(Page { title: "The guarantee".into(), description: says, section: Section::Community, body })
}

/// Those that run first, and the newest of each first.
fn ordered(state: &State) -> Vec<(u64, &Guarantee)> {
    let mut all: Vec<(u64, &Guarantee)> =
        state.guarantees.iter().map(|(number, one)| (*number, one)).collect();
    all.sort_by_key(|(number, one)| (!one.is_open(), std::cmp::Reverse(*number)));
    all
}

/// The page in a sentence.
fn answer(state: &State) -> String {
    let open: Vec<u64> =
        state.guarantees.iter().filter(|(_, one)| one.is_open()).map(|(number, _)| *number).collect();
    let invoked = match state.guarantees.len() {
        1 => "once".to_owned(),
        many => count(many, "time", "times"),
    };
    match (state.guarantees.len(), open.as_slice()) {
        (0, _) => {
            format!("Nobody has invoked the guarantee of {}", count(state.members.len(), "member", "members"))
        }
        (_, []) => format!("The guarantee was invoked {invoked}, and none runs now"),
        (_, [number]) => {
            let answered = worth(state, *number)
                .map(|worth| {
                    format!(
                        "{} of {} answered",
                        worth.answered,
                        count(worth.asked, "member has", "members have")
                    )
                })
                .unwrap_or_default();
            let name = state.guarantees.get(number).map_or("", |one| state.called(&one.state));
            format!("{name} has invoked the guarantee: {answered}")
        }
        (_, some) => format!(
            "{} run, of {} invoked",
            count(some.len(), "guarantee", "guarantees"),
            state.guarantees.len()
        ),
    }
}

/// Where nothing was invoked: what it would take.
fn never(of: &Institution) -> Markup {
    let others = of.state.members.len().saturating_sub(1);
    html! {
        p.lead {
            "A member that is attacked declares it and asks for help. Any other may assist at once; once the case is determined, all "
            (others) " others owe help and say within the charter’s time what they give."
        }
        pre tabindex="0" { "koinon guarantee EST territory \"Columns crossed the border.\" asks-help\nkoinon act EST request-help 1 forces infantry=5000\nkoinon pledge POL guarantee 1 forces infantry=4000 days 3\n" }
    }
}

/// The heads of the guarantee in the charter in force.
fn covers(of: &Institution) -> Markup {
    let Some(law) = &of.state.law else {
        return html! { p { "No charter is in force yet." } };
    };
    let heads = &law.charter.guarantees;
    html! {
        @if heads.is_empty() { p { "The charter has no article on a guarantee: to add one takes an amendment with " code { "[guarantee.attack]" } "." } }
        @for head in heads {
            section.motion {
                h3 { (title(head)) }
                dl.about {
                    dt { "Article" } dd { (article(Some(&law.charter), &label(head))) }
                    dt { "Covers" } dd { (head.covers.iter().map(|one| plain(&one.value)).collect::<Vec<_>>().join(", ")) }
                    dt { "By means" } dd { @match head.means { Means::All => "all that are needed, armed force included", Means::NonForcible => "short of force; force goes through the gate" } }
                    @if let Some(requires) = &head.requires { dt { "Takes" } dd { (requires.value.plain_english(&|_| None)) } }
                    @match &head.organ {
                        Some(organ) => {
                            dt { "Determined" }
                            dd {
                                "by the " (spaced(&organ.value))
                                @if let Some(rule) = &head.rule { ", by " (law.rule(&rule.value)) }
                                @if let Some(within) = head.within { ", within " (within) "; without a determination self-defence is as it was" }
                            }
                        },
                        None => { dt { "Determined" } dd { "by nobody: help is owed once it is invoked" } },
                    }
                    @if let Some(within) = head.pledges_within { dt { "Pledges" } dd { "within " (within) " of the determination" } }
                    @if let Some(to) = &head.reported_to { dt { "Reported" } dd { "at once to the " (spaced(&to.value)) } }
                    @if let Some(ends) = &head.ends { dt { "Ends" } dd { "when " (ends.value.plain_english(&|_| None)) } }
                }
                @if let Some(says) = &head.heading.says { p.note { (says) } }
            }
        }
    }
}

fn title(head: &law::Guarantee) -> String {
    head.heading.title.clone().unwrap_or_else(|| match head.id.value.as_str() {
        "attack" => "Armed attack".to_owned(),
        "freedom" => "The constitutional order".to_owned(),
        other => charter::show::capital(&plain(other)),
    })
}

fn label(head: &law::Guarantee) -> String {
    let written = head.heading.article.as_ref();
    written.map_or_else(|| format!("[guarantee.{}]", head.id.value), |at| format!("Article {}", at.value))
}

/// What each guarantee is worth, kind by kind.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn csv(seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    let state = &of.state;
    const HEAD: [&str; 17] = [
        "guarantee",
        "head",
        "state",
        "object",
        "invoked",
        "standing",
        "ended",
        "members_asked",
        "members_answered",
        "kind",
        "unit",
        "asked",
        "pledged",
        "waiting",
        "arrived",
        "first_after_days",
        "all_after_days",
    ];
    let mut rows = Vec::new();
    for (number, one) in &state.guarantees {
        let Some(worth) = worth(state, *number) else { continue };
        let ended = one.ended.map(|at| at.to_string()).unwrap_or_default();
        let about = [
            number.to_string(),
            one.head.clone(),
            one.state.clone(),
            one.object.clone(),
            one.at.to_string(),
            one.standing.says().to_owned(),
            ended,
            worth.asked.to_string(),
            worth.answered.to_string(),
        ];
        let day = |days: Option<i64>| days.map(|days| days.to_string()).unwrap_or_default();
        if worth.lines.is_empty() {
            rows.push(about.iter().cloned().chain(std::iter::repeat_n(String::new(), 8)).collect());
        }
        for line in &worth.lines {
            let of_kind = [line.kind.clone(), line.unit.to_owned()];
            let sums = [line.asked, line.pledged, line.waiting, line.arrived].map(|sum| sum.to_string());
            let days = [day(line.first_after_days), day(line.all_after_days)];
            rows.push(about.iter().cloned().chain(of_kind).chain(sums).chain(days).collect::<Vec<_>>());
        }
    }
    Ok(csv::file(super::acts::file_name(of, "guarantee.csv"), &HEAD, rows))
}

/// Every guarantee with its worth and its pledges, for programs.
///
/// # Errors
///
/// 503 where the record could not be read yet.
pub fn json(seen: &Seen) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    let told = |(number, one): (&u64, &Guarantee)| -> Value {
        let pledges = of.state.pledges_to(community::act::Purpose::Guarantee(*number));
        let pledges: Vec<Value> =
            pledges.map(|(number, pledge)| json!({ "number": number, "pledge": pledge })).collect();
        json!({ "number": number, "guarantee": one, "worth": worth(&of.state, *number), "pledges": pledges })
    };
    let all: Vec<Value> = of.state.guarantees.iter().map(told).collect();
    Ok(institution::json(of, "guarantees", &all))
}
