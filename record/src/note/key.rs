//! Ed25519 keys as notes know them: a name, a short number, and what they sign: notes, or checkpoints of others with the time.

use super::{Note, Signature, is_name};
use crate::hash::Hash;
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use std::fmt;

/// What a key signs. The same bytes make two keys under two kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The text of a note: signature type 1, Ed25519 (RFC 8032).
    Note,
    /// The text of a log's checkpoint and the time at which it was seen: type 4 (c2sp.org/tlog-cosignature).
    Cosignature,
}

impl Kind {
    fn byte(self) -> u8 {
        match self {
            Kind::Note => 1,
            Kind::Cosignature => 4,
        }
    }
}

/// Why a text is not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The name is empty, or holds a space or a plus sign.
    Name,
    /// Not `name+number+base64`.
    Form,
    /// A kind of key that is not known here.
    Kind,
    /// The short number is not that of the name and the key: the text was damaged.
    Number,
    /// Not the bytes of a key, or of one under which anything would verify.
    Bytes,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            KeyError::Name => "a key's name is not empty and holds no space and no plus sign",
            KeyError::Form => "a key is written `name+number+base64`",
            KeyError::Kind => "this kind of key is not known here; Ed25519 keys are",
            KeyError::Number => "the key's number does not fit its name and bytes",
            KeyError::Bytes => "these bytes are no usable Ed25519 key",
        })
    }
}

impl std::error::Error for KeyError {}

/// c2sp.org/signed-note: the first four bytes of a hash over name, kind and public key.
fn number(name: &str, kind: Kind, key: &VerifyingKey) -> u32 {
    let hash = Hash::of(&[name.as_bytes(), b"\n", &[kind.byte()], key.as_bytes()]);
    let [a, b, c, d, ..] = hash.0;
    u32::from_be_bytes([a, b, c, d])
}

/// A public key: it checks signatures. Written as a line `name+number+base64`, as Go's `note` package and its kin read it.
#[derive(Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    kind: Kind,
    number: u32,
    key: VerifyingKey,
}

impl Verifier {
    /// Reads a key from its line.
    pub fn parse(line: &str) -> Result<Self, KeyError> {
        let mut parts = line.splitn(3, '+');
        let (Some(name), Some(number), Some(base64)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Form);
        };
        let (kind, bytes) = decode(base64)?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| KeyError::Bytes)?;
        if key.is_weak() {
            return Err(KeyError::Bytes);
        }
        let read = Verifier::new(name, kind, key)?;
        if number != format!("{:08x}", read.number) {
            return Err(KeyError::Number);
        }
        Ok(read)
    }

    fn new(name: &str, kind: Kind, key: VerifyingKey) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        Ok(Verifier { name: name.to_owned(), kind, number: self::number(name, kind, &key), key })
    }

    /// The key's name. A log's key is named like the log.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// SHA-256 of the key's line: what a reader is told by another way than the record.
    pub fn fingerprint(&self) -> Hash {
        Hash::of(&[self.to_string().as_bytes()])
    }

    /// Is the signature by this key, by its name and number? Whether it is good is another question.
    pub fn made(&self, signature: &Signature) -> bool {
        signature.name == self.name && signature.id == self.number
    }

    /// Is there a signature by this key under the note, and is every one of them good?
    pub fn signed(&self, note: &Note) -> bool {
        let mut own = note.signatures().iter().filter(|signature| self.made(signature)).peekable();
        own.peek().is_some() && own.all(|signature| self.good(note.text(), signature))
    }

    /// The time at which a witness says it saw this checkpoint, in seconds since 1970, if its cosignature is good.
    pub fn seen_at(&self, note: &Note) -> Option<u64> {
        let own = note.signatures().iter().find(|signature| self.made(signature))?;
        let (time, _) = own.bytes.split_first_chunk::<8>()?;
        (self.kind == Kind::Cosignature && self.signed(note)).then_some(u64::from_be_bytes(*time))
    }

    /// Checks bytes that were signed as such, with no note about them.
    pub fn good_bytes(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature)).is_ok()
    }

    fn good(&self, text: &str, signature: &Signature) -> bool {
        match self.kind {
            Kind::Note => match signature.bytes.as_slice().try_into() {
                Ok(bytes) => self.good_bytes(text.as_bytes(), bytes),
                Err(_) => false,
            },
            Kind::Cosignature => match signature.bytes.split_first_chunk::<8>() {
                Some((time, rest)) => match rest.try_into() {
                    Ok(bytes) => {
                        let message = cosigned(text, u64::from_be_bytes(*time));
                        self.good_bytes(message.as_bytes(), bytes)
                    }
                    Err(_) => false,
                },
                None => false,
            },
        }
    }
}

/// c2sp.org/tlog-cosignature: what a witness signs.
fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

fn decode(base64: &str) -> Result<(Kind, [u8; 32]), KeyError> {
    let bytes = STANDARD.decode(base64).map_err(|_| KeyError::Form)?;
    let (kind, bytes) = bytes.split_first().ok_or(KeyError::Form)?;
    let kind = match kind {
        1 => Kind::Note,
        4 => Kind::Cosignature,
        _ => return Err(KeyError::Kind),
    };
    Ok((kind, bytes.try_into().map_err(|_| KeyError::Bytes)?))
}

fn encode(kind: Kind, bytes: &[u8; 32]) -> String {
    let mut all = vec![kind.byte()];
    all.extend_from_slice(bytes);
    STANDARD.encode(all)
}

/// The key's line.
impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{:08x}+{}", self.name, self.number, encode(self.kind, self.key.as_bytes()))
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A private key: it signs. Whoever has it can extend the record in the community's name.
#[derive(Clone)]
pub struct Signer {
    public: Verifier,
    key: SigningKey,
}

impl Signer {
    /// The key that 32 random bytes make. The randomness comes from the caller; it must be the operating system's.
    pub fn from_seed(name: &str, kind: Kind, seed: [u8; 32]) -> Result<Self, KeyError> {
        let key = SigningKey::from_bytes(&seed);
        Ok(Signer { public: Verifier::new(name, kind, key.verifying_key())?, key })
    }

    /// Reads a key from its line, `PRIVATE+KEY+name+number+base64`.
    pub fn parse(line: &str) -> Result<Self, KeyError> {
        let rest = line.strip_prefix("PRIVATE+KEY+").ok_or(KeyError::Form)?;
        let mut parts = rest.splitn(3, '+');
        let (Some(name), Some(number), Some(base64)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Form);
        };
        let (kind, seed) = decode(base64)?;
        let signer = Signer::from_seed(name, kind, seed)?;
        if number != format!("{:08x}", signer.public.number) {
            return Err(KeyError::Number);
        }
        Ok(signer)
    }

    /// The key's line, which belongs in a file that only its owner may read.
    pub fn secret(&self) -> String {
        let Verifier { name, number, kind, .. } = &self.public;
        format!("PRIVATE+KEY+{name}+{number:08x}+{}", encode(*kind, self.key.as_bytes()))
    }

    /// The public half.
    pub fn verifier(&self) -> &Verifier {
        &self.public
    }

    /// The signature under a text; `time`, in seconds since 1970, is when a witness sees it, and unused by other keys.
    pub fn sign(&self, text: &str, time: u64) -> Signature {
        let mut bytes = Vec::new();
        match self.public.kind {
            Kind::Note => bytes.extend(self.sign_bytes(text.as_bytes())),
            Kind::Cosignature => {
                bytes.extend(time.to_be_bytes());
                bytes.extend(self.sign_bytes(cosigned(text, time).as_bytes()));
            }
        }
        Signature { name: self.public.name.clone(), id: self.public.number, bytes }
    }

    /// The bare signature of bytes that no note can hold.
    pub(crate) fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

/// A private key does not show itself.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the private half of {}", self.public)
    }
}
