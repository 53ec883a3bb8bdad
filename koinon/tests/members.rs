//! `koinon members`, `state`, `timeline` and `why` as their users meet them: whole runs, with exit code and both streams.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde_json::Value;
use std::{
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use trials::place::write_whole;

/// The program, which sees no indicators that the user of this machine has imported.
fn koinon(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koinon"));
    command.args(arguments).env("KOINON_DATA", nowhere()).env("NO_COLOR", "1");
    command
}

fn nowhere() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-data")
}

/// A charter in a file of its own.
fn charter(name: &str, text: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    write_whole(&path, text);
    path.display().to_string()
}

/// What a run writes on each stream, and its exit code where that is not 0. `lines` cuts long tables.
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
    match output.status.code() {
        Some(0) => text,
        code => text + &format!("exit code {}", code.unwrap()),
    }
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&koinon(arguments).output().unwrap().stdout).unwrap()
}

#[test]
fn members_of_the_world_security_community() {
    insta::assert_snapshot!(run(&["members", "--year", "2024"], 12), @r#"
    In 2024, 90 of 197 states qualify for the World Security Community; 107 do not.
    Under observation: Hungary, Türkiye.

    code  state                               qualifies    standing         open-to    electoral-democracy  civil-liberty  peace-at-home
    AFG   Afghanistan                         ○ not met    –                ● met      ○ not met            ○ not met      ● met
    AGO   Angola                              ○ not met    –                ● met      ○ not met            ○ not met      ● met
    ALB   Albania                             ● met        member 2024      ● met      ● met                ● met          ● met
    AND   Andorra                             ● met        member 2024      ● met      ● met                ● met          ● met
    ARE   United Arab Emirates                ○ not met    –                ● met      ○ not met            ○ not met      ● met
    ARG   Argentina                           ● met        member 2024      ● met      ● met                ● met          ● met
    ARM   Armenia                             ○ not met    –                ● met      ● met                ○ not met      ● met
    ATG   Antigua and Barbuda                 ● met        member 2024      ● met      ● met                ● met          ● met
    "#);
    insta::assert_snapshot!(run(&["members", "--year", "2024", "--csv"], 4), @r#"
    state,name,year,qualifies,standing,since,open-to,electoral-democracy,civil-liberty,peace-at-home
    AFG,Afghanistan,2024,not met,none,,met,not met,not met,met
    AGO,Angola,2024,not met,none,,met,not met,not met,met
    ALB,Albania,2024,met,member,2024,met,met,met,met
    "#);
}

#[test]
fn the_json_of_members_has_the_keys_that_are_promised() {
    let answer = json(&["members", "--year", "2024", "--json"]);
    assert_eq!(answer["charter"], "world-security-community");
    assert_eq!(answer["year"], 2024);
    let states = answer["states"].as_array().unwrap();
    assert_eq!(states.len(), 197);
    let hungary = states.iter().find(|state| state["state"] == "HUN").unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&hungary["criteria"][1]).unwrap(), @r#"
    {
      "id": "electoral-democracy",
      "missing": [],
      "values": [
        {
          "carried_from": null,
          "indicator": "polyarchy",
          "value": 0.452,
          "year": 2022
        },
        {
          "carried_from": null,
          "indicator": "polyarchy",
          "value": 0.437,
          "year": 2023
        },
        {
          "carried_from": null,
          "indicator": "polyarchy",
          "value": 0.436,
          "year": 2024
        }
      ],
      "verdict": "not met"
    }
    "#);
    let head = ["state", "name", "qualifies", "standing", "since"].map(|key| hungary[key].to_string());
    assert_eq!(head, [r#""HUN""#, r#""Hungary""#, r#""not met""#, r#""observed""#, "2024"]);
    for state in states {
        assert!(["met", "not met", "unknown"].contains(&state["qualifies"].as_str().unwrap()));
        assert!(["member", "observed", "candidate", "none"].contains(&state["standing"].as_str().unwrap()));
        for criterion in state["criteria"].as_array().unwrap() {
            let mut keys: Vec<_> = criterion.as_object().unwrap().keys().collect();
            keys.sort();
            assert_eq!(keys, ["id", "missing", "values", "verdict"]);
        }
    }
}

/// NATO's members by their accession, the Union's by theirs; a charter without `since` as well.
#[test]
fn members_of_existing_bodies_are_those_of_the_year() {
    let count = |charter: &str, year: &str| {
        let answer = json(&["members", "--charter", charter, "--year", year, "--json"]);
        answer["states"].as_array().unwrap().iter().filter(|state| state["standing"] == "member").count()
    };
    let nato = charter("nato.toml", "[community]\nname = \"N\"\nbody = \"nato\"\n[membership]\n");
    for (charter, year, members) in [
        ("north-atlantic-treaty", "1949", 12),
        ("north-atlantic-treaty", "2024", 32),
        (nato.as_str(), "1999", 19),
        ("european-union", "1958", 6),
        ("european-union", "2020", 27),
    ] {
        assert_eq!(count(charter, year), members, "{charter} in {year}");
    }
}

#[test]
fn one_state() {
    insta::assert_snapshot!(run(&["state", "hungary"], 100), @r#"
    Hungary (HUN)  ○ not met in 2024
    A state since 1918.
    It qualified for the World Security Community in 1992 to 2017.
    Standing in 2024: observed since 2024.

    ● Open to – met

    ○ Electoral democracy – not met
      Electoral democracy: 0.436 in 2024, bar >= 0.5
      1900 ▂▂▂▂▂▂▂▂▂▁▃▃▃▃▃▃▃▃▃▃▂▂▁▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂██████████▇▇▆▅▄▄▄▄ 2024
           ○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○●●●●●●●●●●●●●●○○○○
      Freedom in the World, total: 65 in 2024, bar >= 70
      2012 █▅▃▃▂▁▁ 2024
           ●●●●○○○

    ● Civil liberty – met
      Civil liberties: 3 in 2024, bar <= 3
      1972 ██▇▇▇▇▇▅▄▂▂▂▂▂▂▂▁▁▁▂▂▂▂▄▄▄▄ 2024
           ○○○○○○○○●●●●●●●●●●●●●●●●●●●
      Liberal democracy: 0.318 in 2024, bar >= 0.4
      1900 ▂▃▂▂▂▂▂▂▂▁▃▃▃▃▃▃▃▃▃▃▂▂▁▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂██████████▇▆▅▅▄▄▄▃ 2024
           ○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○○●●●●●●●●●●●●●●○○○○

    ● Peace at home – met
      Deaths from internal conflict: 0 in 2024, bar < 1000
      1989 ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅ 2024
           ●●●●●●●●●●●●●●●●●●
      Internal armed conflict: 0 in 2024, bar < 2
      1946 ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅ 2024
           ●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●●

    The reasons in words: koinon why HUN --year 2024
    "#);
    insta::assert_snapshot!(run(&["state", "DDR"], 6), @r#"
    German Democratic Republic (DDR)  ○ not met in 1989
    A state 1949 to 1990.
    From 1949 to 2 October 1990.
    It qualified for the World Security Community in no year of the record.

    ● Open to – met
    "#);
}

#[test]
fn year_by_year() {
    insta::assert_snapshot!(run(&["timeline", "--since", "2020", "--to", "2024"], 100), @r#"
    The World Security Community had 96 members at the end of 2020, and 99 at the end of 2024.

    year   members  people                  product, US$            joined (+), left (−)
    2020        96  1.79 billion (23%)      55.2 trillion (66%)*    all of them
    2021        96  1.79 billion (23%)      61.6 trillion (64%)*
    2022        98  1.83 billion (23%)      63.3 trillion (64%)*†   +MDA +MWI
    2023        99  1.85 billion (23%)      67.3 trillion (65%)*†   +BOL
    2024        99  1.86 billion (23%)†     67.3 trillion (65%)*†

    People and product of the members, and their share of the world's.
    * not known for every member. † carried from an earlier year for some.
    "#);
    insta::assert_snapshot!(run(&["timeline", "--since", "2022", "--to", "2023", "--csv"], 100).lines().map(|line| format!("{line:.60}\n")).collect::<String>(), @r#"
    year,members,joined,left,population,population_share,gdp,gdp
    2022,95,ALB AND ARG ATG AUS AUT BEL BGR BHS BLZ BRA BRB BWA 
    2023,96,BOL,,1837178121,0.228348,67236139209496,0.649844,159
    "#);
    let years = json(&["timeline", "--since", "1950", "--json"]);
    let mut before = 0;
    for line in years["years"].as_array().unwrap() {
        let count = |key: &str| line[key].as_array().unwrap().len();
        let members = usize::try_from(line["members"].as_u64().unwrap()).unwrap();
        assert_eq!(members + count("left"), before + count("joined"), "{}", line["year"]);
        before = members;
    }
}

#[test]
fn what_cannot_be_done_is_said() {
    insta::assert_snapshot!(run(&["state", "norwy"], 9), @r#"
    ! error: no state is called `norwy`
    ! help: did you mean Norway (NOR)?
    exit code 2
    "#);
    insta::assert_snapshot!(run(&["state", "Xyzzy"], 9), @r#"
    ! error: no state is called `Xyzzy`
    ! help: write an ISO 3166 code or an English name, such as NOR or Norway
    exit code 2
    "#);
    insta::assert_snapshot!(run(&["members", "--year", "99999"], 9), @r#"
    ! error: there is no record of the year 99999
    ! help: the record runs from 1900 to 2025
    exit code 2
    "#);
    insta::assert_snapshot!(run(&["members", "--year", "-3"], 9), @r#"
    ! error: there is no record of the year -3
    ! help: the record runs from 1900 to 2025
    exit code 2
    "#);
    insta::assert_snapshot!(run(&["timeline", "--since", "2000", "--to", "1990"], 9), @r#"
    ! error: the timeline would begin in 2000 and end in 1990
    ! help: let --since be at most --to; the data may end before the charter begins
    exit code 2
    "#);
    insta::assert_snapshot!(run(&["members", "--charter", "nato"], 9), @r#"
    ! error: `nato` could not be read: No such file or directory (os error 2)
    ! help: name a file or a model charter: `world-security-community`, `north-atlantic-treaty`, `european-union`, `un-security-council` and `world-federation`
    exit code 2
    "#);
}

#[test]
fn a_condition_that_cannot_be_computed_is_an_error_only_for_the_years_asked() {
    let text = "[community]\nname = \"D\"\n[membership]\n[[membership.criterion]]\nid = \"d\"\nholds = \"1 / (year - 1990) > 0\"\n";
    let file = charter("divides.toml", text);
    let run = |year: &str, lines| {
        run(&["members", "--charter", &file, "--year", year], lines).replace(&file, "divides.toml")
    };
    insta::assert_snapshot!(run("1990", 9), @r#"
    ! note: `divides.toml` has one error, and may not mean what it seems to: see `koinon check`
    ! error: the criterion `d` divides by zero for Afghanistan in 1990
    ! help: guard the condition, as in `state.gdp > 0 && …`; `koinon check` shows the place
    exit code 2
    "#);
    insta::assert_snapshot!(run("2000", 1), @r"
    In 2000, 191 of 191 states qualify for D; 0 do not.
    ! note: `divides.toml` has one error, and may not mean what it seems to: see `koinon check`
    ");
}

/// Whoever reads only the first lines, as `head` does, gets no complaint.
#[test]
fn a_closed_pipe_is_quiet() {
    let mut child =
        koinon(&["members", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut words = String::new();
    child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
    assert_eq!((words.as_str(), child.wait().unwrap().code()), ("", Some(0)));
}
