//! The letters to representatives that visitors begin with.

use super::{NOTHING, Place, acted, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::fields::{Fields, Line, Problem},
    query::Query,
    routes::Asked,
};
use ::campaign::{
    joining::JoinRefusal,
    people::Power,
    representative::{self, Template},
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/letters",
    word: "Letters to representatives",
    says: "Write the letters that visitors begin with and make their own.",
    power: Power::Publish,
    waits: NOTHING,
};

/// The list, and the form of a new one.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    whole(facts, asked, &Query::default(), None)
}

fn whole(
    facts: &Facts,
    asked: &Asked<'_>,
    typed: &Query,
    problem: Option<&Problem>,
) -> Result<Page, Refusal> {
    let all = campaign::of(facts)?.read(|sql| representative::all(sql, true))?;
    let body = html! {
        ul.found { @for one in &all { li {
            a href={ (PLACE.path) "/" (one.id) } { (one.title) }
            span.quiet { " · " (if one.shown { "shown" } else { "not shown" }) }
        } } }
        h2 { "A new letter" }
        (form(PLACE.path, Fields::new(typed, problem), typed.get("shown").is_some()))
    };
    framed(PLACE.word, asked, PLACE.path, body)
}

fn form(to: &str, fields: Fields<'_>, shown: bool) -> Markup {
    html! {
        form.enter method="post" action=(to) {
            (fields.problem())
            (fields.line("title", "What it is about", Line::text(160)))
            (fields.line("name", "Name in its address", Line::text(60).says("Small letters, digits and hyphens: /write/charter")))
            (fields.lines("says", "To whom to write, and what of (Markdown)", (4, 4_000), true))
            (fields.line("subject", "Subject of the letter", Line::text(120)))
            (fields.lines("text", "The letter", (12, 6_000), true))
            label.tick { input type="checkbox" name="shown" value="yes" checked[shown]; span { "Everybody sees it" } }
            button.first { "Save" }
        }
    }
}

fn of(facts: &Facts, asked: &Asked<'_>) -> Result<Template, Refusal> {
    let none = || Refusal::not_found("No letter has this number.").instead(PLACE.path, PLACE.word);
    let id = asked.part.parse().map_err(|_| none())?;
    campaign::of(facts)?.read(|sql| representative::numbered(sql, id))?.ok_or_else(none)
}

fn template(id: u64, sent: &Query) -> Template {
    let text = |name| sent.get(name).unwrap_or_default().to_owned();
    Template {
        id,
        name: text("name"),
        title: text("title"),
        says: text("says"),
        subject: text("subject"),
        text: text("text"),
        shown: sent.get("shown").is_some(),
    }
}

/// Keeps a new letter.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn made(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let new = template(0, asked.query);
    let done =
        acted(facts, asked, move |sql, _, order| representative::keep(sql, &new, Some(order.by), order.now))?;
    match done {
        Ok(_) => Ok(Answer::done(PLACE.path, "The letter is kept.")),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => Ok(Answer::Wrong(whole(facts, asked, asked.query, Some(&Problem::of(&refusal)))?)),
    }
}

/// One letter, to change or take away.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let template = of(facts, asked)?;
    let kept = [
        ("name", &template.name),
        ("title", &template.title),
        ("says", &template.says),
        ("subject", &template.subject),
        ("text", &template.text),
    ];
    let mut kept = kept.map(|(name, value)| (name.to_owned(), value.clone())).to_vec();
    if template.shown {
        kept.push(("shown".to_owned(), "yes".to_owned()));
    }
    changing(asked, &template, &Query::of(kept), None)
}

fn changing(
    asked: &Asked<'_>,
    of: &Template,
    typed: &Query,
    problem: Option<&Problem>,
) -> Result<Page, Refusal> {
    let here = format!("{}/{}", PLACE.path, of.id);
    let body = html! {
        p.crumbs { a href=(PLACE.path) { (PLACE.word) } }
        @if of.shown { p { a href={ "/write/" (of.name) } { "Its page" } } }
        (form(&here, Fields::new(typed, problem), typed.get("shown").is_some()))
        form method="post" action={ (here) "/take-away" } { button { "Take it away" } }
    };
    framed(&of.title, asked, PLACE.path, body)
}

/// Saves a letter.
///
/// # Errors
///
/// As [`one`]; 503 where the tables cannot be written.
pub fn saved(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let before = of(facts, asked)?;
    let new = template(before.id, asked.query);
    let done = acted(facts, asked, move |sql, _, order| {
        representative::change(sql, &new, Some(order.by), order.now)
    })?;
    match done {
        Ok(()) => Ok(Answer::done(PLACE.path, "Saved.")),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => {
            Ok(Answer::Wrong(changing(asked, &before, asked.query, Some(&Problem::of(&refusal)))?))
        }
    }
}

/// Takes a letter away.
///
/// # Errors
///
/// As [`one`]; 503 where the tables cannot be written.
pub fn taken_away(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let id = of(facts, asked)?.id;
    let done = acted(facts, asked, move |sql, _, order| {
        representative::take_away(sql, id, Some(order.by), order.now)
    })?;
    done.map_err(|error| away(&error))?;
    Ok(Answer::done(PLACE.path, "The letter is taken away."))
}
