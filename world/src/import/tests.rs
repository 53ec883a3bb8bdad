//! Each format is read as its publisher ships it, and every row that finds no place is reported with its line.

use super::*;
use crate::recognise::sample;
use proptest::prelude::*;

const VDEM: &[u8] = include_bytes!("../../tests/import/vdem.csv");
const WORLD_BANK: &[u8] = include_bytes!("../../tests/import/world_bank.csv");
const UCDP: &[u8] = include_bytes!("../../tests/import/ucdp.csv");
const PLAIN: &[u8] = include_bytes!("../../tests/import/plain.csv");

/// What was read, as a small document.
fn told(bytes: &[u8], options: &Options) -> String {
    let world = sample::world();
    let import = match read(bytes, &world, options) {
        Ok(import) => import,
        Err(error) => return format!("error: {error}\nhelp: {}\n", error.help().unwrap_or_default()),
    };
    let mut out =
        format!("{}, states by {}, {} rows\n", import.format.title(), import.codes.word(), import.rows);
    for series in &import.series {
        out += &format!("{} from {}\n", series.indicator, series.column);
        for placed in series.placed.iter().filter(|placed| placed.line > 0) {
            let code = &world.state(placed.state).code;
            out += &format!("  {code} {} {} (line {})\n", placed.year, placed.value, placed.line);
        }
        let derived = series.placed.iter().filter(|placed| placed.line == 0).count();
        out += &format!("  {} missing, {} repeated, {derived} derived\n", series.missing, series.repeated);
        if let Some(rounded) = series.rounded {
            out += &format!("  {} rounded to {} places\n", rounded.values, rounded.places);
        }
    }
    for note in &import.notes {
        out += &format!("note: {note}\n");
    }
    for group in by_reason(&import.not_placed) {
        out += &format!("not placed, lines {}: {}\n", ranges(&group.lines), group.reason);
    }
    out
}

#[test]
fn a_vdem_table_gives_the_index_and_its_bounds() {
    insta::assert_snapshot!(told(VDEM, &Options::named("polyarchy")), @r#"
    V-Dem, country-year, states by vdem, 10 rows
    polyarchy from v2x_polyarchy
      CSK 1950 0.1 (line 6)
      KOR 2024 0.7 (line 5)
      NOR 2023 0.893 (line 3)
      NOR 2024 0.89 (line 4)
      YUG 1990 0.25 (line 7)
      1 missing, 0 repeated, 0 derived
    polyarchy_low from v2x_polyarchy_codelow
      CSK 1950 0.09 (line 6)
      KOR 2024 0.65 (line 5)
      NOR 2023 0.861 (line 3)
      YUG 1990 0.2 (line 7)
      2 missing, 0 repeated, 0 derived
    polyarchy_high from v2x_polyarchy_codehigh
      CSK 1950 0.12 (line 6)
      KOR 2024 0.74 (line 5)
      NOR 2023 0.927 (line 3)
      NOR 2024 0.92 (line 4)
      YUG 1990 0.3 (line 7)
      1 missing, 0 repeated, 0 derived
    note: 2 rows are placed with another state than their code, which V-Dem uses for a predecessor too
    not placed, lines 2: before 1900, where the record begins
    not placed, lines 8: Somaliland is not in the list of states
    not placed, lines 9: Palestine/Gaza is not in the list of states
    not placed, lines 10: no state is called `ATL`
    "#);
}

#[test]
fn a_world_bank_download_has_lines_about_itself_and_rows_that_are_no_states() {
    insta::assert_snapshot!(told(WORLD_BANK, &Options::named("gdp")), @r#"
    World Bank indicator, states by iso, 6 rows
    gdp from NY.GDP.MKTP.CD
      CZE 1990 40728951780.31 (line 8)
      CZE 1991 29859516110.5 (line 8)
      CZE 2023 343207873742.11 (line 8)
      CZE 2024 345037000000 (line 8)
      KOR 1990 283367556207.41 (line 9)
      KOR 2023 1839160000000 (line 9)
      NOR 1990 119791683307.52 (line 10)
      NOR 1991 121872464483.36 (line 10)
      NOR 2023 485310823000 (line 10)
      2 missing, 0 repeated, 0 derived
    not placed, lines 6: Aruba is not in the list of states
    not placed, lines 7, 11: an aggregate, not a state
    not placed, lines 10: `about 480 bn` is not a number
    "#);
    let import = read(WORLD_BANK, &sample::world(), &Options::named("gdp")).unwrap();
    insta::assert_debug_snapshot!(import.about, @r#"
    About {
        title: Some(
            "GDP (current US$)",
        ),
        unit: Some(
            "current US$",
        ),
        source: Some(
            "World Bank, World Development Indicators",
        ),
        licence: Some(
            "CC BY 4.0",
        ),
        vintage: Some(
            "updated 2025-07-01",
        ),
    }
    "#);
}

#[test]
fn a_list_of_conflicts_gives_the_worst_of_the_year() {
    insta::assert_snapshot!(told(UCDP, &Options::named("armed_conflict")), @r#"
    UCDP/PRIO Armed Conflict Dataset, states by gleditsch-ward, 9 rows
    armed_conflict from intensity_level of every conflict
      GBR 2003 2 (line 3)
      IND 2002 1 (line 2)
      IND 2003 1 (line 8)
      IRQ 2003 2 (line 3)
      IRQ 2004 2 (line 4)
      PAK 2002 1 (line 2)
      RUS 2003 1 (line 5)
      RUS 2004 2 (line 6)
      USA 2003 2 (line 3)
      YUG 2003 1 (line 7)
      0 missing, 0 repeated, 43 derived
    note: 43 state-years from 2002 to 2004 are in no conflict of the list: 0
    note: 4 state-years stay missing, since a row about them could not be read
    not placed, lines 8: no state is called `751`
    not placed, lines 9: `heavy` is not an intensity: 1 or 2
    not placed, lines 10: `20O4` is not a year
    "#);
    insta::assert_snapshot!(told(UCDP, &Options::named("internal_conflict")), @r#"
    UCDP/PRIO Armed Conflict Dataset, states by gleditsch-ward, 9 rows
    internal_conflict from intensity_level of conflicts within a state
      IRQ 2004 2 (line 4)
      RUS 2003 1 (line 5)
      RUS 2004 2 (line 6)
      YUG 2003 1 (line 7)
      0 missing, 0 repeated, 49 derived
    note: 49 state-years from 2002 to 2004 are in no conflict of the list: 0
    note: 4 state-years stay missing, since a row about them could not be read
    not placed, lines 9: `heavy` is not an intensity: 1 or 2
    not placed, lines 10: `20O4` is not a year
    "#);
    insta::assert_snapshot!(told(UCDP, &Options::named("wars")), @r#"
    error: `wars` does not say which conflicts of the list are meant
    help: say `--column armed_conflict` (every conflict) or `--column internal_conflict`
    "#);
}

#[test]
fn a_plain_table_with_every_kind_of_trouble() {
    insta::assert_snapshot!(told(PLAIN, &Options { value_column: Some("press_freedom".into()), ..Options::named("rsf") }), @r#"
    a row a state and year, states by auto, 20 rows
    rsf from press_freedom
      DEU 1950 1 (line 9)
      KOR 2020 75 (line 3)
      NOR 2020 92.5 (line 2)
      RUS 1980 3 (line 21)
      1 missing, 1 repeated, 0 derived
    not placed, lines 4: `Korea` may be KOR or PRK
    not placed, lines 5: `Congo` may be COG or COD
    not placed, lines 7: line 8 gives another value for FRA in 2020: neither is taken
    not placed, lines 8: line 7 gives another value for FRA in 2020: neither is taken
    not placed, lines 10: after 2034, the last year accepted
    not placed, lines 11: `2020.5` is not a year
    not placed, lines 12: before 1900, where the record begins
    not placed, lines 13: `0.1234567890123456789012` has more digits than can be held exactly
    not placed, lines 15: `viel` is not a number
    not placed, lines 16: an aggregate, not a state
    not placed, lines 17: Aruba is not in the list of states
    not placed, lines 18: no state
    not placed, lines 19: no state is called `Norwya`; perhaps Norway (NOR)
    not placed, lines 20: 3 fields where the header has 4
    "#);
}

#[test]
fn zero_is_a_fact_about_states_that_exist() {
    let world = sample::world();
    let import = read(UCDP, &world, &Options::named("armed_conflict")).unwrap();
    let value = |code: &str, year| {
        let state = world.state_coded(code).unwrap();
        let found = import.series[0].placed.iter().find(|p| p.state == state && p.year == year);
        found.map(|placed| placed.value.to_string())
    };
    assert_eq!(value("AUS", 2003), Some("0".into()), "support to a party makes no party");
    assert_eq!(value("USA", 2003), Some("2".into()));
    assert_eq!(value("USA", 2004), Some("0".into()));
    assert_eq!(value("SRB", 2003), None, "Serbia was part of Yugoslavia");
    assert_eq!(value("FRA", 2004), None, "a row about it could not be read");
    assert_eq!(value("FRA", 2003), Some("0".into()));
    assert_eq!(value("NOR", 2003), None, "a row about some year of it could not be read");
    assert_eq!(value("IND", 2003), Some("1".into()), "the other side of a war is placed all the same");
}

#[test]
fn whole_files_that_cannot_be_read() {
    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(told(bytes, &Options::named("x")), expected);
    }
    check(b"", "error: the file is empty\nhelp: \n");
    check(b"\xef\xbb\xbf\r\n\n", "error: the file is empty\nhelp: \n");
    check(
        b"PK\x03\x04....",
        "error: the file is packed (zip, or a workbook)\nhelp: unpack it and import the CSV file inside\n",
    );
    check(
        b"\x1f\x8b....",
        "error: the file is packed (gzip)\nhelp: unpack it and import the CSV file inside\n",
    );
    check(b"\xff\xfes\0t\0", "error: the file is in UTF-16, not UTF-8\nhelp: save it as CSV in UTF-8\n");
    check(
        b"state,year,value\nNOR,2020,1\nC\xf4te d'Ivoire,2020,1\n",
        "error: line 3 is not UTF-8 after `C`\n\
         help: save it as UTF-8, or say `--encoding windows-1252` if that is what it is in\n",
    );
    check(
        b"NOR,2020,0.5\nSWE,2020,0.6\n",
        "error: line 1 names no columns: `NOR,2020,0.5`\n\
         help: let the first line name the columns, among them `state`, `year` and `value`\n",
    );
    check(
        b"land,jahr,wert\nNOR,2020,0.5\n",
        "error: there is no column for `year`\n\
         help: say which with `--year-column`; the columns are `land`, `jahr`, `wert`\n",
    );
    check(
        b"state,year,a,b\nNOR,2020,0.5,1\n",
        "error: there is no column for `value`\n\
         help: say which with `--value-column`; the columns are `state`, `year`, `a`, `b`\n",
    );
    check(
        b"state,year,year,value\nNOR,2020,2020,1\n",
        "error: the column `year` stands twice in the header\nhelp: rename one of them\n",
    );
    check(
        b"state,year,value\nNOR,2020,\"1\n",
        "error: the row of line 2 opens a quotation mark that is never closed\n\
         help: close the quotation mark, or write it twice inside quotes\n",
    );
}

#[test]
fn options_that_cannot_be_followed() {
    let named = |name: &str| told(b"state,year,value\nNOR,2020,1\n", &Options::named(name));
    for name in ["", "Press", "2x", "a-b", "groups", "true", &"a".repeat(65)] {
        assert!(named(name).starts_with("error: "), "{name}");
    }
    let asks = |column: &str| Options { column: Some(column.into()), ..Options::named("x") };
    assert!(
        told(VDEM, &asks("v2x_libdem")).starts_with("error: there is no column for `v2x_libdem`\nhelp: ")
    );
    assert!(told(WORLD_BANK, &asks("SP.POP.TOTL")).contains("say which with `--column`: `NY.GDP.MKTP.CD`"));
}

#[test]
fn columns_and_codes_are_guessed_and_can_be_said() {
    let code = |text: &str, options: &Options| {
        let (world, import) = (sample::world(), read(text.as_bytes(), &sample::world(), options).unwrap());
        let placed =
            import.series[0].placed.first().map(|p| format!("{} {}", world.state(p.state).code, p.value));
        placed.unwrap_or_else(|| import.not_placed[0].reason.to_string())
    };
    let guess = Options::named("x");
    assert_eq!(code("gwno,year,x\n2,2000,1", &guess), "USA 1");
    assert_eq!(code("ccode\tyear\tx\n255\t2000\t1", &guess), "DEU 1");
    assert_eq!(code("Entity,Code,Year,Some long title\nNorway,NOR,2000,1.5", &guess), "NOR 1.5");
    assert_eq!(code("iso_numeric,year,x\n036,2000,1", &guess), "AUS 1");
    assert_eq!(code("iso2,year,x\nNA,2000,1", &guess), "NAM 1");
    assert_eq!(code("state,year,value\n578,2000,1", &guess), "a number may be a code of several schemes");
    let said = Options { codes: Codes::Iso, ..Options::named("x") };
    assert_eq!(code("state,year,value\n578,2000,1", &said), "NOR 1");
    let said = Options { codes: Codes::GleditschWard, state_column: Some("S".into()), ..Options::named("x") };
    assert_eq!(code("S,year,value\nAUS,2000,1", &said), "AUT 1");
    let said = Options { encoding: Encoding::Windows1252, ..Options::named("x") };
    let bytes = b"state,year,value\nC\xf4te d'Ivoire,2000,1";
    assert_eq!(read(bytes, &sample::world(), &said).unwrap().series[0].placed.len(), 1);
}

#[test]
fn a_value_too_fine_beside_one_too_large_is_rounded_and_said_to_be() {
    let text = "state,year,value\nNOR,2000,123456789012345.6\nNOR,2001,0.123456789\n";
    insta::assert_snapshot!(told(text.as_bytes(), &Options::named("x")), @r#"
    a row a state and year, states by auto, 2 rows
    x from value
      NOR 2000 123456789012345.6 (line 2)
      NOR 2001 0.1235 (line 3)
      0 missing, 0 repeated, 0 derived
      1 rounded to 4 places
    "#);
}

#[test]
fn what_a_report_shows_cannot_command_a_terminal() {
    assert_eq!(shown("a\u{1b}[31mb\u{202e}c\nd"), "a\\u{1b}[31mb\\u{202e}c\\nd");
    assert_eq!(shown(&"x".repeat(100)).chars().count(), 61);
}

fn any_options() -> impl Strategy<Value = Options> {
    let format = prop::sample::select(vec![
        None,
        Some(Format::Vdem),
        Some(Format::WorldBank),
        Some(Format::Ucdp),
        Some(Format::Plain),
    ]);
    let codes = prop::sample::select(Codes::ALL.map(|(_, codes)| codes).to_vec());
    let names = vec!["polyarchy", "armed_conflict", "rsf"];
    (format, codes, prop::sample::select(names), any::<bool>()).prop_map(|(format, codes, name, windows)| {
        Options {
            format,
            codes,
            encoding: if windows { Encoding::Windows1252 } else { Encoding::Utf8 },
            ..Options::named(name)
        }
    })
}

/// A valid file with some bytes exchanged, removed, or doubled.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let files = prop::sample::select(vec![VDEM, WORLD_BANK, UCDP, PLAIN]);
    let change = (
        any::<prop::sample::Index>(),
        0..3u8,
        prop::sample::select(b",;\"\n\r\t 09-.e\0\xff\xc3NA".to_vec()),
    );
    (files, prop::collection::vec(change, 0..12)).prop_map(|(file, changes)| {
        let mut bytes = file.to_vec();
        for (at, how, with) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = with,
                1 => bytes.insert(at, with),
                _ => drop(bytes.remove(at)),
            }
        }
        bytes
    })
}

proptest! {
    /// And whatever was read adds up: every row of a plain table is placed, missing, repeated or reported.
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), options in any_options()) {
        let _ = read(&bytes, &sample::world(), &options);
    }

    #[test]
    fn no_broken_file_makes_it_panic_or_lose_a_row(bytes in mutated(), options in any_options()) {
        if let Ok(import) = read(&bytes, &sample::world(), &options)
            && import.format == Format::Plain
        {
            let series = &import.series[0];
            let told = series.placed.len() + series.missing + series.repeated + import.not_placed.len();
            prop_assert_eq!(told, import.rows);
        }
    }

    #[test]
    fn rows_of_a_plain_table_come_back(
        values in prop::collection::btree_map((0u16..24, 1900i32..2030), (-10_000i64..10_000, 0u8..4), 0..40),
    ) {
        let world = sample::world();
        let mut text = "state,year,value\n".to_owned();
        let mut expected = Vec::new();
        for ((state, year), (digits, places)) in values {
            // A code that outlived its state leads to the successor; codes in their own years stay.
            let state = crate::StateIx(state);
            if world.state(state).spells[0].until.is_some() {
                continue;
            }
            let value = crate::Decimal::new(digits, places);
            text += &format!("{},{year},{value}\n", world.state(state).code);
            expected.push((state, year, value));
        }
        let import = read(text.as_bytes(), &world, &Options::named("x")).unwrap();
        let got: Vec<_> = import.series[0].placed.iter().map(|p| (p.state, p.year, p.value)).collect();
        prop_assert_eq!(got, expected);
        prop_assert!(import.not_placed.is_empty());
    }
}
