//! A newsletter to a million addresses: queued, in the middle of which the program ends and begins again, and then taken and settled.
//! `cargo bench -p campaign --bench newsletter -- [READERS] [URL]`, in a file of its own, or at the URL of a PostgreSQL server.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement stops at the first surprise"
)]

use campaign::{
    TABLES,
    address::Address,
    db::{Db, DbError},
    mail::{Sender, pace::Pace},
    newsletter::{
        self,
        figures::{self, Figures},
        issue::{self, Stands},
        send,
        sheet::Press,
        subscribe,
    },
    office::Office,
    secret::Secrets,
};
use record::store::Location;
use std::{sync::Arc, time::Instant};

const NOW: i64 = 1_764_000_000;
/// How many letters are taken at once, as the postman does.
const TAKEN: u32 = 256;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|given| !given.starts_with('-')).collect();
    let readers = given.first().map_or(1_000_000, |count| count.parse().expect("how many readers"));
    let folder = tempfile::tempdir().unwrap();
    let location = match given.get(1) {
        Some(url) => Location::parse(url),
        None => Location::Sqlite(folder.path().join("campaign.sqlite")),
    };
    let db = Db::open(&location, TABLES).unwrap();
    let office = Arc::new(office());
    timed("subscribed, each by a signed and sealed row", readers, || subscribe_all(&db, &office, readers));

    let id = db
        .write::<_, DbError>(|sql| {
            let list = newsletter::list(sql, "news")?.expect("a list");
            let id = issue::draft(sql, &list, "What happened", "A **lot**.", None, NOW)?;
            issue::turn(sql, id, Stands::Draft, Stands::Sending, NOW)?;
            Ok(id)
        })
        .unwrap();
    let (mut db, mut parts) = (Some(db), 0u64);
    timed("queued, the program begun anew in the middle", readers, || {
        while db.as_ref().unwrap().write(|sql| send::advance(sql, NOW)).unwrap() {
            parts += 1;
            if parts == readers / 20_000 {
                drop(db.take());
                db = Some(Db::open(&location, TABLES).unwrap());
            }
        }
    });
    let db = db.unwrap();
    let queued = figures(&db, id);
    assert_eq!((queued.queued, queued.waiting), (readers, readers), "one letter for each reader");
    timed("counted", readers, || assert_eq!(figures(&db, id).queued, readers));

    let letters = (readers / 10).min(50_000);
    timed("taken and settled as sent, without a mail server", letters, || carry(&db, &office, letters));
    let sent = figures(&db, id);
    assert_eq!((sent.sent, sent.waiting), (letters, readers - letters));
}

fn timed(what: &str, count: u64, work: impl FnOnce()) {
    let began = Instant::now();
    work();
    let seconds = began.elapsed().as_secs_f64();
    let rate = f64::from(u32::try_from(count).unwrap()) / seconds;
    println!("{count:>9} {what}: {seconds:.2} s, {rate:.0} a second");
}

fn office() -> Office {
    let sender = Sender {
        name: "Coalition".to_owned(),
        address: Address::read("office@example.org").unwrap(),
        bounces: None,
        postal: "1 Example Street, Washington".to_owned(),
    };
    let secrets = Secrets::new(&[1; 32], Some(&[2; 32]));
    Office { secrets, sender, origin: "https://example.org".to_owned() }
}

fn subscribe_all(db: &Db, office: &Arc<Office>, readers: u64) {
    db.write(|sql| newsletter::keep(sql, "news", "News", "Once a month")).unwrap();
    let address = |number: &u64| Address::read(&format!("reader{number}@example.com")).expect("an address");
    // In the order of the index by which they are found, which is that of no reader: each page of it is written once and not a
    // hundred times.
    let mut order: Vec<u64> = (0..readers).collect();
    order.sort_by_cached_key(|number| office.secrets.index("address", &address(number).mailbox()));
    for part in order.chunks(20_000) {
        let (office, part) = (Arc::clone(office), part.to_vec());
        db.write::<_, DbError>(move |sql| {
            let list = newsletter::list(sql, "news")?.expect("a list");
            for number in part {
                let address = address(&number);
                let mut chance = [0; 32];
                chance[..8].copy_from_slice(&number.to_be_bytes());
                subscribe::join(sql, &office, &list, &address, "measured", NOW, chance)?;
            }
            Ok(())
        })
        .unwrap();
    }
}

fn carry(db: &Db, office: &Arc<Office>, letters: u64) {
    let (mut press, mut pace, mut carried) = (Press::default(), Pace::new(u32::MAX, None), 0);
    while carried < letters {
        let most = TAKEN.min(u32::try_from(letters - carried).unwrap());
        let of = Arc::clone(office);
        let (taken, used) = db
            .write::<_, DbError>(move |sql| {
                let look = send::take(sql, &of, &mut press, &mut pace, NOW, most)?;
                Ok((look.taken, (press, pace)))
            })
            .unwrap();
        (press, pace) = used;
        carried += u64::try_from(taken.len()).unwrap();
        db.write::<_, DbError>(move |sql| {
            taken.iter().try_for_each(|letter| send::settle(sql, letter, &Ok(()), NOW))
        })
        .unwrap();
    }
}

fn figures(db: &Db, id: u64) -> Figures {
    db.read::<_, DbError>(|sql| figures::of(sql, id)).unwrap()
}
