//! The record in memory: entries in bundles that successive moments have in common, the tree over them, and the head that
//! signs them.

use super::{Entry, tar};
use record::{
    hash::Hash,
    log::Head,
    merkle::Tree,
    note::Verifier,
    proof::Proof,
    tile::{Level, Tile, WIDTH, bundle, hashes_to_bytes},
};
use std::sync::{Arc, PoisonError, RwLock};

/// Entries by 256, as the tiles of the log have them. To add one copies at most the last bundle's pointers.
pub(super) type Bundles = Vec<Arc<Vec<Arc<Entry>>>>;

/// The record at one moment.
#[derive(Clone, Debug)]
pub struct Ledger {
    pub(super) bundles: Bundles,
    /// It only grows: a later moment has more leaves, and every question names the size it asks about.
    pub(super) tree: Arc<RwLock<Tree>>,
    pub(super) head: Head,
    pub(super) keys: Vec<(u64, Verifier)>,
}

impl Ledger {
    /// How many entries there are.
    pub fn size(&self) -> u64 {
        self.head.size
    }

    /// Size, root, signed checkpoint, and the key that signed it.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Every key, the first at the beginning, each with the number of entries before its time.
    pub fn keys(&self) -> &[(u64, Verifier)] {
        &self.keys
    }

    /// An entry by its number.
    pub fn entry(&self, number: u64) -> Option<&Entry> {
        let bundle = self.bundles.get(usize::try_from(number / WIDTH).ok()?)?;
        bundle.get(usize::try_from(number % WIDTH).ok()?).map(Arc::as_ref)
    }

    /// Every entry with its number, oldest first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (u64, &Entry)> {
        (0..self.size()).filter_map(|number| Some((number, self.entry(number)?)))
    }

    /// The hash of an entry as a leaf of the tree.
    pub fn leaf(&self, number: u64) -> Option<Hash> {
        self.tree().leaf(number).ok()
    }

    /// The proof that an entry is in the record as it is at this moment.
    pub fn proof(&self, number: u64) -> Option<Proof> {
        let path = self.tree().inclusion(number, self.size()).ok()?;
        Some(Proof { index: number, path, note: self.head.note.clone() })
    }

    /// The bytes of a tile of hashes or of a bundle of entries, if the record has so many.
    pub fn tile(&self, tile: Tile) -> Option<Vec<u8>> {
        let level = match tile.level {
            Level::Entries => 0,
            Level::Hashes(level) => level,
        };
        let there = self.size().checked_shr(8 * level).unwrap_or(0);
        if tile.number.checked_mul(WIDTH)?.checked_add(tile.width)? > there {
            return None;
        }
        if let Level::Hashes(_) = tile.level {
            return Some(hashes_to_bytes(tile.hashes(&self.tree(), self.size())));
        }
        let mut bytes = Vec::new();
        let fits = tile
            .leaves()
            .all(|number| self.entry(number).is_some_and(|entry| bundle(&mut bytes, &entry.bytes())));
        fits.then_some(bytes)
    }

    /// Everything that a copy of the record consists of, as one archive: what `koinon record export` writes, in the folder
    /// `record`.
    pub fn archive(&self) -> Vec<u8> {
        let mut archive = tar::Archive::new();
        for tile in Tile::all(self.size()) {
            archive.add(&format!("record/{tile}"), &self.tile(tile).unwrap_or_default());
        }
        archive.add("record/key.pub", self.key_file().as_bytes());
        archive.add("record/checkpoint", self.head.note.to_string().as_bytes());
        archive.finish()
    }

    /// The key that signs now, as the file `key.pub` holds it.
    pub fn key_file(&self) -> String {
        format!("{}\n", self.head.key)
    }

    fn tree(&self) -> std::sync::RwLockReadGuard<'_, Tree> {
        // A leaf is added in one step that cannot fail half-way.
        self.tree.read().unwrap_or_else(PoisonError::into_inner)
    }
}
