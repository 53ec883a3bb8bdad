//! A petition from the first signature to the receipt, on both databases.

use crate::place::Place;
use campaign::{
    TABLES,
    address::Address,
    consent,
    db::{Db, DbError, Sql},
    mail::{Letter, Sender, queue},
    office::{Chance, Office},
    petition::{
        self, Petition,
        confirm::{ConfirmRefusal, Receipt, confirm, end, look, withdraw},
        count, day,
        sign::{CONFIRM, Request, Shown, SignRefusal, Taken, sign},
        validity::Validity,
    },
    secret::{LinkError, Purpose, Secrets},
};
use record::merkle::{leaf_hash, verify_inclusion};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

pub(crate) const DAY: i64 = 86_400;
pub(crate) const NOW: i64 = 20_000 * DAY;

/// A campaign with one petition.
pub(crate) struct Desk {
    pub db: Db,
    pub office: Arc<Office>,
    pub petition: Petition,
}

/// Bytes that no act has had before.
pub fn chance() -> Chance {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    std::array::from_fn(|_| {
        let mut bytes = [0; 32];
        // Every part of them differs, as fresh bytes do.
        for part in bytes.chunks_exact_mut(8) {
            part.copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        }
        bytes
    })
}

impl Desk {
    pub fn new(place: &Place) -> Self {
        let db = Db::open(&place.location, TABLES).unwrap();
        let office = Office {
            secrets: Secrets::new(&[1; 32], Some(&[2; 32])),
            sender: Sender {
                name: "Coalition".into(),
                address: Address::read("office@example.org").unwrap(),
                bounces: None,
                postal: "1 Example Street".into(),
            },
            origin: "https://example.org".into(),
        };
        let mut petition = Petition {
            id: 0,
            name: "charter".into(),
            title: "A community of democracies".into(),
            text: "We ask for it.".into(),
            addressee: "the parliaments".into(),
            validity: Validity::united_kingdom(),
            opens: NOW - DAY,
            closes: Some(NOW + 100 * DAY),
        };
        let published = petition.clone();
        petition.id = db.write::<_, DbError>(move |sql| petition::publish(sql, &published)).unwrap();
        Self { db, office: Arc::new(office), petition }
    }

    pub fn sign(&self, address: &str, now: i64) -> Result<Taken, SignRefusal> {
        self.sign_as(request(address), now)
    }

    pub fn sign_as(&self, request: Request<'static>, now: i64) -> Result<Taken, SignRefusal> {
        let (office, petition) = (Arc::clone(&self.office), self.petition.clone());
        self.db.write(move |sql| sign(sql, &office, &petition, &request, now, chance()))
    }

    /// The texts of the letters that are due.
    pub fn letters(&self, now: i64) -> Vec<String> {
        self.mail(now).into_iter().map(|letter| letter.text).collect()
    }

    /// The letters that are due.
    pub fn mail(&self, now: i64) -> Vec<Letter> {
        let office = Arc::clone(&self.office);
        let taken = move |sql: &mut dyn Sql| {
            let taken = queue::take(sql, &office.secrets, now, 1000)?;
            for waiting in &taken {
                queue::settle(sql, waiting, &Ok(()), now)?;
            }
            Ok::<_, queue::QueueError>(taken)
        };
        self.db.write(taken).unwrap().into_iter().map(|waiting| waiting.letter).collect()
    }

    pub fn confirm(&self, link: &str, now: i64) -> Result<Petition, ConfirmRefusal> {
        let (office, link) = (Arc::clone(&self.office), link.to_owned());
        self.db.write(move |sql| confirm(sql, &office, &link, now, chance()))
    }

    pub fn withdraw(&self, link: &str, now: i64) -> Result<Petition, ConfirmRefusal> {
        let (office, link) = (Arc::clone(&self.office), link.to_owned());
        self.db.write(move |sql| withdraw(sql, &office, &link, now))
    }

    pub fn counted(&self) -> u64 {
        let counts = |sql: &mut dyn Sql| {
            Ok::<_, DbError>((
                count::by_country(sql, &self.petition)?,
                count::counted_anew(sql, &self.petition)?,
            ))
        };
        let (kept, anew) = self.db.read(counts).unwrap();
        assert_eq!(kept, anew, "what is kept is what is counted");
        kept.values().sum()
    }

    /// To what the person of an address consents, and until when.
    pub fn consents(&self, address: &str) -> Vec<(String, Option<i64>)> {
        let person = self.office.secrets.index("address", &Address::read(address).unwrap().mailbox());
        let given = self.db.read::<_, DbError>(|sql| consent::of_person(sql, &person)).unwrap();
        given.into_iter().map(|given| (given.what, given.withdrawn)).collect()
    }

    pub fn close(&self, day: &'static str, end: i64) -> day::Day {
        let petition = self.petition.clone();
        self.db.write::<_, DbError>(move |sql| day::close(sql, &petition, day, end)).unwrap()
    }
}

pub(crate) fn request(address: &str) -> Request<'static> {
    Request {
        name: "Ann Lee",
        address: address.to_owned().leak(),
        country: "NOR",
        comment: "Peace, and law.",
        shown: Shown::Name,
        consents: true,
        newsletter: false,
        network: "192.0.2.0/24",
        work: None,
    }
}

/// The link of a letter to a page.
pub(crate) fn link<'l>(letter: &'l str, page: &str) -> &'l str {
    let start = format!("https://example.org/petition/{page}/");
    let rest = letter.split(&start).nth(1).unwrap_or_else(|| panic!("no link to {page} in\n{letter}"));
    rest.split_whitespace().next().unwrap()
}

pub(crate) fn receipt(letter: &str) -> Receipt {
    letter.lines().find_map(Receipt::read).unwrap_or_else(|| panic!("no receipt in\n{letter}"))
}

pub fn a_signature_counts_once_it_is_confirmed_by_a_button(place: &Place) {
    let desk = Desk::new(place);
    desk.sign("Ann+1@example.com", NOW).unwrap();
    let letter = desk.letters(NOW).remove(0);
    let confirms = link(&letter, "confirm");
    // Programs that open every link look as often as they like.
    for _ in 0..3 {
        let looked = desk.db.read(|sql| look(sql, &desk.office, Purpose::ConfirmSignature, confirms, NOW));
        assert_eq!(looked.unwrap().name, "charter");
    }
    assert_eq!(desk.counted(), 0);
    desk.confirm(confirms, NOW + 60).unwrap();
    desk.confirm(confirms, NOW + 61).unwrap();
    assert_eq!(desk.counted(), 1);
    let seen = desk.db.read(|sql| count::recent(sql, &desk.office, &desk.petition, 10)).unwrap();
    assert_eq!(
        (seen[0].name.as_deref(), seen[0].comment.as_deref()),
        (Some("Ann Lee"), Some("Peace, and law."))
    );
    assert_eq!(desk.letters(NOW + 61).len(), 1, "one receipt, however often it is confirmed");
}

pub fn a_link_late_forged_or_of_another_kind_confirms_nothing(place: &Place) {
    let desk = Desk::new(place);
    desk.sign("ann@example.com", NOW).unwrap();
    let letter = desk.letters(NOW).remove(0);
    let late = desk.confirm(link(&letter, "confirm"), NOW + CONFIRM + 1);
    assert_eq!(late, Err(ConfirmRefusal::Link(LinkError::Late)));
    let other = desk.confirm(link(&letter, "withdraw"), NOW);
    assert_eq!(other, Err(ConfirmRefusal::Link(LinkError::Forged)));
    assert_eq!(desk.confirm("AAAA", NOW), Err(ConfirmRefusal::Link(LinkError::Forged)));
    assert_eq!(desk.counted(), 0);
}

pub fn nobody_learns_who_signed_and_nobody_is_pestered(place: &Place) {
    let desk = Desk::new(place);
    desk.sign("ann@example.com", NOW).unwrap();
    let first = desk.letters(NOW).remove(0);
    // At once again: the same answer, no second letter.
    desk.sign("ann@example.com", NOW + 1).unwrap();
    assert_eq!(desk.letters(NOW + 1), Vec::<String>::new());
    // Later two more, and then none.
    for (minutes, letters) in [(11, 1), (22, 1), (33, 0), (44, 0)] {
        desk.sign("ann@example.com", NOW + minutes * 60).unwrap();
        assert_eq!(desk.letters(NOW + minutes * 60).len(), letters, "after {minutes} minutes");
    }
    desk.confirm(link(&first, "confirm"), NOW + 3_600).unwrap();
    desk.sign("ann@example.com", NOW + DAY).unwrap();
    desk.sign("A.N.N@example.com", NOW + DAY).unwrap();
    assert_eq!(desk.counted(), 1);
}

pub fn one_mailbox_signs_once(place: &Place) {
    let desk = Desk::new(place);
    for (hour, address) in
        ["ann.lee@gmail.com", "annlee+x@googlemail.com", "ANNLEE@gmail.com"].iter().enumerate()
    {
        let now = NOW + 3_600 * i64::try_from(hour).unwrap();
        desk.sign(address, now).unwrap();
        for letter in desk.letters(now) {
            if letter.contains("/confirm/") {
                desk.confirm(link(&letter, "confirm"), now).unwrap();
            }
        }
    }
    assert_eq!(desk.counted(), 1);
}

pub fn who_has_signed_is_written_to_where_they_confirmed(place: &Place) {
    let desk = Desk::new(place);
    let to = |now| desk.mail(now).pop().unwrap().to.to_string();
    desk.sign("ann+first@example.org", NOW).unwrap();
    assert_eq!(to(NOW), "ann+first@example.org");
    desk.sign("ann@example.org", NOW + 3_600).unwrap();
    let letter = desk.mail(NOW + 3_600).remove(0);
    assert_eq!(letter.to.to_string(), "ann@example.org", "nobody has confirmed yet");
    desk.confirm(link(&letter.text, "confirm"), NOW + 3_601).unwrap();
    assert_eq!(to(NOW + 3_601), "ann@example.org", "the receipt");
    desk.sign("ann+other@example.org", NOW + 7_200).unwrap();
    assert_eq!(to(NOW + 7_200), "ann@example.org", "not to whom a server may give the other writing");
}

pub fn what_is_wrong_is_refused_and_nothing_kept(place: &Place) {
    let desk = Desk::new(place);
    let wrong: [(Request<'static>, SignRefusal); 5] = [
        (Request { name: " \u{202e}\u{200b} ", ..request("a@example.com") }, SignRefusal::Name),
        (Request { name: "x".repeat(101).leak(), ..request("a@example.com") }, SignRefusal::Name),
        (request("a@b"), SignRefusal::Address(campaign::address::AddressError::Domain)),
        (Request { comment: "x".repeat(601).leak(), ..request("a@example.com") }, SignRefusal::Comment),
        (Request { consents: false, ..request("a@example.com") }, SignRefusal::Consent),
    ];
    for (request, refusal) in wrong {
        assert_eq!(desk.sign_as(request, NOW), Err(refusal));
    }
    assert_eq!(desk.sign("a@example.com", NOW + 200 * DAY), Err(SignRefusal::Closed));
    assert_eq!(desk.letters(NOW + 300 * DAY), Vec::<String>::new());
}

pub fn a_network_that_asks_too_often_waits(place: &Place) {
    let desk = Desk::new(place);
    let asked = (0..70).map(|number| desk.sign(&format!("a{number}@example.com"), NOW));
    assert_eq!(asked.filter(Result::is_ok).count(), 60);
    assert_eq!(desk.sign("other@example.com", NOW), Err(SignRefusal::Pace));
    let elsewhere = Request { network: "198.51.100.0/24", ..request("other@example.com") };
    desk.sign_as(elsewhere, NOW).unwrap();
    desk.sign("later@example.com", NOW + 3_600).unwrap();
}

pub fn who_withdraws_is_erased_and_may_sign_again(place: &Place) {
    let desk = Desk::new(place);
    desk.sign("ann@example.com", NOW).unwrap();
    let letter = desk.letters(NOW).remove(0);
    desk.confirm(link(&letter, "confirm"), NOW).unwrap();
    desk.withdraw(link(&letter, "withdraw"), NOW + 1).unwrap();
    assert_eq!(desk.counted(), 0);
    assert_eq!(desk.withdraw(link(&letter, "withdraw"), NOW + 2), Err(ConfirmRefusal::Gone));
    let kept = "SELECT address, name, comment, person FROM signature";
    let row = desk.db.read::<_, DbError>(|sql| sql.row(kept, &[])).unwrap().unwrap();
    assert!((0..4).all(|column| row.maybe_bytes(column).unwrap().is_none()));
    desk.sign("ann@example.com", NOW + DAY).unwrap();
    let letters = desk.letters(NOW + DAY);
    let again = letters.iter().find(|letter| letter.contains("/confirm/")).unwrap();
    desk.confirm(link(again, "confirm"), NOW + DAY).unwrap();
    assert_eq!(desk.counted(), 1);
}

pub fn who_is_removed_stays_out(place: &Place) {
    let desk = Desk::new(place);
    desk.sign("ann@example.com", NOW).unwrap();
    let letter = desk.letters(NOW).remove(0);
    desk.confirm(link(&letter, "confirm"), NOW).unwrap();
    assert!(desk.db.write::<_, DbError>(|sql| end(sql, 1, "removed", NOW)).unwrap());
    desk.letters(NOW);
    desk.sign("ann@example.com", NOW + DAY).unwrap();
    assert_eq!((desk.letters(NOW + DAY).len(), desk.counted()), (0, 0));
}

pub fn a_receipt_finds_its_signature_in_the_days_root(place: &Place) {
    let desk = Desk::new(place);
    let mut receipts = Vec::new();
    let mut letters = Vec::new();
    for number in 0..5 {
        desk.sign(&format!("a{number}@example.com"), NOW).unwrap();
        let letter = desk.letters(NOW).remove(0);
        desk.confirm(link(&letter, "confirm"), NOW + number).unwrap();
        receipts.push(receipt(&desk.letters(NOW + number)[0]));
        letters.push(letter);
    }
    let first = desk.close("2024-10-04", NOW + DAY);
    assert_eq!((first.leaves, first.counted), (5, 5));
    desk.withdraw(link(&letters[2], "withdraw"), NOW + DAY + 1).unwrap();
    let second = desk.close("2024-10-05", NOW + 2 * DAY);
    assert_eq!((second.leaves, second.counted, second.root), (5, 4, first.root));
    assert_eq!(desk.close("2024-10-04", NOW + DAY), first, "what is closed stays closed");
    for (number, receipt) in receipts.iter().enumerate() {
        let mailbox = format!("a{number}@example.com");
        let check = |mailbox: &str| {
            desk.db.read::<_, DbError>(|sql| day::check(sql, &desk.petition, receipt, mailbox))
        };
        let shown = check(&mailbox).unwrap().unwrap();
        let leaf = leaf_hash(&receipt.commitment(&mailbox).0);
        verify_inclusion(leaf, receipt.leaf, shown.day.leaves, &shown.path, shown.day.root).unwrap();
        assert_eq!(shown.counts, number != 2);
        assert_eq!(check("else@example.com").unwrap(), None);
        assert_eq!(Receipt::read(&receipt.written()).as_ref(), Some(receipt));
    }
    let of_nobody = Receipt { blind: [9; 32], ..receipts[0].clone() };
    let checked =
        desk.db.read::<_, DbError>(|sql| day::check(sql, &desk.petition, &of_nobody, "a0@example.com"));
    assert_eq!(checked.unwrap(), None);
}

pub fn a_dropped_signature_is_noticed(place: &Place) {
    let desk = Desk::new(place);
    for number in 0..3 {
        desk.sign(&format!("a{number}@example.com"), NOW).unwrap();
        let letters = desk.letters(NOW);
        let letter = letters.iter().find(|letter| letter.contains("/confirm/")).unwrap();
        desk.confirm(link(letter, "confirm"), NOW).unwrap();
    }
    desk.db.write::<_, DbError>(|sql| sql.run("DELETE FROM signature WHERE leaf = 1", &[])).unwrap();
    let petition = desk.petition.clone();
    let closed = desk.db.write(move |sql| day::close(sql, &petition, "2024-10-04", NOW + DAY));
    assert!(matches!(closed, Err(DbError::Form(_))), "{closed:?}");
}

pub fn what_was_signed_cannot_be_changed(place: &Place) {
    let desk = Desk::new(place);
    let publish =
        |petition: Petition| desk.db.write::<_, DbError>(move |sql| petition::publish(sql, &petition));
    let changed = Petition { text: "We ask for something else.".into(), ..desk.petition.clone() };
    publish(changed).unwrap();
    publish(desk.petition.clone()).unwrap();
    desk.sign("ann@example.com", NOW).unwrap();
    let letter = desk.letters(NOW).remove(0);
    desk.confirm(link(&letter, "confirm"), NOW).unwrap();
    let changed = Petition { text: "We ask for something else.".into(), ..desk.petition.clone() };
    assert!(matches!(publish(changed), Err(DbError::Refused(_))));
    publish(Petition { closes: Some(NOW + 1), ..desk.petition.clone() }).unwrap();
    assert!(matches!(
        publish(Petition { name: "../x".into(), ..desk.petition.clone() }),
        Err(DbError::Refused(_))
    ));
}

pub fn what_nobody_confirms_is_forgotten(place: &Place) {
    let desk = Desk::new(place);
    desk.sign("ann@example.com", NOW).unwrap();
    let forget = |now| desk.db.write::<_, DbError>(move |sql| count::forget(sql, now)).unwrap();
    assert_eq!(forget(NOW + count::KEEP_NETWORK), 0);
    assert_eq!(forget(NOW + count::KEEP_NETWORK + 1), 1, "the network");
    assert_eq!(forget(NOW + count::KEEP_UNCONFIRMED + 1), 1, "the signature");
    let ended = NOW + count::KEEP_UNCONFIRMED + 1;
    assert_eq!(desk.consents("ann@example.com"), [("petition 1".to_owned(), Some(ended))]);
}
