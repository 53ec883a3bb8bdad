//! Every parser on hostile bytes: the properties of the fuzz targets, for seconds, on mutations of our own files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "../../fuzz/properties.rs"]
mod properties;

use properties::{PARSERS, Parser, seeds};
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};
use std::{collections::BTreeSet, fs, path::Path};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn parser(name: &str) -> &'static Parser {
    PARSERS.iter().find(|parser| parser.name == name).unwrap()
}

/// One step away from a good input.
#[derive(Clone, Debug)]
enum Change {
    Flip(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Remove(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
    Cut(prop::sample::Index),
}

/// Bytes that mean something to one of the parsers.
const TELLING: [&[u8]; 18] = [
    b"\"",
    b"'",
    b"\n",
    b"\r\n",
    b"\\u0000",
    b"[",
    b"]]",
    b"(",
    b")",
    b"=",
    b",",
    b"-",
    b"99999999999999999999",
    b" && ",
    b" and ",
    b"\xff",
    b"\xc3\xa9",
    b"\0",
];

fn change() -> impl Strategy<Value = Change> {
    let at = any::<prop::sample::Index>;
    let few = prop::collection::vec(any::<u8>(), 1..4);
    let telling = prop::sample::select(TELLING.to_vec()).prop_map(<[u8]>::to_vec);
    prop_oneof![
        (at(), 1..=255u8).prop_map(|(at, bits)| Change::Flip(at, bits)),
        (at(), prop_oneof![few, telling]).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (at(), 1..40usize).prop_map(|(at, count)| Change::Remove(at, count)),
        (at(), 1..40usize).prop_map(|(at, count)| Change::Repeat(at, count)),
        at().prop_map(Change::Cut),
    ]
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        if bytes.is_empty() {
            return bytes;
        }
        let within = |at: &prop::sample::Index, count: usize, length: usize| {
            let at = at.index(length);
            at..(at + count).min(length)
        };
        match change {
            Change::Flip(at, bits) => {
                let at = at.index(bytes.len());
                bytes[at] ^= bits;
            }
            Change::Insert(at, more) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, more.iter().copied());
            }
            Change::Remove(at, count) => drop(bytes.drain(within(at, *count, bytes.len()))),
            Change::Repeat(at, count) => {
                let part = within(at, *count, bytes.len());
                let copy = bytes[part.clone()].to_vec();
                bytes.splice(part.end..part.end, copy);
            }
            Change::Cut(at) => bytes.truncate(at.index(bytes.len())),
        }
    }
    bytes
}

/// Runs a property on mutations of its seeds: few enough for every day, and a quarter of what `PROPTEST_CASES` says.
fn check(name: &str) {
    let parser = parser(name);
    let seeds = seeds(parser, root());
    let inputs = (prop::sample::select(seeds), prop::collection::vec(change(), 0..6));
    let usual = Config::default();
    let config = Config { cases: usual.cases.div_ceil(4), failure_persistence: None, ..usual };
    let run = TestRunner::new(config).run(&inputs, |(seed, changes)| {
        let bytes = changed(&seed, &changes);
        std::panic::catch_unwind(|| (parser.holds)(&bytes))
            .map_err(|_| TestCaseError::fail(format!("on {:?}", String::from_utf8_lossy(&bytes))))
    });
    run.unwrap_or_else(|error| panic!("{name}: {error}"));
}

macro_rules! checks {
    ($($name:ident)*) => {
        $(#[test] fn $name() { check(stringify!($name)); })*
        const CHECKED: &[&str] = &[$(stringify!($name)),*];
    };
}

checks! {
    charter condition rule key decimal import_plain import_vdem import_world_bank import_ucdp description store geometry
    topojson json note proof tile act address link reference statement picture archive wxr
}

/// Each parser has its fuzz target and its bounded run here. Where `SEEDS` names a folder, the seeds are written
/// there, for the targets.
#[test]
fn every_parser_is_tried() {
    let names: BTreeSet<String> = PARSERS.iter().map(|parser| parser.name.to_owned()).collect();
    assert_eq!(names, CHECKED.iter().map(|name| (*name).to_owned()).collect());
    let files = fs::read_dir(root().join("fuzz/targets")).unwrap().map(|entry| entry.unwrap().path());
    assert_eq!(names, files.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned()).collect());
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    for parser in &PARSERS {
        assert!(manifest.contains(&format!("path = \"targets/{}.rs\"", parser.name)), "{}", parser.name);
        let seeds = seeds(parser, root());
        assert!(!seeds.is_empty(), "{}", parser.name);
        for (number, seed) in seeds.iter().enumerate() {
            (parser.holds)(seed);
            if let Some(folder) = std::env::var_os("SEEDS") {
                let folder = Path::new(&folder).join(parser.name);
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join(format!("seed-{number}")), seed).unwrap();
            }
        }
    }
}
