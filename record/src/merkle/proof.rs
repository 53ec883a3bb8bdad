//! Checks proofs by their hashes alone: RFC 9162 (Laurie, Messeri and Stradling, 2021), sections 2.1.3.2 and 2.1.4.2.

use super::{empty_root, node_hash};
use crate::hash::Hash;
use std::fmt;

/// Why a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// The entry's number is not below the size.
    Index,
    /// The old size is above the new one.
    Shrinks,
    /// The proof has more or fewer hashes than these sizes need.
    Length,
    /// The hashes do not lead to the root.
    Root,
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ProofError::Index => "the entry's number is not below the size of the record",
            ProofError::Shrinks => "the earlier size is above the later one",
            ProofError::Length => "the proof has more or fewer hashes than records of these sizes need",
            ProofError::Root => "the hashes of the proof do not lead to the root",
        })
    }
}

impl std::error::Error for ProofError {}

/// Checks that `leaf` is leaf `index` of the tree with `size` leaves and this root.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    path: &[Hash],
    root: Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Index);
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = leaf;
    for sibling in path {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(*sibling, hash);
            // A subtree at the right edge may be lower than its sibling: skip the heights where it has none.
            while node & 1 == 0 && node != 0 {
                (node, last) = (node >> 1, last >> 1);
            }
        } else {
            hash = node_hash(hash, *sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    match last {
        0 if hash == root => Ok(()),
        0 => Err(ProofError::Root),
        _ => Err(ProofError::Length),
    }
}

/// Checks that the tree of size `old` is the beginning of the tree of size `new`.
///
/// Every tree begins with the empty one, which needs no proof; so do equal trees.
pub fn verify_consistency(
    old: u64,
    old_root: Hash,
    new: u64,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Shrinks);
    }
    if old == 0 || old == new {
        let right = if old == new { old_root == new_root } else { old_root == empty_root() };
        return match (proof.is_empty(), right) {
            (false, _) => Err(ProofError::Length),
            (true, false) => Err(ProofError::Root),
            (true, true) => Ok(()),
        };
    }
    // Where the old tree is perfect, its root is the first node of the proof and not repeated there.
    let mut rest = proof.iter().copied();
    let first = if old.is_power_of_two() { old_root } else { rest.next().ok_or(ProofError::Length)? };
    let (mut node, mut last) = (old - 1, new - 1);
    while node & 1 == 1 {
        (node, last) = (node >> 1, last >> 1);
    }
    let (mut old_hash, mut new_hash) = (first, first);
    for sibling in rest {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, old_hash);
            new_hash = node_hash(sibling, new_hash);
            while node & 1 == 0 && node != 0 {
                (node, last) = (node >> 1, last >> 1);
            }
        } else {
            new_hash = node_hash(new_hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    match last {
        0 if old_hash == old_root && new_hash == new_root => Ok(()),
        0 => Err(ProofError::Root),
        _ => Err(ProofError::Length),
    }
}
