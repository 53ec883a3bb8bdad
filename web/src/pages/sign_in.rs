//! The door of the desk: a link is asked for by address and comes by letter; the page that it opens has the button that enters.

pub mod passkey;

use crate::{
    answer::{Answer, Done, Refusal, Turn},
    campaign::{self, away},
    facts::Facts,
    page::{Page, Section},
    pages::petition::link::sentence,
    routes::Asked,
};
use ::campaign::{
    address::Address,
    db::DbError,
    people::{
        AccountRefusal, session,
        sign_in::{self, AskRefusal},
    },
};
use maud::{Markup, html};

/// The form that asks for a link.
///
/// # Errors
///
/// 404 where no campaign is run.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    campaign::of(facts)?;
    Ok(form(asked, "", None))
}

/// Sends the link, whoever asks for whom; the answer does not say whether anybody has an account.
///
/// # Errors
///
/// As [`page`]; 503 where the tables cannot be written.
pub fn asked(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let typed = asked.query.get("email").unwrap_or_default();
    let address = match Address::read(typed) {
        Ok(address) => address,
        Err(error) => return Ok(Answer::Wrong(form(asked, typed, Some(&sentence(&error.to_string()))))),
    };
    let (network, now, [first, second, ..]) =
        (asked.network.to_owned(), campaign::now(), campaign::chance()?);
    let sent = campaign
        .write(move |sql, office| sign_in::ask(sql, office, &address, &network, now, [first, second]));
    match sent {
        Ok(()) => Ok(Answer::Page(look_into_mail())),
        Err(AskRefusal::Pace) => Err(too_often()),
        Err(AskRefusal::Account(AccountRefusal::Db(error))) => Err(away(&error)),
        Err(AskRefusal::Account(refusal)) => {
            Ok(Answer::Wrong(form(asked, typed, Some(&sentence(&refusal.to_string())))))
        }
    }
}

/// The page that a link opens. To look at it uses nothing up, so that a program that opens every link of a letter does not.
///
/// # Errors
///
/// 404 where the link opens nothing.
pub fn look(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (token, now) = (asked.part, campaign::now());
    let account =
        campaign::of(facts)?.read(|sql| sign_in::look(sql, token, now))?.ok_or_else(opens_nothing)?;
    let body = html! {
        h1 { "Sign in as " (account.name) }
        p.lead { "Press the button to come to your desk. The link works once." }
        form method="post" action={ "/sign-in/" (token) } { button.first { "Sign in" } }
        p.note { "If somebody else gave you this link, close this page: it would sign you in as them." }
    };
    Ok(named("Sign in", body))
}

/// Enters by a link. A session that this browser had before ends: none is carried over.
///
/// # Errors
///
/// 404 where the link is used, late or forged; 503 where the tables cannot be written.
pub fn enter(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (token, agent, network) = (asked.part.to_owned(), asked.agent.to_owned(), asked.network.to_owned());
    let (now, [chance, ..]) = (campaign::now(), campaign::chance()?);
    let before = asked.by.map(|by| (by.account.id, by.id));
    let entered = campaign::of(facts)?.write(move |sql, office| {
        if !sign_in::may_try(sql, office, &network, now)? {
            return Ok::<_, DbError>(Err(()));
        }
        let entered = sign_in::enter(sql, &token, &agent, now, chance)?;
        if let (Some(_), Some((account, session))) = (&entered, before) {
            session::end(sql, account, session, now)?;
        }
        Ok(Ok(entered))
    });
    match entered.map_err(|error| away(&error))? {
        Err(()) => Err(too_often()),
        Ok(None) => Err(opens_nothing()),
        Ok(Some((account, cookie))) => Ok(Answer::Done(Done {
            to: "/desk".to_owned(),
            said: Some(format!("You are signed in as {}.", account.name)),
            session: Some(Turn::Begins(cookie)),
        })),
    }
}

/// Ends the session with which this is asked.
///
/// # Errors
///
/// 503 where the tables cannot be written.
pub fn leave(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let by = super::desk::by(asked)?;
    let (account, id, now) = (by.account.id, by.id, campaign::now());
    let ended = campaign::of(facts)?.write(move |sql, _| session::end(sql, account, id, now));
    ended.map_err(|error: DbError| away(&error))?;
    let said = Some("You are signed out.".to_owned());
    Ok(Answer::Done(Done { to: "/sign-in".to_owned(), said, session: Some(Turn::Ends) }))
}

fn opens_nothing() -> Refusal {
    Refusal::new(404, "This link opens nothing", "A link to sign in works once, and not for long.")
        .help("Copy the whole link from the letter, or ask for another one.")
        .instead("/sign-in", "Ask for another link")
}

fn too_often() -> Refusal {
    Refusal::new(429, "Too many try at once", "From your network too many tried to sign in within an hour.")
        .help("Try again in an hour.")
}

/// What is said whoever asked for whom.
fn look_into_mail() -> Page {
    let body = html! {
        h1 { "Look into your mail" }
        p.lead { "If this address has an account, a letter with a link is on its way to it. The link works once, within fifteen minutes." }
        p { a href="/sign-in" { "Ask again" } }
    };
    named("Look into your mail", body)
}

fn form(asked: &Asked<'_>, typed: &str, wrong: Option<&str>) -> Page {
    let body = html! {
        @if let Some(said) = asked.said { p.said role="status" { (said) } }
        h1 { "Sign in" }
        p.lead { "For the people who run the campaign. A letter brings you a link that signs you in." }
        @if let Some(by) = asked.by { p { "You are signed in as " (by.account.name) ": " a href="/desk" { "to your desk" } "." } }
        form.enter method="post" action="/sign-in" {
            @if let Some(says) = wrong { p.wrong #problem role="alert" { (says) } }
            div.field {
                label for="email" { "Your e-mail address" }
                input #email name="email" type="email" value=(typed) required maxlength="254" autocomplete="email" aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| "problem")];
            }
            button.first { "Send me a link" }
        }
        form method="post" action="/sign-in/passkey" {
            p { "Or, if you have added a passkey:" }
            button { "Sign in with a passkey" }
        }
    };
    named("Sign in", body)
}

fn named(title: &str, body: Markup) -> Page {
    let description = "For the people who run the campaign.".to_owned();
    Page { title: title.to_owned(), description, section: Section::Coalition, body }
}
