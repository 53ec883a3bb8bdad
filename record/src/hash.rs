//! A SHA-256 hash, and how it is written: in base64 within notes and proofs, in hexadecimal as a name.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::fmt;

/// 32 bytes of SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash of pieces, one after the other.
    pub fn of(pieces: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for piece in pieces {
            hasher.update(piece);
        }
        Hash(hasher.finalize().into())
    }

    /// The hash that standard base64 of 44 characters stands for (RFC 4648, section 4).
    pub fn from_base64(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok()?.try_into().ok().map(Hash)
    }

    /// Standard base64, 44 characters.
    pub fn to_base64(self) -> String {
        STANDARD.encode(self.0)
    }

    /// The hash that 64 hexadecimal digits in lower case stand for.
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Hash(bytes))
    }
}

/// Hexadecimal in lower case, 64 digits.
impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// FIPS 180-4, the example of one block.
    #[test]
    fn the_hash_of_abc() {
        let hash = Hash::of(&[b"a", b"bc"]);
        assert_eq!(hash.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hash.to_base64(), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }

    proptest! {
        #[test]
        fn both_ways_of_writing_read_back(bytes: [u8; 32]) {
            let hash = Hash(bytes);
            prop_assert_eq!(Hash::from_base64(&hash.to_base64()), Some(hash));
            prop_assert_eq!(Hash::from_hex(&hash.to_string()), Some(hash));
        }

        #[test]
        fn a_hash_is_written_in_one_way(text in any::<String>(), damaged: [u8; 32], at in 0usize..44, with in any::<char>()) {
            let mut signs: Vec<char> = Hash(damaged).to_base64().chars().collect();
            signs[at] = with;
            for text in [text, signs.iter().collect()] {
                if let Some(hash) = Hash::from_base64(&text) { prop_assert_eq!(hash.to_base64(), text.clone()); }
                if let Some(hash) = Hash::from_hex(&text) { prop_assert_eq!(hash.to_string(), text.clone()); }
            }
        }
    }
}
