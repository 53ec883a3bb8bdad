//! Rows of delimited text as publishers write them: any line ends, mixed even, quoted fields, a byte-order
//! mark. Every row knows its line.
//!
//! The `csv` crate counts a line at every `\n` alone and sets no bound to a row; both matter here, where each
//! row that cannot be placed is reported with its line, and the file comes from anywhere.

use super::error::{ImportError, MOST_BYTES, MOST_ROW_BYTES, MOST_ROWS};
use std::io::BufRead;

/// How the letters of a file are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    #[default]
    Utf8,
    /// Windows-1252, only when asked for: any bytes would pass for it.
    Windows1252,
}

/// One row, its fields without their quotation marks.
#[derive(Debug, Default)]
pub struct Row {
    /// The line in which it begins, from 1.
    pub line: u64,
    separator: u8,
    text: String,
    ends: Vec<usize>,
}

impl Row {
    /// How many fields it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field without the blanks around it.
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.text.get(start..end).map(str::trim)
    }

    /// Every field.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// The row as one text, for a report.
    pub fn whole(&self) -> String {
        let mut whole = String::new();
        for (at, field) in self.fields().enumerate() {
            if at > 0 {
                whole.push(char::from(self.separator));
            }
            whole.push_str(field);
            if whole.len() > 200 {
                break;
            }
        }
        whole
    }
}

/// Reads row after row.
pub struct Rows<R> {
    input: R,
    separator: u8,
    encoding: Encoding,
    line: u64,
    rows: usize,
    bytes: u64,
    after_return: bool,
    raw: Vec<u8>,
    row: Row,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    FieldStart,
    Bare,
    Quoted,
    Unquoted,
}

impl<R: BufRead> Rows<R> {
    /// Rows of an input whose byte-order mark is already gone.
    pub fn new(input: R, separator: u8, encoding: Encoding) -> Self {
        let (raw, row) = (Vec::new(), Row { separator, ..Row::default() });
        Self { input, separator, encoding, line: 1, rows: 0, bytes: 0, after_return: false, raw, row }
    }

    /// The next row that is not blank; none at the end.
    pub fn next_row(&mut self) -> Result<Option<&Row>, ImportError> {
        loop {
            let quoted = match self.read_raw()? {
                None => return Ok(None),
                Some(quoted) => quoted,
            };
            if self.row.ends.len() > 1 || quoted || !self.raw.iter().all(u8::is_ascii_whitespace) {
                break;
            }
        }
        self.rows += 1;
        if self.rows > MOST_ROWS {
            return Err(ImportError::TooManyRows);
        }
        self.decode()?;
        Ok(Some(&self.row))
    }

    /// Reads bytes to the end of a row. Says whether any field was quoted; nothing at the end of the input.
    fn read_raw(&mut self) -> Result<Option<bool>, ImportError> {
        self.raw.clear();
        self.row.ends.clear();
        self.row.line = self.line;
        let (mut place, mut quoted, mut any) = (Place::FieldStart, false, false);
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(ImportError::Read(error.to_string())),
            };
            if chunk.is_empty() {
                if place == Place::Quoted {
                    return Err(ImportError::UnclosedQuote { line: self.row.line });
                }
                self.row.ends.push(self.raw.len());
                return Ok(any.then_some(quoted));
            }
            let mut used = 0;
            let mut ended = false;
            for byte in chunk {
                used += 1;
                let after_return = std::mem::take(&mut self.after_return);
                if *byte == b'\n' && after_return && place != Place::Quoted {
                    // The second half of a line end: a new row has not begun.
                    continue;
                }
                any = true;
                match (place, *byte) {
                    (Place::Quoted, b'"') => place = Place::Unquoted,
                    (Place::Quoted, inside) => {
                        self.line += u64::from(inside == b'\r' || (inside == b'\n' && !after_return));
                        self.after_return = inside == b'\r';
                        self.raw.push(inside);
                    }
                    (Place::Unquoted, b'"') => {
                        self.raw.push(b'"');
                        place = Place::Quoted;
                    }
                    (_, b'\r' | b'\n') => {
                        self.after_return = *byte == b'\r';
                        self.line += 1;
                        ended = true;
                        break;
                    }
                    (Place::FieldStart, b'"') => {
                        quoted = true;
                        place = Place::Quoted;
                    }
                    (_, separator) if separator == self.separator => {
                        self.row.ends.push(self.raw.len());
                        place = Place::FieldStart;
                    }
                    (_, other) => {
                        self.raw.push(other);
                        place = Place::Bare;
                    }
                }
            }
            self.input.consume(used);
            self.bytes += u64::try_from(used).unwrap_or(u64::MAX);
            if self.bytes > MOST_BYTES {
                return Err(ImportError::TooManyBytes);
            }
            if self.raw.len().max(self.row.ends.len()) > MOST_ROW_BYTES {
                return Err(ImportError::RowTooLong { line: self.row.line });
            }
            if ended {
                self.row.ends.push(self.raw.len());
                return Ok(Some(quoted));
            }
        }
    }

    fn decode(&mut self) -> Result<(), ImportError> {
        self.row.text.clear();
        match self.encoding {
            Encoding::Utf8 => {
                let not_utf8 = |valid: usize| {
                    let before = String::from_utf8_lossy(&self.raw[..valid]).into_owned();
                    let tail = before.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
                    ImportError::NotUtf8 { line: self.row.line, before: tail }
                };
                let text = std::str::from_utf8(&self.raw).map_err(|e| not_utf8(e.valid_up_to()))?;
                // Two halves of a letter in two fields would join to valid text.
                if let Some(end) = self.row.ends.iter().find(|end| !text.is_char_boundary(**end)) {
                    return Err(not_utf8(end.saturating_sub(1)));
                }
                self.row.text.push_str(text);
            }
            Encoding::Windows1252 => {
                let mut ends = self.row.ends.iter_mut().peekable();
                for (at, byte) in self.raw.iter().enumerate() {
                    while let Some(end) = ends.next_if(|end| **end == at) {
                        *end = self.row.text.len();
                    }
                    self.row.text.push(windows_1252(*byte));
                }
                for end in ends {
                    *end = self.row.text.len();
                }
            }
        }
        Ok(())
    }
}

/// The letter that a byte stands for in Windows-1252.
fn windows_1252(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => UPPER[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8], encoding: Encoding) -> Result<Vec<(u64, Vec<String>)>, ImportError> {
        // A buffer of one to three bytes puts every boundary inside something.
        let mut all = Vec::new();
        let mut rows = Rows::new(std::io::BufReader::with_capacity(3, bytes), b',', encoding);
        while let Some(row) = rows.next_row()? {
            all.push((row.line, row.fields().map(str::to_owned).collect()));
        }
        Ok(all)
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let got = match read(text.as_bytes(), Encoding::Utf8) {
            Ok(rows) => {
                let shown = rows.iter().map(|(line, fields)| format!("{line}:{}", fields.join("|")));
                shown.collect::<Vec<_>>().join(" / ")
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(got, expected);
    }

    #[test]
    fn lines_end_in_every_way_and_are_counted() {
        check("a,b\nc,d\n", "1:a|b / 2:c|d");
        check("a,b\r\nc,d\r\n", "1:a|b / 2:c|d");
        check("a,b\rc,d", "1:a|b / 2:c|d");
        check("a\r\nb\nc\rd\r\ne", "1:a / 2:b / 3:c / 4:d / 5:e");
        check("a\n\n\r\n  \nb", "1:a / 5:b");
        check("", "");
        check("\n\n", "");
        check(",\n,,", "1:| / 2:||");
    }

    #[test]
    fn quoted_fields_hold_separators_quotes_and_line_ends() {
        check("\"a,b\",c\nd", "1:a,b|c / 2:d");
        check("\"say \"\"no\"\"\"", "1:say \"no\"");
        check("\"two\r\nlines\",x\ny", "1:two\r\nlines|x / 3:y");
        check("\"two\rlines\"\ny", "1:two\rlines / 3:y");
        check("5\" gun,x", "1:5\" gun|x");
        check("\"\"\nb", "1: / 2:b");
        check("a\n\"b\nc", "the row of line 2 opens a quotation mark that is never closed");
    }

    #[test]
    fn other_encodings_are_told_or_asked_for() {
        let bytes = b"x\nC\xf4te d'Ivoire,1\n";
        let error = read(bytes, Encoding::Utf8).unwrap_err();
        assert_eq!(error.to_string(), "line 2 is not UTF-8 after `C`");
        let rows = read(bytes, Encoding::Windows1252).unwrap();
        assert_eq!(rows[1], (2, vec!["Côte d'Ivoire".to_owned(), "1".to_owned()]));
        // Half a letter on either side of a comma is not a letter.
        assert!(read(b"\xc3,\xb4", Encoding::Utf8).is_err());
    }

    proptest! {
        /// What the `csv` crate writes is read as it was, with any line end.
        #[test]
        fn what_another_program_writes_is_read(
            rows in prop::collection::vec(prop::collection::vec("[a-c,\"\r\n é]{0,5}", 2..4), 0..6),
            end in prop::sample::select(vec![csv::Terminator::CRLF, csv::Terminator::Any(b'\n'), csv::Terminator::Any(b'\r')]),
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).terminator(end).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let written = writer.into_inner().unwrap();
            let got = read(&written, Encoding::Utf8).unwrap();
            let got: Vec<Vec<String>> = got.into_iter().map(|(_, fields)| fields).collect();
            let trimmed = |row: &Vec<String>| row.iter().map(|f| f.trim().to_owned()).collect::<Vec<_>>();
            prop_assert_eq!(got, rows.iter().map(trimmed).collect::<Vec<_>>());
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes, Encoding::Utf8);
            let _ = read(&bytes, Encoding::Windows1252);
        }
    }
}
