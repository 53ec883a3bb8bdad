//! Canonical JSON: one text for each value, so that a hash of the text is a hash of the value.
//!
//! RFC 8785 (Rundgren, Jordan and Erdtman, 2020) without numbers that are not whole: a value is null, a truth value, an
//! integer of at most 2^53 − 1 either way, a string, an array or an object. Keys are sorted by their UTF-16 code units.

mod fast;
mod parse;

pub(crate) use fast::certainly_canonical;
pub use parse::{Fault, JsonError, parse};

use std::cmp::Ordering;

/// The greatest integer that every reader of JSON holds exactly: 2^53 − 1 (RFC 8785, section 3.2.2.3).
pub const GREATEST: i64 = (1 << 53) - 1;

/// How deep arrays and objects may be nested.
pub const DEEPEST: usize = 64;

/// A JSON value without fractions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Integer(Integer),
    /// A text.
    String(String),
    /// Values in order.
    Array(Vec<Value>),
    /// Values by name.
    Object(Object),
}

/// A whole number from −(2^53 − 1) to 2^53 − 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Integer(i64);

impl Integer {
    /// The integer, if it is not too great either way.
    pub fn new(value: i64) -> Option<Self> {
        (-GREATEST..=GREATEST).contains(&value).then_some(Integer(value))
    }

    /// Its value.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Value::Integer(Integer(value.into()))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::String(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::String(value)
    }
}

impl From<Object> for Value {
    fn from(value: Object) -> Self {
        Value::Object(value)
    }
}

/// Values by name, sorted as RFC 8785 asks; no name twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object(Vec<(String, Value)>);

impl Object {
    /// An object without members.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a member, and returns what it was before.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let (name, value) = (name.into(), value.into());
        match self.place(&name) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (name, value));
                None
            }
        }
    }

    /// The object with that member set.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// The value of a member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.place(name).ok().map(|at| &self.0[at].1)
    }

    /// The text of a member that is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// Names and values, in the canonical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// How many members it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has no members.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        // Members mostly arrive in order: look at the end first.
        if self.0.last().is_none_or(|(last, _)| by_utf16(last, name) == Ordering::Less) {
            return Err(self.0.len());
        }
        self.0.binary_search_by(|(known, _)| by_utf16(known, name))
    }
}

/// RFC 8785, section 3.2.3: names are ordered by their UTF-16 code units, which is not the order of their characters.
fn by_utf16(a: &str, b: &str) -> Ordering {
    // In ASCII the two orders are one.
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

impl Value {
    /// The canonical text. Inverse of [`parse`] for every value that is nested at most [`DEEPEST`] deep.
    pub fn encode(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(true) => out.push_str("true"),
            Value::Bool(false) => out.push_str("false"),
            Value::Integer(Integer(number)) => out.push_str(&number.to_string()),
            Value::String(text) => write_string(text, out),
            Value::Array(values) => {
                out.push('[');
                for (at, value) in values.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    value.write(out);
                }
                out.push(']');
            }
            Value::Object(Object(members)) => {
                out.push('{');
                for (at, (name, value)) in members.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    write_string(name, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// RFC 8785, section 3.2.2.2: only what JSON says must be escaped is escaped, in the shortest form, hexadecimal in lower case.
fn write_string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    // Whole runs of plain characters at once.
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            8 => out.push_str("\\b"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            12 => out.push_str("\\f"),
            b'\r' => out.push_str("\\r"),
            control => out.push_str(&format!("\\u{control:04x}")),
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

/// The value of a text that is its canonical form, byte for byte.
pub fn canonical(bytes: &[u8]) -> Result<Value, JsonError> {
    let value = parse(bytes)?;
    let text = value.encode();
    match text.bytes().zip(bytes).position(|(ours, theirs)| ours != *theirs) {
        Some(at) => Err(JsonError { at, fault: Fault::NotCanonical }),
        None if text.len() != bytes.len() => {
            Err(JsonError { at: text.len().min(bytes.len()), fault: Fault::NotCanonical })
        }
        None => Ok(value),
    }
}

#[cfg(test)]
mod tests;
