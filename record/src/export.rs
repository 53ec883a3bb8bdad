//! Writes a record into a folder that anyone can check: tiles, entries, checkpoint, key, blobs, and files that go with it.
//!
//! The folder is laid out as c2sp.org/tlog-tiles asks; put on a web server it is a log that existing tools can follow.
//!
//! Trust: whoever serves the folder is not trusted. A changed byte does not verify; an old copy does, and is found out by
//! anyone who saw a newer checkpoint.

use crate::{
    entry::{blob_path, blobs_in},
    hash::Hash,
    log::{AppendError, Head, Log, ReadError},
    store::StoreError,
    tile::{Level, Tile, bundle, hashes_to_bytes},
};
use std::{
    collections::BTreeSet,
    fmt, fs, io,
    path::{Path, PathBuf},
};

/// The signed checkpoint.
pub const CHECKPOINT: &str = "checkpoint";
/// The key that signed it.
pub const KEY: &str = "key.pub";
/// A signed list of the files that go with the record, by their hashes.
pub const FILES: &str = "files";

/// Why a record was not exported.
#[derive(Debug)]
pub enum ExportError {
    /// The folder holds something already.
    NotEmpty(PathBuf),
    /// A file that goes with the record may not be called so.
    Name(String),
    /// An entry names a blob that was never kept.
    MissingBlob(u64, Hash),
    /// The record does not give its entries.
    Read(ReadError),
    /// The list of files could not be signed.
    Sign(AppendError),
    /// A file could not be written.
    Write(PathBuf, io::Error),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportError::NotEmpty(path) => write!(f, "the folder `{}` is not empty", path.display()),
            ExportError::Name(name) => write!(f, "a file that goes with a record cannot be called `{name}`"),
            ExportError::MissingBlob(index, hash) => {
                write!(f, "entry {index} names the blob {hash}, which is not kept")
            }
            ExportError::Read(error) => write!(f, "{error}"),
            ExportError::Sign(error) => write!(f, "the list of files cannot be signed: {error}"),
            ExportError::Write(path, error) => write!(f, "`{}` cannot be written: {error}", path.display()),
        }
    }
}

impl std::error::Error for ExportError {}

impl ExportError {
    /// What the reader can do.
    pub fn help(&self) -> &'static str {
        match self {
            ExportError::NotEmpty(_) => "name a folder that is new or empty",
            ExportError::Name(_) => {
                "use small letters, digits, `-`, `_` and `.`, and no name that the record uses"
            }
            ExportError::MissingBlob(..) => "keep the blob, then export again",
            ExportError::Read(_) => "see `koinon record verify`",
            ExportError::Sign(error) => error.help(),
            ExportError::Write(..) => "see to the disk and the rights on the folder",
        }
    }
}

impl From<ReadError> for ExportError {
    fn from(error: ReadError) -> Self {
        ExportError::Read(error)
    }
}

impl From<StoreError> for ExportError {
    fn from(error: StoreError) -> Self {
        ExportError::Read(error.into())
    }
}

impl Log {
    /// Writes the record as it is now into a folder that is new or empty, with further files by name and content, and says
    /// what was written.
    pub fn export(&self, out: &Path, files: &[(&str, &[u8])]) -> Result<Head, ExportError> {
        if let Some((name, _)) = files.iter().find(|(name, _)| !may_accompany(name)) {
            return Err(ExportError::Name((*name).to_owned()));
        }
        let folder = Folder { path: out };
        folder.make_empty()?;
        let head = self.head();
        self.export_entries(&folder, &head)?;
        for tile in Tile::all(head.size).filter(|tile| tile.level != Level::Entries) {
            folder.write(&tile.to_string(), &hashes_to_bytes(&self.tile(tile, head.size)))?;
        }
        if !files.is_empty() {
            let list = file_list(self.origin(), head.size, files);
            let list = self.sign(list).map_err(ExportError::Sign)?;
            for (name, content) in files {
                folder.write(name, content)?;
            }
            folder.write(FILES, list.to_string().as_bytes())?;
        }
        folder.write(KEY, format!("{}\n", head.key).as_bytes())?;
        // Crash point: the checkpoint is written last; a folder without one was not finished.
        folder.write(CHECKPOINT, head.note.to_string().as_bytes())?;
        Ok(head)
    }

    fn export_entries(&self, folder: &Folder, head: &Head) -> Result<(), ExportError> {
        let mut kept = BTreeSet::new();
        for tile in Tile::row(Level::Entries, head.size) {
            let leaves = tile.leaves();
            let mut bytes = Vec::new();
            let mut named = Vec::new();
            let mut fits = true;
            self.read(leaves.start, leaves.end, |index, entry| {
                fits &= bundle(&mut bytes, entry);
                named.extend(blobs_in(entry).into_iter().map(|hash| (index, hash)));
            })?;
            if !fits {
                return Err(StoreError::Damaged(format!("an entry of `{tile}` is too long")).into());
            }
            folder.write(&tile.to_string(), &bytes)?;
            for (index, hash) in named {
                if kept.insert(hash) {
                    let blob = self.blob(hash)?.ok_or(ExportError::MissingBlob(index, hash))?;
                    folder.write(&blob_path(hash), &blob)?;
                }
            }
        }
        Ok(())
    }
}

/// The text of the list of files: what it is, the record's name and size, then hash and name as `sha256sum` writes them.
pub(crate) fn file_list(origin: &str, size: u64, files: &[(&str, &[u8])]) -> String {
    let mut lines: Vec<_> =
        files.iter().map(|(name, content)| format!("{}  {name}\n", Hash::of(&[content]))).collect();
    lines.sort();
    format!("record-files/v1\n{origin}\n{size}\n{}", lines.concat())
}

/// May a file that goes with a record be called so?
pub(crate) fn may_accompany(name: &str) -> bool {
    let plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || "-_.".contains(sign);
    !name.is_empty()
        && name.len() <= 100
        && !name.starts_with('.')
        && name.chars().all(plain)
        && ![CHECKPOINT, KEY, FILES, "tile", "blobs"].contains(&name)
}

struct Folder<'p> {
    path: &'p Path,
}

impl Folder<'_> {
    fn make_empty(&self) -> Result<(), ExportError> {
        let cannot = |error| ExportError::Write(self.path.to_owned(), error);
        fs::create_dir_all(self.path).map_err(cannot)?;
        match fs::read_dir(self.path).map_err(cannot)?.next() {
            Some(_) => Err(ExportError::NotEmpty(self.path.to_owned())),
            None => Ok(()),
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), ExportError> {
        let path = self.path.join(name);
        let write = || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&path, bytes)
        };
        write().map_err(|error| ExportError::Write(path.clone(), error))
    }
}
