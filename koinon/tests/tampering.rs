//! The exported demonstration year with one byte of it changed: always found, and the file and the entry named.
//!
//! A plain run changes a sample of bytes, which a seed draws over all files (`SEED`, `FLIPS=10000`); `cargo xtask soak` changes
//! every byte of every file (`FLIPS=all`), and each bit of the small files, which are keys, signatures and hashes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use record::{
    tile::{Tile, unbundle},
    verify::{Author, VerifyError, verify},
};
use std::{
    env, fs,
    io::{Seek, SeekFrom, Write},
    ops::Range,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

/// How many bytes a plain run changes, beside at least [`IN_EACH`] of every file.
const SAMPLE: usize = 400;
const IN_EACH: usize = 12;
/// Files up to this many bytes are keys, signatures and hashes: each bit counts.
const SMALL: usize = 1024;

/// A file of the record.
struct File {
    name: String,
    bytes: Vec<u8>,
    /// Where each entry lies, with its length or as a hash; nothing where the file holds no entries.
    entries: Vec<Range<usize>>,
    /// The number of the first of them.
    first: u64,
}

impl File {
    fn read(folder: &Path, name: String) -> Self {
        let bytes = fs::read(folder.join(&name)).unwrap();
        let (mut entries, mut end) = (Vec::new(), 0);
        let mut entry = |length: usize| {
            entries.push(end..end + length);
            end += length;
        };
        if name.starts_with("tile/entries/") {
            unbundle(&bytes).0.iter().for_each(|bytes| entry(bytes.len() + 2));
        } else if name.starts_with("tile/0/") {
            bytes.chunks(32).for_each(|hash| entry(hash.len()));
        }
        let first = Tile::parse(&name).map_or(0, |tile| tile.leaves().start);
        File { name, bytes, entries, first }
    }

    fn entry_at(&self, at: usize) -> Option<u64> {
        let place = self.entries.iter().position(|range| range.contains(&at))?;
        Some(self.first + place as u64)
    }
}

/// One byte of a file, and what is changed of it.
#[derive(Clone, Copy)]
struct Flip {
    file: usize,
    at: usize,
    bits: u8,
}

/// Numbers drawn by a seed (Steele, Lea and Flood 2014, SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// Some bits of a byte, at least one.
    fn bits(&mut self) -> u8 {
        u8::try_from(1 + self.next() % 255).unwrap()
    }
}

fn koinon(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koinon"));
    let output = command.arg("-C").arg(folder).args(arguments).env("KOINON_DATA", folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Every file below a folder, by its path there.
fn names(folder: &Path, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for item in fs::read_dir(folder.join(prefix)).unwrap() {
        let item = item.unwrap();
        let name = format!("{prefix}{}", item.file_name().to_str().unwrap());
        match item.file_type().unwrap().is_dir() {
            true => found.extend(names(folder, &format!("{name}/"))),
            false => found.push(name),
        }
    }
    found.sort();
    found
}

fn every_byte(files: &[File], dice: &mut Dice) -> Vec<Flip> {
    let mut flips = Vec::new();
    for (file, found) in files.iter().enumerate() {
        for at in 0..found.bytes.len() {
            match found.bytes.len() {
                ..SMALL => flips.extend((0..8).map(|bit| Flip { file, at, bits: 1 << bit })),
                _ => flips.push(Flip { file, at, bits: dice.bits() }),
            }
        }
    }
    flips
}

fn a_sample(files: &[File], count: usize, dice: &mut Dice) -> Vec<Flip> {
    let mut flips = Vec::new();
    for (file, found) in files.iter().enumerate() {
        let each = (0..IN_EACH).map(|_| Flip { file, at: dice.below(found.bytes.len()), bits: dice.bits() });
        flips.extend(each);
    }
    let all: Vec<_> =
        files.iter().enumerate().flat_map(|(file, found)| vec![file; found.bytes.len()]).collect();
    for _ in 0..count {
        let file = all[dice.below(all.len())];
        flips.push(Flip { file, at: dice.below(files[file].bytes.len()), bits: dice.bits() });
    }
    flips
}

/// Changes one byte, verifies, and puts it back.
fn found(folder: &Path, files: &[File], flip: Flip) -> Result<(), String> {
    let file = &files[flip.file];
    let put = |byte: u8| {
        let mut open = fs::OpenOptions::new().write(true).open(folder.join(&file.name)).unwrap();
        open.seek(SeekFrom::Start(flip.at as u64)).unwrap();
        open.write_all(&[byte]).unwrap();
    };
    put(file.bytes[flip.at] ^ flip.bits);
    let verified = verify(folder, &Author::Anyone);
    put(file.bytes[flip.at]);
    let place = format!("byte {} of `{}` ^ {:#04x}", flip.at, file.name, flip.bits);
    match verified.err() {
        None => Err(format!("{place} goes unseen")),
        Some(VerifyError::Mismatch(mismatch))
            if mismatch.file == file.name
                && (file.entries.is_empty() || mismatch.entry == file.entry_at(flip.at)) =>
        {
            Ok(())
        }
        Some(error) => Err(format!("{place} is found elsewhere: {error}")),
    }
}

fn copy(from: &Path, to: &Path, files: &[File]) {
    for file in files {
        let path = to.join(&file.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(from.join(&file.name), path).unwrap();
    }
}

#[test]
fn a_changed_byte_of_the_demonstration_year_is_found_and_located() {
    let folder = tempfile::tempdir().unwrap();
    let (year, out) = (folder.path().join("year"), folder.path().join("out"));
    koinon(&year, &["demo"]);
    koinon(&year, &["record", "export", out.to_str().unwrap()]);
    let files: Vec<_> = names(&out, "").into_iter().map(|name| File::read(&out, name)).collect();
    assert!(files.len() > 10 && files.iter().any(|file| file.name.starts_with("tile/1/")));

    let seed = env::var("SEED").map_or(1, |seed| seed.parse().unwrap());
    let mut dice = Dice(seed);
    let flips = match env::var("FLIPS").as_deref() {
        Ok("all") => every_byte(&files, &mut dice),
        Ok(count) => a_sample(&files, count.parse().unwrap(), &mut dice),
        Err(_) => a_sample(&files, SAMPLE, &mut dice),
    };

    let (next, threads) = (AtomicUsize::new(0), std::thread::available_parallelism().map_or(2, usize::from));
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|number| {
                let own: PathBuf = folder.path().join(format!("copy-{number}"));
                copy(&out, &own, &files);
                let (files, flips, next) = (&files, &flips, &next);
                scope.spawn(move || {
                    let mut wrong = Vec::new();
                    while let Some(flip) = flips.get(next.fetch_add(1, Ordering::Relaxed)) {
                        wrong.extend(found(&own, files, *flip).err());
                    }
                    // Everything was put back: what was found was the one byte.
                    assert!(verify(&own, &Author::Anyone).is_ok());
                    wrong
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    println!("{} changes in {} files of {bytes} bytes, seed {seed}", flips.len(), files.len());
    assert_eq!(wrong, Vec::<String>::new(), "seed {seed}");
}
