//! Reads JSON strictly: RFC 8259 without fractions, with every name once, and with bounded depth.

use super::{DEEPEST, Integer, Object, Value};
use std::fmt;

/// Why a text is not JSON that the record takes, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// The byte at which it stops being right, from 0.
    pub at: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text ends too early.
    Ends,
    /// Something else was expected here.
    Expected(&'static str),
    /// Something follows the value.
    Trailing,
    /// Not UTF-8.
    NotUtf8,
    /// A control character that is not escaped.
    Control,
    /// A half of a surrogate pair without the other.
    Surrogate,
    /// A number with a fraction or an exponent.
    Fraction,
    /// An integer beyond 2^53 − 1.
    TooGreat,
    /// The number −0, which JSON has and integers have not.
    MinusZero,
    /// A name for the second time in one object.
    Twice,
    /// Nested deeper than is allowed.
    TooDeep,
    /// JSON, but not its canonical form.
    NotCanonical,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fault {
            Fault::Ends => write!(f, "the text ends too early")?,
            Fault::Expected(what) => write!(f, "expected {what}")?,
            Fault::Trailing => write!(f, "something follows the value")?,
            Fault::NotUtf8 => write!(f, "not UTF-8")?,
            Fault::Control => write!(f, "a control character is not escaped")?,
            Fault::Surrogate => write!(f, "half of a surrogate pair")?,
            Fault::Fraction => write!(f, "a number is not whole")?,
            Fault::TooGreat => write!(f, "an integer is beyond 9007199254740991")?,
            Fault::MinusZero => write!(f, "minus zero is not an integer")?,
            Fault::Twice => write!(f, "a name stands twice in one object")?,
            Fault::TooDeep => write!(f, "nested more than {DEEPEST} deep")?,
            Fault::NotCanonical => write!(f, "not the canonical form of its value")?,
        }
        write!(f, " at byte {}", self.at)
    }
}

impl std::error::Error for JsonError {}

/// The value that a JSON text means. White space and escapes may be as JSON allows.
pub fn parse(bytes: &[u8]) -> Result<Value, JsonError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| JsonError { at: error.valid_up_to(), fault: Fault::NotUtf8 })?;
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.space();
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.fault(Fault::Trailing)),
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn fault(&self, fault: Fault) -> JsonError {
        JsonError { at: self.at, fault }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Takes a byte that must be there.
    fn take(&mut self, byte: u8, name: &'static str) -> Result<(), JsonError> {
        match self.peek() {
            Some(found) if found == byte => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(self.fault(Fault::Expected(name))),
            None => Err(self.fault(Fault::Ends)),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.space();
        match self.peek() {
            None => Err(self.fault(Fault::Ends)),
            Some(b'n') => self.word("null", Value::Null),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.integer(),
            Some(b'[' | b'{') if depth == DEEPEST => Err(self.fault(Fault::TooDeep)),
            Some(b'[') => self.array(depth + 1),
            Some(b'{') => self.object(depth + 1),
            Some(_) => Err(self.fault(Fault::Expected("a value"))),
        }
    }

    fn word(&mut self, word: &'static str, value: Value) -> Result<Value, JsonError> {
        if !self.text[self.at..].starts_with(word) {
            return Err(self.fault(Fault::Expected("`null`, `true` or `false`")));
        }
        self.at += word.len();
        Ok(value)
    }

    fn array(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.take(b'[', "`[`")?;
        let mut values = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(values));
        }
        loop {
            values.push(self.value(depth)?);
            self.space();
            if self.peek() != Some(b',') {
                self.take(b']', "`,` or `]`")?;
                return Ok(Value::Array(values));
            }
            self.at += 1;
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.take(b'{', "`{`")?;
        let mut object = Object::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(object));
        }
        loop {
            self.space();
            let at = self.at;
            let name = self.string()?;
            self.space();
            self.take(b':', "`:`")?;
            let value = self.value(depth)?;
            if object.set(name, value).is_some() {
                return Err(JsonError { at, fault: Fault::Twice });
            }
            self.space();
            if self.peek() != Some(b',') {
                self.take(b'}', "`,` or `}`")?;
                return Ok(Value::Object(object));
            }
            self.at += 1;
        }
    }

    fn integer(&mut self) -> Result<Value, JsonError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let digits = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        let found = &self.text[digits..self.at];
        if found.is_empty() || (found.len() > 1 && found.starts_with('0')) {
            return Err(JsonError {
                at: digits,
                fault: Fault::Expected("a digit other than a leading zero"),
            });
        }
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            return Err(self.fault(Fault::Fraction));
        }
        let number = &self.text[start..self.at];
        if number == "-0" {
            return Err(JsonError { at: start, fault: Fault::MinusZero });
        }
        let integer = number.parse().ok().and_then(Integer::new);
        integer.map(Value::Integer).ok_or(JsonError { at: start, fault: Fault::TooGreat })
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.take(b'"', "`\"`")?;
        let mut out = String::new();
        loop {
            // Whole runs of plain characters at once.
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\');
            let plain = plain.unwrap_or(rest.len());
            out.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                None => return Err(self.fault(Fault::Ends)),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                Some(_) => return Err(self.fault(Fault::Control)),
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let sign = match self.peek() {
            None => return Err(self.fault(Fault::Ends)),
            Some(b'u') => {
                self.at += 1;
                return self.code_point();
            }
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(_) => return Err(self.fault(Fault::Expected("an escape that JSON knows"))),
        };
        self.at += 1;
        Ok(sign)
    }

    /// After `\u`: one code unit, or two that make a pair.
    fn code_point(&mut self) -> Result<char, JsonError> {
        let start = self.at;
        let first = self.code_unit()?;
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) {
            if !self.text[self.at..].starts_with("\\u") {
                return Err(JsonError { at: start, fault: Fault::Surrogate });
            }
            self.at += 2;
            units.push(self.code_unit()?);
        }
        let mut decoded = char::decode_utf16(units);
        match (decoded.next(), decoded.next()) {
            (Some(Ok(sign)), None) => Ok(sign),
            _ => Err(JsonError { at: start, fault: Fault::Surrogate }),
        }
    }

    fn code_unit(&mut self) -> Result<u16, JsonError> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).ok_or(self.fault(Fault::Ends))?;
        let mut unit: u16 = 0;
        for digit in digits {
            let value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                b'A'..=b'F' => digit - b'A' + 10,
                _ => return Err(self.fault(Fault::Expected("four hexadecimal digits"))),
            };
            unit = unit * 16 + u16::from(value);
        }
        self.at += 4;
        Ok(unit)
    }
}
