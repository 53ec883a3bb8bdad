//! A disk that keeps what was synchronised and may keep, lose or tear everything else.

use crate::trace::Step;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The least that a disk writes at once, in bytes.
const SECTOR: usize = 512;

/// What survives of that which was not synchronised.
#[derive(Clone, Copy, Debug)]
pub enum Survives {
    /// Nothing of it.
    Nothing,
    /// All of it.
    Everything,
    /// Some of it, by sectors, as the seed says.
    Some(u64),
}

#[derive(Clone, Debug, Default)]
struct File {
    durable: Vec<u8>,
    pending: Vec<Change>,
    /// Is the name in the folder, for certain?
    named: bool,
    /// Was the file removed, without the folder having been synchronised since?
    removed: bool,
}

#[derive(Clone, Debug)]
enum Change {
    Write(usize, Vec<u8>),
    Cut(usize),
}

/// The files of a folder, as the disk has them.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    files: BTreeMap<PathBuf, File>,
}

impl Disk {
    /// Takes a step of the program in.
    pub fn take(&mut self, step: &Step) {
        match step {
            Step::Made(path) => {
                let file = self.files.entry(path.clone()).or_default();
                if file.removed {
                    *file = File::default();
                }
            }
            Step::Write(path, at, bytes) => self.change(path, Change::Write(*at, bytes.clone())),
            Step::Cut(path, length) => self.change(path, Change::Cut(*length)),
            Step::Removed(path) => {
                if let Some(file) = self.files.get_mut(path) {
                    file.removed = true;
                }
            }
            Step::Synced(path) => match self.files.get_mut(path) {
                Some(file) => {
                    for change in std::mem::take(&mut file.pending) {
                        change.apply(&mut file.durable);
                    }
                }
                // A folder: its names are as they are now.
                None => {
                    self.files.retain(|name, file| !(file.removed && name.parent() == Some(path)));
                    let below = self.files.iter_mut().filter(|(name, _)| name.parent() == Some(path));
                    below.for_each(|(_, file)| file.named = true);
                }
            },
            Step::Said(_) => {}
        }
    }

    fn change(&mut self, path: &Path, change: Change) {
        self.files.entry(path.to_owned()).or_default().pending.push(change);
    }

    /// Writes what would be found after the power came back into another folder.
    pub fn write(&self, survives: Survives, into: &Path) {
        let mut random = Random(match survives {
            Survives::Some(seed) => seed,
            _ => 0,
        });
        for (path, file) in &self.files {
            // What the index of the log holds is made anew after a crash.
            let index = path.to_string_lossy().ends_with("-shm");
            let there = match survives {
                Survives::Nothing => file.named,
                Survives::Everything => !file.removed,
                Survives::Some(_) => (file.named || random.coin()) && (!file.removed || random.coin()),
            };
            if index || !there {
                continue;
            }
            let mut bytes = file.durable.clone();
            for change in &file.pending {
                match survives {
                    Survives::Nothing => {}
                    Survives::Everything => change.apply(&mut bytes),
                    Survives::Some(_) => change.apply_in_part(&mut bytes, &mut random),
                }
            }
            fs::write(into.join(path.file_name().unwrap()), bytes).unwrap();
        }
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Change::Write(at, new) => {
                bytes.resize(bytes.len().max(at + new.len()), 0);
                bytes[*at..at + new.len()].copy_from_slice(new);
            }
            Change::Cut(length) => bytes.resize(*length, 0),
        }
    }

    /// Each sector of a write reaches the disk or does not, whatever came before it.
    fn apply_in_part(&self, bytes: &mut Vec<u8>, random: &mut Random) {
        match self {
            Change::Write(at, new) => {
                for (number, sector) in new.chunks(SECTOR).enumerate() {
                    if random.coin() {
                        Change::Write(at + number * SECTOR, sector.to_vec()).apply(bytes);
                    }
                }
            }
            Change::Cut(_) if random.coin() => self.apply(bytes),
            Change::Cut(_) => {}
        }
    }
}

/// Coins that fall the same way for the same seed: splitmix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn coin(&mut self) -> bool {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) & 1 == 1
    }
}

#[test]
fn what_is_synchronised_survives_and_the_rest_may() {
    let file = PathBuf::from("/r/a");
    let mut disk = Disk::default();
    disk.take(&Step::Made(file.clone()));
    disk.take(&Step::Write(file.clone(), 0, b"kept".to_vec()));
    disk.take(&Step::Synced(file.clone()));
    let found = |disk: &Disk, survives| {
        let folder = tempfile::tempdir().unwrap();
        disk.write(survives, folder.path());
        fs::read(folder.path().join("a")).ok()
    };
    assert_eq!(found(&disk, Survives::Nothing), None, "the folder was not synchronised");
    disk.take(&Step::Synced("/r".into()));
    disk.take(&Step::Write(file.clone(), 4, b" or not".to_vec()));
    assert_eq!(found(&disk, Survives::Nothing), Some(b"kept".to_vec()));
    assert_eq!(found(&disk, Survives::Everything), Some(b"kept or not".to_vec()));
    disk.take(&Step::Removed(file));
    assert_eq!(found(&disk, Survives::Nothing), Some(b"kept".to_vec()), "nor was it after the removal");
    assert_eq!(found(&disk, Survives::Everything), None);
}
