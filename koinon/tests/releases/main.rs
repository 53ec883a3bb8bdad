//! The demonstration record of every release: what was recorded once verifies for ever, and leads to the same state.
//!
//! Beside this file each release has a folder with the record that its `koinon demo` and `koinon record export` wrote, and in
//! `verified.json` what verifying it said then. `cargo xtask keep` makes the folder of the version at hand; bundles of entries
//! are kept as `.gz`, a tenth of their size.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use flate2::read::GzDecoder;
use serde_json::Value;
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn releases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/releases")
}

fn verify(record: &Path, key: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koinon"));
    command.args(["record", "verify"]).arg(record).args(["--key", key, "--json"]);
    command.env("KOINON_DATA", record).output().unwrap()
}

/// A kept record as it was exported.
fn unpack(kept: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(kept).unwrap() {
        let item = item.unwrap();
        let name = item.file_name().into_string().unwrap();
        if item.file_type().unwrap().is_dir() {
            unpack(&item.path(), &to.join(name));
        } else if let Some(name) = name.strip_suffix(".gz") {
            let mut bytes = Vec::new();
            GzDecoder::new(fs::File::open(item.path()).unwrap()).read_to_end(&mut bytes).unwrap();
            fs::write(to.join(name), bytes).unwrap();
        } else {
            fs::copy(item.path(), to.join(name)).unwrap();
        }
    }
}

#[test]
fn the_records_of_all_releases_verify_and_lead_to_the_same_state() {
    let folder = tempfile::tempdir().unwrap();
    let mut versions = 0;
    for item in fs::read_dir(releases()).unwrap() {
        let kept = item.unwrap().path();
        if !kept.is_dir() {
            continue;
        }
        let record = folder.path().join(kept.file_name().unwrap());
        unpack(&kept.join("record"), &record);
        let expected: Value = serde_json::from_slice(&fs::read(kept.join("verified.json")).unwrap()).unwrap();
        let output = verify(&record, expected["author"].as_str().unwrap());
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{}: {text}", kept.display());
        let said: Value = serde_json::from_str(&text).unwrap();
        for name in ["author", "events", "origin", "root", "state"] {
            assert!(!expected[name].is_null(), "{}: {name}", kept.display());
            assert_eq!(said[name], expected[name], "{}: {name}", kept.display());
        }
        versions += 1;
    }
    assert!(versions > 0, "no record is kept: cargo xtask keep");
}
