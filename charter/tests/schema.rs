//! The JSON Schema does what an editor asks of it: it takes what the language takes, and refuses what it refuses.
//!
//! The validator below knows the words of JSON Schema that ours uses, and stops at any other, so that it cannot pass
//! over what it does not understand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use charter::models::models;
use serde_json::{Map, Value};
use std::{fs, path::Path};

/// What is wrong with a value: the place and the word of the schema that it breaks, one a line.
fn faults(schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
    for (word, asked) in schema.as_object().unwrap() {
        let holds = match word.as_str() {
            "$schema" | "title" | "description" | "examples" => true,
            "type" => match asked.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "integer" => value.is_i64() || value.is_u64(),
                "boolean" => value.is_boolean(),
                other => panic!("the validator does not know the type `{other}`"),
            },
            "enum" => asked.as_array().unwrap().contains(value),
            "minimum" => value.as_i64().is_none_or(|number| number >= asked.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|number| number <= asked.as_i64().unwrap()),
            "pattern" => value.as_str().is_none_or(|text| matches(asked.as_str().unwrap(), text)),
            "required" => {
                let names = asked.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                value.as_object().is_none_or(|object| names.into_iter().all(|name| object.contains_key(name)))
            }
            "anyOf" => asked.as_array().unwrap().iter().any(|schema| {
                let mut inner = Vec::new();
                faults(schema, value, at, &mut inner);
                inner.is_empty()
            }),
            "items" => {
                for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                    faults(asked, item, &format!("{at}[{place}]"), out);
                }
                true
            }
            "properties" => {
                for (name, schema) in asked.as_object().unwrap() {
                    if let Some(inner) = value.get(name) {
                        faults(schema, inner, &format!("{at}.{name}"), out);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
                let more =
                    value.as_object().into_iter().flatten().filter(|(name, _)| !known.contains_key(*name));
                for (name, inner) in more {
                    match asked {
                        Value::Bool(false) => out.push(format!("{at}.{name}: additionalProperties")),
                        asked => faults(asked, inner, &format!("{at}.{name}"), out),
                    }
                }
                true
            }
            other => panic!("the validator does not know the word `{other}`"),
        };
        if !holds {
            out.push(format!("{at}: {word}"));
        }
    }
}

/// The two patterns that the schema has.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        "^[0-9A-Za-z]+(\\.[0-9A-Za-z]+)*$" => text
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric())),
        "^[0-9]+ (hour|day|week|month|year)s?$" => text.split_once(' ').is_some_and(|(count, unit)| {
            let unit = unit.strip_suffix('s').unwrap_or(unit);
            !count.is_empty()
                && count.bytes().all(|byte| byte.is_ascii_digit())
                && ["hour", "day", "week", "month", "year"].contains(&unit)
        }),
        other => panic!("the validator does not know the pattern `{other}`"),
    }
}

fn of_charter(text: &str) -> Vec<String> {
    let table: toml::Table = text.parse().unwrap();
    let mut out = Vec::new();
    let object: Map<String, Value> =
        table.into_iter().map(|(key, value)| (key, serde_json::to_value(value).unwrap())).collect();
    faults(&charter::schema::schema(), &Value::Object(object), "", &mut out);
    out
}

#[test]
fn what_the_language_takes_is_taken() {
    for model in models() {
        assert_eq!(of_charter(model.text), [""; 0], "{}", model.name);
    }
    assert_eq!(of_charter(&charter::fmt::start("A")), [""; 0]);
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/charters/good")).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(of_charter(&fs::read_to_string(&path).unwrap()), [""; 0], "{}", path.display());
    }
}

#[track_caller]
fn check(from: &str, to: &str, expected: &[&str]) {
    let model = models()[0].text;
    assert!(model.contains(from), "`{from}` is not in the model");
    let text = model.replacen(from, to, 1);
    assert_eq!(of_charter(&text), expected, "{to}");
    // The language refuses it too.
    let found = charter::read(&text).findings;
    assert!(found.iter().any(|finding| finding.severity == charter::Severity::Error), "{to}");
}

#[test]
fn what_the_language_refuses_is_refused() {
    check("since = 2024", "sinse = 2024", &[".community.sinse: additionalProperties"]);
    check("since = 2024", "since = \"2024\"", &[".community.since: type"]);
    check("since = 2024", "since = 99999", &[".community.since: maximum"]);
    check("name = \"World Security Community\"", "", &[".community: required"]);
    check("years = 3", "years = 0", &[".membership.criterion[0].years: minimum"]);
    check("notice = \"12 months\"", "notice = \"12 moons\"", &[".acts.withdraw.notice: pattern"]);
    check("article = \"8.1\"", "article = \"8.\"", &[".guarantee.attack.article: pattern"]);
    check("[acts.withdraw]", "[acts.abandon]", &[".acts.abandon: additionalProperties"]);
    check("method = \"penrose\"", "method = \"pensore\"", &[".organs.assembly.seats: anyOf"]);
    check("means = \"non-forcible\"", "means = \"thoughts\"", &[".guarantee.freedom.means: enum"]);
    check(
        "covers = [\"constitutional order\"]",
        "covers = [\"prestige\"]",
        &[".guarantee.freedom.covers[0]: enum"],
    );
}

/// An editor completes what has a description beside it.
#[test]
fn every_key_says_what_it_is() {
    fn look(schema: &Value, at: &str) {
        for (name, inner) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let at = format!("{at}.{name}");
            let says = inner.get("description").and_then(Value::as_str).unwrap_or_else(|| panic!("{at}"));
            assert!(says.len() > 10, "{at}: {says}");
            look(inner, &at);
            for each in [inner.get("items"), inner.get("additionalProperties")].into_iter().flatten() {
                look(each, &at);
            }
        }
    }
    look(&charter::schema::schema(), "");
}
