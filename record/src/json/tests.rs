//! Canonical JSON: the published vectors of RFC 8785, the laws of the encoding, and texts that are refused.

use super::*;
use proptest::prelude::*;

fn check(text: &str, expected: &str) {
    let value = parse(text.as_bytes()).map(|value| value.encode());
    assert_eq!(value.unwrap_or_else(|error| error.to_string()), expected);
}

/// RFC 8785, section 3.2.4: the string, the literals and the order of that sample; its numbers are fractions, which we refuse.
#[test]
fn the_sample_of_rfc_8785() {
    check(
        r#"{
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false]
        }"#,
        "{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
    );
}

/// RFC 8785, section 3.2.3: the sample for sorting.
#[test]
fn names_are_sorted_by_utf_16() {
    let text = r#"{
      "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
    }"#;
    let Value::Object(object) = parse(text.as_bytes()).unwrap() else { panic!("an object") };
    let values: Vec<_> = object.iter().map(|(_, value)| value.encode()).collect();
    let expected = [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ];
    assert_eq!(values, expected.map(|text| format!("\"{text}\"")));
}

/// RFC 8785, appendix B: the whole numbers of that table.
#[test]
fn numbers_are_whole() {
    check("0", "0");
    check("9007199254740991", "9007199254740991");
    check("-9007199254740991", "-9007199254740991");
    check("9007199254740992", "an integer is beyond 9007199254740991 at byte 0");
    check("-9007199254740992", "an integer is beyond 9007199254740991 at byte 0");
    check("[1000000000000000000000000000000]", "an integer is beyond 9007199254740991 at byte 1");
    check("-0", "minus zero is not an integer at byte 0");
    check("1.0", "a number is not whole at byte 1");
    check("1e3", "a number is not whole at byte 1");
    check("01", "expected a digit other than a leading zero at byte 0");
    check("-", "expected a digit other than a leading zero at byte 1");
}

#[test]
fn what_is_not_json_is_refused_with_its_place() {
    check("", "the text ends too early at byte 0");
    check("nul", "expected `null`, `true` or `false` at byte 0");
    check("{\"a\":1,\"a\":2}", "a name stands twice in one object at byte 7");
    check("{\"a\":1,\"\\u0061\":2}", "a name stands twice in one object at byte 7");
    check("[1,]", "expected a value at byte 3");
    check("[1 2]", "expected `,` or `]` at byte 3");
    check("{\"a\" 1}", "expected `:` at byte 5");
    check("{a:1}", "expected `\"` at byte 1");
    check("\"a\nb\"", "a control character is not escaped at byte 2");
    check("\"\\ud800\"", "half of a surrogate pair at byte 3");
    check("\"\\ud800\\u0041\"", "half of a surrogate pair at byte 3");
    check("\"\\udc00\"", "half of a surrogate pair at byte 3");
    check("\"\\x\"", "expected an escape that JSON knows at byte 2");
    check("\"\\u12g4\"", "expected four hexadecimal digits at byte 3");
    check("\"\\u12", "the text ends too early at byte 3");
    check("1 1", "something follows the value at byte 2");
    assert_eq!(parse(b"\"\xff\"").unwrap_err().to_string(), "not UTF-8 at byte 1");
}

#[test]
fn depth_is_bounded() {
    let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
    check(&nested(64), &nested(64));
    check(&nested(65), "nested more than 64 deep at byte 64");
    check(&"[{\"a\":".repeat(100_000), "nested more than 64 deep at byte 192");
}

#[test]
fn one_text_for_each_value() {
    let refused = |text: &str| canonical(text.as_bytes()).unwrap_err().to_string();
    assert!(canonical(b"{\"a\":[1,\"\xc3\xa9\"],\"b\":null}").is_ok());
    assert_eq!(refused("{ \"a\":1}"), "not the canonical form of its value at byte 1");
    assert_eq!(refused("{\"b\":1,\"a\":2}"), "not the canonical form of its value at byte 2");
    assert_eq!(refused("\"\\u00e9\""), "not the canonical form of its value at byte 1");
    assert_eq!(refused("\"\\/\""), "not the canonical form of its value at byte 1");
    assert_eq!(refused("1\n"), "not the canonical form of its value at byte 1");
}

pub(crate) fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-GREATEST..=GREATEST).prop_map(|number| Value::Integer(Integer(number))),
        any::<String>().prop_map(Value::String),
        "[\\x00-\\x20\"\\\\\u{d7ff}\u{e000}\u{10000}]{0,6}".prop_map(Value::String),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec((prop_oneof![any::<String>(), "[ -~]{0,3}"], inner), 0..6).prop_map(
                |members| {
                    let mut object = Object::new();
                    for (name, value) in members {
                        object.set(name, value);
                    }
                    Value::Object(object)
                }
            ),
        ]
    })
}

/// Are all names such as the fast answer looks at?
fn plain(value: &Value) -> bool {
    match value {
        Value::Array(values) => values.iter().all(plain),
        Value::Object(object) => object.iter().all(|(name, value)| {
            name.bytes().all(|byte| (b' '..=b'~').contains(&byte) && !b"\"\\".contains(&byte)) && plain(value)
        }),
        _ => true,
    }
}

#[test]
fn the_fast_answer_is_no_where_a_text_is_not_canonical() {
    for text in [
        "",
        "nul",
        "-",
        "-0",
        "00",
        "01",
        "1.0",
        "9007199254740992",
        "12345678901234567",
        "[1,]",
        "[1 ]",
        "{\"a\":1,\"a\":2}",
        "{\"b\":1,\"a\":2}",
        "{\"a\":1,}",
        "{\"a\"}",
        "\"",
        "\"\\",
        "\"\\/\"",
        "\"\\u0008\"",
        "\"\\u0020\"",
        "\"\\u001F\"",
        "\"\\u00e9\"",
        "\"\n\"",
        "1 ",
        " 1",
        "1\0",
        "nulll",
    ] {
        assert!(!certainly_canonical(text.as_bytes()), "{text}");
        assert!(canonical(text.as_bytes()).is_err(), "{text}");
    }
    assert!(!certainly_canonical(b"\"\xff\""));
    assert!(certainly_canonical(b"{\"a\":[-1,0,\"\\u001f\\n\xc3\xa9\"],\"b\":{},\"ba\":null}"));
    assert!(!certainly_canonical("[".repeat(65).as_bytes()));
    assert!(certainly_canonical(("[".repeat(64) + &"]".repeat(64)).as_bytes()));
}

proptest! {
    #[test]
    fn the_fast_answer_is_the_slow_one(
        value in any_value(), at in any::<prop::sample::Index>(), with in prop_oneof![any::<u8>(), Just(b'0'), Just(b' '), Just(b'"'), Just(b'\\'), Just(b',')],
    ) {
        let mut bytes = value.encode().into_bytes();
        prop_assert_eq!(certainly_canonical(&bytes), plain(&value));
        let at = at.index(bytes.len());
        bytes[at] = with;
        if certainly_canonical(&bytes) {
            prop_assert!(canonical(&bytes).is_ok(), "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn parse_is_the_inverse_of_encode(value in any_value()) {
        let text = value.encode();
        prop_assert_eq!(canonical(text.as_bytes()), Ok(value));
    }

    #[test]
    fn the_canonical_form_is_canonical_whatever_the_text(text in any::<String>()) {
        if let Ok(value) = parse(text.as_bytes()) {
            prop_assert!(canonical(value.encode().as_bytes()).is_ok());
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(&bytes);
    }

    #[test]
    fn no_damage_panics_and_none_is_missed(value in any_value(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
        let mut bytes = value.encode().into_bytes();
        let at = at.index(bytes.len());
        let before = std::mem::replace(&mut bytes[at], with);
        // Another text that is canonical is the text of another value.
        if before != with && let Ok(other) = canonical(&bytes) {
            prop_assert_ne!(other, value);
        }
    }
}
