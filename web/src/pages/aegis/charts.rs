//! The charts: the members' share of the personnel, the vetoes of members and of others, and every operation since 1948.

use super::{asked, asked::Asked};
use crate::{
    chart::{Bar, Bars, Figure, Line, LineChart, Point, bars, figure, line_chart},
    facts::{Facts, Judged},
    words::percent,
};
use charter::{
    aegis::{
        Personnel,
        words::{percent as share_of, persons},
    },
    membership::members_in,
};
use maud::{Markup, html};

/// The record year by year: read once, drawn in several charts.
pub struct Course {
    /// The years in which contributions are known by state: how many members, and what they sent.
    known: Vec<(i32, usize, Personnel)>,
    /// Every year of the record: vetoes cast by members, and by others.
    vetoes: Vec<(i32, usize, usize)>,
}

impl Course {
    /// Reads the record beside a charter's members of each year.
    pub fn read(facts: &Facts, asked: &Asked<'_>) -> Self {
        let un = &facts.world.united_nations;
        let Judged { charter, record, .. } = asked.judged;
        let mut course = Self { known: Vec::new(), vetoes: Vec::new() };
        for line in &un.years {
            let members = members_in(charter, facts.world, record, line.year);
            if let Some(personnel) = charter::aegis::personnel(facts.world, &members, line.year) {
                course.known.push((line.year, members.len(), personnel));
            }
            let by = || un.vetoes_in(line.year).flat_map(|veto| &veto.by);
            let of_members = by().filter(|state| members.binary_search(state).is_ok()).count();
            course.vetoes.push((line.year, of_members, by().count() - of_members));
        }
        course
    }
}

fn source(facts: &Facts, ids: &[&str]) -> Markup {
    let known: Vec<_> = ids.iter().filter_map(|id| facts.world.source(id)).collect();
    html! {
        @for (place, source) in known.iter().enumerate() {
            @if place > 0 { "; " }
            a href={ "/sources#" (source.id) } { (source.title) }
        }
    }
}

/// The members' share of all personnel.
pub fn share(facts: &Facts, asked: &Asked<'_>, course: &Course) -> Markup {
    let known = &course.known;
    let points: Vec<Point> = known
        .iter()
        .filter_map(|(year, _, of)| Some(Point { year: *year, value: of.share()?, band: None }))
        .collect();
    let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else {
        return html! {};
    };
    let title = format!(
        "The members sent {} of the personnel in {}, and {} in {}",
        share_of(first.value),
        first.year,
        share_of(last.value),
        last.year
    );
    let drawing = line_chart(&LineChart {
        title: "Members’ share of UN personnel by year".into(),
        desc: title.clone(),
        lines: vec![Line { label: share_of(last.value), points, subject: true }],
        thresholds: Vec::new(),
        years: (first.year, last.year),
        bounds: Some((0.0, 1.0)),
        written: percent,
        falls: false,
    });
    let rows = known.iter().map(|(year, members, of)| {
        vec![
            year.to_string(),
            members.to_string(),
            of.share().map_or("–".into(), share_of),
            of.quality.says().to_owned(),
        ]
    });
    figure(&Figure {
        id: "share".into(),
        title,
        subtitle: format!(
            "Share of all uniformed personnel of the United Nations, mean over the year, {} to {}, without 2017; from 2014 approximate, 2021 a single day",
            first.year, last.year
        ),
        drawing,
        source: source(facts, &["un-peacekeepers"]),
        head: ["Year", "Members", "Share", "How it is known"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        csv: None,
        svg: None,
        command: Some(asked.command_of(facts, first.year, last.year)),
    })
}

/// What members sent, and what all sent.
pub fn personnel(facts: &Facts, asked: &Asked<'_>, course: &Course) -> Markup {
    let known = &course.known;
    let points = |of: fn(&Personnel) -> Option<world::Decimal>| -> Vec<Point> {
        let sums = known.iter().filter_map(|(year, _, personnel)| Some((*year, of(personnel)?.to_f64())));
        sums.map(|(year, value)| Point { year, value, band: None }).collect()
    };
    let (members, all) = (points(|of| of.members[0]), points(|of| of.all[0]));
    let (Some(first), Some(last_all)) = (all.first().copied(), all.last().copied()) else { return html! {} };
    let most = all.iter().copied().fold(first, |most, one| if one.value > most.value { one } else { most });
    let sent = members.last().map_or(0.0, |point| point.value);
    let title = format!(
        "At the most {} served, in {}; in {} members sent {} of {}",
        persons(most.value),
        most.year,
        last_all.year,
        persons(sent),
        persons(last_all.value)
    );
    let drawing = line_chart(&LineChart {
        title: "UN personnel by year, of members and of all states".into(),
        desc: title.clone(),
        lines: vec![
            Line { label: "all states".into(), points: all, subject: false },
            Line { label: "members".into(), points: members, subject: true },
        ],
        thresholds: Vec::new(),
        years: (first.year, last_all.year),
        bounds: None,
        written: |value| format!("{:.0}k", value / 1000.0),
        falls: false,
    });
    let number = |value: Option<world::Decimal>| value.map_or("–".into(), |value| persons(value.to_f64()));
    let rows =
        known.iter().map(|(year, _, of)| vec![year.to_string(), number(of.members[0]), number(of.all[0])]);
    figure(&Figure {
        id: "personnel".into(),
        title,
        subtitle: format!(
            "Uniformed personnel in operations of the United Nations, thousands of persons, mean over the year, {} to {}, without 2017",
            first.year, last_all.year
        ),
        drawing,
        source: source(facts, &["un-peacekeepers"]),
        head: ["Year", "Members", "All"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        csv: None,
        svg: None,
        command: Some(asked.command_of(facts, first.year, last_all.year)),
    })
}

/// Vetoes cast by members and by others.
pub fn vetoes(facts: &Facts, asked: &Asked<'_>, course: &Course) -> Markup {
    let un = &facts.world.united_nations;
    let (first, last) = asked::span(facts);
    let cast = &course.vetoes;
    let points = |of: fn(&(i32, usize, usize)) -> usize| -> Vec<Point> {
        cast.iter()
            .map(|line| Point {
                year: line.0,
                value: f64::from(u32::try_from(of(line)).unwrap_or(0)),
                band: None,
            })
            .collect()
    };
    let total = cast.iter().fold((0, 0), |sum, line| (sum.0 + line.1, sum.1 + line.2));
    let title = format!("Of {} vetoes cast since {first}, members cast {}", total.0 + total.1, total.0);
    let drawing = line_chart(&LineChart {
        title: "Vetoes by year, of members and of others".into(),
        desc: title.clone(),
        lines: vec![
            Line { label: "others".into(), points: points(|line| line.2), subject: false },
            Line { label: "members".into(), points: points(|line| line.1), subject: true },
        ],
        thresholds: Vec::new(),
        years: (first, last),
        bounds: None,
        written: |value| format!("{value:.0}"),
        falls: false,
    });
    let rows = cast
        .iter()
        .map(|(year, members, others)| vec![year.to_string(), members.to_string(), others.to_string()]);
    figure(&Figure {
        id: "vetoes".into(),
        title,
        subtitle: format!(
            "Vetoes in the Security Council, number a year, {first} to {}; a draft that several vetoed counts for each",
            un.vetoes_to()
        ),
        drawing,
        source: source(facts, &["un-vetoes"]),
        head: ["Year", "By members", "By others"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        csv: None,
        svg: None,
        command: Some(asked.command_of(facts, first, last)),
    })
}

/// Every operation since 1948, as bars, in the order in which they began.
pub fn missions(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let un = &facts.world.united_nations;
    let (_, last) = asked::span(facts);
    let operations: Vec<_> = un.missions.iter().filter(|mission| mission.operation).collect();
    let Some(first) = operations.first().map(|mission| i32::from(mission.spell.from.year())) else {
        return html! {};
    };
    let years = |mission: &world::united_nations::Mission| {
        let until = mission.spell.until.map(|day| i32::from(day.year()));
        (i32::from(mission.spell.from.year()), until)
    };
    let said = |mission: &world::united_nations::Mission| match years(mission) {
        (from, Some(until)) if from == until => from.to_string(),
        (from, Some(until)) => format!("{from}–{until}"),
        (from, None) => format!("since {from}"),
    };
    let running = operations.iter().filter(|mission| mission.spell.until.is_none()).count();
    let title = format!(
        "{} operations began since {first}; {running} were running when the list was made",
        operations.len()
    );
    let rows = operations.iter().map(|mission| {
        let (from, until) = years(mission);
        let bar = Bar {
            from,
            to: until.unwrap_or(last),
            class: if mission.runs_in(asked.year()) { "met" } else { "unmet" },
            says: format!("{}: {}", mission.acronym, said(mission)),
        };
        (mission.acronym.clone(), vec![bar])
    });
    let drawing = bars(&Bars {
        title: "Operations of the United Nations".into(),
        desc: title.clone(),
        years: (first, last),
        rows: rows.collect(),
    });
    let table = operations.iter().map(|mission| {
        let hosts: Vec<&str> =
            mission.hosts.iter().map(|host| facts.world.state(*host).name.as_str()).collect();
        vec![
            mission.acronym.clone(),
            mission.name.clone(),
            said(mission),
            hosts.join(", "),
            mission.established_by.clone().unwrap_or("–".into()),
        ]
    });
    figure(&Figure {
        id: "missions".into(),
        title,
        subtitle: format!(
            "Peacekeeping operations under the command of the United Nations, by year; those of {} are coloured",
            asked.year()
        ),
        drawing: html! {
            details.tall {
                summary { "Show the " (operations.len()) " bars" }
                div.scroll tabindex="0" role="region" aria-label="Operations since 1948" { (drawing) }
            }
        },
        source: source(facts, &["un-missions"]),
        head: ["Operation", "Name", "Years", "Hosts", "Established by"].map(str::to_owned).to_vec(),
        rows: table.collect(),
        csv: None,
        svg: None,
        command: None,
    })
}
