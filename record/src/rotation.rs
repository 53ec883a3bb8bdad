//! Changing the key of a record: an entry in which the old key names the new one. From the next checkpoint on the new one signs.
//!
//! The entry is an object with a member `key_rotation`, `{"from": KEY, "signature": BASE64, "to": KEY}`, beside whatever else
//! its author says in it. The old key signs the log's name, the entry's number and both keys, so that the words cannot be
//! used again elsewhere.

use crate::{
    json::{self, Object, Value},
    note::{Kind, Signer, Verifier},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::fmt;

/// The member of an entry that makes it a change of key.
pub const MEMBER: &str = "key_rotation";

/// A change of key, as an entry says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// The key that signed until now.
    pub from: Verifier,
    /// The key that signs from now on.
    pub to: Verifier,
    signature: [u8; 64],
}

/// Why a change of key is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationError {
    /// The member is not as it must be.
    Form,
    /// It speaks of a key that does not sign now.
    From,
    /// The new key is not one for notes under the log's name.
    To,
    /// The old key did not sign it, not for this log, or not as this entry.
    Signature,
}

impl fmt::Display for RotationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RotationError::Form => {
                "the change of key is not {\"from\": key, \"signature\": base64, \"to\": key}"
            }
            RotationError::From => "the change of key is from one that does not sign this record now",
            RotationError::To => "the change of key is to one that does not have the record's name",
            RotationError::Signature => {
                "the change of key is not signed by the old key for this record and this entry"
            }
        })
    }
}

impl std::error::Error for RotationError {}

impl Rotation {
    /// The old key names the new one, in the entry that will have this number.
    pub fn sign(old: &Signer, to: &Verifier, index: u64) -> Self {
        let from = old.verifier().clone();
        let signature = old.sign_bytes(message(&from, to, index).as_bytes());
        Rotation { from, to: to.clone(), signature }
    }

    /// The value of the member [`MEMBER`].
    pub fn value(&self) -> Value {
        Object::new()
            .with("from", self.from.to_string())
            .with("signature", STANDARD.encode(self.signature))
            .with("to", self.to.to_string())
            .into()
    }

    /// The change of key that an entry holds, if it holds one.
    pub fn of(entry: &[u8]) -> Option<Result<Self, RotationError>> {
        // Most entries hold none, and that is seen without reading them.
        let sought = MEMBER.as_bytes();
        if !entry.windows(sought.len()).any(|window| window == sought) {
            return None;
        }
        let Ok(Value::Object(object)) = json::parse(entry) else { return None };
        object.get(MEMBER).map(|value| Rotation::read(value).ok_or(RotationError::Form))
    }

    fn read(value: &Value) -> Option<Self> {
        let Value::Object(object) = value else { return None };
        let signature = STANDARD.decode(object.text("signature")?).ok()?;
        let rotation = Rotation {
            from: Verifier::parse(object.text("from")?).ok()?,
            to: Verifier::parse(object.text("to")?).ok()?,
            signature: signature.try_into().ok()?,
        };
        (object.len() == 3).then_some(rotation)
    }

    /// Is it valid as entry `index` of the record that `current` signs?
    pub fn check(&self, current: &Verifier, index: u64) -> Result<(), RotationError> {
        if self.from != *current {
            return Err(RotationError::From);
        }
        if self.to.name() != current.name() || self.to.kind() != Kind::Note || self.to == *current {
            return Err(RotationError::To);
        }
        let message = message(&self.from, &self.to, index);
        match self.from.good_bytes(message.as_bytes(), &self.signature) {
            true => Ok(()),
            false => Err(RotationError::Signature),
        }
    }
}

/// What the old key signs. A checkpoint's text has another second line, so that neither can pass for the other.
fn message(from: &Verifier, to: &Verifier, index: u64) -> String {
    format!("key-rotation/v1\n{}\n{index}\n{from}\n{to}\n", from.name())
}

/// The keys of a record in their order, gathered from its entries.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// The key of each time, with the number of entries before it signed.
    keys: Vec<(u64, Verifier)>,
}

impl Keys {
    /// No entry was read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The entries before `index` were read elsewhere, and `key` signs.
    pub fn after(index: u64, key: &Verifier) -> Self {
        Keys { keys: vec![(index, key.clone())] }
    }

    /// Reads entry `index`. A change of key must follow on what was read before.
    pub fn read(&mut self, index: u64, entry: &[u8]) -> Result<(), RotationError> {
        let Some(rotation) = Rotation::of(entry) else { return Ok(()) };
        let rotation = rotation?;
        if self.keys.is_empty() {
            self.keys.push((0, rotation.from.clone()));
        }
        if let Some((_, current)) = self.keys.last() {
            rotation.check(current, index)?;
        }
        self.keys.push((index + 1, rotation.to));
        Ok(())
    }

    /// Every key, the first at the beginning, where `last` is the one that signs now; nothing if the entries lead to another.
    pub fn ending_with(self, last: &Verifier) -> Option<Vec<(u64, Verifier)>> {
        match self.keys.last() {
            None => Some(vec![(0, last.clone())]),
            Some((_, key)) => (key == last).then_some(self.keys),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(name: &str, seed: u8) -> Signer {
        Signer::from_seed(name, Kind::Note, [seed; 32]).unwrap()
    }

    fn entry(old: &Signer, new: &Signer, index: u64) -> Vec<u8> {
        let rotation = Rotation::sign(old, new.verifier(), index);
        Value::from(Object::new().with("says", "new key").with(MEMBER, rotation.value()))
            .encode()
            .into_bytes()
    }

    #[test]
    fn the_old_key_names_the_new_one() {
        let (a, b, c) = (signer("log.example", 1), signer("log.example", 2), signer("log.example", 3));
        let mut keys = Keys::new();
        keys.read(0, b"{}").unwrap();
        keys.read(1, &entry(&a, &b, 1)).unwrap();
        keys.read(2, b"{\"says\":\"key_rotation\"}").unwrap();
        keys.read(3, &entry(&b, &c, 3)).unwrap();
        assert!(keys.clone().ending_with(b.verifier()).is_none());
        let chain = keys.ending_with(c.verifier()).unwrap();
        let names = [(0, &a), (2, &b), (4, &c)].map(|(from, key)| (from, key.verifier().clone()));
        assert_eq!(chain, names);
    }

    #[test]
    fn nobody_else_can() {
        let (a, b, c) = (signer("log.example", 1), signer("log.example", 2), signer("log.example", 3));
        let after = |entries: &[(u64, Vec<u8>)]| {
            let mut keys = Keys::new();
            entries.iter().try_for_each(|(index, entry)| keys.read(*index, entry))
        };
        let start = (0, entry(&a, &b, 0));
        assert_eq!(after(std::slice::from_ref(&start)), Ok(()));
        assert_eq!(
            after(&[(1, entry(&a, &b, 0))]),
            Err(RotationError::Signature),
            "used again as another entry"
        );
        assert_eq!(
            after(&[start.clone(), (1, entry(&a, &c, 1))]),
            Err(RotationError::From),
            "by a key of the past"
        );
        assert_eq!(after(&[(0, entry(&a, &signer("other.example", 2), 0))]), Err(RotationError::To));
        assert_eq!(after(&[(0, entry(&a, &a, 0))]), Err(RotationError::To));
        assert_eq!(after(&[(0, b"{\"key_rotation\":1}".to_vec())]), Err(RotationError::Form));
        let forged = String::from_utf8(entry(&a, &b, 0))
            .unwrap()
            .replace(&b.verifier().to_string(), &c.verifier().to_string());
        assert_eq!(after(&[(0, forged.into_bytes())]), Err(RotationError::Signature));
    }
}
