//! `koinon seats` as its users meet it: every published case, whole runs, and what cannot be apportioned.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod run;

use run::{file, json, run};
use std::{fs, path::Path};

/// The cases of the mathematics, through the command line: flags, table and answer.
#[test]
fn the_published_cases_agree() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../voting/tests/cases/seats");
    let mut count = 0;
    for case in fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let read = |name: &str| fs::read_to_string(case.join(name)).unwrap();
        let (args, table) = (read("args.txt"), case.join("weights.csv").display().to_string());
        let arguments: Vec<&str> =
            ["seats", table.as_str()].into_iter().chain(args.split_whitespace()).chain(["--json"]).collect();
        let expected: serde_json::Value = serde_json::from_str(&read("expected.json")).unwrap();
        let mut found = json(&arguments);
        for seats in found["seats"].as_array_mut().unwrap() {
            seats.as_object_mut().unwrap().retain(|key, _| key == "player" || key == "seats");
        }
        assert_eq!(found["seats"], expected["seats"], "{}", case.display());
        assert_eq!(found["ties"], expected["ties"], "{}", case.display());
        count += 1;
    }
    assert_eq!(count, 30);
}

const FIVE: &str = "player,population\nA,9061\nB,7179\nC,5259\nD,3319\nE,1182\n";

#[test]
fn methods_stand_side_by_side() {
    let five = file("five.csv", FIVE);
    let methods =
        ["adams", "dean", "huntington-hill", "webster", "dhondt"].map(|name| format!("--method={name}"));
    let mut arguments = vec!["seats", &five, "--by", "population", "--seats", "26"];
    arguments.extend(methods.iter().map(String::as_str));
    insta::assert_snapshot!(run(&arguments), @"
    26 seats among 5 players by population: five.csv

    player  population  quota  adams  dean  huntington-hill  webster  jefferson
    A            9,061  9.061      9     9                9        9         10
    B            7,179  7.179      7     7                7        8          7
    C            5,259  5.259      5     5                6        5          5
    D            3,319  3.319      3     4                3        3          3
    E            1,182  1.182      2     1                1        1          1
    ");
    arguments.push("--csv");
    insta::assert_snapshot!(run(&arguments), @"
    player,population,quota,adams,dean,huntington-hill,webster,jefferson
    A,9061,9.061,9,9,9,9,10
    B,7179,7.179,7,7,7,8,7
    C,5259,5.259,5,5,6,5,5
    D,3319,3.319,3,4,3,3,3
    E,1182,1.182,2,1,1,1,1
    ");
    arguments.pop();
    arguments.push("--json");
    assert_eq!(json(&arguments)["methods"].as_array().unwrap().len(), 5);
}

#[test]
fn a_method_without_an_answer_does_not_keep_others_back() {
    let five = file("five-missing.csv", FIVE);
    let both =
        ["seats", &five, "--by", "population", "--seats", "4", "--method", "adams", "--method", "webster"];
    insta::assert_snapshot!(run(&both), @"
    4 seats among 5 players by population: five-missing.csv

    player  population  quota  webster  adams
    A            9,061  1.394        1      –
    B            7,179  1.104        1      –
    C            5,259  0.809        1      –
    D            3,319  0.510        1      –
    E            1,182  0.181        0      –

    adams has no answer: the method gives each of 5 players a first seat, and there are 4; ask for more
    seats, or use webster or jefferson.
    ");
    insta::assert_snapshot!(run(&[&both[..], &["--csv"]].concat()), @"
    player,population,quota,webster,adams
    A,9061,1.394,1,
    B,7179,1.104,1,
    C,5259,0.809,1,
    D,3319,0.510,1,
    E,1182,0.181,0,
    ! note: adams has no answer: the method gives each of 5 players a first seat, and there are 4; ask for more seats, or use webster or jefferson
    ");
    let found = json(&[&both[..], &["--json"]].concat());
    insta::assert_snapshot!(found["methods"][1], @r#"{"error":"the method gives each of 5 players a first seat, and there are 4","help":"ask for more seats, or use webster or jefferson","method":"adams"}"#);
}

#[test]
fn the_base_and_the_minimum_of_the_cambridge_compromise_are_told() {
    let five = file("five-cambridge.csv", FIVE);
    let cambridge = ["seats", &five, "--by", "population", "--seats", "99", "--method", "cambridge"];
    insta::assert_snapshot!(run(&cambridge), @"
    99 seats among 5 players by population: five-cambridge.csv

    player  population   quota  cambridge
    A            9,061  34.501         30
    B            7,179  27.335         25
    C            5,259  20.024         20
    D            3,319  12.637         15
    E            1,182   4.500          9

    A base of 5 each, at least 6; without --max nobody is capped. The published Compromise caps at 96.
    ");
    let found = json(&[&cambridge[..], &["--json"]].concat());
    assert_eq!(
        (&found["base"], &found["min"], &found["max"]),
        (&5.into(), &6.into(), &serde_json::Value::Null)
    );
    assert_eq!(
        found["notes"][0],
        "cambridge: without --max nobody is capped. The published Compromise caps at 96."
    );
    let capped = json(&[&cambridge[..], &["--max", "30", "--json"]].concat());
    assert_eq!((&capped["max"], &capped["notes"]), (&30.into(), &serde_json::json!([])));
}

#[test]
fn ties_paradoxes_and_degression_are_told() {
    let tie = file("tie.csv", "player,votes\nA,600\nB,400\nC,200\n");
    insta::assert_snapshot!(run(&["seats", &tie, "--by", "votes", "--seats", "5", "--method", "jefferson"]), @"
    5 seats among 3 players by votes: tie.csv

    player  votes  quota  jefferson
    A         600  2.500         3*
    B         400  1.666         2*
    C         200  0.833         0*

    * a tie: 2 seats among A, B and C, whose claims are equal. The table serves the first of them; the
    method does not say whom.
    ");
    let alabama = file("alabama.csv", "player,population\nA,6\nB,6\nC,2\n");
    let hamilton = ["seats", &alabama, "--by", "population", "--seats", "10", "--method", "hamilton"];
    insta::assert_snapshot!(run(&[&hamilton[..], &["--paradoxes", "--check-degressive"]].concat()), @"
    10 seats among 3 players by population: alabama.csv

    player  population  quota  hamilton
    A                6  4.285         4
    B                6  4.285         4
    C                2  1.428         2

    Degressively proportional, and the shares before rounding do not hold to it.

    House paradox: from 3 to 4 seats C would lose.

    House paradox: from 10 to 11 seats C would lose.
    ");
    let censuses = file("censuses.csv", "player,before,after\nA,938,938\nB,67,84\nC,513,571\n");
    let later = ["--by", "before", "--later", "after", "--seats", "10", "--method", "hamilton"];
    insta::assert_snapshot!(run(&[&["seats", &censuses], &later[..]].concat()), @"
    10 seats among 3 players by before: censuses.csv

    player  before  quota  hamilton
    A          938  6.179         6
    B           67  0.441         1
    C          513  3.379         3

    Population paradox: B grew at least as fast as C, and lost a seat while that one gained.
    ");
    let found = json(&[&hamilton[..], &["--paradoxes", "--json"]].concat());
    insta::assert_snapshot!(found["paradoxes"], @r#"{"house":[{"losers":["C"],"seats":3},{"losers":["C"],"seats":10}],"new_state":[],"population":[],"quota":[]}"#);
}

#[test]
fn an_assembly_of_a_charter() {
    let parliament = run(&["seats", "--charter", "european-union", "--year", "2023", "--check-degressive"]);
    insta::assert_snapshot!(parliament, @"
    720 seats among 27 players by population: parliament of the European Union, 2023

    player       population    quota  cambridge
    Austria       9,131,761   14.646         18
    Belgium      11,779,946   18.894         21
    Bulgaria      6,446,596   10.339         14
    Cyprus        1,344,976    2.157          7
    Czechia      10,864,042   17.425         20
    Germany      83,287,273  133.586         96
    Denmark       5,946,952    9.538         13
    Spain        48,352,528   77.554         69
    Estonia       1,370,286    2.197          7
    Finland       5,583,911    8.956         13
    France       68,372,286  109.664         96
    Greece       10,407,351   16.692         19
    Croatia       3,859,686    6.190         11
    Hungary       9,592,186   15.385         18
    Ireland       5,311,538    8.519         13
    Italy        58,984,216   94.606         83
    Lithuania     2,871,585    4.605          9
    Luxembourg      666,430    1.068          6
    Latvia        1,883,710    3.021          8
    Malta           552,747    0.886          6
    Netherlands  17,877,117   28.673         29
    Poland       36,687,353   58.843         54
    Portugal     10,578,174   16.966         19
    Romania      19,061,062   30.572         31
    Slovakia      5,426,740    8.704         13
    Slovenia      2,120,461    3.401          8
    Sweden       10,536,632   16.900         19

    A base of 5 each, at least 6 and at most 96.

    Not degressively proportional after rounding: Czechia against Portugal; Romania against Netherlands.
    The shares before rounding hold to it.

    Weights: population, persons (World Development Indicators).
    ");
    insta::assert_snapshot!(run(&["seats", "--charter", "north-atlantic-treaty"]), @"
    ! error: `north-atlantic-treaty` apportions no seats
    ! help: an organ with apportioned seats has `seats = { total = …, method = …, by = … }`
    exit code 2
    ");
    insta::assert_snapshot!(run(&["seats", "--charter", "european-union", "--organ", "parlament"]), @"
    ! error: no organ `parlament` has apportioned seats
    ! help: did you mean `parliament`?
    exit code 2
    ");
    insta::assert_snapshot!(run(&["seats", "--charter", "european-union", "--by", "poplation"]), @"
    ! error: no indicator is called `poplation`
    ! help: did you mean `population`?
    exit code 2
    ");
}

#[test]
fn what_cannot_be_apportioned_is_said() {
    let five = file("five-again.csv", FIVE);
    let check = |arguments: &[&str]| {
        let arguments = [&["seats", &five, "--by", "population"], arguments].concat();
        format!("{}\n", run(&arguments))
    };
    let words = [
        check(&["--seats", "0", "--method", "webster"]),
        check(&["--seats", "4", "--method", "webster", "--min", "1"]),
        check(&["--seats", "99", "--method", "webster", "--max", "9"]),
        check(&["--seats", "9", "--method", "webster", "--min", "3", "--max", "2"]),
        check(&["--seats", "4", "--method", "adams", "--method", "dean"]),
        check(&["--seats", "-3", "--method", "webster"]),
        check(&["--seats", "9", "--method", "wepster"]),
        check(&["--seats", "9", "--method", "lottery"]),
        check(&["--seats", "9"]),
        check(&["--method", "webster"]),
        check(&["--seats", "26", "--method", "cambridge-power"]),
    ];
    insta::assert_snapshot!(words.concat(), @"
    ! error: there are no seats
    ! help: ask for at least one seat
    exit code 2
    ! error: 4 seats do not reach for 1 each of 5 players
    ! help: that takes 5 seats
    exit code 2
    ! error: 5 players with at most 9 each cannot fill 99 seats
    ! help: raise the maximum, or ask for fewer seats
    exit code 2
    ! error: nobody can have at least 3 and at most 2 seats
    ! help: let the minimum be at most the maximum
    exit code 2
    ! error: adams: the method gives each of 5 players a first seat, and there are 4
    ! help: ask for more seats, or use webster or jefferson
    ! error: dean: the method gives each of 5 players a first seat, and there are 4
    ! help: ask for more seats, or use webster or jefferson
    exit code 2
    ! error: invalid value '-3' for '--seats <N>': nobody has fewer than 0 seats
    ! 
    ! For more information, try '--help'.
    exit code 2
    ! error: no method is called `wepster`
    ! help: did you mean `webster`?
    exit code 2
    ! error: no method is called `lottery`
    ! help: one of `adams`, `dean`, `huntington-hill`, `equal-proportions`, `webster`, `sainte-lague`, `modified-first-divisor`, `modified-sainte-lague`, `jefferson`, `dhondt`, `hamilton`, `hare`, `droop`, `imperiali`, `cambridge`, `cambridge-power` and `penrose`
    exit code 2
    ! error: the method is missing
    ! help: name one, as in `--method webster`
    exit code 2
    ! error: the number of seats is missing
    ! help: give it, as in `--seats 100`
    exit code 2
    ! error: 26 seats do not reach for 6 each of 5 players
    ! help: that takes 30 seats
    exit code 2
    ");
    let bad = file("bad.csv", "player,population\nA,-5\nA,0.5\nB\n,7\n");
    let column = ["seats", &bad, "--by", "population", "--seats", "9", "--method", "webster"];
    insta::assert_snapshot!(run(&column), @"
    ! error: `bad.csv`, line 4: there is one cell where the header has 2
    ! help: give every row one cell for each column; quote commas
    ! error: `bad.csv`, line 5: the player has no name
    ! help: name each player in the first column
    ! error: `bad.csv`, line 3: the player `A` stands in line 2 already
    ! help: let each player have one row
    exit code 2
    ");
    let bad = file("bad-weights.csv", "player,population\nA,-5\nB,0.5\nC,\nD,99999999999999999999\n");
    insta::assert_snapshot!(run(&["seats", &bad, "--by", "population", "--seats", "9", "--method", "webster"]), @"
    ! error: `bad-weights.csv`, line 2, column 2 (`population`): `-5` is negative
    ! help: write a whole number from 0 on, without signs or separators
    ! error: `bad-weights.csv`, line 3, column 2 (`population`): `0.5` is not a whole number
    ! help: write a whole number from 0 on, without signs or separators
    ! error: `bad-weights.csv`, line 4, column 2 (`population`): the weight is missing
    ! help: write 0 where there is none
    ! error: `bad-weights.csv`, line 5, column 2 (`population`): `99999999999999999999` is too large
    ! help: weights go up to 18446744073709551615
    exit code 2
    ");
    insta::assert_snapshot!(run(&["seats", &five, "--by", "Bevölkerung", "--seats", "9", "--method", "webster"]), @"
    ! error: `five-again.csv`, there is no column `Bevölkerung`
    ! help: the table has the column `population`
    exit code 2
    ");
    insta::assert_snapshot!(run(&["seats", "none.csv", "--by", "x", "--seats", "9", "--method", "webster"]), @"
    ! error: `none.csv` could not be read: No such file or directory (os error 2)
    ! help: name a CSV file whose first column is `player`, or `-` for standard input
    exit code 2
    ");
}
