//! Events at the desk: made as drafts, published, changed and called off; who is registered, for whoever may see it.

pub mod registered;

use super::{NOTHING, Place, acted, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        fields::{Fields, Line, Problem},
        petition::link::sentence,
    },
    query::Query,
    routes::Asked,
};
use ::campaign::{
    event::{self, Event, Plan, Stands, list, when},
    joining::JoinRefusal,
    people::Power,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/events",
    word: "Events",
    says: "Plan, publish and call off events; who registered is written to by itself.",
    power: Power::Publish,
    waits: NOTHING,
};

/// The list.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let all = campaign::of(facts)?.read(event::all)?;
    let body = html! {
        p.buttons { a.button.first href="/desk/events/new" { "Plan an event" } a.button href="/events" { "What everybody sees" } }
        @if all.is_empty() { p.lead { "No event is planned." } } @else {
            div.scroll { table {
                thead { tr { th { "Event" } th { "When" } th { "It is" } th.n { "Places taken" } } }
                tbody { @for one in &all { tr {
                    th scope="row" { a href={ (PLACE.path) "/" (one.id) } { (one.title) } }
                    td { (one.when.day()) }
                    td { (stands(one)) }
                    td.n { (one.taken) @if let Some(most) = one.capacity { " of " (most) } }
                } } }
            } }
        }
    };
    framed(PLACE.word, asked, PLACE.path, body)
}

const fn stands(event: &Event) -> &'static str {
    match (event.sample, event.stands) {
        (true, _) => "a sample",
        (_, Stands::Draft) => "a draft",
        (_, Stands::Published) => "published",
        (_, Stands::Cancelled) => "called off",
    }
}

/// The event whose row is asked for.
pub(super) fn of(facts: &Facts, asked: &Asked<'_>) -> Result<Event, Refusal> {
    let none = || Refusal::not_found("No event has this number.").instead(PLACE.path, PLACE.word);
    let id = asked.part.parse().map_err(|_| none())?;
    campaign::of(facts)?.read(|sql| event::numbered(sql, id))?.ok_or_else(none)
}

/// The form of a new event.
///
/// # Errors
///
/// 403 where nobody is signed in.
pub fn new(_: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    planning(asked, &Query::default(), None)
}

fn planning(asked: &Asked<'_>, typed: &Query, problem: Option<&Problem>) -> Result<Page, Refusal> {
    let body = html! {
        p.crumbs { a href=(PLACE.path) { (PLACE.word) } }
        p.lead { "It is kept as a draft, which only the desk sees." }
        (form("/desk/events/new", Fields::new(typed, problem), "Keep the draft"))
    };
    framed("Plan an event", asked, PLACE.path, body)
}

fn form(to: &str, fields: Fields<'_>, word: &str) -> Markup {
    let zones: Vec<_> =
        when::zones().into_iter().map(|zone| (zone.clone(), zone.replace('_', " "))).collect();
    html! {
        form.enter method="post" action=(to) {
            (fields.problem())
            (fields.line("title", "Title", Line::text(160)))
            (fields.line("name", "Name in its address", Line::text(60).says("Small letters, digits and hyphens: /events/assembly-2027")))
            (fields.line("begins", "Begins", Line::moment()))
            (fields.line("ends", "Ends", Line::moment()))
            (fields.select("zone", "On the clocks of", &zones))
            (fields.line("place", "Where", Line::text(200).if_you_like().says("Empty where it is online alone.")))
            (fields.line("online", "Address at which it is online, if it is", Line::text(200).if_you_like().says("Told to whoever has a place, and to nobody else.")))
            (fields.line("capacity", "How many may come", Line::number().if_you_like().says("Empty where there is no bound. Whoever comes after waits, and moves up.")))
            (fields.lines("text", "What happens there (Markdown)", (10, 20_000), true))
            button.first { (word) }
        }
    }
}

fn plan(sent: &Query) -> Plan<'_> {
    let text = |name| sent.get(name).unwrap_or_default();
    Plan {
        name: text("name"),
        title: text("title"),
        text: text("text"),
        begins: text("begins"),
        ends: text("ends"),
        zone: text("zone"),
        place: text("place"),
        online: text("online"),
        capacity: text("capacity"),
    }
}

/// Keeps a new event as a draft.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn made(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let sent = asked.query.clone();
    let done = acted(facts, asked, move |sql, _, order| {
        event::keep(sql, None, &plan(&sent), false, Some(order.by), order.now)
    })?;
    match done {
        Ok(id) => Ok(Answer::done(format!("{}/{id}", PLACE.path), "The draft is kept.")),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => Ok(Answer::Wrong(planning(asked, asked.query, Some(&Problem::of(&refusal)))?)),
    }
}

/// One event: to change, publish and call off.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    whole(facts, asked, &of(facts, asked)?, None)
}

fn whole(
    facts: &Facts,
    asked: &Asked<'_>,
    event: &Event,
    wrong: Option<(&Query, &Problem)>,
) -> Result<Page, Refusal> {
    let figures = campaign::of(facts)?.read(|sql| list::figures(sql, event.id))?;
    let kept = as_typed(event);
    let fields = wrong.map_or(Fields::new(&kept, None), |(typed, problem)| Fields::new(typed, Some(problem)));
    let here = format!("{}/{}", PLACE.path, event.id);
    let may_see = super::by(asked)?.account.may(Power::Moderate);
    let body = html! {
        p.crumbs { a href=(PLACE.path) { (PLACE.word) } }
        p.lead { "It is " (stands(event)) ", " (event.when.shown()) "." }
        p {
            @for (place, (word, many)) in figures.iter().enumerate() {
                @if place > 0 { ", " }
                (many) " " (registered::stands(word))
            }
            @if figures.is_empty() { "Nobody has registered." } @else { ". " }
            @if may_see && !figures.is_empty() { a href={ (registered::PLACE.path) "/" (event.id) } { "Who" } }
        }
        @if event.stands == Stands::Draft { form method="post" action={ (here) "/publish" } { button.first { "Publish it" } } }
        @else { p { a href={ "/events/" (event.name) } { "Its page" } } }
        @if event.stands != Stands::Cancelled {
            @if event.stands == Stands::Published { p.note { "Whoever is registered is written to where you change when or where it is." } }
            (form(&here, fields, "Save"))
        }
        @if event.stands == Stands::Published { (calling_off(&here, asked, wrong)) }
    };
    framed(&event.title, asked, PLACE.path, body)
}

fn calling_off(here: &str, asked: &Asked<'_>, wrong: Option<(&Query, &Problem)>) -> Markup {
    let words = asked.query.get("words").unwrap_or_default();
    let typed = Query::of(vec![("words".to_owned(), words.to_owned())]);
    let fields = Fields::new(
        &typed,
        wrong.map(|(_, problem)| problem).filter(|problem| problem.field == Some("words")),
    );
    html! {
        form.enter method="post" action={ (here) "/call-off" } {
            h2 { "Call it off" }
            p { "Its page stays and says so, and everybody on its list receives these words." }
            (fields.lines("words", "What you write to them", (4, 2_000), true))
            button { "Call it off" }
        }
    }
}

/// An event as the form has it.
fn as_typed(event: &Event) -> Query {
    let [begins, ends] = event.when.typed();
    let capacity = event.capacity.map(|most| most.to_string()).unwrap_or_default();
    let place = if event.place == "Online" { "" } else { event.place.as_str() };
    let kept = [
        ("title", event.title.as_str()),
        ("name", &event.name),
        ("begins", &begins),
        ("ends", &ends),
        ("zone", event.when.zone()),
        ("place", place),
        ("online", event.online.as_deref().unwrap_or_default()),
        ("capacity", &capacity),
        ("text", &event.text),
    ];
    Query::of(kept.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
}

/// Saves a change. Whoever is registered is written to where it is another time or place; where there are more places, those who
/// wait longest move up.
///
/// # Errors
///
/// As [`one`]; 503 where the tables cannot be written.
pub fn saved(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let before = of(facts, asked)?;
    let (sent, id) = (asked.query.clone(), before.id);
    let done = acted(facts, asked, move |sql, office, order| {
        list::change(sql, office, id, &plan(&sent), Some(order.by), order.now, &order.chance)
    })?;
    match done {
        Ok(0) => Ok(Answer::done(format!("{}/{}", PLACE.path, before.id), "Saved.")),
        Ok(told) => Ok(Answer::done(
            format!("{}/{}", PLACE.path, before.id),
            format!("Saved. Letters to {told} on the list are on their way."),
        )),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => {
            let wrong = Some((asked.query, &Problem::of(&refusal)));
            Ok(Answer::Wrong(whole(facts, asked, &before, wrong)?))
        }
    }
}

/// Publishes a draft.
///
/// # Errors
///
/// As [`one`]; 503 where the tables cannot be written.
pub fn published(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = of(facts, asked)?.id;
    let done: Result<_, JoinRefusal> =
        acted(facts, asked, move |sql, _, order| Ok(event::publish(sql, id, Some(order.by), order.now)?))?;
    let said = match done {
        Ok(true) => "It is published.",
        Ok(false) => "It was no draft any more: nothing was changed.",
        Err(JoinRefusal::Db(error)) => return Err(away(&error)),
        Err(refusal) => return Err(Refusal::bad(sentence(&refusal.to_string()))),
    };
    Ok(Answer::done(format!("{}/{id}", PLACE.path), said))
}

/// Calls an event off, with a letter to everybody on its list.
///
/// # Errors
///
/// As [`one`]; 503 where the tables cannot be written.
pub fn called_off(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let event = of(facts, asked)?;
    let (id, words) = (event.id, asked.query.get("words").unwrap_or_default().to_owned());
    let done = acted(facts, asked, move |sql, office, order| {
        list::call_off(sql, office, id, &words, Some(order.by), order.now, &order.chance[0])
    })?;
    match done {
        Ok(told) => Ok(Answer::done(
            format!("{}/{id}", PLACE.path),
            format!("It is called off. Letters to {told} on its list are on their way."),
        )),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(JoinRefusal::Gone) => Err(Refusal::bad("Only an event that is published can be called off.")
            .instead(PLACE.path, PLACE.word)),
        Err(refusal) => {
            let kept = as_typed(&event);
            Ok(Answer::Wrong(whole(facts, asked, &event, Some((&kept, &Problem::of(&refusal))))?))
        }
    }
}
