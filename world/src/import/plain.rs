//! A table with a row a state and year: `state,year,value` under whatever names.

use super::{
    About, Format, Import, Options, Reason,
    error::ImportError,
    header, is_missing,
    place::{Gathered, States, beginning},
    rows::{Row, Rows},
    year_of,
};
use crate::{Decimal, World, import::NotPlaced};
use std::io::BufRead;

/// Reads such a table. A decimal comma is read only where `;` separates the fields.
pub fn read<R: BufRead>(
    mut rows: Rows<R>,
    world: &World,
    options: &Options,
    separator: u8,
) -> Result<Import, ImportError> {
    let header = header(&mut rows)?;
    let named = || -> Result<_, ImportError> {
        let year = header.year(options.year_column.as_deref())?;
        let (state, codes) = header.state(options.state_column.as_deref(), options.codes)?;
        let asked = options.value_column.as_deref().or(options.column.as_deref());
        Ok((state, codes, year, header.value(asked, &options.indicator, [state, year])?))
    };
    let (state, codes, year, value) = named().map_err(|error| {
        // A first line with numbers in it is a row of data.
        let numbers = header.names().iter().any(|name| name.parse::<Decimal>().is_ok());
        match error {
            ImportError::NoColumn { .. } if numbers => ImportError::NoHeader {
                wanted: "`state`, `year` and `value`".to_owned(),
                found: header.names().join(&char::from(separator).to_string()),
            },
            error => error,
        }
    })?;
    let last = world.last_year + super::YEARS_AHEAD;
    let (mut states, mut gathered) = (States::new(world), Gathered::default());
    let (mut not_placed, mut count) = (Vec::new(), 0);
    while let Some(row) = rows.next_row()? {
        count += 1;
        let mut place = || -> Result<Option<_>, Reason> {
            header.check(row)?;
            let year = year_of(row.get(year).unwrap_or(""), last)?;
            let state = states.find(row.get(state).unwrap_or(""), year, codes)?;
            let text = row.get(value).unwrap_or("");
            Ok(if is_missing(text) { None } else { Some(((state, year), number(text, separator)?)) })
        };
        match place() {
            Ok(Some((at, value))) => gathered.put(world, at, value, row, &mut not_placed),
            Ok(None) => gathered.missing += 1,
            Err(reason) => not_placed.push(refuse(row, reason)),
        }
    }
    Ok(Import {
        format: Format::Plain,
        codes,
        separator: ',',
        rows: count,
        series: vec![gathered.series(&options.indicator, header.name(value))],
        not_placed,
        notes: Vec::new(),
        about: About::default(),
    })
}

/// A row that could not be placed.
pub fn refuse(row: &Row, reason: Reason) -> NotPlaced {
    NotPlaced { line: row.line, text: beginning(row), reason }
}

/// A value as the table writes it.
fn number(text: &str, separator: u8) -> Result<Decimal, Reason> {
    let comma = separator == b';' && !text.contains('.') && text.matches(',').count() == 1;
    let parsed = if comma { text.replace(',', ".").parse() } else { text.parse() };
    parsed.map_err(Reason::of_decimal)
}
