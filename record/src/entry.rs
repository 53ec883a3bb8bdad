//! One entry of a record: canonical JSON of at most 65,535 bytes, which may name larger matter by its hash.

use crate::{
    hash::Hash,
    json::{self, JsonError, Value},
    merkle::leaf_hash,
    tile::LONGEST_ENTRY,
};
use std::fmt;

/// An entry that a record takes.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    bytes: Vec<u8>,
    leaf: Hash,
    rotates: bool,
    blobs: Vec<Hash>,
}

/// Why bytes are not an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryError {
    /// Not canonical JSON.
    Json(JsonError),
    /// So many bytes, which are too many.
    TooLong(usize),
}

impl fmt::Display for EntryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EntryError::Json(error) => write!(f, "the entry is not canonical JSON: {error}"),
            EntryError::TooLong(length) => {
                write!(f, "the entry has {length} bytes, {LONGEST_ENTRY} are allowed")
            }
        }
    }
}

impl std::error::Error for EntryError {}

impl EntryError {
    /// What would be right.
    pub fn help(&self) -> &'static str {
        match self {
            EntryError::Json(_) => {
                "RFC 8785: sorted names, no spaces, whole numbers, only what must be escaped"
            }
            EntryError::TooLong(_) => "keep larger matter as a blob and name it by its hash",
        }
    }
}

impl Entry {
    /// The entry of a value, in its canonical form.
    pub fn new(value: &Value) -> Result<Self, EntryError> {
        Entry::from_bytes(value.encode().into_bytes())
    }

    /// The entry of bytes that are canonical already.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, EntryError> {
        if bytes.len() > LONGEST_ENTRY {
            return Err(EntryError::TooLong(bytes.len()));
        }
        let (mut rotates, mut blobs) = (false, Vec::new());
        // Most entries do neither, and need not be read for that.
        let names = ["\"key_rotation\"", "\"blobs/"].iter().any(|name| contains(&bytes, name.as_bytes()));
        if names || !json::certainly_canonical(&bytes) {
            let value = json::canonical(&bytes).map_err(EntryError::Json)?;
            rotates =
                matches!(&value, Value::Object(object) if object.get(crate::rotation::MEMBER).is_some());
            named_blobs(&value, &mut blobs);
        }
        Ok(Entry { leaf: leaf_hash(&bytes), bytes, rotates, blobs })
    }

    /// The bytes that are hashed and kept.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The hash of the entry as a leaf of the tree.
    pub fn leaf(&self) -> Hash {
        self.leaf
    }

    /// Does it change the key of the record?
    pub fn rotates(&self) -> bool {
        self.rotates
    }

    /// The larger matter it names: each string value that is `blobs/` and 64 hexadecimal digits in lower case.
    pub fn blobs(&self) -> &[Hash] {
        &self.blobs
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", String::from_utf8_lossy(&self.bytes))
    }
}

/// The path by which an entry names larger matter, and under which an exported record keeps it.
pub fn blob_path(hash: Hash) -> String {
    format!("blobs/{hash}")
}

/// The hash that such a path holds.
pub fn blob_named(path: &str) -> Option<Hash> {
    Hash::from_hex(path.strip_prefix("blobs/")?)
}

/// The larger matter that the bytes of an entry name.
pub(crate) fn blobs_in(entry: &[u8]) -> Vec<Hash> {
    let mut found = Vec::new();
    // Most entries name none, and that is seen without reading them.
    if contains(entry, b"\"blobs/")
        && let Ok(value) = json::parse(entry)
    {
        named_blobs(&value, &mut found);
    }
    found
}

fn contains(bytes: &[u8], sought: &[u8]) -> bool {
    bytes.windows(sought.len()).any(|window| window == sought)
}

fn named_blobs(value: &Value, found: &mut Vec<Hash>) {
    match value {
        Value::String(text) => found.extend(blob_named(text)),
        Value::Array(values) => values.iter().for_each(|value| named_blobs(value, found)),
        Value::Object(object) => object.iter().for_each(|(_, value)| named_blobs(value, found)),
        Value::Null | Value::Bool(_) | Value::Integer(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let words = match Entry::from_bytes(text.as_bytes().to_vec()) {
            Ok(entry) => format!(
                "{} bytes, rotates: {}, blobs: {}",
                entry.bytes.len(),
                entry.rotates,
                entry.blobs.len()
            ),
            Err(error) => error.to_string(),
        };
        assert_eq!(words, expected);
    }

    #[test]
    fn an_entry_is_canonical_and_short() {
        check("{\"a\":1}", "7 bytes, rotates: false, blobs: 0");
        check("{\"a\": 1}", "the entry is not canonical JSON: not the canonical form of its value at byte 5");
        check("{\"a\":0.5}", "the entry is not canonical JSON: a number is not whole at byte 6");
        check(&format!("\"{}\"", "x".repeat(65_533)), "65535 bytes, rotates: false, blobs: 0");
        check(&format!("\"{}\"", "x".repeat(65_534)), "the entry has 65536 bytes, 65535 are allowed");
    }

    #[test]
    fn an_entry_names_blobs_and_rotations() {
        let hash = Hash::of(&[b"matter"]);
        check(&format!("{{\"a\":[{{\"b\":\"blobs/{hash}\"}}]}}"), "86 bytes, rotates: false, blobs: 1");
        check(&format!("{{\"blobs/{hash}\":\"blobs/{hash}x\"}}"), "148 bytes, rotates: false, blobs: 0");
        check("{\"key_rotation\":null}", "21 bytes, rotates: true, blobs: 0");
        check("{\"a\":{\"key_rotation\":null}}", "27 bytes, rotates: false, blobs: 0");
    }
}
