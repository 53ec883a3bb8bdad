//! The power that published and independently computed tables give: every case in `tests/cases/power`, by every engine.

use serde_json::Value;
use std::{fs, path::Path, time::Duration};
use voting::{
    Electorate, Rule, parse,
    power::{Engine, Game, Limits, count},
};

struct Case {
    name: String,
    players: Vec<String>,
    rule: Rule,
    electorate: Electorate,
    expected: Value,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/power");
    let mut cases: Vec<Case> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| case(&path))
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn case(folder: &Path) -> Case {
    let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
    let table = read("weights.csv");
    let mut lines = table.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    // Only names are quoted, and they stand first.
    let rows: Vec<Vec<&str>> = lines
        .map(|line| {
            let mut row: Vec<&str> =
                line.rsplitn(columns.len(), ',').map(|cell| cell.trim_matches('"')).collect();
            row.reverse();
            row
        })
        .collect();
    let electorate =
        columns.iter().enumerate().skip(1).fold(Electorate::new(rows.len()), |electorate, (at, name)| {
            electorate.column(*name, rows.iter().map(|row| row[at].parse().unwrap()).collect()).unwrap()
        });
    Case {
        name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
        players: rows.iter().map(|row| row[0].to_owned()).collect(),
        rule: parse(read("rule.txt").trim()).unwrap(),
        electorate,
        expected: serde_json::from_str(&read("expected.json")).unwrap(),
    }
}

fn agrees(case: &Case, engine: Option<Engine>) -> Option<Engine> {
    let game = Game::new(&case.rule, &case.electorate).unwrap();
    let limits = Limits { memory: 1 << 30, time: Duration::from_secs(2), threads: 2 };
    let (counts, engine) = count(&game, &limits, engine, &|_, _| ()).ok()?;
    let at = |key: &str, player: &str| format!("{} by {}: {key} of {player}", case.name, engine.name());
    assert_eq!(
        counts.winning().to_string(),
        case.expected["winning"].as_str().unwrap(),
        "{}",
        at("winning", "all")
    );
    assert_near(counts.act(), &case.expected["act"], &at("act", "all"));
    let power = counts.power();
    for want in case.expected["players"].as_array().unwrap() {
        let name = want["player"].as_str().unwrap();
        let have = &power[case.players.iter().position(|player| player == name).unwrap()];
        assert_eq!(have.swings.to_string(), want["swings"].as_str().unwrap(), "{}", at("swings", name));
        for (key, have) in [
            ("banzhaf", have.banzhaf),
            ("banzhaf_share", have.banzhaf_share),
            ("shapley_shubik", have.shapley_shubik),
            ("prevent", have.prevent),
            ("initiate", have.initiate),
        ] {
            assert_near(have, &want[key], &at(key, name));
        }
    }
    Some(engine)
}

fn assert_near(have: f64, want: &Value, at: &str) {
    let want = want.as_f64().unwrap();
    assert!((have - want).abs() <= 1e-15 + 4e-16 * want.abs(), "{at} is {have}, should be {want}");
}

#[test]
fn every_case_agrees_by_the_engine_chosen() {
    let cases = cases();
    assert_eq!(cases.len(), 21);
    for case in &cases {
        assert!(agrees(case, None).is_some(), "{} is too large", case.name);
    }
}

#[test]
fn every_case_agrees_by_every_engine_that_holds_it() {
    let mut held = 0;
    for case in cases() {
        let small = if cfg!(debug_assertions) { 18 } else { 27 };
        for engine in [Engine::Enumeration, Engine::MeetInTheMiddle, Engine::Table] {
            if engine == Engine::Enumeration && case.players.len() > small {
                continue;
            }
            held += usize::from(agrees(&case, Some(engine)).is_some());
        }
    }
    assert!(held > 40, "only {held}");
}
