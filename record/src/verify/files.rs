//! Reads the files of an exported record, and checks those that are neither tiles nor entries.

use super::{Fault, Mismatch, VerifyError};
use crate::{
    entry::{blob_named, blob_path},
    export::{CHECKPOINT, FILES, KEY, may_accompany},
    hash::Hash,
    log::LARGEST_BLOB,
    note::{LONGEST, Note, Verifier},
    tile::{LONGEST_ENTRY, Tile, WIDTH, hashes_from_bytes},
};
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, ErrorKind, Read},
    path::{Path, PathBuf},
};

/// The folder of an exported record.
pub(super) struct Files {
    folder: PathBuf,
}

impl Files {
    pub(super) fn new(folder: &Path) -> Result<Self, VerifyError> {
        match fs::metadata(folder) {
            Ok(data) if data.is_dir() => Ok(Files { folder: folder.to_owned() }),
            Ok(_) => Err(VerifyError::Read(folder.to_owned(), io::Error::from(ErrorKind::NotADirectory))),
            Err(error) => Err(VerifyError::Read(folder.to_owned(), error)),
        }
    }

    /// The bytes of a file that has at most `most` of them.
    pub(super) fn read(&self, name: &str, most: u64) -> Result<Vec<u8>, VerifyError> {
        let path = self.folder.join(name);
        let wrong = |fault| Err(Mismatch::new(name, fault).into());
        let cannot = |error| VerifyError::Read(path.clone(), error);
        // A link could lead out of the folder, a pipe could keep us waiting.
        match fs::symlink_metadata(&path) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return wrong(Fault::Missing);
            }
            Err(error) => return Err(cannot(error)),
            Ok(data) if !data.is_file() => return wrong(Fault::NotAFile),
            Ok(_) => {}
        }
        let mut bytes = Vec::new();
        let file = File::open(&path).map_err(cannot)?;
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(cannot)?;
        if bytes.len() as u64 > most {
            return wrong(Fault::TooLong);
        }
        Ok(bytes)
    }

    /// The hashes of a tile.
    pub(super) fn hashes(&self, tile: Tile) -> Result<Vec<Hash>, VerifyError> {
        let bytes = self.read(&tile.to_string(), WIDTH * 32)?;
        match hashes_from_bytes(&bytes) {
            Some(hashes) if hashes.len() as u64 == tile.width => Ok(hashes),
            _ => Err(Mismatch::new(tile, Fault::Length(32 * tile.width)).into()),
        }
    }

    /// The bytes of a bundle of entries.
    pub(super) fn bundle(&self, tile: Tile) -> Result<Vec<u8>, VerifyError> {
        self.read(&tile.to_string(), tile.width * (LONGEST_ENTRY as u64 + 2))
    }

    /// Every blob that an entry names is there and is what its hash says.
    pub(super) fn check_blobs(&self, named: &BTreeSet<Hash>) -> Result<(), VerifyError> {
        for hash in named {
            let path = blob_path(*hash);
            if Hash::of(&[&self.read(&path, LARGEST_BLOB as u64)?]) != *hash {
                return Err(Mismatch::new(path, Fault::Blob).into());
            }
        }
        Ok(())
    }

    /// The names of the files beside the record, each of which is as the signed list says.
    pub(super) fn check_list(&self, key: &Verifier, size: u64) -> Result<BTreeSet<String>, VerifyError> {
        let bytes = match self.read(FILES, LONGEST as u64) {
            Err(VerifyError::Mismatch(Mismatch { fault: Fault::Missing, .. })) => return Ok(BTreeSet::new()),
            bytes => bytes?,
        };
        let wrong = |fault| Mismatch::new(FILES, fault);
        let note = Note::parse(&bytes).map_err(|error| wrong(Fault::Note(error)))?;
        if !key.signed(&note) {
            return Err(wrong(Fault::Unsigned).into());
        }
        let start = format!("record-files/v1\n{}\n{size}\n", key.name());
        let lines = note.text().strip_prefix(&start).ok_or_else(|| wrong(Fault::NotAList))?;
        let mut names = BTreeSet::new();
        for line in lines.lines() {
            let read = line.split_once("  ").and_then(|(hash, name)| Some((Hash::from_hex(hash)?, name)));
            let (hash, name) = read.ok_or_else(|| wrong(Fault::NotAList))?;
            if !may_accompany(name) || !names.insert(name.to_owned()) {
                return Err(wrong(Fault::NotAList).into());
            }
            if Hash::of(&[&self.read(name, u64::MAX)?]) != hash {
                return Err(Mismatch::new(name, Fault::NotAsListed).into());
            }
        }
        Ok(names)
    }

    /// Nothing is in the folder that does not belong to a record of that size with these blobs and files.
    pub(super) fn nothing_else(
        &self,
        size: u64,
        blobs: &BTreeSet<Hash>,
        beside: &BTreeSet<String>,
    ) -> Result<(), VerifyError> {
        let belongs = |path: &str| {
            let list = path == FILES && !beside.is_empty();
            let tile = Tile::parse(path).is_some_and(|tile| tile.belongs_to(size));
            let blob = blob_named(path).is_some_and(|hash| blobs.contains(&hash));
            path == CHECKPOINT || path == KEY || list || tile || blob || beside.contains(path)
        };
        let mut folders = vec![(self.folder.clone(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            let cannot = |error| VerifyError::Read(folder.clone(), error);
            let mut found =
                fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(cannot)?;
            found.sort_by_key(fs::DirEntry::file_name);
            for item in found {
                let path = format!("{prefix}{}", item.file_name().to_string_lossy());
                if item.file_type().map_err(cannot)?.is_dir() {
                    folders.push((item.path(), format!("{path}/")));
                } else if !belongs(&path) {
                    return Err(Mismatch::new(path, Fault::Extra).into());
                }
            }
        }
        Ok(())
    }
}
