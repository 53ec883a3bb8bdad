//! The scale for peacekeeping: levels by income, discounts, and who carries them.

use voting::scale::{Contributor, Fraction, Level, ScaleError, peacekeeping};

fn f(text: &str) -> Fraction {
    text.parse().unwrap()
}

#[test]
fn levels_follow_income_a_head() {
    let average = Fraction::whole(10_000);
    let of = |income: u64| Level::by_income(&Fraction::whole(income), &average).to_string();
    let incomes = [20_000, 19_999, 18_000, 17_999, 16_000, 15_999, 13_999, 12_000, 11_999, 10_000, 9_999, 0];
    assert_eq!(incomes.map(of).concat(), "BDDEEFGGHHII");
    assert_eq!("J".parse(), Ok(Level::J));
    assert_eq!("K".parse::<Level>(), Err(()));
}

/// The rates of 2022 to 2024 (A/76/296/Rev.1/Add.1): regular rates of 22, 15.254, 4.375, 4.318 and 1.866 per cent become
/// 26.9493, 18.6857, 5.3592, 5.2894 and 2.2858. All others together have discounts of 10.7564 per cent, here as one
/// member of level I with 13.4455.
#[test]
fn permanent_members_carry_the_discounts_in_proportion() {
    let regular = ["22", "15.254", "4.375", "4.318", "1.866", "13.4455", "38.7415"];
    let levels = [Level::A, Level::A, Level::A, Level::A, Level::A, Level::I, Level::B];
    let contributors: Vec<Contributor> =
        regular.iter().zip(levels).map(|(rate, level)| Contributor { regular: f(rate), level }).collect();
    let scale = peacekeeping(&contributors).unwrap();
    assert_eq!(scale.rates.to_strings()[..5], ["26.9493", "18.6857", "5.3592", "5.2894", "2.2858"]);
    assert_eq!(scale.rates.units.iter().sum::<u64>(), 1_000_000);
    assert_eq!(scale.discounts.iter().sum::<Fraction>(), f("10.7564"));
    assert_eq!(scale.premiums.iter().sum::<Fraction>(), f("10.7564"));
}

/// A least developed country at the floor of 0.001 pays 0.0001 per cent.
#[test]
fn the_least_developed_pay_a_tenth() {
    let contributors = [("99.999", Level::A), ("0.001", Level::J)]
        .map(|(rate, level)| Contributor { regular: f(rate), level });
    assert_eq!(peacekeeping(&contributors).unwrap().rates.to_strings(), ["99.9999", "0.0001"]);
}

#[test]
fn somebody_must_carry_the_discounts() {
    let contributors =
        [("50", Level::B), ("50", Level::C)].map(|(rate, level)| Contributor { regular: f(rate), level });
    assert_eq!(peacekeeping(&contributors), Err(ScaleError::NoPermanentMember));
    let contributors =
        [("50", Level::A), ("40", Level::C)].map(|(rate, level)| Contributor { regular: f(rate), level });
    assert_eq!(peacekeeping(&contributors), Err(ScaleError::Sum));
    assert_eq!(peacekeeping(&[]), Err(ScaleError::NoMembers));
}
