//! The start of the desk: what waits for whoever is signed in, and where what is done.

use super::{NOTHING, PLACES, Place, by, page as framed};
use crate::{answer::Refusal, campaign, facts::Facts, page::Page, routes::Asked};
use ::campaign::people::{Power, passkey};
use maud::html;

/// Its place.
pub const PLACE: Place =
    Place { path: "/desk", word: "Start", says: "What waits for you.", power: Power::Enter, waits: NOTHING };

/// The page.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (campaign, account, now) = (campaign::of(facts)?, &by(asked)?.account, campaign::now());
    let mine = PLACES.iter().flat_map(|(_, places)| *places);
    let mine: Vec<_> = mine.filter(|place| place.path != PLACE.path && account.may(place.power)).collect();
    let waits = campaign.read(|sql| {
        let each = mine.iter().map(|place| Ok(((place.waits)(sql, now)?, *place)));
        each.collect::<Result<Vec<_>, _>>()
    })?;
    let has_passkey = !campaign.read(|sql| passkey::of_account(sql, account.id))?.is_empty();
    let waiting: Vec<_> = waits.iter().filter_map(|(waits, place)| Some((waits.as_ref()?, place))).collect();
    let body = html! {
        @if waiting.is_empty() { p.lead { "Nothing waits for you." } } @else {
            h2 { "What waits for you" }
            ul.waits { @for (waits, place) in &waiting { li { a href=(place.path) { (waits) } } } }
        }
        @if !has_passkey { p.note { "You sign in by links. " a href="/desk/account" { "Add a passkey" } ", and you need no letter next time." } }
        @if !mine.is_empty() {
            h2 { "What you may do" }
            dl.entered { @for place in &mine { div { dt { a href=(place.path) { (place.word) } } dd { (place.says) } } } }
        }
    };
    framed("Desk", asked, PLACE.path, body)
}
