//! A receipt and the statement of a year, each on one page that prints on A4.

use super::{gone, named, wrong_link};
use crate::{
    answer::Refusal, campaign, facts::Facts, page::Page, pages::petition::date, query::shown, routes::Asked,
};
use ::campaign::gift::{
    entity, pledge,
    receipt::{self, Receipt},
    statement::{self, Year},
};
use maud::html;

/// The receipt that a link opens.
///
/// # Errors
///
/// 404 where it opens nothing, 503 where the tables cannot be read.
pub fn page(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let (office, now) = (campaign.office(), campaign::now());
    let found = campaign.read(|sql| receipt::opened_by(sql, &office, asked.part, now))?;
    let receipt = found.map_err(wrong_link)?.ok_or_else(gone)?;
    Ok(written(&receipt))
}

fn written(receipt: &Receipt) -> Page {
    let said = &receipt.says;
    let body = html! {
        div.sheet {
            p { strong { (said.entity) } br; (said.postal) }
            h1 { "Receipt " (receipt.called()) }
            @if let Some(at) = receipt.cancelled {
                p.wrong { "This receipt no longer counts since " (date(at)) @if let Some(why) = &receipt.why { ": " (why) } "." }
            }
            p.lead { "Received from " strong { (said.giver) } " with thanks: " strong { (receipt.money()) } }
            dl.entered {
                div { dt { "Received on" } dd { (said.day) ", by " (said.through) } }
                div { dt { "Receipt issued on" } dd { (date(receipt.issued)) } }
                @for (what, number) in &said.numbers { div { dt { (what) } dd { (number) } } }
            }
            @for part in &said.wording { p { (part) } }
            p.note.screen { "Print this page, or keep it as a file, from your browser’s menu." }
        }
    };
    named(&format!("Receipt {}", receipt.called()), body)
}

/// The statement of a year that a pledge's link opens: every gift of its giver to the same entity.
///
/// # Errors
///
/// As [`page`]; 404 where the year is none.
pub fn year(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let (office, now) = (campaign.office(), campaign::now());
    let found = campaign.read(|sql| pledge::opened_by(sql, &office, asked.part, now))?;
    let pledge = found.map_err(wrong_link)?.ok_or_else(gone)?;
    let typed = asked.query.get("year").unwrap_or_default();
    let of = typed.parse().ok().filter(|year| (1990..=9998).contains(year));
    let of: i16 = of.ok_or_else(|| Refusal::not_found(format!("“{}” is no year.", shown(typed))))?;
    let (entity, year) = campaign.read(|sql| {
        let entity = entity::numbered(sql, pledge.entity)?;
        let year = statement::year(sql, &office, &entity, &pledge.person, of)?;
        Ok((entity, year))
    })?;
    let Year { called, days, gifts, sum } = &year;
    let details = &entity.details;
    let money = |units: i64| ::campaign::gift::money::Money::new(units, entity.currency).to_string();
    let body = html! {
        div.sheet {
            p { strong { (entity.called()) } br; (details.address) }
            h1 { "Gifts of " (called) }
            @if gifts.is_empty() { p.lead { "None was received from " (days.0) " to " (days.1) "." } } @else {
                p.lead { "Received from " strong { (pledge.name.as_deref().unwrap_or("the giver")) } " from " (days.0) " to " (days.1) ": " strong { (sum) } }
                div.scroll tabindex="0" role="region" aria-label="Gifts of the year" {
                    table {
                        thead { tr { th { "Day" } th { "By" } th.n { "Amount" } th.n { "Given back" } th { "Receipt" } } }
                        tbody { @for gift in gifts {
                            tr { td { (gift.day) } td { (gift.through) } td.n { (money(gift.amount)) } td.n { (money(gift.back)) } td { (gift.receipt.as_deref().unwrap_or("none")) } }
                        } }
                    }
                }
                @for part in details.receipt_says() { p { (part) } }
            }
            dl.entered { @for (what, number) in details.numbers() { div { dt { (what) } dd { (number) } } } }
            p.note.screen { "Written on " (date(now)) ". Print this page, or keep it as a file, from your browser’s menu." }
        }
    };
    Ok(named(&format!("Gifts of {called}"), body))
}
