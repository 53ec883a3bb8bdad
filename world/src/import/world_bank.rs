//! A World Bank indicator as downloaded: lines about the file, then a row a country and a column a year.

use super::{
    About, Format, Import, Options, Reason,
    columns::Header,
    error::ImportError,
    is_missing,
    place::{Gathered, States},
    plain::refuse,
    rows::Rows,
    year_of,
};
use crate::{Decimal, World, recognise::Codes};
use std::{collections::BTreeSet, io::BufRead};

/// In how many rows the header must come.
pub const MOST_PREAMBLE: usize = 20;
/// How many indicators are named where a choice is needed.
const MOST_NAMED: usize = 50;

/// Reads such a file. Aggregates and territories are reported as what they are.
pub fn read<R: BufRead>(mut rows: Rows<R>, world: &World, options: &Options) -> Result<Import, ImportError> {
    let mut about = About { licence: Some("CC BY 4.0".to_owned()), ..About::default() };
    let header = read_preamble(&mut rows, &mut about)?;
    let codes = if options.codes == Codes::Auto { Codes::Iso } else { options.codes };
    let named = if codes == Codes::Name { "Country Name" } else { "Country Code" };
    let state = header.need(options.state_column.as_deref().unwrap_or(named), "--state-column")?;
    let (code, title) = match (header.find("Indicator Code")?, header.find("Series Code")?) {
        (Some(code), _) => (code, header.find("Indicator Name")?),
        (None, Some(code)) => (code, header.find("Series Name")?),
        (None, None) => return Err(header.lacks("Indicator Code", "--from plain")),
    };
    let years: Vec<(usize, &str)> =
        (0..header.len()).filter_map(|at| Some((at, year_name(header.name(at))?))).collect();
    if years.is_empty() {
        return Err(header.lacks("1960", "--from plain"));
    }
    let last = world.last_year + super::YEARS_AHEAD;
    let (mut states, mut gathered) = (States::new(world), Gathered::default());
    let (mut not_placed, mut count, mut others) = (Vec::new(), 0, 0);
    let mut codes_seen: BTreeSet<String> = BTreeSet::new();
    let mut wanted = options.column.clone().or_else(|| options.value_column.clone());
    let asked = wanted.is_some();
    while let Some(row) = rows.next_row()? {
        count += 1;
        if let Err(reason) = header.check(row) {
            not_placed.push(refuse(row, reason));
            continue;
        }
        let indicator = row.get(code).unwrap_or("");
        if codes_seen.len() < MOST_NAMED && !codes_seen.contains(indicator) {
            codes_seen.insert(indicator.to_owned());
        }
        if *wanted.get_or_insert_with(|| indicator.to_owned()) != indicator {
            others += 1;
            continue;
        }
        about.title = about.title.or_else(|| title.and_then(|at| row.get(at)).map(str::to_owned));
        let text = row.get(state).unwrap_or("");
        for (at, name) in &years {
            let cell = row.get(*at).unwrap_or("");
            let mut place = || -> Result<Option<_>, Reason> {
                let year = year_of(name, last)?;
                let state = states.find(text, year, codes)?;
                if is_missing(cell) {
                    return Ok(None);
                }
                Ok(Some(((state, year), cell.parse::<Decimal>().map_err(Reason::of_decimal)?)))
            };
            match place() {
                Ok(Some((at, value))) => gathered.put(world, at, value, row, &mut not_placed),
                Ok(None) => gathered.missing += 1,
                Err(reason) => {
                    let whole_row = !matches!(
                        reason,
                        Reason::NotANumber(_)
                            | Reason::TooLong(_)
                            | Reason::AmbiguousState { .. }
                            | Reason::TooEarly
                            | Reason::TooLate { .. }
                    );
                    not_placed.push(refuse(row, reason));
                    if whole_row {
                        break;
                    }
                }
            }
        }
    }
    let column = wanted.unwrap_or_default();
    let choices = || codes_seen.iter().cloned().collect();
    if (!asked && codes_seen.len() > 1)
        || (asked && !codes_seen.contains(&column) && codes_seen.len() < MOST_NAMED)
    {
        return Err(ImportError::WhichIndicator(choices()));
    }
    let mut notes = Vec::new();
    if others > 0 {
        notes.push(format!("{others} rows are of other indicators than `{column}`"));
    }
    about.unit = about.title.as_deref().and_then(unit_in).map(str::to_owned);
    let series = vec![gathered.series(&options.indicator, &column)];
    let (format, separator) = (Format::WorldBank, ',');
    Ok(Import { format, codes, separator, rows: count, series, not_placed, notes, about })
}

/// Reads the lines about the file, to the header and with it.
fn read_preamble<R: BufRead>(rows: &mut Rows<R>, about: &mut About) -> Result<Header, ImportError> {
    let mut first = String::new();
    for _ in 0..MOST_PREAMBLE {
        let Some(row) = rows.next_row()? else { break };
        let header = Header::new(row);
        if header.has("country_code") {
            return Ok(header);
        }
        let says = |at: usize| row.get(at).filter(|text| !text.is_empty()).map(str::to_owned);
        match row.get(0) {
            Some("Data Source") => about.source = says(1).map(|name| format!("World Bank, {name}")),
            Some("Last Updated Date") => about.vintage = says(1).map(|day| format!("updated {day}")),
            _ => {}
        }
        if first.is_empty() {
            first = row.whole();
        }
    }
    let wanted = "`Country Code` and a column a year".to_owned();
    if first.is_empty() {
        Err(ImportError::Empty)
    } else {
        Err(ImportError::NoHeader { wanted, found: first })
    }
}

/// The year of a column called `1960` or `1960 [YR1960]`.
fn year_name(name: &str) -> Option<&str> {
    let year = name.split_once(" [YR").map_or(name, |(year, _)| year);
    (year.len() >= 4 && year.len() <= 9 && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(year)
}

/// The unit that a title ends with: `GDP (current US$)`.
fn unit_in(title: &str) -> Option<&str> {
    let (_, rest) = title.strip_suffix(')')?.rsplit_once('(')?;
    Some(rest.trim()).filter(|unit| !unit.is_empty())
}
