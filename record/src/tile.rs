//! How a log lies in files (c2sp.org/tlog-tiles): hashes by 256 in tiles, entries by 256 in bundles, and their paths.

use crate::{checkpoint::decimal, hash::Hash, merkle::Tree};
use std::fmt;

/// Hashes or entries in a full tile.
pub const WIDTH: u64 = 256;

/// The longest entry: its length is written in two bytes.
pub const LONGEST_ENTRY: usize = 65_535;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Entries.
    Entries,
    /// The roots of subtrees of 256^level leaves; at level 0 the leaves' own hashes.
    Hashes(u32),
}

/// A file of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// What it holds.
    pub level: Level,
    /// Its number on its level, from 0.
    pub number: u64,
    /// How many it holds, from 1 to 256.
    pub width: u64,
}

impl Tile {
    /// Every file of a log of that size: bundles of entries, then tiles by level.
    pub fn all(size: u64) -> impl Iterator<Item = Tile> {
        let levels = (0..8).map(Level::Hashes);
        std::iter::once(Level::Entries).chain(levels).flat_map(move |level| Tile::row(level, size))
    }

    /// The files of one level of a log of that size.
    pub fn row(level: Level, size: u64) -> impl Iterator<Item = Tile> {
        let count = match level {
            Level::Entries => size,
            Level::Hashes(level) => size.checked_shr(8 * level).unwrap_or(0),
        };
        let full = (0..count / WIDTH).map(move |number| Tile { level, number, width: WIDTH });
        let part = Tile { level, number: count / WIDTH, width: count % WIDTH };
        full.chain((part.width > 0).then_some(part))
    }

    /// The first leaf's number under it, and one past the last.
    pub fn leaves(&self) -> std::ops::Range<u64> {
        let start = self.number * WIDTH;
        start..start + self.width
    }

    /// Is it one of the files of a log of that size?
    pub fn belongs_to(&self, size: u64) -> bool {
        let level = match self.level {
            Level::Entries => 0,
            Level::Hashes(level) => level,
        };
        let count = size.checked_shr(8 * level).unwrap_or(0);
        self.width == count.saturating_sub(self.number.saturating_mul(WIDTH)).min(WIDTH)
    }

    /// The hashes of this tile in a tree that is large enough; nothing for entries.
    pub fn hashes<'t>(&self, tree: &'t Tree, size: u64) -> &'t [Hash] {
        match self.level {
            Level::Entries => &[],
            Level::Hashes(level) => tree.row(8 * level, self.leaves(), size),
        }
    }

    /// The tile that a path names, if it is the path of one.
    pub fn parse(path: &str) -> Option<Self> {
        let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let level = match level {
            "entries" => Level::Entries,
            number => Level::Hashes(u32::try_from(decimal(number)?).ok().filter(|level| *level < 64)?),
        };
        let (rest, width) = match rest.split_once(".p/") {
            Some((rest, width)) => (rest, decimal(width).filter(|width| (1..WIDTH).contains(width))?),
            None => (rest, WIDTH),
        };
        let mut number: u64 = 0;
        for part in rest.split('/') {
            let digits = part.strip_prefix('x').unwrap_or(part);
            if digits.len() != 3 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
                return None;
            }
            number = number.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        }
        let tile = Tile { level, number, width };
        // One path for each tile: written back, it must be the same.
        (tile.to_string() == path).then_some(tile)
    }
}

/// The path, such as `tile/0/x001/234.p/5`.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level {
            Level::Entries => write!(f, "tile/entries/")?,
            Level::Hashes(level) => write!(f, "tile/{level}/")?,
        }
        let mut parts = vec![self.number % 1000];
        let mut rest = self.number / 1000;
        while rest > 0 {
            parts.push(rest % 1000);
            rest /= 1000;
        }
        while let Some(part) = parts.pop() {
            match parts.is_empty() {
                true => write!(f, "{part:03}")?,
                false => write!(f, "x{part:03}/")?,
            }
        }
        match self.width {
            WIDTH => Ok(()),
            width => write!(f, ".p/{width}"),
        }
    }
}

/// A tile's bytes: its hashes, one after the other.
pub fn hashes_to_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The hashes of a tile's bytes, if they are whole ones.
pub fn hashes_from_bytes(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    rest.is_empty().then(|| hashes.iter().map(|hash| Hash(*hash)).collect())
}

/// Adds an entry to a bundle: its length in two bytes, the greater first, and itself. An entry that is too long is refused.
#[must_use]
pub fn bundle(out: &mut Vec<u8>, entry: &[u8]) -> bool {
    let Ok(length) = u16::try_from(entry.len()) else { return false };
    out.extend(length.to_be_bytes());
    out.extend(entry);
    true
}

/// The entries of a bundle, up to the first that is cut off; then nothing is left over only if none is.
pub fn unbundle(bytes: &[u8]) -> (Vec<&[u8]>, &[u8]) {
    let mut entries = Vec::new();
    let mut rest = bytes;
    while let Some((length, after)) = rest.split_first_chunk::<2>() {
        let Some((entry, after)) = after.split_at_checked(u16::from_be_bytes(*length).into()) else { break };
        entries.push(entry);
        rest = after;
    }
    (entries, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::leaf_hash;
    use proptest::prelude::*;

    fn check(path: &str, tile: Tile) {
        assert_eq!((tile.to_string().as_str(), Tile::parse(path)), (path, Some(tile)));
    }

    /// The examples of c2sp.org/tlog-tiles.
    #[test]
    fn paths_of_the_specification() {
        check("tile/0/x001/x234/067", Tile { level: Level::Hashes(0), number: 1_234_067, width: 256 });
        check("tile/entries/000.p/5", Tile { level: Level::Entries, number: 0, width: 5 });
        check("tile/2/999", Tile { level: Level::Hashes(2), number: 999, width: 256 });
        check("tile/1/x001/000.p/255", Tile { level: Level::Hashes(1), number: 1000, width: 255 });
    }

    #[test]
    fn other_paths_name_nothing() {
        for path in [
            "tile/64/000",
            "tile/00/000",
            "tile/-1/000",
            "tile/0/0000",
            "tile/0/00",
            "tile/0/x000/001",
            "tile/0/001/000",
            "tile/0/x001",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/05",
            "tile/0/000.p/",
            "tile/0/../0/000",
            "tile/0/x999/x999/x999/x999/x999/x999/999",
            "tile/entries",
            "tile/data/000",
            "checkpoint",
            "tile/0/000/",
        ] {
            assert_eq!(Tile::parse(path), None, "{path}");
        }
    }

    /// The example of c2sp.org/tlog-tiles: a tree of size 70,000.
    #[test]
    fn the_files_of_a_log() {
        let of = |level, size| {
            let (full, part): (Vec<_>, Vec<_>) = Tile::row(level, size).partition(|tile| tile.width == WIDTH);
            (full.len(), part.first().map_or(0, |tile| tile.width))
        };
        assert_eq!(of(Level::Entries, 70_000), (273, 112));
        assert_eq!(of(Level::Hashes(0), 70_000), (273, 112));
        assert_eq!(of(Level::Hashes(1), 70_000), (1, 17));
        assert_eq!(of(Level::Hashes(2), 70_000), (0, 1));
        assert_eq!(Tile::all(70_000).count(), 274 + 274 + 2 + 1);
        assert_eq!((of(Level::Hashes(0), 256), of(Level::Hashes(1), 256)), ((1, 0), (0, 1)));
        assert_eq!(Tile::all(0).count(), 0);
        for size in [0, 1, 255, 256, 257, 65_536, 70_000] {
            assert!(Tile::all(size).all(|tile| tile.belongs_to(size)), "{size}");
            let mut parts = Tile::all(size).filter(|tile| tile.width < WIDTH);
            assert!(parts.all(|tile| !tile.belongs_to(size + 70_000) && !tile.belongs_to(0)), "{size}");
        }
    }

    #[test]
    fn a_tile_holds_the_roots_of_full_tiles_below() {
        let mut tree = Tree::new();
        (0..600u32).for_each(|number| tree.push(leaf_hash(&number.to_be_bytes())));
        for tile in Tile::all(600).filter(|tile| tile.level != Level::Entries) {
            assert_eq!(tile.hashes(&tree, 600).len() as u64, tile.width, "{tile}");
        }
        let upper = Tile { level: Level::Hashes(1), number: 0, width: 2 };
        assert_eq!(upper.hashes(&tree, 600)[0], tree.root_at(256).unwrap());
    }

    proptest! {
        #[test]
        fn every_path_reads_back(level in prop::option::of(0u32..64), number: u64, width in 1u64..=256) {
            let level = level.map_or(Level::Entries, Level::Hashes);
            let tile = Tile { level, number, width };
            prop_assert_eq!(Tile::parse(&tile.to_string()), Some(tile));
        }

        #[test]
        fn no_path_panics(path in "tile/[0-9a-z]{0,8}/[0-9x./p]{0,20}") {
            if let Some(tile) = Tile::parse(&path) { prop_assert_eq!(tile.to_string(), path); }
        }

        #[test]
        fn bundles_read_back(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..9), cut in 0usize..9) {
            let mut bytes = Vec::new();
            for entry in &entries { prop_assert!(bundle(&mut bytes, entry)); }
            prop_assert_eq!(unbundle(&bytes), (entries.iter().map(Vec::as_slice).collect(), &[][..]));
            let cut = &bytes[..bytes.len().saturating_sub(cut)];
            let (read, rest) = unbundle(cut);
            prop_assert_eq!(cut.len(), read.iter().map(|entry| entry.len() + 2).sum::<usize>() + rest.len());
        }
    }

    #[test]
    fn an_entry_has_at_most_65_535_bytes() {
        assert!(bundle(&mut Vec::new(), &[0; LONGEST_ENTRY]));
        assert!(!bundle(&mut Vec::new(), &[0; LONGEST_ENTRY + 1]));
    }
}
