//! What the campaign keeps secret and what it signs: links in mails, addresses that are only compared, personal data at rest.
//!
//! Everything derives from one key of 32 bytes (HKDF, RFC 5869). Whoever has it can forge links; whoever has the tables alone
//! can neither forge one nor, where a sealing key is set, read an address or a comment.

mod link;
mod seal;

use ring::{hkdf, hmac};

pub use link::{Link, LinkError, Purpose};
pub use seal::SealError;

/// The keys in use.
#[derive(Clone)]
pub struct Secrets {
    links: hmac::Key,
    index: hmac::Key,
    sealing: Option<seal::Sealing>,
}

impl Secrets {
    /// Derives the keys from the site's own. `sealing` is the key that the association keeps elsewhere, if it has one.
    pub fn new(site: &[u8; 32], sealing: Option<&[u8; 32]>) -> Self {
        Self {
            links: hmac::Key::new(hmac::HMAC_SHA256, &derived(site, b"koinon links")),
            index: hmac::Key::new(hmac::HMAC_SHA256, &derived(site, b"koinon index")),
            sealing: sealing.map(|key| seal::Sealing::new(&derived(key, b"koinon sealing"))),
        }
    }

    /// Is there a key that seals personal data at rest?
    pub const fn seals(&self) -> bool {
        self.sealing.is_some()
    }

    /// A value by which equal texts are found without keeping the text: an address, a network. The same text under another
    /// `of` gives another value.
    pub fn index(&self, of: &str, text: &str) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.index);
        // The length keeps one name from running into the text of another.
        context.update(&(of.len() as u64).to_be_bytes());
        context.update(of.as_bytes());
        context.update(text.as_bytes());
        let mut out = [0; 32];
        out.copy_from_slice(context.sign().as_ref());
        out
    }
}

/// A key of 32 bytes for one use.
#[expect(clippy::expect_used, reason = "the lengths are fixed")]
fn derived(key: &[u8; 32], purpose: &[u8]) -> [u8; 32] {
    struct Long;
    impl hkdf::KeyType for Long {
        fn len(&self) -> usize {
            32
        }
    }
    let drawn = hkdf::Salt::new(hkdf::HKDF_SHA256, b"koinon").extract(key);
    let info = [purpose];
    let mut out = [0; 32];
    // INVARIANT: HKDF-SHA256 gives up to 8,160 bytes, and 32 are asked for and taken.
    drawn.expand(&info, Long).and_then(|okm| okm.fill(&mut out)).expect("32 bytes of HKDF");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_differ_by_use_and_by_site() {
        let keys = [derived(&[1; 32], b"a"), derived(&[1; 32], b"b"), derived(&[2; 32], b"a"), [0; 32]];
        assert!(keys.iter().enumerate().all(|(at, key)| !keys[..at].contains(key)));
    }

    #[test]
    fn an_index_finds_equal_texts_of_one_kind_only() {
        let secrets = Secrets::new(&[1; 32], None);
        assert_eq!(secrets.index("address", "a"), secrets.index("address", "a"));
        assert_ne!(secrets.index("address", "a"), secrets.index("network", "a"));
        assert_ne!(secrets.index("addressa", ""), secrets.index("address", "a"));
        assert_ne!(secrets.index("address", "a"), Secrets::new(&[2; 32], None).index("address", "a"));
    }
}
