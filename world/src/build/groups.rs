//! Groups with dated members: from the tables of memberships, from the lists kept here, and from the regions.

use super::{
    BuildError,
    catalogue::{Catalogue, GroupEntry},
    not_placed::Collector,
    placing::Placer,
    states::States,
    tables::{Folder, Row, Table},
};
use crate::{Group, Spell, StateIx, group::Membership, state::slug};
use jiff::civil::{Date, date};
use std::{collections::BTreeMap, rc::Rc};

/// The regional groups of the United Nations took their form with the enlargement of the Security Council.
const REGIONAL_GROUPS_FROM: Date = date(1963, 12, 17);

/// Every group, in the order of the list, then regions, subregions and regional groups.
pub fn build(
    catalogue: &Catalogue,
    folder: &mut Folder,
    states: &States,
    not_placed: &mut Collector,
) -> Result<Vec<Group>, BuildError> {
    let mut groups = Vec::new();
    for entry in &catalogue.groups {
        groups.push(listed(catalogue, folder, states, entry, not_placed)?);
    }
    regions(states, &mut groups);
    regional_groups(folder, states, &mut groups)?;
    report_unused(catalogue, folder, states, not_placed)?;
    Ok(groups)
}

fn listed(
    catalogue: &Catalogue,
    folder: &mut Folder,
    states: &States,
    entry: &GroupEntry,
    not_placed: &mut Collector,
) -> Result<Group, BuildError> {
    let file = "groups.toml";
    let mut members: Vec<Membership> = Vec::new();
    if let Some(name) = &entry.table {
        let unknown = || BuildError::Unknown { file, name: name.clone(), kind: "table" };
        let (_, table_entry) = catalogue.table(name).ok_or_else(unknown)?;
        let table = folder.table(name)?;
        let rows = match (&entry.column, &entry.value) {
            (Some(column), Some(value)) => {
                let column = table.column(column)?;
                table.rows.iter().filter(|row| row.cell(column) == value).collect()
            }
            _ => table.rows.iter().collect::<Vec<_>>(),
        };
        let placer = Placer::new(catalogue, table_entry, &table, states)?;
        members = match table.find("year") {
            Some(_) => by_years(&table, &rows, &placer, not_placed)?,
            None => by_days(&table, &rows, &placer, not_placed)?,
        };
    }
    for list in &entry.members {
        let from = day(&list.from.to_string()).ok_or_else(|| bad_day(&list.from.to_string()))?.0;
        let until = match &list.until {
            Some(text) => Some(day(&text.to_string()).ok_or_else(|| bad_day(&text.to_string()))?.1),
            None => None,
        };
        for code in &list.states {
            members.push(Membership { state: states.listed(file, code)?, spell: Spell { from, until } });
        }
    }
    for instead in &entry.instead {
        let state = states.listed(file, &instead.state)?;
        members.retain(|member| member.state != state);
        for spell in &instead.spells {
            let (from, until) = spell.split_once(' ').map_or((spell.as_str(), None), |(a, b)| (a, Some(b)));
            let from = day(from).ok_or_else(|| bad_day(from))?.0;
            let until = until.map(|text| day(text).ok_or_else(|| bad_day(text))).transpose()?;
            members.push(Membership { state, spell: Spell { from, until: until.map(|(_, last)| last) } });
        }
    }
    if let Some(region) = &entry.region {
        members.extend(lifelong(states, |ix| states.state(ix).region.as_ref() == Some(region)));
    }
    for code in &entry.also {
        let state = states.listed(file, code)?;
        if !members.iter().any(|member| member.state == state) {
            members.extend(lifelong(states, |ix| ix == state));
        }
    }
    Ok(Group {
        name: entry.name.clone(),
        title: entry.title.clone(),
        says: std::iter::once(entry.says.clone())
            .chain(entry.instead.iter().map(|i| format!("{}: {}", states_name(states, &i.state), i.why)))
            .collect::<Vec<_>>()
            .join(" "),
        source: entry.source.clone(),
        members: sorted(members),
    })
}

fn states_name(states: &States, code: &str) -> String {
    states.coded(code).map_or_else(|| code.to_owned(), |ix| states.state(ix).name.clone())
}

fn bad_day(text: &str) -> BuildError {
    BuildError::Curated { file: "groups.toml".to_owned(), why: format!("`{text}` is not a day") }
}

/// The first and the last day of `1949-04-04` or of `1949`.
fn day(text: &str) -> Option<(Date, Date)> {
    if let Ok(year) = text.parse::<i16>() {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    }
    text.parse().ok().map(|day| (day, day))
}

fn sorted(mut members: Vec<Membership>) -> Vec<Membership> {
    members.sort_by_key(|member| (member.spell.from, member.state));
    members
}

/// Members with a column of joining and one of leaving.
fn by_days(
    table: &Rc<Table>,
    rows: &[&Row],
    placer: &Placer<'_>,
    not_placed: &mut Collector,
) -> Result<Vec<Membership>, BuildError> {
    let start = table.find("start").map_or_else(|| table.column("admitted"), Ok)?;
    let end = table.find("end").map_or_else(|| table.column("ended"), Ok)?;
    let mut members = Vec::new();
    for row in rows {
        let Some((from, _)) = day(row.cell(start)) else {
            not_placed.note(&table.file, placer.what(row), "no day of joining", row.line);
            continue;
        };
        let until = match row.cell(end) {
            "" => None,
            text => Some(day(text).ok_or_else(|| table.bad_cell(row, end, "a day, a year or empty"))?.1),
        };
        match placer.find(row, i32::from(from.year())) {
            Ok((state, _)) => members.push(Membership { state, spell: Spell { from, until } }),
            Err(reason) => not_placed.note(&table.file, placer.what(row), reason, row.line),
        }
    }
    Ok(members)
}

/// Members with a row for each year; consecutive years are one term, and a permanent seat lasts.
fn by_years(
    table: &Rc<Table>,
    rows: &[&Row],
    placer: &Placer<'_>,
    not_placed: &mut Collector,
) -> Result<Vec<Membership>, BuildError> {
    let (year, kind) = (table.column("year")?, table.column("kind")?);
    let mut years: BTreeMap<StateIx, Vec<(i32, bool)>> = BTreeMap::new();
    for row in rows {
        let number = table.year(row, year)?;
        match placer.find(row, number) {
            Ok((state, _)) => years.entry(state).or_default().push((number, row.cell(kind) == "permanent")),
            Err(reason) => not_placed.note(&table.file, placer.what(row), reason, row.line),
        }
    }
    let mut members = Vec::new();
    for (state, mut served) in years {
        served.sort_unstable();
        for term in served.chunk_by(|(one, _), (next, _)| *next == one + 1) {
            let [(first, lasting), ..] = term else { continue };
            let (last, _) = term[term.len() - 1];
            let edge = |year: i32, month, day| {
                let year = i16::try_from(year).ok()?;
                Date::new(year, month, day).ok()
            };
            let Some(from) = edge(*first, 1, 1) else { continue };
            let until = if *lasting { None } else { edge(last, 12, 31) };
            members.push(Membership { state, spell: Spell { from, until } });
        }
    }
    Ok(members)
}

/// Members for as long as they exist.
fn lifelong(states: &States, belongs: impl Fn(StateIx) -> bool) -> Vec<Membership> {
    let spells = |ix: StateIx| {
        states.state(ix).spells.iter().map(move |spell| Membership { state: ix, spell: *spell })
    };
    states.ixs().filter(|ix| belongs(*ix)).flat_map(spells).collect()
}

/// The regions and subregions of M49.
fn regions(states: &States, groups: &mut Vec<Group>) {
    type Part = fn(&crate::State) -> Option<&String>;
    let parts: [(Part, &str); 2] =
        [(|state| state.region.as_ref(), "region"), (|state| state.subregion.as_ref(), "subregion")];
    for (part, word) in parts {
        let mut titles: Vec<&String> = states.list.iter().filter_map(part).collect();
        titles.sort_unstable();
        titles.dedup();
        for title in titles {
            let name = slug(title);
            if groups.iter().any(|group| group.name == name) {
                continue;
            }
            groups.push(Group {
                name,
                title: title.clone(),
                says: format!(
                    "A {word} of the United Nations' standard M49; states belong for as long as they exist. States that ended are counted where they lay."
                ),
                source: "countries".to_owned(),
                members: sorted(lifelong(states, |ix| part(states.state(ix)) == Some(title))),
            });
        }
    }
}

/// The regional groups in which the members of the United Nations elect and are elected.
fn regional_groups(folder: &mut Folder, states: &States, groups: &mut Vec<Group>) -> Result<(), BuildError> {
    let table = folder.table("more/countries.csv")?;
    let (iso3, column) = (table.column("iso3")?, table.column("un_regional_group")?);
    let mut by_title: BTreeMap<&str, Vec<StateIx>> = BTreeMap::new();
    for row in table.rows.iter().filter(|row| !row.cell(column).is_empty()) {
        if let Some(ix) = states.coded(row.cell(iso3)) {
            by_title.entry(row.cell(column)).or_default().push(ix);
        }
    }
    let admitted =
        groups.iter().find(|group| group.name == "united-nations").map(|group| group.members.clone());
    for (title, of) in by_title {
        let mut members = Vec::new();
        for member in admitted.iter().flatten().filter(|member| of.contains(&member.state)) {
            let from = member.spell.from.max(REGIONAL_GROUPS_FROM);
            if member.spell.until.is_none_or(|last| last >= from) {
                members.push(Membership {
                    state: member.state,
                    spell: Spell { from, until: member.spell.until },
                });
            }
        }
        groups.push(Group {
            name: slug(title),
            title: format!("{title} (United Nations)"),
            says: "A regional group of the United Nations, composed as it is today, from 17 December 1963 or the member's admission; former members are not counted.".to_owned(),
            source: "countries".to_owned(),
            members: sorted(members),
        });
    }
    Ok(())
}

/// Rows of the tables of memberships that no group takes.
fn report_unused(
    catalogue: &Catalogue,
    folder: &mut Folder,
    states: &States,
    not_placed: &mut Collector,
) -> Result<(), BuildError> {
    let file = "more/memberships.csv";
    let unknown = || BuildError::Unknown { file: "sources.toml", name: file.to_owned(), kind: "table" };
    let (_, entry) = catalogue.table(file).ok_or_else(unknown)?;
    let table = folder.table(file)?;
    let placer = Placer::new(catalogue, entry, &table, states)?;
    let (org, role) = (table.column("org")?, table.column("role")?);
    for row in &table.rows {
        let takes = |group: &&GroupEntry| {
            let value = group.value.as_deref();
            group.table.as_deref() == Some(file)
                && match group.column.as_deref() {
                    Some("org") => value == Some(row.cell(org)),
                    _ => value == Some(row.cell(role)),
                }
        };
        if !catalogue.groups.iter().any(|group| takes(&group)) {
            let reason = match placer.find(row, crate::FIRST_YEAR) {
                Err(reason) => reason,
                Ok(_) => "no group takes the row".to_owned(),
            };
            not_placed.note(file, format!("{} {}", row.cell(org), row.cell(role)), reason, row.line);
        }
    }
    Ok(())
}
