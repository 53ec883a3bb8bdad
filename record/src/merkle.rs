//! The Merkle tree of RFC 6962 (Laurie, Langley and Kasper, 2013), section 2.1: its hashes, and proofs about them.

mod frontier;
mod proof;
mod tree;

pub use frontier::Frontier;
pub use proof::{ProofError, verify_consistency, verify_inclusion};
pub use tree::{Outside, Tree};

use crate::hash::Hash;

/// The hash of an entry as a leaf: SHA-256 of a zero byte and the entry.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash::of(&[&[0], entry])
}

/// The hash of two subtrees as one: SHA-256 of a byte one and both.
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    Hash::of(&[&[1], &left.0, &right.0])
}

/// The root of a tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Hash::of(&[])
}

#[cfg(test)]
mod tests;
