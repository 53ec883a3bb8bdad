//! The list of states: Gleditsch and Ward's births and deaths, with codes, names and places from the tables of
//! countries and the curated list.

use super::{
    BuildError,
    catalogue::{Catalogue, StateEntry},
    placing::Placed,
    tables::{Folder, Row, Table},
};
use crate::{Spell, State, StateIx, state::Capital};
use jiff::civil::{Date, date};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};

/// What Gleditsch and Ward write for a state that still exists.
const STILL_THERE: Date = date(2020, 12, 31);

/// Spells that ended before this day are left out.
const FIRST_DAY: Date = date(1900, 1, 1);

/// The states, and how codes lead to them.
pub struct States {
    /// By code.
    pub list: Vec<State>,
    by_code: HashMap<String, StateIx>,
    by_number: HashMap<u16, StateIx>,
    /// Names that the tables of states give.
    known_as: Vec<BTreeSet<String>>,
    /// Those that are known by the curated aliases alone.
    named_here: Vec<bool>,
}

impl States {
    /// The state with this code.
    pub fn coded(&self, code: &str) -> Option<StateIx> {
        self.by_code.get(code).copied()
    }

    /// The state with this Gleditsch–Ward number.
    pub fn numbered(&self, number: &str) -> Option<StateIx> {
        self.by_number.get(&number.parse().ok()?).copied()
    }

    /// A state.
    pub fn state(&self, ix: StateIx) -> &State {
        &self.list[usize::from(ix.0)]
    }

    /// Every state's place.
    pub fn ixs(&self) -> impl Iterator<Item = StateIx> + use<> {
        // INVARIANT: the store refuses more than 65,535 states.
        (0..u16::try_from(self.list.len()).unwrap_or(u16::MAX)).map(StateIx)
    }

    /// The only state that continues this one and exists in `year`.
    pub fn heir(&self, ix: StateIx, year: i32) -> Option<StateIx> {
        self.ixs()
            .find(|other| self.state(*other).continues == Some(ix) && self.state(*other).exists_in(year))
    }

    /// The code of a name in a curated list.
    pub fn listed(&self, file: &'static str, code: &str) -> Result<StateIx, BuildError> {
        let unknown = || BuildError::Unknown { file, name: code.to_owned(), kind: "state" };
        self.coded(code).ok_or_else(unknown)
    }
}

/// The tables that describe countries of today.
struct Countries {
    countries: Rc<Table>,
    codes: Rc<Table>,
}

impl Countries {
    /// A cell of the table of countries, empty where the country or the cell is not there.
    fn cell(&self, code: &str, column: &str) -> Result<&str, BuildError> {
        look(&self.countries, code, column)
    }
}

fn look<'t>(table: &'t Table, code: &str, column: &str) -> Result<&'t str, BuildError> {
    let (key, wanted) = (table.column("iso3")?, table.column(column)?);
    Ok(table.rows.iter().find(|row| row.cell(key) == code).map_or("", |row| row.cell(wanted)))
}

/// Builds the list.
pub fn build(catalogue: &Catalogue, folder: &mut Folder) -> Result<States, BuildError> {
    let table = folder.table("states/gleditsch_ward.csv")?;
    let named = |name| table.column(name);
    let (gw, start, end, iso3) = (named("gw")?, named("start")?, named("end")?, named("iso3")?);
    let (micro, name) = (named("microstate")?, named("name")?);
    let mut born: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in &table.rows {
        let until: Date = row.cell(end).parse().map_err(|_| table.bad_cell(row, end, "a day"))?;
        if until < FIRST_DAY {
            continue;
        }
        let number: u16 = row.cell(gw).parse().map_err(|_| table.bad_cell(row, gw, "a number"))?;
        let curated = catalogue.states.states.iter().find(|entry| entry.gw.contains(&number));
        let code = curated.map_or_else(|| row.cell(iso3), |entry| entry.code.as_str());
        if code.is_empty() {
            return Err(table.bad_cell(row, iso3, "a code; states.toml has none for it"));
        }
        born.entry(code.to_owned()).or_default().push(row);
    }
    let around = Countries {
        countries: folder.table("more/countries.csv")?,
        codes: folder.table("states/codes.csv")?,
    };
    let mut states = States {
        list: Vec::new(),
        by_code: HashMap::new(),
        by_number: HashMap::new(),
        known_as: Vec::new(),
        named_here: Vec::new(),
    };
    for ((code, rows), at) in born.iter().zip(0..) {
        let curated = catalogue.states.states.iter().find(|entry| entry.code == *code);
        let mut spells = Vec::new();
        for row in rows {
            let day = |column| row.cell(column).parse().map_err(|_| table.bad_cell(row, column, "a day"));
            let (from, until): (Date, Date) = (day(start)?, day(end)?);
            spells.push(Spell { from, until: Some(until).filter(|day| *day != STILL_THERE) });
        }
        spells.sort_by_key(|spell| spell.from);
        let mut number = None;
        let mut known = BTreeSet::new();
        for row in rows {
            known.insert(row.cell(name).to_owned());
            number = row.cell(gw).parse().ok();
            states.by_number.extend(number.map(|number| (number, StateIx(at))));
        }
        let small = rows.iter().all(|row| row.cell(micro) == "1");
        let state = describe(catalogue, code, curated, &around, spells, number, small)?;
        for name in [around.cell(code, "name")?, look(&around.codes, code, "name")?] {
            known.insert(name.to_owned());
        }
        states.by_code.insert(code.clone(), StateIx(at));
        states.list.push(state);
        states.known_as.push(known);
        states.named_here.push(curated.is_some_and(|entry| entry.name.is_some()));
    }
    lay_out(catalogue, folder, &mut states)?;
    Ok(states)
}

fn describe(
    catalogue: &Catalogue,
    code: &str,
    curated: Option<&StateEntry>,
    around: &Countries,
    spells: Vec<Spell>,
    number: Option<u16>,
    micro: bool,
) -> Result<State, BuildError> {
    let text = |column: &str| around.cell(code, column).map(|t| Some(t.to_owned()).filter(|t| !t.is_empty()));
    let given = |pick: fn(&StateEntry) -> &Option<String>| curated.and_then(|entry| pick(entry).clone());
    let name = given(|entry| &entry.name).or_else(|| catalogue.states.names.get(code).cloned());
    let name = name.or(text("name")?).ok_or_else(|| BuildError::Unknown {
        file: "states.toml",
        name: code.to_owned(),
        kind: "name of the state",
    })?;
    let place = |column: &str| Ok::<_, BuildError>(text(column)?.and_then(|t| t.parse::<f64>().ok()));
    let capital = match (text("capital")?, place("capital_lat")?, place("capital_lon")?) {
        (Some(name), Some(latitude), Some(longitude)) => Some(Capital { name, latitude, longitude }),
        _ => None,
    };
    Ok(State {
        code: code.to_owned(),
        iso2: given(|entry| &entry.iso2).or(text("iso2")?),
        iso_numeric: match curated.and_then(|entry| entry.iso_numeric) {
            Some(number) => Some(number),
            None => text("m49")?.and_then(|t| t.parse().ok()),
        },
        gleditsch_ward: number,
        cow: match curated.and_then(|entry| entry.cow) {
            Some(number) => Some(number),
            None => text("cow_code")?.and_then(|t| t.parse().ok()),
        },
        official_name: text("official_name")?.filter(|official| *official != name),
        name,
        aliases: curated.map(|entry| entry.aliases.clone()).unwrap_or_default(),
        spells,
        continues: None,
        capital,
        region: given(|entry| &entry.region).or(text("m49_region")?),
        subregion: given(|entry| &entry.subregion).or(text("m49_subregion")?),
        borders: Vec::new(),
        area_km2: text("area_km2")?.and_then(|area| whole(&area)),
        micro,
        note: given(|entry| &entry.note),
    })
}

/// Square kilometres, rounded; a state of less than half a square kilometre is one.
fn whole(area: &str) -> Option<u32> {
    let area: crate::Decimal = area.parse().ok()?;
    let unit = 10i64.checked_pow(u32::from(area.places))?;
    u32::try_from((area.digits + unit / 2) / unit).ok().map(|km2| km2.max(1))
}

/// What ties states to each other and to the ground: successions, borders, the capitals of states that ended.
fn lay_out(catalogue: &Catalogue, folder: &mut Folder, states: &mut States) -> Result<(), BuildError> {
    for entry in &catalogue.states.states {
        let ix = states.listed("states.toml", &entry.code)?;
        if let Some(before) = &entry.continues {
            states.list[usize::from(ix.0)].continues = Some(states.listed("states.toml", before)?);
        }
    }
    let borders = folder.table("more/land_borders.csv")?;
    let (a, b) = (borders.column("iso3_a")?, borders.column("iso3_b")?);
    for row in &borders.rows {
        let (Some(one), Some(other)) = (states.coded(row.cell(a)), states.coded(row.cell(b))) else {
            continue;
        };
        states.list[usize::from(one.0)].borders.push(other);
        states.list[usize::from(other.0)].borders.push(one);
    }
    for state in &mut states.list {
        state.borders.sort_unstable();
    }
    let capitals = folder.table("states/capitals.csv")?;
    let named = |name| capitals.column(name);
    let (gw, name, latitude, longitude) =
        (named("gw")?, named("capital")?, named("latitude")?, named("longitude")?);
    for row in &capitals.rows {
        let Some(ix) = states.numbered(row.cell(gw)) else { continue };
        if !states.named_here[usize::from(ix.0)] {
            continue;
        }
        let degrees = |at: usize| row.cell(at).parse().map_err(|_| capitals.bad_cell(row, at, "degrees"));
        let curated = catalogue.states.states.iter().find(|entry| entry.code == states.state(ix).code);
        let name =
            curated.and_then(|entry| entry.capital.clone()).unwrap_or_else(|| row.cell(name).to_owned());
        let capital = Capital { name, latitude: degrees(latitude)?, longitude: degrees(longitude)? };
        states.list[usize::from(ix.0)].capital = Some(capital);
    }
    Ok(())
}

/// Adds to each state's aliases the names under which the tables know it.
pub fn learn_names(states: &mut States, placed: &Placed) {
    for (ix, name) in placed.names() {
        states.known_as[usize::from(ix.0)].insert(name.to_owned());
    }
    let known = std::mem::take(&mut states.known_as);
    for ((state, known), here) in states.list.iter_mut().zip(known).zip(&states.named_here) {
        let mut aliases: BTreeSet<String> = state.aliases.drain(..).collect();
        if !here {
            aliases.extend(known);
        }
        aliases.remove(&state.name);
        aliases.remove("");
        state.aliases = aliases.into_iter().collect();
    }
}
