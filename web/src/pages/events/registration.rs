//! Registering for an event, and the pages that the links in the letters open: to confirm, and to give the place up.

use super::{AGAIN, address, named_so, whole};
use crate::{
    answer::{Answer, Refusal},
    campaign,
    facts::Facts,
    page::Page,
    pages::{
        fields::is_of_a_machine,
        files::prose,
        join::{button, look_into_mail, named, refused, taken},
    },
    routes::Asked,
};
use ::campaign::{
    event::{
        Event,
        register::{Attendee, Place, Wish, ask, cancel, confirm, look},
    },
    secret::Purpose,
};
use maud::{Markup, html};

/// Takes a wish to come, and says what happens next.
///
/// # Errors
///
/// 404 where there is no such event, 503 where the tables cannot be written.
pub fn asked(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let event = named_so(facts, asked.part)?;
    let then = || {
        look_into_mail(
            &event.title,
            "We have sent a letter to the address that you entered. The place is yours once you press the button on the page that it opens.",
        )
    };
    if is_of_a_machine(asked.query) {
        return Ok(Answer::Page(then()));
    }
    let (sent, network, of) = (asked.query.clone(), asked.network.to_owned(), event.clone());
    let (now, chance) = (campaign::now(), campaign::chance()?);
    let done = campaign::of(facts)?.write(move |sql, office| {
        let text = |name| sent.get(name).unwrap_or_default();
        let wish = Wish {
            name: text("name"),
            address: text("email"),
            consents: sent.get("consent").is_some(),
            network: &network,
        };
        ask(sql, office, &of, &wish, now, chance)
    });
    let text = prose(facts, &event.text)?;
    taken(done, then, |problem| whole(&event, &text, asked.query, Some(problem)))
}

/// The page with the button that confirms.
///
/// # Errors
///
/// 404 where the link opens nothing.
pub fn before(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (event, attendee) = of_link(facts, asked, Purpose::ConfirmRegistration)?;
    if attendee.place != Place::Asked {
        return Ok(stands(&event, attendee.place));
    }
    let says = html! {
        p.lead { "Press the button if you come." }
        (what(&event, &attendee))
    };
    Ok(button("Confirm that you come", says, &format!("/events/confirm/{}", asked.part), "I come"))
}

/// Confirms.
///
/// # Errors
///
/// As [`before`]; 503 where the tables cannot be written.
pub fn confirmed(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (link, now, chance) = (asked.part.to_owned(), campaign::now(), campaign::chance()?);
    let done = campaign::of(facts)?.write(move |sql, office| confirm(sql, office, &link, now, chance));
    done.map(|(event, place)| stands(&event, place)).map_err(|refusal| refused(&refusal, AGAIN))
}

/// How somebody stands once they confirmed.
fn stands(event: &Event, place: Place) -> Page {
    let (title, says) = match place {
        Place::Comes => {
            ("You have a place", "A letter says when and where, and has the link that gives the place up.")
        }
        Place::Asked | Place::Waits => (
            "You are on the waiting list",
            "Every place is taken now. You receive a letter when one becomes free.",
        ),
    };
    let body = html! {
        h1 { (title) }
        p.lead { (event.title) ", " (event.when.shown()) }
        p { (says) }
        p { a href={ (address(event)) ".ics" } { "For your calendar" } " · " a href=(address(event)) { "The event" } }
    };
    named(title, body)
}

/// The page with the button that gives a place up.
///
/// # Errors
///
/// 404 where the link opens nothing.
pub fn before_leaving(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (event, attendee) = of_link(facts, asked, Purpose::CancelRegistration)?;
    let says = html! {
        p.lead { "Press the button if you do not come. Your place goes to the next who waits, and what you entered is erased." }
        (what(&event, &attendee))
    };
    Ok(button("Give your place up", says, &format!("/events/cancel/{}", asked.part), "I do not come"))
}

/// Gives a place up.
///
/// # Errors
///
/// As [`before_leaving`]; 503 where the tables cannot be written.
pub fn left(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (link, now, chance) = (asked.part.to_owned(), campaign::now(), campaign::chance()?);
    let done = campaign::of(facts)?.write(move |sql, office| cancel(sql, office, &link, now, chance));
    let event = done.map_err(|refusal| refused(&refusal, AGAIN))?;
    let body = html! {
        h1 { "Your place is given up" }
        p.lead { "You are no longer on the list of “" (event.title) "”, and what you entered is erased." }
        p { a href="/events" { "Other events" } }
    };
    Ok(named("Your place is given up", body))
}

fn of_link(facts: &Facts, asked: &Asked<'_>, purpose: Purpose) -> Result<(Event, Attendee), Refusal> {
    let campaign = campaign::of(facts)?;
    let found = campaign.db.read(|sql| look(sql, &campaign.office(), purpose, asked.part, campaign::now()));
    found.map_err(|refusal| refused(&refusal, AGAIN))
}

fn what(event: &Event, attendee: &Attendee) -> Markup {
    html! {
        dl.entered {
            div { dt { "Event" } dd { (event.title) } }
            div { dt { "When" } dd { (event.when.shown()) } }
            div { dt { "Where" } dd { (event.place) } }
            div { dt { "Your name" } dd { (attendee.name) } }
        }
    }
}
