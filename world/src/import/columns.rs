//! Which column holds what, by the names in the header.

use super::{Reason, error::ImportError, rows::Row};
use crate::recognise::Codes;

/// The names of the columns.
pub struct Header {
    names: Vec<String>,
    keys: Vec<String>,
}

/// How a state's column may be called, and in which scheme its codes then are. The first that is there counts.
const STATE_NAMES: [(&str, Codes); 44] = [
    ("country_text_id", Codes::Vdem),
    ("vdem_id", Codes::Vdem),
    ("iso3", Codes::Iso),
    ("iso3c", Codes::Iso),
    ("iso_a3", Codes::Iso),
    ("iso_alpha3", Codes::Iso),
    ("alpha_3", Codes::Iso),
    ("alpha3", Codes::Iso),
    ("iso2", Codes::Iso),
    ("iso2c", Codes::Iso),
    ("iso_a2", Codes::Iso),
    ("alpha_2", Codes::Iso),
    ("iso_numeric", Codes::Iso),
    ("iso_code", Codes::Iso),
    ("iso", Codes::Iso),
    ("ref_area", Codes::Iso),
    ("gw", Codes::GleditschWard),
    ("gwno", Codes::GleditschWard),
    ("gwn", Codes::GleditschWard),
    ("gwcode", Codes::GleditschWard),
    ("gw_code", Codes::GleditschWard),
    ("gwno_a", Codes::GleditschWard),
    ("gleditsch_ward", Codes::GleditschWard),
    ("cow", Codes::Cow),
    ("ccode", Codes::Cow),
    ("cowcode", Codes::Cow),
    ("cow_code", Codes::Cow),
    ("stateabb", Codes::Cow),
    ("state", Codes::Auto),
    ("code", Codes::Auto),
    ("country_code", Codes::Auto),
    ("countrycode", Codes::Auto),
    ("state_code", Codes::Auto),
    ("geo", Codes::Auto),
    ("country", Codes::Auto),
    ("country_name", Codes::Auto),
    ("countryname", Codes::Auto),
    ("country_or_area", Codes::Auto),
    ("country_territory", Codes::Auto),
    ("entity", Codes::Auto),
    ("location", Codes::Auto),
    ("nation", Codes::Auto),
    ("territory", Codes::Auto),
    ("name", Codes::Auto),
];

const YEAR_NAMES: [&str; 6] = ["year", "yr", "time_period", "ref_year", "time", "date"];
const VALUE_NAMES: [&str; 5] = ["value", "values", "obs_value", "estimate", "score"];

impl Header {
    pub fn new(row: &Row) -> Self {
        let names: Vec<String> = row.fields().map(str::to_owned).collect();
        let keys = names.iter().map(|name| key(name)).collect();
        Self { names, keys }
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The columns' names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// A column's name.
    pub fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    /// Is there a column called so?
    pub fn has(&self, wanted: &str) -> bool {
        self.keys.iter().any(|key| key == wanted)
    }

    /// The column called so, whatever its capitals and blanks; an error where two are.
    pub fn find(&self, wanted: &str) -> Result<Option<usize>, ImportError> {
        if let Some(at) = self.only(self.names.iter().map(String::as_str), wanted)? {
            return Ok(Some(at));
        }
        self.only(self.keys.iter().map(String::as_str), &key(wanted))
    }

    fn only<'a>(
        &self,
        names: impl Iterator<Item = &'a str>,
        wanted: &str,
    ) -> Result<Option<usize>, ImportError> {
        let mut found = names.enumerate().filter(|(_, name)| !name.is_empty() && *name == wanted);
        match (found.next(), found.next()) {
            (Some(_), Some(_)) => Err(ImportError::ColumnTwice(wanted.to_owned())),
            (one, _) => Ok(one.map(|(at, _)| at)),
        }
    }

    /// The column called so, which must be there.
    pub fn need(&self, wanted: &str, option: &'static str) -> Result<usize, ImportError> {
        self.find(wanted)?.ok_or_else(|| self.lacks(wanted, option))
    }

    /// The error that a column is not there.
    pub fn lacks(&self, wanted: &str, option: &'static str) -> ImportError {
        let columns = self.names.iter().filter(|name| !name.is_empty()).cloned().collect();
        ImportError::NoColumn { wanted: wanted.to_owned(), option, columns }
    }

    /// The column of the state and the scheme of its codes: the one asked for, else by its name.
    pub fn state(&self, asked: Option<&str>, codes: Codes) -> Result<(usize, Codes), ImportError> {
        let by_name = |name: &str| STATE_NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
        if let Some(name) = asked {
            let at = self.need(name, "--state-column")?;
            let scheme = by_name(&self.keys[at]).unwrap_or_default();
            return Ok((at, if codes == Codes::Auto { scheme } else { codes }));
        }
        // A scheme asked for prefers a column named after it.
        let fits =
            |known: &&(&str, Codes)| codes == Codes::Auto || known.1 == codes || known.1 == Codes::Auto;
        let mut known: Vec<_> = STATE_NAMES.iter().filter(fits).collect();
        if codes == Codes::Name {
            known.reverse();
        }
        for (name, scheme) in known {
            if let Some(at) = self.find_key(name)? {
                return Ok((at, if codes == Codes::Auto { *scheme } else { codes }));
            }
        }
        Err(self.lacks("state", "--state-column"))
    }

    fn find_key(&self, key: &str) -> Result<Option<usize>, ImportError> {
        self.only(self.keys.iter().map(String::as_str), key)
    }

    /// The column of the year.
    pub fn year(&self, asked: Option<&str>) -> Result<usize, ImportError> {
        if let Some(name) = asked {
            return self.need(name, "--year-column");
        }
        for name in YEAR_NAMES {
            if let Some(at) = self.find_key(name)? {
                return Ok(at);
            }
        }
        Err(self.lacks("year", "--year-column"))
    }

    /// The column of the value: the one asked for, else named after the indicator, else `value`, else the
    /// only one left.
    pub fn value(
        &self,
        asked: Option<&str>,
        indicator: &str,
        taken: [usize; 2],
    ) -> Result<usize, ImportError> {
        if let Some(name) = asked {
            return self.need(name, "--value-column");
        }
        for name in std::iter::once(indicator).chain(VALUE_NAMES) {
            if let Some(at) = self.find_key(name)?.filter(|at| !taken.contains(at)) {
                return Ok(at);
            }
        }
        // A name or a code beside the state's column is no value.
        let about_state = |at: usize| STATE_NAMES.iter().any(|(name, _)| *name == self.keys[at]);
        let mut left = (0..self.len()).filter(|at| !taken.contains(at) && !about_state(*at));
        match (left.next(), left.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(self.lacks("value", "--value-column")),
        }
    }

    /// The field of a row in a column; a row with fewer or more fields than the header is no row of it.
    pub fn check(&self, row: &Row) -> Result<(), Reason> {
        let has = row.len();
        // Trailing separators are common and harmless.
        let harmless = has > self.len() && (self.len()..has).all(|at| row.get(at) == Some(""));
        let wrong = has != self.len() && !harmless;
        if wrong { Err(Reason::Fields { has, header: self.len() }) } else { Ok(()) }
    }
}

/// A column's name without capitals, blanks and punctuation: `Country Code` is `country_code`.
fn key(name: &str) -> String {
    let mut key = String::new();
    for letter in name.trim().chars() {
        if letter.is_alphanumeric() {
            key.extend(letter.to_lowercase());
        } else if !key.is_empty() && !key.ends_with('_') {
            key.push('_');
        }
    }
    key.truncate(key.trim_end_matches('_').len());
    key
}
