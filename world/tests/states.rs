//! The list of states: who is in it, from when to when, and what was decided.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use world::World;

fn spells(code: &str) -> String {
    let world = World::embedded();
    let ix = world.state_coded(code).unwrap_or_else(|| panic!("no state {code}"));
    let text = |spell: &world::Spell| match spell.until {
        Some(last) => format!("{} to {last}", spell.from),
        None => format!("{} on", spell.from),
    };
    world.state(ix).spells.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// Gleditsch and Ward's list with micro-states.
#[test]
fn states_are_born_and_end_as_the_list_has_it() {
    assert_eq!(spells("NOR"), "1905-08-26 on");
    assert_eq!(spells("DEU"), "1816-01-01 to 1945-05-07, 1949-09-21 on");
    assert_eq!(spells("DDR"), "1949-10-05 to 1990-10-02");
    assert_eq!(spells("SRB"), "1878-07-13 to 1915-10-01, 2006-06-05 on");
    assert_eq!(spells("YUG"), "1918-12-01 to 2006-06-04");
    assert_eq!(spells("EST"), "1918-11-11 to 1940-06-01, 1991-09-06 on");
    assert_eq!(spells("XKX"), "2008-02-17 on");
    assert_eq!(spells("XKR"), "1816-01-01 to 1910-08-22");
    assert_eq!(spells("AFG"), "1919-05-01 on", "the spell that ended in 1888 is left out");
}

#[test]
fn the_world_has_ever_more_states() {
    let world = World::embedded();
    let counts: Vec<_> =
        [1900, 1914, 1930, 1950, 1975, 1991, 2000, 2024].map(|year| world.states_in(year).count()).into();
    assert_eq!(counts, [56, 60, 70, 85, 156, 185, 191, 197]);
}

/// All 193 members of the United Nations are states of the list today, and four others.
#[test]
fn the_list_is_the_united_nations_and_four_more() {
    let world = World::embedded();
    let un = world.group("united-nations").unwrap();
    let others: Vec<_> = world.states_in(2024).filter(|ix| !un.has_in(*ix, 2024)).collect();
    let codes: Vec<_> = others.iter().map(|ix| world.state(*ix).code.as_str()).collect();
    assert_eq!(codes, ["TWN", "XAB", "XKX", "XSO"]);
    assert!(un.members_in(2024).iter().all(|ix| world.state(*ix).exists_in(2024)));
}

#[test]
fn what_was_decided_is_written_down() {
    let world = World::embedded();
    for code in ["TWN", "XKX", "XAB", "XSO", "XTB", "YUG", "RUS", "DEU", "VNM", "YEM", "ISR", "CHN"] {
        let state = world.state(world.state_coded(code).unwrap());
        assert!(state.note.is_some(), "{}", state.name);
    }
    let absent = include_str!("../../data/SOURCES.md");
    for name in ["Holy See", "Palestine", "Western Sahara", "Somaliland"] {
        assert!(absent.contains(&format!("- **{name}** (")), "{name}");
        assert!(world.states.iter().all(|state| state.name != name), "{name}");
    }
}

#[test]
fn three_states_continue_one_with_a_row_of_its_own() {
    let world = World::embedded();
    let heirs = world
        .states
        .iter()
        .filter_map(|state| Some((state.code.as_str(), world.state(state.continues?).code.as_str())));
    assert_eq!(heirs.collect::<Vec<_>>(), [("CZE", "CSK"), ("KOR", "XKR"), ("SRB", "YUG")]);
}

#[test]
fn names_are_those_of_iso_3166() {
    let world = World::embedded();
    let name = |code: &str| world.state(world.state_coded(code).unwrap()).name.as_str();
    assert_eq!(name("TUR"), "Türkiye");
    assert_eq!(name("VNM"), "Viet Nam");
    assert_eq!(name("CIV"), "Côte d'Ivoire");
    assert_eq!(name("KOR"), "Republic of Korea");
    assert_eq!(name("CPV"), "Cabo Verde");
}

#[test]
fn codes_names_and_addresses_tell_states_apart() {
    let world = World::embedded();
    type Part = fn(&world::State) -> Option<String>;
    let parts: [(&str, Part); 5] = [
        ("code", |state| Some(state.code.clone())),
        ("ISO 3166-1 alpha-2", |state| state.iso2.clone()),
        ("ISO number", |state| state.iso_numeric.map(|n| n.to_string())),
        ("name", |state| Some(state.name.clone())),
        ("address", |state| Some(state.slug())),
    ];
    for (what, part) in parts {
        let mut seen = std::collections::HashSet::new();
        for of in world.states.iter().filter_map(part) {
            assert!(seen.insert(of.clone()), "two states have the {what} {of}");
        }
    }
}

#[test]
fn borders_are_mutual_and_between_states_of_today() {
    let world = World::embedded();
    for ix in world.state_ixs() {
        for other in &world.state(ix).borders {
            assert!(world.state(*other).borders.contains(&ix), "{}", world.state(ix).name);
            assert!(world.state(*other).exists_in(2024));
        }
    }
    let neighbours = |code: &str| {
        let of = &world.state(world.state_coded(code).unwrap()).borders;
        of.iter().map(|ix| world.state(*ix).code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(neighbours("NOR"), ["FIN", "RUS", "SWE"]);
    assert_eq!(neighbours("NPL"), ["CHN", "IND"]);
}

#[test]
fn every_state_of_today_has_its_place_on_earth() {
    let world = World::embedded();
    for state in world.states_in(2024).map(|ix| world.state(ix)) {
        let capital = state.capital.as_ref().unwrap_or_else(|| panic!("{} has no capital", state.name));
        assert!((-90.0..=90.0).contains(&capital.latitude) && (-180.0..=180.0).contains(&capital.longitude));
        assert!(state.region.is_some() && state.subregion.is_some(), "{}", state.name);
        let no_area = ["XAB", "XSO"].contains(&state.code.as_str());
        assert_eq!(state.area_km2.is_none(), no_area, "{}", state.name);
    }
}

/// `Serbia and Montenegro` is Yugoslavia to 2006 and Serbia since.
#[test]
fn states_that_share_a_name_are_told_apart_by_the_year() {
    let world = World::embedded();
    for one in world.state_ixs() {
        for other in world.state_ixs().filter(|other| *other > one) {
            let (a, b) = (world.state(one), world.state(other));
            let names = |state: &world::State| {
                let all = state.aliases.iter().chain([&state.name, &state.code]).chain(&state.official_name);
                all.map(|name| name.to_lowercase()).collect::<std::collections::HashSet<_>>()
            };
            let shared: Vec<_> = names(a).intersection(&names(b)).cloned().collect();
            let both = (1900..=world.last_year).find(|year| a.exists_in(*year) && b.exists_in(*year));
            assert!(shared.is_empty() || both.is_none(), "{} and {} share {shared:?}", a.name, b.name);
        }
    }
}

#[test]
fn sources_names_and_codes_lead_to_their_state() {
    let world = World::embedded();
    for (text, code) in [
        ("NOR", "NOR"),
        ("norway", "NOR"),
        ("Turkey", "TUR"),
        ("Burma/Myanmar", "MMR"),
        ("Ivory Coast", "CIV"),
        ("South Korea", "KOR"),
        ("East Germany", "DDR"),
        ("Soviet Union", "RUS"),
        ("united-kingdom", "GBR"),
        ("Czech Republic", "CZE"),
        ("Serbia and Montenegro", "SRB"),
        ("Yugoslavia", "YUG"),
        ("Kyrgyz Republic", "KGZ"),
        ("The Gambia", "GMB"),
        ("Korea, Dem. Rep.", "PRK"),
    ] {
        let found = world.find_state(text).map(|ix| world.state(ix).code.as_str());
        assert_eq!(found.ok(), Some(code), "{text}");
    }
}
