//! `koinon data list`: every indicator and group in a line.

use super::{
    csv, is_imported,
    table::{Side, table},
};
use crate::output::{Format, grouped, print, print_json};
use serde_json::json;
use std::process::ExitCode;
use world::World;

pub fn run(world: &World, format: Format) -> ExitCode {
    match format {
        Format::Human => print(&human(world), 0),
        Format::Json => print_json(&as_json(world), 0),
        Format::Csv => print(&as_csv(world), 0),
    }
}

fn years(indicator: &world::Indicator) -> String {
    if indicator.values == 0 { "none".to_owned() } else { world::span(indicator.coverage) }
}

/// A year, a span of years, or a single one of each group's memberships.
fn since(group: &world::Group) -> Option<i16> {
    group.members.iter().map(|member| member.spell.from.year()).min()
}

fn human(world: &World) -> String {
    let rows: Vec<Vec<String>> = world
        .indicators
        .iter()
        .map(|indicator| {
            let source = match is_imported(indicator) {
                true => format!("imported: {}", indicator.vintage),
                false => {
                    let title =
                        world.source(&indicator.source).map_or(indicator.source.as_str(), |s| &s.title);
                    format!("{title}, {}", indicator.vintage)
                }
            };
            let values = grouped(indicator.values);
            vec![indicator.name.clone(), indicator.unit.clone(), years(indicator), values, source]
        })
        .collect();
    let header = [
        ("indicator", Side::Left),
        ("unit", Side::Left),
        ("years", Side::Left),
        ("values", Side::Right),
        ("source", Side::Left),
    ];
    let mut out = table(&header, &rows, 0);
    let rows: Vec<Vec<String>> = world
        .groups
        .iter()
        .map(|group| {
            let members = group.members_in(world.last_year).len().to_string();
            let since = since(group).map_or("none".to_owned(), |year| year.to_string());
            vec![group.name.clone(), group.title.clone(), since, members]
        })
        .collect();
    if !rows.is_empty() {
        let members = format!("members in {}", world.last_year);
        let header = [
            ("group", Side::Left),
            ("title", Side::Left),
            ("since", Side::Left),
            (members.as_str(), Side::Right),
        ];
        out.push('\n');
        out.push_str(&table(&header, &rows, 0));
    }
    out
}

fn as_json(world: &World) -> serde_json::Value {
    let indicators = world.indicators.iter().map(|indicator| {
        let mut value = json!(indicator);
        value["imported"] = json!(is_imported(indicator));
        value
    });
    let groups = world.groups.iter().map(|group| {
        json!({
            "name": group.name,
            "title": group.title,
            "says": group.says,
            "source": group.source,
            "since": since(group),
            "members": codes(world, &group.members_in(world.last_year)),
        })
    });
    json!({
        "last_year": world.last_year,
        "indicators": indicators.collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(),
    })
}

fn codes(world: &World, states: &[world::StateIx]) -> Vec<String> {
    states.iter().map(|ix| world.state(*ix).code.clone()).collect()
}

fn as_csv(world: &World) -> String {
    let header =
        ["kind", "name", "title", "unit", "from", "until", "values", "source", "vintage", "imported"];
    let indicators = world.indicators.iter().map(|indicator| {
        let some = |year: i32| if indicator.values == 0 { String::new() } else { year.to_string() };
        vec![
            "indicator".to_owned(),
            indicator.name.clone(),
            indicator.title.clone(),
            indicator.unit.clone(),
            some(indicator.coverage.0),
            some(indicator.coverage.1),
            indicator.values.to_string(),
            indicator.source.clone(),
            indicator.vintage.clone(),
            is_imported(indicator).to_string(),
        ]
    });
    let groups = world.groups.iter().map(|group| {
        let from = since(group).map_or(String::new(), |year| year.to_string());
        let mut row = vec!["group".to_owned(), group.name.clone(), group.title.clone(), String::new(), from];
        row.extend([String::new(), group.members.len().to_string(), group.source.clone()]);
        row.extend([String::new(), "false".to_owned()]);
        row
    });
    csv(&header, indicators.chain(groups))
}
