//! The right edge of a growing tree: all that is needed to add leaves and know the root, in a handful of hashes.

use super::{empty_root, node_hash};
use crate::hash::Hash;

/// The roots of the perfect subtrees that a tree of some size consists of, the greatest first: one for each bit of the size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of the empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// The frontier of a tree of `size` leaves with these peaks, one for each bit of the size, the greatest first.
    pub(super) fn from_peaks(size: u64, peaks: Vec<Hash>) -> Self {
        Frontier { size, peaks }
    }

    /// How many leaves there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // Each bit of the size that is set is a peak of that height; equal heights merge, as in an addition with carry.
        for _ in 0..self.size.trailing_ones() {
            if let Some(peak) = self.peaks.pop() {
                hash = node_hash(peak, hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev().copied();
        match peaks.next() {
            None => empty_root(),
            Some(last) => peaks.fold(last, |right, left| node_hash(left, right)),
        }
    }
}
