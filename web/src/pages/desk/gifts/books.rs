//! The books to take away: gifts as a table, and the journal in double entry as a table and as plain text.

use super::Chosen;
use crate::{
    answer::{Answer, File, FileKind, Refusal},
    campaign, csv,
    facts::Facts,
    page::Page,
    pages::desk::{NOTHING, Place, page as framed},
    routes::Asked,
};
use ::campaign::{
    gift::{
        booking,
        entity::{self, Entity},
        journal,
        money::plain,
        reference::Reference,
    },
    people::Power,
};
use maud::html;

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/gifts/books",
    word: "For accountants",
    says: "The journal in double entry, as CSV and in the form of ledger and hledger.",
    power: Power::KeepAccounts,
    waits: NOTHING,
};

/// The page.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let all = campaign::of(facts)?.read(entity::all)?;
    let body = html! {
        p.lead { "Each entity has books of its own. Every entry sums to nought; names of givers stay at the desk." }
        @for one in &all {
            h2 { (one.called()) }
            p.buttons {
                a.button href={ "/desk/gifts/journal.csv?of=" (one.name) } { "Journal of " (one.name) ", CSV" }
                a.button href={ "/desk/gifts/journal.txt?of=" (one.name) } { "Journal of " (one.name) ", plain text" }
            }
        }
        h2 { "Accounts" }
        p { "Assets: Bank, Card-Processor, Cheques, Cash. Income: Gifts, Gifts-Refunded, Gifts-Disputed, Other. Expenses: Fees, Other. Debits are above nought, credits below." }
        p.note { "With givers’ names: " a href="/desk/gifts/gifts.csv" { "gifts of the last twelve months, CSV" } "." }
    };
    framed("For accountants", asked, PLACE.path, body)
}

/// The gifts that are asked for, with their givers. No cell of it is a formula.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn gifts(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let (office, chosen) = (campaign.office(), Chosen::read(asked.query));
    let rows = campaign.read(|sql| chosen.bookings(sql, &office))?;
    let head = [
        "number",
        "day",
        "entity",
        "what",
        "through",
        "amount",
        "currency",
        "reference",
        "about",
        "giver",
        "address",
    ];
    let rows = rows.into_iter().map(|(entity, one)| {
        vec![
            one.id.to_string(),
            one.day,
            entity.name.clone(),
            one.kind.word().to_owned(),
            one.through.word().to_owned(),
            plain(one.amount),
            entity.currency.code().to_owned(),
            one.pledge.map(|id| Reference::of(id).short().to_owned()).unwrap_or_default(),
            one.about.map(|id| id.to_string()).unwrap_or_default(),
            csv::harmless(&one.giver.unwrap_or_default()),
            csv::harmless(&one.address.unwrap_or_default()),
        ]
    });
    Ok(Answer::File(csv::file("gifts.csv", &head, rows)))
}

fn journal_of(facts: &Facts, asked: &Asked<'_>) -> Result<(Entity, Vec<journal::Entry>), Refusal> {
    let campaign = campaign::of(facts)?;
    let office = campaign.office();
    let named = asked.query.get("of").unwrap_or_default();
    let found = campaign.read(|sql| {
        let Some(entity) = entity::named(sql, named)? else { return Ok(None) };
        let all = booking::between(sql, &office, entity.id, ("0000-00-00", "9999-12-31"))?;
        let entries = all.iter().map(|one| journal::entry(&entity, one)).collect();
        Ok(Some((entity, entries)))
    })?;
    found.ok_or_else(|| Refusal::not_found("There is no such entity.").instead(PLACE.path, PLACE.word))
}

/// The journal as a table.
///
/// # Errors
///
/// 404 where there is no such entity, 503 where the tables cannot be read.
pub fn table(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (entity, entries) = journal_of(facts, asked)?;
    let bytes = journal::csv(&entity, &entries).into_bytes();
    Ok(Answer::File(File { name: format!("journal-{}.csv", entity.name), kind: FileKind::Csv, bytes }))
}

/// The journal as plain text.
///
/// # Errors
///
/// As [`table`].
pub fn text(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let (entity, entries) = journal_of(facts, asked)?;
    let bytes = journal::plain_text(&entity, &entries).into_bytes();
    Ok(Answer::File(File { name: format!("{}.journal", entity.name), kind: FileKind::Text, bytes }))
}
