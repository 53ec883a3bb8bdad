//! What is kept about one person: asked for by an address, seen through the link of a letter, downloaded, and erased by a button.

use super::{
    fields::{Fields, Line, Problem, is_of_a_machine, trap},
    join::{button, look_into_mail, named, refused, taken},
};
use crate::{
    answer::{Answer, File, FileKind, Refusal},
    campaign::{self, Campaign},
    facts::Facts,
    page::Page,
    query::Query,
    routes::Asked,
};
use ::campaign::{
    address::Address,
    joining::JoinRefusal,
    privacy::{
        ask::{ask, open},
        erase::{self, Erased},
        person::{self, Held},
    },
};
use maud::{Markup, html};

const TITLE: &str = "What we keep about you";
/// Where to begin anew.
const AGAIN: (&str, &str) = ("/my-data", TITLE);

/// The form.
///
/// # Errors
///
/// 404 where no campaign is run.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    campaign::of(facts)?;
    Ok(form(&Query::default(), None))
}

fn form(typed: &Query, problem: Option<&Problem>) -> Page {
    let fields = Fields::new(typed, problem);
    let body = html! {
        p.crumbs { a href="/privacy" { "Privacy" } }
        h1 { (TITLE) }
        p.lead { "Enter your e-mail address. A letter brings a link to see, download and erase what is kept about it." }
        form.enter method="post" action="/my-data" {
            (fields.problem())
            (fields.line("email", "Your e-mail address", Line::email()))
            (trap())
            button.first { "Send the link" }
            p.note { "The answer is the same whether or not anything is kept: only who reads that mailbox learns it." }
        }
    };
    named(TITLE, body)
}

/// Sends the link.
///
/// # Errors
///
/// As [`page`]; 503 where the tables cannot be written.
pub fn asked(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let then = || look_into_mail(TITLE, "A letter is on its way to that address. Its link opens for a day.");
    if is_of_a_machine(asked.query) {
        return Ok(Answer::Page(then()));
    }
    let address = asked.query.get("email").unwrap_or_default().to_owned();
    let (network, now, chance) = (asked.network.to_owned(), campaign::now(), campaign::chance()?);
    let done = campaign.write(move |sql, office| ask(sql, office, &address, &network, now, chance));
    taken(done, then, |problem| form(asked.query, Some(problem)))
}

/// Whose link it is, and what is kept about them.
fn of_link(campaign: &Campaign, link: &str) -> Result<(Address, Vec<Held>), Refusal> {
    let office = campaign.office();
    let found = campaign.db.read(|sql| {
        let address = open(sql, &office, link, campaign::now())?;
        let held = person::of_address(sql, &office, &address)?;
        Ok::<_, JoinRefusal>((address, held))
    });
    found.map_err(|refusal| refused(&refusal, AGAIN))
}

/// What is kept, with the ways to download and to erase it.
///
/// # Errors
///
/// 404 where the link opens nothing.
pub fn seen(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (address, held) = of_link(campaign::of(facts)?, asked.part)?;
    let body = html! {
        p.crumbs { a href="/privacy" { "Privacy" } }
        h1 { (TITLE) }
        p.lead { "About " strong { (address) } ", in " (held.len()) " of the tables that hold data of people." }
        p.buttons {
            a.button.first href={ "/my-data/" (asked.part) ".json" } { "Download it (JSON)" }
            a.button href={ "/my-data/" (asked.part) "/erase" } { "Erase it" }
        }
        @for one in &held { (table(one)) }
        p.note { "The link of the letter opens this page for a day, for whoever has it." }
    };
    Ok(named(TITLE, body))
}

fn table(held: &Held) -> Markup {
    html! {
        h2 { (held.title) }
        p.note { "To what end: " (held.why) ". What allows it: " (held.basis) "." }
        @for row in &held.rows {
            dl.entered { @for (what, says) in row { div { dt { (what) } dd { (says) } } } }
        }
    }
}

/// The same as JSON.
///
/// # Errors
///
/// As [`seen`].
pub fn download(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let (office, now) = (campaign.office(), campaign::now());
    let found = campaign.db.read(|sql| {
        let address = open(sql, &office, asked.part, now)?;
        Ok::<_, JoinRefusal>(person::json(sql, &office, &address, now)?)
    });
    let bytes = found.map_err(|refusal| refused(&refusal, AGAIN))?.into_bytes();
    Ok(Answer::File(File { name: "my-data.json".to_owned(), kind: FileKind::Json, bytes }))
}

/// The page with the button that erases.
///
/// # Errors
///
/// As [`seen`].
pub fn before_erasing(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (address, held) = of_link(campaign::of(facts)?, asked.part)?;
    let says = html! {
        p.lead { "Press the button, and what is kept about " strong { (address) } " is erased: signatures count no more, subscriptions end, places are given up." }
        @if held.is_empty() { p { "Nothing is kept now." } }
        ul { @for one in &held { li { (one.title) } } }
        p { "What the law makes us keep stays, and the next page says what and why. " a href={ "/my-data/" (asked.part) } { "Look at it first" } }
    };
    Ok(button("Erase what is kept about you", says, &format!("/my-data/{}/erase", asked.part), "Erase it"))
}

/// Erases, and says what was erased and what is kept, and why.
///
/// # Errors
///
/// As [`seen`]; 503 where the tables cannot be written: then nothing is erased.
pub fn erased(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (link, now, chance) = (asked.part.to_owned(), campaign::now(), campaign::chance()?);
    let done = campaign::of(facts)?.write(move |sql, office| {
        let address = open(sql, office, &link, now)?;
        Ok::<_, JoinRefusal>(erase::erase(sql, office, &address, None, now, chance[0])?)
    });
    let done = done.map_err(|refusal| refused(&refusal, AGAIN))?;
    let body = html! {
        h1 { "It is erased" }
        (what_became(&done))
        p { a href="/privacy" { "What is kept of whom, why and for how long" } }
    };
    Ok(named("It is erased", body))
}

/// What was erased, and what is kept and why.
pub(super) fn what_became(done: &[Erased]) -> Markup {
    let kept: Vec<_> = done.iter().filter(|one| one.kept > 0).collect();
    html! {
        @if done.is_empty() { p.lead { "There was nothing to erase." } }
        @if done.iter().any(|one| one.erased > 0) {
            ul { @for one in done.iter().filter(|one| one.erased > 0) { li { (charter::show::capital(one.what)) ": " (one.erased) " erased" } } }
        }
        @if !kept.is_empty() {
            h2 { "What is kept, and why" }
            dl.entered { @for one in kept { div { dt { (charter::show::capital(one.what)) ": " (one.kept) } dd { (one.why.unwrap_or_default()) } } } }
        }
    }
}
