//! The power is cut at every synchronisation and after every acknowledgement; nothing acknowledged may be lost.

use super::{
    Acknowledged,
    disk::{Disk, Survives},
    load, lost, recovered,
    trace::{self, Step},
};
use crate::store::Location;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// How many ways of losing a part are tried at each cut.
const SEEDS: u64 = 4;

/// What SQLite is told in this load: to move pages from its log into the database often, so that this is cut too.
const DURABLE: &str = "PRAGMA wal_autocheckpoint = 4";
const NOT_DURABLE: &str = "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 8";

/// Runs the load under strace, and returns what it asked of the system.
fn record(folder: &Path, pragmas: &str) -> Vec<Step> {
    let strace = std::env::var_os("STRACE").expect("STRACE names the program: cargo xtask test finds it");
    let file = folder.join("trace");
    let place = folder.join("record");
    fs::create_dir(&place).unwrap();
    let load = load::program(&Location::Sqlite(place.join("record.sqlite")), 12, "power");
    let mut command = Command::new(strace);
    command.args(trace::OPTIONS).arg("-o").arg(&file).arg(load.get_program()).args(load.get_args());
    command.envs(load.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = command.env("RECORD_CRASH_TEST_PRAGMAS", pragmas).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    trace::read(&String::from_utf8_lossy(&fs::read(file).unwrap()), &place)
}

/// Cuts the power before every synchronisation and after every line of the load, in several ways; how many images were
/// looked at, and each loss.
fn cut(steps: &[Step]) -> (usize, Vec<String>) {
    let mut disk = Disk::default();
    let mut acknowledged = Acknowledged::new();
    let (mut images, mut losses) = (0, Vec::new());
    for (number, step) in steps.iter().enumerate() {
        if matches!(step, Step::Synced(_)) {
            images += look(&disk, &acknowledged, number, &mut losses);
        }
        disk.take(step);
        if let Step::Said(text) = step {
            acknowledged.extend(text.lines().filter_map(load::acknowledged));
            images += look(&disk, &acknowledged, number, &mut losses);
        }
    }
    images += look(&disk, &acknowledged, steps.len(), &mut losses);
    (images, losses)
}

fn look(disk: &Disk, acknowledged: &Acknowledged, number: usize, losses: &mut Vec<String>) -> usize {
    let ways = (0..SEEDS).map(|seed| Survives::Some(seed + 1000 * number as u64));
    let ways: Vec<_> = [Survives::Nothing, Survives::Everything].into_iter().chain(ways).collect();
    for way in &ways {
        let folder = tempfile::tempdir().unwrap();
        disk.write(*way, folder.path());
        let found = recovered(&Location::Sqlite(folder.path().join("record.sqlite")));
        losses.extend(
            lost(acknowledged, found).map(|says| format!("cut before step {number}, {way:?}: {says}")),
        );
    }
    ways.len()
}

#[test]
#[ignore = "needs strace: cargo xtask test"]
fn a_cut_of_the_power_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let steps = record(folder.path(), DURABLE);
    let syncs = steps.iter().filter(|step| matches!(step, Step::Synced(_))).count();
    let said: usize = steps
        .iter()
        .map(|step| match step {
            Step::Said(text) => text.lines().filter_map(load::acknowledged).count(),
            _ => 0,
        })
        .sum();
    assert_eq!(said, 96, "every acknowledgement is in the trace");
    let moved =
        steps.iter().filter(|step| matches!(step, Step::Write(path, ..) if path.ends_with("record.sqlite")));
    assert!(moved.count() > 10 && syncs > 12, "the load is large enough to move pages into the database");
    let (images, losses) = cut(&steps);
    println!("{syncs} synchronisations, {said} acknowledgements, {images} images");
    assert_eq!(losses, Vec::<String>::new());
}

#[test]
#[ignore = "needs strace: cargo xtask test"]
fn without_synchronisation_the_same_cuts_lose_acknowledged_entries() {
    let folder = tempfile::tempdir().unwrap();
    let steps = record(folder.path(), NOT_DURABLE);
    let (images, losses) = cut(&steps);
    println!("{images} images, {} losses", losses.len());
    assert!(losses.len() > 40, "the test of the power must notice what is lost: {losses:?}");
}
