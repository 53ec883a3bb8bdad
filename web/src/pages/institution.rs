//! What the pages of the institution have in common: their tabs, what is said where the record cannot be read, and links
//! to states, events and articles.

use crate::{
    answer::{File, FileKind, Refusal},
    facts::Facts,
    institution::{Institution, Seen},
};
use charter::Charter;
use community::{Moment, State};
use maud::{Markup, html};
use serde::Serialize;
use serde_json::json;

/// The pages of the section, as links beside each other.
pub const TABS: [(&str, &str); 10] = [
    ("/agenda", "Agenda"),
    ("/acts", "Acts"),
    ("/budget", "Budget"),
    ("/guarantee", "Guarantee"),
    ("/missions", "Missions"),
    ("/mandates", "Mandates"),
    ("/warnings", "Warnings"),
    ("/compacts", "Compacts"),
    ("/charter/in-force", "Charter in force"),
    ("/record", "Record"),
];

/// The institution, or why there is none to show.
///
/// # Errors
///
/// 503 where its record could not be read yet.
pub fn of(seen: &Seen) -> Result<&Institution, Refusal> {
    seen.institution.as_deref().ok_or_else(|| {
        let why = seen.trouble.as_deref().unwrap_or("it is being read");
        Refusal::new(503, "The record cannot be read", format!("The community’s record is not shown: {why}."))
            .help("It is tried again by itself; the pages that rest on charters and data are not touched.")
            .instead("/charter", "The charter")
            .instead("/states", "The states")
    })
}

/// The tabs, and what marks the page: that it is a scenario, or that the record cannot be read now.
pub fn opening(seen: &Seen, current: &str) -> Markup {
    let scenario = seen.institution.as_ref().is_some_and(|of| of.scenario);
    html! {
        nav.tabs aria-label="The community" {
            ul.counts {
                @for (path, words) in TABS {
                    li { @if path == current { strong aria-current="page" { (words) } } @else { a href=(path) { (words) } } }
                }
            }
        }
        @if let Some(why) = &seen.trouble {
            div.wrong role="status" {
                p { strong { "The record cannot be read now: " } (why) "." }
                p.help { "What stands here is what was read and verified last. It is tried again by itself." }
            }
        }
        @if scenario {
            p.note { strong { "A scenario." } " The states and the indicators are real; every event is invented." }
        }
    }
}

/// The name under which a community goes, for use after "the".
pub fn name(of: &Institution) -> &str {
    let name = of.state.law.as_ref().map_or("community", |law| law.charter.community.name.as_str());
    name.strip_prefix("The ").unwrap_or(name)
}

/// A state by its code, leading to its page.
pub fn state(of: &State, code: &str) -> Markup {
    let name = of.name(code);
    html! { a href={ "/states/" (world::state::slug(name)) } { (name) } }
}

/// A state or territory by its code, whether the institution knows it or the world alone, leading to its page.
pub fn place(facts: &Facts, of: &State, code: &str) -> Markup {
    match facts.world.state_coded(code) {
        Some(ix) => {
            let place = facts.world.state(ix);
            html! { a href={ "/states/" (place.slug()) } { (place.name) } }
        }
        None => html! { (of.called(code)) },
    }
}

/// Several of them in one line.
pub fn places<'c>(facts: &Facts, of: &State, codes: impl IntoIterator<Item = &'c String>) -> Markup {
    html! {
        @for (number, code) in codes.into_iter().enumerate() {
            @if number > 0 { ", " }
            (place(facts, of, code))
        }
    }
}

/// What is left until a last day: `180 days left`.
pub fn left(at: Option<Moment>, last_day: Option<Moment>) -> String {
    match (at, last_day) {
        (_, None) => "no last day".to_owned(),
        (None, Some(last)) => format!("until {}", last.says()),
        (Some(at), Some(last)) => match at.days_to(last) {
            0 => "its last day".to_owned(),
            1 => "1 day left".to_owned(),
            days => format!("{days} days left"),
        },
    }
}

/// A list as JSON, with the moment of the record that it is of.
pub fn json(of: &Institution, name: &str, list: &impl Serialize) -> File {
    let value = json!({ "scenario": of.scenario, "at": of.state.at, "events": of.ledger.size(), name: list });
    let bytes = format!("{value:#}\n").into_bytes();
    File { name: super::acts::file_name(of, &format!("{name}.json")), kind: FileKind::Json, bytes }
}

/// How a page is had otherwise: its command, and its list as CSV and JSON.
pub fn twins(command: &str, address: &str) -> Markup {
    html! {
        p.source {
            "Command: " code { (command) } " · "
            a href={ (address) ".csv" } download { "CSV" } " · " a href={ (address) ".json" } download { "JSON" }
            " · Source: " a href="/record" { "the record" }
        }
    }
}

/// An event by its number, leading to its page.
pub fn event(number: u64) -> Markup {
    html! { a href={ "/acts/" (number) } { "event " (number) } }
}

/// Every event of a motion.
pub fn motion_address(number: u64) -> String {
    format!("/acts?motion={number}")
}

/// An article, as events name it, leading to its place in the charter in force.
pub fn article(charter: Option<&Charter>, label: &str) -> Markup {
    let title = charter.and_then(|charter| title(charter, label));
    html! {
        a href={ "/charter/in-force#" (article_anchor(label)) } { (label) }
        @if let Some(title) = title { " (" (title) ")" }
    }
}

/// `Article 12a` stands at `article-12a`; `Article 12.3` in Article 12; `[acts.admit]`, which has no label, at its key.
pub fn article_anchor(label: &str) -> String {
    match label.strip_prefix('[').and_then(|key| key.strip_suffix(']')) {
        Some(key) => key.to_owned(),
        None => label.split('.').next().unwrap_or(label).to_lowercase().replace(' ', "-"),
    }
}

/// The title that a charter gives the article.
fn title<'c>(charter: &'c Charter, label: &str) -> Option<&'c str> {
    let label = label.strip_prefix("Article ")?;
    let acts = charter.acts.iter().map(|act| &act.heading);
    let organs = charter.organs.iter().map(|organ| &organ.heading);
    let others = [Some(&charter.membership.heading)]
        .into_iter()
        .chain([charter.founding.as_ref().map(|founding| &founding.heading)])
        .chain([charter.budget.as_ref().map(|budget| &budget.heading)])
        .flatten();
    let mut headings = acts.chain(organs).chain(others);
    let found = headings.find(|heading| heading.article.as_ref().is_some_and(|at| at.value == label));
    found?.title.as_deref()
}
