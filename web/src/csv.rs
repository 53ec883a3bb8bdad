//! Tables as comma-separated values (RFC 4180), UTF-8.

use crate::answer::{File, FileKind};
/// A text that people typed, as a cell that no program takes for a formula.
pub use ::campaign::cell::safe as harmless;

/// A table to download as `name`.
pub fn file(name: impl Into<String>, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> File {
    let mut text = line(head.iter().copied());
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str)));
    }
    File { name: name.into(), kind: FileKind::Csv, bytes: text.into_bytes() }
}

/// A table of what people typed, to download as `name`, each cell made harmless.
pub fn guarded(name: impl Into<String>, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> File {
    file(name, head, rows.into_iter().map(|row| row.iter().map(|cell| harmless(cell)).collect()))
}

fn line<'t>(fields: impl Iterator<Item = &'t str>) -> String {
    let mut out = String::new();
    for (place, field) in fields.enumerate() {
        if place > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            out.push_str(&format!("\"{}\"", field.replace('"', "\"\"")));
        } else {
            out.push_str(field);
        }
    }
    out + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_that_somebody_typed_is_a_formula() {
        let rows = vec![["=1+1", "+1", "-1", "@A", "\t=1", "a=1", ""].map(str::to_owned).to_vec()];
        let file = guarded("x.csv", &["a"; 7], rows);
        assert_eq!(String::from_utf8(file.bytes).unwrap(), "a,a,a,a,a,a,a\n'=1+1,'+1,'-1,'@A,'\t=1,a=1,\n");
    }

    #[test]
    fn no_cell_that_people_typed_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1"] {
            assert!(harmless(text).starts_with('\''), "{text}");
        }
        assert_eq!(harmless("Ann = Bob"), "Ann = Bob");
    }

    #[test]
    fn fields_with_commas_and_quotes_are_quoted() {
        let rows = vec![vec!["a, b".to_owned(), "say \"no\"".to_owned()]];
        let file = file("x.csv", &["one", "two"], rows);
        assert_eq!(String::from_utf8(file.bytes).unwrap(), "one,two\n\"a, b\",\"say \"\"no\"\"\"\n");
    }
}
