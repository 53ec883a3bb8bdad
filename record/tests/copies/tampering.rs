//! Whatever is changed in a copy is found, and the file and the entry are named.

use crate::made::{Made, entry, files, key, says, verified};
use record::{
    checkpoint::Checkpoint,
    export::CHECKPOINT,
    merkle::{Tree, leaf_hash},
    note::Note,
    tile::{Tile, unbundle},
    verify::{Mismatch, VerifyError},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The entry that the byte at `at` of a file of entries or of their hashes belongs to.
fn entry_at(file: &str, bytes: &[u8], at: usize) -> Option<u64> {
    let start = Tile::parse(file)?.leaves().start;
    if file.starts_with("tile/0/") {
        return Some(start + (at / 32) as u64);
    }
    let mut end = 0;
    let (entries, _) = unbundle(bytes);
    let found = entries.iter().position(|entry| {
        end += entry.len() + 2;
        at < end
    });
    found.map(|index| start + index as u64)
}

fn mismatch(folder: &Path) -> Option<Mismatch> {
    match verified(folder) {
        Ok(_) => None,
        Err(VerifyError::Mismatch(mismatch)) => Some(mismatch),
        Err(error) => panic!("{error}"),
    }
}

/// Flips bits of every `step`-th byte of a file, and asks that exactly this is found.
fn flip(out: &Path, file: &str, step: usize) {
    let path = out.join(file);
    let bytes = fs::read(&path).unwrap();
    for at in (0..bytes.len()).step_by(step) {
        for bits in [0x01, 0x20, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[at] ^= bits;
            fs::write(&path, &changed).unwrap();
            let found =
                mismatch(out).unwrap_or_else(|| panic!("byte {at} of {file} ^ {bits:#x} goes unseen"));
            assert_eq!(found.file, file, "byte {at} ^ {bits:#x}: {found}");
            if file.starts_with("tile/0/") || file.starts_with("tile/entries/") {
                assert_eq!(
                    found.entry,
                    entry_at(file, &bytes, at),
                    "byte {at} of {file} ^ {bits:#x}: {found}"
                );
            }
        }
    }
    fs::write(&path, &bytes).unwrap();
    assert_eq!(mismatch(out), None);
}

#[test]
fn no_byte_of_a_copy_can_be_flipped() {
    let made = Made::full();
    let out = made.export("out");
    let all = files(&out);
    assert_eq!(all.len(), 8);
    for file in &all {
        flip(&out, file, 1);
    }
}

/// Upper tiles stand for entries that are far away.
#[test]
fn no_byte_of_a_larger_copy_can_be_flipped() {
    let made = Made::of(257);
    let out = made.export("out");
    flip(&out, "tile/1/000.p/1", 1);
    flip(&out, "tile/0/001.p/1", 1);
    flip(&out, "tile/0/000", 509);
    flip(&out, "tile/entries/000", 487);
}

#[test]
fn no_file_can_be_cut_lengthened_or_taken_away() {
    let made = Made::full();
    let out = made.export("out");
    for file in files(&out) {
        let path = out.join(&file);
        let bytes = fs::read(&path).unwrap();
        let check = |bytes: Option<&[u8]>| {
            match bytes {
                Some(bytes) => fs::write(&path, bytes).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            let found = mismatch(&out).unwrap_or_else(|| panic!("{file} goes unseen"));
            // Without the list nobody knows of the files that it listed: the first of them is then one too many.
            let expected = if file == "files" && bytes.is_none() { "charter.toml" } else { file.as_str() };
            assert_eq!(found.file, expected, "{found}");
        };
        for length in 0..bytes.len() {
            check(Some(&bytes[..length]));
        }
        check(Some(&[&bytes[..], b"\n"].concat()));
        check(Some(&[&bytes[..], b"\0\0"].concat()));
        check(Some(&[&bytes[..], &bytes[..]].concat()));
        check(None);
        fs::write(&path, bytes).unwrap();
    }
    assert_eq!(mismatch(&out), None);
}

#[test]
fn nothing_can_be_added() {
    let made = Made::full();
    let out = made.export("out");
    for file in [
        "more",
        "tile/0/000.p/5",
        "tile/0/001",
        "tile/1/000.p/1",
        "tile/entries/000",
        "blobs/more",
        "a/b/c",
        "key.pub~",
    ] {
        let path = out.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, fs::read(out.join("key.pub")).unwrap()).unwrap();
        assert_eq!(says(&out), format!("`{file}`: belongs to nothing in the record"));
        fs::remove_file(&path).unwrap();
    }
    assert_eq!(says(&out), "");
}

#[cfg(unix)]
#[test]
fn links_and_folders_are_no_files() {
    let made = Made::full();
    let out = made.export("out");
    let path = out.join("tile/0/000.p/6");
    let kept = made.folder.path().join("kept");
    fs::rename(&path, &kept).unwrap();
    std::os::unix::fs::symlink(&kept, &path).unwrap();
    assert_eq!(says(&out), "`tile/0/000.p/6`: is not a plain file");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(says(&out), "`tile/0/000.p/6`: is not a plain file");
    fs::remove_dir(&path).unwrap();
    fs::rename(&kept, &path).unwrap();
    std::os::unix::fs::symlink(&kept, out.join("more")).unwrap();
    assert_eq!(says(&out), "`more`: belongs to nothing in the record");
}

/// Takes a file of one copy into another.
fn replace(from: &Path, to: &Path, file: &str) {
    fs::copy(from.join(file), to.join(file)).unwrap();
}

#[test]
fn files_of_another_record_or_time_do_not_fit() {
    let made = Made::full();
    let (older, newer) = (made.export("older"), {
        made.log.append(6, vec![entry("d")]).unwrap();
        made.export("newer")
    });
    replace(&older, &newer, "checkpoint");
    assert_eq!(says(&newer), "`tile/0/000.p/6`: is not there");
    let newer = made.export("newer-2");
    replace(&older, &newer, "files");
    assert_eq!(says(&newer), "`files`: is not a list of files for this record and size");
    let other = Made::of(6).export("other");
    assert!(!other.exists());
    let other = Made::of(6);
    let theirs = other.export("other");
    for (file, expected) in [
        ("checkpoint", "`checkpoint`: is not signed by the key in `key.pub`"),
        ("key.pub", "`checkpoint`: is not signed by the key in `key.pub`"),
        ("tile/0/000.p/6", "`tile/0/000.p/6`, entry 0: does not hold the hash of the entry"),
        ("tile/entries/000.p/6", "`tile/entries/000.p/6`, entry 0: is not what was recorded"),
    ] {
        let out = made.folder.path().join(file.replace('/', "-"));
        copy(&older, &out);
        replace(&theirs, &out, file);
        assert_eq!(says(&out), expected);
    }
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let path: PathBuf = to.join(&file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(from.join(&file), path).unwrap();
    }
}

/// The holder of the key can sign anything, but not something that is no record.
#[test]
fn a_signed_checkpoint_cannot_say_what_is_not_so() {
    let made = Made::of(3);
    let out = made.export("out");
    let bundle = "tile/entries/000.p/3";
    let sign = |size, leaves: &[&[u8]]| {
        let mut tree = Tree::new();
        leaves.iter().for_each(|leaf| tree.push(leaf_hash(leaf)));
        let text = Checkpoint { origin: "log.example".to_owned(), size, root: tree.root() }.to_string();
        let mut note = Note::new(text.clone()).unwrap();
        note.add(key(1).sign(&text, 0));
        fs::write(out.join(CHECKPOINT), note.to_string()).unwrap();
        fs::write(
            out.join("tile/0/000.p/3"),
            leaves.iter().flat_map(|leaf| leaf_hash(leaf).0).collect::<Vec<_>>(),
        )
        .unwrap();
        let bytes: Vec<u8> =
            leaves.iter().flat_map(|leaf| [&(leaf.len() as u16).to_be_bytes(), *leaf].concat()).collect();
        fs::write(out.join(bundle), bytes).unwrap();
    };
    for name in ["files", "charter.toml", "world.json"] {
        fs::remove_file(out.join(name)).unwrap();
    }
    sign(3, &[b"{}", b"{}", b"{}"]);
    assert_eq!(says(&out), "");
    sign(3, &[b"{}", b"{ }", b"{}"]);
    assert_eq!(
        says(&out),
        format!(
            "`{bundle}`, entry 1: the entry is not canonical JSON: not the canonical form of its value at byte 1"
        )
    );
    sign(3, &[b"{}", b"{}", b"{\"key_rotation\":{}}"]);
    assert_eq!(
        says(&out),
        format!(
            "`{bundle}`, entry 2: the change of key is not {{\"from\": key, \"signature\": base64, \"to\": key}}"
        )
    );
    let blob = "blobs/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    sign(3, &[b"{}", b"{}", format!("\"{blob}\"").as_bytes()]);
    assert_eq!(says(&out), format!("`{blob}`: is not there"));
    sign(u64::MAX, &[b"{}", b"{}", b"{}"]);
    assert_eq!(says(&out), "`tile/0/000`: is not there");
    sign(2, &[b"{}", b"{}", b"{}"]);
    assert_eq!(says(&out), "`tile/0/000.p/2`: is not there");
}
