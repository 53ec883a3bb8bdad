//! What the campaign publishes, by its text: pages, news, people and documents; petitions; issues of newsletters.

use crate::{answer::Refusal, campaign, facts::Facts, pages::content::address};
use ::campaign::{
    content::Kind,
    db::{DbError, Sql},
    markdown,
    newsletter::issue,
    petition,
    search::{self, Part, Wanted, highlighted},
};
use maud::{Markup, html};

/// The most that is shown.
const MOST: usize = 30;

/// A text that was found.
pub struct Text {
    address: String,
    title: String,
    /// What it is, in a word or two.
    says: &'static str,
    sample: bool,
    snippet: Vec<Part>,
}

/// What has the words of a question.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn search(facts: &Facts, words: &str) -> Result<Vec<Text>, Refusal> {
    let Some(campaign) = facts.campaign.as_ref().filter(|_| !words.is_empty()) else { return Ok(Vec::new()) };
    let now = campaign::now();
    campaign.read(|sql| {
        let content = search::search(sql, words, now, MOST)?.into_iter().map(|found| Text {
            address: address(found.kind, &found.slug),
            title: found.title,
            says: match found.kind {
                Kind::Page => "page",
                Kind::News => "news",
                Kind::Event => "event",
                Kind::Person => "person",
                Kind::Document => "document",
            },
            sample: found.sample,
            snippet: found.snippet,
        });
        let mut texts: Vec<Text> = content.collect();
        few(sql, &Wanted::read(words), now, &mut texts)?;
        texts.truncate(MOST);
        Ok(texts)
    })
}

/// Petitions and issues of newsletters, of which there are few enough to be read whole.
fn few(sql: &mut dyn Sql, wanted: &Wanted, now: i64, texts: &mut Vec<Text>) -> Result<(), DbError> {
    let mut put = |address: String, title: String, says, text: &str| {
        let text = markdown::plain(text);
        if wanted.is_in(&format!("{title} {text}")) {
            texts.push(Text { address, title, says, sample: false, snippet: highlighted(&text, wanted) });
        }
    };
    for one in petition::all(sql)?.into_iter().filter(|petition| petition.opens <= now) {
        put(format!("/petition/{}", one.name), one.title, "petition", &one.text);
    }
    for one in issue::archive(sql)? {
        put(format!("/newsletter/archive/{}", one.id), one.subject, "newsletter", &one.text);
    }
    Ok(())
}

/// What was found, each with the words around what was asked for.
pub fn shown(texts: &[Text]) -> Markup {
    html! {
        @if !texts.is_empty() {
            h2 { "What the Coalition publishes" }
            ul.found.texts {
                @for text in texts {
                    li {
                        a href=(text.address) { (text.title) } " " span.quiet { (text.says) @if text.sample { ", a sample" } }
                        @if !text.snippet.is_empty() {
                            p { @for part in &text.snippet { @if part.found { mark { (part.text) } } @else { (part.text) } } }
                        }
                    }
                }
            }
        }
    }
}
