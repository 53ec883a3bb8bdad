//! The whole tree in memory: every perfect subtree's root, about 64 bytes a leaf, so that a proof is a few look-ups.

use super::{Frontier, empty_root, node_hash};
use crate::hash::Hash;
use std::{fmt, ops::Range};

/// A tree that grows by leaves at its end.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// `levels[k][i]` is the root of the leaves from i·2^k to (i + 1)·2^k.
    levels: Vec<Vec<Hash>>,
}

/// A question about leaves that the tree does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside {
    /// What was asked for: a size, or the number of a leaf.
    pub asked: u64,
    /// What there is.
    pub size: u64,
}

impl fmt::Display for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is beyond the record, which has {} entries", self.asked, self.size)
    }
}

impl std::error::Error for Outside {}

impl Tree {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves there are.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Adds a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let hashes = &mut self.levels[level];
            hashes.push(hash);
            match hashes[..] {
                [.., left, right] if hashes.len().is_multiple_of(2) => hash = node_hash(left, right),
                _ => return,
            }
        }
    }

    /// The root.
    pub fn root(&self) -> Hash {
        self.range(0..self.size())
    }

    /// The root as it was at `size`.
    pub fn root_at(&self, size: u64) -> Result<Hash, Outside> {
        self.within(size)?;
        Ok(self.range(0..size))
    }

    /// The hash of a leaf.
    pub fn leaf(&self, index: u64) -> Result<Hash, Outside> {
        self.within(index.saturating_add(1)).map_err(|_| Outside { asked: index, size: self.size() })?;
        Ok(self.range(index..index + 1))
    }

    /// The frontier of the tree, from which it can grow elsewhere.
    pub fn frontier(&self) -> Frontier {
        Frontier::from_peaks(self.size(), self.peaks(0..self.size()))
    }

    /// The hashes that lead from leaf `index` to the root at `size` (RFC 6962, 2.1.1, PATH), the leaf's sibling first.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, Outside> {
        self.within(size)?;
        if index >= size {
            return Err(Outside { asked: index, size });
        }
        let mut path = Vec::new();
        let mut leaves = 0..size;
        while leaves.end - leaves.start > 1 {
            let middle = leaves.start + split(leaves.end - leaves.start);
            let (left, right) = (leaves.start..middle, middle..leaves.end);
            let (own, other) = if index < middle { (left, right) } else { (right, left) };
            path.push(self.range(other));
            leaves = own;
        }
        path.reverse();
        Ok(path)
    }

    /// The hashes that show that the tree of size `old` is the beginning of that of size `new` (RFC 6962, 2.1.2, PROOF).
    pub fn consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, Outside> {
        self.within(new)?;
        if old > new {
            return Err(Outside { asked: old, size: new });
        }
        if old == 0 || old == new {
            return Ok(Vec::new());
        }
        // The descent of SUBPROOF to the leaves that end where the old tree ends.
        let mut proof = Vec::new();
        let mut leaves = 0..new;
        while leaves.end != old {
            let middle = leaves.start + split(leaves.end - leaves.start);
            if old <= middle {
                proof.push(self.range(middle..leaves.end));
                leaves.end = middle;
            } else {
                proof.push(self.range(leaves.start..middle));
                leaves.start = middle;
            }
        }
        // The old tree's own root is known to whoever asks; the root of a part of it is not.
        if leaves.start != 0 {
            proof.push(self.range(leaves));
        }
        proof.reverse();
        Ok(proof)
    }

    /// The hashes of perfect subtrees of 2^`level` leaves, those numbered `numbers`, as far as the tree at `size` has them.
    pub fn row(&self, level: u32, numbers: Range<u64>, size: u64) -> &[Hash] {
        let hashes = usize::try_from(level).ok().and_then(|level| self.levels.get(level));
        let end = numbers.end.min(size.checked_shr(level).unwrap_or(0));
        let range = place(numbers.start)..place(end);
        hashes.and_then(|hashes| hashes.get(range)).unwrap_or_default()
    }

    fn within(&self, size: u64) -> Result<(), Outside> {
        if size <= self.size() { Ok(()) } else { Err(Outside { asked: size, size: self.size() }) }
    }

    /// The Merkle tree hash of leaves that are in the tree.
    fn range(&self, leaves: Range<u64>) -> Hash {
        let mut peaks = self.peaks(leaves).into_iter().rev();
        match peaks.next() {
            None => empty_root(),
            Some(last) => peaks.fold(last, |right, left| node_hash(left, right)),
        }
    }

    /// The roots of the perfect subtrees that leaves consist of, the greatest first. `leaves.start` is a multiple of the
    /// least power of two not below their number, as it is for every range in a proof.
    fn peaks(&self, leaves: Range<u64>) -> Vec<Hash> {
        let mut peaks = Vec::new();
        let mut start = leaves.start;
        while start < leaves.end {
            let height = (leaves.end - start).ilog2();
            peaks.push(self.levels[height as usize][place(start >> height)]);
            start += 1 << height;
        }
        peaks
    }
}

/// The greatest power of two below `size`, which is at least 2.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// A number as a place in a list. What is in memory has a number that fits.
fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
