//! `koinon data sources`: who publishes what, on what terms.

use super::{csv, table::wrapped};
use crate::output::{Format, print, print_json};
use serde_json::json;
use std::process::ExitCode;
use world::{Source, World};

pub fn run(world: &World, format: Format) -> ExitCode {
    match format {
        Format::Human => print(&human(world), 0),
        Format::Json => {
            let sources = world.sources.iter().map(|source| {
                let mut value = json!(source);
                value["indicators"] = json!(indicators(world, source));
                value["groups"] = json!(groups(world, source));
                value
            });
            print_json(&json!({ "sources": sources.collect::<Vec<_>>() }), 0)
        }
        Format::Csv => {
            let header = ["id", "title", "publisher", "licence", "url", "citation", "indicators", "groups"];
            let rows = world.sources.iter().map(|source| {
                vec![
                    source.id.clone(),
                    source.title.clone(),
                    source.publisher.clone(),
                    source.licence.clone(),
                    source.url.clone().unwrap_or_default(),
                    source.citation.clone(),
                    indicators(world, source).join(" "),
                    groups(world, source).join(" "),
                ]
            });
            print(&csv(&header, rows), 0)
        }
    }
}

fn indicators<'w>(world: &'w World, source: &Source) -> Vec<&'w str> {
    let of_source = world.indicators.iter().filter(|indicator| indicator.source == source.id);
    of_source.map(|indicator| indicator.name.as_str()).collect()
}

fn groups<'w>(world: &'w World, source: &Source) -> Vec<&'w str> {
    let of_source = world.groups.iter().filter(|group| group.source == source.id);
    of_source.map(|group| group.name.as_str()).collect()
}

fn human(world: &World) -> String {
    let mut out = String::new();
    for source in &world.sources {
        let row = |name: &str, value: &str| match value {
            "" => String::new(),
            value => format!("  {name:<11}{}\n", wrapped(value, 100, 13).trim()),
        };
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{}\n", source.title));
        out.push_str(&row("publisher", &source.publisher));
        out.push_str(&row("licence", &source.licence));
        out.push_str(&row("address", source.url.as_deref().unwrap_or("")));
        out.push_str(&row("cite", &source.citation));
        out.push_str(&row("indicators", &indicators(world, source).join(", ")));
        out.push_str(&row("groups", &groups(world, source).join(", ")));
    }
    out
}
