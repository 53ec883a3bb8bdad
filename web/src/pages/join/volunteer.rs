//! A volunteer offers help: the form, and the pages that the links in the letter open.

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
use ::campaign::{
    joining::volunteer::{CONSENT, Offer, Volunteer, confirm, end, look, offer},
    secret::Purpose,
};
use maud::{Markup, html};

const TITLE: &str = "Offer help";
/// Where to begin anew.
const AGAIN: (&str, &str) = ("/join/volunteer", TITLE);

/// The form.
///
/// # Errors
///
/// 404 where no campaign is run.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    campaign::of(facts)?;
    Ok(form(facts, &Query::default(), None))
}

/// Takes an offer, and says what happens next.
///
/// # Errors
///
/// As [`page`]; 503 where the tables cannot be written.
pub fn asked(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let then = || {
        look_into_mail(
            TITLE,
            "We have sent a letter to the address that you entered. You are on our list once you press the button on the page that it opens.",
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
    let done = campaign.write(move |sql, office| {
        let text = |name| sent.get(name).unwrap_or_default();
        let made = Offer {
            name: text("name"),
            address: text("email"),
            country: text("country"),
            skills: text("skills"),
            hours: text("hours"),
            consents: sent.get("consent").is_some(),
            network: &network,
        };
        offer(sql, office, &made, now, chance)
    });
    taken(done, then, |problem| form(facts, asked.query, Some(problem)))
}

fn form(facts: &Facts, typed: &Query, problem: Option<&Problem>) -> Page {
    let fields = Fields::new(typed, problem);
    let body = html! {
        p.crumbs { a href="/join" { "Join" } }
        h1 { (TITLE) }
        p.lead { "Say what you can do and how many hours a month you have. We write when we need it." }
        form.enter method="post" action="/join/volunteer" {
            (fields.problem())
            (fields.line("name", "Your name", Line::text(100).filled("name")))
            (fields.line("email", "Your e-mail address", Line::email()))
            (fields.country(facts, "Your country"))
            (fields.lines("skills", "What you can do (at most 600 characters)", (3, 600), true))
            (fields.line("hours", "Hours a month", Line::number()))
            (fields.tick("consent", CONSENT))
            (trap())
            button.first { "Offer help" }
            p.note { "A letter asks you to confirm: its link works for fourteen days, and what nobody confirms is erased after thirty. " a href="/privacy" { "What is kept, why and for how long" } }
        }
    };
    named(TITLE, body)
}

/// The page with the button that confirms.
///
/// # Errors
///
/// 404 where the link opens nothing.
pub fn before(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let volunteer = of_link(facts, asked, Purpose::ConfirmVolunteer)?;
    if volunteer.confirmed.is_some() {
        return Ok(listed());
    }
    let says = html! {
        p.lead { "Press the button, and we know that you want to help." }
        (what(facts, &volunteer))
    };
    Ok(button(
        "Confirm that you want to help",
        says,
        &format!("/join/volunteer/confirm/{}", asked.part),
        "Confirm",
    ))
}

/// Confirms.
///
/// # Errors
///
/// As [`before`]; 503 where the tables cannot be written.
pub fn confirmed(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (link, now) = (asked.part.to_owned(), campaign::now());
    let done = campaign::of(facts)?.write(move |sql, office| confirm(sql, office, &link, now));
    done.map(|()| listed()).map_err(|refusal| refused(&refusal, AGAIN))
}

fn listed() -> Page {
    let body = html! {
        h1 { "Thank you: you are on our list" }
        p.lead { "We write when we need what you can do. The letter that brought you here has the link that ends it." }
        p { a href="/events" { "What comes next" } }
    };
    named("You are on our list", body)
}

/// The page with the button that ends it.
///
/// # Errors
///
/// 404 where the link opens nothing.
pub fn before_ending(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let volunteer = of_link(facts, asked, Purpose::EndVolunteering)?;
    let says = html! {
        p.lead { "Press the button, and what you entered is erased." }
        (what(facts, &volunteer))
    };
    Ok(button("End your help", says, &format!("/join/volunteer/end/{}", asked.part), "Erase it"))
}

/// Ends it.
///
/// # Errors
///
/// As [`before_ending`]; 503 where the tables cannot be written.
pub fn ended(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (link, now) = (asked.part.to_owned(), campaign::now());
    let done = campaign::of(facts)?.write(move |sql, office| end(sql, office, &link, now));
    done.map_err(|refusal| refused(&refusal, AGAIN))?;
    let body = html! {
        h1 { "It is erased" }
        p.lead { "You are on our list no more. Thank you for what you did." }
        p { a href="/coalition" { "Back to the Coalition" } }
    };
    Ok(named("It is erased", body))
}

fn of_link(facts: &Facts, asked: &Asked<'_>, purpose: Purpose) -> Result<Volunteer, Refusal> {
    let campaign = campaign::of(facts)?;
    let found = campaign.db.read(|sql| look(sql, &campaign.office(), purpose, asked.part, campaign::now()));
    found.map_err(|refusal| refused(&refusal, AGAIN))
}

fn what(facts: &Facts, volunteer: &Volunteer) -> Markup {
    html! {
        dl.entered {
            div { dt { "Name" } dd { (volunteer.name) } }
            div { dt { "Country" } dd { (country_name(facts, &volunteer.country)) } }
            div { dt { "You can" } dd { (volunteer.skills) } }
            div { dt { "Hours a month" } dd { (volunteer.hours) } }
        }
    }
}
