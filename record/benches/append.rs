//! How many entries a second become durable, and how long one waits for its proof, with 256 writers at once.
//!
//! Each writer decides under one lock, submits under it, waits until its entry is durable, and takes the inclusion proof. This
//! is no benchmark of a function, so it does without Criterion: it runs for a time and prints a table. `--postgres URL` adds
//! that store.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark stops at the first surprise"
)]

use record::{
    entry::Entry,
    json::{Object, Value},
    log::{Log, Receipt},
    note::{Kind, Signer},
    store::Location,
};
use std::{
    env,
    sync::{Arc, Mutex, mpsc},
    time::{Duration, Instant},
};

/// An entry of about 300 bytes, as an act of a delegation makes them.
fn entry(number: u64) -> Entry {
    let object = Object::new()
        .with("actor", "delegation/NOR")
        .with("at", "2026-11-24T10:00:00Z")
        .with("authority", "entered by the secretariat")
        .with("ballot", "yes")
        .with("kind", "ballot-cast")
        .with("motion", format!("motion/{number}"))
        .with("says", "The delegation votes in favour and explains its vote: it holds that the applicant has met every benchmark of the chapter on the judiciary.");
    Entry::new(&Value::from(object)).unwrap()
}

struct Outcome {
    entries: usize,
    seconds: f64,
    waits: Vec<Duration>,
}

/// `writers` threads that append for `time`, each entry decided under one lock as an engine would.
fn run(log: &Arc<Log>, writers: usize, time: Duration) -> Outcome {
    let next = Arc::new(Mutex::new(log.size()));
    let start = Instant::now();
    let threads: Vec<_> = (0..writers)
        .map(|_| {
            let (log, next) = (log.clone(), next.clone());
            std::thread::spawn(move || {
                let mut waits = Vec::new();
                let (tell, told) = mpsc::sync_channel::<Receipt>(1);
                while start.elapsed() < time {
                    let begun = Instant::now();
                    let number = u64::try_from(waits.len()).unwrap();
                    let entry = entry(number);
                    {
                        let mut next = next.lock().unwrap();
                        let tell = tell.clone();
                        log.submit(*next, vec![entry], move |receipt| tell.send(receipt.unwrap()).unwrap());
                        *next += 1;
                    }
                    let receipt = told.recv().unwrap();
                    let (path, head) = log.inclusion(receipt.first).unwrap();
                    assert!(head.size > receipt.first && path.len() < 64);
                    waits.push(begun.elapsed());
                }
                waits
            })
        })
        .collect();
    let mut waits: Vec<_> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    waits.sort();
    Outcome { entries: waits.len(), seconds: start.elapsed().as_secs_f64(), waits }
}

fn show(name: &str, writers: usize, outcome: &Outcome) {
    let at = |percent: usize| outcome.waits[(outcome.waits.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    println!(
        "{name:<11} {writers:>7} {:>9} {:>12.0} {:>9.2} {:>9.2} {:>9.2}",
        outcome.entries,
        outcome.entries as f64 / outcome.seconds,
        at(50),
        at(99),
        at(100),
    );
}

fn measure(name: &str, location: &Location, seconds: u64) {
    let key = Signer::from_seed("log.example", Kind::Note, [1; 32]).unwrap();
    let log = Arc::new(Log::create(location, key).unwrap());
    for writers in [1, 16, 256] {
        show(name, writers, &run(&log, writers, Duration::from_secs(seconds)));
    }
}

fn main() {
    let arguments: Vec<_> = env::args().collect();
    let value = |name: &str| {
        arguments.iter().position(|argument| argument == name).map(|at| arguments[at + 1].clone())
    };
    let seconds = value("--seconds").map_or(5, |seconds| seconds.parse().unwrap());
    println!("store       writers   entries  entries/s  p50 in ms  p99 in ms  most in ms");
    let folder =
        tempfile::tempdir_in(env::var_os("CARGO_TARGET_TMPDIR").unwrap_or_else(|| ".".into())).unwrap();
    measure("SQLite", &Location::Sqlite(folder.path().join("record.sqlite")), seconds);
    if let Some(url) = value("--postgres") {
        measure("PostgreSQL", &Location::Postgres(url), seconds);
    }
}
