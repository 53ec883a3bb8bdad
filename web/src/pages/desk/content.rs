//! The desk of whoever writes: what there is, how each stands, and the way to write, publish, compare and restore it.

pub mod edit;
mod form;
pub mod history;
pub mod import;
pub mod stand;

use super::{Place, page as framed};
use crate::{
    answer::Refusal,
    campaign,
    facts::Facts,
    page::Page,
    pages::content::address,
    routes::Asked,
    words::{count, moment},
};
use ::campaign::{
    content::{
        ContentRefusal, Editor, Item, Kind, Stands,
        read::{Listed, listed, unseen},
    },
    db::{DbError, Sql},
    people::Power,
};
use maud::{Markup, html};

/// Its place.
pub const PLACE: Place = Place {
    path: "/desk/content",
    word: "Pages and news",
    says: "Write, publish and change pages, news and people.",
    power: Power::Publish,
    waits,
};

/// What a query names of the list.
pub const READS: &[&str] = &["kind", "stands"];

/// The words in which an item may stand, as the filter has them.
const STANDS: [(&str, &str); 5] = [
    ("draft", "draft"),
    ("scheduled", "to come"),
    ("published", "published"),
    ("changed", "with words that readers do not see"),
    ("withdrawn", "withdrawn"),
];

/// Words that were saved and that no reader sees, nor will by a schedule.
fn waits(sql: &mut dyn Sql, _: i64) -> Result<Option<String>, DbError> {
    let mut number = 0;
    for kind in kinds() {
        number += unseen(sql, kind)?;
    }
    let words = count(usize::try_from(number).unwrap_or(usize::MAX), "text has words", "texts have words");
    Ok((number > 0).then(|| format!("{words} that readers do not see")))
}

/// The kinds that are written here: all but events, which have their dates beside their words.
fn kinds() -> impl Iterator<Item = Kind> {
    Kind::ALL.into_iter().filter(|kind| *kind != Kind::Event)
}

/// What a kind is called.
const fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "page",
        Kind::News => "piece of news",
        Kind::Event => "event",
        Kind::Person => "person",
        Kind::Document => "document",
    }
}

/// The list, of a kind and in a stand where these are asked for.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn list(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let (campaign, now) = (campaign::of(facts)?, campaign::now());
    let kind = asked.query.get("kind").and_then(Kind::read);
    let stands = asked.query.get("stands").unwrap_or_default();
    let all = campaign.read(|sql| {
        let of = kinds().map(|kind| Ok((kind, listed(sql, kind)?)));
        of.collect::<Result<Vec<_>, _>>()
    })?;
    let is_shown = |one: &Listed| match stands {
        "" => true,
        "changed" => one.item.has_unpublished_words(now),
        word => one.item.stands(now).word() == word,
    };
    let mut shown = Vec::new();
    for (of, items) in all {
        if kind.is_none_or(|kind| kind == of) {
            shown.extend(items.into_iter().filter(&is_shown));
        }
    }
    let body = html! {
        ul.buttons { @for (place, kind) in kinds().enumerate() {
            li { a.button .first[place == 0] href={ (PLACE.path) "/new/" (kind.word()) } { "Write a " (called(kind)) } }
        } }
        form.filters {
            label { span { "What" } select name="kind" {
                option value="" { "everything" }
                @for of in kinds() { option value=(of.word()) selected[kind == Some(of)] { (called(of)) } }
            } }
            label { span { "How it stands" } select name="stands" {
                option value="" { "anyhow" }
                @for (word, says) in STANDS { option value=(word) selected[stands == word] { (says) } }
            } }
            button { "Show" }
        }
        @if shown.is_empty() { p { "There is nothing of this kind. " a href=(PLACE.path) { "Show everything" } } }
        @else { (table(&shown, kind.is_some() && stands.is_empty(), now)) }
    };
    framed("Pages and news", asked, PLACE.path, body)
}

/// What there is; in the order in which readers find it, where that is to be changed.
fn table(shown: &[Listed], ordered: bool, now: i64) -> Markup {
    let has_order = |kind: Kind| matches!(kind, Kind::Page | Kind::Person | Kind::Document);
    html! {
        div.scroll { table.cards {
            thead { tr { th scope="col" { "Title" } th scope="col" { "Kind" } th scope="col" { "Stands" } th scope="col" { "Saved last" } @if ordered { th scope="col" { "Order" } } } }
            tbody { @for (place, Listed { item, title, sample, author, at }) in shown.iter().enumerate() { tr {
                th scope="row" { a href={ (PLACE.path) "/" (item.id) } { (title) } @if *sample { " " span.sample { "Sample" } } }
                td data-name="Kind" { (item.kind.word()) }
                td data-name="Stands" { (says(item, now)) }
                td data-name="Saved last" { (moment(*at)) " by " (author) }
                @if ordered { td data-name="Order" {
                    @if place > 0 && has_order(item.kind) {
                        form method="post" action={ (PLACE.path) "/" (item.id) "/up" } { button name="act" value="up" aria-label={ "Move up: " (title) } { "Up" } }
                    }
                } }
            } } }
        } }
    }
}

/// How an item stands, in words.
fn says(item: &Item, now: i64) -> Markup {
    let here = html! { a href=(address(item.kind, &item.slug)) { "published" } };
    html! {
        @match item.stands(now) {
            Stands::Draft => "draft",
            Stands::Scheduled(at) => { "to come on " (moment(at)) },
            Stands::Published(at) => { (here) " since " (moment(at)) },
            Stands::Withdrawn(at) => { "withdrawn since " (moment(at)) },
        }
        @if let Some((number, at)) = item.change_to_come(now) { "; revision " (number) " follows on " (moment(at)) }
        @if item.has_unpublished_words(now) { "; with words that readers do not see" }
    }
}

/// The item that an address names.
fn id(asked: &Asked<'_>) -> Result<u64, Refusal> {
    let none = || Refusal::not_found("There is no such text.").instead(PLACE.path, "Everything there is");
    asked.part.parse().map_err(|_| none())
}

/// Who writes.
fn editor(asked: &Asked<'_>) -> Result<Editor, Refusal> {
    let by = super::by(asked)?;
    Ok(Editor { account: Some(by.account.id), name: by.account.name.clone() })
}

/// What is said where something cannot be done at all.
fn refused(refusal: &ContentRefusal) -> Refusal {
    match refusal {
        ContentRefusal::Db(error) => campaign::away(error),
        ContentRefusal::Gone | ContentRefusal::NoRevision(_) => {
            Refusal::not_found(sentence(refusal)).instead(PLACE.path, "Everything there is")
        }
        other => {
            Refusal::new(400, "It was not done", sentence(other)).instead(PLACE.path, "Everything there is")
        }
    }
}

/// A refusal as a sentence.
fn sentence(says: &impl ToString) -> String {
    charter::show::capital(&says.to_string().replace('`', "")) + "."
}

/// The address of an item at the desk.
fn at_desk(id: u64) -> String {
    format!("{}/{id}", PLACE.path)
}
