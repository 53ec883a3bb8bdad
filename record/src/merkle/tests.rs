//! The tree: the published vectors of Certificate Transparency, an independent crate as referee, and the laws of proofs.

#![allow(clippy::cast_possible_truncation, reason = "test trees are small")]

use super::*;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash, mem_backed_tree::MemoryBackedTree};
use proptest::prelude::*;
use sha2::Sha256;

/// The eight leaves of the reference tests of Certificate Transparency, and the roots of trees of 1 to 8 of them.
const LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn tree(leaves: impl IntoIterator<Item = Hash>) -> Tree {
    let mut tree = Tree::new();
    leaves.into_iter().for_each(|leaf| tree.push(leaf));
    tree
}

/// The definition of section 2.1, word for word.
fn naive(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(naive(left), naive(right))
        }
    }
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

#[test]
fn the_roots_of_certificate_transparency() {
    assert_eq!(empty_root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let (mut tree, mut frontier) = (Tree::new(), Frontier::new());
    for (leaf, root) in LEAVES.iter().zip(ROOTS) {
        tree.push(leaf_hash(leaf));
        frontier.push(leaf_hash(leaf));
        assert_eq!(tree.root().to_string(), root);
        assert_eq!(frontier.root().to_string(), root);
    }
}

/// The audit paths and consistency proofs of the same reference tests.
#[test]
fn the_proofs_of_certificate_transparency() {
    let tree = tree(LEAVES.iter().map(|leaf| leaf_hash(leaf)));
    let text =
        |hashes: Vec<Hash>| hashes.iter().map(|hash| hash.to_string()[..8].to_owned()).collect::<Vec<_>>();
    assert_eq!(text(tree.inclusion(0, 8).unwrap()), ["96a296d2", "5f083f0a", "6b47aaf2"]);
    assert_eq!(text(tree.inclusion(5, 8).unwrap()), ["bc1a0643", "ca854ea1", "d37ee418"]);
    assert_eq!(text(tree.inclusion(2, 3).unwrap()), ["fac54203"]);
    assert_eq!(text(tree.inclusion(0, 1).unwrap()), [""; 0]);
    assert_eq!(text(tree.consistency(1, 8).unwrap()), ["96a296d2", "5f083f0a", "6b47aaf2"]);
    assert_eq!(text(tree.consistency(6, 8).unwrap()), ["0ebc5d34", "ca854ea1", "d37ee418"]);
    assert_eq!(text(tree.consistency(2, 5).unwrap()), ["5f083f0a", "bc1a0643"]);
    assert_eq!(text(tree.consistency(1, 1).unwrap()), [""; 0]);
}

#[test]
fn every_small_tree_agrees_with_its_definition_and_proves_everything() {
    let all = leaves(70);
    let tree = tree(all.iter().copied());
    let mut frontier = Frontier::new();
    for size in 0..=70 {
        let root = naive(&all[..size]);
        let size = size as u64;
        assert_eq!(tree.root_at(size), Ok(root));
        assert_eq!((frontier.size(), frontier.root()), (size, root));
        for index in 0..size {
            let path = tree.inclusion(index, size).unwrap();
            assert_eq!(verify_inclusion(tree.leaf(index).unwrap(), index, size, &path, root), Ok(()));
        }
        for old in 0..=size {
            let proof = tree.consistency(old, size).unwrap();
            assert_eq!(verify_consistency(old, tree.root_at(old).unwrap(), size, root, &proof), Ok(()));
        }
        if let Some(leaf) = all.get(size as usize) {
            frontier.push(*leaf);
        }
    }
    assert_eq!(tree.frontier(), frontier_of(&all));
}

fn frontier_of(leaves: &[Hash]) -> Frontier {
    let mut frontier = Frontier::new();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier
}

#[test]
fn what_is_not_in_the_tree_is_refused() {
    let tree = tree(leaves(5));
    assert_eq!(tree.root_at(6), Err(Outside { asked: 6, size: 5 }));
    assert_eq!(tree.leaf(5), Err(Outside { asked: 5, size: 5 }));
    assert_eq!(tree.leaf(u64::MAX), Err(Outside { asked: u64::MAX, size: 5 }));
    assert_eq!(tree.inclusion(3, 3), Err(Outside { asked: 3, size: 3 }));
    assert_eq!(tree.consistency(4, 3), Err(Outside { asked: 4, size: 3 }));
    assert!(tree.row(0, 5..9, 5).is_empty() && tree.row(63, 0..1, 5).is_empty());
    let words = tree.root_at(6).unwrap_err().to_string();
    assert_eq!(words, "6 is beyond the record, which has 5 entries");
}

/// ct-merkle, an independent implementation: its proofs hold for us, ours for it.
#[test]
fn an_independent_crate_agrees() {
    let mut theirs = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    let mut ours = Tree::new();
    for number in 0u64..41 {
        theirs.push(number.to_be_bytes().to_vec());
        ours.push(leaf_hash(&number.to_be_bytes()));
        let (size, root) = (number + 1, ours.root());
        assert_eq!(root.0[..], theirs.root().as_bytes()[..]);
        let their_root = RootHash::<Sha256>::new(root.0.into(), size);
        for index in 0..size {
            let path = ours.inclusion(index, size).unwrap();
            let bytes: Vec<u8> = path.iter().flat_map(|hash| hash.0).collect();
            assert_eq!(theirs.prove_inclusion(index as usize).as_bytes(), bytes);
            let proof = InclusionProof::<Sha256>::from_bytes(bytes);
            their_root.verify_inclusion(&index.to_be_bytes().to_vec(), index, &proof).unwrap();
        }
        for old in 1..size {
            let bytes: Vec<u8> =
                ours.consistency(old, size).unwrap().iter().flat_map(|hash| hash.0).collect();
            let before = RootHash::<Sha256>::new(ours.root_at(old).unwrap().0.into(), old);
            let proof = ConsistencyProof::<Sha256>::try_from_bytes(bytes).unwrap();
            their_root.verify_consistency(&before, &proof).unwrap();
        }
    }
}

proptest! {
    #[test]
    fn a_proof_of_something_else_does_not_hold(
        size in 1u64..300, index: prop::sample::Index, other: prop::sample::Index, at: prop::sample::Index, bit in 0u8..8, byte in 0usize..32,
    ) {
        let tree = tree(leaves(size));
        let place = |index: prop::sample::Index| index.index(size as usize) as u64;
        let (index, other, root) = (place(index), place(other), tree.root());
        let leaf = tree.leaf(index).unwrap();
        let path = tree.inclusion(index, size).unwrap();
        prop_assert_eq!(verify_inclusion(leaf, index, size, &path, root), Ok(()));
        if other != index {
            prop_assert!(verify_inclusion(leaf, other, size, &path, root).is_err());
            prop_assert!(verify_inclusion(tree.leaf(other).unwrap(), index, size, &path, root).is_err());
        }
        prop_assert!(verify_inclusion(leaf, index, size + 1, &path, root).is_err() || size.is_multiple_of(2) || index + 1 < size);
        let longer: Vec<_> = path.iter().copied().chain([root]).collect();
        prop_assert_eq!(verify_inclusion(leaf, index, size, &longer, root), Err(ProofError::Length));
        if !path.is_empty() {
            prop_assert_eq!(verify_inclusion(leaf, index, size, &path[..path.len() - 1], root), Err(ProofError::Length));
            let mut flipped = path.clone();
            let at = at.index(path.len());
            flipped[at].0[byte] ^= 1 << bit;
            prop_assert_eq!(verify_inclusion(leaf, index, size, &flipped, root), Err(ProofError::Root));
        }
    }

    #[test]
    fn a_record_that_was_rewritten_is_not_consistent(
        size in 1u64..300, old: prop::sample::Index, changed: prop::sample::Index, bit in 0u8..8,
    ) {
        let before = leaves(size);
        let old = old.index(size as usize) as u64 + 1;
        let mut after = before.clone();
        let changed = changed.index(old as usize);
        after[changed].0[0] ^= 1 << bit;
        let (before, after) = (tree(before), tree(after));
        let proof = after.consistency(old, size).unwrap();
        let holds = |proof: &[Hash]| verify_consistency(old, before.root_at(old).unwrap(), size, after.root(), proof);
        prop_assert!(holds(&proof).is_err());
        prop_assert!(holds(&before.consistency(old, size).unwrap()).is_err());
    }

    #[test]
    fn rows_are_the_roots_of_perfect_subtrees(size in 1u64..600, level in 0u32..9) {
        let all = leaves(size);
        let tree = tree(all.iter().copied());
        let row = tree.row(level, 0..u64::MAX, size);
        prop_assert_eq!(row.len() as u64, size >> level);
        for (number, hash) in row.iter().enumerate() {
            prop_assert_eq!(*hash, naive(&all[number << level..(number + 1) << level]));
        }
    }
}
