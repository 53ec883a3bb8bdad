//! The office from which the campaign writes: its secrets, its address on the web, its name at the foot of each letter.

use crate::{
    mail::Sender,
    secret::{Link, Purpose, Secrets},
};

/// What every letter and link needs.
#[derive(Clone)]
pub struct Office {
    /// The keys.
    pub secrets: Secrets,
    /// Who writes.
    pub sender: Sender,
    /// Where the site stands, such as `https://example.org`, without a slash at the end.
    pub origin: String,
}

impl Office {
    /// The address of a page that a signed link opens.
    pub fn address(&self, page: &str, purpose: Purpose, id: u64, until: Option<i64>) -> String {
        format!("{}/{page}/{}", self.origin, self.secrets.link(&Link { purpose, id, until }))
    }
}

/// The two nonces that lie in the random bytes for one use; neither may be used twice.
pub fn nonces(chance: &[u8; 32]) -> [[u8; 12]; 2] {
    std::array::from_fn(|place| std::array::from_fn(|byte| chance[place * 12 + byte]))
}

/// Random bytes for one act, drawn by whoever calls: 32 for each use that an act has.
pub type Chance = [[u8; 32]; 4];

/// Twelve of the bytes of a part, from a place of it on, to seal one text. A part has room for two: at 0 and at 12.
pub(crate) fn nonce(part: &[u8; 32], from: usize) -> [u8; 12] {
    std::array::from_fn(|place| part.get(from + place).copied().unwrap_or_default())
}
