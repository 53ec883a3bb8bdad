//! Events as sentences, for people.

use crate::event::Happening;

/// The kind of an event, as on the wire: `vote-opened`.
pub fn kind(happening: &Happening) -> String {
    let value = serde_json::to_value(happening).unwrap_or_default();
    value.get("event").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}
