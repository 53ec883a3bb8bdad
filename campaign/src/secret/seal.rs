//! Personal data at rest: sealed with ChaCha20-Poly1305 (RFC 8439) where a key is given, as written where none is.

use super::Secrets;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use std::fmt;

/// What a sealed text begins with; a text as written begins with [`PLAIN`].
const SEALED: u8 = 1;
const PLAIN: u8 = 0;

#[derive(Clone)]
pub(super) struct Sealing(LessSafeKey);

impl Sealing {
    #[expect(clippy::expect_used, reason = "the length is fixed")]
    pub fn new(key: &[u8; 32]) -> Self {
        // INVARIANT: the key has the 32 bytes that the cipher asks for.
        Self(LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, key).expect("a key of 32 bytes")))
    }
}

/// Why a sealed text cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError {
    /// No key is given.
    NoKey,
    /// It was sealed with another key, for another place, or was changed.
    Broken,
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoKey => "it is sealed, and the key that opens it is not given",
            Self::Broken => "it was sealed with another key, or was changed",
        })
    }
}

impl std::error::Error for SealError {}

impl Secrets {
    /// Bytes as they are kept at a place, such as `signature.address`: what is sealed and moved elsewhere does not open. `chance` are
    /// fresh random bytes that are used for nothing else.
    #[expect(clippy::expect_used, reason = "only bytes beyond all memory fail")]
    pub fn seal_bytes(&self, place: &str, bytes: &[u8], chance: [u8; NONCE_LEN]) -> Vec<u8> {
        let Some(Sealing(key)) = &self.sealing else {
            return [&[PLAIN], bytes].concat();
        };
        let mut sealed = bytes.to_vec();
        let nonce = Nonce::assume_unique_for_key(chance);
        // INVARIANT: what is in memory is shorter than the 256 GiB at which sealing fails.
        key.seal_in_place_append_tag(nonce, Aad::from(place.as_bytes()), &mut sealed).expect("a short text");
        [&[SEALED], chance.as_slice(), &sealed].concat()
    }

    /// The same for a text.
    pub fn seal(&self, place: &str, text: &str, chance: [u8; NONCE_LEN]) -> Vec<u8> {
        self.seal_bytes(place, text.as_bytes(), chance)
    }

    /// The text that is kept.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub fn unseal(&self, place: &str, kept: &[u8]) -> Result<String, SealError> {
        String::from_utf8(self.unseal_bytes(place, kept)?).map_err(|_| SealError::Broken)
    }

    /// The bytes that are kept.
    ///
    /// # Errors
    ///
    /// Why they cannot be read.
    pub fn unseal_bytes(&self, place: &str, kept: &[u8]) -> Result<Vec<u8>, SealError> {
        match kept.split_first() {
            Some((&PLAIN, plain)) => Ok(plain.to_vec()),
            Some((&SEALED, rest)) => {
                let Some(Sealing(key)) = &self.sealing else { return Err(SealError::NoKey) };
                let (nonce, sealed) = rest.split_at_checked(NONCE_LEN).ok_or(SealError::Broken)?;
                let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Broken)?;
                let mut sealed = sealed.to_vec();
                let opened = key.open_in_place(nonce, Aad::from(place.as_bytes()), &mut sealed);
                Ok(opened.map_err(|_| SealError::Broken)?.to_vec())
            }
            _ => Err(SealError::Broken),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_sealed_opens_where_it_was_sealed(text in "\\PC{0,80}", chance: [u8; 12], keyed: bool) {
            let secrets = Secrets::new(&[1; 32], keyed.then_some(&[2; 32]));
            let kept = secrets.seal("here", &text, chance);
            prop_assert_eq!(secrets.unseal("here", &kept), Ok(text.clone()));
            if keyed {
                prop_assert_eq!(secrets.unseal("there", &kept), Err(SealError::Broken));
                prop_assert_eq!(Secrets::new(&[1; 32], None).unseal("here", &kept), Err(SealError::NoKey));
                let other = Secrets::new(&[1; 32], Some(&[3; 32]));
                prop_assert_eq!(other.unseal("here", &kept), Err(SealError::Broken));
                prop_assert!(text.len() < 4 || !kept.windows(text.len()).any(|part| part == text.as_bytes()));
            }
        }

        #[test]
        fn no_bytes_panic(kept: Vec<u8>) {
            let _ = Secrets::new(&[1; 32], Some(&[2; 32])).unseal("here", &kept);
        }
    }
}
