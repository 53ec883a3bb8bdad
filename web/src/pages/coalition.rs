//! The Coalition: who it is, and what it asks of a visitor.

pub mod ways;

use crate::{
    answer::Refusal,
    campaign,
    facts::Facts,
    page::{Page, Section},
    pages::{
        content::{self, news},
        petition::{all, date},
        supporters,
    },
    words::{count, grouped},
};
use ::campaign::{
    content::{Kind, read},
    db::{DbError, Sql},
    gift::entity,
    joining::{directory, logo},
    newsletter::{self, List},
    petition::Petition,
    representative,
};
use maud::{Markup, html};

/// How much news the page has.
const NEWS: u32 = 3;

/// What else is asked: the address, the heading, what it is, and the word of the button.
const MORE: [(&str, &str, &str, &str); 3] = [
    (
        "/give",
        "Give",
        "Once or every month. Every gift is receipted, and every cost is in the books.",
        "Give",
    ),
    (
        "/join",
        "Join",
        "Organisations stand behind the proposal in their own name; volunteers give their time.",
        "Join",
    ),
    (
        "/write",
        "Write to your representative",
        "A letter in your own words to who decides for you: that parliament debate the charter.",
        "Write",
    ),
];

/// The page.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let now = campaign::now();
    let (petitions, lists, more, entries, new) = campaign.read(|sql| {
        let new = read::newest(sql, Kind::News, now, NEWS, 0)?;
        Ok((all(sql)?, newsletter::lists(sql)?, offered(sql)?, read::entries(sql, now)?, new))
    })?;
    let (joined, logos) = campaign.read(|sql| Ok((directory::accepted(sql)?, logo::shown(sql)?)))?;
    let (open, closed): (Vec<_>, Vec<_>) =
        petitions.into_iter().partition(|(petition, _)| petition.is_open(now));
    let office = campaign.office();
    let sender = &office.sender;
    let title = "What the Coalition asks of you";
    let body = html! {
        h1 { (title) }
        p.lead { (sender.name) " campaigns for a community of democracies: a charter that every democracy can join, with a law that can be read and tried on this site." }
        (content::tabs("/coalition"))
        (asks(&open, &lists, &more, 2))
        @if !new.is_empty() {
            h2 { "What is new" }
            (news::items(&new, 3))
            p { a href="/news" { "All news" } }
        }
        (supporters::row(&joined, &logos))
        (content::page::list(&entries, "What there is to read"))
        @if !closed.is_empty() {
            h2 { "Petitions that are closed" }
            ul { @for (petition, signed) in &closed {
                li { a href={ "/petition/" (petition.name) } { (petition.title) } ": " (signatures(*signed)) }
            } }
        }
        h2 { "Who writes to you" }
        p { (sender.name) ", " (sender.postal) ". Write to " a href={ "mailto:" (sender.address) } { (sender.address) } "." }
        p.note { "Your name, address and comment are kept to count your signature and to write to you as you asked; nobody else receives your address, no letter tells us whether you opened it, and one link in every letter withdraws or ends what it is about." }
    };
    let description = "Sign the petition, ask for the newsletter.".to_owned();
    Ok(Page { title: title.to_owned(), description, section: Section::Coalition, body })
}

/// What else can be asked now, by its address: gifts where an entity takes them, letters where there is one to begin with.
///
/// # Errors
///
/// The database's.
pub fn offered(sql: &mut dyn Sql) -> Result<Vec<&'static str>, DbError> {
    let (gifts, letters) = (!entity::offered(sql)?.is_empty(), !representative::all(sql, false)?.is_empty());
    let there = |path: &str| match path {
        "/give" => gifts,
        "/write" => letters,
        _ => ways::is_open(path),
    };
    Ok(MORE.iter().map(|(path, ..)| *path).filter(|path| there(path)).collect())
}

/// What is asked, one thing beside the other, with headings of this level. One button is filled: the first.
pub fn asks(open: &[(Petition, u64)], lists: &[List], more: &[&str], level: u8) -> Markup {
    let heading = |words: &str| html! { @if level == 2 { h2 { (words) } } @else { h3 { (words) } } };
    let newsletters = "Hear what happened and what comes next. No letter tells us whether you opened it.";
    html! {
        div.asks {
            @for (place, (petition, signed)) in open.iter().enumerate() {
                div {
                    (heading("Sign"))
                    p { (petition.title) "." }
                    p.signed { strong { (grouped(*signed)) } " " (if *signed == 1 { "signature" } else { "signatures" })
                        @if let Some(closes) = petition.closes { ", open until " (date(closes)) } }
                    p { a.button .first[place == 0] href={ "/petition/" (petition.name) } { "Read and sign" } }
                }
            }
            @if !lists.is_empty() {
                div {
                    (heading("Subscribe"))
                    p { @match lists { [list] => (list.says), _ => (newsletters) } }
                    p { a.button href="/newsletter" { "Subscribe" } " " a.button href="/newsletter/archive" { "Read it first" } }
                }
            }
            @for (path, title, says, word) in MORE.iter().filter(|(path, ..)| more.contains(path)) {
                div {
                    (heading(title))
                    p { (says) }
                    p { a.button href=(path) { (word) } }
                }
            }
        }
    }
}

fn signatures(signed: u64) -> String {
    count(usize::try_from(signed).unwrap_or(usize::MAX), "signature", "signatures")
}
