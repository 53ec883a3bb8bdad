//! Missions with their days and hosts, and their strength from the monthly reports.

use super::{Ground, count};
use crate::{
    Spell,
    build::{
        BuildError,
        catalogue::read_csv,
        not_placed::Collector,
        tables::{Folder, Row, Table},
    },
    united_nations::{Mission, Strength},
};
use jiff::civil::Date;
use serde::Deserialize;

/// The table of missions.
pub const FILE: &str = "more/un_peacekeeping_missions.csv";

/// The table of their months.
const MONTHS: &str = "more/un_peacekeeping_mission_month.csv";

/// The list of what is mended in the table of missions.
const MENDED: &str = "missions.csv";

/// What is mended of a mission.
#[derive(Deserialize)]
struct Mended {
    acronym: String,
    /// Its name in the table of months, where that has another.
    months_as: Option<String>,
    name: Option<String>,
    start: Option<Date>,
    established_by: Option<String>,
}

/// Every mission, in the order in which they began; those without a first day are reported.
pub fn missions(
    ground: &Ground<'_>,
    folder: &mut Folder,
    not_placed: &mut Collector,
) -> Result<Vec<Mission>, BuildError> {
    let table = folder.table(FILE)?;
    let mended: Vec<Mended> = read_csv(&ground.curated.join(MENDED))?;
    let named = |name| table.column(name);
    let (acronym, name, start, end) =
        (named("acronym")?, named("name")?, named("start_date")?, named("end_date")?);
    let (hosts, by, operation) = (named("host_iso3")?, named("established_by")?, named("un_operation")?);
    if let Some(unknown) =
        mended.iter().find(|entry| !table.rows.iter().any(|row| row.cell(acronym) == entry.acronym))
    {
        let name = unknown.acronym.clone();
        return Err(BuildError::Unknown { file: MENDED, name, kind: "mission" });
    }
    let mut missions = Vec::new();
    for row in &table.rows {
        let better = mended.iter().find(|entry| entry.acronym == row.cell(acronym));
        let day = |column| match row.cell(column) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| table.bad_cell(row, column, "a day or empty")),
        };
        let from: Option<Date> =
            better.and_then(|entry| entry.start).map_or_else(|| day(start), |day| Ok(Some(day)))?;
        let Some(from) = from else {
            not_placed.note(FILE, row.cell(acronym), "no first day", row.line);
            continue;
        };
        let mut there = Vec::new();
        for code in row.cell(hosts).split('|').filter(|code| !code.is_empty()) {
            match ground.state(&table, hosts, code) {
                Some(state) => there.push(state),
                None => not_placed.note(
                    FILE,
                    format!("{} in {code}", row.cell(acronym)),
                    "no state of the list",
                    row.line,
                ),
            }
        }
        let given = |column: usize, better: Option<&String>| {
            let text = better.map_or_else(|| row.cell(column), String::as_str);
            (!text.is_empty()).then(|| text.to_owned())
        };
        missions.push(Mission {
            acronym: row.cell(acronym).to_owned(),
            name: given(name, better.and_then(|entry| entry.name.as_ref())).unwrap_or_default(),
            spell: Spell { from, until: day(end)? },
            hosts: there,
            established_by: given(by, better.and_then(|entry| entry.established_by.as_ref())),
            operation: match row.cell(operation) {
                "1" => true,
                "0" => false,
                _ => return Err(table.bad_cell(row, operation, "0 or 1")),
            },
            strength: Vec::new(),
        });
    }
    missions.sort_by(|one, other| (one.spell.from, &one.acronym).cmp(&(other.spell.from, &other.acronym)));
    Ok(missions)
}

/// Adds each month to the mission that it is of; months of missions that are not in the list are reported.
pub fn months(
    ground: &Ground<'_>,
    folder: &mut Folder,
    missions: &mut [Mission],
    not_placed: &mut Collector,
) -> Result<(), BuildError> {
    let table = folder.table(MONTHS)?;
    let mended: Vec<Mended> = read_csv(&ground.curated.join(MENDED))?;
    let (date, name) = (table.column("date")?, table.column("mission")?);
    for row in &table.rows {
        let day: Date = row.cell(date).parse().map_err(|_| table.bad_cell(row, date, "a day"))?;
        match of(missions, &mended, row.cell(name), day) {
            Some(at) => add(&mut missions[at].strength, &table, row, day)?,
            None => not_placed.note(MONTHS, row.cell(name), "no mission of the list", row.line),
        }
    }
    for mission in missions {
        mission.strength.sort_by_key(|strength| strength.year);
    }
    Ok(())
}

/// Which mission a month is of. A name under which the months of several operations stand is of the one that began last
/// before the day.
fn of(missions: &[Mission], mended: &[Mended], name: &str, day: Date) -> Option<usize> {
    let also = |mission: &Mission| {
        let entry = mended.iter().find(|entry| entry.acronym == mission.acronym);
        entry.and_then(|entry| entry.months_as.as_deref()) == Some(name)
    };
    let began = |at: &usize| missions[*at].spell.from <= day && also(&missions[*at]);
    let several = (0..missions.len()).filter(began).max_by_key(|at| missions[*at].spell.from);
    several.or_else(|| missions.iter().position(|mission| mission.acronym == name))
}

fn add(strength: &mut Vec<Strength>, table: &Table, row: &Row, day: Date) -> Result<(), BuildError> {
    let year = i32::from(day.year());
    let number = |name: &str| count(table, row, table.column(name)?);
    let (troops, police, observers) = (number("troops")?, number("police")?, number("observers")?);
    let (total, contributors) = (number("total")?, number("contributors")?);
    let at = strength.iter().position(|known| known.year == year).unwrap_or_else(|| {
        strength.push(Strength {
            year,
            months: 0,
            troops: 0,
            police: 0,
            observers: 0,
            total: 0,
            contributors: 0,
            december: None,
        });
        strength.len() - 1
    });
    let known = &mut strength[at];
    known.months += 1;
    known.troops = known.troops.saturating_add(troops);
    known.police = known.police.saturating_add(police);
    known.observers = known.observers.saturating_add(observers);
    known.total = known.total.saturating_add(total);
    known.contributors = known.contributors.max(contributors);
    if day.month() == 12 {
        known.december = Some(total);
    }
    Ok(())
}
