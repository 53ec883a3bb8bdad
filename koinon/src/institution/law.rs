//! What `koinon record verify` judges by: every event decided again from the record alone, every signature checked.

use super::{folder, signing};
use ::record::{hash::Hash, verify};
use community::{Moment, Replay, State};
use serde_json::Value;

/// The law of a record. Its charter is the one that the first event carries, so that nothing beside it is needed but the
/// record's name, to which signatures hold.
pub struct Judge {
    origin: String,
    replay: Replay,
}

impl Judge {
    /// Begins to judge the record of that name.
    pub fn new(origin: &str) -> Self {
        Judge { origin: origin.to_owned(), replay: Replay::new() }
    }

    /// When the last event so far happened.
    pub fn as_of(&self) -> Option<Moment> {
        self.replay.state().at
    }

    /// What the institution is, after the events so far.
    pub fn digest(&self) -> Hash {
        digest(self.replay.state())
    }
}

impl verify::Judge for Judge {
    fn next(&mut self, _: u64, bytes: &[u8]) -> Result<(), String> {
        let Some(event) = folder::event(bytes)? else { return Ok(()) };
        signing::check(&self.origin, &event)?;
        self.replay.next(&event)
    }

    fn end(&mut self) -> Result<(), String> {
        self.replay.missing().map_or(Ok(()), Err)
    }
}

/// The SHA-256 of a state as canonical JSON, without what it says nothing of: so an institution that does not use what a later
/// release adds has the same digest there.
fn digest(state: &State) -> Hash {
    let said = serde_json::to_value(state).ok().and_then(said).unwrap_or_default();
    Hash::of(&[said.to_string().as_bytes()])
}

/// A value without its members that are null, false or empty; nothing, if nothing is left.
fn said(value: Value) -> Option<Value> {
    match value {
        Value::Null | Value::Bool(false) => None,
        // A list says something by its places.
        Value::Array(values) if values.is_empty() => None,
        Value::Array(values) => {
            Some(values.into_iter().map(|value| said(value).unwrap_or_default()).collect())
        }
        Value::Object(members) => {
            let members = members.into_iter().filter_map(|(name, value)| Some((name, said(value)?)));
            let members: serde_json::Map<_, _> = members.collect();
            (!members.is_empty()).then_some(Value::Object(members))
        }
        value => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_said_makes_no_difference() {
        let old = json!({ "members": { "NOR": { "since": 1 } }, "names": {} });
        let new =
            json!({ "members": { "NOR": { "since": 1, "stayed": false } }, "missions": [], "seat": null });
        assert_eq!(said(old), said(new));
        assert_eq!(said(json!([[], null, 1])), Some(json!([null, null, 1])));
        assert_ne!(said(json!({ "a": 0 })), said(json!({})));
        assert_ne!(said(json!({ "a": [1, {}] })), said(json!({ "a": [1] })));
    }
}
