//! A state under the United Nations: what it contributed to their operations, its terms in the Security Council, and the
//! drafts that it vetoed.

use super::View;
use crate::{
    chart::{Figure, Line, LineChart, Point, figure, line_chart},
    link,
    pages::address,
    query::href,
    words::{count, human},
};
use charter::{aegis::words::persons, show};
use maud::{Markup, html};
use world::{
    StateIx,
    united_nations::{Quality, Veto},
};

/// The section; nothing for a state of which the record has none of the three.
pub fn under_un(view: &View<'_>) -> Markup {
    let terms = terms(view);
    let vetoes: Vec<&Veto> =
        view.facts.world.united_nations.vetoes.iter().filter(|veto| veto.by.contains(&view.state)).collect();
    let sent = sent(view);
    if terms.is_empty() && vetoes.is_empty() && sent.is_empty() {
        return html! {};
    }
    html! {
        section #under-un {
            h2 { "Under the United Nations" }
            @if terms.is_empty() { p { "It has had no seat in the Security Council." } }
            @else { p { "In the Security Council: " (show::and_list(&terms)) "." } }
            @if !sent.is_empty() { div.small { (chart(view, &sent)) } }
            @if !vetoes.is_empty() { (cast(view, &vetoes)) }
            p.note { a href=(address(view.facts, "/aegis", view.judged, view.judged.latest_year)) { "The record of the United Nations beside the community" } }
        }
    }
}

/// When it sat in the Council: `permanent since 1946`, `1949–1950`.
fn terms(view: &View<'_>) -> Vec<String> {
    let world = view.facts.world;
    let of = |group: &str, permanent: bool| -> Vec<String> {
        let members = world.group(group).into_iter().flat_map(|group| &group.members);
        members
            .filter(|member| member.state == view.state)
            .map(|member| {
                let from = member.spell.from.year();
                match (member.spell.until, permanent) {
                    (None, true) => format!("permanent since {from}"),
                    (None, false) => format!("since {from}"),
                    (Some(until), _) if until.year() == from => from.to_string(),
                    (Some(until), true) => format!("permanent {from}–{}", until.year()),
                    (Some(until), false) => format!("{from}–{}", until.year()),
                }
            })
            .collect()
    };
    let mut terms = of("security-council-permanent", true);
    terms.extend(of("security-council-elected", false));
    terms
}

/// What it sent in each year that is known, and how it is known.
fn sent(view: &View<'_>) -> Vec<(i32, f64, Quality)> {
    let world = view.facts.world;
    let Some(ix) = world.indicator_named("peacekeepers") else { return Vec::new() };
    let known = world.united_nations.years.iter().filter_map(|line| {
        let value = world.value(ix, view.state, line.year)?.to_f64();
        Some((line.year, value, line.contributions?))
    });
    let known: Vec<_> = known.collect();
    if known.iter().any(|(_, value, _)| *value > 0.0) { known } else { Vec::new() }
}

fn chart(view: &View<'_>, sent: &[(i32, f64, Quality)]) -> Markup {
    let name = view.name();
    let (Some(first), Some(last)) = (sent.first(), sent.last()) else { return html! {} };
    let most = sent.iter().fold(first, |most, one| if one.1 > most.1 { one } else { most });
    let title =
        format!("{name} sent {} in {}, and {} in {}", persons(most.1), most.0, persons(last.1), last.0);
    let points = sent.iter().map(|(year, value, _)| Point { year: *year, value: *value, band: None });
    let drawing = line_chart(&LineChart {
        title: format!("UN peacekeepers of {name} by year"),
        desc: title.clone(),
        lines: vec![Line { label: persons(last.1), points: points.collect(), subject: true }],
        thresholds: Vec::new(),
        years: (first.0, last.0),
        bounds: None,
        written: human,
        falls: false,
    });
    let rows = sent
        .iter()
        .map(|(year, value, quality)| vec![year.to_string(), persons(*value), quality.says().to_owned()]);
    figure(&Figure {
        id: "peacekeepers".into(),
        title,
        subtitle: format!(
            "Uniformed personnel in operations of the United Nations, persons, mean over the year, {} to {}",
            first.0, last.0
        ),
        drawing,
        source: link::sources(view.facts.world, &["peacekeepers"]),
        head: ["Year", "Persons", "How it is known"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        csv: Some(view.download("csv", "peacekeepers")),
        svg: Some(view.download("svg", "peacekeepers")),
        command: Some(format!(
            "koinon data show peacekeepers --state {}",
            view.facts.world.state(view.state).code
        )),
    })
}

/// The drafts that it vetoed, the last first.
fn cast(view: &View<'_>, vetoes: &[&Veto]) -> Markup {
    let world = view.facts.world;
    let with = |veto: &Veto| {
        let others = veto.by.iter().filter(|state: &&StateIx| **state != view.state);
        others.map(|state| world.state(*state).name.clone()).collect::<Vec<_>>()
    };
    let of_year = |veto: &Veto| href("/aegis", &[("year", veto.day.year().to_string())]);
    html! {
        details #vetoed {
            summary { (count(vetoes.len(), "draft", "drafts")) " vetoed, to " (world.united_nations.vetoes_to()) }
            div.scroll tabindex="0" role="region" aria-label="Drafts vetoed" {
                table.cards {
                    thead { tr { th scope="col" { "Draft" } th scope="col" { "Day" } th scope="col" { "On" } th scope="col" { "With" } } }
                    tbody {
                        @for veto in vetoes.iter().rev() {
                            tr {
                                th scope="row" { (veto.draft) }
                                td data-name="Day" { a href=(of_year(veto)) { (veto.day) } }
                                td data-name="On" { (veto.topic) }
                                td data-name="With" { @if veto.by.len() > 1 { (show::and_list(&with(veto))) } @else { "–" } }
                            }
                        }
                    }
                }
            }
            @if let Some(source) = world.source("un-vetoes") {
                p.source { "Source: " a href={ "/sources#" (source.id) } { (source.title) } }
            }
        }
    }
}
