//! The Coalition: who it is, and what it asks of a visitor.

use crate::{
    answer::Refusal,
    campaign,
    facts::Facts,
    page::{Page, Section},
    pages::petition::{all, date},
    words::count,
};
use ::campaign::newsletter;
use maud::html;

/// The page.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let (petitions, lists) = campaign.read(|sql| Ok((all(sql)?, newsletter::lists(sql)?)))?;
    let now = campaign::now();
    let (open, closed): (Vec<_>, Vec<_>) =
        petitions.into_iter().partition(|(petition, _)| petition.is_open(now));
    let office = campaign.office();
    let sender = &office.sender;
    let title = if open.is_empty() { "What the Coalition does" } else { "What the Coalition asks of you" };
    let body = html! {
        h1 { (title) }
        p.lead { (sender.name) " campaigns for a community of democracies: a charter that every democracy can join, with a law that can be read and tried on this site." }
        @if open.is_empty() && lists.is_empty() { p { "Nothing is asked of you now." } }
        @for (place, (petition, signed)) in open.iter().enumerate() {
            h2 { (petition.title) }
            p { "To " (petition.addressee) ". " (count(usize::try_from(*signed).unwrap_or(usize::MAX), "signature", "signatures")) " so far"
                @if let Some(closes) = petition.closes { ", open until " (date(closes)) } "." }
            p.buttons { a.button .first[place == 0] href={ "/petition/" (petition.name) } { "Read and sign" } }
        }
        @for list in &lists {
            h2 { (list.title) }
            p { (list.says) }
            p.buttons { a.button href="/newsletter" { "Subscribe" } a.button href="/newsletter/archive" { "Read the issues so far" } }
        }
        @if !closed.is_empty() {
            h2 { "Petitions that are closed" }
            ul { @for (petition, signed) in &closed {
                li { a href={ "/petition/" (petition.name) } { (petition.title) } ": " (count(usize::try_from(*signed).unwrap_or(usize::MAX), "signature", "signatures")) }
            } }
        }
        h2 { "Who writes to you" }
        p { (sender.name) ", " (sender.postal) ". Write to " a href={ "mailto:" (sender.address) } { (sender.address) } "." }
        p.note { "Your name, address and comment are kept to count your signature and to write to you as you asked; nobody else receives your address, no letter tells us whether you opened it, and one link in every letter withdraws or ends what it is about." }
    };
    let description = "Sign the petition, ask for the newsletter.".to_owned();
    Ok(Page { title: title.to_owned(), description, section: Section::Coalition, body })
}
