//! The load: people who sign, confirm and now and then withdraw, as fast as they are acknowledged, and say so.

use super::{Acknowledged, Came, lost, row_of};
use crate::{
    TABLES,
    address::Address,
    db::{Db, DbError},
    mail::Sender,
    office::{Chance, Office},
    petition::{
        self, Petition,
        confirm::{ConfirmRefusal, confirm, withdraw},
        sign::{Request, Shown, SignRefusal, sign},
        validity::Validity,
    },
    secret::{Link, Purpose, Secrets},
};
use record::store::Location;
use std::{
    env,
    io::Write,
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, SystemTime},
};

/// Names the database; without it the load runs in a place of its own.
const LOCATION: &str = "CAMPAIGN_CRASH_TEST_LOCATION";
/// How many signatures each of the signers gives.
const SIGNATURES: &str = "CAMPAIGN_CRASH_TEST_SIGNATURES";
/// What makes this run's mailboxes different from those of other runs.
const RUN: &str = "CAMPAIGN_CRASH_TEST_RUN";

/// The petition that they sign.
pub(super) const PETITION: &str = "charter";
const SIGNERS: u32 = 8;
const COUNTRIES: [&str; 4] = ["NOR", "DEU", "GHA", "JPN"];

pub(super) fn secrets() -> Secrets {
    Secrets::new(&[1; 32], Some(&[2; 32]))
}

/// The program that runs the load and nothing else.
pub(super) fn program(location: &Location, signatures: u32, run: &str) -> Command {
    let location = match location {
        Location::Sqlite(file) => file.display().to_string(),
        Location::Postgres(url) => url.clone(),
    };
    let mut command = Command::new(env::current_exe().unwrap());
    let name = "petition::crash::load::a_load_of_signers";
    command.args([name, "--exact", "--include-ignored", "--nocapture"]);
    command.env(LOCATION, location).env(SIGNATURES, signatures.to_string()).env(RUN, run);
    command
}

/// What a line of the load says was acknowledged. Only a whole line counts.
pub(super) fn acknowledged(line: &str) -> Option<(String, Came)> {
    let (came, mailbox) = line.strip_prefix("acknowledged ")?.strip_suffix(" .")?.split_once(' ')?;
    let came = match came {
        "asked" => Came::Asked,
        "signed" => Came::Signed,
        "withdrawn" => Came::Withdrawn,
        _ => return None,
    };
    Some((mailbox.to_owned(), came))
}

/// Does this mailbox withdraw its signature in the end?
pub(super) fn withdraws(mailbox: &str) -> bool {
    mailbox.split('@').next().is_some_and(|local| local.ends_with('3'))
}

#[test]
#[ignore = "run by the tests of crashes, each in a program of its own"]
fn a_load_of_signers() {
    let number = |name: &str| env::var(name).ok().and_then(|text| text.parse().ok());
    let signatures = number(SIGNATURES).unwrap_or(5);
    let run = env::var(RUN).unwrap_or_default();
    match env::var(LOCATION) {
        Ok(location) => drop(collect(&Location::parse(&location), signatures, &run)),
        Err(_) => {
            let folder = tempfile::tempdir().unwrap();
            let location = Location::Sqlite(folder.path().join("campaign.sqlite"));
            let acknowledged = collect(&location, signatures, &run);
            assert_eq!(acknowledged.len() as u64, u64::from(SIGNERS * signatures));
            assert_eq!(lost(&acknowledged, &location), None);
        }
    }
}

/// What the signers share.
struct Desk {
    db: Db,
    office: Arc<Office>,
    petition: Petition,
    said: Mutex<Acknowledged>,
}

fn collect(location: &Location, signatures: u32, run: &str) -> Acknowledged {
    let desk = desk(location);
    thread::scope(|scope| {
        for signer in 0..SIGNERS {
            let desk = &desk;
            scope.spawn(move || {
                (0..signatures).for_each(|number| one(desk, &format!("{run}-{signer}-{number}@example.org")));
            });
        }
    });
    desk.said.into_inner().unwrap()
}

fn desk(location: &Location) -> Desk {
    let db = Db::open(location, TABLES).unwrap();
    let sender = Sender {
        name: "Coalition".into(),
        address: Address::read("office@example.org").unwrap(),
        bounces: None,
        postal: "1 Example Street".into(),
    };
    let office = Arc::new(Office { secrets: secrets(), sender, origin: "https://example.org".into() });
    let mut petition = Petition {
        id: 0,
        name: PETITION.into(),
        title: "A community of democracies".into(),
        text: "We ask for it.".into(),
        addressee: "The Assembly".into(),
        validity: Validity::default(),
        opens: 0,
        closes: None,
    };
    let published = petition.clone();
    petition.id = again(|| {
        let published = published.clone();
        db.write(move |sql| petition::publish(sql, &published))
    })
    .unwrap();
    Desk { db, office, petition, said: Mutex::default() }
}

/// One person from the first form to the end.
fn one(desk: &Desk, mailbox: &str) {
    let now = now();
    again(|| {
        let (office, petition, address) =
            (Arc::clone(&desk.office), desk.petition.clone(), mailbox.to_owned());
        desk.db.write(move |sql| {
            let country = COUNTRIES[address.len() % COUNTRIES.len()];
            let request = Request {
                name: "Ann Example",
                address: &address,
                country,
                comment: "Law binds, and protects.",
                shown: Shown::Name,
                consents: true,
                newsletter: false,
                network: &address,
                work: None,
            };
            sign(sql, &office, &petition, &request, now, chance())
        })
    })
    .unwrap();
    say(desk, Came::Asked, "asked", mailbox);
    let row = again(|| desk.db.read(|sql| row_of(sql, mailbox))).unwrap().unwrap();
    let link = |purpose| desk.office.secrets.link(&Link { purpose, id: row, until: None });
    again(|| {
        let (office, link) = (Arc::clone(&desk.office), link(Purpose::ConfirmSignature));
        desk.db.write(move |sql| confirm(sql, &office, &link, now, chance()))
    })
    .unwrap();
    say(desk, Came::Signed, "signed", mailbox);
    if withdraws(mailbox) {
        let ended = again(|| {
            let (office, link) = (Arc::clone(&desk.office), link(Purpose::WithdrawSignature));
            desk.db.write(move |sql| withdraw(sql, &office, &link, now))
        });
        // Asked again after a server died with the answer, it is gone already.
        assert!(matches!(ended, Ok(_) | Err(ConfirmRefusal::Gone)), "{ended:?}");
        say(desk, Came::Withdrawn, "withdrawn", mailbox);
    }
}

fn say(desk: &Desk, came: Came, word: &str, mailbox: &str) {
    let line = format!("acknowledged {word} {mailbox} .\n");
    let _ = std::io::stdout().lock().write_all(line.as_bytes());
    desk.said.lock().unwrap().insert(mailbox.to_owned(), came);
}

/// Does the database not answer now?
trait Away {
    fn is_away(&self) -> bool;
}

impl Away for DbError {
    fn is_away(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Busy)
    }
}

impl Away for SignRefusal {
    fn is_away(&self) -> bool {
        matches!(self, Self::Db(error) if error.is_away())
    }
}

impl Away for ConfirmRefusal {
    fn is_away(&self) -> bool {
        matches!(self, Self::Db(error) if error.is_away())
    }
}

/// Asks again as a person would while a server is restarted.
fn again<T, E: Away>(mut work: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    loop {
        match work() {
            Err(error) if error.is_away() => thread::sleep(Duration::from_millis(20)),
            done => return done,
        }
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

/// Bytes that no act of this program has had before.
fn chance() -> Chance {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let program = u64::from(std::process::id());
    std::array::from_fn(|_| {
        let mut bytes = [0; 32];
        for part in bytes.chunks_exact_mut(8) {
            part.copy_from_slice(&(NEXT.fetch_add(1, Ordering::Relaxed) << 24 | program).to_be_bytes());
        }
        bytes
    })
}
