//! `/charter/in-force`: the law of the institution as it reads now, and beside each article what was done under it.

use super::words;
use crate::{
    answer::Refusal,
    facts::Facts,
    institution::{Institution, Seen},
    link,
    page::{Page, Section},
    pages::institution::{self, article_anchor, opening},
    query::href,
    words::count,
};
use charter::{
    models,
    show::{self, Article},
};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// At most so many events are named beside an article.
const NAMED: usize = 3;

/// The charter in force.
///
/// # Errors
///
/// 503 where the record could not be read yet, 404 where there is no charter on it.
pub fn page(facts: &Facts, seen: &Seen) -> Result<Page, Refusal> {
    let of = institution::of(seen)?;
    let Some(law) = &of.state.law else {
        let says = "The record holds no charter yet: the conference is not open.";
        return Err(Refusal::not_found(says).instead("/charter", "The model charters"));
    };
    let articles = show::articles(&law.charter, facts.world);
    let used = used(of);
    let model = models::models().iter().find(|model| model.text == law.text);
    let body = html! {
        (opening(seen, "/charter/in-force"))
        h1 { "The charter of the " (institution::name(of)) ", as it reads now" }
        p.lead {
            (count(articles.iter().filter(|article| !article.annex).count(), "article", "articles")) ", "
            @match law.version { 0 => "never amended", times => { "changed " (count(times as usize, "time", "times")) } }
            @if let Some(model) = model { "; the model charter “" (model.title) "”, unchanged" } "."
        }
        p.note.prose { "The record is the law’s source: this is the text that its events carry. In the margin: what was done under an article." @if let Some(judged) = facts.charters.iter().find(|judged| judged.community() == institution::name(of)) { " " a href=(href("/compare", &[("a", judged.name)])) { "Compare the models" } " or " a href=(href("/charter", &[("charter", link::named(facts, judged))])) { "read what the model does on the world’s record" } "." } }
        nav aria-label="Contents" { ul.contents { @for article in &articles { li { a href={ "#" (article.anchor()) } { (article.name()) ". " (article.title) } } } } }
        @for article in &articles { (section(article, &used)) }
        p.source { "Command: " code { "koinon charter show charter.toml" } " in the community’s folder" }
    };
    Ok(Page {
        title: format!("{}: the charter in force", institution::name(of)),
        description: "The charter of the community as it reads now, with what was done under each article."
            .into(),
        section: Section::Community,
        body,
    })
}

/// The events under each article, by the anchor of the article, oldest first.
fn used(of: &Institution) -> BTreeMap<String, Vec<u64>> {
    let mut used: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for (number, event) in of.events() {
        if let Some(label) = &event.article {
            used.entry(article_anchor(label)).or_default().push(number);
        }
    }
    used
}

fn section(article: &Article, used: &BTreeMap<String, Vec<u64>>) -> Markup {
    let anchor = article.anchor();
    let heading = format!("{anchor}-title");
    let mut events: Vec<u64> =
        article.keys.iter().chain([&anchor]).filter_map(|place| used.get(place)).flatten().copied().collect();
    events.sort_unstable();
    html! {
        section.article #(anchor) aria-labelledby=(heading) {
            h2 #(heading) {
                @for key in &article.keys { span #(key) {} }
                a.label href={ "#" (anchor) } { (article.name()) } " " (article.title)
            }
            div { @for paragraph in &article.paragraphs { (words(paragraph)) } }
            aside aria-label={ "What was done under " (article.name()) } {
                @if events.is_empty() { p { "Nothing was done under it yet." } }
                @else {
                    p { strong { (count(events.len(), "event", "events")) } " under it" }
                    p {
                        @if events.len() > NAMED { "the last: " }
                        @for (place, number) in events.iter().rev().take(NAMED).enumerate() { @if place > 0 { ", " } (institution::event(*number)) }
                    }
                }
            }
        }
    }
}
