//! One entry of the record, and whom and what it concerns, so that pages find it without reading it again.

use community::{Event, actor::is_code};
use record::rotation::Rotation;
use serde_json::Value;

/// An entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What happened; nothing where the entry changes the key of the record.
    pub event: Option<Event>,
    /// The kind of event, as on the wire: `vote-opened`; `key-rotation` where the key changes.
    pub kind: Box<str>,
    /// The motion that it belongs to.
    pub motion: Option<u64>,
    /// The states that did it or that it concerns.
    pub states: Vec<String>,
    /// The bytes of a change of key; those of an event follow from it.
    other: Box<[u8]>,
}

impl Entry {
    /// Reads an entry.
    ///
    /// # Errors
    ///
    /// Why it is neither an event nor a change of key.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        if Rotation::of(bytes).is_some() {
            let kind = "key-rotation".into();
            return Ok(Self { event: None, kind, motion: None, states: Vec::new(), other: bytes.into() });
        }
        let event = Event::from_json(bytes)?;
        let value = serde_json::to_value(&event.happened).unwrap_or_default();
        let kind = value.get("event").and_then(Value::as_str).unwrap_or_default().into();
        let motion = value.get("motion").and_then(Value::as_u64);
        let matter = value.get("matter").unwrap_or(&Value::Null);
        let concerned = [&value, matter, matter.get("candidate").unwrap_or(&Value::Null)];
        let mut states: Vec<String> = event.actor.state().map(str::to_owned).into_iter().collect();
        states.extend(concerned.iter().filter_map(|value| Some(value.get("state")?.as_str()?.to_owned())));
        states.retain(|code| is_code(code));
        states.dedup();
        Ok(Self { event: Some(event), kind, motion, states, other: Box::default() })
    }

    /// The bytes as they were recorded.
    pub fn bytes(&self) -> Vec<u8> {
        match &self.event {
            // INVARIANT: an event is read only where it is written as events are (`Event::from_json`).
            Some(event) => event.to_json().into_bytes(),
            None => self.other.to_vec(),
        }
    }

    /// Does it concern this state, or did the state do it?
    pub fn concerns(&self, code: &str) -> bool {
        self.states.iter().any(|state| state == code)
    }
}
