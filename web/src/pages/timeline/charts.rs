//! The charts of a timeline: how many, how much of the world, and who when.

use super::Asked;
use crate::{
    chart::{Bar, Bars, Figure, Line, LineChart, Point, bars, figure, line_chart},
    facts::Facts,
    link,
    words::percent,
};
use charter::membership::{Total, YearLine};
use maud::{Markup, html};
use std::collections::BTreeMap;
use world::StateIx;

/// How many belong.
pub fn members(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let years = &asked.history.years;
    if years.len() < 2 {
        return html! {};
    }
    let points: Vec<Point> = years
        .iter()
        .map(|line| Point {
            year: line.year,
            value: f64::from(u32::try_from(line.members.len()).unwrap_or(u32::MAX)),
            band: None,
        })
        .collect();
    let count = |line: Option<&YearLine>| line.map_or(0, |line| line.members.len());
    let most = years.iter().max_by_key(|line| line.members.len());
    let title = format!(
        "{} members in {}, {} at the most in {}, {} in {}",
        count(years.first()),
        asked.history.since,
        count(most),
        most.map_or(asked.to, |line| line.year),
        count(years.last()),
        asked.to
    );
    let label = count(years.last()).to_string();
    let drawing = line_chart(&LineChart {
        title: "Members by year".into(),
        desc: title.clone(),
        lines: vec![Line { label, points, subject: true }],
        thresholds: Vec::new(),
        years: (asked.history.since, asked.to),
        bounds: None,
        written: |value| format!("{value:.0}"),
        falls: false,
    });
    let rows = years.iter().map(|line| vec![line.year.to_string(), line.members.len().to_string()]);
    figure(&Figure {
        id: "members".into(),
        title,
        subtitle: format!(
            "States that belong on 31 December, number, {} to {}",
            asked.history.since, asked.to
        ),
        drawing,
        source: link::sources(facts.world, &asked.judged.charter.indicators()),
        head: vec!["Year".into(), "Members".into()],
        rows: rows.collect(),
        csv: Some(asked.address("/timeline.csv", facts)),
        svg: None,
        command: None,
    })
}

/// Their share of the world's people and product.
pub fn shares(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let years = &asked.history.years;
    if years.len() < 2 {
        return html! {};
    }
    let points = |of: fn(&YearLine) -> &Total| -> Vec<Point> {
        let known = years.iter().filter_map(|line| Some((line.year, of(line).share()?)));
        known.map(|(year, value)| Point { year, value, band: None }).collect()
    };
    let (people, product) = (points(|line| &line.population), points(|line| &line.gdp));
    let (Some(last_people), Some(last_product)) = (people.last().copied(), product.last().copied()) else {
        return html! {};
    };
    let title = format!(
        "{} of the world’s people and {} of its product",
        percent(last_people.value),
        percent(last_product.value)
    );
    let drawing = line_chart(&LineChart {
        title: "Share of people and product by year".into(),
        desc: format!("{title} in {}.", last_people.year),
        lines: vec![
            Line {
                label: format!("product {}", percent(last_product.value)),
                points: product,
                subject: false,
            },
            Line { label: format!("people {}", percent(last_people.value)), points: people, subject: true },
        ],
        thresholds: Vec::new(),
        years: (asked.history.since, asked.to),
        bounds: Some((0.0, 1.0)),
        written: percent,
        falls: false,
    });
    let part = |total: &Total| total.share().map_or("–".into(), percent);
    let rows = years.iter().map(|line| vec![line.year.to_string(), part(&line.population), part(&line.gdp)]);
    figure(&Figure {
        id: "shares".into(),
        title,
        subtitle: "Members’ share of the people, and of the product in current US dollars, of all states for which there is a value".into(),
        drawing,
        source: link::sources(facts.world, &["population", "gdp"]),
        head: vec!["Year".into(), "People".into(), "Product".into()],
        rows: rows.collect(),
        csv: Some(asked.address("/timeline.csv", facts)),
        svg: None,
        command: None,
    })
}

/// Who belonged when, as bars, in the order of entry.
pub fn spells(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let mut times: BTreeMap<StateIx, Vec<(i32, i32)>> = BTreeMap::new();
    for line in &asked.history.years {
        for state in &line.members {
            let spells = times.entry(*state).or_default();
            match spells.last_mut() {
                Some(spell) if spell.1 == line.year - 1 => spell.1 = line.year,
                _ => spells.push((line.year, line.year)),
            }
        }
    }
    if times.is_empty() || asked.history.years.len() < 2 {
        return html! {};
    }
    let mut rows: Vec<(StateIx, Vec<(i32, i32)>)> = times.into_iter().collect();
    let name = |state: StateIx| facts.world.state(state).name.as_str();
    rows.sort_by_key(|(state, spells)| (spells.first().copied().unwrap_or_default().0, name(*state)));
    let said = |spells: &[(i32, i32)]| {
        let one =
            |(from, to): &(i32, i32)| if from == to { from.to_string() } else { format!("{from}–{to}") };
        spells.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let whole = rows.iter().filter(|(_, spells)| spells == &[(asked.history.since, asked.to)]).count();
    let title = format!(
        "{} states would have belonged at some time, {whole} of them from {} to {} without a break",
        rows.len(),
        asked.history.since,
        asked.to
    );
    let title = if asked.judged.is_body() { title.replace("would have belonged", "belonged") } else { title };
    let bar_rows = rows.iter().map(|(state, spells)| {
        let bars = spells.iter().map(|(from, to)| Bar {
            from: *from,
            to: *to,
            class: "met",
            says: format!("{}: {}", name(*state), said(&[(*from, *to)])),
        });
        (name(*state).to_owned(), bars.collect())
    });
    let drawing = bars(&Bars {
        title: "Who belonged when".into(),
        desc: title.clone(),
        years: (asked.history.since, asked.to),
        rows: bar_rows.collect(),
    });
    let table = rows.iter().map(|(state, spells)| vec![name(*state).to_owned(), said(spells)]);
    html! {
        h2 #who { "Who belonged when" }
        (figure(&Figure {
            id: "spells".into(),
            title,
            subtitle: format!("Time of membership, on 31 December, {} to {}, in the order of entry", asked.history.since, asked.to),
            drawing: html! {
                details.tall {
                    summary { "Show the " (rows.len()) " bars" }
                    div.scroll tabindex="0" role="region" aria-label="Who belonged when" { (drawing) }
                }
            },
            source: link::sources(facts.world, &asked.judged.charter.indicators()),
            head: vec!["State".into(), "Member".into()],
            rows: table.collect(),
            csv: Some(asked.address("/timeline.csv", facts)),
            svg: None,
            command: None,
        }))
    }
}
