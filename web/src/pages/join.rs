//! Joining the Coalition: the ways in, and what the pages of its forms and links have in common.

pub mod organisation;
pub mod volunteer;

use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::{Page, Section},
    pages::{fields::Problem, petition::link::sentence},
};
use ::campaign::joining::JoinRefusal;
use maud::{Markup, html};

/// The ways in.
///
/// # Errors
///
/// 404 where no campaign is run.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    campaign::of(facts)?;
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { "Join the Coalition" }
        p.lead { "An organisation joins as a supporter or a partner; a person joins by helping." }
        div.columns {
            div {
                h2 { "As an organisation" }
                p { "A " strong { "supporter" } " gives its name: it is listed with its country and its words. A " strong { "partner" } " also works with the Coalition: on the charter, at events, in its own country." }
                p { a.button.first href="/join/organisation" { "Apply for an organisation" } }
                p { a href="/supporters" { "Who has joined" } }
            }
            div {
                h2 { "As a volunteer" }
                p { "Translate, organise, speak, design, count: say what you can do and how many hours a month you have. One link ends it." }
                p { a.button href="/join/volunteer" { "Offer help" } }
            }
        }
        h2 { "With less time" }
        ul {
            li { a href="/coalition" { "Sign the petition" } }
            li { a href="/newsletter" { "Receive the newsletter" } }
            li { a href="/events" { "Come to an event" } }
            li { a href="/write" { "Write to your representative" } }
        }
    };
    Ok(named("Join the Coalition", body))
}

/// A page of the section.
pub(super) fn named(title: &str, body: Markup) -> Page {
    Page { title: title.to_owned(), description: title.to_owned(), section: Section::Coalition, body }
}

/// What a form comes to: a page that says so, or the form again with what is wrong, or a refusal where nothing works.
pub(super) fn taken(
    done: Result<(), JoinRefusal>,
    then: impl FnOnce() -> Page,
    again: impl FnOnce(&Problem) -> Page,
) -> Result<Answer, Refusal> {
    match done {
        Ok(()) => Ok(Answer::Page(then())),
        Err(JoinRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => Ok(Answer::Wrong(again(&Problem::of(&refusal)))),
    }
}

/// What a link or its button is refused with; `instead` is where to begin anew.
pub(super) fn refused(refusal: &JoinRefusal, (instead, words): (&str, &str)) -> Refusal {
    match refusal {
        JoinRefusal::Db(error) => away(error),
        other => Refusal::new(404, "This link opens nothing", sentence(&other.to_string()))
            .help("Copy the whole link from the letter.")
            .instead(instead, words),
    }
}

/// What is said whoever entered what: the letter does not say more to a stranger.
pub(super) fn look_into_mail(title: &str, says: &str) -> Page {
    let body = html! {
        h1 { "One step is left: look into your mail" }
        p.lead { (says) }
        p { "It can take some minutes. If it does not come, look among what your mail program took for spam, and check the address by sending the form again after ten minutes." }
        p { a href="/coalition" { "Back to the Coalition" } }
    };
    named(title, body)
}

/// The page of a link, with its button: `post` is where the button leads.
pub(super) fn button(title: &str, says: Markup, post: &str, word: &str) -> Page {
    let body = html! {
        h1 { (title) }
        (says)
        form method="post" action=(post) { button.first { (word) } }
        p.note { "If it was not you who entered this, close this page: nothing happens." }
    };
    named(title, body)
}
