//! Disks that are full, fail, or may not be written: the program says so, and nothing acknowledged is lost.

use super::{Acknowledged, load, lost, recovered};
use crate::store::Location;
use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Stdio},
};

/// What a load acknowledged, and what it said of its errors.
fn run(mut command: Command) -> (Acknowledged, BTreeSet<String>) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let refused = text.lines().filter_map(|line| Some(line.split_once(load::REFUSED)?.1.to_owned()));
    (text.lines().filter_map(load::acknowledged).collect(), refused.collect())
}

/// The load on a disk on which the call `fault` fails: strace answers in the system's place.
fn injected(location: &Location, fault: &str) -> Command {
    let strace = std::env::var_os("STRACE").expect("STRACE names the program: cargo xtask test finds it");
    let load = load::program(location, 25, fault);
    let mut command = Command::new(strace);
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("inject={fault}")]);
    command.arg(load.get_program()).args(load.get_args());
    command.envs(load.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}

/// Fails from the `when`-th call on, then takes the fault away: what was acknowledged is there, and the record goes on.
fn check(call: &str, error: &str, when: &[u32]) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for number in when {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Sqlite(folder.path().join("record.sqlite"));
        let (mut acknowledged, refused) =
            run(injected(&location, &format!("{call}:error={error}:when={number}+")));
        assert!(!refused.is_empty(), "{call} fails from call {number} on and nobody says so");
        said.extend(refused);
        assert_eq!(lost(&acknowledged, recovered(&location)), None, "{call} fails from call {number} on");
        let (more, refused) = run(load::program(&location, 2, "after"));
        assert_eq!((more.len(), refused), (16, BTreeSet::new()), "{call} failed from call {number} on");
        acknowledged.extend(more);
        assert_eq!(lost(&acknowledged, recovered(&location)), None);
    }
    said
}

#[test]
#[ignore = "needs strace: cargo xtask test"]
fn a_full_disk_is_said_and_loses_nothing() {
    let said = check("pwrite64", "ENOSPC", &[1, 2, 3, 5, 9, 14, 20, 30, 40]);
    assert_eq!(said, BTreeSet::from(["the disk is full; nothing was recorded".to_owned()]));
}

#[test]
#[ignore = "needs strace: cargo xtask test"]
fn a_disk_that_fails_to_synchronise_stops_the_record_and_loses_nothing() {
    let said = check("fsync,fdatasync", "EIO", &[1, 2, 3, 4, 6, 9, 12]);
    let expected = |says: &String| says.contains("the database cannot use its files: ");
    assert!(said.iter().all(expected), "{said:?}");
}

#[test]
#[ignore = "needs a system on which root can be held to the rights of files: cargo xtask test"]
fn a_record_that_may_not_be_written_is_said_to_be_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.sqlite");
    let location = Location::Sqlite(file.clone());
    let (acknowledged, _) = run(load::program(&location, 2, "before"));
    let rights = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    rights(&file, 0o444);
    rights(folder.path(), 0o555);
    let load = load::program(&location, 2, "refused");
    // Root writes what it likes unless that is taken from it.
    let mut command = match fs::metadata("/proc/self").map(|data| std::os::unix::fs::MetadataExt::uid(&data))
    {
        Ok(0) => {
            let mut command = Command::new("setpriv");
            command.args(["--bounding-set=-all", "--inh-caps=-all", "--"]).arg(load.get_program());
            command
        }
        _ => Command::new(load.get_program()),
    };
    command.args(load.get_args()).envs(load.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let (none, refused) = run(command);
    rights(folder.path(), 0o755);
    rights(&file, 0o644);
    assert_eq!(none.len(), 0);
    assert_eq!(refused, BTreeSet::from(["the database may not be written; nothing was recorded".to_owned()]));
    assert_eq!(lost(&acknowledged, recovered(&location)), None);
}
