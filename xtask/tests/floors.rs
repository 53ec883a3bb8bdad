//! A crate uses only the floors below it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// The floors of the house, as ARCHITECTURE.md draws them, with the cellar on which tests stand. `xtask` stands beside the house
/// and may use any floor.
const FLOORS: [(&str, i8); 13] = [
    ("trials", -1),
    ("world", 0),
    ("voting", 0),
    ("record", 0),
    ("forces", 0),
    ("charter", 1),
    ("community", 2),
    ("campaign", 3),
    ("outlook", 3),
    ("web", 4),
    ("koinon", 5),
    ("fuzz", 6),
    ("xtask", 6),
];

/// Crates of the workspace, each with those it uses.
type House = BTreeMap<String, Vec<String>>;

/// What is wrong with a house: one sentence for each fault.
fn faults(house: &House) -> Vec<String> {
    let floor = |name: &str| FLOORS.iter().find(|(known, _)| *known == name).map(|(_, floor)| *floor);
    let mut faults = Vec::new();
    for (name, uses) in house {
        let Some(own) = floor(name) else {
            faults.push(format!("`{name}` has no floor"));
            continue;
        };
        for used in uses.iter().filter(|used| house.contains_key(*used)) {
            match floor(used) {
                Some(lower) if lower < own => {}
                Some(other) => faults.push(format!(
                    "`{name}` on floor {own} uses `{used}` on floor {other}; only lower ones may be used"
                )),
                None => {}
            }
        }
    }
    faults
}

/// The workspace as cargo sees it: dependencies of every kind, those of tests included.
fn workspace() -> House {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .map(|package| {
            (name(package), package["dependencies"].as_array().unwrap().iter().map(name).collect())
        })
        .collect()
}

fn check(house: &[(&str, &[&str])], expected: &[&str]) {
    let house = house
        .iter()
        .map(|(name, uses)| (name.to_string(), uses.iter().map(|used| used.to_string()).collect()))
        .collect();
    assert_eq!(faults(&house), expected);
}

#[test]
fn nothing_reaches_up() {
    assert_eq!(faults(&workspace()), Vec::<String>::new());
}

#[test]
fn the_whole_workspace_is_seen() {
    let house = workspace();
    assert!(house.contains_key("voting") && house["koinon"].contains(&"web".to_owned()), "{house:?}");
}

#[test]
fn a_crate_that_uses_a_higher_floor_is_found() {
    check(
        &[("charter", &["world", "web"]), ("world", &[]), ("web", &["charter", "serde"])],
        &["`charter` on floor 1 uses `web` on floor 4; only lower ones may be used"],
    );
}

#[test]
fn a_crate_that_uses_its_own_floor_is_found() {
    check(
        &[("world", &["voting"]), ("voting", &[])],
        &["`world` on floor 0 uses `voting` on floor 0; only lower ones may be used"],
    );
}

#[test]
fn a_crate_without_a_floor_is_found() {
    check(&[("tower", &["world"]), ("world", &[])], &["`tower` has no floor"]);
}
