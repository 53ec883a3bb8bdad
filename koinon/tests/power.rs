//! `koinon power` as its users meet it: whole runs, with exit code and both streams.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use trials::place::write_whole;

fn koinon(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koinon"));
    command.arg("power").args(arguments).env("KOINON_DATA", scratch().join("no-data")).env("NO_COLOR", "1");
    command
}

fn scratch() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

/// A table in a file of its own.
fn table(name: &str, text: &str) -> String {
    let folder = scratch().join("power");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    write_whole(&path, text);
    path.display().to_string()
}

/// What a run writes on each stream, and its exit code where that is not 0. `lines` cuts long tables; folders are
/// left out of paths.
fn run(arguments: &[&str], lines: usize) -> String {
    let output = koinon(arguments).output().unwrap();
    let mut text: String = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .take(lines)
        .map(|line| format!("{line}\n"))
        .collect();
    for line in String::from_utf8(output.stderr).unwrap().lines() {
        text += &format!("! {line}\n");
    }
    text = text.replace(&format!("{}/", scratch().join("power").display()), "");
    match output.status.code() {
        Some(0) => text,
        code => text + &format!("exit code {}", code.unwrap()),
    }
}

fn json(arguments: &[&str]) -> Value {
    let output = koinon(arguments).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn eec() -> String {
    table("eec.csv", "player,votes\nGermany,4\nFrance,4\nItaly,4\nNetherlands,2\nBelgium,2\nLuxembourg,1\n")
}

/// Unequal players, too many to be counted to the last vote.
fn large() -> String {
    let rows =
        (1..=60u64).map(|place| format!("P{place:02},{}\n", 1_300_000_007 / place + 31 * place * place));
    table("large.csv", &format!("player,population\n{}", rows.collect::<String>()))
}

const DOUBLE: &str = "a majority of states and a majority of population";

#[test]
fn the_community_of_six() {
    insta::assert_snapshot!(run(&[&eec(), "--rule", "12 of votes", "--minimal", "2"], 99), @r"
    eec.csv: 6 players, 12 of votes.
    When each tosses a coin, 21.875% of motions pass: 14 coalitions win, counted exactly (enumeration).
    Without any power: Luxembourg.

    player       votes  Banzhaf share  Shapley–Shubik  Banzhaf  prevent  initiate
    Germany          4        23.810%         23.333%  31.250%  71.429%   20.000%
    France           4        23.810%         23.333%  31.250%  71.429%   20.000%
    Italy            4        23.810%         23.333%  31.250%  71.429%   20.000%
    Netherlands      2        14.286%         15.000%  18.750%  42.857%   12.000%
    Belgium          2        14.286%         15.000%  18.750%  42.857%   12.000%
    Luxembourg       1             0%              0%       0%       0%        0%

    4 minimal winning coalitions:
      Germany, France, Italy
      Germany, France, Netherlands, Belgium
    ");
    insta::assert_snapshot!(run(&[&eec(), "--rule", "12 of votes", "--csv"], 3), @"
    player,swings,banzhaf,banzhaf_share,shapley_shubik,prevent,initiate
    Germany,10,0.3125,0.23809523809523808,0.23333333333333334,0.7142857142857143,0.2
    France,10,0.3125,0.23809523809523808,0.23333333333333334,0.7142857142857143,0.2
    ");
}

#[test]
fn the_json_has_the_keys_that_are_promised() {
    let answer = json(&[&eec(), "--rule", "12 of  votes", "--json"]);
    assert_eq!((&answer["method"], &answer["rule"]), (&"exact".into(), &"12 of votes".into()));
    assert_eq!((&answer["winning"], &answer["act"]), (&"14".into(), &0.21875.into()));
    let luxembourg = &answer["players"][5];
    for key in ["banzhaf", "banzhaf_share", "shapley_shubik", "prevent", "initiate"] {
        assert_eq!(luxembourg[key], 0.0, "{key}");
    }
    assert_eq!((&luxembourg["player"], &luxembourg["swings"]), (&"Luxembourg".into(), &"0".into()));
    assert_eq!(luxembourg["dummy"], true);
}

#[test]
fn blocs_and_delegations_vote_as_one() {
    let blocs =
        json(&[&eec(), "--rule", "12 of votes", "--bloc", "Belgium, netherlands,Luxembourg", "--json"]);
    assert_eq!(blocs["players"].as_array().unwrap().len(), 4);
    assert_eq!(blocs["players"][3]["player"], "Netherlands + Belgium + Luxembourg");
    let persons = table("persons.csv", "player,member\nAnna,A\nBo,B\nCleo,A\nDan,\nEva,B\nFinn,A\n");
    let delegations = json(&[&persons, "--rule", "a majority of states", "--bloc-by", "member", "--json"]);
    let shares: Vec<&Value> =
        delegations["players"].as_array().unwrap().iter().map(|player| &player["shapley_shubik"]).collect();
    // Three, two and one of six, four needed: the three need either of the others.
    assert_eq!(shares, [&Value::from(2.0 / 3.0), &(1.0 / 6.0).into(), &(1.0 / 6.0).into()]);
    insta::assert_snapshot!(run(&[&eec(), "--rule", "12 of votes", "--bloc", "Belgum,Italy"], 3), @"
    ! error: no player is called `Belgum`
    ! help: did you mean `Belgium`?
    exit code 2
    ");
}

#[test]
fn faults_of_the_rule_are_underlined() {
    insta::assert_snapshot!(run(&[&eec(), "--rule", "12 of votes and 3 of vots"], 9), @"
    ! error[rule]: `eec.csv` has no column `vots`
    !  --> --rule:1:22
    !   |
    ! 1 | 12 of votes and 3 of vots
    !   |                      ^^^^
    !   |
    !   = help: did you mean `votes`?
    exit code 2
    ");
    insta::assert_snapshot!(run(&[&eec(), "--rule", "12 off votes"], 9), @"
    ! error[rule]: expected `of`, found `off`
    !  --> --rule:1:4
    !   |
    ! 1 | 12 off votes
    !   |    ^^^
    !   |
    !   = help: did you mean `of`?
    exit code 2
    ");
}

#[test]
fn faults_of_the_table_have_their_place() {
    let bad =
        |rows: &str| run(&[&table("bad.csv", &format!("player,votes\n{rows}")), "--rule", "3 of votes"], 9);
    insta::assert_snapshot!(bad("A,-1\nB,1.5\nC,\nD,18446744073709551616\n"), @"
    ! error: `bad.csv`, line 2, column 2 (`votes`): `-1` is negative
    ! help: write a whole number from 0 on, without signs or separators
    ! error: `bad.csv`, line 3, column 2 (`votes`): `1.5` is not a whole number
    ! help: write a whole number from 0 on, without signs or separators
    ! error: `bad.csv`, line 4, column 2 (`votes`): the weight is missing
    ! help: write 0 where there is none
    ! error: `bad.csv`, line 5, column 2 (`votes`): `18446744073709551616` is too large
    ! help: weights go up to 18446744073709551615
    exit code 2
    ");
    for rows in ["", "A,0\n", "A,1\nA,2\n"] {
        assert!(bad(rows).ends_with("exit code 2"), "{rows}");
    }
}

#[test]
fn rules_that_nobody_or_everybody_meets_are_answered_with_a_note() {
    insta::assert_snapshot!(run(&[&eec(), "--rule", "18 of votes"], 2), @"
    eec.csv: 6 players, 18 of votes.
    Nothing ever passes.
    ");
    let answer = json(&[&eec(), "--rule", "fewer than 9 of states against", "--json"]);
    assert_eq!(
        answer["notes"][0],
        "everybody meets this rule: it passes even when nobody is in favour, so that nobody has any power"
    );
    assert_eq!((&answer["act"], &answer["winning"]), (&1.0.into(), &"64".into()));
    let one = json(&[
        &table("one.csv", "player,votes\nA,9223372036854775808\n"),
        "--rule",
        "a majority of votes",
        "--json",
    ]);
    assert_eq!(
        (&one["players"][0]["dictator"], &one["players"][0]["shapley_shubik"]),
        (&true.into(), &1.0.into())
    );
}

#[test]
fn what_is_too_large_is_estimated_and_says_so_or_refused() {
    let refused = run(&[&large(), "--rule", DOUBLE, "--exact", "--memory", "64M"], 9);
    assert!(
        refused.starts_with("! error: the game of 60 players is too large to be counted exactly: by "),
        "{refused}"
    );
    assert!(refused.ends_with("exit code 1"), "{refused}");
    let estimate = |seed: &str| {
        json(&[
            &large(),
            "--rule",
            DOUBLE,
            "--memory",
            "64M",
            "--draws",
            "3000",
            "--resolution",
            "1/1000",
            "--method",
            "estimate",
            "--seed",
            seed,
            "--json",
        ])
    };
    let answer = estimate("7");
    assert_eq!((&answer["method"], &answer["winning"]), (&"estimate".into(), &Value::Null));
    let error = &answer["error"];
    assert_eq!(
        (&error["seed"], &error["control_resolution"], &error["confidence"]),
        (&7.into(), &1000.into(), &0.95.into())
    );
    assert!(error["half_width"]["banzhaf"].as_f64().unwrap() > 0.0);
    assert_eq!(answer, estimate("7"));
    assert_ne!(answer, estimate("8"));
    let rounded = json(&[&large(), "--rule", DOUBLE, "--resolution", "500", "--json"]);
    assert_eq!((&rounded["method"], &rounded["resolution"]), (&"exact".into(), &500.into()));
    assert_eq!(rounded["notes"][0], "weights are rounded to 1/500 of their total by largest remainders");
    // Unasked, weights of more than fifty players are rounded before anything is estimated.
    let unasked = json(&[&large(), "--rule", DOUBLE, "--memory", "256M", "--json"]);
    assert_eq!((&unasked["method"], &unasked["resolution"]), (&"exact".into(), &10_000.into()));
    let note = unasked["notes"][0].as_str().unwrap();
    assert!(note.ends_with("`--resolution full` estimates the game of the weights as they are"), "{note}");
}

#[test]
fn other_games_and_aids() {
    insta::assert_snapshot!(run(&[&eec(), "--rule", "12 of votes", "--abstain", "0"], 5), @"
    eec.csv: 6 players, 12 of votes.
    When each abstains with a chance of 0%, 21.875% of motions pass: exact but for rounding.

    player       decisive  yes not abstain  abstain not no
    Germany       31.250%          31.250%              0%
    ");
    insta::assert_snapshot!(run(&[&eec(), "--rule", "12 of votes", "--abstain", "1.5"], 5), @"
    ! error: `1.5` is not a probability
    ! help: write a number from 0 to 1, such as 0.333
    exit code 2
    ");
    let curve = json(&[&eec(), "--rule", "12 of votes", "--curve", "votes", "--json"]);
    assert_eq!((&curve["total"], &curve["points"][11]["act"]), (&17.into(), &0.21875.into()));
    assert_eq!(curve["points"].as_array().unwrap().len(), 17);
    let joining = json(&[&eec(), "--rule", "two thirds of votes", "--joining", "--json"]);
    assert_eq!(
        (&joining["joining"][0]["act"], &joining["joining"][5]["act"]),
        (&0.5.into(), &0.21875.into())
    );
    let citizens = table("citizens.csv", "player,votes,people\nA,2,400\nB,1,100\nC,1,100\n");
    let fair = json(&[&citizens, "--rule", "3 of votes", "--citizens", "people", "--json"]);
    assert_eq!(fair["citizens"]["players"][0]["square_root_share"], 0.5);
}

/// Ukraine and Moldova join the Union of 2023: everybody else's share falls.
#[test]
fn accession_shows_the_change() {
    let rule = "55% of states and 65% of population, or fewer than 4 of states not in favour";
    insta::assert_snapshot!(run(&["--charter", "european-union", "--rule", rule, "--year", "2023", "--accede", "UKR,Moldova"], 7), @"
    european-union, 2023: 29 players, 55% of states and 65% of population, or fewer than 4 of states not in favour.
    When each tosses a coin, 12.605% of motions pass: 67,671,511 coalitions win, counted exactly (meet in the middle).
    Before, 13.227% of motions passed, with 27 members.

    player       population  Banzhaf share  Shapley–Shubik  Banzhaf  prevent  initiate  change of share
    Germany      83,287,273        11.654%         16.397%  20.197%  80.117%   11.555%           -0.440
    France       68,372,286         9.692%         12.701%  16.797%  66.628%    9.610%           -0.450
    ");
    insta::assert_snapshot!(run(&["--charter", "european-union", "--rule", rule, "--year", "2023", "--accede", "FRA"], 7), @"
    ! error: France is a member in 2023 already
    ! help: name states that do not belong
    exit code 2
    ");
    insta::assert_snapshot!(run(&["--charter", "european-union", "--rule", "qualifed"], 7), @"
    ! error: [rules] has no rule `qualifed`
    ! help: did you mean `qualified`?
    exit code 2
    ");
}

/// The cases of the crate, through the command line.
#[test]
fn the_cases_of_voting_agree_through_the_command_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../voting/tests/cases/power");
    for case in ["unsc-15", "us-electors-2020", "mixed-rule", "imf-governors-2022"] {
        let read = |file: &str| fs::read_to_string(folder.join(case).join(file)).unwrap();
        let weights = folder.join(case).join("weights.csv").display().to_string();
        let answer = json(&[&weights, "--rule", read("rule.txt").trim(), "--json"]);
        let expected: Value = serde_json::from_str(&read("expected.json")).unwrap();
        assert_eq!(answer["winning"], expected["winning"], "{case}");
        for want in expected["players"].as_array().unwrap() {
            let players = answer["players"].as_array().unwrap();
            let have = players.iter().find(|player| player["player"] == want["player"]).unwrap();
            assert_eq!(have["swings"], want["swings"], "{case}, {}", want["player"]);
        }
    }
}
