//! Acts of 256 writers at once, from the wish to the proof: decided by the engine, applied, recorded durably, and proved.
//!
//! A community of 195 members votes: each writer speaks for a member. An act is decided under one lock on the state as it will
//! be once everything before it is durable; it is submitted under that lock, and waited for outside it. The clock of an act runs
//! from before the decision until its inclusion proof against a signed checkpoint is in hand. Writers are tasks of an
//! asynchronous server, as connections are; `--threads` makes each a thread of the system. Beside it in the same run: the disk
//! alone, and SQLite alone.
//!
//! `cargo bench -p koinon --bench acts -- --seconds 10 --writers 256`

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark stops at the first surprise"
)]

use community::{
    Act, Actor, Authority, Deed, Facts, Known, Matter, Moment, State,
    act::{Cast, Voice},
    decide,
};
use record::{
    entry::Entry,
    log::{Log, Receipt},
    merkle::{leaf_hash, verify_inclusion},
    note::{Kind, Signer},
    store::Location,
};
use std::{
    env,
    fs::{self, File},
    io::{Seek, SeekFrom, Write},
    path::Path,
    sync::{Arc, Mutex, mpsc},
    time::{Duration, Instant},
};
use tokio::sync::oneshot;
use world::World;

/// The institution as it will be when all that was submitted is durable, and how many entries there will be.
struct Chamber {
    state: State,
    next: u64,
}

struct Community {
    known: Known<'static>,
    chamber: Mutex<Chamber>,
    log: Log,
    at: Moment,
}

impl Community {
    /// Decides an act, submits what follows, and has `done` told when that is durable.
    fn submit(&self, actor: Actor, deed: Deed, done: impl FnOnce(Receipt) + Send + 'static) {
        let act = Act { actor, authority: Authority::Secretariat {}, deed };
        let mut chamber = self.chamber.lock().unwrap();
        let decided = decide(&chamber.state, &Facts::World(&self.known), &act, self.at);
        let events = decided.unwrap_or_else(|refusal| panic!("{refusal}"));
        let entries: Vec<_> = events
            .iter()
            .map(|event| {
                chamber.state.apply(event).unwrap();
                Entry::from_bytes(event.to_json().into_bytes()).unwrap()
            })
            .collect();
        let (at, count) = (chamber.next, entries.len() as u64);
        self.log.submit(at, entries, move |receipt| done(receipt.unwrap()));
        chamber.next += count;
    }

    fn act(&self, actor: Actor, deed: Deed) {
        let (tell, told) = mpsc::sync_channel(1);
        self.submit(actor, deed, move |receipt| tell.send(receipt).unwrap());
        told.recv().unwrap();
    }

    /// The charter in force with 195 members, and so many resolutions open to the vote.
    fn found(file: &Path, motions: u64) -> Self {
        let world = World::embedded();
        let population = world.column(world.indicator_named("population").unwrap());
        let codes: Vec<String> = world
            .states_in(world.last_year)
            .filter(|ix| (2000..=world.last_year).any(|year| population.get(*ix, year).is_some()))
            .map(|ix| world.state(ix).code.to_string())
            .take(195)
            .collect();
        let founders = "founders = { group = \"nato\", on = 2024, observe_years = 5, then = \"suspend\" }";
        let text = charter::models()[0].text;
        assert!(text.contains(founders));
        let text = text.replace(founders, &format!("founders = {codes:?}"));
        let key = Signer::from_seed("scenario.example/acts", Kind::Note, [1; 32]).unwrap();
        let community = Community {
            known: Known::new(world),
            chamber: Mutex::new(Chamber { state: State::default(), next: 0 }),
            log: Log::create(&Location::Sqlite(file.to_owned()), key).unwrap(),
            at: "2025-01-01".parse().unwrap(),
        };
        let secretariat = |deed| community.act(Actor::Secretariat, deed);
        secretariat(Deed::OpenText { charter: text });
        secretariat(Deed::Propose { matter: Matter::AdoptText {}, debate_until: None });
        secretariat(Deed::OpenVote { motion: 1, until: Some("2025-01-02".parse().unwrap()) });
        codes.iter().for_each(|code| community.act(Actor::State(code.clone()), vote(1, Voice::Yes)));
        secretariat(Deed::Close { motion: 1 });
        for code in &codes {
            community.act(Actor::State(code.clone()), Deed::Sign {});
            community.act(Actor::State(code.clone()), Deed::Ratify { motion: None });
        }
        for motion in 2..2 + motions {
            let matter =
                Matter::Resolution { title: format!("Resolution {motion}"), says: "So be it.".into() };
            secretariat(Deed::Propose { matter, debate_until: None });
            secretariat(Deed::OpenVote { motion, until: Some("2025-06-01".parse().unwrap()) });
        }
        community
    }

    /// Takes the inclusion proof of an act that is durable. Whoever asks for one checks it, not the server.
    fn prove(&self, receipt: Receipt) {
        let (path, head) = self.log.inclusion(receipt.first).unwrap();
        assert!(head.size > receipt.first && !path.is_empty());
    }

    /// Every proof holds, of a thousand acts here and there.
    fn check(&self) {
        let size = self.log.size();
        for first in (0..size).step_by(usize::try_from(size / 1000).unwrap().max(1)) {
            let (path, head) = self.log.inclusion(first).unwrap();
            let leaf = leaf_hash(&self.log.entry(first).unwrap());
            verify_inclusion(leaf, first, head.size, &path, head.root).unwrap();
        }
    }
}

fn vote(motion: u64, voice: Voice) -> Deed {
    Deed::Vote { motion, ballot: Cast::One(voice) }
}

/// A delegation that votes on a motion of its own, and changes its vote each time.
struct Writer {
    actor: Actor,
    motion: u64,
    votes: usize,
    waits: Vec<Duration>,
}

impl Writer {
    fn deed(&mut self) -> Deed {
        self.votes += 1;
        vote(self.motion, [Voice::Yes, Voice::No, Voice::Abstain][self.votes % 3])
    }
}

fn tasks(community: &Arc<Community>, writers: Vec<Writer>, time: Duration) -> Vec<Writer> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let start = Instant::now();
    let writers = writers.into_iter().map(|mut writer| {
        let community = community.clone();
        runtime.spawn(async move {
            while start.elapsed() < time {
                let begun = Instant::now();
                let (tell, told) = oneshot::channel();
                let deed = writer.deed();
                community.submit(writer.actor.clone(), deed, move |receipt| {
                    let _ = tell.send(receipt);
                });
                community.prove(told.await.unwrap());
                writer.waits.push(begun.elapsed());
            }
            writer
        })
    });
    let writers: Vec<_> = writers.collect();
    writers.into_iter().map(|writer| runtime.block_on(writer).unwrap()).collect()
}

fn threads(community: &Arc<Community>, writers: Vec<Writer>, time: Duration) -> Vec<Writer> {
    let start = Instant::now();
    let writers = writers.into_iter().map(|mut writer| {
        let community = community.clone();
        std::thread::spawn(move || {
            let (tell, told) = mpsc::sync_channel(1);
            while start.elapsed() < time {
                let begun = Instant::now();
                let (tell, deed) = (tell.clone(), writer.deed());
                community.submit(writer.actor.clone(), deed, move |receipt| tell.send(receipt).unwrap());
                community.prove(told.recv().unwrap());
                writer.waits.push(begun.elapsed());
            }
            writer
        })
    });
    let writers: Vec<_> = writers.collect();
    writers.into_iter().map(|writer| writer.join().unwrap()).collect()
}

/// The time that this program has had a processor so far, where the system says.
fn processor() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // After the name, which ends the parenthesis, the 12th and 13th fields are hundredths of a second.
    let fields: Vec<u64> =
        stat.rsplit_once(')')?.1.split(' ').skip(12).take(2).flat_map(str::parse).collect();
    Some(Duration::from_millis(10 * fields.iter().sum::<u64>()))
}

/// A measurement under way.
struct Run {
    start: Instant,
    worked: Option<Duration>,
}

impl Run {
    fn begin() -> Self {
        Run { start: Instant::now(), worked: processor() }
    }

    /// Ends it: how much was done, and how long each waited.
    fn show(self, name: &str, count: usize, mut waits: Vec<Duration>) {
        let (seconds, all) = (self.start.elapsed().as_secs_f64(), count as f64);
        let worked = processor().zip(self.worked).map(|(after, before)| (after - before).as_secs_f64());
        waits.sort();
        let at = |permille: usize| waits[(waits.len() - 1) * permille / 1000].as_secs_f64() * 1e3;
        println!(
            "{name:<34} {count:>9} {:>9.0} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>9}",
            all / seconds,
            at(500),
            at(990),
            at(999),
            at(1000),
            worked.map_or("?".to_owned(), |worked| format!("{:.1}", worked * 1e6 / all)),
        );
    }
}

/// The disk alone: as many bytes as a commit of 128 acts, written over and synchronised.
fn disk(folder: &Path, time: Duration) {
    let mut file = File::create(folder.join("disk")).unwrap();
    file.write_all(&vec![0; 16 << 20]).unwrap();
    file.sync_all().unwrap();
    let (bytes, run, mut waits) = (vec![7; 48 << 10], Run::begin(), Vec::new());
    while run.start.elapsed() < time {
        let begun = Instant::now();
        file.seek(SeekFrom::Start(waits.len() as u64 % 256 * (48 << 10))).unwrap();
        file.write_all(&bytes).unwrap();
        file.sync_data().unwrap();
        waits.push(begun.elapsed());
    }
    run.show("the disk: 48 KiB synchronised", waits.len(), waits);
}

/// SQLite alone: one thread, 128 rows of an act's size in a transaction, as durable.
fn sqlite(folder: &Path, time: Duration) {
    let connection = rusqlite::Connection::open(folder.join("bare.sqlite")).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.pragma_update(None, "synchronous", "FULL").unwrap();
    connection.execute_batch("CREATE TABLE entry (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)").unwrap();
    let (bytes, run, mut waits, mut rows) = (vec![7u8; 200], Run::begin(), Vec::new(), 0);
    let mut insert = connection.prepare("INSERT INTO entry VALUES (?1, ?2)").unwrap();
    while run.start.elapsed() < time {
        let begun = Instant::now();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        for _ in 0..128 {
            insert.execute(rusqlite::params![rows, bytes]).unwrap();
            rows += 1;
        }
        connection.execute_batch("COMMIT").unwrap();
        waits.push(begun.elapsed());
    }
    let rows = usize::try_from(rows).unwrap();
    run.show("SQLite alone: rows, 128 a commit", rows, waits);
}

fn main() {
    let arguments: Vec<_> = env::args().collect();
    let value = |name: &str| {
        arguments.iter().position(|argument| argument == name).map(|at| arguments[at + 1].parse().unwrap())
    };
    let time = Duration::from_secs(value("--seconds").unwrap_or(5));
    let writers = usize::try_from(value("--writers").unwrap_or(256)).unwrap();
    let folder =
        tempfile::tempdir_in(env::var_os("CARGO_TARGET_TMPDIR").unwrap_or_else(|| ".".into())).unwrap();
    println!(
        "{:<34} {:>9} {:>9} {:>8} {:>8} {:>8} {:>8} {:>9}",
        "", "count", "a second", "p50 ms", "p99 ms", "p99.9", "most", "µs of CPU"
    );
    disk(folder.path(), time / 2);
    sqlite(folder.path(), time / 2);
    let file = folder.path().join("record.sqlite");
    let members = 193;
    let community = Arc::new(Community::found(&file, (writers / members + 1) as u64));
    let codes: Vec<String> = community.chamber.lock().unwrap().state.members.keys().cloned().collect();
    let mut idle: Vec<_> = (0..writers)
        .map(|number| Writer {
            actor: Actor::State(codes[number % members].clone()),
            motion: 2 + (number / members) as u64,
            votes: 0,
            waits: Vec::new(),
        })
        .collect();
    let by_threads = arguments.iter().any(|argument| argument == "--threads");
    for count in [1, 16, writers] {
        let run = Run::begin();
        let working: Vec<_> = idle.drain(..count).collect();
        let done =
            if by_threads { threads(&community, working, time) } else { tasks(&community, working, time) };
        idle.extend(done);
        let waits: Vec<_> = idle.iter_mut().flat_map(|writer| std::mem::take(&mut writer.waits)).collect();
        let name = format!("acts of {count} {}", if by_threads { "threads" } else { "writers" });
        run.show(&name, waits.len(), waits);
    }
    community.check();
    let size = fs::metadata(&file).unwrap().len() / community.log.size();
    println!("{} entries, {size} bytes of the database for each", community.log.size());
}
