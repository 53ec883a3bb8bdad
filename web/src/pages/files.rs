//! The campaign's files as everybody gets them: pictures where they stand, documents as downloads, and the lists of documents.

use crate::{
    answer::{Answer, File as Download, FileKind, Public, Refusal},
    campaign,
    facts::Facts,
    page::{Page, Section},
    pages::petition::date,
    routes::Asked,
};
use ::campaign::{
    content::{self, Details},
    file::{self, File, Kind},
};
use maud::{Markup, PreEscaped, html};

/// A text in Markdown as pages show it: the campaign's own pictures in the widths that readers need, and who made them below.
///
/// # Errors
///
/// 503 where the tables cannot be read.
pub fn prose(facts: &Facts, text: &str) -> Result<Markup, Refusal> {
    let text = campaign::of(facts)?.read(|sql| file::html(sql, text))?;
    Ok(html! { div.prose { (PreEscaped(text)) } })
}

/// The kind that the site sends a file as.
const fn sent_as(kind: Kind) -> FileKind {
    match kind {
        Kind::Jpg => FileKind::Jpeg,
        Kind::Png => FileKind::Png,
        Kind::Pdf => FileKind::Pdf,
        Kind::Text => FileKind::Text,
    }
}

/// A file by its name, or a picture in one width by its hash. What a name stands for may be replaced; what a hash stands for never.
///
/// # Errors
///
/// 404 where there is none, 503 where the tables cannot be read.
pub fn shown(facts: &Facts, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let part = asked.part;
    let found = campaign::of(facts)?.read(|sql| {
        if let Some(file) = file::named(sql, part)? {
            return Ok(file::bytes(sql, file.id)?.map(|bytes| (file.kind, bytes, false)));
        }
        Ok(file::form(sql, part)?.map(|(kind, bytes)| (kind, bytes, true)))
    })?;
    let none = || {
        Refusal::not_found("No file has this name.")
            .help("It may have been removed, or replaced by one of another kind.")
            .instead("/documents", "The documents")
    };
    let (kind, bytes, lasting) = found.ok_or_else(none)?;
    let download = !kind.is_picture();
    let file = Download { name: part.to_owned(), kind: sent_as(kind), bytes };
    Ok(Answer::Public(Public { file, download, lasting }))
}

/// `PDF, 1.2 MB`
pub fn size(file: &File) -> String {
    let kind = file.kind.words();
    match file.size {
        bytes @ 0..1_000 => format!("{kind}, {bytes} bytes"),
        bytes @ 1_000..1_000_000 => format!("{kind}, {} kB", bytes.div_ceil(1_000)),
        bytes => format!("{kind}, {}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// A file as a line of a list.
pub fn line(file: &File) -> Markup {
    let credit: Vec<&str> =
        [file.said.credit.as_str(), &file.said.licence].into_iter().filter(|part| !part.is_empty()).collect();
    html! {
        a href=(file.address()) { (file.title()) } " "
        span.quiet { (size(file)) ", " (date(file.changed)) @if !credit.is_empty() { ". " (credit.join(", ")) } }
    }
}

/// The documents: those that editors publish with words of their own, and files that are listed.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn documents(facts: &Facts) -> Result<Page, Refusal> {
    let now = campaign::now();
    let (items, files) = campaign::of(facts)?.read(|sql| {
        let mut items = Vec::new();
        for shown in content::read::in_order(sql, content::Kind::Document, now)? {
            let Details::Document { file: address } = &shown.revision.draft.details else { continue };
            let file = file::of_address(sql, address)?;
            items.push((shown, file));
        }
        Ok((items, file::all(sql)?))
    })?;
    let listed: Vec<&File> = files.iter().filter(|file| file.said.listed).collect();
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { "Documents" }
        @if items.is_empty() && listed.is_empty() { p.lead { "No document is published yet." } }
        @else { p.lead { "What the Coalition has published, to read and to download." } }
        @if !items.is_empty() {
            ul.found { @for (item, file) in &items {
                @let draft = &item.revision.draft;
                li {
                    a href={ "/documents/" (draft.slug) } { (draft.title) } " "
                    span.quiet { @if draft.sample { "A sample. " } (draft.lead) @if let Some(file) = file { " " (size(file)) } }
                }
            } }
        }
        @if !listed.is_empty() { ul.found { @for file in &listed { li { (line(file)) } } } }
        p.note { "For pictures, the map and figures to write about: " a href="/press" { "for the press" } "." }
    };
    let description = "Documents of the Coalition, to read and to download.".to_owned();
    Ok(Page { title: "Documents".into(), description, section: Section::Coalition, body })
}
