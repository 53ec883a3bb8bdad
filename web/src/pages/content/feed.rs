//! The news as feeds: Atom (RFC 4287) and JSON Feed (version 1.1), with whole texts.

use super::{address, day_of};
use crate::{
    answer::{Answer, FileKind, Refusal},
    campaign,
    facts::Facts,
    preview::moment,
};
use ::campaign::{
    content::{
        Kind,
        read::{self, Shown},
    },
    file, markdown,
    office::Office,
};
use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};
use std::sync::Arc;

/// How many pieces of news a feed has.
const MOST: u32 = 30;

/// What both feeds are made of.
struct Feed {
    office: Arc<Office>,
    news: Vec<Shown>,
    /// The texts of these as HTML, with whole addresses.
    texts: Vec<String>,
}

impl Feed {
    fn read(facts: &Facts) -> Result<Self, Refusal> {
        let campaign = campaign::of(facts)?;
        let office = campaign.office();
        let (news, texts) = campaign.read(|sql| {
            let news = read::newest(sql, Kind::News, campaign::now(), MOST, 0)?;
            let mut texts = Vec::with_capacity(news.len());
            for shown in &news {
                let text = file::html(sql, &shown.revision.draft.body)?;
                texts.push(markdown::absolute(&text, &office.origin));
            }
            Ok((news, texts))
        })?;
        Ok(Self { office, news, texts })
    }

    fn title(&self) -> String {
        format!("News of {}", self.office.sender.name)
    }

    /// When the last of them changed; before any, the beginning of the calendar of computers.
    fn updated(&self) -> i64 {
        self.news.iter().map(|shown| shown.since).max().unwrap_or_default()
    }

    /// A name for an item that stays the same when its address changes (RFC 4151).
    fn id(&self, shown: &Shown) -> String {
        let host = self.office.origin.split("://").nth(1).unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        let day = moment(shown.published);
        format!("tag:{host},{}:news-{}", day.get(..10).unwrap_or_default(), shown.id)
    }

    fn link(&self, shown: &Shown) -> String {
        format!("{}{}", self.office.origin, address(Kind::News, &shown.revision.draft.slug))
    }
}

/// The title, which says of a sample that it is one.
fn title(shown: &Shown) -> String {
    let draft = &shown.revision.draft;
    if draft.sample { format!("Sample: {}", draft.title) } else { draft.title.clone() }
}

/// Atom.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn atom(facts: &Facts) -> Result<Answer, Refusal> {
    let feed = Feed::read(facts)?;
    let origin = &feed.office.origin;
    let body = html! {
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" {
            title { (feed.title()) }
            id { (origin) "/feed.atom" }
            updated { (moment(feed.updated())) }
            author { name { (feed.office.sender.name) } }
            (link("self", "application/atom+xml", &format!("{origin}/feed.atom")))
            (link("alternate", "text/html", &format!("{origin}/news")))
            @for (shown, text) in feed.news.iter().zip(&feed.texts) {
                @let draft = &shown.revision.draft;
                entry {
                    title { (title(shown)) }
                    id { (feed.id(shown)) }
                    published { (moment(day_of(shown))) }
                    updated { (moment(shown.since)) }
                    (link("alternate", "text/html", &feed.link(shown)))
                    @if !draft.lead.is_empty() { summary { (draft.lead) } }
                    content type="html" { (text) }
                }
            }
        }
    };
    Ok(Answer::InPlace(FileKind::Atom, document(body)))
}

/// A document in XML. Signs that XML forbids even when they are escaped are left out.
pub(super) fn document(body: Markup) -> Vec<u8> {
    let is_forbidden = |sign: char| matches!(sign, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let text = body.into_string().replace(is_forbidden, "");
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n").into_bytes()
}

/// An empty element, which HTML would write without its end.
fn link(rel: &str, kind: &str, href: &str) -> Markup {
    let [rel, kind, href] = [rel, kind, href].map(|text| html! { (text) }.into_string());
    PreEscaped(format!("<link rel=\"{rel}\" type=\"{kind}\" href=\"{}\"/>", href.replace('"', "&quot;")))
}

/// JSON Feed.
///
/// # Errors
///
/// As [`atom`].
pub fn json(facts: &Facts) -> Result<Answer, Refusal> {
    let feed = Feed::read(facts)?;
    let origin = &feed.office.origin;
    let item = |(shown, text): (&Shown, &String)| -> Value {
        let draft = &shown.revision.draft;
        let mut item = json!({
            "id": feed.id(shown), "url": feed.link(shown), "title": title(shown),
            "content_html": text,
            "date_published": moment(day_of(shown)), "date_modified": moment(shown.since),
        });
        if !draft.lead.is_empty() {
            item["summary"] = json!(draft.lead);
        }
        if !draft.picture.is_empty() {
            item["image"] = json!(format!("{origin}{}", draft.picture));
        }
        item
    };
    let value = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title(),
        "home_page_url": format!("{origin}/news"),
        "feed_url": format!("{origin}/feed.json"),
        "language": "en",
        "authors": [{ "name": feed.office.sender.name, "url": format!("{origin}/coalition") }],
        "items": feed.news.iter().zip(&feed.texts).map(item).collect::<Vec<_>>(),
    });
    Ok(Answer::InPlace(FileKind::JsonFeed, value.to_string().into_bytes()))
}
