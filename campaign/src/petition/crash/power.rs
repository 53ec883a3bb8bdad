//! The power is cut at every synchronisation and after every acknowledgement; nothing acknowledged may be lost or doubled.

use super::{Acknowledged, load, lost};
use record::store::Location;
use std::{fs, path::Path};
use trials::{power, trace::Step};

/// What SQLite is told in this load: to move pages from its log into the database often, so that this is cut too.
const DURABLE: &str = "PRAGMA wal_autocheckpoint = 4";
const NOT_DURABLE: &str = "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 8";

/// Runs the load under strace, and returns what it asked of the system.
fn record(folder: &Path, pragmas: &str) -> Vec<Step> {
    let place = folder.join("campaign");
    fs::create_dir(&place).unwrap();
    let mut load = load::program(&Location::Sqlite(place.join("campaign.sqlite")), 5, "power");
    power::record(load.env("CAMPAIGN_CRASH_TEST_PRAGMAS", pragmas), folder, &place)
}

/// Cuts the power; how many images were looked at, and each loss.
fn cut(steps: &[Step]) -> (usize, Vec<String>) {
    let said = |acknowledged: &mut Acknowledged, line: &str| acknowledged.extend(load::acknowledged(line));
    power::cut(steps, said, |acknowledged, folder| {
        lost(acknowledged, &Location::Sqlite(folder.join("campaign.sqlite")))
    })
}

#[test]
#[ignore = "needs strace: cargo xtask test"]
fn a_cut_of_the_power_loses_and_doubles_nothing() {
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
    assert_eq!(said, 8 * (5 + 5 + 1), "every acknowledgement is in the trace");
    let moved = steps
        .iter()
        .filter(|step| matches!(step, Step::Write(path, ..) if path.ends_with("campaign.sqlite")));
    assert!(moved.count() > 10 && syncs > 12, "the load is large enough to move pages into the database");
    let (images, losses) = cut(&steps);
    println!("{syncs} synchronisations, {said} acknowledgements, {images} images");
    assert!(losses.is_empty(), "{} losses, the first: {:?}", losses.len(), losses.first());
}

#[test]
#[ignore = "needs strace: cargo xtask test"]
fn without_synchronisation_the_same_cuts_lose_acknowledged_signatures() {
    let folder = tempfile::tempdir().unwrap();
    let steps = record(folder.path(), NOT_DURABLE);
    let (images, losses) = cut(&steps);
    println!("{images} images, {} losses", losses.len());
    assert!(losses.len() > 40, "the test of the power must notice what is lost");
}
