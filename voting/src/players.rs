//! Players and their weights from CSV: a first column `player`, then any columns. Every fault has its line and column.

use crate::{Electorate, Rule, nearest};
use std::{collections::HashMap, fmt};

/// A table of players: one row each, columns by name, cells as written.
///
/// ```csv
/// player,population,permanent
/// China,1411778724,1
/// ```
pub struct Players {
    file: String,
    columns: Vec<String>,
    rows: Vec<Row>,
}

/// The columns of which everybody has one, whether or not a table has them.
pub const ONE_EACH: [&str; 2] = ["states", "members"];

/// One player.
struct Row {
    line: u64,
    name: String,
    cells: Vec<String>,
}

/// What is wrong with a table, where, and what would be right.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    place: Option<(u64, Option<String>)>,
    says: String,
    help: Option<String>,
}

impl Fault {
    /// A fault of the whole table.
    pub fn new(says: impl Into<String>, help: impl Into<String>) -> Self {
        Self { place: None, says: says.into(), help: Some(help.into()) }
    }

    fn at(line: u64, says: impl Into<String>, help: impl Into<String>) -> Self {
        Self { place: Some((line, None)), ..Self::new(says, help) }
    }

    /// What would be right.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some((line, Some(column))) => write!(f, "line {line}, {column}: ")?,
            Some((line, None)) => write!(f, "line {line}: ")?,
            None => {}
        }
        f.write_str(&self.says)
    }
}

impl Players {
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
    #[expect(clippy::len_without_is_empty, reason = "there is at least one player")]
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

    /// Does a column break the promise of its name, that everybody counts one? The first cell that is not 1 is told.
    pub fn not_one_each(&self, column: &str) -> Option<Fault> {
        let at = self.find(column)?;
        let row = self.rows.iter().find(|row| weight(&row.cells[at]) != Ok(1))?;
        let place = format!("column {} (`{}`)", at + 2, self.columns[at]);
        let says = format!("`{column}` counts everybody one, and here stands `{}`", short(&row.cells[at]));
        let help = format!("give the column another name; `{column}` is always one a row");
        Some(Fault { place: Some((row.line, Some(place))), says, help: Some(help) })
    }

    /// The players as those who vote, with the columns that the rule counts; `states` and `members` count one each,
    /// and a column of such a name may say nothing else.
    ///
    /// # Errors
    ///
    /// Every fault of the columns that the rule counts.
    pub fn electorate(&self, rule: &Rule) -> Result<Electorate, Vec<Fault>> {
        let mut electorate = Electorate::new(self.len());
        let mut faults = Vec::new();
        for column in rule.columns() {
            if ONE_EACH.contains(&column.as_str()) {
                faults.extend(self.not_one_each(&column));
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
        let says = format!("there is no column `{column}`");
        let columns: Vec<&str> = self.columns().collect();
        let help = match (nearest::nearest(column, &columns), columns.as_slice()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => "the table has no column but `player`".into(),
            (None, [only]) => format!("the table has the column `{}`", short(only)),
            (None, few) if few.len() <= 12 => format!("the table has the columns {}", list(few)),
            (None, many) => format!("the table has the columns {}, …", list(&many[..12])),
        };
        Fault::new(says, help)
    }
}

/// A weight as written: digits only.
fn weight(cell: &str) -> Result<u64, (String, String)> {
    let whole = "write a whole number from 0 on, without signs or separators";
    if !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return cell.parse().map_err(|_| {
            (format!("`{}` is too large", short(cell)), format!("weights go up to {}", u64::MAX))
        });
    }
    let says = match cell {
        "" => return Err(("the weight is missing".into(), "write 0 where there is none".into())),
        cell => match cell.parse::<f64>() {
            Ok(number) if number < 0.0 => format!("`{}` is negative", short(cell)),
            Ok(number) if number.is_finite() => format!("`{}` is not a whole number", short(cell)),
            _ => format!("`{}` is not a number", short(cell)),
        },
    };
    Err((says, whole.into()))
}

/// A cell as an error quotes it.
pub fn short(cell: &str) -> String {
    if cell.chars().count() <= 40 { cell.into() } else { cell.chars().take(39).chain(['…']).collect() }
}

/// `a`, `b` and `c`.
fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", short(name))).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

fn cells_in_words(cells: usize) -> String {
    if cells == 1 { "there is one cell".into() } else { format!("there are {cells} cells") }
}

fn header_faults(line: u64, header: &[String]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let first = header.first().map_or("", String::as_str);
    if !first.eq_ignore_ascii_case("player") {
        let says = format!("the first column is `{}`", short(first));
        faults.push(Fault::at(line, says, "let the first column be `player`"));
    }
    for (place, name) in header.iter().enumerate().skip(1) {
        let column = format!("column {}", place + 1);
        let mut fault = |says: String, help: &str| {
            let place = Some((line, Some(column.clone())));
            faults.push(Fault { place, says, help: Some(help.into()) });
        };
        if name.is_empty() {
            fault("the column has no name".into(), "name every column in the header");
        } else if header[..place].iter().any(|other| other.eq_ignore_ascii_case(name)) {
            fault(format!("there are two columns `{}`", short(name)), "let column names differ");
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_people_list_them() {
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["votes"]), "`votes`");
        assert_eq!(list(&["votes", "people"]), "`votes` and `people`");
        assert_eq!(list(&["votes", "people", "gdp"]), "`votes`, `people` and `gdp`");
    }

    /// What is wrong with the table, and with its column `population`.
    fn check(text: &str) -> String {
        let faults = match Players::parse("t.csv", text) {
            Ok(players) => players.weights("population").err().unwrap_or_default(),
            Err(faults) => faults,
        };
        let lines = faults.iter().map(|fault| format!("{fault} ({})\n", fault.help().unwrap_or("–")));
        lines.collect()
    }

    #[test]
    fn a_table_is_read_whatever_its_line_ends_quotes_and_capitals() {
        let text = "\u{feff}player,Population,permanent\r\n\"Korea, South\", 51 ,0\nFrance,68,1\r\n\r\n";
        let players = Players::parse("t.csv", text).unwrap();
        assert_eq!(players.names().collect::<Vec<_>>(), ["Korea, South", "France"]);
        assert_eq!(players.weights("population").unwrap(), [51, 68]);
        assert_eq!(players.columns().collect::<Vec<_>>(), ["Population", "permanent"]);
    }

    #[test]
    fn weights_reach_to_the_largest_that_64_bits_hold() {
        let players =
            Players::parse("t.csv", "player,w\nA,9223372036854775808\nB,18446744073709551615\n").unwrap();
        assert_eq!(players.weights("w").unwrap(), [1 << 63, u64::MAX]);
    }

    #[test]
    fn everybody_counts_one_whatever_a_column_says() {
        let check = |text: &str, rule: &str| {
            let players = Players::parse("t.csv", text).unwrap();
            let faults = players.electorate(&crate::parse(rule).unwrap()).err().unwrap_or_default();
            let lines = faults.iter().map(|fault| format!("{fault} ({})", fault.help().unwrap_or("–")));
            lines.collect::<Vec<_>>().join("\n")
        };
        let heavy = "player,w,States\nA,1,1\nB,1,5\nC,1,\n";
        insta::assert_snapshot!(check(heavy, "2 of states"), @"line 3, column 3 (`States`): `states` counts everybody one, and here stands `5` (give the column another name; `states` is always one a row)");
        assert_eq!(check(heavy, "a majority of votes cast"), check(heavy, "2 of states"));
        assert_eq!(check(heavy, "2 of w"), "");
        assert_eq!(check(heavy, "2 of members"), "");
        assert_eq!(check("player,states\nA,1\nB,1\n", "2 of states"), "");
    }

    #[test]
    fn every_fault_is_told_with_its_line_and_column() {
        insta::assert_snapshot!(check(
            "player,population\nA,-5\nB,1.5\nC,\nD,many\nE,18446744073709551616\nF,1e3\nG,7\n"
        ), @"
        line 2, column 2 (`population`): `-5` is negative (write a whole number from 0 on, without signs or separators)
        line 3, column 2 (`population`): `1.5` is not a whole number (write a whole number from 0 on, without signs or separators)
        line 4, column 2 (`population`): the weight is missing (write 0 where there is none)
        line 5, column 2 (`population`): `many` is not a number (write a whole number from 0 on, without signs or separators)
        line 6, column 2 (`population`): `18446744073709551616` is too large (weights go up to 18446744073709551615)
        line 7, column 2 (`population`): `1e3` is not a whole number (write a whole number from 0 on, without signs or separators)
        ");
        insta::assert_snapshot!(check("player,population\nA,1,2\nB\n,3\nC,1\nC,2\n"), @"
        line 2: there are 3 cells where the header has 2 (give every row one cell for each column; quote commas)
        line 3: there is one cell where the header has 2 (give every row one cell for each column; quote commas)
        line 4: the player has no name (name each player in the first column)
        line 6: the player `C` stands in line 5 already (let each player have one row)
        ");
        insta::assert_snapshot!(check("state,population,,Population\nA,1,2,3\n"), @"
        line 1: the first column is `state` (let the first column be `player`)
        line 1, column 3: the column has no name (name every column in the header)
        line 1, column 4: there are two columns `Population` (let column names differ)
        ");
        insta::assert_snapshot!(check("player,populaton\nA,1\n"), @"there is no column `population` (did you mean `populaton`?)");
        insta::assert_snapshot!(check("player,population\nA,0\nB,0\n"), @"nobody has a weight in the column `population` (let one player at least have more than 0)");
        insta::assert_snapshot!(check("player,population\n"), @"the table has no players (write one row for each player below the header)");
        insta::assert_snapshot!(check("\n \n"), @"the table is empty (begin with a header such as `player,population`)");
    }
}
