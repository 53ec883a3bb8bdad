//! One petition at the desk: written, changed, closed.

use super::{PLACE, form::form, found, policy, stands};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::Page,
    pages::desk::{by, ordered, page as framed},
    query::Query,
    routes::Asked,
};
use ::campaign::{
    db::DbError,
    petition::{
        self, Petition,
        draft::{Draft, Problem},
    },
};
use maud::html;

/// The form for a new one.
///
/// # Errors
///
/// 404 where no campaign is run.
pub fn blank(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    campaign::of(facts)?;
    written(facts, asked, &Draft::default(), None)
}

fn written(
    facts: &Facts,
    asked: &Asked<'_>,
    draft: &Draft,
    problem: Option<&Problem>,
) -> Result<Page, Refusal> {
    let body = html! {
        p.lead { "It is published as soon as its first day has come. Once somebody has signed, title, text and addressee stay as they are." }
        (form(facts, draft, false, false, problem))
    };
    framed("Write a petition", asked, PLACE.path, body)
}

/// A petition to be changed.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let petition = found(facts, asked.part)?;
    changed(facts, asked, &petition, &Draft::of(&petition), None)
}

fn changed(
    facts: &Facts,
    asked: &Asked<'_>,
    petition: &Petition,
    draft: &Draft,
    problem: Option<&Problem>,
) -> Result<Page, Refusal> {
    let now = campaign::now();
    let (policy, signed) = campaign::of(facts)?.read(|sql| {
        Ok((::campaign::petition::policy::of(sql, petition)?, petition::is_signed(sql, petition)?))
    })?;
    let address = format!("/petition/{}", petition.name);
    let here = format!("/desk/petitions/{}", petition.name);
    let body = html! {
        p.lead { "It is " (stands(petition, now)) ". " a href=(address) { "Its page" } }
        (policy::form(petition, &policy, &by(asked)?.account, now))
        h2 { "Hand over, and bring in" }
        p { a href={ (here) "/handover" } { "Counts and names for the addressee; signatures collected elsewhere" } }
        @if petition.is_open(now) {
            h2 { "Close it" }
            form.enter method="post" action={ (here) "/close" } {
                p { "Nobody can sign it or confirm from then on. Its page, its count and its receipts stay. To open it again, give it another last day below." }
                button { "Close it now" }
            }
        }
        h2 { "What it says" }
        (form(facts, draft, true, signed, problem))
    };
    framed(&petition.title, asked, PLACE.path, body)
}

fn draft(query: &Query) -> Draft {
    let text = |name| query.get(name).unwrap_or_default().replace("\r\n", "\n");
    Draft {
        name: text("name"),
        title: text("title"),
        addressee: text("addressee"),
        text: text("text"),
        opens: text("opens"),
        closes: text("closes"),
        rule: text("rule"),
        total: text("total"),
        countries: text("countries"),
        minimum: text("minimum"),
        marks: text("marks"),
        source: text("source"),
    }
}

/// Publishes a petition, or changes one.
///
/// # Errors
///
/// As [`page`].
pub fn publish(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let draft = draft(asked.query);
    let kept = match asked.query.get("kept") {
        Some(_) => Some(found(facts, draft.name.trim())?),
        None => None,
    };
    let wrong = |problem: &Problem| match &kept {
        Some(kept) => changed(facts, asked, kept, &draft, Some(problem)).map(Answer::Wrong),
        None => written(facts, asked, &draft, Some(problem)).map(Answer::Wrong),
    };
    let petition = match draft.read(campaign::now()) {
        Ok(petition) => petition,
        Err(problem) => return wrong(&problem),
    };
    let new = kept.is_none();
    let (name, title) = (petition.name.clone(), petition.title.clone());
    let what = if new { "publish-petition" } else { "change-petition" };
    let done = ordered(facts, asked, what, name.clone(), move |sql, _, _| {
        if new && petition::named(sql, &petition.name)?.is_some() {
            return Err(DbError::Refused(format!("there is a petition `{}` already", petition.name)));
        }
        petition::publish(sql, &petition)
    })?;
    match done {
        Ok(_) => Ok(Answer::done(
            format!("/desk/petitions/{name}"),
            if new { format!("“{title}” is published.") } else { format!("“{title}” is saved.") },
        )),
        Err(DbError::Refused(says)) => wrong(&Problem { field: "name", says }),
        Err(error) => Err(away(&error)),
    }
}

/// Closes a petition now.
///
/// # Errors
///
/// As [`page`].
pub fn close(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let petition = found(facts, asked.part)?;
    let (name, title) = (petition.name.clone(), petition.title.clone());
    let done = ordered(facts, asked, "close-petition", name.clone(), move |sql, _, order| {
        petition::close(sql, &petition, order.now)
    })?;
    done.map_err(|error| away(&error))?;
    Ok(Answer::done(format!("/desk/petitions/{name}"), format!("“{title}” is closed.")))
}
