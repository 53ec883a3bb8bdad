//! Crashes: a load of concurrent writers in a program of its own, whose power is cut or which is killed.
//!
//! They run on Linux, where strace records and falsifies what is asked of the disk. The program is this test program, told to run
//! [`load::a_load_of_writers`] alone. It writes a line for each entry as soon as that is acknowledged; whatever it wrote must be in the record afterwards.

mod full;
mod kill;
mod load;
mod power;

use crate::{log::Log, merkle::verify_consistency, store::Location};
use std::collections::BTreeMap;

/// The number and the content of each entry that was acknowledged.
type Acknowledged = BTreeMap<u64, String>;

/// Opens the record as after a crash, which checks it whole, and returns every entry.
fn recovered(location: &Location) -> Result<BTreeMap<u64, String>, String> {
    // Whoever only reads is as likely to be the first after a crash.
    let read = Log::open(location, None).map_err(|error| error.to_string())?;
    let log = Log::open(location, Some(load::key())).map_err(|error| error.to_string())?;
    // Between the two a server may finish what a killed program had asked for, and nothing else.
    let (before, (proof, after)) =
        (read.head(), log.consistency(read.size()).map_err(|error| error.to_string())?);
    verify_consistency(before.size, before.root, after.size, after.root, &proof)
        .map_err(|error| error.to_string())?;
    let mut entries = BTreeMap::new();
    log.read(0, log.size(), |index, entry| {
        entries.insert(index, String::from_utf8_lossy(entry).into_owned());
    })
    .map_err(|error| error.to_string())?;
    Ok(entries)
}

/// What was acknowledged and is not in the record.
fn lost(acknowledged: &Acknowledged, recovered: Result<BTreeMap<u64, String>, String>) -> Option<String> {
    if acknowledged.is_empty() {
        return None;
    }
    match recovered {
        Err(error) => Some(error),
        Ok(entries) => acknowledged
            .iter()
            .find(|(index, says)| entries.get(index) != Some(says))
            .map(|(index, says)| format!("entry {index}, {says}, was acknowledged and is lost")),
    }
}
