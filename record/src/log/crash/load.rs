//! The load: writers that append as fast as they are acknowledged, and say so.

use super::{Acknowledged, lost, recovered};
use crate::{
    entry::Entry,
    json::{Object, Value},
    log::{AppendError, Log, OpenError},
    note::{Kind, Signer},
    store::{Location, StoreError},
};
use std::{
    env,
    io::Write,
    process::Command,
    sync::{Mutex, mpsc},
};

/// Names the database; without it the load runs in a place of its own.
const LOCATION: &str = "RECORD_CRASH_TEST_LOCATION";
/// How many entries each of the writers appends.
const ENTRIES: &str = "RECORD_CRASH_TEST_ENTRIES";
/// What makes this run's entries different from those of other runs.
const RUN: &str = "RECORD_CRASH_TEST_RUN";

const WRITERS: u32 = 8;

pub(super) fn key() -> Signer {
    Signer::from_seed("log.example", Kind::Note, [1; 32]).unwrap()
}

/// The program that runs the load and nothing else.
pub(super) fn program(location: &Location, entries: u32, run: &str) -> Command {
    let location = match location {
        Location::Sqlite(file) => file.display().to_string(),
        Location::Postgres(url) => url.clone(),
    };
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["log::crash::load::a_load_of_writers", "--exact", "--include-ignored", "--nocapture"]);
    command.env(LOCATION, location).env(ENTRIES, entries.to_string()).env(RUN, run);
    command
}

/// The entry that a line of the load says was acknowledged. Only a whole line counts.
pub(super) fn acknowledged(line: &str) -> Option<(u64, String)> {
    let (number, says) = line.strip_prefix("acknowledged ")?.split_once(' ')?;
    Some((number.parse().ok()?, says.strip_suffix(" .")?.to_owned()))
}

#[test]
#[ignore = "run by the tests of crashes, each in a program of its own"]
fn a_load_of_writers() {
    let number = |name: &str| env::var(name).ok().and_then(|text| text.parse().ok());
    let entries = number(ENTRIES).unwrap_or(5);
    let run = env::var(RUN).unwrap_or_default();
    match env::var(LOCATION) {
        Ok(location) => drop(append(&Location::parse(&location), entries, &run)),
        Err(_) => {
            let folder = tempfile::tempdir().unwrap();
            let location = Location::Sqlite(folder.path().join("record.sqlite"));
            let acknowledged = append(&location, entries, &run);
            assert_eq!(acknowledged.len() as u64, u64::from(WRITERS * entries));
            assert_eq!(lost(&acknowledged, recovered(&location)), None);
        }
    }
}

/// What the load says of an error, so that the tests of full and read-only disks can ask for it.
pub(super) const REFUSED: &str = "refused: ";

fn append(location: &Location, entries: u32, run: &str) -> Acknowledged {
    let opened = match Log::open(location, Some(key())) {
        Err(OpenError::Store(StoreError::Missing)) => Log::create(location, key()),
        log => log,
    };
    let log = match opened {
        Ok(log) => log,
        Err(error) => {
            println!("{REFUSED}{error}");
            return Acknowledged::new();
        }
    };
    let acknowledged = Mutex::new(Acknowledged::new());
    let next = Mutex::new(log.size());
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (log, next, acknowledged) = (&log, &next, &acknowledged);
            scope.spawn(move || {
                for number in 0..entries {
                    let appended = append_one(log, next, &format!("{run}-{writer}-{number}"));
                    let Ok((index, says)) = appended.map_err(|error| println!("{REFUSED}{error}")) else {
                        return;
                    };
                    let line = format!("acknowledged {index} {says} .\n");
                    let _ = std::io::stdout().lock().write_all(line.as_bytes());
                    acknowledged.lock().unwrap().insert(index, says);
                }
            });
        }
    });
    acknowledged.into_inner().unwrap()
}

/// Appends until it is acknowledged, decided under one lock as an engine would, so that others join in the same commit. A
/// server that restarts is waited for.
fn append_one(log: &Log, next: &Mutex<u64>, says: &str) -> Result<(u64, String), AppendError> {
    // Long enough that a few fill a page of the database.
    let value = Object::new().with("fills", "x".repeat(500)).with("says", says);
    let entry = Entry::new(&Value::from(value)).unwrap();
    loop {
        let (tell, told) = mpsc::channel();
        {
            let mut next = next.lock().unwrap();
            log.submit(*next, vec![entry.clone()], move |result| drop(tell.send(result)));
            *next += 1;
        }
        match told.recv().unwrap() {
            Ok(receipt) => return Ok((receipt.first, String::from_utf8_lossy(entry.bytes()).into_owned())),
            Err(AppendError::Behind { size }) => *next.lock().unwrap() = size,
            Err(AppendError::Store(StoreError::Unavailable(_))) => *next.lock().unwrap() = log.size(),
            Err(error) => return Err(error),
        }
    }
}
