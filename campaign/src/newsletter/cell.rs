//! Cells of CSV files: programs for tables take one that begins with certain signs for a formula and run it, so that those are
//! written behind an apostrophe, and read without it.

/// With these a cell begins that programs may take for a formula; the wide ones some turn into the narrow ones.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text as a cell that no program takes for a formula.
pub fn safe(text: &str) -> String {
    let quoted =
        text.strip_prefix('\'').is_some_and(|rest| rest.starts_with(FORMULA) || rest.starts_with('\''));
    match text.starts_with(FORMULA) || quoted {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// The text of a cell.
pub fn read(cell: &str) -> &str {
    let cell = cell.trim_matches([' ', '\u{feff}']);
    let bare = cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA) || rest.starts_with('\''));
    bare.unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cell_is_no_formula_and_reads_as_it_was(text in "[=+@＝＠'\t\n-]{0,3}[a-z]{1,5}") {
            let cell = safe(&text);
            prop_assert!(!cell.starts_with(FORMULA));
            prop_assert_eq!(read(&cell), text);
        }
    }
}
