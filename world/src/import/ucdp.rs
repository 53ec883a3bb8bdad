//! The UCDP/PRIO Armed Conflict Dataset: a row a conflict and year, from which each state's worst conflict of
//! a year is derived.
//!
//! A state party is side A, and in a war between states side B too; states that send troops in support are
//! not parties. Where the list names none, there is none: 0, from its first year to its last, for each state
//! that exists.

use super::{
    About, Format, Import, Options, Reason,
    error::ImportError,
    header,
    place::{Gathered, Placed, States},
    plain::refuse,
    rows::Rows,
    year_of,
};
use crate::{Decimal, StateIx, World, recognise::Codes};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::BufRead,
};

#[derive(Clone, Copy, PartialEq)]
enum Conflict {
    Extrasystemic,
    Interstate,
    Intrastate,
    Internationalised,
}

/// Reads the list. `armed_conflict` counts every conflict, `internal_conflict` those within a state.
pub fn read<R: BufRead>(mut rows: Rows<R>, world: &World, options: &Options) -> Result<Import, ImportError> {
    let asked = options.column.as_deref().or(options.value_column.as_deref()).unwrap_or(&options.indicator);
    let (column, internal) = match asked {
        "armed_conflict" => ("intensity_level of every conflict", false),
        "internal_conflict" | "internal_war" => ("intensity_level of conflicts within a state", true),
        other => return Err(ImportError::WhichConflicts(other.to_owned())),
    };
    let header = header(&mut rows)?;
    let at = |name| header.need(name, "--from plain");
    let year_at = header.year(options.year_column.as_deref())?;
    let (level_at, type_at, a_at, b_at) =
        (at("intensity_level")?, at("type_of_conflict")?, at("gwno_a")?, at("gwno_b")?);
    let version_at = header.find("version")?;
    let codes = if options.codes == Codes::Auto { Codes::GleditschWard } else { options.codes };
    let last = world.last_year + super::YEARS_AHEAD;
    let mut states = States::new(world);
    let mut worst: BTreeMap<(StateIx, i32), (i64, u64)> = BTreeMap::new();
    // State-years, or with no year states, of which a row was refused: their 0 would be a guess.
    let mut unsure: BTreeSet<(StateIx, Option<i32>)> = BTreeSet::new();
    let mut listed: Option<(i32, i32)> = None;
    let mut about = About {
        unit: Some("0 none, 1 minor, 2 war".to_owned()),
        source: Some("UCDP/PRIO Armed Conflict Dataset".to_owned()),
        licence: Some("CC BY 4.0".to_owned()),
        ..About::default()
    };
    let (mut not_placed, mut count) = (Vec::new(), 0);
    while let Some(row) = rows.next_row()? {
        count += 1;
        if let Err(reason) = header.check(row) {
            not_placed.push(refuse(row, reason));
            continue;
        }
        if about.vintage.is_none() {
            let version = version_at.and_then(|at| row.get(at)).filter(|version| !version.is_empty());
            about.vintage = version.map(|version| format!("version {version}"));
        }
        let year = year_of(row.get(year_at).unwrap_or(""), last);
        let level = level_of(row.get(level_at).unwrap_or(""));
        let kind = type_of(row.get(type_at).unwrap_or(""));
        if let Ok(year) = year {
            listed =
                Some(listed.map_or((year, year), |(from, to): (i32, i32)| (from.min(year), to.max(year))));
        }
        if let Ok(Conflict::Extrasystemic | Conflict::Interstate) = kind
            && internal
        {
            // A war between states, or against a colony, is no internal conflict: rightly nothing.
            continue;
        }
        let parties = parties(row.get(a_at), row.get(b_at), kind.as_ref().ok().copied());
        let mut refused: Vec<Reason> = Vec::new();
        for party in &parties {
            let in_year = year.as_ref().copied().unwrap_or(world.last_year);
            let state = match states.find(party, in_year, codes) {
                Ok(state) => state,
                Err(reason) => {
                    refused.push(reason);
                    continue;
                }
            };
            match (&year, &level, &kind) {
                (Ok(year), Ok(level), Ok(_)) => {
                    let entry = worst.entry((state, *year)).or_insert((*level, row.line));
                    *entry = if *level > entry.0 { (*level, row.line) } else { *entry };
                }
                (year, _, _) => {
                    unsure.insert((state, year.as_ref().ok().copied()));
                }
            }
        }
        if parties.is_empty() {
            refused.push(Reason::NoState);
        }
        let broken = [year.err(), level.err(), kind.err()];
        match broken.into_iter().flatten().next() {
            Some(reason) => not_placed.push(refuse(row, reason)),
            None => not_placed.extend(refused.into_iter().map(|reason| refuse(row, reason))),
        }
    }
    let mut series = Gathered::default().series(&options.indicator, column);
    let mut zeros = 0;
    let mut left_open = 0;
    for year in listed.map_or(0..0, |(from, to)| from..to + 1) {
        for state in world.state_ixs() {
            let sure = !unsure.contains(&(state, Some(year))) && !unsure.contains(&(state, None));
            let (level, line) = match worst.get(&(state, year)) {
                Some(found) if sure => *found,
                None if sure && world.state(state).exists_in(year) => {
                    zeros += 1;
                    (0, 0)
                }
                None if sure => continue,
                _ => {
                    left_open += 1;
                    continue;
                }
            };
            series.placed.push(Placed { state, year, value: Decimal::new(level, 0), line });
        }
    }
    series.placed.sort_by_key(|placed| (placed.state, placed.year));
    let mut notes = Vec::new();
    if let Some((from, to)) = listed {
        notes.push(format!("{zeros} state-years from {from} to {to} are in no conflict of the list: 0"));
    }
    if left_open > 0 {
        notes.push(format!("{left_open} state-years stay missing, since a row about them could not be read"));
    }
    let (format, separator) = (Format::Ucdp, ',');
    Ok(Import { format, codes, separator, rows: count, series: vec![series], not_placed, notes, about })
}

/// The codes of the state parties. Where the type cannot be read, of both sides: whoever they are, their year
/// is not known to be without conflict.
fn parties<'r>(a: Option<&'r str>, b: Option<&'r str>, kind: Option<Conflict>) -> Vec<&'r str> {
    let both = matches!(kind, Some(Conflict::Interstate) | None);
    let sides = a.into_iter().chain(b.filter(|_| both));
    sides.flat_map(|side| side.split([',', ';'])).map(str::trim).filter(|code| !code.is_empty()).collect()
}

fn level_of(text: &str) -> Result<i64, Reason> {
    match text {
        "1" => Ok(1),
        "2" => Ok(2),
        other => Err(Reason::Intensity(other.chars().take(40).collect())),
    }
}

fn type_of(text: &str) -> Result<Conflict, Reason> {
    match text {
        "1" | "extrasystemic" => Ok(Conflict::Extrasystemic),
        "2" | "interstate" => Ok(Conflict::Interstate),
        "3" | "intrastate" => Ok(Conflict::Intrastate),
        "4" | "II" | "internationalized intrastate" | "internationalised intrastate" => {
            Ok(Conflict::Internationalised)
        }
        other => Err(Reason::ConflictType(other.chars().take(40).collect())),
    }
}
