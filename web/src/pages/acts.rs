//! `/acts`: what happened in the institution, newest first, by day.

pub mod one;
pub mod proof;
pub mod roll;

use super::institution::{self, opening};
use crate::{
    answer::{File, FileKind, Refusal},
    csv,
    institution::{Entry, Institution, Seen},
    link::with_code,
    page::{Page, Section},
    query::{Query, href, shown},
    words::count,
};
use community::{Event, Moment, words};
use maud::{Markup, html};
use serde_json::json;
use std::collections::BTreeSet;

/// How many events a page shows.
const A_PAGE: usize = 100;

/// From how many events of one kind on one motion on they are folded.
const FOLDED: usize = 4;

/// The names that the page reads of a query.
pub const READS: &[&str] = &["kind", "member", "motion", "page"];
/// Those of them that choose events.
pub const CHOOSES: &[&str] = &["kind", "member", "motion"];

/// Events that are asked for, and by what.
struct Chosen<'i> {
    kind: &'i str,
    member: &'i str,
    motion: &'i str,
    /// With their numbers, oldest first.
    events: Vec<(u64, &'i Event)>,
}

impl<'i> Chosen<'i> {
    fn of(of: &'i Institution, query: &'i Query) -> Result<Self, Refusal> {
        let refused = |says: String| Err(Refusal::not_found(says).instead("/acts", "Every event"));
        let (kind, member) = (query.get("kind"), query.get("member"));
        let motion = query.get("motion");
        if let Some(kind) = kind.filter(|kind| !kinds(of).contains(*kind)) {
            return refused(format!("No event of the record is of the kind “{}”.", shown(kind)));
        }
        // A host of a mission is concerned without being named among the states of the community.
        let known = |code: &str| {
            of.state.names.contains_key(code) || of.ledger.entries().any(|(_, entry)| entry.concerns(code))
        };
        if let Some(member) = member.filter(|code| !known(code)) {
            return refused(format!("The record names no state with the code “{}”.", shown(member)));
        }
        let number = motion.and_then(|text| text.parse().ok());
        if let Some(motion) = motion.filter(|_| number.is_none_or(|number| of.state.motion(number).is_none()))
        {
            return refused(format!("There is no motion “{}”.", shown(motion)));
        }
        let fits = |entry: &Entry| {
            kind.is_none_or(|kind| &*entry.kind == kind)
                && member.is_none_or(|code| entry.concerns(code))
                && (number.is_none() || entry.motion == number)
        };
        let chosen = of.ledger.entries().filter(|(_, entry)| fits(entry));
        let events = chosen.filter_map(|(number, entry)| Some((number, entry.event.as_ref()?))).collect();
        let [kind, member, motion] = [kind, member, motion].map(Option::unwrap_or_default);
        Ok(Self { kind, member, motion, events })
    }

    fn address(&self, path: &str, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let pairs = [("kind", self.kind), ("member", self.member), ("motion", self.motion), ("page", &page)];
        href(path, &pairs)
    }

    /// How many there are, and of what.
    fn says(&self, of: &Institution) -> String {
        let mut says = count(self.events.len(), "event", "events");
        if !self.kind.is_empty() {
            says += &format!(" of the kind “{}”", self.kind.replace('-', " "));
        }
        if !self.motion.is_empty() {
            says += &format!(" of motion {}", self.motion);
        }
        if !self.member.is_empty() {
            says += &format!(" by or on {}", crate::words::the(of.state.called(self.member)));
        }
        says + " on the record"
    }
}

fn kinds(of: &Institution) -> BTreeSet<&str> {
    of.ledger.entries().filter(|(_, entry)| entry.event.is_some()).map(|(_, entry)| &*entry.kind).collect()
}

/// The log.
///
/// # Errors
///
/// 404 for a kind, state, motion or page that is not there; 503 where the record could not be read yet.
pub fn page(seen: &Seen, query: &Query) -> Result<Page, Refusal> {
    let of = institution::of(seen)?;
    let chosen = Chosen::of(of, query)?;
    let pages = chosen.events.len().div_ceil(A_PAGE).max(1);
    let number = page_number(query, pages)?;
    let shown: Vec<_> = chosen.events.iter().rev().skip((number - 1) * A_PAGE).take(A_PAGE).collect();
    let motion = chosen.motion.parse().ok().and_then(|number: u64| of.state.motion(number));
    let body = html! {
        (opening(seen, "/acts"))
        h1 { (chosen.says(of)) }
        @if let Some(motion) = motion {
            p.lead { "It proposes to " (with_code(&words::matter(&of.state, &motion.matter))) ", and is " (motion.standing.says()) "." }
        }
        (filters(of, &chosen))
        @if shown.is_empty() { p { "Nothing of the kind is on the record. " a href="/acts" { "Show every event" } "." } }
        @for day in shown.chunk_by(|(_, one), (_, other)| one.at.date() == other.at.date()) {
            @if let Some((_, first)) = day.first() { h2.day { (Moment::start_of(first.at.date()).says()) } }
            ol.log {
                @for alike in day.chunk_by(|one, other| chosen.kind.is_empty() && alike(of, one.0, other.0)) {
                    @match (alike, alike.len()) {
                        ([(last, event), .., (first, _)], FOLDED..) => {
                            li {
                                details {
                                    summary { (alike.len()) " events “" (words::kind(&event.happened).replace('-', " ")) "”" @if let Some(motion) = of.ledger.entry(*last).and_then(|entry| entry.motion) { " on motion " (motion) } ", " (first) " to " (last) }
                                    ol.log { @for (number, event) in alike { (line(of, *number, event)) } }
                                }
                            }
                        },
                        _ => { @for (number, event) in alike { (line(of, *number, event)) } }
                    }
                }
            }
        }
        nav.tabs aria-label="Pages" {
            @if number > 1 { a href=(chosen.address("/acts", number - 1)) { "Newer" } " " }
            "Page " (number) " of " (pages)
            @if number < pages { " " a href=(chosen.address("/acts", number + 1)) { "Older" } }
        }
        p.source {
            "Command: " code { "koinon log" } " · "
            a href=(chosen.address("/acts.csv", 1)) download { "CSV" } " · " a href=(chosen.address("/acts.json", 1)) download { "JSON" }
        }
    };
    let description = "What happened in the institution, event by event.".to_owned();
    Ok(Page { title: "Acts".into(), description, section: Section::Community, body })
}

/// Are two events of one kind, on one motion?
fn alike(of: &Institution, one: u64, other: u64) -> bool {
    let key = |number| of.ledger.entry(number).map(|entry| (&entry.kind, entry.motion));
    key(one) == key(other)
}

/// One event of the log.
fn line(of: &Institution, number: u64, event: &Event) -> Markup {
    html! {
        li {
            a href={ "/acts/" (number) } { (number) }
            span { (with_code(&words::says(&of.state, event))) @if let Some(article) = &event.article { " " span.label { (article) } } }
        }
    }
}

fn page_number(query: &Query, pages: usize) -> Result<usize, Refusal> {
    let Some(text) = query.get("page") else { return Ok(1) };
    let number: Option<usize> = text.parse().ok();
    number.filter(|number| (1..=pages).contains(number)).ok_or_else(|| {
        Refusal::not_found(format!("There is no page “{}”: they run from 1 to {pages}.", shown(text)))
            .instead("/acts", "The first page")
    })
}

fn filters(of: &Institution, chosen: &Chosen<'_>) -> Markup {
    html! {
        form.filters action="/acts" {
            label { span { "Kind" } select name="kind" {
                option value="" { "every kind" }
                @for one in kinds(of) { option value=(one) selected[one == chosen.kind] { (one.replace('-', " ")) } }
            } }
            label { span { "State" } select name="member" {
                option value="" { "every state" }
                @for (code, name) in &of.state.names { option value=(code) selected[code == chosen.member] { (name) } }
            } }
            @if !chosen.motion.is_empty() { input type="hidden" name="motion" value=(chosen.motion); }
            button.first { "Show" }
        }
    }
}

/// What a download is called: a scenario says so in its name.
pub fn file_name(of: &Institution, name: &str) -> String {
    if of.scenario { format!("scenario-{name}") } else { name.to_owned() }
}

/// The log as a table, oldest first.
///
/// # Errors
///
/// As for [`page`].
pub fn csv(seen: &Seen, query: &Query) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    let rows = Chosen::of(of, query)?.events.into_iter().map(|(number, event)| {
        let article = event.article.clone().unwrap_or_default();
        let (actor, kind) = (event.actor.to_string(), words::kind(&event.happened));
        vec![number.to_string(), event.at.to_string(), actor, article, kind, words::says(&of.state, event)]
    });
    let head = ["event", "at", "actor", "article", "kind", "says"];
    Ok(csv::file(file_name(of, "acts.csv"), &head, rows))
}

/// The log for programs, oldest first: each event as it was recorded, beside what it says.
///
/// # Errors
///
/// As for [`page`].
pub fn json(seen: &Seen, query: &Query) -> Result<File, Refusal> {
    let of = institution::of(seen)?;
    let events: Vec<_> = Chosen::of(of, query)?
        .events
        .into_iter()
        .map(|(number, event)| json!({ "number": number, "says": words::says(&of.state, event), "event": event }))
        .collect();
    let value = json!({ "scenario": of.scenario, "size": of.ledger.size(), "events": events });
    let bytes = format!("{value:#}\n").into_bytes();
    Ok(File { name: file_name(of, "acts.json"), kind: FileKind::Json, bytes })
}
