//! What stands around every page: head, header, footer.

use crate::{
    assets,
    facts::{Facts, edition},
    institution::Seen,
    page::{Page, Section},
    pages::coalition::ways,
    preview::Preview,
    routes::ROUTES,
    words::count,
};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What stands around a page, beside what is the same for all.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Is the word Coalition in the header? It is where a campaign is run.
    pub coalition: bool,
    /// What other programs are told of the page, if it is theirs to know.
    pub preview: Option<Preview>,
}

/// Where in a page that is kept a part stands that is not: it is put here for each reader. Nobody's words become a comment, for
/// what is typed is escaped or cleaned.
pub const CHANGES: &str = "<!--changes-->";

/// The document of a page down to the end of its main part. The footer follows, which is of another moment each time.
pub fn above_footer(page: &Page, around: &Around) -> String {
    let above = html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"en\">"))
        head {
            meta charset="utf-8";
            title { (page.title) " · Koinon" }
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="description" content=(page.description);
            meta name="color-scheme" content="light dark";
            @match &around.preview {
                Some(preview) => (preview.head(page)),
                None => { @if around.coalition { meta name="robots" content="noindex"; } },
            }
            link rel="icon" href=(ICON);
            link rel="stylesheet" href=(assets::STYLE.path);
            script src=(assets::SCRIPT.path) defer {}
        }
        (PreEscaped("<body>"))
        a.skip href="#main" { "To the content" }
        (header(page.section, around.coalition))
        main #main .page tabindex="-1" { (page.body) }
    };
    above.into_string()
}

/// The footer of every page, and the end of the document.
pub fn footer(facts: &Facts, seen: &Seen) -> String {
    let footer = html! {
        footer.foot {
            div.page {
                @if facts.campaign.is_some() {
                    nav.ways aria-label="The Coalition" { ul { @for way in ways::open() { li { a href=(way.path) { (way.word) } } } } }
                }
                p { "Koinon turns the charter of a community of democracies into something that runs. What pages say follows from the charter and the record alone; " @if facts.campaign.is_some() { "what you enter under a petition or for the newsletter is kept as its form says, and nothing else is" } @else { "nothing is stored, and nothing is sent elsewhere" } "." }
                p { (checkpoint(seen)) }
                p { "Data: " (vintage(facts)) ". " a href="/sources" { "All sources and their licences" } "." }
                p { "Software: MIT or Apache-2.0. Figures: as their publishers license them." }
            }
        }
        (PreEscaped("</body></html>"))
    };
    footer.into_string()
}

/// The record as it stands: `Record: 318 events, root 3fa9c1d2e5b70846`.
fn checkpoint(seen: &Seen) -> Markup {
    let Some(institution) = &seen.institution else {
        return html! { "Record: it cannot be read now. " a href="/record" { "Why" } };
    };
    let head = institution.ledger.head();
    let root = head.root.to_string();
    html! {
        "Record" @if institution.scenario { " of the scenario" } ": "
        (count(usize::try_from(head.size).unwrap_or(usize::MAX), "event", "events")) ", root "
        a href="/record" { code { (root.get(..16).unwrap_or_default()) } }
        @if seen.trouble.is_some() { ". It cannot be read now; this is what was read last" } "."
    }
}

/// A disc, as the mark of a criterion met.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E\
                    %3Ccircle cx='8' cy='8' r='7' fill='%230a5a8a'/%3E%3C/svg%3E";

fn header(current: Section, coalition: bool) -> Markup {
    let there = |section: &Section| match section {
        Section::Coalition => coalition,
        other => ROUTES.iter().any(|route| route.path == other.path()),
    };
    html! {
        header.top {
            div.page {
                a.name href="/" aria-current=[(current == Section::Home).then_some("page")] { "Koinon" }
                nav.wide aria-label="Main" { (words(current, there)) }
                form.search.wide action="/search" role="search" {
                    label.hidden for="q" { "Search states, charters, indicators" }
                    input #q type="search" name="q" placeholder="Search" maxlength="100";
                }
                details.fold {
                    summary { "Menu" }
                    nav aria-label="Menu" { (words(current, there)) }
                    form.search action="/search" {
                        label.hidden for="q-folded" { "Search states, charters, indicators" }
                        input #q-folded type="search" name="q" placeholder="Search" maxlength="100";
                        button { "Search" }
                    }
                }
            }
        }
    }
}

fn words(current: Section, there: impl Fn(&Section) -> bool) -> Markup {
    html! {
        ul {
            @for section in Section::SHOWN.iter().filter(|section| there(section)) {
                li { a href=(section.path()) aria-current=[(*section == current).then_some("true")] { (section.word()) } }
            }
        }
    }
}

/// The editions of the sources that the default charter judges by: `V-Dem v15 (March 2025), …`.
fn vintage(facts: &Facts) -> String {
    let mut editions: Vec<String> = Vec::new();
    for name in facts.default().charter.indicators() {
        let Some(ix) = facts.world.indicator_named(name) else { continue };
        let edition = edition(facts.world, facts.world.indicator(ix));
        if !editions.contains(&edition) {
            editions.push(edition);
        }
    }
    editions.join("; ")
}
