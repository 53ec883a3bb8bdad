//! Those who offered help, for whoever asks them for it.

use super::{NOTHING, Place, page as framed};
use crate::{
    answer::{Answer, Refusal},
    campaign, csv,
    facts::Facts,
    page::Page,
    pages::{
        fields::{countries, country_name},
        petition::date,
    },
    routes::Asked,
    words::count,
};
use ::campaign::{
    joining::volunteer::{self, Volunteer},
    people::Power,
};
use maud::html;

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/volunteers",
    word: "Volunteers",
    says: "See who offered which help, and how many hours a month.",
    power: Power::Moderate,
    waits: NOTHING,
};

fn read(facts: &Facts, asked: &Asked<'_>) -> Result<Vec<Volunteer>, Refusal> {
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    campaign.read(|sql| volunteer::all(sql, &office, asked.query.get("country")))
}

/// The list, of one country where one is asked for.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let all = read(facts, asked)?;
    let chosen = asked.query.get("country").unwrap_or_default();
    let hours: u64 = all.iter().map(|one| one.hours).sum();
    let body = html! {
        form.filters method="get" action=(PLACE.path) {
            label { span { "Country" } select name="country" {
                option value="" { "Every country" }
                @for (code, name) in countries(facts) { option value=(code) selected[code == chosen] { (name) } }
            } }
            button { "Show" }
        }
        p.lead { (charter::show::capital(&count(all.len(), "volunteer", "volunteers"))) ", " (hours) " hours a month." }
        p { a href={ "/desk/volunteers.csv" @if !chosen.is_empty() { "?country=" (chosen) } } { "As a table (CSV)" } }
        @for one in &all {
            article.organisation {
                h2 { (one.name) }
                p.note { (country_name(facts, &one.country)) " · " (one.hours) " hours a month" @if let Some(at) = one.confirmed { " · since " (date(at)) } " · " a href={ "mailto:" (one.address) } { (one.address) } }
                p { (one.skills) }
            }
        }
    };
    framed(PLACE.word, asked, PLACE.path, body)
}

/// The same as a table to download.
///
/// # Errors
///
/// As [`page`].
pub fn table(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let rows = read(facts, asked)?
        .into_iter()
        .map(|one| vec![one.name, one.address, one.country, one.skills, one.hours.to_string()]);
    let head = ["name", "address", "country", "skills", "hours a month"];
    Ok(Answer::File(csv::guarded("volunteers.csv", &head, rows)))
}
