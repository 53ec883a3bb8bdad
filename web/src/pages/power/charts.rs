//! Power drawn: against people, and against the threshold of a quota.

use super::{
    asked::Asked,
    found::{Found, share},
};
use crate::{
    chart::{Dot, Dots, Figure, Line, LineChart, Point, dots, figure, line_chart},
    facts::Facts,
    words::{grouped, percent},
};
use maud::{Markup, html};
use voting::{Threshold, power};

/// The parts of a column's total by which thresholds go where it is larger: those of `koinon power --curve`, which
/// gives the same numbers. Of these every whole percent is drawn.
const PARTS: u64 = 1000;
/// So many parts are a percent.
const PERCENT: u64 = PARTS / 100;

/// Each player's share of power against its people, with the diagonal of proportionality.
pub fn against_people(facts: &Facts, asked: &Asked<'_>, found: &Found) -> Markup {
    let Some((unit, people)) = &asked.now.people else { return html! {} };
    #[expect(clippy::cast_precision_loss, reason = "for a drawing")]
    let people_of = |place: usize| people[place] as f64;
    let all: f64 = (0..people.len()).map(people_of).sum();
    let dot = |place: usize| Dot {
        name: asked.now.names[place].clone(),
        people: people_of(place),
        share: found.players[place].banzhaf_share.value,
        says: format!(
            "{}: {} of power, {} of {unit}",
            asked.now.names[place],
            share(found.players[place].banzhaf_share.value),
            share(people_of(place) / all)
        ),
    };
    let above = (0..people.len())
        .filter(|place| found.players[*place].banzhaf_share.value * all > people_of(*place))
        .count();
    let title = match above {
        n if n == 0 || n == people.len() => format!("Power follows {unit} in proportion"),
        n => format!("{n} of {} have more power than in proportion to their {unit}", people.len()),
    };
    let drawing = dots(&Dots {
        title: format!("Share of power against {unit}"),
        desc: format!("{title}."),
        dots: (0..people.len()).map(dot).collect(),
        unit: unit.clone(),
    });
    if drawing.0.is_empty() {
        return html! {};
    }
    let rows = found.order().into_iter().map(|place| {
        let (power, part) = (found.players[place].banzhaf_share.value, people_of(place) / all);
        let times = if part > 0.0 { format!("{:.2}", power / part) } else { "–".into() };
        vec![asked.now.names[place].clone(), grouped(people[place]), share(part), share(power), times]
    });
    let figure = figure(&Figure {
        id: "against-people".into(),
        title,
        subtitle: format!(
            "Share of all power (Penrose–Banzhaf) against {unit}, both on scales of powers of ten: {}. Dashed: power in proportion.",
            asked.title
        ),
        drawing,
        source: asked.source(facts),
        head: vec![
            "Player".into(),
            charter::show::capital(unit),
            "Share of it".into(),
            "Share of power".into(),
            "Times proportion".into(),
        ],
        rows: rows.collect(),
        csv: Some(asked.address("/power.csv")),
        svg: None,
        command: None,
    });
    html! { h2 #people { "Power against people" } (figure) }
}

/// How often anything passes at every threshold of the first weighted quota, in one pass.
pub fn curve(facts: &Facts, asked: &Asked<'_>) -> Markup {
    let quotas = asked.rule.quotas();
    let weighted = quotas.iter().find(|quota| !matches!(quota.column.as_str(), "states" | "members"));
    let in_favour = |quota: &&&voting::Quota| quota.counts == voting::Counts::InFavour;
    let Some(quota) = weighted.filter(in_favour).or_else(|| quotas.iter().find(in_favour)) else {
        return html! {};
    };
    let Ok(found) = power::curve(&asked.rule, &asked.now.electorate, &quota.column, PARTS) else {
        return html! {};
    };
    let step = if found.resolution.is_some() { PERCENT } else { 1 };
    let points: Vec<Point> = found
        .points
        .iter()
        .filter(|point| point.threshold.is_multiple_of(step))
        .filter_map(|point| {
            Some(Point { year: i32::try_from(point.threshold / step).ok()?, value: point.act, band: None })
        })
        .collect();
    let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else {
        return html! {};
    };
    if points.len() < 3 {
        return html! {};
    }
    let unit = if found.resolution.is_some() {
        format!("percent of {}", quota.column)
    } else {
        quota.column.clone()
    };
    let half =
        points.iter().find(|point| point.value < 0.5 * first.value.max(0.000_1)).map(|point| point.year);
    let title = match half {
        Some(at) => format!("At {at} {unit} less than half as much passes as at {}", first.year),
        None => format!("The threshold over {} changes little", quota.column),
    };
    let drawing = line_chart(&LineChart {
        title: format!("What passes by the threshold over {}", quota.column),
        desc: format!("{title}; at {} it is {}.", last.year, percent(last.value)),
        lines: vec![Line { label: "passes".into(), points: points.clone(), subject: true }],
        thresholds: Vec::new(),
        years: (first.year, last.year),
        bounds: None,
        written: percent,
        falls: false,
    });
    let now = match quota.threshold {
        Threshold::AtLeast(least) => format!("; the rule asks for {least}"),
        _ => format!("; the rule asks for “{quota}”"),
    };
    let rows = points.iter().map(|point| vec![point.year.to_string(), share(point.value)]);
    html! {
        h2 #curve { "If the quota were another" }
        (figure(&Figure {
            id: "thresholds".into(),
            title,
            subtitle: format!(
                "Part of all votes that pass (Coleman’s power of the collectivity to act) by the least {unit} in favour, the rest of the rule unchanged{now}{}",
                if found.resolution.is_some() { ". Weights are rounded to thousandths of their total" } else { "" }
            ),
            drawing,
            source: asked.source(facts),
            head: vec![charter::show::capital(&unit), "Passes".into()],
            rows: rows.collect(),
            csv: None,
            svg: None,
            command: Some(format!("{} --curve {}", asked.base_command(), quota.column)),
        }))
    }
}
