//! V-Dem's country-year table: a row a unit and year, a column an indicator, most of them with bounds.

use super::{
    About, Format, Import, Options, Reason,
    error::ImportError,
    header, is_missing,
    place::{Gathered, States},
    plain::refuse,
    rows::Rows,
    year_of,
};
use crate::{Decimal, World, recognise::Codes};
use std::io::BufRead;

/// Indicators of the world and the columns they come from.
const COLUMNS: [(&str, &str); 6] = [
    ("polyarchy", "v2x_polyarchy"),
    ("liberal_democracy", "v2x_libdem"),
    ("participatory_democracy", "v2x_partipdem"),
    ("deliberative_democracy", "v2x_delibdem"),
    ("egalitarian_democracy", "v2x_egaldem"),
    ("regime", "v2x_regime"),
];

/// V-Dem's endings of the bounds of its 68% credible interval, and ours.
const BOUNDS: [(&str, &str); 2] = [("_codelow", "_low"), ("_codehigh", "_high")];

/// The column of an indicator: `polyarchy_low` is `v2x_polyarchy_codelow`.
fn column_of(indicator: &str) -> String {
    let known = |name: &str| COLUMNS.iter().find(|(ours, _)| *ours == name).map(|(_, theirs)| *theirs);
    if let Some(column) = known(indicator) {
        return column.to_owned();
    }
    for (theirs, ours) in BOUNDS {
        if let Some(column) = indicator.strip_suffix(ours).and_then(known) {
            return format!("{column}{theirs}");
        }
    }
    indicator.to_owned()
}

/// Reads the table. Rows before 1900 and of units that are no states are reported like any others.
pub fn read<R: BufRead>(mut rows: Rows<R>, world: &World, options: &Options) -> Result<Import, ImportError> {
    let header = header(&mut rows)?;
    let year = header.year(options.year_column.as_deref())?;
    let codes = if options.codes == Codes::Auto { Codes::Vdem } else { options.codes };
    let (state, codes) = match (&options.state_column, codes) {
        (None, Codes::Vdem) => (header.need("country_text_id", "--state-column")?, codes),
        (None, Codes::Cow) => (header.need("COWcode", "--state-column")?, codes),
        (None, Codes::Name) => (header.need("country_name", "--state-column")?, codes),
        (asked, _) => header.state(asked.as_deref(), options.codes)?,
    };
    let asked = options.column.as_deref().or(options.value_column.as_deref());
    let column = asked.map_or_else(|| column_of(&options.indicator), str::to_owned);
    let mut wanted = vec![(options.indicator.clone(), header.need(&column, "--column")?)];
    for (theirs, ours) in BOUNDS {
        if let Some(at) = header.find(&format!("{column}{theirs}"))? {
            wanted.push((format!("{}{ours}", options.indicator), at));
        }
    }
    let last = world.last_year + super::YEARS_AHEAD;
    let mut states = States::new(world);
    let mut gathered: Vec<Gathered> = wanted.iter().map(|_| Gathered::default()).collect();
    let (mut not_placed, mut count, mut elsewhere) = (Vec::new(), 0, 0);
    while let Some(row) = rows.next_row()? {
        count += 1;
        let mut place = || -> Result<_, Reason> {
            header.check(row)?;
            let year = year_of(row.get(year).unwrap_or(""), last)?;
            let text = row.get(state).unwrap_or("");
            let found = states.find(text, year, codes)?;
            elsewhere += usize::from(codes == Codes::Vdem && world.state(found).code != text);
            Ok((found, year))
        };
        let at = match place() {
            Ok(at) => at,
            Err(reason) => {
                not_placed.push(refuse(row, reason));
                continue;
            }
        };
        for ((_, column), gathered) in wanted.iter().zip(&mut gathered) {
            let text = row.get(*column).unwrap_or("");
            if is_missing(text) {
                gathered.missing += 1;
                continue;
            }
            match text.parse::<Decimal>() {
                Ok(value) => gathered.put(world, at, value, row, &mut not_placed),
                Err(error) => not_placed.push(refuse(row, Reason::of_decimal(error))),
            }
        }
    }
    let mut notes = Vec::new();
    if elsewhere > 0 {
        notes.push(format!(
            "{elsewhere} rows are placed with another state than their code, which V-Dem uses for a predecessor too"
        ));
    }
    let series = wanted.iter().zip(gathered).map(|((name, at), g)| g.series(name, header.name(*at)));
    Ok(Import {
        format: Format::Vdem,
        codes,
        separator: ',',
        rows: count,
        series: series.collect(),
        not_placed,
        notes,
        about: About {
            source: Some("V-Dem Institute, Varieties of Democracy, country-year".to_owned()),
            licence: Some("CC BY-SA 4.0".to_owned()),
            ..About::default()
        },
    })
}
