//! The newsletter: the form to join a list, the pages that its links open, and the archive of what was sent.

pub mod archive;

use crate::{
    answer::{Answer, Refusal},
    campaign::{self, away},
    facts::Facts,
    page::{Page, Section},
    pages::petition::link::sentence,
    query::{Query, shown},
    routes::Asked,
};
use ::campaign::{
    newsletter::{
        self, List,
        subscribe::{CONSENT, SubscribeRefusal, Wish, ask, confirm, leave},
    },
    secret::{LinkError, Purpose},
};
use maud::{Markup, html};

/// The lists, each with its form.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    let lists = campaign::of(facts)?.read(newsletter::lists)?;
    Ok(form(&lists, &Query::default(), None))
}

/// Takes a wish to join, and says what happens next.
///
/// # Errors
///
/// As [`page`].
pub fn asked(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let lists = campaign.read(newsletter::lists)?;
    let name = asked.query.get("list").unwrap_or_default();
    let Some(list) = lists.iter().find(|list| list.name == name).cloned() else {
        return Err(Refusal::not_found(format!("No newsletter is called “{}”.", shown(name))));
    };
    if asked.query.get("website").is_some() {
        return Ok(Answer::Page(look_into_mail()));
    }
    let (address, consents) =
        (asked.query.get("email").unwrap_or_default().to_owned(), asked.query.get("consent").is_some());
    let (network, now, chance) = (asked.network.to_owned(), campaign::now(), campaign::chance()?);
    let done = campaign.write(move |sql, office| {
        let wish = Wish { address: &address, consents, network: &network };
        ask(sql, office, &list, &wish, now, chance)
    });
    match done {
        Ok(()) => Ok(Answer::Page(look_into_mail())),
        Err(SubscribeRefusal::Db(error)) => Err(away(&error)),
        Err(refusal) => Ok(Answer::Wrong(form(&lists, asked.query, Some(&sentence(&refusal.to_string()))))),
    }
}

/// The page with the button that confirms.
///
/// # Errors
///
/// 404 where the link opens nothing.
pub fn look(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    opens(facts, asked, Purpose::ConfirmSubscription)?;
    let body = html! {
        h1 { "Confirm the newsletter" }
        p.lead { "You asked for this newsletter. Press the button, and the next issue reaches you." }
        form method="post" action={ "/newsletter/confirm/" (asked.part) } { button.first { "Confirm" } }
        p.note { "If it was not you who asked, close this page: nothing happens." }
    };
    Ok(named("Confirm the newsletter", body))
}

/// Confirms.
///
/// # Errors
///
/// 404 where the link opens nothing, 503 where the tables cannot be written.
pub fn confirmed(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (link, now) = (asked.part.to_owned(), campaign::now());
    campaign::of(facts)?.write(move |sql, office| confirm(sql, office, &link, now)).map_err(refused)?;
    let body = html! {
        h1 { "You will receive the newsletter" }
        p.lead { "Every issue has a link that ends it by one click." }
        p { a href="/newsletter/archive" { "The issues so far" } }
    };
    Ok(named("You will receive the newsletter", body))
}

/// The page with the button that ends a subscription.
///
/// # Errors
///
/// 404 where the link opens nothing.
pub fn before_leaving(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    opens(facts, asked, Purpose::Unsubscribe)?;
    let body = html! {
        h1 { "End the newsletter" }
        p.lead { "Press the button, and no more issues reach you. Your address is erased from the list." }
        form method="post" action={ "/newsletter/leave/" (asked.part) } { button.first { "End it" } }
    };
    Ok(named("End the newsletter", body))
}

/// Ends a subscription: by the button, or by a mail program's one click (RFC 8058).
///
/// # Errors
///
/// As [`before_leaving`]; 503 where the tables cannot be written.
pub fn left(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (link, now) = (asked.part.to_owned(), campaign::now());
    campaign::of(facts)?.write(move |sql, office| leave(sql, office, &link, now)).map_err(refused)?;
    let body = html! {
        h1 { "The newsletter is ended" }
        p.lead { "No more issues reach you, and your address is erased from the list." }
        p { a href="/newsletter" { "To join again" } }
    };
    Ok(named("The newsletter is ended", body))
}

/// Is it a link that this site made for this?
fn opens(facts: &Facts, asked: &Asked<'_>, purpose: Purpose) -> Result<(), Refusal> {
    let office = campaign::of(facts)?.office();
    office.secrets.open_link(purpose, asked.part, campaign::now()).map(drop).map_err(wrong_link)
}

fn refused(refusal: SubscribeRefusal) -> Refusal {
    match refusal {
        SubscribeRefusal::Db(error) => away(&error),
        SubscribeRefusal::Link(error) => wrong_link(error),
        other => Refusal::new(404, "This link opens nothing", sentence(&other.to_string()))
            .instead("/newsletter", "Ask for the newsletter again"),
    }
}

fn wrong_link(error: LinkError) -> Refusal {
    Refusal::new(404, "This link opens nothing", sentence(&error.to_string()))
        .help("Copy the whole link from the letter.")
        .instead("/newsletter", "The newsletter")
}

/// What is said whoever asked for whom.
fn look_into_mail() -> Page {
    let body = html! {
        h1 { "One step is left: look into your mail" }
        p.lead { "If this address does not receive the newsletter yet, a letter is on its way to it. Press the button on the page that it opens." }
        p { a href="/coalition" { "What else the Coalition asks of you" } }
    };
    named("Look into your mail", body)
}

fn form(lists: &[List], typed: &Query, wrong: Option<&str>) -> Page {
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { "The newsletter" }
        @if lists.is_empty() { p.lead { "There is no newsletter yet." } }
        @if let Some(says) = wrong { p.wrong #problem role="alert" { (says) } }
        @for (place, list) in lists.iter().enumerate() { (join(list, typed, wrong.is_some(), place == 0)) }
        p { a href="/newsletter/archive" { "The issues so far" } }
    };
    named("The newsletter", body)
}

/// The form of a list. One button of a page is filled: that of the first.
fn join(list: &List, typed: &Query, wrong: bool, first: bool) -> Markup {
    let chosen = typed.get("list").is_none_or(|name| name == list.name);
    let of = |field: &str| format!("{field}-{}", list.name);
    html! {
        form.enter method="post" action="/newsletter" {
            h2 { (list.title) }
            p { (list.says) }
            input type="hidden" name="list" value=(list.name);
            div.field {
                label for=(of("email")) { "Your e-mail address" }
                input #(of("email")) name="email" type="email" required maxlength="254" autocomplete="email" value=[typed.get("email").filter(|_| chosen)] aria-describedby=[(wrong && chosen).then_some("problem")];
            }
            label.tick { input type="checkbox" name="consent" value="yes" required checked[typed.get("consent").is_some() && chosen]; span { (CONSENT) } }
            div.trap aria-hidden="true" {
                label for=(of("website")) { "Leave this empty" }
                input #(of("website")) name="website" tabindex="-1" autocomplete="off";
            }
            button .first[first] { "Subscribe" }
        }
    }
}

fn named(title: &str, body: Markup) -> Page {
    Page { title: title.to_owned(), description: title.to_owned(), section: Section::Coalition, body }
}
