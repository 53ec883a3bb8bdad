//! The cases of `tests/cases/scale`, with every figure of every step.

use serde_json::Value;
use std::{fs, path::Path};
use voting::scale::{Fraction, Member, Method, Scale, Steps, united_nations};

/// The members of a table with columns `gni_…`, `population_…`, `debt_…` and `ldc`, by name.
fn members(table: &str) -> Vec<(String, Member)> {
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let of = |what: &str| -> Vec<Fraction> {
            let columns = header.iter().zip(&cells).filter(|(name, _)| name.starts_with(what));
            columns.map(|(_, cell)| cell.parse().unwrap()).collect()
        };
        let (gni, population, debt) = (of("gni_"), of("population_"), of("debt_"));
        (cells[0].to_owned(), Member { least_developed: cells[1] == "1", gni, population, debt })
    };
    lines.map(row).collect()
}

fn check(case: &str, debt: bool) -> Scale {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/scale").join(case);
    let file = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let (names, members): (Vec<String>, Vec<Member>) = members(&file("weights.csv")).into_iter().unzip();
    let mut method = Method::default();
    if !debt {
        method.debt_threshold = None;
    }
    let scale = united_nations(&members, &method).unwrap();
    let expected: Value = serde_json::from_str(&file("expected.json")).unwrap();
    let rates = scale.rates.to_strings();
    for (at, row) in expected["scale"].as_array().unwrap().iter().enumerate() {
        assert_eq!(
            (row["player"].as_str(), row["rate"].as_str()),
            (Some(names[at].as_str()), Some(rates[at].as_str()))
        );
        let unrounded = scale.unrounded[at].to_f64();
        assert!(
            (unrounded / row["unrounded"].as_f64().unwrap() - 1.0).abs() < 1e-14,
            "{case}: {}",
            names[at]
        );
    }
    for period in &scale.periods {
        let threshold = expected["thresholds"][period.years.to_string()].as_f64().unwrap();
        assert!((period.threshold.to_f64() / threshold - 1.0).abs() < 1e-14);
        let lines: Vec<String> =
            names.iter().zip(&period.steps).map(|(name, steps)| line(name, steps)).collect();
        let table = file(&format!("steps-{}-years.csv", period.years));
        assert_eq!(lines, table.lines().skip(1).collect::<Vec<_>>(), "{case}, {} years", period.years);
    }
    scale
}

/// Amounts to six decimals and shares to twelve, as in the tables.
fn line(name: &str, steps: &Steps) -> String {
    let amount = |figure: &Fraction| figure.to_decimal(6);
    let share = |figure: &Fraction| figure.to_decimal(12);
    [
        name.to_owned(),
        amount(&steps.gni),
        amount(&steps.population),
        share(&steps.share),
        amount(&steps.debt_relief),
        amount(&steps.adjusted_gni),
        share(&steps.adjusted_share),
        amount(&steps.adjusted_per_capita),
        share(&steps.after_low_income),
        share(&steps.after_floor),
        share(&steps.after_ldc),
        share(&steps.after_ceiling),
    ]
    .join(",")
}

#[test]
fn twenty_members_with_debt_relief() {
    let scale = check("un-20", true);
    assert_eq!(scale.rates.units.iter().sum::<u64>(), 100_000);
}

#[test]
fn twenty_members_without_debt_relief() {
    check("un-20-no-debt", false);
}

#[test]
fn what_cannot_be_computed_is_said() {
    let member = |gni: u64, population: u64| Member {
        least_developed: false,
        gni: vec![Fraction::whole(gni); 6],
        population: vec![Fraction::whole(population); 6],
        debt: vec![],
    };
    let check = |members: &[Member], method: &Method| {
        let error = united_nations(members, method).unwrap_err();
        format!("{error} ({})", error.help())
    };
    let usual = Method::default();
    let mut short = member(1, 1);
    short.gni.pop();
    let free = Method { ceiling: Fraction::whole(100), ..Method::default() };
    let words = [
        check(&[], &usual),
        check(&[short.clone()], &usual),
        check(&[member(1, 1), short], &usual),
        check(&vec![member(1, 1); 2001], &usual),
        check(&[member(5, 1), member(5, 0)], &usual),
        check(&[member(0, 1), member(0, 1)], &usual),
        check(&[member(5, 1), member(5, 1)], &usual),
        check(&[member(90, 1), member(5, 1), member(5, 1)], &usual),
        check(&[member(5, 1)], &Method { floor: Fraction::whole(30), ..usual.clone() }),
        check(&[member(5, 1)], &Method { gradient: Fraction::whole(2), ..usual.clone() }),
        check(
            &[member(5, 1), member(5, 1)],
            &Method { floor: Fraction::whole(60), ldc_ceiling: Fraction::whole(60), ..free },
        ),
    ];
    insta::assert_snapshot!(words.join("\n"), @"
    there are no members (name at least one member)
    there are 5 years of figures, and the method takes 6 (give figures for each year of the base period)
    the members have different numbers of values (give every member one value for each year)
    2001 members are too many (at most 2000 members: exact fractions of more would take minutes)
    member 2 has no population (a member without people has no income a head; give its population)
    nobody has any `gni` (let one member at least have more than 0)
    nobody is left to carry what others do not pay, at the ceiling (raise the ceiling, or lower the floor: the others must be able to pay 100%)
    nobody is left to carry what others do not pay, at the relief for low income (raise the ceiling, or lower the floor: the others must be able to pay 100%)
    the bounds are out of order (let floor, ceiling of the least developed and ceiling rise in this order, up to 100)
    a gradient and a repayment are parts of 1 (write 0.8 for 80%)
    nobody is left to carry what others do not pay, at the floor (raise the ceiling, or lower the floor: the others must be able to pay 100%)
    ");
}
