//! Checks an exported record from its folder alone: every file, every entry, the key; then hands the entries on for a replay.

mod database;
mod entries;
mod files;
mod mismatch;

pub use mismatch::{Fault, Mismatch, VerifyError};

use crate::{
    checkpoint::Checkpoint,
    export::{CHECKPOINT, KEY},
    hash::Hash,
    log::Head,
    merkle::Tree,
    note::{Kind, Note, Verifier},
    rotation::Keys,
    tile::{Level, Tile, unbundle},
};
use files::Files;
use std::path::Path;

/// Judges the entries of a record, in order, by the law that they must follow from. A function of number and bytes is a judge
/// to whom a record may end anywhere.
pub trait Judge {
    /// Takes in the next entry.
    ///
    /// # Errors
    ///
    /// Why it does not follow from those before it.
    fn next(&mut self, number: u64, entry: &[u8]) -> Result<(), String>;

    /// The record has ended: whoever can sign can also cut.
    ///
    /// # Errors
    ///
    /// What must follow from the last entry, and is missing.
    fn end(&mut self) -> Result<(), String> {
        Ok(())
    }
}

impl<F: FnMut(u64, &[u8]) -> Result<(), String>> Judge for F {
    fn next(&mut self, number: u64, entry: &[u8]) -> Result<(), String> {
        self(number, entry)
    }
}

/// Whose record it is meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// Not said: what verifies is whole, whoever wrote it.
    Anyone,
    /// The holder of the key with this fingerprint, or of one that this key named, or that named it.
    Fingerprint(Hash),
}

impl Author {
    /// The author whom a text names: a fingerprint of 64 hexadecimal digits, or a key's line.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let fingerprint = Hash::from_hex(text);
        fingerprint.or_else(|| Some(Verifier::parse(text).ok()?.fingerprint())).map(Author::Fingerprint)
    }

    /// Is the author asked for, and do they hold one of the keys?
    fn check(&self, keys: &[(u64, Verifier)]) -> Result<bool, Mismatch> {
        match self {
            Author::Anyone => Ok(false),
            Author::Fingerprint(wanted) if keys.iter().any(|(_, key)| key.fingerprint() == *wanted) => {
                Ok(true)
            }
            Author::Fingerprint(wanted) => Err(Mismatch::new(KEY, Fault::OtherAuthor(*wanted))),
        }
    }
}

/// An exported record in which everything fits.
pub struct Verified {
    files: Files,
    tree: Tree,
    head: Head,
    keys: Vec<(u64, Verifier)>,
    author_checked: bool,
}

/// Checks the record in a folder. The order is: key, checkpoint, hashes, entries, upper tiles, blobs, files beside them, and
/// that nothing else is there; the first thing that does not fit is the answer.
pub fn verify(folder: &Path, author: &Author) -> Result<Verified, VerifyError> {
    let files = Files::new(folder)?;
    let key = read_key(&files)?;
    let (note, checkpoint) = read_checkpoint(&files, &key)?;
    let (size, root) = (checkpoint.size, checkpoint.root);
    let tree = entries::tree(&files, size, root)?;
    let mut keys = Keys::new();
    let named = entries::check(&files, &tree, size, &mut keys)?;
    let last_bundle =
        || Tile::row(Level::Entries, size).last().map_or(KEY.to_owned(), |tile| tile.to_string());
    let keys = keys.ending_with(&key).ok_or_else(|| Mismatch::new(last_bundle(), Fault::KeyNotReached))?;
    for tile in (1..8).flat_map(|level| Tile::row(Level::Hashes(level), size)) {
        if files.hashes(tile)? != tile.hashes(&tree, size) {
            return Err(Mismatch::new(tile, Fault::UpperTile).into());
        }
    }
    files.check_blobs(&named)?;
    let beside = files.check_list(&key, size)?;
    files.nothing_else(size, &named, &beside)?;
    let author_checked = author.check(&keys)?;
    let head = Head { size, root, note, key };
    Ok(Verified { files, tree, head, keys, author_checked })
}

fn read_key(files: &Files) -> Result<Verifier, VerifyError> {
    let wrong = |fault| Mismatch::new(KEY, fault);
    let bytes = files.read(KEY, 4096)?;
    let line = std::str::from_utf8(&bytes).ok().and_then(|text| text.strip_suffix('\n'));
    let key = Verifier::parse(line.ok_or_else(|| wrong(Fault::NotALine))?)
        .map_err(|error| wrong(Fault::Key(error)))?;
    match key.kind() {
        Kind::Note => Ok(key),
        Kind::Cosignature => Err(wrong(Fault::KeyKind).into()),
    }
}

fn read_checkpoint(files: &Files, key: &Verifier) -> Result<(Note, Checkpoint), VerifyError> {
    let wrong = |fault| Mismatch::new(CHECKPOINT, fault);
    let bytes = files.read(CHECKPOINT, crate::note::LONGEST as u64)?;
    let note = Note::parse(&bytes).map_err(|error| wrong(Fault::Note(error)))?;
    let checkpoint = Checkpoint::of(&note).map_err(|_| wrong(Fault::NotACheckpoint))?;
    if !key.signed(&note) {
        return Err(wrong(Fault::Unsigned).into());
    }
    if checkpoint.origin != key.name() {
        return Err(wrong(Fault::OtherLog).into());
    }
    Ok((note, checkpoint))
}

impl Verified {
    /// What the record is, by its checkpoint.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The keys that signed it, each with the number of entries before its time.
    pub fn keys(&self) -> &[(u64, Verifier)] {
        &self.keys
    }

    /// Was the author asked for, and is it they?
    pub fn author_checked(&self) -> bool {
        self.author_checked
    }

    /// The tree over its entries.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Hands every entry on, in order, and stops at the first that does not follow from the law, or at the last if the record
    /// may not end with it.
    pub fn replay(&self, judge: &mut dyn Judge) -> Result<(), VerifyError> {
        let size = self.head.size;
        entries::each(&self.files, &self.tree, size, &mut |index, entry| {
            judge.next(index, entry).map_err(Fault::NotLaw)
        })?;
        let last = Tile::row(Level::Entries, size).last();
        judge.end().map_err(|says| match last {
            Some(tile) => Mismatch::at(tile, size - 1, Fault::NotLaw(says)).into(),
            None => Mismatch::new(CHECKPOINT, Fault::NotLaw(says)).into(),
        })
    }

    /// The bytes of one entry.
    pub fn entry(&self, index: u64) -> Result<Vec<u8>, VerifyError> {
        let mut found = None;
        let tile = Tile::row(Level::Entries, self.head.size).find(|tile| tile.leaves().contains(&index));
        if let Some(tile) = tile {
            let bytes = self.files.bundle(tile)?;
            let at = usize::try_from(index - tile.leaves().start).unwrap_or(usize::MAX);
            found = unbundle(&bytes).0.get(at).map(|entry| entry.to_vec());
        }
        found.ok_or_else(|| crate::merkle::Outside { asked: index, size: self.head.size }.into())
    }

    /// A file that goes with the record, checked already.
    pub fn file(&self, name: &str) -> Result<Vec<u8>, VerifyError> {
        self.files.read(name, u64::MAX)
    }
}
