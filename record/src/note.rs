//! Signed notes (c2sp.org/signed-note): a text, and lines under it by which keys vouch for it.

mod key;

pub use key::{KeyError, Kind, Signer, Verifier};

use base64::{Engine, engine::general_purpose::STANDARD};
use std::fmt;

/// The longest note that is read, in bytes.
pub const LONGEST: usize = 1 << 16;

/// The most signatures of a note that is read.
pub const MOST_SIGNATURES: usize = 64;

/// A text and its signatures. That it was read says nothing of who signed it: ask a [`Verifier`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// One line under a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key.
    pub name: String,
    /// The key's short number, which tells keys of one name apart.
    pub id: u32,
    /// What the key made of the text.
    pub bytes: Vec<u8>,
}

/// Why bytes are not a signed note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteError {
    /// Longer than is read.
    TooLong,
    /// Not UTF-8, or with control characters other than the end of a line.
    Characters,
    /// No empty line before the signatures, or no end of line at the end.
    Form,
    /// The line of a signature, from 1 among them, is not one.
    Signature(usize),
    /// More signatures than are read.
    TooMany,
}

impl fmt::Display for NoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoteError::TooLong => write!(f, "the note is longer than {LONGEST} bytes"),
            NoteError::Characters => write!(f, "the note is not UTF-8 without control characters"),
            NoteError::Form => {
                write!(f, "a note is a text, an empty line and signatures, each line with its end")
            }
            NoteError::Signature(number) => {
                write!(f, "line {number} under the note is not `— name base64`")
            }
            NoteError::TooMany => write!(f, "the note has more than {MOST_SIGNATURES} signatures"),
        }
    }
}

impl std::error::Error for NoteError {}

impl Note {
    /// A note without signatures yet. The text ends with the end of a line.
    pub fn new(text: impl Into<String>) -> Result<Self, NoteError> {
        let text = text.into();
        if text.chars().any(|sign| sign < ' ' && sign != '\n') {
            return Err(NoteError::Characters);
        }
        if !text.ends_with('\n') {
            return Err(NoteError::Form);
        }
        Ok(Note { text, signatures: Vec::new() })
    }

    /// A text that needs no check, for it is ours, with one signature.
    pub(crate) fn signed_text(text: String, signature: Signature) -> Self {
        Note { text, signatures: vec![signature] }
    }

    /// Reads a note.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > LONGEST {
            return Err(NoteError::TooLong);
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| NoteError::Characters)?;
        // The text may have empty lines itself: the last one parts it from the signatures.
        let end = whole.rfind("\n\n").ok_or(NoteError::Form)?;
        let mut note = Note::new(&whole[..=end])?;
        let lines = whole[end + 2..].strip_suffix('\n').ok_or(NoteError::Form)?;
        for (at, line) in lines.split('\n').enumerate() {
            if at == MOST_SIGNATURES {
                return Err(NoteError::TooMany);
            }
            note.signatures.push(Signature::parse(line).ok_or(NoteError::Signature(at + 1))?);
        }
        Ok(note)
    }

    /// The text that is signed, with its last end of line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in their order.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Adds a signature at the end.
    pub fn add(&mut self, signature: Signature) {
        self.signatures.push(signature);
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

impl Signature {
    /// Reads a line `— name base64`, without its end.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, text) = line.strip_prefix("— ")?.split_once(' ')?;
        let bytes = STANDARD.decode(text).ok()?;
        let (id, bytes) = bytes.split_first_chunk::<4>()?;
        if !is_name(name) || bytes.is_empty() {
            return None;
        }
        Some(Signature { name: name.to_owned(), id: u32::from_be_bytes(*id), bytes: bytes.to_vec() })
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: Vec<u8> = self.id.to_be_bytes().iter().chain(&self.bytes).copied().collect();
        write!(f, "— {} {}", self.name, STANDARD.encode(bytes))
    }
}

/// May a key have this name? Not empty, without spaces, plus signs or control characters.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|sign| sign.is_whitespace() || sign.is_control() || sign == '+')
}

#[cfg(test)]
mod tests;
