//! The tables of verdicts beside this file, each with its charter.

use charter::membership::{Verdict, assess};
use std::{fs, path::Path};
use world::World;

/// One line of a table: `2015 either: not met` and the codes below it.
struct Line {
    year: i32,
    of: String,
    verdict: String,
    codes: Vec<String>,
}

fn read(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(codes) = line.strip_prefix("    ") {
            lines.last_mut().unwrap().codes.extend(codes.split(' ').map(str::to_owned));
            continue;
        }
        let (head, verdict) = line.split_once(": ").unwrap();
        let (year, of) = head.split_once(' ').unwrap();
        let (year, of, verdict) = (year.parse().unwrap(), of.to_owned(), verdict.to_owned());
        lines.push(Line { year, of, verdict, codes: Vec::new() });
    }
    lines
}

/// Compares every verdict of the table of this name; `verdicts` says how many it has.
fn check(name: &str, verdicts: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/membership");
    let reading = charter::read(&fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap());
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    let world = World::embedded();
    let record = assess(&reading.charter, world);
    let mut seen = 0;
    for line in read(&fs::read_to_string(folder.join(format!("{name}.expected"))).unwrap()) {
        for code in &line.codes {
            let state = world.state_coded(code).unwrap_or_else(|| panic!("no state {code}"));
            assert!(world.state(state).exists_in(line.year), "{code} does not exist in {}", line.year);
            let verdict: Verdict = match line.of.as_str() {
                "qualifies" => record.qualifies(state, line.year),
                id => record.verdict(record.criterion_named(id).unwrap(), state, line.year),
            };
            assert_eq!(verdict.says(), line.verdict, "{name}: {} of {code} in {}", line.of, line.year);
            seen += 1;
        }
    }
    assert_eq!(seen, verdicts, "the table of {name} was read whole");
}

#[test]
fn either_of_two_sources() {
    check("either-source", 2 * (185 + 185));
}

#[test]
fn three_years_running() {
    check("electoral-three-years", 2 * (123 + 171 + 185));
}

#[test]
fn two_criteria() {
    check("free-by-two-houses", 3 * (184 + 185));
}
