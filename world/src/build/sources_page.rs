//! The page `data/SOURCES.md`: every table with its publisher and terms, what was taken and changed, what could
//! not be placed, and what was decided about states and groups. Written from the curated lists and the world.

use super::{catalogue::Catalogue, not_placed::NotPlaced};
use crate::{Redistribution, World};
use std::{collections::BTreeMap, fmt::Write};

/// Tables that exist and are not shipped, and why.
const NOT_SHIPPED: [(&str, &str); 5] = [
    ("Democracy Index (Economist Intelligence Unit)", "ask the publisher first"),
    ("Corruption Perceptions Index (Transparency International)", "CC BY-ND: ask the publisher first"),
    ("World Press Freedom Index (Reporters without Borders)", "the publisher's terms apply: ask first"),
    ("Fragile States Index (Fund for Peace)", "ask the publisher first"),
    ("mledoze/countries beyond plain facts", "Open Database License: only facts were taken"),
];

/// Writes the page.
pub fn write(catalogue: &Catalogue, world: &World, not_placed: &[NotPlaced]) -> String {
    let mut page = String::new();
    // INVARIANT: writing to a string cannot fail.
    let _ = body(&mut page, catalogue, world, not_placed);
    page
}

fn body(
    page: &mut String,
    catalogue: &Catalogue,
    world: &World,
    not_placed: &[NotPlaced],
) -> Result<(), std::fmt::Error> {
    writeln!(page, "# Sources\n")?;
    writeln!(
        page,
        "What `world.bin` is built from: {} states, {} indicators and {} groups, 1900 to {}. `cargo xtask data FOLDER` rebuilds it and this page from the publishers' tables in a folder; the tables themselves are not in the repository. Values are decimals as published; nothing is interpolated, and what is missing stays missing.\n",
        world.states.len(),
        world.indicators.len(),
        world.groups.len(),
        world.last_year
    )?;
    for source in &catalogue.sources {
        writeln!(page, "## {}\n", source.title)?;
        writeln!(page, "- Publisher: {}", source.publisher)?;
        writeln!(page, "- Citation: {}", source.citation)?;
        writeln!(page, "- Licence: {} (may be passed on: {})", source.licence, word(source.redistribution))?;
        if let Some(url) = &source.url {
            writeln!(page, "- Published at <{url}>")?;
        }
        for table in &source.tables {
            writeln!(page, "- Table `{}`, {}", table.file, table.vintage)?;
            writeln!(page, "  - Taken: {}", table.took)?;
            writeln!(page, "  - Changed: {}", table.changed)?;
            left_out(page, not_placed, &table.file)?;
        }
        indicators(page, world, &source.id)?;
        writeln!(page)?;
    }
    writeln!(page, "## Not shipped\n")?;
    for (what, why) in NOT_SHIPPED {
        writeln!(page, "- {what}: {why}. A user who has it can import it.")?;
    }
    writeln!(page, "\n## What was decided about states\n")?;
    writeln!(
        page,
        "The list is Gleditsch and Ward's with its micro-states, from 1900 on, plus the members of the United Nations that it lacks (today there are none). It follows the data and takes no side.\n"
    )?;
    for state in &world.states {
        if let Some(note) = &state.note {
            writeln!(page, "- **{}** (`{}`). {note}", state.name, state.code)?;
        }
    }
    writeln!(page, "\nNot in the list:\n")?;
    for absent in &catalogue.states.absent {
        writeln!(page, "- **{}** (`{}`). {}", absent.name, absent.code, absent.note)?;
    }
    writeln!(page, "\n## Groups\n")?;
    for group in &world.groups {
        let now = group.members_in(world.last_year).len();
        writeln!(page, "- `{}`, {now} members in {}. {}", group.name, world.last_year, group.says)?;
    }
    let un = &world.united_nations;
    if let Some((first, last)) = un.span() {
        let operations = un.missions.iter().filter(|mission| mission.operation).count();
        let mandates = un.vetoes.iter().filter(|veto| veto.mandate.is_some()).count();
        writeln!(page, "\n## The record of the United Nations\n")?;
        writeln!(
            page,
            "{} missions, {operations} of them peacekeeping operations under its own command; {} vetoed drafts, {mandates} of which are listed as mandates; the Council of {first} to {last}. Missions that others lead under a mandate (Korea, KFOR, ISAF) are in none of the tables, nor is which state sent how many to which mission.",
            un.missions.len(),
            un.vetoes.len()
        )?;
    }
    Ok(())
}

fn word(redistribution: Redistribution) -> &'static str {
    match redistribution {
        Redistribution::Yes => "yes, with attribution",
        Redistribution::NonCommercial => "with attribution, not for profit",
        Redistribution::Ask => "only by permission",
    }
}

/// What is said of the rows of a table with one reason: how many, and of what.
fn left_out(page: &mut String, not_placed: &[NotPlaced], file: &str) -> Result<(), std::fmt::Error> {
    let mut reasons: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
    for entry in not_placed.iter().filter(|entry| entry.file == file) {
        let (rows, of) = reasons.entry(&entry.reason).or_default();
        *rows += entry.lines.len();
        of.push(&entry.what);
    }
    for (reason, (rows, of)) in reasons {
        let noun = if rows == 1 { "row" } else { "rows" };
        let listed = if of.len() > 40 {
            format!("{} and {} more", of[..40].join("; "), of.len() - 40)
        } else {
            of.join("; ")
        };
        writeln!(page, "  - Not placed, {rows} {noun}: {reason} ({listed})")?;
    }
    Ok(())
}

fn indicators(page: &mut String, world: &World, source: &str) -> Result<(), std::fmt::Error> {
    let mut of = world.indicators.iter().filter(|indicator| indicator.source == source).peekable();
    if of.peek().is_none() {
        return Ok(());
    }
    writeln!(page, "\n| indicator | unit | years | values | |\n|---|---|---|---|---|")?;
    for indicator in of {
        let (first, last) = indicator.coverage;
        let says = indicator.says.replace('|', "\\|");
        writeln!(
            page,
            "| `{}` | {} | {first}–{last} | {} | {says} |",
            indicator.name, indicator.unit, indicator.values
        )?;
    }
    Ok(())
}
