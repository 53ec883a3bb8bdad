//! The JSON Schema of a charter, made from the table of keys: an editor that reads it completes and checks keys.

use crate::{
    acts::ActKind,
    keys::CHARTER,
    shape::{Key, Kind, Shape},
};
use serde_json::{Map, Value, json};

/// JSON Schema, draft 7, which editors of TOML read.
pub fn schema() -> Value {
    let mut schema = table(&CHARTER);
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
        object.insert("title".into(), json!("A charter of Koinon"));
    }
    schema
}

fn table(shape: &Shape) -> Value {
    let properties: Map<String, Value> =
        shape.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<_> = shape.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn property(key: &Key) -> Value {
    let mut schema = value(&key.kind);
    let default = if key.default.is_empty() { String::new() } else { format!(" Default: {}.", key.default) };
    schema["description"] = json!(format!("{}{default} Executed by: {}.", key.says, key.runs.says()));
    schema
}

fn value(kind: &Kind) -> Value {
    match kind {
        Kind::Says | Kind::Words => json!({ "type": "string" }),
        Kind::Label => json!({ "type": "string", "pattern": "^[0-9A-Za-z]+(\\.[0-9A-Za-z]+)*$" }),
        Kind::Id | Kind::Name(_) => json!({ "type": "string", "examples": [kind.expected()] }),
        Kind::Choice(words) => json!({ "type": "string", "enum": words }),
        Kind::Condition(_) | Kind::Rule | Kind::RuleOrName | Kind::Proposer => {
            json!({ "type": "string", "examples": [kind.expected()] })
        }
        Kind::Duration => json!({ "type": "string", "pattern": "^[0-9]+ (hour|day|week|month|year)s?$" }),
        Kind::Year => json!({ "type": "integer", "minimum": 1, "maximum": 9999 }),
        Kind::Count(least, u64::MAX) => json!({ "type": "integer", "minimum": least }),
        Kind::Count(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::List(each) => json!({ "type": "array", "items": value(each) }),
        Kind::OneOrMany(each) => json!({ "anyOf": [value(each), { "type": "array", "items": value(each) }] }),
        Kind::Table(shape) => table(shape),
        Kind::Either(kinds) => json!({ "anyOf": kinds.iter().map(value).collect::<Vec<_>>() }),
        Kind::Tables(shape) => json!({ "type": "array", "items": table(shape) }),
        Kind::Named(shape) => json!({ "type": "object", "additionalProperties": table(shape) }),
        Kind::Acts(shape) => {
            let acts: Map<String, Value> = ActKind::ALL
                .iter()
                .map(|kind| {
                    let mut schema = table(shape);
                    schema["description"] = json!(format!("What it takes to {}.", kind.verb()));
                    (kind.name().to_owned(), schema)
                })
                .collect();
            json!({ "type": "object", "properties": acts, "additionalProperties": false })
        }
        Kind::Values(kind) => json!({ "type": "object", "additionalProperties": value(kind) }),
        Kind::Changes => json!({ "type": "object" }),
    }
}
