//! What a user imported is kept, found again and laid over the world; broken files are refused.

use super::*;
use crate::{
    Column, Decimal, Indicator, Redistribution, StateIx,
    import::{self, Options, Placed},
    recognise::sample,
};
use proptest::prelude::*;

/// A directory of its own, gone afterwards.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("koinon-user-data-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The sample world with one indicator, `gdp` of Norway in 2024.
fn world() -> World {
    let mut world = sample::world();
    let mut column = Column::empty(world.states.len(), world.years(), 1);
    let cell = column.cell(world.state_coded("NOR").unwrap(), 2024).unwrap();
    column.cells[cell] = 15;
    world.columns.push(column);
    world.indicators.push(Indicator {
        name: "gdp".to_owned(),
        title: "Gross domestic product".to_owned(),
        says: "What it is worth.".to_owned(),
        unit: "current US dollars".to_owned(),
        bounds: None,
        source: "world-bank".to_owned(),
        vintage: "of 2025".to_owned(),
        redistribution: Redistribution::Yes,
        coverage: (2024, 2024),
        values: 1,
    });
    world
}

fn imported(name: &str, table: &str) -> Series {
    import::read(table.as_bytes(), &world(), &Options::named(name)).unwrap().series.remove(0)
}

fn described(source: &str) -> Description {
    Description {
        unit: "points".to_owned(),
        source: source.to_owned(),
        licence: "free".to_owned(),
        file: "own.csv".to_owned(),
        imported: "2026-11-24".to_owned(),
        ..Description::default()
    }
}

fn value(world: &World, indicator: &str, state: &str, year: i32) -> Option<String> {
    let ix = world.indicator_named(indicator)?;
    world.value(ix, world.state_coded(state)?, year).map(|value| value.to_string())
}

#[test]
fn the_directory_is_the_systems_unless_said_otherwise() {
    let in_env = |pairs: &[(&str, &str)]| {
        let found = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v));
        directory_in(found).map(|path| path.display().to_string())
    };
    assert_eq!(in_env(&[("KOINON_DATA", "mine"), ("HOME", "/home/a")]), Some("mine".into()));
    assert_eq!(in_env(&[]), None);
    if cfg!(all(unix, not(target_os = "macos"))) {
        assert_eq!(in_env(&[("HOME", "/home/a")]), Some("/home/a/.local/share/koinon".into()));
        assert_eq!(in_env(&[("XDG_DATA_HOME", "/d"), ("HOME", "/home/a")]), Some("/d/koinon".into()));
        let relative = [("XDG_DATA_HOME", "d"), ("KOINON_DATA", ""), ("HOME", "/home/a")];
        assert_eq!(in_env(&relative), Some("/home/a/.local/share/koinon".into()));
    }
}

#[test]
fn a_new_indicator_joins_the_world() {
    let dir = Directory::new("joins");
    let series = imported("press_freedom", "state,year,value\nNOR,2023,92.5\nFRA,2024,80\n");
    keep(&dir.0, &world(), &series, &described("Own table")).unwrap();
    assert_eq!(kept(&dir.0).unwrap(), ["press_freedom"]);
    let (world, notes) = overlay(world(), &dir.0).unwrap();
    assert_eq!(notes, []);
    assert_eq!(value(&world, "press_freedom", "NOR", 2023).as_deref(), Some("92.5"));
    assert_eq!(value(&world, "press_freedom", "NOR", 2024), None);
    assert_eq!(value(&world, "gdp", "NOR", 2024).as_deref(), Some("1.5"));
    let indicator = world.indicator(world.indicator_named("press_freedom").unwrap());
    assert_eq!((indicator.unit.as_str(), indicator.coverage, indicator.values), ("points", (2023, 2024), 2));
    assert_eq!(world.source(&indicator.source).unwrap().licence, "free");
    remove(&dir.0, "press_freedom").unwrap();
    assert_eq!(fs::read_dir(&dir.0).unwrap().count(), 0, "nothing is left behind");
    let error = remove(&dir.0, "press_freedom").unwrap_err();
    assert_eq!(error.to_string(), "no indicator `press_freedom` is imported");
}

#[test]
fn one_of_a_shipped_name_replaces_it_and_may_reach_further() {
    let dir = Directory::new("replaces");
    let series = imported("gdp", "state,year,value\nFRA,2026,3e12\n");
    keep(&dir.0, &world(), &series, &Description::default()).unwrap();
    let (world, notes) = overlay(world(), &dir.0).unwrap();
    assert_eq!(value(&world, "gdp", "NOR", 2024), None, "the whole column is replaced");
    assert_eq!(value(&world, "gdp", "FRA", 2026).as_deref(), Some("3000000000000"));
    assert_eq!(world.last_year, 2026);
    assert_eq!(
        notes[0].text,
        "your import (2026) is used in place of the shipped of 2025; \
         the record reaches 2026 with your import"
    );
    assert_eq!(world.indicators.len(), 1);
    assert_eq!(world.indicators[0].unit, "current US dollars", "what is not said stays");
}

#[test]
fn what_cannot_be_used_is_noted_and_what_ships_stays() {
    let dir = Directory::new("broken");
    fs::create_dir_all(&dir.0).unwrap();
    let write = |file: &str, bytes: &[u8]| fs::write(dir.0.join(file), bytes).unwrap();
    write("gdp.csv", b"state,year,value\nNOR,2020,\"1\n");
    write("own.csv", b"state,year,value\nNOR,2020,1\nATL,2020,2\n");
    write("own.toml", b"title = [");
    write("Not a name.csv", b"");
    write("press.csv", b"state,year,value\nNOR,2020,1\n");
    write("press.toml", b"values = 7");
    let (world, notes) = overlay(world(), &dir.0).unwrap();
    assert_eq!(value(&world, "gdp", "NOR", 2024).as_deref(), Some("1.5"));
    assert_eq!(value(&world, "own", "NOR", 2020).as_deref(), Some("1"));
    let told: Vec<String> =
        notes.iter().map(|note| note.text.replace(&dir.0.display().to_string(), "DIR")).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    `DIR/gdp.toml` is not there: unit, source and licence are unknown
    `DIR/gdp.csv`: the row of line 2 opens a quotation mark that is never closed
    `DIR/own.toml` describes nothing: unclosed array, expected `]`
    `DIR/own.csv`: lines 3 are not placed: no state is called `ATL`
    `DIR/press.csv` holds 1 values where its description has 7: unit and source may be another's
    "#);
    assert!(notes.iter().all(|note| note.trouble));
}

#[test]
fn no_directory_is_no_import() {
    let dir = Directory::new("absent");
    let (world, notes) = overlay(world(), &dir.0).unwrap();
    assert_eq!((world.indicators.len(), notes.len()), (1, 0));
    assert!(kept(&dir.0).unwrap().is_empty());
}

#[test]
fn a_name_cannot_leave_the_directory() {
    let dir = Directory::new("leaves");
    let series = Series { indicator: "../own".to_owned(), ..Series::default() };
    assert!(matches!(keep(&dir.0, &world(), &series, &described("x")), Err(UserDataError::BadName(_))));
    assert!(remove(&dir.0, "../own").is_err());
}

proptest! {
    /// What is kept is what is used, to the digit.
    #[test]
    fn values_survive_keeping(
        values in prop::collection::btree_map((0u16..24, 1900i32..2030), (-1_000_000i64..1_000_000, 0u8..6), 1..30),
    ) {
        let (before, dir) = (sample::world(), Directory::new("survive"));
        let lasting = |ix: &StateIx| before.state(*ix).spells[0].until.is_none();
        let placed: Vec<Placed> = values
            .into_iter()
            .map(|((s, year), (digits, places))| (StateIx(s), year, Decimal::new(digits, places)))
            .filter(|(state, _, _)| lasting(state))
            .map(|(state, year, value)| Placed { state, year, value, line: 1 })
            .collect();
        let series = Series { indicator: "x".to_owned(), placed: placed.clone(), ..Series::default() };
        keep(&dir.0, &before, &series, &Description::default()).unwrap();
        let (after, _) = overlay(before, &dir.0).unwrap();
        for placed in placed {
            let ix = after.indicator_named("x").unwrap();
            prop_assert_eq!(after.value(ix, placed.state, placed.year), Some(placed.value));
        }
    }
}
