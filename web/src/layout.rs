//! What stands around every page: head, header, footer.

use crate::{
    assets,
    facts::{Facts, edition},
    page::{Page, Section},
    routes::ROUTES,
};
use maud::{DOCTYPE, Markup, html};

/// The whole document of a page.
pub fn document(page: &Page, facts: &Facts) -> String {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { (page.title) " · Koinon" }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="description" content=(page.description);
                meta name="color-scheme" content="light dark";
                link rel="icon" href=(ICON);
                link rel="stylesheet" href=(assets::STYLE.path);
                script src=(assets::SCRIPT.path) defer {}
            }
            body {
                a.skip href="#main" { "To the content" }
                (header(page.section))
                main #main .page tabindex="-1" { (page.body) }
                (footer(facts))
            }
        }
    };
    document.into_string()
}

/// A disc, as the mark of a criterion met.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E\
                    %3Ccircle cx='8' cy='8' r='7' fill='%230a5a8a'/%3E%3C/svg%3E";

fn header(current: Section) -> Markup {
    let there = |section: &Section| ROUTES.iter().any(|route| route.path == section.path());
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

fn footer(facts: &Facts) -> Markup {
    html! {
        footer.foot {
            div.page {
                p { "Koinon turns the charter of a community of democracies into something that runs. What pages say follows from the charter and the record alone; nothing is stored, and nothing is sent elsewhere." }
                p { "Data: " (vintage(facts)) ". " a href="/sources" { "All sources and their licences" } "." }
                p { "Software: MIT or Apache-2.0. Figures: as their publishers license them." }
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
