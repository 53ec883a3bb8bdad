//! Laying imported indicators over a world.

use super::{Description, Note, UserDataError, description_file, io_error, kept, values_file};
use crate::{
    Column, Indicator, MISSING, Redistribution, Source, World,
    import::{self, Format, Import, Options, column_of, ranges},
    recognise::Codes,
    span,
    state::slug,
};
use std::{
    fs::{self, File},
    io,
    path::Path,
};

/// The world with the indicators of a directory in it. One of a shipped name takes the place of the shipped
/// column, whole; where one reaches further, so does the panel. A file that cannot be used is noted, and
/// what ships stays in its place.
pub fn overlay(mut world: World, dir: &Path) -> Result<(World, Vec<Note>), UserDataError> {
    let mut notes = Vec::new();
    for name in kept(dir)? {
        let note = |text: String, trouble: bool| Note { indicator: name.clone(), text, trouble };
        let (description, complaint) = read_description(dir, &name)?;
        notes.extend(complaint.map(|text| note(text, true)));
        let path = values_file(dir, &name);
        let file = File::open(&path).map_err(io_error("read", &path))?;
        let options = Options {
            format: Some(Format::Plain),
            codes: Codes::Iso,
            value_column: Some("value".to_owned()),
            ..Options::named(&name)
        };
        let import = match import::read_from(file, &world, &options) {
            Ok(import) => import,
            Err(error) => {
                notes.push(note(format!("`{}`: {error}", path.display()), true));
                continue;
            }
        };
        notes.extend(complaints(&import, &description, &path).into_iter().map(|text| note(text, true)));
        if let Some(text) = lay(&mut world, &name, &import, &description) {
            notes.push(note(text, false));
        }
    }
    Ok((world, notes))
}

fn read_description(dir: &Path, name: &str) -> Result<(Description, Option<String>), UserDataError> {
    let path = description_file(dir, name);
    let complaint = match fs::read_to_string(&path) {
        Ok(text) => match Description::from_toml(&text) {
            Ok(description) => return Ok((description, None)),
            Err(why) => format!("`{}` describes nothing: {why}", path.display()),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            format!("`{}` is not there: unit, source and licence are unknown", path.display())
        }
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            format!("`{}` is not UTF-8: unit, source and licence are unknown", path.display())
        }
        Err(error) => return Err(io_error("read", &path)(error)),
    };
    Ok((Description::default(), Some(complaint)))
}

/// What is wrong with the values of a file that could be read.
fn complaints(import: &Import, description: &Description, path: &Path) -> Vec<String> {
    let mut out = Vec::new();
    let lines: Vec<u64> = import.not_placed.iter().map(|row| row.line).collect();
    if let Some(first) = import.not_placed.first() {
        let lines = ranges(&lines.into_iter().take(200).collect::<Vec<_>>());
        out.push(format!("`{}`: lines {lines} are not placed: {}", path.display(), first.reason));
    }
    let values: usize = import.series.iter().map(|series| series.placed.len()).sum();
    if description.values > 0 && description.values != values && import.not_placed.is_empty() {
        out.push(format!(
            "`{}` holds {values} values where its description has {}: unit and source may be another's",
            path.display(),
            description.values
        ));
    }
    out
}

/// Lays one indicator over the world. Says so where it takes the place of a shipped one.
fn lay(world: &mut World, name: &str, import: &Import, description: &Description) -> Option<String> {
    let series = import.series.first()?;
    let (from, to) = series.years()?;
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let place = world.indicator_named(name);
    let shipped = place.map(|ix| world.indicator(ix).clone());
    let source = Source {
        id: format!("imported-{}", slug(said(&description.source).as_deref().unwrap_or(name))),
        title: said(&description.source).unwrap_or_else(|| "imported, source not given".to_owned()),
        publisher: said(&description.source).unwrap_or_else(|| "not given".to_owned()),
        citation: said(&description.source).unwrap_or_else(|| format!("imported from {}", description.file)),
        licence: said(&description.licence).unwrap_or_else(|| "not given".to_owned()),
        url: None,
    };
    let from_file = said(&description.file).map(|file| format!("{file}, imported {}", description.imported));
    let indicator = Indicator {
        name: name.to_owned(),
        title: said(&description.title)
            .or_else(|| shipped.as_ref().map(|shipped| shipped.title.clone()))
            .unwrap_or_else(|| name.replace('_', " ")),
        says: match (&shipped, &from_file) {
            (Some(shipped), Some(file)) => format!("{} Imported: {file}.", shipped.says),
            (Some(shipped), None) => format!("{} Imported.", shipped.says),
            (None, Some(file)) => format!("Imported: {file}."),
            (None, None) => "Imported.".to_owned(),
        },
        unit: said(&description.unit)
            .or_else(|| shipped.as_ref().map(|shipped| shipped.unit.clone()))
            .unwrap_or_else(|| "not given".to_owned()),
        bounds: shipped.as_ref().and_then(|shipped| shipped.bounds),
        source: source.id.clone(),
        vintage: said(&description.vintage).or(from_file).unwrap_or_else(|| "imported".to_owned()),
        // What may be done with it is between the user and the publisher.
        redistribution: Redistribution::Ask,
        coverage: (from, to),
        values: u32::try_from(series.placed.len()).unwrap_or(u32::MAX),
    };
    let earlier_last = world.last_year;
    reach(world, to);
    let column = column_of(series, world.states.len(), world.years());
    match place {
        Some(ix) => {
            world.indicators[usize::from(ix.0)] = indicator;
            world.columns[usize::from(ix.0)] = column;
        }
        None => {
            world.indicators.push(indicator);
            world.columns.push(column);
        }
    }
    if world.source(&source.id).is_none() {
        world.sources.push(source);
    }
    let mut text = shipped.map(|shipped| {
        format!("your import ({}) is used in place of the shipped {}", span((from, to)), shipped.vintage)
    });
    if world.last_year > earlier_last {
        let reaches = format!("the record reaches {} with your import", world.last_year);
        text = Some(text.map_or(reaches.clone(), |text| format!("{text}; {reaches}")));
    }
    text
}

/// Lets the panel reach `year`; every other indicator is missing in the years gained.
fn reach(world: &mut World, year: i32) {
    if year <= world.last_year {
        return;
    }
    world.last_year = year;
    let years = world.years();
    for column in &mut world.columns {
        if column.years == 0 {
            continue;
        }
        let mut cells = Vec::with_capacity(column.cells.len() / column.years * years);
        for state in column.cells.chunks(column.years) {
            cells.extend_from_slice(state);
            cells.resize(cells.len() + years.saturating_sub(state.len()), MISSING);
        }
        *column = Column { places: column.places, years, cells };
    }
}
