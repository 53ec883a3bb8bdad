//! An organisation applies: the form, and the page that the link in the letter opens.

use super::{button, look_into_mail, named, refused, taken};
use crate::{
    answer::{Answer, Refusal},
    campaign,
    facts::Facts,
    page::Page,
    pages::fields::{Fields, Line, Problem, country_name, is_country, is_of_a_machine, trap},
    query::Query,
    routes::Asked,
};
use ::campaign::joining::apply::{Application, CONSENT, Entered, Wants, apply, confirm, look};
use maud::{Markup, html};

const TITLE: &str = "Apply for an organisation";
/// Where to begin anew.
const AGAIN: (&str, &str) = ("/join/organisation", TITLE);

/// The form.
///
/// # Errors
///
/// 404 where no campaign is run.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    campaign::of(facts)?;
    Ok(form(facts, &Query::default(), None))
}

/// Takes an application, and says what happens next.
///
/// # Errors
///
/// As [`page`]; 503 where the tables cannot be written.
pub fn asked(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let then = || {
        look_into_mail(
            TITLE,
            "We have sent a letter to the contact person. The application reaches a moderator once the button on the page that it opens is pressed.",
        )
    };
    if is_of_a_machine(asked.query) {
        return Ok(Answer::Page(then()));
    }
    if !is_country(facts, asked.query.get("country").unwrap_or_default()) {
        return Ok(Answer::Wrong(form(facts, asked.query, Some(&Problem::country()))));
    }
    let (sent, network) = (asked.query.clone(), asked.network.to_owned());
    let (now, chance) = (campaign::now(), campaign::chance()?);
    let done =
        campaign.write(move |sql, office| apply(sql, office, &application(&sent, &network), now, chance));
    taken(done, then, |problem| form(facts, asked.query, Some(problem)))
}

/// What a form sent, here or at the desk.
pub(in crate::pages) fn application<'a>(sent: &'a Query, network: &'a str) -> Application<'a> {
    let text = |name| sent.get(name).unwrap_or_default();
    Application {
        wants: text("wants"),
        name: text("name"),
        country: text("country"),
        website: text("site"),
        does: text("does"),
        statement: text("statement"),
        contact: text("contact"),
        address: text("email"),
        consents: sent.get("consent").is_some(),
        network,
    }
}

/// What is shown of an organisation: the same fields here and at the desk.
pub(in crate::pages) fn shown_fields(facts: &Facts, fields: Fields<'_>) -> Markup {
    let ways: Vec<_> =
        Wants::ALL.iter().map(|wants| (wants.word(), charter::show::capital(wants.word()))).collect();
    let ways: Vec<_> = ways.iter().map(|(word, words)| (*word, words.as_str())).collect();
    html! {
        (fields.choice("wants", "The organisation joins as a", &ways))
        (fields.line("name", "Name of the organisation", Line::text(120).filled("organization")))
        (fields.country(facts, "Its country"))
        (fields.line("site", "Its website, if it has one", Line::text(200).filled("url").if_you_like()))
        (fields.lines("does", "What it does (at most 400 characters)", (3, 400), true))
        (fields.lines("statement", "Why it joins, if you like (at most 1,000 characters)", (4, 1_000), false))
    }
}

fn form(facts: &Facts, typed: &Query, problem: Option<&Problem>) -> Page {
    let fields = Fields::new(typed, problem);
    let body = html! {
        p.crumbs { a href="/join" { "Join" } }
        h1 { (TITLE) }
        p.lead { "The contact person confirms by a letter, a moderator reads the application, and you receive an answer." }
        form.enter method="post" action="/join/organisation" {
            (fields.problem())
            h2 { "The organisation" }
            (shown_fields(facts, fields))
            h2 { "The contact person" }
            (fields.line("contact", "Your name", Line::text(100).filled("name")))
            (fields.line("email", "Your e-mail address", Line::email().says("It is not shown, and used to answer alone.")))
            (fields.tick("consent", CONSENT))
            (trap())
            button.first { "Apply" }
            p.note { "What nobody confirms is erased after thirty days. " a href="/privacy" { "What is kept, why and for how long" } }
        }
    };
    named(TITLE, body)
}

/// The page of the link: what was entered, and the button that confirms it.
///
/// # Errors
///
/// 404 where the link opens nothing.
pub fn before(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let found = campaign.db.read(|sql| look(sql, &campaign.office(), asked.part, campaign::now()));
    let (entered, is_confirmed) = found.map_err(|refusal| refused(&refusal, AGAIN))?;
    if is_confirmed {
        return Ok(waits(&entered));
    }
    let says = html! {
        p.lead { "Press the button, and a moderator reads the application of " (entered.name) "." }
        (what(facts, &entered))
    };
    Ok(button("Confirm the application", says, &format!("/join/confirm/{}", asked.part), "Confirm"))
}

/// Confirms.
///
/// # Errors
///
/// As [`before`]; 503 where the tables cannot be written.
pub fn confirmed(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (link, now) = (asked.part.to_owned(), campaign::now());
    let done = campaign::of(facts)?.write(move |sql, office| confirm(sql, office, &link, now));
    done.map(|entered| waits(&entered)).map_err(|refusal| refused(&refusal, AGAIN))
}

fn waits(entered: &Entered) -> Page {
    let body = html! {
        h1 { "The application is confirmed" }
        p.lead { "A moderator reads the application of " (entered.name) " and answers by letter." }
        p { a href="/supporters" { "Who has joined" } }
    };
    named("The application is confirmed", body)
}

/// What was entered, as it would be listed.
fn what(facts: &Facts, entered: &Entered) -> Markup {
    html! {
        dl.entered {
            div { dt { "As a" } dd { (entered.wants.word()) } }
            div { dt { "Name" } dd { (entered.name) } }
            div { dt { "Country" } dd { (country_name(facts, &entered.country)) } }
            @if let Some(website) = &entered.website { div { dt { "Website" } dd { (website) } } }
            div { dt { "What it does" } dd { (entered.does) } }
            @if !entered.statement.is_empty() { div { dt { "Why it joins" } dd { (entered.statement) } } }
            div { dt { "Contact person, not shown" } dd { (entered.contact) } }
        }
    }
}
