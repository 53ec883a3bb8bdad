//! A page that stands by itself, such as `/about`.

use super::{Found, find, illustrated, preview, sample_says};
use crate::{
    answer::{Answer, Refusal},
    campaign::{self, Campaign},
    facts::Facts,
    page::{Page, Section},
    preview::{Kind as Told, moment},
    query::shown,
    routes::Asked,
};
use ::campaign::content::{
    Kind,
    read::{self, Entry, Shown},
};
use maud::{Markup, html};
use serde_json::json;

/// The name of the route for what stands at the top of the site.
pub const NAME: &str = "page";

/// The page at the top of the site, or what an older site had there.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn top(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let path = format!("/{}", asked.part);
    let none = || Refusal::not_found(format!("Nothing stands at “{}”.", shown(&path)));
    let campaign = facts.campaign.as_deref().ok_or_else(none)?;
    let now = campaign::now();
    match find(campaign, Kind::Page, asked.part, &path, now)? {
        Found::Here(shown) => written(campaign, &shown, now),
        Found::Moved(to) => Ok(Answer::Moved(to)),
    }
}

/// The page under `/page/`, where it does not stand at the top.
///
/// # Errors
///
/// As [`top`].
pub fn under(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let (here, now) = (format!("/page/{}", asked.part), campaign::now());
    match find(campaign, Kind::Page, asked.part, &here, now)? {
        Found::Here(_) if super::address(Kind::Page, asked.part) != here => {
            Ok(Answer::Moved(super::address(Kind::Page, asked.part)))
        }
        Found::Here(shown) => written(campaign, &shown, now),
        Found::Moved(to) => Ok(Answer::Moved(to)),
    }
}

fn written(campaign: &Campaign, shown: &Shown, now: i64) -> Result<Answer, Refusal> {
    let draft = &shown.revision.draft;
    let mut others = campaign.read(|sql| read::entries(sql, now))?;
    others.retain(|entry| entry.id != shown.id);
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { (draft.title) }
        @if !draft.lead.is_empty() { p.lead { (draft.lead) } }
        (sample_says(draft))
        (illustrated(campaign, draft)?)
        (list(&others, "Read on"))
    };
    let description = super::description(draft);
    let preview = preview(campaign, shown, Told::Website, |origin, us| {
        json!({
            "@type": "WebPage", "name": draft.title, "description": description,
            "url": format!("{origin}{}", super::address(Kind::Page, &draft.slug)),
            "dateModified": moment(shown.since), "publisher": us,
        })
    });
    let page = Page { title: draft.title.clone(), description, section: Section::Coalition, body };
    Ok(Answer::Known(page, Box::new(preview)))
}

/// Pages to read, under a heading; nothing where there are none.
pub fn list(entries: &[Entry], heading: &str) -> Markup {
    let mut pages = entries.iter().filter(|entry| entry.kind == Kind::Page).peekable();
    html! {
        @if pages.peek().is_some() {
            nav.on aria-label=(heading) {
                h2 { (heading) }
                ul { @for entry in pages { li { a href=(super::address(Kind::Page, &entry.slug)) { (entry.title) } } } }
            }
        }
    }
}
