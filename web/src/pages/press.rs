//! For the press: what the Coalition is in a few words, the figures, the map, pictures and documents, and whom to ask.

use crate::{
    answer::Refusal,
    campaign,
    campaign::first_site,
    facts::Facts,
    map::picture,
    page::{Page, Section},
    pages::files::line,
    words::count,
};
use ::campaign::{
    content::site::Figures,
    file::{self, File},
};
use maud::{Markup, PreEscaped, html};

/// The page.
///
/// # Errors
///
/// 404 where no campaign is run, 503 where the tables cannot be read.
pub fn page(facts: &Facts) -> Result<Page, Refusal> {
    let campaign = campaign::of(facts)?;
    let files = campaign.read(file::all)?;
    let marked: Vec<&File> = files.iter().filter(|file| file.said.press).collect();
    let (pictures, documents): (Vec<&File>, Vec<&File>) =
        marked.into_iter().partition(|file| file.kind.is_picture());
    let figures = first_site::figures(facts.world, facts.default());
    let office = campaign.office();
    let sender = &office.sender;
    let body = html! {
        p.crumbs { a href="/coalition" { "Coalition" } }
        h1 { "For the press" }
        p.lead { "To quote, print and show: a few words, figures that can be checked, the map, and whom to ask." }
        h2 { "In a few words" }
        p { (sender.name) " campaigns for a community of democracies: NATO, enlarged and changed into a community that is open to every democracy, which guarantees its members’ security and freedom and keeps the peace under a mandate of the United Nations. Its draft charter is written as law that can be read, tried and changed by anyone on this site." }
        (counted(facts, &figures))
        h2 { "The map" }
        figure {
            img src="/map.png" width=(picture::WIDTH) height=(picture::HEIGHT) loading="lazy" alt=(format!("Map of the world in {}: {}", figures.year, summary(&figures)));
        }
        p { "Free to use with the source: " a href="/map.svg" download { "the map in SVG" } ", " a href="/map.png" download { "in PNG" } ", " a href="/" { "with each state’s reasons" } "." }
        @if !pictures.is_empty() {
            h2 { "Pictures" }
            ul.gallery { @for file in &pictures { li {
                (PreEscaped(file::element(file, "")))
                p { (line(file)) }
            } } }
        }
        @if !documents.is_empty() { h2 { "Documents" } ul.found { @for file in &documents { li { (line(file)) } } } }
        h2 { "Whom to ask" }
        p { (sender.name) ", " (sender.postal) ". " a href={ "mailto:" (sender.address) } { (sender.address) } }
        p.note { "Every figure on this site comes with its source; " a href="/sources" { "all sources" } "." }
    };
    let description =
        "The Coalition for the press: words, figures, the map, pictures, and whom to ask.".to_owned();
    Ok(Page { title: "For the press".into(), description, section: Section::Coalition, body })
}

/// How many would qualify, and of how many.
fn summary(figures: &Figures) -> String {
    format!("{} of {} would qualify", figures.qualify, count(figures.states, "state", "states"))
}

fn counted(facts: &Facts, figures: &Figures) -> Markup {
    html! {
        h2 { "In figures" }
        ul {
            li { (summary(figures)) " for the " (facts.default().community()) " by the record of " (figures.year) "." }
            @if !figures.people.is_empty() { li { (figures.people) " people live in them, " (figures.humanity) " of humanity." } }
            li { "The record covers every state since " (figures.first_year) ": " a href="/timeline" { "year by year" } "." }
        }
        p.note { "Command: " code { "koinon members" } "." }
    }
}
