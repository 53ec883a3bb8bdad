//! Aligned columns for people.

/// On which side a column is flush.
#[derive(Clone, Copy, PartialEq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Rows below a header, each column as wide as its widest cell; blanks at the end of a line are left out.
pub fn table(header: &[(&str, Side)], rows: &[Vec<String>], indent: usize) -> String {
    let mut widths: Vec<usize> = header.iter().map(|(name, _)| name.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    let names: Vec<String> = header.iter().map(|(name, _)| (*name).to_owned()).collect();
    for row in std::iter::once(&names).chain(rows) {
        let mut line = " ".repeat(indent);
        for ((cell, width), (_, side)) in row.iter().zip(&widths).zip(header) {
            let blanks = " ".repeat(width - cell.chars().count());
            match side {
                Side::Left => line.extend([cell.as_str(), &blanks]),
                Side::Right => line.extend([&blanks, cell.as_str()]),
            }
            line.push_str("  ");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Text in lines of at most `width`, each after `indent` blanks.
pub fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let mut out = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && indent + line.chars().count() + 1 + word.chars().count() > width {
            out.push_str(&format!("{}{line}\n", " ".repeat(indent)));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        out.push_str(&format!("{}{line}\n", " ".repeat(indent)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let rows =
            vec![vec!["Côte d'Ivoire".to_owned(), "1".to_owned()], vec!["Mali".to_owned(), "20".to_owned()]];
        let expected = "  state          value\n  Côte d'Ivoire      1\n  Mali              20\n";
        assert_eq!(table(&[("state", Side::Left), ("value", Side::Right)], &rows, 2), expected);
    }

    #[test]
    fn long_text_is_broken_between_words() {
        assert_eq!(wrapped("one two three four", 11, 2), "  one two\n  three\n  four\n");
    }
}
