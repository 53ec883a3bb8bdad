//! A document that editors publish: what it is in words, and the file to download.

use super::{Found, description, find, illustrated, preview, sample_says};
use crate::{
    answer::{Answer, Refusal},
    campaign,
    facts::Facts,
    page::{Page, Section},
    pages::files::size,
    preview::{Kind as Told, moment},
    routes::Asked,
};
use ::campaign::{
    content::{Details, Kind},
    file,
};
use maud::html;
use serde_json::json;

/// A document.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn one(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let campaign = campaign::of(facts)?;
    let path = format!("/documents/{}", asked.part);
    let shown = match find(campaign, Kind::Document, asked.part, &path, campaign::now()) {
        Ok(Found::Here(shown)) => shown,
        Ok(Found::Moved(to)) => return Ok(Answer::Moved(to)),
        Err(refusal) => return Err(refusal.instead("/documents", "All documents")),
    };
    let draft = &shown.revision.draft;
    let address = match &draft.details {
        Details::Document { file } => file.as_str(),
        _ => "",
    };
    let kept = campaign.read(|sql| file::of_address(sql, address))?;
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } " › " a href="/documents" { "Documents" } }
        article {
            h1 { (draft.title) }
            @if !draft.lead.is_empty() { p.lead { (draft.lead) } }
            (sample_says(draft))
            p.buttons { a.button.first href=(address) { "Download" @if let Some(file) = &kept { " (" (size(file)) ")" } } }
            (illustrated(campaign, draft)?)
        }
    };
    let description = description(draft);
    let told = Told::Article(shown.published, shown.since);
    let preview = preview(campaign, &shown, told, |origin, us| {
        json!({
            "@type": "DigitalDocument", "name": draft.title, "description": description,
            "datePublished": moment(shown.published), "dateModified": moment(shown.since),
            "url": format!("{origin}{address}"), "publisher": us,
        })
    });
    let page = Page { title: draft.title.clone(), description, section: Section::Coalition, body };
    Ok(Answer::Known(page, Box::new(preview)))
}
