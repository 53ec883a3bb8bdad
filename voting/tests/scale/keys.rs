//! Keys by formula: read, mixed, and refused with the place underlined.

use proptest::prelude::*;
use voting::scale::{Fraction, Key, round};

#[test]
fn keys_are_read_and_mixed_exactly() {
    let key = Key::parse("33.3% of gdp+66.7%population").unwrap();
    assert_eq!(key.to_string(), "33.3% gdp + 66.7% population");
    let columns = [[1u64, 2, 0], [5, 5, 10]].map(|column| column.map(Fraction::whole).to_vec());
    let shares = key.shares(&columns).unwrap();
    assert_eq!(round(&shares, 3).unwrap().to_strings(), ["27.775", "38.875", "33.350"]);
    assert_eq!(Key::parse(" gdp ").unwrap().to_string(), "gdp");
    assert_eq!(Key::parse("100% gdp").unwrap().to_string(), "100% gdp");
}

#[test]
fn what_is_no_key_is_underlined() {
    let check = |text: &str| {
        let error = Key::parse(text).unwrap_err();
        let span = error.span();
        let (before, under) = (text[..span.start].chars().count(), text[span].chars().count());
        format!("{text}\n{}{} {error} ({})\n", " ".repeat(before), "^".repeat(under.max(1)), error.help())
    };
    let texts = [
        "",
        "40% gdp",
        "40% gdp + 61% population",
        "40% gdp + population",
        "40% gdp +",
        "x% gdp + 60% b",
        "0% gdp + 100% b",
        "40% + 60% b",
        "50% g d p + 50% b",
        "50% é€ + 50% b",
        "-40% gdp + 140% b",
    ];
    insta::assert_snapshot!(texts.map(check).join("\n"), @r#"

    ^ a term is empty (a key reads like `40% gdp + 60% population`, or names one column)

    40% gdp
    ^^^^^^^ the shares add up to 40% (let them add up to 100%)

    40% gdp + 61% population
    ^^^^^^^^^^^^^^^^^^^^^^^^ the shares add up to 101% (let them add up to 100%)

    40% gdp + population
              ^^^^^^^^^^ `population` has no share (a key reads like `40% gdp + 60% population`, or names one column)

    40% gdp +
            ^ a term is empty (a key reads like `40% gdp + 60% population`, or names one column)

    x% gdp + 60% b
    ^ `x` is not a share (a key reads like `40% gdp + 60% population`, or names one column)

    0% gdp + 100% b
    ^ `0` is not a share (a key reads like `40% gdp + 60% population`, or names one column)

    40% + 60% b
    ^^^ a share has no column (a key reads like `40% gdp + 60% population`, or names one column)

    50% g d p + 50% b
         ^ ` ` has no meaning in a key (a key reads like `40% gdp + 60% population`, or names one column)

    50% é€ + 50% b
         ^ `\u{20ac}` has no meaning in a key (a key reads like `40% gdp + 60% population`, or names one column)

    -40% gdp + 140% b
    ^^^ `-40` is not a share (a key reads like `40% gdp + 60% population`, or names one column)
    "#);
    assert!(Key::parse(&"1% a + ".repeat(1000)).is_err());
}

proptest! {
    #[test]
    fn random_keys_do_not_panic(text in "[ 0-9a-c%+.é]{0,24}|\\PC{0,30}") {
        match Key::parse(&text) {
            Ok(key) => prop_assert_eq!(Key::parse(&key.to_string()).unwrap().to_string(), key.to_string()),
            Err(error) => prop_assert!(text.get(error.span()).is_some(), "{:?}", error.span()),
        }
    }
}
