//! Events as they lie in a record: from bytes, in their one form.

use crate::event::Event;

impl Event {
    /// Reads an event from the bytes of an entry. What is said twice, or beside the form, is nothing that the law knows.
    ///
    /// # Errors
    ///
    /// Why the bytes are no event.
    pub fn from_json(bytes: &[u8]) -> Result<Self, String> {
        let event: Self =
            serde_json::from_slice(bytes).map_err(|error| format!("it is no event: {error}"))?;
        match event.to_json().as_bytes() == bytes {
            true => Ok(event),
            false => Err("it is not written as an event is".into()),
        }
    }
}
