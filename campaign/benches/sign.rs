//! How many signatures a second are acknowledged, each after it would survive a loss of power: asked for by many threads at
//! once, then confirmed.
//!
//! `cargo bench -p campaign --bench sign -- --writers 256 --seconds 5 --folder DIR` prints a Markdown table; `--filled N` lets
//! so many signatures stand there before.

use campaign::{
    TABLES,
    address::Address,
    db::{Db, DbError},
    mail::Sender,
    office::{Chance, Office},
    petition::{
        self, Petition,
        confirm::{ConfirmRefusal, confirm},
        count,
        policy::{self, Guard, Policy},
        sign::{Request, Shown, SignRefusal, sign},
        validity::Validity,
    },
    secret::{Link, Purpose, Secrets},
};
use record::store::Location;
use std::{
    fmt,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

const NOW: i64 = 1_800_000_000;
/// From so many countries they come.
const COUNTRIES: [&str; 12] =
    ["NOR", "DEU", "FRA", "ITA", "ESP", "POL", "NLD", "SWE", "GBR", "USA", "JPN", "AUS"];

struct Choice {
    writers: u32,
    seconds: u64,
    filled: u64,
    folder: Option<String>,
}

/// A failure in words.
struct Says(String);

impl<E: fmt::Display> From<E> for Says {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

fn main() -> ExitCode {
    match arguments(std::env::args().skip(1)).and_then(|choice| measure(&choice)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Says(says)) => {
            eprintln!("error: {says}");
            ExitCode::from(2)
        }
    }
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Choice, Says> {
    let mut choice = Choice { writers: 256, seconds: 3, filled: 0, folder: None };
    while let Some(name) = given.next() {
        let mut value = || given.next().ok_or_else(|| Says(format!("`{name}` takes a value")));
        match name.as_str() {
            "--writers" => choice.writers = value()?.parse()?,
            "--seconds" => choice.seconds = value()?.parse()?,
            "--filled" => choice.filled = value()?.parse()?,
            "--folder" => choice.folder = Some(value()?),
            "--bench" => {}
            _ => return Err(Says(format!("`{name}` is not known"))),
        }
    }
    Ok(choice)
}

/// What threads share.
struct Desk {
    db: Db,
    office: Arc<Office>,
    petition: Petition,
    next: AtomicU64,
}

/// Bytes that differ for each signature: the measure needs no secrets.
fn chance(number: u64) -> Chance {
    let mut chance = [[0; 32]; 4];
    for (part, bytes) in (0u64..).zip(&mut chance) {
        for (at, place) in (0u64..).zip(bytes.chunks_exact_mut(8)) {
            place.copy_from_slice(&(number << 8 | part << 4 | at).to_be_bytes());
        }
    }
    chance
}

fn ask(desk: &Desk, number: u64) -> Result<(), SignRefusal> {
    let (office, petition) = (Arc::clone(&desk.office), desk.petition.clone());
    desk.db.write(move |sql| {
        let address = format!("signer{number}@example.org");
        let place = usize::try_from(number).unwrap_or(0) % COUNTRIES.len();
        let request = Request {
            name: "Ann Example",
            address: &address,
            country: COUNTRIES.get(place).copied().unwrap_or("NOR"),
            comment: if number.is_multiple_of(4) { "Law binds, and protects." } else { "" },
            shown: Shown::Name,
            consents: true,
            newsletter: false,
            network: &format!("network {}", number / 10),
            work: None,
        };
        // A later second now and then, so that no country's minute is full.
        let now = NOW + i64::try_from(number / 5_000).unwrap_or(0);
        sign(sql, &office, &petition, &request, now, chance(number)).map(drop)
    })
}

fn button(desk: &Desk, number: u64) -> Result<(), ConfirmRefusal> {
    let link = Link { purpose: Purpose::ConfirmSignature, id: number, until: None };
    let (office, link) = (Arc::clone(&desk.office), desk.office.secrets.link(&link));
    let confirmed = desk.db.write(move |sql| confirm(sql, &office, &link, NOW + 1, chance(number)));
    confirmed.map(drop)
}

fn measure(choice: &Choice) -> Result<(), Says> {
    let folder = match &choice.folder {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let db = Db::open(&Location::Sqlite(folder.path().join("campaign.sqlite")), TABLES)?;
    let sender = Sender {
        name: "Coalition".into(),
        address: Address::read("office@example.org")?,
        bounces: None,
        postal: "1 Example Street".into(),
    };
    let secrets = Secrets::new(&[1; 32], Some(&[2; 32]));
    let office = Arc::new(Office { secrets, sender, origin: "https://example.org".into() });
    let mut petition = Petition {
        id: 0,
        name: "charter".into(),
        title: "A community of democracies".into(),
        text: "We ask for it.".into(),
        addressee: "The Assembly".into(),
        validity: Validity::european_citizens_initiative(),
        opens: NOW - 1,
        closes: None,
    };
    let published = petition.clone();
    petition.id = db.write::<_, DbError>(move |sql| petition::publish(sql, &published))?;
    // Without the guard: a thousand a second from one country would ask for a proof of work.
    let (under, off) = (petition.clone(), Policy { guard: Guard::Off, ..Policy::default() });
    db.write::<_, DbError>(move |sql| policy::set(sql, &under, &off))?;
    let desk = Arc::new(Desk { db, office, petition, next: AtomicU64::new(1) });
    if choice.filled > 0 {
        run(&desk, choice.writers, None, choice.filled, ask)?;
        let end = desk.next.swap(1, Ordering::Relaxed);
        run(&desk, choice.writers, None, end, button)?;
        desk.next.store(end, Ordering::Relaxed);
    }
    let begun = desk.next.load(Ordering::Relaxed);
    println!("{} writers, {} signatures before\n", choice.writers, begun - 1);
    println!(
        "| what | acknowledged | a second | p50 ms | p99 ms | longest ms |\n|---|---:|---:|---:|---:|---:|"
    );
    let time = Some(Duration::from_secs(choice.seconds));
    print("asked for, with its letter", run(&desk, choice.writers, time, u64::MAX, ask)?);
    let asked = desk.next.swap(begun, Ordering::Relaxed);
    print("confirmed, with its receipt", run(&desk, choice.writers, None, asked, button)?);
    let counted = |anew| {
        desk.db.read::<_, DbError>(|sql| match anew {
            true => count::counted_anew(sql, &desk.petition),
            false => count::by_country(sql, &desk.petition),
        })
    };
    if counted(true)? != counted(false)? {
        return Err(Says("the counts that are kept are not those of the signatures".into()));
    }
    Ok(())
}

/// Lets the writers work for the time, or until the number is reached; how long each waited, sorted, and the time.
fn run<E: fmt::Display + Send + 'static>(
    desk: &Arc<Desk>,
    writers: u32,
    time: Option<Duration>,
    end: u64,
    work: fn(&Desk, u64) -> Result<(), E>,
) -> Result<(Vec<Duration>, Duration), Says> {
    let began = Instant::now();
    let threads: Vec<_> = (0..writers)
        .map(|_| {
            let desk = Arc::clone(desk);
            thread::spawn(move || {
                let mut waits = Vec::new();
                while time.is_none_or(|time| began.elapsed() < time) {
                    let number = desk.next.fetch_add(1, Ordering::Relaxed);
                    if number >= end {
                        desk.next.fetch_sub(1, Ordering::Relaxed);
                        break;
                    }
                    let asked = Instant::now();
                    work(&desk, number).map_err(|error| error.to_string())?;
                    waits.push(asked.elapsed());
                }
                Ok::<_, String>(waits)
            })
        })
        .collect();
    let mut all = Vec::new();
    for thread in threads {
        all.extend(thread.join().map_err(|_| Says("a writer broke".into()))??);
    }
    let took = began.elapsed();
    all.sort_unstable();
    Ok((all, took))
}

fn print(what: &str, (waits, took): (Vec<Duration>, Duration)) {
    let at = |permille: usize| {
        let wait = waits.get((waits.len() * permille).div_ceil(1000).saturating_sub(1));
        wait.copied().unwrap_or_default().as_secs_f64() * 1000.0
    };
    let rate = u128::try_from(waits.len()).unwrap_or(0) * 1000 / took.as_millis().max(1);
    println!("| {what} | {} | {rate} | {:.1} | {:.1} | {:.1} |", waits.len(), at(500), at(990), at(1000));
}
