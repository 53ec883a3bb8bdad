//! Records made for tests, and their exported folders.

use record::{
    entry::{Entry, blob_path},
    json::{Object, Value},
    log::Log,
    note::{Kind, Signer},
    rotation::{MEMBER, Rotation},
    store::Location,
    verify::{Author, Verified, VerifyError, verify},
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

pub fn key(seed: u8) -> Signer {
    Signer::from_seed("log.example", Kind::Note, [seed; 32]).unwrap()
}

pub fn entry(says: &str) -> Entry {
    Entry::new(&Value::from(Object::new().with("says", says))).unwrap()
}

/// A record in a folder of its own.
pub struct Made {
    pub log: Log,
    pub folder: TempDir,
}

impl Made {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Sqlite(folder.path().join("record.sqlite"));
        Made { log: Log::create(&location, key(1)).unwrap(), folder }
    }

    /// With so many entries that say their numbers.
    pub fn of(size: u64) -> Self {
        let made = Made::new();
        made.log.append(0, (0..size).map(|number| entry(&number.to_string())).collect()).unwrap();
        made
    }

    /// With everything a record can hold: entries, a blob, a change of key.
    pub fn full() -> Self {
        let made = Made::new();
        let blob = made.log.put_blob(b"a report too long for an entry".to_vec()).unwrap();
        let names = Entry::new(&Value::from(Object::new().with("report", blob_path(blob)))).unwrap();
        made.log.append(0, vec![entry("a"), names, entry("ö")]).unwrap();
        let rotation = Rotation::sign(&key(1), key(2).verifier(), 3);
        let rotation = Entry::new(&Value::from(Object::new().with(MEMBER, rotation.value()))).unwrap();
        made.log.rotate(3, rotation, key(2)).unwrap();
        made.log.append(4, vec![entry("b"), entry("c")]).unwrap();
        made
    }

    /// Exports into a new folder beside the record.
    pub fn export(&self, name: &str) -> PathBuf {
        let out = self.folder.path().join(name);
        self.log.export(&out, &[("charter.toml", b"[community]\n"), ("world.json", b"{}\n")]).unwrap();
        out
    }
}

/// What verification says: nothing, or the first mismatch.
pub fn says(folder: &Path) -> String {
    let author = Author::Fingerprint(key(1).verifier().fingerprint());
    verify(folder, &author).err().map(|error| error.to_string()).unwrap_or_default()
}

pub fn verified(folder: &Path) -> Result<Verified, VerifyError> {
    verify(folder, &Author::Anyone)
}

/// Every file below a folder, by its path there.
pub fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for item in fs::read_dir(next).unwrap() {
            let path = item.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned()),
            }
        }
    }
    found.sort();
    found
}
