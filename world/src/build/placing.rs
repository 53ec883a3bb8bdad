//! Which state and year each row of a table is of, and which row counts where two are of the same.

use super::{
    BuildError,
    catalogue::{Catalogue, GivesWay, Placing, TableEntry},
    not_placed::Collector,
    states::States,
    tables::{Folder, Row, Table},
};
use crate::{FIRST_YEAR, StateIx};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};

/// A row and what it is of.
#[derive(Clone, Copy)]
pub struct PlacedRow {
    /// The row's place in its table.
    pub row: usize,
    /// The state that it is of.
    pub state: StateIx,
    /// The year that it is of.
    pub year: i32,
}

/// Every table of figures, each row placed or reported.
pub struct Placed {
    /// The last year that a row of one year is of.
    pub last_year: i32,
    /// The rows that were not placed.
    pub not_placed: Collector,
    tables: BTreeMap<String, (Rc<Table>, Vec<PlacedRow>)>,
    names: BTreeSet<(StateIx, String)>,
}

/// A state, or why there is none.
type Found = Result<(StateIx, Directly), String>;

/// Was the row placed by its own code, so that its name is a name of the state?
type Directly = bool;

impl Placed {
    /// Places the rows of every table that an indicator is taken from.
    pub fn new(catalogue: &Catalogue, folder: &mut Folder, states: &States) -> Result<Self, BuildError> {
        let mut placed = Self {
            last_year: FIRST_YEAR,
            not_placed: Collector::default(),
            tables: BTreeMap::new(),
            names: BTreeSet::new(),
        };
        let mut files: Vec<&str> = Vec::new();
        for measure in &catalogue.indicators {
            let whole = measure.table.iter().map(String::as_str);
            for file in measure.from.iter().map(|from| from.table.as_str()).chain(whole) {
                if !files.contains(&file) {
                    files.push(file);
                }
            }
        }
        let unknown = |name: &str| BuildError::Unknown {
            file: "indicators.toml",
            name: name.to_owned(),
            kind: "table",
        };
        let mut entries = Vec::new();
        for file in files {
            let (_, entry) = catalogue.table(file).ok_or_else(|| unknown(file))?;
            let table = folder.table(file)?;
            if entry.last_year.is_none() {
                let year = table.column(&entry.year)?;
                for row in &table.rows {
                    placed.last_year = placed.last_year.max(table.year(row, year)?);
                }
            }
            entries.push((entry, table));
        }
        for (entry, table) in entries {
            placed.place(catalogue, entry, &table, states)?;
        }
        Ok(placed)
    }

    /// A table and its placed rows.
    pub fn table(&self, file: &str) -> Option<(&Table, &[PlacedRow])> {
        self.tables.get(file).map(|(table, rows)| (&**table, rows.as_slice()))
    }

    /// The names under which the tables know states.
    pub fn names(&self) -> impl Iterator<Item = (StateIx, &str)> {
        self.names.iter().map(|(ix, name)| (*ix, name.as_str()))
    }

    fn place(
        &mut self,
        catalogue: &Catalogue,
        entry: &TableEntry,
        table: &Rc<Table>,
        states: &States,
    ) -> Result<(), BuildError> {
        let placer = Placer::new(catalogue, entry, table, states)?;
        let first = table.column(&entry.year)?;
        let last = entry.last_year.as_ref().map(|name| table.column(name)).transpose()?;
        // Tables of events have many rows for a state and year; the others one.
        let events = table.find("conflict_id").is_some();
        let mut rows: Vec<PlacedRow> = Vec::new();
        let mut taken: HashMap<(StateIx, i32), usize> = HashMap::new();
        for (at, row) in table.rows.iter().enumerate() {
            let from = table.year(row, first)?;
            let to = last.map_or(Ok(from), |column| table.year(row, column))?;
            for year in from..=to {
                if year < FIRST_YEAR || year > self.last_year {
                    let what = format!("the years before {FIRST_YEAR} and after {}", self.last_year);
                    self.not_placed.note(&table.file, what, "outside the panel", row.line);
                    continue;
                }
                let (state, directly) = match placer.find(row, year) {
                    Ok(found) => found,
                    Err(reason) => {
                        self.not_placed.note(&table.file, placer.what(row), reason, row.line);
                        continue;
                    }
                };
                if directly && let Some(name) = placer.name(row) {
                    self.names.insert((state, name.to_owned()));
                }
                let new = PlacedRow { row: at, state, year };
                let before = if events { None } else { taken.get(&(state, year)).copied() };
                let Some(before) = before else {
                    taken.insert((state, year), rows.len());
                    rows.push(new);
                    continue;
                };
                let old = rows[before].row;
                let yields = placer.gives_way(row, year);
                let (taken, left) = if yields.is_some() { (old, at) } else { (at, old) };
                rows[before].row = taken;
                let reason = yields.or_else(|| placer.gives_way(&table.rows[left], year));
                let why = reason.unwrap_or("the later of two rows of one name is taken");
                let left = &table.rows[left];
                let what = placer.what(left);
                let reason = format!("another row of the same state and year was taken: {why}");
                self.not_placed.note(&table.file, what, reason, left.line);
            }
        }
        self.tables.insert(table.file.clone(), (Rc::clone(table), rows));
        Ok(())
    }
}

/// Finds the state of a row.
pub struct Placer<'c> {
    states: &'c States,
    codes_both: bool,
    /// Is the key a number of Gleditsch and Ward?
    numbers: bool,
    key: usize,
    number: Option<usize>,
    names: Option<usize>,
    rules: Vec<(&'c Placing, usize)>,
    yields: Vec<(&'c GivesWay, usize)>,
}

impl<'c> Placer<'c> {
    /// For a table.
    pub fn new(
        catalogue: &'c Catalogue,
        entry: &TableEntry,
        table: &Table,
        states: &'c States,
    ) -> Result<Self, BuildError> {
        let mut rules = Vec::new();
        for rule in catalogue.placing.iter().filter(|rule| rule.table == table.file) {
            rules.push((rule, table.column(&rule.column)?));
        }
        let mut yields = Vec::new();
        for rule in catalogue.gives_way.iter().filter(|rule| rule.table == table.file) {
            yields.push((rule, table.column(&rule.column)?));
        }
        Ok(Self {
            states,
            codes_both: entry.codes_both,
            numbers: entry.key.starts_with("gw"),
            key: table.column(&entry.key)?,
            number: table.find("gw").or_else(|| table.find("cow")),
            names: table.find("name").or_else(|| table.find("country")),
            rules,
            yields,
        })
    }

    /// The name that a row gives the state.
    pub fn name<'r>(&self, row: &'r Row) -> Option<&'r str> {
        self.names.map(|at| row.cell(at)).filter(|name| !name.is_empty())
    }

    /// What a row is of, for a report.
    pub fn what(&self, row: &Row) -> String {
        match (row.cell(self.key), self.name(row)) {
            ("", Some(name)) => name.to_owned(),
            (code, Some(name)) => format!("{code}, {name}"),
            ("", None) => {
                self.number.map_or_else(|| "no code".to_owned(), |at| format!("number {}", row.cell(at)))
            }
            (code, None) => code.to_owned(),
        }
    }

    /// The state of a row in a year, or why there is none.
    pub fn find(&self, row: &Row, year: i32) -> Found {
        let applies = |rule: &Placing, at: usize| {
            row.cell(at) == rule.value && within(rule.from, rule.to, year) && !self.rescued(rule, row)
        };
        if let Some((rule, _)) = self.rules.iter().find(|(rule, at)| applies(rule, *at)) {
            let found = self.states.coded(&rule.state);
            return found.map(|ix| (ix, false)).ok_or_else(|| rule.reason.clone());
        }
        let key = row.cell(self.key);
        if self.numbers {
            let found = self.states.numbered(key).ok_or("no state of the list has this number")?;
            return self.alive(found, year, true).map(|ix| (ix, false));
        }
        if key.is_empty() {
            let number = self.number.map_or("", |at| row.cell(at));
            let found = self.states.numbered(number).ok_or("the table has no code for it")?;
            return self.alive(found, year, false).map(|ix| (ix, true));
        }
        let found = self.states.coded(key).ok_or("no state of the list")?;
        let alive = self.alive(found, year, self.codes_both)?;
        Ok((alive, alive == found))
    }

    /// A rule for rows without a code leaves alone those that have a number.
    fn rescued(&self, rule: &Placing, row: &Row) -> bool {
        let number = self.number.map_or("", |at| row.cell(at));
        rule.value.is_empty() && self.states.numbered(number).is_some()
    }

    /// The state itself, or whoever continues it or comes before it where the code stands for both.
    fn alive(&self, ix: StateIx, year: i32, both: bool) -> Result<StateIx, String> {
        let state = self.states.state(ix);
        if both
            && !state.exists_in(year)
            && let Some(before) = state.continues
            && self.states.state(before).exists_in(year)
        {
            return Ok(before);
        }
        let end = state.spells.last().and_then(|spell| spell.until);
        if end.is_none_or(|end| year <= i32::from(end.year())) {
            return Ok(ix);
        }
        let heir = if both { self.states.heir(ix, year) } else { None };
        heir.ok_or_else(|| "the state had ended".to_owned())
    }

    fn gives_way(&self, row: &Row, year: i32) -> Option<&'c str> {
        let rule = self
            .yields
            .iter()
            .find(|(rule, at)| row.cell(*at) == rule.value && within(rule.from, rule.to, year));
        rule.map(|(rule, _)| rule.reason.as_str())
    }
}

fn within(from: Option<i32>, to: Option<i32>, year: i32) -> bool {
    from.is_none_or(|first| first <= year) && to.is_none_or(|last| year <= last)
}
