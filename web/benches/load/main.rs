//! How the site bears readers: an open loop of 64 connections that asks for every kind of page at a fixed rate,
//! whether or not answers come, on the same machine and cores as the server.
//!
//! `cargo bench -p web --bench load -- --rate 500 --seconds 10` prints a Markdown table. Loopback only.

mod connection;
mod figures;
mod kinds;

use std::process::ExitCode;
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use connection::Connection;
use figures::{Figures, Sample};
use kinds::Kind;

/// Connections held open, as by so many readers.
const CONNECTIONS: u32 = 64;

/// What a page may take in 99 of 100 cases.
const BAR: Duration = Duration::from_millis(10);

/// How hard to press.
struct Load {
    /// Pages a second.
    rate: u32,
    /// Seconds for each kind.
    seconds: u32,
}

fn main() -> ExitCode {
    let load = match arguments(std::env::args().skip(1)) {
        Ok(load) => load,
        Err(says) => {
            eprintln!("error: {says}\nhelp: --rate PAGES_A_SECOND --seconds SECONDS_FOR_EACH_KIND");
            return ExitCode::from(2);
        }
    };
    let (port, kinds) = match kinds::serve() {
        Ok(served) => served,
        Err(says) => {
            eprintln!("error: {says}");
            return ExitCode::from(2);
        }
    };
    println!("{CONNECTIONS} connections, {} pages/s, {} s each kind, open loop\n", load.rate, load.seconds);
    println!("{}", Figures::HEAD);
    let mut slow = Vec::new();
    for kind in kinds {
        let figures = press(port, &kind, &load);
        println!("{}", figures.row(&kind));
        if figures.p99() > BAR || figures.errors > 0 {
            slow.push(kind.name);
        }
    }
    if slow.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("error: a 99th percentile of 10 ms without errors was missed by {}", slow.join(", "));
    ExitCode::FAILURE
}

/// Reads `--rate` and `--seconds`. Cargo adds `--bench`, which says nothing.
fn arguments(mut given: impl Iterator<Item = String>) -> Result<Load, String> {
    let mut load = Load { rate: 500, seconds: 10 };
    while let Some(name) = given.next() {
        let mut number = |most: u32| match given.next().map(|text| text.parse::<u32>()) {
            Some(Ok(number)) if (1..=most).contains(&number) => Ok(number),
            _ => Err(format!("`{name}` takes a number from 1 to {most}")),
        };
        match name.as_str() {
            "--rate" => load.rate = number(20_000)?,
            "--seconds" => load.seconds = number(600)?,
            "--bench" => {}
            _ => return Err(format!("`{name}` is not known")),
        }
    }
    Ok(load)
}

/// Asks for one kind of page at the rate for the time. Request `n` is due at `n / rate`, on connection `n % 64`; one that
/// must wait for the answer before it is late, and its lateness counts.
fn press(port: u16, kind: &Kind, load: &Load) -> Figures {
    let total = load.rate * load.seconds;
    let ready = Arc::new(Barrier::new(CONNECTIONS as usize + 1));
    let interval = Duration::from_secs(1) / load.rate;
    let readers: Vec<_> = (0..CONNECTIONS)
        .map(|first| {
            let (ready, request) = (Arc::clone(&ready), kind.request(port));
            std::thread::spawn(move || {
                let mut connection = Connection::open(port);
                ready.wait();
                let start = Instant::now();
                let due =
                    (first..total).step_by(CONNECTIONS as usize).map(|number| start + interval * number);
                due.map(|due| ask(&mut connection, &request, due)).collect::<Vec<Sample>>()
            })
        })
        .collect();
    ready.wait();
    let samples = readers.into_iter().filter_map(|reader| reader.join().ok()).flatten().collect();
    Figures::of(samples, total)
}

/// Waits until the request is due, asks, and takes the time from when it was due.
fn ask(connection: &mut Connection, request: &[u8], due: Instant) -> Sample {
    if let Some(early) = due.checked_duration_since(Instant::now()) {
        std::thread::sleep(early);
    }
    let answer = connection.ask(request);
    Sample { took: due.elapsed(), answer }
}
