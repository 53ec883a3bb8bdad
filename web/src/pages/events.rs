//! Events: what comes, what was, and each as calendars read it.

pub mod registration;

use super::{
    fields::{Fields, Line, Problem, trap},
    files::prose,
    join::named,
};
use crate::{
    answer::{Answer, File, FileKind, Refusal},
    campaign,
    facts::Facts,
    page::Page,
    query::{Query, shown},
    routes::Asked,
    words::count,
};
use ::campaign::event::{self, Event, Stands, calendar::calendar, register::CONSENT};
use maud::{Markup, html};

/// How many events that are over the page lists.
const PAST: u32 = 20;
/// Where to begin anew.
const AGAIN: (&str, &str) = ("/events", "Events");

/// The list.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    let now = campaign::now();
    let (coming, past) =
        campaign::of(facts)?.read(|sql| Ok((event::coming(sql, now)?, event::past(sql, now, PAST)?)))?;
    let title = match coming.iter().find(|event| event.stands == Stands::Published) {
        Some(next) => format!("Next: {}", next.title),
        None => "Events".to_owned(),
    };
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { (title) }
        @if coming.is_empty() { p.lead { "Nothing is planned now. " a href="/newsletter" { "The newsletter" } " says when something is." } }
        @for event in &coming { (listed(event, now)) }
        p { a href="/events.ics" { "All of them for your calendar" } span.quiet { " (iCalendar; a calendar that subscribes to this address stays up to date)" } }
        @if !past.is_empty() {
            h2 { "What was" }
            ul.found { @for event in &past { li { a href=(address(event)) { (event.title) } span.quiet { " · " (event.when.day()) " · " (event.place) } } } }
        }
    };
    Ok(named(&title, body))
}

fn listed(event: &Event, now: i64) -> Markup {
    html! {
        article.organisation {
            h2 { a href=(address(event)) { (event.title) } @if event.sample { span.quiet { " (a sample)" } } }
            (when_and_where(event))
            @if event.stands == Stands::Cancelled { p.wrong { "It does not take place." } }
            @else if event.is_open(now) { p.note { (places(event)) } }
        }
    }
}

fn when_and_where(event: &Event) -> Markup {
    let [begins, _] = event.when.for_programs();
    html! { p { time datetime=(begins) { (event.when.shown()) } br; (event.place) } }
}

/// How many places are free, in a sentence.
fn places(event: &Event) -> String {
    match event.free() {
        None => "There is room for everybody.".to_owned(),
        Some(0) => "Every place is taken; there is a waiting list.".to_owned(),
        Some(free) => {
            let free = usize::try_from(free).unwrap_or(usize::MAX);
            charter::show::capital(&count(free, "place is free.", "places are free."))
        }
    }
}

fn address(event: &Event) -> String {
    format!("/events/{}", event.name)
}

/// The event of a name.
fn named_so(facts: &Facts, name: &str) -> Result<Event, Refusal> {
    let found = campaign::of(facts)?.read(|sql| event::named(sql, name))?;
    found.ok_or_else(|| {
        let (path, words) = AGAIN;
        Refusal::not_found(format!("No event is called “{}”.", shown(name))).instead(path, words)
    })
}

/// One event, with the form to register while it is open.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let event = named_so(facts, asked.part)?;
    Ok(whole(&event, &prose(facts, &event.text)?, &Query::default(), None))
}

fn whole(event: &Event, text: &Markup, typed: &Query, problem: Option<&Problem>) -> Page {
    let now = campaign::now();
    let body = html! {
        p.crumbs { a href="/events" { "Events" } }
        h1 { (event.title) }
        (when_and_where(event))
        @if event.stands == Stands::Cancelled { p.wrong { "It does not take place." } }
        @if event.sample { p.note { "It is a sample: it does not take place." } }
        @if problem.is_some() { (form(event, typed, problem)) }
        (text)
        @if problem.is_none() && event.is_open(now) { (form(event, typed, None)) }
        @else if event.when.ends() < now { p.note { "It is over." } }
        p { a href={ (address(event)) ".ics" } { "For your calendar" } span.quiet { " (iCalendar)" } }
    };
    named(&event.title, body)
}

fn form(event: &Event, typed: &Query, problem: Option<&Problem>) -> Markup {
    let fields = Fields::new(typed, problem);
    html! {
        form.enter method="post" action=(address(event)) {
            h2 { "Register" }
            (fields.problem())
            p { (places(event)) @if event.online.is_some() { " The address at which it is online comes with your place." } }
            (fields.line("name", "Your name", Line::text(100).filled("name")))
            (fields.line("email", "Your e-mail address", Line::email()))
            (fields.tick("consent", CONSENT))
            (trap())
            button.first { "Register" }
            p.note { "A letter asks you to confirm; the place is yours once you do. One link gives it up." }
        }
    }
}

/// Every event that comes, as a calendar.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn all_for_calendars(facts: &Facts) -> Result<Answer, Refusal> {
    let now = campaign::now();
    let events = campaign::of(facts)?.read(|sql| event::coming(sql, now))?;
    file(facts, "events.ics", &events)
}

/// One event as a calendar.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn one_for_calendars(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let event = named_so(facts, asked.part)?;
    file(facts, &format!("{}.ics", event.name), std::slice::from_ref(&event))
}

fn file(facts: &Facts, name: &str, events: &[Event]) -> Result<Answer, Refusal> {
    let office = campaign::of(facts)?.office();
    let bytes = calendar(events, &office.origin, &office.sender.name).into_bytes();
    Ok(Answer::File(File { name: name.to_owned(), kind: FileKind::Calendar, bytes }))
}
