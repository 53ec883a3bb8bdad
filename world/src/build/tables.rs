//! The upstream tables: CSV files, plain or gzipped, each row with its line.

use super::BuildError;
use crate::Decimal;
use flate2::read::GzDecoder;
use std::{collections::HashMap, fs::File, io::Read, path::PathBuf, rc::Rc};

/// A table in memory.
#[derive(Debug)]
pub struct Table {
    /// Its path in the folder.
    pub file: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row and where it stands.
#[derive(Debug)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u64,
    cells: Vec<String>,
}

impl Row {
    /// The cell of a column, by the column's place; empty where there is none.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Table {
    /// The place of a column.
    pub fn column(&self, name: &str) -> Result<usize, BuildError> {
        self.find(name).ok_or_else(|| BuildError::NoColumn {
            file: self.file.clone(),
            column: name.to_owned(),
            has: self.columns.join(", "),
        })
    }

    /// The place of a column, if the table has it.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// What is wrong with a cell.
    pub fn bad_cell(&self, row: &Row, column: usize, wanted: &'static str) -> BuildError {
        BuildError::BadCell {
            file: self.file.clone(),
            line: row.line,
            column: self.columns[column].clone(),
            text: row.cell(column).to_owned(),
            wanted,
        }
    }

    /// The decimal in a cell; none where it is empty.
    pub fn decimal(&self, row: &Row, column: usize) -> Result<Option<Decimal>, BuildError> {
        match row.cell(column) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| self.bad_cell(row, column, "a number or empty")),
        }
    }

    /// The year in a cell.
    pub fn year(&self, row: &Row, column: usize) -> Result<i32, BuildError> {
        row.cell(column).parse().map_err(|_| self.bad_cell(row, column, "a year"))
    }
}

/// The folder of upstream tables; each is read once.
pub struct Folder {
    path: PathBuf,
    read: HashMap<String, Rc<Table>>,
}

impl Folder {
    /// The folder at this path.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), read: HashMap::new() }
    }

    /// The table at this path in the folder.
    pub fn table(&mut self, file: &str) -> Result<Rc<Table>, BuildError> {
        if let Some(table) = self.read.get(file) {
            return Ok(Rc::clone(table));
        }
        let path = self.path.join(file);
        let open = File::open(&path).map_err(|error| BuildError::unreadable(&path, &error))?;
        let plain: Box<dyn Read> =
            if file.ends_with(".gz") { Box::new(GzDecoder::new(open)) } else { Box::new(open) };
        let table = Rc::new(parse(file, plain).map_err(|why| BuildError::Unreadable {
            file: path.display().to_string(),
            why: why.to_string(),
        })?);
        self.read.insert(file.to_owned(), Rc::clone(&table));
        Ok(table)
    }
}

fn parse(file: &str, plain: impl Read) -> Result<Table, csv::Error> {
    let mut reader = csv::Reader::from_reader(plain);
    let columns =
        reader.headers()?.iter().map(|name| name.trim_start_matches('\u{feff}').to_owned()).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push(Row { line, cells: record.iter().map(|cell| cell.trim().to_owned()).collect() });
    }
    Ok(Table { file: file.to_owned(), columns, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_lines() {
        let table = parse("t.csv", "\u{feff}a,b\n1,\"x\ny\"\n 2 ,-0.50\n".as_bytes()).unwrap();
        let lines: Vec<_> = table.rows.iter().map(|row| row.line).collect();
        assert_eq!(table.columns, ["a", "b"]);
        assert_eq!(lines, [2, 4]);
        assert_eq!(table.decimal(&table.rows[1], 1).unwrap().unwrap().to_string(), "-0.5");
        let why = table.decimal(&table.rows[0], 1).unwrap_err().to_string();
        assert_eq!(why, "`t.csv`, line 2: `b` is `x\ny`, and should be a number or empty");
        assert_eq!(table.column("c").unwrap_err().to_string(), "`t.csv` has no column `c`; it has a, b");
    }
}
