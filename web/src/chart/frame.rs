//! What stands around a chart: its finding as the title, what is measured, the drawing, its source, and its data.

use maud::{Markup, html};

/// A chart with its words.
#[derive(Clone, Debug)]
pub struct Figure {
    /// A name that no other figure of the page has: the anchor.
    pub id: String,
    /// The finding, in a sentence.
    pub title: String,
    /// Measure, unit, years.
    pub subtitle: String,
    /// The drawing.
    pub drawing: Markup,
    /// The source, as a phrase that may hold links.
    pub source: Markup,
    /// The head of the table that says the same.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
    /// Where the data are to be had as CSV.
    pub csv: Option<String>,
    /// Where the drawing is to be had as SVG.
    pub svg: Option<String>,
    /// The command that gives the same data.
    pub command: Option<String>,
}

/// A figure of a page.
pub fn figure(figure: &Figure) -> Markup {
    html! {
        figure #(figure.id) {
            figcaption {
                h3 { (figure.title) }
                p.note { (figure.subtitle) }
            }
            (figure.drawing)
            p.source {
                "Source: " (figure.source)
                @if let Some(csv) = &figure.csv { " · " a href=(csv) download { "CSV" } }
                @if let Some(svg) = &figure.svg { " · " a href=(svg) download { "SVG" } }
            }
            @if let Some(command) = &figure.command { p.source { "Command: " code { (command) } } }
            @if !figure.rows.is_empty() { (table(figure)) }
        }
    }
}

fn table(figure: &Figure) -> Markup {
    html! {
        details.data {
            summary { "Data" span.hidden { " of: " (figure.title) } }
            div.scroll tabindex="0" role="region" aria-label={ "Data of: " (figure.title) } {
                table {
                    thead { tr { @for head in &figure.head { th scope="col" { (head) } } } }
                    tbody {
                        @for row in &figure.rows {
                            tr {
                                @for (place, field) in row.iter().enumerate() {
                                    @if place == 0 { th scope="row" { (field) } } @else { td { (field) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
