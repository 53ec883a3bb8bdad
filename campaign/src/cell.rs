//! Cells of CSV files: programs for tables take one that begins with certain signs for a formula and run it, so that those are
//! written behind an apostrophe, and read without it.

/// With these a cell begins that programs may take for a formula (OWASP, CSV injection); the wide ones some turn into the narrow
/// ones.
const FORMULA: [char; 13] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '|', '%'];

/// May a program take it for a formula? What looks empty before it is passed over, as programs do.
fn is_formula(text: &str) -> bool {
    let empty = |sign: char| (sign.is_whitespace() || sign == '\u{feff}') && !FORMULA.contains(&sign);
    text.trim_start_matches(empty).starts_with(FORMULA)
}

/// Is the apostrophe before this one that [`safe`] put there?
fn is_behind_one(rest: &str) -> bool {
    is_formula(rest) || rest.starts_with('\'')
}

/// A text as a cell that no program takes for a formula.
pub fn safe(text: &str) -> String {
    match is_formula(text) || text.strip_prefix('\'').is_some_and(is_behind_one) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// The text of a cell.
pub fn read(cell: &str) -> &str {
    let cell = cell.trim_matches([' ', '\u{feff}']);
    cell.strip_prefix('\'').filter(|rest| is_behind_one(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cell_is_no_formula_and_reads_as_it_was(text in "( {0,2}[=+@＝＠\t\n|%-]|'){0,3}[a-z]{1,5}") {
            let cell = safe(&text);
            prop_assert!(!is_formula(&cell));
            prop_assert_eq!(read(&cell), text);
        }
    }
}
