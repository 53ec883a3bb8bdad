//! The curated tables of names and codes, as they lie in `data/curated/`.

use std::sync::LazyLock;

/// A code of a scheme that names a state otherwise than by its ISO 3166 code.
pub struct SchemeCode {
    /// `iso`, `gleditsch-ward` or `cow`.
    pub scheme: &'static str,
    /// The scheme's number or letters.
    pub code: &'static str,
    /// The state's code in the world.
    pub state: &'static str,
}

/// A common English name of a state.
pub struct CommonName {
    /// The state's code in the world.
    pub code: &'static str,
    /// The name.
    pub name: String,
}

/// A code that publishers use for something that is no state.
pub struct NotAState {
    /// The code.
    pub code: String,
    /// What it stands for.
    pub name: String,
    /// An aggregate of states, rather than a territory?
    pub aggregate: bool,
}

/// Codes of Gleditsch and Ward, of the Correlates of War, withdrawn and unofficial ISO codes.
pub static SCHEME_CODES: LazyLock<Vec<SchemeCode>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/curated/state_codes.csv").lines().skip(1);
    let row = |line: &'static str| {
        let (scheme, rest) = line.split_once(',')?;
        let (code, state) = rest.split_once(',')?;
        Some(SchemeCode { scheme, code, state })
    };
    lines.filter_map(row).collect()
});

/// Common English names.
pub static COMMON_NAMES: LazyLock<Vec<CommonName>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/curated/names.csv").lines().skip(1);
    let row = |line: &'static str| {
        let (code, name) = line.split_once(',')?;
        Some(CommonName { code, name: name.trim_matches('"').to_owned() })
    };
    lines.filter_map(row).collect()
});

/// Aggregates and territories.
pub static NOT_STATES: LazyLock<Vec<NotAState>> = LazyLock::new(|| {
    let table = include_str!("../../../data/curated/not_states.csv");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let row = |row: csv::StringRecord| {
        let cell = |n: usize| row.get(n).map(str::to_owned);
        Some(NotAState { code: cell(0)?, name: cell(1)?, aggregate: row.get(2)? == "aggregate" })
    };
    rows.records().filter_map(|record| row(record.ok()?)).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let lines = |table: &str| table.lines().count() - 1;
        assert_eq!(SCHEME_CODES.len(), lines(include_str!("../../../data/curated/state_codes.csv")));
        assert_eq!(COMMON_NAMES.len(), lines(include_str!("../../../data/curated/names.csv")));
        assert_eq!(NOT_STATES.len(), lines(include_str!("../../../data/curated/not_states.csv")));
    }

    #[test]
    fn no_code_of_a_scheme_stands_for_two_states() {
        let mut seen = std::collections::HashMap::new();
        for row in SCHEME_CODES.iter() {
            let earlier = seen.insert((row.scheme, row.code), row.state);
            assert!(earlier.is_none(), "{} {} twice", row.scheme, row.code);
        }
    }
}
