//! The builder on a folder of small tables: what is placed, what is reported, and what is said of bad tables.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};
use world::{World, build, store};

/// The curated lists and the tables of a small world: Austria, Serbia, Yugoslavia, and Monaco.
const FILES: [(&str, &str); 13] = [
    (
        "data/curated/sources.toml",
        r#"
[[source]]
id = "house"
title = "The house's index"
publisher = "The house"
citation = "The house. 2025."
licence = "CC BY 4.0"
redistribution = "yes"
[[source.table]]
file = "index.csv"
codes_both = true
vintage = "2025"
took = "the index"
changed = "Nothing."
[[source.table]]
file = "people.csv"
vintage = "2025"
took = "people"
changed = "Thousands were written out."
[[source.table]]
file = "more/memberships.csv"
year = ""
vintage = "2025"
took = "members"
changed = "Nothing."
"#,
    ),
    (
        "data/curated/indicators.toml",
        r#"
[[indicator]]
name = "index"
title = "Index"
says = "The index."
unit = "index"
from = [{ table = "index.csv", column = "value" }]
[[indicator]]
name = "people"
title = "People"
says = "People."
unit = "persons"
from = [{ table = "people.csv", column = "exact" }, { table = "people.csv", column = "thousands", times = 1000 }]
"#,
    ),
    (
        "data/curated/states.toml",
        r#"
[[state]]
code = "SRB"
gw = [340]
continues = "YUG"
[[state]]
code = "YUG"
name = "Yugoslavia"
gw = [345]
region = "Europe"
subregion = "Southern Europe"
note = "To 2006."
[[absent]]
code = "VAT"
name = "Holy See"
note = "Not in the list."
"#,
    ),
    (
        "data/curated/groups.toml",
        r#"
[[group]]
name = "club"
title = "Club"
says = "A club."
source = "house"
table = "more/memberships.csv"
column = "org"
value = "CLUB"
[[group.instead]]
state = "MCO"
spells = ["1950-01-01 1959-12-31", "1970-06-01"]
why = "It left for a while."
"#,
    ),
    (
        "data/curated/placing.csv",
        "table,column,value,from,to,state,reason\nindex.csv,name,Old Austria,,,-,not this one\n",
    ),
    (
        "data/curated/gives_way.csv",
        "table,column,value,from,to,reason\nindex.csv,name,West,2000,2000,the whole follows\n",
    ),
    (
        "tables/states/gleditsch_ward.csv",
        "gw,start,end,iso3,abbreviation,name,microstate\n\
         305,1918-11-14,2020-12-31,AUT,AUS,Austria,0\n\
         221,1816-01-01,2020-12-31,MCO,MNC,Monaco,1\n\
         340,1816-01-01,1899-12-31,SRB,SER,Serbia,0\n\
         345,1918-12-01,2006-06-04,SRB,YUG,Yugoslavia,0\n\
         340,2006-06-05,2020-12-31,SRB,SER,Serbia,0\n",
    ),
    (
        "tables/more/countries.csv",
        "iso3,iso2,m49,name,official_name,cow_code,capital,capital_lat,capital_lon,area_km2,m49_region,m49_subregion,un_regional_group\n\
         AUT,AT,40,Austria,Republic of Austria,305,Vienna,48.2,16.4,83871.5,Europe,Western Europe,\n\
         MCO,MC,492,Monaco,Principality of Monaco,221,Monaco,43.7,7.4,2.02,Europe,Western Europe,\n\
         SRB,RS,688,Serbia,Republic of Serbia,345,Belgrade,44.8,20.5,88361.0,Europe,Southern Europe,\n",
    ),
    ("tables/states/codes.csv", "iso3,name\nAUT,Austria\n"),
    ("tables/states/capitals.csv", "gw,capital,latitude,longitude\n345,Belgrade,44.79,20.45\n"),
    ("tables/more/land_borders.csv", "iso3_a,iso3_b\nAUT,ITA\n"),
    (
        "tables/more/memberships.csv",
        "org,role,iso3,country,start,end\n\
         CLUB,member,AUT,Austria,1955,1960\n\
         CLUB,member,MCO,Monaco,1950-01-01,\n\
         CLUB,member,VAT,Holy See,1950-01-01,\n\
         OTHER,member,AUT,Austria,1955,\n",
    ),
    ("tables/people.csv", "iso3,year,exact,thousands\nAUT,2000,8011566,8012\nAUT,2001,,8043\nYUG,2010,5,\n"),
];

const INDEX: &str = "iso3,name,year,value\n\
    AUT,Austria,2000,0.50\n\
    AUT,West,2000,0.1\n\
    AUT,Austria,2001,0.625\n\
    SRB,Serbia,2001,0.3\n\
    SRB,Serbia,2007,0.45\n\
    YUG,Yugoslavia,2010,0.9\n\
    HKG,Hong Kong,2000,0.4\n\
    AUT,Old Austria,1990,0.2\n\
    MCO,Monaco,1899,0.2\n\
    MCO,Monaco,2001,\n";

/// A folder of its own for each test, gone at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(index: &str) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("koinon-rebuild-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let scratch = Self(std::env::temp_dir().join(name));
        for (file, text) in FILES.into_iter().chain([("tables/index.csv", index)]) {
            let path = scratch.0.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        scratch
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn compile(scratch: &Scratch) -> (World, Vec<String>) {
    let (world, not_placed) = build::compile(&scratch.folder("tables"), &scratch.folder("data")).unwrap();
    (world, not_placed.iter().map(ToString::to_string).collect())
}

#[test]
fn rows_are_placed_or_reported_with_their_lines() {
    let (_, not_placed) = compile(&Scratch::new(INDEX));
    assert_eq!(
        not_placed.join("\n"),
        "index.csv: AUT, West: another row of the same state and year was taken: the whole follows (line 3)\n\
         index.csv: HKG, Hong Kong: no state of the list (line 8)\n\
         index.csv: AUT, Old Austria: not this one (line 9)\n\
         index.csv: the years before 1900 and after 2010: outside the panel (line 10)\n\
         more/memberships.csv: OTHER member: no group takes the row (line 5)\n\
         more/memberships.csv: VAT, Holy See: no state of the list (line 4)\n\
         people.csv: YUG: the state had ended (line 4)"
    );
}

#[test]
fn values_stand_as_published_in_the_row_of_the_state_of_the_time() {
    let (world, _) = compile(&Scratch::new(INDEX));
    let value = |indicator: &str, code: &str, year| {
        let ix = world.indicator_named(indicator).unwrap();
        world.value(ix, world.state_coded(code).unwrap(), year).map(|value| value.to_string())
    };
    assert_eq!(value("index", "AUT", 2000).as_deref(), Some("0.5"));
    assert_eq!(value("index", "AUT", 2001).as_deref(), Some("0.625"));
    assert_eq!(
        value("index", "YUG", 2001).as_deref(),
        Some("0.3"),
        "the code of today stands for the state of the time"
    );
    assert_eq!(value("index", "SRB", 2001), None);
    assert_eq!(value("index", "SRB", 2007).as_deref(), Some("0.45"));
    assert_eq!(
        value("index", "SRB", 2010).as_deref(),
        Some("0.9"),
        "and that of the state of the time for its heir"
    );
    assert_eq!(value("index", "MCO", 2001), None, "an empty cell is missing");
    assert_eq!(
        value("people", "AUT", 2000).as_deref(),
        Some("8011566"),
        "the first column that has the year"
    );
    assert_eq!(value("people", "AUT", 2001).as_deref(), Some("8043000"));
    let index = world.indicator(world.indicator_named("index").unwrap());
    assert_eq!((index.coverage, index.values), ((2000, 2010), 5));
}

#[test]
fn groups_have_the_dates_of_the_table_or_what_replaces_them() {
    let (world, _) = compile(&Scratch::new(INDEX));
    let club = world.group("club").unwrap();
    let years = |code: &str| {
        let ix = world.state_coded(code).unwrap();
        (1945..=1975).filter(|year| club.has_in(ix, *year)).collect::<Vec<_>>()
    };
    assert_eq!(years("AUT"), (1955..=1960).collect::<Vec<_>>(), "a year counts whole");
    assert_eq!(years("MCO"), (1950..=1959).chain(1970..=1975).collect::<Vec<_>>());
    assert_eq!(club.says, "A club. Monaco: It left for a while.");
    assert!(world.group("western-europe").is_some());
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let (one, other) = (Scratch::new(INDEX), Scratch::new(INDEX));
    for scratch in [&one, &other] {
        let report = build::rebuild(&scratch.folder("tables"), &scratch.folder("data")).unwrap();
        assert_eq!((report.states, report.indicators, report.values), (4, 2, 7));
    }
    for file in [build::WORLD_FILE, build::NOT_PLACED_FILE, build::SOURCES_FILE] {
        let read = |scratch: &Scratch| fs::read(scratch.folder("data").join(file)).unwrap();
        assert!(read(&one) == read(&other), "{file}");
    }
    let world = store::decode(&fs::read(one.folder("data").join(build::WORLD_FILE)).unwrap()).unwrap();
    let page = build::sources_page(&world, &one.folder("data")).unwrap();
    assert_eq!(page, fs::read_to_string(one.folder("data").join(build::SOURCES_FILE)).unwrap());
    assert!(page.contains("- **Holy See** (`VAT`). Not in the list."), "{page}");
}

/// What is said of a folder in which one file holds something else, or nothing.
fn check(file: &str, text: Option<&str>, expected: &str) {
    let scratch = Scratch::new(INDEX);
    let path = scratch.folder(file);
    match text {
        Some(text) => fs::write(&path, text).unwrap(),
        None => fs::remove_file(&path).unwrap(),
    }
    let error = build::compile(&scratch.folder("tables"), &scratch.folder("data")).unwrap_err().to_string();
    let here = Path::new(&scratch.0).display().to_string();
    let error = error.replace(&here, "…");
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn bad_tables_are_refused_with_file_line_and_value() {
    check("tables/index.csv", None, "could not read `…/tables/index.csv`: ");
    check(
        "tables/index.csv",
        Some("iso3,name,year,value\nAUT,Austria,2000,much\n"),
        "`index.csv`, line 2: `value` is `much`, and should be a number or empty",
    );
    check(
        "tables/index.csv",
        Some("iso3,name,year,value\nAUT,Austria,soon,1\n"),
        "`index.csv`, line 2: `year` is `soon`, and should be a year",
    );
    check(
        "tables/index.csv",
        Some("iso3,name,year\nAUT,Austria,2000\n"),
        "`index.csv` has no column `value`; it has iso3, name, year",
    );
    check("tables/index.csv", Some("iso3,name,year,value\nAUT\n"), "could not read `…/tables/index.csv`: ");
    check(
        "tables/states/gleditsch_ward.csv",
        Some("gw,start,end,iso3,abbreviation,name,microstate\n730,1816-01-01,1910-08-22,,KOR,Korea,0\n"),
        "`states/gleditsch_ward.csv`, line 2: `iso3` is ``, and should be a code; states.toml has none for it",
    );
    check(
        "data/curated/states.toml",
        Some("[[state]]\ncode = 7\n"),
        "the list `…/data/curated/states.toml` does not read: ",
    );
    check(
        "data/curated/groups.toml",
        Some("[[group]]\nname = \"g\"\ntitle = \"G\"\nsays = \"\"\nsource = \"house\"\nalso = [\"ATL\"]\n"),
        "`groups.toml` names the state `ATL`, which is not there",
    );
}
