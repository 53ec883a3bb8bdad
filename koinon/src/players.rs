//! Players from a file of the command line; what is wrong with it is said on standard error.

use crate::{
    load,
    output::{fail, warn},
};
use std::{ops::Deref, process::ExitCode};
pub use voting::players::{Fault, short};

/// A table of players that was read from a file.
pub struct Players(voting::players::Players);

/// The most faults that are shown one by one.
const SHOWN: usize = 10;

impl Players {
    /// Reads a file, or standard input for `-`. What is wrong has been said on standard error where this fails.
    pub fn load(argument: &str) -> Result<Self, ExitCode> {
        let help = || "name a CSV file whose first column is `player`, or `-` for standard input".to_owned();
        let (file, text) = load::file(argument, help)?;
        Self::parse(&file, &text).map_err(|faults| report(&file, &faults))
    }

    /// Reads a table; all that is wrong with its form is told at once.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut faults = Vec::new();
        let mut header: Option<Vec<String>> = None;
        let mut rows: Vec<Row> = Vec::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    faults.push(Fault::new(
                        format!("the table cannot be read: {error}"),
                        "save it as plain CSV",
                    ));
                    break;
                }
            };
            let line = record.position().map_or(1, csv::Position::line);
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            let Some(header) = &header else {
                faults.extend(header_faults(line, &cells));
                header = Some(cells);
                continue;
            };
            if cells.len() != header.len() {
                let says = format!("{} where the header has {}", cells_in_words(cells.len()), header.len());
                faults.push(Fault::at(line, says, "give every row one cell for each column; quote commas"));
                continue;
            }
            let mut cells = cells.into_iter();
            let name = cells.next().unwrap_or_default();
            if name.is_empty() {
                faults.push(Fault::at(
                    line,
                    "the player has no name",
                    "name each player in the first column",
                ));
            }
            rows.push(Row { line, name, cells: cells.collect() });
        }
        let mut seen: HashMap<&str, u64> = HashMap::new();
        for row in rows.iter().filter(|row| !row.name.is_empty()) {
            match seen.get(row.name.as_str()) {
                Some(first) => {
                    let says = format!("the player `{}` stands in line {first} already", row.name);
                    faults.push(Fault::at(row.line, says, "let each player have one row"));
                }
                None => {
                    seen.insert(&row.name, row.line);
                }
            }
        }
        if header.is_none() {
            faults.push(Fault::new("the table is empty", "begin with a header such as `player,population`"));
        } else if rows.is_empty() && faults.is_empty() {
            faults.push(Fault::new(
                "the table has no players",
                "write one row for each player below the header",
            ));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let columns = header.unwrap_or_default().into_iter().skip(1).collect();
        Ok(Self { file: file.to_owned(), columns, rows })
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// How many players there are; at least one.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Their names, in the order of the file.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.rows.iter().map(|row| row.name.as_str())
    }

    /// The name of the player at a place; empty where there is none.
    pub fn name(&self, place: usize) -> &str {
        self.rows.get(place).map_or("", |row| row.name.as_str())
    }

    /// The columns after `player`, in the order of the file.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.columns.iter().map(String::as_str)
    }

    /// The place of a column: its name exactly, or else without regard to capitals.
    pub fn find(&self, column: &str) -> Option<usize> {
        let exact = self.columns.iter().position(|name| name == column);
        exact.or_else(|| self.columns.iter().position(|name| name.eq_ignore_ascii_case(column)))
    }

    /// A column read cell by cell; `read` answers with what is wrong and what would be right.
    ///
    /// # Errors
    ///
    /// Every cell that cannot be read, or that there is no such column.
    pub fn read<T>(
        &self,
        column: &str,
        mut read: impl FnMut(&str) -> Result<T, (String, String)>,
    ) -> Result<Vec<T>, Vec<Fault>> {
        let Some(at) = self.find(column) else { return Err(vec![self.no_column(column)]) };
        let (mut values, mut faults) = (Vec::with_capacity(self.len()), Vec::new());
        for row in &self.rows {
            match read(&row.cells[at]) {
                Ok(value) => values.push(value),
                Err((says, help)) => {
                    let column = format!("column {} (`{}`)", at + 2, self.columns[at]);
                    faults.push(Fault { place: Some((row.line, Some(column))), says, help: Some(help) });
                }
            }
        }
        if faults.is_empty() { Ok(values) } else { Err(faults) }
    }

    /// A column of weights: whole numbers from 0 up to 2^64 - 1, not all of them 0.
    ///
    /// # Errors
    ///
    /// As [`Players::read`], or that nobody has a weight.
    pub fn weights(&self, column: &str) -> Result<Vec<u64>, Vec<Fault>> {
        let weights = self.read(column, weight)?;
        if weights.iter().all(|weight| *weight == 0) {
            let says = format!("nobody has a weight in the column `{column}`");
            return Err(vec![Fault::new(says, "let one player at least have more than 0")]);
        }
        Ok(weights)
    }

    /// The players as those who vote, with the columns that the rule counts; `states` and `members` count one each
    /// where the file has no such column.
    ///
    /// # Errors
    ///
    /// Every fault of the columns that the rule counts.
    pub fn electorate(&self, rule: &Rule) -> Result<Electorate, Vec<Fault>> {
        let mut electorate = Electorate::new(self.len());
        let mut faults = Vec::new();
        for column in rule.columns() {
            if matches!(column.as_str(), "states" | "members") && self.find(&column).is_none() {
                continue;
            }
            match self.weights(&column) {
                Ok(weights) => {
                    electorate = electorate
                        .column(column, weights)
                        .map_err(|error| vec![Fault::new(error.to_string(), "give every player a weight")])?;
                }
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() { Ok(electorate) } else { Err(faults) }
    }

    fn no_column(&self, column: &str) -> Fault {
        let columns: Vec<&str> = self.columns().collect();
        let help = match (nearest::nearest(column, columns.iter().copied()), columns.as_slice()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => "the table has no column but `player`".into(),
            (None, [only]) => format!("the table has the column `{only}`"),
            (None, few) if few.len() <= 12 => format!("the table has the columns {}", nearest::list(few)),
            (None, many) => format!("the table has the columns {}, …", nearest::list(&many[..12])),
        };
        Fault::new(format!("there is no column `{column}`"), help)
    }

    /// Says what is wrong with this table; the exit code is 2.
    pub fn fail(&self, faults: &[Fault]) -> ExitCode {
        report(self.file(), faults)
    }
}

impl Deref for Players {
    type Target = voting::players::Players;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// Says what is wrong with a table; the exit code is 2.
fn report(file: &str, faults: &[Fault]) -> ExitCode {
    for fault in faults.iter().take(SHOWN) {
        fail(format!("`{file}`, {fault}"), fault.help());
    }
    if faults.len() > SHOWN {
        warn(format!("and {} more", faults.len() - SHOWN));
    }
    ExitCode::from(2)
}
