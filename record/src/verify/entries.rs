//! Entries and their hashes: two accounts of one tree. The signed root says which of them is wrong where they differ.

use super::{Fault, Mismatch, VerifyError, files::Files};
use crate::{
    entry::Entry,
    hash::Hash,
    merkle::{Tree, leaf_hash},
    rotation::Keys,
    tile::{Level, Tile, unbundle},
};
use std::collections::BTreeSet;

/// The tree over the entries of a record of that size, which has that root.
pub(super) fn tree(files: &Files, size: u64, root: Hash) -> Result<Tree, VerifyError> {
    let hashes = by_hashes(files, size);
    if let Ok(tree) = &hashes
        && tree.root() == root
    {
        // The hashes are those that were signed: any entry that differs is itself wrong.
        return hashes;
    }
    let entries = by_entries(files, size);
    match (hashes, entries) {
        // Files that cannot be read say nothing about the record.
        (Err(error @ VerifyError::Read(..)), _) | (_, Err(error @ VerifyError::Read(..))) => Err(error),
        // The entries are those that were signed: the hashes are wrong.
        (Err(error), _) => Err(error),
        (Ok(hashes), Ok(entries)) => match first_difference(&hashes, &entries) {
            Some(index) => {
                Err(Mismatch::at(tile_of(Level::Hashes(0), index, size), index, Fault::HashTile).into())
            }
            None => Err(Mismatch::new(crate::export::CHECKPOINT, Fault::Root).into()),
        },
        // Neither is whole.
        (Ok(_), Err(error)) => Err(error),
    }
}

/// Checks every entry against the tree, reads the changes of key, and returns the blobs that are named.
pub(super) fn check(
    files: &Files,
    tree: &Tree,
    size: u64,
    keys: &mut Keys,
) -> Result<BTreeSet<Hash>, VerifyError> {
    // What was changed is found before what was signed and is no entry: hashing is ten times as fast as reading.
    each(files, tree, size, &mut |_, _| Ok(()))?;
    let mut named = BTreeSet::new();
    each(files, tree, size, &mut |index, bytes| {
        keys.read(index, bytes).map_err(Fault::Rotation)?;
        let entry = Entry::from_bytes(bytes.to_vec()).map_err(Fault::NotAnEntry)?;
        named.extend(entry.blobs());
        Ok(())
    })?;
    Ok(named)
}

/// Is shown an entry's number and bytes, and says what is wrong with it.
type See<'a> = dyn FnMut(u64, &[u8]) -> Result<(), Fault> + 'a;

/// Hands on every entry with its number, after comparing its hash with the tree: each time, since a file may change meanwhile.
pub(super) fn each(files: &Files, tree: &Tree, size: u64, see: &mut See<'_>) -> Result<(), VerifyError> {
    for tile in Tile::row(Level::Entries, size) {
        let bytes = files.bundle(tile)?;
        let (entries, rest) = unbundle(&bytes);
        let mut found = entries.into_iter();
        for index in tile.leaves() {
            let wrong = |fault| Mismatch::at(tile, index, fault);
            let entry = found.next().ok_or_else(|| wrong(Fault::Entry))?;
            if tree.leaf(index) != Ok(leaf_hash(entry)) {
                return Err(wrong(Fault::Entry).into());
            }
            see(index, entry).map_err(wrong)?;
        }
        if found.next().is_some() || !rest.is_empty() {
            return Err(Mismatch::new(tile, Fault::AfterEntries).into());
        }
    }
    Ok(())
}

fn by_hashes(files: &Files, size: u64) -> Result<Tree, VerifyError> {
    let mut tree = Tree::new();
    for tile in Tile::row(Level::Hashes(0), size) {
        files.hashes(tile)?.into_iter().for_each(|leaf| tree.push(leaf));
    }
    Ok(tree)
}

fn by_entries(files: &Files, size: u64) -> Result<Tree, VerifyError> {
    let mut tree = Tree::new();
    for tile in Tile::row(Level::Entries, size) {
        let bytes = files.bundle(tile)?;
        let (entries, rest) = unbundle(&bytes);
        entries.iter().for_each(|entry| tree.push(leaf_hash(entry)));
        if entries.len() as u64 != tile.width || !rest.is_empty() {
            let index = tile.leaves().start + (entries.len() as u64).min(tile.width - 1);
            return Err(Mismatch::at(tile, index, Fault::Entry).into());
        }
    }
    Ok(tree)
}

fn first_difference(a: &Tree, b: &Tree) -> Option<u64> {
    (0..a.size().max(b.size())).find(|index| a.leaf(*index) != b.leaf(*index))
}

fn tile_of(level: Level, index: u64, size: u64) -> String {
    let tile = Tile::row(level, size).find(|tile| tile.leaves().contains(&index));
    tile.map(|tile| tile.to_string()).unwrap_or_default()
}
