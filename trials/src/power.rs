//! The power is cut at every synchronisation and after every word of a load.

use crate::{
    disk::{Disk, Survives},
    trace::{self, Step},
};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// How many ways of losing a part are tried at each cut.
const SEEDS: u64 = 4;

/// Runs a load under strace, and returns what it asked of the system in the folder `place`.
pub fn record(load: &Command, notes: &Path, place: &Path) -> Vec<Step> {
    let strace = std::env::var_os("STRACE").expect("STRACE names the program: cargo xtask test finds it");
    let file = notes.join("trace");
    let mut command = Command::new(strace);
    command.args(trace::OPTIONS).arg("-o").arg(&file).arg(load.get_program()).args(load.get_args());
    command.envs(load.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    trace::read(&String::from_utf8_lossy(&fs::read(file).unwrap()), place)
}

/// Cuts the power before every synchronisation and after every line of the load, in several ways; how many images were
/// looked at, and each loss. `said` takes in what the load said, `lost` looks into a folder that came back.
pub fn cut<T: Default>(
    steps: &[Step],
    said: impl Fn(&mut T, &str),
    lost: impl Fn(&T, &Path) -> Option<String>,
) -> (usize, Vec<String>) {
    let (mut disk, mut acknowledged) = (Disk::default(), T::default());
    let (mut images, mut losses) = (0, Vec::new());
    for (number, step) in steps.iter().enumerate() {
        if matches!(step, Step::Synced(_)) {
            images += look(&disk, number, &mut losses, |folder| lost(&acknowledged, folder));
        }
        disk.take(step);
        if let Step::Said(text) = step {
            text.lines().for_each(|line| said(&mut acknowledged, line));
            images += look(&disk, number, &mut losses, |folder| lost(&acknowledged, folder));
        }
    }
    images += look(&disk, steps.len(), &mut losses, |folder| lost(&acknowledged, folder));
    (images, losses)
}

fn look(
    disk: &Disk,
    number: usize,
    losses: &mut Vec<String>,
    lost: impl Fn(&Path) -> Option<String>,
) -> usize {
    let ways = (0..SEEDS).map(|seed| Survives::Some(seed + 1000 * number as u64));
    let ways: Vec<_> = [Survives::Nothing, Survives::Everything].into_iter().chain(ways).collect();
    for way in &ways {
        let folder = tempfile::tempdir().unwrap();
        disk.write(*way, folder.path());
        losses.extend(lost(folder.path()).map(|says| format!("cut before step {number}, {way:?}: {says}")));
    }
    ways.len()
}
