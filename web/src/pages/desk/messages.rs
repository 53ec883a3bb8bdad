//! The messages that came by the contact form: read, answered by letter, closed, and removed.

use super::{Place, acted, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::{
        fields::{Fields, Problem},
        petition::date,
    },
    query::Query,
    routes::Asked,
    words::count,
};
use ::campaign::{
    joining::{
        JoinRefusal,
        message::{self, Message},
    },
    people::Power,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/messages",
    word: "Messages",
    says: "Read and answer what people write to the Coalition.",
    power: Power::Moderate,
    waits: |sql, _| {
        let open = message::figures(sql)?.into_iter().find(|(stands, _)| stands == "open");
        Ok(open.map(|(_, many)| {
            let many = usize::try_from(many).unwrap_or(usize::MAX);
            charter::show::capital(&count(many, "message waits for an answer", "messages wait for an answer"))
        }))
    },
};

const LISTS: [(&str, &str); 3] =
    [("open", "They wait for an answer"), ("answered", "Answered"), ("closed", "Closed")];

/// The list.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    let lists = campaign.read(|sql| {
        let each = LISTS.iter().map(|(stands, words)| Ok((*words, message::all(sql, &office, stands)?)));
        each.collect::<Result<Vec<_>, _>>()
    })?;
    let body = html! {
        @if lists.iter().all(|(_, all)| all.is_empty()) { p.lead { "Nobody has written." } }
        @for (words, all) in lists.iter().filter(|(_, all)| !all.is_empty()) {
            h2 { (words) " (" (all.len()) ")" }
            ul.found { @for message in all { li {
                a href={ (PLACE.path) "/" (message.id) } { (beginning(&message.text)) }
                span.quiet { " · " (message.name) " to " (message.desk.title()) ", " (date(message.received)) }
            } } }
        }
    };
    framed(PLACE.word, asked, PLACE.path, body)
}

/// The first words of a message.
fn beginning(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let cut: String = line.chars().take(80).collect();
    if cut.len() < text.len() { cut + "…" } else { cut }
}

fn of(facts: &Facts, asked: &Asked<'_>) -> Result<Message, Refusal> {
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    let none = || Refusal::not_found("No message has this number.").instead(PLACE.path, PLACE.word);
    let id = asked.part.parse().map_err(|_| none())?;
    campaign.read(|sql| message::one(sql, &office, id))?.ok_or_else(none)
}

/// One message, with its answers and the form to answer.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    whole(asked, &of(facts, asked)?, &Query::default(), None)
}

fn whole(
    asked: &Asked<'_>,
    message: &Message,
    typed: &Query,
    problem: Option<&Problem>,
) -> Result<Page, Refusal> {
    let fields = Fields::new(typed, problem);
    let here = format!("{}/{}", PLACE.path, message.id);
    let body = html! {
        p.crumbs { a href=(PLACE.path) { (PLACE.word) } }
        p.note { "To " (message.desk.title()) ", " (date(message.received)) ", " a href={ "mailto:" (message.address) } { (message.address) } }
        p.letter { (message.text) }
        @for answer in &message.answers {
            h2 { "Answered on " (date(answer.at)) @if let Some(by) = &answer.by { " by " (by) } }
            p.letter { (answer.text) }
        }
        form.enter method="post" action=(here) {
            h2 { "Answer by letter" }
            (fields.problem())
            input type="hidden" name="what" value="answer";
            (fields.lines("text", "Your answer", (8, 10_000), true))
            button.first { "Send the answer" }
        }
        div.row {
            (turn(&here, if message.stands == "open" { ("close", "It needs no answer") } else { ("open", "Open it again") }))
            (turn(&here, ("remove", "Remove it for good")))
        }
    };
    framed(&format!("From {}", message.name), asked, PLACE.path, body)
}

fn turn(here: &str, (what, words): (&str, &str)) -> Markup {
    html! { form method="post" action=(here) { input type="hidden" name="what" value=(what); button { (words) } } }
}

/// Answers, closes, opens or removes.
///
/// # Errors
///
/// As [`one`]; 503 where the tables cannot be written.
pub fn done(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let message = of(facts, asked)?;
    let (id, text) = (message.id, asked.query.get("text").unwrap_or_default().to_owned());
    let what = asked.query.get("what").unwrap_or_default().to_owned();
    let word = what.clone();
    let done = acted(facts, asked, move |sql, office, order| {
        let (by, now) = (Some(order.by), order.now);
        match word.as_str() {
            "answer" => message::answer(sql, office, id, &text, by, now, order.chance),
            "close" => message::close(sql, id, false, by, now),
            "open" => message::close(sql, id, true, by, now),
            "remove" => message::remove(sql, id, by, now),
            _ => Err(JoinRefusal::Field("text", "choose what to do".to_owned())),
        }
    })?;
    match done {
        Ok(()) => Ok(Answer::done(
            PLACE.path,
            match what.as_str() {
                "answer" => "The answer is on its way.",
                "close" => "It is closed.",
                "open" => "It is open again.",
                _ => "It is removed.",
            },
        )),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => Ok(Answer::Wrong(whole(asked, &message, asked.query, Some(&Problem::of(&refusal)))?)),
    }
}
