//! What ships: every indicator that is promised, nothing that may not be passed on, and a page of sources that is
//! fresh.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;
use world::{MISSING, Redistribution, World, build, store};

#[test]
fn the_embedded_file_is_whole() {
    let world = store::decode(World::embedded_bytes()).unwrap();
    assert_eq!(
        store::encode(&world).unwrap(),
        World::embedded_bytes(),
        "the same world gives the same bytes"
    );
}

#[test]
fn the_embedded_file_is_under_3_megabytes() {
    assert!(World::embedded_bytes().len() < 3_000_000, "{} bytes", World::embedded_bytes().len());
}

#[test]
fn every_promised_indicator_is_there() {
    let world = World::embedded();
    let vdem = [
        "polyarchy",
        "liberal_democracy",
        "participatory_democracy",
        "deliberative_democracy",
        "egalitarian_democracy",
    ];
    let bounds = vdem.iter().flat_map(|name| [format!("{name}_low"), format!("{name}_high")]);
    let others = [
        "regime",
        "freedom_house",
        "political_rights",
        "civil_liberties",
        "lexical_index",
        "polity2",
        "voice_accountability",
        "population",
        "gdp",
        "gdp_per_capita",
        "military_expenditure",
        "military_burden",
        "military_personnel",
        "armed_conflict",
        "internal_conflict",
        "conflict_deaths",
        "internal_conflict_deaths",
    ];
    for name in vdem.into_iter().chain(others).map(str::to_owned).chain(bounds) {
        assert!(world.indicator_named(&name).is_some(), "{name}");
    }
}

#[test]
fn nothing_ships_that_needs_asking() {
    let world = World::embedded();
    for indicator in &world.indicators {
        assert_ne!(indicator.redistribution, Redistribution::Ask, "{}", indicator.name);
    }
    for name in ["eiu_democracy", "corruption_perceptions", "press_freedom", "fragile_states"] {
        assert!(world.indicator_named(name).is_none(), "{name}");
    }
}

#[test]
fn every_indicator_and_group_knows_its_source() {
    let world = World::embedded();
    for indicator in &world.indicators {
        let source = world.source(&indicator.source).unwrap_or_else(|| panic!("{} has none", indicator.name));
        assert!(!source.citation.is_empty() && !source.licence.is_empty(), "{}", source.id);
        assert!(!indicator.unit.is_empty() && !indicator.vintage.is_empty(), "{}", indicator.name);
        assert!(indicator.says.ends_with('.'), "{}", indicator.name);
    }
    for group in &world.groups {
        assert!(world.source(&group.source).is_some(), "{}", group.name);
        assert!(!group.members.is_empty(), "{}", group.name);
    }
}

#[test]
fn coverage_and_bounds_hold_for_every_value() {
    let world = World::embedded();
    for (indicator, column) in world.indicators.iter().zip(&world.columns) {
        let mut years = std::collections::BTreeSet::new();
        let mut values = 0;
        for ix in world.state_ixs() {
            for year in 1900..=world.last_year {
                let Some(value) = column.get(ix, year) else { continue };
                years.insert(year);
                values += 1;
                if let Some((least, greatest)) = indicator.bounds {
                    let within = (least..=greatest).contains(&value.to_f64());
                    assert!(within, "{} of {} in {year} is {value}", indicator.name, world.state(ix).name);
                }
            }
        }
        assert_eq!(
            (*years.first().unwrap(), *years.last().unwrap()),
            indicator.coverage,
            "{}",
            indicator.name
        );
        assert_eq!(values, indicator.values, "{}", indicator.name);
    }
}

#[test]
fn a_column_has_no_more_places_than_it_needs() {
    let world = World::embedded();
    for (indicator, column) in world.indicators.iter().zip(&world.columns) {
        let needed = column.places == 0 || column.cells.iter().any(|cell| *cell != MISSING && cell % 10 != 0);
        assert!(needed, "{} has {} places", indicator.name, column.places);
    }
}

#[test]
fn no_two_groups_or_indicators_share_a_name() {
    let world = World::embedded();
    let mut names: Vec<&str> = world.indicators.iter().map(|indicator| indicator.name.as_str()).collect();
    names.extend(world.groups.iter().map(|group| group.name.as_str()));
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// Lower bound, estimate and upper bound come in this order.
#[test]
fn bounds_enclose_their_estimate() {
    let world = World::embedded();
    for name in [
        "polyarchy",
        "liberal_democracy",
        "participatory_democracy",
        "deliberative_democracy",
        "egalitarian_democracy",
    ] {
        let column = |name: String| world.column(world.indicator_named(&name).unwrap());
        let (low, middle, high) =
            (column(format!("{name}_low")), column(name.to_owned()), column(format!("{name}_high")));
        for ix in world.state_ixs() {
            for year in 1900..=world.last_year {
                let Some(value) = middle.get(ix, year) else { continue };
                let (least, greatest) = (low.get(ix, year).unwrap(), high.get(ix, year).unwrap());
                assert!(least <= value && value <= greatest, "{name} of {} in {year}", world.state(ix).name);
            }
        }
    }
}

#[test]
fn the_page_of_sources_is_fresh() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let page = build::sources_page(World::embedded(), &data).unwrap();
    let shipped = std::fs::read_to_string(data.join(build::SOURCES_FILE)).unwrap();
    assert!(
        page == shipped,
        "data/SOURCES.md is stale: run `cargo xtask data FOLDER` with the folder of tables"
    );
}
