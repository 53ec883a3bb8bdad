//! What the Coalition publishes: pages, news and people, and the files by which other programs follow them.

pub mod document;
pub mod feed;
pub mod news;
pub mod page;
pub mod people;
pub mod sitemap;
pub mod strip;

use crate::{
    answer::Refusal,
    campaign::{self, Campaign},
    facts::Facts,
    pages::{
        coalition::ways::{self, Stands},
        petition::date,
    },
    preview::{self, Preview, moment, organization},
    routes,
};
use ::campaign::{
    content::{
        Kind,
        draft::Draft,
        read::{self, Shown},
    },
    file, markdown,
};
use maud::{Markup, PreEscaped, html};
use serde_json::Value;

/// Where an item stands. A page stands at the top of the site, unless something else does: `/about`, else `/page/charter`.
pub fn address(kind: Kind, slug: &str) -> String {
    match kind {
        Kind::Page => {
            let top = format!("/{slug}");
            let free = routes::find(&top, false).is_some_and(|(route, _)| route.name == page::NAME);
            if free { top } else { format!("/page/{slug}") }
        }
        Kind::News => format!("/news/{slug}"),
        Kind::Event => format!("/events/{slug}"),
        Kind::Person => format!("/people/{slug}"),
        Kind::Document => format!("/documents/{slug}"),
    }
}

/// What is shown at an address, or where it stands now.
enum Found {
    Here(Box<Shown>),
    Moved(String),
}

/// Looks for an item where `path` was asked.
fn find(campaign: &Campaign, kind: Kind, slug: &str, path: &str, now: i64) -> Result<Found, Refusal> {
    let found = campaign.read(|sql| {
        if let Some(shown) = read::shown(sql, kind, slug, now)? {
            return Ok(Some(Found::Here(Box::new(shown))));
        }
        let moved = match read::moved(sql, Some(kind), slug, now)? {
            Some(moved) => Some(moved),
            None => read::moved(sql, None, path, now)?,
        };
        Ok(moved.map(|(kind, slug)| Found::Moved(address(kind, &slug))))
    })?;
    found.ok_or_else(|| Refusal::not_found(format!("Nothing stands at “{}”.", crate::query::shown(path))))
}

/// Where a path leads that no route has: one of a site that was here before, or that of a page with a slash behind it.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn formerly(facts: &Facts, path: &str) -> Result<Option<String>, Refusal> {
    let Some(campaign) = &facts.campaign else { return Ok(None) };
    match find(campaign, Kind::Page, path.trim_matches('/'), path, campaign::now()) {
        Ok(Found::Here(shown)) => Ok(Some(address(Kind::Page, &shown.revision.draft.slug))),
        Ok(Found::Moved(to)) => Ok(Some(to)),
        Err(refusal) if refusal.status == 404 => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// The pages of the Coalition beside each other.
pub fn tabs(current: &str) -> Markup {
    html! {
        nav.tabs aria-label="Coalition" {
            ul.counts {
                @for way in ways::open().filter(|way| way.stands == Stands::Among) {
                    li { @if way.path == current { strong aria-current="page" { (way.word) } } @else { a href=(way.path) { (way.word) } } }
                }
            }
        }
    }
}

/// The text of an item as it is written, and its picture above it.
pub fn prose(draft: &Draft) -> Markup {
    html! {
        @if !draft.picture.is_empty() { p.picture { img src=(draft.picture) alt=(draft.alt); } }
        div.prose { (PreEscaped(markdown::html(&draft.body))) }
    }
}

/// The same with the campaign's own pictures in the widths that readers need, and who made them below.
fn illustrated(campaign: &Campaign, draft: &Draft) -> Result<Markup, Refusal> {
    let (above, text) = campaign.read(|sql| {
        let picture = file::of_address(sql, &draft.picture)?.filter(|file| file.kind.is_picture());
        Ok((picture.map(|file| file::element(&file, &draft.alt)), file::html(sql, &draft.body)?))
    })?;
    Ok(html! {
        @if let Some(picture) = above { p.picture { (PreEscaped(picture)) } }
        @else if !draft.picture.is_empty() { p.picture { img src=(draft.picture) alt=(draft.alt); } }
        div.prose { (PreEscaped(text)) }
    })
}

/// The mark of what is there to be replaced.
fn sample(draft: &Draft) -> Markup {
    html! { @if draft.sample { span.sample { "Sample" } " " } }
}

/// What is said under the heading of such an item.
pub fn sample_says(draft: &Draft) -> Markup {
    html! { @if draft.sample { p.note { (sample(draft)) "This shows what could stand here." } } }
}

/// The time by which news is sorted: that of its day, or of its publication.
fn day_of(shown: &Shown) -> i64 {
    shown.revision.draft.details.day().unwrap_or(shown.published)
}

/// A day for readers and programs.
pub fn day(at: i64) -> Markup {
    html! { time datetime=(moment(at).get(..10).unwrap_or_default()) { (date(at)) } }
}

/// What a text begins with, for those who see no more: its lead, or the beginning of its text.
fn description(draft: &Draft) -> String {
    if !draft.lead.is_empty() {
        return draft.lead.clone();
    }
    let text = markdown::plain(&draft.body);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut words: String = text.chars().take(160).collect();
    if words.len() < text.len() {
        words.truncate(words.rfind(' ').unwrap_or(words.len()));
        words.push('…');
    }
    if words.is_empty() { draft.title.clone() } else { words }
}

/// What programs are told of an item. `data` is what it is in schema.org's words; a sample is nothing there.
fn preview(
    campaign: &Campaign,
    shown: &Shown,
    kind: preview::Kind,
    data: impl FnOnce(&str, &Value) -> Value,
) -> Preview {
    let office = campaign.office();
    let draft = &shown.revision.draft;
    let us = organization(&office.origin, &office.sender.name);
    let data = if draft.sample { Vec::new() } else { vec![preview::thing(data(&office.origin, &us))] };
    let picture = (!draft.picture.is_empty()).then(|| (draft.picture.clone(), draft.alt.clone()));
    Preview {
        origin: office.origin.clone(),
        of: office.sender.name.clone(),
        address: address(shown.kind, &draft.slug),
        kind,
        picture,
        data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_stands_at_the_top_unless_something_else_does() {
        assert_eq!(address(Kind::Page, "about"), "/about");
        assert_eq!(address(Kind::Page, "charter"), "/page/charter");
        assert_eq!(address(Kind::Page, "desk"), "/page/desk");
        assert_eq!(address(Kind::News, "about"), "/news/about");
    }

    #[test]
    fn who_sees_no_more_sees_the_beginning() {
        let mut draft = Draft {
            slug: "a".into(),
            title: "A".into(),
            lead: String::new(),
            body: format!("The *beginning* of {}", "words ".repeat(60)),
            picture: String::new(),
            alt: String::new(),
            sample: false,
            details: ::campaign::content::Details::Page {},
        };
        let begins = description(&draft);
        assert!(begins.ends_with("words…") && begins.chars().count() <= 161, "{begins}");
        draft.body = String::new();
        assert_eq!(description(&draft), "A");
        draft.lead = "The lead.".into();
        assert_eq!(description(&draft), "The lead.");
    }
}
