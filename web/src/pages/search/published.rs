//! What the campaign publishes, by its words: what editors write, petitions, events, newsletters, organisations, files, letters.

use crate::{answer::Refusal, campaign, facts::Facts, pages::content};
use ::campaign::search::{self, Found, What};
use maud::{Markup, html};

/// The most that is shown.
const MOST: usize = 30;

/// What has the words of a question.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn search(facts: &Facts, words: &str) -> Result<Vec<Found>, Refusal> {
    let Some(campaign) = facts.campaign.as_ref().filter(|_| !words.is_empty()) else { return Ok(Vec::new()) };
    campaign.read(|sql| search::search(sql, words, campaign::now(), MOST))
}

/// Where it stands.
fn address(found: &Found) -> String {
    let part = &found.part;
    match found.what {
        What::Content(kind) => content::address(kind, part),
        What::Petition => format!("/petition/{part}"),
        What::Event => format!("/events/{part}"),
        What::Issue => format!("/newsletter/archive/{part}"),
        What::Organisation(_) => format!("/supporters#organisation-{part}"),
        What::File => format!("/files/{part}"),
        What::Letter => format!("/write/{part}"),
    }
}

/// What was found, each with the words around what was asked for.
pub fn shown(found: &[Found]) -> Markup {
    html! {
        @if !found.is_empty() {
            h2 { "What the Coalition publishes" }
            ul.found.texts {
                @for one in found {
                    li {
                        a href=(address(one)) { (one.title) } " " span.quiet { (one.what.word()) @if one.sample { ", a sample" } }
                        @if !one.snippet.is_empty() {
                            p { @for part in &one.snippet { @if part.found { mark { (part.text) } } @else { (part.text) } } }
                        }
                    }
                }
            }
        }
    }
}
