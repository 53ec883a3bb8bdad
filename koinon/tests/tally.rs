//! `koinon tally` as its users meet it: whole runs, with exit code and both streams.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod run;

use run::{file, json, run};

/// The vote on S/RES/1973: ten in favour, five abstentions, two of them of permanent members.
const LIBYA: &str = "player,permanent,ballot
China,1,abstain
France,1,yes
Russian Federation,1,abstain
United Kingdom,1,yes
United States,1,yes
Bosnia and Herzegovina,0,yes
Brazil,0,abstain
Colombia,0,yes
Gabon,0,yes
Germany,0,abstain
India,0,abstain
Lebanon,0,yes
Nigeria,0,yes
Portugal,0,yes
South Africa,0,yes
";

const COUNCIL: &str = "9 of states and no permanent against";

#[test]
fn a_resolution_passes_and_says_who_could_defeat_it() {
    let libya = file("libya.csv", LIBYA);
    insta::assert_snapshot!(run(&["tally", COUNCIL, &libya]), @"
    Passed: 10 yes, 5 abstain.

      clause                have  need  of
      9 of states             10   ≥ 9  15  ● holds
      no permanent against     0   ≤ 0   5  ● holds

    Alone could defeat it: China (no), France (no), Russian Federation (no), United Kingdom (no), United
    States (no).
    ");
    insta::assert_snapshot!(run(&["tally", COUNCIL, &libya, "--csv"]), @"
    clause,have,need,at_most,of,holds
    9 of states,10,9,false,15,true
    no permanent against,0,0,true,5,true
    ");
    insta::assert_snapshot!(serde_json::to_string_pretty(&json(&["tally", "10 of states", &libya, "--json"])).unwrap(), @r#"
    {
      "alone": [
        {
          "ballot": "no",
          "player": "France"
        },
        {
          "ballot": "no",
          "player": "United Kingdom"
        },
        {
          "ballot": "no",
          "player": "United States"
        },
        {
          "ballot": "no",
          "player": "Bosnia and Herzegovina"
        },
        {
          "ballot": "no",
          "player": "Colombia"
        },
        {
          "ballot": "no",
          "player": "Gabon"
        },
        {
          "ballot": "no",
          "player": "Lebanon"
        },
        {
          "ballot": "no",
          "player": "Nigeria"
        },
        {
          "ballot": "no",
          "player": "Portugal"
        },
        {
          "ballot": "no",
          "player": "South Africa"
        }
      ],
      "clauses": [
        {
          "at_most": false,
          "clause": "10 of states",
          "have": "10",
          "holds": true,
          "need": "10",
          "of": "15"
        }
      ],
      "excluded": [],
      "passed": true,
      "rule": "10 of states",
      "smallest": [
        {
          "ballot": "no",
          "player": "France"
        }
      ],
      "smallest_is": "exact"
    }
    "#);
}

#[test]
fn a_veto_and_what_would_undo_it() {
    let veto = file(
        "veto.csv",
        &LIBYA.replace("China,1,abstain", "China,1,no").replace("India,0,abstain", "India,0,absent"),
    );
    insta::assert_snapshot!(run(&["tally", COUNCIL, &veto]), @"
    Not passed: 10 yes, 3 abstain, 1 no, 1 absent.

      clause                have  need  of
      9 of states             10   ≥ 9  15  ● holds
      no permanent against     1   ≤ 0   5  ○ fails

    Alone could carry it: China (yes).
    ");
    insta::assert_snapshot!(run(&["tally", "14 of states and no permanent against", &veto]), @"
    Not passed: 10 yes, 3 abstain, 1 no, 1 absent.

      clause                have  need  of
      14 of states            10  ≥ 14  15  ○ fails
      no permanent against     1   ≤ 0   5  ○ fails

    No member could carry it alone.
    No fewer than 4 together: China (yes), Russian Federation (yes), Brazil (yes), Germany (yes).
    ");
    insta::assert_snapshot!(run(&["tally", "16 of states", &veto]), @"
    Not passed: 10 yes, 3 abstain, 1 no, 1 absent.

      clause        have  need  of
      16 of states    10  ≥ 16  15  ○ fails

    No member could carry it alone.
    Nor could all of them together carry it: the rule does not let them.
    ");
}

/// TEU, Article 7(1): the state concerned is out of both sides.
#[test]
fn whoever_is_excluded_is_left_out_of_the_base() {
    let table: String = (1..=27)
        .map(|at| {
            format!(
                "State {at},{}\n",
                match at {
                    1 => "excluded",
                    2..=21 => "yes",
                    _ => "NO",
                }
            )
        })
        .collect();
    let council = file("article-7.csv", &format!("player,ballot\n{table}"));
    insta::assert_snapshot!(run(&["tally", "four fifths of states", &council]), @"
    Not passed: 20 yes, 6 no, 1 excluded.

      clause                 have  need  of
      four fifths of states    20  ≥ 21  26  ○ fails

    Alone could carry it: State 22 (yes), State 23 (yes), State 24 (yes), State 25 (yes), State 26
    (yes), State 27 (yes).
    ");
}

#[test]
fn what_cannot_be_counted_is_said() {
    let libya = file("libya-again.csv", LIBYA);
    insta::assert_snapshot!(run(&["tally", "9 of states and no permenent against", &libya]), @"
    ! error[rule]: `libya-again.csv` has no column `permenent`
    !  --> RULE:1:20
    !   |
    ! 1 | 9 of states and no permenent against
    !   |                    ^^^^^^^^^
    !   |
    !   = help: did you mean `permanent`?
    exit code 2
    ");
    insta::assert_snapshot!(run(&["tally", "9 of staets or no permanent agianst", &libya]), @"
    ! error[rule]: a vote in favour could defeat the motion
    !  --> RULE:1:16
    !   |
    ! 1 | 9 of staets or no permanent agianst
    !   |                ^^^^^^^^^^^^
    !   |
    !   = help: say `against` or `not in favour`: what there may be few of is opposition
    exit code 2
    ");
    insta::assert_snapshot!(run(&["tally", &format!("{}consensus", "(".repeat(10_000)), &libya]).lines().next().unwrap().chars().take(60).collect::<String>(), @"! error[rule]: the rule is too long, with 10009 bytes");
    let wrong = file("wrong.csv", "player,permanent,ballot\nChina,1,maybe\nChina,-1,\n\"Chad\",1.5,yes\n");
    insta::assert_snapshot!(run(&["tally", COUNCIL, &wrong]), @"
    ! error: `wrong.csv`, line 3: the player `China` stands in line 2 already
    ! help: let each player have one row
    exit code 2
    ");
    let wrong =
        file("wrong-ballots.csv", "player,permanent,ballot\nChina,1,maybe\nCuba,-1,\n\"Chad\",1.5,yes\n");
    insta::assert_snapshot!(run(&["tally", COUNCIL, &wrong]), @"
    ! error: `wrong-ballots.csv`, line 2, column 3 (`ballot`): `maybe` is not a ballot
    ! help: write yes, no, abstain, absent or excluded
    ! error: `wrong-ballots.csv`, line 3, column 3 (`ballot`): the ballot is missing
    ! help: write yes, no, abstain, absent or excluded
    ! error: `wrong-ballots.csv`, line 3, column 2 (`permanent`): `-1` is negative
    ! help: write a whole number from 0 on, without signs or separators
    ! error: `wrong-ballots.csv`, line 4, column 2 (`permanent`): `1.5` is not a whole number
    ! help: write a whole number from 0 on, without signs or separators
    exit code 2
    ");
    let none = file("no-ballots.csv", "player,permanent\nChina,1\n");
    insta::assert_snapshot!(run(&["tally", COUNCIL, &none]), @"
    ! error: `no-ballots.csv`, there is no column `ballot`
    ! help: the table has the column `permanent`
    exit code 2
    ");
}
