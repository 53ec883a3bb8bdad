//! `koinon scale` as its users meet it: the worked cases, whole runs, and what cannot be shared out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod run;

use run::{file, json, run};
use serde_json::Value;
use std::{fs, path::Path};

#[test]
fn the_worked_cases_agree() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../voting/tests/cases/scale");
    for case in ["un-20", "un-20-no-debt"].map(|name| cases.join(name)) {
        let read = |name: &str| fs::read_to_string(case.join(name)).unwrap();
        let (args, table) = (read("args.txt"), case.join("weights.csv").display().to_string());
        let arguments: Vec<&str> =
            ["scale", table.as_str()].into_iter().chain(args.split_whitespace()).chain(["--json"]).collect();
        let expected: Value = serde_json::from_str(&read("expected.json")).unwrap();
        let found = json(&arguments);
        let rows = found["scale"].as_array().unwrap().iter().zip(expected["scale"].as_array().unwrap());
        for (found, expected) in rows {
            assert_eq!((&found["player"], &found["rate"]), (&expected["player"], &expected["rate"]));
            let ratio = found["unrounded"].as_f64().unwrap() / expected["unrounded"].as_f64().unwrap();
            assert!((ratio - 1.0).abs() < 1e-14);
        }
        assert_eq!(found["scale"].as_array().unwrap().len(), 20);
    }
}

/// Ten members: the first permanent, the last least developed, incomes a head from high to low.
fn ten(columns: &str, of: impl Fn(u64) -> String) -> String {
    let rows: String = (1..=10).map(|at| format!("M{at},{}\n", of(at))).collect();
    format!("player,{columns}\n{rows}")
}

/// Six years of incomes and people, debts nought, a permanent member, a least developed one, and one whose level is given.
fn six_years() -> String {
    let years = |what: &str| (2016..=2021).map(|year| format!(",{what}_{year}")).collect::<String>();
    let columns = format!("ldc,permanent,level{}{}{}", years("gni"), years("population"), years("debt"));
    ten(&columns, |at| {
        let repeated = |value: u64| format!(",{value}").repeat(6);
        let level = if at == 3 { "C" } else { "" };
        let (gni, population) = (repeated(1_000_000 / at), repeated(10_000 + 4000 * at));
        format!("{},{},{level}{gni}{population}{}", u8::from(at == 10), u8::from(at == 1), repeated(0))
    })
}

#[test]
fn peacekeeping_has_levels_discounts_and_a_premium() {
    let table = file("six-years.csv", &six_years());
    insta::assert_snapshot!(run(&["scale", &table, "--method", "united-nations-peacekeeping", "--ceiling", "50"]), @"
    Scale of assessments, united-nations-peacekeeping: six-years.csv

    member  per capita  level  regular  discount  premium  rate, %
    M1       71428.571      A   40.692     0.000   21.337  62.0287
    M2       27777.778      B   20.346     0.000    0.000  20.3460
    M3       15151.500      C   13.564     1.017    0.000  12.5467
    M4        9615.385      H   10.173     8.138    0.000   2.0346
    M5        6666.667      I    5.413     4.330    0.000   1.0826
    M6        4901.941      I    3.622     2.898    0.000   0.7244
    M7        3759.395      I    2.611     2.089    0.000   0.5222
    M8        2976.190      I    1.989     1.591    0.000   0.3978
    M9        2415.457      I    1.580     1.264    0.000   0.3160
    M10       2000.000      J    0.010     0.009    0.000   0.0010

    Threshold of low income over 3 years: 9153 dollars a head.
    Threshold of low income over 6 years: 9153 dollars a head.
    ");
    let steps = run(&["scale", &table, "--method", "united-nations", "--ceiling", "50", "--csv"]);
    insta::assert_snapshot!(steps.lines().take(2).collect::<Vec<_>>().join("\n"), @"
    player,rate,unrounded,gni_3,population_3,share_3,debt_relief_3,adjusted_gni_3,adjusted_share_3,adjusted_per_capita_3,after_low_income_3,after_floor_3,after_ldc_3,after_ceiling_3,gni_6,population_6,share_6,debt_relief_6,adjusted_gni_6,adjusted_share_6,adjusted_per_capita_6,after_low_income_6,after_floor_6,after_ldc_6,after_ceiling_6
    M1,40.692,40.691992410072,1000000.000000000000,14000.000000000000,34.141729831712,0.000000000000,1000000.000000000000,34.141729831712,71428.571428571429,40.175294310435,40.175294310435,40.691992410072,40.691992410072,1000000.000000000000,14000.000000000000,34.141729831712,0.000000000000,1000000.000000000000,34.141729831712,71428.571428571429,40.175294310435,40.175294310435,40.691992410072,40.691992410072
    ");
}

#[test]
fn keys_are_mixed_by_formula() {
    let table = file(
        "keys.csv",
        &ten("gdp,population,gni", |at| format!("{}.5,{},{}", 100 * at, 7 * at * at, 11 - at)),
    );
    insta::assert_snapshot!(run(&["scale", &table, "--key", "40% gdp + 60% population"]), @"
    Scale of assessments, key 40% gdp + 60% population: keys.csv

    member       gdp  population  rate, %
    M1       100.500           7    0.886
    M2       200.500          28    2.080
    M3       300.500          63    3.586
    M4       400.500         112    5.404
    M5       500.500         175    7.533
    M6       600.500         252    9.974
    M7       700.500         343   12.726
    M8       800.500         448   15.791
    M9       900.500         567   19.166
    M10     1000.500         700   22.854
    ");
    insta::assert_snapshot!(run(&["scale", &table, "--method", "nato-cost-share"]), @"
    Scale of assessments, nato-cost-share: keys.csv

    member  income  rate, %
    M1          10   16.667
    M2           9   16.667
    M3           8   14.815
    M4           7   12.963
    M5           6   11.111
    M6           5    9.259
    M7           4    7.407
    M8           3    5.555
    M9           2    3.704
    M10          1    1.852

    NATO publishes its shares and not the formula; this is the key by income, the largest paying what
    the second pays, as agreed in 2019.
    ");
    insta::assert_snapshot!(run(&["scale", &table, "--method", "equal", "--csv"]).lines().nth(1).unwrap(), @"M1,10.000,10.000000000000,1.000000000000");
}

#[test]
fn a_community_pays_by_its_product() {
    let scale = run(&["scale", "--charter", "north-atlantic-treaty", "--year", "2023"]);
    insta::assert_snapshot!(scale, @"
    Scale of assessments, nato-cost-share: North Atlantic Treaty Organization, 2023

    member                            income  rate, %
    Albania                      22977677861    0.081
    Belgium                     632216577075    2.238
    Bulgaria                    101584384673    0.360
    Canada                     2140085567791    7.576
    Czechia                     330858339872    1.171
    Germany                    4456081016706   15.775
    Denmark                     404198757538    1.431
    Spain                      1580694712516    5.596
    Estonia                      40744848828    0.144
    Finland                     300187202696    1.063
    France                     3030904089608   10.730
    United Kingdom             3340032380668   11.824
    Greece                      238206312633    0.843
    Croatia                      82688842717    0.293
    Hungary                     212388906459    0.752
    Iceland                      31020032583    0.110
    Italy                      2254851212732    7.983
    Lithuania                    77836396963    0.276
    Luxembourg                   85755006124    0.304
    Latvia                       43627078481    0.154
    North Macedonia              14761237042    0.052
    Montenegro                    7404541965    0.026
    Netherlands                1118124749886    3.958
    Norway                      485513316504    1.719
    Poland                      811229100688    2.872
    Portugal                    287080013574    1.016
    Romania                     351002579630    1.243
    Slovakia                    132793622283    0.470
    Slovenia                     68216781411    0.242
    Türkiye                    1108022373260    3.923
    United States of America  27360935000000   15.775

    GDP stands for gross national income.

    Figures: gdp, current US dollars (World Development Indicators).

    NATO publishes its shares and not the formula; this is the key by income, the largest paying what
    the second pays, as agreed in 2019.
    ");
    let head = |text: String, lines: usize| {
        text.lines().take(lines).map(|line| format!("{line}\n")).collect::<String>()
    };
    let council = run(&["scale", "--charter", "un-security-council", "--year", "2023"]);
    insta::assert_snapshot!(head(council, 100), @"
    Scale of assessments, united-nations: United Nations Security Council, 2023

    member                    share 3  after low income 3  after ceiling 3  share 6  after low income 6  after ceiling 6  rate, %  published, %
    Albania                     0.033               0.016            0.023    0.032               0.014            0.020    0.021         0.008
    United Arab Emirates        0.798               1.372            1.992    0.792               1.326            1.857    1.924         0.635
    Brazil                      3.243               1.637            2.377    3.341               1.721            2.409    2.393         2.013
    Switzerland                 1.408               2.420            3.515    1.421               2.381            3.334    3.424         1.134
    China                      29.934              18.526           22.000   29.105              17.653           22.000   22.000        15.254
    Ecuador                     0.192               0.079            0.115    0.197               0.083            0.116    0.116         0.077
    France                      4.907               8.433           12.248    5.116               8.570           11.998   12.123         4.318
    Gabon                       0.035               0.017            0.024    0.033               0.016            0.023    0.023         0.013
    United Kingdom              5.355               9.203           13.367    5.434               9.104           12.745   13.056         4.375
    Ghana                       0.129               0.036            0.052    0.132               0.037            0.052    0.052         0.024
    Japan                       7.556              12.986           18.861    8.674              14.532           20.345   19.603         8.033
    Malta                       0.032               0.055            0.080    0.031               0.053            0.074    0.077         0.019
    Mozambique                  0.031               0.007            0.010    0.030               0.007            0.009    0.010         0.004
    Russian Federation          3.430               2.298            3.337    3.315               2.157            3.019    3.178         1.866
    United States of America   42.916              42.916           22.000   42.346              42.346           22.000   22.000            22

    Threshold of low income over 3 years: 24123 dollars a head.
    Threshold of low income over 6 years: 22422 dollars a head.

    GDP stands for gross national income: gdp, current US dollars (World Development Indicators). The
    step for debt is left out: the record has none.

    Published: the regular scale of the United Nations of 2023, which rests on incomes up to 2019; it
    adds up to 100 over all its members.
    ");
}

/// The scale of 2022 to 2024 rests on the incomes of 2014 to 2019. With GDP for income, no debts, and today's figures of
/// those years, the method comes as near to what was published as this.
#[test]
fn the_scale_of_the_united_nations_comes_near_to_the_published_one() {
    let charter = file("un.toml", "[community]\nname = \"U\"\nbody = \"united-nations\"\n[membership]\n");
    let scale = |year: &str| {
        json(&["scale", "--charter", &charter, "--year", year, "--method", "united-nations", "--json"])
    };
    let (computed, of_2022) = (scale("2019"), scale("2022"));
    let number = |member: &Value, key: &str| member[key].as_str().and_then(|text| text.parse::<f64>().ok());
    let published = of_2022["scale"].as_array().unwrap();
    let (mut apart, mut worst) = (0.0, (0.0, String::new()));
    for member in computed["scale"].as_array().unwrap() {
        let same = published.iter().find(|other| other["player"] == member["player"]);
        let published = same.and_then(|other| number(other, "published"));
        if let (Some(rate), Some(published)) = (number(member, "rate"), published) {
            apart += (rate - published).abs() / 2.0;
            if (rate - published).abs() > worst.0 {
                worst =
                    ((rate - published).abs(), format!("{} {rate}, published {published}", member["player"]));
            }
        }
    }
    insta::assert_snapshot!(format!("{apart:.2} of 100 per cent fall on others; {}", worst.1), @r#"2.76 of 100 per cent fall on others; "China" 14.112, published 15.254"#);
}

#[test]
fn a_key_may_share_equally() {
    let table = file("equal.csv", "player,population,members\nA,1,1\nB,3,4\n");
    let share = |key: &str| run(&["scale", &table, "--key", key, "--csv"]);
    let states = share("60% population + 40% states");
    assert_eq!(share("60% population + 40% equal"), states.replace("states", "equal"));
    insta::assert_snapshot!(share("60% population + 40% equal"), @"
    player,rate,unrounded,population,equal
    A,35.000,35.000000000000,1.000000000000,1.000000000000
    B,65.000,65.000000000000,3.000000000000,1.000000000000
    ");
    insta::assert_snapshot!(share("60% population + 40% members"), @"
    ! error: `equal.csv`, line 3, column 3 (`members`): `members` counts everybody one, and here stands `4`
    ! help: give the column another name; `members` is always one a row
    exit code 2
    ");
    let wsc = ["scale", "--charter", "world-security-community", "--key"];
    insta::assert_snapshot!(run(&[&wsc[..], &["60% poplation + 40% equal"]].concat()), @"
    ! error[key]: no indicator is called `poplation`
    !  --> --key:1:5
    !   |
    ! 1 | 60% poplation + 40% equal
    !   |     ^^^^^^^^^
    !   |
    !   = help: did you mean `population`?
    exit code 2
    ");
}

#[test]
fn what_cannot_be_shared_out_is_said() {
    let table = file("six-years-again.csv", &six_years());
    let check = |arguments: &[&str]| format!("{}\n", run(&[&["scale", &table], arguments].concat()));
    let words = [
        check(&[]),
        check(&["--method", "united-nation"]),
        check(&["--method", "united-nations", "--ceiling", "5"]),
        check(&["--method", "united-nations", "--floor", "60"]),
        check(&["--method", "united-nations", "--floor", "a lot"]),
        check(&["--method", "united-nations", "--floor", "-1"]),
        check(&["--method", "gdp"]),
        check(&["--key", "40% gni_2021 + 50% population_2021"]),
        check(&["--key", "40% gni_2021 + 60% popullation_2021"]),
        check(&["--method", "united-nations", "--debt-threshold", "1e4"]),
    ];
    insta::assert_snapshot!(words.concat(), @"
    ! error: the method is missing
    ! help: name one, as in `--method united-nations`, or give a `--key`
    exit code 2
    ! error: no method is called `united-nation`
    ! help: did you mean `united-nations`?
    exit code 2
    ! error: nobody is left to carry what others do not pay, at the relief for low income
    ! help: raise the ceiling, or lower the floor: the others must be able to pay 100%
    exit code 2
    ! error: the bounds are out of order
    ! help: let floor, ceiling of the least developed and ceiling rise in this order, up to 100
    exit code 2
    ! error: --floor: `a lot` is not a number
    ! help: write a decimal such as `0.001` or `12535`
    exit code 2
    ! error: --floor: `-1` is negative
    ! help: write a decimal such as `0.001` or `12535`
    exit code 2
    ! error: `six-years-again.csv`, there is no column `gdp`
    ! help: the table has the columns `ldc`, `permanent`, `level`, `gni_2016`, `gni_2017`, `gni_2018`, `gni_2019`, `gni_2020`, `gni_2021`, `population_2016`, `population_2017` and `population_2018`, …
    exit code 2
    ! error[key]: the shares add up to 90%
    !  --> --key:1:1
    !   |
    ! 1 | 40% gni_2021 + 50% population_2021
    !   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    !   |
    !   = help: let them add up to 100%
    exit code 2
    ! error[key]: `six-years-again.csv` has no column `popullation_2021`
    !  --> --key:1:20
    !   |
    ! 1 | 40% gni_2021 + 60% popullation_2021
    !   |                    ^^^^^^^^^^^^^^^^
    !   |
    !   = help: did you mean `population_2021`?
    exit code 2
    ! error: --debt-threshold: `1e4` is not a number
    ! help: write a decimal such as `0.001` or `12535`
    exit code 2
    ");
    let short = file("short.csv", "player,ldc,gni_2020,gni_2021\nA,0,1,2\n");
    insta::assert_snapshot!(run(&["scale", &short, "--method", "united-nations"]), @"
    ! error: `short.csv`, there are columns `gni_…` of 2 years, and the method takes 6
    ! help: name them `gni_2016` to `gni_2021`, and so for `population_…` and `debt_…`
    exit code 2
    ");
    let no_debt = file("no-debt.csv", &six_years().replace("debt_", "dept_").replace("\nM5,0,0", "\nM5,2,0"));
    insta::assert_snapshot!(run(&["scale", &no_debt, "--method", "united-nations"]), @"
    ! error: `no-debt.csv`, there is no column `debt_2016`
    ! help: give debts for the same years, or leave the step out (`--no-debt`)
    exit code 2
    ");
    insta::assert_snapshot!(run(&["scale", &no_debt, "--method", "united-nations", "--no-debt"]), @"
    ! error: `no-debt.csv`, line 6, column 2 (`ldc`): `2` is neither 1 nor 0
    ! help: write 1 for yes and 0 for no
    exit code 2
    ");
}
