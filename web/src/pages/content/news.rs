//! News: the list of it, and a piece of it.

use super::{Found, day, day_of, find, illustrated, preview, sample, sample_says, tabs};
use crate::{
    answer::{Answer, Refusal},
    campaign,
    facts::Facts,
    page::{Page, Section},
    preview::{Kind as Told, moment},
    query::shown,
    routes::Asked,
};
use ::campaign::content::{
    Kind,
    read::{self, Shown},
};
use maud::{Markup, html};
use serde_json::json;

/// How many stand on a page.
const MOST: u32 = 20;

/// The list, the newest first; `page` asks for the older ones.
///
/// # Errors
///
/// 404 for a page that is not there, 503 where the tables cannot be read.
pub fn list(facts: &Facts, asked: &Asked<'_>) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let number = match asked.query.get("page") {
        None => 1,
        Some(text) => {
            text.parse::<u32>().ok().filter(|number| (1..=10_000).contains(number)).ok_or_else(|| {
                Refusal::not_found(format!("There is no page “{}” of the news.", shown(text)))
                    .instead("/news", "The news")
            })?
        }
    };
    let now = campaign::now();
    let mut news = campaign.read(|sql| read::newest(sql, Kind::News, now, MOST + 1, (number - 1) * MOST))?;
    if news.is_empty() && number > 1 {
        return Err(Refusal::not_found("There is no older news.").instead("/news", "The news"));
    }
    let more = news.len() > MOST as usize;
    news.truncate(MOST as usize);
    let name = &campaign.office().sender.name;
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { "News" @if number > 1 { ", page " (number) } }
        (tabs("/news"))
        @if news.is_empty() {
            p.lead { "There is no news yet." }
            p { "Whoever " a href="/newsletter" { "reads the newsletter" } " learns of it first." }
        }
        (items(&news, 2))
        @if number > 1 || more {
            nav aria-label="Pages of the news" {
                ul.counts {
                    @if number > 1 { li { a rel="prev" href=(older(number - 1)) { "Newer" } } }
                    @if more { li { a rel="next" href=(older(number + 1)) { "Older" } } }
                }
            }
        }
        p.source { "Follow it: " a href="/feed.atom" { "Atom" } " · " a href="/feed.json" { "JSON Feed" } " · " a href="/newsletter" { "newsletter" } }
    };
    let title = if number > 1 { format!("News, page {number}") } else { "News".to_owned() };
    Ok(Page { title, description: format!("News of {name}."), section: Section::Coalition, body })
}

fn older(number: u32) -> String {
    if number == 1 { "/news".to_owned() } else { format!("/news?page={number}") }
}

/// News as a list, its titles on this level of headings.
pub fn items(news: &[Shown], level: u8) -> Markup {
    html! {
        @if !news.is_empty() {
            ul.news {
                @for shown in news {
                    @let draft = &shown.revision.draft;
                    @let link = html! { a href=(super::address(Kind::News, &draft.slug)) { (draft.title) } };
                    li {
                        p.day { (sample(draft)) (day(day_of(shown))) }
                        @if level == 2 { h2 { (link) } } @else { h3 { (link) } }
                        @if !draft.lead.is_empty() { p { (draft.lead) } }
                    }
                }
            }
        }
    }
}

/// A piece of news.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let path = format!("/news/{}", asked.part);
    let shown = match find(campaign, Kind::News, asked.part, &path, campaign::now()) {
        Ok(Found::Here(shown)) => shown,
        Ok(Found::Moved(to)) => return Ok(Answer::Moved(to)),
        Err(refusal) => return Err(refusal.instead("/news", "All news")),
    };
    let draft = &shown.revision.draft;
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } " › " a href="/news" { "News" } }
        article {
            h1 { (draft.title) }
            @if !draft.lead.is_empty() { p.lead { (draft.lead) } }
            p.day { (sample(draft)) (day(day_of(&shown)))
                @if shown.since > shown.published { "; changed on " (day(shown.since)) } }
            (sample_says(draft))
            (illustrated(campaign, draft)?)
        }
        nav.on aria-label="More" {
            ul.buttons {
                li { a.button.first href="/coalition" { "What the Coalition asks of you" } }
                li { a.button href="/news" { "All news" } }
            }
        }
    };
    let description = super::description(draft);
    let told = Told::Article(shown.published, shown.since);
    let preview = preview(campaign, &shown, told, |origin, us| {
        let mut value = json!({
            "@type": "NewsArticle", "headline": draft.title, "description": description,
            "datePublished": moment(shown.published), "dateModified": moment(shown.since),
            "mainEntityOfPage": format!("{origin}{path}"), "author": us, "publisher": us,
        });
        if !draft.picture.is_empty() {
            value["image"] = json!(format!("{origin}{}", draft.picture));
        }
        value
    });
    let page = Page { title: draft.title.clone(), description, section: Section::Coalition, body };
    Ok(Answer::Known(page, Box::new(preview)))
}
