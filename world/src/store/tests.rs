//! Every world survives the way to bytes and back, and no bytes panic.

use super::*;
use crate::{
    Decimal, MISSING, Redistribution, Spell,
    group::Membership,
    united_nations::{CouncilYear, Mission, Quality, Question, Refused, Strength, Veto, Would},
};
use jiff::civil::date;
use proptest::prelude::*;

fn state(code: usize, capital: (i32, i32)) -> State {
    State {
        code: format!("S{code:02}"),
        iso2: code.is_multiple_of(2).then(|| "SX".to_owned()),
        iso_numeric: u16::try_from(code).ok(),
        gleditsch_ward: None,
        cow: Some(7),
        name: format!("État «{code}»"),
        official_name: None,
        aliases: vec!["other \"name\"".to_owned()],
        spells: vec![Spell { from: date(1816, 1, 1), until: Some(date(1990, 10, 2)) }],
        continues: None,
        capital: Some(crate::state::Capital {
            name: "Ville".to_owned(),
            latitude: f64::from(capital.0) / 10_000.0,
            longitude: f64::from(capital.1) / 10_000.0,
        }),
        region: Some("Europe".to_owned()),
        subregion: None,
        borders: vec![StateIx(0)],
        area_km2: Some(2),
        micro: code.is_multiple_of(3),
        note: None,
    }
}

fn indicator(at: usize) -> Indicator {
    Indicator {
        name: format!("indicator_{at}"),
        title: "An indicator".to_owned(),
        says: "It measures.".to_owned(),
        unit: "persons".to_owned(),
        bounds: Some((0.0, 1.0)),
        source: "source".to_owned(),
        vintage: "v1".to_owned(),
        redistribution: Redistribution::NonCommercial,
        coverage: (1900, 1901),
        values: 1,
    }
}

prop_compose! {
    fn records(states: usize)(
        of in 0..u16::try_from(states).unwrap(),
        counts in prop::collection::vec(any::<u32>(), 8),
        ends in any::<bool>(),
        would in prop::sample::select(vec![Would::Begin, Would::Renew, Would::Change]),
        kind in prop::sample::select(vec![Question::Situation, Question::Admission, Question::General]),
        says in "[ -~é’]{0,12}",
    ) -> UnitedNations {
        let known = |at: usize| ends.then_some(counts[at]);
        let mandate = Refused { would, uniformed: ends, says: says.clone(), then: ends.then(|| says.clone()) };
        UnitedNations {
            missions: vec![Mission {
                acronym: says.clone(),
                name: says.clone(),
                spell: Spell { from: date(1948, 5, 29), until: ends.then(|| date(1999, 1, 1)) },
                hosts: vec![StateIx(of)],
                established_by: ends.then(|| says.clone()),
                operation: ends,
                strength: vec![Strength {
                    year: 1991,
                    months: counts[0],
                    troops: counts[1],
                    police: counts[2],
                    observers: counts[3],
                    total: counts[4],
                    contributors: counts[5],
                    december: known(6),
                }],
            }],
            vetoes: vec![Veto {
                day: date(1946, 2, 16),
                draft: says.clone(),
                by: vec![StateIx(of)],
                topic: says.clone(),
                item: says,
                kind,
                states: vec![StateIx(of)],
                mandate: ends.then_some(mandate),
            }],
            years: vec![CouncilYear {
                year: 1946,
                resolutions: known(5),
                first: known(6),
                force: known(7),
                contributions: ends.then_some(Quality::Approximate),
            }],
        }
    }
}

prop_compose! {
    fn worlds()(states in 1usize..6, years in 1usize..9, columns in 0usize..4)(
        cells in prop::collection::vec(
            prop::collection::vec(prop_oneof![Just(MISSING), any::<i64>(), -9i64..9, Just(0)], states * years),
            columns,
        ),
        capitals in prop::collection::vec((-900_000..900_000i32, -1_800_000..1_800_000i32), states),
        places in 0u8..=MAX_PLACES,
        years in Just(years),
        united_nations in records(states),
    ) -> World {
        let column = |cells: &Vec<i64>| Column { places, years, cells: cells.clone() };
        let member = Membership { state: StateIx(0), spell: Spell { from: date(1949, 4, 4), until: None } };
        World {
            last_year: FIRST_YEAR + i32::try_from(years).unwrap() - 1,
            states: capitals.iter().enumerate().map(|(at, capital)| state(at, *capital)).collect(),
            indicators: (0..cells.len()).map(indicator).collect(),
            columns: cells.iter().map(column).collect(),
            groups: vec![Group {
                name: "group".to_owned(),
                title: "Group".to_owned(),
                says: String::new(),
                source: "source".to_owned(),
                members: vec![member],
            }],
            sources: Vec::new(),
            united_nations,
        }
    }
}

fn assert_same(one: &World, other: &World) {
    assert_eq!(one.last_year, other.last_year);
    assert_eq!(one.states, other.states);
    assert_eq!(one.indicators, other.indicators);
    assert_eq!(one.columns, other.columns);
    assert_eq!(one.groups, other.groups);
    assert_eq!(one.sources, other.sources);
    assert_eq!(one.united_nations, other.united_nations);
}

proptest! {
    #[test]
    fn a_world_comes_back_as_it_was(world in worlds()) {
        let bytes = encode(&world).unwrap();
        assert_same(&decode(&bytes).unwrap(), &world);
        prop_assert_eq!(encode(&world).unwrap(), bytes, "the same world gives the same bytes");
    }

    #[test]
    fn a_file_cut_short_is_refused(world in worlds(), at in any::<prop::sample::Index>()) {
        let bytes = encode(&world).unwrap();
        prop_assert!(decode(&bytes[..at.index(bytes.len())]).is_err());
    }

    #[test]
    fn a_changed_byte_is_refused(world in worlds(), at in any::<prop::sample::Index>(), bits in 1u8..) {
        let mut bytes = encode(&world).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= bits;
        prop_assert!(decode(&bytes).is_err(), "byte {}", at);
    }

    /// Past the checksum too: whoever can write the sum still cannot bring the reader down.
    #[test]
    fn no_body_panics(mut world in worlds(), flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4), cut in any::<prop::sample::Index>()) {
        world.groups.clear();
        let mut body = body_of(&encode(&world).unwrap());
        for (at, bits) in flips {
            let at = at.index(body.len());
            body[at] ^= bits;
        }
        let _ = unpack(&body);
        let _ = unpack(&body[..cut.index(body.len())]);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes);
        let _ = unpack(&bytes);
    }
}

fn body_of(file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    DeflateDecoder::new(&file[MAGIC.len() + 2 + 8 + 4..]).read_to_end(&mut body).unwrap();
    body
}

fn check_refused(bytes: &[u8], expected: &str) {
    assert_eq!(decode(bytes).unwrap_err().to_string(), expected);
}

#[test]
fn says_what_is_wrong() {
    let good = encode(&World { last_year: 1900, ..World::default() }).unwrap();
    let with = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        bytes
    };
    check_refused(b"", "the file of compiled data ends too early");
    check_refused(b"PK\x03\x04 something else", "this is not a file of compiled data");
    check_refused(&with(8, 9), "the file of compiled data is of format 9, and this program reads format 1");
    check_refused(
        &with(good.len() - 1, 77),
        "the file of compiled data was changed: its checksum does not agree",
    );
    check_refused(&with(10, 255), "the file of compiled data ends too early");
}

#[test]
fn refuses_a_record_that_names_a_state_which_is_not_there() {
    let mission = Mission {
        acronym: "UNX".to_owned(),
        name: String::new(),
        spell: Spell { from: date(1948, 5, 29), until: None },
        hosts: vec![StateIx(7)],
        established_by: None,
        operation: true,
        strength: Vec::new(),
    };
    let united_nations = UnitedNations { missions: vec![mission], ..UnitedNations::default() };
    let world = World { last_year: 1900, united_nations, ..World::default() };
    let why = encode(&world).unwrap_err().to_string();
    assert_eq!(why, "the file of compiled data is broken: it names a state that it does not have");
}

#[test]
fn refuses_to_write_a_world_that_contradicts_itself() {
    let world = World { last_year: 1900, indicators: vec![indicator(0)], ..World::default() };
    let why = encode(&world).unwrap_err().to_string();
    assert_eq!(why, "the file of compiled data is broken: it has not one column for each indicator");
}

#[test]
fn the_greatest_and_least_values_stand() {
    let world = World {
        last_year: 1901,
        states: vec![state(0, (0, 0))],
        indicators: vec![indicator(0)],
        columns: vec![Column { places: 3, years: 2, cells: vec![i64::MAX, i64::MIN + 1] }],
        ..World::default()
    };
    let back = decode(&encode(&world).unwrap()).unwrap();
    assert_eq!(back.columns[0].get(StateIx(0), 1900), Some(Decimal::new(i64::MAX, 3)));
    assert_eq!(back.columns[0].get(StateIx(0), 1901), Some(Decimal::new(i64::MIN + 1, 3)));
}
